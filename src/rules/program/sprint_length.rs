//! A sprint that is too short, too long, or still running when its project begins.

use crate::finding::{Audience, Finding, Severity};
use crate::record::{Program, ProgramKind, Record};
use crate::rules::wording::days;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "sprint-length",
    family: Family::Program,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "a sprint of less than 14 or more than 28 days, or one that ends after its project begins",
    docs: Docs {
        finds: "A program of kind `sprint` lasts fewer than 14 or more than 28 days, or its `end` is after \
                `project.start`. Both `start` and `end` are days of the sprint, and weekends count: from \
                Monday to the Sunday after next are 14 days. An end on the day on which the project begins \
                is fine. Of an end before the start speaks the rule `invalid-period`.",
        why: "A sprint prepares a team for a project. In less than two weeks there is no time to practise; \
              after four weeks what was learned first has faded; and what comes after the project has begun \
              comes too late for it.",
        bad: Example {
            path: "programs/async-sprint.yaml",
            yaml: "kind: sprint\nstart: 2026-11-02\nend: 2026-12-18",
        },
        good: Example {
            path: "programs/async-sprint.yaml",
            yaml: "kind: sprint\nstart: 2026-11-02\nend: 2026-11-29",
        },
        change: "A longer program is a `cohort`. The limits are fixed; set the severity under `rules` in \
                 milepost.yaml, or write why one sprint is different into its `allow`.",
    },
    checks: &[Check::Groups(check)],
};

/// The days of the shortest and of the longest sprint, the first and the last day included.
const SHORTEST: i64 = 14;
const LONGEST: i64 = 28;

fn check(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for program in setting.groups.programs.iter().filter(|p| p.data.kind == ProgramKind::Sprint) {
        let Program { start, end, .. } = program.data;
        if end < start {
            continue;
        }
        check_length(program, findings);
        if let Some(begin) = program.data.project.as_ref().and_then(|project| project.start)
            && end > begin
        {
            findings.push(
                RULE.finding(
                    program.value("/end"),
                    format!("the sprint ends on {end}, after its project begins on {begin}"),
                )
                .label(format!("{} after the project begins", days(begin.days_until(end))))
                .related(program.value("/project/start"), "the project begins here")
                .help(format!("let the sprint end by {begin}, so that the project starts with the skill"))
                .subject(format!("{end}, project {begin}")),
            );
        }
    }
}

fn check_length(program: &Record<Program>, findings: &mut Vec<Finding>) {
    let Program { start, end, .. } = program.data;
    let length = start.days_until(end).saturating_add(1);
    let help = if length < SHORTEST {
        format!("let it end on {} or later", start.plus_days(SHORTEST - 1))
    } else if length > LONGEST {
        format!("let it end by {}; a longer program is a `cohort`", start.plus_days(LONGEST - 1))
    } else {
        return;
    };
    findings.push(
        RULE.finding(
            program.value("/end"),
            format!("the sprint lasts {}, and a sprint should last {SHORTEST} to {LONGEST}", days(length)),
        )
        .label("the first and the last day included")
        .related(program.value("/start"), "the first day")
        .help(help)
        .subject(format!("{start} to {end}")),
    );
}
