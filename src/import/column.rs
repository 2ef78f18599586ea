//! What each column of a sheet is: something about the person, a skill, or neither.

use std::collections::HashSet;

use super::heading::{Field, is_summary, is_target, known};
use super::level::{Levels, Reading};
use super::naming::looks_like_person;
use super::remark::{Remarks, Weight, shortened};
use super::sheet::{Heading, Shape, Sheet};
use super::skills::{Named, Skills};
use super::table::Cell;
use super::{ColumnRead, ColumnReading, Known, Options, Unreadable, quotable};
use crate::record::Method;

/// What a column is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// This about the person or the rating.
    Field(Field),
    /// The levels of the skill of this index.
    Skill(usize),
    /// Nothing.
    Nothing,
}

/// The columns of a sheet.
pub(super) struct Columns {
    /// What each is used for.
    pub(super) uses: Vec<Use>,
    /// Those with a heading, as they are told.
    pub(super) told: Vec<ColumnRead>,
}

impl Columns {
    /// The first column that is this.
    pub(super) fn of(&self, field: Field) -> Option<usize> {
        self.uses.iter().position(|it| *it == Use::Field(field))
    }

    /// Whether they say what the flags and the policy make necessary.
    ///
    /// # Errors
    /// Where the flags ask for more than the sheet says, or its people cannot be told from those who are
    /// there.
    pub(super) fn suffice(&self, options: &Options, known: &Known<'_>) -> Result<(), Unreadable> {
        let claimed = matches!(options.method, None | Some(Method::SelfRating));
        if !claimed && options.assessors.is_empty() && self.of(Field::Assessor).is_none() {
            return Err(Unreadable {
                message: "--method says that somebody else rated, and nothing says who".into(),
                hint: "name them with --assessor HANDLE, or with a column: --map \"HEADING=assessor\"".into(),
            });
        }
        let there = known.people.len();
        if known.pseudonymous && there > 1 && self.of(Field::Handle).is_none() && options.people.is_empty() {
            return Err(Unreadable {
                message: format!(
                    "people go by pseudonyms here, and {there} are there already: nobody can tell who of them is in the sheet"
                ),
                hint:
                    "add a column Handle: the handle of everybody who is there, and a new one for everybody else"
                        .into(),
            });
        }
        Ok(())
    }

    /// How many columns say something about people.
    pub(super) fn attributes(&self) -> usize {
        self.uses.iter().filter(|it| matches!(it, Use::Field(field) if *field != Field::Ignore)).count()
    }
}

/// Finds out what the columns are.
pub(super) struct Sorter<'s, 'a> {
    pub(super) sheet: &'s Sheet<'s>,
    pub(super) options: &'s Options,
    pub(super) skills: &'s mut Skills<'a>,
    pub(super) levels: &'s mut Levels<'a>,
    pub(super) remarks: &'s mut Remarks,
}

/// What the cells of a column are.
struct Content {
    filled: usize,
    levels: usize,
    /// Texts that are no levels, short ones only, and whether there are others.
    marks: HashSet<String>,
    prose: bool,
}

impl Sorter<'_, '_> {
    pub(super) fn columns(mut self) -> Columns {
        let person = self.person_column();
        let mut columns = Columns { uses: Vec::new(), told: Vec::new() };
        let mut skills_seen = HashSet::new();
        let mut group = String::new();
        for index in 0..self.sheet.grid.columns() {
            let heading = self.sheet.headings.get(index).cloned().unwrap_or_default();
            let place = self.sheet.place(index);
            let told = self.told(&heading, index);
            let mut used = match told {
                Some(used) => used,
                None if Some(index) == person => Use::Field(self.person_field(&heading)),
                None => self.untold(&heading, index, &mut group),
            };
            if let Use::Skill(skill) = used
                && !skills_seen.insert(skill)
            {
                used = self.second(&heading, index, &mut skills_seen);
            }
            columns.uses.push(used);
            if !heading.text.is_empty() || used != Use::Nothing {
                let reading = match used {
                    Use::Nothing => ColumnReading::Aside,
                    Use::Field(field) => ColumnReading::Field(field),
                    Use::Skill(skill) => self.skills.get(skill).map_or(ColumnReading::Aside, |skill| {
                        ColumnReading::Skill(skill.id.clone(), skill.new)
                    }),
                };
                // Where people are in columns, the heading "Skill" stands before their names.
                let turned = self.sheet.shape == Shape::PeopleInColumns && used == Use::Field(Field::Name);
                let heading = if turned { Heading::default() } else { heading };
                let (heading, group) = (shortened(&heading.text), shortened(&heading.group));
                columns.told.push(ColumnRead { place, heading, group, reading });
            }
        }
        columns
    }

