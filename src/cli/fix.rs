//! `milepost check --fix`: shows what is sure to be meant, and writes it into the working tree.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::files::{replace, write_renamed};
use super::output::Output;
use super::place::Place;
use super::run;
use super::{Common, usage};
use crate::check::fix::{FixedFile, Fixer, fix};
use crate::check::{self, Scope, Settings, State};
use crate::error::Error;
use crate::finding::{Audience, Finding, Severity};
use crate::output::difference::difference;
use crate::output::wording::{count, tally};
use crate::policy::Policy;
use crate::report::findings::Tally;
use crate::rules::{self, Flags, Severities};
use crate::source::{Drafts, Head, Snapshot};

/// What is asked for.
pub(super) struct Request<'a> {
    /// Only files that differ from this revision are touched.
    pub(super) base: Option<&'a str>,
    /// Which rules are looked at, and how they weigh.
    pub(super) flags: &'a Flags,
    /// Whether nothing is written.
    pub(super) dry_run: bool,
}

/// What was done.
pub(super) struct Mended {
    /// Findings that are mended.
    findings: usize,
    /// The files that they were in.
    files: usize,
    /// Files that could not be written.
    unwritten: usize,
    /// The new names of files that have one now.
    pub(super) renamed: Vec<String>,
    /// What would be left; only where nothing was written.
    left: Option<Tally>,
}

/// Mends what lies `within` the paths asked for: prints the differences, writes the files.
///
/// # Errors
/// Where the working tree cannot be judged, or there is none. A file that cannot be written is told,
/// and the others are written all the same.
pub(super) fn run(
    place: &Place,
    request: &Request<'_>,
    within: &dyn Fn(&str) -> bool,
    common: &Common,
    output: &Output,
) -> Result<Mended, Error> {
    if place.repository.work_dir().is_none() {
        return Err(usage(
            "a bare repository has no files to mend",
            "run `milepost check --fix` in a clone with a working tree",
        ));
    }
    let snapshot = place.repository.working_tree(&place.root)?;
    let unmerged = place.repository.unmerged(&place.root)?;
    let changed = request.base.map(|base| changed_paths(place, base)).transpose()?;
    let may_touch = |path: &str| {
        within(path)
            && !unmerged.contains(path)
            && changed.as_ref().is_none_or(|changed| changed.contains(path))
    };
    // Whether a file is better is judged by every rule, whichever are asked for.
    let all = Flags { select: Vec::new(), ignore: Vec::new(), ..request.flags.clone() };
    let settings = |policy: Policy| {
        let today = run::today(common, &policy)?;
        Ok(Settings { severities: Severities::new(&policy, all.clone()), policy, today, opened: today })
    };
    let asked = Severities::new(&Policy::default(), request.flags.clone());
    let wants = |finding: &Finding| rules::by_id(finding.rule).is_some_and(|rule| asked.runs(rule));
    let fixer = Fixer {
        settings: &settings,
        wants: &wants,
        may_touch: &may_touch,
        endings: request.flags.select.is_empty(),
    };
    let files = fix(&snapshot, &fixer)?;
    for file in &files {
        output.print(&shown(file, output))?;
    }
    if request.dry_run {
        let left = left(&snapshot, &files, &settings, &wants, &may_touch)?;
        return Ok(Mended { left: Some(left), ..Mended::of(&files, 0) });
    }
    let mut written: Vec<FixedFile> = Vec::new();
    let mut unwritten = 0;
    for file in files {
        match write(place, &file) {
            Ok(()) => written.push(file),
            Err(error) => {
                unwritten += 1;
                output.warning(&error.to_string(), &error.hint());
            }
        }
    }
    Ok(Mended::of(&written, unwritten))
}

