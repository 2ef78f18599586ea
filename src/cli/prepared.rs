//! Files that are about to be written: checked in memory together with what stands there, then
//! written whole or not at all.

use super::commit::{self, CommitFlags};
use super::output::{self, Output};
use super::workspace::Workspace;
use super::{Outcome, usage};
use crate::check::{self, Locator, Status};
use crate::error::Error;
use crate::finding::{Audience, Severity};
use crate::output::human::{self, HumanOptions};
use crate::output::{escape, wording};
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
    /// A file that holds `before` and goes.
    Gone { before: String },
    /// A new file in place of one that goes elsewhere.
    Moved { from: String, text: String },
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

    /// A new file; never written over another.
    #[must_use]
    pub(super) fn create(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.files.push((path.into(), Planned::New { text: text.into() }));
        self
    }

    /// Another text for a file; not written where the file no longer holds `before`.
    #[must_use]
    pub(super) fn change(
        mut self,
        path: impl Into<String>,
        before: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        self.files.push((path.into(), Planned::Changed { before: before.into(), text: text.into() }));
        self
    }

    /// A file at another path, perhaps with another text.
    #[must_use]
    pub(super) fn rename(
        mut self,
        from: impl Into<String>,
        to: impl Into<String>,
        before: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        let from = from.into();
        self.files.push((to.into(), Planned::Moved { from: from.clone(), text: text.into() }));
        self.files.push((from, Planned::Gone { before: before.into() }));
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
        let views = self.judged(output)?;
        let errors = views.iter().filter(|view| view.severity == Severity::Error).count();
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
        let is_new = |planned: &Planned| matches!(planned, Planned::New { .. } | Planned::Moved { .. });
        let new: Vec<String> =
            self.files.iter().filter(|(_, planned)| is_new(planned)).map(|(path, _)| path.clone()).collect();
        commit::follow_up(self.workspace, output, flags, &paths, &new, message)?;
        Ok(Outcome::Fine)
    }

    /// The errors and warnings that the files would introduce.
    pub(super) fn judged(&self, output: &Output) -> Result<Vec<FindingView>, Error> {
        let Workspace { place, state, settings, .. } = self.workspace;
        let overlay = write_over(&place.repository, &state.snapshot, &self.alterations())?;
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

    fn alterations(&self) -> Vec<Alteration> {
        let alteration = |(path, planned): &(String, Planned)| {
            let (content, renamed_from) = match planned {
                Planned::New { text } | Planned::Changed { text, .. } => (Some(text), None),
                Planned::Moved { from, text } => (Some(text), Some(from.clone())),
                Planned::Gone { .. } => (None, None),
            };
            let content = content.map(|text| text.as_bytes().to_vec());
            Alteration { path: path.clone(), content, renamed_from }
        };
        self.files.iter().map(alteration).collect()
    }

    /// Writes all files; where one cannot be written, those before it are taken back.
    pub(super) fn write(&self) -> Result<(), Error> {
        for (done, (path, planned)) in self.files.iter().enumerate() {
            if let Err(error) = self.write_one(path, planned) {
                for (path, planned) in self.files.iter().take(done).rev() {
                    self.take_back(path, planned)?;
                }
                return Err(error);
            }
        }
        Ok(())
    }

    fn write_one(&self, path: &str, planned: &Planned) -> Result<(), Error> {
        let place = self.workspace.on_disk(path);
        if let Some(link) = commit::link_on_the_way(self.workspace.top(), &place) {
            return Err(usage(
                format!("{} is a symbolic link, and nothing is written through one", link.display()),
                "put a folder in its place",
            ));
        }
        match planned {
            Planned::New { text } | Planned::Moved { text, .. } => output::write_new(&place, text),
            Planned::Changed { before, text } => output::replace(&place, before, text),
            Planned::Gone { before } => output::remove(&place, before),
        }
    }

    fn take_back(&self, path: &str, planned: &Planned) -> Result<(), Error> {
        let place = self.workspace.on_disk(path);
        match planned {
            Planned::New { text } | Planned::Moved { text, .. } => output::remove(&place, text),
            Planned::Changed { before, text } => output::replace(&place, text, before),
            Planned::Gone { before } => output::write_new(&place, before),
        }
    }

    /// So that no answer is lost.
    fn print_texts(&self, output: &Output) -> Result<(), Error> {
        for (path, planned) in &self.files {
            match planned {
                Planned::New { text } | Planned::Changed { text, .. } | Planned::Moved { text, .. } => {
                    output.note(&format!("the text for {path}:"));
                    output.print(&escape::neutralise_commands(&escape::terminal_lines(text, &mut [])))?;
                }
                Planned::Gone { .. } => {}
            }
        }
        Ok(())
    }
}

pub(super) fn options(output: &Output) -> HumanOptions {
    HumanOptions {
        colour: output.colour_on_errors(),
        unicode: output.unicode(),
        width: output.width(),
        all: true,
        ..HumanOptions::default()
    }
}
