//! One file, two sides: every way in which they can meet, each against `git merge-tree`.

use milepost::source::{EntryKind, FileChange, Head, Overlay, Repository};

use super::merge::{compare, overlay};
use super::{listed, open, text};
use crate::common::Sandbox;

/// What a side does.
type Work<'a> = &'a dyn Fn(&Sandbox);

/// `main` and `topic`, each with its work upon the same first commit.
fn fork(first: Work<'_>, main: Work<'_>, topic: Work<'_>) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    first(&sandbox);
    sandbox.commit("first");
    sandbox.branch("topic");
    topic(&sandbox);
    sandbox.commit("topic");
    sandbox.checkout("main");
    main(&sandbox);
    sandbox.commit("main");
    sandbox
}

/// An overlay, and the repository that its contents are read from.
struct Merged(Overlay, #[allow(dead_code, reason = "kept alive")] Sandbox);

impl std::ops::Deref for Merged {
    type Target = Overlay;

    fn deref(&self) -> &Overlay {
        &self.0
    }
}

/// The overlay of `topic` on `main`, which must be what Git would merge.
fn merged(sandbox: Sandbox) -> Merged {
    Merged(compare(&sandbox, sandbox.path(), &open(&sandbox), "main", "topic"), sandbox)
}

fn lines(changed: &[(usize, &str)]) -> String {
    let line = |number: usize| {
        let other = changed.iter().find(|(at, _)| *at == number).map(|(_, text)| *text);
        format!("{number}: {}\n", other.unwrap_or("as it was"))
    };
    (1..=9).map(line).collect()
}

fn told(paths: &[Vec<u8>]) -> Vec<String> {
    paths.iter().map(|path| String::from_utf8_lossy(path).into_owned()).collect()
}

const FILE: &str = "people/ana/goals/a.yaml";
const MOVED: &str = "people/ana/goals/moved.yaml";
const NONE: [&str; 0] = [];

fn write(content: &str) -> impl Fn(&Sandbox) + use<> {
    let content = content.to_owned();
    move |sandbox| sandbox.write(FILE, &content)
}

fn moved(content: &str) -> impl Fn(&Sandbox) + use<> {
    let content = content.to_owned();
    move |sandbox| {
        sandbox.remove(FILE);
        sandbox.write(MOVED, &content);
    }
}

fn gone(sandbox: &Sandbox) {
    sandbox.remove(FILE);
}

fn nothing(_: &Sandbox) {}

#[test]
fn changes_of_different_lines_are_merged_and_of_the_same_line_conflict() {
    let first = write(&lines(&[]));
    let (two, eight) = (lines(&[(2, "main")]), lines(&[(8, "topic")]));
    let found = merged(fork(&first, &write(&two), &write(&eight)));
    assert_eq!(text(&found.snapshot, FILE).unwrap(), lines(&[(2, "main"), (8, "topic")]));
    assert_eq!((told(&found.touched), told(&found.conflicts)), (vec![FILE.to_owned()], vec![]));

    let found = merged(fork(&first, &write(&two), &write(&lines(&[(2, "topic")]))));
    assert_eq!(text(&found.snapshot, FILE).unwrap(), two);
    assert_eq!((told(&found.touched), told(&found.conflicts)), (vec![], vec![FILE.to_owned()]));

    let same = merged(fork(&first, &write(&two), &write(&two)));
    assert_eq!((same.touched.len(), same.conflicts.len(), same.files.len()), (0, 0, 0));
}

#[test]
fn a_changed_file_that_the_other_side_removed_conflicts_and_stays_as_in_the_base() {
    let first = write(&lines(&[]));
    let change = write(&lines(&[(2, "changed")]));
    let found = merged(fork(&first, &change, &gone));
    assert_eq!(told(&found.conflicts), [FILE]);
    assert_eq!(text(&found.snapshot, FILE).unwrap(), lines(&[(2, "changed")]));
    let found = merged(fork(&first, &gone, &change));
    assert_eq!(told(&found.conflicts), [FILE]);
    assert_eq!(text(&found.snapshot, FILE), None);
    assert_eq!(found.touched.len(), 0);
    let found = merged(fork(&first, &gone, &gone));
    assert_eq!((found.touched.len(), found.conflicts.len()), (0, 0));
}

#[test]
fn a_renamed_file_takes_the_other_sides_changes_along() {
    let first = write(&lines(&[]));
    let rename = moved(&lines(&[(8, "moved")]));
    let both = lines(&[(2, "changed"), (8, "moved")]);
    let found = merged(fork(&first, &write(&lines(&[(2, "changed")])), &rename));
    assert_eq!(text(&found.snapshot, MOVED).unwrap(), both);
    assert_eq!(text(&found.snapshot, FILE), None);
    assert_eq!(told(&found.touched), [FILE, MOVED]);
    let [file] = found.files.as_slice() else { panic!("{:?}", found.files) };
    assert_eq!(file.renamed_from.as_deref(), Some(FILE.as_bytes()));
    assert_eq!(file.before.unwrap().id, Repository::content_id(lines(&[(2, "changed")]).as_bytes()));
    assert_eq!(file.after.unwrap().id, Repository::content_id(both.as_bytes()));

    let found = merged(fork(&first, &rename, &write(&lines(&[(2, "changed")]))));
    assert_eq!(text(&found.snapshot, MOVED).unwrap(), both);
    assert_eq!(told(&found.touched), [MOVED]);
    let found = merged(fork(&first, &write(&lines(&[(8, "main")])), &rename));
    assert_eq!(told(&found.conflicts), [MOVED]);
    assert_eq!(text(&found.snapshot, MOVED).unwrap(), lines(&[(8, "main")]));
    let found = merged(fork(&first, &rename, &rename));
    assert_eq!((found.touched.len(), found.conflicts.len()), (0, 0));
    let found = merged(fork(&first, &gone, &rename));
    assert_eq!((told(&found.conflicts), text(&found.snapshot, MOVED)), (vec![MOVED.to_owned()], None));
    let found = merged(fork(&first, &rename, &gone));
    assert_eq!(told(&found.conflicts), [MOVED]);
    let elsewhere = |sandbox: &Sandbox| {
        sandbox.remove(FILE);
        sandbox.write("people/ana/goals/elsewhere.yaml", lines(&[]));
    };
    let found = merged(fork(&first, &elsewhere, &rename));
    assert_eq!(told(&found.conflicts), [FILE, "people/ana/goals/elsewhere.yaml", MOVED]);
}

#[test]
fn two_files_that_meet_in_one_place_conflict_unless_they_are_equal() {
    let add = |content: &'static str| move |sandbox: &Sandbox| sandbox.write(MOVED, content);
    let found = merged(fork(&nothing, &add("one\n"), &add("two\n")));
    assert_eq!(told(&found.conflicts), [MOVED]);
    assert_eq!(text(&found.snapshot, MOVED).unwrap(), "one\n");
    let found = merged(fork(&nothing, &add("one\n"), &add("one\n")));
    assert_eq!((told(&found.conflicts), told(&found.touched)), (vec![], vec![]));
    // One side renames to where the other adds.
    let first = write(&lines(&[]));
    let found = merged(fork(&first, &add("one\n"), &moved(&lines(&[]))));
    assert_eq!(told(&found.conflicts), [MOVED]);
    assert_eq!(
        (text(&found.snapshot, MOVED).unwrap().as_str(), text(&found.snapshot, FILE)),
        ("one\n", None)
    );
    let found = merged(fork(&first, &moved(&lines(&[])), &add("one\n")));
    assert_eq!(told(&found.conflicts), [MOVED]);
    assert_eq!(text(&found.snapshot, MOVED).unwrap(), lines(&[]));
    // Two files are renamed to one place.
    let two = |sandbox: &Sandbox| {
        sandbox.write(FILE, lines(&[]));
        sandbox.write("people/ana/goals/b.yaml", lines(&[]).to_uppercase());
    };
    let other = |sandbox: &Sandbox| {
        sandbox.remove("people/ana/goals/b.yaml");
        sandbox.write(MOVED, lines(&[]).to_uppercase());
    };
    let found = merged(fork(&two, &other, &moved(&lines(&[]))));
    assert_eq!(told(&found.conflicts), [MOVED]);
    assert_eq!(text(&found.snapshot, MOVED).unwrap(), lines(&[]).to_uppercase());
    assert_eq!(listed(&found.snapshot, "people/ana/goals"), ["File moved.yaml"]);
}

#[test]
fn a_folder_goes_with_its_last_file_and_a_file_may_take_its_place() {
    let first = |sandbox: &Sandbox| {
        sandbox.write("people/ana/goals/deep/a.yaml", "a\n");
        sandbox.write("people/ana/profile.yaml", "ana\n");
        sandbox.write("people/ben/profile.yaml", "ben\n");
    };
    let replace = |sandbox: &Sandbox| {
        sandbox.remove("people/ana");
        sandbox.write("people/ana", "a file\n");
    };
    let found = merged(fork(&first, &nothing, &|sandbox| sandbox.remove("people/ana")));
    assert_eq!(listed(&found.snapshot, "people"), ["Folder ben"]);
    assert_eq!(found.snapshot.find("people/ana/goals").unwrap(), None);
    let found = merged(fork(&first, &nothing, &|sandbox| sandbox.remove("people")));
    assert_eq!(listed(&found.snapshot, ""), ["File milepost.yaml"]);
    let found = merged(fork(&first, &nothing, &replace));
    assert_eq!(listed(&found.snapshot, "people"), ["File ana", "Folder ben"]);
    assert_eq!(listed(&found.snapshot, "people/ana"), NONE);
    let back = |sandbox: &Sandbox| {
        sandbox.remove("people/ana");
        sandbox.write("people/ana/profile.yaml", "new\n");
    };
    let found = merged(fork(&|sandbox| sandbox.write("people/ana", "a file\n"), &nothing, &back));
    assert_eq!(listed(&found.snapshot, "people/ana"), ["File profile.yaml"]);

    // The base keeps something there: a conflict, where Git would put one of them aside.
    let more = |sandbox: &Sandbox| sandbox.write("people/ana/goals/b.yaml", "b\n");
    let sandbox = fork(&first, &more, &replace);
    let found = overlay(&open(&sandbox), "main", "topic");
    assert_eq!(told(&found.conflicts), ["people/ana"]);
    assert_eq!(listed(&found.snapshot, "people/ana/goals"), ["File b.yaml"]);
    let sandbox = fork(&nothing, &|sandbox| sandbox.write("teams", "a file\n"), &|sandbox| {
        sandbox.write("teams/a.yaml", "a\n");
    });
    let found = overlay(&open(&sandbox), "main", "topic");
    assert_eq!(told(&found.conflicts), ["teams/a.yaml"]);
    assert_eq!(listed(&found.snapshot, ""), ["File milepost.yaml", "File teams"]);
    let sandbox = fork(&nothing, &|sandbox| sandbox.write("teams/a.yaml", "a\n"), &|sandbox| {
        sandbox.write("teams", "a file\n");
    });
    let found = overlay(&open(&sandbox), "main", "topic");
    assert_eq!((told(&found.conflicts), found.touched.len()), (vec!["teams".to_owned()], 0));
    assert_eq!(text(&found.snapshot, "teams/a.yaml").unwrap(), "a\n");
}

#[cfg(unix)]
#[test]
fn the_executable_bit_says_nothing_but_a_change_of_kind_does() {
    let first = write(&lines(&[]));
    let mode = |sandbox: &Sandbox| {
        sandbox.git(&["update-index", "--chmod=+x", FILE]);
        sandbox.git(&["commit", "--quiet", "-m", "mode"]);
        sandbox.git(&["checkout", "--quiet", "."]);
    };
    let sandbox = fork(&first, &write(&lines(&[(2, "main")])), &mode);
    let found = overlay(&open(&sandbox), "main", "topic");
    assert_eq!((found.touched.len(), found.files.len(), found.conflicts.len()), (0, 0, 0));
    sandbox.checkout("topic");
    assert_eq!(sandbox.git(&["diff", "--name-only", "main...topic"]), FILE, "the bit did change");
    let repository = open(&sandbox);
    let head = repository.resolve("topic").unwrap();
    assert_eq!(repository.change(&head, Head::WorkingTree, "").unwrap().files, []);

    let link = |sandbox: &Sandbox| {
        sandbox.remove(FILE);
        std::os::unix::fs::symlink("b.yaml", sandbox.path().join(FILE)).unwrap();
    };
    let found = merged(fork(&first, &nothing, &link));
    assert_eq!(found.snapshot.find(FILE).unwrap().unwrap().kind, EntryKind::Symlink);
    assert_eq!((told(&found.touched), text(&found.snapshot, FILE)), (vec![FILE.to_owned()], None));
    let sandbox = fork(&first, &write(&lines(&[(2, "main")])), &link);
    let found = overlay(&open(&sandbox), "main", "topic");
    assert_eq!(told(&found.conflicts), [FILE]);
    assert_eq!(text(&found.snapshot, FILE).unwrap(), lines(&[(2, "main")]));
    sandbox.checkout("main");
    link(&sandbox);
    let repository = open(&sandbox);
    let main = repository.resolve("main").unwrap();
    let change = repository.change(&main, Head::WorkingTree, "").unwrap();
    let kinds: Vec<_> = change.files.iter().map(|file| file.after.unwrap().kind).collect();
    assert_eq!(kinds, [EntryKind::Symlink]);
}

#[test]
fn line_ends_and_bytes_are_kept() {
    let first = write("a: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\ne: 5");
    let main = write("a: 0\r\nb: 2\r\nc: 3\r\nd: 4\r\ne: 5");
    let found = merged(fork(&first, &main, &write("a: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\ne: 6")));
    assert_eq!(text(&found.snapshot, FILE).unwrap(), "a: 0\r\nb: 2\r\nc: 3\r\nd: 4\r\ne: 6");
    // Files that are no text are not merged line by line.
    let first = write(&format!("\0{}", lines(&[])));
    let found = merged(fork(
        &first,
        &write(&format!("\0{}", lines(&[(2, "main")]))),
        &write(&format!("\0{}", lines(&[(8, "topic")]))),
    ));
    assert_eq!(told(&found.conflicts), [FILE]);
}

/// Each difference as `path from old path`.
fn renames(files: &[FileChange]) -> Vec<String> {
    let line = |file: &FileChange| {
        let from = file.renamed_from.as_deref().unwrap_or(b"-");
        format!("{} from {}", String::from_utf8_lossy(&file.path), String::from_utf8_lossy(from))
    };
    files.iter().map(line).collect()
}

#[test]
fn a_renamed_person_takes_every_file_along_however_much_it_changed() {
    let first = |sandbox: &Sandbox| {
        sandbox.write("people/ana/profile.yaml", "role: engineer\ntier: one\nname: Ana\n");
        sandbox.write("people/ana/goals/a.yaml", lines(&[]));
        sandbox.write("people/ana/goals/b.yaml", "short\n");
        sandbox.write("people/ana/goals/c.yaml", "dropped\n");
    };
    let rename = |sandbox: &Sandbox| {
        sandbox.remove("people/ana");
        sandbox.write("people/anna/profile.yaml", "role: engineer\ntier: one\nname: Anna\n");
        sandbox.write("people/anna/goals/a.yaml", lines(&[]));
        sandbox.write("people/anna/goals/b.yaml", "nothing alike at all\n");
        sandbox.write("people/anna/goals/d.yaml", "new\n");
    };
    let change = write(&lines(&[(2, "main")]));
    let found = merged(fork(&first, &change, &rename));
    assert_eq!(
        renames(&found.files),
        [
            "people/ana/goals/c.yaml from -",
            "people/anna/goals/a.yaml from people/ana/goals/a.yaml",
            "people/anna/goals/b.yaml from people/ana/goals/b.yaml",
            "people/anna/goals/d.yaml from -",
            "people/anna/profile.yaml from people/ana/profile.yaml",
        ]
    );
    assert_eq!(text(&found.snapshot, "people/anna/goals/a.yaml").unwrap(), lines(&[(2, "main")]));
    assert_eq!(listed(&found.snapshot, "people"), ["Folder anna"]);
    // Somebody who stays is not renamed by moving a goal to somebody new.
    let hand_over = |sandbox: &Sandbox| {
        sandbox.remove(FILE);
        sandbox.remove("people/ana/goals/b.yaml");
        sandbox.write("people/ben/goals/a.yaml", lines(&[]));
        sandbox.write("people/ben/goals/b.yaml", "nothing alike at all\n");
    };
    let found = merged(fork(&first, &nothing, &hand_over));
    assert_eq!(
        renames(&found.files),
        [
            "people/ana/goals/b.yaml from -",
            "people/ben/goals/a.yaml from people/ana/goals/a.yaml",
            "people/ben/goals/b.yaml from -"
        ]
    );
}

#[test]
fn records_of_different_sorts_are_never_one_renamed_unless_they_are_equal() {
    let first = |sandbox: &Sandbox| sandbox.write("teams/a.yaml", lines(&[]));
    let alike = |path: &'static str, content: String| {
        move |sandbox: &Sandbox| {
            sandbox.remove("teams/a.yaml");
            sandbox.write(path, &content);
        }
    };
    for (path, content, renamed) in [
        ("teams/b.yaml", lines(&[(1, "changed")]), true),
        ("programs/a.yaml", lines(&[(1, "changed")]), false),
        ("programs/a.yaml", lines(&[]), true),
        ("teams/b.yaml", lines(&[(1, "changed")]).repeat(3), false),
    ] {
        let sandbox = fork(&first, &nothing, &alike(path, content));
        let found = overlay(&open(&sandbox), "main", "topic");
        let expected = if renamed {
            vec![format!("{path} from teams/a.yaml")]
        } else {
            let mut both = vec![format!("{path} from -"), "teams/a.yaml from -".to_owned()];
            both.sort();
            both
        };
        assert_eq!(renames(&found.files), expected, "{path}");
    }
}
