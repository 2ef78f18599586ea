//! Addresses of pages that people write into records: what is one, and from where it can be opened.
//!
//! The one definition for rules and for reports. How an address is shown is no matter of this file.

// Address arithmetic only: unlike `std::net`, `core::net` has no network.
use core::net::{Ipv4Addr, Ipv6Addr};

use crate::source::hidden::is_hidden;

/// An address of a page, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'a> {
    /// Whether it is `https` and not `http`.
    pub secure: bool,
    /// Host and port, as written.
    pub authority: &'a str,
    /// What the host is.
    pub host: Host<'a>,
    /// Everything from the first `/`, `?` or `#` on, as written; may be empty.
    pub rest: &'a str,
}

/// The machine that an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host<'a> {
    /// By a name.
    Name(&'a str),
    /// By a number, in any of the forms that browsers read.
    V4(Ipv4Addr),
    /// By a number in brackets.
    V6(Ipv6Addr),
}

/// Why a text is no address of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// It does not begin with `https://` or `http://`.
    Scheme,
    /// It has a space, a hidden character or a backslash, which programs read in different ways.
    Character,
    /// It has a user name or a password before the host.
    Credentials,
    /// The host or the port is missing or none; names are those of the DNS, in ASCII.
    Host,
}

/// From where a page can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// From everywhere, as far as the address tells.
    Anywhere,
    /// Only from the machine on which it is: everybody else finds another machine, their own.
    ThisMachine,
    /// Only from one network, or from nowhere at all.
    OneNetwork,
}

impl<'a> Address<'a> {
    /// Takes `text` apart.
    ///
    /// # Errors
    /// Why it is no address of a page.
    pub fn parse(text: &'a str) -> Result<Self, LinkFault> {
        let (scheme, after) = text.split_once("://").ok_or(LinkFault::Scheme)?;
        let secure = scheme.eq_ignore_ascii_case("https");
        if !secure && !scheme.eq_ignore_ascii_case("http") {
            return Err(LinkFault::Scheme);
        }
        if text.chars().any(|c| is_hidden(c) || c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(LinkFault::Character);
        }
        let (authority, rest) = after.split_at(after.find(['/', '?', '#']).unwrap_or(after.len()));
        if authority.contains('@') {
            return Err(LinkFault::Credentials);
        }
        let host = host(authority).ok_or(LinkFault::Host)?;
        Ok(Self { secure, authority, host, rest })
    }

    /// From where the page can be opened, as far as the address itself tells.
    #[must_use]
    pub fn reach(&self) -> Reach {
        match self.host {
            Host::Name(name) => reach_of_name(name),
            Host::V4(address) => reach_of_v4(address),
            Host::V6(address) => reach_of_v6(address),
        }
    }
}

/// Host and port taken apart, and both checked.
fn host(authority: &str) -> Option<Host<'_>> {
    if let Some((literal, port)) = authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let port_is_sound = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
        return literal.parse().ok().filter(|_| port_is_sound).map(Host::V6);
    }
    let (name, port) = authority.split_once(':').unwrap_or((authority, "0"));
    let named = name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    if !named || !is_port(port) {
        return None;
    }
    if ends_in_a_number(name) { v4(name).map(Host::V4) } else { Some(Host::Name(name)) }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// The name without the dot that may end it: `localhost.` is `localhost`.
