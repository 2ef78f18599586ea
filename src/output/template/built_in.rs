//! The templates that are built in: what reports look like, and the parts that they are made of.

use super::Target;

/// The style sheet of every page.
pub(crate) const STYLE: &str = include_str!("../../../templates/layout/style.css");

/// The script of the site's search box.
pub(crate) const SCRIPT: &str = include_str!("../../../templates/layout/site.js");

/// The site's icon.
pub(crate) const ICON: &str = include_str!("../../../templates/layout/icon.svg");

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../templates/", $name)))),*]
    };
}

/// Every template, by the name that it has in `templates/` and below `.milepost/templates/`.
const TEMPLATES: &[(&str, &str)] = built_in![
    "layout/page.html",
    "layout/site.html",
    "parts/badge.html",
    "parts/charts.html",
    "parts/levels.html",
    "parts/page.html",
    "parts/program.html",
    "parts/program.md",
    "parts/team.html",
    "report/digest.html",
    "report/digest.md",
    "report/merged.md",
    "report/person.html",
    "report/person.md",
    "report/portfolio.html",
    "report/portfolio.md",
    "report/pull_request.md",
    "report/roi.html",
    "report/roi.md",
    "report/team.html",
    "report/team.md",
    "site/credential.html",
    "site/framework.html",
    "site/index.html",
    "site/module.html",
    "site/moved.html",
    "site/people.html",
    "site/program.html",
    "site/programs.html",
    "site/role.html",
    "site/skill.html",
    "site/teams.html",
];

/// The templates that write for `target`.
pub(super) fn templates(target: Target) -> impl Iterator<Item = (&'static str, &'static str)> {
    TEMPLATES.iter().copied().filter(move |(name, _)| target.writes(name))
}

/// The names of all templates that a learning repository may replace by its own.
pub fn names() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().map(|(name, _)| *name)
}

/// Whether a learning repository may have its own template of this name.
#[must_use]
pub fn is_overridable(name: &str) -> bool {
    names().any(|known| known == name)
}
