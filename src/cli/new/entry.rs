//! `milepost new entry`: five questions at most. What it is about, what was done, where that can be
//! seen, and what there is to say about it; of a goal whose plan is open also what came of it at work.

use clap::Args;

use super::desk::longest;
use super::entry_choices::{self, Subject};
use super::work::{self, Work};
use super::{Desk, evidence};
use crate::calendar::Date;
use crate::cli::ask::{Choice, Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::output::Output;
use crate::cli::{Common, Outcome, usage};
use crate::error::Error;
use crate::layout::{Draft, Value};
use crate::record::{EntryType, Kind};
use crate::rules::evidence::missing_decision::has_decisions;
use evidence::Evidence;

/// Arguments of `milepost new entry`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost new entry                            asks for everything\n  \
    milepost new entry --from HEAD                in the repository of your work: reads the commit\n  \
    milepost new entry --from main..retry-queue   the same for a range\n  \
    milepost new entry --goal 2026-10-05-async-rust --title 'Ported the retry queue' \\\n    \
    --link https://git.example.com/payments/worker/pull/412 --decision 'A bounded queue'\n\
    With --from, title, date, link and decision come from the commit. To write from another repository, name the\n\
    learning repository once, `git config --global milepost.repository ~/learning`, or each time with --root.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Take title, date, link and decision from a commit, or a range, of the repository around you
    #[arg(long, value_name = "REV[..REV]")]
    from: Option<String>,
    /// Goal that it belongs to, by its id
    #[arg(long, value_name = "GOAL")]
    goal: Option<String>,
    /// Skill that it shows, by its id; may be repeated [default: that of the goal]
    #[arg(long = "skill", value_name = "SKILL")]
    skills: Vec<String>,
    /// What you did
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Kind of learning: micro, course, workshop, project, pairing, mentoring, talk, reading, rotation or
    /// journal
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// Web address where it can be seen; may be repeated
    #[arg(long = "link", value_name = "URL")]
    links: Vec<String>,
    /// Why there is no link
    #[arg(long, value_name = "REASON", conflicts_with = "links")]
    no_link: Option<String>,
    /// What you chose over what, and why
    #[arg(long, value_name = "TEXT")]
    decision: Option<String>,
    /// What you learned
    #[arg(long, value_name = "TEXT")]
    learned: Option<String>,
    /// It is the use at work that the goal planned: what came of it
    #[arg(long, value_name = "TEXT")]
    outcome: Option<String>,
    /// Hours that it took
    #[arg(long, value_name = "HOURS")]
    hours: Option<String>,
    /// Module that it completes, by its id
    #[arg(long, value_name = "MODULE")]
    module: Option<String>,
    /// Day [default: that of the commit, else today]
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
    /// Whose entry [default: yours, by Git's user.email]
    #[arg(long = "for", value_name = "HANDLE")]
    handle: Option<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// What the file is made of.
struct Answers {
    date: Date,
    title: String,
    kind: EntryType,
    skills: Vec<String>,
    goal: Option<String>,
    evidence: Vec<Evidence>,
    decision: Option<String>,
    learned: Option<String>,
    outcome: Option<String>,
    hours: Option<f64>,
}

/// Asks and writes.
///
/// # Errors
/// Where an answer is missing or cannot be used, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let work = arguments.from.as_deref().map(work::read).transpose()?.unwrap_or_default();
    let desk = Desk::open(common, output, "milepost new entry")?;
    let handle = desk.workspace.handle(arguments.handle.as_deref())?;
    let person = desk.workspace.person(&handle)?;
    let subjects = entry_choices::subjects(&person, &desk.workspace);
    let answers = ask(arguments, &desk, &subjects, &work)?;
    let place = desk.workspace.free_dated(Kind::Entry, &handle, answers.date, &answers.title)?;
    desk.write(&place, answers.draft(arguments), arguments.commit, &answers.title)
}

fn ask(arguments: &Arguments, desk: &Desk<'_>, subjects: &[Subject], work: &Work) -> Result<Answers, Error> {
    let asker = &desk.asker;
    asker.require(&[
        ("--goal GOAL or --skill SKILL", arguments.goal.is_some() || !arguments.skills.is_empty()),
        ("--title TEXT", arguments.title.is_some() || work.title.is_some()),
        (
            "--link URL or --no-link REASON",
            !arguments.links.is_empty() || arguments.no_link.is_some() || work.link.is_some(),
        ),
        ("--type TYPE", arguments.kind.is_some() || arguments.outcome.is_some() || arguments.from.is_some()),
    ])?;
    // What is never asked for is judged before anybody answers anything.
    let date = match work.date.filter(|_| arguments.date.is_none()) {
        Some(written) => written,
        None => desk.day("--date DAY", arguments.date.as_deref())?,
    };
    let number = Question { flag: "--hours HOURS", text: "How many hours?", help: "" };
    let hours = match arguments.hours.as_deref() {
        Some(hours) => asker.number(&number, Some(hours), Preset::Nothing, &(0.0..=10_000.0))?,
        None => None,
    };
    let subject = about(arguments, desk, subjects)?;
    let title = asker.text(
        &Question {
            flag: "--title TEXT",
            text: "What did you do?",
            help: "Such as: Ported the retry queue to tokio",
        },
        arguments.title.as_deref(),
        Preset::default(work.title.as_deref()),
        &longest(200),
    )?;
    let plan_open = subject.as_ref().is_some_and(|subject| subject.plan_open);
    let kind = kind(arguments, desk, plan_open)?;
    let evidence =
        evidence::ask(asker, &arguments.links, arguments.no_link.as_deref(), work.link.as_deref())?;
    let (decision, learned) = said(arguments, desk, kind, work)?;
    let outcome = asker.optional_text(
        &Question {
            flag: "--outcome TEXT",
            text: "What came of it at work?",
            help: "If this is the use at work that you planned; else leave it empty",
        },
        arguments.outcome.as_deref().or_else(|| (!plan_open).then_some("")),
        Preset::Nothing,
        &|_| Ok(()),
    )?;
    let (goal, skills) = match subject {
        Some(subject) => (subject.goal.clone(), subject.skills.clone()),
        None => (None, Vec::new()),
    };
    let skills = if arguments.skills.is_empty() { skills } else { arguments.skills.clone() };
    Ok(Answers { date, title, kind, skills, goal, evidence, decision, learned, outcome, hours })
}

