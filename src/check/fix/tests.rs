//! Mending in memory, over drafts.

use super::*;
use crate::calendar::Date;
use crate::rules::{Flags, Severities};

const POLICY: &str = "version: 1\n";
const SKILL: &str = "name: Async Rust\nkind: technical\nproficient_from: 3\nformerly: [tokio]\n";
const ROLE: &str = "name: Engineer\ndiscipline: backend\ntiers:\n  - id: mid\n    requires: [{skill: async-rust, level: 2, driver: speed}]\n";
const PROFILE: &str = "role: engineer\ntier: mid\ndiscipline: backend\nstarted: 2025-03-03\nmentors: [ben]\n";
const GOAL: &str = "people/ana/goals/2026-10-05-async-rust.yaml";

fn repository(files: &[(&str, &str)]) -> Snapshot {
    let mut drafts = Drafts::default();
    drafts.write("milepost.yaml", POLICY);
    drafts.write("framework/skills/async-rust.yaml", SKILL);
    drafts.write("framework/roles/engineer.yaml", ROLE);
    drafts.write("people/ana/profile.yaml", PROFILE);
    drafts.write("people/ben/profile.yaml", PROFILE.replace("[ben]", "[ana]"));
    for (path, text) in files {
        drafts.write(*path, *text);
    }
    Snapshot::new("drafts", Arc::new(drafts))
}

fn fixed(files: &[(&str, &str)]) -> Vec<FixedFile> {
    let today = Date::new(2026, 11, 22).unwrap();
    let settings = |policy: Policy| {
        let severities = Severities::new(&policy, Flags::default());
        Ok(Settings { severities, policy, today, opened: today })
    };
    let fixer = Fixer { settings: &settings, wants: &|_| true, may_touch: &|_| true, endings: true };
    fix(&repository(files), &fixer).unwrap()
}

/// The text of the only file that is mended, and how many findings that takes.
fn mended(path: &str, text: &str) -> (String, usize) {
    match fixed(&[(path, text)]).as_slice() {
        [] => (text.to_owned(), 0),
        [file] => {
            assert_eq!((file.path.as_str(), file.before.as_str(), &file.renamed), (path, text, &None));
            (file.after.clone(), file.count)
        }
        more => panic!("{more:?}"),
    }
}

#[test]
fn a_mended_key_shows_the_next_fault() {
    let text = "# Kept.\ntitel: Run the worker on async Rust   # kept too\nskil: Tokio\ntarget: \"3\"\n\
                measure: Holds 2,000 requests a second\nwhy: {project: worker, outcome: Payments leaves}\n\
                dedline: 1.12.2026\nstatus: Active\napplication: {what: Port the queue}\n";
    let (after, count) = mended(GOAL, text);
    assert_eq!(
        after,
        text.replace("titel", "title")
            .replace("skil: Tokio", "skill: async-rust")
            .replace("\"3\"", "3")
            .replace("dedline: 1.12.2026", "deadline: 2026-12-01")
            .replace("Active", "active")
    );
    // Three keys, the number, the date, the word, the id's form, and the id that it has now.
    assert_eq!(count, 8);
}

#[test]
fn bytes_elsewhere_stay() {
    let text = "\u{feff}title: Run the worker \t # ä\r\n\r\nskill: async-rust\r\ntarget: 3\r\nmeasure: 'x'\r\n\
                why: {project: worker, outcome: y}\r\ndeadline: 2026/12/1\r\napplication: {what: z}";
    let (after, count) = mended(GOAL, text);
    assert_eq!((after, count), (text.replace("2026/12/1", "2026-12-01"), 1));
}

#[test]
fn what_takes_a_guess_is_left() {
    for line in ["deadline: 03/04/2026", "deadline: 2026-18-12", "deadline: 2026-12-18\nstatus: completed"] {
        let text = format!(
            "title: Run the worker\nskill: async-rust\ntarget: 3\nmeasure: x\n{line}\n\
             why: {{project: worker, outcome: y}}\napplication: {{what: z}}\n"
        );
        assert_eq!(mended(GOAL, &text), (text.clone(), 0), "{line}");
    }
    // A plan is for the person to move.
    let late = "title: Run the worker\nskill: async-rust\ntarget: 3\nmeasure: x\ndeadline: 2026-12-18\n\
                why: {project: worker, outcome: y}\napplication: {what: z, until: 2027-05-01}\n";
    assert_eq!(mended(GOAL, late), (late.to_owned(), 0));
    // Somebody with nearly the same handle is somebody else.
    let profile = PROFILE.replace("[ben]", "[benn]");
    assert_eq!(mended("people/ana/profile.yaml", &profile).1, 0);
    let profile = PROFILE.replace("[ben]", "[Ben]");
    assert_eq!(mended("people/ana/profile.yaml", &profile), (PROFILE.to_owned(), 1));
}

