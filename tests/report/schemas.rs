//! What reports say in JSON is what their published schemas promise.

use serde_json::Value;

use crate::common::Sandbox;

const TODAY: &str = "2026-11-23";

fn json(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    let run = sandbox.milepost_below("sample", arguments);
    assert_eq!(run.status, 0, "{arguments:?}: {}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn every_report_of_the_sample_matches_its_schema() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.milepost(&["demo", "sample"]).status, 0);
    sandbox.git_in(&sandbox.path().join("sample"), &["checkout", "-q", "main"]);
    let reports: [(&str, &[&str]); 12] = [
        ("digest", &["report", "digest", "--format", "json"]),
        ("digest", &["report", "digest", "--for", "bruno", "--format", "json"]),
        ("person", &["report", "person", "ana", "--format", "json"]),
        ("person", &["report", "person", "felix", "--format", "json"]),
        ("portfolio", &["report", "portfolio", "ana", "--format", "json"]),
        ("team", &["report", "team", "--format", "json"]),
        ("team", &["report", "team", "--audience", "lead", "--format", "json"]),
        ("team", &["report", "team", "checkout", "--since", "2026-06-30", "--format", "json"]),
        ("roi", &["report", "roi", "--format", "json"]),
        ("status", &["status", "ana", "--json"]),
        ("status", &["status", "esther", "--json"]),
        ("status", &["status", "--json"]),
    ];
    for (name, arguments) in reports {
        let report = json(&sandbox, &[arguments, &["--today", TODAY]].concat());
        assert_eq!((&report["version"], &report["kind"]), (&1.into(), &name.into()));
        let mut schema = json(&sandbox, &["schema", "--report", name]);
        close(&mut schema);
        let validator =
            jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&report)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .take(5)
            .collect();
        assert_eq!(errors, [""; 0], "{arguments:?}");
    }
}

/// Lets no key pass that the schema does not name: what is written is to be documented.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.contains_key("properties") && !object.contains_key("additionalProperties") {
                object.insert("unevaluatedProperties".into(), false.into());
            }
            object.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