/// The goal or the skill; `None` where flags name skills alone.
fn about<'a>(
    arguments: &Arguments,
    desk: &Desk<'_>,
    subjects: &'a [Subject],
) -> Result<Option<&'a Subject>, Error> {
    if arguments.goal.is_none() && !arguments.skills.is_empty() {
        return Ok(None);
    }
    if subjects.is_empty() {
        return Err(usage(
            "an entry is about a skill, and the framework has none yet",
            "`milepost new skill` writes one",
        ));
    }
    let choices: Vec<Choice> = subjects.iter().map(Subject::choice).collect();
    let help = if subjects.iter().any(|subject| subject.goal.is_some()) {
        "Your goals come first, then skills"
    } else {
        "You have no open goal, so choose a skill"
    };
    let question = Question { flag: "--goal GOAL", text: "Which goal or skill is it about?", help };
    let index = desk.asker.choice(&question, arguments.goal.as_deref(), &choices, Preset::Nothing)?;
    Ok(subjects.get(index))
}

/// Where the plan of the goal is open, there is more to ask than the kind of learning: what is used at
/// work is a project, unless a flag says otherwise.
fn kind(arguments: &Arguments, desk: &Desk<'_>, plan_open: bool) -> Result<EntryType, Error> {
    let choices: Vec<Choice> = EntryType::ALL
        .iter()
        .map(|kind| Choice::new(kind.name()).note(entry_choices::meaning(*kind)))
        .collect();
    let project = EntryType::ALL.iter().position(|kind| *kind == EntryType::Project).unwrap_or(0);
    let question = Question { flag: "--type TYPE", text: "What kind of learning was it?", help: "" };
    let assumed = plan_open && arguments.kind.is_none();
    let given = if assumed { Some(EntryType::Project.name()) } else { arguments.kind.as_deref() };
    let index = desk.asker.choice(&question, given, &choices, Preset::Default(project))?;
    Ok(EntryType::ALL.get(index).copied().unwrap_or(EntryType::Project))
}

/// The decision, where a check asks for it, or what was learned.
fn said(
    arguments: &Arguments,
    desk: &Desk<'_>,
    kind: EntryType,
    work: &Work,
) -> Result<(Option<String>, Option<String>), Error> {
    let decides = has_decisions(kind);
    let answered = arguments.decision.is_some() || arguments.learned.is_some();
    let decision = desk.asker.long_text(
        &Question {
            flag: "--decision TEXT",
            text: "What did you choose over what, and why?",
            help: "Such as: Bounded channels over a semaphore, because back-pressure then reaches the caller",
        },
        arguments.decision.as_deref().or_else(|| (!decides || answered).then_some("")),
        Preset::default(work.decision.as_deref()),
        &|_| Ok(()),
    )?;
    let learned = desk.asker.long_text(
        &Question {
            flag: "--learned TEXT",
            text: "What did you learn?",
            help: "What you would tell a colleague",
        },
        arguments.learned.as_deref().or_else(|| (decides || answered).then_some("")),
        Preset::Nothing,
        &|_| Ok(()),
    )?;
    Ok((decision, learned))
}

impl Answers {
    fn draft(&self, arguments: &Arguments) -> Draft {
        let mut draft = Draft::new(Kind::Entry);
        draft.set("date", self.date);
        draft.set("title", self.title.as_str());
        draft.set("type", self.kind.name());
        draft.set("skills", self.skills.clone());
        draft
            .set_list("links", self.evidence.iter().filter_map(Evidence::link))
            .set_some("no_link", self.evidence.iter().find_map(Evidence::reason))
            .set_some("goal", self.goal.as_deref())
            .set_some("module", arguments.module.as_deref())
            .set_some("decision", self.decision.as_deref())
            .set_some("learned", self.learned.as_deref());
        match self.hours {
            Some(hours) => draft.set("hours", hours),
            None => draft.hint("hours", "4"),
        };
        draft.hint("observed", "{by: ben, note: What a colleague saw you do}");
        if let Some(outcome) = &self.outcome {
            draft.set("applied", Value::Map(vec![("outcome".to_owned(), outcome.as_str().into())]));
        }
        draft
    }
}
