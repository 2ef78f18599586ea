//! A cost below zero.

use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "negative-cost",
    family: Family::Program,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a cost below zero",
    docs: Docs {
        finds: "The `amount` of one of a program's `costs` is below 0. A cost of 0 is fine, and a benefit \
                may be negative: it is a loss.",
        why: "Costs are added up and taken from the benefits. One with a minus sign makes the program look \
              cheaper than it was, and hides a gain that would need a source.",
        bad: Example {
            path: "programs/async-cohort.yaml",
            yaml: "costs:\n  - {item: Workshop fee, amount: -4500}",
        },
        good: Example {
            path: "programs/async-cohort.yaml",
            yaml: "costs:\n  - {item: Workshop fee, amount: 4500}",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Groups(check)],
};

fn check(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for program in setting.groups.programs.iter() {
        for (index, cost) in program.data.costs.iter().enumerate() {
            if cost.amount < 0.0 {
                let pointer = Pointer::from("/costs").index(index).key("amount");
                findings.push(
                    RULE.finding(
                        program.value(pointer),
                        format!("a cost is 0 or more, and this one is {}", cost.amount),
                    )
                    .label("below zero")
                    .help(
                        "write what was paid without a minus sign; money that was gained belongs under \
                         `benefits`, with its `source`",
                    ),
                );
            }
        }
    }
}
