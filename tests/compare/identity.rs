//! When two findings are the same: moved lines, insertions, renames, other spellings.

use super::{LATE, late};
use crate::common::learning::{GOAL, Pull, goal, goal_text};

const PROFILE: &str = "--- people/ben/profile.yaml
role: backend-engineer
tier: senior
discipline: backend
started: 2024-03-04
name: Ben Okafor
team: payments
mentors: [chi]
";

#[test]
fn lines_may_move() {
    let moved = goal("2027-02-15").replace("title:", "# One.\n\n# Two.\ntitle:");
    let verdict = Pull::onto(&goal("2027-02-15")).change(&moved).check();
    verdict.is(0, &[&late("standing")]);
    assert_eq!(verdict.findings()[0]["place"]["region"]["start"]["line"], 13);
}

#[test]
fn keys_may_be_sorted_anew_and_values_quoted() {
    let text = goal("2027-02-15");
    let quoted = text.replace("until: 2027-02-15", "until: \"2027-02-15\"   # sic");
    Pull::onto(&text).change(&quoted).check().is(0, &[&late("standing")]);
    let sorted = text.replace("hours_per_week: 3\n", "").replace("skill:", "hours_per_week: 3\nskill:");
    Pull::onto(&text).change(&sorted).check().is(0, &[&late("standing")]);
}

#[test]
fn another_wrong_value_is_another_finding() {
    let pull = Pull::onto(&goal("2027-02-15")).change(&goal("2027-03-15"));
    pull.check().is(1, &[&late("introduced"), &late("resolved")]);
}

#[test]
fn items_may_be_put_before_the_offending_one() {
    let before =
        "--- teams/data.yaml\nname: Data\nlead: chi\nneeds:\n  - {skill: nope, level: 2, people: 1}\n";
    let after = before.replace("needs:\n", "needs:\n  - {skill: rust, level: 2, people: 1}\n");
    Pull::onto(before).change(&after).check().is(0, &["standing unresolved-reference data.yaml"]);
}

#[test]
fn items_without_a_name_are_told_apart_by_what_begins_them() {
    let before = format!("{PROFILE}away:\n  - {{start: 2026-08-10, end: 2026-08-01}}\n");
    let after = format!(
        "{PROFILE}away:\n  - {{start: 2026-07-01, end: 2026-07-10}}\n  - {{start: 2026-08-10, end: 2026-08-01}}\n"
    );
    Pull::onto(&before).change(&after).check().is(0, &["standing invalid-period profile.yaml"]);
}

#[test]
fn of_two_equal_findings_one_may_go() {
    let sitting = "--- people/ben/assessments/2026-11-01-self.yaml
date: 2026-11-01
method: self
cycle: review
ratings:
  - {skill: nope, rating: 2}
";
    let twice = format!("{sitting}  - {{skill: nope, rating: 3}}\n");
    let (one, two) = (
        "standing unresolved-reference 2026-11-01-self.yaml",
        "introduced unresolved-reference 2026-11-01-self.yaml",
    );
    let gone = "resolved unresolved-reference 2026-11-01-self.yaml";
    Pull::onto(&twice).change(sitting).check().is(0, &[gone, one]);
    Pull::onto(sitting).change(&twice).check().is(1, &[two, one]);
}

#[test]
fn one_missing_key_does_not_stand_for_another() {
    let without = |key: &str| {
        let text = goal("2027-01-15");
        text.split_inclusive('\n').filter(|line| !line.starts_with(key)).collect::<String>()
    };
    let (no_title, no_measure) = (without("title:"), without("measure:"));
    Pull::onto(&no_title).change(&no_measure).check().is(
        1,
        &[
            "introduced invalid-record 2026-10-05-async-rust.yaml",
            "resolved invalid-record 2026-10-05-async-rust.yaml",
        ],
    );
}

/// A goal of Ben's, to which nothing refers.
fn bens() -> (String, String) {
    let path = GOAL.replace("ana", "ben");
    let text = format!("--- {path}\n{}", goal_text("2027-02-15"));
    (path, text)
}

