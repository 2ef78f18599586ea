//! A program that is over, and a figure of which nobody says what became of it.

use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "missing-outcome",
    family: Family::Program,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: true,
    summary: "a program that ended with a metric that has no figure for afterwards",
    docs: Docs {
        finds: "A program's `end` has passed and one of its metrics has no `after`. On the last day itself \
                nothing is said.",
        why: "Whether a program was worth it can only be told from a figure before and one after it. Read \
              late, or never, the figure says little about the program.",
        bad: Example {
            path: "programs/async-cohort.yaml",
            yaml: "# on 2026-12-19\nend: 2026-12-18\nmetrics:\n  - name: Webhook latency p99\n    \
                   before: {value: 900, date: 2026-09-28}",
        },
        good: Example {
            path: "programs/async-cohort.yaml",
            yaml: "# on 2026-12-19\nend: 2026-12-18\nmetrics:\n  - name: Webhook latency p99\n    \
                   before: {value: 900, date: 2026-09-28}\n    after: {value: 240, date: 2026-12-18}",
        },
        change: "A figure that is not going to be read can be taken out of `metrics`. Set the severity under \
                 `rules` in milepost.yaml.",
    },
    checks: &[Check::Groups(check)],
};

fn check(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for program in setting.groups.programs.iter().filter(|program| setting.today > program.data.end) {
        let end = program.data.end;
        for (index, metric) in program.data.metrics.iter().enumerate() {
            if metric.after.is_some() {
                continue;
            }
            let pointer = Pointer::from("/metrics").index(index).key("name");
            findings.push(
                RULE.finding(
                    program.value(pointer),
                    format!("the program ended on {end}, and this figure has no value for afterwards"),
                )
                .label("no `after`")
                .related(program.value("/end"), "the program ended here")
                .help("read the figure again and write it as `after`, with its `value` and `date`"),
            );
        }
    }
}
