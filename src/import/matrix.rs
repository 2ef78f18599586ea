//! A sheet → people, skills and ratings, row by row.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::column::{self, Columns, Sorter, Use};
use super::heading::Field;
use super::level::{Levels, Reading};
use super::people::{Attributes, People};
use super::remark::{Remarks, Weight};
use super::sheet::{Shape, Sheet};
use super::skills::{Named, Skills};
use super::table::{Cell, Table};
use super::{Known, LevelsRead, Options, Unreadable, date, naming, nobody, quotable};
use crate::calendar::Date;
use crate::record::Level;

/// The most people, and the most skills, of one import.
const MOST: usize = 5_000;

/// A level that somebody has in a skill, as the sheet says.
pub(super) struct Rated {
    pub(super) person: usize,
    pub(super) skill: usize,
    pub(super) level: Level,
    pub(super) cell: Cell,
    pub(super) sitting: usize,
}

/// What a row says of when and by whom somebody was rated.
#[derive(Default)]
pub(super) struct Sitting {
    pub(super) date: Option<Date>,
    pub(super) assessor: Option<(Cell, String)>,
}

/// What a sheet says.
pub(super) struct Read<'a> {
    pub(super) shape: Shape,
    pub(super) shape_assumed: bool,
    pub(super) columns: Columns,
    pub(super) people: People<'a>,
    pub(super) skills: Skills<'a>,
    pub(super) ratings: Vec<Rated>,
    pub(super) sittings: Vec<Sitting>,
    /// Which comes first where day and month could be swapped, as the flags or other days say.
    pub(super) day_order: Option<date::DayOrder>,
    pub(super) levels: LevelsRead,
    pub(super) unused: Vec<String>,
    pub(super) remarks: Remarks,
}

/// Reads the cells of a table.
///
/// # Errors
/// Where nothing can be read as people and levels.
pub(super) fn read<'a>(
    table: &Table,
    options: &'a Options,
    known: &'a Known<'a>,
) -> Result<Read<'a>, Unreadable> {
    let mut levels = Levels::new(known.vocabulary, &options.levels);
    let sheet = Sheet::of(table, options, known, &levels);
    let (mut skills, mut remarks) = (Skills::new(known, options), Remarks::default());
    for row in &sheet.above {
        let filled = (0..sheet.grid.columns()).find(|column| !sheet.grid.get(*row, *column).is_empty());
        if let Some(column) = filled {
            let cell = sheet.grid.cell(*row, column);
            remarks.add(table, Weight::Aside, cell, "", ("above the headings", ""));
        }
    }
    let sorter =
        Sorter { sheet: &sheet, options, skills: &mut skills, levels: &mut levels, remarks: &mut remarks };
    let columns = sorter.columns();
    columns.suffice(options, known)?;
    // One program has written all of them, so one day can decide for every column.
    let columns_of_days = [Field::Date, Field::Started].into_iter().filter_map(|field| columns.of(field));
    let days = columns_of_days
        .flat_map(|column| (sheet.first..sheet.grid.rows()).map(move |row| (row, column)))
        .map(|(row, column)| sheet.grid.get(row, column));
    let day_order = options.day_order.or_else(|| date::order_of(days));
    let mut reader = Reader {
        table,
        sheet: &sheet,
        options,
        day_order,
        columns: &columns,
        levels,
        people: People::new(known, options),
        skills,
        ratings: Vec::new(),
        sittings: Vec::new(),
        told: LevelsRead::default(),
        remarks,
        own_levels: HashMap::new(),
        unknown: BTreeMap::new(),
    };
    for row in sheet.first..sheet.grid.rows() {
        reader.row(row);
        if reader.people.everybody.len() > MOST || reader.skills.len() > MOST {
            return Err(Unreadable {
                message: format!("there are more than {MOST} people or skills in it"),
                hint: "split it by team, or see that the right columns are read with --map".into(),
            });
        }
    }
    for (cell, why, help) in std::mem::take(&mut reader.people.namesakes) {
        reader.remarks.add(table, Weight::Assumed, cell, "", (&why, &help));
    }
    let unused = reader.unused();
    if unused.is_empty() {
        reader.worth_it()?;
    }
    let Reader { people, skills, ratings, sittings, told, remarks, .. } = reader;
    let (shape, shape_assumed) = (sheet.shape, sheet.assumed);
    Ok(Read {
        shape,
        shape_assumed,
        columns,
        people,
        skills,
        ratings,
        sittings,
        day_order,
        levels: told,
        unused,
        remarks,
    })
}

struct Reader<'r, 'a> {
    table: &'r Table,
    sheet: &'r Sheet<'r>,
    options: &'r Options,
    day_order: Option<date::DayOrder>,
    columns: &'r Columns,
    levels: Levels<'a>,
    people: People<'a>,
    skills: Skills<'a>,
    ratings: Vec<Rated>,
    sittings: Vec<Sitting>,
    told: LevelsRead,
    remarks: Remarks,
    /// The levels that a skill describes, where it has its own.
    own_levels: HashMap<usize, Option<BTreeSet<Level>>>,
    /// Texts that are no levels, each with its cells; the first ones only.
    unknown: BTreeMap<String, usize>,
}

