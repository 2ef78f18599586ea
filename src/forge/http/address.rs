//! Addresses: which host a client talks to, and whether another address is the same host.

use std::net::IpAddr;

use ureq::http::Uri;

/// A host as browsers tell them apart: scheme, name and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    /// Whether it is https; otherwise http.
    pub(super) tls: bool,
    /// Its name in lower case, an IPv6 address in brackets.
    pub(super) host: String,
    /// Its port, also where the address leaves it out.
    pub(super) port: u16,
}

impl Origin {
    /// Takes an http(s) address apart: its host, and path and query as they are (`/` at least).
    /// `None` for anything else, an address with a name or password before the host included.
    pub(super) fn split(address: &str) -> Option<(Self, String)> {
        let uri: Uri = address.parse().ok()?;
        let tls = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let authority = uri.authority()?;
        if authority.as_str().contains('@') || authority.host().is_empty() {
            return None;
        }
        let host = authority.host().to_ascii_lowercase();
        let port = authority.port_u16().unwrap_or(if tls { 443 } else { 80 });
        let rest = uri.path_and_query().map_or("/", |rest| rest.as_str());
        Some((Self { tls, host, port }, rest.to_owned()))
    }

    /// Whether it is this machine.
    pub(super) fn is_loopback(&self) -> bool {
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// The address of a path on it.
    pub(super) fn address(&self, path: &str) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        format!("{scheme}://{}:{}{path}", self.host, self.port)
    }

    /// The same as people write it: without the port that goes without saying.
    pub(super) fn shown(&self, path: &str) -> String {
        match (self.tls, self.port) {
            (true, 443) => format!("https://{}{path}", self.host),
            (false, 80) => format!("http://{}{path}", self.host),
            (true | false, _) => self.address(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(address: &str) -> Option<(bool, String, u16, String)> {
        Origin::split(address).map(|(origin, rest)| (origin.tls, origin.host, origin.port, rest))
    }

    #[test]
    fn addresses_are_compared_by_scheme_host_and_port() {
        let split =
            |tls: bool, host: &str, port, rest: &str| Some((tls, host.to_owned(), port, rest.to_owned()));
        assert_eq!(origin("https://API.GitHub.com"), split(true, "api.github.com", 443, "/"));
        assert_eq!(origin("http://[::1]:3000/api/v1?x=1"), split(false, "[::1]", 3000, "/api/v1?x=1"));
        let hostile =
            ["ftp://x/", "//x/", "/x", "x", "", "https://", "https://u:p@x/", "https://x@y/", "https:///x"];
        for address in hostile {
            assert_eq!(origin(address), None, "{address}");
        }
    }

    #[test]
    fn this_machine_is_known_by_its_addresses() {
        for (host, is) in [
            ("localhost", true),
            ("127.3.2.1:80", true),
            ("[::1]:9", true),
            ("localhost.example.com", false),
            ("127.0.0.1.example.com", false),
            ("10.0.0.1", false),
        ] {
            let (origin, _) = Origin::split(&format!("http://{host}/")).unwrap();
            assert_eq!(origin.is_loopback(), is, "{host}");
        }
    }
}
