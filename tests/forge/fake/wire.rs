//! HTTP/1.1 as far as a client needs it: requests with `Content-Length`, replies with any status.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path and query as sent.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// The path's parts below `prefix`, decoded; a `/` inside a part stays inside.
    pub(crate) fn parts(&self, prefix: &str) -> Option<Vec<String>> {
        let path = self.target.split('?').next()?.strip_prefix(prefix)?;
        Some(path.split('/').filter(|part| !part.is_empty()).map(decoded).collect())
    }

    /// The query's parameters, decoded.
    pub(crate) fn query(&self) -> Vec<(String, String)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decoded(name), decoded(value))
            })
            .collect()
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        self.query().into_iter().find_map(|(given, value)| (given == name).then_some(value))
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// Everything of it as text, to look for what must not be there.
    pub(crate) fn text(&self) -> String {
        format!("{} {} {:?} {}", self.method, self.target, self.headers, String::from_utf8_lossy(&self.body))
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match (first, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// A reply.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        let headers = vec![("content-type".to_owned(), "application/json; charset=utf-8".to_owned())];
        Self { status, headers, body: body.to_string().into_bytes() }
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.header(name, value);
        self
    }

    /// Sets a header, unless it is set already.
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        if !self.headers.iter().any(|(given, _)| given == name) {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
    }
}

/// Reads requests from a connection.
pub(crate) struct Reader<'a>(BufReader<&'a TcpStream>);

impl<'a> Reader<'a> {
    pub(crate) fn new(stream: &'a TcpStream) -> io::Result<Self> {
        // Nobody waits longer than a test may take.
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// The next request; `None` at the connection's end.
    pub(crate) fn request(&mut self) -> Option<Request> {
        let first = self.line()?;
        let mut words = first.split(' ');
        let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':')?;
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut request = Request { method, target, headers, body: Vec::new() };
        let length: usize = request.header("content-length").unwrap_or("0").parse().ok()?;
        request.body = vec![0; length];
        self.0.read_exact(&mut request.body).ok()?;
        Some(request)
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        self.0.read_line(&mut line).ok().filter(|read| *read > 0)?;
        Some(line.trim_end().to_owned())
    }
}

/// A reply's head.
pub(crate) fn head(reply: &Reply, length: usize) -> String {
    let mut head = format!("HTTP/1.1 {} Whatever\r\n", reply.status);
    for (name, value) in &reply.headers {
        head += &format!("{name}: {value}\r\n");
    }
    if reply.status != 204 && reply.status != 304 {
        head += &format!("content-length: {length}\r\n");
    }
    head + "\r\n"
}

/// Writes a reply.
pub(crate) fn write(mut stream: &TcpStream, reply: &Reply) -> io::Result<()> {
    stream.write_all(&[head(reply, reply.body.len()).as_bytes(), &reply.body].concat())
}
