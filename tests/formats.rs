//! What the program prints and writes for CI: the formats of `milepost check`, and nothing that a
//! runner would obey in any output. The published descriptions are checked by `tests/formats/run`.

mod github;
mod inert;
mod printed;
