//! The client: requests in order, with waiting and trying again. It alone decides what is sent twice.

use std::cell::Cell;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;
use ureq::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName};
use ureq::http::{HeaderMap, HeaderValue, Method, Request};

use super::address::Origin;
use super::answer::{Answer, json, line, next_page, scopes};
use super::path::Path;
use super::secret::Secret;
use super::transport::{Fault, Received, Transport};
use super::verdict::{Effect, Verdict, verdict};
use super::{Authorization, Connection, Limits, Pace, Rehearsal, Service};
use crate::forge::Failure;

/// The first wait where the forge names none; it doubles with each try.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// The longest wait that the client chooses itself.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// How often a GET is sent on within one host.
const REDIRECTS: u32 = 3;

/// Talks to one forge. Requests are sent one after another.
pub struct Client {
    transport: Transport,
    origin: Origin,
    base: String,
    headers: HeaderMap,
    secrets: Vec<Secret>,
    limits: Limits,
    pace: Box<dyn Pace>,
    rehearsal: Option<Rehearsal>,
    write_gap: Duration,
    since: Duration,
    last_write: Cell<Option<Duration>>,
    waited: Cell<Duration>,
}

impl Client {
    /// A client of `service` over `connection`. Nothing is sent yet.
    ///
    /// # Errors
    /// Where the address cannot be used, a token would travel unencrypted, or the proxy's address is wrong.
    pub fn new(service: Service, connection: Connection) -> Result<Self, Failure> {
        let Connection { token, proxies, limits, pace, rehearsal } = connection;
        let unreachable = |reason: String| Failure::Unreachable { reason };
        let (origin, base) = Origin::split(&service.api).filter(|(_, rest)| !rest.contains('?')).ok_or_else(|| {
            unreachable("the address of its interface is none; write https://HOST/PATH without a name or password".to_owned())
        })?;
        if !origin.tls && token.is_some() && !origin.is_loopback() {
            let host = line(token.as_slice(), &origin.host);
            let reason =
                format!("a token is never sent unencrypted, and http://{host} is; write https:// there");
            return Err(unreachable(reason));
        }
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(service.accept));
        for (name, value) in service.headers {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        if let Some(token) = &token {
            let (name, value) = service.authorization.header(token);
            // A token with a line end or a letter beyond ASCII inside cannot be a right one.
            let mut value = HeaderValue::from_str(&value)
                .ok()
                .filter(|_| token.can_be_sent())
                .ok_or(Failure::Unauthorized)?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        let proxy = proxies.chosen(&origin)?;
        let mut secrets: Vec<Secret> = token.into_iter().collect();
        secrets.extend(proxy.iter().flat_map(|proxy| proxy.secrets.clone()));
        let user_agent = concat!("milepost/", env!("CARGO_PKG_VERSION"));
        Ok(Self {
            transport: Transport::new(&origin.host, proxy, user_agent, limits.clone()),
            base: base.trim_end_matches('/').to_owned(),
            origin,
            headers,
            secrets,
            limits,
            since: pace.now(),
            pace,
            rehearsal,
            write_gap: service.write_gap,
            last_write: Cell::new(None),
            waited: Cell::new(Duration::ZERO),
        })
    }

    /// Reads. Tried again where it fails in passing.
    ///
    /// # Errors
    /// Where no usable answer comes.
    pub fn get(&self, path: &Path) -> Result<Answer, Failure> {
        self.send(Effect::Reads, &Method::GET, path, None)
    }

    /// Reads every page of a list, as far as [`Limits::pages`] and [`Limits::list`] go.
    ///
    /// # Errors
    /// Where a page cannot be read, is no list, is on another host, or where there are too many.
    pub fn get_all(&self, path: &Path) -> Result<Vec<Value>, Failure> {
        let (mut all, mut size) = (Vec::new(), 0_u64);
        let mut path = path.clone();
        for _ in 0..self.limits.pages {
            let answer = self.get(&path)?;
            let Value::Array(items) = answer.body else {
                return Err(Failure::Unusable { reason: "it is no list".to_owned() });
            };
            size = size.saturating_add(answer.size);
            if size > self.limits.list {
                let reason = format!("its list is larger than {} MiB", self.limits.list / 1024 / 1024);
                return Err(Failure::Unusable { reason });
            }
            all.extend(items);
            match answer.next {
                Some(next) => path = next,
                None => return Ok(all),
            }
        }
        Err(Failure::Unusable { reason: format!("its list has more than {} pages", self.limits.pages) })
    }

    /// Reads with a POST: a GraphQL query.
    ///
    /// # Errors
    /// Where no usable answer comes.
    pub fn query(&self, path: &Path, body: &Value) -> Result<Answer, Failure> {
        self.send(Effect::Reads, &Method::POST, path, Some(body))
    }

    /// Makes something new. Sent once; again only where the forge says that it did nothing and asks
    /// to come later.
    ///
    /// # Errors
    /// [`Failure::Uncertain`] where it may have been done.
    pub fn post(&self, path: &Path, body: &Value) -> Result<Answer, Failure> {
        self.send(Effect::Creates, &Method::POST, path, Some(body))
    }

    /// A POST of which twice is as good as once: setting a status, folding a comment.
    ///
    /// # Errors
    /// Where it was not done.
    pub fn post_again(&self, path: &Path, body: &Value) -> Result<Answer, Failure> {
        self.send(Effect::Sets, &Method::POST, path, Some(body))
    }

    /// Changes fields.
    ///
    /// # Errors
    /// Where it was not done.
    pub fn patch(&self, path: &Path, body: &Value) -> Result<Answer, Failure> {
        self.send(Effect::Sets, &Method::PATCH, path, Some(body))
    }

    /// Replaces.
    ///
    /// # Errors
    /// Where it was not done.
    pub fn put(&self, path: &Path, body: &Value) -> Result<Answer, Failure> {
        self.send(Effect::Sets, &Method::PUT, path, Some(body))
    }

    /// Deletes. After a cut connection the second try may say [`Failure::NotFound`].
    ///
    /// # Errors
    /// Where it was not done.
    pub fn delete(&self, path: &Path) -> Result<Answer, Failure> {
        self.send(Effect::Sets, &Method::DELETE, path, None)
    }

    /// Reads a value as the type that the forge's description promises; `what` is its name, for the
    /// message ("pull request").
    ///
    /// # Errors
    /// [`Failure::Unusable`] where it is something else.
    pub fn shape<T: DeserializeOwned>(&self, what: &str, value: Value) -> Result<T, Failure> {
        serde_json::from_value(value).map_err(|error| {
            let error = line(&self.secrets, &error.to_string());
            Failure::Unusable { reason: format!("it does not describe a {what}: {error}") }
        })
    }

    /// Words of the forge as one short line: no secret in it, nothing that a terminal obeys.
    #[must_use]
    pub fn line(&self, text: &str) -> String {
        line(&self.secrets, text)
    }

    fn send(
        &self,
        effect: Effect,
        method: &Method,
        path: &Path,
        body: Option<&Value>,
    ) -> Result<Answer, Failure> {
        if let Some(rehearsal) = &self.rehearsal
            && (effect != Effect::Reads || !rehearsal.reads)
        {
            if effect != Effect::Reads {
                let address = self.origin.shown(&path.on_host(&self.base));
                rehearsal.note(method.as_str(), address, body);
            }
            return Err(Failure::Unsupported { forge: "a dry run without a token" });
        }
        let mut path = path.clone();
        let mut redirects = 0;
        let mut tries = 0;
        loop {
            tries += 1;
            let outcome = self.once(effect, method, &path, body)?;
            let (wait, failure) = match outcome {
                Ok(received) => match verdict(effect, method, &self.origin, &self.secrets, &received) {
                    Verdict::Done => return self.answer(effect, received),
                    Verdict::Over(failure) => return Err(failure),
                    Verdict::Follow(_) if redirects >= REDIRECTS => {
                        let reason = "it sends on without end".to_owned();
                        return Err(Failure::Unusable { reason });
                    }
                    Verdict::Follow(next) => {
                        redirects += 1;
                        tries -= 1;
                        path = next;
                        continue;
                    }
                    Verdict::Later(wait) => (wait, Failure::Busy { status: received.status, tries }),
                },
                Err(fault) => {
                    let failure = self.failure(effect, &fault);
                    let twice = !fault.sent || effect != Effect::Creates;
                    if !fault.passing || !twice {
                        return Err(failure);
                    }
                    (None, failure)
                }
            };
            if tries >= self.limits.tries || !self.may_wait(tries, wait) {
                return Err(failure);
            }
        }
    }

    /// One try. The outer error is one that no try can mend.
    fn once(
        &self,
        effect: Effect,
        method: &Method,
        path: &Path,
        body: Option<&Value>,
    ) -> Result<Result<Received, Fault>, Failure> {
        if self.pace.now().saturating_sub(self.since) > self.limits.whole {
            let minutes = self.limits.whole.as_secs() / 60;
            let reason = format!("the whole work with it took longer than {minutes} minutes");
            return Err(Failure::Unreachable { reason });
        }
        let address = self.origin.address(&path.on_host(&self.base));
        let mut request = Request::builder().method(method).uri(address);
        if let Some(headers) = request.headers_mut() {
            headers.extend(self.headers.clone());
            if body.is_some() {
                headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            }
        }
        let bytes = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        let request = request.body(bytes).map_err(|error| Failure::Unusable {
            reason: format!("the address to ask is none: {}", self.line(&error.to_string())),
        })?;
        let changes = effect != Effect::Reads;
        if changes {
            self.keep_gap();
        }
        let outcome = self.transport.exchange(request, changes);
        if changes {
            self.last_write.set(Some(self.pace.now()));
        }
        Ok(outcome)
    }

    fn answer(&self, effect: Effect, received: Received) -> Result<Answer, Failure> {
        let answer = json(&self.secrets, &received.headers, &received.body).and_then(|body| {
            let next = next_page(&self.secrets, &self.origin, &received.headers)?;
            let size = u64::try_from(received.body.len()).unwrap_or(u64::MAX);
            let scopes = scopes(&received.headers);
            Ok(Answer { status: received.status, body, scopes, next, size })
        });
        match answer {
            // Somebody said yes, though perhaps not the forge.
            Err(Failure::Unusable { reason }) if effect == Effect::Creates => {
                Err(Failure::Uncertain { reason: format!("its answer cannot be used: {reason}") })
            }
            answer => answer,
        }
    }

    fn failure(&self, effect: Effect, fault: &Fault) -> Failure {
        let reason = line(&self.secrets, &fault.reason);
        match (effect, fault.sent) {
            (Effect::Creates, true) => Failure::Uncertain { reason },
            _ if fault.answered => Failure::Unusable { reason },
            _ => Failure::Unreachable { reason },
        }
    }

    /// Waits before the next try, if what is left of the client's patience allows it.
    fn may_wait(&self, tries: u32, asked: Option<Duration>) -> bool {
        let chance = self.pace.chance().clamp(0.0, 1.0);
        let wait = match asked {
            // Never earlier than asked.
            Some(asked) => asked.saturating_add(FIRST_WAIT.mul_f64(chance)),
            None => {
                let doubled = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(tries.saturating_sub(1)));
                doubled.min(LONGEST_WAIT).mul_f64(0.5 + chance / 2.0)
            }
        };
        let waited = self.waited.get().saturating_add(wait);
        if waited > self.limits.patience {
            return false;
        }
        self.waited.set(waited);
        self.pace.wait(wait);
        true
    }

    /// Waits until the forge wants to be written to again.
    fn keep_gap(&self) {
        if let Some(last) = self.last_write.get() {
            let passed = self.pace.now().saturating_sub(last);
            let left = self.write_gap.saturating_sub(passed);
            if !left.is_zero() {
                self.pace.wait(left);
            }
        }
    }
}

impl Authorization {
    /// The header that carries the token.
    fn header(self, token: &Secret) -> (HeaderName, String) {
        let token = token.expose();
        match self {
            Self::Bearer => (AUTHORIZATION, format!("Bearer {token}")),
            Self::Token => (AUTHORIZATION, format!("token {token}")),
            Self::PrivateToken => (HeaderName::from_static("private-token"), token.to_owned()),
        }
    }
}