impl Reader<'_, '_> {
    fn row(&mut self, row: usize) {
        let grid = self.sheet.grid;
        let long = self.sheet.shape == Shape::OneRatingARow;
        let mut attributes = Attributes::new();
        let mut rated: Vec<(usize, usize)> = Vec::new();
        for (column, used) in self.columns.uses.iter().enumerate() {
            let text = grid.get(row, column);
            match used {
                _ if text.is_empty() => {}
                Use::Field(field) if field.identifies() && !text.chars().any(char::is_alphanumeric) => {}
                Use::Field(Field::Ignore) | Use::Nothing => {}
                Use::Field(field) => {
                    attributes.entry(*field).or_insert_with(|| (grid.cell(row, column), text.to_owned()));
                }
                Use::Skill(skill) => rated.push((column, *skill)),
            }
        }
        let Some(first) =
            attributes.values().map(|(cell, _)| *cell).min_by_key(|cell| (cell.row, cell.column))
        else {
            if let Some((column, _)) = rated.first() {
                let cell = grid.cell(row, *column);
                let why = ("levels of nobody", "write who they are about");
                self.remarks.add(self.table, Weight::NotUnderstood, cell, "", why);
            }
            return;
        };
        if self.is_aside(&attributes, rated.is_empty(), first) {
            return;
        }
        let date = attributes.remove(&Field::Date);
        let assessor = attributes.remove(&Field::Assessor);
        let about = attributes.get(&Field::Name).map_or_else(String::new, |(_, name)| naming::name(name));
        let skill = attributes.remove(&Field::Skill);
        let level = attributes.remove(&Field::Level);
        let category = attributes.remove(&Field::Category);
        let person = match self.people.of_row(attributes, first, long) {
            Ok(person) => person,
            Err(unclear) => {
                let why = (unclear.why.as_str(), unclear.help.as_str());
                self.remarks.add(self.table, Weight::NotUnderstood, first, "", why);
                return;
            }
        };
        let about = if about.is_empty() {
            self.people.everybody.get(person).map_or_else(String::new, |it| it.shown.clone())
        } else {
            about
        };
        let Some(date) = self.date(date, &about) else { return };
        self.sittings.push(Sitting { date, assessor });
        if long {
            self.long_rating(person, skill, level, category, &about);
            return;
        }
        let skills = self.columns.uses.iter().filter(|it| matches!(it, Use::Skill(_))).count();
        // Nothing stands in the others.
        self.told.unrated += skills - rated.len();
        for (column, skill) in rated {
            self.rating(person, skill, grid.cell(row, column), &about);
        }
    }

    /// The day of a row's ratings; the outer `None` where there is one that cannot be read, and the
    /// ratings have no day.
    fn date(&mut self, written: Option<(Cell, String)>, about: &str) -> Option<Option<Date>> {
        let Some((cell, text)) = written else { return Some(None) };
        let (why, help) = match date::read(&text, self.day_order) {
            Ok(day) if day <= self.options.today => return Some(Some(day)),
            Ok(_) => ("a day that is still to come", "correct the day, or leave it empty"),
            Err(none) => (none.why(), none.help()),
        };
        self.remarks.add(self.table, Weight::NotUnderstood, cell, about, (why, help));
        None
    }

    /// Whether a row is no person: totals, legends, headings between rows.
    fn is_aside(&mut self, attributes: &Attributes, unrated: bool, first: Cell) -> bool {
        let Some((cell, name)) = attributes.get(&Field::Name) else { return false };
        if name.starts_with('=') || name.starts_with("#REF") || name.starts_with("Err:") {
            let why = ("a formula in place of a name", "export the values, not the formulas");
            self.remarks.add(self.table, Weight::NotUnderstood, *cell, "", why);
            return true;
        }
        if self.options.person(name).is_some() {
            return false;
        }
        let name_column = self.columns.of(Field::Name).and_then(|column| self.sheet.headings.get(column));
        let row = nobody::Row {
            name,
            heading: name_column.map(|heading| heading.text.as_str()),
            lonely: attributes.len() == 1 && unrated,
            is_level: self.levels.is_level(name),
            long: self.sheet.shape == Shape::OneRatingARow,
            attributes: self.columns.attributes(),
        };
        let Some(why) = nobody::why(&row) else { return false };
        self.remarks.add(self.table, Weight::Aside, (*cell).max(first), "", why);
        true
    }

