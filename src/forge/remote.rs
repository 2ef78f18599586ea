//! Which project on which forge the address of a Git remote names.
//!
//! The forms of addresses are those of `git help clone`, section "Git URLs".

use super::{Kind, Project};

/// The project that a remote's address names. `kind` says which interface its forge speaks; without
/// it the host's name decides, where it says so. A user, a password and the port of SSH are left out.
///
/// `None` for an address that is no project on a server, and where the kind is not known.
#[must_use]
pub fn project_at(address: &str, kind: Option<Kind>) -> Option<Project> {
    let (scheme, host, path) = parts(address.trim())?;
    let server = match host.to_ascii_lowercase().as_str() {
        // SSH over the port of HTTPS, on hosts of its own.
        "ssh.github.com" => "github.com".to_owned(),
        "altssh.gitlab.com" => "gitlab.com".to_owned(),
        host => host.to_owned(),
    };
    let kind = kind.or_else(|| kind_of(&server))?;
    let name = path.trim_matches('/');
    let name = name.strip_suffix(".git").unwrap_or(name).trim_end_matches('/');
    if !kind.allows_project_name(name) || !name.contains('/') {
        return None;
    }
    let server = format!("{scheme}://{server}");
    let api = match (kind, server.as_str()) {
        (Kind::GitHub, "https://github.com") => "https://api.github.com".to_owned(),
        (Kind::GitHub, server) => format!("{server}/api/v3"),
        (Kind::GitLab, server) => format!("{server}/api/v4"),
        (Kind::Forgejo, server) => format!("{server}/api/v1"),
    };
    Some(Project { kind, api, server, name: name.to_owned() })
}

/// The scheme for a browser, the host with the port of the browser's address, and the path.
fn parts(address: &str) -> Option<(&'static str, String, &str)> {
    let (scheme, rest) = match address.split_once("://") {
        Some(("https" | "git+https", rest)) => ("https", rest),
        Some(("http", rest)) => ("http", rest),
        Some(("ssh" | "git" | "git+ssh" | "ssh+git", rest)) => ("ssh", rest),
        Some(_) => return None,
        None => {
            // `user@host:path`: the colon comes before any slash, and the path is none of Windows.
            let (host, path) = address.split_once(':')?;
            if host.contains('/') || host.len() < 2 || path.is_empty() {
                return None;
            }
            let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
            return is_host(host).then(|| ("https", host.to_owned(), path));
        }
    };
    let (host, path) = rest.split_once('/')?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    if !is_host(name) || port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return None;
    }
    match scheme {
        "ssh" => Some(("https", name.to_owned(), path)),
        scheme => Some((scheme, host.to_owned(), path)),
    }
}

/// A host's name or an IPv4 address: nothing that would end an address or begin another part of it.
fn is_host(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 253
        && !text.starts_with(['-', '.'])
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
}

/// What a host's name says about the interface. Codeberg runs Forgejo.
fn kind_of(host: &str) -> Option<Kind> {
    let host = host.split(':').next().unwrap_or_default();
    if host == "codeberg.org" {
        return Some(Kind::Forgejo);
    }
    let says = |word: &str| host.split(['.', '-']).any(|label| label == word);
    [("github", Kind::GitHub), ("gitlab", Kind::GitLab), ("forgejo", Kind::Forgejo), ("gitea", Kind::Forgejo)]
        .into_iter()
        .find_map(|(word, kind)| says(word).then_some(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_address_names_its_project() {
        for (address, kind, server, name) in [
            ("git@github.com:example/learning.git", Kind::GitHub, "https://github.com", "example/learning"),
            ("https://github.com/example/learning", Kind::GitHub, "https://github.com", "example/learning"),
            ("https://github.com/example/learning/", Kind::GitHub, "https://github.com", "example/learning"),
            (
                "ssh://git@ssh.github.com:443/example/learning.git",
                Kind::GitHub,
                "https://github.com",
                "example/learning",
            ),
            (
                "git@gitlab.com:group/sub/learning.git",
                Kind::GitLab,
                "https://gitlab.com",
                "group/sub/learning",
            ),
            (
                "https://gitlab.example.com:8443/a/b.git",
                Kind::GitLab,
                "https://gitlab.example.com:8443",
                "a/b",
            ),
            (
                "ssh://git@forgejo.example.com:2222/a/b.git",
                Kind::Forgejo,
                "https://forgejo.example.com",
                "a/b",
            ),
            ("https://codeberg.org/a/b.git", Kind::Forgejo, "https://codeberg.org", "a/b"),
            ("gitea.example.com:a/b", Kind::Forgejo, "https://gitea.example.com", "a/b"),
            ("http://gitea.localdomain:3000/a/b", Kind::Forgejo, "http://gitea.localdomain:3000", "a/b"),
        ] {
            let project = project_at(address, None).unwrap_or_else(|| panic!("{address}"));
            assert_eq!((project.kind, &*project.server, &*project.name), (kind, server, name), "{address}");
        }
    }

    #[test]
    fn passwords_and_tokens_are_left_out() {
        let project = project_at("https://ana:glpat-secret@gitlab.com/a/b.git", None).unwrap();
        assert!(!format!("{project:?}").contains("secret"), "{project:?}");
        assert_eq!(project.api, "https://gitlab.com/api/v4");
    }

    #[test]
    fn the_kind_that_is_said_wins_and_one_that_is_not_known_is_not_guessed() {
        assert_eq!(project_at("git@git.example.com:a/b.git", None), None);
        let project = project_at("git@git.example.com:a/b.git", Some(Kind::Forgejo)).unwrap();
        assert_eq!((project.kind, &*project.api), (Kind::Forgejo, "https://git.example.com/api/v1"));
        assert_eq!(project_at("git@notgithub.com:a/b.git", None), None);
    }

    #[test]
    fn what_is_no_project_on_a_server_is_none() {
        for address in [
            "",
            "/srv/git/learning.git",
            "../learning",
            "C:/work/learning",
            "C:\\work\\learning",
            "file:///srv/git/a/b.git",
            "git@github.com:learning.git",
            "https://github.com/a/../b",
            "https://github.com/a/b/c",
            "https://git hub.com/a/b",
            "https://github.com/a/b?x=1",
            "https://github.com/a/b#c",
            "https://github.com/a\n/b",
            "https://github.com:port/a/b",
            "git@github.com:",
        ] {
            assert_eq!(project_at(address, None), None, "{address:?}");
        }
    }
}
