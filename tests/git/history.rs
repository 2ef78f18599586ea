//! The walk over the first-parent history, against what the real `git log` says.

use std::collections::{BTreeMap, BTreeSet};

use milepost::source::{FileChange, History, HistoryEnd, Repository};
use proptest::prelude::*;

use super::open;
use crate::common::Sandbox;

const ALL: &[&str] = &["framework", "people", "teams"];

fn walk(repository: &Repository, revision: &str, root: &str, folders: &[&str]) -> History {
    let tip = repository.resolve(revision).unwrap();
    let folders: Vec<String> = folders.iter().map(|folder| (*folder).to_owned()).collect();
    repository.history(&tip, root, &folders).unwrap()
}

/// One change as `old id new id path`, an id of zeros where there is no file.
fn line(file: &FileChange) -> String {
    let id = |state: Option<milepost::source::FileState>| {
        state.map_or_else(|| "0".repeat(40), |state| state.id.to_string())
    };
    format!("{} {} {}", id(file.before), id(file.after), String::from_utf8_lossy(&file.path))
}

/// The steps as `git log` would list them: commit → changes, renames taken apart.
fn listed(history: &History) -> Vec<(String, BTreeSet<String>)> {
    let apart = |file: &FileChange| match &file.renamed_from {
        None => vec![line(file)],
        Some(old) => vec![
            line(&FileChange { path: old.clone(), after: None, renamed_from: None, ..file.clone() }),
            line(&FileChange { before: None, renamed_from: None, ..file.clone() }),
        ],
    };
    let step = |step: &milepost::source::Step| {
        (step.commit.to_string(), step.files.iter().flat_map(apart).collect())
    };
    history.steps.iter().map(step).collect()
}

/// What `git log --first-parent --raw` says of the folders.
fn logged(sandbox: &Sandbox, folders: &[&str]) -> Vec<(String, BTreeSet<String>)> {
    let arguments = [
        &["log", "--first-parent", "--raw", "--diff-merges=first-parent", "-z", "--no-abbrev", "--root"][..],
        &["--no-renames", "--format=%x01%H", "main", "--"],
        folders,
    ]
    .concat();
    let log = sandbox.git(&arguments);
    let mut commits = Vec::new();
    for commit in log.split('\u{1}').skip(1) {
        let (id, rest) = commit.split_at(40);
        let mut files = BTreeSet::new();
        let mut fields = rest.split('\0').filter(|field| !field.trim().is_empty());
        while let Some(states) = fields.next() {
            let states: Vec<&str> = states.trim_start_matches([':', '\n']).split(' ').collect();
            let path = fields.next().unwrap();
            // A file that only becomes executable is the same to us.
            if states[2] != states[3] {
                files.insert(format!("{} {} {path}", states[2], states[3]));
            }
        }
        if !files.is_empty() {
            commits.push((id.to_owned(), files));
        }
    }
    commits
}

/// The steps as `subject: path` or `subject: old → new`, newest first.
fn told(sandbox: &Sandbox, history: &History) -> Vec<String> {
    let mut told = Vec::new();
    for step in &history.steps {
        let subject = sandbox.git(&["log", "-1", "--format=%s", &step.commit.to_string()]);
        for file in &step.files {
            let path = String::from_utf8_lossy(&file.path);
            let from = file.renamed_from.as_ref().map(|old| format!("{} → ", String::from_utf8_lossy(old)));
            let gone = if file.after.is_none() { " gone" } else { "" };
            told.push(format!("{subject}: {}{path}{gone}", from.unwrap_or_default()));
        }
    }
    told
}

