//! Somebody who is to be in two rotations at once.

use std::collections::BTreeMap;

use crate::finding::{Audience, Finding, Location, Pointer, Severity};
use crate::load::Handle;
use crate::progress::presence::Presence;
use crate::record::{Program, ProgramKind, Record, Rotation};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "overlapping-rotation",
    family: Family::Program,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "one person in two rotations at once",
    docs: Docs {
        finds: "A person has two rotations that share a day, in one or in two programs of kind `rotation`. \
                `start` and `end` are both days of a rotation, so the next one starts on the day after at \
                the earliest. The rotation that starts later is pointed at. A present and a former handle \
                are one person. People who have left, and rotations that end before they start, are left \
                out.",
        why: "Nobody can work in two teams at once, and both teams count on the person.",
        bad: Example {
            path: "programs/rotations.yaml",
            yaml: "rotations:\n  - {member: ana, team: platform, start: 2026-10-05, end: 2026-11-13}\n  \
                   - {member: ana, team: data, start: 2026-11-09, end: 2026-12-18}",
        },
        good: Example {
            path: "programs/rotations.yaml",
            yaml: "rotations:\n  - {member: ana, team: platform, start: 2026-10-05, end: 2026-11-13}\n  \
                   - {member: ana, team: data, start: 2026-11-16, end: 2026-12-18}",
        },
        change: "Move one of the two. The rule has no limit to set.",
    },
    checks: &[Check::Groups(check)],
};

/// One rotation of one person, with its place.
struct Stay<'a> {
    program: &'a Record<Program>,
    pointer: Pointer,
    rotation: &'a Rotation,
}

impl Stay<'_> {
    fn place(&self, key: &str) -> Location {
        self.program.value(self.pointer.key(key))
    }
}

fn check(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for stays in stays(setting).values_mut() {
        // Stable: of two that start on one day, the one written later counts as the later one.
        stays.sort_by_key(|stay| stay.rotation.start);
        let mut longest: Option<&Stay<'_>> = None;
        for stay in stays.iter() {
            if let Some(earlier) = longest.filter(|other| other.rotation.end >= stay.rotation.start) {
                findings.push(overlap(stay, earlier));
            }
            if longest.is_none_or(|other| other.rotation.end < stay.rotation.end) {
                longest = Some(stay);
            }
        }
    }
}

/// The rotations of each person who has not left, under the present handle, in the order in which
/// they are written.
fn stays<'a>(setting: &Setting<'a>) -> BTreeMap<String, Vec<Stay<'a>>> {
    let mut written: BTreeMap<&str, Vec<Stay<'_>>> = BTreeMap::new();
    for program in setting.groups.programs.iter().filter(|p| p.data.kind == ProgramKind::Rotation) {
        for (index, rotation) in program.data.rotations.iter().enumerate() {
            if rotation.start <= rotation.end {
                let pointer = Pointer::from("/rotations").index(index);
                written.entry(&rotation.member).or_default().push(Stay { program, pointer, rotation });
            }
        }
    }
    let mut stays: BTreeMap<String, Vec<Stay<'_>>> = BTreeMap::new();
    for (handle, of_handle) in written {
        let profile = setting.directory.profile(handle);
        if Presence::of(profile.as_deref(), setting.today) == Presence::Left {
            continue;
        }
        let present = match setting.directory.look_up(handle) {
            Handle::Former(present) => present.to_string(),
            Handle::Present(_) | Handle::Broken | Handle::Unknown => handle.to_owned(),
        };
        stays.entry(present).or_default().extend(of_handle);
    }
    stays
}

fn overlap(stay: &Stay<'_>, earlier: &Stay<'_>) -> Finding {
    let Rotation { member, start, .. } = stay.rotation;
    let Rotation { team, end, .. } = earlier.rotation;
    RULE.finding(
        stay.place("start"),
        format!("this rotation of `{member}` starts on {start}, while one in `{team}` lasts until {end}"),
    )
    .label("two rotations at once")
    .related(earlier.place("end"), "the other rotation ends here")
    .help("let one rotation end before the next one starts; the first and the last day both count")
}
