//! A record that a change deletes, although it should tell what was.

use crate::finding::{Audience, Finding, Location, Severity, Side};
use crate::load::Handle;
use crate::record::{GoalStatus, Id, Kind, Person, RecordPath, Records};
use crate::rules::{Check, Docs, Example, Family, PersonChange, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "removed-record",
    family: Family::Change,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "a change that deletes a goal, an assessment, an award or a remediation",
    docs: Docs {
        finds: "A change deletes a goal, an assessment, an award or a remediation, or gives it a name that \
                no record has. A renamed record is still there, and a draft of a goal may go. Somebody of \
                whom the change leaves nothing is one finding, however many records they had. Nothing is \
                said where the profile has `erased: true`, because then the records are meant to go, nor \
                where the profile cannot be read.",
        why: "What was planned, judged and earned is what progress is told from. A record that is gone looks \
              as if it had never been, and whoever relied on it learns of it last.",
        bad: Example { path: "people/ana/goals/2026-10-05-async-rust.yaml", yaml: "# deleted by the change" },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "status: dropped\nreason: The worker stays where it is",
        },
        change: "A goal is dropped (`status: dropped` and `reason`), an award is revoked (`revoked`), an \
                 assessment is superseded by a later one, a remediation stays. Set the severity under \
                 `rules` in milepost.yaml; `allow` in a record cannot silence this rule.",
    },
    checks: &[Check::Change(check)],
};

fn check(change: &PersonChange<'_>, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(base) = change.base else { return };
    let gone = gone(base, change.after);
    // A folder whose name is no handle has to go.
    if gone.is_empty() || !Id::is_valid(&base.handle) {
        return;
    }
    match (change.after.profile(), setting.directory.look_up(&base.handle)) {
        (Some(profile), _) if profile.erased => {}
        (Some(_), _) => findings.extend(gone.iter().map(removed)),
        (None, Handle::Unknown | Handle::Former(_)) => findings.extend(nothing_left(base, &gone)),
        // What the profile says, it cannot tell now.
        (None, Handle::Broken | Handle::Present(_)) => {}
    }
}

/// A kind of record that is kept.
struct Kept {
    kind: Kind,
    /// Goes after "the change removes".
    what: &'static str,
    /// What to do instead.
    help: &'static str,
}

static GOAL: Kept = Kept {
    kind: Kind::Goal,
    what: "this goal; goals are kept, also those that are given up",
    help: "bring the file back; write `status: dropped`, and why as `reason`",
};
static ASSESSMENT: Kept = Kept {
    kind: Kind::Assessment,
    what: "this assessment; assessments are kept, also those that a later one replaces",
    help: "bring the file back; in every figure, a later assessment takes its place",
};
static AWARD: Kept = Kept {
    kind: Kind::Award,
    what: "this award; awards are kept, also those that no longer hold",
    help: "bring the file back; write under `revoked` the `date` and the `reason`",
};
static REMEDIATION: Kept = Kept {
    kind: Kind::Remediation,
    what: "this remediation; remediations are kept, also those that are over",
    help: "bring the file back; once the skill is assessed again, name that assessment as `retest`",
};

/// A record that base has and the change takes away.
struct Gone {
    kept: &'static Kept,
    path: String,
}

impl Gone {
    /// The first line as base has it.
    fn place(&self) -> Location {
        Location::key(&self.path, "").on(Side::Base)
    }
}

fn gone(base: &Person, after: &Person) -> Vec<Gone> {
    let is_draft = |id: &Id| base.goals.get(id).is_some_and(|goal| goal.data.status() == GoalStatus::Draft);
    let mut gone = Vec::new();
    add(&GOAL, base, (&base.goals, &after.goals), |id| !is_draft(id), &mut gone);
    add(&ASSESSMENT, base, (&base.assessments, &after.assessments), |_| true, &mut gone);
    add(&AWARD, base, (&base.awards, &after.awards), |_| true, &mut gone);
    add(&REMEDIATION, base, (&base.remediations, &after.remediations), |_| true, &mut gone);
    gone
}

/// Adds the records that only the first state has, those that could not be read included.
fn add<T>(
    kept: &'static Kept,
    base: &Person,
    (before, after): (&Records<T>, &Records<T>),
    matters: impl Fn(&Id) -> bool,
    gone: &mut Vec<Gone>,
) {
    for id in before.ids().filter(|id| !after.contains(id) && matters(id)) {
        let path = before.get(id).map_or_else(
            || RecordPath { kind: kept.kind, owner: Some(base.handle.clone()), id: id.clone() }.path(),
            |record| record.path.clone(),
        );
        gone.push(Gone { kept, path });
    }
}

fn removed(gone: &Gone) -> Finding {
    RULE.finding(gone.place(), format!("the change removes {}", gone.kept.what))
        .label("removed by the change")
        .help(gone.kept.help)
}

/// One finding for a whole person, at the profile where base has one.
fn nothing_left(base: &Person, gone: &[Gone]) -> Option<Finding> {
    let counted: Vec<String> = [&GOAL, &ASSESSMENT, &AWARD, &REMEDIATION]
        .into_iter()
        .filter_map(|kept| {
            let word = kept.kind.name();
            match gone.iter().filter(|gone| gone.kept.kind == kept.kind).count() {
                0 => None,
                1 => Some(format!("1 {word}")),
                count => Some(format!("{count} {word}s")),
            }
        })
        .collect();
    let (handle, counted) = (&base.handle, listed(&counted));
    let finding = match &base.profile {
        Some(profile) => RULE
            .finding(
                profile.key("").on(Side::Base),
                format!("the change removes everything of `{handle}`, with {counted}"),
            )
            .help(
                "keep the records, and write the last day as `left` in the profile; where the data of a \
                 person has to go, keep the profile alone, with `erased: true`",
            ),
        // There was no profile, or it has moved to another folder.
        None => RULE
            .finding(gone.first()?.place(), format!("the change removes {counted} of `{handle}`"))
            .help("bring the files back; goals are dropped and awards revoked, and the records stay"),
    };
    Some(finding.label("removed by the change"))
}

/// `a`, `a and b`, `a, b and c`.
fn listed(parts: &[String]) -> String {
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