#[test]
fn only_first_parents_and_only_the_folders_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.write("people/ana/goals/a.yaml", "1");
    sandbox.write("people/ana/profile.yaml", "1");
    sandbox.write("people/ben/goals/b.yaml", "1");
    sandbox.write("framework/skills/rust.yaml", "1");
    sandbox.commit("root");
    sandbox.branch("topic");
    sandbox.write("people/ana/goals/a.yaml", "2");
    sandbox.commit("within the branch");
    sandbox.write("people/ana/goals/a.yaml", "3");
    sandbox.commit("within the branch too");
    sandbox.checkout("main");
    sandbox.write("framework/skills/rust.yaml", "2");
    sandbox.write("README.md", "no folder of ours");
    sandbox.commit("skill");
    sandbox.git(&["merge", "--quiet", "--no-ff", "-m", "merge", "topic"]);
    let repository = open(&sandbox);
    let history = walk(&repository, "main", "", ALL);
    assert_eq!(history.end, HistoryEnd::Complete);
    assert_eq!(listed(&history), logged(&sandbox, ALL));
    assert_eq!(history.steps.len(), 3);
    let goals = |folders| told(&sandbox, &walk(&repository, "main", "", folders));
    let ana = ["merge: people/ana/goals/a.yaml", "root: people/ana/goals/a.yaml"];
    assert_eq!(goals(&["people/ana/goals"]), ana);
    let everybody = [ana[0], ana[1], "root: people/ben/goals/b.yaml"];
    assert_eq!(goals(&["people/*/goals"]), everybody);
    assert_eq!(goals(&["people/ana/goals", "people/ben/goals"]), everybody);
    assert_eq!(goals(&["people/*/goals", "framework/skills"]).len(), 5);
    assert_eq!(goals(&["people/zoe"]), [""; 0]);
    assert_eq!(goals(&[]), [""; 0]);
}

#[test]
fn the_folder_of_the_learning_repository_is_honoured() {
    let sandbox = Sandbox::new();
    sandbox.write("people/ana/goals/a.yaml", "elsewhere");
    sandbox.commit("root");
    sandbox.write("docs/learning/people/ana/goals/a.yaml", "1");
    sandbox.commit("begins");
    sandbox.git(&["mv", "docs/learning/people/ana/goals/a.yaml", "docs/learning/people/ana/goals/b.yaml"]);
    sandbox.commit("renames");
    let expected =
        ["renames: people/ana/goals/a.yaml → people/ana/goals/b.yaml", "begins: people/ana/goals/a.yaml"];
    for root in ["docs/learning", "docs/learning/"] {
        let history = walk(&open(&sandbox), "main", root, &["people/ana"]);
        assert_eq!(told(&sandbox, &history), expected);
    }
    assert_eq!(told(&sandbox, &walk(&open(&sandbox), "main", "docs/nowhere", &["people"])), [""; 0]);
}

#[test]
fn a_person_who_is_renamed_is_followed_and_nobody_else() {
    let sandbox = Sandbox::new();
    sandbox.write("people/anna/goals/a.yaml", "title: One\nmeasure: First of all\ndeadline: soon\n");
    sandbox.write("people/anna/goals/b.yaml", "title: Two\nmeasure: Second of all\n");
    sandbox.write("people/ben/goals/c.yaml", "title: Three\nmeasure: Third\n");
    sandbox.commit("root");
    sandbox.write("people/anna/goals/a.yaml", "title: One\nmeasure: First of all\ndeadline: later\n");
    sandbox.commit("edit");
    sandbox.git(&["mv", "people/anna", "people/ana"]);
    sandbox.write("people/ana/goals/a.yaml", "title: One\nmeasure: First of all\ndeadline: late\n");
    // Ben's goal becomes Ana's: another file, though it says the same.
    sandbox.git(&["mv", "people/ben/goals/c.yaml", "people/ana/goals/c.yaml"]);
    sandbox.write("people/ben/profile.yaml", "still here");
    sandbox.commit("rename");
    let expected = [
        "rename: people/anna/goals/a.yaml → people/ana/goals/a.yaml",
        "rename: people/anna/goals/b.yaml → people/ana/goals/b.yaml",
        "rename: people/ana/goals/c.yaml",
        "edit: people/anna/goals/a.yaml",
        "root: people/anna/goals/a.yaml",
        "root: people/anna/goals/b.yaml",
    ];
    let repository = open(&sandbox);
    let mut found = told(&sandbox, &walk(&repository, "main", "", &["people/ana/goals"]));
    let sorted = |mut lines: Vec<String>| {
        lines.sort();
        lines
    };
    found = sorted(found);
    assert_eq!(found, sorted(expected.map(str::to_owned).to_vec()));
    let everybody = told(&sandbox, &walk(&repository, "main", "", &["people/*/goals"]));
    let more = ["rename: people/ben/goals/c.yaml gone", "root: people/ben/goals/c.yaml"];
    assert_eq!(
        sorted(everybody),
        sorted([&expected[..], &more].concat().into_iter().map(str::to_owned).collect())
    );
}

