//! Posting on one change: first the status of its head, then the comment.

use super::super::output::Output;
use super::super::templates;
use super::commit_status;
use super::fallback;
use super::refused::{self, Wish};
use super::reported::Reported;
use super::suggested;
use crate::error::Error;
use crate::forge::comment::{self, Act, Body, Mode, Posted, Wanted};
use crate::forge::suggestion;
use crate::forge::{self, Change, ChangeState, CommitStatus, Failure, Forge, Kind};
use crate::output::markdown::PULL_REQUEST_TEMPLATE;
use crate::output::markdown::life::{self, Links, MERGED_TEMPLATE, Told};
use crate::report::permalink::in_repository;

/// What posting goes by.
pub(super) struct Poster<'a> {
    /// The forge.
    pub(super) forge: &'a dyn Forge,
    /// What happens to an earlier comment.
    pub(super) mode: Mode,
    /// Whether the token may write nothing by nature: that of a fork's own run.
    pub(super) read_only: bool,
    /// Whether exact replacements are offered as suggested changes.
    pub(super) suggest: bool,
    /// Whether nothing is really sent.
    pub(super) rehearsed: bool,
    /// The learning repository's folder in the Git repository.
    pub(super) root: &'a str,
    /// Where lines go.
    pub(super) output: &'a Output,
}

/// What became of a status.
#[derive(Clone, Copy)]
enum StatusAct {
    /// It was set.
    Set,
    /// One that says the same stands already.
    Unchanged,
}

/// `#12 of owner/name`, on GitLab `!12`.
pub(super) fn shown(forge: &dyn Forge, number: u64) -> String {
    let sign = match forge.project().kind {
        Kind::GitHub | Kind::Forgejo => '#',
        Kind::GitLab => '!',
    };
    format!("{sign}{number} of {}", forge.project().name)
}

/// The first digits of a commit.
pub(super) fn short(commit: &str) -> &str {
    commit.get(..10).unwrap_or(commit)
}

/// A change's page, where it is known.
pub(super) fn page(change: &Change) -> Option<String> {
    Some(change.page.clone()).filter(|page| !page.is_empty())
}

