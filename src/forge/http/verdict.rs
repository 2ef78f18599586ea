//! What follows from an answer: it is done, it is over, or it may be tried again, and when.
//! Moments that a forge names are compared with its own clock (`Date`), never with this machine's.

use std::time::Duration;

use ureq::http::header::{DATE, LOCATION, RETRY_AFTER};
use ureq::http::{HeaderMap, Method};

use super::address::Origin;
use super::answer::{message, on_the_same_host};
use super::date;
use super::path::Path;
use super::secret::Secret;
use super::transport::Received;
use crate::forge::Failure;

/// What a request does on the forge, and so whether it may be sent twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It only reads.
    Reads,
    /// It sets something to a value: twice is as good as once.
    Sets,
    /// It makes something new: twice would make two.
    Creates,
}

/// What to do about an answer.
#[derive(Debug, PartialEq)]
pub(super) enum Verdict {
    /// It is done.
    Done,
    /// It was not done and will not be.
    Over(Failure),
    /// The forge sends on to another path on the same host.
    Follow(Path),
    /// The forge asks to come again, after so long where it says so. It was not done.
    Later(Option<Duration>),
}

/// GitHub asks to wait "at least one minute" where its secondary limit names no time.
/// Source: GitHub's documentation, "Best practices for using the REST API".
const SECONDARY: Duration = Duration::from_secs(60);

/// Judges an answer.
pub(super) fn verdict(
    effect: Effect,
    method: &Method,
    origin: &Origin,
    secrets: &[Secret],
    received: &Received,
) -> Verdict {
    let (status, headers) = (received.status, &received.headers);
    let said = || message(secrets, &received.body);
    match status {
        200..=299 => Verdict::Done,
        301 | 302 | 303 | 307 | 308 => redirect(method, origin, secrets, received),
        401 => Verdict::Over(Failure::Unauthorized),
        403 => match limit_reached(headers, &received.body) {
            Some(wait) => Verdict::Later(wait),
            None => Verdict::Over(Failure::Forbidden { message: said() }),
        },
        404 | 410 => Verdict::Over(Failure::NotFound),
        407 => {
            Verdict::Over(Failure::Unreachable { reason: "the proxy wants a name and a password".to_owned() })
        }
        429 => Verdict::Later(asked_wait(headers)),
        500..=599 if effect == Effect::Creates => {
            Verdict::Over(Failure::Uncertain { reason: format!("the forge answered with status {status}") })
        }
        500..=599 => Verdict::Later(retry_after(headers)),
        _ => Verdict::Over(Failure::Refused { status, message: said() }),
    }
}

fn redirect(method: &Method, origin: &Origin, secrets: &[Secret], received: &Received) -> Verdict {
    let target = received.headers.get(LOCATION).and_then(|target| target.to_str().ok()).unwrap_or_default();
    match on_the_same_host(secrets, origin, target) {
        Ok(path) if method == Method::GET => Verdict::Follow(path),
        Ok(_) => Verdict::Over(Failure::Refused {
            status: received.status,
            message: "it has moved to another address on the same host; was the project renamed?".to_owned(),
        }),
        Err(failure) => Verdict::Over(failure),
    }
}

/// Whether a 403 means "too fast" rather than "not you", and what it asks to wait for.
fn limit_reached(headers: &HeaderMap, body: &[u8]) -> Option<Option<Duration>> {
    let head = String::from_utf8_lossy(body.get(..4096).unwrap_or(body)).to_ascii_lowercase();
    let secondary = head.contains("secondary rate limit") || head.contains("abuse detection");
    let primary = number(headers, "x-ratelimit-remaining") == Some(0) && head.contains("rate limit");
    if secondary {
        return Some(retry_after(headers).or(Some(SECONDARY)));
    }
    (primary || headers.contains_key(RETRY_AFTER)).then(|| asked_wait(headers))
}

/// What `Retry-After` asks for, otherwise the time until the limit is lifted.
fn asked_wait(headers: &HeaderMap) -> Option<Duration> {
    retry_after(headers).or_else(|| {
        let reset = ["x-ratelimit-reset", "ratelimit-reset"].iter().find_map(|name| number(headers, name))?;
        Some(Duration::from_secs(reset.saturating_sub(server_now(headers)?)))
    })
}

/// `Retry-After` (RFC 9110, 10.2.3): seconds, or a moment by the forge's clock.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = date::seconds(value)?;
    Some(Duration::from_secs(moment.saturating_sub(server_now(headers)?)))
}

fn server_now(headers: &HeaderMap) -> Option<u64> {
    let date = headers.get(DATE)?.to_str().ok()?;
    date::seconds(date)
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}
