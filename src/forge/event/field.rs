//! Fields of a payload by JSON Pointer, and texts of variables, each with what belongs there. Nothing
//! is taken as it comes.

use serde_json::Value;

use super::fault::EventFault;

/// The highest number of a change: forges count in 32 bits.
const MAX_NUMBER: u64 = u32::MAX as u64;

/// A payload.
#[derive(Clone, Copy)]
pub(super) struct Payload<'a>(pub(super) &'a Value);

impl<'a> Payload<'a> {
    /// The value at `pointer`; null and what is not there are the same.
    fn at(self, pointer: &str) -> &'a Value {
        self.0.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// What `read` makes of the value at `pointer`; nothing where there is none.
    fn of_type<T>(
        self,
        pointer: &str,
        wanted: &'static str,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, EventFault> {
        let found = self.at(pointer);
        if found.is_null() {
            return Ok(None);
        }
        read(found).map(Some).ok_or_else(|| EventFault::wrong(pointer, found, wanted))
    }

    /// The text at `pointer`; nothing where there is none.
    pub(super) fn text(self, pointer: &str) -> Result<Option<&'a str>, EventFault> {
        self.of_type(pointer, "a text", Value::as_str)
    }

    /// The number of a change, which has to be there.
    pub(super) fn number(self, pointer: &str) -> Result<u64, EventFault> {
        let found = self.at(pointer);
        let number = found.as_u64().filter(|number| (1..=MAX_NUMBER).contains(number));
        number.ok_or_else(|| EventFault::wrong(pointer, found, "the number of a pull request"))
    }

    /// The id of a commit; nothing where there is none.
    pub(super) fn commit(self, pointer: &str) -> Result<Option<String>, EventFault> {
        let Some(text) = self.text(pointer)? else { return Ok(None) };
        let id = commit(text);
        id.map(Some).ok_or_else(|| EventFault::wrong(pointer, self.at(pointer), "the id of a commit"))
    }

    /// The list at `pointer`; empty where there is none.
    pub(super) fn list(self, pointer: &str) -> Result<&'a [Value], EventFault> {
        let items = self.of_type(pointer, "a list", Value::as_array)?;
        Ok(items.map(Vec::as_slice).unwrap_or_default())
    }
}

/// The id of a commit in small letters: 40 hexadecimal digits, with SHA-256 64, not all of them zero.
pub(super) fn commit(text: &str) -> Option<String> {
    let hex = matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hex && text.bytes().any(|byte| byte != b'0')).then(|| text.to_ascii_lowercase())
}

/// The number of a change as text.
pub(super) fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && (1..=MAX_NUMBER).contains(number))
}

/// An http(s) address without account, query and fragment; no `/` at its end.
pub(super) fn address(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split('/').next().unwrap_or_default();
    let plain = |byte: u8| {
        byte.is_ascii_graphic() && !matches!(byte, b'@' | b'?' | b'#' | b'\\' | b'"' | b'<' | b'>')
    };
    (!host.is_empty() && text.len() <= 300 && rest.bytes().all(plain))
        .then(|| text.trim_end_matches('/').to_owned())
}
