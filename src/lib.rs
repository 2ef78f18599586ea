//! Milepost: a Git-native learning tracker.

pub mod calendar;
pub mod check;
pub mod cli;
pub mod error;
pub mod finding;
pub mod output;
pub mod policy;
pub mod progress;
pub mod record;
pub mod report;
pub mod rules;
pub mod schema;
pub mod source;
pub mod suggest;
pub mod yaml;
