//! Ids that a change takes away: of records that it renames or removes.
//!
//! Plain data, gathered from the names of files. Whether anything still names such an id is for the
//! rules to say.

use std::collections::BTreeMap;

use super::{Id, Kind, RecordPath};

/// What became of a record whose id is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It has another id now.
    Renamed {
        /// The new id; of a person the new handle.
        id: Id,
        /// The file under its new name.
        path: String,
    },
    /// It is gone.
    Removed {
        /// The file under the name that it had.
        path: String,
    },
}

/// The ids that a change takes away, each with what became of its record.
#[derive(Clone, Debug, Default)]
pub struct Departed(BTreeMap<(Kind, Option<Id>, Id), Fate>);

/// What became of one record's file.
struct Move<'a> {
    /// The record that it was.
    record: RecordPath,
    /// The path that it had.
    path: &'a str,
    /// The record of the same kind that it is now, and its path.
    now: Option<(RecordPath, &'a str)>,
}

impl<'a> Move<'a> {
    fn of(path: &'a str, now: Option<&'a str>) -> Option<Self> {
        let record = RecordPath::parse(path).ok()?;
        let now = now.and_then(|path| Some((RecordPath::parse(path).ok()?, path)));
        let now = now.filter(|(now, _)| now.kind == record.kind);
        Some(Self { record, path, now })
    }
}

impl Departed {
    /// Gathers what became of files: the path that a file had, and the one that it has now, if any.
    /// Paths of other files than records are passed over, and so is whatever kept its id. A record
    /// that lies among those of another kind now is gone.
    #[must_use]
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Self {
        let moves: Vec<Move<'_>> = files.into_iter().filter_map(|(old, new)| Move::of(old, new)).collect();
        let handles: BTreeMap<&Id, &Id> = moves
            .iter()
            .filter(|moved| moved.record.kind == Kind::Profile)
            .filter_map(|moved| Some((&moved.record.id, &moved.now.as_ref()?.0.id)))
            .collect();
        let owner = |record: &RecordPath| {
            // A person is nobody's record.
            let owner = record.owner.as_ref().filter(|_| record.kind != Kind::Profile)?;
            Some(handles.get(owner).copied().unwrap_or(owner).clone())
        };
        let mut departed = BTreeMap::new();
        for Move { record: old, path: old_path, now } in &moves {
            let same_owner = |now: &RecordPath| old.kind == Kind::Profile || now.owner == owner(old);
            let fate = match now.as_ref().filter(|(now, _)| same_owner(now)) {
                Some((now, _)) if now.id == old.id => continue,
                Some((now, path)) => Fate::Renamed { id: now.id.clone(), path: (*path).to_owned() },
                None => Fate::Removed { path: (*old_path).to_owned() },
            };
            departed.insert((old.kind, owner(old), old.id.clone()), fate);
        }
        Self(departed)
    }

    /// What became of the record that had `id`; `None` where the change takes no such id away.
    /// `owner` is the handle of the person whose record it was, as it is with the change.
    #[must_use]
    pub fn fate(&self, kind: Kind, owner: Option<&str>, id: &str) -> Option<&Fate> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&(kind, owner.map(Id::new), Id::new(id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(id: &str, path: &str) -> Fate {
        Fate::Renamed { id: Id::new(id), path: path.to_owned() }
    }

    #[test]
    fn renamed_and_removed_records_are_told_apart() {
        let departed = Departed::of([
            ("framework/skills/tokio.yaml", Some("framework/skills/async-rust.yml")),
            ("framework/skills/rust.yaml", Some("framework/skills/rust.yml")),
            ("framework/skills/go.yaml", Some("framework/modules/go.yaml")),
            ("framework/skills/zig.yaml", Some("framework/skills/zig.yaml.old")),
            ("teams/payments.yaml", None),
            ("docs/a.yaml", None),
        ]);
        let skill = |id| departed.fate(Kind::Skill, None, id).cloned();
        assert_eq!(skill("tokio"), Some(renamed("async-rust", "framework/skills/async-rust.yml")));
        assert_eq!(skill("rust"), None);
        assert_eq!(skill("go"), Some(Fate::Removed { path: "framework/skills/go.yaml".to_owned() }));
        assert_eq!(skill("zig"), Some(Fate::Removed { path: "framework/skills/zig.yaml".to_owned() }));
        let team = Fate::Removed { path: "teams/payments.yaml".to_owned() };
        assert_eq!(departed.fate(Kind::Team, None, "payments"), Some(&team));
        assert_eq!(departed.fate(Kind::Skill, None, "payments"), None);
    }

    #[test]
    fn records_of_a_renamed_person_are_found_under_the_new_handle() {
        let goal = |handle: &str, id: &str| format!("people/{handle}/goals/{id}.yaml");
        let (old, new) = (goal("ana", "a"), goal("anna", "b"));
        let (kept, moved) = (goal("ana", "c"), goal("anna", "c"));
        let gone = goal("ana", "d");
        let given = goal("ben", "d");
        let departed = Departed::of([
            ("people/ana/profile.yaml", Some("people/anna/profile.yaml")),
            (old.as_str(), Some(new.as_str())),
            (kept.as_str(), Some(moved.as_str())),
            (gone.as_str(), Some(given.as_str())),
        ]);
        let person = departed.fate(Kind::Profile, None, "ana");
        assert_eq!(person, Some(&renamed("anna", "people/anna/profile.yaml")));
        let own = |id| departed.fate(Kind::Goal, Some("anna"), id);
        assert_eq!(own("a"), Some(&renamed("b", &new)));
        assert_eq!(own("c"), None);
        assert_eq!(own("d"), Some(&Fate::Removed { path: gone.clone() }));
    }
}
