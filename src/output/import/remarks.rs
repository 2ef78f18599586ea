//! What the import has to say about cells.

use anstyle::{AnsiColor, Style};

use super::{MOST_CELLS, Page, Subject};
use crate::import::{Remark, Weight};
use crate::output::escape::terminal;
use crate::output::wording::count;

/// The most remarks of a weight that are shown without `--all`.
const MOST_REMARKS: usize = 12;

impl Page {
    pub(super) fn remarks(&mut self, subject: &Subject<'_>, weight: Weight) {
        let of_weight = |remark: &&Remark| remark.weight == weight;
        let remarks: Vec<&Remark> = subject.import.remarks.iter().filter(of_weight).collect();
        let cells: usize = remarks.iter().map(|remark| remark.cells.len()).sum();
        if cells == 0 {
            return;
        }
        let (style, title) = match weight {
            Weight::NotUnderstood => (
                AnsiColor::Yellow.on_default(),
                format!("Not understood, so not written: {}", count(cells, "cell")),
            ),
            Weight::Assumed => (Style::new(), "Please look at these".to_owned()),
            Weight::Aside => (Style::new(), "Left aside".to_owned()),
        };
        self.heading(style, &title);
        if weight == Weight::Aside && !self.options.all {
            self.aside(&remarks);
            return;
        }
        let most = if self.options.all { usize::MAX } else { MOST_REMARKS };
        for remark in remarks.iter().take(most) {
            self.remark(subject.file, remark);
        }
        let rest = remarks.len().saturating_sub(most);
        if rest > 0 {
            self.paragraph(Style::new().dimmed(), 2, &format!("and {rest} more: --all lists everything"));
        }
    }

    /// What was left aside on purpose, by why.
    fn aside(&mut self, remarks: &[&Remark]) {
        let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
        for remark in remarks {
            let why = match remark.help.as_str() {
                "" => remark.why.clone(),
                help => format!("{} ({help})", remark.why),
            };
            let cell = remark.cells.first().map_or_else(String::new, ToString::to_string);
            let more = match remark.cells.len() {
                0 | 1 => String::new(),
                n => format!(" and {} more", n - 1),
            };
            let cell = format!("\"{}\" ({cell}{more})", remark.found);
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, cells)) => cells.push(cell),
                None => reasons.push((why, vec![cell])),
            }
        }
        for (why, mut cells) in reasons {
            let rest = cells.len().saturating_sub(MOST_CELLS);
            cells.truncate(MOST_CELLS);
            let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
            self.paragraph(Style::new(), 2, &format!("{why}: {}{more}", cells.join(", ")));
        }
    }

    fn remark(&mut self, file: &str, remark: &Remark) {
        let dim = self.style(Style::new().dimmed());
        let (line, column) = remark.place;
        let place = format!("{file}:{line}:{column}");
        let cell = remark.cells.first().map_or_else(String::new, |cell| format!(" ({cell})"));
        let found = if remark.found.is_empty() { String::new() } else { format!("\"{}\": ", remark.found) };
        let about = if remark.about.is_empty() { String::new() } else { format!(" [{}]", remark.about) };
        let most = if self.options.all { usize::MAX } else { MOST_CELLS };
        let more: Vec<String> = remark.cells.iter().skip(1).take(most).map(ToString::to_string).collect();
        let rest = remark.cells.len().saturating_sub(1 + more.len());
        let also = match (more.is_empty(), rest) {
            (true, _) => String::new(),
            (false, 0) => format!("; also {}", more.join(", ")),
            (false, rest) => format!("; also {} and {rest} more", more.join(", ")),
        };
        self.line(&format!("  {}{dim}{}{dim:#}", terminal(&place), terminal(&cell)));
        self.paragraph(Style::new(), 4, &format!("{found}{}{about}{also}", remark.why));
        if !remark.help.is_empty() {
            self.paragraph(AnsiColor::Cyan.on_default(), 4, &remark.help);
        }
    }
}
