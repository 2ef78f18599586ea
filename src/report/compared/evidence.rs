//! An entry as evidence: what a reviewer reads of it.

use super::rows::applied;
use super::{TouchedPerson, View};
use crate::error::Error;
use crate::load::COMPANION_LIMIT;
use crate::record::{Entry, Record};
use crate::report::change::{Evidence, Observed};
use crate::source::Bytes;

/// The most characters of a companion text that are shown.
const STORY: usize = 1_200;

pub(super) fn evidence(
    view: &View<'_>,
    person: &TouchedPerson,
    record: &Record<Entry>,
) -> Result<Evidence, Error> {
    let entry = &record.data;
    let story = match person.after.companions.get(&record.id) {
        Some(path) => match view.of.after.snapshot.read(path, COMPANION_LIMIT)? {
            Some(Bytes::Whole(bytes)) => plain(&String::from_utf8_lossy(&bytes)),
            Some(Bytes::TooLarge(_)) | None => None,
        },
        None => None,
    };
    Ok(Evidence {
        title: entry.title.clone(),
        entry_type: entry.kind.name().to_owned(),
        date: entry.date,
        decision: entry.decision.clone().filter(|decision| !decision.trim().is_empty()),
        story,
        applied: applied(person, entry),
        observed: entry
            .observed
            .as_ref()
            .map(|seen| Observed { by: view.names.person(&seen.by), note: seen.note.clone() }),
        links: entry.links.clone(),
    })
}

/// The running text of a companion: headings, tables, fences and list marks left out, at most
/// [`STORY`] characters. Nothing where there is none.
fn plain(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut fenced = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
            continue;
        }
        if fenced || line.starts_with(['#', '|']) || line.is_empty() {
            continue;
        }
        let line = ["- ", "* ", "+ ", "> "].iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line);
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
        if out.len() > STORY * 4 {
            break;
        }
    }
    let cut = out.char_indices().nth(STORY).map(|(at, _)| at);
    if let Some(cut) = cut {
        out.truncate(cut);
        // Between words, where there is a space at all.
        let end = out.rfind(' ').unwrap_or(out.len());
        out.truncate(end);
        out.push('…');
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_running_text_of_a_companion_is_shown() {
        let text = "# Title\n\nOne\ntwo.\n\n| a | b |\n| --- | --- |\n- three\n```sh\nrm -rf\n```\nfour";
        assert_eq!(plain(text).unwrap(), "One two. three four");
        assert_eq!(plain("# Only a title\n\n"), None);
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        let shown = plain(&"wörter und ".repeat(1_000)).unwrap();
        assert!(shown.chars().count() <= STORY + 1 && shown.ends_with('…'), "{}", shown.len());
        assert!(!shown.ends_with(" …"));
        assert_eq!(plain(&"x".repeat(9_000)).unwrap().chars().count(), STORY + 1);
    }
}
