//! Which files of a learning repository need a review by its owners, in the syntax of each forge.
//!
//! The patterns are the same for every team, so that nobody who joins or leaves alters the file; only
//! a change of `owners` in the policy does. Facts about the forges:
//! - GitHub takes the first of `.github/`, the top and `docs/`, and of the patterns the last that
//!   matches; patterns are like those of `.gitignore`, without `!` and `[ ]` (docs.github.com, "About
//!   code owners").
//! - GitLab takes the first of the top, `docs/` and `.gitlab/`; `*` stays within a folder, the last
//!   match of each section counts, and an `@name` in a comment is one, too (docs.gitlab.com, "Syntax of
//!   CODEOWNERS file" and "Advanced CODEOWNERS configuration").
//! - Forgejo takes the first of the top, `docs/`, `.gitea/` and `.forgejo/`; a pattern is a regular
//!   expression of Go for the whole path without a slash at its front, a backslash escapes the next
//!   character already before that, and every line that matches asks for reviews (docs.gitea.com, "Code
//!   Owners"; Forgejo, services/issue/pull.go).

use super::Kind;

/// Where the lines of Milepost begin in the file.
const BEGIN: &str = "# milepost: begin";
/// Where they end.
const END: &str = "# milepost: end";

/// What a pattern covers.
enum Covered {
    /// The files of a folder, at every depth.
    Folder(&'static str),
    /// One file, or several: `*` stands for any characters but `/`.
    Files(&'static str),
}

use Covered::{Files, Folder};

/// What needs an owner's review in the learning repository itself. A profile is among it because it
/// says whose approval counts for whom: mentors, manager, accounts, addresses and keys.
const OWN: [(Covered, &str); 8] = [
    (Files("milepost.*"), "the policy"),
    (Folder("framework"), "skills, roles, modules, credentials"),
    (Folder("teams"), "teams and what they need"),
    (Folder("programs"), "programs"),
    (Files("people/*/profile.*"), "mentors, accounts and addresses: they say whose approval counts"),
    (Folder(".milepost"), "templates and schemas"),
    (Folder(".vscode"), "settings of the editor"),
    (Files(".gitattributes"), "what a forge shows of a change"),
];

/// The folders and files at the top of a Git repository that decide what CI runs and who reviews, where
/// all of it is the learning repository.
fn at_the_top(kind: Kind) -> Vec<(Covered, &'static str)> {
    let mut covered = match kind {
        Kind::GitHub => vec![(Folder(".github"), "what CI runs, and who reviews")],
        Kind::GitLab => vec![
            (Files(".gitlab-ci.yml"), "what CI runs"),
            (Folder(".gitlab"), "templates of merge requests, and who reviews"),
        ],
        Kind::Forgejo => vec![
            (Folder(".forgejo"), "what CI runs, and who reviews"),
            (Folder(".gitea"), "what CI runs, and who reviews"),
        ],
    };
    // Wherever the file lies that the forge takes, nobody else may take lines out of it.
    covered.extend(["CODEOWNERS", "docs/CODEOWNERS"].map(|path| (Files(path), "who reviews")));
    covered
}

/// The CI files that Milepost brings, where the learning repository is a folder of a larger one: the rest
/// there is others' business.
fn beside(kind: Kind) -> Vec<(Covered, &'static str)> {
    match kind {
        Kind::GitHub => vec![(Files(".github/workflows/milepost*"), "what CI runs")],
        Kind::GitLab => Vec::new(),
        Kind::Forgejo => vec![(Files(".forgejo/workflows/milepost*"), "what CI runs")],
    }
}

/// Where a forge looks for the file, in its order. The first that exists counts; a new one goes to the
/// first place, so that no other can come before it.
#[must_use]
pub fn places(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::GitHub => &[".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"],
        Kind::GitLab => &["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"],
        Kind::Forgejo => &["CODEOWNERS", "docs/CODEOWNERS", ".gitea/CODEOWNERS", ".forgejo/CODEOWNERS"],
    }
}

/// Whether an account's name can be written into the file: nothing in it ends a line, begins a comment or
/// names a second account.
#[must_use]
pub fn is_login(text: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    !text.is_empty() && text.len() <= 255 && text.bytes().all(inner)
}

/// The lines for the file: `owners` have to review what decides about others. `root` is the learning
/// repository's folder in the Git repository, `""` for the top. Names of accounts that are none are
/// left out.
#[must_use]
pub fn lines(kind: Kind, root: &str, owners: &[String]) -> String {
    let owners: Vec<String> =
        owners.iter().filter(|login| is_login(login)).map(|login| format!("@{login}")).collect();
    let owners = owners.join(" ");
    let own = OWN.iter().map(|(covered, about)| (pattern(kind, root, covered), *about));
    let others = if root.is_empty() { at_the_top(kind) } else { beside(kind) };
    let others = others.iter().map(|(covered, about)| (pattern(kind, "", covered), *about));
    let mut text = format!(
        "{BEGIN}\n\
         # These files decide about everybody, so an owner of the learning repository has to approve changes to them.\n\
         # Made by `milepost codeowners --write` from `owners` in milepost.yaml; run it again when they change.\n"
    );
    if kind == Kind::GitLab {
        text.push_str(&format!("[Milepost] {owners}\n"));
    }
    for (pattern, about) in own.chain(others) {
        text.push_str(&format!("# {about}\n"));
        match kind {
            Kind::GitHub | Kind::Forgejo => text.push_str(&format!("{pattern} {owners}\n")),
            Kind::GitLab => text.push_str(&format!("{pattern}\n")),
        }
    }
    text.push_str(END);
    text.push('\n');
    text
}

fn pattern(kind: Kind, root: &str, covered: &Covered) -> String {
    let path = |name: &str| if root.is_empty() { name.to_owned() } else { format!("{root}/{name}") };
    match (kind, covered) {
        (Kind::GitHub | Kind::GitLab, Folder(name)) => format!("/{}/", glob(&path(name))),
        (Kind::GitHub | Kind::GitLab, Files(name)) => format!("/{}", glob(&path(name))),
        (Kind::Forgejo, Folder(name)) => format!("{}/.*", expression(&path(name))),
        (Kind::Forgejo, Files(name)) => expression(&path(name)),
    }
}

/// A space would end the pattern.
fn glob(path: &str) -> String {
    path.replace(' ', "\\ ")
}

/// A path as a regular expression: what has a meaning there stands in brackets, which need no backslash.
fn expression(path: &str) -> String {
    let mut text = String::new();
    for character in path.chars() {
        match character {
            '*' => text.push_str("[^/]*"),
            '.' | '+' | '?' | '(' | ')' | '{' | '}' | '|' | '$' => text.push_str(&format!("[{character}]")),
            '[' | ']' | '^' | '\\' => text.push_str(&format!("\\\\\\{character}")),
            ' ' | '#' => text.push_str(&format!("\\{character}")),
            plain => text.push(plain),
        }
    }
    text
}

/// The file with `lines` in the place of those that it had before, at its end: on GitHub and GitLab
/// the last pattern that matches decides, so nothing may follow. All else stays as it is.
///
/// `None` where Milepost's lines begin and do not end, so that nobody knows which others are theirs.
#[must_use]
pub fn updated(file: &str, lines: &str) -> Option<String> {
    let mut text = String::new();
    let mut within = false;
    for line in file.split_inclusive('\n') {
        match line.trim_end() {
            BEGIN if !within => within = true,
            END if within => within = false,
            _ if within => {}
            _ => text.push_str(line),
        }
    }
    if within {
        return None;
    }
    let kept = text.trim_end().len();
    text.truncate(kept);
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(lines);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [Kind; 3] = [Kind::GitHub, Kind::GitLab, Kind::Forgejo];

    fn owners() -> Vec<String> {
        vec!["ana-soto".into(), "ben".into()]
    }

    #[test]
    fn each_forge_reads_its_own_syntax() {
        for kind in KINDS {
            let text = lines(kind, "", &owners());
            insta::assert_snapshot!(format!("codeowners_{}", kind.name().to_lowercase()), text);
            assert_eq!(text.contains("[Milepost] @ana-soto @ben"), kind == Kind::GitLab);
            for comment in text.lines().filter(|line| line.starts_with('#')) {
                assert!(!comment.contains('@'), "GitLab reads it as an owner: {comment}");
            }
        }
    }

    /// Whether a pattern covers a path, by the rules of the forge as they are told at the top.
    fn covers(kind: Kind, pattern: &str, path: &str) -> bool {
        let expression = match kind {
            Kind::Forgejo => pattern.to_owned(),
            Kind::GitHub | Kind::GitLab => {
                let glob = pattern.strip_prefix('/').unwrap().replace('.', "[.]").replace('*', "[^/]*");
                if glob.ends_with('/') { format!("{glob}.*") } else { glob }
            }
        };
        matches_whole(&expression, path)
    }

    /// The few parts of regular expressions that the patterns use.
    fn matches_whole(expression: &str, text: &str) -> bool {
        if expression.is_empty() {
            return text.is_empty();
        }
        if let Some(rest) = expression.strip_prefix("[^/]*") {
            let most = text.find('/').unwrap_or(text.len());
            return (0..=most).any(|at| text.is_char_boundary(at) && matches_whole(rest, &text[at..]));
        }
        if let Some(rest) = expression.strip_prefix(".*") {
            return (0..=text.len()).any(|at| text.is_char_boundary(at) && matches_whole(rest, &text[at..]));
        }
        let (wanted, rest) = match expression.strip_prefix('[') {
            Some(inner) => (inner.chars().next().unwrap(), inner.split_once(']').unwrap().1),
            None => (expression.chars().next().unwrap(), &expression[1..]),
        };
        text.strip_prefix(wanted).is_some_and(|text| matches_whole(rest, text))
    }

    fn patterns(text: &str) -> Vec<&str> {
        text.lines()
            .filter(|line| !line.starts_with('#') && !line.starts_with("[Milepost]"))
            .map(|line| line.split(' ').next().unwrap())
            .collect()
    }

    #[test]
    fn what_decides_about_others_is_covered_and_everyday_records_are_not() {
        for kind in KINDS {
            let text = lines(kind, "", &owners());
            let covered = |path: &str| patterns(&text).iter().any(|pattern| covers(kind, pattern, path));
            let ci = match kind {
                Kind::GitHub => ".github/workflows/milepost.yml",
                Kind::GitLab => ".gitlab-ci.yml",
                Kind::Forgejo => ".forgejo/workflows/milepost.yml",
            };
            let own = [
                "milepost.yaml",
                "framework/skills/rust.yaml",
                "teams/payments.yaml",
                "programs/cohort.yaml",
                "people/ana/profile.yaml",
                "people/ana/profile.yml",
                ".milepost/templates/report/team.md",
                ".gitattributes",
                ci,
            ];
            for path in own.iter().chain(places(kind)) {
                assert!(covered(path), "{}: {path}\n{text}", kind.name());
            }
            for path in [
                "people/ana/goals/2026-10-05-rust.yaml",
                "people/ana/portfolio/x.md",
                "README.md",
                "docs/a/milepost.yaml",
            ] {
                assert!(!covered(path), "{}: {path}\n{text}", kind.name());
            }
        }
    }

    #[test]
    fn in_a_larger_repository_only_its_own_is_covered() {
        for kind in KINDS {
            let text = lines(kind, "docs/learning (new)", &owners());
            let of_others = patterns(&text).into_iter().filter(|pattern| !pattern.contains("docs/learning"));
            let of_others: Vec<_> = of_others.collect();
            let expected: &[&str] = match kind {
                Kind::GitHub => &["/.github/workflows/milepost*"],
                Kind::GitLab => &[],
                Kind::Forgejo => &["[.]forgejo/workflows/milepost[^/]*"],
            };
            assert_eq!(of_others, expected);
            assert!(text.contains("docs/learning\\ "), "the space is escaped: {text}");
        }
    }

    #[test]
    fn an_account_cannot_write_lines_of_its_own() {
        for login in ["ben\n* @eve", "ben @eve", "ben#", "", "ben\u{a0}", "a/b"] {
            assert!(!is_login(login), "{login:?}");
            let text = lines(Kind::GitHub, "", &[login.to_owned(), "ana".into()]);
            assert!(!text.contains("@eve") && text.contains("/milepost.* @ana\n"), "{text}");
        }
    }

    #[test]
    fn other_lines_stay_and_come_first() {
        let new = lines(Kind::GitHub, "", &["ana".into()]);
        let newer = lines(Kind::GitHub, "", &owners());
        let file = updated("", &new).unwrap();
        assert_eq!(file, new);
        assert_eq!(updated(&file, &new).unwrap(), file, "a second time changes nothing");
        let mixed = format!("/docs/ @writers\n\n{new}\n/src/ @developers\n");
        assert_eq!(
            updated(&mixed, &newer).unwrap(),
            format!("/docs/ @writers\n\n\n/src/ @developers\n\n{newer}")
        );
        let windows = format!("/docs/ @writers\r\n{}", new.replace('\n', "\r\n"));
        assert_eq!(updated(&windows, &new).unwrap(), format!("/docs/ @writers\n\n{new}"));
        assert_eq!(updated(&format!("{BEGIN}\n/a/ @b\n/c/ @d\n"), &new), None);
    }
}
