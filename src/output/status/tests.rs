//! The status at every width: nothing is wider than the terminal, and texts of people are inert.

use super::*;
use crate::calendar::Date;
use crate::report::basis::Header;
use crate::report::change::Person;
use crate::report::status::{
    ApplicationWindow, PeakAhead, PersonStatus, PresenceState, Progress, TeamStatus, TimeAway, WeekLoad,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn header(repository: &str) -> Header {
    Header {
        repository: repository.into(),
        today: day("2026-11-23"),
        commit: None,
        notices: vec!["1 file could not be read and is left out: `milepost check` says why".into()],
        version: "1".into(),
    }
}

fn date(on: &str, kind: DateKind, title: &str) -> StatusDate {
    let days = day("2026-11-23").days_until(day(on));
    StatusDate {
        date: day(on),
        kind,
        title: title.into(),
        who: None,
        record: "g".into(),
        days,
        late: days < 0,
        soon: (0..=14).contains(&days),
    }
}

/// Everything that a status can hold, with `text` wherever people write.
fn full(text: &str) -> PersonStatus {
    PersonStatus {
        who: Person { handle: "ana".into(), name: Some(text.into()) },
        position: Some(text.into()),
        presence: PresenceState::Present,
        presence_date: None,
        own: true,
        away: vec![
            TimeAway { start: day("2026-12-21"), end: day("2027-01-08") },
            TimeAway { start: day("2027-02-01"), end: day("2027-02-01") },
        ],
        late: vec![
            date("2026-11-20", DateKind::Deadline, text),
            date("2026-11-22", DateKind::SecondTry, text),
        ],
        next: vec![
            date("2026-11-23", DateKind::Session, text),
            date("2026-11-24", DateKind::UseAtWork, text),
            date("2027-02-19", DateKind::Reassessment, text),
            date("9999-12-31", DateKind::RotationStarts, text),
        ],
        applications: vec![
            ApplicationWindow {
                goal: "g".into(),
                title: text.into(),
                what: Some(text.into()),
                place: Some(text.into()),
                opens: day("2026-11-10"),
                until: day("2026-12-10"),
                days_left: 17,
                open: true,
            },
            ApplicationWindow {
                goal: "h".into(),
                title: text.into(),
                what: None,
                place: None,
                opens: day("2026-12-18"),
                until: day("2027-01-15"),
                days_left: 53,
                open: false,
            },
        ],
        tier: Some(Progress { towards: text.into(), met: 4, total: 6 }),
        path: Some(Progress { towards: "Path of modules".into(), met: 0, total: 7 }),
        load: Some(WeekLoad {
            hours: 3.0,
            allowance: 4.0,
            over: false,
            without_hours: 2,
            peak: Some(PeakAhead {
                first: day("2026-12-01"),
                last: day("2026-12-18"),
                hours: 6.5,
                over: true,
            }),
        }),
        active_goals: 2,
        first_goal_path: None,
    }
}

fn shown(person: PersonStatus, options: StatusOptions) -> String {
    text(&Status { header: header("acme"), person: Some(person), team: None }, options)
}

fn plain(width: usize) -> StatusOptions {
    StatusOptions { colour: false, unicode: true, width }
}

fn drawn_team(text: &str, options: StatusOptions) -> String {
    let mut dates = full(text).next;
    dates.iter_mut().step_by(2).for_each(|date| {
        date.who = Some(Person { handle: "ana".into(), name: Some(text.into()) });
    });
    let team = TeamStatus { until: day("2026-12-07"), people: 3, dates, after: None };
    super::text(&Status { header: header(text), person: None, team: Some(team) }, options)
}

/// `text` without colour codes.
fn bare(text: &str) -> String {
    let mut bare = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        bare.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    bare + rest
}

#[test]
fn everything_at_three_widths() {
    for width in [40, 80, 120] {
        let shown = shown(full("Run the webhook worker on async Rust"), plain(width));
        assert!(shown.contains("3 days ago") && shown.contains("2026-11-20"), "{shown}");
        insta::assert_snapshot!(format!("full-{width}"), shown);
    }
    let ascii = shown(full("Run it"), StatusOptions { colour: false, unicode: false, width: 80 });
    assert!(ascii.is_ascii(), "{ascii}");
}

#[test]
fn nothing_is_wider_than_the_terminal_and_nothing_obeys_a_text() {
    for text in [
        "Run the webhook worker on async Rust",
        &"w".repeat(200),
        &"學".repeat(200),
        &"🚀👩‍💻".repeat(80),
        &format!("{}é", "\u{301}".repeat(300)),
        "שלום עולם של תכנות אסינכרוני ארוך מאוד",
        "\u{1b}[31mred\u{7}\r\n::error::x\u{202e}",
        "",
        "   ",
    ] {
        for width in [40, 41, 50, 63, 67, 68, 69, 80, 100, 140] {
            for unicode in [true, false] {
                let drawn = shown(full(text), StatusOptions { colour: false, unicode, width });
                for line in drawn.lines() {
                    assert!(super::super::columns::width(line) <= width, "{width}: {line:?}");
                    assert!(!line.chars().any(char::is_control), "{line:?}");
                    assert!(!line.trim_start().starts_with("::"), "{line:?}");
                    assert_eq!(line, line.trim_end());
                }
                let team = drawn_team(text, StatusOptions { colour: false, unicode, width });
                for line in team.lines() {
                    assert!(super::super::columns::width(line) <= width, "{width}: {line:?}");
                    assert!(!line.chars().any(char::is_control), "{line:?}");
                }
                let coloured = shown(full(text), StatusOptions { colour: true, unicode, width });
                let uncoloured = bare(&coloured);
                let same =
                    |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
                assert_eq!(same(&uncoloured), same(&drawn));
            }
        }
    }
}

#[test]
fn a_long_list_is_cut_and_counted() {
    let mut person = full("T");
    person.next = (0..10_000).map(|_| date("2026-12-01", DateKind::Deadline, "T")).collect();
    person.applications = vec![person.applications[0].clone(); 10_000];
    let drawn = shown(person, plain(80));
    assert_eq!(drawn.matches("and 9988 more: --json lists all").count(), 2, "{drawn}");
    assert!(drawn.lines().count() < 80);
}

#[test]
fn who_is_not_there_is_told_so() {
    let with = |presence, on: Option<&str>| {
        let mut person = full("T");
        (person.presence, person.presence_date) = (presence, on.map(day));
        shown(person, plain(80))
    };
    let left = with(PresenceState::Left, Some("2026-09-30"));
    assert!(left.contains("\nLeft on 2026-09-30.\n") && !left.contains("Next"), "{left}");
    assert!(with(PresenceState::Left, None).contains("No longer here."));
    let away = with(PresenceState::Away, Some("2026-12-05"));
    assert!(away.contains("Away until 2026-12-05.") && away.contains("Waiting until"), "{away}");
    assert!(!away.contains("\nLate\n"), "{away}");
    assert!(with(PresenceState::NotStarted, Some("2026-12-01")).contains("Starts on 2026-12-01."));
    assert!(with(PresenceState::Unknown, None).contains("no profile that can be read"));
}

#[test]
fn where_there_is_nothing_it_says_how_to_begin() {
    let mut person = full("Ana");
    (person.late, person.next, person.applications) = (Vec::new(), Vec::new(), Vec::new());
    (person.tier, person.path, person.load, person.away) = (None, None, None, Vec::new());
    let calm = shown(person.clone(), plain(80));
    assert!(calm.contains("\nNothing is due.\n"), "{calm}");
    person.first_goal_path = Some("people/ana/goals/2026-11-23-SLUG.yaml".into());
    let begin = shown(person, plain(80));
    assert!(begin.contains("people/ana/goals/2026-11-23-SLUG.yaml"), "{begin}");
    assert!(begin.contains("`milepost schema goal`"), "{begin}");
    assert!(!begin.contains("milepost new"), "{begin}");
}

#[test]
fn a_team_without_dates_or_people_says_so() {
    let team = |people, after| TeamStatus { until: day("2026-12-07"), people, dates: Vec::new(), after };
    let drawn = |team| text(&Status { header: header("acme"), person: None, team: Some(team) }, plain(80));
    assert!(drawn(team(0, None)).contains("No profile can be read yet."));
    let mut next = date("2026-12-18", DateKind::Deadline, "T");
    next.who = Some(Person { handle: "ana".into(), name: None });
    let calm = drawn(team(3, Some(next)));
    assert!(calm.contains("Nothing is due. Next: ana, deadline on 2026-12-18, in 25 days."), "{calm}");
}

#[test]
fn days_are_counted_in_words() {
    for (days, words) in [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (12, "in 12 days"),
        (-3, "3 days ago"),
        (730, "in 730 days"),
        (731, "in 2 years"),
        (-2_912_000, "7978 years ago"),
        (i64::MIN, "25269512429739111 years ago"),
    ] {
        assert_eq!(in_words(days), words);
    }
}

#[test]
fn json_is_versioned_and_says_what_it_is() {
    let status = Status { header: header("acme"), person: Some(full("T")), team: None };
    let value: serde_json::Value = serde_json::from_str(&json(&status)).unwrap();
    assert_eq!((&value["version"], &value["kind"]), (&1.into(), &"status".into()));
    assert_eq!(value["person"]["next"][1]["kind"], "use-at-work");
    assert!(value["team"].is_null());
}
