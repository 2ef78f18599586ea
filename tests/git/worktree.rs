//! The working tree as a state: ignore rules, links, nested repositories, and what differs from a
//! revision.

use std::fs;

use milepost::error::Error;
use milepost::source::{Change, EntryKind, FileChange, Head, Repository, lay_over};

use super::{at, listed, open, text};
use crate::common::Sandbox;

#[test]
fn ignore_rules_count_for_untracked_files_only() {
    let sandbox = Sandbox::new();
    sandbox.write("tracked.log", "kept");
    sandbox.write("cache/tracked", "kept");
    sandbox.commit("before the rules");
    sandbox.write(".gitignore", "*.log\n/cache/\n!keep.log\n");
    sandbox.write("new.log", "");
    sandbox.write("keep.log", "");
    sandbox.write("cache/new", "");
    sandbox.write("cache/.gitignore", "!new\n");
    sandbox.write("build/.gitignore", "*\n!.gitignore\n!kept/\n!kept/*.yaml\n");
    sandbox.write("build/out", "");
    sandbox.write("build/kept/a.yaml", "");
    sandbox.write("build/kept/a.txt", "");
    sandbox.write("deep/cache/here", "");
    sandbox.write(".git/info/exclude", "private\n");
    sandbox.write("deep/private/notes", "");
    let tree = open(&sandbox).working_tree("").unwrap();
    assert_eq!(
        listed(&tree, ""),
        [
            "File .gitignore",
            "Folder build",
            "Folder cache",
            "Folder deep",
            "File keep.log",
            "File tracked.log"
        ]
    );
    // Git too reads no rule that would take something back within an ignored folder.
    assert_eq!(listed(&tree, "cache"), ["File tracked"]);
    assert_eq!(listed(&tree, "build"), ["File .gitignore", "Folder kept"]);
    assert_eq!(listed(&tree, "build/kept"), ["File a.yaml"]);
    assert_eq!(listed(&tree, "deep"), ["Folder cache"]);
    assert_eq!(text(&tree, "new.log"), None);
    assert_eq!(text(&tree, "tracked.log").unwrap(), "kept");
    assert_eq!(tree.find(".git").unwrap(), None);
    assert_eq!(text(&tree, ".git/config"), None);
    let git = sandbox.git(&["ls-files", "--cached", "--others", "--exclude-standard"]);
    let mut known: Vec<&str> = git.lines().collect();
    known.sort_unstable();
    assert_eq!(files_below(&tree, ""), known);
}

fn files_below(tree: &milepost::source::Snapshot, folder: &str) -> Vec<String> {
    let mut files = Vec::new();
    for entry in tree.list(folder).unwrap() {
        let name = String::from_utf8(entry.name).unwrap();
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        match entry.kind {
            EntryKind::Folder => files.extend(files_below(tree, &path)),
            EntryKind::File | EntryKind::Symlink | EntryKind::Submodule | EntryKind::Other => {
                files.push(path)
            }
        }
    }
    files.sort();
    files
}

