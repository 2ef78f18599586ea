//! The browser path: pages of the forge on which a new file is begun, with its place and a text that is
//! valid as it stands.

use super::starter::{self, Values};
use crate::calendar::Date;
use crate::forge::{Project, new_file_page};
use crate::layout;
use crate::record::{Id, Kind};
use crate::source::SourceFile;

/// Who the texts are for, and what they name.
pub(super) struct Sample<'a> {
    /// A role, one of its tiers, and the role's discipline.
    pub(super) role: [&'a str; 3],
    /// A skill that the tier asks for.
    pub(super) skill: &'a str,
}

/// The links by the names of their places in the README; nothing where the forge has no such page.
pub(super) fn links(
    project: &Project,
    branch: &str,
    root: &str,
    sample: &Sample<'_>,
    today: Date,
) -> Option<[(&'static str, String); 3]> {
    let Sample { role: [role, tier, discipline], skill } = sample;
    let mut values = Values::default();
    values.set("today", today.to_string());
    values.set("in_60_days", today.plus_days(60).to_string());
    values.set("skill", *skill);
    values.set("role", *role);
    values.set("tier", *tier);
    values.set("discipline", *discipline);
    let link = |kind: Kind, path: String| {
        let text = values.fill_yaml(starter::text(&format!("browser/{}.yaml", kind.name())), str::to_owned);
        let file = SourceFile::new(path, text);
        let text = layout::format(&file, kind).unwrap_or_else(|_| file.text().to_owned());
        let path = if root.is_empty() { file.path().to_owned() } else { format!("{root}/{}", file.path()) };
        new_file_page(project, branch, &path, &text)
    };
    // Everybody follows the same links: a path that is valid as it stands would be somebody's own.
    let handle = Id::PLACE_OF_HANDLE;
    Some([
        ("new_entry", link(Kind::Entry, format!("people/{handle}/portfolio/{today}-what-i-did.yaml"))?),
        ("new_goal", link(Kind::Goal, format!("people/{handle}/goals/{today}-what-for.yaml"))?),
        ("new_profile", link(Kind::Profile, format!("people/{handle}/profile.yaml"))?),
    ])
}
