//! Stoplight's Prism as a proxy on loopback: it holds each request and each answer against a
//! published description and logs what does not fit. Nothing here knows a forge.

use std::cell::Cell;
use std::fs::File;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long Prism may take to read a description: GitHub's has 13 MB, which take 15 s on two cores.
const PATIENCE: Duration = Duration::from_secs(180);
/// Paths that no forge has begin so: the violation of one in the log says that all before it was written.
const END: &str = "/nothing-is-here-";

/// A running Prism; it ends with this value.
pub(super) struct Prism {
    process: Child,
    port: u16,
    log: PathBuf,
    judgements: Cell<u32>,
    _folder: tempfile::TempDir,
}

impl Prism {
    /// Starts Prism for `description` in front of `upstream`, and waits until it listens.
    ///
    /// Not with `--errors`: that ends a request at its first violation, so that later ones are never
    /// seen, and lets an answer with an undescribed status pass with a warning.
    pub(super) fn start(description: &Path, upstream: &str) -> Self {
        let prism = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/doubles/node_modules/@stoplight/prism-cli/dist/index.js");
        assert!(prism.is_file(), "Prism is not installed: tests/doubles/run does that");
        assert!(
            description.is_file(),
            "{} is not there: tests/doubles/run fetches it",
            description.display()
        );
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("prism.log");
        let port = free_port();
        let process = Command::new("node")
            .arg(prism)
            .arg("proxy")
            .arg(description)
            .arg(upstream)
            .args(["--host", "127.0.0.1", "--port", &port.to_string(), "--multiprocess", "false"])
            // No proxy of the machine stands between Prism and loopback.
            .env("NO_PROXY", "127.0.0.1")
            .stdin(Stdio::null())
            .stdout(File::create(&log).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .expect("node runs");
        let mut prism = Self { process, port, log, judgements: Cell::new(0), _folder: folder };
        let begun = Instant::now();
        while !prism.logged().contains("Prism is listening") {
            assert!(prism.process.try_wait().unwrap().is_none(), "Prism ended:\n{}", prism.logged());
            assert!(begun.elapsed() < PATIENCE, "Prism does not listen after {PATIENCE:?}");
            std::thread::sleep(Duration::from_millis(100));
        }
        println!("Prism read {} in {:.1} s", description.display(), begun.elapsed().as_secs_f32());
        prism
    }

    /// The address that stands for the description's own server.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// How many requests went through so far, and what Prism found wrong with them and with their
    /// answers.
    pub(super) fn judgement(&self) -> (usize, Vec<String>) {
        self.judgements.set(self.judgements.get() + 1);
        let end = format!("{END}{}", self.judgements.get());
        self.send("GET", &end, "");
        let begun = Instant::now();
        let last = format!("get {end} ");
        let log = loop {
            let log = self.logged();
            if log
                .split_once(&last)
                .is_some_and(|(_, after)| after.contains("Violation: request Selected route"))
            {
                break log;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "Prism's log ends early:\n{log}");
            std::thread::sleep(Duration::from_millis(20));
        };
        let (before, _) = log.split_once(&last).unwrap();
        let mut request = "";
        let mut requests = 0;
        let mut violations = Vec::new();
        for line in before.lines() {
            if let Some((start, _)) = line.split_once("Request received") {
                request = start.split_once("[HTTP SERVER] ").map_or(start, |(_, name)| name);
                request = request.split(" \u{2139}").next().unwrap_or(request);
                requests += usize::from(!request.contains(END));
            }
            if request.contains(END) {
                continue;
            }
            let wrong = line.split_once("Violation: ").or_else(|| line.split_once("terminated with error: "));
            violations.extend(wrong.map(|(_, what)| format!("{}: {what}", request.trim())));
        }
        (requests, violations)
    }

    /// Sends a request as it is, for what the program never sends.
    pub(super) fn send(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: token none\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn logged(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // Both fail only where it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}
