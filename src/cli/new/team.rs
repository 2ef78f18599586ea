//! `milepost new team`: what the business needs a group of people to be able to do.

use clap::Args;

use super::Desk;
use super::colleagues;
use super::framework_id::{self, Naming};
use super::levels::{self, Assigned, named};
use crate::cli::ask::{Choice, Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::output::Output;
use crate::cli::{Common, Outcome, usage};
use crate::error::Error;
use crate::layout::{Draft, Value};
use crate::record::{Id, Kind, Level, Record, Skill};

/// Arguments of `milepost new team`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost new team                        asks for name, lead and what the team needs\n  \
    milepost new team --name Payments --lead gita --need async-rust=3:2 --need sql=2:4\n\
    A need is a skill, a level and how many people: async-rust=3:2 is two people at level 3.\n\
    Who is in the team is said in the profiles.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    #[command(flatten)]
    naming: Naming,
    /// Who leads it
    #[arg(long, value_name = "HANDLE")]
    lead: Option<String>,
    /// Skill that is needed, at which level, by how many people; may be repeated
    #[arg(long = "need", value_name = "SKILL=LEVEL:PEOPLE")]
    needs: Vec<Assigned>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// So many people at a level of a skill.
type Need = (Id, Level, i64);

/// The most people that a need may ask for.
const MOST_PEOPLE: i64 = 10_000;

/// Asks and writes.
///
/// # Errors
/// Where an answer is missing, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(common, output, "milepost new team")?;
    desk.asker.require(&[arguments.naming.required()])?;
    let (name, path) = framework_id::ask(&desk, Kind::Team, "", &arguments.naming)?;
    let lead = ask_lead(&desk, arguments.lead.as_deref())?;
    let needs = ask_needs(&desk, &arguments.needs)?;
    let mut draft = Draft::new(Kind::Team);
    draft
        .set("name", &*name)
        .hint("lead", "a-handle")
        .hint("needs", "[{skill: a-skill, level: 3, people: 2}]");
    draft.set_some("lead", lead);
    if !needs.is_empty() {
        draft
            .set("needs", needs.iter().map(need).collect::<Vec<Value>>())
            .comment("needs", "Beside skill, level and people each may say needed_by, driver and priority");
    }
    desk.write(&path, draft, arguments.commit, &name)
}

fn need((skill, level, people): &Need) -> Value {
    Value::Map(vec![
        ("skill".to_owned(), skill.as_str().into()),
        ("level".to_owned(), i64::from(level.0).into()),
        ("people".to_owned(), (*people).into()),
    ])
}

/// Who leads it; proposed is the person at the keyboard.
fn ask_lead(desk: &Desk<'_>, given: Option<&str>) -> Result<Option<String>, Error> {
    let everybody = colleagues::everybody(&desk.workspace.state, desk.today())?;
    if given.is_none() && everybody.is_empty() {
        return Ok(None);
    }
    let me = desk.me()?;
    let everybody = colleagues::nearest_first(everybody, |one| Some(&one.handle) == me.as_ref());
    let mut choices = colleagues::choices(&everybody, desk.framework());
    choices.push(Choice::default().label("nobody yet"));
    let question = Question { flag: "--lead HANDLE", text: "Who leads it?", help: "" };
    let nobody = Preset::Default(everybody.len());
    // Somebody is only the lead where a person says so.
    let preset = if desk.asker.is_interactive() { Preset::Nothing } else { nobody };
    let index = desk.asker.choice(&question, given, &choices, preset)?;
    Ok(everybody.into_iter().nth(index).map(|one| one.handle))
}

/// What it needs.
fn ask_needs(desk: &Desk<'_>, given: &[Assigned]) -> Result<Vec<Need>, Error> {
    let flag = "--need SKILL=LEVEL:PEOPLE";
    let skills = levels::usable(&desk.framework().skills);
    if !given.is_empty() {
        return given.iter().map(|item| given_need(desk, item)).collect();
    }
    let question = Question { flag, text: "Which skills does it need?", help: "May be left" };
    let choices = levels::skill_choices(&skills);
    let chosen = desk.asker.choices(&question, &[], &choices, Preset::Nothing, 0)?;
    chosen
        .into_iter()
        .filter_map(|index| skills.get(index))
        .map(|skill| {
            let level = ask_level(desk, skill, None)?;
            let text = format!("{}: how many people at that level?", skill.data.name);
            let question = Question { flag, text: &text, help: "" };
            let people = desk.count(&question, None, Preset::Proposal("2"), 1..=MOST_PEOPLE)?;
            Ok((skill.id.clone(), level, people.unwrap_or(1)))
        })
        .collect()
}

/// `async-rust=3:2`
fn given_need(desk: &Desk<'_>, item: &Assigned) -> Result<Need, Error> {
    let skill = named(&desk.framework().skills, &item.name, "skill", "--need")?;
    let (level, people) = item.value.split_once(':').unwrap_or((&item.value, ""));
    let people = people.trim().parse::<i64>().ok().filter(|people| (1..=MOST_PEOPLE).contains(people));
    let people = people.ok_or_else(|| {
        usage(
            format!("--need: `{}={}` does not say how many people", item.name, item.value),
            format!("write the level, a colon and their number: {}={}:2", item.name, level.trim()),
        )
    })?;
    Ok((skill.id.clone(), ask_level(desk, skill, Some(level.trim()))?, people))
}

fn ask_level(desk: &Desk<'_>, skill: &Record<Skill>, given: Option<&str>) -> Result<Level, Error> {
    let text = format!("{}: at which level?", skill.data.name);
    let question = Question { flag: "--need SKILL=LEVEL:PEOPLE", text: &text, help: "" };
    let preset = Preset::Proposal(skill.data.proficient_from);
    levels::ask_level(&desk.asker, &question, given, &skill.data, desk.vocabulary(), preset)
}
