//! A fake forge on loopback: it keeps state, checks tokens and permissions, pages its lists, refuses
//! what the real one refuses, and misbehaves on demand. One thread a connection; it stops on drop.
//!
//! A kind of forge is one file with `route(&Request, &mut State) -> Reply`; what the kinds share is
//! in `state.rs`. Stricter than the real ones on purpose: what a request holds beyond the published
//! description is refused.

pub(crate) mod fault;
mod forgejo;
mod forgejo_json;
mod github;
mod github_json;
mod github_reviews;
mod gitlab;
mod gitlab_json;
pub(crate) mod pace;
pub(crate) mod state;
mod strict;
pub(crate) mod wire;

use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use milepost::forge::http::{Connection, Limits, Proxies, Secret};
use milepost::forge::{Forge, Kind, Project};

use self::fault::{Fault, Plan};
use self::pace::NotedPace;
use self::state::State;
use self::wire::{Reply, Request};

/// What is run before a request is answered: somebody else who acts between two requests.
type Hook = Box<dyn FnMut(&Request, &mut State) + Send>;

/// A running fake.
pub(crate) struct Fake {
    kind: Kind,
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    kind: Kind,
    /// What stands before every path: `/api/v3` on an Enterprise server.
    prefix: &'static str,
    state: Mutex<State>,
    seen: Mutex<Vec<Request>>,
    plans: Mutex<Vec<Plan>>,
    hook: Mutex<Option<Hook>>,
    stopped: AtomicBool,
}

impl Fake {
    /// A fake of `kind` with the project `example/learning`, in which the account `milepost-ci` may
    /// write with the token [`state::TOKEN`].
    pub(crate) fn start(kind: Kind) -> Self {
        let prefix = match kind {
            Kind::GitHub => "",
            Kind::GitLab => "/api/v4",
            Kind::Forgejo => "/api/v1",
        };
        Self::below(kind, prefix)
    }

    /// A GitHub Enterprise server: REST below `/api/v3`, GraphQL at `/api/graphql`.
    pub(crate) fn enterprise() -> Self {
        Self::below(Kind::GitHub, "/api/v3")
    }

    fn below(kind: Kind, prefix: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            kind,
            prefix,
            state: Mutex::new(State::new(format!("http://127.0.0.1:{port}"), prefix)),
            seen: Mutex::default(),
            plans: Mutex::default(),
            hook: Mutex::default(),
            stopped: AtomicBool::new(false),
        });
        let serving = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if serving.stopped.load(Ordering::SeqCst) {
                    return;
                }
                let serving = Arc::clone(&serving);
                std::thread::spawn(move || serving.serve(stream.unwrap()));
            }
        });
        Self { kind, port, shared }
    }

    /// `http://127.0.0.1:PORT`.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The address of the interface.
    pub(crate) fn api(&self) -> String {
        format!("{}{}", self.address(), self.shared.prefix)
    }

    /// The project `example/learning` on it.
    pub(crate) fn project(&self) -> Project {
        let name = "example/learning".to_owned();
        Project { kind: self.kind, api: self.api(), server: self.address(), name }
    }

    /// What it knows, to look at and to change. Requests wait as long as it is held.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap()
    }

    /// Every request so far, also those that were cut.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.shared.seen.lock().unwrap().clone()
    }

    /// The requests so far in short: `GET /repos/example/learning`.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.requests().iter().map(|request| format!("{} {}", request.method, request.target)).collect()
    }

    /// Misbehaves at the next `times` requests whose line (`POST /repos/…`) contains `line`.
    pub(crate) fn misbehave(&self, line: &str, times: usize, fault: Fault) {
        self.shared.plans.lock().unwrap().push(Plan { line: line.to_owned(), times, fault });
    }

    /// Behaves again, whatever was planned.
    pub(crate) fn forgive(&self) {
        self.shared.plans.lock().unwrap().clear();
    }

    /// Runs `hook` before each request is answered.
    pub(crate) fn before_each(&self, hook: impl FnMut(&Request, &mut State) + Send + 'static) {
        *self.shared.hook.lock().unwrap() = Some(Box::new(hook));
    }

    /// A connection whose waiting is noted and not done.
    pub(crate) fn connection(token: &str) -> (Connection, NotedPace) {
        let pace = NotedPace::default();
        // The machine may be busy with other tests.
        let limits = Limits { connect: Duration::from_secs(20), ..Limits::default() };
        let token = Secret::new(token);
        let connection = Connection::new(token, Proxies::default(), Box::new(pace.clone()));
        let connection = Connection { limits, ..connection };
        (connection, pace)
    }

    /// The forge as the program sees it, with the waiting that it does.
    pub(crate) fn connect(&self, token: &str) -> (Box<dyn Forge>, NotedPace) {
        let (connection, pace) = Self::connection(token);
        (milepost::forge::connect(self.project(), connection).unwrap(), pace)
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for connections.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

impl Shared {
    /// Answers the requests of one connection until one side ends it.
    fn serve(&self, stream: TcpStream) {
        let Ok(mut reader) = wire::Reader::new(&stream) else { return };
        while let Some(request) = reader.request() {
            self.seen.lock().unwrap().push(request.clone());
            let fault = self.planned(&request);
            if let Some(fault) = &fault
                && let Some(done) = fault.instead(&stream)
            {
                match done {
                    fault::Connection::Open => continue,
                    fault::Connection::Ended => return,
                }
            }
            let reply = self.answer(&request);
            let Some(fault) = fault else {
                if wire::write(&stream, &reply).is_err() {
                    return;
                }
                continue;
            };
            match fault.afterwards(&stream, reply) {
                fault::Connection::Open => {}
                fault::Connection::Ended => return,
            }
        }
    }

    fn planned(&self, request: &Request) -> Option<Fault> {
        let line = format!("{} {}", request.method, request.target);
        let mut plans = self.plans.lock().unwrap();
        let plan = plans.iter_mut().find(|plan| plan.times > 0 && line.contains(&plan.line))?;
        plan.times -= 1;
        Some(plan.fault.clone())
    }

    fn answer(&self, request: &Request) -> Reply {
        let mut state = self.state.lock().unwrap();
        if let Some(hook) = self.hook.lock().unwrap().as_mut() {
            hook(request, &mut state);
        }
        let mut reply = match self.kind {
            Kind::GitHub => github::route(request, &mut state),
            Kind::GitLab => gitlab::route(request, &mut state),
            Kind::Forgejo => forgejo::route(request, &mut state),
        };
        // GitHub names the scopes of classic tokens with every answer.
        if let (Kind::GitHub, Some(scopes)) = (self.kind, state.scopes) {
            reply.header("x-oauth-scopes", scopes);
        }
        reply.header("date", &state.http_date());
        reply
    }
}
