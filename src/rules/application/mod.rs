//! Rules about where a skill will be used at work, and when.

pub mod late_application_plan;
