//! Bytes → text: UTF-8, with or without a byte-order mark, and UTF-16 with one. Every other encoding is
//! told apart and refused, never guessed: a wrong guess would write wrong names into the repository for
//! good.

use super::Unreadable;
use crate::source::hidden;

/// The most bytes that a spreadsheet may have.
pub const SIZE_LIMIT: usize = 10 * 1024 * 1024;

/// What to do about a file in another encoding.
const SAVE_AS: &str = "save it again as UTF-8: in Excel \"CSV UTF-8 (Comma delimited)\", in LibreOffice \
                       \"Text CSV\" with the character set Unicode (UTF-8); Google Sheets always does";

/// A text that can be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    /// Without byte-order mark, line ends of old Macs (CR alone) as LF, without characters that nobody
    /// can see.
    pub(super) text: String,
    /// How many of those were taken out.
    pub(super) hidden: usize,
}

/// The text of a file.
///
/// # Errors
/// Where it is too large, no text, or in another encoding than UTF-8.
pub(super) fn text(bytes: &[u8]) -> Result<Text, Unreadable> {
    let refused = |message: String, hint: &str| Unreadable { message, hint: hint.to_owned() };
    if bytes.len() > SIZE_LIMIT {
        let size = bytes.len().div_ceil(1024 * 1024);
        return Err(refused(
            format!("the file has about {size} MB; at most 10 MB are read"),
            "split it by team, or take out what is neither people nor skills",
        ));
    }
    // The first bytes of ZIP (.xlsx, .ods, .numbers) and of the Compound File Binary Format (.xls).
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(refused(
            "this is a file of a spreadsheet program, not CSV".into(),
            "open it there and save the sheet as CSV UTF-8",
        ));
    }
    let decoded = match from_utf_16(bytes) {
        Some(Ok(text)) => Some(text),
        Some(Err(line)) => {
            let message = format!("the file is in UTF-16, and what stands in line {line} is no character");
            return Err(refused(message, SAVE_AS));
        }
        None => None,
    };
    let bytes = decoded.as_ref().map_or(bytes, String::as_bytes);
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if is_unmarked_utf_16(bytes) {
        let message = "the file is in UTF-16 without a byte-order mark, not in UTF-8";
        return Err(refused(message.into(), SAVE_AS));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(refused(not_utf_8(bytes, error.valid_up_to()), SAVE_AS)),
    };
    if let Some(at) = text.find('\0') {
        let line = line_of(bytes, at);
        return Err(refused(
            format!("line {line} holds a NUL character, so this is no text"),
            "export the sheet as CSV UTF-8 again",
        ));
    }
    if text.trim().is_empty() {
        return Err(refused("the file is empty".into(), "export the sheet that holds people and skills"));
    }
    let old_mac = text.contains('\r') && !text.contains('\n');
    let text = if old_mac { text.replace('\r', "\n") } else { text.to_owned() };
    Ok(without_hidden(text))
}

/// Takes out what nobody can see: it would make two equal names differ, and no record may hold it.
fn without_hidden(text: String) -> Text {
    let is_break = |c: char| matches!(c, '\n' | '\r' | '\t');
    let hidden = hidden::characters(&text).filter(|(_, c, hidden)| *hidden && !is_break(*c)).count();
    if hidden == 0 {
        return Text { text, hidden };
    }
    let kept = hidden::characters(&text).filter(|(_, c, hidden)| !*hidden || is_break(*c));
    Text { text: kept.map(|(_, c, _)| c).collect(), hidden }
}

/// The text of UTF-16 with its byte-order mark, as Excel writes "Unicode Text"; where it is broken, the
/// line.
fn from_utf_16(bytes: &[u8]) -> Option<Result<String, usize>> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    // A byte that is left over is half of something.
    let units = bytes.chunks(2).skip(1).map(|pair| match pair {
        [one, other] => unit([*one, *other]),
        _ => 0xd800,
    });
    let mut text = String::with_capacity(bytes.len());
    for character in char::decode_utf16(units) {
        match character {
            Ok(character) => text.push(character),
            Err(_) => return Some(Err(line_of(text.as_bytes(), text.len()))),
        }
    }
    Some(Ok(text))
}

