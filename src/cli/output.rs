//! Standard output and standard error, files written whole or not at all, and the terminal.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::Colour;
use super::interrupt::Unfinished;
use crate::error::Error;
use crate::load::RECORD_LIMIT;
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

/// Writes a file whole or not at all: to a temporary file beside it, which then takes its name.
/// What is no regular file, such as a device or a named pipe, is written to as it is.
///
/// # Errors
/// [`Error::Write`].
pub(super) fn write_whole(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    // A link stays a link: what it leads to is written.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if target.is_dir() {
        return Err(failed(ErrorKind::IsADirectory.into()));
    }
    if target.exists() && !target.is_file() {
        let mut file = std::fs::OpenOptions::new().write(true).open(&target).map_err(failed)?;
        return file.write_all(text.as_bytes()).map_err(failed);
    }
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.metadata().map_err(failed)?.is_dir() {
        return Err(failed(ErrorKind::NotADirectory.into()));
    }
    let (file, unfinished) = temporary(folder, text).map_err(failed)?;
    file.persist(&target).map_err(|error| failed(error.error))?;
    unfinished.keep();
    Ok(())
}

/// The text of a small file, where there is one.
pub(super) fn text_at(path: &Path) -> Option<String> {
    let size = path.metadata().ok().filter(std::fs::Metadata::is_file)?.len();
    let bytes = if size > RECORD_LIMIT as u64 { None } else { std::fs::read(path).ok() };
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))
}

/// What stands where a file is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing.
    Nothing,
    /// A file with this very text.
    Same,
    /// Something else.
    Other,
}

/// What stands at `path`, compared with `text`.
pub(super) fn standing(path: &Path, text: impl AsRef<[u8]>) -> Standing {
    let text = text.as_ref();
    match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => Standing::Nothing,
        Ok(metadata) if metadata.len() != text.len() as u64 => Standing::Other,
        Ok(_) if std::fs::read(path).is_ok_and(|bytes| bytes == text) => Standing::Same,
        Ok(_) | Err(_) => Standing::Other,
    }
}

/// Writes a new file whole or not at all, and the folders on the way to it. Where something stands
/// there, also since it was asked for, it is left as it is.
///
/// # Errors
/// [`Error::Write`].
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(|error| failed(error.kind().into()))?;
    let (file, unfinished) = temporary(folder, text).map_err(failed)?;
    file.persist_noclobber(path).map_err(|error| match error.error {
        there if there.kind() == ErrorKind::AlreadyExists => meanwhile(path, "appeared"),
        other => failed(other),
    })?;
    unfinished.keep();
    Ok(())
}

/// Writes another text into a file that was read as `before`, whole or not at all; who may read it stays
/// as it was. A link is not followed; see [`below`] for the folders on the way.
///
/// # Errors
/// [`Error::Write`], also for a file that may not be written; [`Error::Usage`] where the file is no
/// longer what was read.
pub(super) fn replace(path: &Path, before: impl AsRef<[u8]>, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let permissions = path.symlink_metadata().map(|metadata| metadata.permissions());
    // A name can be taken away from a file that may not be written.
    if permissions.as_ref().is_ok_and(std::fs::Permissions::readonly) {
        return Err(failed(ErrorKind::PermissionDenied.into()));
    }
    let (file, unfinished) = temporary(folder, text).map_err(failed)?;
    if let Ok(permissions) = permissions {
        file.as_file().set_permissions(permissions).map_err(failed)?;
    }
    unchanged(path, before.as_ref())?;
    file.persist(path).map_err(|error| failed(error.error))?;
    unfinished.keep();
    Ok(())
}

/// As [`replace`], under another name, where nothing stands yet.
///
/// # Errors
/// As [`replace`]; then the file stays as it was, under its old name.
pub(super) fn write_renamed(from: &Path, to: &Path, before: &str, text: &str) -> Result<(), Error> {
    unchanged(from, before.as_ref())?;
    write_new(to, text)?;
    remove(from, before).inspect_err(|_| {
        // Two files for one record would be worse than an unusual name.
        let _ = remove(to, text);
    })
}

/// Removes a file that holds `before`.
///
/// # Errors
/// As [`replace`].
pub(super) fn remove(path: &Path, before: &str) -> Result<(), Error> {
    unchanged(path, before.as_ref())?;
    std::fs::remove_file(path).map_err(|source| Error::Write { path: path.to_owned(), source })
}

fn unchanged(path: &Path, before: &[u8]) -> Result<(), Error> {
    if path.is_symlink() || path.is_dir() {
        return Err(not_a_file(path));
    }
    if standing(path, before) == Standing::Same {
        return Ok(());
    }
    Err(meanwhile(path, "changed"))
}

fn meanwhile(path: &Path, happened: &str) -> Error {
    let fault = format!("{} {happened} while this ran, and is left as it is", path.display());
    super::usage(fault, "run it again")
}

/// The path of what lies, or is to lie, at `relative` (`/` between parts) below `top`.
///
/// # Errors
/// Where a link stands on the way or at its end: what is written then would land somewhere else.
pub(super) fn below(top: &Path, relative: &str) -> Result<PathBuf, Error> {
    let mut path = top.to_owned();
    for part in relative.split('/').filter(|part| !part.is_empty()) {
        path.push(part);
        let upwards = matches!(part, "." | "..");
        if upwards || path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(not_a_file(&path));
        }
    }
    Ok(path)
}

fn not_a_file(path: &Path) -> Error {
    super::usage(
        format!("{} is a link or no file, and nothing is written through it", path.display()),
        "put a file or folder of its own in its place",
    )
}

/// A temporary file in `folder` that holds `text`, to be moved to its place.
fn temporary(folder: &Path, text: &str) -> std::io::Result<(tempfile::NamedTempFile, Unfinished)> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".milepost-");
    ordinary(&mut builder);
    // The library's own words name the temporary file, which would only puzzle people; so of its error
    // the kind is kept, and writing goes through the bare file.
    let mut file = builder.tempfile_in(folder).map_err(|error| std::io::Error::from(error.kind()))?;
    let unfinished = Unfinished::new(file.path());
    file.as_file_mut().write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok((file, unfinished))
}

/// Temporary files are made for their owner alone; a result may be read like any other file.
#[cfg(unix)]
pub(super) fn ordinary(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
pub(super) fn ordinary(_: &mut tempfile::Builder<'_, '_>) {}
