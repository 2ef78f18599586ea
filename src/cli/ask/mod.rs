//! Questions in a person's terminal, and the flags that answer them; the only room that names
//! `inquire` and `crossterm`.
//!
//! A question has one flag. A flag that is given wins and is held to the same rules as a typed
//! answer. On a terminal whatever is left is asked, on standard error. Without one, defaults are
//! taken, and [`Asker::require`] names all the flags that are missing in one message. Ctrl-C, Ctrl-D
//! and Escape end the program before anything is written: [`Error::Interrupted`].
//!
//! Text from people is neutralised here before it is shown. What is asked, and what becomes of the
//! answers, is said elsewhere.

mod appearance;
mod choice;
mod day;
#[cfg(test)]
mod tests;
mod typed;

use inquire::InquireError;

use super::output::Output;
use super::usage;
use crate::calendar::Date;
use crate::error::Error;
use crate::output::{escape, wording};

pub(super) use appearance::restore_terminal;
pub(super) use choice::Choice;

/// Asks for what no flag says.
pub(super) struct Asker<'a> {
    output: &'a Output,
    /// The day that `today` and `+30d` count from.
    today: Date,
    /// The command as people type it, such as `milepost new goal`.
    command: &'static str,
}

/// One question.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'a> {
    /// The flag that answers it, as the help shows it: `--title TEXT`.
    pub(super) flag: &'a str,
    /// The question.
    pub(super) text: &'a str,
    /// One or two lines below it; may be empty.
    pub(super) help: &'a str,
}

/// What stands in an answer's place until somebody gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Preset<T> {
    /// Nothing: the person has to say it.
    Nothing,
    /// Shown, and taken by Enter; Tab brings it into the line to be changed. Never taken where nobody
    /// reads it.
    Proposal(T),
    /// As a proposal, and also taken where there is no terminal: today, my own handle.
    Default(T),
}

impl<T> Preset<T> {
    /// A proposal, where there is one.
    #[must_use]
    pub(super) fn proposal(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Self::Proposal)
    }

    /// A default, where there is one.
    #[must_use]
    pub(super) fn default(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Self::Default)
    }

    /// What `make` makes of the value; nothing where it makes nothing.
    #[must_use]
    pub(super) fn and_then<U>(self, make: impl FnOnce(T) -> Option<U>) -> Preset<U> {
        match self {
            Self::Nothing => Preset::Nothing,
            Self::Proposal(value) => Preset::proposal(make(value)),
            Self::Default(value) => Preset::default(make(value)),
        }
    }

    /// What Enter takes.
    fn shown(self) -> Option<T> {
        match self {
            Self::Nothing => None,
            Self::Proposal(value) | Self::Default(value) => Some(value),
        }
    }

    /// What is taken where nobody can be asked.
    fn unasked(self) -> Option<T> {
        match self {
            Self::Nothing | Self::Proposal(_) => None,
            Self::Default(value) => Some(value),
        }
    }
}

impl Preset<String> {
    fn as_str(&self) -> Preset<&str> {
        match self {
            Self::Nothing => Preset::Nothing,
            Self::Proposal(value) => Preset::Proposal(value),
            Self::Default(value) => Preset::Default(value),
        }
    }
}

impl<'a> Asker<'a> {
    /// Asks on the terminal of `output`, where there is one.
    #[must_use]
    pub(super) fn new(output: &'a Output, today: Date, command: &'static str) -> Self {
        Self { output, today, command }
    }

    /// The day that `today` and `+30d` count from.
    #[must_use]
    pub(super) fn today(&self) -> Date {
        self.today
    }

    /// Whether there is somebody to ask.
    #[must_use]
    pub(super) fn is_interactive(&self) -> bool {
        self.output.answers()
    }

    /// Without a terminal, names all the flags that are needed and not given. To be called before
    /// the first question.
    ///
    /// # Errors
    /// Where one is missing and nobody can be asked.
    pub(super) fn require(&self, flags: &[(&str, bool)]) -> Result<(), Error> {
        let missing: Vec<_> = flags.iter().filter(|(_, given)| !given).map(|(flag, _)| *flag).collect();
        if self.is_interactive() || missing.is_empty() {
            return Ok(());
        }
        Err(self.missing(&missing))
    }

    /// A yes or a no. The flag is a pair such as `--applied`/`--not-applied`, read by the caller.
    ///
    /// # Errors
    /// [`Error::Interrupted`], and where it must be asked and cannot be.
    pub(super) fn yes_or_no(
        &self,
        question: &Question<'_>,
        given: Option<bool>,
        preset: Preset<bool>,
    ) -> Result<bool, Error> {
        if let Some(given) = given {
            return Ok(given);
        }
        if !self.is_interactive() {
            return preset.unasked().ok_or_else(|| self.missing(&[question.flag]));
        }
        let (text, help) = (escape::terminal(question.text), self.help_lines(&[question.help]));
        let mut prompt = inquire::Confirm::new(&text)
            .with_render_config(appearance::of(self.output))
            .with_error_message("write y for yes or n for no");
        prompt.default = preset.shown();
        prompt.help_message = Some(help.as_str()).filter(|help| !help.is_empty());
        prompt.prompt().map_err(|error| self.failed(question, error))
    }

    /// What stands below a question, broken between words.
    fn help_lines(&self, parts: &[&str]) -> String {
        let dash = if self.output.unicode() { " · " } else { " - " };
        let parts: Vec<_> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        let width = self.output.prompt_width().saturating_sub("[]".len()).max(8);
        wording::wrap(&escape::terminal(&parts.join(dash)), width).join("\n ")
    }

    /// The message for flags that are missing where nobody can be asked.
    fn missing(&self, flags: &[&str]) -> Error {
        let (these, are) = match flags {
            [_] => ("this flag", "is"),
            _ => ("these flags", "are"),
        };
        usage(
            format!("there is no terminal to ask in, so {these} {are} needed: {}", flags.join(", ")),
            format!("`{} --help` says what each means; in a terminal each is asked", self.command),
        )
    }

    /// What became of a prompt that gave no answer.
    fn failed(&self, question: &Question<'_>, error: InquireError) -> Error {
        match error {
            InquireError::OperationCanceled | InquireError::OperationInterrupted => Error::Interrupted,
            InquireError::NotTTY => self.missing(&[question.flag]),
            InquireError::IO(source) => {
                Error::Read { path: std::path::PathBuf::from("the terminal"), source }
            }
            InquireError::InvalidConfiguration(message) => unasked(question, &message),
            InquireError::Custom(error) => unasked(question, &error.to_string()),
        }
    }
}

/// A question that the library would not ask.
fn unasked(question: &Question<'_>, reason: &str) -> Error {
    usage(
        format!("cannot ask \"{}\": {reason}", question.text),
        format!("answer it with {} instead", question.flag),
    )
}

/// A flag whose value cannot be used.
fn refused(question: &Question<'_>, reason: &str) -> Error {
    let name = question.flag.split(' ').next().unwrap_or_default();
    usage(format!("{name}: {reason}"), format!("it answers the question: {}", question.text))
}
