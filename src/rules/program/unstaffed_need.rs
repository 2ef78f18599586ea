//! A team that still lacks people at a level, past the day by which it needs them.

use crate::finding::{Audience, Finding, Pointer, Severity};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting, SharedView};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unstaffed-need",
    family: Family::Program,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: true,
    summary: "a team's need past its day, with too few people at the level",
    docs: Docs {
        finds: "The day `needed_by` of a team's need has passed, and fewer people of the team than `people` \
                are at `level` of the skill. People who are away count; people who have left, or have not \
                started, do not. Only the number is said, never who. The rule is silent where an \
                assessment that cannot be read could make the difference. It runs where everybody is \
                looked at: in a check of the whole repository.",
        why: "The day was chosen because the business depends on it. Past it, somebody has to decide: \
              learn faster, ask another team, or move the work.",
        bad: Example {
            path: "teams/payments.yaml",
            yaml: "# on 2026-11-22, with one person at level 3\n\
                   needs:\n  - {skill: async-rust, level: 3, people: 2, needed_by: 2026-09-30}",
        },
        good: Example {
            path: "teams/payments.yaml",
            yaml: "needs:\n  - {skill: async-rust, level: 3, people: 2, needed_by: 2027-03-31}",
        },
        change: "Write the day that holds now as `needed_by`, silence the rule for the team with `allow` and \
                 the reason, or set its severity under `rules` in milepost.yaml.",
    },
    checks: &[Check::Shared(check)],
};

fn check(view: &SharedView<'_>, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for team in setting.groups.teams.iter() {
        for (index, need) in team.data.needs.iter().enumerate() {
            let Some(day) = need.needed_by.filter(|day| *day < setting.today) else { continue };
            let asked = usize::try_from(need.people).unwrap_or(usize::MAX);
            let staffing = view.census.staffing(&team.id, index);
            if staffing.qualified.saturating_add(staffing.unknown) >= asked {
                continue;
            }
            let at = Pointer::from("/needs").index(index);
            let there = match staffing.qualified {
                0 => "nobody is".to_owned(),
                1 => "1 person is".to_owned(),
                people => format!("{people} people are"),
            };
            let needed = if asked == 1 { "1 was" } else { &format!("{asked} were") };
            let message =
                format!("{there} at level {} of `{}`, and {needed} needed by {day}", need.level, need.skill);
            findings.push(
                RULE.finding(team.value(at.key("people")), message)
                    .label("needed at this level")
                    .related(team.value(at.key("needed_by")), "the day that has passed")
                    .help("agree on a later `needed_by`, a goal that leads there, or help from another team")
                    .subject(format!("{asked} at {}", need.level)),
            );
        }
    }
}
