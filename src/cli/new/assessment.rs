//! `milepost new assessment`: who is assessed, by whom, how and what for. The ratings themselves are
//! asked for in [`ratings`](super::ratings).

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::Desk;
use super::colleagues::{self, Colleague};
use super::levels::Assigned;
use super::ratings::{self, Answer, Sitting};
use crate::cli::ask::{Choice, Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::edited::edited;
use crate::cli::output::Output;
use crate::cli::{Common, Outcome, usage};
use crate::error::Error;
use crate::finding::Pointer;
use crate::layout::{Draft, Edit, Value};
use crate::progress::next_assessment;
use crate::progress::second_try::waiting;
use crate::record::{Cycle, Kind, Method, Person, Profile, Record, Remediation};

/// Arguments of `milepost new assessment`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost new assessment                    asks; of your own skills, unless you mentor somebody\n  \
    milepost new assessment --for ana          of somebody else's, with you as the assessor\n  \
    milepost new assessment --rate async-rust=2 --rate sql=3\n  \
    milepost new assessment --for ana --method panel --assessor ben --assessor chi \\\n    \
    --rate async-rust=3 --evidence async-rust=2026-11-20-retry-queue --result async-rust=met\n\
    While a level is chosen, its text in the skill is shown. A self-assessment is a claim to talk about;\n\
    levels come from others.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Whose skills [default: yours, by Git's user.email]
    #[arg(long = "for", value_name = "HANDLE")]
    whose: Option<String>,
    /// How it was made [default: self, for your own skills]
    #[arg(long, value_name = "METHOD", value_parser = PossibleValuesParser::new(Method::ALL.iter().map(|method| method.name())))]
    method: Option<String>,
    /// What it is for [default: baseline while there is none, retest while a second try is open, else review]
    #[arg(long, value_name = "CYCLE", value_parser = PossibleValuesParser::new(Cycle::ALL.iter().map(|cycle| cycle.name())))]
    cycle: Option<String>,
    /// Day of the assessment [default: today]
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
    /// Who rated; may be repeated [default: you, for somebody else's skills]
    #[arg(long = "assessor", value_name = "HANDLE")]
    assessors: Vec<String>,
    /// Rating of a skill; may be repeated
    #[arg(long = "rate", value_name = "SKILL=LEVEL")]
    rates: Vec<Assigned>,
    /// Level by criterion of the skill's rubric; may be repeated
    #[arg(long = "rubric", value_name = "SKILL/CRITERION=LEVEL")]
    rubric: Vec<Assigned>,
    /// The person's own entry that shows it; may be repeated
    #[arg(long = "evidence", value_name = "SKILL=ENTRY")]
    evidence: Vec<Assigned>,
    /// Whether it reached what was asked for, met or not-yet; may be repeated
    #[arg(long = "result", value_name = "SKILL=RESULT")]
    results: Vec<Assigned>,
    /// Score of a test, such as async-rust=84/100; may be repeated
    #[arg(long = "score", value_name = "SKILL=POINTS/OF")]
    scores: Vec<Assigned>,
    /// What should be remembered of it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// Asks and writes.
///
/// # Errors
/// Where an answer is missing, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(common, output, "milepost new assessment")?;
    let everybody = colleagues::everybody(&desk.workspace.state, desk.today())?;
    let me = desk.me()?;
    let whose = ask_whose(arguments, &desk, &everybody, me.as_deref())?;
    let person = desk.workspace.person(&whose)?;
    let relation = relation(person.profile(), &whose, me.as_deref());
    desk.asker.require(&[
        ("--method METHOD", arguments.method.is_some() || relation.is_some()),
        ("--rate SKILL=LEVEL", !arguments.rates.is_empty()),
        ("--assessor HANDLE", !needs_assessor(arguments, relation, me.as_deref())),
    ])?;
    let method = ask_method(arguments, &desk, relation)?;
    let cycle = ask_cycle(arguments, &desk, &person)?;
    let date = desk.day("--date DAY", arguments.date.as_deref())?;
    let assessors = ask_assessors(arguments, &desk, (&everybody, &person), method, me.as_deref())?;
    let sitting = Sitting {
        person: &person,
        framework: desk.framework(),
        vocabulary: desk.vocabulary(),
        limits: &desk.limits(),
        method,
        cycle,
        date,
        has_assessor: !assessors.is_empty(),
    };
    let given = ratings::Given {
        rates: arguments.rates.clone(),
        rubric: arguments.rubric.clone(),
        evidence: arguments.evidence.clone(),
        results: arguments.results.clone(),
        scores: arguments.scores.clone(),
    };
    let answers = ratings::ask(&desk.asker, &sitting, given)?;
    let slug = slug(method, cycle);
    let path = desk.workspace.free_dated(Kind::Assessment, &whose, date, slug)?;
    let draft = draft(&sitting, &assessors, &answers, arguments.note.as_deref());
    let mut files = desk.prepared(&path, draft);
    for plan in answered(&sitting, &answers, &assessors) {
        let retest = [Edit::Set { pointer: Pointer::from("/retest"), value: path.id.as_str().into() }];
        files = files.change(edited(&desk.workspace.state.snapshot, &plan.path, &retest)?);
    }
    files.finish(desk.output, arguments.commit, &format!("assessment: {whose}, {slug}"))
}

