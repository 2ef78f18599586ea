//! How it is said: one file per format, over the views of `report/`. A writer decides nothing.

pub mod escape;
pub mod human;
pub mod json;
pub mod markdown;
mod template;
mod wording;
