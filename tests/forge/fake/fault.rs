//! How the fake misbehaves: instead of answering, or after it has done what was asked for.

use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use super::wire::{self, Reply};

/// A misbehaviour.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// Answers so, and does nothing.
    Answers(Reply),
    /// Ends the connection, and does nothing.
    CutBefore,
    /// Does what was asked for, and ends the connection without an answer.
    CutAfter,
    /// Does what was asked for, and ends the connection within the answer.
    CutWithin,
    /// Does what was asked for, and answers so late.
    Slow(Duration),
    /// Does what was asked for, and answers a byte at a time, a pause before each.
    Drips(Duration),
    /// Answers with these bytes, which are no HTTP, and ends the connection.
    Raw(&'static str),
    /// Answers with so many bytes of JSON, with or without saying so beforehand.
    Large { bytes: usize, announced: bool },
}

/// A fault that is to happen.
pub(crate) struct Plan {
    pub(crate) line: String,
    pub(crate) times: usize,
    pub(crate) fault: Fault,
}

/// What became of the connection.
pub(crate) enum Connection {
    Open,
    Ended,
}

impl Fault {
    /// Misbehaves instead of answering; `None` where the request is to be done first.
    pub(crate) fn instead(&self, stream: &TcpStream) -> Option<Connection> {
        match self {
            Self::Answers(reply) => Some(match wire::write(stream, reply) {
                Ok(()) => Connection::Open,
                Err(_) => Connection::Ended,
            }),
            Self::CutBefore => Some(end(stream)),
            Self::Raw(bytes) => {
                let mut stream = stream;
                let _ = stream.write_all(bytes.as_bytes());
                Some(end(stream))
            }
            Self::Large { bytes, announced } => Some(large(stream, *bytes, *announced)),
            Self::CutAfter | Self::CutWithin | Self::Slow(_) | Self::Drips(_) => None,
        }
    }

    /// Misbehaves after the request is done.
    pub(crate) fn afterwards(&self, mut stream: &TcpStream, reply: Reply) -> Connection {
        let bytes = [wire::head(&reply, reply.body.len()).as_bytes(), &reply.body].concat();
        match self {
            Self::CutWithin => {
                let _ = stream.write_all(&bytes[..bytes.len() - reply.body.len() / 2 - 1]);
                end(stream)
            }
            Self::Slow(time) => {
                std::thread::sleep(*time);
                if wire::write(stream, &reply).is_ok() { Connection::Open } else { Connection::Ended }
            }
            Self::Drips(pause) => {
                for byte in bytes {
                    std::thread::sleep(*pause);
                    if stream.write_all(&[byte]).is_err() {
                        return Connection::Ended;
                    }
                }
                Connection::Open
            }
            Self::Answers(_) | Self::CutBefore | Self::CutAfter | Self::Raw(_) | Self::Large { .. } => {
                end(stream)
            }
        }
    }
}

fn end(stream: &TcpStream) -> Connection {
    let _ = stream.shutdown(Shutdown::Both);
    Connection::Ended
}

fn large(mut stream: &TcpStream, bytes: usize, announced: bool) -> Connection {
    let length = if announced { format!("content-length: {bytes}\r\n") } else { String::new() };
    let head =
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n{length}\r\n[\"");
    let _ = stream.write_all(head.as_bytes());
    let piece = vec![b'x'; 64 * 1024];
    let mut left = bytes.saturating_sub(4);
    while left > 0 {
        let part = left.min(piece.len());
        if stream.write_all(&piece[..part]).is_err() {
            break;
        }
        left -= part;
    }
    let _ = stream.write_all(b"\"]");
    end(stream)
}
