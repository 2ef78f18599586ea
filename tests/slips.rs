//! Dates of goals that moved, through the whole program: what stood before comes from the
//! first-parent history of a real repository, however its files were named then.

use milepost::record::{Id, Level};

use crate::common::Sandbox;
use crate::common::learning::{GOAL, Pull, TODAY, Verdict};

/// A goal with this deadline, and further lines.
fn due(deadline: &str, more: &str) -> String {
    format!(
        "title: Run the webhook worker on async Rust\nskill: async-rust\ntarget: 3\n\
         measure: Holds 2,000 requests a second in the load test; two reviewers accept the design\n\
         why: {{project: webhook-worker, outcome: Payments leaves the old worker in Q1}}\n\
         deadline: {deadline}\nhours_per_week: 3\napplication:\n  \
         what: Port the retry queue and run it beside the old one for a week\n  until: 2027-01-15\n{more}"
    )
}

/// The world on `main`, Ana's goal due on these dates one after the other, each committed at a time.
fn moved(states: &[(&str, &str)]) -> Pull {
    let pull = Pull(Sandbox::new());
    pull.lay(include_str!("rules/world.txt"));
    for (time, deadline) in states {
        pull.0.write(GOAL, due(deadline, ""));
        pull.0.commit_at(time, deadline);
    }
    pull
}

const TWICE: [(&str, &str); 2] =
    [("2026-10-05T12:00:00+00:00", "2026-10-31"), ("2026-10-11T12:30:00+00:00", "2026-11-30")];

const SLIP: [&str; 4] = ["--select", "slipped-deadline", "--today", TODAY];

/// What a check says of slips: status and message.
fn slips(pull: &Pull, arguments: &[&str]) -> Vec<String> {
    said(&pull.check_with(&[arguments, &SLIP].concat()))
}

fn said(verdict: &Verdict) -> Vec<String> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    verdict
        .findings()
        .iter()
        .map(|finding| {
            format!("{} {}", text(&finding["status"]), text(&finding["message"])).trim().to_owned()
        })
        .collect()
}

const MOVED: &str =
    "the deadline moved from 2026-11-30 to 2026-12-18; before that it was 2026-10-31 (changed on 2026-10-11)";
const CHANGE: [&str; 4] = ["--base", "main", "--head", "topic"];

#[test]
fn a_change_that_moves_a_deadline_is_told_what_stood_before() {
    let pull = moved(&TWICE);
    pull.0.branch("topic");
    pull.0.write(GOAL, due("2026-12-11", ""));
    pull.0.commit("moved within the branch");
    pull.0.write(GOAL, due("2026-12-18", ""));
    pull.0.commit("and once more");
    let before = "resolved the deadline moved from 2026-10-31 to 2026-11-30";
    assert_eq!(slips(&pull, &CHANGE), [format!("introduced {MOVED}"), before.to_owned()]);
    let comment = pull.0.milepost(&[&["report", "pr", "--today", TODAY], &CHANGE[..]].concat()).stdout;
    assert!(comment.contains("deadline 2026-11-30 → 2026-12-18, before that 2026-10-31"), "{comment}");
    // Merged, it stands; and what was tried out inside the branch never did.
    pull.0.checkout("main");
    pull.0.git(&["merge", "--quiet", "--no-ff", "-m", "merge", "topic"]);
    assert_eq!(slips(&pull, &[]), [MOVED]);
    assert_eq!(slips(&pull, &["--head", "main"]), [MOVED]);
    pull.0.git(&["checkout", "--quiet", "-B", "topic"]);
    pull.0.write(GOAL, due("2026-12-18", "moved_because: The load test environment came late\n"));
    pull.0.commit("says why");
    assert_eq!(slips(&pull, &CHANGE), [format!("standing {MOVED}")]);
    pull.0.write(GOAL, due("2026-12-18", "").replace("until: 2027-01-15", "until: 2027-01-17"));
    pull.0.commit("moves the other date");
    let mut found = slips(&pull, &CHANGE);
    found.sort();
    assert_eq!(found, [format!("introduced {MOVED}"), format!("resolved {MOVED}")]);
}

