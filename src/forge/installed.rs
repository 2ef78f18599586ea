//! CI files that a repository has: whether they are as this program would write them, and whether
//! they bring enough history.

use super::Kind;
use super::workflows::{GITLAB_CI_BESIDE, Origin, Release, Variant, WorkflowFile, workflows};

/// What a CI file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Installed {
    /// As this program writes it.
    Current,
    /// Milepost's, of another version or changed by hand.
    Changed,
    /// Somebody's own that runs `milepost`.
    Own,
    /// Nothing of Milepost's.
    Foreign,
}

/// Where Milepost's CI files lie on a forge, from the top of the repository; the one that checks
/// changes comes first.
#[must_use]
pub fn places(kind: Kind) -> Vec<&'static str> {
    let example = format!("https://github.com/example/milepost@{}", "0".repeat(40));
    let made = |variant| -> Option<Vec<WorkflowFile>> {
        let origin = Origin::parse(&example, "").ok()?;
        workflows(kind, variant, &origin, &Release::parse("newest").ok()?).ok()
    };
    made(Variant::PullRequestTarget).into_iter().flatten().map(|file| file.path).collect()
}

/// The same place on Gitea, which does not look into `.forgejo`.
#[must_use]
pub fn in_gitea(path: &str) -> String {
    path.replacen(".forgejo/", ".gitea/", 1)
}

/// Whether a CI file keeps the comment and the status of pull requests up to date.
#[must_use]
pub fn posts(text: &str) -> bool {
    text.lines().any(|line| runs_milepost(line) && line.contains("milepost post pr"))
}

/// What the CI file at `path` with this text is.
#[must_use]
pub fn installed(kind: Kind, path: &str, text: &str) -> Installed {
    let text = text.replace("\r\n", "\n");
    let runs = text.lines().any(runs_milepost);
    let Some((origin, release)) = filled_in(kind, &text) else {
        return if runs { Installed::Own } else { Installed::Foreign };
    };
    let same = |variant| {
        let files = workflows(kind, variant, &origin, &release).unwrap_or_default();
        let mut files = files.iter().filter(|file| file.text == text);
        files.any(|file| {
            let beside = kind == Kind::GitLab && path == GITLAB_CI_BESIDE;
            file.path == path || in_gitea(file.path) == path || beside
        })
    };
    if [Variant::PullRequestTarget, Variant::WorkflowRun].into_iter().any(same) {
        Installed::Current
    } else {
        Installed::Changed
    }
}

/// Whether a job of this file runs `milepost` on a clone that has only the newest commits. Milepost's
/// own files fetch what they need.
#[must_use]
pub fn lacks_history(kind: Kind, text: &str) -> bool {
    if !text.lines().any(runs_milepost) {
        return false;
    }
    let setting = |key: &str| {
        let mut values = text.lines().filter_map(|line| {
            let value = line.trim().strip_prefix(key)?.strip_prefix(':')?;
            Some(value.split('#').next().unwrap_or_default().trim().trim_matches(['"', '\'']).to_owned())
        });
        values.next()
    };
    if text.contains("--unshallow") {
        return false;
    }
    match kind {
        Kind::GitHub | Kind::Forgejo => {
            let checks_out = text.lines().any(|line| {
                let action = line.trim().trim_start_matches("- ").strip_prefix("uses:").unwrap_or_default();
                action.split('@').next().is_some_and(|name| name.trim().ends_with("/checkout"))
            });
            checks_out && setting("fetch-depth").as_deref() != Some("0")
        }
        Kind::GitLab => {
            setting("GIT_STRATEGY").as_deref() != Some("none") && setting("GIT_DEPTH").as_deref() != Some("0")
        }
    }
}

/// Whether a line of a script calls the program.
fn runs_milepost(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '-']);
    let line = line.strip_prefix("run:").unwrap_or(line).trim_start();
    ["milepost check ", "milepost post ", "milepost report ", "milepost site "]
        .iter()
        .any(|call| format!("{line} ").starts_with(call) || line.contains(&format!(" {call}")))
}