#[test]
fn a_record_may_be_renamed_with_and_without_an_edit() {
    let (path, text) = bens();
    let new = path.replace("2026-10-05-async-rust", "2026-10-05-worker");
    let standing = "standing late-application-plan 2026-10-05-worker.yaml";
    let pull = Pull::onto(&text).moved(&path, &new);
    let verdict = pull.check();
    verdict.is(0, &[standing]);
    assert!(verdict.list("removals").is_empty());
    let edited = text.replace("hours_per_week: 3", "hours_per_week: 2").replace(&path, &new);
    pull.change(&edited).check().is(0, &[standing]);
}

#[test]
fn a_persons_folder_may_be_renamed() {
    let pull = Pull::onto(&goal("2027-02-15")).moved("people/ana", "people/anna");
    let verdict = pull.check();
    verdict.is(0, &[&late("standing")]);
    assert!(verdict.list("removals").is_empty());
    assert_eq!(verdict.findings()[0]["place"]["path"], GOAL.replace("ana", "anna"));
}

#[test]
fn a_persons_folder_without_a_profile_may_be_renamed() {
    let before = format!("--- {}\n{}", GOAL.replace("ana", "zoe"), goal_text("2027-02-15"));
    let pull = Pull::onto(&before).moved("people/zoe", "people/zora");
    let verdict = pull.check();
    assert_eq!(verdict.status, 0, "{:?}", verdict.said());
    assert!(verdict.said().contains(&"standing unknown-file zora".to_owned()), "{:?}", verdict.said());
}

#[test]
fn an_extension_may_be_changed() {
    let (path, text) = bens();
    let short = path.replace(".yaml", ".yml");
    let before = text.replace(&path, &short);
    let verdict = Pull::onto(&before).moved(&short, &path).check();
    verdict.is(0, &[&late("standing")]);
    let back = Pull::onto(&text).moved(&path, &short).check();
    back.is(0, &[&format!("standing {}", LATE.replace(".yaml", ".yml"))]);
}

#[test]
fn a_persons_new_handle_is_missed_by_those_who_name_the_old_one() {
    let verdict = Pull::onto("").moved("people/chi", "people/chika").check();
    assert_eq!(verdict.status, 1);
    let said = verdict.said();
    for record in ["2026-11-21-panel.yaml", "autumn.yaml", "payments.yaml", "profile.yaml"] {
        assert!(said.contains(&format!("introduced unresolved-reference {record}")), "{record}: {said:?}");
    }
}

#[test]
fn an_entry_removed_is_gone_even_where_its_text_stays() {
    let entry = "people/ben/portfolio/2026-11-20-x";
    let before = format!(
        "--- {entry}.yaml\ndate: 2026-11-20\ntitle: x\ntype: project\nskills: [nope]\n--- {entry}.md\nText\n"
    );
    let verdict = Pull::onto(&before).change(&format!("+++ remove {entry}.yaml")).check();
    assert!(
        verdict.said().contains(&"removed unresolved-reference 2026-11-20-x.yaml".to_owned()),
        "{:?}",
        verdict.said()
    );
}

#[test]
fn a_sum_over_its_limit_is_the_same_finding_however_large() {
    let more = |id: &str| {
        let small = goal_text("2027-01-10").replace("hours_per_week: 3", "hours_per_week: 2");
        format!("--- people/ana/goals/2026-11-{id}.yaml\n{small}")
    };
    Pull::onto("").change(&more("01-a")).check().is(0, &["introduced overallocated profile.yaml"]);
    let verdict = Pull::onto(&more("01-a")).change(&more("02-b")).check();
    verdict.is(0, &["standing overallocated profile.yaml"]);
    let one_more = [more("03-c"), more("04-d")].concat();
    let before = [more("01-a"), more("02-b")].concat();
    let said = ["introduced too-many-goals profile.yaml", "standing overallocated profile.yaml"];
    Pull::onto(&before).change(&one_more).check().is(0, &said);
}
