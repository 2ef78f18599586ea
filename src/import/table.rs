//! Text → a table of cells. The only place that names the CSV library.
//!
//! A place in a table is a row and a column as a spreadsheet program counts them (`F7`), and can be
//! led back to line and column of the file.

use std::fmt;

use csv::{ReaderBuilder, StringRecord, Trim};

use super::Unreadable;

/// The most columns, and the most rows, that a table may have. Far beyond what any team has; with
/// them, nothing that looks at every cell can take long.
const MOST_COLUMNS: usize = 4_000;
const MOST_ROWS: usize = 300_000;

/// What separates cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, as Excel writes where the comma is the decimal mark.
    Semicolon,
    /// A tab, as spreadsheet programs put on the clipboard.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// Every one, the most usual first.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// The character.
    #[must_use]
    pub fn character(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
            Self::Pipe => '|',
        }
    }

    fn byte(self) -> u8 {
        self.character() as u8
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Pipe => "|",
        })
    }
}

/// A cell of the file, both counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Its row, empty ones counted.
    pub row: usize,
    /// Its column.
    pub column: usize,
}

/// As spreadsheet programs name it: `F7`.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", letters(self.column), self.row + 1)
    }
}

/// The letters that spreadsheet programs give a column: A to Z, then AA.
#[must_use]
pub fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + digit as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The cells of a file.
#[derive(Debug)]
pub(super) struct Table {
    text: String,
    rows: Vec<StringRecord>,
    /// Of each row, the byte and the line (from 1) at which it begins.
    starts: Vec<(usize, usize)>,
    columns: usize,
    pub(super) delimiter: Delimiter,
}

impl Table {
    /// Reads `text`; without `delimiter` the one that gives the most even table.
    pub(super) fn read(text: String, delimiter: Option<Delimiter>) -> Result<Self, Unreadable> {
        let (text, told) = match told_delimiter(&text) {
            Some((told, rest)) => (" ".repeat(text.len() - rest.len() - 1) + "\n" + rest, Some(told)),
            None => (text, None),
        };
        let delimiter = delimiter.or(told).unwrap_or_else(|| detected(&text));
        let mut reader = reader(delimiter, text.as_bytes());
        let (mut rows, mut starts): (Vec<StringRecord>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
        let mut columns = 0;
        let mut inner_breaks = 0;
        let mut record = StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(error) => {
                    return Err(Unreadable {
                        message: format!("the table cannot be read: {error}"),
                        hint: "export the sheet as CSV UTF-8 again".into(),
                    });
                }
            }
            let (byte, line) =
                record.position().map_or((0, 1), |place| (place.byte() as usize, place.line() as usize));
            // The library skips empty lines, before which it may already stand.
            let skipped = skipped_breaks(&text, byte);
            let (byte, line) = (byte + skipped.0, line + skipped.1);
            let row = line.saturating_sub(1).saturating_sub(inner_breaks).max(rows.len());
            inner_breaks += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
            columns = columns.max(record.len());
            if columns > MOST_COLUMNS || row >= MOST_ROWS {
                return Err(too_large(columns, row + 1, delimiter));
            }
            while rows.len() < row {
                rows.push(StringRecord::new());
                starts.push((byte, line));
            }
            rows.push(std::mem::take(&mut record));
            starts.push((byte, line));
        }
        if let Some((start, line)) = starts.last()
            && let Some(at) = open_quote(text.get(*start..).unwrap_or_default(), delimiter)
        {
            return Err(never_closed(text.get(*start..).unwrap_or_default(), *line, at));
        }
        Ok(Self { text, rows, starts, columns, delimiter })
    }

    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// The text of a cell without white space around it; `""` where there is none.
    pub(super) fn get(&self, cell: Cell) -> &str {
        let text = self.rows.get(cell.row).and_then(|row| row.get(cell.column)).unwrap_or_default();
        text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
    }

    /// Line and column of a cell in the file, in characters, both from 1.
    pub(super) fn line_column(&self, cell: Cell) -> (usize, usize) {
        let Some((start, line)) = self.starts.get(cell.row).copied() else { return (1, 1) };
        let rest = self.text.get(start..).unwrap_or_default();
        let (mut line, mut column, mut field) = (line, 1, 0);
        // A quote in a cell that does not begin with one stands for itself.
        let (mut begins, mut in_quotes, mut quoted) = (true, false, false);
        // A cell may be as long as the file, and this is asked for every remark.
        for c in rest.chars().take(200_000) {
            if field == cell.column {
                break;
            }
            let begun = std::mem::take(&mut begins);
            match c {
                '"' if begun => (in_quotes, quoted) = (true, true),
                '"' if in_quotes => quoted = !quoted,
                '\n' if !quoted => break,
                c if c == self.delimiter.character() && !quoted => {
                    field += 1;
                    (begins, in_quotes) = (true, false);
                }
                _ => {}
            }
            column += 1;
            if c == '\n' {
                (line, column) = (line + 1, 1);
            }
        }
        (line, column)
    }
}

