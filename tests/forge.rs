//! The forges, through the real client against a fake on loopback.

mod doubles;
#[allow(dead_code, reason = "the tests of faults use the rest")]
pub(crate) mod fake;
mod forgejo;
mod github;
mod gitlab;
mod http;
mod inspect;
mod payloads;
mod post_digest;
mod post_pr;
mod post_suggest;
