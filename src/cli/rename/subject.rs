//! What is to be renamed: which record the old id names, and whether the new one is free.
//!
//! Nothing is moved here, and no reference is looked for.

use crate::check::{self, State};
use crate::cli::usage;
use crate::error::Error;
use crate::load::{Directory, Handle, Loaded};
use crate::record::{Id, Kind, Person, RecordPath, Records, Resolved, Written};
use crate::source::EntryKind;
use crate::suggest;

/// A record and its new name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// What it is; a person is a [`Kind::Profile`].
    pub(super) kind: Kind,
    /// Whose record it is; `None` for what belongs to nobody, and for a person.
    pub(super) owner: Option<Id>,
    /// The present id or handle.
    pub(super) old: Id,
    /// The new one.
    pub(super) new: Id,
    /// The record's file now; of a person the profile.
    pub(super) path: String,
    /// Its former ids or handles.
    pub(super) formerly: Vec<Id>,
}

impl Subject {
    /// What people call such a record.
    pub(super) fn word(&self) -> &'static str {
        word(self.kind)
    }

    /// Whether the record can say what it was called before.
    pub(super) fn has_formerly(&self) -> bool {
        has_formerly(self.kind)
    }

    /// The record's file with its new name; its ending stays.
    pub(super) fn new_path(&self) -> String {
        let owner = if self.kind == Kind::Profile { Some(self.new.clone()) } else { self.owner.clone() };
        let path = RecordPath { kind: self.kind, owner, id: self.new.clone() }.path();
        match path.strip_suffix(".yaml").filter(|_| self.path.ends_with(".yml")) {
            Some(stem) => format!("{stem}.yml"),
            None => path,
        }
    }

    /// The folder of a person now, and with the new name.
    pub(super) fn folders(&self) -> Option<(String, String)> {
        let folder = |handle: &Id| format!("people/{handle}");
        (self.kind == Kind::Profile).then(|| (folder(&self.old), folder(&self.new)))
    }

    /// The path that a file has after the rename.
    pub(super) fn path_after(&self, path: &str) -> String {
        if path == self.path {
            return self.new_path();
        }
        let moved = self
            .folders()
            .and_then(|(old, new)| Some(format!("{new}/{}", path.strip_prefix(&old)?.strip_prefix('/')?)));
        moved.unwrap_or_else(|| path.to_owned())
    }
}

fn word(kind: Kind) -> &'static str {
    if kind == Kind::Profile { "person" } else { kind.name() }
}

/// Records that others refer to from afar keep their old names; a person's own records do not.
fn has_formerly(kind: Kind) -> bool {
    match kind {
        Kind::Skill
        | Kind::Role
        | Kind::Module
        | Kind::Credential
        | Kind::Team
        | Kind::Program
        | Kind::Profile => true,
        Kind::Policy | Kind::Goal | Kind::Entry | Kind::Assessment | Kind::Award | Kind::Remediation => false,
    }
}

/// What an old id names, whatever the kind of record.
enum Found {
    Record { path: String, formerly: Vec<Id> },
    Former(Id),
    Broken,
    Nothing(Option<String>),
}

