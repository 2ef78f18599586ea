//! Three-way merge of one file's content, with the merge code that Git itself uses.

use git2::{MergeFileInput, MergeFileOptions};

use super::failed;
use crate::error::Error;

/// Git looks for NUL within this many first bytes to tell binary files from text.
const BINARY_WINDOW: usize = 8000;

/// What merging `ours` and `theirs`, both made from `ancestor`, gives; `None` where they conflict.
/// Binary files are never merged.
pub(in crate::source) fn merge_contents(
    ancestor: &[u8],
    ours: &[u8],
    theirs: &[u8],
) -> Result<Option<Vec<u8>>, Error> {
    let binary = |text: &[u8]| text.iter().take(BINARY_WINDOW).any(|byte| *byte == 0);
    if [ancestor, ours, theirs].into_iter().any(binary) {
        return Ok(None);
    }
    let input = |content| {
        let mut input = MergeFileInput::new();
        input.content(content);
        input
    };
    let mut options = MergeFileOptions::new();
    let merged = git2::merge_file(&input(ancestor), &input(ours), &input(theirs), Some(&mut options))
        .map_err(|error| failed("merge a file", &error))?;
    Ok(merged.is_automergeable().then(|| merged.content().to_vec()))
}
