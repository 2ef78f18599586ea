//! `milepost new award`: a credential that somebody has earned.

use std::collections::BTreeSet;

use clap::Args;

use super::Desk;
use super::colleagues;
use super::levels::{level_name, named};
use crate::calendar::Date;
use crate::cli::ask::{Choice, Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::output::Output;
use crate::cli::{Common, Outcome, usage};
use crate::error::Error;
use crate::layout::{Draft, Value};
use crate::progress::readiness::{Readiness, evidence, readiness};
use crate::record::{Credential, CredentialKind, EntryType, Kind, Person, Record, Trust};

/// Arguments of `milepost new award`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost new award                       asks; what is within reach comes first\n  \
    milepost new award --credential async-owner --evidence 2026-11-20-retry-queue \\\n    \
    --approved-by ben --approved-by chi\n  \
    milepost new award --credential cluster-operator --certificate-id CO-2026-118 \\\n    \
    --certificate-url https://guild.example.com/CO-2026-118\n\
    What the credential asks for is checked before anything is written.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Who earned it [default: you, by Git's user.email]
    #[arg(long = "for", value_name = "HANDLE")]
    whose: Option<String>,
    /// Credential, by its id
    #[arg(long, value_name = "CREDENTIAL")]
    credential: Option<String>,
    /// Day on which it was earned [default: today]
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
    /// Own entry that shows it; may be repeated
    #[arg(long = "evidence", value_name = "ENTRY")]
    evidence: Vec<String>,
    /// Who approved it; may be repeated
    #[arg(long = "approved-by", value_name = "HANDLE")]
    approved_by: Vec<String>,
    /// Number of the certificate of an examination
    #[arg(long, value_name = "NUMBER")]
    certificate_id: Option<String>,
    /// Where the certificate can be verified
    #[arg(long, value_name = "URL")]
    certificate_url: Option<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// Asks and writes.
///
/// # Errors
/// Where an answer is missing, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(common, output, "milepost new award")?;
    let framework = desk.framework();
    let whose = desk.workspace.handle(arguments.whose.as_deref())?;
    let person = desk.workspace.person(&whose)?;
    let given = arguments.credential.as_deref();
    let given =
        given.map(|id| named(&framework.credentials, id, "credential", "--credential")).transpose()?;
    desk.asker.require(&required(arguments, given, &desk))?;
    let date = desk.day("--date DAY", arguments.date.as_deref())?;
    let credential = match given {
        Some(credential) => credential,
        None => ask_credential(&desk, &person, date)?,
    };
    let evidence = ask_evidence(arguments, &desk, (&person, &credential.data), date)?;
    let approved_by = ask_approvals(arguments, &desk, &person, credential)?;
    let mut draft = Draft::new(Kind::Award);
    draft.set("credential", credential.id.as_str());
    draft.set("date", date);
    draft.set_list("evidence", &evidence).set_list("approved_by", &approved_by);
    let certificate = [("id", &arguments.certificate_id), ("url", &arguments.certificate_url)];
    let certificate: Vec<(String, Value)> = certificate
        .into_iter()
        .filter_map(|(key, text)| Some((key.to_owned(), text.as_deref()?.into())))
        .collect();
    if credential.data.kind == CredentialKind::Certification {
        draft.hint("certificate", "{id: its number, url: where it can be verified}");
    }
    if !certificate.is_empty() {
        draft.set("certificate", Value::Map(certificate));
    }
    let path = desk.workspace.free_dated(Kind::Award, &whose, date, &credential.id)?;
    desk.write(&path, draft, arguments.commit, &credential.data.name)
}

/// The flags that are needed where nobody can be asked: what the credential asks for.
fn required<'a>(
    arguments: &Arguments,
    credential: Option<&Record<Credential>>,
    desk: &Desk<'_>,
) -> Vec<(&'a str, bool)> {
    let asks = |test: &dyn Fn(&Credential) -> bool| credential.is_some_and(|record| test(&record.data));
    vec![
        ("--credential CREDENTIAL", credential.is_some()),
        ("--evidence ENTRY", !arguments.evidence.is_empty() || !asks(&|one| !one.evidence_types.is_empty())),
        (
            "--approved-by HANDLE",
            !arguments.approved_by.is_empty() || !asks(&|one| approvals_now(one, desk) > 0),
        ),
    ]
}

/// How many approvals the file has to name: where they are given as reviews, they are still to come.
fn approvals_now(credential: &Credential, desk: &Desk<'_>) -> usize {
    if desk.policy().trust == Trust::Review {
        return 0;
    }
    credential.approvals.as_ref().map_or(0, |asked| usize::try_from(asked.count).unwrap_or(usize::MAX))
}

