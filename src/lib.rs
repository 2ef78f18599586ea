//! Milepost: a Git-native learning tracker.

pub mod calendar;
pub mod error;
pub mod finding;
pub mod progress;
pub mod record;
pub mod source;
pub mod suggest;
pub mod yaml;
