//! `milepost done`: a goal that is reached, together with what shows it.
//!
//! At most two things are asked beside which goal it is: what came of it at work, and where that can be
//! seen; where entries of the goal are there already, one of them may show it.

use clap::Args;

use super::closing::{self, Evidence, Told};
use super::desk::{Desk, Which};
use crate::calendar::Date;
use crate::cli::ask::{Asker, Choice, Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::edited::edited;
use crate::cli::output::Output;
use crate::cli::prepared::Prepared;
use crate::cli::{Common, Outcome, usage};
use crate::error::Error;
use crate::finding::Pointer;
use crate::layout::{Draft, Edit};
use crate::progress::application::{ApplicationState, Applications, last_day};
use crate::progress::goal::{skills, start};
use crate::record::{Applied, Entry, EntryType, Goal, Kind, Record, RecordPath};
use crate::suggest;

/// Arguments of `milepost done`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost done                              choose the goal, say what came of it and where it shows\n  \
    milepost done async-rust --outcome \"p99 fell from 900 ms to 240 ms\" \\\n    \
    --link https://git.example.com/payments/worker/pull/412\n  \
    milepost done async-rust --entry 2026-11-20-retry-queue --commit\n  \
    milepost done async-rust --no-link \"The customer's repository is closed\"\n\
    The goal and an entry that shows it are written together.\n\
    Exit status: 0, 2 could not run.")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// What came of it at work; leave it out where it was not used there yet
    #[arg(long, value_name = "TEXT")]
    outcome: Option<String>,
    /// Where it was used at work, if elsewhere than planned
    #[arg(long = "where", value_name = "PLACE", requires = "outcome")]
    place: Option<String>,
    /// A page that shows it; may be repeated
    #[arg(long, value_name = "URL")]
    link: Vec<String>,
    /// Why there is no page that shows it
    #[arg(long, value_name = "REASON", conflicts_with = "link")]
    no_link: Option<String>,
    /// An entry of your portfolio that shows it, instead of a new one
    #[arg(long, value_name = "ENTRY", conflicts_with_all = ["link", "no_link", "decision", "learned", "hours", "kind"])]
    entry: Option<String>,
    /// What you chose over what, and why
    #[arg(long, value_name = "TEXT")]
    decision: Option<String>,
    /// What you learned
    #[arg(long, value_name = "TEXT")]
    learned: Option<String>,
    /// How many hours it took
    #[arg(long, value_name = "HOURS")]
    hours: Option<String>,
    /// Type of the new entry, such as project or talk [default: follows from the goal]
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// The day on which it was reached [default: today]
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    date: Option<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// Writes a goal that is done, and what shows it.
///
/// # Errors
/// Where no active goal is meant, an answer is missing or cannot be used, or nothing can be written.
pub(in crate::cli) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(&arguments.which, common)?;
    let asker = Asker::new(output, desk.workspace.today(), "milepost done");
    desk.require(&arguments.which, &asker, &[])?;
    let goal = desk.goal(&arguments.which, &asker, "finish")?;
    let closing = Closing { arguments, desk: &desk, asker: &asker, goal, day: day(arguments, &asker, goal)? };
    let snapshot = &desk.workspace.state.snapshot;
    let finished = edited(snapshot, &goal.path, &edits(closing.day))?;
    let prepared = Prepared::new(&desk.workspace).change(finished);
    let (prepared, remarks) = match closing.proof()? {
        Some(entry) => {
            let (edits, remarks) = closing.with_entry(entry)?;
            let prepared = if edits.is_empty() {
                prepared
            } else {
                prepared.change(edited(snapshot, &entry.path, &edits)?)
            };
            (prepared, remarks)
        }
        None => {
            let (path, draft, remark) = closing.new_entry()?;
            (prepared.record(&path, draft), remark.into_iter().collect())
        }
    };
    for remark in remarks {
        output.note(&remark);
    }
    prepared.finish(output, arguments.commit, &format!("goal: done {}", goal.id))
}

/// What a flag says; an empty one says nothing.
fn said(flag: Option<&str>) -> Option<String> {
    flag.filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

/// The edits that finish a goal.
fn edits(day: Date) -> Vec<Edit> {
    vec![
        Edit::Set { pointer: Pointer::from("/status"), value: "done".into() },
        Edit::Set { pointer: Pointer::from("/completed"), value: day.into() },
    ]
}

/// The day on which it was reached: not one to come, and none before the goal began.
fn day(arguments: &Arguments, asker: &Asker<'_>, goal: &Record<Goal>) -> Result<Date, Error> {
    let today = asker.today();
    let judge = |day: Date| match start(goal) {
        _ if day > today => Err(format!("{day} is still to come; today is {today}")),
        Some(first) if day < first => Err(format!("the goal starts on {first}, after {day}")),
        Some(_) | None => Ok(()),
    };
    let question = Question { flag: "--date DAY", text: "When was it reached?", help: "" };
    match &arguments.date {
        Some(given) => asker.day(&question, Some(given), Preset::Nothing, &judge),
        None => judge(today).map(|()| today).map_err(|reason| {
            usage(reason, format!("bring the start forward in {}, or give the day with --date", goal.path))
        }),
    }
}

/// A goal that is being finished.
struct Closing<'a> {
    arguments: &'a Arguments,
    desk: &'a Desk,
    asker: &'a Asker<'a>,
    goal: &'a Record<Goal>,
    day: Date,
}

