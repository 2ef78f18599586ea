//! Rules about references and about the framework: skills, roles, modules, credentials, and the
//! requirements that teams add to them.

mod cycles;
pub mod deprecated_skill;
pub mod driverless_requirement;
pub mod former_reference;
pub mod invalid_credential;
pub mod invalid_elective;
pub(in crate::rules) mod phrases;
pub mod reference_cycle;
mod requirements;
mod resolution;
pub mod retired_module;
pub mod stale_framework;
mod taken_away;
pub mod undefined_level;
pub mod unknown_rule;
pub mod unprioritised_gap;
pub mod unresolved_reference;
pub mod unused_allow;
pub mod unused_module;
