//! Trees of Git that no ordinary program writes, made object by object.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::common::Sandbox;

/// A folder to be: mode, name and object id of each entry.
#[derive(Clone, Default)]
pub(super) struct Tree(Vec<(String, Vec<u8>, String)>);

impl Tree {
    /// The folder at `revision:path`.
    pub(super) fn of(sandbox: &Sandbox, place: &str) -> Self {
        let listed = sandbox.git(&["ls-tree", "-z", place]);
        let entries = listed.split('\0').filter(|entry| !entry.is_empty()).map(|entry| {
            let (facts, name) = entry.split_once('\t').unwrap();
            let facts: Vec<&str> = facts.split(' ').collect();
            (facts[0].trim_start_matches('0').to_owned(), name.as_bytes().to_vec(), facts[2].to_owned())
        });
        Self(entries.collect())
    }

    /// With an entry, in place of one of the same name.
    pub(super) fn with(&self, mode: &str, name: impl AsRef<[u8]>, id: &str) -> Self {
        let mut tree = self.clone();
        tree.0.retain(|(_, known, _)| known != name.as_ref());
        tree.0.push((mode.to_owned(), name.as_ref().to_vec(), id.to_owned()));
        tree
    }

    /// Adds an entry whose name is new.
    pub(super) fn push(&mut self, mode: &str, name: &str, id: &str) {
        self.0.push((mode.to_owned(), name.as_bytes().to_vec(), id.to_owned()));
    }

    /// Writes it; its id. Entries are in the order that Git wants, where they can be.
    pub(super) fn write(mut self, sandbox: &Sandbox) -> String {
        self.0.sort_by_key(|(mode, name, _)| {
            let mut key = name.clone();
            key.extend((mode == "40000").then_some(b'/'));
            key
        });
        let mut bytes = Vec::new();
        for (mode, name, id) in &self.0 {
            bytes.extend([mode.as_bytes(), b" ", name, b"\0"].concat());
            bytes.extend((0..20).map(|at| u8::from_str_radix(&id[2 * at..2 * at + 2], 16).unwrap()));
        }
        object(sandbox, &["-t", "tree", "--literally"], &bytes)
    }
}

/// Writes a file's content; its id.
pub(super) fn blob(sandbox: &Sandbox, content: impl AsRef<[u8]>) -> String {
    object(sandbox, &["-t", "blob"], content.as_ref())
}

/// Writes a file of zeros that is large and packs well; its id.
pub(super) fn zeros(sandbox: &Sandbox, size: u64) -> String {
    let path = sandbox.beside("zeros");
    std::fs::File::create(&path).unwrap().set_len(size).unwrap();
    let id = sandbox.git(&["-c", "core.bigFileThreshold=1m", "hash-object", "-w", path.to_str().unwrap()]);
    std::fs::remove_file(path).unwrap();
    id
}

fn object(sandbox: &Sandbox, kind: &[&str], bytes: &[u8]) -> String {
    let mut command = Command::new("git");
    command.args(["hash-object", "-w", "--stdin"]).args(kind).current_dir(sandbox.path());
    let mut git = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    git.stdin.take().unwrap().write_all(bytes).unwrap();
    String::from_utf8(git.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
}