impl<'a> Closing<'a> {
    /// The entry that shows it already; `None` where one is to be written.
    fn proof(&self) -> Result<Option<&'a Record<Entry>>, Error> {
        if let Some(text) = &self.arguments.entry {
            return self.named_entry(text).map(Some);
        }
        let mut entries = self.desk.person.data.entries_of(&self.goal.id);
        entries.retain(|entry| entry.data.date <= self.day);
        entries.reverse();
        let told = !self.arguments.link.is_empty() || self.arguments.no_link.is_some();
        let Some(latest) = entries.first().copied().filter(|_| !told) else { return Ok(None) };
        if !self.asker.is_interactive() {
            return Ok(Some(latest));
        }
        let choice = |entry: &&Record<Entry>| {
            let used = if entry.data.applied.is_some() { ", used at work" } else { "" };
            Choice::new(entry.id.as_str())
                .label(entry.data.title.as_str())
                .note(format!("{}, {}{used}", entry.data.date, entry.data.kind))
        };
        let mut choices: Vec<Choice> = entries.iter().map(choice).collect();
        choices.push(Choice::new("new").label("Something else: write an entry about it"));
        let text = format!("What shows that \"{}\" is reached?", self.goal.data.title);
        let question = Question { flag: "--entry ENTRY", text: &text, help: "" };
        let chosen = self.asker.choice(&question, None, &choices, Preset::Nothing)?;
        Ok(entries.get(chosen).copied())
    }

    /// The person's entry that `--entry` names.
    fn named_entry(&self, text: &str) -> Result<&'a Record<Entry>, Error> {
        let entries = &self.desk.person.data.entries;
        let path = self.desk.workspace.record_at(text).filter(|path| path.kind == Kind::Entry);
        let own = &self.desk.person.data.handle;
        if let Some(other) = path.as_ref().and_then(|path| path.owner.as_ref()).filter(|owner| *owner != own)
        {
            return Err(usage(
                format!("{text} is an entry of {other}, and the goal is one of {own}"),
                "name an entry of the same person, or leave --entry out to write one",
            ));
        }
        let id = path.as_ref().map_or(text, |path| path.id.as_str());
        let Some(entry) = entries.get(id) else {
            let near = suggest::nearest(id, entries.ids().map(|id| &**id));
            let hint = near.map_or_else(
                || "the ids are the names of the files in your portfolio/".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(usage(format!("there is no entry `{id}`, or it cannot be read"), hint));
        };
        match &entry.data.goal {
            Some(other) if *other != self.goal.id => Err(usage(
                format!("the entry {id} is about another goal, {other}"),
                "name an entry of this goal, or leave --entry out to write one",
            )),
            Some(_) | None => Ok(entry),
        }
    }

    /// Whether nothing was used at work yet, although the goal is there for it.
    fn is_unused(&self) -> bool {
        let applications = Applications::of(&self.desk.person.data);
        match applications.state(self.goal, self.desk.workspace.today(), self.desk.limits.window_days) {
            ApplicationState::Planned | ApplicationState::Open | ApplicationState::Lapsed => true,
            ApplicationState::None | ApplicationState::Applied { .. } | ApplicationState::Late { .. } => {
                false
            }
        }
    }

    /// What came of it at work: the first question. Nothing where it was not used there yet.
    fn outcome(&self) -> Result<Option<Applied>, Error> {
        let plan = self.goal.data.application.as_ref();
        let planned = plan.map(|plan| format!("Planned: {}. ", plan.what.trim_end_matches('.')));
        let help = format!("{}Not used there yet? Just Enter", planned.unwrap_or_default());
        let question = Question { flag: "--outcome TEXT", text: "What came of it at work?", help: &help };
        let given = self.arguments.outcome.as_deref();
        let outcome = self.asker.optional_text(&question, given, Preset::Nothing, &|_| Ok(()))?;
        Ok(outcome.map(|outcome| Applied { outcome, place: self.arguments.place.clone() }))
    }

    /// The edits of an entry that shows it, and what to tell.
    fn with_entry(&self, entry: &Record<Entry>) -> Result<(Vec<Edit>, Vec<String>), Error> {
        let mut edits = Vec::new();
        if entry.data.goal.is_none() {
            edits.push(Edit::Set { pointer: Pointer::from("/goal"), value: self.goal.id.as_str().into() });
        }
        let early = start(self.goal).is_some_and(|first| entry.data.date < first);
        let may_apply = entry.data.applied.is_none() && !early;
        if self.arguments.outcome.is_some() && !may_apply {
            let why =
                if early { "is from before the goal began" } else { "says already what came of it at work" };
            return Err(usage(
                format!("the entry {} {why}", entry.id),
                "leave --outcome out, or write another entry with --link or --no-link",
            ));
        }
        let unused = self.is_unused();
        let outcome =
            if unused && may_apply || self.arguments.outcome.is_some() { self.outcome()? } else { None };
        let mut remarks = vec![format!("shown by {}: {}", entry.path, entry.data.title)];
        remarks.extend(self.remark(unused, outcome.is_some(), entry.data.date));
        if let Some(applied) = &outcome {
            edits.push(Edit::Set { pointer: Pointer::from("/applied"), value: closing::applied(applied) });
        }
        Ok((edits, remarks))
    }

    /// The entry that is written: its place, what it says, and what to tell.
    fn new_entry(&self) -> Result<(RecordPath, Draft, Option<String>), Error> {
        let (arguments, framework) = (self.arguments, &self.desk.workspace.state.framework.data);
        let skills = skills(&self.goal.data, framework);
        if skills.is_empty() {
            return Err(usage(
                format!("it is not known which skills the goal {} is about", self.goal.id),
                "write the entry with `milepost new entry`, then name it with --entry",
            ));
        }
        let given = !arguments.link.is_empty() || arguments.no_link.is_some();
        self.asker.require(&[("--link URL (or --no-link REASON)", given)])?;
        let unused = self.is_unused();
        // Where other entries were looked at before, that was the first of the two questions.
        let asked = self.asker.is_interactive()
            && !given
            && !self.desk.person.data.entries_of(&self.goal.id).is_empty();
        let outcome = if asked && arguments.outcome.is_none() || !unused && arguments.outcome.is_none() {
            None
        } else {
            self.outcome()?
        };
        let (decision, learned) = (said(arguments.decision.as_deref()), said(arguments.learned.as_deref()));
        let told = Told {
            day: self.day,
            kind: self.kind(decision.is_some())?,
            skills,
            evidence: self.evidence()?,
            outcome,
            decision,
            learned,
            hours: self.hours()?,
        };
        let draft = closing::entry(self.goal, framework, &told);
        let name = format!("{}-{}", self.day, super::named::slug(&self.goal.id));
        let record = self.desk.workspace.free(Kind::Entry, Some(&self.desk.person.data.handle), &name)?;
        Ok((record, draft, self.remark(unused, told.outcome.is_some(), self.day)))
    }

    /// What shows it: the second question.
    fn evidence(&self) -> Result<Evidence, Error> {
        if let Some(reason) = &self.arguments.no_link {
            let question = Question { flag: "--no-link REASON", text: "Why is there no link?", help: "" };
            let reason = self.asker.text(&question, Some(reason), Preset::Nothing, &|_| Ok(()))?;
            return Ok(Evidence { links: Vec::new(), said: Some(reason) });
        }
        let given = (!self.arguments.link.is_empty()).then(|| self.arguments.link.join(" "));
        let question = Question {
            flag: "--link URL",
            text: "Where can it be seen?",
            help: "A link, and if you like what you learned; without a link, why there is none",
        };
        let judge = |text: &str| closing::evidence(text).map(|_| ());
        let text = self.asker.text(&question, given.as_deref(), Preset::Nothing, &judge)?;
        closing::evidence(&text).map_err(|reason| usage(reason, "give it with --link or --no-link"))
    }

    /// The type that a flag names, else the one that follows from the goal.
    fn kind(&self, decided: bool) -> Result<EntryType, Error> {
        let framework = &self.desk.workspace.state.framework.data;
        let likely = closing::kind(&self.goal.data, framework, decided);
        let Some(name) = &self.arguments.kind else { return Ok(likely) };
        let choices: Vec<Choice> = EntryType::ALL.iter().map(|kind| Choice::new(kind.name())).collect();
        let question = Question { flag: "--type TYPE", text: "What kind of learning was it?", help: "" };
        let index = self.asker.choice(&question, Some(name), &choices, Preset::Nothing)?;
        Ok(EntryType::ALL.get(index).copied().unwrap_or(likely))
    }

    fn hours(&self) -> Result<Option<f64>, Error> {
        let Some(hours) = &self.arguments.hours else { return Ok(None) };
        let question = Question { flag: "--hours HOURS", text: "How many hours?", help: "" };
        self.asker.number(&question, Some(hours), Preset::Nothing, &(0.0..=10_000.0))
    }

    /// What is left to do at work, or why it counts as late.
    fn remark(&self, unused: bool, used: bool, on: Date) -> Option<String> {
        self.goal.data.application.as_ref()?;
        let until = last_day(&self.goal.data, self.desk.limits.window_days);
        if used && on > until {
            Some(format!("the plan ended on {until}, so it counts as used later than planned"))
        } else if !used && unused && self.day <= until {
            Some(format!(
                "still open: use it at work until {until}, then say what came of it under `applied`"
            ))
        } else {
            None
        }
    }
}
