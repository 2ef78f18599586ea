//! A table as people laid it out: which way round it is, where its headings stand, and what stands
//! above them.
//!
//! From here on a row is a person (or, with one rating a row, a rating): a table with people in
//! columns is looked at the other way round, and its cells keep their places in the file.

use std::collections::{BTreeMap, HashSet};

use super::heading::{self, Field, known};
use super::level::Levels;
use super::naming::{key, looks_like_person};
use super::table::{Cell, Table, letters};
use super::{Known, Options, date, naming, told};

/// How people, skills and levels are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A row is a person, a column a skill.
    PeopleInRows,
    /// A row is a skill, a column a person.
    PeopleInColumns,
    /// A row is one rating.
    OneRatingARow,
}

/// How many rows are looked at to find the headings.
const HEAD: usize = 30;

/// A table seen one way round.
#[derive(Clone, Copy)]
pub(super) struct Grid<'a> {
    pub(super) table: &'a Table,
    turned: bool,
}

impl<'a> Grid<'a> {
    pub(super) fn rows(self) -> usize {
        if self.turned { self.table.columns() } else { self.table.rows() }
    }

    pub(super) fn columns(self) -> usize {
        if self.turned { self.table.rows() } else { self.table.columns() }
    }

    /// The place in the file.
    pub(super) fn cell(self, row: usize, column: usize) -> Cell {
        if self.turned { Cell { row: column, column: row } } else { Cell { row, column } }
    }

    pub(super) fn get(self, row: usize, column: usize) -> &'a str {
        self.table.get(self.cell(row, column))
    }

    fn filled(self, row: usize) -> impl Iterator<Item = (usize, &'a str)> {
        (0..self.columns())
            .map(move |column| (column, self.get(row, column)))
            .filter(|(_, text)| !text.is_empty())
    }
}

/// The heading of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Heading {
    /// Its text; `""` where there is none.
    pub(super) text: String,
    /// What stands above it, over it or over columns to its left: "Backend".
    pub(super) group: String,
    /// Where it stands.
    pub(super) cell: Option<Cell>,
}

/// A table with its headings.
pub(super) struct Sheet<'a> {
    pub(super) grid: Grid<'a>,
    pub(super) shape: Shape,
    /// Whether the shape is no more than the usual one, because nothing in the table tells it.
    pub(super) assumed: bool,
    /// The first row below the headings.
    pub(super) first: usize,
    /// The rows above the headings that say something.
    pub(super) above: Vec<usize>,
    pub(super) headings: Vec<Heading>,
}

impl<'a> Sheet<'a> {
    /// Finds out how the table is laid out.
    pub(super) fn of(table: &'a Table, options: &Options, known: &Known<'_>, levels: &Levels<'_>) -> Self {
        let (upright, turned) = (Grid { table, turned: false }, Grid { table, turned: true });
        let fields = |heading: &str, long| options.field(heading).or_else(|| self::known(heading, long));
        let header = header_row(upright, options, &fields, levels);
        let headings: Vec<&str> = upright.filled(header).map(|(_, text)| text).collect();
        let has = |wanted: fn(Field) -> bool| {
            headings.iter().any(|heading| fields(heading, true).is_some_and(wanted))
        };
        let (person, skill, level) =
            (has(Field::identifies), has(|it| it == Field::Skill), has(|it| it == Field::Level));
        let (shape, assumed) = match options.shape {
            Some(shape) => (shape, false),
            None if person && skill && level => (Shape::OneRatingARow, false),
            None if person => (Shape::PeopleInRows, false),
            None if skill => (Shape::PeopleInColumns, false),
            None => by_looks(upright, header, known),
        };
        let grid = if shape == Shape::PeopleInColumns { turned } else { upright };
        let long = shape == Shape::OneRatingARow;
        let header = if grid.turned { header_row(grid, options, &fields, levels) } else { header };
        let Headings { mut headings, upper, first } =
            headings_of(grid, header, &|heading| fields(heading, long));
        let free = |heading: &&mut Heading| !options.map.contains_key(&told(&heading.text));
        without_question(&mut headings, &free);
        without_present(&mut headings, &free);
        named_by_group(&mut headings, &free, &|heading| fields(heading, long).is_some());
        let above = (0..header.min(grid.rows())).filter(|row| Some(*row) != upper);
        let above = above.filter(|row| grid.filled(*row).next().is_some()).collect();
        Self { grid, shape, assumed, first, above, headings }
    }