/// Where a file of Milepost's gets the program from.
fn filled_in(kind: Kind, text: &str) -> Option<(Origin, Release)> {
    let value = |key: &str| {
        let mut values = text.lines().filter_map(|line| line.trim().strip_prefix(key)?.strip_prefix(": "));
        values.next().map(|value| value.trim_matches(['"', '\'']))
    };
    let (address, version) = match kind {
        Kind::GitHub | Kind::Forgejo => {
            // Other actions are named by a commit as well.
            let (_, after) = text.split_once("name: Install milepost\n")?;
            let mut lines = after.lines();
            let action = lines.next()?.trim().strip_prefix("uses: ")?;
            let version = lines.find_map(|line| line.trim().strip_prefix("version: "))?;
            (action.to_owned(), version)
        }
        Kind::GitLab => {
            let address = format!("{}@{}", value("MILEPOST_SOURCE")?, value("MILEPOST_COMMIT")?);
            (address, value("MILEPOST_VERSION")?)
        }
    };
    Some((Origin::parse(&address, "").ok()?, Release::parse(version).ok()?))
}

#[cfg(test)]
mod tests {
    use super::super::workflows::GITLAB_CI;
    use super::*;

    const KINDS: [Kind; 3] = [Kind::GitHub, Kind::GitLab, Kind::Forgejo];

    fn all(kind: Kind) -> Vec<WorkflowFile> {
        let address = match kind {
            Kind::GitHub => "example/milepost",
            Kind::GitLab | Kind::Forgejo => "https://git.example.com/a/b",
        };
        let origin = Origin::parse(&format!("{address}@{}", "a".repeat(40)), "").unwrap();
        let release = Release::parse("1.2.3").unwrap();
        let variants = [Variant::WorkflowRun, Variant::PullRequestTarget];
        variants
            .into_iter()
            .flat_map(|variant| workflows(kind, variant, &origin, &release).unwrap())
            .collect()
    }

    #[test]
    fn what_this_program_writes_is_current_until_somebody_changes_it() {
        for kind in KINDS {
            for WorkflowFile { path, text } in all(kind) {
                assert!(places(kind).contains(&path), "{path}");
                assert_eq!(installed(kind, path, &text), Installed::Current, "{path}");
                assert_eq!(installed(kind, path, &text.replace('\n', "\r\n")), Installed::Current, "{path}");
                assert_eq!(installed(kind, path, &format!("{text}# mine\n")), Installed::Changed, "{path}");
                assert!(!lacks_history(kind, &text), "{path}");
                assert_eq!(installed(kind, &in_gitea(path), &text), Installed::Current, "{path}");
                assert_eq!(posts(&text), path.ends_with("/milepost.yml") || path == GITLAB_CI, "{path}");
                let beside = if kind == Kind::GitLab { Installed::Current } else { Installed::Changed };
                assert_eq!(installed(kind, GITLAB_CI_BESIDE, &text), beside, "{path}");
            }
        }
    }

    #[test]
    fn files_of_ones_own_are_told_apart_and_their_depth_is_seen() {
        let own = "jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v5\n      - run: milepost check --base x\n";
        assert_eq!(installed(Kind::GitHub, ".github/workflows/own.yml", own), Installed::Own);
        assert!(lacks_history(Kind::GitHub, own));
        let deep = own.replace("@v5\n", "@v5\n        with:\n          fetch-depth: 0 # all of it\n");
        assert!(!lacks_history(Kind::GitHub, &deep));
        let other = "steps:\n  - uses: actions/checkout@v5\n  - run: make milepost\n";
        assert_eq!(installed(Kind::GitHub, ".github/workflows/own.yml", other), Installed::Foreign);
        assert!(!lacks_history(Kind::GitHub, other));
        let gitlab = "a:\n  script:\n    - milepost check\n";
        assert!(lacks_history(Kind::GitLab, gitlab));
        assert!(!lacks_history(Kind::GitLab, &format!("variables:\n  GIT_DEPTH: \"0\"\n{gitlab}")));
    }
}
