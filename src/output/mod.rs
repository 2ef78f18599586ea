//! How it is said: one file per format, over the views of `report/`. A writer decides nothing.

pub mod annotations;
pub mod code_quality;
pub(crate) mod columns;
pub mod difference;
pub mod digest_issue;
pub mod escape;
pub mod human;
pub mod ics;
pub mod import;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod next_entry;
pub mod report;
pub mod report_schema;
pub mod rule_list;
pub mod rule_page;
pub mod sarif;
pub mod site;
pub mod status;
pub mod suggestion;
pub mod summary;
pub mod template;
pub(crate) mod wording;
