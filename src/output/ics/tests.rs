//! The calendar held against the rules of RFC 5545, by a reader of its own, with hostile texts.

use super::*;
use crate::report::basis::Header;
use crate::report::change::Person;

fn schedule(repository: &str, dates: Vec<StatusDate>) -> Schedule {
    let header = Header {
        repository: repository.into(),
        today: day("2026-11-23"),
        commit: None,
        notices: Vec::new(),
        version: "1".into(),
    };
    Schedule { header, owner: Some("Ana Ruiz".into()), dates }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn date(kind: DateKind, title: &str) -> StatusDate {
    StatusDate {
        date: day("2026-12-18"),
        kind,
        title: title.into(),
        who: Some(Person { handle: "ana".into(), name: Some("Ana Ruiz".into()) }),
        record: "2026-10-05-async-rust".into(),
        days: 25,
        late: false,
        soon: false,
    }
}

/// The content lines of a file, unfolded; asserts what RFC 5545, 3.1, says of lines.
fn lines(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n"));
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.chars().any(char::is_control), "{line:?}");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().unwrap().push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

/// Name and value of each property; asserts the nesting, and that texts are escaped.
fn properties(text: &str) -> Vec<(String, String)> {
    let mut open: Vec<String> = Vec::new();
    let mut properties = Vec::new();
    for line in lines(text) {
        let (name, value) = line.split_once(':').unwrap();
        match name {
            "BEGIN" => open.push(value.to_owned()),
            "END" => assert_eq!(open.pop().unwrap(), value),
            _ => {
                assert!(!open.is_empty(), "{line} is outside");
                let name = name.split(';').next().unwrap();
                assert!(name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-'), "{line}");
                if matches!(name, "SUMMARY" | "DESCRIPTION" | "NAME" | "X-WR-CALNAME" | "UID") {
                    text_value(value);
                }
                properties.push((name.to_owned(), value.to_owned()));
            }
        }
    }
    assert!(open.is_empty());
    properties
}

/// The text that a value stands for (3.3.11).
fn text_value(value: &str) -> String {
    let mut text = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(c @ ('\\' | ';' | ',')) => text.push(c),
                other => panic!("\\{other:?} in {value}"),
            },
            ';' | ',' => panic!("{c} is not escaped in {value}"),
            c => text.push(c),
        }
    }
    text
}

fn only(properties: &[(String, String)], name: &str) -> String {
    let mut found = properties.iter().filter(|(own, _)| own == name);
    let value = found.next().unwrap_or_else(|| panic!("no {name}")).1.clone();
    assert!(found.next().is_none(), "{name} twice");
    value
}

#[test]
fn an_event_has_what_a_calendar_needs() {
    let text = calendar(&schedule("acme", vec![date(DateKind::Deadline, "Run it on async Rust")]));
    let properties = properties(&text);
    for (name, value) in [
        ("VERSION", "2.0"),
        ("UID", "deadline.2026-10-05-async-rust.ana@acme"),
        ("DTSTAMP", "20261123T000000Z"),
        ("DTSTART", "20261218"),
        ("SUMMARY", "Deadline: Run it on async Rust"),
        ("X-WR-CALNAME", "Ana Ruiz · acme"),
    ] {
        assert_eq!(only(&properties, name), value);
    }
    assert!(text.contains("DTSTART;VALUE=DATE:20261218\r\n"), "{text}");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
}

#[test]
fn hostile_texts_stay_in_their_property() {
    let titles = [
        "x\r\nEND:VEVENT\r\nBEGIN:VALARM\nATTENDEE:mailto:a@b".to_owned(),
        "a; b, c \\ d: \"e\" \\n".to_owned(),
        "🚀👩‍💻é".repeat(60),
        "學".repeat(200),
        "w".repeat(200),
        " ".repeat(200),
        "\u{202e}gnp\u{0}\u{7f}\u{2028}".to_owned(),
        String::new(),
    ];
    for title in titles {
        let text = calendar(&schedule("Acme, Ltd; \\n 学习\n", vec![date(DateKind::UseAtWork, &title)]));
        let properties = properties(&text);
        let summary = text_value(&only(&properties, "SUMMARY"));
        assert!(summary.starts_with("Use at work: ") && !summary.contains('\n'), "{summary}");
        assert_eq!(properties.iter().filter(|(name, _)| name == "UID").count(), 1);
        assert!(!properties.iter().any(|(name, _)| name == "ATTENDEE"));
    }
}

#[test]
fn ids_stay_while_dates_move_and_differ_between_repositories() {
    let id = |repository: &str, date: StatusDate| {
        only(&properties(&calendar(&schedule(repository, vec![date]))), "UID")
    };
    let mut moved = date(DateKind::Deadline, "Renamed");
    moved.date = day("2027-01-29");
    assert_eq!(id("acme", date(DateKind::Deadline, "T")), id("acme", moved));
    assert_ne!(id("acme", date(DateKind::Deadline, "T")), id("acme", date(DateKind::UseAtWork, "T")));
    assert_ne!(id("学习", date(DateKind::Deadline, "T")), id("習学", date(DateKind::Deadline, "T")));
    assert_ne!(id("a b", date(DateKind::Deadline, "T")), id("a-b", date(DateKind::Deadline, "T")));
}

#[test]
fn everybodys_calendar_says_whose_day_it_is_and_an_empty_one_is_a_calendar() {
    let mut all = schedule("acme", vec![date(DateKind::Deadline, "T")]);
    all.owner = None;
    assert_eq!(only(&properties(&calendar(&all)), "SUMMARY"), "Ana Ruiz: Deadline: T");
    all.dates.clear();
    assert_eq!(only(&properties(&calendar(&all)), "VERSION"), "2.0");
}
