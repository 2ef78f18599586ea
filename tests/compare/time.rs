//! What comes and goes with the date: never a reason to block somebody else's change.

use super::late;
use crate::common::learning::{GOAL, Pull, goal, goal_text};

const OVERDUE: &str = "overdue-goal 2026-10-05-async-rust.yaml";

fn on(pull: &Pull, today: &str) -> crate::common::learning::Verdict {
    pull.check_with(&["--base", "main", "--head", "topic", "--today", today])
}

/// A goal of Ben's without an entry, so that it is open after its deadline.
fn bens(deadline: &str) -> String {
    let text = goal_text(deadline).replace("deadline: 2026-12-18", &format!("deadline: {deadline}"));
    format!("--- {}\n{text}", GOAL.replace("ana", "ben"))
}

#[test]
fn an_unrelated_change_on_the_day_after_a_deadline_is_fine() {
    let pull = Pull::onto(&bens("2026-12-18")).change("--- people/chi/goals/2026-12-01-x.yaml\ntitle: Hold the first review circle of the platform team\nskill: feedback\ntarget: 1\nmeasure: Six people came twice\nwhy: {project: circle}\ndeadline: 2027-02-01\napplication: {what: Lead the circle alone}\n");
    let before = on(&pull, "2026-12-18");
    assert_eq!(before.status, 0);
    let after = on(&pull, "2026-12-19");
    assert_eq!(after.status, 0);
    assert!(!after.said().iter().any(|line| line.starts_with("introduced overdue")), "{:?}", after.said());
    // Even where everything is judged, because the framework changes, and where it would be an error.
    let strict =
        "--- milepost.yaml\nversion: 1\ndisciplines: [backend, frontend]\nrules: {overdue-goal: error}\n";
    let pull = Pull::onto(&(bens("2026-12-18") + strict)).change(
        "--- framework/skills/go.yaml\nname: Go\nkind: technical\nproficient_from: 3\nreviewed: 2026-10-01\n",
    );
    let verdict = on(&pull, "2026-12-19");
    assert_eq!(verdict.status, 0, "{:?}", verdict.said());
    assert!(verdict.said().contains(&format!("standing {OVERDUE}")), "{:?}", verdict.said());
}

#[test]
fn a_date_that_passes_is_introduced_only_where_the_record_is_touched() {
    let pull = Pull::onto(&bens("2026-12-18")).change(&bens("2026-12-10"));
    let said = on(&pull, "2026-12-19").said();
    assert!(said.contains(&format!("introduced {OVERDUE}")), "{said:?}");
    // Touched, but overdue before and after, with the same date.
    let pull =
        Pull::onto(&bens("2026-12-18")).change(&bens("2026-12-18").replace("title: Run", "title: Move"));
    let said = on(&pull, "2026-12-19").said();
    assert!(said.contains(&format!("standing {OVERDUE}")), "{said:?}");
}

#[test]
fn coming_back_from_leave_makes_overdue_goals_stand_and_introduces_none() {
    let profile = "--- people/ben/profile.yaml\nrole: backend-engineer\ntier: senior\ndiscipline: backend\n\
        started: 2024-03-04\nname: Ben Okafor\nteam: payments\nmentors: [chi]\n";
    let away = format!("{profile}away: [{{start: 2026-12-01, end: 2027-01-31}}]\n");
    let strict =
        "--- milepost.yaml\nversion: 1\ndisciplines: [backend, frontend]\nrules: {overdue-goal: error}\n";
    let pull = Pull::onto(&format!("{strict}{}{away}", bens("2026-12-18"))).change(profile);
    let verdict = on(&pull, "2026-12-19");
    let said = verdict.said();
    assert!(said.contains(&format!("standing {OVERDUE}")), "{said:?}");
    assert_eq!(verdict.status, 0, "{said:?}");
}

#[test]
fn waiting_for_a_mentor_never_turns_a_change_red() {
    let pull = Pull::onto("").change(&bens("2026-12-01"));
    let check = |today: &str, opened: &str| {
        pull.check_with(&["--base", "main", "--head", "topic", "--today", today, "--opened", opened])
    };
    assert_eq!(check("2026-11-22", "2026-11-22").status, 0);
    assert_eq!(check("2026-12-20", "2026-11-22").status, 0);
    let late = check("2026-12-20", "2026-12-02");
    assert_eq!(late.status, 1);
    assert!(
        late.said().iter().any(|line| line.starts_with("introduced expired-on-arrival")),
        "{:?}",
        late.said()
    );
    // Without `--opened` it is today that counts.
    assert_eq!(on(&pull, "2026-12-02").status, 1);
    assert_eq!(on(&pull, "2026-12-01").status, 0);
}

#[test]
fn an_old_goal_under_a_new_name_does_not_expire_on_arrival() {
    let path = GOAL.replace("ana", "ben");
    let pull = Pull::onto(&bens("2026-11-01")).moved(&path, &path.replace("async-rust", "worker"));
    let verdict = pull.check();
    assert_eq!(verdict.status, 0, "{:?}", verdict.said());
    let pull = Pull::onto(&goal("2026-11-01").replace("deadline: 2026-12-18", "deadline: 2026-10-30"))
        .moved("people/ana", "people/anna");
    let verdict = pull.check();
    assert_eq!(verdict.status, 0, "{:?}", verdict.said());
}

#[test]
fn what_only_its_owner_may_read_is_never_shown_to_a_pipe() {
    let email = "emails: [ana@example.com]\n";
    let world = include_str!("../rules/world.txt");
    let profile = world.split("--- ").find(|file| file.starts_with("people/ana/profile")).unwrap();
    let entry = "people/ana/portfolio/2026-11-20-retry-queue.yaml";
    let pull = Pull::onto(&format!("--- {profile}{email}"));
    pull.0.remove(entry);
    pull.0.write(
        "people/ana/assessments/2026-11-21-panel.yaml",
        "date: 2026-11-21\nmethod: peer\ncycle: review\nassessors: [ben, chi]\nratings:\n  - {skill: async-rust, rating: 3}\n",
    );
    pull.0.commit("no entry");
    pull.0.git(&["config", "user.email", "ana@example.com"]);
    for arguments in [&["--today", "2027-06-01"][..], &["--base", "main", "--today", "2027-06-01"]] {
        let human = pull.run(arguments);
        assert!(!human.stdout.contains("lapsed-application"), "{}", human.stdout);
        let json = pull.run(&[&["--format", "json", "--standing"], arguments].concat());
        assert!(!json.stdout.contains("lapsed-application"), "{}", json.stdout);
    }
    let check = pull.check_with(&["--today", "2027-06-01"]);
    assert!(check.said().iter().any(|line| line.starts_with("- overdue-goal")), "{:?}", check.said());
}

#[test]
fn both_sides_use_the_same_day() {
    let pull = Pull::onto(&goal("2027-02-15")).change("--- people/chi/profile.yaml\nrole: backend-engineer\ntier: senior\ndiscipline: frontend\nstarted: 2023-01-09\nname: Chi\nteam: payments\nmentors: [ben]\n");
    for today in ["2026-11-22", "2026-12-19", "2027-03-01"] {
        let verdict = on(&pull, today);
        verdict.is(0, &[]);
        assert!(!verdict.said().contains(&late("introduced")));
    }
}
