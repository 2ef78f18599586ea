//! Runs the rules over one state of the repository, and compares two states.
//!
//! [`State`] holds what every record may refer to, [`survey`] judges it together with the people,
//! [`compare`] tells what a change introduces from what stood before, [`Identity`] says when two
//! findings are the same, [`Locator`] turns routes into places in text, and [`fault`] says why a file
//! cannot be used.

mod before;
mod compare;
mod counter;
mod fault;
mod identity;
mod locate;
mod renamed;
mod state;
mod survey;

pub use before::Before;
pub use compare::{Comparison, Status, compare, state_after, touched_people};
pub use counter::Counter;
pub use fault::fault;
pub use identity::{Identity, Renames};
pub use locate::{Locator, Place};
pub use state::{State, StatePolicy};
pub use survey::{Scope, Settings, Survey, survey, survey_counted};
