//! Proxies: asked for a tunnel to the forge's host, with their own password and never with the token.

use std::io::Read;
use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use milepost::forge::http::Proxies;
use milepost::forge::{Failure, Forge};

use super::super::fake::Fake;
use super::super::fake::state::TOKEN;
use super::super::fake::wire::{Reader, Reply, Request, write};
use super::with_change;

/// A proxy that answers `status` to its first request; what it was asked, and the first bytes that
/// came through the tunnel.
fn proxy(status: u16) -> (u16, mpsc::Receiver<(Request, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let request = Reader::new(&stream).unwrap().request().unwrap();
            write(&stream, &Reply { status, headers: Vec::new(), body: Vec::new() }).unwrap();
            let mut bytes = vec![0; 600];
            let read = stream.read(&mut bytes).unwrap_or(0);
            bytes.truncate(read);
            if sender.send((request, bytes)).is_err() {
                return;
            }
        }
    });
    (port, receiver)
}

fn through(port: u16, api: &str, token: &str) -> Box<dyn Forge> {
    let (mut connection, _) = Fake::connection(token);
    let address = format!("http://user:pass-%40-word@127.0.0.1:{port}");
    let look_up = |name: &str| ["https_proxy", "http_proxy"].contains(&name).then(|| address.clone());
    connection.proxies = Proxies::from_variables(look_up);
    connection.limits.tries = 1;
    let (fake, _, _, _) = with_change();
    let mut project = fake.project();
    project.api = api.to_owned();
    milepost::forge::connect(project, connection).unwrap()
}

#[test]
fn the_proxy_sees_the_host_and_never_the_token() {
    let (port, asked) = proxy(200);
    let failure = through(port, "https://git.example.test/api/v3", TOKEN).change(1).unwrap_err();
    let (request, bytes) = asked.recv_timeout(Duration::from_secs(20)).unwrap();
    assert_eq!(format!("{} {}", request.method, request.target), "CONNECT git.example.test:443");
    // user:pass-@-word
    assert_eq!(request.header("proxy-authorization"), Some("Basic dXNlcjpwYXNzLUAtd29yZA=="));
    assert_eq!(request.header("authorization"), None);
    assert!(!request.text().contains(TOKEN));
    assert_eq!(bytes.first(), Some(&0x16), "a TLS handshake, nothing in the clear");
    assert!(!String::from_utf8_lossy(&bytes).contains("fake_WRITES"));
    assert!(matches!(failure, Failure::Unreachable { .. }), "{failure:?}");
}

#[test]
fn a_proxy_that_refuses_is_told_without_its_password() {
    for status in [407, 403, 502] {
        let (port, _asked) = proxy(status);
        let failure = through(port, "https://git.example.test", TOKEN).create_comment(1, "x").unwrap_err();
        // Nothing reached the forge, so nothing is uncertain.
        assert!(matches!(failure, Failure::Unreachable { .. }), "{failure:?}");
        let told = failure.to_string();
        assert!(told.contains(&format!("the proxy 127.0.0.1:{port} does not connect")), "{told}");
        assert!(told.contains(&status.to_string()), "{told}");
        assert!(!told.contains("pass") && !told.contains("user"), "{told}");
    }
}

#[test]
fn this_machine_is_asked_without_a_proxy() {
    let dead = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (fake, number, _, _) = with_change();
    let forge = through(dead, &fake.api(), TOKEN);
    assert_eq!(forge.change(number).unwrap().number, number);
}

#[test]
fn a_proxy_that_is_not_there_is_told() {
    let dead = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let failure = through(dead, "https://git.example.test", TOKEN).change(1).unwrap_err();
    let told = format!("it cannot be reached: the proxy 127.0.0.1:{dead} refuses the connection");
    assert_eq!(failure.to_string(), told);
}
