//! What the next days hold for everybody, day by day.

use super::super::columns::{padded, width};
use super::super::wording::count;
use super::{Page, in_words, kind_in_words};
use crate::report::basis::Header;
use crate::report::status::{DAYS_AHEAD, StatusDate, TeamStatus};

/// The most lines; the rest is counted.
const MOST: usize = 100;

pub(super) fn write(page: &mut Page, team: &TeamStatus, header: &Header) {
    let (bold, dim, columns) = (page.bold(), page.dim(), page.options.width);
    let name = page.cut(&header.repository, columns - 12);
    let fill = columns.saturating_sub(width(&name) + 10);
    let today = header.today;
    page.line(&format!("{bold}{name}{bold:#}{}{dim}{today}{dim:#}", " ".repeat(fill)));
    let people = count(team.people, "person");
    let about = format!("The next {DAYS_AHEAD} days of {people}, until {}", team.until);
    page.sentence(dim, &about);
    let shown = team.dates.get(..MOST).unwrap_or(&team.dates);
    let kind = shown.iter().map(|date| width(kind_in_words(date.kind))).max().unwrap_or(0);
    let mut day = None;
    for date in shown {
        if day != Some(date.date) {
            day = Some(date.date);
            page.blank();
            let when = in_words(date.days);
            page.line(&format!("{bold}{when}{bold:#}  {dim}{}{dim:#}", date.date));
        }
        line(page, date, kind);
    }
    if team.dates.len() > MOST {
        page.more(team.dates.len() - MOST);
    }
    if team.dates.is_empty() {
        page.blank();
        nothing(page, team);
    }
}

fn nothing(page: &mut Page, team: &TeamStatus) {
    let plain = anstyle::Style::new();
    if team.people == 0 {
        let text = "No profile can be read yet. `milepost new profile` writes the first one, \
                    people/HANDLE/profile.yaml.";
        return page.sentence(plain, text);
    }
    let next = team.after.as_ref().map(|date| {
        let who = date.who.as_ref().map(|who| format!("{}, ", who.shown())).unwrap_or_default();
        format!(" Next: {who}{} on {}, {}.", kind_in_words(date.kind), date.date, in_words(date.days))
    });
    page.sentence(plain, &format!("Nothing is due.{}", next.unwrap_or_default()));
}

/// What it is, whose, and about what.
fn line(page: &mut Page, date: &StatusDate, kind: usize) {
    let (dim, columns) = (page.dim(), page.options.width);
    let words = padded(kind_in_words(date.kind), kind);
    let room = columns.saturating_sub(2 + kind + 2);
    let who = date.who.as_ref().map(|who| page.cut(who.shown(), (room / 2).min(28)));
    let Some(who) = who else {
        let title = page.cut(&date.title, room);
        return page.line(&format!("  {dim}{words}{dim:#}  {title}"));
    };
    let dot = page.dot();
    let left = room.saturating_sub(width(&who) + 3);
    let title = page.cut(&date.title, left);
    page.line(&format!("  {dim}{words}{dim:#}  {who} {dim}{dot}{dim:#} {title}"));
}
