//! Tests of the policy: defaults, what is written, and what is wrong beyond the schema.

use serde::Deserialize;

use super::*;
use crate::record::Kind;
use crate::source::SourceFile;
use crate::{schema, yaml};

fn policy(text: &str) -> (Policy, Vec<PolicyProblem>) {
    let document = yaml::parse(&SourceFile::new("milepost.yaml", text)).document.unwrap();
    assert_eq!(schema::violations(Kind::Policy, &document), [], "{text}");
    Policy::from_record(RawPolicy::deserialize(document.root()).unwrap())
}

#[test]
fn a_file_with_only_the_version_is_complete() {
    let (policy, problems) = policy("version: 1\n");
    assert_eq!(problems, []);
    assert_eq!(format!("{policy:?}"), format!("{:?}", Policy::default()));
    assert_eq!(policy.vocabulary.label(Level(3)), Some("Proficient"));
    assert_eq!(policy.vocabulary.label(Level(0)), None);
    assert!(policy.vocabulary.allows_discipline("anything"));
    assert!(policy.admits("0.1.0").is_ok());
    assert!(policy.vague_words.contains(&"get better at".to_owned()));
}

#[test]
fn what_is_written_holds() {
    let (policy, problems) = policy(
        "version: 1\nname: N\ncurrency: USD\ntimezone: America/New_York\nowners: [ana]\n\
         scale: [{level: 2, label: Two}, {level: 0, label: None}]\ndisciplines: [backend]\n\
         deadlines: {due_soon_days: 1}\ngoals: {max_days: 2, max_active: 3, vague_words: [' Master ']}\n\
         application: {window_days: 4}\nassessments: {reassess_days: 5, baseline_days: 6}\n\
         remediation: {days: 7}\nload: {hours_per_week: 8.5}\ncost_per_hour: 9\nframework: {review_days: 10}\n\
         skills: {half_life_months: 11}\ncalendar: [{name: lull, start: 2026-07-01, end: 2026-07-01}]\n\
         approvals: {trust: review}\nprivacy: {min_group: 12, identities: pseudonymous}\n\
         digest: {named: all}\nsite: {visibility: public}\nrules: {no-such-rule: off}\n\
         incentives: {count_per_year: 1}\nbots: [{account: sync, kinds: [entry]}]\n",
    );
    assert_eq!(problems, []);
    let expected = Limits {
        due_soon_days: 1,
        max_days: 2,
        max_active: 3,
        window_days: 4,
        reassess_days: 5,
        baseline_days: 6,
        remediation_days: 7,
        hours_per_week: 8.5,
        review_days: 10,
        half_life_months: 11,
        min_group: 12,
    };
    assert_eq!(policy.limits, expected);
    assert_eq!(policy.vague_words, ["master"]);
    assert_eq!(policy.vocabulary.scale.keys().map(|level| level.0).collect::<Vec<_>>(), [0, 2]);
    assert!(!policy.vocabulary.allows_discipline("frontend"));
    assert_eq!(policy.zone.date_at(0).unwrap().to_string(), "1969-12-31");
    assert_eq!((policy.trust, policy.identities), (Trust::Review, Identities::Pseudonymous));
    assert_eq!((policy.digest_names, policy.visibility), (DigestNames::All, Visibility::Public));
    assert_eq!(policy.rules.get("no-such-rule"), Some(&RuleSetting::Off));
    assert_eq!(policy.cost_per_hour, Some(9.0));
    assert_eq!(policy.calendar.len(), 1);
}

