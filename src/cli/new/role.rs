//! `milepost new role`: a ladder of tiers and what each asks for.

use clap::Args;

use super::Desk;
use super::framework_id::{self, Naming};
use super::levels::{self, Assigned, level_name, named};
use crate::cli::ask::{Choice, Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::output::Output;
use crate::cli::{Common, Outcome, usage};
use crate::error::Error;
use crate::layout::{Draft, Value};
use crate::record::{Id, Kind, Level, Record, Skill};

/// Arguments of `milepost new role`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost new role                        asks for tiers and what each asks for\n  \
    milepost new role --name \"Data Engineer\" --discipline data --tier mid --tier senior \\\n    \
    --require mid:sql=2 --require senior:sql=3\n\
    A tier includes what the earlier ones ask for, at the highest level asked.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    #[command(flatten)]
    naming: Naming,
    /// Discipline that the role belongs to
    #[arg(long, value_name = "DISCIPLINE")]
    discipline: Option<String>,
    /// Id of a tier, such as junior; may be repeated, the first one first
    #[arg(long = "tier", value_name = "ID")]
    tiers: Vec<String>,
    /// Skill that a tier asks for, and at which level; may be repeated
    #[arg(long = "require", value_name = "TIER:SKILL=LEVEL")]
    requires: Vec<Assigned>,
    /// Module that leads through the role, by its id; may be repeated, in order
    #[arg(long = "module", value_name = "MODULE")]
    modules: Vec<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// The tiers that are proposed.
const TIERS: &str = "junior, mid, senior";

/// One tier: its id, and the skills that it asks for.
type Asked = (String, Vec<(Id, Level)>);

/// Asks and writes.
///
/// # Errors
/// Where an answer is missing, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(common, output, "milepost new role")?;
    desk.asker.require(&[
        arguments.naming.required(),
        ("--discipline DISCIPLINE", arguments.discipline.is_some()),
        ("--tier ID", !arguments.tiers.is_empty()),
    ])?;
    let (name, path) = framework_id::ask(&desk, Kind::Role, "Such as Backend Engineer", &arguments.naming)?;
    let discipline = ask_discipline(&desk, arguments.discipline.as_deref())?;
    let tiers = ask_tiers(&desk, &arguments.tiers)?;
    let tiers = ask_requirements(&desk, tiers, &arguments.requires)?;
    let mut draft = Draft::new(Kind::Role);
    draft
        .set("name", &*name)
        .set("discipline", &*discipline)
        .set("tiers", tiers.iter().map(tier).collect::<Vec<Value>>())
        .set("reviewed", desk.today())
        .comment("tiers", "A tier includes what the earlier ones ask for. Beside skill and level a requirement may say needed_by, driver and priority; a tier may have a name, electives and credentials.")
        .hint("path", "[module-id, another-module]")
        .set_list("path", &arguments.modules);
    desk.write(&path, draft, arguments.commit, &name)
}

/// A tier as it is written.
fn tier((id, requires): &Asked) -> Value {
    let requires = requires.iter().map(|(skill, level)| levels::skill_at(skill, *level)).collect();
    Value::Map(vec![("id".to_owned(), id.as_str().into()), ("requires".to_owned(), Value::List(requires))])
}

/// One of the policy's disciplines; any id where it names none.
fn ask_discipline(desk: &Desk<'_>, given: Option<&str>) -> Result<String, Error> {
    let flag = "--discipline DISCIPLINE";
    let known = &desk.vocabulary().disciplines;
    let question = Question { flag, text: "Which discipline?", help: "" };
    if known.is_empty() {
        let question = Question { help: "One word in lower case, such as backend", ..question };
        let judge = |text: &str| {
            if Id::is_valid(text) {
                Ok(())
            } else {
                Err(format!("`{text}` is no id; write it as in backend"))
            }
        };
        return desk.asker.text(&question, given, Preset::Nothing, &judge);
    }
    let choices: Vec<Choice> = known.iter().map(|id| Choice::new(id.as_str())).collect();
    let index = desk.asker.choice(&question, given, &choices, Preset::Nothing)?;
    known
        .iter()
        .nth(index)
        .map(Id::to_string)
        .ok_or_else(|| usage("no discipline was chosen", "name it with --discipline"))
}

fn ask_tiers(desk: &Desk<'_>, given: &[String]) -> Result<Vec<String>, Error> {
    let joined = given.join(", ");
    let question = Question {
        flag: "--tier ID",
        text: "Which tiers?",
        help: "From the first step to the last, commas between",
    };
    let given = (!given.is_empty()).then_some(joined.as_str());
    let text =
        desk.asker.text(&question, given, Preset::Proposal(TIERS), &|text| read_tiers(text).map(|_| ()))?;
    read_tiers(&text).map_err(|reason| usage(format!("--tier: {reason}"), "name each tier once"))
}

/// `junior, mid, senior`: ids, each once.
fn read_tiers(text: &str) -> Result<Vec<String>, String> {
    let mut tiers: Vec<String> = Vec::new();
    for tier in text.split([',', ' ']).filter(|tier| !tier.is_empty()) {
        if !Id::is_valid(tier) {
            return Err(format!("`{tier}` is no id: write lower-case letters, such as junior"));
        }
        if tiers.iter().any(|known| known == tier) {
            return Err(format!("`{tier}` stands there twice"));
        }
        tiers.push(tier.to_owned());
    }
    if tiers.is_empty() { Err("a role needs at least one tier".to_owned()) } else { Ok(tiers) }
}

