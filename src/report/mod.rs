//! What is said: views, plain data without a word of layout. How it is said is in `output/`.
//!
//! Views hold everything that a writer needs; no writer sees a snapshot or a record.

pub mod basis;
pub mod change;
pub mod checkup;
pub mod compared;
pub mod digest;
pub mod excerpt;
pub mod findings;
pub mod located;
pub mod permalink;
pub mod person;
pub mod portfolio;
pub mod privacy;
pub mod program;
pub mod roi;
pub mod site;
pub mod status;
pub mod step;
pub mod team;

#[cfg(test)]
pub(crate) mod sample;
