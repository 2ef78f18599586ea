//! Tests that hold for whole records: what a schema accepts, the type can read.

use serde_json::{Value as Json, json};

use super::read;
use crate::record::{self, Kind};
use crate::schema::{text, violations};
use crate::source::SourceFile;
use crate::yaml::{self, Document};

#[test]
fn hand_written_records_hold_to_their_schemas() {
    for (kind, text) in [
        (
            Kind::Goal,
            "title: Run the webhook worker on async Rust\nskill: async-rust\ntarget: 3\n\
             measure: Holds 2,000 requests a second in the load test; two reviewers accept the design\n\
             why: {project: webhook-worker, outcome: Payments leaves the old worker in Q1}\n\
             deadline: 2026-12-18\nhours_per_week: 3\napplication:\n  \
             what: Port the retry queue and run it beside the old one for a week\n  until: 2027-01-15\n",
        ),
        (
            Kind::Entry,
            "date: 2026-11-20\ntitle: Ported the retry queue to tokio\ntype: project\n\
             skills: [async-rust]\ngoal: 2026-10-05-async-rust\n\
             links: [https://git.example.com/payments/worker/pull/412]\nhours: 14\n\
             decision: Bounded channels over a semaphore, because back-pressure then reaches the caller.\n\
             applied: {outcome: p99 fell from 900 ms to 240 ms}\n",
        ),
        (
            Kind::Assessment,
            "date: 2026-11-21\nmethod: panel\ncycle: review\nassessors: [ben, chi]\nratings:\n  \
             - skill: async-rust\n    rating: 3\n    rubric: {design: 3, testing: 3}\n    \
             evidence: [2026-11-20-retry-queue]\n    result: met\n",
        ),
        (Kind::Skill, "name: A\nkind: human\nproficient_from: 2\nlevels: {1: a, \"2\": b}\n"),
        (Kind::Policy, "version: 1\n"),
    ] {
        let (_, document) = read(text);
        assert_eq!(violations(kind, &document), [], "{kind}");
        assert!(reread(kind, &document).is_ok(), "{kind}");
    }
}

fn example(kind: Kind) -> Json {
    let schema: Json = serde_json::from_str(text(kind)).unwrap();
    schema["examples"][0].clone()
}

fn reread(kind: Kind, document: &Document) -> Result<Json, String> {
    fn as_type<T: serde::de::DeserializeOwned + serde::Serialize>(
        document: &Document,
    ) -> Result<Json, String> {
        let record = T::deserialize(document.root()).map_err(|error| error.to_string())?;
        serde_json::to_value(record).map_err(|error| error.to_string())
    }
    match kind {
        Kind::Policy => as_type::<record::RawPolicy>(document),
        Kind::Skill => as_type::<record::Skill>(document),
        Kind::Role => as_type::<record::Role>(document),
        Kind::Module => as_type::<record::Module>(document),
        Kind::Credential => as_type::<record::Credential>(document),
        Kind::Team => as_type::<record::Team>(document),
        Kind::Program => as_type::<record::Program>(document),
        Kind::Profile => as_type::<record::Profile>(document),
        Kind::Goal => as_type::<record::Goal>(document),
        Kind::Entry => as_type::<record::Entry>(document),
        Kind::Assessment => as_type::<record::Assessment>(document),
        Kind::Award => as_type::<record::Award>(document),
        Kind::Remediation => as_type::<record::Remediation>(document),
    }
}

#[test]
fn the_examples_are_records_and_survive_the_types() {
    for kind in Kind::ALL {
        let example = example(kind);
        let (_, document) = read(&example.to_string());
        assert_eq!(violations(kind, &document), [], "{kind}");
        let again = reread(kind, &document).unwrap();
        assert_eq!(numbers(&again), numbers(&example), "{kind}");
    }
}

/// The value with every number as a float, because 14 and 14.0 are the same hours.
fn numbers(value: &Json) -> Json {
    match value {
        Json::Number(number) => json!(number.as_f64()),
        Json::Array(items) => items.iter().map(numbers).collect(),
        Json::Object(members) => members.iter().map(|(key, value)| (key.clone(), numbers(value))).collect(),
        Json::Null | Json::Bool(_) | Json::String(_) => value.clone(),
    }
}

/// Puts `new` in the place of the `n`th value of a document, counted round and round.
fn put(value: &mut Json, n: &mut usize, new: &Json) -> bool {
    if *n == 0 {
        *value = new.clone();
        return true;
    }
    *n -= 1;
    match value {
        Json::Array(items) => items.iter_mut().any(|item| put(item, n, new)),
        Json::Object(members) => members.values_mut().any(|member| put(member, n, new)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => false,
    }
}

/// What the schema accepts, the type can read; what it refuses is told at a place in the text.
fn check(kind: Kind, value: &Json) {
    let parsed = yaml::parse(&SourceFile::new("a.yaml", value.to_string()));
    let Some(document) = parsed.document else { return };
    let found = violations(kind, &document);
    if found.is_empty() {
        let read = reread(kind, &document);
        assert!(read.is_ok(), "{kind}: {value}: {read:?}");
    }
    for violation in found {
        assert!(document.locate(&violation.pointer, violation.target).is_some());
    }
}

#[test]
fn the_types_read_whatever_the_schemas_accept() {
    // Each of a sort that some type cannot hold: null, another type, too large, negative, not whole, no date.
    let values = [json!(null), json!(300), json!(-1), json!(2.0), json!("2026-02-30"), json!({})];
    for kind in Kind::ALL {
        for n in 0.. {
            let mut there = true;
            for new in &values {
                let mut value = example(kind);
                there = put(&mut value, &mut { n }, new);
                check(kind, &value);
            }
            if !there {
                break;
            }
        }
    }
}

fn anything() -> impl proptest::strategy::Strategy<Value = Json> {
    use proptest::prelude::*;
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        (-3..20i64).prop_map(Json::from),
        (-1e3..1e3f64).prop_map(Json::from),
        "[a-z0-9 -]{0,12}".prop_map(Json::from),
        "20[0-9]{2}-[0-3][0-9]-[0-3][0-9]".prop_map(Json::from),
        Just(json!("active")),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Json::from),
            prop::collection::btree_map("[a-z]{1,8}|[0-9]{1,2}|x-a", inner, 0..3)
                .prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(100))]

    #[test]
    fn nested_surprises_are_refused_or_read(kind in 0usize..13, n in 0usize..60, new in anything()) {
        let kind = Kind::ALL[kind];
        let mut value = example(kind);
        put(&mut value, &mut { n }, &new);
        check(kind, &value);
    }
}