/// What each tier asks for.
fn ask_requirements(desk: &Desk<'_>, tiers: Vec<String>, given: &[Assigned]) -> Result<Vec<Asked>, Error> {
    if let Some(wrong) = given.iter().find(|item| {
        let tier = item.name.split_once(':').map(|(tier, _)| tier);
        !tier.is_some_and(|tier| tiers.iter().any(|known| known == tier))
    }) {
        return Err(usage(
            format!("--require: `{}` does not begin with one of the tiers: {}", wrong.name, tiers.join(", ")),
            "write it as in mid:async-rust=3",
        ));
    }
    let mut asked: Vec<Asked> = Vec::new();
    for tier in tiers {
        let requires = if given.is_empty() {
            ask_skills(desk, &tier, &asked)?
        } else {
            given_skills(desk, &tier, given)?
        };
        asked.push((tier, requires));
    }
    Ok(asked)
}

/// What the flags say of one tier.
fn given_skills(desk: &Desk<'_>, tier: &str, given: &[Assigned]) -> Result<Vec<(Id, Level)>, Error> {
    let mut requires = Vec::new();
    for item in given {
        let Some((_, skill)) = item.name.split_once(':').filter(|(of, _)| *of == tier) else { continue };
        let skill = named(&desk.framework().skills, skill, "skill", "--require")?;
        let question = Question { flag: "--require TIER:SKILL=LEVEL", text: "At which level?", help: "" };
        let level = levels::ask_level(
            &desk.asker,
            &question,
            Some(&item.value),
            &skill.data,
            desk.vocabulary(),
            Preset::Nothing,
        )?;
        requires.push((skill.id.clone(), level));
    }
    Ok(requires)
}

/// What one tier asks for, beside what `earlier` ones do.
fn ask_skills(desk: &Desk<'_>, tier: &str, earlier: &[Asked]) -> Result<Vec<(Id, Level)>, Error> {
    let skills = levels::usable(&desk.framework().skills);
    let before = |skill: &Record<Skill>| {
        let requires = earlier.iter().flat_map(|(_, requires)| requires);
        requires.filter(|(id, _)| *id == skill.id).map(|(_, level)| *level).max()
    };
    let choices: Vec<Choice> = skills
        .iter()
        .zip(levels::skill_choices(&skills))
        .map(|(skill, choice)| match before(skill) {
            Some(level) => choice.note(format!("so far {}", level_name(level, desk.vocabulary()))),
            None => choice,
        })
        .collect();
    let flag = "--require TIER:SKILL=LEVEL";
    let text = format!("What does {tier} ask for?");
    let help = if earlier.is_empty() {
        "May be left"
    } else {
        "What is new, or at a higher level than before; may be left"
    };
    let question = Question { flag, text: &text, help };
    let chosen = desk.asker.choices(&question, &[], &choices, Preset::Nothing, 0)?;
    let mut requires = Vec::new();
    for skill in chosen.into_iter().filter_map(|index| skills.get(index)) {
        let text = format!("{tier}: {} at which level?", skill.data.name);
        let question = Question { flag, text: &text, help: "" };
        let known = levels::levels_of(&skill.data, desk.vocabulary());
        let likely = likely_level(&known, skill.data.proficient_from, before(skill), earlier.is_empty());
        let preset = Preset::proposal(likely);
        let level = levels::ask_level(&desk.asker, &question, None, &skill.data, desk.vocabulary(), preset)?;
        requires.push((skill.id.clone(), level));
    }
    Ok(requires)
}

/// The level that a tier most likely asks for: one more than an earlier tier; in the first tier the
/// last level before somebody works alone, else that level.
fn likely_level(
    levels: &[Level],
    proficient_from: Level,
    before: Option<Level>,
    is_first: bool,
) -> Option<Level> {
    let proficient = || levels.iter().find(|level| **level >= proficient_from);
    let found = match before {
        Some(before) => levels.iter().find(|level| **level > before),
        None if is_first => levels.iter().rev().find(|level| **level < proficient_from).or_else(proficient),
        None => proficient(),
    };
    found.copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_are_ids_each_once() {
        assert_eq!(read_tiers("junior, mid,senior").unwrap(), ["junior", "mid", "senior"]);
        for wrong in ["", " , ", "Junior", "mid, mid", "1"] {
            assert!(read_tiers(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_tier_asks_for_more_than_the_one_before() {
        let levels = [1, 2, 3, 5].map(Level);
        let likely = |before: Option<u8>, first| {
            likely_level(&levels, Level(3), before.map(Level), first).map(|level| level.0)
        };
        assert_eq!(likely(None, true), Some(2));
        assert_eq!(likely(None, false), Some(3));
        assert_eq!(likely(Some(3), false), Some(5));
        assert_eq!(likely(Some(5), false), None);
        assert_eq!(likely_level(&[Level(3)], Level(3), None, true), Some(Level(3)));
    }
}