#[test]
fn the_chain_gives_the_order_whatever_the_clocks_say() {
    let sandbox = Sandbox::new();
    for (number, time) in
        ["2026-10-05T12:00:00+02:00", "2031-01-01T00:00:00+00:00", "2001-01-01T00:00:00-03:30"]
            .iter()
            .enumerate()
    {
        sandbox.write("people/ana/goals/a.yaml", number.to_string());
        sandbox.commit_at(time, &number.to_string());
    }
    let history = walk(&open(&sandbox), "main", "", &["people"]);
    assert_eq!(told(&sandbox, &history), [2, 1, 0].map(|n| format!("{n}: people/ana/goals/a.yaml")));
    let moments: Vec<_> =
        history.steps.iter().map(|step| (step.moment.seconds, step.moment.offset_minutes)).collect();
    assert_eq!(moments, [(978_319_800, -210), (1_924_992_000, 0), (1_791_194_400, 120)]);
}

#[test]
fn a_shallow_clone_says_where_it_ends() {
    let sandbox = Sandbox::new();
    let mut commits = Vec::new();
    for number in 0..5 {
        sandbox.write("people/ana/goals/a.yaml", number.to_string());
        commits.push(sandbox.commit(&number.to_string()));
    }
    for depth in 1..=6 {
        let path = sandbox.beside(&format!("depth-{depth}"));
        let from = format!("file://{}", sandbox.path().display());
        sandbox.git(&["clone", "--quiet", "--depth", &depth.to_string(), &from, path.to_str().unwrap()]);
        let history = walk(&Repository::discover(&path).unwrap(), "main", "", &["people"]);
        if depth < 5 {
            let HistoryEnd::Missing { oldest, moment } = history.end else { panic!("{depth}") };
            assert_eq!(oldest.to_string(), commits[5 - depth]);
            assert_eq!(moment.seconds, 1_791_201_600);
            // What the oldest commit altered is not known.
            assert_eq!(history.steps.len(), depth - 1);
        } else {
            assert_eq!((history.end, history.steps.len()), (HistoryEnd::Complete, 5));
        }
    }
}

#[test]
fn a_partial_clone_gives_what_it_holds() {
    let sandbox = Sandbox::new();
    sandbox.git(&["config", "uploadpack.allowFilter", "true"]);
    for number in 0..3 {
        sandbox.write("people/ana/goals/a.yaml", number.to_string());
        sandbox.commit(&number.to_string());
    }
    sandbox.git(&["mv", "people/ana/goals/a.yaml", "people/ana/goals/b.yaml"]);
    sandbox.commit("rename");
    let from = format!("file://{}", sandbox.path().display());
    for (filter, steps) in [("blob:none", 4), ("tree:0", 0)] {
        let path = sandbox.beside(&filter.replace(':', "-"));
        let filter = format!("--filter={filter}");
        sandbox.git(&["clone", "--quiet", "--no-checkout", &filter, &from, path.to_str().unwrap()]);
        let repository = Repository::discover(&path).unwrap();
        let history = walk(&repository, "origin/main", "", &["people/*/goals"]);
        assert_eq!(history.steps.len(), steps, "{filter}");
        match history.end {
            HistoryEnd::Complete => assert_eq!(steps, 4),
            HistoryEnd::Missing { oldest, .. } => {
                assert_eq!(steps, 0);
                assert_eq!(oldest.to_string(), sandbox.git(&["rev-parse", "main"]));
            }
        }
        for state in history.steps.iter().flat_map(|step| &step.files).filter_map(|file| file.after) {
            assert_eq!(repository.content(state.id, 100).unwrap(), None);
        }
    }
}

#[test]
fn contents_are_read_up_to_a_limit() {
    let sandbox = Sandbox::new();
    sandbox.write("people/ana/goals/a.yaml", "12345");
    sandbox.commit("root");
    let repository = open(&sandbox);
    let id = Repository::content_id(b"12345");
    assert_eq!(repository.content(id, 5).unwrap().unwrap(), b"12345");
    assert_eq!(repository.content(id, 4).unwrap(), None);
    assert_eq!(repository.content(Repository::content_id(b"never"), 100).unwrap(), None);
}

