//! `milepost new remediation`: the plan for a second try.

use clap::Args;

use super::Desk;
use super::colleagues;
use crate::cli::ask::{Choice, Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::output::Output;
use crate::cli::{Common, Outcome, usage};
use crate::error::Error;
use crate::layout::Draft;
use crate::progress::second_try::{Rated, unplanned};
use crate::record::{Framework, Kind, Person};

/// Arguments of `milepost new remediation`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost new remediation                 asks; proposes the skill that was not there yet\n  \
    milepost new remediation --for ana --mentor ben \\\n    \
    --action \"Pair on the retry queue twice a week\" --action \"Draw the states of a task\"\n\
    Not there yet is a normal answer: this says who helps, what will be done, and until when.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Whose second try [default: yours, by Git's user.email]
    #[arg(long = "for", value_name = "HANDLE")]
    whose: Option<String>,
    /// Own assessment whose rating says not-yet [default: the one without a plan]
    #[arg(long, value_name = "ASSESSMENT")]
    assessment: Option<String>,
    /// Skill that was not there yet [default: the one without a plan]
    #[arg(long, value_name = "SKILL")]
    skill: Option<String>,
    /// Who helps [default: the first mentor]
    #[arg(long, value_name = "HANDLE")]
    mentor: Option<String>,
    /// What will be done; may be repeated
    #[arg(long = "action", value_name = "TEXT")]
    actions: Vec<String>,
    /// First day of working on it [default: today]
    #[arg(long, value_name = "DAY")]
    start: Option<String>,
    /// Last day for the second try [default: as many days later as the policy allows]
    #[arg(long, value_name = "DAY")]
    due: Option<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// Asks and writes.
///
/// # Errors
/// Where an answer is missing, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(common, output, "milepost new remediation")?;
    let asker = &desk.asker;
    let whose = desk.workspace.handle(arguments.whose.as_deref())?;
    let person = desk.workspace.person(&whose)?;
    let likely = likely(arguments, &person, desk.framework());
    let is_known = likely.len() == 1 || (arguments.assessment.is_some() && arguments.skill.is_some());
    let mentor = person.profile().and_then(|profile| profile.mentors.first());
    if likely.is_empty() && !is_known {
        return Err(nothing_waits(arguments, &person));
    }
    asker.require(&[
        ("--assessment ASSESSMENT", is_known || arguments.assessment.is_some()),
        ("--skill SKILL", is_known || arguments.skill.is_some()),
        ("--mentor HANDLE", arguments.mentor.is_some() || mentor.is_some()),
        ("--action TEXT", !arguments.actions.is_empty()),
    ])?;
    let (assessment, skill) = ask_rating(arguments, &desk, &likely)?;
    let mentor = ask_mentor(arguments, &desk, &person)?;
    let actions = ask_actions(arguments, &desk)?;
    let start = desk.day("--start DAY", arguments.start.as_deref())?;
    let days = desk.policy().limits.remediation_days;
    let help = format!("The last day for the second try; the policy allows {days} days");
    let due = asker.day(
        &Question { flag: "--due DAY", text: "Until when?", help: &help },
        arguments.due.as_deref(),
        Preset::Default(start.plus_days(days)),
        &|day| if day >= start { Ok(()) } else { Err(format!("{day} is before the start, {start}")) },
    )?;
    let mut draft = Draft::new(Kind::Remediation);
    draft.set("assessment", &*assessment);
    draft.set("skill", &*skill);
    draft.set("mentor", &*mentor);
    draft.set("actions", actions);
    draft.set("start", start);
    draft.set("due", due);
    draft.hint("retest", &format!("{due}-retest"));
    let path = desk.workspace.free_dated(Kind::Remediation, &whose, start, &skill)?;
    desk.write(&path, draft, arguments.commit, &format!("a second try of {skill}"))
}