#[test]
fn what_the_schema_cannot_see_is_told_and_not_used() {
    for (line, pointer, message, help, replacement) in [
        (
            "timezone: Europe/Madird",
            "/timezone",
            "`Europe/Madird` is no time zone of the IANA database",
            "did you mean `Europe/Madrid`?",
            Some("Europe/Madrid"),
        ),
        (
            "timezone: Madrid",
            "/timezone",
            "`Madrid` is no time zone of the IANA database",
            "did you mean `Europe/Madrid`?",
            Some("Europe/Madrid"),
        ),
        (
            "timezone: Mars",
            "/timezone",
            "`Mars` is no time zone of the IANA database",
            "write a name such as `Europe/Madrid` or `UTC`",
            None,
        ),
        (
            "scale: [{level: 1, label: A}, {level: 1, label: B}]",
            "/scale/1/level",
            "level 1 is defined twice",
            "give each level one entry",
            None,
        ),
        (
            "min_version: 1.x",
            "/min_version",
            "`1.x` is no version",
            "write up to three numbers with points between, for example `0.1.0`",
            None,
        ),
        (
            "min_version: 1.2.3.4",
            "/min_version",
            "`1.2.3.4` is no version",
            "write up to three numbers with points between, for example `0.1.0`",
            None,
        ),
        (
            "calendar: [{name: lull, start: 2026-07-02, end: 2026-07-01}]",
            "/calendar/0/end",
            "`lull` ends on 2026-07-01, before it starts on 2026-07-02",
            "write the last day of the time, not before its first",
            None,
        ),
    ] {
        let (policy, problems) = policy(&format!("version: 1\n{line}\n"));
        let expected = PolicyProblem {
            pointer: Pointer::from(pointer),
            message: message.into(),
            help: help.into(),
            replacement: replacement.map(str::to_owned),
            certainty: problems.first().map(|problem| problem.certainty).unwrap_or_default(),
        };
        assert_eq!(problems, [expected], "{line}");
        assert!(policy.admits("0.0.1").is_ok() && policy.calendar.is_empty(), "{line}");
    }
    let (policy, _) = policy("version: 1\nscale: [{level: 1, label: A}, {level: 1, label: B}]\n");
    assert_eq!(policy.vocabulary.label(Level(1)), Some("A"));
}

#[test]
fn an_older_program_is_not_admitted() {
    let (policy, _) = policy("version: 1\nmin_version: '0.10'\n");
    assert!(policy.admits("0.10.0").is_ok());
    assert!(policy.admits("1.0.0").is_ok());
    let error = policy.admits("0.9.9").unwrap_err();
    assert_eq!(error.to_string(), "this repository asks for Milepost 0.10 or newer; this is 0.9.9");
}

#[test]
fn what_becomes_looser_is_named_and_what_becomes_stricter_is_not() {
    let looser = |before: &str, after: &str| {
        let read = |text: &str| policy(&format!("version: 1\n{text}")).0;
        let found = read(before).loosened_by(&read(after));
        let line = |l: &Loosening| format!("{} {}", l.pointer.as_str(), l.how);
        found.iter().map(line).collect::<Vec<_>>()
    };
    for (before, after, expected) in [
        ("", "application: {window_days: 31}", "/application/window_days from 30 to 31"),
        (
            "approvals: {trust: review}",
            "approvals: {trust: commit}",
            "/approvals/trust from review to commit",
        ),
        ("privacy: {min_group: 8}", "", "/privacy/min_group from 8 to 5"),
        ("privacy: {identities: pseudonymous}", "", "/privacy/identities from pseudonymous to open"),
        ("", "site: {visibility: public}", "/site/visibility from private to public"),
        ("", "digest: {named: all}", "/digest/named from upcoming to all"),
        ("", "digest: {mention: true}", "/digest/mention from false to true"),
        ("min_version: 0.2.0", "min_version: 0.1.9", "/min_version from 0.2.0 to 0.1.9"),
        ("min_version: 0.2.0", "", "/min_version from 0.2.0 to any version"),
        ("owners: [ana]", "owners: [ana, ben]", "/owners with `ben` as well"),
        ("owners: [ana]", "", "/owners without anybody: everybody may change everything"),
        ("disciplines: [backend]", "", "/disciplines from a list to any discipline"),
        (
            "goals: {vague_words: [learn, grow]}",
            "goals: {vague_words: [learn]}",
            "/goals/vague_words without `grow`",
        ),
        (
            "goals: {vague_words: [a, b, c, d, e]}",
            "goals: {vague_words: [e]}",
            "/goals/vague_words without `a`, `b`, `c` and 1 more",
        ),
        ("owners: [ana]", "owners: [ana, ben, chi]", "/owners with `ben` and `chi` as well"),
        ("", "bots: [{account: sync, kinds: [award]}]", "/bots with `sync: award` as well"),
    ] {
        assert_eq!(looser(before, after), [expected], "{before:?} to {after:?}");
        assert_eq!(looser(after, before), [""; 0], "{after:?} to {before:?}");
    }
    assert_eq!(looser("", "name: Payments\ncurrency: CHF\nowners: [ana]"), [""; 0]);
}