/// The remediations whose second try this is: of a skill that is rated here by somebody else or by a
/// test, and begun before. They are told which assessment it was.
fn answered<'a>(
    sitting: &Sitting<'a>,
    answers: &[Answer],
    assessors: &[String],
) -> Vec<&'a Record<Remediation>> {
    let skills = &sitting.framework.skills;
    let is_seen = sitting.method != Method::SelfRating
        && (sitting.method == Method::Technical || !assessors.is_empty());
    if sitting.cycle != Cycle::Retest || !is_seen {
        return Vec::new();
    }
    let mut plans = waiting(sitting.person, skills);
    plans.retain(|plan| {
        let skill = skills.get(&plan.data.skill).map(|skill| &skill.id);
        plan.data.start < sitting.date && answers.iter().any(|answer| Some(answer.skill()) == skill)
    });
    plans
}

/// What the file is called after its day.
fn slug(method: Method, cycle: Cycle) -> &'static str {
    match cycle {
        Cycle::Baseline => "baseline",
        Cycle::Retest => "retest",
        Cycle::Review => method.name(),
    }
}

/// Whose skills: the person at the keyboard, unless a mentor or manager says otherwise.
fn ask_whose(
    arguments: &Arguments,
    desk: &Desk<'_>,
    everybody: &[Colleague],
    me: Option<&str>,
) -> Result<String, Error> {
    let is_charge = |one: &Colleague| {
        let named = |handle: Option<&str>| handle.is_some() && handle == me;
        named(one.profile.manager.as_deref()) || one.profile.mentors.iter().any(|mentor| named(Some(mentor)))
    };
    let asks = desk.asker.is_interactive() && (me.is_none() || everybody.iter().any(is_charge));
    if arguments.whose.is_some() || !asks {
        return desk.workspace.handle(arguments.whose.as_deref());
    }
    let is_me = |one: &Colleague| Some(one.handle.as_str()) == me;
    let order = colleagues::nearest_first(everybody.to_vec(), is_charge);
    let order = colleagues::nearest_first(order, is_me);
    let choices = colleagues::choices(&order, desk.framework());
    let question = Question { flag: "--for HANDLE", text: "Whose skills?", help: "" };
    let index = desk.asker.choice(&question, None, &choices, Preset::Nothing)?;
    Ok(order.into_iter().nth(index).map_or_else(String::new, |one| one.handle))
}

/// The method that follows from who the person at the keyboard is to the one who is assessed.
fn relation(profile: Option<&Profile>, whose: &str, me: Option<&str>) -> Option<Method> {
    let me = me?;
    if me == whose {
        return Some(Method::SelfRating);
    }
    let profile = profile?;
    if profile.mentors.iter().any(|mentor| mentor.as_str() == me) {
        Some(Method::Mentor)
    } else if profile.manager.as_deref() == Some(me) {
        Some(Method::Manager)
    } else {
        None
    }
}

/// Whether an assessor has to be named, and no default is honest.
fn needs_assessor(arguments: &Arguments, relation: Option<Method>, me: Option<&str>) -> bool {
    let method = arguments.method.as_deref().or(relation.map(Method::name));
    let is_own = relation == Some(Method::SelfRating) || me.is_none();
    if !arguments.assessors.is_empty() {
        return false;
    }
    match Method::ALL.iter().find(|known| Some(known.name()) == method) {
        Some(Method::Panel) => true,
        Some(Method::Technical) => is_own && arguments.scores.is_empty(),
        Some(Method::Peer | Method::Mentor | Method::Manager) => is_own,
        Some(Method::SelfRating) | None => false,
    }
}

/// What each method means, to whoever chooses one.
fn meaning(method: Method) -> &'static str {
    match method {
        Method::SelfRating => "your own view, to talk about; it is never a level",
        Method::Peer => "a colleague saw the work",
        Method::Mentor => "a mentor looked at it with the person",
        Method::Manager => "the manager's view",
        Method::Technical => "a test or a task with a score",
        Method::Panel => "several people together, of more than one discipline; it counts the most",
    }
}

