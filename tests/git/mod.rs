//! Repositories, revisions and snapshots, against what the real `git` says.

mod clone;
mod fates;
mod history;
mod hostile;
mod merge;
mod timeline;
mod worktree;
mod write;

use milepost::error::Error;
use milepost::source::{Bytes, Entry, EntryKind, Repository, Snapshot};

use crate::common::Sandbox;

fn open(sandbox: &Sandbox) -> Repository {
    Repository::discover(sandbox.path()).unwrap()
}

fn at(repository: &Repository, revision: &str, root: &str) -> Snapshot {
    repository.snapshot(&repository.resolve(revision).unwrap(), root).unwrap()
}

/// The entries of a folder as `kind name`.
fn listed(snapshot: &Snapshot, folder: &str) -> Vec<String> {
    let line = |entry: &Entry| format!("{:?} {}", entry.kind, String::from_utf8_lossy(&entry.name));
    snapshot.list(folder).unwrap().iter().map(line).collect()
}

fn text(snapshot: &Snapshot, path: &str) -> Option<String> {
    match snapshot.read(path, 1 << 20).unwrap()? {
        Bytes::Whole(bytes) => Some(String::from_utf8(bytes).unwrap()),
        Bytes::TooLarge(size) => panic!("{path} has {size} bytes"),
    }
}

#[test]
fn every_kind_of_revision_is_resolved() {
    let sandbox = Sandbox::new();
    sandbox.write("a", "1");
    let first = sandbox.commit("first");
    sandbox.write("a", "2");
    let second = sandbox.commit("second");
    sandbox.git(&["tag", "light", &first]);
    sandbox.git(&["tag", "-a", "-m", "noted", "noted", &first]);
    sandbox.branch("topic");
    let clone = sandbox.beside("clone");
    sandbox.git(&["clone", "--quiet", ".", clone.to_str().unwrap()]);
    let repository = Repository::discover(&clone).unwrap();
    for (revision, id) in [
        ("HEAD", &second),
        ("HEAD~1", &first),
        ("HEAD^", &first),
        ("@{u}", &second),
        ("topic", &second),
        ("origin/main", &second),
        ("refs/remotes/origin/main", &second),
        ("light", &first),
        ("noted", &first),
        ("noted^{commit}", &first),
        (&second[..8], &second),
        (second.as_str(), &second),
        (":/first", &first),
    ] {
        let found = repository.resolve(revision).unwrap_or_else(|error| panic!("{revision}: {error}"));
        assert_eq!(&found.commit.to_string(), id, "{revision}");
        assert_eq!(found.name, revision);
        let tree = sandbox.git_in(&clone, &["rev-parse", &format!("{id}^{{tree}}")]);
        assert_eq!(found.tree.to_string(), tree);
    }
    for unknown in ["", "main~9", "nowhere", "HEAD:a", "HEAD:", "0000000", "a..b", "--all", "@{9}", "\0"] {
        let error = repository.resolve(unknown).unwrap_err();
        assert!(matches!(error, Error::UnknownRevision { .. }), "{unknown:?}: {error}");
    }
}

#[test]
fn a_tree_and_the_working_tree_made_of_it_say_the_same() {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    sandbox.write("people/ana/profile.yaml", "name: Ana\n");
    sandbox.write("people/ana-b/profile.yaml", "name: Ana B\n");
    sandbox.write("people/ana.txt", "");
    sandbox.commit("all");
    let repository = open(&sandbox);
    for snapshot in [at(&repository, "main", ""), repository.working_tree("").unwrap()] {
        assert_eq!(listed(&snapshot, ""), ["File milepost.yaml", "Folder people"]);
        assert_eq!(listed(&snapshot, "people"), ["Folder ana", "Folder ana-b", "File ana.txt"]);
        assert_eq!(listed(&snapshot, "nowhere"), [""; 0]);
        assert_eq!(listed(&snapshot, "people/ana.txt"), [""; 0]);
        assert_eq!(text(&snapshot, "people/ana/profile.yaml").unwrap(), "name: Ana\n");
        assert_eq!(text(&snapshot, "people/ana"), None);
        assert_eq!(text(&snapshot, "people/../milepost.yaml"), None);
        assert_eq!(text(&snapshot, "/milepost.yaml"), None);
        assert_eq!(snapshot.find("people/ana").unwrap().unwrap().kind, EntryKind::Folder);
        assert_eq!(snapshot.find("people/zoe").unwrap(), None);
        assert_eq!(snapshot.read("milepost.yaml", 10).unwrap(), Some(Bytes::TooLarge(11)));
    }
    let file = at(&repository, "main", "").find("milepost.yaml").unwrap().unwrap();
    assert_eq!(file.id.unwrap(), Repository::content_id(b"version: 1\n"));
    assert_eq!(file.id.unwrap().to_string(), sandbox.git(&["rev-parse", "HEAD:milepost.yaml"]));
}

#[test]
fn settings_are_those_of_the_repository() {
    let sandbox = Sandbox::new();
    sandbox.git(&["config", "milepost.test", "value"]);
    let repository = open(&sandbox);
    assert_eq!(repository.setting("milepost.test").as_deref(), Some("value"));
    assert_eq!(repository.setting("milepost.absent"), None);
    assert_eq!(repository.setting("no name"), None);
}

#[test]
fn packed_objects_read_as_loose_ones_do_from_several_threads() {
    let sandbox = Sandbox::new();
    for number in 0..50 {
        sandbox.write(&format!("people/p-{number}/profile.yaml"), format!("name: {number}\n").repeat(20));
    }
    sandbox.commit("all");
    let loose = open(&sandbox);
    sandbox.git(&["gc", "--quiet"]);
    let packed = open(&sandbox);
    for snapshot in [at(&loose, "main", ""), at(&packed, "main", "")] {
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    for number in 0..50 {
                        let found = text(&snapshot, &format!("people/p-{number}/profile.yaml"));
                        assert_eq!(found.unwrap(), format!("name: {number}\n").repeat(20));
                    }
                });
            }
        });
    }
}
