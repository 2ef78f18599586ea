//! Which change a run is about: by flags, else by what CI says.

use super::super::place::Place;
use super::super::{run, usage};
use super::one_change::{short, shown};
use super::refused::{self, Wish};
use crate::error::Error;
use crate::forge::{Change, Forge};

/// What a run is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A change.
    Change {
        /// Its number.
        number: u64,
        /// The commit that its head is said to be.
        head: Option<Head>,
    },
    /// The change with this head: CI does not say its number.
    Head {
        /// The head.
        head: Head,
        /// Whose branch it is, and which, where CI says so.
        branch: Option<(String, String)>,
    },
    /// A commit of a merge queue, which stands for several changes.
    Group {
        /// The commit.
        commit: String,
        /// The commit that it is to be compared with.
        base: Option<String>,
    },
}

/// A head, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The commit.
    pub(super) commit: String,
    /// Whether a person says so, who is told where it is wrong; CI may simply be late.
    pub(super) by_flag: bool,
}

impl Head {
    /// The head given with `--head`: a whole commit id, which needs no clone, or a revision of `place`.
    ///
    /// # Errors
    /// Where it is neither.
    pub(super) fn by_flag(revision: &str, place: Option<&Place>) -> Result<Self, Error> {
        let hex = revision.bytes().all(|byte| byte.is_ascii_hexdigit());
        let commit = match place {
            _ if hex && matches!(revision.len(), 40 | 64) => revision.to_ascii_lowercase(),
            Some(place) => run::resolve(place, "--head", revision)?.commit.to_string(),
            None => {
                return Err(usage(
                    format!("--head takes a whole commit id where there is no clone, not `{revision}`"),
                    "`git rev-parse REV` gives it",
                ));
            }
        };
        Ok(Self { commit, by_flag: true })
    }
}

/// The change that a subject names, as the forge has it now; `None` where it has another head by now.
/// `late` says so.
///
/// # Errors
/// Where there is none, several, or the forge does not say.
pub(super) fn change(
    forge: &dyn Forge,
    subject: &Subject,
    late: impl Fn(&str),
) -> Result<Option<Change>, Error> {
    match subject {
        Subject::Change { number, head } => {
            let what = shown(forge, *number);
            let change = forge.change(*number).map_err(|failure| {
                refused::error(forge.project(), Wish::Read, format!("read {what}"), &failure)
            })?;
            match head {
                Some(head) if head.commit != change.head => {
                    if head.by_flag {
                        return Err(usage(
                            format!("the head of {what} is {}, not {}", change.head, head.commit),
                            "give the commit that was judged, or leave --head out",
                        ));
                    }
                    late(&format!("{what} has another head by now: a newer run speaks of it"));
                    Ok(None)
                }
                Some(_) | None => Ok(Some(change)),
            }
        }
        Subject::Head { head, branch } => by_head(forge, head, branch.as_ref(), late),
        Subject::Group { .. } => Ok(None),
    }
}

fn by_head(
    forge: &dyn Forge,
    head: &Head,
    branch: Option<&(String, String)>,
    late: impl Fn(&str),
) -> Result<Option<Change>, Error> {
    let name = &forge.project().name;
    let word = forge.project().kind.change_word();
    let found = match branch {
        Some((owner, branch)) => forge.changes_by_head(owner, branch),
        None => forge.open_changes(),
    };
    let found = found.map_err(|failure| {
        let action = format!("look for the {word} of {} in {name}", short(&head.commit));
        refused::error(forge.project(), Wish::Read, action, &failure)
    })?;
    let mut found: Vec<Change> = found.into_iter().filter(|change| change.head == head.commit).collect();
    match (found.pop(), found.len()) {
        (Some(change), 0) => Ok(Some(change)),
        (None, _) if head.by_flag => Err(usage(
            format!("no open {word} of {name} has the head {}", head.commit),
            "name it with --number",
        )),
        (None, _) => {
            late(&format!(
                "no open {word} of {name} has the head {}: a newer run speaks of it",
                short(&head.commit)
            ));
            Ok(None)
        }
        (Some(_), more) => Err(usage(
            format!("{} open {word}s of {name} have the head {}", more + 1, head.commit),
            "name one with --number",
        )),
    }
}
