//! The page of a forge where somebody begins a new file, with name and text filled in.
//!
//! Facts: GitHub takes `filename` and `value` (isaacs/github issue 1527), Gitea and Forgejo the same
//! since 1.16 (go-gitea/gitea pull request 16556); GitLab takes `file_name` and `content`
//! (app/views/projects/blob/_editor.html.haml).

use super::{Kind, Project};
use crate::report::permalink::encoded;

/// The address of that page. `branch` is the branch that the file is to come to, `path` the file's place
/// in the Git repository. An empty `text` is left out. Nothing where the project is known by its number
/// only, or the branch is no name of one.
#[must_use]
pub fn new_file_page(project: &Project, branch: &str, path: &str, text: &str) -> Option<String> {
    let Project { kind, server, name, .. } = project;
    if !name.contains('/') || branch.is_empty() || has_dots(branch) || has_dots(path) {
        return None;
    }
    let (between, file, content) = match kind {
        Kind::GitHub => ("new", "filename", "value"),
        Kind::GitLab => ("-/new", "file_name", "content"),
        Kind::Forgejo => ("_new", "filename", "value"),
    };
    let mut page = format!("{server}/{name}/{between}/{}?{file}={}", encoded(branch), encoded(path));
    if !text.is_empty() {
        page.push_str(&format!("&{content}={}", encoded(text).replace('/', "%2F")));
    }
    Some(page)
}

/// Whether a browser would take a part for a step to another folder.
fn has_dots(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(kind: Kind) -> Project {
        Project {
            kind,
            api: String::new(),
            server: "https://git.example.com".into(),
            name: "example/learning".into(),
        }
    }

    #[test]
    fn each_forge_has_its_page() {
        for (kind, expected) in [
            (Kind::GitHub, "new/main?filename=people/ana/a.yaml&value=date%3A%20%0Aa%2Fb%26%23"),
            (Kind::GitLab, "-/new/main?file_name=people/ana/a.yaml&content=date%3A%20%0Aa%2Fb%26%23"),
            (Kind::Forgejo, "_new/main?filename=people/ana/a.yaml&value=date%3A%20%0Aa%2Fb%26%23"),
        ] {
            let page = new_file_page(&project(kind), "main", "people/ana/a.yaml", "date: \na/b&#").unwrap();
            assert_eq!(page, format!("https://git.example.com/example/learning/{expected}"));
        }
        let page = new_file_page(&project(Kind::GitHub), "release/2 ü", "a.yaml", "").unwrap();
        assert_eq!(page, "https://git.example.com/example/learning/new/release/2%20%C3%BC?filename=a.yaml");
    }

    #[test]
    fn no_page_leads_elsewhere() {
        for (branch, path) in [("..", "a"), ("a/../../b", "a"), ("", "a"), ("main", "../a"), ("main", "a//b")]
        {
            assert_eq!(new_file_page(&project(Kind::GitHub), branch, path, ""), None, "{branch} {path}");
        }
        let numbered = Project { name: "12".into(), ..project(Kind::GitLab) };
        assert_eq!(new_file_page(&numbered, "main", "a", ""), None);
    }
}
