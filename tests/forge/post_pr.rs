//! `milepost post pr` through the program: real Git repositories, the fake forge.

mod posted;
pub(crate) mod stage;
