//! How a dry run shows what it would send.

use crate::forge::http::Intended;
use crate::output::{escape, json};

/// The requests, in order, a blank line between two.
pub(super) fn shown(requests: &[Intended]) -> String {
    let requests: Vec<String> = requests.iter().map(request).collect();
    escape::neutralise_commands(&requests.join("\n"))
}

fn request(request: &Intended) -> String {
    let line = escape::terminal(&format!("{} {}", request.method, request.address));
    match &request.body {
        Some(body) => format!("{line}\n{}", json::pretty(body)),
        None => format!("{line}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_request_is_obeyed() {
        let body = serde_json::json!({"body": "::error::x\n##[command]y\u{202e}\u{1b}[2J"});
        let intended =
            Intended { method: "POST".into(), address: "https://x/\r::a".into(), body: Some(body) };
        let shown = shown(&[intended.clone(), intended]);
        assert!(!shown.contains(['\r', '\u{1b}', '\u{202e}']) && !shown.contains("##["), "{shown}");
        assert!(shown.lines().all(|line| !line.trim_start().starts_with("::")), "{shown}");
        assert_eq!(shown.matches("POST ").count(), 2);
    }
}