#[test]
fn one_person_among_many_is_found_wherever_the_entry_lies() {
    let sandbox = Sandbox::new();
    let goal = |number: usize| format!("people/p-{number:03}/goals/a.yaml");
    for number in 0..120 {
        sandbox.write(&goal(number), "0");
    }
    sandbox.commit("root");
    for (commit, touched) in [&[60][..], &[3, 60], &[3, 90], &[60, 119], &[0], &[60]].iter().enumerate() {
        for number in *touched {
            sandbox.write(&goal(*number), format!("{}", commit + 1));
        }
        sandbox.commit("edit");
    }
    sandbox.remove("people/p-003");
    sandbox.write("people/p-003a/goals/a.yaml", "new");
    sandbox.commit("another length");
    sandbox.remove("people/p-004");
    sandbox.commit("one fewer");
    sandbox.write(&goal(60), "last");
    sandbox.commit("edit");
    sandbox.remove("people/p-060");
    sandbox.write("people/p-061/goals/a.yaml", "x");
    sandbox.commit("gone");
    sandbox.write("people/p-060/goals/a.yaml", "back");
    sandbox.commit("back");
    let repository = open(&sandbox);
    for folders in [&["people/p-060/goals"][..], &["people/p-003", "people/p-119/goals"], &["people/p-999"]] {
        assert_eq!(listed(&walk(&repository, "main", "", folders)), logged(&sandbox, folders), "{folders:?}");
    }
    let many: Vec<String> = (0..120).map(|number| format!("people/p-{number:03}/goals")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(listed(&walk(&repository, "main", "", &many)), logged(&sandbox, &many));
}

#[test]
fn a_file_that_becomes_a_folder_and_back_is_told() {
    let sandbox = Sandbox::new();
    sandbox.write("people/ana", "a file");
    sandbox.commit("file");
    sandbox.remove("people/ana");
    sandbox.write("people/ana/goals/a.yaml", "1");
    sandbox.write("people/ana.b", "2");
    sandbox.write("people/ana0", "3");
    sandbox.commit("folder");
    sandbox.remove("people/ana");
    sandbox.write("people/ana", "a file again");
    sandbox.commit("file");
    assert_eq!(listed(&walk(&open(&sandbox), "main", "", ALL)), logged(&sandbox, ALL));
}

/// Alters a file, removes it, or moves it to another path.
#[derive(Clone, Debug)]
enum Edit {
    Write(usize, u8),
    Remove(usize),
    Move(usize, usize),
}

const PATHS: [&str; 9] = [
    "people/ana/goals/a.yaml",
    "people/ana/goals/b.yaml",
    "people/ana/profile.yaml",
    "people/ana-s/goals/a.yaml",
    "people/ben/goals/a.yaml",
    "people/ben/portfolio/deep/er/a.yaml",
    "framework/skills/rust.yaml",
    "teams/payments.yaml",
    "other/file",
];

fn edits() -> impl Strategy<Value = Vec<(bool, Vec<Edit>)>> {
    let path = 0..PATHS.len();
    let edit = prop_oneof![
        4 => (path.clone(), 0..4_u8).prop_map(|(path, text)| Edit::Write(path, text)),
        1 => path.clone().prop_map(Edit::Remove),
        2 => (path.clone(), path).prop_map(|(from, to)| Edit::Move(from, to)),
    ];
    let commit = (prop::bool::weighted(0.2), prop::collection::vec(edit, 1..4));
    prop::collection::vec(commit, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn the_walk_says_what_git_log_says(commits in edits()) {
        let sandbox = Sandbox::new();
        let mut files: BTreeMap<usize, String> = BTreeMap::new();
        for (number, (merged, edits)) in commits.iter().enumerate() {
            if *merged && number > 0 {
                sandbox.branch(&format!("topic-{number}"));
                sandbox.write("other/topic", number.to_string());
                sandbox.commit("in the branch");
            }
            for edit in edits {
                let (gone, put) = match edit {
                    Edit::Write(path, text) => (None, Some((*path, format!("{text}\nline\n")))),
                    Edit::Remove(path) => (Some(*path), None),
                    Edit::Move(from, to) => (Some(*from), files.get(from).map(|text| (*to, text.clone()))),
                };
                if let Some(path) = gone.filter(|path| files.remove(path).is_some()) {
                    sandbox.remove(PATHS[path]);
                }
                if let Some((path, text)) = put {
                    sandbox.write(PATHS[path], &text);
                    files.insert(path, text);
                }
            }
            sandbox.commit(&number.to_string());
            if *merged && number > 0 {
                sandbox.checkout("main");
                sandbox.git(&["merge", "--quiet", "--no-ff", "-m", "merge", &format!("topic-{number}")]);
            }
        }
        let repository = open(&sandbox);
        let history = walk(&repository, "main", "", ALL);
        prop_assert_eq!(history.end, HistoryEnd::Complete);
        prop_assert_eq!(listed(&history), logged(&sandbox, ALL));
        let goals = walk(&repository, "main", "", &["people/*/goals"]);
        prop_assert_eq!(listed(&goals), logged(&sandbox, &[":(glob)people/*/goals/**"]));
    }
}
