//! Everything that asks, one at a time, and what nothing asks for.

use serde_json::{Value, json};

use super::*;
use crate::progress::sample::{Sample, goal, record};

/// One skill, module and credential for each way of being asked for, and `cobol`, which none
/// asks for.
fn sample() -> Sample {
    let skills = ["own", "next", "beyond", "elective", "aimed", "dreamt", "team", "away", "challenge"];
    let more = ["cobol", "taught", "owned", "template", "first", "new"];
    let sample = skills.into_iter().chain(more).fold(Sample::new(), |sample, id| sample.skill(id, json!({})));
    sample
        .skill("deep", json!({"prerequisites": ["first"]}))
        .skill("old", json!({"status": "deprecated", "replaced_by": "new", "formerly": ["older"]}))
        .module("path", json!({"teaches": [{"skill": "taught"}], "prerequisites": ["before-path"]}))
        .module("before-path", json!({}))
        .module(
            "course",
            json!({"teaches": [{"skill": "own"}, {"skill": "cobol"}], "prerequisites": ["before-course"]}),
        )
        .module("before-course", json!({}))
        .module("cobol-course", json!({"teaches": [{"skill": "cobol"}]}))
        .module("autumn-course", json!({}))
        .credential("owner", json!({"skills": ["owned"]}))
        .credential("deep-owner", json!({"requires": [{"skill": "deep", "level": 2}]}))
        .credential("cobol-owner", json!({"skills": ["cobol"]}))
        .role(
            "backend",
            json!({"path": ["path"], "tiers": [
                {"id": "junior", "requires": [{"skill": "own", "level": 1}]},
                {"id": "mid", "requires": [{"skill": "next", "level": 1}, {"skill": "older", "level": 1}],
                 "credentials": [{"credential": "owner"}],
                 "electives": {"choose": 1, "from": [{"skill": "elective", "level": 1}]}},
                {"id": "senior", "requires": [{"skill": "beyond", "level": 1}]},
            ]}),
        )
        .role(
            "lead",
            json!({"tiers": [
                {"id": "lead", "requires": [{"skill": "aimed", "level": 1}, {"skill": "deep", "level": 3}]},
            ]}),
        )
        .profile(json!({
            "target": {"role": "lead", "tier": "lead"}, "team": "payments", "programs": ["autumn"],
            "aspiration": {"text": "T", "skills": ["dreamt"]},
        }))
}

fn groups() -> Groups {
    let mut groups = Groups::default();
    for (id, skill) in [("payments", "team"), ("platform", "away")] {
        let needs = json!({"needs": [{"skill": skill, "level": 1, "people": 1}]});
        groups.teams.insert(record(id, json!({"name": "N"}), needs));
    }
    let rotation =
        |member, team| json!({"member": member, "team": team, "start": "2026-09-01", "end": "2026-10-01"});
    let basis = json!({"name": "N", "kind": "cohort", "start": "2026-09-01", "end": "2026-12-18"});
    groups.programs.insert(record(
        "autumn",
        basis.clone(),
        json!({
            "modules": ["autumn-course"], "target": {"skill": "challenge", "count": 3},
            "rotations": [rotation("ana", "platform")],
        }),
    ));
    groups.programs.insert(record("spring", basis, json!({"goal": {"skill": "template"}})));
    groups
}

fn serves(sample: &Sample, fields: Value) -> Option<bool> {
    let groups = groups();
    let mut asked = Asked::of(&sample.person, &sample.framework, &groups);
    asked.follow();
    asked.serves(&goal("a", fields).data)
}

#[test]
fn everything_that_asks_is_heard() {
    let sample = sample();
    for skill in [
        "own",
        "next",
        "elective",
        "aimed",
        "deep",
        "dreamt",
        "team",
        "away",
        "challenge",
        "old",
        "older",
        "taught",
        "owned",
        "first",
        "new",
    ] {
        assert_eq!(serves(&sample, json!({"skill": skill})), Some(true), "{skill}");
    }
    for module in ["path", "before-path", "course", "before-course", "autumn-course"] {
        assert_eq!(serves(&sample, json!({"modules": [module]})), Some(true), "{module}");
    }
    for credential in ["owner", "deep-owner"] {
        assert_eq!(serves(&sample, json!({"credential": credential})), Some(true), "{credential}");
    }
}

#[test]
fn nothing_else_is_asked() {
    let sample = sample();
    for fields in [
        json!({"skill": "cobol"}),
        json!({"skill": "beyond"}),
        json!({"skill": "template"}),
        json!({"modules": ["cobol-course"]}),
        json!({"credential": "cobol-owner"}),
        json!({}),
    ] {
        assert_eq!(serves(&sample, fields.clone()), Some(false), "{fields}");
    }
    let mixed = json!({"skill": "cobol", "modules": ["cobol-course", "path"]});
    assert_eq!(serves(&sample, mixed), Some(true), "one aim is enough");
}

#[test]
fn a_program_that_an_active_goal_belongs_to_asks_too() {
    for (status, expected) in [("active", true), ("draft", false)] {
        let mut sample = sample();
        sample.person.goals.insert(goal("g", json!({"program": "spring", "status": status})));
        assert_eq!(serves(&sample, json!({"skill": "template"})), Some(expected), "{status}");
    }
}

#[test]
fn where_something_is_not_known_nothing_is_said_to_be_unasked() {
    let cobol = || json!({"skill": "cobol"});
    for profile in [
        json!({"role": "missing"}),
        json!({"tier": "missing"}),
        json!({"target": {"role": "backend", "tier": "missing"}}),
        json!({"team": "missing"}),
        json!({"programs": ["missing"]}),
        json!({"aspiration": {"text": "T", "skills": ["missing"]}}),
    ] {
        let sample = sample().profile(profile.clone());
        assert_eq!(serves(&sample, cobol()), None, "{profile}");
        assert_eq!(serves(&sample, json!({"skill": "cobol", "modules": ["missing"]})), None, "{profile}");
    }
    let path = json!({"path": ["unread"], "tiers": [{"id": "junior", "requires": []}]});
    let mut unread = Sample::new().skill("cobol", json!({})).role("backend", path).profile(json!({}));
    unread.framework.modules.insert_broken("unread".into());
    assert_eq!(serves(&unread, cobol()), None, "it may teach anything");
    assert_eq!(serves(&sample(), json!({"skill": "missing"})), None);
    assert_eq!(serves(&sample(), json!({"skill": "missing", "modules": ["path"]})), Some(true));
    let nobody = Sample::new();
    assert_eq!(serves(&nobody, cobol()), None);
}

#[test]
fn prerequisites_that_lead_back_are_walked_once() {
    let sample = Sample::new()
        .skill("a", json!({"prerequisites": ["b"], "replaced_by": "a"}))
        .skill("b", json!({"prerequisites": ["c"]}))
        .skill("c", json!({"prerequisites": ["a"]}))
        .module("m", json!({"prerequisites": ["n"], "teaches": [{"skill": "a"}]}))
        .module("n", json!({"prerequisites": ["m"]}))
        .skill("cobol", json!({}));
    let skills = ["a".into()];
    let mut asked = Asked::of_skills(&skills, &sample.framework);
    assert_eq!(asked.serves(&goal("g", json!({"skill": "c"})).data), Some(false), "not by name");
    asked.follow();
    for fields in [json!({"skill": "c"}), json!({"modules": ["n"]})] {
        assert_eq!(asked.serves(&goal("g", fields.clone()).data), Some(true), "{fields}");
    }
    assert_eq!(asked.serves(&goal("g", json!({"skill": "cobol"})).data), Some(false));
    assert!(!asked.is_empty());
}
