//! The CI files of a learning repository, one set a forge: what is built in, and what is filled in.
//!
//! The files are in `templates/ci/`. What is filled in is checked first, character by character, so
//! that nothing but a name, a commit or a version ever comes into a file that a CI system obeys.

use super::Kind;

/// How the trusted workflow on GitHub is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// When the check of the pull request has ended: `workflow_run`.
    WorkflowRun,
    /// By the pull request itself: `pull_request_target`.
    PullRequestTarget,
}

/// A file for a learning repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkflowFile {
    /// Where it belongs, from the top of the repository, `/` between parts.
    pub path: &'static str,
    /// What it holds.
    pub text: String,
}

/// Why a value cannot be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// What is wrong with it.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

fn unusable<T>(message: impl Into<String>, hint: impl Into<String>) -> Result<T, Unusable> {
    Err(Unusable { message: message.into(), hint: hint.into() })
}

const FORMS: &str = "write OWNER/REPO@COMMIT, or for a server other than GitHub https://HOST/OWNER/REPO@COMMIT, \
                     with the 40 hexadecimal digits of a commit of Milepost's repository that you trust";

/// What `--action` takes where the files are for this forge.
#[must_use]
pub fn action_form(kind: Kind) -> &'static str {
    match kind {
        Kind::GitHub => "OWNER/REPO@COMMIT",
        Kind::GitLab | Kind::Forgejo => "https://HOST/OWNER/REPO@COMMIT",
    }
}

/// Where CI gets the program from: Milepost's own repository, at one commit.
///
/// A commit and not a tag, because whoever may write to that repository can move a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// `https://HOST`; none where only `OWNER/REPO` was said, which on GitHub means its own server.
    server: Option<String>,
    /// `OWNER/REPO`, with more parts where groups are nested.
    repository: String,
    commit: String,
}

impl Origin {
    /// Reads `COMMIT`, `OWNER/REPO@COMMIT` or `https://HOST/OWNER/REPO@COMMIT`. The first form takes
    /// the repository from `own`, the address that this program was published with; empty where it
    /// has none.
    ///
    /// # Errors
    /// Where it is none of them.
    pub fn parse(text: &str, own: &str) -> Result<Self, Unusable> {
        let (address, commit) = match text.rsplit_once('@') {
            Some((address, commit)) => (address, commit),
            None if is_commit(text) && own.is_empty() => {
                return unusable(
                    "--action names a commit only, and this program does not know which repository it is in",
                    FORMS,
                );
            }
            None if is_commit(text) => (own, text),
            None => return unusable(format!("--action names no commit: `{text}`"), FORMS),
        };
        if !is_commit(commit) {
            return unusable(format!("--action names no commit after the `@`: `{commit}`"), FORMS);
        }
        let address = address.trim_end_matches('/');
        let address = address.strip_suffix(".git").unwrap_or(address);
        let (server, repository) = match address.strip_prefix("https://") {
            Some(rest) => match rest.split_once('/') {
                Some((host, repository)) if is_host(host) => (Some(format!("https://{host}")), repository),
                Some(_) | None => {
                    return unusable(format!("--action names no server and repository: `{address}`"), FORMS);
                }
            },
            None => (None, address),
        };
        let parts = repository.split('/').count();
        let known_shape = parts == 2 || (parts > 2 && server.is_some());
        if !known_shape || !repository.split('/').all(is_name) {
            return unusable(format!("--action names no repository: `{repository}`"), FORMS);
        }
        Ok(Self { server, repository: repository.to_owned(), commit: commit.to_owned() })
    }

    /// As GitHub's `uses:` takes it.
    fn for_github(&self) -> Result<String, Unusable> {
        match self.server.as_deref() {
            None | Some("https://github.com") if self.repository.split('/').count() == 2 => {
                Ok(format!("{}@{}", self.repository, self.commit))
            }
            None | Some(_) => unusable(
                "GitHub runs actions of its own server only",
                "copy Milepost's repository to it and write OWNER/REPO@COMMIT",
            ),
        }
    }