    /// What the flags say of the column.
    fn told(&mut self, heading: &Heading, index: usize) -> Option<Use> {
        let place = format!("column {}", self.sheet.place(index).to_lowercase());
        if let Some(field) = self.options.field(&place).or_else(|| self.options.field(&heading.text)) {
            return Some(Use::Field(field));
        }
        if self.sheet.shape == Shape::OneRatingARow {
            return None;
        }
        let id = self.options.skill(&place).or_else(|| self.options.skill(&heading.text))?;
        Some(Use::Skill(self.skills.told(id, &heading.text, &heading.group)))
    }

    /// What nobody has said of the column.
    fn untold(&mut self, heading: &Heading, index: usize, group: &mut String) -> Use {
        let long = self.sheet.shape == Shape::OneRatingARow;
        let content = self.content(index);
        let cell = heading.cell.or_else(|| self.first_filled(index));
        let Some(cell) = cell else { return Use::Nothing };
        if heading.text.is_empty() && self.is_numbering(index) {
            self.aside(Weight::Aside, cell, "numbers of rows", "");
            return Use::Nothing;
        }
        if heading.text.starts_with(['=', '@']) {
            let why = "a formula in place of a heading, so the column is left out";
            self.aside(Weight::NotUnderstood, cell, why, "write the heading itself");
            return Use::Nothing;
        }
        if heading.text.is_empty() {
            self.aside(
                Weight::NotUnderstood,
                cell,
                "values in a column without a heading",
                "give the column a heading",
            );
            return Use::Nothing;
        }
        match known(&heading.text, long) {
            // Which group a skill belongs to stands over it, or beside it where a row is one rating.
            Some(Field::Category | Field::Skill) if !long => {
                self.aside(Weight::Aside, cell, "no skill, and nothing about a person", "");
                return Use::Nothing;
            }
            Some(field) => return Use::Field(field),
            None => {}
        }
        if is_summary(&heading.text) || is_target(&heading.text) {
            self.aside(Weight::Aside, cell, "reads like a total, an average or a target", "");
            return Use::Nothing;
        }
        if long {
            self.aside(Weight::Aside, cell, "not a column that is known here", "");
            return Use::Nothing;
        }
        if content.filled == 0 && self.sheet.shape == Shape::PeopleInColumns {
            group.clone_from(&heading.text);
            self.aside(Weight::Aside, cell, "a heading over skills", "");
            return Use::Nothing;
        }
        if content.filled > 0 && content.levels == 0 && (content.prose || content.marks.len() > 8) {
            let help = format!("to leave it aside: --map \"{}=ignore\"", quotable(&heading.text));
            self.aside(
                Weight::NotUnderstood,
                cell,
                "a heading that is not known, and no levels below it",
                &help,
            );
            return Use::Nothing;
        }
        let over = if heading.group.is_empty() { group.as_str() } else { heading.group.as_str() };
        match self.skills.named(&heading.text, over) {
            Named::Skill(skill) => Use::Skill(skill),
            Named::Near(id, name) => {
                let (why, help) = near(&heading.text, &id, &name);
                self.aside(Weight::NotUnderstood, cell, &why, &help);
                Use::Nothing
            }
            Named::Nameless => {
                let help = format!("give it an id: --map \"column {}=skill:ID\"", self.sheet.place(index));
                self.aside(Weight::NotUnderstood, cell, "no id can be made of this name", &help);
                Use::Nothing
            }
        }
    }

