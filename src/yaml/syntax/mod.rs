//! The parser's errors in plain words, at the place where a person would look.
//!
//! The parser says where it noticed; here that becomes what was meant to be written.

mod flow;
mod layout;
mod lexer;
mod place;
mod quotes;

use granit_parser::{ErrorKind, ScanError};

use super::problem::{Problem, double_quoted, quoted};
use super::refused;
use crate::source::Span;
use place::Place;

/// The parser's error as a problem. `safe` is the end of what was understood, `brackets` are the
/// brackets that are open there.
pub(super) fn explain(text: &str, error: &ScanError, safe: usize, brackets: &[usize]) -> Problem {
    let offset = error.marker().byte_offset().unwrap_or(text.len());
    let place = Place::new(text, offset, safe, brackets);
    let layout = matches!(
        error.kind(),
        ErrorKind::MappingValueNotAllowed
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::InvalidSimpleKey
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::ExpectedDocumentStart
            | ErrorKind::BlockSequenceEntryNotAllowed
            | ErrorKind::InvalidIndentation
    );
    let strange =
        Some(&place).filter(|_| layout && brackets.is_empty()).and_then(layout::strange_indentation);
    let problem = strange.unwrap_or_else(|| told(&place, error.kind()));
    // Whatever the parser may come to report, something is underlined.
    if place.slice(problem.span).is_empty() {
        return Problem { span: place.word(place.offset), replacement: None, ..problem };
    }
    problem
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the parser may learn new errors")]
fn told(place: &Place<'_>, kind: &ErrorKind) -> Problem {
    use ErrorKind as Kind;
    let at = place.offset;
    match kind {
        Kind::RecursionLimitExceeded => refused::too_deep(place.character(at)),
        Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabNotAllowed
        | Kind::TabInPlainScalar
        | Kind::TabAtBlockScalarStart
        | Kind::InvalidBlockEntryWhitespace
        | Kind::InvalidMappingValueWhitespace => layout::tab(place),
        Kind::UnclosedQuotedScalar
        | Kind::InvalidQuotedScalarIndent
        | Kind::DocumentIndicatorInQuotedScalar => quotes::unclosed(place),
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => {
            quotes::text_behind(place)
        }
        Kind::UnknownQuotedScalarEscape
        | Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidLowSurrogate
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate
        | Kind::InvalidUnicodeEscape => quotes::escape(place),
        Kind::MismatchedFlowCollectionEnd { open, close } => flow::mismatched(place, *open, *close),
        Kind::UnclosedFlowCollection { .. } if place.after(at).starts_with(['[', '{']) => {
            flow::unclosed(place, at)
        }
        Kind::MisplacedFlowCollectionEnd => flow::misplaced(place),
        Kind::InvalidIndentation
        | Kind::InvalidFlowScalarIndent
        | Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::ExpectedFlowMappingSeparator
        | Kind::ExpectedFlowSequenceSeparator
        | Kind::BlockEntryInFlowCollection
        | Kind::PlainScalarStartsWithDashFlowIndicator => flow::broken(place),
        Kind::MappingValueNotAllowed => layout::colon(place),
        Kind::SimpleKeyExpected => layout::no_key(place, place.line_at(at)),
        Kind::ExpectedBlockMappingKey => layout::key_expected(place),
        Kind::ExpectedBlockSequenceEntry => layout::item_expected(place),
        Kind::ExpectedDocumentStart => layout::outside(place),
        Kind::BlockSequenceEntryNotAllowed => layout::item_behind_key(place),
        Kind::InvalidBlockScalarHeader | Kind::ZeroBlockScalarIndent => block_text(place),
        Kind::InvalidBlockScalarIndent => layout::wrong_indentation(place),
        Kind::UnexpectedCharacter { character } => character_not_allowed(place, *character),
        Kind::MappingKeyNotAllowed
        | Kind::MissingAnchorOrAliasName
        | Kind::UnexpectedEofBlockMapping
        | Kind::UnexpectedEofBlockSequence
        | Kind::ExpectedNodeContent
            if !place.at_end() && open_value(place) =>
        {
            cannot_start(place)
        }
        Kind::CommentNotSeparated => {
            Problem::syntax(place.character(at), "a space is missing before this comment")
                .help("write a space before `#`, or quote the text that the `#` belongs to")
                .replace(" #")
        }
        Kind::CommentInterceptedScalar => layout::comment_in_text(place),
        Kind::BomInsideDocument => Problem::syntax(
            place.character(at),
            "an invisible byte-order mark stands in the middle of the text",
        )
        .help("delete it; it is allowed at the start of a file only"),
        Kind::UndeclaredTagHandle
        | Kind::ExpectedTagBang
        | Kind::InvalidGlobalTagCharacter
        | Kind::InvalidTagTerminator
        | Kind::MissingTagUri
        | Kind::UnclosedVerbatimTag
        | Kind::InvalidTagEscape
        | Kind::InvalidTagUtf8LeadingByte
        | Kind::InvalidTagUtf8TrailingByte
        | Kind::InvalidTagUtf8 => {
            let line = place.line();
            let bang = place.before(at).rfind('!').filter(|bang| *bang >= line.start).unwrap_or(at);
            refused::tag(place.word(bang))
        }
        Kind::InvalidDocumentEnd => {
            Problem::syntax(place.word(at), "text follows the end of the document (`...`)")
                .help("delete the line with `...`; a record does not need it")
        }
        Kind::InvalidSimpleKey => layout::no_key(place, place.line()),
        _ if !place.open().brackets.is_empty() => flow::broken(place),
        _ => not_expected(place),
    }
}

/// Whether an error only says that a directive, reported already, is malformed or leads nowhere.
pub(super) fn about_directive(error: &ScanError) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ExpectedDocumentStart
            | ErrorKind::DuplicateVersionDirective
            | ErrorKind::UnsupportedYamlMajorVersion
            | ErrorKind::DuplicateTagDirective
            | ErrorKind::ExpectedTagDirectiveBang
            | ErrorKind::InvalidDirectiveTerminator
            | ErrorKind::MissingYamlVersionSeparator
            | ErrorKind::MissingDirectiveName
            | ErrorKind::InvalidDirectiveName
            | ErrorKind::DirectiveByteLimitExceeded { .. }
            | ErrorKind::TooManyReservedDirectiveParams { .. }
            | ErrorKind::YamlVersionTooLong
            | ErrorKind::MissingYamlVersion
            | ErrorKind::InvalidTagDirectiveTerminator
    )
}

