//! The dashboard as files: every page laid out by its template, and what the pages need beside them.
//!
//! Nothing here writes to disk or knows whom a site is for; what is on it is decided by whoever
//! hands the views over.

mod frame;
mod press;

#[cfg(test)]
mod tests;

pub use frame::{Frame, Part, Place, Step};
pub use press::Press;

use super::escape;
use super::template::{ICON, SCRIPT, STYLE};
use crate::report::site::SearchItem;

/// A file of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// Its path in the site's folder, `/` between parts.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl SiteFile {
    fn new(path: &str, text: impl Into<String>) -> Self {
        Self { path: path.to_owned(), text: text.into() }
    }
}

/// What every page needs beside it: style, scripts, icon, and the list that the search works on.
#[must_use]
pub fn beside_pages(found: &[SearchItem]) -> Vec<SiteFile> {
    vec![
        SiteFile::new("style.css", STYLE),
        SiteFile::new("site.js", SCRIPT),
        SiteFile::new("icon.svg", ICON),
        SiteFile::new("search.js", search_list(found)),
    ]
}

/// The list as a script, since a page that is opened from a disk may load scripts but no data. Names
/// hold no character that nobody can see, and nothing that could end a script.
fn search_list(found: &[SearchItem]) -> String {
    let plain = |text: &str| -> String { escape::visible(text) };
    let mut out = String::from("globalThis.milepostSearch = [\n");
    for SearchItem(name, kind, address, words) in found {
        let row = serde_json::json!([plain(name), kind, address, plain(words)]);
        out.push_str(&row.to_string().replace('<', "\\u003c"));
        out.push_str(",\n");
    }
    out.push_str("];\n");
    out
}
