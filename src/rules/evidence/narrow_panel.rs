//! A panel that is no panel.

use std::collections::BTreeSet;

use super::{assessments, people};
use crate::finding::{Audience, Finding, Severity};
use crate::progress::level::handles;
use crate::record::{Assessment, Id, Method, Person, Record};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "narrow-panel",
    family: Family::Evidence,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "a panel of one person, or of one discipline only",
    docs: Docs {
        finds: "The `assessors` of an assessment with `method: panel` are one person (a former handle is the \
                same person), or all of one discipline while `disciplines` in milepost.yaml, or the roles, \
                name others too. Where the profile of one of them cannot be read, disciplines are not \
                compared. Panels of nobody are found by `missing-assessor`, and those with the person who \
                is assessed by `self-on-panel`; this rule is then silent. People who have left are not \
                looked at.",
        why: "A panel counts for more than any other assessment, because several people with different eyes \
              agree on it.",
        bad: Example {
            path: "people/ana/assessments/2026-11-21-panel.yaml",
            yaml: "method: panel\nassessors: [ben]",
        },
        good: Example {
            path: "people/ana/assessments/2026-11-21-panel.yaml",
            yaml: "method: panel\nassessors: [ben, chi]",
        },
        change: "Set its severity under `rules` in milepost.yaml, or silence it in the assessment with \
                 `allow: {narrow-panel: why}`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let panels = assessments(person, setting).filter(|record| record.data.method == Method::Panel);
    let mut own = None;
    for panel in panels.filter(|panel| !panel.data.assessors.is_empty()) {
        let own = own.get_or_insert_with(|| handles(person));
        if !panel.data.assessors.iter().any(|assessor| own.contains(assessor)) {
            check_panel(panel, setting, findings);
        }
    }
}

fn check_panel(panel: &Record<Assessment>, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let members = people(&panel.data.assessors, setting);
    let location = || panel.value("/assessors");
    let mut each = members.iter();
    if let (Some(only), None) = (each.next(), each.next()) {
        let message = format!("the panel is one person, `{only}`, and it takes two or more");
        findings.push(
            RULE.finding(location(), message)
                .label("one person")
                .related(panel.value("/method"), "said to be a panel")
                .help(
                    "add the others who rated, or write the method that it was, such as `peer` or `mentor`",
                ),
        );
        return;
    }
    let Some(disciplines) = disciplines(&members, setting) else { return };
    let mut disciplines = disciplines.iter();
    let (Some(only), None) = (disciplines.next(), disciplines.next()) else { return };
    if has_others(only, setting) {
        findings.push(
            RULE.finding(location(), format!("everybody on the panel is of one discipline, `{only}`"))
                .label("one discipline")
                .help("ask somebody of another discipline to join the next panel"),
        );
    }
}

/// The disciplines of all `members`; nothing where that of one is not known.
fn disciplines(members: &BTreeSet<Id>, setting: &Setting<'_>) -> Option<BTreeSet<Id>> {
    members
        .iter()
        .map(|member| setting.directory.profile(member).map(|profile| profile.discipline.clone()))
        .collect()
}

/// Whether the policy or the roles name another discipline than `only`.
fn has_others(only: &Id, setting: &Setting<'_>) -> bool {
    let roles = setting.framework.roles.iter().map(|role| &role.data.discipline);
    setting.vocabulary.disciplines.iter().chain(roles).any(|discipline| discipline != only)
}
