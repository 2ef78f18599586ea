//! The clone itself: what is checked out, what is half finished, how much history it has.

use super::super::place::Place;
use crate::error::Error;
use crate::report::checkup::{Item, Need};

/// What is open here.
pub(super) fn repository(place: &Place) -> Item {
    let mut text = match (place.repository.work_dir(), place.repository.branch()) {
        (None, _) => "a bare Git repository: revisions can be checked, files cannot".to_owned(),
        (Some(_), Some(branch)) => format!("a Git repository, on the branch {branch}"),
        (Some(_), None) if place.repository.resolve("HEAD").is_ok() => {
            "a Git repository, a commit without a branch checked out".to_owned()
        }
        (Some(_), None) => "a Git repository without a commit yet".to_owned(),
    };
    // Said first, since much of what is found below may come from it.
    if let Some(begun) = place.repository.unfinished() {
        text.push_str(&format!(", in the middle of {begun}"));
    }
    Item::ok("repository", Need::Ci, text)
}

/// Whether something is half finished.
pub(super) fn worktree(place: &Place) -> Option<Item> {
    place.repository.work_dir()?;
    Some(match place.repository.unfinished() {
        None => Item::ok("worktree", Need::Comfort, "nothing is half finished: no merge, no rebase"),
        Some(what) => Item::missing(
            "worktree",
            Need::Comfort,
            format!("{what} is not finished yet"),
            "`git status` says how to go on or to give it up",
        ),
    })
}

/// Whether changes can be compared, and dates with what they were before.
pub(super) fn history(place: &Place, given: Option<&str>) -> Result<Vec<Item>, Error> {
    let mut items = base(place, given)?;
    items.push(if place.repository.is_shallow() {
        Item::missing(
            "history",
            Need::Comfort,
            "a shallow clone: when a deadline moved before its first commit is not known",
            "`git fetch --unshallow` brings the rest; in CI, `fetch-depth: 0`",
        )
    } else {
        Item::ok("history", Need::Comfort, "the whole history, so deadlines that moved are known")
    });
    Ok(items)
}

fn base(place: &Place, given: Option<&str>) -> Result<Vec<Item>, Error> {
    const BASE: &str = "base";
    const MERGE_BASE: &str = "merge-base";
    let repository = &place.repository;
    let head = repository.resolve("HEAD").ok();
    if given.is_none() && head.is_none() {
        return Ok(vec![Item::missing(
            BASE,
            Need::Ci,
            "nothing to compare with yet: there is no commit",
            "`git add . && git commit` makes the first one",
        )]);
    }
    let Some(name) = given.map(str::to_owned).or_else(|| repository.usual_base()) else {
        return Ok(vec![Item::missing(
            BASE,
            Need::Ci,
            "no branch to compare with: neither main nor master, here or in origin",
            "fetch it (`git fetch origin main`), or name it with --base",
        )]);
    };
    let base = match repository.resolve(&name) {
        Ok(base) => base,
        Err(error @ Error::UnknownRevision { .. }) => {
            return Ok(vec![Item::missing(BASE, Need::Ci, error.to_string(), error.hint())]);
        }
        Err(error) => return Err(error),
    };
    let mut items = vec![Item::ok(BASE, Need::Ci, format!("changes are compared with {name}"))];
    let Some(head) = head else { return Ok(items) };
    items.push(match repository.merge_base(&base, &head) {
        Ok(_) => Item::ok(MERGE_BASE, Need::Ci, format!("the commit where this branch left {name} is here")),
        Err(error @ (Error::UnrelatedHistories { .. } | Error::MissingObject { .. })) => {
            Item::missing(MERGE_BASE, Need::Ci, error.to_string(), error.hint())
        }
        Err(error) => return Err(error),
    });
    Ok(items)
}
