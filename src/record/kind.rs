//! The table *path pattern ↔ kind*: what a record is follows from where it lies.

use std::fmt;

use super::Id;

/// The thirteen kinds of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `milepost.yaml`
    Policy,
    /// `framework/skills/<id>.yaml`
    Skill,
    /// `framework/roles/<id>.yaml`
    Role,
    /// `framework/modules/<id>.yaml`
    Module,
    /// `framework/credentials/<id>.yaml`
    Credential,
    /// `teams/<id>.yaml`
    Team,
    /// `programs/<id>.yaml`
    Program,
    /// `people/<handle>/profile.yaml`
    Profile,
    /// `people/<handle>/goals/<id>.yaml`
    Goal,
    /// `people/<handle>/portfolio/<id>.yaml`
    Entry,
    /// `people/<handle>/assessments/<id>.yaml`
    Assessment,
    /// `people/<handle>/awards/<id>.yaml`
    Award,
    /// `people/<handle>/remediations/<id>.yaml`
    Remediation,
}

impl Kind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Self; 13] = [
        Self::Policy,
        Self::Skill,
        Self::Role,
        Self::Module,
        Self::Credential,
        Self::Team,
        Self::Program,
        Self::Profile,
        Self::Goal,
        Self::Entry,
        Self::Assessment,
        Self::Award,
        Self::Remediation,
    ];

    /// The kind's name: the argument of `milepost schema` and the name of the schema's file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Skill => "skill",
            Self::Role => "role",
            Self::Module => "module",
            Self::Credential => "credential",
            Self::Team => "team",
            Self::Program => "program",
            Self::Profile => "profile",
            Self::Goal => "goal",
            Self::Entry => "entry",
            Self::Assessment => "assessment",
            Self::Award => "award",
            Self::Remediation => "remediation",
        }
    }

    /// Where records of this kind lie.
    #[must_use]
    pub fn pattern(self) -> &'static str {
        match self {
            Self::Policy => "milepost.yaml",
            Self::Skill => "framework/skills/<id>.yaml",
            Self::Role => "framework/roles/<id>.yaml",
            Self::Module => "framework/modules/<id>.yaml",
            Self::Credential => "framework/credentials/<id>.yaml",
            Self::Team => "teams/<id>.yaml",
            Self::Program => "programs/<id>.yaml",
            Self::Profile => "people/<handle>/profile.yaml",
            Self::Goal => "people/<handle>/goals/<id>.yaml",
            Self::Entry => "people/<handle>/portfolio/<id>.yaml",
            Self::Assessment => "people/<handle>/assessments/<id>.yaml",
            Self::Award => "people/<handle>/awards/<id>.yaml",
            Self::Remediation => "people/<handle>/remediations/<id>.yaml",
        }
    }

    /// The kind whose records lie in `folder` of a person's folder.
    #[must_use]
    pub fn of_person_folder(folder: &str) -> Option<Self> {
        match folder {
            "goals" => Some(Self::Goal),
            "portfolio" => Some(Self::Entry),
            "assessments" => Some(Self::Assessment),
            "awards" => Some(Self::Award),
            "remediations" => Some(Self::Remediation),
            _ => None,
        }
    }

    /// The kind whose records lie in `framework/<folder>`.
    #[must_use]
    pub fn of_framework_folder(folder: &str) -> Option<Self> {
        match folder {
            "skills" => Some(Self::Skill),
            "roles" => Some(Self::Role),
            "modules" => Some(Self::Module),
            "credentials" => Some(Self::Credential),
            _ => None,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl schemars::JsonSchema for Kind {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Kind".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": Self::ALL.map(Self::name) })
    }
}

/// What a path says about the file: its kind, its owner and its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordPath {
    /// The kind of record.
    pub kind: Kind,
    /// The person whose record it is; `None` for framework, teams, programs and policy.
    pub owner: Option<Id>,
    /// The record's id: the file's stem; for a profile the handle, for the policy `milepost`.
    pub id: Id,
}

