//! Milepost: a Git-native learning tracker.

pub mod calendar;
pub mod check;
pub mod error;
pub mod finding;
pub mod policy;
pub mod progress;
pub mod record;
pub mod rules;
pub mod schema;
pub mod source;
pub mod suggest;
pub mod yaml;
