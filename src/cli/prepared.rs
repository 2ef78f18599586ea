//! Files that are about to be written: checked in memory together with what stands there, then
//! written whole or not at all.

use super::commit::{self, CommitFlags};
use super::edited::Edited;
use super::output::Output;
use super::workspace::Workspace;
use super::{Outcome, files, interrupt, usage};
use crate::check::{self, Locator, Status};
use crate::error::Error;
use crate::finding::{Audience, Severity};
use crate::layout::{Draft, schema_line};
use crate::output::human::{self, HumanOptions};
use crate::output::{escape, wording};
use crate::record::RecordPath;
use crate::report::findings::FindingView;
use crate::report::located;
use crate::source::{Alteration, write_over};

/// What is to happen to one file; paths are relative to the learning repository.
#[derive(Clone, Debug)]
enum Planned {
    /// A new file.
    New { text: String },
    /// A file that holds `before` now.
    Changed { before: String, text: String },
}

/// Files to be written together.
pub(super) struct Prepared<'a> {
    workspace: &'a Workspace,
    files: Vec<(String, Planned)>,
}

impl<'a> Prepared<'a> {
    /// Nothing yet.
    #[must_use]
    pub(super) fn new(workspace: &'a Workspace) -> Self {
        Self { workspace, files: Vec::new() }
    }

    /// A new record, with the line for the editor where its schema lies in the repository.
    #[must_use]
    pub(super) fn record(self, record: &RecordPath, mut draft: Draft) -> Self {
        let path = record.path();
        if let Some(line) = schema_line(&path).filter(|_| self.workspace.has_schema(record.kind)) {
            draft.heading(&line);
        }
        self.create(path, draft.text())
    }

    /// A new file; never written over another.
    #[must_use]
    pub(super) fn create(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.files.push((path.into(), Planned::New { text: text.into() }));
        self
    }

    /// Another text for a file; not written where the file no longer holds what it did.
    #[must_use]
    pub(super) fn change(mut self, edited: Edited) -> Self {
        self.files.push((edited.path, Planned::Changed { before: edited.before, text: edited.after }));
        self
    }

    /// Checks, writes, and says what comes next; `message` is the commit's first line. Warnings that
    /// the files bring are shown, and they are written all the same.
    ///
    /// # Errors
    /// Where they would bring an error, or cannot be written: then nothing is, and the text is printed,
    /// so that no answer is lost.
    pub(super) fn finish(
        &self,
        output: &Output,
        flags: CommitFlags,
        message: &str,
    ) -> Result<Outcome, Error> {
        let views = judged(self.workspace, &self.alterations(), output)?;
        let errors = errors(&views);
        let written = if errors > 0 {
            let found = wording::count(errors, "error");
            let these = if self.files.len() == 1 { "it" } else { "they" };
            Err(usage(
                format!("nothing was written: {these} would bring {found} into the repository"),
                "answer otherwise, or save the text above and mend it by hand",
            ))
        } else {
            self.write()
        };
        if !views.is_empty() {
            output.message(&human::listed(&views, options(output)));
        }
        if let Err(error) = written {
            self.print_texts(output)?;
            return Err(error);
        }
        let paths: Vec<String> = self.files.iter().map(|(path, _)| path.clone()).collect();
        let is_new = |planned: &Planned| matches!(planned, Planned::New { .. });
        let new: Vec<String> =
            self.files.iter().filter(|(_, planned)| is_new(planned)).map(|(path, _)| path.clone()).collect();
        commit::follow_up(self.workspace, output, flags, &paths, &new, message)?;
        Ok(Outcome::Fine)
    }

    /// The errors and warnings that the files would introduce, for a command that tells them itself and
    /// then calls [`Prepared::write`].
    ///
    /// # Errors
    /// Where what stands there cannot be read.
    pub(super) fn judged(&self, output: &Output) -> Result<Vec<FindingView>, Error> {
        judged(self.workspace, &self.alterations(), output)
    }

