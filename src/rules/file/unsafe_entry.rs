//! Entries that are never opened.

use crate::finding::{Audience, Finding, Location, Severity, Side};
use crate::load::Content;
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule};
use crate::source::EntryKind;

/// See the module.
pub static RULE: Rule = Rule {
    id: "unsafe-entry",
    family: Family::File,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "an entry that is never opened: a link, a submodule, a path that no safe program writes, a file over the size limit",
    docs: Docs {
        finds: "A symbolic link, a submodule or a device; a name that is `..` or `.git`, holds a line end or is not UTF-8; a folder more than 16 deep; a Git LFS pointer; a record over 256 KiB or a companion text over 64 KiB.",
        why: "What a pull request brings is untrusted. A link can point anywhere, and a file of that size was not written by a person.",
        bad: Example { path: "people/ana/profile.yaml -> ../ben/profile.yaml", yaml: "# a symbolic link" },
        good: Example { path: "people/ana/profile.yaml", yaml: "role: backend-engineer" },
        change: "It cannot be changed. Replace the entry by a regular file.",
    },
    checks: &[Check::Files(check)],
};

fn check(view: &FilesView<'_>, findings: &mut Vec<Finding>) {
    for file in view.files {
        let (message, help) = match &file.content {
            Content::NotOpened(EntryKind::Symlink) => (
                "this is a symbolic link, which is never followed".to_owned(),
                "replace it by a regular file",
            ),
            Content::NotOpened(EntryKind::Submodule) => (
                "this is a submodule or another repository, which is never opened".to_owned(),
                "remove it, or move it out of the record folders",
            ),
            Content::NotOpened(EntryKind::Other | EntryKind::Folder | EntryKind::File) => {
                ("this is no regular file".to_owned(), "replace it by a regular file")
            }
            Content::UnsafeName => (
                "this name is one that no safe program writes, so it is never opened".to_owned(),
                "rename it: lower-case letters, digits and hyphens",
            ),
            Content::TooDeep => (
                "this folder lies deeper than any record".to_owned(),
                "remove it, or move it out of the record folders",
            ),
            Content::TooLarge { size, limit } => (
                format!("this file has {size} bytes; at most {} KiB are read", limit / 1024),
                "shorten it; long text belongs behind a link",
            ),
            Content::LfsPointer => (
                "this is a Git LFS pointer; its content is elsewhere and is not read".to_owned(),
                "take the file out of Git LFS (`git lfs untrack`)",
            ),
            Content::NotText { .. } | Content::Yaml(_) | Content::Companion(_) | Content::LeftAlone => {
                continue;
            }
        };
        let location = Location::Entry { side: Side::After, path: file.path.clone() };
        findings.push(RULE.finding(location, message).help(help));
    }
}