/// The value from `start` to the end of its line or, between brackets, to the next separator.
fn value_span(place: &Place<'_>, start: usize) -> Span {
    let span = place.rest_of_line(start);
    if place.open().brackets.is_empty() {
        return span;
    }
    let end = place.slice(span).find([',', ']', '}']).filter(|end| *end > 0);
    let text = end.and_then(|end| place.after(start).get(..end)).unwrap_or_else(|| place.slice(span));
    Span::new(start, start + text.trim_end_matches([' ', '\t']).len())
}

/// Advice to quote the text at `span`, with the text to put there.
fn quote_it(place: &Place<'_>, span: Span, message: impl Into<String>) -> Problem {
    Problem::syntax(span, message).help("quote the value").replace(double_quoted(place.slice(span)))
}

/// Whether the parser stopped where a value starts, on the line of its key.
fn open_value(place: &Place<'_>) -> bool {
    !place.at_line_start() || place.after(place.offset).starts_with([',', '*', '&', '?'])
}

fn cannot_start(place: &Place<'_>) -> Problem {
    let message = match place.slice(place.character(place.offset)) {
        "`" => "a value cannot start with a backtick unless it is quoted".to_owned(),
        first => format!("a value cannot start with `{first}` unless it is quoted"),
    };
    quote_it(place, value_span(place, place.offset), message)
}

fn character_not_allowed(place: &Place<'_>, character: char) -> Problem {
    let span = place.character(place.offset);
    if character.is_control() || !place.slice(span).starts_with(character) {
        // The parser may point to the start of the text that the character stands in.
        let start = place.after(place.offset).find(character).map_or(place.offset, |i| place.offset + i);
        let code = u32::from(character);
        let message = format!("the character U+{code:04X} is not allowed in YAML");
        return Problem::syntax(place.character(start), message)
            .help("delete it; in double quotes it can be written as an escape");
    }
    if matches!(character, '@' | '`' | '%') {
        return cannot_start(place);
    }
    Problem::syntax(span, format!("{} is not expected here", quoted(&character.to_string())))
        .help("quote the value if this belongs to a text")
}

/// `key: > 50 users`, where `>` announces a text on the lines below.
fn block_text(place: &Place<'_>) -> Problem {
    let indicator = place.slice(place.character(place.offset));
    let message = format!(
        "`{indicator}` starts a text on the next line; only `+`, `-` and a digit from 1 to 9 may stand beside it"
    );
    quote_it(place, place.rest_of_line(place.offset), message)
        .help(format!("move the text to the next line, or quote it if the `{indicator}` belongs to it"))
}

fn not_expected(place: &Place<'_>) -> Problem {
    let span = place.word(place.offset);
    let problem = if place.at_end() {
        Problem::syntax(span, "the file ends too early: something is missing after this")
    } else {
        Problem::syntax(span, format!("YAML does not expect {} here", quoted(place.slice(span))))
    };
    problem
        .help("check the indentation and the colons here and on the line above; quote a value that is text")
}
