//! What merging would give, against what `git merge-tree` gives.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use milepost::source::{
    Author, EntryKind, Head, NewCommit, ObjectId, Overlay, Repository, Snapshot, Writer, lay_over,
};
use proptest::prelude::*;

use crate::common::Sandbox;

/// A repository's files at one commit.
type Files = BTreeMap<String, String>;

/// The overlay of `head` on `base`, both commits.
pub(crate) fn overlay(repository: &Repository, base: &str, head: &str) -> Overlay {
    let base = repository.resolve(base).unwrap();
    let head = repository.resolve(head).unwrap();
    let merge_base = repository.merge_base(&base, &head).unwrap();
    let change = repository.change(&merge_base, Head::Revision(&head), "").unwrap();
    let base_change = repository.change(&merge_base, Head::Revision(&base), "").unwrap();
    let base = repository.snapshot(&base, "").unwrap();
    lay_over(repository, &base, &base_change, &change).unwrap()
}

/// Every file of a state with its id, found by listing folders; each look-up must agree.
fn walk(snapshot: &Snapshot) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let mut names = Vec::new();
        for entry in snapshot.list(&folder).unwrap() {
            let name = String::from_utf8(entry.name.clone()).unwrap();
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            assert_eq!(snapshot.find(&path).unwrap().as_ref(), Some(&entry), "{path}");
            if entry.kind == EntryKind::Folder {
                assert_ne!(snapshot.list(&path).unwrap(), [], "{path} is an empty folder");
                folders.push(path.clone());
            } else {
                files.insert(path, entry.id.unwrap().to_string());
            }
            names.push(name);
        }
        assert!(names.is_sorted(), "{names:?}");
    }
    files
}

/// What Git makes of the two: the files of the merged tree, and the paths in conflict.
fn merge_tree(
    sandbox: &Sandbox,
    path: &Path,
    base: &str,
    head: &str,
) -> (BTreeMap<String, String>, Vec<String>) {
    let settings = ["-c", "merge.directoryRenames=false"];
    let merge = ["merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", base, head];
    let run = sandbox.run_git(path, &[&settings[..], &merge[..]].concat());
    assert!(matches!(run.status, 0 | 1), "{}", run.stderr);
    let mut parts = run.stdout.split_terminator('\0');
    let tree = parts.next().unwrap();
    let listing = sandbox.git_in(path, &["ls-tree", "-r", "-z", tree]);
    let files = listing.split_terminator('\0').map(|line| {
        let (meta, path) = line.split_once('\t').unwrap();
        (path.to_owned(), meta.rsplit(' ').next().unwrap().to_owned())
    });
    (files.collect(), parts.map(str::to_owned).collect())
}

fn texts(paths: &[Vec<u8>]) -> Vec<String> {
    paths.iter().map(|path| String::from_utf8(path.clone()).unwrap()).collect()
}

/// Compares the overlay with Git's merge of the same two commits.
pub(crate) fn compare(
    sandbox: &Sandbox,
    path: &Path,
    repository: &Repository,
    base: &str,
    head: &str,
) -> Overlay {
    let overlay = overlay(repository, base, head);
    let (mut expected, conflicts) = merge_tree(sandbox, path, base, head);
    let mut found = walk(&overlay.snapshot);
    assert_eq!(texts(&overlay.conflicts), conflicts, "conflicts");
    let before = walk(&repository.snapshot(&repository.resolve(base).unwrap(), "").unwrap());
    let changed = |path: &String| found.get(path) != before.get(path);
    let touched: BTreeSet<String> =
        found.keys().chain(before.keys()).filter(|it| changed(it)).cloned().collect();
    assert_eq!(texts(&overlay.touched), touched.into_iter().collect::<Vec<_>>(), "touched");
    for path in &conflicts {
        expected.remove(path);
        found.remove(path);
    }
    assert_eq!(found, expected, "files");
    overlay
}

/// One step of somebody's work. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Step {
    Replace(usize, usize, u8),
    Insert(usize, usize, u8),
    Delete(usize, usize),
    Add(usize, u8),
    Remove(usize),
    Rename(usize, usize),
}

const FOLDERS: [&str; 4] = ["people/ana/goals", "people/ben/goals", "teams", "framework/skills"];

fn first_files() -> Files {
    let names = ["a.yaml", "b.yaml", "c.yaml"];
    let paths = FOLDERS.iter().flat_map(|folder| names.map(|name| format!("{folder}/{name}")));
    let line = |path: &str, number: usize| format!("{path} {number}: {number}\n");
    let text = |path: &str| (0..10).map(|number| line(path, number)).collect();
    paths
        .map(|path| (path.clone(), text(&path)))
        .chain([("milepost.yaml".into(), "version: 1\n".into())])
        .collect()
}