/// Whether every second byte at the beginning is NUL.
fn is_unmarked_utf_16(bytes: &[u8]) -> bool {
    let beginning = bytes.get(..bytes.len().min(64)).unwrap_or_default();
    let nul = |odd: usize| {
        let mut every_second = beginning.iter().skip(odd).step_by(2).peekable();
        every_second.peek().is_some() && every_second.all(|byte| *byte == 0)
    };
    beginning.len() >= 4 && (nul(0) || nul(1))
}

/// What stands in `bytes` from `at` on, where UTF-8 ends.
fn not_utf_8(bytes: &[u8], at: usize) -> String {
    let line = line_of(bytes, at);
    let byte = bytes.get(at).copied().unwrap_or_default();
    // Letters of Western languages in Windows-1252 and ISO 8859-1 (ä is E4, ß is DF, é is E9).
    let likely = if byte >= 0xc0 || matches!(byte, 0x80 | 0x91..=0x97) {
        "; it looks like Windows-1252, which Excel writes for plain \"CSV\""
    } else {
        ""
    };
    format!(
        "the file is not in UTF-8: the first byte that is not stands in line {line} (0x{byte:02X}){likely}"
    )
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    let before = bytes.get(..at).unwrap_or_default();
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> String {
        let Unreadable { message, hint } = text(bytes).unwrap_err();
        format!("{message} / {hint}")
    }

    #[test]
    fn a_byte_order_mark_is_taken_off_and_old_line_ends_are_read() {
        assert_eq!(text(b"\xef\xbb\xbfa;b\r\n").unwrap().text, "a;b\r\n");
        assert_eq!(text(b"a;b\rc;d\r").unwrap().text, "a;b\nc;d\n");
    }

    #[test]
    fn utf_16_is_read_where_its_mark_says_so() {
        let written = "Name\tRust\r\nJörg 田中 🦀\t3\r\n";
        let le: Vec<u8> = written.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = written.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let (le, be) = ([b"\xff\xfe".as_slice(), &le].concat(), [b"\xfe\xff".as_slice(), &be].concat());
        assert_eq!((text(&le).unwrap().text, text(&be).unwrap().text), (written.into(), written.into()));
        assert!(refusal(&le[..le.len() - 1]).contains("line 2 is no character"));
        assert!(refusal(b"\xff\xfe").contains("empty"));
    }

    #[test]
    fn what_nobody_can_see_is_taken_out_and_counted() {
        let seen = text("Name\tRu\u{ad}st\r\n\u{202e}Ana\x1b[1m\t👩\u{200d}💻\n".as_bytes()).unwrap();
        assert_eq!(seen, Text { text: "Name\tRust\r\nAna[1m\t👩\u{200d}💻\n".into(), hidden: 3 });
    }

    #[test]
    fn other_encodings_are_named_and_never_guessed() {
        let le: Vec<u8> = "Name;Rust".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(refusal(&le).contains("UTF-16 without"));
        let windows = refusal(b"Name;Rust\nJ\xf6rg;3\n");
        assert!(windows.contains("line 2 (0xF6)") && windows.contains("Windows-1252"), "{windows}");
        assert!(windows.contains("CSV UTF-8"), "{windows}");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(refusal(b"PK\x03\x04....").contains("spreadsheet program"));
        assert!(refusal(b"Name,Rust\nAna,\0\n").contains("line 2 holds a NUL"));
        assert!(refusal(b" \n\t\n").contains("empty"));
        assert!(refusal(&vec![b'a'; SIZE_LIMIT + 1]).contains("at most 10 MB"));
    }
}
