//! From documents to types, and values as such.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::{Node, Value};
use super::document;
use crate::record::{Id, Level};

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Method {
    Panel,
    SelfCheck,
    Weighted(u8),
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Rating {
    skill: Id,
    rating: Level,
    #[serde(default)]
    rubric: BTreeMap<Id, Level>,
    note: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Assessment {
    date: String,
    method: Method,
    other: Vec<Method>,
    ratings: Vec<Rating>,
    levels: BTreeMap<Level, String>,
    hours: f64,
    score: Option<f64>,
    leader: bool,
    pair: (i64, Option<bool>),
    by_method: BTreeMap<Method2, u8>,
}

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
enum Method2 {
    Peer,
}

#[test]
fn a_record_is_read_into_its_type() {
    let document = document(
        "date: 2026-11-21\nmethod: self-check\nother: [panel, {weighted: 3}]\nratings:\n- skill: \"async-rust\"\n  rating: 3\n  \
         rubric: {design: 3}\n  note:\n- {skill: rust, rating: 0x4, note: \"a\\nb\"}\nlevels:\n  0: none\n  \
         '10': |\n    all\n  \"2\": some\nhours: 3\nscore: 1.5\nleader: true\npair: [-1, ~]\nby_method: {peer: 1}\nextra: {x: [1]}\n",
    );
    let read = Assessment::deserialize(document.root()).unwrap();
    let rating = |skill: &str, rating, rubric: &[&str], note: Option<&str>| Rating {
        skill: Id::new(skill),
        rating: Level(rating),
        rubric: rubric.iter().map(|id| (Id::new(*id), Level(3))).collect(),
        note: note.map(str::to_owned),
    };
    let levels = [(0, "none"), (2, "some"), (10, "all\n")];
    assert_eq!(
        read,
        Assessment {
            date: "2026-11-21".into(),
            method: Method::SelfCheck,
            other: vec![Method::Panel, Method::Weighted(3)],
            ratings: vec![rating("async-rust", 3, &["design"], None), rating("rust", 4, &[], Some("a\nb")),],
            levels: levels.into_iter().map(|(level, text)| (Level(level), text.to_owned())).collect(),
            hours: 3.0,
            score: Some(1.5),
            leader: true,
            pair: (-1, None),
            by_method: BTreeMap::from([(Method2::Peer, 1)]),
        }
    );
}

#[test]
fn what_does_not_fit_its_type_is_an_error() {
    for text in [
        "skill: 1\nrating: 3",
        "skill: a",
        "skill: a\nrating: 300",
        "skill: a\nrating: 3\nmore: x",
        "[a, 3, {}, b, c]",
        "a",
    ] {
        assert!(Rating::deserialize(document(text).root()).is_err(), "{text}");
    }
    assert!(BTreeMap::<u8, u8>::deserialize(document("a: 1").root()).is_err());
    assert!(BTreeMap::<u8, u8>::deserialize(document("-1: 1").root()).is_err());
    assert!(Method::deserialize(document("board").root()).is_err());
    assert!(Method::deserialize(document("[panel]").root()).is_err());
}

#[test]
fn text_is_lent_and_not_copied() {
    let document = document("a: plain\nb: \"esc\\taped\"");
    let texts = BTreeMap::<&str, &str>::deserialize(document.root()).unwrap();
    assert_eq!(texts, BTreeMap::from([("a", "plain"), ("b", "esc\taped")]));
}

#[test]
fn nodes_say_what_they_are() {
    let document = document(
        "a: [1, 'x', ~, 1.5, true, 9223372036854775808]\nb: {c: no, d: on, e: 2026-01-01, 1: one, null: n, : e}\nf: 12",
    );
    let root = document.root();
    assert_eq!((root.value(), root.len(), root.index()), (Value::Map, 3, 0));
    let values: Vec<Value<'_>> = root.get("a").unwrap().items().map(Node::value).collect();
    assert_eq!(
        values,
        [
            Value::Int(1),
            Value::Text("x"),
            Value::Null,
            Value::Float(1.5),
            Value::Bool(true),
            Value::Float(9_223_372_036_854_775_808.0)
        ]
    );
    let plain: Vec<bool> = root.get("a").unwrap().items().map(Node::is_plain).collect();
    assert_eq!(plain, [true, false, true, true, true, true]);
    let map = root.get("b").unwrap();
    let texts: Vec<_> = map.entries().map(|member| (member.key, member.value.value())).collect();
    assert_eq!(
        texts,
        [
            ("c", Value::Text("no")),
            ("d", Value::Text("on")),
            ("e", Value::Text("2026-01-01")),
            ("1", Value::Text("one")),
            ("null", Value::Text("n")),
            ("", Value::Text("e")),
        ]
    );
    assert!(root.get("missing").is_none() && root.get("f").unwrap().get("x").is_none());
    assert_eq!(root.items().count() + root.get("a").unwrap().entries().count(), 0);
    assert_eq!(root.get("f").unwrap().len(), 0);
    let indexes: Vec<u32> = root.entries().map(|member| member.value.index()).collect();
    assert!(indexes.is_sorted() && indexes.first() != indexes.last());
    assert_eq!(format!("{:?}", root.get("f").unwrap()), "Int(12)");
}