#[cfg(unix)]
#[test]
fn links_pipes_and_nested_repositories_are_not_entered() {
    let sandbox = Sandbox::new();
    sandbox.write("real/secret", "s");
    std::os::unix::fs::symlink("real", sandbox.path().join("link")).unwrap();
    std::os::unix::fs::symlink("real/secret", sandbox.path().join("file-link")).unwrap();
    std::os::unix::fs::symlink("/etc", sandbox.path().join("outside")).unwrap();
    sandbox.git(&["init", "--quiet", "nested"]);
    sandbox.write("nested/file", "");
    let pipe = sandbox.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
    let tree = open(&sandbox).working_tree("").unwrap();
    assert_eq!(
        listed(&tree, ""),
        [
            "Symlink file-link",
            "Symlink link",
            "Submodule nested",
            "Symlink outside",
            "Other pipe",
            "Folder real"
        ]
    );
    for path in ["link/secret", "file-link", "outside/passwd", "nested/file", "pipe", "real/../real/secret"] {
        assert_eq!(text(&tree, path), None, "{path}");
    }
    assert_eq!(listed(&tree, "link"), [""; 0]);
    assert_eq!(listed(&tree, "nested"), [""; 0]);
    // What differs from a revision is told in the same terms. Git knows no pipes.
    sandbox.git(&["add", "real"]);
    sandbox.git(&["commit", "--quiet", "-m", "first"]);
    let repository = open(&sandbox);
    let main = repository.resolve("main").unwrap();
    let change = repository.change(&main, Head::WorkingTree, "").unwrap();
    assert_eq!(
        told(&change.files),
        ["- -> Symlink file-link", "- -> Symlink link", "- -> Submodule nested", "- -> Symlink outside"]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_listed_but_not_opened() {
    use std::os::unix::ffi::OsStrExt;
    let sandbox = Sandbox::new();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.yaml");
    sandbox.write("people/new\nline.yaml", "x");
    sandbox.commit("first");
    fs::write(sandbox.path().join("people").join(name), "x").unwrap();
    let repository = open(&sandbox);
    let tree = repository.working_tree("").unwrap();
    let names: Vec<_> = tree.list("people").unwrap().into_iter().map(|entry| entry.name).collect();
    assert_eq!(names, [b"caf\xe9.yaml".to_vec(), b"new\nline.yaml".to_vec()]);
    assert_eq!(text(&tree, "people/new\nline.yaml").unwrap(), "x");
    let main = repository.resolve("main").unwrap();
    let change = repository.change(&main, Head::WorkingTree, "").unwrap();
    let paths: Vec<_> = change.files.iter().map(|file| file.path.clone()).collect();
    assert_eq!(paths, [b"people/caf\xe9.yaml".to_vec()]);
    // The same once it is in a tree.
    sandbox.commit("second");
    let names = at(&repository, "main", "").list("people").unwrap();
    assert_eq!(names.first().unwrap().name, b"caf\xe9.yaml");
    let head = repository.resolve("HEAD").unwrap();
    let base = repository.snapshot(&main, "").unwrap();
    let change = repository.change(&main, Head::Revision(&head), "").unwrap();
    let overlay = lay_over(&repository, &base, &Change::default(), &change).unwrap();
    let names: Vec<_> = overlay.snapshot.list("people").unwrap();
    assert_eq!(names.first().unwrap().name, b"caf\xe9.yaml");
    assert_eq!(names.len(), 2);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    sandbox.write("closed/file", "");
    sandbox.write("file", "");
    let forbid = |path: &str, mode| {
        fs::set_permissions(sandbox.path().join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    forbid("closed", 0o000);
    forbid("file", 0o000);
    let tree = open(&sandbox).working_tree("").unwrap();
    let (listing, file) = (tree.list("closed"), tree.read("file", 10));
    forbid("closed", 0o755);
    // The superuser may read everything.
    if fs::read(sandbox.path().join("file")).is_err() {
        assert!(matches!(listing, Err(Error::Read { .. })));
        assert!(matches!(file, Err(Error::Read { .. })));
    }
}

#[test]
fn what_vanishes_while_reading_is_absent() {
    let sandbox = Sandbox::new();
    sandbox.write("folder/file", "");
    sandbox.write("file", "");
    let tree = open(&sandbox).working_tree("").unwrap();
    assert_eq!(listed(&tree, ""), ["File file", "Folder folder"]);
    sandbox.remove("folder");
    sandbox.remove("file");
    assert_eq!(text(&tree, "file"), None);
    assert_eq!(listed(&tree, "folder"), [""; 0]);
}

/// Each difference as `before -> after path`, with the old path of a rename.
fn told(change: &[FileChange]) -> Vec<String> {
    let kind = |state: Option<milepost::source::FileState>| {
        state.map_or("-".to_owned(), |state| format!("{:?}", state.kind))
    };
    let line = |file: &FileChange| {
        let path = String::from_utf8_lossy(&file.path);
        let from = file.renamed_from.as_deref().map(String::from_utf8_lossy);
        let from = from.map_or(String::new(), |from| format!(" from {from} {}%", file.similarity));
        format!("{} -> {} {path}{from}", kind(file.before), kind(file.after))
    };
    change.iter().map(line).collect()
}

#[test]
fn the_working_tree_differs_in_what_is_on_disk_whatever_is_staged() {
    let sandbox = Sandbox::new();
    for name in ["same", "changed", "staged", "deleted", "unstaged", "back", "to-folder", "over"] {
        sandbox.write(&format!("in/{name}"), format!("{name}\n"));
    }
    sandbox.write("in/folder/file", "file in a folder\n");
    sandbox.write("out", "1");
    sandbox.commit("first");
    sandbox.write(".gitignore", "ignored\n");
    sandbox.write("in/later", "later\n");
    sandbox.commit("second");
    sandbox.write("in/changed", "changed more\n");
    sandbox.write("in/staged", "staged\nmore\n");
    sandbox.git(&["add", "in/staged"]);
    sandbox.remove("in/deleted");
    sandbox.git(&["rm", "--quiet", "--cached", "in/unstaged"]);
    sandbox.write("in/back", "other\n");
    sandbox.git(&["add", "in/back"]);
    sandbox.write("in/back", "back\n");
    sandbox.remove("in/to-folder");
    sandbox.write("in/to-folder/file", "now a folder\n");
    sandbox.remove("in/folder");
    sandbox.write("in/folder", "now a file\n");
    sandbox.write("in/new/file", "new\n");
    sandbox.write("in/new/ignored", "ignored\n");
    sandbox.write("out", "2");
    let repository = open(&sandbox);
    let first = repository.resolve("HEAD~1").unwrap();
    let change = repository.change(&first, Head::WorkingTree, "in").unwrap();
    let expected = [
        "File -> File changed",
        "File -> - deleted",
        "- -> File folder",
        "File -> - folder/file",
        "- -> File later",
        "- -> File new/file",
        "File -> File staged",
        "File -> - to-folder",
        "- -> File to-folder/file",
    ];
    assert_eq!(told(&change.files), expected);
    // The same as what a commit of the working tree would give, path by path and id by id.
    let base = repository.snapshot(&first, "in").unwrap();
    let overlay = lay_over(&repository, &base, &Change::default(), &change).unwrap();
    assert_eq!(told(&overlay.files), expected);
    assert_eq!(text(&overlay.snapshot, "to-folder/file").unwrap(), "now a folder\n");
    assert_eq!(text(&overlay.snapshot, "folder").unwrap(), "now a file\n");
    assert_eq!(text(&overlay.snapshot, "folder/file"), None);
    assert_eq!(listed(&overlay.snapshot, "folder"), [""; 0]);
    sandbox.commit("third");
    let third = repository.resolve("HEAD").unwrap();
    let committed = repository.change(&first, Head::Revision(&third), "in").unwrap();
    assert_eq!(committed.files, change.files);
    assert_eq!(files_below(&overlay.snapshot, ""), files_below(&at(&repository, "HEAD", "in"), ""));
    assert_eq!(repository.change(&third, Head::WorkingTree, "").unwrap().files, []);
}

#[test]
fn the_head_may_be_the_working_tree_in_a_merge() {
    let sandbox = Sandbox::new();
    let lines = |first: &str, last: &str| format!("{first}\nb\nc\nd\ne\nf\n{last}\n");
    sandbox.write("people/ana/goals/a.yaml", lines("a", "g"));
    sandbox.write("people/ana/goals/b.yaml", lines("1", "2"));
    sandbox.commit("fork");
    sandbox.branch("topic");
    sandbox.checkout("main");
    sandbox.write("people/ana/goals/a.yaml", lines("a of main", "g"));
    sandbox.write("people/ana/goals/b.yaml", lines("1 of main", "2"));
    sandbox.commit("main");
    sandbox.checkout("topic");
    sandbox.write("people/ana/goals/b.yaml", lines("1 of topic", "2"));
    sandbox.remove("people/ana/goals/a.yaml");
    sandbox.write("people/ana/goals/renamed.yaml", lines("a", "g on disk"));
    let repository = open(&sandbox);
    let main = repository.resolve("main").unwrap();
    let merge_base = repository.merge_base(&main, &repository.resolve("HEAD").unwrap()).unwrap();
    let change = repository.change(&merge_base, Head::WorkingTree, "").unwrap();
    assert_eq!(
        told(&change.files),
        [
            "File -> File people/ana/goals/b.yaml",
            "File -> File people/ana/goals/renamed.yaml from people/ana/goals/a.yaml 54%"
        ]
    );
    let base_change = repository.change(&merge_base, Head::Revision(&main), "").unwrap();
    let base = repository.snapshot(&main, "").unwrap();
    let overlay = lay_over(&repository, &base, &base_change, &change).unwrap();
    let merged = text(&overlay.snapshot, "people/ana/goals/renamed.yaml").unwrap();
    assert_eq!(merged, lines("a of main", "g on disk"));
    assert_eq!(overlay.conflicts, [b"people/ana/goals/b.yaml"]);
    assert_eq!(text(&overlay.snapshot, "people/ana/goals/b.yaml").unwrap(), lines("1 of main", "2"));
    assert_eq!(listed(&overlay.snapshot, "people/ana/goals"), ["File b.yaml", "File renamed.yaml"]);
    assert_eq!(
        overlay.snapshot.find("people/ana/goals/renamed.yaml").unwrap().unwrap().id.unwrap(),
        Repository::content_id(merged.as_bytes())
    );
    assert_eq!(overlay.snapshot.name(), "what merging into `main` would give");
}

#[test]
fn the_root_may_be_a_folder_of_a_larger_repository() {
    let sandbox = Sandbox::new();
    sandbox.write("docs/learning/people/ana/profile.yaml", "name: Ana\n");
    sandbox.write("src/main.rs", "");
    sandbox.commit("first");
    sandbox.write("src/main.rs", "changed");
    sandbox.write("docs/learning/people/ben/profile.yaml", "name: Ben\n");
    let repository = open(&sandbox);
    let main = repository.resolve("main").unwrap();
    for root in ["docs/learning", "docs/learning/", "/docs/learning"] {
        assert_eq!(listed(&at(&repository, "main", root), "people"), ["Folder ana"]);
        let tree = repository.working_tree(root).unwrap();
        assert_eq!(listed(&tree, "people"), ["Folder ana", "Folder ben"]);
        assert_eq!(text(&tree, "people/ben/profile.yaml").unwrap(), "name: Ben\n");
        assert_eq!(text(&tree, "../../src/main.rs"), None);
        let change = repository.change(&main, Head::WorkingTree, root).unwrap();
        assert_eq!(told(&change.files), ["- -> File people/ben/profile.yaml"]);
    }
    assert_eq!(listed(&at(&repository, "main", "nowhere"), ""), [""; 0]);
    assert_eq!(listed(&at(&repository, "main", "src/main.rs"), ""), [""; 0]);
    assert_eq!(listed(&repository.working_tree("nowhere").unwrap(), ""), [""; 0]);
}
