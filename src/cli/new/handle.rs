//! What can be a handle, in words for whoever types one.

use crate::record::Id;

/// Whether `text` can be a handle, and what is wrong with it if it cannot.
///
/// # Errors
/// What is wrong, in words that follow the text.
pub(in crate::cli) fn judge(text: &str) -> Result<(), String> {
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
    fn what_is_no_handle_is_told_why() {
        assert_eq!(judge("ana-soto"), Ok(()));
        assert!(judge("Ana").unwrap_err().contains("lower-case"));
        assert!(judge("007").unwrap_err().contains("p-007"));
    }
}
