//! One request and its answer over ureq: time-outs, size, redirects not followed. What an answer
//! means is judged elsewhere; nothing here tries anything twice.

use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;

use ureq::http::{HeaderMap, Request};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error, Timeout};

use super::Limits;
use super::proxy::Proxy;

/// Sends requests.
pub(super) struct Transport {
    agent: Agent,
    limits: Limits,
    /// Whom a failed connection concerns, in words: "git.example.com" or "the proxy p:8080 (for …)".
    whom: String,
}

/// What came back.
pub(super) struct Received {
    /// The status.
    pub(super) status: u16,
    /// The headers.
    pub(super) headers: HeaderMap,
    /// The body; on an error status as much of it as could be read.
    pub(super) body: Vec<u8>,
}

/// Why nothing usable came back.
#[derive(Debug)]
pub(super) struct Fault {
    /// Whether the request may have reached the forge.
    pub(super) sent: bool,
    /// Whether trying again could help.
    pub(super) passing: bool,
    /// Whether an answer came, which cannot be used: it is too large.
    pub(super) answered: bool,
    /// What happened, in words; not yet made harmless.
    pub(super) reason: String,
}

impl Transport {
    /// A transport to `host`, by way of the proxy where there is one.
    pub(super) fn new(host: &str, proxy: Option<Proxy>, user_agent: &str, limits: Limits) -> Self {
        let whom = match &proxy {
            Some(proxy) => format!("the proxy {}:{}", proxy.inner.host(), proxy.inner.port()),
            None => host.to_owned(),
        };
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(proxy.map(|proxy| proxy.inner))
            .tls_config(tls)
            .user_agent(user_agent)
            .timeout_resolve(Some(limits.connect))
            .timeout_connect(Some(limits.connect))
            .timeout_global(Some(limits.answer))
            .build();
        Self { agent: config.new_agent(), limits, whom }
    }

    /// Sends a request. One that changes something gets a fresh connection: on an old one that the
    /// other side has just closed, nobody could say whether it arrived.
    pub(super) fn exchange(&self, request: Request<Vec<u8>>, changes: bool) -> Result<Received, Fault> {
        let (parts, body) = request.into_parts();
        let fault = |error| self.fault(error);
        let response = if body.is_empty() {
            let request = self.agent.configure_request(Request::from_parts(parts, ()));
            self.agent.run(if changes { request.max_idle_age(Duration::ZERO) } else { request }.build())
        } else {
            let request = self.agent.configure_request(Request::from_parts(parts, body));
            self.agent.run(if changes { request.max_idle_age(Duration::ZERO) } else { request }.build())
        };
        let (parts, mut body) = response.map_err(fault)?.into_parts();
        let status = parts.status.as_u16();
        let read = body.with_config().limit(self.limits.body).read_to_vec();
        let body = match read {
            Ok(body) => body,
            // The status says enough.
            Err(_) if status >= 300 => Vec::new(),
            Err(error) => return Err(Fault { sent: true, ..self.fault(error) }),
        };
        Ok(Received { status, headers: parts.headers, body })
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the library's errors, which are open")]
    fn fault(&self, error: Error) -> Fault {
        let whom = &self.whom;
        let (connect, answer) = (self.limits.connect.as_secs(), self.limits.answer.as_secs());
        let before = |passing, reason| Fault { sent: false, passing, answered: false, reason };
        let after = |reason| Fault { sent: true, passing: true, answered: false, reason };
        match error {
            Error::HostNotFound => before(true, format!("the name of {whom} cannot be looked up")),
            Error::ConnectionFailed => before(true, format!("{whom} cannot be connected to")),
            Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
                before(true, format!("no connection to {whom} within {connect} seconds"))
            }
            Error::Timeout(_) => after(format!("no answer from {whom} within {answer} seconds")),
            Error::ConnectProxyFailed(reason) => before(false, format!("{whom} does not connect: {reason}")),
            Error::Tls(reason) => before(false, format!("no secure connection to {whom}: {reason}")),
            Error::Rustls(error) => before(false, insecure(whom, &error)),
            Error::BodyExceedsLimit(_) => Fault {
                sent: true,
                passing: false,
                answered: true,
                reason: format!("it is larger than {} MiB", self.limits.body / 1024 / 1024),
            },
            Error::LargeResponseHeader(..) => Fault {
                sent: true,
                passing: false,
                answered: true,
                reason: "its headers are larger than 64 KiB".to_owned(),
            },
            Error::Protocol(error) => Fault {
                sent: true,
                passing: false,
                answered: true,
                reason: format!("it is no HTTP: {error}"),
            },
            Error::Io(error) => match error.kind() {
                ErrorKind::ConnectionRefused => before(true, format!("{whom} refuses the connection")),
                ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::AddrNotAvailable => {
                    before(true, format!("there is no way to {whom}"))
                }
                ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => {
                    after(format!("the connection to {whom} was cut"))
                }
                _ => match certificate(&error) {
                    Some(refused) => before(false, insecure(whom, refused)),
                    None => after(format!("the connection to {whom} broke: {error}")),
                },
            },
            other => after(other.to_string()),
        }
    }
}

/// The refusal of the other side's certificate, which happens before anything is sent.
fn certificate(error: &std::io::Error) -> Option<&rustls::Error> {
    let inner = error.get_ref()?.downcast_ref::<rustls::Error>()?;
    matches!(inner, rustls::Error::InvalidCertificate(_)).then_some(inner)
}

/// Why there is no encrypted connection, in plain words for what happens often.
#[expect(clippy::wildcard_enum_match_arm, reason = "the library's errors, which are open")]
fn insecure(whom: &str, error: &rustls::Error) -> String {
    use rustls::CertificateError as Fault;
    let reason = match error {
        rustls::Error::InvalidCertificate(Fault::UnknownIssuer) => {
            "its certificate is signed by nobody whom this machine trusts (SSL_CERT_FILE names further signers)"
                .to_owned()
        }
        rustls::Error::InvalidCertificate(
            Fault::Expired | Fault::ExpiredContext { .. } | Fault::NotValidYet | Fault::NotValidYetContext { .. },
        ) => "its certificate is not valid today, by this machine's clock".to_owned(),
        rustls::Error::InvalidCertificate(Fault::NotValidForName | Fault::NotValidForNameContext { .. }) => {
            "its certificate is for another name".to_owned()
        }
        rustls::Error::General(text) if text.contains("No CA certificates") => {
            "this machine trusts no certificates at all; install the package ca-certificates".to_owned()
        }
        other => other.to_string(),
    };
    format!("no secure connection to {whom}: {reason}")
}
