//! The sample's history, written down as text in `templates/demo/`: text → commits → repository.
//!
//! A block begins with `=== commit` and the fields `branch`, `author` (`Name <address>`), `date`
//! (RFC 3339 with offset), `message` and, for a merge, `merge` with the other branch. Then come the
//! files that the commit writes, each after a line `--- path`, up to the next such line.

use std::collections::BTreeMap;
use std::path::Path;

use crate::calendar::Moment;
use crate::error::Error;
use crate::source::{Author, NewCommit, ObjectId, Repository, Writer};

/// The parts of the history, in their order.
const PARTS: [(&str, &str); 9] = [
    ("01-framework.txt", include_str!("../../../templates/demo/01-framework.txt")),
    ("02-people.txt", include_str!("../../../templates/demo/02-people.txt")),
    ("03-cohort.txt", include_str!("../../../templates/demo/03-cohort.txt")),
    ("04-panels.txt", include_str!("../../../templates/demo/04-panels.txt")),
    ("05-certificates.txt", include_str!("../../../templates/demo/05-certificates.txt")),
    ("06-at-work.txt", include_str!("../../../templates/demo/06-at-work.txt")),
    ("07-framework-review.txt", include_str!("../../../templates/demo/07-framework-review.txt")),
    ("08-november.txt", include_str!("../../../templates/demo/08-november.txt")),
    ("09-open-branch.txt", include_str!("../../../templates/demo/09-open-branch.txt")),
];

/// One commit as it is written down.
#[derive(Debug, Default, PartialEq)]
struct Block<'a> {
    branch: &'a str,
    merge: Option<&'a str>,
    author: &'a str,
    date: &'a str,
    message: &'a str,
    files: Vec<(&'a str, &'a str)>,
}

/// Writes the whole history into a new repository at `folder`, which is on `branch` in the end.
///
/// # Errors
/// Where the folder cannot be written.
pub(super) fn write(folder: &Path, branch: &str) -> Result<Repository, Error> {
    let writer = Writer::create(folder)?;
    let mut tips: BTreeMap<&str, ObjectId> = BTreeMap::new();
    for (part, text) in PARTS {
        for block in blocks(text) {
            let commit = block.commit(&writer, &tips).map_err(|error| named(part, &block, error))?;
            tips.insert(block.branch, commit);
        }
    }
    for (name, commit) in tips {
        writer.set_branch(name, commit)?;
    }
    writer.check_out(branch)?;
    Ok(writer.into_repository())
}

fn named(part: &str, block: &Block<'_>, error: Error) -> Error {
    Error::Git {
        action: format!("write the sample's commit `{}` ({part})", block.message),
        message: error.to_string(),
    }
}

impl Block<'_> {
    fn commit(&self, writer: &Writer, tips: &BTreeMap<&str, ObjectId>) -> Result<ObjectId, Error> {
        // A branch begins where main is at that point.
        let first = tips.get(self.branch).or_else(|| tips.get(Writer::MAIN));
        let second = self.merge.and_then(|name| tips.get(name));
        let parents: Vec<ObjectId> = first.into_iter().chain(second).copied().collect();
        let files: Vec<(&str, Option<&[u8]>)> =
            self.files.iter().map(|(path, content)| (*path, Some(content.as_bytes()))).collect();
        let author = self.author()?;
        writer.commit(&NewCommit { parents: &parents, author: &author, message: self.message, files: &files })
    }

    fn author(&self) -> Result<Author, Error> {
        let fault = |what: &str| Error::Git {
            action: format!("read the {what} of a commit"),
            message: self.message.into(),
        };
        let (name, rest) = self.author.split_once(" <").ok_or_else(|| fault("author"))?;
        let email = rest.strip_suffix('>').ok_or_else(|| fault("author"))?;
        let moment: Moment = self.date.parse().map_err(|_| fault("date"))?;
        Ok(Author {
            name: name.to_owned(),
            email: email.to_owned(),
            seconds: moment.seconds,
            offset_minutes: moment.offset_minutes,
        })
    }
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    text.split("=== commit\n").skip(1).map(block).collect()
}

fn block(text: &str) -> Block<'_> {
    let mut block = Block::default();
    let mut parts = text.split("\n--- ");
    for line in parts.next().unwrap_or_default().lines() {
        match line.split_once(": ") {
            Some(("branch", value)) => block.branch = value,
            Some(("merge", value)) => block.merge = Some(value),
            Some(("author", value)) => block.author = value,
            Some(("date", value)) => block.date = value,
            Some(("message", value)) => block.message = value,
            _ => {}
        }
    }
    let rest = text.find("\n--- ").and_then(|at| text.get(at + 1..)).unwrap_or_default();
    block.files = files(rest);
    block
}

/// The files after `--- path` lines, each with its exact content.
fn files(text: &str) -> Vec<(&str, &str)> {
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices("\n--- ").map(|(at, _)| at + 1))
        .filter(|start| text.get(*start..).is_some_and(|rest| rest.starts_with("--- ")))
        .collect();
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(text.len()));
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| {
            let (path, content) = text.get(*start..end)?.strip_prefix("--- ")?.split_once('\n')?;
            Some((path, content))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_read_with_its_files() {
        let text = "# a comment\n=== commit\nbranch: main\nauthor: Ana Ruiz <ana@example.com>\n\
                    date: 2026-03-02T10:05:00+01:00\nmessage: Skills: the first\n--- a.yaml\nname: A\n--- b/c.md\n\n# B\n\
                    === commit\nbranch: x\nmerge: y\nauthor: B <b@example.com>\ndate: 2026-03-02T10:05:00Z\nmessage: M\n";
        let blocks = blocks(text);
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks[0].message, "Skills: the first");
        assert_eq!(blocks[0].files, [("a.yaml", "name: A\n"), ("b/c.md", "\n# B\n")]);
        assert_eq!(blocks[0].author().unwrap().offset_minutes, 60);
        assert_eq!((blocks[1].branch, blocks[1].merge, blocks[1].files.len()), ("x", Some("y"), 0));
    }

    #[test]
    fn every_part_of_the_sample_is_read_whole() {
        for (part, text) in PARTS {
            let blocks = blocks(text);
            assert!(!blocks.is_empty(), "{part}");
            assert_eq!(blocks.len(), text.matches("=== commit").count(), "{part}");
            for block in &blocks {
                assert!(!block.branch.is_empty() && !block.message.is_empty(), "{part}: {block:?}");
                assert!(block.author().is_ok(), "{part}: {} {}", block.author, block.date);
            }
            let files: usize = blocks.iter().map(|block| block.files.len()).sum();
            assert_eq!(files, text.matches("\n--- ").count(), "{part}");
        }
    }
}