    fn alterations(&self) -> Vec<Alteration> {
        let alteration = |(path, planned): &(String, Planned)| {
            let (Planned::New { text } | Planned::Changed { text, .. }) = planned;
            let content = Some(text.as_bytes().to_vec());
            Alteration { path: path.clone(), content, renamed_from: None }
        };
        self.files.iter().map(alteration).collect()
    }

    /// Writes all files; where one cannot be written, those before it are taken back. An interruption waits
    /// until it is done.
    ///
    /// # Errors
    /// Where a file cannot be written, or taken back.
    pub(super) fn write(&self) -> Result<(), Error> {
        interrupt::together(|| self.write_all())
    }

    fn write_all(&self) -> Result<(), Error> {
        for (done, (path, planned)) in self.files.iter().enumerate() {
            let Err(error) = self.write_one(path, planned) else { continue };
            let written = self.files.iter().take(done).rev();
            let stays = written.filter(|(path, planned)| self.take_back(path, planned).is_err());
            let stays: Vec<&str> = stays.map(|(path, _)| path.as_str()).collect();
            if stays.is_empty() {
                return Err(error);
            }
            return Err(usage(
                format!("{error}; written before that, and could not be taken back: {}", stays.join(", ")),
                "`git status` shows it",
            ));
        }
        Ok(())
    }

    fn write_one(&self, path: &str, planned: &Planned) -> Result<(), Error> {
        let place = self.workspace.place.to_write(path)?;
        match planned {
            Planned::New { text } => files::write_new(&place, text),
            Planned::Changed { before, text } => files::replace(&place, before, text),
        }
    }

    fn take_back(&self, path: &str, planned: &Planned) -> Result<(), Error> {
        let place = self.workspace.place.to_write(path)?;
        match planned {
            Planned::New { text } => files::remove(&place, text),
            Planned::Changed { before, text } => files::replace(&place, text, before),
        }
    }

    /// So that no answer is lost.
    fn print_texts(&self, output: &Output) -> Result<(), Error> {
        for (path, planned) in &self.files {
            let (Planned::New { text } | Planned::Changed { text, .. }) = planned;
            output.note(&format!("the text for {path}:"));
            output.print(&escape::neutralise_commands(&escape::terminal_lines(text, &mut [])))?;
        }
        Ok(())
    }
}

/// The errors and warnings that the alterations would introduce.
fn judged(
    workspace: &Workspace,
    alterations: &[Alteration],
    output: &Output,
) -> Result<Vec<FindingView>, Error> {
    let Workspace { place, state, settings, .. } = workspace;
    let overlay = write_over(&place.repository, &state.snapshot, alterations)?;
    let after = check::state_after(state, &overlay)?;
    let comparison = check::compare(state, &after, &overlay, settings)?;
    let mut locator = Locator::new(Some(state.snapshot.clone()), after.snapshot.clone());
    let mut views = Vec::new();
    for (status, finding) in &comparison.findings {
        let shown = finding.audience == Audience::Shared || output.is_personal();
        if *status == Status::Introduced && finding.severity > Severity::Note && shown {
            views.push(located::view(finding, None, &mut locator)?);
        }
    }
    Ok(views)
}

fn errors(views: &[FindingView]) -> usize {
    views.iter().filter(|view| view.severity == Severity::Error).count()
}

/// Shows what alterations that are written in another way than file by file would introduce.
///
/// # Errors
/// Where that is an error.
pub(super) fn admit(workspace: &Workspace, alterations: &[Alteration], output: &Output) -> Result<(), Error> {
    let views = judged(workspace, alterations, output)?;
    if !views.is_empty() {
        output.message(&human::listed(&views, options(output)));
    }
    match errors(&views) {
        0 => Ok(()),
        errors => Err(usage(
            format!(
                "nothing was changed: it would bring {} into the repository",
                wording::count(errors, "error")
            ),
            "mend what is found above first, or choose another name",
        )),
    }
}

/// How findings are listed on standard error.
pub(super) fn options(output: &Output) -> HumanOptions {
    HumanOptions {
        colour: output.colour_on_errors(),
        unicode: output.unicode(),
        width: output.width(),
        all: true,
        ..HumanOptions::default()
    }
}