    fn long_rating(
        &mut self,
        person: usize,
        skill: Option<(Cell, String)>,
        level: Option<(Cell, String)>,
        category: Option<(Cell, String)>,
        about: &str,
    ) {
        let Some((cell, name)) = skill else {
            if let Some((cell, _)) = level {
                let why = ("a level without a skill", "write the skill");
                self.remarks.add(self.table, Weight::NotUnderstood, cell, about, why);
            }
            return;
        };
        let group = category.map(|(_, text)| text).unwrap_or_default();
        let (why, help) = match self.skills.named(&name, &group) {
            Named::Skill(skill) => {
                match level {
                    Some((cell, _)) => self.rating(person, skill, cell, about),
                    None => self.told.unrated += 1,
                }
                return;
            }
            Named::Near(id, present) => column::near(&name, &id, &present),
            Named::Nameless => {
                let help = format!("give it an id: --map \"{}=skill:ID\"", quotable(&name));
                ("no id can be made of this name".to_owned(), help)
            }
        };
        self.remarks.add(self.table, Weight::NotUnderstood, cell, "", (&why, &help));
    }

    fn rating(&mut self, person: usize, skill: usize, cell: Cell, about: &str) {
        let text = self.table.get(cell);
        let level = match self.levels.read(text) {
            Reading::Level(level, spelled) => {
                if spelled {
                    let word = self
                        .told
                        .words
                        .entry(super::told(&super::remark::shortened(text)))
                        .or_insert((level, 0));
                    word.1 += 1;
                }
                level
            }
            Reading::Unrated => {
                self.told.unrated += 1;
                return;
            }
            Reading::NothingYet => {
                *self.told.nothing_yet.entry(super::told(&super::remark::shortened(text))).or_default() += 1;
                return;
            }
            Reading::Unknown(why, help) => {
                if self.unknown.len() < 1_000 {
                    *self.unknown.entry(super::told(&super::remark::shortened(text))).or_default() += 1;
                }
                let about = self.about(about, skill);
                self.remarks.add(self.table, Weight::NotUnderstood, cell, &about, (&why, &help));
                return;
            }
        };
        let skills = &self.skills;
        let own = self.own_levels.entry(skill).or_insert_with(|| skills.own_levels(skill));
        if let Some(own) = own.as_ref().filter(|own| !own.contains(&level)) {
            let own = own.iter().map(Level::to_string).collect::<Vec<_>>().join(", ");
            let why = format!("the skill describes other levels: {own}");
            let help = "describe this level in the skill first, or write one of these";
            let about = self.about(about, skill);
            self.remarks.add(self.table, Weight::NotUnderstood, cell, &about, (&why, help));
            return;
        }
        let sitting = self.sittings.len().saturating_sub(1);
        self.ratings.push(Rated { person, skill, level, cell, sitting });
    }

    /// Whom and which skill a cell is about.
    fn about(&self, person: &str, skill: usize) -> String {
        format!("{person}, {}", self.skills.get(skill).map_or("", |skill| skill.name.as_str()))
    }

    /// The flags that fit nothing in the sheet.
    fn unused(&self) -> Vec<String> {
        let headings = self.sheet.headings.iter().map(|heading| super::told(&heading.text));
        let places = self
            .columns
            .uses
            .iter()
            .enumerate()
            .map(|(index, _)| format!("column {}", self.sheet.place(index)));
        let mut there: BTreeSet<String> = headings.chain(places.map(|place| place.to_lowercase())).collect();
        if let (Shape::OneRatingARow, Some(column)) = (self.sheet.shape, self.columns.of(Field::Skill)) {
            let rows = self.sheet.first..self.sheet.grid.rows();
            there.extend(rows.map(|row| super::told(self.sheet.grid.get(row, column))));
        }
        let map = self.options.map.keys().filter(|key| !there.contains(*key));
        let map = map.map(|key| format!("--map \"{key}=…\""));
        let levels = self.levels.unused().into_iter().map(|text| format!("--level \"{text}=…\""));
        let people = self.options.people.keys().filter(|key| !self.people.used.contains(*key));
        map.chain(levels).chain(people.map(|key| format!("--person \"{key}=…\""))).collect()
    }

    /// # Errors
    /// Where there is nothing that would be worth writing.
    fn worth_it(&self) -> Result<(), Unreadable> {
        if self.people.everybody.is_empty()
            && let Some((why, help)) = self.remarks.first()
        {
            return Err(Unreadable { message: format!("no person could be read; {why}"), hint: help });
        }
        if self.people.everybody.is_empty() {
            return Err(Unreadable {
                message: "no person was found in it".into(),
                hint: "name the column with the names: --map \"HEADING=name\"; where people are in columns: \
                       --transposed; where the headings stand further down: --header-row NUMBER"
                    .into(),
            });
        }
        if self.ratings.is_empty() && !self.unknown.is_empty() {
            let mut texts: Vec<(&String, &usize)> = self.unknown.iter().collect();
            texts.sort_by_key(|(text, cells)| (std::cmp::Reverse(**cells), text.as_str()));
            let shown: Vec<String> = texts.iter().take(6).map(|(text, _)| format!("\"{text}\"")).collect();
            let flags: Vec<String> = texts
                .iter()
                .take(6)
                .map(|(text, _)| format!("--level \"{}=LEVEL\"", quotable(text)))
                .collect();
            return Err(Unreadable {
                message: format!("no cell could be read as a level; in them stands {}", shown.join(", ")),
                hint: format!("say which level each stands for, or `unrated`: {}", flags.join(" ")),
            });
        }
        Ok(())
    }
}
