//! `milepost done`, `drop` and `extend`.

mod closing;
mod named;
mod postponed;
