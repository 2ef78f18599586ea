//! The forges, through the real client against a fake on loopback.

#[allow(dead_code, reason = "the tests of faults use the rest")]
pub(crate) mod fake;
mod github;
mod http;
mod inspect;
mod payloads;
mod post_pr;