fn ask_credential<'a>(
    desk: &'a Desk<'_>,
    person: &'a Person,
    date: Date,
) -> Result<&'a Record<Credential>, Error> {
    let framework = desk.framework();
    let found = readiness(person, framework, date, &desk.limits());
    if found.is_empty() {
        return Err(usage("there is no credential to earn yet", "`milepost new credential` writes one"));
    }
    let choices: Vec<Choice> = found
        .iter()
        .map(|item| {
            Choice::new(item.credential.id.as_str())
                .label(&*item.credential.data.name)
                .note(standing(item, desk))
                .text(&*item.credential.data.criteria)
        })
        .collect();
    let question = Question { flag: "--credential CREDENTIAL", text: "Which credential?", help: "" };
    let index = desk.asker.choice(&question, None, &choices, Preset::Nothing)?;
    let chosen =
        found.get(index).ok_or_else(|| usage("no credential was chosen", "name it with --credential"))?;
    // Whoever goes on is told by the check what is missing; nobody should have to answer all for that.
    if !chosen.levels.is_empty() {
        let missing = standing(chosen, desk);
        let question = Question { text: "Go on all the same?", help: &missing, ..question };
        if !desk.asker.yes_or_no(&question, None, Preset::Proposal(false))? {
            return Err(Error::Interrupted);
        }
    }
    Ok(chosen.credential)
}

/// How far somebody is, in a few words.
fn standing(item: &Readiness<'_>, desk: &Desk<'_>) -> String {
    if item.held {
        return "held already; this renews it".to_owned();
    }
    if item.is_ready() {
        return "within reach".to_owned();
    }
    let levels = item
        .levels
        .iter()
        .map(|asked| format!("{} at {}", asked.skill, level_name(asked.level, desk.vocabulary())));
    let entries = item.evidence.iter().map(|kind| format!("an entry of type {kind}"));
    format!("not yet: {}", levels.chain(entries).collect::<Vec<_>>().join(", "))
}

/// The own entries that show it. Proposed is the latest of each type that the credential asks for.
fn ask_evidence(
    arguments: &Arguments,
    desk: &Desk<'_>,
    (person, credential): (&Person, &Credential),
    date: Date,
) -> Result<Vec<String>, Error> {
    // Any own entry will do; those that are about its skills come first.
    let mut entries = evidence(person, credential, &desk.framework().skills, date);
    let fitting: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let mut rest: Vec<_> =
        person.entries.iter().filter(|entry| !fitting.contains(entry.id.as_str())).collect();
    rest.sort_by_key(|entry| std::cmp::Reverse(entry.data.date));
    let marked = fitting.len();
    entries.extend(rest);
    let kinds: Vec<EntryType> = entries.iter().take(marked).map(|entry| entry.data.kind).collect();
    let marked = latest_of_each(&kinds, &credential.evidence_types);
    let choices: Vec<Choice> = entries
        .iter()
        .map(|entry| {
            Choice::new(entry.id.as_str()).note(format!("{}: {}", entry.data.kind, entry.data.title))
        })
        .collect();
    let types = credential.evidence_types.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ");
    let help = if types.is_empty() { String::new() } else { format!("One of each: {types}") };
    let question = Question { flag: "--evidence ENTRY", text: "Which entries show it?", help: &help };
    let chosen =
        desk.asker.choices(&question, &arguments.evidence, &choices, Preset::Proposal(&marked), 0)?;
    Ok(chosen.iter().filter_map(|index| entries.get(*index)).map(|entry| entry.id.to_string()).collect())
}

/// The first place among `kinds` of each of the `asked` types; the first of all where none is asked.
fn latest_of_each(kinds: &[EntryType], asked: &[EntryType]) -> Vec<usize> {
    if asked.is_empty() {
        return (!kinds.is_empty()).then_some(0).into_iter().collect();
    }
    let mut places: Vec<usize> =
        asked.iter().filter_map(|asked| kinds.iter().position(|kind| kind == asked)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

fn ask_approvals(
    arguments: &Arguments,
    desk: &Desk<'_>,
    person: &Person,
    credential: &Record<Credential>,
) -> Result<Vec<String>, Error> {
    let Some(asked) = &credential.data.approvals else { return Ok(arguments.approved_by.clone()) };
    let others = colleagues::others(&desk.workspace.state, desk.today(), person)?;
    let people = if asked.count == 1 { "person" } else { "people" };
    let disciplines = if asked.asks_for_several_disciplines() { " of more than one discipline" } else { "" };
    let reviews = if desk.policy().trust == Trust::Review { "; each approves the pull request" } else { "" };
    let help = format!("It takes {} {people}{disciplines}{reviews}", asked.count);
    let question = Question { flag: "--approved-by HANDLE", text: "Who approved it?", help: &help };
    colleagues::ask(
        &desk.asker,
        &question,
        &arguments.approved_by,
        (&others, desk.framework()),
        Preset::Nothing,
        approvals_now(&credential.data, desk).min(others.len()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_each_type_that_is_asked_for_the_latest_is_proposed() {
        use EntryType::{Course, Project, Talk};
        assert_eq!(latest_of_each(&[Talk, Project, Project], &[Project, Talk]), [0, 1]);
        assert!(latest_of_each(&[Talk, Project], &[Course]).is_empty());
        assert_eq!(latest_of_each(&[Talk, Project], &[]), [0]);
        assert!(latest_of_each(&[], &[]).is_empty());
    }
}