/// The record that `old` names, if it can be renamed to `new`. `person` is the owner of a person's own
/// record, or the person themselves; `None` for what belongs to nobody.
///
/// # Errors
/// Where there is no such record, its file cannot be used, or the new name is none or taken.
pub(super) fn subject(
    state: &State,
    person: Option<&Loaded<Person>>,
    kind: Kind,
    old: &str,
    new: &str,
) -> Result<Subject, Error> {
    valid(new)?;
    let word = word(kind);
    if old == new {
        return Err(usage(
            format!("the {word} `{old}` is called that already"),
            "name another id to give it",
        ));
    }
    let own = person.map(|person| &person.data);
    let (found, new_is) = look(state, own, kind, old, new)?;
    let subject = match found {
        Found::Record { path, formerly } => {
            let owner = own.map(|own| own.handle.clone()).filter(|_| kind != Kind::Profile);
            Subject { kind, owner, old: Id::new(old), new: Id::new(new), path, formerly }
        }
        Found::Broken => return Err(broken(state, person, kind, old)?),
        Found::Former(present) => {
            return Err(usage(
                format!("the {word} `{old}` is called `{present}` now"),
                format!("write `milepost rename {word} {present} {new}`"),
            ));
        }
        Found::Nothing(near) => {
            let hint = near.map_or_else(
                || format!("its file would be {}", at(kind, own, old)),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(usage(format!("there is no {word} `{old}`"), hint));
        }
    };
    if let Found::Former(other) = new_is
        && other != subject.old
    {
        let never = if kind == Kind::Profile {
            "a handle is never used again for somebody else"
        } else {
            "references by it lead there"
        };
        return Err(usage(
            format!("`{new}` is a former name of the {word} `{other}`: {never}"),
            "choose another one",
        ));
    }
    free(state, &subject)?;
    Ok(subject)
}

/// Refuses what is no id.
fn valid(new: &str) -> Result<(), Error> {
    if Id::is_valid(new) {
        return Ok(());
    }
    Err(usage(
        format!("`{new}` cannot be an id or a handle"),
        format!(
            "write small letters, digits and single hyphens between them, such as `async-rust`; at most {} \
             characters, and no number",
            Id::MAX_LENGTH
        ),
    ))
}

/// What the old id names, and what the new one does.
fn look(
    state: &State,
    own: Option<&Person>,
    kind: Kind,
    old: &str,
    new: &str,
) -> Result<(Found, Found), Error> {
    let (framework, groups) = (&state.framework.data, &state.groups.data);
    let nobody = Person::new(Id::new(""));
    let own = own.unwrap_or(&nobody);
    Ok(match kind {
        Kind::Skill => both(&framework.skills, old, new),
        Kind::Role => both(&framework.roles, old, new),
        Kind::Module => both(&framework.modules, old, new),
        Kind::Credential => both(&framework.credentials, old, new),
        Kind::Team => both(&groups.teams, old, new),
        Kind::Program => both(&groups.programs, old, new),
        Kind::Goal => both(&own.goals, old, new),
        Kind::Entry => both(&own.entries, old, new),
        Kind::Assessment => both(&own.assessments, old, new),
        Kind::Award => both(&own.awards, old, new),
        Kind::Remediation => both(&own.remediations, old, new),
        Kind::Policy => (Found::Nothing(None), Found::Nothing(None)),
        Kind::Profile => {
            let known = |handle: &str| -> Result<Found, Error> {
                let found = state.people.look_up(handle);
                state.people.failure()?;
                Ok(match found {
                    Handle::Former(present) => Found::Former(present),
                    Handle::Present(_) | Handle::Broken | Handle::Unknown => {
                        Found::Nothing(state.people.nearest(handle))
                    }
                })
            };
            (folder_of(state, own, old)?.map_or_else(|| known(old), Ok)?, known(new)?)
        }
    })
}

/// The person whose folder has this name, valid as a handle or not.
fn folder_of(state: &State, own: &Person, old: &str) -> Result<Option<Found>, Error> {
    match state.snapshot.find(&format!("people/{old}"))?.map(|entry| entry.kind) {
        Some(EntryKind::Folder) => {}
        Some(kind @ (EntryKind::Symlink | EntryKind::Submodule | EntryKind::Other | EntryKind::File)) => {
            let what = match kind {
                EntryKind::Symlink => "a symbolic link",
                EntryKind::Submodule => "another Git repository",
                EntryKind::Folder | EntryKind::File | EntryKind::Other => "no folder",
            };
            return Err(usage(
                format!("people/{old} is {what}: it is left alone"),
                "a person is a folder in people/ with a profile.yaml",
            ));
        }
        None => return Ok(None),
    }
    Ok(Some(match &own.profile {
        Some(profile) => {
            Found::Record { path: profile.path.clone(), formerly: profile.data.formerly.clone() }
        }
        None => Found::Broken,
    }))
}

fn both<T: Written>(records: &Records<T>, old: &str, new: &str) -> (Found, Found) {
    let known = |id: &str| match records.resolve(id) {
        Resolved::Present(record) => {
            Found::Record { path: record.path.clone(), formerly: record.data.formerly().to_vec() }
        }
        Resolved::Former(record) => Found::Former(record.id.clone()),
        Resolved::Broken => Found::Broken,
        Resolved::Unknown => {
            Found::Nothing(suggest::nearest(id, records.ids().map(|id| &**id)).map(str::to_owned))
        }
    };
    (known(old), known(new))
}

/// Where the record would lie.
fn at(kind: Kind, own: Option<&Person>, id: &str) -> String {
    let owner = if kind == Kind::Profile { Some(Id::new(id)) } else { own.map(|own| own.handle.clone()) };
    RecordPath { kind, owner, id: Id::new(id) }.path()
}

/// Why the record's file cannot be used, with its place.
fn broken(state: &State, person: Option<&Loaded<Person>>, kind: Kind, old: &str) -> Result<Error, Error> {
    let path = at(kind, person.map(|person| &person.data), old);
    let person_folder = person.map(|person| format!("people/{}", person.data.handle));
    let (folder, files) = match (person, kind) {
        (Some(person), _) => (person_folder.as_deref().unwrap_or_default(), &person.files),
        (None, Kind::Team) => ("teams", &state.groups.files),
        (None, Kind::Program) => ("programs", &state.groups.files),
        (None, _) => ("framework", &state.framework.files),
    };
    let stem = path.trim_end_matches("yaml");
    let reason = check::fault(folder, files, |path| path.starts_with(stem), &state.snapshot)?;
    let reason = reason.unwrap_or_else(|| format!("{path} is missing, or cannot be read"));
    Ok(usage(reason, "mend the file first; nothing was changed"))
}

/// Refuses a name that something has already, also one that differs in letter case only: many disks
/// take the two for one.
fn free(state: &State, subject: &Subject) -> Result<(), Error> {
    let path = subject.folders().map_or_else(|| subject.new_path(), |(_, new)| new);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let old = subject.folders().map_or_else(|| subject.path.clone(), |(old, _)| old);
    let stem = |name: &str| {
        let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).unwrap_or(name);
        stem.to_lowercase()
    };
    for entry in state.snapshot.list(folder)? {
        let Ok(present) = std::str::from_utf8(&entry.name) else { continue };
        let there = format!("{folder}/{present}");
        if there != old && stem(present) == stem(name) {
            return Err(usage(
                format!("`{}` is taken: {there} is there already", subject.new),
                "choose another name, or rename that one first",
            ));
        }
    }
    Ok(())
}
