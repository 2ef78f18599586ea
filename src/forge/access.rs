//! What a token may write on a project, as far as the forge says so without being written to.
//!
//! Facts: GitHub names the scopes of a classic token in the header `x-oauth-scopes`, and says nothing of
//! fine-grained tokens and those of its CI (docs.github.com, "Scopes for OAuth apps"); a status takes
//! the right to push. GitLab tells a token its own scopes at `/personal_access_tokens/self`, and the
//! roles on a project in its `permissions`: comments on merge requests take Reporter (20), statuses
//! Developer (30) (docs.gitlab.com, "Personal access tokens API", "Roles and permissions"). Forgejo says
//! whether the account may push, and keeps the scopes of a token to itself.

/// Whether something may be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Permission {
    /// The forge says that it may.
    Granted,
    /// The forge says that it may not.
    Denied,
    /// The forge does not say.
    #[default]
    Unknown,
}

impl From<bool> for Permission {
    fn from(granted: bool) -> Self {
        if granted { Self::Granted } else { Self::Denied }
    }
}

/// What a token may write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Comments on changes.
    pub comments: Permission,
    /// Statuses of commits.
    pub statuses: Permission,
}

/// GitHub: `scopes` as the header has them, `None` where it is missing.
pub(super) fn on_github(scopes: Option<&str>, private: bool, may_push: Option<bool>) -> Access {
    let Some(scopes) = scopes else { return Access::default() };
    let has = |scope: &str| scopes.split(',').any(|given| given.trim() == scope);
    let whole = has("repo") || (!private && has("public_repo"));
    let pushes = may_push.map_or(Permission::Unknown, Permission::from);
    let statuses = if whole || has("repo:status") { pushes } else { Permission::Denied };
    Access { comments: whole.into(), statuses }
}

/// GitLab: `scopes` and the highest role on the project, each `None` where it is not said.
pub(super) fn on_gitlab(scopes: Option<&[String]>, role: Option<u64>) -> Access {
    let Some(scopes) = scopes else { return Access::default() };
    if !scopes.iter().any(|scope| scope == "api") {
        return Access { comments: Permission::Denied, statuses: Permission::Denied };
    }
    let at_least = |least: u64| role.map_or(Permission::Unknown, |role| (role >= least).into());
    Access { comments: at_least(20), statuses: at_least(30) }
}

/// Forgejo: whether the account may push, `None` where it is not said.
pub(super) fn on_forgejo(may_push: Option<bool>) -> Access {
    let statuses = if may_push == Some(false) { Permission::Denied } else { Permission::Unknown };
    Access { comments: Permission::Unknown, statuses }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Permission::{Denied, Granted, Unknown};

    #[test]
    fn what_a_forge_does_not_say_is_unknown() {
        let github = |scopes, private, push| {
            let access = on_github(scopes, private, push);
            (access.comments, access.statuses)
        };
        assert_eq!(github(None, true, Some(true)), (Unknown, Unknown));
        assert_eq!(github(Some("gist, repo"), true, Some(true)), (Granted, Granted));
        assert_eq!(github(Some("repo"), true, Some(false)), (Granted, Denied));
        assert_eq!(github(Some("repo"), true, None), (Granted, Unknown));
        assert_eq!(github(Some("public_repo"), true, Some(true)), (Denied, Denied));
        assert_eq!(github(Some("public_repo"), false, Some(true)), (Granted, Granted));
        assert_eq!(github(Some("repo:status"), true, Some(true)), (Denied, Granted));
        assert_eq!(github(Some(""), false, Some(true)), (Denied, Denied));
        let gitlab = |scopes: Option<&[&str]>, role| {
            let scopes: Option<Vec<String>> =
                scopes.map(|scopes| scopes.iter().map(|scope| (*scope).to_owned()).collect());
            let access = on_gitlab(scopes.as_deref(), role);
            (access.comments, access.statuses)
        };
        assert_eq!(gitlab(None, Some(50)), (Unknown, Unknown));
        assert_eq!(gitlab(Some(&["read_api"]), Some(50)), (Denied, Denied));
        assert_eq!(gitlab(Some(&["api"]), Some(20)), (Granted, Denied));
        assert_eq!(gitlab(Some(&["api"]), Some(30)), (Granted, Granted));
        assert_eq!(gitlab(Some(&["api"]), None), (Unknown, Unknown));
        assert_eq!(on_forgejo(Some(false)).statuses, Denied);
        assert_eq!(on_forgejo(Some(true)), Access::default());
    }
}
