//! The text of the issue that holds the digest: marker, the digest as Markdown, mentions; within
//! what a forge accepts. What does not fit is left out by whole sections, and said.

use std::collections::BTreeMap;

use super::escape;
use super::markdown::COMMENT_LIMIT;
use super::report::{self, Form, Report};
use super::template::Fault;
use crate::error::Error;
use crate::report::change::Person;
use crate::report::digest::Digest;

/// What every marker of a digest issue begins with.
pub const MARKER: &str = "<!-- milepost:digest ";
/// The title of the issue.
pub const TITLE: &str = "Learning digest";
/// The most people who are mentioned: forges notify some dozens at once.
const MAX_MENTIONS: usize = 50;

/// A section that may be left out: its name, and what empties it.
type Section = (&'static str, fn(&mut Digest));

/// The most characters of a title or name where texts are shortened.
const SHORT: usize = 60;

/// In the order in which they go: what can wait for another place first. What was achieved and what
/// is due stay, with shorter texts.
const LADDER: [Section; 8] = [
    ("what people missed in modules", |digest| digest.missing.clear()),
    ("team challenges", |digest| digest.challenges.clear()),
    ("what teams need", |digest| digest.needs.clear()),
    ("the ends of long texts", shorten),
    ("awards to renew", |digest| digest.awards_ending.clear()),
    ("what is to be assessed again", |digest| digest.reassessments.clear()),
    ("names of what is past its day", |digest| {
        if let Some(overdue) = &mut digest.overdue {
            overdue.named.clear();
        }
    }),
    ("what is to be used at work", |digest| digest.closing_windows.clear()),
];

/// Shortens what people wrote of things that were achieved or are due.
fn shorten(digest: &mut Digest) {
    let short = |text: &mut String| *text = escape::shorten(text, SHORT);
    let who = |who: &mut Person| who.name.iter_mut().for_each(short);
    for award in &mut digest.achieved.awards {
        who(&mut award.who);
        short(&mut award.credential);
    }
    for goal in &mut digest.achieved.goals {
        who(&mut goal.who);
        short(&mut goal.title);
    }
    for used in &mut digest.achieved.uses {
        who(&mut used.who);
        short(&mut used.title);
        short(&mut used.outcome);
        used.place.iter_mut().for_each(short);
    }
    for goal in digest.due.iter_mut().flat_map(|span| &mut span.goals) {
        who(&mut goal.who);
        short(&mut goal.title);
    }
    for window in &mut digest.closing_windows {
        who(&mut window.who);
        short(&mut window.title);
        window.place.iter_mut().for_each(short);
    }
}

/// The marker that the text begins with, so that the next run finds its own.
#[must_use]
pub fn marker(digest: &Digest) -> String {
    format!("{MARKER}v1 hash={} -->", digest.hash)
}

/// The text of the issue, at most [`COMMENT_LIMIT`] bytes; `own` are the templates of the learning
/// repository. What is wrong with those is returned beside the text.
///
/// # Errors
/// Where the built-in templates cannot be rendered.
pub fn body(digest: &Digest, own: &BTreeMap<String, String>) -> Result<(String, Vec<Fault>), Error> {
    let ends = format!("{}\n", mentions(&digest.mentions));
    let mut shown = digest.clone();
    let mut left_out: Vec<&str> = Vec::new();
    let mut rest = LADDER.iter();
    loop {
        let (text, faults) = report::laid_out(Report::Digest, &shown, Form::Markdown, shown.items(), own)?;
        let body = format!("{}\n{}{}{ends}", marker(digest), text.trim_end(), told(&left_out));
        if body.len() <= COMMENT_LIMIT {
            return Ok((body, faults));
        }
        let Some((name, empty)) = rest.find(|(_, empty)| changes(&shown, *empty)) else {
            let short = "# Learning digest\n\nThe digest is too long for an issue. `milepost report digest` \
                         shows all of it.";
            return Ok((format!("{}\n{short}{ends}", marker(digest)), faults));
        };
        empty(&mut shown);
        left_out.push(name);
    }
}

/// Whether a section holds anything.
fn changes(digest: &Digest, empty: fn(&mut Digest)) -> bool {
    let mut without = digest.clone();
    empty(&mut without);
    without != *digest
}

fn told(left_out: &[&str]) -> String {
    let names = match left_out.split_last() {
        None => return String::new(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
    };
    format!(
        "\n\nLeft out, because an issue holds only so much: {names}. `milepost report digest` shows all of it."
    )
}

fn mentions(accounts: &[String]) -> String {
    let all: Vec<String> = accounts.iter().filter_map(|account| escape::mention(account)).collect();
    let named: Vec<&str> = all.iter().take(MAX_MENTIONS).map(String::as_str).collect();
    if named.is_empty() { String::new() } else { format!("\n\nFor your attention: {}", named.join(" ")) }
}
