//! Posting from the first question to the last line: on one change, on a merge queue's commit, on every
//! open change.

use super::super::Common;
use super::super::output::Output;
use super::super::place::Place;
use super::super::usage;
use super::one_change::{Poster, page, shown};
use super::refused::{self, Wish};
use super::subject::{self, Subject};
use super::{commit_status, links, reported};
use crate::error::Error;
use crate::forge::{Account, Change, ChangeState, Kind};
use crate::report::change::ChangeReport;

/// One run of the command.
pub(super) struct Round<'a> {
    /// The base revision, as written.
    pub(super) base: Option<&'a str>,
    /// The commit that CI names as base.
    pub(super) base_by_ci: Option<&'a str>,
    /// Options of every command.
    pub(super) common: &'a Common,
    /// Where lines go.
    pub(super) output: &'a Output,
    /// The learning repository, where there is a clone.
    pub(super) place: Result<Place, Error>,
    /// Whether comments are written; otherwise they are only deleted.
    pub(super) comments: bool,
    /// What posts.
    pub(super) poster: Poster<'a>,
}

impl Round<'_> {
    /// Posts on what CI or the flags name.
    ///
    /// # Errors
    /// Where it could not be judged or posted.
    pub(super) fn one(self, subject: &Subject, report: Option<ChangeReport>) -> Result<(), Error> {
        let forge = self.poster.forge;
        match subject {
            Subject::Group { commit, base } if self.comments => {
                return self.group(commit, base.as_deref(), report);
            }
            Subject::Group { .. } => {
                self.output.note("a merge queue's commit has no comment: there is nothing to delete");
                return Ok(());
            }
            Subject::Change { number, .. } if !self.comments => return self.poster.remove(*number),
            Subject::Change { .. } | Subject::Head { .. } => {}
        }
        let Some(change) = subject::change(forge, subject, |message| self.output.note(message))? else {
            return Ok(());
        };
        if !self.comments {
            return self.poster.remove(change.number);
        }
        let what = shown(forge, change.number);
        if change.state == ChangeState::Closed {
            self.output.note(&format!("{what} was closed without merging: nothing is posted"));
            return Ok(());
        }
        let Some(report) = report else {
            let place = self.place.as_ref().map_err(again)?;
            return self.judge_and_post(place, &change);
        };
        if report.footer.head != change.head {
            self.output.note(&format!(
                "the report is about another commit than the head of {what}: a newer run speaks of it"
            ));
            return Ok(());
        }
        let permalink = links::permalink(forge.project(), self.poster.root)?;
        let place = self.place.as_ref().ok();
        let base = place.and_then(|place| {
            let branch = || branch_of(place, &change).ok();
            Some((place, self.base.map(str::to_owned).or_else(branch)?))
        });
        let base = base.as_ref().map(|(place, base)| (*place, base.as_str()));
        let reported = reported::completed(report, permalink.as_ref(), &change.head, base, self.output)?;
        self.poster.post(&change, &reported)
    }

    fn judge_and_post(&self, place: &Place, change: &Change) -> Result<(), Error> {
        let project = self.poster.forge.project();
        let permalink = links::permalink(project, self.poster.root)?;
        let judged = self.base_of(place, change).and_then(|base| {
            reported::judged(place, &base, change, project, permalink.as_ref(), self.common, self.output)
        });
        match judged {
            Ok(reported) => self.poster.post(change, &reported),
            Err(error) => {
                if change.state == ChangeState::Open {
                    self.poster.no_report(&change.head, page(change), &error);
                }
                Err(error)
            }
        }
    }

    /// What a change is compared with: the tip of the branch that it is to be merged into. Once it is
    /// merged, the branch holds it, so the commit counts that CI names.
    fn base_of(&self, place: &Place, change: &Change) -> Result<String, Error> {
        if let Some(base) = self.base {
            return Ok(base.to_owned());
        }
        match (change.state, self.base_by_ci) {
            (ChangeState::Merged, Some(base)) => Ok(base.to_owned()),
            (ChangeState::Merged, None) => Err(usage(
                format!(
                    "{} is merged, so its branch holds it already",
                    shown(self.poster.forge, change.number)
                ),
                "name what the branch was before: --base REV",
            )),
            (ChangeState::Open | ChangeState::Closed, _) => branch_of(place, change),
        }
    }

    /// The status of a merge queue's commit. Several changes may stand in it, so there is no comment.
    fn group(&self, commit: &str, base: Option<&str>, report: Option<ChangeReport>) -> Result<(), Error> {
        if let Some(report) = report {
            if report.footer.head != commit {
                self.output
                    .note("the report is about another commit than the merge queue's: nothing is posted");
                return Ok(());
            }
            return self.poster.status_of(commit, &commit_status::of(&report, None));
        }
        let place = self.place.as_ref().map_err(again)?;
        let Some(base) = self.base.or(base) else {
            return Err(usage(
                "CI does not say what the merge queue's commit is based on",
                "name it with --base REV",
            ));
        };
        let project = self.poster.forge.project();
        let permalink = links::permalink(project, self.poster.root)?;
        let change = Change {
            number: 0,
            state: ChangeState::Open,
            draft: false,
            head: commit.to_owned(),
            base_branch: String::new(),
            author: Account { login: String::new() },
            opened: String::new(),
            page: String::new(),
        };
        match reported::judged(place, base, &change, project, permalink.as_ref(), self.common, self.output) {
            Ok(reported) => self.poster.status_of(commit, &commit_status::of(&reported.report, None)),
            Err(error) => {
                self.poster.no_report(commit, None, &error);
                Err(error)
            }
        }
    }

    /// Posts on every open change whose head is in the clone. One that cannot be judged stops no other.
    ///
    /// # Errors
    /// Where the changes cannot be listed, and at the end where any could not be judged or posted.
    pub(super) fn all_open(self) -> Result<(), Error> {
        let forge = self.poster.forge;
        let name = forge.project().name.clone();
        let word = forge.project().kind.change_word();
        let changes = forge.open_changes().map_err(|failure| {
            refused::error(forge.project(), Wish::Read, format!("list the open {word}s of {name}"), &failure)
        })?;
        if changes.is_empty() {
            self.output.note(&format!("{name} has no open {word}"));
        }
        if !self.comments {
            // One that cannot be cleared away does not keep the others.
            let mut result = Ok(());
            for change in &changes {
                if let Err(error) = self.poster.remove(change.number) {
                    self.output.warning(&error.to_string(), &error.hint());
                    result = result.and(Err(error));
                }
            }
            return result;
        }
        let place = self.place.as_ref().map_err(again)?;
        let (mut missing, mut failed) = (0, 0);
        for change in &changes {
            let what = shown(forge, change.number);
            if place.repository.resolve(&change.head).is_err() {
                missing += 1;
                self.output.note(&format!("{what}: its head {} is not in this clone", change.head));
            } else if let Err(error) = self.judge_and_post(place, change) {
                failed += 1;
                self.output.warning(&format!("{what}: {error}"), &error.hint());
            }
        }
        if missing + failed == 0 {
            return Ok(());
        }
        let refs = match forge.project().kind {
            Kind::GitHub | Kind::Forgejo => "pull",
            Kind::GitLab => "merge-requests",
        };
        Err(usage(
            format!(
                "{} of {} open {word}s of {name} could not be posted on",
                missing + failed,
                changes.len()
            ),
            match missing {
                0 => "the lines above say why".to_owned(),
                _ => format!(
                    "fetch the heads first: `git fetch origin '+refs/{refs}/*/head:refs/remotes/origin/{refs}/*'`"
                ),
            },
        ))
    }
}

/// The tip of the branch that a change is to be merged into, as it was fetched.
fn branch_of(place: &Place, change: &Change) -> Result<String, Error> {
    let branch = &change.base_branch;
    if branch.is_empty() {
        return Err(usage(
            "without a token it is not known which branch it is to be merged into",
            "name what to compare with: --base REV",
        ));
    }
    let mut names = vec![format!("refs/remotes/origin/{branch}")];
    // A bare repository may hold the forge's branches as they are.
    if place.repository.work_dir().is_none() {
        names.push(format!("refs/heads/{branch}"));
    }
    names.into_iter().find(|name| place.repository.resolve(name).is_ok()).ok_or_else(|| {
            usage(
                format!("the branch `{branch}`, which it is to be merged into, is not in this clone"),
                format!("fetch it: `git fetch origin {branch}:refs/remotes/origin/{branch}`; or name another base with --base"),
            )
        })
}

/// The same error, for a place that several would use.
fn again(error: &Error) -> Error {
    usage(error.to_string(), error.hint())
}