fn without_root(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

/// Whether browsers read the host as a number (WHATWG URL, "ends in a number checker").
fn ends_in_a_number(name: &str) -> bool {
    let last = without_root(name).rsplit('.').next().unwrap_or_default();
    !last.is_empty() && (last.bytes().all(|b| b.is_ascii_digit()) || number(last).is_some())
}

/// The address in one of the forms that browsers read: one to four decimal, octal (`0177`) or
/// hexadecimal (`0x7f`) numbers, of which the last one fills up what is left (WHATWG URL, "IPv4
/// parser").
fn v4(name: &str) -> Option<Ipv4Addr> {
    let mut parts = Vec::new();
    for part in without_root(name).split('.') {
        parts.push(number(part)?);
        if parts.len() > 4 {
            return None;
        }
    }
    let last = parts.pop()?;
    let bytes_left = u32::try_from(4 - parts.len()).ok()?;
    if parts.iter().any(|part| *part > 255) || last >= 256_u64.pow(bytes_left) {
        return None;
    }
    let leading = parts.iter().zip([24, 16, 8]).map(|(part, shift)| part << shift).sum::<u64>();
    u32::try_from(leading + last).ok().map(Ipv4Addr::from)
}

/// A decimal, octal or hexadecimal number; one beyond 64 bits is none.
fn number(text: &str) -> Option<u64> {
    let hexadecimal = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let (digits, radix) = match (hexadecimal, text.strip_prefix('0')) {
        (Some(digits), _) => (digits, 16),
        (None, Some(digits)) if !digits.is_empty() => (digits, 8),
        (None, _) => (text, 10),
    };
    match digits {
        // Browsers read a bare `0x` as zero.
        "" => (radix == 16).then_some(0),
        // `from_str_radix` would take a sign.
        _ if digits.bytes().all(|b| b.is_ascii_alphanumeric()) => u64::from_str_radix(digits, radix).ok(),
        _ => None,
    }
}

/// Names that lead to the reader's own machine, and names below them.
const OWN_MACHINE: [&str; 2] = ["localhost", "localdomain"];

/// Names in a company's own network, such as `wiki.corp.internal`, are names like any other: the
/// colleagues who read them can open them.
fn reach_of_name(name: &str) -> Reach {
    let top = without_root(name).rsplit('.').next().unwrap_or_default();
    let own = OWN_MACHINE.iter().any(|domain| top.eq_ignore_ascii_case(domain));
    if own { Reach::ThisMachine } else { Reach::Anywhere }
}

fn reach_of_v4(address: Ipv4Addr) -> Reach {
    let [first, second, ..] = address.octets();
    // 100.64.0.0/10 is shared between a provider and its customers (RFC 6598), and used by VPNs;
    // from 224 on there are groups and reserved numbers, no machines.
    let shared = first == 100 && (64..128).contains(&second);
    if address.is_loopback() || first == 0 {
        Reach::ThisMachine
    } else if address.is_private() || address.is_link_local() || shared || first >= 224 {
        Reach::OneNetwork
    } else {
        Reach::Anywhere
    }
}

fn reach_of_v6(address: Ipv6Addr) -> Reach {
    if address.is_loopback() || address.is_unspecified() {
        return Reach::ThisMachine;
    }
    if let Some(inner) = embedded(address) {
        return reach_of_v4(inner);
    }
    let [first, ..] = address.segments();
    // fe80::/10 link-local and fec0::/10 site-local; fc00::/7 unique local; ff00::/8 groups.
    let local = first & 0xff80 == 0xfe80;
    if local || first & 0xfe00 == 0xfc00 || first & 0xff00 == 0xff00 {
        Reach::OneNetwork
    } else {
        Reach::Anywhere
    }
}

/// The IPv4 address that an IPv6 address stands for: mapped (`::ffff:…`), compatible (`::…`),
/// translated (`64:ff9b::…`, RFC 6052) or by way of 6to4 (`2002:…`, RFC 3056).
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let inner = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match address.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            Some(inner(high, low))
        }
        [0x2002, high, low, ..] => Some(inner(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(text: &str) -> Result<Reach, LinkFault> {
        Address::parse(text).map(|address| address.reach())
    }

    #[test]
    fn pages_of_the_web_can_be_opened_from_anywhere() {
        for text in [
            "https://git.example.com/payments/worker/pull/412",
            "HTTP://Example.COM",
            "https://example.com:8443?q=1",
            "https://medium.example/@ana/post#a@b",
            "https://my_host.example/",
            "https://xn--bcher-kva.example/",
            "https://1.1.1.1/",
            "https://172.15.0.1/",
            "https://172.32.0.1/",
            "https://100.128.0.1/",
            "https://[2606:4700:4700::1111]:443/",
            "https://localhost.example.com/",
            "https://internal.example.com/",
            "https://git.corp.internal/",
            "https://mylocal/",
        ] {
            assert_eq!(reach(text), Ok(Reach::Anywhere), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_says_why() {
        use LinkFault::{Character, Credentials, Host, Scheme};
        for (text, expected) in [
            ("", Scheme),
            ("git.example.com/x", Scheme),
            ("//example.com", Scheme),
            ("javascript:alert(1)", Scheme),
            ("data:text/html,x", Scheme),
            ("file:///etc/passwd", Scheme),
            ("ssh://git@example.com/x", Scheme),
            (" https://example.com", Scheme),
            ("https:/example.com", Scheme),
            ("https://example.com/a b", Character),
            ("https://example.com/a\tb", Character),
            ("https://good.example\\@evil.example/", Character),
            ("https://example.com/\u{202e}", Character),
            ("https://ana@example.com/", Credentials),
            ("https://ana:secret@example.com/", Credentials),
            ("https://@example.com/", Credentials),
            ("https://", Host),
            ("https:///etc", Host),
            ("https://?q", Host),
            ("https://:443/", Host),
            ("https://example.com:/", Host),
            ("https://example.com:99999/", Host),
            ("https://example.com:80:80/", Host),
            ("https://ex\u{430}mple.org/", Host),
            ("https://\u{ff11}27.0.0.1/", Host),
            ("https://%6cocalhost/", Host),
            ("https://1.2.3.4.5/", Host),
            ("https://256.1.1.1/", Host),
            ("https://4294967296/", Host),
            ("https://[::1/", Host),
            ("https://[fe80::1%25eth0]/", Host),
            ("https://[127.0.0.1]/", Host),
        ] {
            assert_eq!(reach(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn this_machine_is_known_in_every_disguise() {
        for host in [
            "localhost",
            "LocalHost.",
            "localhost:3000",
            "app.localhost",
            "localhost.localdomain",
            "127.0.0.1",
            "127.0.0.1.",
            "127.1",
            "2130706433",
            "017700000001",
            "0x7f000001",
            "0X7F.1",
            "0177.0.0.01",
            "127.0x1",
            "0",
            "0.0.0.0",
            "0x",
            "[::1]",
            "[::]",
            "[0:0:0:0:0:0:0:1]:8080",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[64:ff9b::127.0.0.1]",
            "[2002:7f00:1::]",
        ] {
            assert_eq!(reach(&format!("http://{host}/x")), Ok(Reach::ThisMachine), "{host}");
        }
    }

    #[test]
    fn private_networks_are_known_in_every_disguise() {
        for host in [
            "10.0.0.1",
            "10.1",
            "0xa000001",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "192.168.1",
            "3232235777",
            "169.254.169.254",
            "0xa9fea9fe",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "[fe80::1]",
            "[fec0::1]",
            "[fd00::1]",
            "[fc00::1]",
            "[ff02::1]",
            "[::ffff:192.168.0.1]",
            "[2002:c0a8:1::]",
        ] {
            assert_eq!(reach(&format!("https://{host}/x")), Ok(Reach::OneNetwork), "{host}");
        }
    }

    #[test]
    fn the_parts_are_the_text() {
        let parts = |text| Address::parse(text).map(|a| (a.secure, a.authority, a.rest));
        assert_eq!(parts("https://a.example:81/b?c"), Ok((true, "a.example:81", "/b?c")));
        assert_eq!(parts("HTTP://[::1]#d"), Ok((false, "[::1]", "#d")));
    }

    proptest::proptest! {
        #[test]
        fn every_text_has_an_answer(text in "(https?://)?[a-z0-9x.:\\[\\]@/%]{0,24}|\\PC{0,24}") {
            let _ = reach(&text);
        }

        #[test]
        fn every_form_of_a_number_is_that_number(bits: u32) {
            let [a, b, c, d] = bits.to_be_bytes();
            let tail = u32::from(c) << 8 | u32::from(d);
            for host in [
                format!("{bits}"),
                format!("0{bits:o}"),
                format!("{bits:#x}"),
                format!("{a}.{b}.{c}.{d}"),
                format!("{a:#x}.0{b:o}.{tail}"),
                format!("{a}.{}", bits & 0xff_ffff),
            ] {
                let text = format!("http://{host}/");
                let found = Address::parse(&text).map(|address| address.host);
                proptest::prop_assert_eq!(found, Ok(Host::V4(Ipv4Addr::from(bits))), "{}", host);
            }
        }
    }
}
