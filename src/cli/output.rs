//! Standard output and standard error, and the terminal.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::Colour;
use super::files::write_whole;
use crate::error::Error;
use crate::output::escape;

/// Where results and messages go, and what the terminal can show.
pub(super) struct Output {
    colour: bool,
    colour_on_errors: bool,
    unicode: bool,
    width: usize,
    interactive: bool,
    animated: bool,
    answers: bool,
    /// Columns and rows of the terminal that standard error is, where questions are asked.
    asking: (usize, usize),
}

/// Columns and rows of a terminal that does not say how large it is.
const DEFAULT_SIZE: (usize, usize) = (80, 24);

/// How wide text is where nobody says.
const DEFAULT_WIDTH: usize = 100;

/// The widest that help is written.
pub(super) const HELP_WIDTH: usize = 100;

/// Columns that the argument parser writes help in: those of the terminal, else what `COLUMNS` says.
pub(super) fn help_width() -> usize {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let said = || variable("COLUMNS").and_then(|columns| columns.parse().ok());
    terminal.or_else(said).filter(|width| *width > 0).unwrap_or(HELP_WIDTH).min(HELP_WIDTH)
}

/// A variable of the environment that is set to something.
#[allow(clippy::disallowed_methods)] // cli/ is where the environment is read
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

impl Output {
    /// Standard output and standard error as they are.
    #[must_use]
    pub(super) fn standard(colour: Colour) -> Self {
        let wanted = |terminal: bool| match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                terminal && variable("NO_COLOR").is_none() && variable("TERM").as_deref() != Some("dumb")
            }
        };
        let locale = variable("LC_ALL").or_else(|| variable("LC_CTYPE")).or_else(|| variable("LANG"));
        let unicode = cfg!(windows)
            || locale.is_some_and(|name| {
                let name = name.to_lowercase();
                name.contains("utf-8") || name.contains("utf8")
            });
        let interactive = std::io::stdout().is_terminal();
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let asking = terminal_size::terminal_size_of(std::io::stderr())
            .map(|(width, height)| (usize::from(width.0), usize::from(height.0)));
        let has_person = variable("CI").is_none() && variable("TERM").as_deref() != Some("dumb");
        Self {
            colour: wanted(interactive),
            colour_on_errors: wanted(std::io::stderr().is_terminal()),
            unicode,
            width: width.filter(|_| interactive).unwrap_or(DEFAULT_WIDTH).clamp(40, 140),
            interactive,
            animated: std::io::stderr().is_terminal()
                && variable("CI").is_none()
                && variable("TERM").is_some_and(|name| name != "dumb"),
            answers: std::io::stdin().is_terminal() && std::io::stderr().is_terminal() && has_person,
            asking: asking.filter(|(width, height)| *width > 0 && *height > 0).unwrap_or(DEFAULT_SIZE),
        }
    }

    /// Whether something may move on standard error: a person's terminal that can take a line back,
    /// not a pipe and not CI.
    #[must_use]
    pub(super) fn animated(&self) -> bool {
        self.animated
    }

    /// Whether questions can be asked: standard input and standard error are a person's terminal.
    #[must_use]
    pub(super) fn answers(&self) -> bool {
        self.answers
    }

    /// Columns of the terminal in which questions are asked.
    #[must_use]
    pub(super) fn prompt_width(&self) -> usize {
        self.asking.0
    }

    /// Rows of the terminal in which questions are asked.
    #[must_use]
    pub(super) fn height(&self) -> usize {
        self.asking.1
    }

    /// Whether messages and questions may be coloured.
    #[must_use]
    pub(super) fn colour_on_errors(&self) -> bool {
        self.colour_on_errors
    }

    /// Whether results may be coloured.
    #[must_use]
    pub(super) fn colour(&self) -> bool {
        self.colour
    }

    /// Whether box-drawing characters can be shown.
    #[must_use]
    pub(super) fn unicode(&self) -> bool {
        self.unicode
    }

    /// Columns to write in.
    #[must_use]
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Whether a person's own terminal reads the results, not a pipe and not CI.
    #[must_use]
    pub(super) fn is_personal(&self) -> bool {
        self.interactive && variable("CI").is_none()
    }

    /// Writes a result to standard output.
    ///
    /// # Errors
    /// [`Error::Write`]; see [`is_closed_pipe`].
    pub(super) fn print(&self, text: &str) -> Result<(), Error> {
        let mut stdout = std::io::stdout().lock();
        stdout
            .write_all(text.as_bytes())
            .and_then(|()| stdout.flush())
            .map_err(|source| Error::Write { path: PathBuf::from("standard output"), source })
    }

    /// Writes a result to `file`, or to standard output where no file is named.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub(super) fn deliver(&self, text: &str, file: Option<&Path>) -> Result<(), Error> {
        match file {
            None => self.print(text),
            Some(path) => write_whole(path, text),
        }
    }

    /// Says why the program could not run.
    pub(super) fn failure(&self, error: &Error) {
        self.say("error", anstyle::AnsiColor::Red, &error.to_string(), &error.hint());
    }

    /// Says what did not go as asked, where there is a result all the same.
    pub(super) fn warning(&self, message: &str, hint: &str) {
        self.say("warning", anstyle::AnsiColor::Yellow, message, hint);
    }

    /// Says what the argument parser says: help on standard output, what is wrong with the arguments on
    /// standard error. Arguments may come from a branch's name, so nothing in them is a command to CI.
    pub(super) fn explain(error: &clap::Error) -> std::process::ExitCode {
        let text = error.render();
        let shown = |terminal: bool| {
            if terminal {
                text.ansi().to_string()
            } else {
                escape::terminal_lines(&text.to_string(), &mut [])
            }
        };
        if error.use_stderr() {
            let mut stderr = std::io::stderr();
            let terminal = stderr.is_terminal() && variable("NO_COLOR").is_none();
            let _ = stderr.write_all(escape::neutralise_commands(&shown(terminal)).as_bytes());
        } else {
            let mut stdout = std::io::stdout();
            let terminal = stdout.is_terminal() && variable("NO_COLOR").is_none();
            let _ = stdout.write_all(escape::neutralise_commands(&shown(terminal)).as_bytes());
        }
        std::process::ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    }

    /// Says on standard error what was done, one calm line.
    pub(super) fn note(&self, message: &str) {
        let line = escape::neutralise_commands(&escape::terminal(message));
        let _ = writeln!(std::io::stderr(), "{line}");
    }

    /// Says on standard error what is text of several lines already, neutralised by its writer.
    pub(super) fn message(&self, text: &str) {
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    fn say(&self, word: &str, colour: anstyle::AnsiColor, message: &str, hint: &str) {
        let style = if self.colour_on_errors {
            anstyle::Style::new().bold().fg_color(Some(colour.into()))
        } else {
            anstyle::Style::new()
        };
        let mut stderr = std::io::stderr();
        let _ = writeln!(stderr, "{style}{word}{style:#}: {}", escape::terminal(message));
        if !hint.is_empty() {
            let _ = writeln!(stderr, "  help: {}", escape::terminal(hint));
        }
    }
}

/// Whether writing failed because the reader of a pipe is gone.
#[must_use]
pub(super) fn is_closed_pipe(error: &Error) -> bool {
    matches!(error, Error::Write { source, .. } if source.kind() == ErrorKind::BrokenPipe)
}
