//! A figure "before" that was read when the program was already running.

use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "late-baseline",
    family: Family::Program,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "a figure from before a program that was read after the program had started",
    docs: Docs {
        finds: "`before.date` of a metric is after the program's `start`. The day of the start itself is \
                fine, and a figure without a date is left alone.",
        why: "A figure that the program may already have changed cannot show what the program changed.",
        bad: Example {
            path: "programs/async-cohort.yaml",
            yaml: "start: 2026-10-05\nmetrics:\n  - name: Webhook latency p99\n    \
                   before: {value: 900, date: 2026-10-12}",
        },
        good: Example {
            path: "programs/async-cohort.yaml",
            yaml: "start: 2026-10-05\nmetrics:\n  - name: Webhook latency p99\n    \
                   before: {value: 900, date: 2026-09-28}",
        },
        change: "Where the old figures are lost, say so in the program's `allow`. Set the severity under \
                 `rules` in milepost.yaml.",
    },
    checks: &[Check::Groups(check)],
};

fn check(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for program in setting.groups.programs.iter() {
        let start = program.data.start;
        for (index, metric) in program.data.metrics.iter().enumerate() {
            let Some(read) = metric.before.as_ref().and_then(|before| before.date) else { continue };
            if read <= start {
                continue;
            }
            let pointer = Pointer::from("/metrics").index(index).key("before").key("date");
            findings.push(
                RULE.finding(
                    program.value(pointer),
                    format!("the figure before the program was read on {read}, after the start on {start}"),
                )
                .related(program.value("/start"), "the program starts here")
                .help(format!("give a figure of {start} or an earlier day, from where the figures are kept")),
            );
        }
    }
}