#[test]
fn files_get_their_usual_names_and_never_another_ones() {
    let goal = "title: Run the worker\nskill: async-rust\ntarget: 3\nmeasure: x\ndeadline: 2026-12-18\n\
                why: {project: worker, outcome: y}\napplication: {what: z}\n";
    for (path, meant) in [
        ("people/ana/goals/a.yml", Some("people/ana/goals/a.yaml")),
        ("people/ana/goals/A-b.YML", Some("people/ana/goals/a-b.yaml")),
        ("people/ana/goals/a.YAML", Some("people/ana/goals/a.yaml")),
        ("people/ana/goals/Async-Rust.yaml", Some("people/ana/goals/async-rust.yaml")),
        ("people/ana/goals/Async Rust.yaml", None),
        ("people/ana/goal/a.yml", None),
    ] {
        let found = fixed(&[(path, goal)]);
        let renamed = found.first().and_then(|file| file.renamed.as_deref());
        assert_eq!((renamed, found.len()), (meant, usize::from(meant.is_some())), "{path}");
        assert!(found.iter().all(|file| file.after == goal && file.count == 1), "{found:?}");
    }
    let taken = [("people/ana/goals/a.yml", goal), ("people/ana/goals/a.yaml", goal)];
    assert_eq!(fixed(&taken), []);
    let twins = [("people/ana/goals/A.YML", goal), ("people/ana/goals/A.YAML", goal)];
    assert_eq!(fixed(&twins).len(), 1, "two cannot take one name");
    // The long text of an entry has the entry's name.
    let entry =
        "date: 2026-11-01\ntitle: A\ntype: micro\nskills: [async-rust]\nlinks: [https://example.com]\n";
    let beside = [("people/ana/portfolio/A.yaml", entry), ("people/ana/portfolio/A.md", "Long.")];
    assert_eq!(fixed(&beside), []);
}

#[test]
fn a_renamed_file_is_mended_too() {
    let found = fixed(&[("people/ana/goals/a.yml", "titel: x\n")]);
    let [file] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        (file.renamed.as_deref(), file.after.as_str()),
        (Some("people/ana/goals/a.yaml"), "title: x\n")
    );
}

#[test]
fn what_only_a_mended_key_gives_away_is_concealed_too() {
    let policy = ("milepost.yaml", "version: 1\nprivacy: {identities: pseudonymous}\n");
    let profile = |line: &str| format!("{PROFILE}{line}\n");
    for (line, concealed) in [("nmae: Ana Soto", true), ("taem: payments", false)] {
        let found = fixed(&[policy, ("people/ana/profile.yaml", &profile(line))]);
        let [file] = found.as_slice() else { panic!("{line}: {found:?}") };
        assert_eq!((file.count, file.concealed), (1, concealed), "{line}: {}", file.after);
    }
}

#[test]
fn a_half_finished_merge_is_left_alone() {
    let text = "titel: x\u{200b}\n<<<<<<< HEAD\nstatus: Active\n=======\nstatus: done\n>>>>>>> other\n";
    assert_eq!(mended(GOAL, text), (text.to_owned(), 0));
    assert_eq!(fixed(&[("people/ana/goals/a.yml", text)]), []);
}

#[test]
fn an_unusable_policy_is_mended_first() {
    let (after, count) =
        mended("milepost.yaml", "version: 1\ntimezon: Europe/Madird\nrules: {unused-alow: off}\n");
    assert_eq!(after, "version: 1\ntimezone: Europe/Madrid\nrules: {unused-allow: off}\n");
    assert_eq!(count, 3);
}

#[test]
fn a_replacement_that_breaks_the_file_is_taken_back_and_the_others_stay() {
    // Level `03` is meant to be `3`, which is there already.
    let text = "name: Async Rust\nkind: Technical\nproficient_from: 3\nlevels:\n  3: a\n  \"+3\": b\n";
    let (after, count) = mended("framework/skills/async-rust.yaml", text);
    assert_eq!((after, count), (text.replace("Technical", "technical"), 1));
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    #[test]
    fn whatever_is_written_mending_ends_and_is_done_at_once(
        lines in proptest::collection::vec(
            "(titel|title|Skill|skill|deadline|dedline|status|target|modules|why|links): \
             (x|Tokio|async-rust|1\\.12\\.2026|2026-12-18|Actve|\"3\"|3\\.0|\\[a|'a'b|yes|a: b|\u{200b}x|# y|010)",
            0..8
        )
    ) {
        let text = lines.join("\n") + "\n";
        let (after, _) = mended(GOAL, &text);
        let (again, count) = mended(GOAL, &after);
        proptest::prop_assert_eq!((&again, count), (&after, 0));
        let readable = |text: &str| stage(&SourceFile::new(GOAL, text));
        proptest::prop_assert!(readable(&after) >= readable(&text));
    }
}

#[test]
fn a_second_fault_of_the_same_kind_is_mended_too() {
    let goal = "title: Run the worker on async Rust\nskill: async-rust\ntarget: 3\nmeasure: Holds 2,000\n\
                why: {\n  project: worker,\n  outcome: Payments leaves\n}\ndeadline: 2026-12-18\n\
                application: {\n  what: Port the queue,\n  until: 2027-01-15\n}\n";
    assert_eq!(mended(GOAL, goal), (goal.replace("\n}", "\n  }"), 2));
}