    /// The repository's address.
    fn address(&self) -> Result<String, Unusable> {
        match &self.server {
            Some(server) => Ok(format!("{server}/{}", self.repository)),
            None => unusable(
                format!("--action does not say on which server {} is", self.repository),
                format!("write the whole address: https://HOST/{}@{}", self.repository, self.commit),
            ),
        }
    }
}

/// The full name of a commit, as Git writes it: nothing shorter, so nothing else can ever be meant.
fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A part of a repository's name: letters, digits, `.`, `_` and `-`, as all three forges allow.
fn is_name(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    text.len() <= 100 && !text.starts_with(['.', '-']) && !text.is_empty() && text.bytes().all(inner)
}

fn is_host(text: &str) -> bool {
    let (name, port) = text.split_once(':').map_or((text, None), |(name, port)| (name, Some(port)));
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name.len() <= 253 && name.split('.').all(is_label) && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

/// Which release CI installs: `newest` of those that the commit lists, one of them, or `source`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release(String);

impl Release {
    /// Reads it.
    ///
    /// # Errors
    /// Where it is neither a word that is known nor a version.
    pub fn parse(text: &str) -> Result<Self, Unusable> {
        let is_number =
            |part: &str| (1..=9).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_mark = |mark: &str| {
            (1..=40).contains(&mark.len())
                && mark.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
        };
        let (numbers, mark) =
            text.split_once('-').map_or((text, None), |(numbers, mark)| (numbers, Some(mark)));
        let is_version =
            numbers.split('.').count() == 3 && numbers.split('.').all(is_number) && mark.is_none_or(is_mark);
        if is_version || text == "newest" || text == "source" {
            return Ok(Self(text.to_owned()));
        }
        unusable(
            format!("--release names no version: `{text}`"),
            "write a version such as 1.2.3, `newest`, or `source` to build it in CI",
        )
    }
}

macro_rules! built_in {
    ($name:literal) => {
        include_str!(concat!("../../templates/ci/", $name))
    };
}

/// The image that GitLab's jobs run in: Git, curl and, to build from source, Rust.
const IMAGE: &str = "buildpack-deps:bookworm-scm";
const IMAGE_WITH_RUST: &str = concat!("rust:", env!("CARGO_PKG_RUST_VERSION"), "-bookworm");

/// The files for a learning repository on a forge.
///
/// # Errors
/// Where that forge cannot get the program from there.
pub fn workflows(
    kind: Kind,
    variant: Variant,
    origin: &Origin,
    release: &Release,
) -> Result<Vec<WorkflowFile>, Unusable> {
    let (templates, filled): (Vec<(&'static str, &str)>, _) = match kind {
        Kind::GitHub => {
            let trusted = match variant {
                Variant::WorkflowRun => built_in!("github/milepost.yml"),
                Variant::PullRequestTarget => built_in!("github/milepost-target.yml"),
            };
            let templates = vec![
                (".github/workflows/milepost-check.yml", built_in!("github/check.yml")),
                (".github/workflows/milepost.yml", trusted),
                (".github/workflows/milepost-digest.yml", built_in!("github/digest.yml")),
                (".github/workflows/milepost-site.yml", built_in!("github/site.yml")),
            ];
            (templates, vec![("@ACTION@", origin.for_github()?)])
        }
        Kind::GitLab => {
            let image = if release.0 == "source" { IMAGE_WITH_RUST } else { IMAGE };
            let filled = vec![("@SOURCE@", origin.address()?), ("@IMAGE@", image.to_owned())];
            (vec![(".gitlab-ci.yml", built_in!("gitlab/milepost.yml"))], filled)
        }
        Kind::Forgejo => {
            let templates = vec![
                (".forgejo/workflows/milepost-check.yml", built_in!("forgejo/check.yml")),
                (".forgejo/workflows/milepost.yml", built_in!("forgejo/milepost.yml")),
                (".forgejo/workflows/milepost-digest.yml", built_in!("forgejo/digest.yml")),
            ];
            let address = origin.address()?;
            let action = format!("{address}@{}", origin.commit);
            (templates, vec![("@ACTION@", action), ("@SOURCE@", address)])
        }
    };
    let fill = |text: &str| {
        let text = text.replace("@COMMIT@", &origin.commit).replace("@VERSION@", &release.0);
        filled.iter().fold(text, |text, (place, value)| text.replace(place, value))
    };
    Ok(templates.into_iter().map(|(path, text)| WorkflowFile { path, text: fill(text) }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

    fn all(address: &str) -> Vec<WorkflowFile> {
        let origin = Origin::parse(&format!("{address}@{COMMIT}"), "").unwrap();
        let release = Release::parse("newest").unwrap();
        [Kind::GitHub, Kind::GitLab, Kind::Forgejo]
            .into_iter()
            .flat_map(|kind| {
                let variants = [Variant::WorkflowRun, Variant::PullRequestTarget];
                variants.map(|variant| workflows(kind, variant, &origin, &release).unwrap())
            })
            .flatten()
            .collect()
    }

    #[test]
    fn every_place_is_filled() {
        let files = all("https://github.com/example/milepost");
        assert_eq!(files.len(), 4 + 4 + 1 + 1 + 3 + 3);
        for file in &files {
            for (number, line) in file.text.lines().enumerate() {
                let left = line.split('@').nth(1).is_some_and(|word| {
                    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase())
                });
                assert!(!left, "{}:{}: {line}", file.path, number + 1);
            }
            assert!(file.text.contains(COMMIT), "{}", file.path);
        }
    }

    #[test]
    fn what_is_not_plainly_a_repository_at_a_commit_is_refused() {
        for text in [
            "example/milepost",
            "example/milepost@v1",
            "example/milepost@main",
            "example/milepost@0123456",
            &format!("milepost@{COMMIT}"),
            &format!("a/b/c@{COMMIT}"),
            &format!("../b@{COMMIT}"),
            &format!("example/mile post@{COMMIT}"),
            &format!("example/milepost\n@{COMMIT}"),
            &format!("example/${{{{x}}}}@{COMMIT}"),
            &format!("http://example.com/a/b@{COMMIT}"),
            &format!("https://user:pass@example.com/a/b@{COMMIT}"),
            &format!("https://exa mple.com/a/b@{COMMIT}"),
            &format!("https://example.com/a@{COMMIT}"),
            &format!("https://example.com:port/a/b@{COMMIT}"),
            &format!("example/milepost@{}", COMMIT.to_uppercase()),
            COMMIT,
        ] {
            assert!(Origin::parse(text, "").is_err(), "{text}");
        }
        assert!(Origin::parse(COMMIT, "https://github.com/example/milepost").is_ok());
        for text in ["1.2", "v1.2.3", "1.2.3\n", "1.2.3 # x", "latest", "", "1.2.3-", "1..3"] {
            assert!(Release::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn each_forge_gets_the_program_in_its_own_way() {
        let plain = Origin::parse(&format!("example/milepost@{COMMIT}"), "").unwrap();
        let elsewhere = Origin::parse(&format!("https://git.example.com/a/b.git@{COMMIT}"), "").unwrap();
        let release = Release::parse("source").unwrap();
        let made = |kind, origin| workflows(kind, Variant::WorkflowRun, origin, &release);
        assert!(made(Kind::GitHub, &elsewhere).is_err());
        assert!(made(Kind::GitLab, &plain).is_err() && made(Kind::Forgejo, &plain).is_err());
        let github = &made(Kind::GitHub, &plain).unwrap()[0].text;
        assert!(github.contains(&format!("uses: example/milepost@{COMMIT}\n")), "{github}");
        let forgejo = &made(Kind::Forgejo, &elsewhere).unwrap()[0].text;
        assert!(forgejo.contains(&format!("uses: https://git.example.com/a/b@{COMMIT}\n")), "{forgejo}");
        let gitlab = &made(Kind::GitLab, &elsewhere).unwrap()[0].text;
        assert!(gitlab.contains("MILEPOST_VERSION: source\n"), "{gitlab}");
        assert!(gitlab.contains("image: rust:"), "{gitlab}");
    }
}
