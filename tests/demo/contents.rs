//! What the sample claims to show, held against its records on `main`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use milepost::calendar::Date;
use milepost::progress::credential::valid_until;
use milepost::record::{
    Assessment, Award, Credential, CredentialKind, Cycle, Entry, Goal, GoalStatus, Id, Kind, Method, Outcome,
    PathProblem, Profile, Program, ProgramKind, RecordPath, Remediation,
};
use milepost::source::SourceFile;
use serde::de::DeserializeOwned;

use super::{demo, git};
use crate::common::Sandbox;

/// The day that counts as today in the sample.
const TODAY: &str = "2026-11-23";

/// The files of `main`, read once for all tests.
struct Contents {
    sandbox: Sandbox,
    files: BTreeMap<RecordPath, String>,
}

static CONTENTS: LazyLock<Contents> = LazyLock::new(|| {
    let (sandbox, _) = demo();
    git(&sandbox, &["checkout", "--quiet", "main"]);
    let mut files = BTreeMap::new();
    for path in git(&sandbox, &["ls-files"]).lines() {
        match RecordPath::parse(path) {
            Ok(record) => {
                let text = std::fs::read_to_string(sandbox.path().join("milepost-demo").join(path)).unwrap();
                files.insert(record, text);
            }
            Err(problem) => assert!(problem != PathProblem::NoPattern, "{path}"),
        }
    }
    Contents { sandbox, files }
});

fn record<T: DeserializeOwned>(text: &str) -> T {
    let document = milepost::yaml::parse(&SourceFile::new("record", text.to_owned())).document.unwrap();
    T::deserialize(document.root()).unwrap()
}

/// Every record of a kind, with its owner and its id.
fn all<T: DeserializeOwned>(kind: Kind) -> Vec<(Option<Id>, Id, T)> {
    let files = CONTENTS.files.iter().filter(|(path, _)| path.kind == kind);
    files.map(|(path, text)| (path.owner.clone(), path.id.clone(), record(text))).collect()
}

fn own<T: DeserializeOwned>(kind: Kind, owner: Option<&Id>, id: &str) -> T {
    let found = CONTENTS
        .files
        .iter()
        .find(|(path, _)| path.kind == kind && path.owner.as_ref() == owner && path.id == *id);
    record(found.unwrap_or_else(|| panic!("{owner:?} has no {kind} {id}")).1)
}

fn programs(kind: ProgramKind) -> Vec<Program> {
    let programs = all::<Program>(Kind::Program).into_iter().map(|(_, _, program)| program);
    programs.filter(|program| program.kind == kind).collect()
}

#[test]
fn every_kind_of_record_occurs() {
    let kinds: BTreeSet<_> = CONTENTS.files.keys().map(|path| path.kind).collect();
    assert_eq!(kinds, BTreeSet::from(Kind::ALL));
}

#[test]
fn every_method_and_cycle_of_assessment_occurs() {
    let assessments = all::<Assessment>(Kind::Assessment);
    let methods: BTreeSet<_> = assessments.iter().map(|(_, _, each)| each.method).collect();
    assert_eq!(methods, Method::ALL.iter().copied().collect());
    let cycles: BTreeSet<_> = assessments.iter().map(|(_, _, each)| each.cycle).collect();
    assert_eq!(cycles, Cycle::ALL.iter().copied().collect());
    let scored = assessments.iter().filter(|(_, _, each)| {
        each.method == Method::Technical && each.ratings.iter().any(|rating| rating.score.is_some())
    });
    assert!(scored.count() >= 1);
}

#[test]
fn every_kind_of_program_occurs_with_its_members() {
    let profiles = all::<Profile>(Kind::Profile);
    for (_, id, program) in all::<Program>(Kind::Program) {
        let members = profiles.iter().filter(|(_, _, profile)| profile.programs.contains(&id)).count();
        assert!(members >= 3, "{id} has {members} members");
        assert!(!program.facilitators.is_empty() && program.sponsor.is_some(), "{id}");
    }
    for kind in ProgramKind::ALL {
        assert!(!programs(*kind).is_empty(), "{kind}");
    }
    for sprint in programs(ProgramKind::Sprint) {
        let days = sprint.start.days_until(sprint.end) + 1;
        assert!((14..=28).contains(&days), "{days} days");
        assert!(sprint.project.unwrap().start > Some(sprint.end));
    }
    for pilot in programs(ProgramKind::Pilot) {
        assert!(pilot.metrics.iter().all(|metric| metric.before.is_some() && metric.after.is_some()));
        assert!(!pilot.costs.is_empty() && pilot.costs.iter().all(|cost| cost.source.is_some()));
    }
    for challenge in programs(ProgramKind::Challenge) {
        assert!(challenge.target.is_some());
    }
    for cohort in programs(ProgramKind::Cohort) {
        assert!(cohort.sessions.iter().all(|session| !session.attended.is_empty()));
        assert!(cohort.metrics.iter().all(|metric| metric.before.is_some() && metric.after.is_some()));
        assert!(cohort.benefits.iter().all(|benefit| benefit.source.is_some()));
    }
}

