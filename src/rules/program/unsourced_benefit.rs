//! Benefits that nobody can look up, or that are set against no cost.

use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unsourced-benefit",
    family: Family::Program,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a benefit without a source, or benefits without any cost",
    docs: Docs {
        finds: "A benefit of a program, or a loss, has no `source`; or a program has `benefits` and no `costs` at \
                all. A cost of 0 is a cost.",
        why: "A return on investment is believed when everybody can look up where its figures come from, and \
              when it says what was spent. Without costs it cannot be computed.",
        bad: Example {
            path: "programs/async-cohort.yaml",
            yaml: "benefits:\n  - {item: Two fewer incidents a month, amount: 9000, confidence: medium}",
        },
        good: Example {
            path: "programs/async-cohort.yaml",
            yaml: "costs:\n  - {item: Workshop fee, amount: 4500, source: Invoice 2026-118}\nbenefits:\n  \
                   - {item: Two fewer incidents a month, amount: 9000, confidence: medium,\n     \
                   source: Incident reports of 2026}",
        },
        change: "Set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Groups(check)],
};

fn check(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for program in setting.groups.programs.iter() {
        let data = &program.data;
        for (index, benefit) in data.benefits.iter().enumerate() {
            if benefit.source.is_some() {
                continue;
            }
            let pointer = Pointer::from("/benefits").index(index).key("item");
            findings.push(
                RULE.finding(program.value(pointer), "this benefit does not say where its amount comes from")
                    .label("no `source`")
                    .help(
                        "write as `source` where anybody can look the amount up, such as a report or a link",
                    ),
            );
        }
        if !data.benefits.is_empty() && data.costs.is_empty() {
            findings.push(
                RULE.finding(program.key("/benefits"), "the program has benefits, and no cost beside them")
                    .help(
                        "write what it cost under `costs`; where it cost nothing, an item with `amount: 0`",
                    ),
            );
        }
    }
}
