//! How the forge is reached: kind, project, address and token, by flags or by what CI says. Flags win.

use clap::{Args, ValueEnum};

use super::super::clock::Stopwatch;
use super::super::output::variable;
use super::super::usage;
use super::refused;
use crate::error::Error;
use crate::forge::http::{Connection, Proxies, Rehearsal, Secret};
use crate::forge::{self, Change, Forge, Kind, Project, Rehearsed};

/// Where to post.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Where")]
pub(in crate::cli) struct ConnectionArguments {
    /// Which forge it is [default: as CI says]
    #[arg(long, value_enum, value_name = "FORGE")]
    forge: Option<ForgeName>,
    /// Project on it, with its groups on GitLab [default: as CI says]
    #[arg(long, value_name = "OWNER/NAME")]
    project: Option<String>,
    /// Address of its interface, such as https://git.example.com/api/v1 [default: as CI says]
    #[arg(long, value_name = "URL")]
    api: Option<String>,
    /// Print the requests that would write, and send none of them
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

/// The forges by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ForgeName {
    /// GitHub and GitHub Enterprise
    Github,
    /// GitLab
    Gitlab,
    /// Forgejo and Gitea
    #[value(alias = "gitea")]
    Forgejo,
}

impl From<ForgeName> for Kind {
    fn from(name: ForgeName) -> Self {
        match name {
            ForgeName::Github => Self::GitHub,
            ForgeName::Gitlab => Self::GitLab,
            ForgeName::Forgejo => Self::Forgejo,
        }
    }
}

/// A connection that stands.
pub(in crate::cli) struct Connected {
    /// The forge.
    pub(in crate::cli) forge: Box<dyn Forge>,
    /// In a dry run, the notes of what would be written.
    pub(in crate::cli) rehearsal: Option<Rehearsal>,
}

/// The token for a forge of this kind, from the variables that people and CI put it in.
#[must_use]
pub(in crate::cli) fn token(kind: Kind) -> Option<Secret> {
    let names: &[&str] = match kind {
        Kind::GitHub => &["MILEPOST_TOKEN", "GITHUB_TOKEN", "GH_TOKEN"],
        Kind::GitLab => &["MILEPOST_TOKEN", "GITLAB_TOKEN"],
        Kind::Forgejo => &["MILEPOST_TOKEN", "FORGEJO_TOKEN", "GITEA_TOKEN", "GITHUB_TOKEN"],
    };
    names.iter().find_map(|name| Secret::new(&variable(name)?))
}

impl ConnectionArguments {
    /// Whether the flags alone say where. Without the address CI's own could be another than usual, and
    /// a token would go to the wrong host.
    #[must_use]
    pub(in crate::cli) fn is_complete(&self) -> bool {
        self.forge.is_some() && self.project.is_some() && self.api.is_some()
    }

    /// The project that is meant: what the flags say, else what CI says of the one it runs for.
    ///
    /// # Errors
    /// Where neither says enough.
    pub(in crate::cli) fn project(&self, ci: Option<&Project>) -> Result<Project, Error> {
        let kind = self.forge.map(Kind::from);
        let ci = ci.filter(|ci| kind.is_none_or(|kind| kind == ci.kind));
        let Some(kind) = kind.or(ci.map(|ci| ci.kind)) else {
            return Err(usage(
                "it is not known which forge to post to: this is no CI run that says so",
                "name it with --forge github, gitlab or forgejo, and the project with --project OWNER/NAME",
            ));
        };
        let Some(name) = self.project.clone().or_else(|| ci.map(|ci| ci.name.clone())) else {
            return Err(usage(
                "it is not known which project to post to",
                "name it with --project OWNER/NAME",
            ));
        };
        if !kind.allows_project_name(&name) {
            return Err(usage(
                format!("`{name}` is no name of a project on {}", kind.name()),
                "write --project OWNER/NAME",
            ));
        }
        let (api, server) = match (&self.api, ci) {
            (Some(api), _) => {
                let api = api.trim_end_matches('/').to_owned();
                let server = server(kind, &api);
                (api, server)
            }
            (None, Some(ci)) => (ci.api.clone(), ci.server.clone()),
            (None, None) => usual(kind)?,
        };
        Ok(Project { kind, api, server, name })
    }

