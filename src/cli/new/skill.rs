//! `milepost new skill`: what somebody can be able to do, level by level.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::Desk;
use super::framework_id::{self, Naming};
use super::levels::{Assigned, assigned_to, level_name, once};
use crate::cli::ask::{Asker, Choice, Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::output::Output;
use crate::cli::{Common, Outcome, usage};
use crate::error::Error;
use crate::layout::{Draft, Value};
use crate::policy::Vocabulary;
use crate::record::{Kind, Level, SkillKind};

/// Arguments of `milepost new skill`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost new skill                       asks for a name and what people at each level do\n  \
    milepost new skill --name Observability --kind technical --proficient-from 3 \\\n    \
    --level \"2=Reads the dashboards of their own service\" \\\n    \
    --level \"3=Finds the cause of a slow request alone\"\n\
    Levels may be left out. Without any text, the descriptions of the scale in milepost.yaml hold.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    #[command(flatten)]
    naming: Naming,
    /// What sort of skill it is
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(SkillKind::ALL.iter().map(|kind| kind.name())))]
    kind: Option<String>,
    /// Lowest level at which somebody works on their own
    #[arg(long, value_name = "LEVEL")]
    proficient_from: Option<String>,
    /// What somebody at a level does; may be repeated
    #[arg(long = "level", value_name = "LEVEL=TEXT")]
    levels: Vec<Assigned>,
    /// What good work looks like, by criterion; may be repeated
    #[arg(long = "rubric", value_name = "CRITERION=TEXT")]
    rubric: Vec<Assigned>,
    /// Skill to have first; may be repeated
    #[arg(long = "prerequisite", value_name = "SKILL")]
    prerequisites: Vec<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// Asks and writes.
///
/// # Errors
/// Where an answer is missing, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(common, output, "milepost new skill")?;
    let (asker, vocabulary) = (&desk.asker, desk.vocabulary());
    asker.require(&[
        arguments.naming.required(),
        ("--kind KIND", arguments.kind.is_some()),
        ("--proficient-from LEVEL", arguments.proficient_from.is_some()),
    ])?;
    let (name, path) =
        framework_id::ask(&desk, Kind::Skill, "As people say it: Async Rust", &arguments.naming)?;
    let kind = ask_kind(asker, arguments.kind.as_deref())?;
    let proficient_from = ask_proficiency(asker, arguments.proficient_from.as_deref(), vocabulary)?;
    let texts = ask_texts(asker, &arguments.levels, vocabulary, proficient_from)?;
    let mut draft = Draft::new(Kind::Skill);
    draft.set("name", &*name);
    draft.set("kind", kind.name());
    draft.set("proficient_from", i64::from(proficient_from.0));
    if !texts.is_empty() {
        let texts = texts.into_iter().map(|(level, text)| (level.to_string(), Value::from(text)));
        draft.set("levels", Value::Map(texts.collect()));
    }
    if !arguments.rubric.is_empty() {
        let rubric =
            arguments.rubric.iter().map(|item| (item.name.clone(), Value::from(item.value.as_str())));
        draft.set("rubric", Value::Map(rubric.collect()));
    }
    draft
        .set_list("prerequisites", &arguments.prerequisites)
        .set("reviewed", desk.today())
        .comment("rubric", "What good work looks like, by criterion; assessments can rate each:")
        .hint("rubric", "{criterion: What good looks like, another: What good looks like there}")
        .hint("prerequisites", "[a-skill-to-have-first]");
    desk.write(&path, draft, arguments.commit, &name)
}

fn ask_kind(asker: &Asker<'_>, given: Option<&str>) -> Result<SkillKind, Error> {
    let meaning = |kind| match kind {
        SkillKind::Technical => "of the craft: languages, tools, methods",
        SkillKind::Human => "of working with others",
        SkillKind::Leadership => "of leading others",
    };
    let choices: Vec<Choice> =
        SkillKind::ALL.iter().map(|kind| Choice::new(kind.name()).note(meaning(*kind))).collect();
    let question = Question { flag: "--kind KIND", text: "What sort of skill?", help: "" };
    let index = asker.choice(&question, given, &choices, Preset::Proposal(0))?;
    Ok(SkillKind::ALL.get(index).copied().unwrap_or(SkillKind::Technical))
}

/// The lowest level at which somebody works on their own; proposed is the middle of the scale.
fn ask_proficiency(asker: &Asker<'_>, given: Option<&str>, vocabulary: &Vocabulary) -> Result<Level, Error> {
    let levels: Vec<Level> = vocabulary.scale.keys().copied().collect();
    let choices: Vec<Choice> = vocabulary
        .scale
        .iter()
        .map(|(level, text)| {
            Choice::new(level.to_string())
                .label(level_name(*level, vocabulary))
                .text(text.description.as_deref().unwrap_or_default())
        })
        .collect();
    let question = Question {
        flag: "--proficient-from LEVEL",
        text: "From which level on does somebody work on their own?",
        help: "",
    };
    let index = asker.choice(&question, given, &choices, Preset::Proposal(levels.len() / 2))?;
    levels
        .get(index)
        .copied()
        .ok_or_else(|| usage("the scale in milepost.yaml has no level", "add levels to `scale`"))
}

/// What people at each level do. The level from which people work on their own comes first: where it
/// has a text of its own, the scale's descriptions hold no more, so without it no other is asked for.
fn ask_texts(
    asker: &Asker<'_>,
    given: &[Assigned],
    vocabulary: &Vocabulary,
    proficient_from: Level,
) -> Result<Vec<(Level, String)>, Error> {
    once("--level", given)?;
    if let Some(wrong) =
        given.iter().find(|item| !vocabulary.scale.keys().any(|level| level.to_string() == item.name))
    {
        let levels: Vec<String> = vocabulary.scale.keys().map(Level::to_string).collect();
        return Err(usage(
            format!("--level: `{}` is no level of the scale", wrong.name),
            format!("write one of {}, `=` and the text", levels.join(", ")),
        ));
    }
    let mut texts = Vec::new();
    let others = vocabulary.scale.keys().copied().filter(|level| *level != proficient_from);
    for level in std::iter::once(proficient_from).chain(others) {
        let own = assigned_to(given, &level.to_string());
        if own.is_none() && !given.is_empty() {
            continue;
        }
        let label = vocabulary.label(level).map_or_else(String::new, |label| format!(" ({label})"));
        let text = format!("What does somebody at level {level}{label} do?");
        let of_scale = vocabulary.scale.get(&level).and_then(|text| text.description.as_deref());
        let help = match of_scale {
            Some(words) if level == proficient_from => format!("Left empty, the scale's words hold: {words}"),
            None if level == proficient_from => "Such as: Writes cancellation-safe services alone".to_owned(),
            Some(_) | None => "Left empty, nobody is at this level in this skill".to_owned(),
        };
        let question = Question { flag: "--level LEVEL=TEXT", text: &text, help: &help };
        match asker.long_text(&question, own, Preset::Nothing, &|_| Ok(()))? {
            Some(text) => texts.push((level, text)),
            None if level == proficient_from => break,
            None => {}
        }
    }
    texts.sort_by_key(|(level, _)| *level);
    Ok(texts)
}
