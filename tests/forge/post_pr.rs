//! `milepost post pr` through the program: real Git repositories, the fake forge.

mod all_open;
mod dry_run;
mod events;
mod fork;
mod handed_over;
mod kinds;
mod posted;
mod races;
mod recording;
mod refused;
mod secrets;
pub(crate) mod stage;
mod statuses;
