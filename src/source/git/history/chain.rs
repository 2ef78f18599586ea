//! The first-parent chain of a revision, read from the commits' own bytes: the library's commit
//! would hide parents beyond the end of a shallow clone, and costs more.

use git2::ErrorCode;

use super::super::{Repository, Revision, failed, from_oid, object_error, oid};
use crate::calendar::Moment;
use crate::error::Error;
use crate::source::snapshot::ObjectId;

/// What the walk needs of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Commit {
    pub(super) id: ObjectId,
    pub(super) tree: ObjectId,
    /// The committer's time; of a commit that has none that can be read, that of its child.
    pub(super) moment: Moment,
}

impl Repository {
    /// `tip` and its first parents, newest first, and whether the last of them has no parent.
    pub(super) fn chain(&self, tip: &Revision) -> Result<(Vec<Commit>, bool), Error> {
        self.with(|handle| {
            let odb = handle.odb().map_err(|error| failed("open the object store", &error))?;
            let mut chain: Vec<Commit> = Vec::new();
            let mut next = Some(tip.commit);
            while let Some(id) = next {
                let object = match odb.read(oid(id)) {
                    Ok(object) => object,
                    Err(error) if error.code() == ErrorCode::NotFound => return Ok((chain, false)),
                    Err(error) => {
                        return Err(object_error(id, || format!("the history of `{}`", tip.name), &error));
                    }
                };
                let Some(header) = header(object.data()) else {
                    return Err(Error::Git {
                        action: format!("read object {id}, needed for the history of `{}`", tip.name),
                        message: "it is no valid commit".into(),
                    });
                };
                let child = chain.last().map(|commit| commit.moment);
                let moment = header.moment.or(child).unwrap_or(Moment { seconds: 0, offset_minutes: 0 });
                chain.push(Commit { id, tree: header.tree, moment });
                next = header.parent;
            }
            Ok((chain, true))
        })
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Header {
    tree: ObjectId,
    parent: Option<ObjectId>,
    moment: Option<Moment>,
}

/// Reads the head of a commit object: lines `tree`, `parent`, `author`, `committer` up to an empty
/// one (format: "Git Internals, Commit Objects"). `None` where there is no tree.
fn header(bytes: &[u8]) -> Option<Header> {
    let (mut tree, mut parent, mut moment) = (None, None, None);
    for line in bytes.split(|byte| *byte == b'\n').take_while(|line| !line.is_empty()) {
        if let Some(rest) = line.strip_prefix(b"tree ") {
            tree = tree.or_else(|| object_id(rest));
        } else if let Some(rest) = line.strip_prefix(b"parent ") {
            parent = parent.or_else(|| object_id(rest));
        } else if let Some(rest) = line.strip_prefix(b"committer ") {
            moment = time(rest);
            break;
        }
    }
    Some(Header { tree: tree?, parent, moment })
}

fn object_id(hex: &[u8]) -> Option<ObjectId> {
    git2::Oid::from_str(std::str::from_utf8(hex).ok()?).ok().map(from_oid)
}

/// The time at the end of `Name <address> 1790000000 +0200`.
fn time(who: &[u8]) -> Option<Moment> {
    let end = who.iter().rposition(|byte| *byte == b'>')?;
    let mut parts = std::str::from_utf8(who.get(end + 1..)?).ok()?.split_ascii_whitespace();
    let seconds = parts.next()?.parse().ok()?;
    let offset_minutes = parts.next().and_then(offset).unwrap_or(0);
    Some(Moment { seconds, offset_minutes })
}

/// `+0530` in minutes.
fn offset(text: &str) -> Option<i32> {
    let number: i32 = text.parse().ok()?;
    (number.abs() < 10_000).then_some(number / 100 * 60 + number % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n";
    const PARENT: &str = "parent 0123456789abcdef0123456789abcdef01234567\n";
    const OTHER: &str = "parent 1123456789abcdef0123456789abcdef01234567\n";

    fn read(rest: &str) -> Option<Header> {
        header(format!("{TREE}{rest}").as_bytes())
    }

    #[test]
    fn the_first_parent_and_the_committer_are_read() {
        let text = format!(
            "{PARENT}{OTHER}author A <a@b> 5 +0000\ncommitter A > B <a@b> 1790000000 -0330\n\ncommitter x <> 1 +0"
        );
        let found = read(&text).unwrap();
        assert_eq!(found.parent.unwrap().to_string(), PARENT.trim()["parent ".len()..]);
        assert_eq!(found.moment, Some(Moment { seconds: 1_790_000_000, offset_minutes: -210 }));
        assert_eq!(found.tree.to_string(), TREE.trim()["tree ".len()..]);
    }

    #[test]
    fn odd_commits_are_read_as_far_as_they_go() {
        for (text, moment) in [
            ("committer A <a> -86400 +1245\n", Some((-86_400, 765))),
            ("committer A <a> 7\n", Some((7, 0))),
            ("committer A <a> 7 +99999999\n", Some((7, 0))),
            ("committer A <a>\n", None),
            ("committer A 7 +0000\n", None),
            ("committer A <a> 99999999999999999999 +0000\n", None),
            ("\ncommitter A <a> 7 +0000\n", None),
            ("", None),
        ] {
            let found = read(text).unwrap();
            assert_eq!(found.parent, None);
            let moment = moment.map(|(seconds, offset_minutes)| Moment { seconds, offset_minutes });
            assert_eq!(found.moment, moment, "{text}");
        }
        assert_eq!(header(b""), None);
        assert_eq!(header(b"\ntree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"), None);
    }
}
