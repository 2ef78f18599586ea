//! Rules about programs and teams: dates, rotations, metrics, money and needs.
//!
//! Membership is written in profiles and belongs to the family [`profile`](super::profile).

pub mod unstaffed_need;