    /// How a spreadsheet program calls a column; the row, where people are in columns.
    pub(super) fn place(&self, index: usize) -> String {
        let cell = self.grid.cell(self.first, index);
        if self.grid.turned { (cell.row + 1).to_string() } else { letters(cell.column) }
    }
}

/// The row that most looks like headings: many different texts that are no levels, and well-known
/// headings above all.
fn header_row(
    grid: Grid<'_>,
    options: &Options,
    fields: &dyn Fn(&str, bool) -> Option<Field>,
    levels: &Levels<'_>,
) -> usize {
    if let Some(row) = options.header_row.filter(|_| !grid.turned) {
        return row.min(grid.rows().saturating_sub(1));
    }
    let rows = (0..grid.rows()).filter(|row| grid.filled(*row).next().is_some()).take(HEAD);
    let score = |row: usize| {
        let mut texts = HashSet::new();
        let mut well_known = 0;
        for (_, text) in grid.filled(row).take(2_000) {
            if fields(text, false).or_else(|| fields(text, true)).is_some() {
                well_known += 1;
            }
            let begins = text.chars().next();
            let number = begins.is_some_and(|c| c.is_ascii_digit() || matches!(c, '#' | '=' | '-'));
            if !number && !naming::is_email(text) && !levels.is_level(text) && date::read(text, None).is_err()
            {
                texts.insert(text);
            }
        }
        // A title stands alone; so does a heading over several columns, nearly.
        if texts.len() < 2 { 0 } else { texts.len() + 3 * well_known }
    };
    // Of equals the first: below it are people.
    rows.max_by_key(|row| (score(*row), std::cmp::Reverse(*row))).unwrap_or(0)
}

/// Where no heading tells it: are the people in the first column or in the first row?
fn by_looks(grid: Grid<'_>, header: usize, known: &Known<'_>) -> (Shape, bool) {
    let skills: HashSet<String> = known.skill_names().map(heading::plain).collect();
    let people: HashSet<String> = known.people_names().map(key).collect();
    let votes = |texts: Vec<&str>| {
        let person = |text: &&&str| people.contains(&key(text)) || looks_like_person(text);
        let skill = |text: &&&str| skills.contains(&heading::plain(text));
        let (persons, named) = (texts.iter().filter(person).count(), texts.iter().filter(skill).count());
        // In thousandths, skills against.
        (persons as i64 - named as i64) * 1_000 / (texts.len() as i64).max(1)
    };
    let across: Vec<&str> =
        grid.filled(header).filter(|(column, _)| *column > 0).map(|(_, text)| text).collect();
    let down: Vec<&str> = (header + 1..grid.rows())
        .map(|row| grid.get(row, 0))
        .filter(|text| !text.is_empty())
        .take(500)
        .collect();
    let (across, down) = (votes(across), votes(down));
    match across.cmp(&down) {
        std::cmp::Ordering::Greater => (Shape::PeopleInColumns, false),
        std::cmp::Ordering::Less => (Shape::PeopleInRows, false),
        std::cmp::Ordering::Equal => (Shape::PeopleInRows, true),
    }
}

/// The headings of a table, and where they stand.
struct Headings {
    headings: Vec<Heading>,
    /// The row over them, where they take up two.
    upper: Option<usize>,
    /// The first row below them.
    first: usize,
}

