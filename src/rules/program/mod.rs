//! Rules about programs and teams: dates, rotations, metrics, money and needs.
//!
//! Membership is written in profiles and belongs to the family [`profile`](super::profile).

pub mod late_baseline;
pub mod missing_outcome;
pub mod negative_cost;
pub mod overlapping_rotation;
pub mod sprint_length;
pub mod unsourced_benefit;
pub mod unstaffed_need;
