//! `milepost post pr`: the comment on a pull request, kept up to date, and the status of its head.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::super::output::Output;
use super::super::place::{self, Place};
use super::super::{Common, Outcome, usage};
use super::ci::{self, CiRun};
use super::connection::{Connected, ConnectionArguments};
use super::one_change::Poster;
use super::round::Round;
use super::subject::{Head, Subject};
use super::{dry_run, reported};
use crate::error::Error;
use crate::forge::comment::Mode;
use crate::forge::{Account, Change, ChangeState, Kind, Project};
use crate::report::change::ChangeReport;

/// Arguments of `milepost post pr`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost post pr                        in CI, which says forge, project, number and head\n  \
    milepost post pr --report report.json   in CI, with what the job before found\n  \
    milepost post pr --all-open             every open pull request, for a scheduled run\n  \
    milepost post pr --forge github --project example/learning --number 12 --dry-run\n\
    The token is read from MILEPOST_TOKEN, else from GITHUB_TOKEN or GH_TOKEN, GITLAB_TOKEN,\n\
    FORGEJO_TOKEN or GITEA_TOKEN. Nothing is fetched: without --report, base and head have to be\n\
    in the clone.\n\
    Exit status: 0 posted, or nothing to post; 2 could not. Whether the change may be merged is told\n\
    by the status `milepost` on its head, not by the exit status.")]
pub(super) struct Arguments {
    /// Number of the pull request [default: the one that CI runs for]
    #[arg(long, value_name = "N", conflicts_with = "all_open", value_parser = clap::value_parser!(u64).range(1..))]
    number: Option<u64>,
    /// Commit that its head has to be [default: the one that CI runs for]
    #[arg(long, value_name = "SHA", conflicts_with = "all_open")]
    head: Option<String>,
    /// Post this report, made by `milepost report pr --format json`, instead of judging here
    #[arg(long, value_name = "FILE", conflicts_with = "all_open")]
    report: Option<PathBuf>,
    /// Post on every open pull request whose head is in the clone
    #[arg(long)]
    all_open: bool,
    /// Compare with this revision [default: the branch that it is to be merged into, as it was fetched]
    #[arg(long, value_name = "REV", conflicts_with = "all_open")]
    base: Option<String>,
    /// What happens to an earlier comment that says something else
    #[arg(long, value_enum, default_value_t = ModeName::Update, value_name = "MODE")]
    mode: ModeName,
    /// Offer exact replacements as suggested changes on the lines of the pull request, each once; on
    /// GitHub only
    #[arg(long)]
    suggest: bool,
    #[command(flatten)]
    connection: ConnectionArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ModeName {
    /// Its text is replaced
    Update,
    /// It is deleted, and a new one written at the end
    Recreate,
    /// It is folded as outdated, and a new one written at the end; on GitHub only
    Minimize,
    /// It is deleted, and none is written
    Delete,
}

/// Posts.
///
/// # Errors
/// Where something could not be judged or posted.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let ci = match ci::read() {
        // Who says everything needs no word of CI.
        Err(_) if arguments.is_complete() => CiRun::default(),
        ci => ci?,
    };
    let project = arguments.connection.project(ci.project.as_ref())?;
    let mode = arguments.mode(&project)?;
    if arguments.suggest && project.kind != Kind::GitHub {
        return Err(usage(
            format!("{} takes no suggested changes in a form that Milepost writes", project.kind.name()),
            "leave --suggest out; the comment has the replacements, too",
        ));
    }
    let place = Place::find(common);
    let subject = if arguments.all_open {
        None
    } else {
        Some(arguments.subject(&ci, &project, place.as_ref().ok())?)
    };
    let report = arguments.report.as_deref().map(reported::read).transpose()?;
    let assumed = subject.as_ref().and_then(|subject| assumed(subject, report.as_ref()));
    let known = assumed.is_some() || (mode.is_none() && arguments.number.is_some());
    let Connected { forge, rehearsal } = arguments.connection.connect(project, assumed)?;
    if let Some(rehearsal) = &rehearsal {
        dry_run::needs_no_answer(rehearsal, forge.project().kind, subject.as_ref(), known)?;
    }
    let root = match (&place, &common.root) {
        (Ok(place), _) => place.root.clone(),
        (Err(_), Some(root)) => place::slashed(root)?,
        (Err(_), None) => String::new(),
    };
    let round = Round {
        base: arguments.base.as_deref(),
        base_by_ci: ci.base.as_deref(),
        common,
        output,
        place,
        comments: mode.is_some(),
        poster: Poster {
            forge: forge.as_ref(),
            mode: mode.unwrap_or_default(),
            read_only: ci.read_only,
            suggest: arguments.suggest,
            rehearsed: rehearsal.is_some(),
            root: &root,
            output,
        },
    };
    let result = match subject {
        Some(subject) => round.one(&subject, report),
        None => round.all_open(),
    };
    if let Some(rehearsal) = rehearsal {
        dry_run::tell(&rehearsal, output)?;
    }
    result.map(|()| Outcome::Fine)
}