/// The headings in and around the header row.
fn headings_of(grid: Grid<'_>, header: usize, field: &dyn Fn(&str) -> Option<Field>) -> Headings {
    // Cells merged over two rows: the names of attributes above, those of skills below.
    let below = header + 1;
    let person =
        (0..grid.columns()).find(|column| field(grid.get(header, *column)).is_some_and(Field::identifies));
    let is_second = below < grid.rows()
        && person.is_some_and(|column| grid.get(below, column).is_empty())
        && grid.filled(below).count() >= 2
        && grid
            .filled(below)
            .all(|(_, text)| text.chars().any(char::is_alphabetic) && text.chars().count() > 1);
    let (upper, row) = match (is_second, header.checked_sub(1)) {
        (true, _) => (Some(header), below),
        (false, upper) => (upper.filter(|row| is_group_row(grid, *row)), header),
    };
    let mut times = BTreeMap::<String, usize>::new();
    for (_, text) in grid.filled(row) {
        *times.entry(heading::plain(text)).or_default() += 1;
    }
    let mut group = String::new();
    let headings = (0..grid.columns())
        .map(|column| {
            let own = grid.get(row, column);
            let over = upper.map_or("", |upper| grid.get(upper, column));
            if !over.is_empty() {
                group = over.to_owned();
            }
            if own.is_empty() {
                // Merged downwards, or a column without heading.
                let cell = (!over.is_empty()).then(|| upper.map(|upper| grid.cell(upper, column))).flatten();
                return Heading { text: over.to_owned(), group: String::new(), cell };
            }
            // "Level" and "Manager" are those of a person, unless several columns have one.
            let is_own = field(own).is_some_and(|field| {
                !matches!(field, Field::Tier | Field::Manager | Field::Mentor)
                    || times.get(&heading::plain(own)).is_none_or(|times| *times < 2)
            });
            let grouped = if is_own { String::new() } else { group.clone() };
            Heading { text: own.to_owned(), group: grouped, cell: Some(grid.cell(row, column)) }
        })
        .collect();
    Headings { headings, upper, first: row + 1 }
}

/// Forms write one question over all rows of a grid into every heading: `Rate yourself [Rust]`.
/// Those that a flag names stay.
fn without_question(headings: &mut [Heading], is_free: &dyn Fn(&&mut Heading) -> bool) {
    let parts = |text: &str| {
        let (question, row) = text.strip_suffix(']')?.split_once('[')?;
        let (question, row) = (question.trim(), row.trim());
        (!question.is_empty() && !row.is_empty()).then(|| (question.to_owned(), row.to_owned()))
    };
    let mut questions = BTreeMap::<String, usize>::new();
    for (question, _) in headings.iter().filter_map(|heading| parts(&heading.text)) {
        *questions.entry(question).or_default() += 1;
    }
    for heading in headings.iter_mut().filter(is_free) {
        if let Some((question, row)) = parts(&heading.text)
            && questions.get(&question).is_some_and(|columns| *columns > 1)
        {
            heading.text = row;
        }
    }
}

/// Some sheets have two columns for a skill, what is and what is aimed at: `Rust (current)` beside
/// `Rust (target)`. The one of what is gets the name of the skill.
fn without_present(headings: &mut [Heading], is_free: &dyn Fn(&&mut Heading) -> bool) {
    let aimed = headings.iter().filter_map(|heading| heading::before_target(&heading.text));
    let aimed: HashSet<String> = aimed.map(heading::plain).collect();
    for heading in headings.iter_mut().filter(is_free) {
        if let Some(skill) = heading::before_present(&heading.text)
            && !skill.is_empty()
            && aimed.contains(&heading::plain(skill))
        {
            heading.text = skill.to_owned();
        }
    }
}

/// A skill over two columns, `Current` and `Target`: the first of them holds its level. `Self` and `Manager`
/// each hold one.
fn named_by_group(
    headings: &mut [Heading],
    is_free: &dyn Fn(&&mut Heading) -> bool,
    is_field: &dyn Fn(&str) -> bool,
) {
    let mut groups = BTreeMap::<String, HashSet<&str>>::new();
    for heading in headings.iter().filter(|heading| !heading.group.is_empty()) {
        groups.entry(heading::plain(&heading.text)).or_default().insert(&heading.group);
    }
    let several: HashSet<String> =
        groups.into_iter().filter(|(_, groups)| groups.len() > 1).map(|(text, _)| text).collect();
    for heading in headings.iter_mut().filter(is_free).filter(|heading| !heading.group.is_empty()) {
        let several = several.contains(&heading::plain(&heading.text));
        if several && heading::is_by_somebody(&heading.text) {
            heading.text = format!("{} ({})", std::mem::take(&mut heading.group), heading.text);
        } else if heading::is_level_of_group(&heading.text, several) && (several || !is_field(&heading.text))
        {
            heading.text = std::mem::take(&mut heading.group);
        }
    }
}

/// Whether the row above the headings groups columns: more than one text, or one that does not begin
/// the row, as a title does.
fn is_group_row(grid: Grid<'_>, row: usize) -> bool {
    let mut filled = grid.filled(row);
    let Some((first, text)) = filled.next() else { return false };
    let more = filled.next().is_some();
    let numbers = text.starts_with(|c: char| c.is_ascii_digit());
    !numbers && (first > 0 || more) && !heading::is_legend(text)
}