/// The ratings without a plan that the flags do not rule out.
fn likely<'a>(arguments: &Arguments, person: &'a Person, framework: &'a Framework) -> Vec<Rated<'a>> {
    let is_meant = |rated: &Rated<'_>| {
        let skill = arguments.skill.as_deref().and_then(|id| framework.skills.get(id));
        arguments.assessment.as_deref().is_none_or(|id| rated.assessment.id == *id)
            && (arguments.skill.is_none() || skill.is_some_and(|skill| skill.id == *rated.skill))
    };
    unplanned(person, &framework.skills).into_iter().filter(is_meant).collect()
}

/// There is nothing to make a plan for, as far as the flags go.
fn nothing_waits(arguments: &Arguments, person: &Person) -> Error {
    let about = match (&arguments.assessment, &arguments.skill) {
        (None, None) => String::new(),
        (Some(id), _) => format!(" in `{id}`"),
        (None, Some(skill)) => format!(" of `{skill}`"),
    };
    usage(
        format!("no rating{about} of {} waits for a plan", person.handle),
        "a plan is for a rating with `result: not-yet`; where there is one already, name both with --assessment \
         and --skill to write another",
    )
}

/// The assessment and the skill: as the flags say, else a rating without a plan.
fn ask_rating(
    arguments: &Arguments,
    desk: &Desk<'_>,
    likely: &[Rated<'_>],
) -> Result<(String, String), Error> {
    if let (Some(assessment), Some(skill)) = (&arguments.assessment, &arguments.skill) {
        return Ok((assessment.clone(), skill.clone()));
    }
    let choices: Vec<Choice> = likely
        .iter()
        .map(|rated| {
            let name = desk.framework().skills.get(rated.skill).map_or(rated.skill, |skill| &skill.data.name);
            Choice::new(rated.skill).label(name).note(format!("not there yet on {}", rated.date()))
        })
        .collect();
    let preset = if likely.len() == 1 { Preset::Default(0) } else { Preset::Nothing };
    let question = Question { flag: "--skill SKILL", text: "Which skill?", help: "" };
    let index = desk.asker.choice(&question, None, &choices, preset)?;
    let rated = likely.get(index).ok_or_else(|| usage("no skill was chosen", "name it with --skill"))?;
    Ok((rated.assessment.id.to_string(), rated.skill.to_owned()))
}

fn ask_mentor(arguments: &Arguments, desk: &Desk<'_>, person: &Person) -> Result<String, Error> {
    let others = colleagues::others(&desk.workspace.state, desk.today(), person)?;
    let first = person.profile().and_then(|profile| profile.mentors.first()).map(|id| id.as_str());
    let first = colleagues::places(first, &others).first().copied();
    let choices = colleagues::choices(&others, desk.framework());
    let question = Question { flag: "--mentor HANDLE", text: "Who helps?", help: "" };
    let preset = Preset::default(first);
    let index = desk.asker.choice(&question, arguments.mentor.as_deref(), &choices, preset)?;
    others
        .into_iter()
        .nth(index)
        .map(|one| one.handle)
        .ok_or_else(|| usage("nobody was chosen", "name somebody with --mentor"))
}

/// What will be done, one after the other until a line stays empty.
fn ask_actions(arguments: &Arguments, desk: &Desk<'_>) -> Result<Vec<String>, Error> {
    if !arguments.actions.is_empty() {
        return Ok(arguments.actions.clone());
    }
    let flag = "--action TEXT";
    let first = Question {
        flag,
        text: "What will be done?",
        help: "One thing, such as: Pair on the retry queue twice a week",
    };
    let mut actions = vec![desk.asker.text(&first, None, Preset::Nothing, &|_| Ok(()))?];
    let next = Question { flag, text: "And what else?", help: "Enter on an empty line goes on" };
    while let Some(action) = desk.asker.optional_text(&next, None, Preset::Nothing, &|_| Ok(()))? {
        actions.push(action);
    }
    Ok(actions)
}
