//! A companion text, taken apart into blocks of plain text. Whatever else its Markdown means stays
//! as it was written: nothing in it is ever rendered.

use schemars::JsonSchema;
use serde::Serialize;

/// A block of a companion text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, as it was written; only code has several lines.
    pub text: String,
}

/// What a block of a companion text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// A heading.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item,
    /// Lines in a fence.
    Code,
}

/// The blocks of `text`: headings and list marks go, paragraphs are put together from their lines,
/// and what stands in a fence keeps its lines.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // Whether the next line goes on with the last block.
    let mut open = false;
    let mut fence: Option<(&str, Vec<&str>)> = None;
    for line in text.lines() {
        let trimmed = line.trim();
        if let Some((mark, lines)) = &mut fence {
            if trimmed.starts_with(*mark) && trimmed.trim_start_matches(['`', '~']).is_empty() {
                push_code(&mut blocks, lines);
                fence = None;
            } else {
                lines.push(line);
            }
            continue;
        }
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)) {
            (fence, open) = (Some((mark, Vec::new())), false);
        } else if matches!(trimmed, "" | "-" | "*" | "+") {
            // A blank line, or an item that says nothing.
            open = false;
        } else if let Some(heading) = heading(trimmed) {
            open = false;
            push(&mut blocks, BlockKind::Heading, heading);
        } else if let Some(item) = item(trimmed) {
            open = true;
            push(&mut blocks, BlockKind::Item, item);
        } else if let Some(block) = blocks.last_mut().filter(|_| open) {
            block.text.push(' ');
            block.text.push_str(trimmed);
        } else {
            open = true;
            push(&mut blocks, BlockKind::Paragraph, trimmed);
        }
    }
    // A fence that nobody closed ends with the text.
    if let Some((_, lines)) = fence {
        push_code(&mut blocks, &lines);
    }
    blocks
}

fn push(blocks: &mut Vec<Block>, kind: BlockKind, text: &str) {
    if !text.is_empty() {
        blocks.push(Block { kind, text: text.to_owned() });
    }
}

fn push_code(blocks: &mut Vec<Block>, lines: &[&str]) {
    if lines.iter().any(|line| !line.trim().is_empty()) {
        push(blocks, BlockKind::Code, &lines.join("\n"));
    }
}

/// The text of a heading with `#` marks.
fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    let marks = line.len() - rest.len();
    let is_heading = (1..=6).contains(&marks) && (rest.is_empty() || rest.starts_with([' ', '\t']));
    is_heading.then(|| rest.trim().trim_end_matches('#').trim_end())
}

/// The text of a list item, bulleted or numbered.
fn item(line: &str) -> Option<&str> {
    let bullet = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark));
    let numbered = || {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let rest = line.get(digits..).filter(|_| (1..=9).contains(&digits))?;
        rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))
    };
    bullet.or_else(numbered).map(str::trim)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(text: &str) -> Vec<(BlockKind, String)> {
        blocks(text).into_iter().map(|block| (block.kind, block.text)).collect()
    }

    #[test]
    fn a_text_becomes_headings_paragraphs_items_and_code() {
        let text =
            "# Why\n\nThe caller\nwaits.\n- one\n  more\n2) two\n\n```rust\nfn x() {\n\n}\n```\n<b>end</b>";
        let expected = [
            (BlockKind::Heading, "Why"),
            (BlockKind::Paragraph, "The caller waits."),
            (BlockKind::Item, "one more"),
            (BlockKind::Item, "two"),
            (BlockKind::Code, "fn x() {\n\n}"),
            (BlockKind::Paragraph, "<b>end</b>"),
        ];
        let expected: Vec<_> = expected.into_iter().map(|(kind, text)| (kind, text.to_owned())).collect();
        assert_eq!(said(text), expected);
    }

    #[test]
    fn odd_texts_lose_nothing_and_add_nothing() {
        assert_eq!(said(""), []);
        assert_eq!(said("#\n\n```\n```\n- \n"), []);
        assert_eq!(said("#hashtag"), [(BlockKind::Paragraph, "#hashtag".to_owned())]);
        assert_eq!(said("1990 was a year"), [(BlockKind::Paragraph, "1990 was a year".to_owned())]);
        assert_eq!(said("```\nopen"), [(BlockKind::Code, "open".to_owned())]);
        assert_eq!(said("~~~\n```\n~~~"), [(BlockKind::Code, "```".to_owned())]);
    }

    proptest! {
        #[test]
        fn every_word_is_kept(words in proptest::collection::vec("[a-z]{1,6}|\n|\n\n|- |# |1\\. ", 0..30)) {
            let text = words.join(" ");
            let kept = |text: &str| -> Vec<String> {
                text.split(|c: char| !c.is_ascii_lowercase()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
            };
            let joined: Vec<String> = blocks(&text).into_iter().map(|block| block.text).collect();
            prop_assert_eq!(kept(&joined.join(" ")), kept(&text));
        }
    }
}
