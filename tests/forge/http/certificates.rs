//! A host whose certificate does not hold never sees the token, and nothing is uncertain then.

use std::io::Write;
use std::net::TcpListener;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use milepost::forge::Failure;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection};

use super::super::fake::Fake;
use super::super::fake::state::TOKEN;
use super::with_change;

/// A certificate for localhost by a signer whom no machine knows, good from 2020 to 2120, and its
/// key, which protects nothing.
const CERTIFICATE: &str = "MIIBlTCCATqgAwIBAgIBATAKBggqhkjOPQQDAjAjMSEwHwYDVQQDDBhOb2JvZHkga25vd3MgdGhpcyBzaWduZXIwIBcNMjAw\
MTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEH\
A0IABHAB9Fozg5xchjY0z+wHlH2PjuGZNn0+nsukOJ6RQ0sgGQxkfVBLftQC45Yxnvs8d1spQKyMrgxZzbbhAcXPM+6jbDBq\
MAwGA1UdEwEB/wQCMAAwGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMB0GA1UdDgQWBBR8RFJb9cYk0ImLxbMB2LMmMnkC\
9zAfBgNVHSMEGDAWgBSslakPLTSHNQmOBo6iQP1O9+2abjAKBggqhkjOPQQDAgNJADBGAiEAiJs2kDxJgS7Tavdegx6EL4Hu\
8WoVWeZiw33gmYr8+V8CIQDYAKtFHv/M1MIbU5MLyUJt1p9PhaHpBhqR+LXA/CEHbw==";
const KEY: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgg5ph/Fa009Kha4zSK5VZP7ap/weOsvitkDyFUVDj3zyhRANC\
AARwAfRaM4OcXIY2NM/sB5R9j47hmTZ9Pp7LpDiekUNLIBkMZH1QS37UAuOWMZ77PHdbKUCsjK4MWc224QHFzzPu";

/// A TLS server; how each handshake ended, and what came after it.
fn server() -> (u16, mpsc::Receiver<Result<Vec<u8>, String>>) {
    let bytes = |text: &str| BASE64_STANDARD.decode(text).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(bytes(KEY)));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(bytes(CERTIFICATE))], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            let mut connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut said = Ok(Vec::new());
            while said.as_ref().is_ok_and(Vec::is_empty) {
                if let Err(error) = connection.complete_io(&mut stream) {
                    said = Err(error.to_string());
                    break;
                }
                let mut read = Vec::new();
                let _ = std::io::Read::read_to_end(&mut connection.reader(), &mut read);
                said = Ok(read);
            }
            let _ = stream.flush();
            if sender.send(said).is_err() {
                return;
            }
        }
    });
    (port, receiver)
}

#[test]
fn a_host_whose_certificate_does_not_hold_never_sees_the_token() {
    let (port, handshakes) = server();
    let (fake, _, _, _) = with_change();
    for host in ["localhost", "127.0.0.1"] {
        let mut project = fake.project();
        project.api = format!("https://{host}:{port}/api/v3");
        let (connection, pace) = Fake::connection(TOKEN);
        let forge = milepost::forge::connect(project, connection).unwrap();
        // Nothing of the request was sent, so even a comment is not uncertain.
        for failure in [forge.change(1).unwrap_err(), forge.create_comment(1, "x").unwrap_err()] {
            let told = failure.to_string();
            assert!(matches!(failure, Failure::Unreachable { .. }), "{failure:?}");
            assert!(
                told.starts_with(&format!("it cannot be reached: no secure connection to {host}: ")),
                "{told}"
            );
            // Other systems' verifiers have words of their own.
            if cfg!(target_os = "linux") {
                let why = "its certificate is signed by nobody whom this machine trusts \
                           (SSL_CERT_FILE names further signers)";
                assert!(told.ends_with(why), "{told}");
            }
            let handshake = handshakes.recv_timeout(Duration::from_secs(30)).unwrap();
            assert!(handshake.is_err(), "{handshake:?}");
        }
        assert!(pace.waits().is_empty(), "no other try would mend it");
    }
}
