//! Addresses of lines at a commit, from a template that names the forge's way of writing them.

use std::fmt::Display;

/// Where a file of a commit is shown: an http(s) address with `{commit}`, `{path}` and `{line}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permalink {
    template: String,
    /// The learning repository's folder in the Git repository; `""` for the top.
    root: String,
}

impl Permalink {
    /// Reads a template such as `https://git.example.com/o/r/blob/{commit}/{path}#L{line}`.
    /// `root` is the learning repository's folder in the Git repository.
    ///
    /// # Errors
    /// What is wrong with it, a sentence without full stop.
    pub fn new(template: &str, root: &str) -> Result<Self, String> {
        if !template.starts_with("https://") && !template.starts_with("http://") {
            return Err(format!("`{template}` does not begin with https:// or http://"));
        }
        for part in ["{commit}", "{path}"] {
            if !template.contains(part) {
                return Err(format!("`{template}` lacks {part}"));
            }
        }
        Ok(Self { template: template.to_owned(), root: root.to_owned() })
    }

    /// The address of `line` (from 1) of the file at `path`, relative to the learning repository. Nothing
    /// where the path is none of the Git repository: a browser would take its parts for steps to another
    /// page of the forge.
    #[must_use]
    pub fn of(&self, commit: impl Display, path: &str, line: usize) -> Option<String> {
        let mut rest = path;
        let mut depth = self.root.split('/').filter(|part| !part.is_empty()).count();
        while let Some(above) = rest.strip_prefix("../") {
            (rest, depth) = (above, depth.checked_sub(1)?);
        }
        if rest.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return None;
        }
        // The path comes last, so that nothing in it is read as part of the template.
        let address = self
            .template
            .replace("{line}", &line.to_string())
            .replace("{commit}", &commit.to_string())
            .replace("{path}", &encoded(&in_repository(&self.root, path)));
        Some(address)
    }
}

/// `path`, relative to the learning repository, from the top of the Git repository: each `../` that
/// it begins with leads one folder up. `root` is the learning repository's folder, `""` for the top.
#[must_use]
pub fn in_repository(root: &str, path: &str) -> String {
    let mut parts: Vec<&str> = root.split('/').filter(|part| !part.is_empty()).collect();
    let mut rest = path;
    while let Some(above) = rest.strip_prefix("../") {
        parts.pop();
        rest = above;
    }
    parts.push(rest);
    parts.join("/")
}

/// Percent-encoded as RFC 3986 writes path segments; `/` stays.
#[must_use]
pub fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::ObjectId;

    #[test]
    fn a_line_has_an_address_in_which_the_path_is_encoded() {
        let commit = ObjectId([0xab; 20]);
        let template = "https://git.example.com/o/r/blob/{commit}/{path}#L{line}";
        let top = Permalink::new(template, "").unwrap();
        assert_eq!(
            top.of(commit, "people/ana/goals/a b#{line}).yaml", 7).unwrap(),
            format!(
                "https://git.example.com/o/r/blob/{}/people/ana/goals/a%20b%23%7Bline%7D%29.yaml#L7",
                "ab".repeat(20)
            )
        );
        let below = Permalink::new(template, "docs/lernen ä").unwrap();
        assert!(
            below.of(commit, "milepost.yaml", 1).unwrap().contains("/docs/lernen%20%C3%A4/milepost.yaml#L1")
        );
        let top = below.of(commit, "../../.github/workflows/a.yml", 1).unwrap();
        assert!(top.ends_with(&format!("/blob/{}/.github/workflows/a.yml#L1", "ab".repeat(20))), "{top}");
    }

    #[test]
    fn a_path_that_steps_elsewhere_has_no_address() {
        let template = "https://git.example.com/o/r/blob/{commit}/{path}#L{line}";
        let below = Permalink::new(template, "docs/learning").unwrap();
        for path in [
            "people/../../../../../../mallory/page",
            "../../../x",
            "../a/../../../x",
            "..",
            "../..",
            "people/..",
            "people/./x",
            "./x",
            "people//x",
            "/x",
            "x/",
            "",
        ] {
            assert_eq!(below.of("abc", path, 1), None, "{path}");
        }
        for path in ["../../a..yaml", "people/..ana/...yaml", "people/%2e%2e/x", "people/..\\..\\x"] {
            let address = below.of("abc", path, 1).unwrap();
            assert!(
                !address.contains("/../") && !address.contains("%2e") && !address.contains('\\'),
                "{address}"
            );
        }
        let top = Permalink::new(template, "").unwrap();
        assert_eq!(top.of("abc", "../x", 1), None);
    }

    #[test]
    fn a_template_that_leads_nowhere_is_refused() {
        for template in
            ["javascript:{commit}{path}", "https://x.example/{path}", "https://x.example/{commit}"]
        {
            assert!(Permalink::new(template, "").is_err(), "{template}");
        }
    }
}
