//! `milepost new program`: learning that several people do together.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::Desk;
use super::colleagues;
use super::framework_id::{self, Naming};
use crate::calendar::Date;
use crate::cli::ask::{Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::output::Output;
use crate::cli::{Common, Outcome};
use crate::error::Error;
use crate::layout::Draft;
use crate::record::{Kind, ProgramKind};

/// Arguments of `milepost new program`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost new program                     asks for name, kind, days and who runs it\n  \
    milepost new program --name \"Async Rust sprint\" --kind sprint --start 2026-11-30 \\\n    \
    --end 2026-12-18 --facilitator ben --module tokio-workshop\n\
    Who takes part is said in the profiles, under `programs`. With a `goal` in the file,\n\
    `milepost new goal --program ID` begins with it.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    #[command(flatten)]
    naming: Naming,
    /// What sort of program it is
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(ProgramKind::ALL.iter().map(|kind| kind.name())))]
    kind: Option<String>,
    /// First day
    #[arg(long, value_name = "DAY")]
    start: Option<String>,
    /// Last day
    #[arg(long, value_name = "DAY")]
    end: Option<String>,
    /// Who runs it; may be repeated
    #[arg(long = "facilitator", value_name = "HANDLE")]
    facilitators: Vec<String>,
    /// Who wants it and pays for it
    #[arg(long, value_name = "TEXT")]
    sponsor: Option<String>,
    /// Module that its members take, by its id; may be repeated
    #[arg(long = "module", value_name = "MODULE")]
    modules: Vec<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// What each kind means, to whoever chooses one.
const KINDS: [(ProgramKind, &str, &str); 6] = [
    (ProgramKind::Cohort, "cohort", "a group that learns at one pace"),
    (ProgramKind::Sprint, "sprint", "two to four weeks of preparation for a project"),
    (ProgramKind::Rotation, "rotation", "people work in other teams for a while"),
    (ProgramKind::Pilot, "pilot", "a trial of something new"),
    (ProgramKind::Challenge, "challenge", "a target that many reach for"),
    (ProgramKind::Community, "community", "people of one interest who meet"),
];

/// Asks and writes.
///
/// # Errors
/// Where an answer is missing, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(common, output, "milepost new program")?;
    let asker = &desk.asker;
    asker.require(&[
        arguments.naming.required(),
        ("--kind KIND", arguments.kind.is_some()),
        ("--start DAY", arguments.start.is_some()),
        ("--end DAY", arguments.end.is_some()),
    ])?;
    let (name, path) =
        framework_id::ask(&desk, Kind::Program, "Such as Async Rust sprint", &arguments.naming)?;
    let question = Question { flag: "--kind KIND", text: "What sort of program?", help: "" };
    let kind = desk
        .word(&question, arguments.kind.as_deref(), &KINDS, Preset::Nothing)?
        .unwrap_or(ProgramKind::Cohort);
    let question = Question { flag: "--start DAY", text: "First day?", help: "" };
    let start =
        asker.day(&question, arguments.start.as_deref(), Preset::Proposal(desk.today()), &|_| Ok(()))?;
    let question = Question { flag: "--end DAY", text: "Last day?", help: length(kind) };
    let judge =
        |end: Date| if end >= start { Ok(()) } else { Err(format!("{end} is before the start, {start}")) };
    let end =
        asker.day(&question, arguments.end.as_deref(), Preset::Proposal(likely_end(kind, start)), &judge)?;
    let facilitators = ask_facilitators(&desk, &arguments.facilitators)?;
    let mut draft = Draft::new(Kind::Program);
    draft
        .set("name", &*name)
        .set("kind", kind.name())
        .set("start", start)
        .set("end", end)
        .hint("sponsor", "Who wants it and pays for it")
        .hint("project", "{name: What it prepares for}")
        .hint("modules", "[module-id]")
        .comment("goal", "`milepost new goal --program` begins a member's goal with this:")
        .hint("goal", "{title: Run one service on it, measure: How anyone can tell, application: {what: Where it is used at work}}")
        .comment("metrics", "A figure of the business, read before the start and after the end:")
        .hint("metrics", &format!("[{{name: Latency p99, unit: ms, better: lower, before: {{value: 900, date: {start}}}}}]"));
    if kind == ProgramKind::Challenge {
        draft.hint("target", "{skill: a-skill, level: 3, count: 20}");
    }
    draft
        .set_list("facilitators", facilitators)
        .set_list("modules", &arguments.modules)
        .set_some("sponsor", arguments.sponsor.as_deref());
    desk.write(&path, draft, arguments.commit, &name)
}

/// How long programs of a kind are, in a few words.
fn length(kind: ProgramKind) -> &'static str {
    match kind {
        ProgramKind::Sprint => "A sprint has 14 to 28 days",
        ProgramKind::Cohort
        | ProgramKind::Rotation
        | ProgramKind::Pilot
        | ProgramKind::Challenge
        | ProgramKind::Community => "",
    }
}

/// The last day that is proposed: whole weeks after the start.
fn likely_end(kind: ProgramKind, start: Date) -> Date {
    let weeks = match kind {
        ProgramKind::Sprint => 3,
        ProgramKind::Rotation => 6,
        ProgramKind::Pilot => 8,
        ProgramKind::Cohort | ProgramKind::Challenge => 12,
        ProgramKind::Community => 52,
    };
    start.plus_days(7 * weeks - 1)
}

fn ask_facilitators(desk: &Desk<'_>, given: &[String]) -> Result<Vec<String>, Error> {
    let everybody = colleagues::everybody(&desk.workspace.state, desk.today())?;
    let me = desk.me()?;
    let everybody = colleagues::nearest_first(everybody, |one| Some(&one.handle) == me.as_ref());
    let mine: Vec<usize> = me.iter().flat_map(|me| colleagues::places([me.as_str()], &everybody)).collect();
    colleagues::ask(
        &desk.asker,
        &Question { flag: "--facilitator HANDLE", text: "Who runs it?", help: "They may change its file" },
        given,
        (&everybody, desk.framework()),
        Preset::Proposal(&mine),
        0,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sprint_is_proposed_within_its_limits() {
        let start: Date = "2026-11-23".parse().unwrap();
        for kind in ProgramKind::ALL {
            let days = start.days_until(likely_end(*kind, start)) + 1;
            assert_eq!(days % 7, 0, "{kind}");
            assert!(*kind != ProgramKind::Sprint || (14..=28).contains(&days), "{days}");
        }
    }
}
