//! `milepost rename` on real repositories: what moves, what follows, what stays, and that nothing is
//! lost.

mod person;

use crate::common::Run;
use crate::common::learning::{GOAL, Pull, TODAY, Verdict};
use crate::edits::{ana, fine, refused};

/// The rules that find something, each with how often, notes too.
pub(crate) fn found(pull: &Pull) -> Vec<String> {
    let verdict = Verdict::of(&pull.0.milepost(&["check", "--format", "json", "--today", TODAY]));
    let rules = verdict.findings().iter().map(|finding| finding["rule"].as_str().unwrap().to_owned());
    let mut rules: Vec<String> = rules.collect();
    rules.sort();
    rules
}

/// The findings of a check that there were not before.
pub(crate) fn added(before: &[String], after: Vec<String>) -> Vec<String> {
    let mut before = before.to_vec();
    let is_new = |rule: &String| match before.iter().position(|other| other == rule) {
        Some(index) => {
            before.remove(index);
            false
        }
        None => true,
    };
    after.into_iter().filter(is_new).collect()
}

fn renamed(pull: &Pull, arguments: &[&str]) -> Run {
    let run = pull.at_today(&[&["rename"], arguments].concat());
    fine(&run);
    run
}

#[test]
fn a_skill_takes_the_framework_along_and_leaves_other_peoples_records() {
    let pull = ana();
    let before = found(&pull);
    let run = renamed(&pull, &["skill", "async-rust", "asynchronous-rust"]);
    assert!(!pull.0.path().join("framework/skills/async-rust.yaml").exists());
    let skill = pull.text("framework/skills/asynchronous-rust.yaml");
    assert!(skill.contains("\nformerly: [async-rust]\n"), "{skill}");
    for path in [
        "framework/roles/backend-engineer.yaml",
        "framework/modules/tokio-workshop.yaml",
        "framework/credentials/async-owner.yaml",
        "teams/payments.yaml",
    ] {
        let text = pull.text(path);
        assert!(text.contains("asynchronous-rust") && !text.contains(" async-rust"), "{path}: {text}");
    }
    // Other people's records keep the old id; a note offers the new one.
    assert!(pull.text(GOAL).contains("skill: async-rust\n"));
    assert_eq!(added(&before, found(&pull)), ["former-reference"; 3]);
    insta::assert_snapshot!(run.stdout, @r"
    framework/skills/async-rust.yaml
    framework/skills/asynchronous-rust.yaml
    framework/credentials/async-owner.yaml
    framework/modules/tokio-workshop.yaml
    framework/roles/backend-engineer.yaml
    teams/payments.yaml
    ");
    insta::assert_snapshot!(run.stderr, @r"
    6 references in 4 files follow
    3 references in 3 records of other people still name `async-rust`, which stays valid; --everywhere writes the new id there too
    next: git add framework/skills/async-rust.yaml framework/skills/asynchronous-rust.yaml framework/credentials/async-owner.yaml framework/modules/tokio-workshop.yaml framework/roles/backend-engineer.yaml teams/payments.yaml && git commit -m 'rename: skill async-rust to asynchronous-rust'
    ");
}

#[test]
fn everywhere_means_everywhere() {
    let pull = ana();
    let before = found(&pull);
    let run = renamed(&pull, &["skill", "async-rust", "asynchronous-rust", "--everywhere", "--commit"]);
    assert!(!run.stderr.contains("still name"), "{}", run.stderr);
    assert!(pull.text(GOAL).contains("skill: asynchronous-rust\n"));
    assert!(
        pull.text("people/ana/portfolio/2026-11-20-retry-queue.yaml").contains("skills: [asynchronous-rust]")
    );
    assert_eq!(added(&before, found(&pull)), [""; 0]);
    assert_eq!(pull.status(), "");
    assert_eq!(pull.0.git(&["log", "-1", "--format=%s"]), "rename: skill async-rust to asynchronous-rust");
    let names = pull.0.git(&["show", "--name-status", "--format=", "-M", "HEAD", "--", "framework/skills"]);
    assert!(names.starts_with('R'), "{names}");
}

#[test]
fn every_kind_of_shared_record_can_be_renamed() {
    for (kind, old, path) in [
        ("role", "backend-engineer", "framework/roles/backend-engineer.yaml"),
        ("module", "tokio-workshop", "framework/modules/tokio-workshop.yaml"),
        ("credential", "async-owner", "framework/credentials/async-owner.yaml"),
        ("team", "payments", "teams/payments.yaml"),
        ("program", "autumn", "programs/autumn.yaml"),
        ("person", "chi", "people/chi"),
    ] {
        let pull = ana();
        let before = found(&pull);
        // A path that the shell completes will do, too.
        for (from, to) in [(old, "new-name"), (&*path.replace(old, "new-name"), "newer-name")] {
            renamed(&pull, &[kind, from, to, "--everywhere"]);
        }
        assert!(!pull.0.path().join(path).exists(), "{kind}");
        assert_eq!(added(&before, found(&pull)), [""; 0], "{kind}");
        let place = path.replace(old, "newer-name");
        let record = if kind == "person" { format!("{place}/profile.yaml") } else { place };
        let text = pull.text(&record);
        assert!(text.contains(&format!("formerly: [{old}, new-name]")), "{text}");
    }
}

#[test]
fn a_rename_back_leaves_no_circle() {
    let pull = ana();
    renamed(&pull, &["team", "payments", "pay"]);
    renamed(&pull, &["team", "pay", "payments"]);
    assert!(pull.text("teams/payments.yaml").contains("formerly: [pay]\n"));
    renamed(&pull, &["team", "payments", "money"]);
    renamed(&pull, &["team", "money", "pay"]);
    assert!(
        pull.text("teams/pay.yaml").contains("formerly: [payments, money]\n"),
        "{}",
        pull.text("teams/pay.yaml")
    );
    assert_eq!(pull.wrong(), [""; 0]);
}

#[test]
fn a_goal_is_named_by_its_owner_only_and_keeps_its_first_day() {
    let pull = ana();
    let before = found(&pull);
    renamed(&pull, &["goal", "2026-10-05-async-rust", "worker"]);
    assert!(pull.text("people/ana/goals/worker.yaml").contains("start: 2026-10-05\n"));
    assert!(pull.text("people/ana/portfolio/2026-11-20-retry-queue.yaml").contains("goal: worker\n"));
    assert_eq!(added(&before, found(&pull)), [""; 0]);

    renamed(&pull, &["goal", "people/ana/goals/2026-11-02-feedback.yaml", "2026-11-02-reviews"]);
    assert!(!pull.text("people/ana/goals/2026-11-02-reviews.yaml").contains("start:"));
    assert_eq!(added(&before, found(&pull)), [""; 0]);
}

#[test]
fn the_commands_in_a_goals_comments_name_its_new_id() {
    let pull = ana();
    let path = "people/ana/goals/2026-11-02-feedback.yaml";
    let more = "# When it is reached: milepost done 2026-11-02-feedback\n\
                # Not this one: milepost done 2026-11-02-feedback-2\n";
    pull.0.write(path, format!("{more}{}", pull.text(path)));
    renamed(&pull, &["goal", "2026-11-02-feedback", "2026-11-02-reviews"]);
    let text = pull.text("people/ana/goals/2026-11-02-reviews.yaml");
    assert!(text.starts_with("# When it is reached: milepost done 2026-11-02-reviews\n"), "{text}");
    assert!(text.contains("milepost done 2026-11-02-feedback-2\n"), "{text}");
}

#[test]
fn an_entry_moves_with_the_text_beside_it() {
    let pull = ana();
    let before = found(&pull);
    pull.0.write("people/ana/portfolio/2026-11-20-retry-queue.md", b"# Why\n\xff\n");
    renamed(&pull, &["entry", "2026-11-20-retry-queue", "2026-11-20-queue"]);
    let folder = pull.0.path().join("people/ana/portfolio");
    let mut names: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["2026-11-20-queue.md", "2026-11-20-queue.yaml"]);
    assert_eq!(std::fs::read(folder.join("2026-11-20-queue.md")).unwrap(), b"# Why\n\xff\n");
    assert!(
        pull.text("people/ana/assessments/2026-11-21-panel.yaml").contains("evidence: [2026-11-20-queue]")
    );
    pull.0.remove("people/ana/portfolio/2026-11-20-queue.md");
    assert_eq!(added(&before, found(&pull)), [""; 0]);

    pull.0.write("people/ana/portfolio/2026-11-20-queue.md", "mine\n");
    pull.0.write("people/ana/portfolio/other.md", "another\n");
    refused(&pull, &["rename", "entry", "2026-11-20-queue", "other"], &["other.md is there already"]);
}

#[test]
fn a_dry_run_shows_the_difference_and_changes_nothing() {
    let pull = ana();
    let run = pull.at_today(&["rename", "team", "payments", "pay", "--dry-run"]);
    fine(&run);
    assert_eq!(pull.status(), "");
    insta::assert_snapshot!(run.stdout, @r"
    teams/payments.yaml -> teams/pay.yaml
    --- teams/payments.yaml
    +++ teams/pay.yaml
    @@ -6,3 +6,4 @@
         people: 2
         driver: Payments leaves the old worker
         priority: {roadmap: 3, risk: 2, value: 2, timeline: 3}
    +formerly: [payments]
    ");
    assert!(
        run.stderr.contains("3 references in 3 records of other people still name `payments`"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_name_that_cannot_be_is_refused() {
    let pull = ana();
    fine(&pull.at_today(&["rename", "skill", "feedback", "feedback-giving", "--commit"]));
    for (arguments, said) in [
        (["skill", "async-rust", "rust"], "framework/skills/rust.yaml is there already"),
        (["skill", "async-rust", "Async Rust"], "cannot be an id"),
        (["skill", "async-rust", "007"], "cannot be an id"),
        (["skill", "async-rust", "../rust"], "cannot be an id"),
        (["skill", "async-rust", "async-rust"], "called that already"),
        (["skill", "async-rust", "feedback"], "a former name of the skill `feedback-giving`"),
        (["skill", "feedback", "reviews"], "called `feedback-giving` now"),
        (["skill", "asink-rust", "x"], "did you mean `async-rust`?"),
        (["skill", "nothing-like-it", "x"], "framework/skills/nothing-like-it.yaml"),
        (["skill", "../../etc/passwd", "x"], "is no id"),
        (["person", "ana", "ben"], "people/ben is there already"),
        (["person", "../ana", "x"], "is no id"),
        (["person", "amna", "x"], "did you mean `ana`?"),
        (["goal", "2026-10-05-async-rust", "2026-11-02-feedback"], "is there already"),
    ] {
        refused(&pull, &[&["rename"], &arguments[..]].concat(), &[said]);
    }
    let run = pull.at_today(&["rename", "tier", "mid", "middle"]);
    assert_eq!(run.status, 2);
}

#[test]
fn a_name_that_differs_in_letter_case_only_is_taken() {
    let pull = ana();
    pull.0.write("framework/skills/Tokio.yaml", "name: T\nkind: technical\nproficient_from: 3\n");
    pull.0.commit("a stray file");
    refused(
        &pull,
        &["rename", "skill", "async-rust", "tokio"],
        &["framework/skills/Tokio.yaml is there already"],
    );
    // The stray file itself can get the name that it should have.
    fine(&pull.at_today(&["rename", "skill", "Tokio", "tokio"]));
    let text = pull.text("framework/skills/tokio.yaml");
    assert!(!text.contains("formerly"), "{text}");
    assert_eq!(pull.wrong(), [""; 0]);
}

#[test]
fn a_record_that_cannot_be_read_is_not_renamed_and_others_are_named() {
    let pull = ana();
    pull.0.write("teams/payments.yaml", "name: [\n");
    pull.0.write("teams/other.yaml", "name: [\n");
    pull.0.commit("broken");
    refused(&pull, &["rename", "team", "payments", "pay"], &["teams/payments.yaml:", "mend the file first"]);
    let run = renamed(&pull, &["skill", "rust", "the-rust"]);
    assert!(run.stderr.contains("cannot be read: teams/other.yaml, teams/payments.yaml"), "{}", run.stderr);
    assert_eq!(pull.text("teams/payments.yaml"), "name: [\n");
}

#[test]
fn comments_and_layout_of_what_follows_stay() {
    let pull = ana();
    let text = "# The payments people\nname: Payments   # their word\nlead: chi\n\nneeds:\n- {skill: async-rust,  level: 3, people: 2} # two\n";
    pull.0.write("teams/payments.yaml", text);
    renamed(&pull, &["skill", "async-rust", "asynchronous-rust"]);
    assert_eq!(pull.text("teams/payments.yaml"), text.replace("async-rust", "asynchronous-rust"));
}

#[test]
fn two_records_never_share_a_former_name() {
    let pull = ana();
    let rust = pull.text("framework/skills/rust.yaml");
    pull.0.write("framework/skills/rust.yaml", format!("{rust}formerly: [async-rust]\n"));
    pull.0.commit("a wrong former name");
    refused(
        &pull,
        &["rename", "skill", "async-rust", "x"],
        &["framework/skills/rust.yaml has it under `formerly`"],
    );
}
