//! What tells editors which schema each record has, for files that do not say it in their first line.

use serde_json::{Map, Value, json};

use crate::record::Kind;
use crate::schema;

/// `.vscode/settings.json`: each schema of the repository with the files that it is for. The key is that of
/// Red Hat's extension for YAML, `redhat.vscode-yaml`; paths are relative to the folder that is open.
pub(in crate::cli) fn settings() -> String {
    let mut schemas = Map::new();
    for kind in Kind::ALL {
        let files = kind.pattern().replace("<handle>", "*").replace("<id>", "*");
        let other = files.replace(".yaml", ".yml");
        schemas.insert(format!("{}/{}", schema::FOLDER, schema::file_name(kind)), json!([files, other]));
    }
    pretty(&json!({ "yaml.schemas": Value::Object(schemas) }))
}

/// `.vscode/extensions.json`: the extension that reads them, for those who have it not yet.
pub(super) fn extensions() -> String {
    pretty(&json!({ "recommendations": ["redhat.vscode-yaml"] }))
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_schema() {
        let settings: Value = serde_json::from_str(&settings()).unwrap();
        let schemas = settings["yaml.schemas"].as_object().unwrap();
        assert_eq!(schemas.len(), Kind::ALL.len());
        let goals = &schemas[".milepost/schema/goal.schema.json"];
        assert_eq!(*goals, json!(["people/*/goals/*.yaml", "people/*/goals/*.yml"]));
    }
}
