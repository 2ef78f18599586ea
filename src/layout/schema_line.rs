//! The line that tells an editor which schema a record has.

use crate::record::RecordPath;
use crate::schema;

/// How every such line starts.
pub(super) const START: &str = "# yaml-language-server:";

/// The comment by which editors that use yaml-language-server find the schema of the record at `path`
/// (relative to the learning repository's root); `None` where no record lies there. The schema is named
/// relative to the record, so the line holds wherever the repository is cloned.
///
/// The form is described under "Using inlined schema" in the documentation of yaml-language-server.
#[must_use]
pub fn schema_line(path: &str) -> Option<String> {
    let kind = RecordPath::parse(path).ok()?.kind;
    let up = "../".repeat(path.matches('/').count());
    Some(format!("{START} $schema={up}{}/{}", schema::FOLDER, schema::file_name(kind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_named_from_the_record() {
        assert_eq!(
            schema_line("people/ana/goals/2026-10-05-async-rust.yaml").as_deref(),
            Some("# yaml-language-server: $schema=../../../.milepost/schema/goal.schema.json")
        );
        assert_eq!(
            schema_line("milepost.yaml").as_deref(),
            Some("# yaml-language-server: $schema=.milepost/schema/policy.schema.json")
        );
        assert_eq!(schema_line("README.md"), None);
    }
}
