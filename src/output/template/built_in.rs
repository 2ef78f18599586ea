//! The templates that are built in: what reports look like, and the parts that they are made of.

use super::Target;

/// The style sheet of every page.
pub(crate) const STYLE: &str = include_str!("../../../templates/layout/style.css");

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../templates/", $name)))),*]
    };
}

/// Every template, by the name that it has in `templates/` and below `.milepost/templates/`.
const TEMPLATES: &[(&str, &str)] = built_in![
    "layout/page.html",
    "parts/charts.html",
    "parts/program.html",
    "parts/program.md",
    "report/digest.html",
    "report/digest.md",
    "report/pull_request.md",
    "report/roi.html",
    "report/roi.md",
];

/// The templates that write for `target`.
pub(super) fn templates(target: Target) -> impl Iterator<Item = (&'static str, &'static str)> {
    TEMPLATES.iter().copied().filter(move |(name, _)| match target {
        Target::Markdown => name.ends_with(".md"),
        Target::Html => name.ends_with(".html"),
    })
}

/// Whether a learning repository may have its own template of this name.
#[must_use]
pub fn is_overridable(name: &str) -> bool {
    TEMPLATES.iter().any(|(known, _)| *known == name)
}
