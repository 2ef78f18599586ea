//! Trees that nobody makes by accident: what they hold is told, and never opened.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use milepost::error::Error;
use milepost::source::{Bytes, Change, EntryKind, Head, Repository, Snapshot, lay_over};

use super::{at, open, text};
use crate::common::Sandbox;

/// Writes a tree object from entries of mode, name and id, whatever they are.
fn tree(sandbox: &Sandbox, entries: &[(&str, &[u8], &str)]) -> String {
    let mut bytes = Vec::new();
    for (mode, name, id) in entries {
        let id = (0..20).map(|at| u8::from_str_radix(&id[2 * at..2 * at + 2], 16).unwrap());
        bytes.extend([mode.as_bytes(), b" ", name, b"\0"].concat());
        bytes.extend(id);
    }
    let mut command = Command::new("git");
    command.args(["hash-object", "-t", "tree", "--literally", "-w", "--stdin"]).current_dir(sandbox.path());
    let mut git = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    git.stdin.take().unwrap().write_all(&bytes).unwrap();
    String::from_utf8(git.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
}

/// A branch whose only commit beyond `main` has this tree.
fn branch(sandbox: &Sandbox, name: &str, tree: &str) {
    let commit = sandbox.git(&["commit-tree", tree, "-p", "main", "-m", name]);
    sandbox.git(&["branch", name, &commit]);
}

fn blob(sandbox: &Sandbox, content: &str) -> String {
    sandbox.write("blob", content);
    let id = sandbox.git(&["hash-object", "-w", "blob"]);
    sandbox.remove("blob");
    id
}

fn kinds(snapshot: &Snapshot, folder: &str) -> Vec<(Vec<u8>, EntryKind)> {
    snapshot.list(folder).unwrap().into_iter().map(|entry| (entry.name, entry.kind)).collect()
}

#[test]
fn strange_entries_are_told_and_not_opened() {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    sandbox.commit("first");
    let file = blob(&sandbox, "text\n");
    let inner = tree(&sandbox, &[("100644", b"x", &file)]);
    let commit = sandbox.git(&["rev-parse", "main"]);
    let people = tree(
        &sandbox,
        &[
            ("40000", b"..", &inner),
            ("40000", b".git", &inner),
            ("100644", b"Ana.yaml", &file),
            ("100644", b"ana.yaml", &file),
            ("100644", b"caf\xe9.yaml", &file),
            ("120000", b"link", &file),
            ("160000", b"module", &commit),
            ("100644", b"new\nline", &file),
            ("100666", b"open", &file),
        ],
    );
    let top = tree(&sandbox, &[("40000", b"people", &people)]);
    branch(&sandbox, "strange", &top);
    let repository = open(&sandbox);
    let expected = [
        (b"..".to_vec(), EntryKind::Other),
        (b".git".to_vec(), EntryKind::Other),
        (b"Ana.yaml".to_vec(), EntryKind::File),
        (b"ana.yaml".to_vec(), EntryKind::File),
        (b"caf\xe9.yaml".to_vec(), EntryKind::File),
        (b"link".to_vec(), EntryKind::Symlink),
        (b"module".to_vec(), EntryKind::Submodule),
        (b"new\nline".to_vec(), EntryKind::File),
        (b"open".to_vec(), EntryKind::Other),
    ];
    let strange = at(&repository, "strange", "");
    assert_eq!(kinds(&strange, "people"), expected);
    let main = repository.resolve("main").unwrap();
    let head = repository.resolve("strange").unwrap();
    let change = repository.change(&main, Head::Revision(&head), "").unwrap();
    let told: Vec<_> = change
        .files
        .iter()
        .filter_map(|file| Some((file.path.strip_prefix(b"people/")?.to_vec(), file.after?.kind)))
        .collect();
    assert_eq!(told, expected);
    let base = repository.snapshot(&main, "").unwrap();
    let overlay = lay_over(&repository, &base, &Change::default(), &change).unwrap();
    assert_eq!(kinds(&overlay.snapshot, "people"), expected);
    assert_eq!(overlay.snapshot.find("milepost.yaml").unwrap(), None);
    for snapshot in [strange, overlay.snapshot] {
        for path in
            ["people/../x", "people/.git/x", "people/link", "people/module", "people/open", "people/.."]
        {
            assert_eq!(text(&snapshot, path), None, "{path}");
        }
        assert_eq!(kinds(&snapshot, "people/.."), []);
        assert_eq!(text(&snapshot, "people/new\nline").unwrap(), "text\n");
        assert_eq!(snapshot.read("people/ana.yaml", 4).unwrap(), Some(Bytes::TooLarge(5)));
    }
}

#[test]
fn folders_that_no_disk_could_hold_are_refused() {
    let sandbox = Sandbox::new();
    sandbox.commit("first");
    let file = blob(&sandbox, "text\n");
    for (name, entries) in [
        ("slash", vec![("100644", b"a/b" as &[u8], file.as_str())]),
        ("twice", vec![("100644", b"a", &file), ("100644", b"a", &file)]),
        ("nameless", vec![("100644", b"", &file)]),
    ] {
        branch(&sandbox, name, &tree(&sandbox, &entries));
        let error = at(&open(&sandbox), name, "").list("").unwrap_err();
        assert!(error.to_string().contains("it is no valid folder"), "{error}");
        assert!(matches!(error, Error::Git { .. }), "{error}");
    }
}

fn compared(repository: &Repository, branch: &str) -> Result<Change, Error> {
    let main = repository.resolve("main").unwrap();
    repository.change(&main, Head::Revision(&repository.resolve(branch).unwrap()), "")
}

#[test]
fn trees_that_multiply_or_nest_without_end_are_cut_off() {
    let sandbox = Sandbox::new();
    sandbox.commit("first");
    let file = blob(&sandbox, "text\n");
    let began = Instant::now();
    for (name, leaf) in
        [("files", tree(&sandbox, &[("100644", b"f", &file)])), ("folders", tree(&sandbox, &[]))]
    {
        let mut bomb = leaf;
        for _ in 0..12 {
            let names: Vec<String> = (b'a'..b'k').map(|letter| (letter as char).to_string()).collect();
            let entries: Vec<_> =
                names.iter().map(|name| ("40000", name.as_bytes(), bomb.as_str())).collect();
            bomb = tree(&sandbox, &entries);
        }
        branch(&sandbox, name, &bomb);
        let error = compared(&open(&sandbox), name).unwrap_err();
        assert!(error.to_string().contains("more than 500000 files and folders differ"), "{error}");
    }
    let mut deep = tree(&sandbox, &[("100644", b"f", &file)]);
    for _ in 0..60 {
        deep = tree(&sandbox, &[("40000", &[b'd'; 200], &deep)]);
    }
    branch(&sandbox, "deep", &deep);
    let change = compared(&open(&sandbox), "deep").unwrap();
    let told: Vec<_> = change.files.iter().map(|file| file.after.unwrap().kind).collect();
    assert_eq!(told, [EntryKind::Other]);
    assert!(began.elapsed() < Duration::from_secs(120), "{:?}", began.elapsed());
}

#[test]
fn many_new_files_beside_many_gone_ones_take_no_square() {
    let sandbox = Sandbox::new();
    sandbox.commit("empty");
    let file = |number: usize| format!("line {number}\n");
    let make = |from: usize| -> String {
        let ids: Vec<String> =
            (from..from + 3000).map(|n| Repository::content_id(file(n).as_bytes()).to_string()).collect();
        let names: Vec<String> = (from..from + 3000).map(|n| format!("{n:06}.yaml")).collect();
        let entries: Vec<_> =
            names.iter().zip(&ids).map(|(name, id)| ("100644", name.as_bytes(), id.as_str())).collect();
        tree(&sandbox, &[("40000", b"teams", &tree(&sandbox, &entries))])
    };
    branch(&sandbox, "before", &make(0));
    branch(&sandbox, "after", &make(3000));
    let repository = open(&sandbox);
    let (before, after) = (repository.resolve("before").unwrap(), repository.resolve("after").unwrap());
    let began = Instant::now();
    // The contents are not in the clone: they are like nothing, and no error.
    let change = repository.change(&before, Head::Revision(&after), "").unwrap();
    assert_eq!(change.files.len(), 6000);
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
}

#[test]
fn a_look_up_among_ten_thousand_people_reads_their_folder_once() {
    let sandbox = Sandbox::new();
    sandbox.commit("empty");
    let file = blob(&sandbox, "name: X\n");
    let person = tree(&sandbox, &[("100644", b"profile.yaml", &file)]);
    let names: Vec<String> = (0..10_000).map(|number| format!("p{number:05}")).collect();
    let entries: Vec<_> = names.iter().map(|name| ("40000", name.as_bytes(), person.as_str())).collect();
    branch(&sandbox, "many", &tree(&sandbox, &[("40000", b"people", &tree(&sandbox, &entries))]));
    let many = at(&open(&sandbox), "many", "");
    let began = Instant::now();
    for name in &names {
        assert!(many.find(&format!("people/{name}/profile.yaml")).unwrap().is_some(), "{name}");
    }
    // Reading it anew each time takes minutes.
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}
