//! `milepost new credential`: what can be earned, and on what grounds.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::Desk;
use super::framework_id::{self, Naming};
use super::levels::{self, Assigned, named};
use super::module::judge_url;
use crate::cli::ask::{Choice, Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::output::Output;
use crate::cli::{Common, Outcome, usage};
use crate::error::Error;
use crate::layout::{Draft, Value};
use crate::record::{CredentialKind, EntryType, Kind};

/// Arguments of `milepost new credential`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost new credential                  asks for what has to be shown, and who approves it\n  \
    milepost new credential --name \"Async service owner\" --kind micro-credential \\\n    \
    --criteria \"Runs one async service in production for a month\" --skill async-rust \\\n    \
    --require async-rust=3 --evidence-type project --approvals 2\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    #[command(flatten)]
    naming: Naming,
    /// Who stands behind it
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(CredentialKind::ALL.iter().map(|kind| kind.name())))]
    kind: Option<String>,
    /// What has to be shown to earn it
    #[arg(long, value_name = "TEXT")]
    criteria: Option<String>,
    /// Skill that it speaks for; may be repeated
    #[arg(long = "skill", value_name = "SKILL")]
    skills: Vec<String>,
    /// Level that has to be reached first; may be repeated
    #[arg(long = "require", value_name = "SKILL=LEVEL")]
    requires: Vec<Assigned>,
    /// Type of entry that its evidence has to include; may be repeated
    #[arg(long = "evidence-type", value_name = "TYPE", value_parser = PossibleValuesParser::new(EntryType::ALL.iter().map(|kind| kind.name())))]
    evidence_types: Vec<String>,
    /// How many people have to approve it; 0 for none
    #[arg(long, value_name = "COUNT")]
    approvals: Option<String>,
    /// They have to come from more than one discipline
    #[arg(long)]
    distinct_disciplines: bool,
    /// Months for which it is valid [default: for ever]
    #[arg(long, value_name = "MONTHS")]
    valid_months: Option<u32>,
    /// Who issues it
    #[arg(long, value_name = "TEXT")]
    issuer: Option<String>,
    /// Where it is described
    #[arg(long, value_name = "URL", value_parser = url)]
    url: Option<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

fn url(text: &str) -> Result<String, String> {
    judge_url(text).map(|()| text.to_owned())
}

/// What each kind means, to whoever chooses one.
const KINDS: [(CredentialKind, &str, &str); 2] = [
    (CredentialKind::MicroCredential, "micro-credential", "your own organisation, on shown work"),
    (CredentialKind::Certification, "certification", "somebody outside, on an examination"),
];

/// Asks and writes.
///
/// # Errors
/// Where an answer is missing, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(common, output, "milepost new credential")?;
    let certification = arguments.kind.as_deref() == Some(CredentialKind::Certification.name());
    desk.asker.require(&[
        arguments.naming.required(),
        ("--kind KIND", arguments.kind.is_some()),
        ("--criteria TEXT", arguments.criteria.is_some()),
        ("--skill SKILL", !certification || !arguments.skills.is_empty()),
    ])?;
    let (name, path) =
        framework_id::ask(&desk, Kind::Credential, "Such as Async service owner", &arguments.naming)?;
    let question = Question { flag: "--kind KIND", text: "Who stands behind it?", help: "" };
    let kind = desk
        .word(&question, arguments.kind.as_deref(), &KINDS, Preset::Nothing)?
        .unwrap_or(CredentialKind::MicroCredential);
    let question = Question {
        flag: "--criteria TEXT",
        text: "What has to be shown to earn it?",
        help: "Such as: Runs one async service in production for a month, load test included",
    };
    let criteria = desk.asker.text(&question, arguments.criteria.as_deref(), Preset::Nothing, &|_| Ok(()))?;
    let skills = ask_skills(&desk, &arguments.skills, kind)?;
    let evidence_types = ask_evidence_types(&desk, &arguments.evidence_types)?;
    let approvals = ask_approvals(&desk, arguments, kind)?;
    let mut draft = Draft::new(Kind::Credential);
    draft
        .set("name", &*name)
        .set("kind", kind.name())
        .set("criteria", &*criteria)
        .hint(
            "requires",
            &format!("[{{skill: {}, level: 3}}]", skills.first().map_or("a-skill", String::as_str)),
        )
        .hint("valid_months", "24")
        .hint("issuer", "Who issues it")
        .hint("url", "https://example.com/where-it-is-described")
        .set_list("skills", skills)
        .set_list("requires", requires(&desk, &arguments.requires)?)
        .set_list("evidence_types", evidence_types)
        .set_some("valid_months", arguments.valid_months.map(i64::from))
        .set_some("issuer", arguments.issuer.as_deref())
        .set_some("url", arguments.url.as_deref());
    if let Some(count) = approvals.filter(|count| *count > 0) {
        let mut asked = vec![("count".to_owned(), Value::from(count))];
        if arguments.distinct_disciplines {
            asked.push(("distinct_disciplines".to_owned(), true.into()));
        }
        draft.set("approvals", Value::Map(asked));
    }
    desk.write(&path, draft, arguments.commit, &name)
}

