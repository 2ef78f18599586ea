//! What the import has to say about cells: what it did not understand and what it left aside, equal
//! things together.

use std::collections::HashMap;

use super::table::{Cell, Table};

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Something that may be meant for the repository and is not written.
    NotUnderstood,
    /// Read, but in a way that somebody should look at.
    Assumed,
    /// Left aside on purpose: headings between rows, totals, legends.
    Aside,
}

/// One thing to say, and every cell of which it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How much it matters.
    pub weight: Weight,
    /// What stands in the cells, shortened; `""` where that says nothing.
    pub found: String,
    /// What the first of the cells is about: "Jörg Müller, Kubernetes".
    pub about: String,
    /// Why, no full sentence: "a formula without a value".
    pub why: String,
    /// What to do; `""` where nothing has to be done.
    pub help: String,
    /// The cells, at least one.
    pub cells: Vec<Cell>,
    /// Line and column of the first cell in the file, from 1.
    pub place: (usize, usize),
}

/// How many remarks are told apart by what stands in the cells; the rest by why alone.
const MOST: usize = 500;
/// How many are told apart by why; the rest not at all.
const MOST_REASONS: usize = 1_000;
/// Why those are told.
const THE_REST: &str = "not told one by one";
/// The most characters of a cell that are shown.
const SHOWN: usize = 60;

/// Collects remarks, in the order in which they come up first.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    remarks: Vec<Remark>,
    index: HashMap<(Weight, String, String, String), usize>,
}

impl Remarks {
    /// Adds a cell to the remark that says this, which may be new.
    pub(super) fn add(
        &mut self,
        table: &Table,
        weight: Weight,
        cell: Cell,
        about: &str,
        (why, help): (&str, &str),
    ) {
        let found = shortened(table.get(cell));
        self.add_found(table, weight, (cell, &found), about, (why, help));
    }

    /// As [`Remarks::add`], where what is found is not the cell itself.
    pub(super) fn add_found(
        &mut self,
        table: &Table,
        weight: Weight,
        (cell, found): (Cell, &str),
        about: &str,
        (why, help): (&str, &str),
    ) {
        let crowded = self.remarks.len() >= MOST;
        let found = if crowded { String::new() } else { shortened(found) };
        let help = if crowded { String::new() } else { help.to_owned() };
        let why = if self.remarks.len() < MOST_REASONS { why } else { THE_REST };
        let key = (weight, found, why.to_owned(), help);
        if let Some(remark) = self.index.get(&key).and_then(|index| self.remarks.get_mut(*index)) {
            remark.cells.push(cell);
            return;
        }
        self.index.insert(key.clone(), self.remarks.len());
        let (weight, found, why, help) = key;
        let place = table.line_column(cell);
        self.remarks.push(Remark {
            weight,
            found,
            about: shortened(about),
            why,
            help,
            cells: vec![cell],
            place,
        });
    }

    /// The first thing that was not understood, with its cell, and what to do about it.
    pub(super) fn first(&self) -> Option<(String, String)> {
        let first = self.remarks.iter().find(|remark| remark.weight == Weight::NotUnderstood)?;
        let cell = first.cells.first()?;
        Some((format!("{cell} \"{}\": {}", first.found, first.why), first.help.clone()))
    }

    /// The remarks, the weightier first.
    pub(super) fn finish(mut self) -> Vec<Remark> {
        self.remarks.sort_by_key(|remark| remark.weight);
        self.remarks
    }
}

/// A text on one line, cut where it is long.
pub(super) fn shortened(text: &str) -> String {
    let near: String = text.chars().take(SHOWN * 4).collect();
    let line = near.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN && near.len() == text.len() {
        return line;
    }
    let kept: String = line.chars().take(SHOWN - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_things_are_said_once() {
        let table = Table::read("Name,Rust\nAna,x\nBen,x\n".into(), None).unwrap();
        let mut remarks = Remarks::default();
        for (row, who) in [(1, "Ana"), (2, "Ben")] {
            remarks.add(&table, Weight::NotUnderstood, Cell { row, column: 1 }, who, ("a mark", "say which"));
        }
        let remarks = remarks.finish();
        assert_eq!(remarks.len(), 1);
        assert_eq!((remarks[0].found.as_str(), remarks[0].about.as_str()), ("x", "Ana"));
        assert_eq!((remarks[0].place, remarks[0].cells.len()), ((2, 5), 2));
    }

    #[test]
    fn a_flood_of_different_texts_stays_small() {
        let text: String = (0..5_000).map(|n| format!("value{n}\n")).collect();
        let table = Table::read(text, None).unwrap();
        let flood = |why: &dyn Fn(usize) -> String| {
            let mut remarks = Remarks::default();
            for row in 0..5_000 {
                let cell = Cell { row, column: 0 };
                remarks.add(&table, Weight::NotUnderstood, cell, "", (&why(row), ""));
            }
            let remarks = remarks.finish();
            assert_eq!(remarks.iter().map(|remark| remark.cells.len()).sum::<usize>(), 5_000);
            remarks.len()
        };
        assert_eq!(flood(&|_| "no level".to_owned()), MOST + 1);
        assert_eq!(flood(&|row| format!("out of {row}")), MOST_REASONS + 1);
    }

    #[test]
    fn long_cells_are_cut() {
        assert_eq!(shortened("a\nb  c"), "a b c");
        assert_eq!(shortened(&"x".repeat(1_000_000)).chars().count(), SHOWN);
    }
}
