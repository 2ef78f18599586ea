//! What `done`, `drop` and `extend` begin with: the person's records, and the goal that is meant.

use clap::Args;

use super::named::{self, Named};
use crate::check;
use crate::cli::ask::{Asker, Choice, Preset, Question};
use crate::cli::workspace::Workspace;
use crate::cli::{Common, usage};
use crate::error::Error;
use crate::load::Loaded;
use crate::progress::Limits;
use crate::progress::goal::GoalState;
use crate::record::{Goal, GoalStatus, Id, Kind, Person, Record};
use crate::schema;

/// Which goal, and whose.
#[derive(Debug, Args)]
pub(in crate::cli) struct Which {
    /// The goal: its id, its file, or words of its id or title [default: chosen from the active ones]
    #[arg(value_name = "GOAL")]
    goal: Option<String>,
    /// Whose goal it is [default: as its path says, else yours, by Git's user.email]
    #[arg(long = "for", value_name = "HANDLE")]
    handle: Option<String>,
}

/// One person's records, and what they are judged by.
pub(super) struct Desk {
    pub(super) workspace: Workspace,
    pub(super) limits: Limits,
    pub(super) person: Loaded<Person>,
}

impl Desk {
    /// Reads the records of the person whom `which` names.
    ///
    /// # Errors
    /// Where there is no working tree, no policy that can be used, or nobody of that name.
    pub(super) fn open(which: &Which, common: &Common) -> Result<Self, Error> {
        schema::prepare();
        let workspace = Workspace::open(common)?;
        let typed = which.goal.as_deref().and_then(|typed| workspace.record_at(typed));
        let typed = typed.filter(|record| record.kind == Kind::Goal);
        let handle = workspace.owner(which.handle.as_deref(), typed.as_ref())?;
        let person = workspace.state.people.load(&handle)?;
        let policy = workspace.policy();
        let limits = Limits::of(policy, &policy.vocabulary);
        Ok(Self { workspace, limits, person })
    }

    /// Without a terminal, names all the flags that are missing, the goal too where several could be
    /// meant.
    ///
    /// # Errors
    /// Where one is missing and nobody can be asked, or there is no goal to speak of.
    pub(super) fn require(
        &self,
        which: &Which,
        asker: &Asker<'_>,
        flags: &[(&str, bool)],
    ) -> Result<(), Error> {
        let active = named::active(&self.person.data.goals).len();
        if which.goal.is_none() && active == 0 {
            return Err(self.no_active_goal());
        }
        let mut all = vec![("GOAL", which.goal.is_some() || active == 1)];
        all.extend_from_slice(flags);
        asker.require(&all)
    }

    /// The goal that `which` names; without a name the only active one, or the one that is chosen.
    ///
    /// # Errors
    /// Where no active goal is meant, its file cannot be used, or several are meant and nobody can be
    /// asked.
    pub(super) fn goal(&self, which: &Which, asker: &Asker<'_>, verb: &str) -> Result<&Record<Goal>, Error> {
        let goals = &self.person.data.goals;
        let Some(text) = &which.goal else {
            let active = named::active(goals);
            return match active.as_slice() {
                [] => Err(self.no_active_goal()),
                [only] => Ok(*only),
                _ => self.choose(&active, asker, verb),
            };
        };
        match named::named(goals, text) {
            Named::One(goal) => Ok(goal),
            Named::Several(goals) if asker.is_interactive() => self.choose(&goals, asker, verb),
            Named::Several(goals) => Err(usage(
                format!("`{text}` is a part of {} active goals: {}", goals.len(), ids(&goals)),
                "write more of the id",
            )),
            Named::Settled(goal) => Err(settled(goal, verb)),
            Named::Broken(id) => Err(self.broken(id)?),
            Named::Nothing(near) => {
                let hint = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => match named::active(goals).as_slice() {
                        [] => return Err(self.no_active_goal()),
                        active => format!("the active goals are {}", ids(active)),
                    },
                };
                Err(usage(format!("no goal of {} is called `{text}`", self.person.data.handle), hint))
            }
        }
    }

    fn choose<'a>(
        &self,
        goals: &[&'a Record<Goal>],
        asker: &Asker<'_>,
        verb: &str,
    ) -> Result<&'a Record<Goal>, Error> {
        let choices: Vec<Choice> = goals
            .iter()
            .map(|goal| Choice::new(&*goal.id).label(&*goal.data.title).note(self.standing(&goal.data)))
            .collect();
        let question = Question { flag: "GOAL", text: &format!("Which goal to {verb}?"), help: "" };
        let index = asker.choice(&question, None, &choices, Preset::Nothing)?;
        goals.get(index).copied().ok_or_else(|| self.no_active_goal())
    }

    /// The deadline in a few words.
    fn standing(&self, goal: &Goal) -> String {
        match GoalState::of(goal, self.workspace.today(), self.limits.due_soon_days) {
            GoalState::Overdue => format!("was due {}", goal.deadline),
            GoalState::Draft
            | GoalState::OnTrack
            | GoalState::DueSoon
            | GoalState::Done
            | GoalState::Dropped => format!("due {}", goal.deadline),
        }
    }

    fn no_active_goal(&self) -> Error {
        usage(
            format!("{} has no active goal", self.person.data.handle),
            "`milepost new goal` begins one; `--for HANDLE` names somebody else",
        )
    }

    /// Why the goal's file cannot be used, with its place.
    fn broken(&self, id: &Id) -> Result<Error, Error> {
        let folder = format!("people/{}", self.person.data.handle);
        let stem = format!("{folder}/goals/{id}.");
        let fault = |path: &str| path.starts_with(&stem);
        let reason = check::fault(&folder, &self.person.files, fault, &self.workspace.state.snapshot)?;
        Ok(usage(
            reason.unwrap_or_else(|| format!("{stem}yaml cannot be used")),
            "mend the file first; nothing was changed",
        ))
    }
}

fn ids(goals: &[&Record<Goal>]) -> String {
    goals.iter().map(|goal| goal.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// Why a goal that is not active is left as it is.
fn settled(goal: &Record<Goal>, verb: &str) -> Error {
    let (id, path) = (&goal.id, &goal.path);
    match goal.data.status() {
        GoalStatus::Done => {
            let since = goal.data.completed.map_or_else(String::new, |day| format!(", since {day}"));
            let again = "take `status` and `completed` out of";
            usage(
                format!("the goal {id} is done already{since}"),
                format!("to take it up again, {again} {path}"),
            )
        }
        GoalStatus::Dropped => {
            let why = goal.data.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
            let again = "take `status` and `reason` out of";
            usage(format!("the goal {id} was dropped{why}"), format!("to take it up again, {again} {path}"))
        }
        GoalStatus::Draft | GoalStatus::Active => usage(
            format!("the goal {id} is a draft, so there is nothing to {verb}"),
            format!("take `status: draft` out of {path} to begin with it; a draft may also be deleted"),
        ),
    }
}