impl Poster<'_> {
    fn shown(&self, change: &Change) -> String {
        shown(self.forge, change.number)
    }

    fn note(&self, message: &str) {
        self.output.note(message);
    }

    /// Posts what the report says.
    ///
    /// # Errors
    /// Where it could not be posted.
    pub(super) fn post(&self, change: &Change, reported: &Reported) -> Result<(), Error> {
        let report = &reported.report;
        let what = self.shown(change);
        let mut status_stands = false;
        if change.state == ChangeState::Open {
            let status = commit_status::of(report, page(change));
            match self.set_status(&change.head, &status) {
                Ok(_) => status_stands = true,
                Err(Failure::Unsupported { forge }) => {
                    self.note(&format!(
                        "{forge} keeps no status for the head of {what}, which is in a fork only"
                    ));
                }
                Err(failure) => {
                    let action = format!("set the status of {what}");
                    return self.not_written(reported, Wish::Status, &what, action, &failure);
                }
            }
        }
        if change.draft && change.state == ChangeState::Open {
            let told = fallback::tell(report, self.root, self.output)?;
            let status = if status_stands { "the status is set, " } else { "" };
            let instead = if told { "annotations only" } else { "no comment" };
            self.note(&format!("{what} is a draft: {status}{instead}"));
            return Ok(());
        }
        let stands = if status_stands { " (its status is set, and stands)" } else { "" };
        let action = format!("post the comment on {what}{stands}");
        let told = match self.told(change, reported) {
            Ok(told) => told?,
            Err(failure) => return self.not_written(reported, Wish::Comment, &what, action, &failure),
        };
        templates::tell(told.fault.as_ref(), self.output);
        let body = Body::new(&told.text, told.speaks).map_err(|reason| Error::Forge {
            action: action.clone(),
            reason: reason.to_owned(),
            advice: "this is a fault of the program: please report it".to_owned(),
        })?;
        let wanted = Wanted { number: change.number, head: &change.head, state: change.state };
        match comment::upsert(self.forge, &wanted, &body, self.mode) {
            Ok(posted) => {
                self.tell(change, &posted);
                let stale = posted.act == Act::Stale;
                if self.suggest && !stale { self.suggest(change, reported) } else { Ok(()) }
            }
            Err(failure) => self.not_written(reported, Wish::Comment, &what, action, &failure),
        }
    }

    /// Offers the exact replacements of a report as suggested changes.
    fn suggest(&self, change: &Change, reported: &Reported) -> Result<(), Error> {
        if change.state != ChangeState::Open {
            return Ok(());
        }
        let offers = suggestion::offers(&reported.report, self.root);
        match suggestion::post(self.forge, change.number, &change.head, &offers) {
            Ok(offered) => {
                suggested::tell(&offered, &self.shown(change), self.rehearsed, self.output);
                Ok(())
            }
            Err(failure) => {
                let what = self.shown(change);
                let action = format!("post suggestions on {what} (its comment is posted, and stands)");
                self.not_written(reported, Wish::Review, &what, action, &failure)
            }
        }
    }

    /// The comment as it is to stand. The outer failure is the forge's.
    fn told(&self, change: &Change, reported: &Reported) -> Result<Result<Told, Error>, Failure> {
        let own = |name: &str| reported.templates.get(name).map(String::as_str);
        if change.state == ChangeState::Merged {
            let new_file = |path: &str, text: &str| {
                let path = in_repository(self.root, path);
                forge::new_file_page(self.forge.project(), &change.base_branch, &path, text)
            };
            let links = Links { new_file: &new_file };
            return Ok(life::merged(&reported.report, links, own(MERGED_TEMPLATE)));
        }
        let earlier = comment::earlier(self.forge, change.number, self.mode)?;
        let after_findings = earlier.is_some_and(|body| life::told_of_findings(&body));
        Ok(life::open(&reported.report, after_findings, own(PULL_REQUEST_TEMPLATE)))
    }

    /// Says on a commit that no report could be made. What that is about is told by the caller, so a
    /// failure here is only added to it.
    pub(super) fn no_report(&self, commit: &str, page: Option<String>, error: &Error) {
        let status = commit_status::unknown(error, page);
        // Where the forge keeps none, what is told is enough.
        if let Err(failure) = self.set_status(commit, &status)
            && !matches!(failure, Failure::Unsupported { .. })
        {
            self.output
                .warning(&format!("the status of {} was not set either: {failure}", short(commit)), "");
        }
    }

    /// Sets the status of a commit that is no change's head: that of a merge queue.
    ///
    /// # Errors
    /// Where it could not be set.
    pub(super) fn status_of(&self, commit: &str, status: &CommitStatus) -> Result<(), Error> {
        let short = short(commit);
        let project = &self.forge.project().name;
        let set = self.set_status(commit, status).map_err(|failure| {
            let action = format!("set the status of {short} in {project}");
            refused::error(self.forge.project(), Wish::Status, action, &failure)
        })?;
        let done = match (set, self.rehearsed) {
            (StatusAct::Unchanged, _) => "nothing new: the status",
            (StatusAct::Set, true) => "would set the status",
            (StatusAct::Set, false) => "set the status",
        };
        self.note(&format!("{done} of {short} in {project}: {}", status.description));
        Ok(())
    }

    /// Sets a status where none like it stands: GitHub takes 1,000 a commit and name, and GitLab makes
    /// a job of each. Where it cannot be read it is set all the same: the token may be one that only
    /// writes statuses, and what is amiss is told by the writing.
    fn set_status(&self, commit: &str, status: &CommitStatus) -> Result<StatusAct, Failure> {
        if self.forge.status(commit).is_ok_and(|stands| stands.as_ref() == Some(status)) {
            return Ok(StatusAct::Unchanged);
        }
        self.forge.set_status(commit, status).map(|()| StatusAct::Set)
    }

    /// Deletes our comments on a change.
    ///
    /// # Errors
    /// Where they could not be deleted.
    pub(super) fn remove(&self, number: u64) -> Result<(), Error> {
        let what = shown(self.forge, number);
        let removed = comment::remove(self.forge, number).map_err(|failure| {
            let action = format!("delete the comment on {what}");
            refused::error(self.forge.project(), Wish::Comment, action, &failure)
        })?;
        let (deleted, comments) = match (self.rehearsed, removed) {
            (true, 1) => ("would delete", "the comment"),
            (true, _) => ("would delete", "the comments"),
            (false, 1) => ("deleted", "the comment"),
            (false, _) => ("deleted", "the comments"),
        };
        self.note(&match removed {
            0 => format!("nothing to delete: there is no comment of this account on {what}"),
            _ => format!("{deleted} {comments} on {what}"),
        });
        Ok(())
    }

    fn tell(&self, change: &Change, posted: &Posted) {
        let what = self.shown(change);
        let would =
            |done: &str, would: &str| if self.rehearsed { format!("would {would}") } else { done.to_owned() };
        self.note(&match (posted.act, self.mode) {
            (Act::Created, _) => format!("{} a comment on {what}", would("posted", "post")),
            (Act::Updated, _) => format!("{} the comment on {what}", would("updated", "update")),
            (Act::Replaced, Mode::Minimize) => {
                format!(
                    "{} a new comment on {what} and {} the old one",
                    would("posted", "post"),
                    if self.rehearsed { "fold" } else { "folded" }
                )
            }
            (Act::Replaced, Mode::Update | Mode::Recreate) => {
                format!("{} a new comment on {what} in place of the old one", would("posted", "post"))
            }
            (Act::Unchanged, _) => format!("nothing new: the comment on {what} says it all"),
            (Act::NothingToSay, _) => {
                format!("nothing to say on {what}: there is no comment, and none is needed")
            }
            (Act::Stale, _) => format!("{what} has moved on since: a newer run speaks of it"),
        });
        if let Some(failure) = &posted.left_over {
            self.output.warning(
                &format!("an older comment on {what} could not be put away: {failure}"),
                "the next run tries again",
            );
        }
    }

    /// What follows where the forge refused to write. A fork's own run may write nothing, and that is
    /// as it should be: it tells the same beside the lines.
    fn not_written(
        &self,
        reported: &Reported,
        wish: Wish,
        what: &str,
        action: String,
        failure: &Failure,
    ) -> Result<(), Error> {
        let refused =
            matches!(failure, Failure::Forbidden { .. } | Failure::NotFound | Failure::Unauthorized);
        if self.read_only && refused && fallback::tell(&reported.report, self.root, self.output)? {
            self.note(&format!(
                "no comment on {what}: the run of a fork's pull request may not write, so what there is to \
                 say stands beside the lines and in the summary of this step"
            ));
            return Ok(());
        }
        Err(refused::error(self.forge.project(), wish, action, failure))
    }
}