/// The paths that differ from where the change began.
fn changed_paths(place: &Place, base: &str) -> Result<BTreeSet<String>, Error> {
    let base = run::resolve(place, "--base", base)?;
    let head = place.repository.resolve("HEAD")?;
    let began = place.repository.merge_base(&base, &head)?;
    let change = place.repository.change(&began, Head::WorkingTree, &place.root)?;
    Ok(change.files.into_iter().filter_map(|file| String::from_utf8(file.path).ok()).collect())
}

/// The difference; of a file that holds what no output may repeat, its name alone where others may
/// read along.
fn shown(file: &FixedFile, output: &Output) -> String {
    let new = file.renamed.as_ref().unwrap_or(&file.path);
    if file.concealed && !output.is_personal() {
        let line = format!("{}: {} in a file that is not shown here\n", file.path, count(file.count, "fix"));
        return crate::output::escape::terminal_lines(&line, &mut []);
    }
    difference(&file.path, new, &file.before, &file.after, output.colour())
}

fn write(place: &Place, file: &FixedFile) -> Result<(), Error> {
    let path = place.to_write(&file.path)?;
    match &file.renamed {
        None => replace(&path, &file.before, &file.after),
        Some(new) => write_renamed(&path, &place.to_write(new)?, &file.before, &file.after),
    }
}

/// What would be left to do with the files in place.
fn left(
    snapshot: &Snapshot,
    files: &[FixedFile],
    settings: &dyn Fn(Policy) -> Result<Settings, Error>,
    wants: &dyn Fn(&Finding) -> bool,
    may_touch: &dyn Fn(&str) -> bool,
) -> Result<Tally, Error> {
    let mut drafts = Drafts::default();
    let mut renamed = BTreeSet::new();
    for file in files {
        if let Some(new) = &file.renamed {
            drafts.remove(&*file.path);
            renamed.insert(new.clone());
        }
        drafts.write(file.renamed.as_ref().unwrap_or(&file.path), file.after.as_bytes());
    }
    let state = State::load(snapshot.under(snapshot.name(), Arc::new(drafts)))?;
    let settings = settings(state.policy.checked.clone().unwrap_or_default())?;
    let survey = check::survey(&state, None, &Scope::Everything, &settings)?;
    let mut left = Tally::default();
    let told = |finding: &&Finding| finding.audience == Audience::Shared && wants(finding);
    for finding in survey.findings.iter().filter(told) {
        let path = finding.location.path();
        if !may_touch(&path) && !renamed.contains(&*path) {
            continue;
        }
        match finding.severity {
            Severity::Error => left.errors += 1,
            Severity::Warning => left.warnings += 1,
            Severity::Note => left.notes += 1,
        }
    }
    Ok(left)
}

impl Mended {
    fn of(files: &[FixedFile], unwritten: usize) -> Self {
        Self {
            findings: files.iter().map(|file| file.count).sum(),
            files: files.len(),
            unwritten,
            renamed: files.iter().filter_map(|file| file.renamed.clone()).collect(),
            left: None,
        }
    }

    /// Whether any difference was shown.
    pub(super) fn has_shown(&self) -> bool {
        self.files + self.unwritten > 0
    }

    /// The last line: what was done, and what is left to do, of which `found` counts.
    pub(super) fn summary(&self, found: Tally) -> String {
        let dry = self.left.is_some();
        let what = format!("{} in {}", count(self.findings, "finding"), count(self.files, "file"));
        let done = match (self.findings, dry) {
            (0, _) if self.unwritten > 0 => "nothing was fixed".to_owned(),
            (0, _) => "nothing to fix is beyond doubt".to_owned(),
            (_, true) => format!("would fix {what}"),
            (_, false) => format!("fixed {what}"),
        };
        let unwritten = match self.unwritten {
            0 => String::new(),
            n => format!("; {} could not be written", count(n, "file")),
        };
        let left = tally(self.left.unwrap_or(found));
        let left = if left.is_empty() { "nothing is left".to_owned() } else { format!("left: {left}") };
        let nothing = if dry { "; nothing was written" } else { "" };
        format!("{done}{unwritten}; {left}{nothing}\n")
    }
}
