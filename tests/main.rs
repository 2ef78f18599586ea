//! The integration tests, one module a topic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "in tests a panic is how a failure is told, and files are read as they are"
)]

mod architecture;
mod cli;
mod common;
mod compare;
mod demo;
mod doctor;
mod edits;
mod fix;
mod fmt;
mod forge;
mod formats;
mod git;
mod help;
mod import;
mod init;
mod kinds;
mod mistakes;
#[cfg(unix)]
mod new;
mod past;
mod quiet;
mod readme;
mod rename;
mod report;
mod rules;
mod sample;
mod security;
mod shells;
mod site;
mod slips;
mod starters;
mod status;
mod templates;
mod two_years;
mod yaml_suite;
