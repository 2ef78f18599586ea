//! Deadlines and windows as a Mermaid Gantt chart. Every name goes through `escape::mermaid`, and
//! our own word stands before it, so that none can be read as a keyword.

use crate::output::escape::mermaid;
use crate::report::change::{TimelineItem, When};

/// The chart's text, without its fence.
pub(super) fn gantt(items: &[TimelineItem], limit: usize) -> String {
    // No line for today: a comment must look the same on every day.
    let mut lines = vec![
        "gantt".to_owned(),
        "  accTitle: Deadlines and windows for use at work".to_owned(),
        "  dateFormat YYYY-MM-DD".to_owned(),
        "  axisFormat %Y-%m-%d".to_owned(),
        "  inclusiveEndDates".to_owned(),
        "  todayMarker off".to_owned(),
    ];
    let mut person = None;
    for item in items.iter().take(limit) {
        if person != Some(&item.person) {
            lines.push(format!("  section For {}", mermaid(item.person.shown())));
            person = Some(&item.person);
        }
        let name = mermaid(&item.name);
        lines.push(match item.when {
            When::Deadline { date } => format!("  Deadline · {name} :milestone, {date}, 0d"),
            When::Application { start, end } => format!("  Use at work · {name} :{start}, {end}"),
        });
    }
    lines.join("\n")
}
