//! Days as an iCalendar file (RFC 5545): one event of a whole day for each.
//!
//! Ids are made of the kind of day, the record, the person and the name of the learning repository,
//! so that importing the file again updates the events, also where a date moved. The stamp is
//! midnight (UTC) of the report's day: the same state on the same day gives the same bytes. Without
//! a day there is a calendar without an event, which programs that subscribe to a file expect.
//!
//! Texts are on one line, and characters that cannot be seen are made visible, as in a terminal.

use std::fmt::Write;

use icalendar::{Calendar, Class, Component, Event, Property};

use super::escape::terminal;
use crate::calendar::Date;
use crate::report::status::{DateKind, Schedule, StatusDate};

/// The file.
#[must_use]
pub fn calendar(schedule: &Schedule) -> String {
    let repository = &schedule.header.repository;
    let mut calendar = Calendar::empty();
    for (key, value) in
        [("VERSION", "2.0"), ("PRODID", "-//Milepost//Milepost//EN"), ("CALSCALE", "GREGORIAN")]
    {
        calendar.append_property(Property::new(key, value));
    }
    let name = match &schedule.owner {
        Some(owner) => format!("{} · {}", line(owner), line(repository)),
        None => line(repository),
    };
    // The first is of RFC 7986, the second what programs knew before it. The library escapes texts
    // of RFC 5545 only.
    for key in ["NAME", "X-WR-CALNAME"] {
        calendar.append_property(Property::new(key, escaped(&name)));
    }
    for date in &schedule.dates {
        calendar.push(event(date, schedule));
    }
    calendar.to_string()
}

fn event(date: &StatusDate, schedule: &Schedule) -> Event {
    let title = line(&date.title);
    let (summary, description) = words(date.kind, &title);
    let whose = date.who.as_ref().filter(|_| schedule.owner.is_none());
    let summary = whose.map_or_else(|| summary.clone(), |who| format!("{}: {summary}", line(who.shown())));
    let handle = date.who.as_ref().map_or("", |who| who.handle.as_str());
    let record = format!("people/{handle}/goals/{}.yaml", date.record);
    let mut event = Event::new();
    event
        .uid(&uid(date, handle, &schedule.header.repository))
        .add_property("DTSTAMP", format!("{}T000000Z", basic(schedule.header.today)))
        .append_property(Property::new("DTSTART", basic(date.date)).add_parameter("VALUE", "DATE").done())
        .summary(&summary)
        .description(&format!("{description}\n{record}"))
        .class(Class::Private)
        .add_property("TRANSP", "TRANSPARENT");
    event.done()
}

/// What an event is called, and a sentence about it.
fn words(kind: DateKind, title: &str) -> (String, String) {
    match kind {
        DateKind::UseAtWork => {
            (format!("Use at work: {title}"), "The last day for using it at work.".to_owned())
        }
        DateKind::Reassessment => (
            format!("Assess again: {title}"),
            "The last day on which the latest assessment is recent.".to_owned(),
        ),
        DateKind::Deadline => {
            (format!("Deadline: {title}"), "The last day for reaching the goal.".to_owned())
        }
        DateKind::SecondTry => (format!("Second try: {title}"), "The last day for it.".to_owned()),
        DateKind::AwardEnds => {
            (format!("Award ends: {title}"), "The last day on which it is valid.".to_owned())
        }
        DateKind::Need => (format!("Needed: {title}"), "The day by which it is needed.".to_owned()),
        DateKind::ProgramStarts | DateKind::RotationStarts => {
            (format!("Begins: {title}"), "The first day.".to_owned())
        }
        DateKind::Session => (format!("Session: {title}"), "The group meets.".to_owned()),
        DateKind::ProgramEnds | DateKind::RotationEnds => {
            (format!("Ends: {title}"), "The last day.".to_owned())
        }
    }
}

/// A text value on one line, as RFC 5545 escapes it (3.3.11).
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace(';', r"\;").replace(',', r"\,")
}

/// `20261218`.
fn basic(date: Date) -> String {
    date.to_string().replace('-', "")
}

fn line(text: &str) -> String {
    terminal(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn uid(date: &StatusDate, handle: &str, repository: &str) -> String {
    let kind = match date.kind {
        DateKind::Deadline => "deadline",
        DateKind::UseAtWork => "use-at-work",
        DateKind::Reassessment => "reassessment",
        DateKind::SecondTry => "second-try",
        DateKind::AwardEnds => "award-ends",
        DateKind::Need => "need",
        DateKind::ProgramStarts => "program-starts",
        DateKind::Session => "session",
        DateKind::ProgramEnds => "program-ends",
        DateKind::RotationStarts => "rotation-starts",
        DateKind::RotationEnds => "rotation-ends",
    };
    format!("{kind}.{}.{handle}@{}", date.record, host(repository))
}

/// A name as it may stand after the `@` of an id: different names stay different.
fn host(name: &str) -> String {
    let mut host = String::new();
    for c in name.chars() {
        match c {
            'a'..='z' | '0'..='9' | '-' | '.' => host.push(c),
            _ => {
                let _ = write!(host, "_{:x}_", u32::from(c));
            }
        }
    }
    host
}

#[cfg(test)]
mod tests;