    /// A column of a skill that another column already has.
    fn second(&mut self, heading: &Heading, index: usize, seen: &mut HashSet<usize>) -> Use {
        let Some(cell) = heading.cell.or_else(|| self.first_filled(index)) else { return Use::Nothing };
        if heading.group.is_empty() {
            let help =
                format!("leave one of them aside: --map \"column {}=ignore\"", self.sheet.place(index));
            self.aside(Weight::NotUnderstood, cell, "a second column of the same skill", &help);
            return Use::Nothing;
        }
        let skill = self.skills.beside(&heading.text, &heading.group);
        seen.insert(skill);
        let help = format!(
            "if they are one skill, leave one aside: --map \"column {}=ignore\"",
            self.sheet.place(index)
        );
        let why = "the same heading twice: taken for a skill of its own, named after what stands above it";
        self.aside(Weight::Assumed, cell, why, &help);
        Use::Skill(skill)
    }

    fn aside(&mut self, weight: Weight, cell: Cell, why: &str, help: &str) {
        self.remarks.add(self.sheet.grid.table, weight, cell, "", (why, help));
    }

    /// Whether a column does nothing but count the rows, as some programs write it.
    fn is_numbering(&self, index: usize) -> bool {
        let grid = self.sheet.grid;
        let cells =
            (self.sheet.first..grid.rows()).map(|row| grid.get(row, index)).filter(|text| !text.is_empty());
        let numbers: Option<Vec<u32>> = cells.map(|text| text.parse().ok()).collect();
        numbers.is_some_and(|numbers| {
            numbers.first().is_some_and(|first| *first <= 1)
                && numbers
                    .windows(2)
                    .all(|pair| matches!(pair, [one, next] if *next == one.saturating_add(1)))
        })
    }

    fn first_filled(&self, index: usize) -> Option<Cell> {
        let grid = self.sheet.grid;
        (self.sheet.first..grid.rows())
            .find(|row| !grid.get(*row, index).is_empty())
            .map(|row| grid.cell(row, index))
    }

    fn content(&mut self, index: usize) -> Content {
        let grid = self.sheet.grid;
        let mut content = Content { filled: 0, levels: 0, marks: HashSet::new(), prose: false };
        for row in self.sheet.first..grid.rows() {
            let text = grid.get(row, index);
            if text.is_empty() {
                continue;
            }
            content.filled += 1;
            match self.levels.read(text) {
                Reading::Level(..) | Reading::NothingYet | Reading::Unrated => content.levels += 1,
                Reading::Unknown(..) if text.chars().nth(16).is_some() || looks_like_person(text) => {
                    content.prose = true;
                }
                Reading::Unknown(..) => {
                    if content.marks.len() < 10 {
                        content.marks.insert(text.to_owned());
                    }
                }
            }
        }
        content
    }

    /// The column that says who a row is about, where no heading does.
    fn person_column(&mut self) -> Option<usize> {
        let long = self.sheet.shape == Shape::OneRatingARow;
        let headings = &self.sheet.headings;
        let identifies = |heading: &Heading| {
            let field = self.options.field(&heading.text).or_else(|| known(&heading.text, long));
            field.is_some_and(Field::identifies)
        };
        if headings.iter().any(identifies) {
            return None;
        }
        if let Some(index) = headings.iter().position(|it| known(&it.text, false) == Some(Field::Skill))
            && !long
        {
            return Some(index);
        }
        (0..self.sheet.grid.columns()).find(|index| {
            let content = self.content(*index);
            content.filled > 0 && content.levels * 2 < content.filled
        })
    }

    fn person_field(&self, heading: &Heading) -> Field {
        known(&heading.text, false).filter(|field| field.identifies()).unwrap_or(Field::Name)
    }
}

/// Why a skill is not taken for one of the repository, and how to say which it is.
pub(super) fn near(text: &str, id: &str, name: &str) -> (String, String) {
    let text = quotable(text);
    let own = super::naming::id(&text).unwrap_or_else(|| "ID".into());
    (
        format!("in the repository is {name} (`{id}`): is that the same skill?"),
        format!("say so: --map \"{text}=skill:{id}\"; or for a new one --map \"{text}=skill:{own}\""),
    )
}
