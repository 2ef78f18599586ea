//! Snapshot → aggregates. Never stops at the first problem: what cannot be used is left out of
//! the aggregates and stays in the list of files, for the rules of the family *File*.

use serde::de::DeserializeOwned;

use super::file::{Content, File, Read, read_file, read_folder, read_folder_by};
use crate::error::Error;
use crate::finding::{Certainty, Pointer, Target};
use crate::record::{
    Framework, Groups, Id, Kind, PathProblem, Person, RawPolicy, Record, RecordPath, Records, Written,
};
use crate::schema::{Violation, ViolationKind};
use crate::source::Snapshot;

/// An aggregate with the files that it was made from.
#[derive(Debug)]
pub struct Loaded<T> {
    /// What could be used.
    pub data: T,
    /// Everything that was looked at.
    pub files: Vec<File>,
}

/// Reads `milepost.yaml` (or `.yml`). No policy file: no data and no files.
///
/// # Errors
/// Where the snapshot cannot be read.
pub fn load_policy(snapshot: &Snapshot) -> Result<Loaded<Option<Record<RawPolicy>>>, Error> {
    let mut files = Vec::new();
    for name in ["milepost.yaml", "milepost.yml"] {
        if snapshot.find(name)?.is_some() {
            match read_file(snapshot, name.to_owned())? {
                Some(file) => files.push(file),
                None => files.extend(unopened(snapshot, name)?),
            }
        }
    }
    let mut records = Records::default();
    for file in &mut files {
        add(&mut records, file);
    }
    let data = records.iter().next().cloned();
    Ok(Loaded { data, files })
}

/// A policy that is no regular file is reported like any other hostile entry.
fn unopened(snapshot: &Snapshot, name: &str) -> Result<Option<File>, Error> {
    Ok(snapshot.find(name)?.map(|entry| File {
        path: name.as_bytes().to_vec(),
        record: RecordPath::parse(name),
        content: Content::NotOpened(entry.kind),
    }))
}

/// Reads `framework/`.
///
/// # Errors
/// Where the snapshot cannot be read.
pub fn load_framework(snapshot: &Snapshot) -> Result<Loaded<Framework>, Error> {
    let mut files = read_folder(snapshot, "framework")?;
    let mut data = Framework::default();
    for file in &mut files {
        match file.kind() {
            Some(Kind::Skill) => add(&mut data.skills, file),
            Some(Kind::Role) => add(&mut data.roles, file),
            Some(Kind::Module) => add(&mut data.modules, file),
            Some(Kind::Credential) => add(&mut data.credentials, file),
            _ => {}
        }
    }
    data.skills.index_former();
    data.roles.index_former();
    data.modules.index_former();
    data.credentials.index_former();
    Ok(Loaded { data, files })
}

/// Reads `teams/` and `programs/`.
///
/// # Errors
/// Where the snapshot cannot be read.
pub fn load_groups(snapshot: &Snapshot) -> Result<Loaded<Groups>, Error> {
    let mut files = read_folder(snapshot, "programs")?;
    files.extend(read_folder(snapshot, "teams")?);
    let mut data = Groups::default();
    for file in &mut files {
        match file.kind() {
            Some(Kind::Team) => add(&mut data.teams, file),
            Some(Kind::Program) => add(&mut data.programs, file),
            _ => {}
        }
    }
    data.teams.index_former();
    data.programs.index_former();
    Ok(Loaded { data, files })
}

/// Reads `people/<handle>/`.
///
/// # Errors
/// Where the snapshot cannot be read.
pub fn load_person(snapshot: &Snapshot, handle: &str) -> Result<Loaded<Person>, Error> {
    person(handle, snapshot, &|path, _| read_file(snapshot, path))
}

/// As [`load_person`], with another way to read the files.
pub(super) fn person(handle: &str, snapshot: &Snapshot, read: &Read<'_>) -> Result<Loaded<Person>, Error> {
    let mut files = read_folder_by(read, snapshot, &format!("people/{handle}"))?;
    let mut data = Person::new(Id::new(handle));
    let mut profiles = Records::default();
    for file in &mut files {
        match file.kind() {
            Some(Kind::Profile) => add(&mut profiles, file),
            Some(Kind::Goal) => add(&mut data.goals, file),
            Some(Kind::Entry) => add(&mut data.entries, file),
            Some(Kind::Assessment) => add(&mut data.assessments, file),
            Some(Kind::Award) => add(&mut data.awards, file),
            Some(Kind::Remediation) => add(&mut data.remediations, file),
            _ => {
                if file.record == Err(PathProblem::Companion) && matches!(file.content, Content::Companion(_))
                {
                    let path = file.display_path().into_owned();
                    let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".md"));
                    if let Some(stem) = stem {
                        data.companions.insert(Id::new(stem), path);
                    }
                }
            }
        }
    }
    data.profile = profiles.iter().next().cloned();
    Ok(Loaded { data, files })
}

/// Puts the file's record where it belongs; a file that cannot be used counts as present.
fn add<T: DeserializeOwned + Written>(records: &mut Records<T>, file: &mut File) {
    let Ok(record) = &file.record else { return };
    let id = record.id.clone();
    let path = file.display_path().into_owned();
    let Some(document) = file.sound() else {
        records.insert_broken(id);
        return;
    };
    match T::deserialize(document.root()) {
        Ok(data) => records.insert(Record { id, path, data }),
        // The schema let through what the type does not take: that is a fault in the program, but
        // the person needs to see that the record was not judged.
        Err(error) => {
            records.insert_broken(id);
            if let Content::Yaml(yaml) = &mut file.content {
                yaml.violations.push(Violation {
                    pointer: Pointer::root(),
                    target: Target::Key,
                    kind: ViolationKind::Invalid,
                    message: format!("this record cannot be read: {error}"),
                    label: String::new(),
                    help: None,
                    replacement: None,
                    certainty: Certainty::Likely,
                });
            }
        }
    }
}
