//! The spreadsheet that a team has today → people, skills, ratings, and the records made of them.
//!
//! Pure: bytes and what the repository holds in, texts of new records and remarks out. What is not
//! understood is said with its cell, never guessed and never dropped in silence. Nothing here writes.

mod baseline;
mod column;
mod date;
mod encoding;
mod heading;
mod ladder;
mod level;
mod matrix;
mod naming;
mod nobody;
mod people;
mod profile;
mod record;
mod remark;
mod sheet;
mod skills;
mod table;
mod told;

use std::collections::{BTreeMap, BTreeSet};

pub use date::DayOrder;
pub use encoding::SIZE_LIMIT;
pub use heading::Field;
pub use level::Meaning;
pub use record::NewRecord;
pub use remark::{Remark, Weight};
pub use sheet::Shape;
pub use skills::SkillRead;
pub use table::{Cell, Delimiter, letters};
pub use told::{quotable, told};

use crate::calendar::Date;
use crate::policy::Vocabulary;
use crate::record::{Framework, Groups, Id, Kind, Level, Method, Person};

/// Why nothing of a file could be read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong, one sentence without full stop.
    pub message: String,
    /// What to do, a sentence without full stop.
    pub hint: String,
}

/// What `--map HEADING=…` makes of a column, or of a skill's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Something about the person or the rating.
    Field(Field),
    /// This skill, which may be new.
    Skill(Id),
}

/// Who somebody in the sheet is, where that had to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonChoice {
    /// The person of this handle.
    Existing(Id),
    /// Somebody new, whatever others are called.
    New,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the file, for comments in what is written.
    pub file: String,
    /// What separates cells; without it, it is found out.
    pub delimiter: Option<Delimiter>,
    /// How the sheet is laid out; without it, it is found out.
    pub shape: Option<Shape>,
    /// The row of the headings, from 0; without it, it is found out.
    pub header_row: Option<usize>,
    /// What headings mean, by the heading in lower case, or `column f`.
    pub map: BTreeMap<String, Target>,
    /// What texts mean as levels, in lower case.
    pub levels: BTreeMap<String, Meaning>,
    /// Who people are, by the name, address or handle in lower case.
    pub people: BTreeMap<String, PersonChoice>,
    /// Which comes first where day and month could be swapped.
    pub day_order: Option<DayOrder>,
    /// The role of people without one in the sheet.
    pub role: Option<Id>,
    /// The tier of people without one in the sheet.
    pub tier: Option<Id>,
    /// The discipline of people and new roles without one in the sheet.
    pub discipline: Option<Id>,
    /// The first day of people without one in the sheet.
    pub started: Option<Date>,
    /// From which level new skills count as proficient.
    pub proficient_from: Option<Level>,
    /// The day of ratings without one in the sheet.
    pub date: Date,
    /// Today: no rating is of a later day.
    pub today: Date,
    /// How the ratings were made; without it by the people themselves, or, where the sheet says who
    /// rated, by peers.
    pub method: Option<Method>,
    /// Who rated, where the sheet does not say.
    pub assessors: Vec<Id>,
}

impl Options {
    /// What the flags make of a heading.
    fn field(&self, heading: &str) -> Option<Field> {
        match self.map.get(&told(heading)) {
            Some(Target::Field(field)) => Some(*field),
            Some(Target::Skill(_)) | None => None,
        }
    }

    /// The skill that the flags make of a heading, or of a name in a column of skills.
    fn skill(&self, text: &str) -> Option<&Id> {
        match self.map.get(&told(text)) {
            Some(Target::Skill(id)) => Some(id),
            Some(Target::Field(_)) | None => None,
        }
    }

    /// What the flags say of a person, with the text by which they name them.
    fn person(&self, text: &str) -> Option<(&str, &PersonChoice)> {
        let by =
            |text: &str| self.people.get_key_value(&told(text)).map(|(key, choice)| (key.as_str(), choice));
        // `Soto, Ana` in the sheet may be `Soto, Ana` or `Ana Soto` in the flag.
        by(text).or_else(|| {
            let mut people = self.people.iter();
            people
                .find(|(key, _)| naming::key(key) == naming::key(text))
                .map(|(key, choice)| (key.as_str(), choice))
        })
    }
}

