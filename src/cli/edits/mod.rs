//! `milepost done`, `drop` and `extend`: the everyday edits of a goal.

mod closing;
mod desk;
pub(super) mod done;
pub(super) mod drop;
pub(super) mod extend;
mod named;
mod postponed;