impl Step {
    fn apply(&self, files: &mut Files) {
        let nth = |index: usize| files.keys().nth(index % files.len()).unwrap().clone();
        match self {
            Self::Replace(file, at, mark) => edit(files, &nth(*file), *at, |lines, at| {
                lines[at] = format!("replaced: {mark}\n");
            }),
            Self::Insert(file, at, mark) => edit(files, &nth(*file), *at, |lines, at| {
                lines.insert(at, format!("inserted: {mark}\n"));
            }),
            Self::Delete(file, at) => edit(files, &nth(*file), *at, |lines, at| {
                lines.remove(at);
            }),
            Self::Add(place, mark) => {
                let path = format!("{}/new-{}.yaml", FOLDERS[place % 4], place % 3);
                let text = (0..9).map(|number| format!("new {place} {mark} {number}\n"));
                files.entry(path).or_insert_with(|| text.collect());
            }
            Self::Remove(file) if files.len() > 2 => {
                files.remove(&nth(*file));
            }
            Self::Remove(_) => {}
            Self::Rename(file, name) => {
                let old = nth(*file);
                // Within one sort of folder, as people's goals are all alike.
                let folder = match old.rsplit_once('/') {
                    Some(("people/ana/goals" | "people/ben/goals", _)) => FOLDERS[name % 2],
                    Some((folder, _)) => folder,
                    None => return,
                };
                let new = format!("{folder}/renamed-{}.yaml", name % 4);
                if !files.contains_key(&new) {
                    let text = files.remove(&old).unwrap();
                    files.insert(new, text);
                }
            }
        }
    }
}

fn edit(files: &mut Files, path: &str, at: usize, work: impl Fn(&mut Vec<String>, usize)) {
    let text = files.get_mut(path).unwrap();
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    // A file keeps most of its first lines, so that it stays the same file.
    if lines.len() > 7 && lines.len() < 13 {
        let at = at % lines.len();
        work(&mut lines, at);
        *text = lines.concat();
    }
}

fn step() -> impl Strategy<Value = Step> {
    let (file, line, mark) = (0..40_usize, 0..12_usize, 0..3_u8);
    prop_oneof![
        4 => (file.clone(), line.clone(), mark.clone()).prop_map(|(a, b, c)| Step::Replace(a, b, c)),
        3 => (file.clone(), line.clone(), mark.clone()).prop_map(|(a, b, c)| Step::Insert(a, b, c)),
        2 => (file.clone(), line).prop_map(|(a, b)| Step::Delete(a, b)),
        2 => (file.clone(), mark).prop_map(|(a, b)| Step::Add(a, b)),
        2 => file.clone().prop_map(Step::Remove),
        3 => (file.clone(), file).prop_map(|(a, b)| Step::Rename(a, b)),
    ]
}

fn commit(writer: &Writer, parents: &[ObjectId], before: &Files, after: &Files) -> ObjectId {
    let (name, email) = ("Ana Example".to_owned(), "ana@example.com".to_owned());
    let author = Author { name, email, seconds: 1_790_000_000, offset_minutes: 0 };
    let gone = before.keys().filter(|path| !after.contains_key(*path)).map(|path| (path.as_str(), None));
    let there = after.iter().map(|(path, text)| (path.as_str(), Some(text.as_bytes())));
    let files: Vec<_> = gone.chain(there).collect();
    writer.commit(&NewCommit { parents, author: &author, message: "work", files: &files }).unwrap()
}

#[test]
fn the_overlay_is_what_git_would_merge() {
    let sandbox = Sandbox::new();
    let path = sandbox.beside("merged");
    let writer = Writer::create(&path).unwrap();
    let repository = Repository::discover(&path).unwrap();
    let files = first_files();
    let root = commit(&writer, &[], &Files::new(), &files);
    let config = ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() };
    let steps = || prop::collection::vec(step(), 0..8);
    proptest!(config, |(both in prop::collection::vec(step(), 0..3), base in steps(), head in steps())| {
        let side = |own: &[Step]| {
            let mut after = files.clone();
            both.iter().chain(own).for_each(|step| step.apply(&mut after));
            commit(&writer, &[root], &files, &after).to_string()
        };
        compare(&sandbox, &path, &repository, &side(&base), &side(&head));
    });
}
