//! Addresses of lines on a forge, made of what is trusted: the server and the project as the forge
//! names them, and the head commit.

use crate::error::Error;
use crate::forge::{Kind, Project};
use crate::report::change::ChangeReport;
use crate::report::permalink::Permalink;

/// How a line of a file at a commit is addressed; nothing where the project is known by its number only.
/// `root` is the learning repository's folder.
///
/// # Errors
/// Where the server's address is none.
pub(super) fn permalink(project: &Project, root: &str) -> Result<Option<Permalink>, Error> {
    if !project.name.contains('/') {
        return Ok(None);
    }
    let between = match project.kind {
        Kind::GitHub => "/blob/",
        Kind::GitLab => "/-/blob/",
        Kind::Forgejo => "/src/commit/",
    };
    let template = format!("{}/{}{between}{{commit}}/{{path}}#L{{line}}", project.server, project.name);
    Permalink::new(&template, root).map(Some).map_err(|reason| Error::Usage {
        message: format!("the forge's address cannot be used: {reason}"),
        hint: "give the address of its interface with --api, such as https://git.example.com/api/v1".into(),
    })
}

/// Links every finding of a report that was read from a file to its line at `head`. Links that the
/// report brought along are dropped.
pub(super) fn link(report: &mut ChangeReport, permalink: Option<&Permalink>, head: &str) {
    for introduced in &mut report.introduced {
        let place = &introduced.finding.place;
        let line = place.region.as_ref().map_or(1, |region| region.start.line);
        introduced.permalink = permalink.and_then(|permalink| permalink.of(head, &place.path, line));
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
            let permalink = permalink(&project(kind, "https://git.example.com"), "docs").unwrap().unwrap();
            assert_eq!(permalink.of("abc", "a b.yaml", 7).as_deref(), Some(expected));
        }
        assert!(permalink(&project(Kind::GitHub, "javascript:"), "").is_err());
    }

    #[test]
    fn links_that_a_report_brings_along_are_dropped() {
        let mut report = sample::change();
        report.introduced[0].permalink = Some("https://evil.example/".into());
        let permalink = permalink(&project(Kind::GitHub, "https://git.example.com"), "").unwrap();
        link(&mut report, permalink.as_ref(), "abc");
        for introduced in &report.introduced {
            let address = introduced.permalink.as_deref().unwrap();
            assert!(address.starts_with("https://git.example.com/example/learning/blob/abc/"), "{address}");
        }
        report.introduced[0].finding.place.path = "people/../../../../../mallory/page".into();
        link(&mut report, permalink.as_ref(), "abc");
        assert_eq!(report.introduced[0].permalink, None);
    }
}