impl Arguments {
    /// How an earlier comment is treated; `None` where it is only deleted.
    fn mode(&self, project: &Project) -> Result<Option<Mode>, Error> {
        match self.mode {
            ModeName::Update => Ok(Some(Mode::Update)),
            ModeName::Recreate => Ok(Some(Mode::Recreate)),
            ModeName::Minimize if project.kind == Kind::GitHub => Ok(Some(Mode::Minimize)),
            ModeName::Minimize => Err(usage(
                format!("{} cannot fold a comment as outdated", project.kind.name()),
                "choose --mode update or --mode recreate",
            )),
            ModeName::Delete => Ok(None),
        }
    }

    fn is_complete(&self) -> bool {
        self.connection.is_complete() && (self.number.is_some() || self.head.is_some() || self.all_open)
    }

    fn subject(&self, ci: &CiRun, project: &Project, place: Option<&Place>) -> Result<Subject, Error> {
        let head = self.head.as_deref().map(|head| Head::by_flag(head, place)).transpose()?;
        // What CI says is about its own project.
        let said =
            ci.subject.clone().filter(|_| ci.project.as_ref().is_some_and(|own| own.name == project.name));
        match (self.number, head, said) {
            (Some(number), Some(head), _) => Ok(Subject::Change { number, head: Some(head) }),
            (Some(number), None, Some(Subject::Change { number: said, head })) if said == number => {
                Ok(Subject::Change { number, head })
            }
            (Some(number), None, _) => Ok(Subject::Change { number, head: None }),
            (None, Some(head), Some(Subject::Change { number, .. })) => {
                Ok(Subject::Change { number, head: Some(head) })
            }
            (None, Some(head), _) => Ok(Subject::Head { head, branch: None }),
            (None, None, Some(said)) => Ok(said),
            (None, None, None) => Err(usage(
                match &ci.event {
                    Some(event) => format!("a run for the event `{event}` is about no pull request"),
                    None => "it is not known which pull request to post on".to_owned(),
                },
                "name it with --number N, or post on all of them with --all-open",
            )),
        }
    }
}

/// The change as it is taken to be where a dry run reads nothing.
fn assumed(subject: &Subject, report: Option<&ChangeReport>) -> Option<Change> {
    let (number, head) = match subject {
        Subject::Change { number, head } => (*number, head.as_ref()),
        Subject::Head { .. } | Subject::Group { .. } => return None,
    };
    let head = match (head, report) {
        (Some(head), _) => head.commit.clone(),
        (None, Some(report)) => report.footer.head.clone(),
        (None, None) => return None,
    };
    Some(Change {
        number,
        state: ChangeState::Open,
        draft: false,
        head,
        base_branch: String::new(),
        author: Account { login: String::new() },
        opened: String::new(),
        page: String::new(),
    })
}
