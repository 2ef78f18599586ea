//! `milepost rename`.

mod mentions;
mod subject;