/// The bytes and line feeds of line ends that stand at `byte`.
fn skipped_breaks(text: &str, byte: usize) -> (usize, usize) {
    let rest = text.as_bytes().get(byte..).unwrap_or_default();
    let breaks: &[u8] = rest
        .split_at_checked(rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count())
        .map_or(&[], |it| it.0);
    (breaks.len(), breaks.iter().filter(|b| **b == b'\n').count())
}

fn reader(delimiter: Delimiter, text: &[u8]) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(delimiter.byte())
        .has_headers(false)
        .flexible(true)
        .trim(Trim::None)
        .from_reader(text)
}

/// Where the quote stands that is never closed in a row: only in the last one can there be one.
fn open_quote(row: &str, delimiter: Delimiter) -> Option<usize> {
    let (mut open, mut begins) = (None, true);
    let mut characters = row.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        match (open, c) {
            (None, '"') if begins => open = Some(at),
            // Two of them stand for one.
            (Some(_), '"') if characters.next_if(|(_, next)| *next == '"').is_none() => open = None,
            _ => {}
        }
        begins = open.is_none() && (c == delimiter.character() || matches!(c, '\n' | '\r'));
    }
    open
}

/// What is behind such a quote would be lost: it reads as one cell.
fn never_closed(row: &str, line: usize, at: usize) -> Unreadable {
    let before = row.get(..at).unwrap_or_default();
    let line = line + before.matches('\n').count();
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    Unreadable {
        message: format!(
            "line {line}, column {column}: this quote is never closed, so all that follows reads as one cell"
        ),
        hint: "take the `\"` out or close it, or export the sheet as CSV UTF-8 again".into(),
    }
}

fn too_large(columns: usize, rows: usize, delimiter: Delimiter) -> Unreadable {
    Unreadable {
        message: format!(
            "the table has {columns} columns and {rows} rows or more (read with {delimiter} between cells); at \
             most {MOST_COLUMNS} columns and {MOST_ROWS} rows are read"
        ),
        hint: "take out what is neither people nor skills, split it by team, or name the right --delimiter"
            .into(),
    }
}

/// `sep=;` as the first line, with which Excel is told the delimiter, and what follows it.
fn told_delimiter(text: &str) -> Option<(Delimiter, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let first = first.trim_end_matches('\r').trim_matches('"');
    let character = first.strip_prefix("sep=").or_else(|| first.strip_prefix("SEP="))?;
    let delimiter = Delimiter::ALL.into_iter().find(|it| character.chars().eq([it.character()]))?;
    Some((delimiter, rest))
}

/// The delimiter of which most of the first lines have the same number, and the more the better.
fn detected(text: &str) -> Delimiter {
    let beginning = beginning(text);
    let score = |delimiter: Delimiter| {
        let mut reader = reader(delimiter, beginning.as_bytes());
        let widths: Vec<usize> =
            reader.records().take(50).map_while(Result::ok).map(|row| row.len()).collect();
        let widest = widths.iter().copied().max().unwrap_or(1);
        // Decimal commas and commas in names make some rows wider; few rows have the full width then.
        let common = widths.iter().copied().filter(|width| *width > 1);
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        common.for_each(|width| *counts.entry(width).or_default() += 1);
        let (width, rows) = counts.into_iter().max_by_key(|(width, rows)| (*rows, *width)).unwrap_or((1, 0));
        (rows * 100 / widths.len().max(1), width.min(widest))
    };
    // The first of equals: a comma stands in texts, too, but then it does not give more even rows.
    Delimiter::ALL.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(Delimiter::Comma)
}

