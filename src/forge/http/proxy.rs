//! Proxies as the usual variables name them. Nothing here reads the environment: a look-up is
//! handed in, and the password in a proxy's address is never shown.

use std::fmt;

use super::address::Origin;
use super::secret::Secret;
use crate::forge::Failure;

/// Which proxies there are. `Debug` shows no address, since it may hold a password.
#[derive(Clone, Default)]
pub struct Proxies {
    https: Option<Named>,
    http: Option<Named>,
    exempt: Vec<String>,
}

#[derive(Clone)]
struct Named {
    variable: &'static str,
    address: String,
}

/// The proxy for a host.
pub(super) struct Proxy {
    pub(super) inner: ureq::Proxy,
    /// Name and password, where it has them.
    pub(super) secrets: Vec<Secret>,
}

impl Proxies {
    /// Reads the variables that most programs know: `https_proxy`, `http_proxy`, `all_proxy`,
    /// `no_proxy`, each also in capitals. The small ones go first, as in curl. `look_up` gives a
    /// variable's value.
    pub fn from_variables(look_up: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: &[&'static str]| {
            names.iter().find_map(|variable| {
                let address = look_up(variable)?.trim().to_owned();
                (!address.is_empty()).then_some(Named { variable, address })
            })
        };
        let exempt = first(&["no_proxy", "NO_PROXY"]).map(|named| named.address).unwrap_or_default();
        let exempt = exempt.split([',', ' ']).map(str::trim).filter(|host| !host.is_empty());
        Self {
            https: first(&["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]),
            http: first(&["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]),
            exempt: exempt.map(str::to_ascii_lowercase).collect(),
        }
    }

    /// The proxy for `origin`. This machine is always asked directly.
    ///
    /// # Errors
    /// [`Failure::Unreachable`] where the variable holds no address of an http(s) proxy.
    pub(super) fn chosen(&self, origin: &Origin) -> Result<Option<Proxy>, Failure> {
        let named = if origin.tls { &self.https } else { &self.http };
        let Some(named) = named else { return Ok(None) };
        if origin.is_loopback() || self.exempt.iter().any(|entry| exempts(entry, origin)) {
            return Ok(None);
        }
        let unusable = || {
            let variable = named.variable;
            let reason =
                format!("{variable} holds no address of an http proxy; write http://HOST:PORT there");
            Failure::Unreachable { reason }
        };
        let inner = ureq::Proxy::new(&named.address).map_err(|_| unusable())?;
        let speaks_http = matches!(inner.protocol(), ureq::ProxyProtocol::Http | ureq::ProxyProtocol::Https);
        let port =
            inner.uri().authority().and_then(|authority| authority.as_str().rsplit(inner.host()).next());
        let port = port.and_then(|port| port.strip_prefix(':'));
        if !speaks_http || port.is_some_and(|port| port.parse::<u16>().is_err()) {
            return Err(unusable());
        }
        let written = named.address.rsplit_once('@').map(|(before, _)| before);
        let written = written.map(|before| before.rsplit('/').next().unwrap_or(before));
        let secrets = [written, inner.password()].into_iter().flatten().filter_map(Secret::new).collect();
        Ok(Some(Proxy { inner, secrets }))
    }
}

/// Whether an entry of `no_proxy` names the host: `*`, a name with everything below it (with or
/// without `.` or `*.` before it), an address; each also with a port. Ranges of addresses are not known.
fn exempts(entry: &str, origin: &Origin) -> bool {
    if entry == "*" {
        return true;
    }
    let host = origin.host.as_str();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if entry == host || entry == bare {
        return true;
    }
    let name = match entry.rsplit_once(':') {
        Some((name, port)) if port.parse() == Ok(origin.port) => name,
        Some(_) => return false,
        None => entry,
    };
    let name = name.trim_start_matches('*').trim_start_matches('.');
    let below = host.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'));
    !name.is_empty() && below
}

impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let variables = [&self.https, &self.http].map(|named| named.as_ref().map(|named| named.variable));
        f.debug_struct("Proxies").field("variables", &variables).field("exempt", &self.exempt).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(variables: &[(&str, &str)], address: &str) -> Result<Option<String>, Failure> {
        let look_up = |name: &str| {
            variables.iter().find(|(variable, _)| *variable == name).map(|(_, value)| (*value).to_owned())
        };
        let proxies = Proxies::from_variables(look_up);
        assert!(!format!("{proxies:?}").contains("pass"));
        let (origin, _) = Origin::split(address).unwrap();
        Ok(proxies.chosen(&origin)?.map(|proxy| format!("{}:{}", proxy.inner.host(), proxy.inner.port())))
    }

    #[test]
    fn the_usual_variables_name_the_proxy() {
        let host = "https://git.example.com/api";
        let proxy = |name: &str| Ok(Some(format!("{name}:8080")));
        assert_eq!(chosen(&[("HTTPS_PROXY", "http://p:8080")], host), proxy("p"));
        assert_eq!(chosen(&[("HTTPS_PROXY", "http://p:8080"), ("https_proxy", "q:8080")], host), proxy("q"));
        assert_eq!(chosen(&[("all_proxy", "http://user:password@p:8080/")], host), proxy("p"));
        assert_eq!(chosen(&[("HTTP_PROXY", "http://p:8080")], host), Ok(None));
        assert_eq!(chosen(&[("HTTP_PROXY", "http://p:8080")], "http://x.example"), proxy("p"));
        assert_eq!(chosen(&[("HTTPS_PROXY", " ")], host), Ok(None));
        assert_eq!(chosen(&[("all_proxy", "http://p:8080")], "http://127.0.0.1:3000"), Ok(None));
    }

    #[test]
    fn exempt_hosts_are_asked_directly() {
        let with = |exempt: &str| {
            let variables = [("HTTPS_PROXY", "http://p:8080"), ("NO_PROXY", exempt)];
            chosen(&variables, "https://git.example.com/").unwrap().is_none()
        };
        for exempt in
            ["*", "git.example.com", "example.com", ".example.com", "a, *.Example.com", "example.com:443"]
        {
            assert!(with(exempt), "{exempt}");
        }
        for exempt in
            ["", ",", ".", "*.", "xample.com", "it.example.com", "example.com:80", "example.org", "com.:"]
        {
            assert!(!with(exempt), "{exempt}");
        }
    }

    #[test]
    fn an_unusable_proxy_is_told_without_its_password() {
        for address in
            ["http://user:password@", "socks5://user:password@p:1", "user:password", "::::", "http://"]
        {
            let failure = chosen(&[("https_proxy", address)], "https://x.example").unwrap_err();
            let told = "it cannot be reached: https_proxy holds no address of an http proxy; write http://HOST:PORT there";
            assert_eq!(failure.to_string(), told, "{address}");
        }
    }
}