/// Why a path below a record folder is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathProblem {
    /// Not in a record folder: none of Milepost's business.
    Elsewhere,
    /// In a record folder, but in no place where a record may lie.
    NoPattern,
    /// The companion text of an entry (`<id>.md`).
    Companion,
    /// In a record folder, but neither YAML nor a companion text: left alone.
    OtherFile,
}

impl RecordPath {
    /// Reads a path relative to the root. Ids are taken as they are, valid or not.
    ///
    /// # Errors
    /// [`PathProblem`] where the path is no record's.
    pub fn parse(path: &str) -> Result<Self, PathProblem> {
        let parts: Vec<&str> = path.split('/').collect();
        let Some((stem, yaml)) = parts.last().and_then(|name| name.rsplit_once('.')) else {
            return Err(if in_record_folder(&parts) {
                PathProblem::OtherFile
            } else {
                PathProblem::Elsewhere
            });
        };
        // `.YAML` is meant to be a record, but it is not the name of one.
        let misnamed = !matches!(yaml, "yaml" | "yml") && matches!(&*yaml.to_lowercase(), "yaml" | "yml");
        let yaml = matches!(yaml, "yaml" | "yml");
        let record = |kind, owner: Option<&str>, id: &str| {
            Ok(Self { kind, owner: owner.map(Id::new), id: Id::new(id) })
        };
        match parts.as_slice() {
            [_] if yaml && stem == "milepost" => record(Kind::Policy, None, stem),
            _ if !in_record_folder(&parts) => Err(PathProblem::Elsewhere),
            ["people", _, "portfolio", name] if name.ends_with(".md") => Err(PathProblem::Companion),
            _ if misnamed => Err(PathProblem::NoPattern),
            _ if !yaml => Err(PathProblem::OtherFile),
            ["framework", folder, _] => Kind::of_framework_folder(folder)
                .map_or(Err(PathProblem::NoPattern), |kind| record(kind, None, stem)),
            ["teams", _] => record(Kind::Team, None, stem),
            ["programs", _] => record(Kind::Program, None, stem),
            ["people", handle, _] if stem == "profile" => record(Kind::Profile, Some(handle), handle),
            ["people", handle, folder, _] => Kind::of_person_folder(folder)
                .map_or(Err(PathProblem::NoPattern), |kind| record(kind, Some(handle), stem)),
            _ => Err(PathProblem::NoPattern),
        }
    }

    /// The canonical path of this record.
    #[must_use]
    pub fn path(&self) -> String {
        let owner = self.owner.as_deref().unwrap_or_default();
        self.kind.pattern().replace("<handle>", owner).replace("<id>", &self.id)
    }
}

fn in_record_folder(parts: &[&str]) -> bool {
    parts.len() > 1 && matches!(parts.first(), Some(&("framework" | "teams" | "programs" | "people")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_read_back_as_its_kind() {
        for kind in Kind::ALL {
            let path = kind.pattern().replace("<handle>", "ana").replace("<id>", "x-1");
            let record = RecordPath::parse(&path).unwrap();
            assert_eq!(record.kind, kind);
            assert_eq!(record.path(), path);
        }
    }

    #[test]
    fn other_paths_are_told_apart() {
        for (path, problem) in [
            ("README.md", PathProblem::Elsewhere),
            ("docs/a.yaml", PathProblem::Elsewhere),
            ("people", PathProblem::Elsewhere),
            ("other.yaml", PathProblem::Elsewhere),
            ("people/ana/goal.yaml", PathProblem::NoPattern),
            ("people/ana/goals/deep/x.yaml", PathProblem::NoPattern),
            ("framework/skill/x.yaml", PathProblem::NoPattern),
            ("people/ana/goals/x.YAML", PathProblem::NoPattern),
            ("people/ana/portfolio/x.md", PathProblem::Companion),
            ("people/ana/README.md", PathProblem::OtherFile),
            ("teams/LICENSE", PathProblem::OtherFile),
        ] {
            assert_eq!(RecordPath::parse(path), Err(problem), "{path}");
        }
        assert_eq!(RecordPath::parse("teams/a.yml").unwrap().path(), "teams/a.yaml");
    }
}
