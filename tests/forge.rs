//! The forges, through the real client against a fake on loopback; and what their CI installs and
//! runs.

mod act;
#[allow(dead_code, reason = "the tests of faults use the rest")]
pub(crate) mod fake;
mod github;
mod http;
mod install;
mod post_pr;
mod workflows;
