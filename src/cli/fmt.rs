//! `milepost fmt [--check] [PATHS]`: records of the working tree in their canonical form.
//!
//! What that form is, `layout` says. A file that cannot be read or written is told and left as it is;
//! the others are written all the same.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::PathBuf;

use clap::Args;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::files::replace;
use super::output::Output;
use super::place::Place;
use super::run::FOLDERS;
use super::{Common, Outcome, usage};
use crate::error::Error;
use crate::layout::{self, Refused};
use crate::load::RECORD_LIMIT;
use crate::output::difference::difference;
use crate::output::wording::count;
use crate::record::{PathProblem, RecordPath};
use crate::source::{Bytes, EntryKind, Snapshot, SourceFile};

/// Arguments of `milepost fmt`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost fmt                  writes every record in the canonical form\n  \
    milepost fmt people/ana       only what lies there\n  \
    milepost fmt --check          writes nothing, shows what would change; status 1 if anything would\n  \
    milepost fmt - --stdin-path people/ana/profile.yaml < draft.yaml\n\
    \u{20}                               from standard input to standard output, for editors\n\n\
    Values never change, and comments stay with what they are about: keys are put into the order of\n\
    the schema, indentation and quotes are made alike, long text is broken at 100 columns.\n\
    Exit status: 0 fine, 1 --check found something to change, 2 a file could not be read or written.")]
pub(super) struct Arguments {
    /// Records, or folders of records; `-` for standard input [default: all records]
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// Write nothing: show what would change, and end with status 1 if anything would
    #[arg(long)]
    check: bool,
    /// Which record it is that comes from standard input; the file need not exist
    #[arg(long, value_name = "PATH")]
    stdin_path: Option<PathBuf>,
}

/// What came of one file.
enum Formatted {
    /// It was in the canonical form.
    Fine,
    /// What it should be.
    Changed { before: Vec<u8>, after: String },
    /// Why it is left as it is: a line, and what to do.
    LeftAlone(String, String),
}

/// Formats records, or checks that they are.
///
/// # Errors
/// Where an argument names no record, or there is no working tree. What is wrong with single files is
/// told, and the last error says how many they were.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    if arguments.stdin_path.is_some() || arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return standard_input(arguments, common, output);
    }
    let place = Place::find(common)?;
    let snapshot = place.repository.working_tree(&place.root)?;
    let paths = records(&place, &snapshot, &arguments.paths)?;
    if paths.is_empty() && arguments.paths.is_empty() {
        return Err(Error::NoRecords { place: snapshot.name().to_owned() });
    }
    let read: Vec<Result<Formatted, Error>> = paths.par_iter().map(|path| read(&snapshot, path)).collect();
    let (mut changed, mut left) = (0, 0);
    for (path, formatted) in paths.iter().zip(read) {
        match formatted {
            Ok(Formatted::Fine) => {}
            Ok(Formatted::Changed { before, after }) if arguments.check => {
                changed += 1;
                let before = String::from_utf8_lossy(&before);
                output.print(&difference(path, path, &before, &after, output.colour()))?;
            }
            Ok(Formatted::Changed { before, after }) => match write(&place, path, &before, &after) {
                Ok(()) => {
                    changed += 1;
                    output.print(&format!("{path}\n"))?;
                }
                Err(error) => {
                    left += 1;
                    output.warning(&error.to_string(), &error.hint());
                }
            },
            Ok(Formatted::LeftAlone(message, help)) => {
                left += 1;
                output.warning(&message, &help);
            }
            Err(error) => {
                left += 1;
                output.warning(&error.to_string(), &error.hint());
            }
        }
    }
    let fine = paths.len() - changed - left;
    if changed + fine > 0 {
        output.note(&summary(arguments.check, changed, fine));
    }
    if left > 0 {
        let message = format!(
            "{} left as found",
            if left == 1 { "1 file was".to_owned() } else { format!("{left} files were") }
        );
        return Err(usage(message, "mend what is said of them above, and run it again"));
    }
    Ok(if arguments.check && changed > 0 { Outcome::Failed } else { Outcome::Fine })
}

fn summary(check: bool, changed: usize, fine: usize) -> String {
    match (changed, fine, check) {
        (0, 1, _) => "1 record is in the canonical form already".to_owned(),
        (0, fine, _) => format!("{fine} records are in the canonical form already"),
        (changed, fine, false) => format!("{} written anew, {fine} fine already", count(changed, "record")),
        (changed, fine, true) => {
            format!(
                "{} would be written anew, {fine} fine already; `milepost fmt` does it",
                count(changed, "record")
            )
        }
    }
}

/// From standard input to standard output.
fn standard_input(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let alone = arguments.paths.iter().all(|path| path.as_os_str() == "-");
    let Some(path) = arguments.stdin_path.as_ref().filter(|_| alone) else {
        return Err(usage(
            "standard input is one record, and nothing says which",
            "write `milepost fmt - --stdin-path people/HANDLE/goals/ID.yaml`",
        ));
    };
    let relative = Place::find(common)?.relative(path)?;
    let mut before = Vec::new();
    std::io::stdin()
        .lock()
        .take(RECORD_LIMIT as u64 + 1)
        .read_to_end(&mut before)
        .map_err(|source| Error::Read { path: PathBuf::from("standard input"), source })?;
    if RecordPath::parse(&relative).is_err() {
        return Err(no_record(&relative));
    }
    let bytes = if before.len() > RECORD_LIMIT {
        Bytes::TooLarge(before.len() as u64)
    } else {
        Bytes::Whole(before.clone())
    };
    match formatted(&relative, bytes) {
        Formatted::LeftAlone(message, help) => Err(usage(message, help)),
        Formatted::Fine if arguments.check => Ok(Outcome::Fine),
        Formatted::Fine => output.print(&String::from_utf8_lossy(&before)).map(|()| Outcome::Fine),
        Formatted::Changed { before, after } if arguments.check => {
            let before = String::from_utf8_lossy(&before);
            output.print(&difference(&relative, &relative, &before, &after, output.colour()))?;
            Ok(Outcome::Failed)
        }
        Formatted::Changed { after, .. } => output.print(&after).map(|()| Outcome::Fine),
    }
}

