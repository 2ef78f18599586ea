//! A level that does not exist for the skill it is said of.

use std::collections::BTreeSet;

use super::phrases::list;
use super::requirements;
use crate::finding::{Audience, Finding, Location, Pointer, Severity};
use crate::progress::level::defined_levels;
use crate::record::{Framework, GoalStatus, Level, Person};
use crate::rules::{Check, Docs, Earlier, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "undefined-level",
    family: Family::Framework,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a level that the skill or the scale does not define",
    docs: Docs {
        finds: "A level at which a tier, an elective, a credential, a team, a program, a module or a goal \
                (draft or active) names a skill, or a `proficient_from`, that the skill does not define. A \
                skill defines the levels under its `levels`; without any, those of the policy's `scale`. \
                The keys of `levels` have to be on the scale too. Goals of people who \
                have left are not looked at.",
        why: "Nobody can say what a level is that is described nowhere, so nobody can ever reach it.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the webhook worker on async Rust\nskill: async-rust\ntarget: 7",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the webhook worker on async Rust\nskill: async-rust\ntarget: 3",
        },
        change: "Write a level that is defined, or describe the level under `levels` of the skill or in \
                 `scale` in milepost.yaml.",
    },
    checks: &[Check::Framework(check_framework), Check::Groups(check_groups), Check::Person(check_person)],
};

/// Compares levels with what skills and scale define.
struct Judge<'a> {
    framework: &'a Framework,
    earlier: Option<&'a Earlier<'a>>,
    scale: BTreeSet<Level>,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Judge<'a> {
    fn new(setting: &'a Setting<'_>, findings: &'a mut Vec<Finding>) -> Self {
        let scale = setting.vocabulary.scale.keys().copied().collect();
        Self { framework: setting.framework, earlier: setting.earlier, scale, findings }
    }

    /// Judges `level`, said of `skill` at `location`; a skill that cannot be read defines anything.
    fn judge(&mut self, skill: &str, level: Level, location: Location) {
        let Some(skill) = self.framework.skills.get(skill) else { return };
        let own = !skill.data.levels.is_empty();
        // Most levels are defined: no set is built for them.
        let known = if own { skill.data.levels.contains_key(&level) } else { self.scale.contains(&level) };
        if known {
            return;
        }
        let defined = list(defined_levels(&skill.data, &self.scale).iter().map(Level::to_string));
        let id = &skill.id;
        let lost = self.earlier.is_some_and(|earlier| earlier.had_level(skill, level));
        let how = if lost { " any more: this change takes it out" } else { "" };
        let help = match (lost, own) {
            (true, true) => "keep the level in the skill, or write one of these",
            (true, false) => "keep the level in `scale` in milepost.yaml, or write one of these",
            (false, true) => "write one of these levels, or describe the new one in the skill",
            (false, false) => "write one of these levels, or add the new one to `scale` in milepost.yaml",
        };
        let finding = if own {
            let message = format!("`{id}` has no level {level}{how}; its levels are {defined}");
            RULE.finding(location, message).related(skill.key("/levels"), "the levels of this skill")
        } else {
            let message = format!("`{id}` has no level {level}{how}; the levels of the scale are {defined}");
            RULE.finding(location, message)
        };
        self.findings.push(finding.help(help));
    }
}

fn check_framework(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let mut judge = Judge::new(setting, findings);
    for skill in setting.framework.skills.iter() {
        for level in skill.data.levels.keys().filter(|level| !setting.vocabulary.scale.contains_key(level)) {
            let scale = list(judge.scale.iter().map(Level::to_string));
            let location = skill.key(Pointer::from("/levels").key(&level.to_string()));
            let lost = judge.earlier.is_some_and(|earlier| earlier.vocabulary.scale.contains_key(level));
            let (how, help) = if lost {
                let help = "keep the level in `scale` in milepost.yaml, or take it out of the skill too";
                (" any more: this change takes it out", help)
            } else {
                ("", "describe a level of the scale, or add this one to `scale` in milepost.yaml")
            };
            let message = format!("the scale has no level {level}{how}; its levels are {scale}");
            judge.findings.push(RULE.finding(location, message).help(help));
        }
        judge.judge(&skill.id, skill.data.proficient_from, skill.value("/proficient_from"));
    }
    for asked in requirements::of_framework(setting.framework) {
        judge.judge(asked.skill, asked.level, asked.value("level"));
    }
    for module in setting.framework.modules.iter() {
        for (index, teaching) in module.data.teaches.iter().enumerate() {
            let Some(level) = teaching.level else { continue };
            let location = module.value(Pointer::from("/teaches").index(index).key("level"));
            judge.judge(&teaching.skill, level, location);
        }
    }
}

fn check_groups(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let mut judge = Judge::new(setting, findings);
    for asked in requirements::of_groups(setting.groups) {
        judge.judge(asked.skill, asked.level, asked.value("level"));
    }
    for program in setting.groups.programs.iter() {
        let goal = program.data.goal.as_ref().and_then(|goal| goal.skill.as_ref().zip(goal.target));
        if let Some((skill, level)) = goal {
            judge.judge(skill, level, program.value("/goal/target"));
        }
        let target = program.data.target.as_ref();
        if let Some((skill, level)) = target.and_then(|target| target.skill.as_ref().zip(target.level)) {
            judge.judge(skill, level, program.value("/target/level"));
        }
    }
}

fn check_person(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if setting.has_left(person) {
        return;
    }
    let mut judge = Judge::new(setting, findings);
    for goal in person.goals.iter() {
        match goal.data.status() {
            GoalStatus::Draft | GoalStatus::Active => {
                if let Some((skill, level)) = goal.data.skill.as_ref().zip(goal.data.target) {
                    judge.judge(skill, level, goal.value("/target"));
                }
            }
            // What is over was judged by the levels of its time.
            GoalStatus::Done | GoalStatus::Dropped => {}
        }
    }
}
