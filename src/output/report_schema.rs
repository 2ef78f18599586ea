//! What each field of a report or of a page of the site holds: JSON Schemas, for programs that read
//! reports and for people who write templates. The files are in `schema/report/` and `schema/page/`.

use super::report::Report;

/// The JSON Schema (draft 2020-12) of a report.
#[must_use]
pub fn text(report: Report) -> &'static str {
    match report {
        Report::Digest => include_str!("../../schema/report/digest.schema.json"),
        Report::Person => include_str!("../../schema/report/person.schema.json"),
        Report::Portfolio => include_str!("../../schema/report/portfolio.schema.json"),
        Report::Team => include_str!("../../schema/report/team.schema.json"),
        Report::Roi => include_str!("../../schema/report/roi.schema.json"),
        Report::Status => include_str!("../../schema/report/status.schema.json"),
    }
}

/// The JSON Schema (draft 2020-12) of the report on a change, as [`super::json`] writes it. Nothing but
/// what it names may stand there: that report is handed from one job of CI to another.
pub const CHANGE: &str = include_str!("../../schema/report/change.schema.json");

/// Every report in JSON by name, with its schema.
#[must_use]
pub fn reports() -> Vec<(&'static str, &'static str)> {
    let own = Report::ALL.map(|report| (report.name(), text(report)));
    std::iter::once(("change", CHANGE)).chain(own).collect()
}