/// What the repository holds.
#[derive(Debug)]
pub struct Known<'a> {
    /// The scale and the disciplines.
    pub vocabulary: &'a Vocabulary,
    /// Whether people go by pseudonyms: no names and addresses are written.
    pub pseudonymous: bool,
    /// Skills and roles.
    pub framework: &'a Framework,
    /// Teams.
    pub groups: &'a Groups,
    /// Everybody who has a folder.
    pub people: &'a [Person],
    /// Handles in use or in use before.
    pub taken_handles: BTreeSet<String>,
    /// Ids of skills in use or in use before, those of files that cannot be read included.
    pub taken_skills: BTreeSet<String>,
    /// The same of roles.
    pub taken_roles: BTreeSet<String>,
    /// The same of teams.
    pub taken_teams: BTreeSet<String>,
    /// The kinds whose schema lies in the repository, for the line by which editors find it.
    pub schemas: BTreeSet<Kind>,
}

impl Known<'_> {
    fn skill_names(&self) -> impl Iterator<Item = &str> {
        self.framework.skills.iter().flat_map(|skill| [skill.id.as_str(), &skill.data.name])
    }

    fn people_names(&self) -> impl Iterator<Item = &str> {
        self.people.iter().flat_map(|person| {
            let name = person.profile().and_then(|profile| profile.name.as_deref());
            [Some(person.handle.as_str()), name].into_iter().flatten()
        })
    }

    fn person(&self, handle: &str) -> Option<&Person> {
        let index = self.people.binary_search_by(|person| person.handle.as_str().cmp(handle)).ok()?;
        self.people.get(index)
    }

    /// The present handle of somebody, also by a former one.
    fn present(&self, handle: &str) -> Option<String> {
        if self.person(handle).is_some() {
            return Some(handle.to_owned());
        }
        let former = |person: &&Person| {
            person.profile().is_some_and(|profile| profile.formerly.iter().any(|old| old.as_str() == handle))
        };
        self.people.iter().find(former).map(|person| person.handle.to_string())
    }
}

/// How a column was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRead {
    /// Its letters in a spreadsheet program; the number of the row, where people are in columns.
    pub place: String,
    /// Its heading, on one line.
    pub heading: String,
    /// What stands above it, where that says something.
    pub group: String,
    /// As what it was read.
    pub reading: ColumnReading,
}

/// As what a column was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnReading {
    /// Something about the person or the rating.
    Field(Field),
    /// A skill: its id, and whether it is new.
    Skill(String, bool),
    /// Left aside; the remarks say why.
    Aside,
}

/// Somebody of whom the sheet says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRead {
    /// The handle, in the repository or to be.
    pub handle: String,
    /// Whether a profile is to be written.
    pub new: bool,
    /// The row of the sheet, as a spreadsheet program counts (its column, where people are in
    /// columns).
    pub place: String,
}

/// How the texts in cells of levels were read: how often what was taken for which level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelsRead {
    /// Text as it stands there → level, cells; only where the text is not the number itself.
    pub words: BTreeMap<String, (Level, usize)>,
    /// Cells that say that there is nothing yet, on a scale without a level for it, by text.
    pub nothing_yet: BTreeMap<String, usize>,
    /// Cells that were empty or said so.
    pub unrated: usize,
}

/// What came of a spreadsheet.
#[derive(Clone, Debug)]
pub struct Import {
    /// What separates its cells.
    pub delimiter: Delimiter,
    /// How it is laid out.
    pub shape: Shape,
    /// Whether nothing in it tells so.
    pub shape_assumed: bool,
    /// Its rows and columns.
    pub size: (usize, usize),
    /// How many characters that nobody can see were taken out of it.
    pub hidden: usize,
    /// The columns with a heading.
    pub columns: Vec<ColumnRead>,
    /// Everybody who was found.
    pub people: Vec<PersonRead>,
    /// Every skill that was found.
    pub skills: Vec<SkillRead>,
    /// How levels were read.
    pub levels: LevelsRead,
    /// The ratings that were understood.
    pub ratings: usize,
    /// How many of them stand in the repository already, of the same day.
    pub present_ratings: usize,
    /// The methods of the assessments that are to be written, the weakest first.
    pub methods: BTreeSet<Method>,
    /// Flags that fit nothing in the sheet, as they are written: `--map "Emial"`.
    pub unused: Vec<String>,
    /// What was not understood, assumed or left aside, the weightiest first.
    pub remarks: Vec<Remark>,
    /// The new records, in the order of their paths.
    pub records: Vec<NewRecord>,
}

/// Reads a spreadsheet and prepares the records that it leads to.
///
/// # Errors
/// Where nothing in it can be read as people and levels.
pub fn read(bytes: &[u8], options: &Options, known: &Known<'_>) -> Result<Import, Unreadable> {
    let encoding::Text { text, hidden } = encoding::text(bytes)?;
    let table = table::Table::read(text, options.delimiter)?;
    let read = matrix::read(&table, options, known)?;
    let import = record::prepare(&table, read, options, known)?;
    Ok(Import { hidden, ..import })
}

#[cfg(test)]
mod tests;
