//! The cases of the YAML test suite (see `tests/yaml_suite.rs`), each as if it were a record.

use serde::Deserialize;

use super::super::Refused;
use super::super::model::Model;
use super::{any_formatted, file};
use crate::record::Kind;
use crate::yaml;

#[derive(Deserialize)]
struct Suite {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    yaml: String,
}

#[test]
fn every_case_that_can_be_read_keeps_its_values_and_has_one_form() {
    let text = include_str!("../../../tests/yaml-test-suite.json");
    let cases = serde_json::from_str::<Suite>(text).unwrap().cases;
    let mut formatted = 0;
    for Case { id, yaml } in cases {
        let before = file(&yaml);
        let once = match any_formatted(&before, Kind::Skill) {
            Ok(text) => text,
            Err(Refused::Unreadable(_)) => continue,
            Err(refused) => panic!("{id}: {refused:?}\n{yaml}"),
        };
        let after = file(&once);
        let model = |file| Model::of(&yaml::parse(file).document.unwrap());
        assert_eq!(model(&after), model(&before), "{id}: {once}");
        assert_eq!(any_formatted(&after, Kind::Skill), Ok(once.clone()), "{id}:\n{yaml}\n---\n{once}");
        formatted += 1;
    }
    assert!(formatted > 150, "{formatted}");
}
