//! How a record is written: new ones, edits that leave everything else as it is, the canonical form.
//!
//! Pure: text in, text out. The only writer of YAML; what a record means and where it lies is not
//! known here, only the order of its schema's keys.
//!
//! # The canonical form
//!
//! - Keys stand in the order of the schema, then unknown ones, then `x-` keys; levels by their number;
//!   other free keys (rubric, rules) as they are. List items keep their order.
//! - Indentation is two spaces, also before the dashes of a list below a key.
//! - Lists and maps by indentation stay so. Those in brackets stay so where they fit into the line
//!   ([`WIDTH`] columns) and hold no comment; else they are written by indentation.
//! - Text stands without quotes wherever YAML then reads the same text; else in double quotes, or in
//!   single quotes where double ones would need a backslash. Words that other readers of YAML take for
//!   something else (`no`, `12:30`) keep the quotes that they have.
//! - Text too long for the line becomes a folded block (`>-`), broken at single spaces. The lines of
//!   such a block stay as they are while they fit. Line by line text (`|`) is never broken.
//! - Numbers, truth values and null stay as they are written.
//! - A comment stays above its key or item and moves with it, or behind its value. Those at the top that
//!   a blank line ends, and the line for the editor, stay at the top; those at the end stay at the end.
//! - At most one blank line in a row, none at the top and the end of a file or of a list or map.
//! - Lines end with LF, the last one too, and with no blanks.

mod canonical;
mod comments;
mod draft;
mod edit;
mod fold;
mod lines;
mod model;
mod order;
mod print;
mod read;
mod scalar;
mod schema_line;
#[cfg(test)]
mod tests;
mod tree;
mod value;

pub use canonical::{Refused, format};
pub use draft::Draft;
pub use edit::{Edit, edit};
pub use schema_line::schema_line;
pub use value::Value;

/// The columns into which lines are made to fit where that can be.
pub const WIDTH: usize = 100;
