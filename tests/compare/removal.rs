//! Records that a change removes: what is said of them, where it is shown, and what is no removal.

use crate::common::learning::{GOAL, Pull, goal, goal_text};

const PROFILE: &str = "people/ana/profile.yaml";
const ENTRY: &str = "people/ana/portfolio/2026-11-20-retry-queue.yaml";
const PANEL: &str = "people/ana/assessments/2026-11-21-panel.yaml";
const BASELINE: &str = "people/ana/assessments/2025-03-20-baseline.yaml";

/// What the change says about removals, as path and line.
fn removed(pull: &Pull) -> Vec<String> {
    let verdict = pull.check();
    let of_rule = verdict.findings().iter().filter(|finding| finding["rule"] == "removed-record");
    of_rule
        .map(|finding| {
            assert_eq!(finding["status"], "introduced");
            let place = &finding["place"];
            format!("{}:{}", place["path"].as_str().unwrap(), place["region"]["start"]["line"])
        })
        .collect()
}

fn remove(paths: &[&str]) -> String {
    paths.iter().map(|path| format!("+++ remove {path}\n")).collect()
}

#[test]
fn a_removed_record_is_shown_as_base_has_it() {
    // The line in base, below two comments, although no line of the head has it.
    let before = goal("2027-01-15").replace("title:", "# One.\n# Two.\ntitle:");
    let pull = Pull::onto(&before).change(&remove(&[GOAL]));
    assert_eq!(removed(&pull), [format!("{GOAL}:3")]);
    let run = pull.run(&["--base", "main", "--head", "topic", "--today", "2026-11-22"]);
    let shown = format!("--> {GOAL}:3:1\n  |\n3 | title: Run the webhook worker on async Rust\n");
    assert!(run.stdout.replace("  --> ", " --> ").contains(&shown), "{}", run.stdout);
    assert!(run.stdout.contains("goals are kept, also those that are given up"), "{}", run.stdout);
}

#[test]
fn a_warning_like_any_other_it_fails_only_where_asked_to() {
    let bens = format!("--- {}\n{}", GOAL.replace("ana", "ben"), goal_text("2027-01-15"));
    let pull = Pull::onto(&bens).change(&remove(&[&GOAL.replace("ana", "ben")]));
    let compare = ["--base", "main", "--head", "topic", "--today", "2026-11-22"];
    let denied = [&compare[..], &["--deny", "removed-record"]].concat();
    let only = "introduced removed-record 2026-10-05-async-rust.yaml";
    pull.check_with(&compare).is(0, &[only]);
    pull.check_with(&denied).is(1, &[only]);
    // The head that no longer has the record is as sound as it was.
    pull.check_with(&["--head", "topic", "--today", "2026-11-22"]).is(0, &[]);
}

#[test]
fn the_comment_links_to_the_line_in_base() {
    let pull = Pull::onto("").change(&remove(&[GOAL]));
    let base = pull.0.git(&["rev-parse", "main"]).trim().to_owned();
    let run = pull.0.milepost(&[
        "report",
        "pr",
        "--base",
        "main",
        "--head",
        "topic",
        "--today",
        "2026-11-22",
        "--permalink",
        "https://git.example.com/o/r/blob/{commit}/{path}#L{line}",
    ]);
    let link = format!("https://git.example.com/o/r/blob/{base}/{GOAL}#L1");
    assert!(run.stdout.contains(&link), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("the change removes this goal"), "{}", run.stdout);
}

#[test]
fn a_whole_person_is_one_removal() {
    let more: String = (1..=50)
        .map(|day| format!("--- people/ana/goals/g-{day}.yaml\n{}", goal_text("2027-01-15")))
        .collect();
    let all: Vec<String> = (1..=50).map(|day| format!("people/ana/goals/g-{day}.yaml")).collect();
    let mut paths = vec![PROFILE, ENTRY, BASELINE, PANEL, GOAL];
    paths.extend(all.iter().map(String::as_str));
    let pull = Pull::onto(&more).change(&remove(&paths));
    assert_eq!(removed(&pull), [format!("{PROFILE}:1")]);
    let verdict = pull.check();
    let finding = verdict.findings().iter().find(|finding| finding["rule"] == "removed-record").unwrap();
    assert_eq!(finding["message"], "the change removes everything of `ana`, with 51 goals and 2 assessments");
}

#[test]
fn a_person_without_a_profile_is_one_removal_too() {
    let zoe = |id: &str| format!("people/zoe/goals/{id}.yaml");
    let text = goal_text("2027-01-15");
    let pull = Pull::onto(&format!("--- {}\n{text}--- {}\n{text}", zoe("a"), zoe("b")));
    let pull = pull.change(&remove(&[&zoe("a"), &zoe("b")]));
    assert_eq!(removed(&pull), [format!("{}:1", zoe("a"))]);
}

#[test]
fn a_tombstone_means_that_the_records_go() {
    let tombstone = format!(
        "{}--- {PROFILE}\nrole: backend-engineer\ntier: mid\ndiscipline: backend\nstarted: 2025-03-03\n\
         erased: true\n",
        remove(&[ENTRY, PANEL, GOAL])
    );
    assert!(removed(&Pull::onto("").change(&tombstone)).is_empty());
    let left = tombstone.replace("erased: true", "left: 2026-11-20");
    assert_eq!(removed(&Pull::onto("").change(&left)), [format!("{PANEL}:1"), format!("{GOAL}:1")]);
}

#[test]
fn a_renamed_record_or_person_is_no_removal() {
    let renamed = GOAL.replace("2026-10-05-async-rust", "2026-10-05-worker");
    assert!(removed(&Pull::onto("").moved(GOAL, &renamed)).is_empty());
    assert!(removed(&Pull::onto("").moved("people/ana", "people/anna")).is_empty());
    // A record that does not move along with its folder is missed all the same.
    let pull = Pull::onto("").moved("people/ana", "people/anna");
    let pull = pull.change(&remove(&[&PANEL.replace("ana", "anna")]));
    assert_eq!(removed(&pull), [format!("{PANEL}:1")]);
    let run = pull.run(&["--base", "main", "--head", "topic", "--today", "2026-11-22"]);
    assert!(run.stdout.contains("the change removes 1 assessment of `ana`\n"), "{}", run.stdout);
}

#[test]
fn a_name_that_no_record_has_is_a_removal() {
    let pull = Pull::onto("").moved(GOAL, &GOAL.replace(".yaml", ".yaml.old"));
    assert_eq!(removed(&pull), [format!("{GOAL}:1")]);
}
