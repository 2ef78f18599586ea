//! Runs the rules over one state of the repository, and compares two states.
//!
//! [`State`] holds what every record may refer to, [`survey`] judges it together with the people,
//! and [`Locator`] turns routes into places in text.

mod locate;
mod state;
mod survey;

pub use locate::{Locator, Place};
pub use state::{State, StatePolicy};
pub use survey::{Scope, Settings, Survey, survey};
