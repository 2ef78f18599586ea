//! `milepost new module`: something to learn from.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::Desk;
use super::framework_id::{self, Naming};
use super::levels::{self, named};
use crate::cli::ask::{Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::output::Output;
use crate::cli::{Common, Outcome, usage};
use crate::error::Error;
use crate::layout::{Draft, Value};
use crate::record::{Format, Id, Kind, Level};

/// Arguments of `milepost new module`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost new module                      asks for name, format and skills\n  \
    milepost new module --name \"Tokio workshop\" --format workshop --teaches async-rust=3 \\\n    \
    --hours 12 --url https://learn.example.com/tokio\n  \
    milepost new module --name \"Release It!\" --format reading --teaches observability\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    #[command(flatten)]
    naming: Naming,
    /// How it is taken
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.name())))]
    format: Option<String>,
    /// Skill that it teaches, and the level that it leads to where it leads to one; may be repeated
    #[arg(long = "teaches", value_name = "SKILL[=LEVEL]")]
    teaches: Vec<String>,
    /// Hours that it takes
    #[arg(long, value_name = "HOURS")]
    hours: Option<String>,
    /// Where it is found
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Who offers it
    #[arg(long, value_name = "TEXT")]
    provider: Option<String>,
    /// What it costs for one person, in the policy's currency
    #[arg(long, value_name = "AMOUNT")]
    cost: Option<f64>,
    /// What people can do afterwards
    #[arg(long, value_name = "TEXT")]
    outcome: Option<String>,
    /// Module to take first, by its id; may be repeated
    #[arg(long = "prerequisite", value_name = "MODULE")]
    prerequisites: Vec<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// What each format means, to whoever chooses one.
const FORMATS: [(Format, &str, &str); 7] = [
    (Format::Workshop, "workshop", "a day or two together"),
    (Format::OnDemand, "on-demand", "a course at one's own pace"),
    (Format::Reading, "reading", "a book, an article, a standard"),
    (Format::Project, "project", "learning by building something"),
    (Format::Mentoring, "mentoring", "learning from one person"),
    (Format::Cohort, "cohort", "weeks together, at one pace"),
    (Format::Micro, "micro", "minutes, between other work"),
];

/// Asks and writes.
///
/// # Errors
/// Where an answer is missing, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(common, output, "milepost new module")?;
    let asker = &desk.asker;
    asker.require(&[
        arguments.naming.required(),
        ("--format FORMAT", arguments.format.is_some()),
        ("--teaches SKILL[=LEVEL]", !arguments.teaches.is_empty()),
    ])?;
    let (name, path) = framework_id::ask(&desk, Kind::Module, "Such as Tokio workshop", &arguments.naming)?;
    let question = Question { flag: "--format FORMAT", text: "How is it taken?", help: "" };
    let format = desk.word(&question, arguments.format.as_deref(), &FORMATS, Preset::Nothing)?;
    let teaches = ask_skills(&desk, &arguments.teaches)?;
    let hours = asker.number(
        &Question { flag: "--hours HOURS", text: "How many hours does it take?", help: "May be left" },
        arguments.hours.as_deref(),
        Preset::Nothing,
        &(0.0..=10_000.0),
    )?;
    let url = asker.optional_text(
        &Question { flag: "--url URL", text: "Where is it found?", help: "An address; may be left" },
        arguments.url.as_deref(),
        Preset::Nothing,
        &judge_url,
    )?;
    let mut draft = Draft::new(Kind::Module);
    draft
        .set("name", &*name)
        .set("format", format.map_or("", Format::name))
        .set("teaches", teaches.iter().map(teaching).collect::<Vec<Value>>())
        .comment("teaches", "Each may say the `level` that it leads to")
        .hint("provider", "Who offers it")
        .hint("cost", "450")
        .hint("outcome", "What people can do afterwards")
        .set_some("hours", hours)
        .set_some("cost", arguments.cost)
        .set_some("url", url)
        .set_some("provider", arguments.provider.as_deref())
        .set_some("outcome", arguments.outcome.as_deref())
        .set_list("prerequisites", &arguments.prerequisites);
    desk.write(&path, draft, arguments.commit, &name)
}

fn teaching((skill, level): &(Id, Option<Level>)) -> Value {
    let mut item = vec![("skill".to_owned(), Value::from(skill.as_str()))];
    if let Some(level) = level {
        item.push(("level".to_owned(), i64::from(level.0).into()));
    }
    Value::Map(item)
}

/// The skills that it teaches; levels are for flags, since many modules lead to none in particular.
fn ask_skills(desk: &Desk<'_>, given: &[String]) -> Result<Vec<(Id, Option<Level>)>, Error> {
    let skills = &desk.framework().skills;
    let flag = "--teaches SKILL[=LEVEL]";
    let mut teaches: Vec<(Id, Option<Level>)> = Vec::new();
    for item in given {
        let (id, level) = item.split_once('=').map_or((item.as_str(), None), |(id, level)| (id, Some(level)));
        let skill = named(skills, id.trim(), "skill", "--teaches")?;
        let question = Question { flag, text: "To which level does it lead?", help: "" };
        let level = level.map(|level| {
            let (data, vocabulary) = (&skill.data, desk.vocabulary());
            levels::ask_level(&desk.asker, &question, Some(level), data, vocabulary, Preset::Nothing)
        });
        teaches.retain(|(known, _)| *known != skill.id);
        teaches.push((skill.id.clone(), level.transpose()?));
    }
    if !given.is_empty() {
        return Ok(teaches);
    }
    let skills = levels::usable(skills);
    if skills.is_empty() {
        return Err(usage(
            "a module teaches a skill, and there is none yet",
            "`milepost new skill` writes one",
        ));
    }
    let question = Question { flag, text: "Which skills does it teach?", help: "" };
    let choices = levels::skill_choices(&skills);
    let chosen = desk.asker.choices(&question, &[], &choices, Preset::Nothing, 1)?;
    Ok(chosen
        .into_iter()
        .filter_map(|index| skills.get(index))
        .map(|skill| (skill.id.clone(), None))
        .collect())
}

/// Whether `text` looks like an address.
pub(super) fn judge_url(text: &str) -> Result<(), String> {
    if text.starts_with("https://") || text.starts_with("http://") {
        Ok(())
    } else {
        Err(format!("`{text}` is no address: it begins with https:// or http://"))
    }
}
