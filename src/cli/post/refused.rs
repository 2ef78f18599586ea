//! What a forge did not do, in one line with what to do about it.

use crate::error::Error;
use crate::forge::{Failure, Kind, Project};

/// What was asked of the forge: permissions differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Wish {
    /// Reading.
    Read,
    /// Writing a comment.
    Comment,
    /// Setting the status of a commit.
    Status,
    /// Writing an issue.
    Issue,
    /// Writing a review with comments on lines.
    Review,
}

/// The error for a failure. `action` is what was tried, as an infinitive with its place.
pub(in crate::cli) fn error(project: &Project, wish: Wish, action: String, failure: &Failure) -> Error {
    Error::Forge { action, reason: failure.to_string(), advice: advice(project.kind, wish, failure) }
}

fn advice(kind: Kind, wish: Wish, failure: &Failure) -> String {
    match failure {
        Failure::Unauthorized => format!("put a valid token in {}", variables(kind)),
        Failure::Forbidden { .. } => permission(kind, wish).to_owned(),
        Failure::NotFound if wish == Wish::Issue => {
            "see whether the project's name is right and its issues are switched on; a private project looks \
             the same to a token that may not see it"
                .to_owned()
        }
        Failure::NotFound => {
            "see whether project and number are right; a private project looks the same to a token that may \
             not see it"
                .to_owned()
        }
        Failure::Refused { .. } => "the forge says why; what was posted before stands".to_owned(),
        Failure::Contended | Failure::Busy { .. } => {
            "run it again later; the next run does what this one could not".to_owned()
        }
        Failure::Uncertain { .. } => {
            "run it again: it looks for what was written before it writes".to_owned()
        }
        Failure::Unreachable { .. } => {
            "see whether the address (--api) is right, and whether https_proxy and no_proxy are".to_owned()
        }
        Failure::Unusable { .. } => {
            format!("see whether --api names the interface of {}, such as {}", kind.name(), api(kind))
        }
        Failure::Redirected { .. } => {
            "the project may have another name or place by now: give it with --project and --api".to_owned()
        }
        Failure::Unsupported { .. } if wish == Wish::Review => "leave --suggest out".to_owned(),
        Failure::Unsupported { .. } => "choose another --mode".to_owned(),
    }
}

/// Where a token is looked for.
pub(in crate::cli) fn variables(kind: Kind) -> &'static str {
    match kind {
        Kind::GitHub => "MILEPOST_TOKEN, GITHUB_TOKEN or GH_TOKEN",
        Kind::GitLab => "MILEPOST_TOKEN or GITLAB_TOKEN (a project access token with the scope `api`)",
        Kind::Forgejo => "MILEPOST_TOKEN, FORGEJO_TOKEN or GITEA_TOKEN",
    }
}

/// What a token needs for it.
pub(in crate::cli) fn permission(kind: Kind, wish: Wish) -> &'static str {
    match (kind, wish) {
        (Kind::GitHub, Wish::Read) => "let the job read: `permissions: pull-requests: read`",
        (Kind::GitHub, Wish::Issue) => "let the job write issues: `permissions: issues: write`",
        (Kind::GitHub, Wish::Review) => "let the job write reviews: `permissions: pull-requests: write`",
        (Kind::GitHub, Wish::Comment) => "let the job write comments: `permissions: pull-requests: write`",
        (Kind::GitHub, Wish::Status) => "let the job set the status: `permissions: statuses: write`",
        (Kind::GitLab, _) => {
            "use a project access token with the scope `api` and the role Developer; the job's own token \
             cannot write comments"
        }
        (Kind::Forgejo, Wish::Read) => "use a token with `read:repository` and `read:issue`",
        (Kind::Forgejo, Wish::Comment | Wish::Issue | Wish::Review) => "use a token with `write:issue`",
        (Kind::Forgejo, Wish::Status) => "use a token with `write:repository`",
    }
}

fn api(kind: Kind) -> &'static str {
    match kind {
        Kind::GitHub => "https://api.github.com",
        Kind::GitLab => "https://gitlab.example.com/api/v4",
        Kind::Forgejo => "https://git.example.com/api/v1",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_permission_is_named() {
        let forbidden = Failure::Forbidden { message: "Resource not accessible by integration".into() };
        assert!(
            advice(Kind::GitHub, Wish::Comment, &forbidden).contains("`permissions: pull-requests: write`")
        );
        assert!(advice(Kind::GitHub, Wish::Status, &forbidden).contains("`permissions: statuses: write`"));
        assert!(advice(Kind::GitLab, Wish::Status, &forbidden).contains("scope `api`"));
        assert!(advice(Kind::Forgejo, Wish::Comment, &forbidden).contains("`write:issue`"));
        assert!(advice(Kind::GitLab, Wish::Read, &Failure::Unauthorized).contains("GITLAB_TOKEN"));
    }
}
