//! What a runner of GitHub's kind would obey in what a program prints: its command parser by facts.
//!
//! Facts, from the source of actions/runner (`ActionCommand`, `ActionCommandManager`): each stream is
//! read line by line, lines ending at LF, CR or CR LF. A line that begins, after white space, with `::`
//! is `::NAME key=value,key=value::data`; the name ends at the first blank, and properties are split
//! at `,` and at their first `=`. Otherwise the first `##[` anywhere in the line begins
//! `##[NAME key=value;key=value]data`. Names in any letter case; unknown names are no commands. The
//! parser compares text as a language does, which passes over characters without width.

use std::collections::BTreeMap;

/// A command as the runner understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Command {
    /// The name in lower case.
    pub(crate) name: String,
    /// The properties, their keys in lower case.
    pub(crate) properties: BTreeMap<String, String>,
    /// What follows.
    pub(crate) data: String,
}

/// The names that the runner knows.
const NAMES: [&str; 16] = [
    "add-mask",
    "add-matcher",
    "add-path",
    "debug",
    "echo",
    "endgroup",
    "error",
    "group",
    "internal-set-repo-path",
    "notice",
    "remove-matcher",
    "save-state",
    "set-env",
    "set-output",
    "stop-commands",
    "warning",
];

/// The commands of a stream, in order.
pub(crate) fn commands(stream: &str) -> Vec<Command> {
    let known = |name: &str| NAMES.contains(&name.to_lowercase().as_str());
    stream.split(['\n', '\r']).filter_map(|line| second(line, known).or_else(|| first(line, known))).collect()
}

/// Lines that have the form of a command, whatever its name: once commands are stopped, a name of
/// somebody's choice starts them again. Characters without width are passed over as well.
pub(crate) fn command_like(stream: &str) -> Vec<String> {
    let bare: String = stream.chars().filter(|c| !without_width(*c)).collect();
    [stream.to_owned(), bare]
        .iter()
        .flat_map(|text| text.split(['\n', '\r']))
        .filter(|line| second(line, |_| true).or_else(|| first(line, |_| true)).is_some())
        .map(str::to_owned)
        .collect()
}

fn without_width(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{ad}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}')
}

/// `::NAME key=value,key=value::data`.
fn second(line: &str, known: impl Fn(&str) -> bool) -> Option<Command> {
    let rest = line.trim_start().strip_prefix("::")?;
    let (info, data) = rest.split_once("::")?;
    let (name, properties) = info.split_once(' ').unwrap_or((info, ""));
    let value = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
    known(name).then(|| Command {
        name: name.to_lowercase(),
        properties: read(properties.trim(), ',', &value),
        data: unescaped(data, &[("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]),
    })
}

/// `##[NAME key=value;key=value]data`.
fn first(line: &str, known: impl Fn(&str) -> bool) -> Option<Command> {
    let (_, rest) = line.split_once("##[")?;
    let (info, data) = rest.split_once(']')?;
    let (name, properties) = info.split_once(' ').unwrap_or((info, ""));
    let marks = [("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%25", "%")];
    known(name).then(|| Command {
        name: name.to_lowercase(),
        properties: read(properties, ';', &marks),
        data: unescaped(data, &marks),
    })
}

fn read(text: &str, between: char, marks: &[(&str, &str)]) -> BTreeMap<String, String> {
    text.split(between)
        .filter_map(|property| property.split_once('='))
        .filter(|(key, value)| !key.is_empty() && !value.is_empty())
        .map(|(key, value)| (key.to_lowercase(), unescaped(value, marks)))
        .collect()
}

/// One mark after the other, `%25` last.
fn unescaped(text: &str, marks: &[(&str, &str)]) -> String {
    marks.iter().fold(text.to_owned(), |text, (mark, c)| text.replace(mark, c))
}

#[test]
fn the_port_reads_commands_as_the_runner_does() {
    let names = |stream: &str| commands(stream).into_iter().map(|it| it.name).collect::<Vec<_>>();
    assert_eq!(
        names(" \t\u{a0}::Set-OUTPUT name=x::y\rz ##[Add-Mask]x\r\n::nothing::x"),
        ["set-output", "add-mask"]
    );
    assert_eq!(names("x ::error::y\n::error\n##error]\n::error ::x"), ["error"]);
    let read = &commands("::warning FILE=a%2Cb,line=1,,x=::50 %25%0Ab")[0];
    assert_eq!((read.properties["file"].as_str(), read.data.as_str()), ("a,b", "50 %\nb"));
    assert_eq!(read.properties.len(), 2);
    assert_eq!(command_like("\u{ad}::x::y\n#\u{200b}#[x]y"), ["::x::y", "##[x]y"]);
}
