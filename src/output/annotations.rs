//! Findings as workflow commands that GitHub's runner, and those of Forgejo and Gitea, turn into
//! annotations beside the lines of a change.
//!
//! Facts, from the runner's source (`ActionCommand`, `IssueCommandExtension`, `ExecutionContext` of
//! actions/runner) and GitHub's page on workflow commands: a command is
//! `::NAME key=value,key=value::data` on a line of its own; data escapes `%`, CR and LF, values also
//! `:` and `,`; of each kind the first ten of a step become annotations; a message is cut at 4,096
//! UTF-16 code units; columns count only where both ends lie on one line. No page says in which unit
//! columns count or whether the last one is included. They are written in UTF-16 code units, as the
//! page that shows them counts, the last one exclusive, as compilers give it.

use super::escape::{command_data, command_value, terminal};
use super::wording::{CONFLICT, advice, count, tally};
use crate::finding::Severity;
use crate::report::findings::{FindingView, Region, Tally};
use crate::report::permalink::in_repository;
use crate::report::step::StepReport;

/// How many annotations of each kind a runner takes from one step.
pub const MOST_OF_A_KIND: usize = 10;
/// The most UTF-16 code units of a message.
const MAX_MESSAGE: usize = 4_096;
/// The most UTF-16 code units of a title; forges take 255 characters.
const MAX_TITLE: usize = 200;

/// Annotations for the worst ten of each kind, a line each, with one notice about what is left out
/// and what stands. Conflicts with base are errors.
#[must_use]
pub fn of(step: &StepReport<'_>) -> String {
    let mut out = String::new();
    let conflicts = step.conflicts.iter().map(|path| conflict(step.root, path));
    let of = |severity| {
        step.found.iter().filter(move |it| it.severity == severity).map(|it| finding(step.root, it))
    };
    let errors: Vec<String> = conflicts.chain(of(Severity::Error)).collect();
    let warnings: Vec<String> = of(Severity::Warning).collect();
    let notes: Vec<String> = of(Severity::Note).collect();
    let over = |list: &[String]| list.len().saturating_sub(MOST_OF_A_KIND);
    let mut left = Tally { errors: over(&errors), warnings: over(&warnings), notes: over(&notes) };
    let mut room = MOST_OF_A_KIND;
    let omitted = step.omitted.introduced;
    if left.total() + omitted.total() > 0 || step.standing.total() > 0 {
        // The notice itself is one of the ten.
        room -= 1;
        left.notes = notes.len().saturating_sub(room);
    }
    for line in errors.iter().take(MOST_OF_A_KIND).chain(warnings.iter().take(MOST_OF_A_KIND)) {
        out.push_str(line);
    }
    notes.iter().take(room).for_each(|line| out.push_str(line));
    out + &about(left, omitted, step.standing)
}

/// What no annotation tells, in one notice.
fn about(left: Tally, omitted: Tally, standing: Tally) -> String {
    let mut said = Vec::new();
    if left.total() > 0 {
        said.push(format!(
            "Not shown beside a line: {}; the log and the summary have them all.",
            tally(left)
        ));
    }
    if omitted.total() > 0 {
        said.push(format!("Not listed, because the report would be too long: {}.", tally(omitted)));
    }
    if standing.total() > 0 {
        let n = count(standing.total(), "finding");
        said.push(format!("{n} standing, not from this change: {}.", tally(standing)));
    }
    if said.is_empty() {
        String::new()
    } else {
        command("notice", &[("title", "Milepost".into())], &said.join(" "))
    }
}

fn conflict(root: &str, path: &str) -> String {
    placed("error", "Milepost: conflict", root, path, None, CONFLICT)
}

fn finding(root: &str, finding: &FindingView) -> String {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut message = terminal(&finding.message);
    if let Some(help) = &finding.help {
        message.push_str("\nhelp: ");
        message.push_str(&terminal(&advice(help)));
    }
    let title = format!("Milepost: {}", terminal(&finding.rule));
    placed(kind, &title, root, &finding.place.path, finding.place.region.as_ref(), &message)
}

fn placed(kind: &str, title: &str, root: &str, path: &str, region: Option<&Region>, message: &str) -> String {
    let path = in_repository(root, path);
    let shown = terminal(&path);
    let title = ("title", cut(title, MAX_TITLE));
    if shown != path || path.is_empty() {
        // A name with hidden characters would attach to no file, or to one that looks the same.
        return command(kind, &[title], &format!("{shown}: {message}"));
    }
    let mut properties = vec![("file", path)];
    if let Some(region) = region {
        properties.extend(places(region));
    }
    properties.push(title);
    command(kind, &properties, message)
}

/// `line` and `endLine`, and the columns where both are the same line.
fn places(region: &Region) -> Vec<(&'static str, String)> {
    let (start, end) = (region.start, region.end);
    // What ends with a line end does not reach into the next line.
    let through = end.line > start.line && end.column == 1;
    let last = if through { end.line - 1 } else { end.line };
    let mut places = vec![("line", start.line.to_string()), ("endLine", last.to_string())];
    if start.line == end.line {
        places.push(("col", start.utf16_column.to_string()));
        places.push(("endColumn", end.utf16_column.to_string()));
    }
    places
}

fn command(kind: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties: Vec<String> =
        properties.iter().map(|(key, value)| format!("{key}={}", command_value(value))).collect();
    format!("::{kind} {}::{}\n", properties.join(","), command_data(&cut(message, MAX_MESSAGE)))
}

/// At most `limit` UTF-16 code units, the last one `…` where something was cut.
fn cut(text: &str, limit: usize) -> String {
    let mut units = 0;
    let mut kept = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > limit {
            return format!("{}…", text.get(..kept).unwrap_or_default());
        }
        if units < limit {
            kept = at + c.len_utf8();
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests;
