//! `milepost post pr` through the program: real Git repositories, the fake forge.

mod posted;
mod stage;