    /// Connects. Nothing is sent yet. `assumed` is the change as it is taken to be where a dry run
    /// has no token and so reads nothing.
    ///
    /// # Errors
    /// Where there is no token, or the address or a proxy's address cannot be used.
    pub(in crate::cli) fn connect(
        &self,
        project: Project,
        assumed: Option<Change>,
    ) -> Result<Connected, Error> {
        let token = token(project.kind);
        if token.is_none() && !self.dry_run {
            return Err(usage(
                format!("there is no token for {}", project.kind.name()),
                format!("put one in {}; --dry-run needs none", refused::variables(project.kind)),
            ));
        }
        if token.as_ref().is_some_and(|token| !token.can_be_sent()) {
            return Err(usage(
                format!("the token for {} holds a character that no token has", project.kind.name()),
                format!(
                    "put the token alone in {}: no line end or space inside, no letter beyond ASCII",
                    refused::variables(project.kind)
                ),
            ));
        }
        let reads = token.is_some();
        let mut connection =
            Connection::new(token, Proxies::from_variables(variable), Box::new(Stopwatch::start()));
        let rehearsal = self.dry_run.then(|| Rehearsal::new(reads));
        connection.rehearsal.clone_from(&rehearsal);
        let forge = forge::connect(project.clone(), connection).map_err(|failure| {
            let action = format!("connect to {}", without_password(&project.api));
            refused::error(&project, refused::Wish::Read, action, &failure)
        })?;
        Ok(match rehearsal {
            Some(rehearsal) => Connected {
                forge: Box::new(Rehearsed::new(forge, rehearsal.clone(), assumed)),
                rehearsal: Some(rehearsal),
            },
            None => Connected { forge, rehearsal: None },
        })
    }
}

/// An address as it may be shown: a name and password before the host are hidden.
fn without_password(api: &str) -> String {
    match api.rsplit_once('@') {
        Some((_, host)) => format!("***@{host}"),
        None => api.to_owned(),
    }
}

/// Where the forge of a kind is that most people mean.
fn usual(kind: Kind) -> Result<(String, String), Error> {
    match kind {
        Kind::GitHub => Ok(("https://api.github.com".into(), "https://github.com".into())),
        Kind::GitLab => Ok(("https://gitlab.com/api/v4".into(), "https://gitlab.com".into())),
        Kind::Forgejo => Err(usage(
            "it is not known where the forge is",
            "give the address of its interface with --api, such as https://git.example.com/api/v1",
        )),
    }
}

/// The address that people open, from that of the interface.
fn server(kind: Kind, api: &str) -> String {
    let below = match kind {
        Kind::GitHub => "/api/v3",
        Kind::GitLab => "/api/v4",
        Kind::Forgejo => "/api/v1",
    };
    match api {
        "https://api.github.com" => "https://github.com".to_owned(),
        api => api.strip_suffix(below).unwrap_or(api).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(forge: Option<ForgeName>, project: Option<&str>, api: Option<&str>) -> ConnectionArguments {
        let (project, api) = (project.map(str::to_owned), api.map(str::to_owned));
        ConnectionArguments { forge, project, api, dry_run: false }
    }

    fn ci() -> Project {
        Project {
            kind: Kind::GitHub,
            api: "https://api.github.com".into(),
            server: "https://github.com".into(),
            name: "example/learning".into(),
        }
    }

    #[test]
    fn flags_win_over_ci() {
        assert_eq!(arguments(None, None, None).project(Some(&ci())).unwrap(), ci());
        let other = arguments(None, Some("a/b"), Some("https://git.example.com/api/v3/"));
        let project = other.project(Some(&ci())).unwrap();
        assert_eq!((project.name.as_str(), project.server.as_str()), ("a/b", "https://git.example.com"));
        assert_eq!(project.api, "https://git.example.com/api/v3");
        let gitlab = arguments(Some(ForgeName::Gitlab), Some("a/b/c"), None).project(Some(&ci())).unwrap();
        assert_eq!(gitlab.api, "https://gitlab.com/api/v4", "another forge's address is not taken");
    }

    #[test]
    fn what_is_not_known_is_asked_for() {
        for (given, missing) in [
            (arguments(None, None, None), "--forge"),
            (arguments(Some(ForgeName::Github), None, None), "--project"),
            (arguments(Some(ForgeName::Forgejo), Some("a/b"), None), "--api"),
            (arguments(Some(ForgeName::Github), Some("a"), None), "OWNER/NAME"),
            (arguments(Some(ForgeName::Github), Some("a/.."), None), "OWNER/NAME"),
            (arguments(Some(ForgeName::Github), Some("a/b c"), None), "OWNER/NAME"),
        ] {
            let error = given.project(None).unwrap_err();
            assert!(error.hint().contains(missing), "{error}");
        }
    }
}
