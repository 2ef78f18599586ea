//! Milepost: a Git-native learning tracker.

pub mod calendar;
pub mod error;
pub mod finding;
pub mod policy;
pub mod record;
pub mod schema;
pub mod source;
pub mod suggest;
pub mod yaml;
