//! What makes work pleasant here: who Git takes you for, schemas and settings for the editor, a hook.

use super::super::files::text_at;
use super::super::place::Place;
use super::super::workspace::broken_with;
use super::text;
use crate::check::State;
use crate::error::Error;
use crate::record::Kind;
use crate::report::checkup::{Item, Need};
use crate::schema;
use crate::source::Snapshot;

/// Where the schemas lie in a learning repository.
const SCHEMAS: &str = schema::FOLDER;

/// Whether Git knows who you are, and the profiles do.
pub(super) fn person(place: &Place, state: &State) -> Result<Item, Error> {
    const ID: &str = "person";
    let setting = |name: &str| place.repository.setting(name);
    let (Some(_), Some(email)) = (setting("user.name"), setting("user.email")) else {
        return Ok(Item::missing(
            ID,
            Need::Comfort,
            "Git does not know your name and address",
            "`git config --global user.name NAME` and `git config --global user.email ADDRESS`",
        ));
    };
    let handle = state.people.with_email(&email);
    state.people.failure()?;
    if let Some(handle) = handle {
        let text = format!("you are {handle}, by {email}, Git's `user.email`");
        return Ok(Item::ok(ID, Need::Comfort, text));
    }
    Ok(match broken_with(state, &email) {
        Some(handle) => Item::missing(
            ID,
            Need::Comfort,
            format!("people/{handle}/profile.yaml has your address, {email}, and cannot be used"),
            format!("`milepost check people/{handle}` says what is wrong with it"),
        ),
        None => Item::missing(
            ID,
            Need::Comfort,
            format!("no profile has the address {email}, Git's `user.email`"),
            "add it under `emails` of your profile; `milepost new profile` makes one",
        ),
    })
}

/// Whether the schemas for the editor are those of this version.
pub(super) fn schemas(own: &Snapshot) -> Result<Item, Error> {
    const ID: &str = "schemas";
    let advice = format!("`milepost schema --write {SCHEMAS}` writes them");
    let mut missing = 0;
    let mut old = 0;
    for kind in Kind::ALL {
        match text(own, &format!("{SCHEMAS}/{}", schema::file_name(kind)))? {
            None => missing += 1,
            Some(found) if found.replace("\r\n", "\n") != schema::text(kind) => old += 1,
            Some(_) => {}
        }
    }
    Ok(match (missing, old) {
        (0, 0) => Item::ok(ID, Need::Comfort, format!("the schemas in {SCHEMAS} are those of this version")),
        (missing, _) if missing == Kind::ALL.len() => {
            let text = format!("no schemas in {SCHEMAS}, so an editor cannot complete and check");
            Item::missing(ID, Need::Comfort, text, format!("mkdir -p {SCHEMAS}; {advice}"))
        }
        (missing, old) => {
            let told = [(old, "of another version"), (missing, "not there")];
            let told: Vec<String> =
                told.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
            let text = format!("of the {} schemas in {SCHEMAS}: {}", Kind::ALL.len(), told.join(", "));
            Item::missing(ID, Need::Comfort, text, advice)
        }
    })
}

/// Whether a check runs before each commit; nobody commits in a bare repository.
pub(super) fn hook(place: &Place, top: &Snapshot) -> Result<Option<Item>, Error> {
    const ID: &str = "hook";
    const CONFIGURATION: &str = ".pre-commit-config.yaml";
    if place.repository.work_dir().is_none() {
        return Ok(None);
    }
    let configured = text(top, CONFIGURATION)?.is_some_and(|text| text.contains("milepost"));
    // Hooks lie among Git's own files, which no snapshot shows.
    let script = place.repository.hooks_folder().and_then(|folder| text_at(&folder.join("pre-commit")));
    let advice = format!(
        "`pre-commit install` with the hook `milepost-check` in {CONFIGURATION}; or a script \
         .git/hooks/pre-commit that runs `milepost check`"
    );
    Ok(Some(match (configured, script) {
        (_, Some(script)) if script.contains("milepost") || (configured && script.contains("pre-commit")) => {
            Item::ok(ID, Need::Comfort, "a hook checks before each commit")
        }
        (true, _) => Item::missing(
            ID,
            Need::Comfort,
            format!("{CONFIGURATION} has the hook, but it is not installed in this clone"),
            "`pre-commit install`",
        ),
        (false, _) => {
            Item::missing(ID, Need::Comfort, "no hook checks before a commit; CI does all the same", advice)
        }
    }))
}

/// Whether an editor is told where the schemas are.
pub(super) fn editor(places: &[&Snapshot]) -> Result<Item, Error> {
    const ID: &str = "editor";
    const SETTINGS: &str = ".vscode/settings.json";
    let mut is_own = false;
    for place in places {
        match text(place, SETTINGS)? {
            Some(text) if text.contains(SCHEMAS) => {
                return Ok(Item::ok(
                    ID,
                    Need::Comfort,
                    format!("{SETTINGS} tells the editor of the schemas"),
                ));
            }
            found => is_own |= found.is_some(),
        }
    }
    if is_own {
        return Ok(Item::missing(
            ID,
            Need::Comfort,
            format!("{SETTINGS} does not tell the editor of the schemas"),
            "put the key `yaml.schemas` into it that `milepost schema --vscode` prints",
        ));
    }
    Ok(Item::missing(
        ID,
        Need::Comfort,
        format!("no {SETTINGS} that tells an editor of the schemas"),
        "`milepost init` adds what is missing and leaves everything else as it is",
    ))
}
