//! The status of one person: what is late, what is next, plans for work, progress, load, absences.

use super::super::columns::{bar, width};
use super::super::wording::count;
use super::{MOST, ONE_LINE, Page, in_words};
use crate::calendar::Date;
use crate::report::status::{ApplicationWindow, PersonStatus, PresenceState, WeekLoad};

/// The widest label before a bar.
const LABEL: usize = 24;

pub(super) fn write(page: &mut Page, status: &PersonStatus, today: Date) {
    head(page, status, today);
    presence(page, status);
    if status.presence == PresenceState::Left {
        return;
    }
    if !status.late.is_empty() {
        match status.presence {
            PresenceState::Away => page.heading("Waiting until the time away ends"),
            PresenceState::Present
            | PresenceState::NotStarted
            | PresenceState::Left
            | PresenceState::Unknown => page.heading("Late"),
        }
        page.dates(&status.late);
    }
    if !status.next.is_empty() {
        page.heading("Next");
        page.dates(&status.next);
    }
    beginning(page, status);
    windows(page, &status.applications);
    measures(page, status);
    away(page, status, today);
}

/// Who it is, and the day.
fn head(page: &mut Page, status: &PersonStatus, today: Date) {
    let (bold, dim, columns) = (page.bold(), page.dim(), page.options.width);
    let name = page.cut(status.who.shown(), columns - 12);
    let room = columns.saturating_sub(12 + width(&name) + 2);
    let position = status.position.as_deref().unwrap_or_default();
    let beside = if width(position) <= room { position } else { "" };
    let shown = page.cut(beside, room);
    let fill = columns.saturating_sub(width(&name) + 2 + width(&shown) + 10);
    page.line(&format!("{bold}{name}{bold:#}  {dim}{shown}{dim:#}{}{dim}{today}{dim:#}", " ".repeat(fill)));
    if beside.is_empty() && !position.is_empty() {
        let position = page.cut(position, columns);
        page.line(&format!("{dim}{position}{dim:#}"));
    }
}

fn presence(page: &mut Page, status: &PersonStatus) {
    let on = |words: &str| status.presence_date.map(|date| format!("{words} {date}"));
    let sentence = match status.presence {
        PresenceState::Present => return,
        PresenceState::NotStarted => on("Starts on").unwrap_or_else(|| "Has not started".to_owned()),
        PresenceState::Away => on("Away until").unwrap_or_else(|| "Away".to_owned()),
        PresenceState::Left => on("Left on").unwrap_or_else(|| "No longer here".to_owned()),
        PresenceState::Unknown => {
            "There is no profile that can be read: `milepost check` says why".to_owned()
        }
    };
    page.blank();
    let plain = anstyle::Style::new();
    page.sentence(plain, &format!("{sentence}."));
}

/// What there is to say where there is little: that nothing is due, and how to begin.
fn beginning(page: &mut Page, status: &PersonStatus) {
    let plain = anstyle::Style::new();
    let nothing = status.late.is_empty() && status.next.is_empty();
    if let Some(path) = &status.first_goal_path {
        page.blank();
        let first =
            if nothing { "Nothing is due, and no goal is under way." } else { "No goal is under way." };
        page.sentence(
            plain,
            &format!("{first} The next one is a file, {path}: `milepost schema goal` lists its fields."),
        );
    } else if nothing {
        page.blank();
        page.sentence(plain, "Nothing is due.");
    } else if status.late.is_empty() && status.own && status.presence == PresenceState::Present {
        page.blank();
        page.sentence(page.dim(), "Nothing is late.");
    }
}

fn windows(page: &mut Page, windows: &[ApplicationWindow]) {
    if windows.is_empty() {
        return;
    }
    page.heading("Use at work");
    let shown = windows.get(..MOST).unwrap_or(windows);
    for window in shown {
        self::window(page, window);
    }
    page.more(windows.len() - shown.len());
}

