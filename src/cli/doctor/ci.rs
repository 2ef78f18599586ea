//! The files that CI and the forge read: workflows, how deep they check out, CODEOWNERS.

use super::super::codeowners;
use super::super::place::Place;
use super::text;
use crate::calendar::Date;
use crate::check::State;
use crate::error::Error;
use crate::forge::Kind;
use crate::forge::installed::{Installed, installed, lacks_history, places};
use crate::forge::workflows::action_form;
use crate::policy::Policy;
use crate::report::checkup::{Item, Need};
use crate::source::{EntryKind, Snapshot};

const KINDS: [Kind; 3] = [Kind::GitHub, Kind::GitLab, Kind::Forgejo];

/// A CI file that has to do with Milepost.
struct CiFile {
    path: String,
    kind: Kind,
    what: Installed,
    lacks_history: bool,
}

/// The CI files that have to do with Milepost.
pub(super) struct Files(Vec<CiFile>);

impl Files {
    /// Reads them.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub(super) fn read(top: &Snapshot) -> Result<Self, Error> {
        let mut files = Vec::new();
        for kind in KINDS {
            for path in candidates(top, kind)? {
                let Some(text) = text(top, &path)? else { continue };
                let what = installed(kind, &path, &text);
                if what != Installed::Foreign {
                    let lacks_history = lacks_history(kind, &text);
                    files.push(CiFile { path, kind, what, lacks_history });
                }
            }
        }
        Ok(Self(files))
    }

    /// The forge that they are written for, where it is one.
    pub(super) fn kind(&self) -> Option<Kind> {
        let first = self.0.first()?.kind;
        self.0.iter().all(|file| file.kind == first).then_some(first)
    }

    /// Whether they are there, up to date, and bring enough history.
    pub(super) fn items(&self, kind: Option<Kind>) -> Vec<Item> {
        const FILES: &str = "ci-files";
        let forge = kind.map(|kind| format!(" --forge {}", kind.name().to_lowercase())).unwrap_or_default();
        let action = action_form(kind.unwrap_or(Kind::GitHub));
        if self.0.is_empty() {
            return vec![Item::missing(
                FILES,
                Need::Ci,
                "no CI file runs milepost",
                format!("`milepost workflows{forge} --action {action} --write .` writes them"),
            )];
        }
        let list = |wanted: &dyn Fn(&CiFile) -> bool| {
            let paths: Vec<&str> =
                self.0.iter().filter(|file| wanted(file)).map(|file| file.path.as_str()).collect();
            paths.join(", ")
        };
        let mut items = vec![Item::ok(FILES, Need::Ci, format!("CI files: {}", list(&|_| true)))];
        items.push(match list(&|file| file.what == Installed::Changed) {
            changed if changed.is_empty() => Item::ok(
                "ci-version",
                Need::Comfort,
                "the CI files are as this version writes them, or your own",
            ),
            changed => Item::missing(
                "ci-version",
                Need::Comfort,
                format!("of another version, or changed by hand: {changed}"),
                format!("compare with what `milepost workflows{forge} --action {action}` prints"),
            ),
        });
        items.push(match list(&|file| file.lacks_history) {
            shallow if shallow.is_empty() => {
                Item::ok("checkout-depth", Need::Ci, "the CI files fetch the commits that a comparison takes")
            }
            shallow => Item::missing(
                "checkout-depth",
                Need::Ci,
                format!("checks out the newest commit only: {shallow}"),
                "add `fetch-depth: 0` to the checkout; on GitLab, the variable `GIT_DEPTH: 0`",
            ),
        });
        items
    }
}

/// Where CI files of a forge lie.
fn candidates(top: &Snapshot, kind: Kind) -> Result<Vec<String>, Error> {
    let folders: &[&str] = match kind {
        Kind::GitHub => &[".github/workflows"],
        Kind::GitLab => &[".gitlab"],
        Kind::Forgejo => &[".forgejo/workflows", ".gitea/workflows"],
    };
    let mut paths: Vec<String> = places(kind).into_iter().map(str::to_owned).collect();
    for folder in folders {
        for entry in top.list(folder)? {
            let Ok(name) = String::from_utf8(entry.name) else { continue };
            if entry.kind == EntryKind::File && (name.ends_with(".yml") || name.ends_with(".yaml")) {
                paths.push(format!("{folder}/{name}"));
            }
        }
    }
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// Whether the forge knows whose review the policy's owners want.
pub(super) fn codeowners(
    place: &Place,
    state: &State,
    policy: &Policy,
    today: Date,
    kind: Option<Kind>,
) -> Result<Item, Error> {
    const ID: &str = "codeowners";
    let Some(kind) = kind else {
        let advice = "name it with --forge github, gitlab or forgejo";
        return Ok(Item::unknown(ID, Need::Comfort, "which forge reads CODEOWNERS is not known", advice));
    };
    let owners = codeowners::owners(state, policy, kind, today)?;
    if owners.logins.is_empty() {
        let advice =
            "write handles under `owners` in milepost.yaml, and their `accounts` into their profiles";
        let reasons = owners.missing.join("; ");
        let reason = if reasons.is_empty() { "`owners` in milepost.yaml names nobody" } else { &reasons };
        let text = format!("nobody is asked to review policy and framework: {reason}");
        return Ok(Item::missing(ID, Need::Comfort, text, advice));
    }
    let (path, current) = codeowners::is_current(place, kind, &owners.logins)?;
    let advice = "`milepost codeowners --write` writes it";
    Ok(match current {
        Some(true) => Item::ok(ID, Need::Comfort, format!("{path} is up to date")),
        Some(false) => Item::missing(ID, Need::Comfort, format!("{path} is not up to date"), advice),
        None => Item::missing(ID, Need::Comfort, "there is no CODEOWNERS file", advice),
    })
}
