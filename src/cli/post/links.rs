//! Addresses of lines on a forge, made of what is trusted: the server and the project as the forge
//! names them, and the head commit.

use crate::error::Error;
use crate::forge::{Kind, Project};
use crate::report::change::ChangeReport;
use crate::report::permalink::{Permalink, encoded, in_repository};

/// How a line of a file at a commit is addressed. `root` is the learning repository's folder.
///
/// # Errors
/// Where the server's address is none.
pub(super) fn permalink(project: &Project, root: &str) -> Result<Permalink, Error> {
    let between = match project.kind {
        Kind::GitHub => "/blob/",
        Kind::GitLab => "/-/blob/",
        Kind::Forgejo => "/src/commit/",
    };
    let template = format!("{}/{}{between}{{commit}}/{{path}}#L{{line}}", project.server, project.name);
    Permalink::new(&template, root).map_err(|reason| Error::Usage {
        message: format!("the forge's address cannot be used: {reason}"),
        hint: "give the address of its interface with --api, such as https://git.example.com/api/v1".into(),
    })
}

/// The page on which a file is begun on the branch that a change was merged into: `path` is relative to
/// the learning repository.
///
/// Facts: GitHub's new-file page reads `filename` and `value`, as do those of Gitea (since 1.15) and
/// Forgejo; GitLab's reads `file_name`, and nothing for the text.
pub(super) fn new_file(
    project: &Project,
    root: &str,
    branch: &str,
    path: &str,
    text: &str,
) -> Option<String> {
    if branch.is_empty() {
        return None;
    }
    let (server, name, branch) = (&project.server, &project.name, encoded(branch));
    let path = encoded(&in_repository(root, path));
    let text = encoded(text);
    Some(match project.kind {
        Kind::GitHub => format!("{server}/{name}/new/{branch}?filename={path}&value={text}"),
        Kind::GitLab => format!("{server}/{name}/-/new/{branch}?file_name={path}"),
        Kind::Forgejo => format!("{server}/{name}/_new/{branch}/?filename={path}&value={text}"),
    })
}

/// Links every finding of a report that was read from a file to its line at `head`. Links that the
/// report brought along are dropped.
pub(super) fn link(report: &mut ChangeReport, permalink: &Permalink, head: &str) {
    for introduced in &mut report.introduced {
        let place = &introduced.finding.place;
        let line = place.region.as_ref().map_or(1, |region| region.start.line);
        introduced.permalink = Some(permalink.of(head, &place.path, line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn project(kind: Kind, server: &str) -> Project {
        Project { kind, api: String::new(), server: server.into(), name: "example/learning".into() }
    }

    #[test]
    fn each_forge_has_its_way_of_naming_a_line() {
        for (kind, expected) in [
            (Kind::GitHub, "https://git.example.com/example/learning/blob/abc/docs/a%20b.yaml#L7"),
            (Kind::GitLab, "https://git.example.com/example/learning/-/blob/abc/docs/a%20b.yaml#L7"),
            (Kind::Forgejo, "https://git.example.com/example/learning/src/commit/abc/docs/a%20b.yaml#L7"),
        ] {
            let permalink = permalink(&project(kind, "https://git.example.com"), "docs").unwrap();
            assert_eq!(permalink.of("abc", "a b.yaml", 7), expected);
        }
        assert!(permalink(&project(Kind::GitHub, "javascript:"), "").is_err());
    }

    #[test]
    fn a_begun_file_has_its_address() {
        let project = |kind| project(kind, "https://git.example.com");
        let address =
            |kind| new_file(&project(kind), "docs", "main", "people/ana/x.yaml", "a: b&c\n").unwrap();
        assert_eq!(
            address(Kind::GitHub),
            "https://git.example.com/example/learning/new/main?filename=docs/people/ana/x.yaml&value=a%3A%20b%26c%0A"
        );
        assert_eq!(
            address(Kind::GitLab),
            "https://git.example.com/example/learning/-/new/main?file_name=docs/people/ana/x.yaml"
        );
        assert!(address(Kind::Forgejo).contains("/_new/main/?filename=docs/people"));
        assert_eq!(new_file(&project(Kind::GitHub), "", "", "x", "y"), None);
    }

    #[test]
    fn links_that_a_report_brings_along_are_dropped() {
        let mut report = sample::change();
        report.introduced[0].permalink = Some("https://evil.example/".into());
        link(&mut report, &permalink(&project(Kind::GitHub, "https://git.example.com"), "").unwrap(), "abc");
        for introduced in &report.introduced {
            let address = introduced.permalink.as_deref().unwrap();
            assert!(address.starts_with("https://git.example.com/example/learning/blob/abc/"), "{address}");
        }
    }
}