/// What will be done, then the days of the window as a line with what has passed of it.
fn window(page: &mut Page, window: &ApplicationWindow) {
    let (dim, columns) = (page.dim(), page.options.width);
    let what = page.cut(window.what.as_deref().unwrap_or(&window.title), columns - 2);
    let room = columns.saturating_sub(2 + width(&what) + 3);
    let place = window.place.as_deref().filter(|_| room >= 8).map(|place| page.cut(place, room));
    let dot = page.dot();
    let place = place.map(|place| format!(" {dim}{dot} {place}{dim:#}")).unwrap_or_default();
    page.line(&format!("  {what}{place}"));
    let today = window.until.plus_days(-window.days_left);
    let whole = window.opens.days_until(window.until).max(1) as f64;
    let gone = if window.open { window.opens.days_until(today) as f64 } else { 0.0 };
    let cells = if columns < ONE_LINE { 8 } else { 20 };
    let (full, empty) = bar(gone / whole, cells, page.options.unicode);
    let (full, empty) = if page.options.unicode {
        (full.replace('█', "━"), empty.replace('░', "─"))
    } else {
        (full.replace('#', "="), empty.replace('.', "-"))
    };
    let (style, words) = if window.open {
        let last = match window.days_left {
            ..=0 => "today is the last day".to_owned(),
            days => format!("{} left", count(days.unsigned_abs() as usize, "day")),
        };
        (page.notable(), last)
    } else {
        (anstyle::Style::new(), format!("opens {}", in_words(today.days_until(window.opens))))
    };
    let (opens, until) = (window.opens, window.until);
    let (left, right) = if page.options.unicode { ("├", "┤") } else { ("|", "|") };
    let line = format!(
        "  {dim}{opens}{dim:#} {dim}{left}{dim:#}{style}{full}{style:#}{dim}{empty}{right}{dim:#} {until}"
    );
    let used = 2 + 10 + 1 + 1 + cells + 1 + 1 + 10;
    if used + 2 + width(&words) <= columns {
        page.line(&format!("{line}  {style}{words}{style:#}"));
    } else {
        page.line(&line);
        page.line(&format!("  {style}{words}{style:#}"));
    }
}

/// Progress and load: bars under each other.
fn measures(page: &mut Page, status: &PersonStatus) {
    let progress: Vec<_> = status.tier.iter().chain(&status.path).collect();
    let load = status.load.as_ref().filter(|load| load.hours > 0.0 || load.peak.is_some());
    let labels = progress.iter().map(|part| page.cut(&part.towards, LABEL));
    let column = labels.map(|label| width(&label)).chain([width(THIS_WEEK)]).max().unwrap_or(0);
    let column = column.min(if page.options.width < ONE_LINE { 16 } else { LABEL });
    if !progress.is_empty() {
        page.heading("Progress");
        let style = page.reached();
        for part in progress {
            let share = part.met as f64 / part.total as f64;
            page.measure((&part.towards, column), share, style, &format!("{} of {}", part.met, part.total));
        }
    }
    if let Some(load) = load {
        self::load(page, load, column);
    }
}

const THIS_WEEK: &str = "This week";

fn load(page: &mut Page, load: &WeekLoad, column: usize) {
    page.heading("Load");
    let style = |page: &Page, over| if over { page.notable() } else { page.reached() };
    let of = |hours: f64| format!("{} of {} h", shown(hours), shown(load.allowance));
    let share = |hours: f64| if load.allowance > 0.0 { hours / load.allowance } else { hours.signum() };
    let now = style(page, load.over);
    page.measure((THIS_WEEK, column), share(load.hours), now, &of(load.hours));
    if let Some(peak) = &load.peak {
        let days = format!("{} to {}", peak.first, peak.last);
        let ahead = style(page, peak.over);
        let beside = 2 + column + 2 + 20 + 2 + width(&of(peak.hours)) + 2 + width(&days);
        if page.options.width < beside {
            page.measure(("Peak ahead", column), share(peak.hours), ahead, &of(peak.hours));
            let dim = page.dim();
            page.line(&format!("    {dim}{days}{dim:#}"));
        } else {
            let figures = format!("{}  {days}", of(peak.hours));
            page.measure(("Peak ahead", column), share(peak.hours), ahead, &figures);
        }
    }
    if load.without_hours > 0 {
        let dim = page.dim();
        let goals = if load.without_hours == 1 {
            "1 more goal says no hours".to_owned()
        } else {
            format!("{} more goals say no hours", load.without_hours)
        };
        page.line(&format!("  {dim}{goals}{dim:#}"));
    }
}

/// Hours without needless decimals.
fn shown(hours: f64) -> String {
    let text = format!("{hours:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn away(page: &mut Page, status: &PersonStatus, today: Date) {
    let ahead: Vec<_> = status.away.iter().filter(|away| away.start > today).collect();
    if ahead.is_empty() {
        return;
    }
    page.heading("Away");
    let dim = page.dim();
    for away in ahead.iter().take(MOST) {
        let when = in_words(today.days_until(away.start));
        let days = if away.start == away.end {
            away.start.to_string()
        } else {
            format!("{} to {}", away.start, away.end)
        };
        page.line(&format!("  {days}  {dim}{when}{dim:#}"));
    }
    page.more(ahead.len().saturating_sub(MOST));
}