/// The first lines of a text, no more than 64 KiB of it.
fn beginning(text: &str) -> &str {
    let mut end = text.len().min(64 * 1024);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        Table::read(text.to_owned(), None).unwrap()
    }

    fn at(table: &Table, row: usize, column: usize) -> (&str, (usize, usize)) {
        let cell = Cell { row, column };
        (table.get(cell), table.line_column(cell))
    }

    #[test]
    fn columns_are_named_as_spreadsheet_programs_do() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), name);
        }
        assert_eq!(Cell { row: 6, column: 5 }.to_string(), "F7");
    }

    #[test]
    fn the_delimiter_is_found() {
        for (text, delimiter) in [
            ("Name,Rust\nAna,3\n", Delimiter::Comma),
            ("Name;Rust;Go\n\"Soto, Ana\";2,5;1\n\"Roy, Ben\";1,5;2\n", Delimiter::Semicolon),
            ("Name\tRust\nAna, the first\t3\n", Delimiter::Tab),
            ("sep=|\nName;x|Rust\n", Delimiter::Pipe),
            ("Skills, 2026\n;;\nName;Rust;Go\nAna;1;2\nBen;1;3\n", Delimiter::Semicolon),
            ("Name\nAna\n", Delimiter::Comma),
        ] {
            assert_eq!(table(text).delimiter, delimiter, "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_file_and_of_the_sheet() {
        let table = table("Name,\"Rust\n(language)\",Go\r\n\r\n\n\"Soto, Ä\",3,\"1\"\n,\n");
        assert_eq!(at(&table, 0, 1), ("Rust\n(language)", (1, 6)));
        assert_eq!(at(&table, 0, 2), ("Go", (2, 13)));
        assert_eq!(at(&table, 3, 0), ("Soto, Ä", (5, 1)));
        assert_eq!(at(&table, 3, 2), ("1", (5, 13)));
        assert_eq!(at(&table, 3, 9), ("", (5, 16)));
        assert_eq!(at(&table, 1, 0).0, "");
        let inner =
            super::Table::read("Size 3\",Rust\nAna \"B,\"1, \"\"2\"\"\",x\n".to_owned(), None).unwrap();
        assert_eq!(at(&inner, 0, 1), ("Rust", (1, 9)));
        assert_eq!(at(&inner, 1, 2), ("x", (2, 19)));
        assert_eq!((table.rows(), table.columns()), (5, 3));
    }

    #[test]
    fn the_line_that_tells_excel_the_delimiter_is_a_row_of_the_file() {
        let table = table("sep=;\r\nName;Rust\r\nAna;3\r\n");
        assert_eq!(at(&table, 2, 1), ("3", (3, 5)));
    }

    #[test]
    fn a_table_without_end_is_refused() {
        let wide = Table::read(",".repeat(1_000_000), None).unwrap_err();
        assert!(wide.message.contains("at most 4000 columns"), "{}", wide.message);
        let long = Table::read("a,b\n".repeat(1_000_000), None).unwrap_err();
        assert!(long.message.contains("300000 rows"), "{}", long.message);
        let swallowed = Table::read(format!("Name,\"{}", "a,\n".repeat(300_000)), None).unwrap_err();
        assert!(swallowed.message.contains("line 1, column 6"), "{}", swallowed.message);
    }

    #[test]
    fn a_quote_that_is_never_closed_hides_nobody() {
        let refused = Table::read("Name,Rust\n\"Ä\nx\",\"2\nBen,3\n".to_owned(), None).unwrap_err();
        assert!(refused.message.starts_with("line 3, column 4: this quote is never closed"), "{refused:?}");
        for text in ["Name,Rust\n\"A \"\"B\"\"\",\"2\"", "N,M\nAna \"B,12\"\n", "a,b\n\"\",\"x\"y\"\r\n"] {
            assert_eq!(table(text).rows(), 2, "{text}");
        }
    }
}