#[test]
fn what_is_moved_back_or_only_in_the_branch_has_not_slipped() {
    let pull = moved(&TWICE);
    pull.0.branch("topic");
    pull.0.write(GOAL, due("2026-10-31", ""));
    let new = "people/ben/goals/2026-11-16-async-rust.yaml";
    pull.0.write(new, due("2026-11-30", ""));
    pull.0.commit("moves it back, begins another");
    pull.0.write(new, due("2026-12-18", ""));
    pull.0.commit("moves the new one");
    let before = "resolved the deadline moved from 2026-10-31 to 2026-11-30";
    assert_eq!(slips(&pull, &CHANGE), [before]);
}

#[test]
fn the_working_tree_is_the_newest_version() {
    let pull = moved(&TWICE);
    assert_eq!(slips(&pull, &[]), ["the deadline moved from 2026-10-31 to 2026-11-30"]);
    pull.0.write(GOAL, due("2026-12-18", ""));
    assert_eq!(slips(&pull, &[]), [MOVED]);
    assert_eq!(slips(&pull, &["--base", "main"]).len(), 2);
    let single = moved(&TWICE[..1]);
    assert_eq!(slips(&single, &[]), [""; 0]);
    single.0.write(GOAL, due("2026-12-18", ""));
    assert_eq!(slips(&single, &[]), ["the deadline moved from 2026-10-31 to 2026-12-18"]);
    let empty = Pull(Sandbox::new());
    empty.lay(include_str!("rules/world.txt"));
    assert_eq!(slips(&empty, &[]), [""; 0], "before the first commit");
}

#[test]
fn goals_and_people_are_known_under_their_earlier_names() {
    for formerly in ["", "formerly: [ana]\n"] {
        let pull = moved(&TWICE[..1]);
        pull.0.git(&["mv", GOAL, "people/ana/goals/2026-10-05-worker.yml"]);
        pull.0.write("people/ana/goals/2026-10-05-worker.yml", due("2026-11-30", ""));
        pull.0.commit_at("2026-10-11T12:30:00+00:00", "the goal gets another name and a later date");
        pull.0.git(&[
            "mv",
            "people/ana/goals/2026-10-05-worker.yml",
            "people/ana/goals/2026-10-05-worker.yaml",
        ]);
        pull.0.commit("and another extension");
        pull.0.git(&["mv", "people/ana", "people/ana-soto"]);
        let profile = std::fs::read_to_string(pull.0.path().join("people/ana-soto/profile.yaml")).unwrap();
        pull.0.write("people/ana-soto/profile.yaml", profile + formerly);
        pull.0.commit("the person gets another handle");
        pull.0.branch("topic");
        pull.0.write("people/ana-soto/goals/2026-10-05-worker.yaml", due("2026-12-18", ""));
        pull.0.commit("moves it");
        let mut found = slips(&pull, &CHANGE);
        found.sort();
        let before = "resolved the deadline moved from 2026-10-31 to 2026-11-30";
        assert_eq!(found, [format!("introduced {MOVED}"), before.to_owned()], "{formerly:?}");
        assert_eq!(slips(&pull, &["--head", "topic"]).len(), 1);
        // The change itself may rename, too.
        pull.0.git(&["mv", "people/ana-soto", "people/ana-s"]);
        pull.0.git(&[
            "mv",
            "people/ana-s/goals/2026-10-05-worker.yaml",
            "people/ana-s/goals/2026-10-05-x.yaml",
        ]);
        pull.0.commit("renames");
        assert!(slips(&pull, &CHANGE).contains(&format!("introduced {MOVED}")), "{formerly:?}");
    }
}

#[test]
fn a_former_handle_joins_what_no_single_commit_does() {
    let pull = moved(&TWICE[..1]);
    let text = |path: &str| std::fs::read_to_string(pull.0.path().join(path)).unwrap();
    let profile = text("people/ana/profile.yaml");
    pull.0.write("people/ana-s/profile.yaml", format!("{profile}formerly: [ana]\n"));
    pull.0.write("people/ana-s/goals/2026-10-05-async-rust.yaml", due("2026-11-30", ""));
    pull.0.commit("the new folder");
    pull.0.remove("people/ana");
    pull.0.commit("and the old one goes");
    let expected = ["the deadline moved from 2026-10-31 to 2026-11-30"];
    assert_eq!(slips(&pull, &[]), expected, "everybody");
    pull.0.branch("topic");
    pull.0.write("people/ana-s/goals/2026-10-05-async-rust.yaml", due("2026-11-30", "cause: skill\n"));
    pull.0.commit("touches it");
    assert_eq!(slips(&pull, &CHANGE), [format!("standing {}", expected[0])], "one person");
    // Ben's goals are no past of Ana's, whatever her profile says.
    pull.0.checkout("main");
    pull.0.write("people/ben/goals/2026-10-05-async-rust.yaml", due("2026-10-16", ""));
    pull.0.write("people/ana-s/profile.yaml", format!("{profile}formerly: [ben]\n"));
    pull.0.commit("claims Ben's handle");
    for arguments in [&[][..], &["--base", "main~1", "--head", "main"]] {
        assert!(slips(&pull, arguments).iter().all(|line| !line.contains("10-16")));
    }
}

