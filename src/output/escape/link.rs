//! Addresses that people gave: what of them may become a link, and how it is shown.

use super::{code, shorten};
use crate::record::{Address, Host};

/// An address as a report shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Host and path, or the whole text where it is no plain address. Not escaped.
    pub text: String,
    /// Where it leads, safe inside `(…)` of a Markdown link; nothing where it may be no link.
    pub target: Option<String>,
}

impl Link {
    /// The link in Markdown: `[host/path](target)`, or the text alone as code.
    #[must_use]
    pub fn markdown(&self) -> String {
        let text = code(&self.text);
        match &self.target {
            // A bracket inside a code span cannot end the link's text.
            Some(target) => format!("[{text}]({target})"),
            None => text,
        }
    }
}

/// How an evidence address is shown: host and path as text, a link only where it is plainly http
/// or https, without credentials and without odd characters.
///
/// Addresses of issues, pull requests, discussions and commits on github.com lead through
/// redirect.github.com, which GitHub provides so that a link leaves no "mentioned in" trace there.
#[must_use]
pub fn link(address: &str) -> Link {
    let target = link_target(address);
    let Some(Address { authority: host, rest: path, .. }) = linkable(address) else {
        return Link { text: shorten(address, 80), target: None };
    };
    let path_only = path.split(['?', '#']).next().unwrap_or_default();
    let text = shorten(&format!("{host}{}", path_only.trim_end_matches('/')), 80);
    let leaves_trace = matches!(host.to_ascii_lowercase().as_str(), "github.com" | "www.github.com")
        && path
            .split('/')
            .nth(3)
            .is_some_and(|kind| matches!(kind, "issues" | "pull" | "discussions" | "commit"));
    let target = if leaves_trace {
        target.map(|target| target.replacen(host, "redirect.github.com", 1))
    } else {
        target
    };
    Link { text, target }
}

/// The address as a Markdown link destination: every character that could end the link, or mean
/// anything to a forge, is percent-encoded. Nothing where it is no plain http(s) address.
#[must_use]
pub fn link_target(address: &str) -> Option<String> {
    let Address { secure, authority, rest: path, .. } = linkable(address)?;
    let scheme = if secure { "https" } else { "http" };
    let mut out = format!("{scheme}://{authority}");
    let bytes = path.as_bytes();
    for (i, byte) in bytes.iter().enumerate() {
        let encoded = || bytes.get(i + 1..i + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        match byte {
            b'&' => out.push_str("&amp;"),
            b'%' if encoded() => out.push('%'),
            b'-' | b'.' | b'_' | b'/' | b'?' | b'#' | b'=' | b';' | b',' | b'+' | b':' => {
                out.push(char::from(*byte));
            }
            _ if byte.is_ascii_alphanumeric() => out.push(char::from(*byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(out)
}

/// An address that may become a link. The brackets of an IPv6 address mean something in Markdown,
/// and forges cut what is longer than 2,000 characters.
fn linkable(address: &str) -> Option<Address<'_>> {
    let parts = Address::parse(address).ok()?;
    match parts.host {
        Host::Name(_) | Host::V4(_) if address.len() <= 2_000 => Some(parts),
        Host::Name(_) | Host::V4(_) | Host::V6(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_are_links() {
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//x.example",
            "https://a@b.example/",
            "https://a:b@c.example",
            "https://x.example\\@y",
            "https://[::1]/",
            "https://",
            "https://x.example/\u{202e}",
            "file:///etc",
            "https://x.example/a b",
            "https://ex\u{430}mple.org/",
        ] {
            assert_eq!(link(address).target, None, "{address}");
        }
    }

    #[test]
    fn nothing_in_an_address_ends_its_link() {
        let shown = link("https://git.example.com/a)b](c|d`e?x=1&y=<z>#f").markdown();
        assert_eq!(
            shown,
            "[`git.example.com/a)b](c`&#124;``d`e``](https://git.example.com/a%29b%5D%28c%7Cd%60e?x=1&amp;y=%3Cz%3E#f)"
        );
        assert_eq!(
            link("https://git.example.com/payments/worker/pull/412").markdown(),
            "[`git.example.com/payments/worker/pull/412`](https://git.example.com/payments/worker/pull/412)"
        );
    }

    #[test]
    fn links_leave_no_trace_in_issues_elsewhere() {
        let shown = link("https://github.com/o/r/pull/412");
        assert_eq!(shown.text, "github.com/o/r/pull/412");
        assert_eq!(shown.target.as_deref(), Some("https://redirect.github.com/o/r/pull/412"));
        assert_eq!(link("https://github.com/o/r").target.as_deref(), Some("https://github.com/o/r"));
    }
}
