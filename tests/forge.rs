//! The forges, through the real client against a fake on loopback; and what their CI installs and
//! runs.

mod act;
mod doubles;
pub(crate) mod fake;
mod forgejo;
mod github;
mod gitlab;
mod http;
mod inspect;
mod install;
mod payloads;
mod post_digest;
mod post_pr;
mod post_suggest;
mod workflows;
