//! Paths of requests. They are built of encoded parts, so that no name leads anywhere else.

use crate::forge::Failure;

/// Where a request goes on the forge: a path and a query, never another host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    text: String,
    below_base: bool,
}

impl Path {
    /// The path of these parts below the base address: `["repos", "example", "learning"]`. A `/`
    /// inside a part is encoded, which is how GitLab wants names of projects.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a part that is empty, `.` or `..`: a server would take it for
    /// another path, and nothing on a forge is named so.
    pub fn new(parts: &[&str]) -> Result<Self, Failure> {
        Ok(Self { text: joined(parts)?, below_base: true })
    }

    /// As [`Path::new`], from the top of the host instead of below the base address.
    ///
    /// # Errors
    /// As [`Path::new`].
    pub fn from_top(parts: &[&str]) -> Result<Self, Failure> {
        Ok(Self { text: joined(parts)?, below_base: false })
    }

    /// A path that the forge itself named, with its query; it begins with `/`.
    pub(super) fn named_by_forge(text: &str) -> Self {
        Self { text: text.to_owned(), below_base: false }
    }

    /// The same with a parameter in the query.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.text.push(if self.text.contains('?') { '&' } else { '?' });
        encode(name, &mut self.text);
        self.text.push('=');
        encode(value, &mut self.text);
        self
    }

    /// The path from the top of the host; `base` is the path of the base address, without `/` at
    /// its end.
    pub(super) fn on_host(&self, base: &str) -> String {
        if self.below_base { format!("{base}{}", self.text) } else { self.text.clone() }
    }
}

fn joined(parts: &[&str]) -> Result<String, Failure> {
    let mut text = String::new();
    for part in parts {
        if matches!(*part, "" | "." | "..") {
            return Err(Failure::NotFound);
        }
        text.push('/');
        encode(part, &mut text);
    }
    Ok(text)
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_name_changes_the_path() {
        let path = Path::new(&["repos", "a/../b", "100%", "ä?x#y\r\n"]).unwrap();
        let path = path.with("head", "o:br/an&ch=1 +").with("page", "2");
        assert_eq!(
            path.on_host("/api/v3"),
            "/api/v3/repos/a%2F..%2Fb/100%25/%C3%A4%3Fx%23y%0D%0A?head=o%3Abr%2Fan%26ch%3D1%20%2B&page=2"
        );
        for part in ["", ".", ".."] {
            assert_eq!(Path::new(&["repos", part]), Err(Failure::NotFound), "{part}");
        }
        assert_eq!(Path::from_top(&["api", "graphql"]).unwrap().on_host("/api/v3"), "/api/graphql");
    }

    proptest! {
        #[test]
        fn a_path_has_as_many_parts_as_it_was_given(
            parts in proptest::collection::vec("([.]{1,3}|/|%2[fF]|[?#&=\\\\;:@]|[a-z]|\\PC|[\\x00-\\x20]){0,6}", 1..5),
            value in "\\PC{0,6}",
        ) {
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let Ok(path) = Path::new(&parts) else {
                prop_assert!(parts.iter().any(|part| ["", ".", ".."].contains(part)));
                return Ok(());
            };
            let text = path.with("a", &value).on_host("/api");
            let uri: ureq::http::Uri = text.parse().unwrap();
            prop_assert_eq!(uri.path().split('/').count(), parts.len() + 2, "{}", &text);
            prop_assert!(uri.path().split('/').all(|part| part != "." && part != ".."), "{}", &text);
            prop_assert!(!uri.query().unwrap_or_default().contains(['&', '#', ' ']), "{}", &text);
        }
    }
}