fn no_record(path: &str) -> Error {
    usage(
        format!("{path} is not the path of a record"),
        "records are milepost.yaml and the YAML files in framework/, people/, programs/ and teams/; `milepost schema` lists their paths",
    )
}

/// The records that the arguments name, in the order of their paths.
fn records(place: &Place, snapshot: &Snapshot, arguments: &[PathBuf]) -> Result<Vec<String>, Error> {
    let mut paths = BTreeSet::new();
    if arguments.is_empty() {
        for name in ["milepost.yaml", "milepost.yml"].into_iter().chain(FOLDERS) {
            below(snapshot, name, 0, &mut paths)?;
        }
    }
    for argument in arguments {
        let relative = place.relative(argument)?;
        if relative.is_empty() {
            paths.extend(records(place, snapshot, &[])?);
            continue;
        }
        match snapshot.find(&relative)?.map(|entry| entry.kind) {
            None => {
                return Err(usage(
                    format!("there is no {relative} in the working tree"),
                    "name a record or a folder of records, as `milepost fmt people/ana`; what Git ignores is none",
                ));
            }
            Some(EntryKind::File) if RecordPath::parse(&relative).is_err() => {
                return Err(no_record(&relative));
            }
            Some(EntryKind::Folder)
                if RecordPath::parse(&format!("{relative}/x")) == Err(PathProblem::Elsewhere) =>
            {
                return Err(no_record(&relative));
            }
            Some(EntryKind::File | EntryKind::Folder) => below(snapshot, &relative, 0, &mut paths)?,
            Some(EntryKind::Symlink | EntryKind::Submodule | EntryKind::Other) => {
                return Err(usage(
                    format!("{relative} is a link or the like, and nothing is written through it"),
                    "name the file or folder itself",
                ));
            }
        }
    }
    Ok(paths.into_iter().collect())
}

/// Adds the record at `path`, or all in that folder. Records lie at most four folders deep.
fn below(snapshot: &Snapshot, path: &str, depth: usize, paths: &mut BTreeSet<String>) -> Result<(), Error> {
    const DEEPEST: usize = 4;
    match snapshot.find(path)?.map(|entry| entry.kind) {
        Some(EntryKind::File) if RecordPath::parse(path).is_ok() => {
            paths.insert(path.to_owned());
        }
        Some(EntryKind::Folder) if depth < DEEPEST => {
            for entry in snapshot.list(path)? {
                // A name that is no text is none that a record can have.
                if let Ok(name) = std::str::from_utf8(&entry.name) {
                    below(snapshot, &format!("{path}/{name}"), depth + 1, paths)?;
                }
            }
        }
        Some(
            EntryKind::File
            | EntryKind::Folder
            | EntryKind::Symlink
            | EntryKind::Submodule
            | EntryKind::Other,
        )
        | None => {}
    }
    Ok(())
}

fn read(snapshot: &Snapshot, path: &str) -> Result<Formatted, Error> {
    Ok(snapshot.read(path, RECORD_LIMIT)?.map_or(Formatted::Fine, |bytes| formatted(path, bytes)))
}

fn formatted(path: &str, bytes: Bytes) -> Formatted {
    let left = |message: String, help: &str| Formatted::LeftAlone(message, help.to_owned());
    let Ok(record) = RecordPath::parse(path) else { return Formatted::Fine };
    let before = match bytes {
        Bytes::Whole(bytes) => bytes,
        Bytes::TooLarge(size) => {
            return left(format!("{path} has {size} bytes, too many for a record"), "make it shorter");
        }
    };
    let file = match SourceFile::from_bytes(path, before.clone()) {
        Ok(file) => file,
        Err(fault) => {
            let (line, column) = (fault.place.line, fault.place.column);
            return left(format!("{path}:{line}:{column}: the file is no UTF-8 text"), "save it as UTF-8");
        }
    };
    match layout::format(&file, record.kind) {
        Ok(after) if after.as_bytes() == before => Formatted::Fine,
        // Indentation and line ends take room; no command would read the file any more.
        Ok(after) if after.len() > RECORD_LIMIT => left(
            format!(
                "{path} would have {} bytes in the canonical form, and a record has at most {RECORD_LIMIT}",
                after.len()
            ),
            "make it shorter",
        ),
        Ok(after) => Formatted::Changed { before, after },
        Err(Refused::Unreadable(problems)) => {
            let Some(problem) = problems.first() else { return Formatted::Fine };
            let place = file.line_column(problem.span.start);
            left(
                format!("{path}:{}:{}: {}", place.line, place.column, problem.message),
                problem.help.as_deref().unwrap_or_default(),
            )
        }
        Err(Refused::NoRecord) => left(
            format!("{path}:1:1: the file holds no record"),
            "write the record's fields, one `key: value` a line",
        ),
        Err(Refused::Unusual | Refused::NoPlace(_)) => left(
            format!(
                "{path} is written in so unusual a way that it cannot be written anew without changing what it says"
            ),
            "write it in a plainer way",
        ),
    }
}

fn write(place: &Place, path: &str, before: &[u8], after: &str) -> Result<(), Error> {
    replace(&place.to_write(path)?, before, after)
}