#[test]
fn days_are_those_of_the_policys_time_zone() {
    for (zone, day) in [("UTC", "2026-10-11"), ("Pacific/Auckland", "2026-10-12")] {
        let pull = moved(&[]);
        let policy = "version: 1\nname: Test team\ndisciplines: [backend, frontend]\n";
        pull.0.write("milepost.yaml", format!("{policy}timezone: {zone}\n"));
        for (time, deadline) in TWICE {
            pull.0.write(GOAL, due(deadline, ""));
            pull.0.commit_at(time, deadline);
        }
        pull.0.write(GOAL, due("2026-12-18", ""));
        assert_eq!(slips(&pull, &[]), [MOVED.replace("2026-10-11", day)]);
    }
}

#[test]
fn clocks_that_go_wrong_do_not_change_the_order() {
    let pull = moved(&[
        ("2026-10-05T12:00:00+00:00", "2026-10-31"),
        ("2001-01-01T12:00:00+00:00", "2026-11-30"),
        ("1999-01-01T12:00:00+00:00", "2026-12-18"),
    ]);
    assert_eq!(slips(&pull, &[]), [MOVED.replace("2026-10-11", "2001-01-01")]);
}

#[test]
fn a_shallow_clone_says_what_it_could_not_see() {
    let pull = moved(&[TWICE[0], TWICE[1], ("2026-11-02T12:00:00+00:00", "2026-12-18")]);
    let from = format!("file://{}", pull.0.path().display());
    let notice = "the history before 2026-10-11 is not in this clone: dates that moved earlier are not known; \
                  `git fetch --unshallow` brings it";
    for (depth, said, told) in [
        ("1", None, Some(notice.replace("10-11", "11-02"))),
        ("2", Some("the deadline moved from 2026-11-30 to 2026-12-18"), Some(notice.to_owned())),
        ("3", Some(MOVED), None),
    ] {
        let path = pull.0.beside(&format!("depth-{depth}"));
        pull.0.git(&["clone", "--quiet", "--depth", depth, &from, path.to_str().unwrap()]);
        let arguments = [&["check", "--format", "json", "--color", "never"][..], &SLIP].concat();
        let run = pull.0.milepost_in(&path, &arguments, &[]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let found: Vec<_> =
            json["findings"].as_array().unwrap().iter().map(|it| it["message"].as_str()).collect();
        assert_eq!(found, said.map(Some).into_iter().collect::<Vec<_>>(), "{depth}");
        let whole = format!("{}{}", run.stdout, run.stderr);
        match &told {
            Some(notice) => assert!(whole.contains(notice), "{depth}: {whole}"),
            None => assert!(!whole.contains("not in this clone"), "{depth}: {whole}"),
        }
        // Nothing is said where no rule asks.
        let quiet =
            pull.0.milepost_in(&path, &[&arguments[..], &["--allow", "slipped-deadline"]].concat(), &[]);
        assert!(!format!("{}{}", quiet.stdout, quiet.stderr).contains("not in this clone"), "{depth}");
    }
}

#[test]
fn a_shallow_clone_says_it_also_of_somebody_who_was_renamed_since() {
    for formerly in ["", "formerly: [ana]\n"] {
        let pull = moved(&[TWICE[0], TWICE[1], ("2026-11-02T12:00:00+00:00", "2026-12-11")]);
        pull.0.git(&["mv", "people/ana", "people/ana-soto"]);
        let profile = std::fs::read_to_string(pull.0.path().join("people/ana-soto/profile.yaml")).unwrap();
        pull.0.write("people/ana-soto/profile.yaml", profile + formerly);
        pull.0.commit("the person gets another handle");
        pull.0.write("people/ana-soto/goals/2026-10-05-async-rust.yaml", due("2026-12-18", ""));
        pull.0.commit("a later date");
        let from = format!("file://{}", pull.0.path().display());
        let path = pull.0.beside("shallow");
        pull.0.git(&["clone", "--quiet", "--depth", "3", &from, path.to_str().unwrap()]);
        let run = pull.0.milepost_in(&path, &[&["check", "--base", "HEAD~1"][..], &SLIP].concat(), &[]);
        assert!(run.stdout.contains("moved from 2026-12-11 to 2026-12-18"), "{}", run.stdout);
        let whole = format!("{}{}", run.stdout, run.stderr);
        assert!(
            whole.contains("the history before 2026-11-02 is not in this clone"),
            "{formerly:?}: {whole}"
        );
    }
}

#[test]
fn a_learning_repository_in_a_folder_has_its_history() {
    let sandbox = Sandbox::new();
    let pull = moved(&[]);
    for (time, deadline) in TWICE {
        pull.0.write(GOAL, due(deadline, ""));
        for entry in ["milepost.yaml", "framework", "teams", "programs", "people"] {
            let to = sandbox.path().join("docs/learning");
            std::fs::create_dir_all(&to).unwrap();
            let from = pull.0.path().join(entry);
            let arguments = ["-R", "-f", from.to_str().unwrap(), to.to_str().unwrap()];
            assert!(std::process::Command::new("cp").args(arguments).status().unwrap().success());
        }
        sandbox.commit_at(time, deadline);
    }
    let whole = Pull(sandbox);
    let expected = ["the deadline moved from 2026-10-31 to 2026-11-30"];
    assert_eq!(slips(&whole, &["--root", "docs/learning"]), expected);
}

#[test]
fn a_version_that_was_broken_never_stood() {
    let pull = moved(&TWICE[..1]);
    for text in ["deadline: 2026-01-01\n", "deadline: [\n", &due("2026-02-30", "")] {
        pull.0.write(GOAL, text);
        pull.0.commit("broken");
    }
    pull.0.write(GOAL, due("2026-11-30", ""));
    pull.0.commit("mended");
    assert_eq!(slips(&pull, &[]), ["the deadline moved from 2026-10-31 to 2026-11-30"]);
}

#[test]
fn a_skills_texts_are_dated_by_their_last_change() {
    use milepost::calendar::Zone;
    use milepost::load::{Past, load_framework, load_skill_histories};
    use milepost::source::Repository;

    let pull = moved(&TWICE[..1]);
    let skill = |name: &str, third: &str| {
        let text = format!(
            "name: Async Rust\nkind: technical\nproficient_from: 3\nreviewed: 2026-10-01\nprerequisites: [rust]\n\
             formerly: [async]\nlevels:\n  2: Changes async code with a review.\n  3: {third}\n"
        );
        pull.0.write(&format!("framework/skills/{name}.yaml"), text);
    };
    pull.0.remove("framework/skills/async-rust.yaml");
    skill("async", "Designs an async service.");
    pull.0.commit_at("2026-10-06T12:00:00+00:00", "begins");
    skill("async", "Designs an async service and explains its back-pressure.");
    pull.0.commit_at("2026-10-07T12:00:00+00:00", "another text");
    pull.0.git(&["mv", "framework/skills/async.yaml", "framework/skills/async-rust.yaml"]);
    skill("async-rust", ">-\n    Designs an async service\n    and explains its back-pressure.");
    pull.0.commit_at("2026-10-08T12:00:00+00:00", "the same text on two lines");
    let repository = Repository::discover(pull.0.path()).unwrap();
    let tip = repository.resolve("main").unwrap();
    let framework = load_framework(&repository.snapshot(&tip, "").unwrap()).unwrap().data;
    let past = Past { repository: &repository, tip: &tip, root: "", zone: &Zone::utc() };
    let histories = load_skill_histories(&past, &framework).unwrap();
    let changed = &histories[&Id::from("async-rust")].changed;
    let day = |level| changed.get(&Level(level)).map(ToString::to_string);
    assert_eq!((day(2), day(3)), (None, Some("2026-10-07".to_owned())));
    assert!(!histories.contains_key("async"));
}
