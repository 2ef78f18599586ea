//! How a dry run shows what it would send.

use super::super::output::Output;
use super::super::usage;
use super::refused;
use super::subject::Subject;
use crate::error::Error;
use crate::forge::Kind;
use crate::forge::http::{Intended, Rehearsal};
use crate::output::{escape, json};

/// Says so where a dry run without a token would have to ask the forge what it is about. `known` is
/// whether flags or CI say the head.
///
/// # Errors
/// Where it would.
pub(super) fn needs_no_answer(
    rehearsal: &Rehearsal,
    kind: Kind,
    subject: Option<&Subject>,
    known: bool,
) -> Result<(), Error> {
    let word = kind.change_word();
    let (asked, name) = match subject {
        _ if rehearsal.reads || known => return Ok(()),
        // Its commit is all that there is to know.
        Some(Subject::Group { .. }) => return Ok(()),
        Some(Subject::Change { .. }) => (format!("for the head of the {word}"), "it"),
        Some(Subject::Head { .. }) => (format!("which {word} has this head"), "it"),
        None => (format!("which {word}s are open"), "one"),
    };
    Err(usage(
        format!("without a token a dry run cannot ask {asked}"),
        format!(
            "name {name} with --number, --head and --base, or put a token in {}",
            refused::variables(kind)
        ),
    ))
}

/// Prints what would have been sent, and says how much it is.
///
/// # Errors
/// Where standard output cannot be written to.
pub(super) fn tell(rehearsal: &Rehearsal, output: &Output) -> Result<(), Error> {
    let requests = rehearsal.take();
    output.print(&shown(&requests))?;
    if !rehearsal.reads {
        output.note(
            "there is no token, so nothing was asked: this is what a first run would send, where nothing was \
             posted before",
        );
    }
    output.note(&match requests.len() {
        0 => "dry run: there is nothing to send".to_owned(),
        1 => "dry run: 1 request, not sent".to_owned(),
        n => format!("dry run: {n} requests, none of them sent"),
    });
    Ok(())
}

/// The requests, in order, a blank line between two.
fn shown(requests: &[Intended]) -> String {
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
