//! The forges, through the real client against a fake on loopback.

pub(crate) mod fake;
mod github;
mod http;
mod post_pr;
