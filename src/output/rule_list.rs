//! The list of rules: for a terminal, for programs, and as the README's table.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::escape::terminal;
use super::wording::wrap;
use crate::finding::{Audience, Severity};
use crate::rules::{Check, Family, Origin, RULES, Rule, Severities};

/// Where the policy sets a rule's severity: rule id → file and line.
pub type Configured = BTreeMap<String, String>;

/// The rules of each family with the severity in force.
#[must_use]
pub fn human(severities: &Severities, configured: &Configured, colour: bool, width: usize) -> String {
    let mut text = String::new();
    let id_width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    let heading = if colour { Style::new().bold() } else { Style::new() };
    for family in Family::ALL {
        let _ = writeln!(text, "{heading}{}{heading:#}", family.title());
        for rule in RULES.iter().filter(|rule| rule.family == family) {
            let severity = severities.in_force(rule);
            let style = if colour { style(severity) } else { Style::new() };
            let mark = match severities.origin(rule) {
                Origin::Default => String::new(),
                Origin::Policy => format!(" (set in {})", place(configured, rule)),
                Origin::Flag => " (set by a flag)".to_owned(),
            };
            let summary = format!("{}{mark}", rule.summary);
            let indent = id_width + 14;
            let mut lines = wrap(&summary, width.saturating_sub(indent).max(24)).into_iter();
            let first = lines.next().unwrap_or_default();
            let _ =
                writeln!(text, "  {style}{:<8}{style:#}  {:<id_width$}  {first}", word(severity), rule.id);
            for line in lines {
                let _ = writeln!(text, "{:indent$}{line}", "");
            }
        }
        text.push('\n');
    }
    let _ = writeln!(
        text,
        "{} rules. `milepost explain RULE` says what one means and how to change it.",
        RULES.len()
    );
    text
}

fn word(severity: Option<Severity>) -> String {
    severity.map_or_else(|| "off".to_owned(), |severity| severity.to_string())
}

fn style(severity: Option<Severity>) -> Style {
    let colour = match severity {
        Some(Severity::Error) => AnsiColor::Red,
        Some(Severity::Warning) => AnsiColor::Yellow,
        Some(Severity::Note) => AnsiColor::Cyan,
        None => AnsiColor::BrightBlack,
    };
    Style::new().fg_color(Some(colour.into()))
}

fn place(configured: &Configured, rule: &Rule) -> String {
    configured.get(rule.id).map_or_else(|| "milepost.yaml".to_owned(), |place| terminal(place))
}

#[derive(Serialize)]
struct Listed {
    id: &'static str,
    family: &'static str,
    severity: String,
    default_severity: Severity,
    scope: BTreeSet<&'static str>,
    configured_in: String,
    audience: Audience,
    dated: bool,
    summary: &'static str,
}

#[derive(Serialize)]
struct List {
    version: u32,
    kind: &'static str,
    rules: Vec<Listed>,
}

/// The rules for programs: one object with `version` 1, `kind` `rules` and `rules`, a list of
/// `{id, family, severity, default_severity, scope, configured_in, audience, dated, summary}`; `severity`
/// is the one in force or `off`, `scope` what the rule looks at, `configured_in` the file and line
/// that set the severity, `default` or `flag`.
#[must_use]
pub fn json(severities: &Severities, configured: &Configured) -> String {
    let listed = |rule: &&Rule| Listed {
        id: rule.id,
        family: rule.family.title(),
        severity: word(severities.in_force(rule)),
        default_severity: rule.severity,
        scope: rule.checks.iter().map(Check::scope).collect(),
        configured_in: match severities.origin(rule) {
            Origin::Default => "default".to_owned(),
            Origin::Policy => place(configured, rule),
            Origin::Flag => "flag".to_owned(),
        },
        audience: rule.audience,
        dated: rule.dated,
        summary: rule.summary,
    };
    let list = List { version: 1, kind: "rules", rules: RULES.iter().map(listed).collect() };
    serde_json::to_string_pretty(&list).map_or_else(|_| String::new(), |json| json + "\n")
}

/// The table of the README.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::new();
    for family in Family::ALL {
        let _ = writeln!(text, "| {} | severity | finds |\n| --- | --- | --- |", family.title());
        for rule in RULES.iter().filter(|rule| rule.family == family) {
            let dated = if rule.dated { " †" } else { "" };
            let owner = match rule.audience {
                Audience::Owner => ", shown to the person only",
                Audience::Shared => "",
            };
            let _ = writeln!(
                text,
                "| `{}` | {}{dated} | {}{owner} |",
                rule.id,
                rule.severity,
                rule.summary.replace('|', "\\|")
            );
        }
        text.push('\n');
    }
    text.push_str(
        "† comes and goes with the date: a change never fails for it on a record that it does not touch.\n",
    );
    text
}