/// The skills that it speaks for; a certification has to name one.
fn ask_skills(desk: &Desk<'_>, given: &[String], kind: CredentialKind) -> Result<Vec<String>, Error> {
    let at_least = usize::from(kind == CredentialKind::Certification);
    let skills = levels::usable(&desk.framework().skills);
    if skills.len() < at_least {
        return Err(usage(
            "a certification speaks for a skill, and there is none yet",
            "`milepost new skill` writes one",
        ));
    }
    let help = if at_least == 0 { "May be left" } else { "" };
    let question = Question { flag: "--skill SKILL", text: "Which skills does it speak for?", help };
    let choices = levels::skill_choices(&skills);
    let chosen = desk.asker.choices(&question, given, &choices, Preset::Nothing, at_least)?;
    Ok(chosen.into_iter().filter_map(|index| skills.get(index)).map(|skill| skill.id.to_string()).collect())
}

/// The types of entries that its evidence has to include; proposed is work that was done.
fn ask_evidence_types(desk: &Desk<'_>, given: &[String]) -> Result<Vec<String>, Error> {
    let choices: Vec<Choice> = EntryType::ALL.iter().map(|kind| Choice::new(kind.name())).collect();
    let project = EntryType::ALL.iter().position(|kind| *kind == EntryType::Project);
    let marked: Vec<usize> = project.into_iter().collect();
    let question = Question {
        flag: "--evidence-type TYPE",
        text: "Which entries have to show it?",
        help: "One of each type that is marked",
    };
    let chosen = desk.asker.choices(&question, given, &choices, Preset::Proposal(&marked), 0)?;
    Ok(chosen
        .into_iter()
        .filter_map(|index| EntryType::ALL.get(index))
        .map(|kind| kind.name().to_owned())
        .collect())
}

/// How many people approve it: two for the own organisation's, nobody for an examination.
fn ask_approvals(desk: &Desk<'_>, arguments: &Arguments, kind: CredentialKind) -> Result<Option<i64>, Error> {
    let likely = match kind {
        CredentialKind::MicroCredential => "2",
        CredentialKind::Certification => "0",
    };
    let question =
        Question { flag: "--approvals COUNT", text: "How many people approve it?", help: "0 for none" };
    desk.count(&question, arguments.approvals.as_deref(), Preset::Proposal(likely), 0..=100)
}

/// The levels that have to be reached first.
fn requires(desk: &Desk<'_>, given: &[Assigned]) -> Result<Vec<Value>, Error> {
    let flag = "--require SKILL=LEVEL";
    given
        .iter()
        .map(|item| {
            let skill = named(&desk.framework().skills, &item.name, "skill", "--require")?;
            let question = Question { flag, text: "Which level has to be reached?", help: "" };
            let (data, vocabulary) = (&skill.data, desk.vocabulary());
            let given = Some(item.value.as_str());
            let level = levels::ask_level(&desk.asker, &question, given, data, vocabulary, Preset::Nothing)?;
            Ok(levels::skill_at(&skill.id, level))
        })
        .collect()
}
