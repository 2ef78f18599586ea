//! Who sits at the keyboard, as far as Git knows.

use super::super::slug::slug;
use crate::forge::{Kind, Project, codeowners};
use crate::record::{Id, handle_of_email};
use crate::source::{Repository, hidden};

/// What Git's settings say about the person.
pub(super) struct Person {
    /// `user.name`.
    pub(super) name: Option<String>,
    /// `user.email`.
    pub(super) email: Option<String>,
    /// The account on the forge, where a setting or the address that the forge gives says it.
    pub(super) login: Option<String>,
}

impl Person {
    /// Reads the settings. `kind` is the forge's, `project` the project on it, where they are known.
    pub(super) fn of(repository: &Repository, kind: Option<Kind>, project: Option<&Project>) -> Self {
        // What nobody can see is no part of a name, and no record may hold it.
        let visible = |text: &String| !hidden::characters(text).any(|(_, _, hidden)| hidden);
        let email = repository.setting("user.email").filter(visible);
        let settings: &[&str] = match kind {
            Some(Kind::GitHub) => &["github.user"],
            Some(Kind::GitLab) => &["gitlab.user"],
            Some(Kind::Forgejo) => &["forgejo.user", "gitea.user"],
            None => &[],
        };
        let set = settings.iter().find_map(|name| repository.setting(name));
        let given = || given_address(email.as_deref()?, project?);
        let login = set.or_else(given).filter(|login| codeowners::is_login(login));
        Self { name: repository.setting("user.name").filter(visible), email, login }
    }

    /// A handle to propose: the account, else what stands before the `@`, else the name.
    pub(super) fn handle(&self) -> Option<String> {
        let of_login = self.login.as_deref().and_then(as_handle);
        let of_email = || self.email.as_deref().and_then(handle_of_email);
        of_login.or_else(of_email).or_else(|| self.name.as_deref().and_then(as_handle))
    }
}

/// The account in an address that the forge gives to those who hide their own: on GitHub
/// `12345+login@users.noreply.github.com` or without the number, on GitLab
/// `12345-login@users.noreply.gitlab.com`, on Codeberg `login@noreply.codeberg.org`.
fn given_address(email: &str, project: &Project) -> Option<String> {
    let (local, host) = email.split_once('@')?;
    let after = |sign: char| {
        let (number, login) = local.split_once(sign)?;
        let counted = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        counted.then(|| login.to_owned())
    };
    match (project.server.as_str(), host) {
        ("https://github.com", "users.noreply.github.com") => {
            Some(after('+').unwrap_or_else(|| local.to_owned()))
        }
        ("https://gitlab.com", "users.noreply.gitlab.com") => after('-'),
        ("https://codeberg.org", "noreply.codeberg.org") => Some(local.to_owned()),
        _ => None,
    }
}

/// A text as a handle, where enough of it is left.
fn as_handle(text: &str) -> Option<String> {
    Some(slug(text)).filter(|handle| handle.len() > 1 && Id::is_valid(handle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forge::project_at;

    #[test]
    fn an_address_that_the_forge_gives_says_the_account() {
        for (remote, email, login) in [
            ("git@github.com:a/b", "123+ana-soto@users.noreply.github.com", Some("ana-soto")),
            ("git@github.com:a/b", "ana-soto@users.noreply.github.com", Some("ana-soto")),
            ("git@github.com:a/b", "ana@example.com", None),
            ("git@gitlab.com:a/b", "123-ana.soto@users.noreply.gitlab.com", Some("ana.soto")),
            ("git@gitlab.com:a/b", "123+ana@users.noreply.github.com", None),
            ("git@codeberg.org:a/b", "ana@noreply.codeberg.org", Some("ana")),
        ] {
            let project = project_at(remote, None).unwrap();
            assert_eq!(given_address(email, &project).as_deref(), login, "{email}");
        }
    }

    #[test]
    fn a_handle_is_proposed_only_where_it_is_one() {
        for (text, handle) in [
            ("ana.soto", Some("ana-soto")),
            ("Ana Soto", Some("ana-soto")),
            ("123", None),
            ("true", None),
            ("李", None),
            ("--", None),
            ("René Müller", Some("rene-mueller")),
        ] {
            assert_eq!(as_handle(text).as_deref(), handle, "{text}");
        }
    }

    #[test]
    fn a_tag_in_an_address_is_no_part_of_the_handle() {
        let person =
            |email: &str| Person { name: Some("Ana Soto".into()), email: Some(email.into()), login: None };
        assert_eq!(person("ana+work@example.com").handle().as_deref(), Some("ana"));
        assert_eq!(person("4711@example.com").handle().as_deref(), Some("ana-soto"));
    }
}