/// The pages of the site that have templates of their own, by name, with the JSON Schema (draft
/// 2020-12) of what each template sees beside `site`.
pub const PAGES: [(&str, &str); 11] = [
    ("credential", include_str!("../../schema/page/credential.schema.json")),
    ("framework", include_str!("../../schema/page/framework.schema.json")),
    ("index", include_str!("../../schema/page/index.schema.json")),
    ("module", include_str!("../../schema/page/module.schema.json")),
    ("moved", include_str!("../../schema/page/moved.schema.json")),
    ("people", include_str!("../../schema/page/people.schema.json")),
    ("program", include_str!("../../schema/page/program.schema.json")),
    ("programs", include_str!("../../schema/page/programs.schema.json")),
    ("role", include_str!("../../schema/page/role.schema.json")),
    ("skill", include_str!("../../schema/page/skill.schema.json")),
    ("teams", include_str!("../../schema/page/teams.schema.json")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use schemars::generate::SchemaSettings;
    use schemars::{JsonSchema, SchemaGenerator};
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::report::change::ChangeReport;
    use crate::report::digest::Digest;
    use crate::report::person::PersonSheet;
    use crate::report::portfolio::Portfolio;
    use crate::report::roi::RoiReport;
    use crate::report::site;
    use crate::report::status::Status;
    use crate::report::team::TeamReport;

    /// The schema of a report.
    fn made(report: Report) -> String {
        let schema = match report {
            Report::Digest => root::<Digest>(),
            Report::Person => root::<PersonSheet>(),
            Report::Portfolio => root::<Portfolio>(),
            Report::Team => root::<TeamReport>(),
            Report::Roi => root::<RoiReport>(),
            Report::Status => root::<Status>(),
        };
        described(schema, "report", report.name())
    }

    /// The schema of the report on a change: closed, since nobody may add to it on the way.
    fn made_change() -> String {
        let mut schema: Value =
            serde_json::from_str(&described(root::<ChangeReport>(), "report", "change")).unwrap();
        let hash = json!({
            "description": "A hash of all but `footer` and the permalinks: two reports with the same one say the same.",
            "type": "string",
            "pattern": "^[0-9a-f]{32}$",
        });
        let object = schema.as_object_mut().unwrap();
        object["required"].as_array_mut().unwrap().insert(2, json!("hash"));
        object["properties"].as_object_mut().unwrap().insert("hash".into(), hash);
        close(&mut schema, false);
        serde_json::to_string_pretty(&schema).unwrap() + "\n"
    }

    /// Lets no other key pass, at any depth. What stands beside the branches of a `oneOf` counts for
    /// each of them, so that the whole is closed and not the branches.
    fn close(schema: &mut Value, branch: bool) {
        let Value::Object(object) = schema else { return };
        if object.get("type").is_some_and(|name| name == "integer") {
            // What every reader of JSON can hold exactly (RFC 8259, section 6).
            object.entry("maximum").or_insert(json!(9_007_199_254_740_991_u64));
        }
        let beside = object.contains_key("properties");
        for (keyword, inner) in object.iter_mut() {
            match (keyword.as_str(), inner) {
                ("properties" | "$defs", Value::Object(named)) => {
                    named.values_mut().for_each(|inner| close(inner, false));
                }
                ("oneOf" | "anyOf", Value::Array(branches)) => {
                    branches.iter_mut().for_each(|inner| close(inner, beside));
                }
                (_, inner @ Value::Object(_)) => close(inner, false),
                _ => {}
            }
        }
        if beside && !branch {
            object.insert("unevaluatedProperties".into(), false.into());
        }
    }

    /// The schema of a page.
    fn made_page(name: &str) -> String {
        let schema = match name {
            "credential" => root::<site::CredentialPage>(),
            "framework" => root::<site::FrameworkPage>(),
            "index" => root::<site::Overview>(),
            "module" => root::<site::ModulePage>(),
            "moved" => root::<site::Moved>(),
            "people" => root::<site::PeoplePage>(),
            "program" => root::<site::ProgramPage>(),
            "programs" => root::<site::ProgramsPage>(),
            "role" => root::<site::RolePage>(),
            "skill" => root::<site::SkillPage>(),
            "teams" => root::<site::GroupsPage>(),
            other => panic!("{other}: no such page"),
        };
        described(schema, "page", name)
    }

    /// The schema that a view's type gives, with what every document begins with.
    fn described(mut schema: Map<String, Value>, sort: &str, name: &str) -> String {
        tidy(&mut schema);
        let mut whole = Map::new();
        whole.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        whole.insert("$id".into(), format!("urn:milepost:{sort}:{name}:1").into());
        for keyword in ["title", "description", "type"] {
            whole.extend(schema.remove_entry(keyword));
        }
        whole.insert("title".into(), format!("{}{}: {name}", sort[..1].to_uppercase(), &sort[1..]).into());
        let mut properties = Map::new();
        let version = "The version of this form. A new field may appear within a version; one that goes or changes its meaning makes a new version.";
        properties.insert("version".into(), json!({"description": version, "const": 1}));
        properties
            .insert("kind".into(), json!({"description": format!("Which {sort} it is."), "const": name}));
        if let Some(Value::Object(own)) = schema.remove("properties") {
            properties.extend(own);
        }
        let mut required = vec![json!("version"), json!("kind")];
        if let Some(Value::Array(own)) = schema.remove("required") {
            required.extend(own);
        }
        whole.insert("required".into(), required.into());
        whole.insert("properties".into(), properties.into());
        whole.extend(schema);
        serde_json::to_string_pretty(&whole).unwrap() + "\n"
    }

    fn root<T: JsonSchema>() -> Map<String, Value> {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.contract = schemars::generate::Contract::Serialize;
        });
        SchemaGenerator::new(settings).into_root_schema_for::<T>().as_object().cloned().unwrap()
    }

    /// One line a description, with the meanings of its words; no formats that only Rust knows.
    fn tidy(schema: &mut Map<String, Value>) {
        if schema.get("format").is_some_and(|format| format != "date") {
            schema.remove("format");
        }
        let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
        let mut description = description.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(Value::Array(meanings)) = schema.remove("meanings") {
            let words = schema.get("enum").and_then(Value::as_array).cloned().unwrap_or_default();
            for (word, meaning) in words.iter().zip(meanings) {
                let meaning = meaning.as_str().unwrap_or_default().trim().to_owned();
                description.push_str(&format!("\n- `{}`: {meaning}", word.as_str().unwrap_or_default()));
            }
        }
        if !description.is_empty() {
            schema.insert("description".into(), description.into());
        }
        for (keyword, value) in schema {
            match value {
                // These map names to schemas: a field may well be called `format`.
                Value::Object(named) if matches!(keyword.as_str(), "properties" | "$defs") => {
                    for inner in named.values_mut().filter_map(Value::as_object_mut) {
                        tidy(inner);
                        if inner.contains_key("const") && keyword == "properties" {
                            inner.entry("description").or_insert("Which of these forms it has.".into());
                        }
                    }
                }
                Value::Object(inner) => tidy(inner),
                Value::Array(items) => items.iter_mut().filter_map(Value::as_object_mut).for_each(tidy),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
    }

    /// `MILEPOST_BLESS=1 cargo test report_schema` writes the files anew.
    #[test]
    #[allow(clippy::disallowed_methods)] // a test may read the environment
    fn committed_schemas_are_what_the_views_say() {
        let reports = Report::ALL.map(|report| ("report", report.name(), text(report), made(report)));
        let change = ("report", "change", CHANGE, made_change());
        let pages = PAGES.map(|(name, text)| ("page", name, text, made_page(name)));
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/schema");
        for (sort, count) in [("report", reports.len() + 1), ("page", pages.len())] {
            let files = std::fs::read_dir(format!("{folder}/{sort}")).unwrap();
            assert_eq!(files.count(), count, "schema/{sort}: one file each");
        }
        for (sort, name, committed, made) in reports.into_iter().chain([change]).chain(pages) {
            if std::env::var("MILEPOST_BLESS").is_ok() {
                std::fs::write(format!("{folder}/{sort}/{name}.schema.json"), made).unwrap();
            } else {
                assert!(made == committed, "schema/{sort}/{name}.schema.json is stale: MILEPOST_BLESS=1");
            }
        }
    }

    /// A page has a schema where it has a template, and those that show a report have the report's.
    #[test]
    fn every_page_is_described() {
        let described: BTreeSet<String> = PAGES.iter().map(|(name, _)| format!("site/{name}.html")).collect();
        let names = crate::output::template::names().filter(|name| name.starts_with("site/"));
        assert_eq!(described, names.map(str::to_owned).collect());
    }

    /// Calls `visit` with every object of `schema`, and its path.
    fn each(path: &str, schema: &Value, visit: &mut dyn FnMut(&str, &Map<String, Value>)) {
        match schema {
            Value::Object(object) => {
                visit(path, object);
                object.iter().for_each(|(name, inner)| each(&format!("{path}/{name}"), inner, visit));
            }
            Value::Array(items) => items.iter().for_each(|inner| each(path, inner, visit)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn every_field_says_what_it_holds() {
        for (_, text) in reports().into_iter().chain(PAGES) {
            let schema: Value = serde_json::from_str(text).unwrap();
            jsonschema::draft202012::meta::validate(&schema).unwrap();
            let mut silent = BTreeSet::new();
            each("", &schema, &mut |path, schema| {
                for (name, inner) in schema.get("properties").and_then(Value::as_object).into_iter().flatten()
                {
                    if inner.get("description").is_none() {
                        silent.insert(format!("{path}.{name}"));
                    }
                }
            });
            assert_eq!(silent, BTreeSet::new());
        }
    }
}
