//! Milepost: a Git-native learning tracker.

pub mod calendar;
pub mod error;
pub mod finding;
pub mod output;
pub mod record;
pub mod report;
pub mod source;