fn ask_method(arguments: &Arguments, desk: &Desk<'_>, relation: Option<Method>) -> Result<Method, Error> {
    // Nobody writes down somebody else's own view, unless a flag says so.
    let is_own = relation == Some(Method::SelfRating);
    let is_offered =
        |method: &&Method| **method != Method::SelfRating || is_own || arguments.method.is_some();
    let methods: Vec<Method> = Method::ALL.iter().filter(is_offered).copied().collect();
    let choices: Vec<Choice> =
        methods.iter().map(|method| Choice::new(method.name()).note(meaning(*method))).collect();
    let place = |method| methods.iter().position(|known| *known == method);
    let preset = match relation.and_then(place) {
        Some(index) => Preset::Default(index),
        None => Preset::proposal(place(Method::Peer)),
    };
    let question = Question { flag: "--method METHOD", text: "How was it assessed?", help: "" };
    let index = desk.asker.choice(&question, arguments.method.as_deref(), &choices, preset)?;
    Ok(methods.get(index).copied().unwrap_or(Method::SelfRating))
}

fn ask_cycle(arguments: &Arguments, desk: &Desk<'_>, person: &Person) -> Result<Cycle, Error> {
    let meaning = |cycle| match cycle {
        Cycle::Baseline => "the first one, to start from",
        Cycle::Review => "a regular one",
        Cycle::Retest => "the second try after a remediation",
    };
    let choices: Vec<Choice> =
        Cycle::ALL.iter().map(|cycle| Choice::new(cycle.name()).note(meaning(*cycle))).collect();
    let likely = next_assessment::next_cycle(person, desk.framework());
    let preset = Preset::default(Cycle::ALL.iter().position(|cycle| *cycle == likely));
    let question = Question { flag: "--cycle CYCLE", text: "What is it for?", help: "" };
    let index = desk.asker.choice(&question, arguments.cycle.as_deref(), &choices, preset)?;
    Ok(Cycle::ALL.get(index).copied().unwrap_or(likely))
}

/// Who rated: nobody for a self-assessment, else the person at the keyboard where it is about
/// somebody else; for a panel at least two are asked for.
fn ask_assessors(
    arguments: &Arguments,
    desk: &Desk<'_>,
    (everybody, person): (&[Colleague], &Person),
    method: Method,
    me: Option<&str>,
) -> Result<Vec<String>, Error> {
    if method == Method::SelfRating && arguments.assessors.is_empty() {
        return Ok(Vec::new());
    }
    let me = me.filter(|me| person.handle.as_str() != *me);
    if arguments.assessors.is_empty()
        && method != Method::Panel
        && let Some(me) = me
    {
        return Ok(vec![me.to_owned()]);
    }
    let others: Vec<Colleague> =
        everybody.iter().filter(|one| person.handle.as_str() != one.handle).cloned().collect();
    let profile = person.profile();
    let near: Vec<&str> = match method {
        Method::Manager => profile.and_then(|profile| profile.manager.as_deref()).into_iter().collect(),
        Method::Mentor | Method::Panel => {
            profile.map_or(&[][..], |profile| &profile.mentors).iter().map(|id| id.as_str()).collect()
        }
        Method::SelfRating | Method::Peer | Method::Technical => Vec::new(),
    };
    let others = colleagues::nearest_first(others, |one| near.contains(&one.handle.as_str()));
    let likely =
        colleagues::places(me.into_iter().chain(near.first().copied().filter(|_| me.is_none())), &others);
    let (help, at_least) = match method {
        Method::Panel => ("Two or more, best of more than one discipline", 2),
        Method::Technical => ("May be left where there is a score", 0),
        Method::SelfRating | Method::Peer | Method::Mentor | Method::Manager => ("", 1),
    };
    if others.len() < at_least {
        return Err(usage(
            match (at_least, others.len()) {
                (1, _) => format!("a {method} assessment takes somebody else, and nobody else has a profile"),
                (_, there) => format!(
                    "a {method} assessment takes {at_least} other people, and {} a profile",
                    if there == 1 { "only one has" } else { "nobody else has" }
                ),
            },
            "`milepost new profile` writes one; a self-assessment needs nobody: --method self",
        ));
    }
    colleagues::ask(
        &desk.asker,
        &Question { flag: "--assessor HANDLE", text: "Who assessed?", help },
        &arguments.assessors,
        (&others, desk.framework()),
        Preset::Proposal(&likely),
        at_least,
    )
}

fn draft(sitting: &Sitting<'_>, assessors: &[String], ratings: &[Answer], note: Option<&str>) -> Draft {
    let mut draft = Draft::new(Kind::Assessment);
    draft.set("date", sitting.date);
    draft.set("method", sitting.method.name());
    draft.set("cycle", sitting.cycle.name());
    draft.set_list("assessors", assessors);
    draft.set("ratings", ratings.iter().map(Answer::value).collect::<Value>());
    draft.hint("note", "What should be remembered of it");
    draft.set_some("note", note);
    draft
}
