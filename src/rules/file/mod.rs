//! Rules about whether a file can be read at all. They are never lowered and never silenced.

pub mod conflict_marker;
pub mod duplicate_key;
pub mod hidden_character;
pub mod invalid_id;
pub mod invalid_record;
pub mod invalid_text;
pub mod invalid_yaml;
pub mod swallowed_text;
pub mod unknown_file;
pub mod unknown_key;
pub mod unsafe_entry;
pub mod unsupported_yaml;

use super::{FilesView, Rule};
use crate::finding::{Certainty, Finding, Help, Location, Side, Target};
use crate::load::{Content, YamlFile};
use crate::schema::{Violation, ViolationKind};
use crate::yaml::ProblemKind;

fn yaml_files<'a>(view: &FilesView<'a>) -> impl Iterator<Item = &'a YamlFile> {
    view.files.iter().filter_map(|file| match &file.content {
        Content::Yaml(yaml) => Some(&**yaml),
        Content::NotOpened(_)
        | Content::UnsafeName
        | Content::TooDeep
        | Content::TooLarge { .. }
        | Content::LfsPointer
        | Content::NotText { .. }
        | Content::Companion(_)
        | Content::LeftAlone => None,
    })
}

/// Every problem of one kind that the YAML reader saw, as a finding of `rule`.
fn push_problems(view: &FilesView<'_>, kind: ProblemKind, rule: &Rule, findings: &mut Vec<Finding>) {
    for yaml in yaml_files(view) {
        let path = yaml.source.path();
        for problem in yaml.problems.iter().filter(|problem| problem.kind == kind) {
            // The character that stops the reader is a finding of its own.
            let at = yaml.source.slice(problem.span);
            if kind == ProblemKind::Syntax && at.chars().count() == 1 && hidden_character::is_told(at) {
                continue;
            }
            let mut finding = rule.finding(Location::text(path, problem.span), &problem.message);
            // A mended text is read again, so one that is wrong is seen at once.
            finding.help = help(problem.help.as_ref(), problem.replacement.as_ref(), Certainty::Exact);
            if let Some((span, label)) = &problem.related {
                finding = finding.related(Location::text(path, *span), label);
            }
            findings.push(finding);
        }
    }
}

/// Every violation of one kind that the schema saw, as a finding of `rule`.
fn push_violations(view: &FilesView<'_>, kind: ViolationKind, rule: &Rule, findings: &mut Vec<Finding>) {
    for yaml in yaml_files(view) {
        for violation in yaml.violations.iter().filter(|violation| violation.kind == kind) {
            // Without the character that nobody can see it may well be a key that is known.
            if kind == ViolationKind::UnknownKey && key_is_told(yaml, violation) {
                continue;
            }
            let location = Location::Route {
                side: Side::After,
                path: yaml.source.path().to_owned(),
                pointer: violation.pointer.clone(),
                target: violation.target,
            };
            let mut finding = rule.finding(location, &violation.message).label(&violation.label);
            finding.help = help(violation.help.as_ref(), violation.replacement.as_ref(), violation.certainty);
            if violation.target == Target::Key {
                // One map may lack several keys; what is said of it tells them apart.
                finding = finding.subject(&violation.message);
            }
            findings.push(finding);
        }
    }
}

fn key_is_told(yaml: &YamlFile, violation: &Violation) -> bool {
    let key = violation.pointer.parts().last();
    // Only such a key can have one; looking for its place takes longer.
    key.is_some_and(|key| hidden_character::is_told(&key))
        && yaml
            .document
            .as_ref()
            .and_then(|document| document.locate(&violation.pointer, violation.target))
            .is_some_and(|span| hidden_character::is_told(yaml.source.slice(span)))
}

fn help(text: Option<&String>, replacement: Option<&String>, certainty: Certainty) -> Option<Help> {
    match (text, replacement) {
        (None, None) => None,
        (text, replacement) => Some(Help {
            replacement: replacement.cloned(),
            certainty,
            ..Help::advice(text.map_or("write this instead", String::as_str))
        }),
    }
}