#[test]
fn nobody_rotates_in_two_places_at_once() {
    for program in programs(ProgramKind::Rotation) {
        let members: BTreeSet<_> = program.rotations.iter().map(|each| &each.member).collect();
        let teams: BTreeSet<_> = program.rotations.iter().map(|each| &each.team).collect();
        assert!(members.len() >= 2 && teams.len() >= 2, "{members:?} {teams:?}");
        for (index, one) in program.rotations.iter().enumerate() {
            for other in &program.rotations[index + 1..] {
                assert!(one.member != other.member || one.end < other.start || other.end < one.start);
            }
        }
    }
}

#[test]
fn awards_are_approved_renewed_revoked_and_followed_by_practice() {
    let awards = all::<Award>(Kind::Award);
    let credential = |award: &Award| own::<Credential>(Kind::Credential, None, &award.credential);
    let of_own = awards.iter().filter(|(_, _, award)| {
        let credential = credential(award);
        credential.kind == CredentialKind::MicroCredential
            && credential.approvals.is_some_and(|asked| award.approved_by.len() >= asked.count as usize)
    });
    assert!(of_own.count() >= 3);

    let revoked: Vec<_> = awards.iter().filter_map(|(_, _, award)| award.revoked.as_ref()).collect();
    assert_eq!(revoked.len(), 1);
    assert!(!revoked[0].reason.is_empty());

    // Renewed before it ended, and the first one is over by the sample's today.
    let today: Date = TODAY.parse().unwrap();
    let renewed = awards.iter().filter(|(owner, id, award)| {
        let Some(last) = valid_until(award, &credential(award)) else { return false };
        last < today
            && awards.iter().any(|(who, later, other)| {
                who == owner
                    && later != id
                    && other.credential == award.credential
                    && award.date < other.date
                    && other.date <= last
            })
    });
    assert_eq!(renewed.count(), 1);

    let entries = all::<Entry>(Kind::Entry);
    let practised = awards.iter().filter(|(owner, _, award)| {
        credential(award).kind == CredentialKind::Certification
            && award.certificate.is_some()
            && entries.iter().any(|(who, _, entry)| {
                who == owner
                    && entry.applied.is_some()
                    && (0..=30).contains(&award.date.days_until(entry.date))
            })
    });
    assert!(practised.count() >= 30);
}

#[test]
fn a_remediation_leads_from_not_yet_to_a_retest_that_is_met() {
    let (mut closed, mut open) = (0, 0);
    for (owner, _, remediation) in all::<Remediation>(Kind::Remediation) {
        assert!(!remediation.actions.is_empty());
        let result = |id: &Id| {
            let assessment: Assessment = own(Kind::Assessment, owner.as_ref(), id);
            let rating = assessment.ratings.iter().find(|rating| rating.skill == remediation.skill).unwrap();
            (assessment.cycle, rating.result)
        };
        assert_eq!(result(&remediation.assessment).1, Some(Outcome::NotYet));
        match &remediation.retest {
            Some(retest) => {
                assert_eq!(result(retest), (Cycle::Retest, Some(Outcome::Met)));
                closed += 1;
            }
            None => open += 1,
        }
    }
    assert!(closed >= 1 && open >= 1, "{closed} closed, {open} open");
}

#[test]
fn people_come_go_and_are_away_and_leaders_learn_too() {
    let today: Date = TODAY.parse().unwrap();
    let profiles = all::<Profile>(Kind::Profile);
    let left = profiles.iter().filter(|(_, _, profile)| profile.left.is_some_and(|left| left < today));
    assert_eq!(left.count(), 1);
    let new = profiles.iter().filter(|(_, _, profile)| profile.started.days_until(today) <= 30);
    assert_eq!(new.count(), 1);
    let away = profiles.iter().filter(|(_, _, profile)| {
        profile.away.iter().any(|absence| (absence.start..=absence.end).contains(&today))
    });
    assert!(away.count() >= 1);
    let goals = all::<Goal>(Kind::Goal);
    for (owner, _, _) in profiles.iter().filter(|(_, _, profile)| profile.leader) {
        let active = |(who, _, goal): &(Option<Id>, Id, Goal)| {
            who == owner && goal.status.is_none_or(|status| status == GoalStatus::Active)
        };
        assert!(goals.iter().any(active), "{owner:?}");
    }
    assert!(all::<Entry>(Kind::Entry).iter().any(|(_, _, entry)| entry.feedback.is_some()));
}

#[test]
fn deadlines_have_moved_for_a_reason_and_history_remembers_the_earlier_ones() {
    let mut moved = 0;
    for (path, text) in CONTENTS.files.iter().filter(|(path, _)| path.kind == Kind::Goal) {
        let goal: Goal = record(text);
        let versions = git(
            &CONTENTS.sandbox,
            &["log", "--first-parent", "-m", "--reverse", "--format=%H", "main", "--", &path.path()],
        );
        let deadlines: BTreeSet<Date> = versions
            .lines()
            .map(|commit| {
                let text = git(&CONTENTS.sandbox, &["show", &format!("{commit}:{}", path.path())]);
                record::<Goal>(&text).deadline
            })
            .collect();
        assert_eq!(deadlines.len() > 1, goal.moved_because.is_some(), "{}: {deadlines:?}", path.path());
        moved += deadlines.len() - 1;
    }
    assert!(moved >= 2, "{moved} moved");
}
