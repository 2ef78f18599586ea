//! A name that leads nowhere.

use super::phrases::name;
use super::resolution::{Answer, Resolver};
use super::taken_away::{Loss, loss};
use crate::finding::{Audience, Certainty, Finding, Severity};
use crate::record::{Id, Person, PlacedReference, RawPolicy, Record};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unresolved-reference",
    family: Family::Framework,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "an id or a handle that names nothing",
    docs: Docs {
        finds: "A skill, role, tier, module, credential, team, program, person, own goal, own entry, own \
                assessment or criterion of a rubric that is named in a record but is not there. \
                Disciplines are looked up only where `disciplines` in milepost.yaml lists any. Former ids \
                (`formerly`) and files that cannot be read count as being there. Where a change removes or \
                renames what is named, every record that names it is told of, whoever it belongs to.",
        why: "A record that names nothing is in no sum: a goal for a misspelled skill moves nobody \
              forward, and an approval by a misspelled handle is nobody's.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the webhook worker on async Rust\nskill: asnyc-rust\ntarget: 3",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the webhook worker on async Rust\nskill: async-rust\ntarget: 3",
        },
        change: "Write an id that exists, or add its file. Where a record was renamed, put its old id into \
                 `formerly` of the new file: every reference then stays valid.",
    },
    checks: &[
        Check::Policy(check_policy),
        Check::Framework(check_framework),
        Check::Groups(check_groups),
        Check::Person(check_person),
    ],
};

fn check_policy(policy: &Record<RawPolicy>, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    check(policy.references(), setting, None, findings);
}

fn check_framework(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    check(setting.framework.references(), setting, None, findings);
}

fn check_groups(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    check(setting.groups.references(), setting, None, findings);
}

fn check_person(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    check(person.references(), setting, Some(person), findings);
}

fn check<'a>(
    references: impl Iterator<Item = PlacedReference<'a>>,
    setting: &Setting<'_>,
    owner: Option<&Person>,
    findings: &mut Vec<Finding>,
) {
    let mut resolver = Resolver::new(setting, owner);
    for placed in references {
        let reference = &placed.reference;
        if resolver.resolve(reference) != Answer::Missing {
            continue;
        }
        let complaint = resolver.complaint(reference);
        let finding = match loss(reference, setting, owner) {
            // Its former ids cannot be read.
            Loss::Unreadable => continue,
            Loss::TakenAway { how, advice, replacement } => {
                let finding = RULE.finding(placed.location(), format!("{complaint} any more: {how}"));
                match replacement {
                    // A file counts as renamed where another is alike.
                    Some(text) => finding.replace(advice, text, Certainty::Likely),
                    None => finding.help(advice),
                }
            }
            Loss::NeverThere => match resolver.suggest(reference) {
                Some((meant, certainty)) => {
                    let message = format!("{complaint}; did you mean {}?", name(&meant));
                    let finding = RULE.finding(placed.location(), message);
                    let advice = format!("write {}", name(&meant));
                    // What is no id (a criterion, a stray folder) may need quotes: nothing to put in as it is.
                    if Id::is_valid(&meant) {
                        finding.replace(advice, meant, certainty)
                    } else {
                        finding.help(advice)
                    }
                }
                None => RULE.finding(placed.location(), complaint).help(resolver.advice(reference)),
            },
        };
        findings.push(match resolver.definition(reference) {
            Some((location, label)) => finding.related(location, label),
            None => finding,
        });
    }
}
