//! What is asked of a forge, and what its CI runs.

mod install;
mod workflows;
