//! References among records of one kind that lead back to where they began.

use std::collections::BTreeMap;

use super::cycles::cycles;
use crate::finding::{Audience, Finding, Location, Pointer, Severity};
use crate::record::{Id, Module, Person, Record, Records, Skill, Written};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "reference-cycle",
    family: Family::Framework,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "prerequisites, replacements or former ids that lead back to where they began",
    docs: Docs {
        finds: "Skills or modules that are, over any number of steps, their own prerequisite; skills that \
                replace each other; records that each name the other under `formerly`, or a record or \
                person that names itself there. Each cycle is reported once, at its first id in \
                alphabetical order; of cycles that share records one is reported at a time.",
        why: "There is no first step on such a path, and no end to a search for the present name.",
        bad: Example {
            path: "framework/skills/async-rust.yaml",
            yaml: "prerequisites: [observability] # and observability has prerequisites: [async-rust]",
        },
        good: Example { path: "framework/skills/async-rust.yaml", yaml: "prerequisites: [rust]" },
        change: "Take out one reference of the cycle: the one that is not needed first.",
    },
    checks: &[Check::Framework(check_framework), Check::Groups(check_groups), Check::Person(check_person)],
};

/// A field through which records of one kind name each other.
struct Link<T: 'static> {
    /// The field.
    field: &'static str,
    /// The ids in it.
    ids: fn(&T) -> &[Id],
    /// Whether a former id in it stands for the record that has another now.
    through_former: bool,
    /// What a person reads when a record leads to itself, after its id.
    own: &'static str,
    /// What leads back, in the plural.
    what: &'static str,
    /// What to do about it.
    help: &'static str,
}

const PREREQUISITES_HELP: &str = "take out the prerequisite that is not needed first";

fn former<T: Written>() -> Link<T> {
    Link {
        field: "formerly",
        ids: T::formerly,
        // A former id that is in use no more leads nowhere: that is what the field is for.
        through_former: false,
        own: "names itself under `formerly`",
        what: "former ids",
        help: "take out what was never a former id of the same record",
    }
}

fn check_framework(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let framework = setting.framework;
    let prerequisites = Link {
        field: "prerequisites",
        ids: |skill: &Skill| &skill.prerequisites,
        through_former: true,
        own: "is its own prerequisite",
        what: "prerequisites",
        help: PREREQUISITES_HELP,
    };
    let replacements = Link {
        field: "replaced_by",
        ids: |skill: &Skill| skill.replaced_by.as_slice(),
        through_former: true,
        own: "is replaced by itself",
        what: "replacements",
        help: "one of these skills has to be the one that stays: take out its `replaced_by`",
    };
    let modules = Link {
        field: "prerequisites",
        ids: |module: &Module| &module.prerequisites,
        through_former: true,
        own: "is its own prerequisite",
        what: "prerequisites",
        help: PREREQUISITES_HELP,
    };
    check(&framework.skills, &prerequisites, findings);
    check(&framework.skills, &replacements, findings);
    check(&framework.skills, &former(), findings);
    check(&framework.modules, &modules, findings);
    check(&framework.modules, &former(), findings);
    check(&framework.roles, &former(), findings);
    check(&framework.credentials, &former(), findings);
}

fn check_groups(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    check(&setting.groups.teams, &former(), findings);
    check(&setting.groups.programs, &former(), findings);
}

fn check_person(person: &Person, _: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(profile) = &person.profile else { return };
    if let Some(index) = profile.data.formerly.iter().position(|old| *old == person.handle) {
        findings.push(
            RULE.finding(
                profile.value(Pointer::from("/formerly").index(index)),
                format!("`{}` names itself under `formerly`", person.handle),
            )
            .help("take out what was never a former handle of this person"),
        );
    }
}

/// How many ids of a cycle a message spells out.
const NAMED: usize = 6;
/// How many places of a cycle a finding shows.
const SHOWN: usize = 32;

fn check<T>(records: &Records<T>, link: &Link<T>, findings: &mut Vec<Finding>) {
    let nodes: Vec<&Record<T>> = records.iter().collect();
    let numbers: BTreeMap<&Id, usize> = nodes.iter().enumerate().map(|(n, record)| (&record.id, n)).collect();
    let number = |id: &Id| {
        let present = || records.get(id).filter(|_| link.through_former).map(|record| &record.id);
        numbers.get(id).or_else(|| numbers.get(present()?)).copied()
    };
    let edges: Vec<Vec<usize>> =
        nodes.iter().map(|record| (link.ids)(&record.data).iter().filter_map(number).collect()).collect();
    for cycle in cycles(&edges) {
        let steps: Vec<(&Record<T>, Location)> = cycle
            .iter()
            .zip(cycle.iter().cycle().skip(1))
            .filter_map(|(from, to)| {
                let record = nodes.get(*from)?;
                let index = (link.ids)(&record.data).iter().position(|id| number(id) == Some(*to))?;
                Some((*record, place(record, link.field, index)))
            })
            .collect();
        findings.extend(finding(&steps, link));
    }
}

fn place<T>(record: &Record<T>, field: &str, index: usize) -> Location {
    let field = Pointer::root().key(field);
    // A field that is no list is its own only item.
    if field.as_str() == "/replaced_by" { record.value(field) } else { record.value(field.index(index)) }
}

fn finding<T>(steps: &[(&Record<T>, Location)], link: &Link<T>) -> Option<Finding> {
    let ((first, location), others) = steps.split_first()?;
    let message = if others.is_empty() {
        format!("`{}` {}", first.id, link.own)
    } else {
        let mut way: Vec<String> =
            steps.iter().take(NAMED).map(|(record, _)| format!("`{}`", record.id)).collect();
        if steps.len() > NAMED {
            way.push(format!("{} more", steps.len() - NAMED));
        }
        format!("{} lead back to where they began: {} → `{}`", link.what, way.join(" → "), first.id)
    };
    let mut finding = RULE.finding(location.clone(), message).help(link.help);
    let next = others.iter().map(|(record, _)| &record.id).chain([&first.id]).skip(1);
    for ((record, location), next) in others.iter().zip(next).take(SHOWN) {
        finding = finding.related(location.clone(), format!("`{}` leads to `{next}`", record.id));
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(count: usize) -> Records<Skill> {
        let mut records = Records::default();
        for number in 0..count {
            let next = (number + 1) % count;
            let data = serde_json::from_value(serde_json::json!({
                "name": "Skill", "kind": "technical", "proficient_from": 3,
                "prerequisites": [format!("s{next:05}")],
            }))
            .unwrap();
            let id = Id::new(format!("s{number:05}"));
            records.insert(Record { path: format!("framework/skills/{id}.yaml"), id, data });
        }
        records
    }

    #[test]
    fn a_huge_ring_is_one_finding_of_a_readable_size() {
        let link = Link {
            field: "prerequisites",
            ids: |skill: &Skill| &skill.prerequisites,
            through_former: true,
            own: "",
            what: "prerequisites",
            help: "",
        };
        let mut findings = Vec::new();
        check(&ring(10_000), &link, &mut findings);
        let [finding] = findings.as_slice() else { panic!("{} findings", findings.len()) };
        assert_eq!(
            finding.message,
            "prerequisites lead back to where they began: `s00000` → `s00001` → `s00002` → `s00003` → \
             `s00004` → `s00005` → 9994 more → `s00000`"
        );
        assert_eq!(finding.related.len(), SHOWN);
        assert_eq!(finding.related[0].label, "`s00001` leads to `s00002`");
    }
}
