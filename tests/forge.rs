//! The forges, through the real client against a fake on loopback.

mod doubles;
pub(crate) mod fake;
mod forgejo;
mod github;
mod gitlab;
mod http;
mod post_digest;
mod post_pr;
mod post_suggest;
