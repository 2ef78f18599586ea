//! Handles that are proposed for a new person: from an e-mail address, or the next pseudonym.

use crate::record::Id;

/// What pseudonyms begin with where the policy asks for them: `p-07`.
const PSEUDONYM: &str = "p-";

/// The handle that an e-mail address suggests: what stands before the `@`, without the number that
/// forges put before hidden addresses (`4711+ana@users.noreply…`) and without the tag that people put
/// behind (`ana+work@…`). `None` where nothing of it can be a handle.
pub(in crate::cli) fn from_email(email: &str) -> Option<String> {
    let local = email.split('@').next().unwrap_or_default();
    let plain = match local.split_once('+') {
        Some((number, name)) if number.bytes().all(|b| b.is_ascii_digit()) => name,
        Some((name, _)) => name,
        None => local,
    };
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let handle = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    Id::is_valid(&handle).then_some(handle)
}

/// The pseudonyms after the highest one that was ever given among `handles`, in order: `p-01` at
/// first. None is given again, because a handle is one person's for ever.
pub(super) fn pseudonyms<'a>(handles: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = String> {
    let number = |handle: &str| handle.strip_prefix(PSEUDONYM)?.parse::<u32>().ok();
    let highest = handles.into_iter().filter_map(number).max().unwrap_or(0);
    (highest..u32::MAX).map(|number| format!("{PSEUDONYM}{:02}", number + 1))
}

/// Whether `text` can be a handle, and what is wrong with it if it cannot.
///
/// # Errors
/// What is wrong, in words that follow the text.
pub(super) fn judge(text: &str) -> Result<(), String> {
    if Id::is_valid(text) {
        return Ok(());
    }
    Err(if Id::reads_as_other(text) {
        format!("`{text}` reads as a number or a word of YAML; put a letter before it, such as p-{text}")
    } else {
        format!(
            "`{text}` is no handle: write lower-case letters and digits with single hyphens between, such as ana-soto"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_what_stands_before_the_at() {
        for (email, expected) in [
            ("ana@example.com", Some("ana")),
            ("Ana.Soto@example.com", Some("ana-soto")),
            ("ana_soto+work@example.com", Some("ana-soto")),
            ("4711+ana@users.noreply.github.com", Some("ana")),
            ("a--b.@example.com", Some("a-b")),
            ("4711@example.com", None),
            ("@example.com", None),
            ("", None),
            ("анна@example.com", None),
        ] {
            assert_eq!(from_email(email).as_deref(), expected, "{email}");
        }
    }

    #[test]
    fn pseudonyms_count_on_and_are_never_given_again() {
        let next = |handles: &[&str]| pseudonyms(handles.iter().copied()).next();
        assert_eq!(next(&[]).as_deref(), Some("p-01"));
        assert_eq!(next(&["ana", "p-03", "p-x", "p-07"]).as_deref(), Some("p-08"));
        assert_eq!(next(&["p-99"]).as_deref(), Some("p-100"));
        assert_eq!(next(&["p-4294967295"]), None, "somebody has to name the next one");
    }

    #[test]
    fn what_is_no_handle_is_told_why() {
        assert_eq!(judge("ana-soto"), Ok(()));
        assert!(judge("Ana").unwrap_err().contains("lower-case"));
        assert!(judge("007").unwrap_err().contains("p-007"));
    }
}
