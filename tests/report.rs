//! The report on a change: made by the built program from real commits, read as a mentor reads it.

mod change;
mod hostile;
