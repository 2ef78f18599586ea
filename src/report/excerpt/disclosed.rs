//! Excerpts that do not tell everything. When which is told is decided where findings are made.

use super::Excerpt;

impl Excerpt {
    /// Hides numbers, but for an id with dashes that is itself the place: no number is written so.
    pub(super) fn hide_numbers(&mut self) {
        let place = self.start..self.end;
        let id = self.text.get(place.clone()).unwrap_or_default();
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let is_id = id.chars().all(is_part) && id.trim_start_matches('-').contains('-');
        let mut hidden = without_numbers(&self.text);
        if is_id {
            hidden.replace_range(place.clone(), id);
        }
        self.text = hidden;
    }

    /// The same lines with `*` for every character but blanks and ASCII punctuation. The key that
    /// begins a line is left, so that a person finds it.
    pub(super) fn shape(&self) -> Self {
        let mut view = Self { text: String::new(), start: 0, end: 0, ..*self };
        let mut offset = 0;
        for line in self.text.split_inclusive('\n') {
            let kept = key_length(line);
            for (index, c) in line.char_indices() {
                for (place, mark) in [(self.start, &mut view.start), (self.end, &mut view.end)] {
                    if place == offset + index {
                        *mark = view.text.len();
                    }
                }
                let shown = index < kept || c.is_whitespace() || c.is_ascii_punctuation();
                view.text.push(if shown { c } else { '*' });
            }
            offset += line.len();
        }
        if self.start == offset {
            view.start = view.text.len();
        }
        if self.end == offset {
            view.end = view.text.len();
        }
        view
    }
}

/// The same text with `*` for every character of what begins as a number, in any way that YAML
/// writes one. Ids with a number in the middle lose that number too. No byte moves.
fn without_numbers(text: &str) -> String {
    let mut number = false;
    let mut word = false;
    let hide = |c: char| {
        let part = c.is_ascii_alphanumeric() || c == '_';
        number = part && if word { number } else { c.is_ascii_digit() };
        word = part;
        if number { '*' } else { c }
    };
    text.chars().map(hide).collect()
}

/// The bytes of the plain key that begins a line of YAML, its colon included; 0 where there is none.
fn key_length(line: &str) -> usize {
    let indent = line.len() - line.trim_start_matches([' ', '-']).len();
    let rest = line.get(indent..).unwrap_or_default();
    let key = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_').len();
    let colon = rest.get(key..).is_some_and(|after| after.starts_with(": ") || after.trim_end() == ":");
    if key > 0 && colon { indent + key + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::finding::Disclosure;
    use crate::report::excerpt::PlaceView;
    use crate::source::{SourceFile, Span};

    #[test]
    fn concealed_lines_keep_their_keys_and_their_shape() {
        let text = "emails:\n- ana@example.com\nname: Zoë 日本\nx-y: {ana: 1}\n";
        let shown = |needle: &str| {
            let file = SourceFile::new("a.yaml", text);
            let at = file.text().find(needle).unwrap();
            let place = PlaceView::new(&file, Span::new(at, at + needle.len()));
            let excerpt = place.disclosed(Disclosure::Shape).region.unwrap().excerpt;
            (excerpt.text.clone(), excerpt.text[excerpt.start..excerpt.end].to_owned())
        };
        assert_eq!(shown("Zoë 日本"), ("name: *** **".to_owned(), "*** **".to_owned()));
        assert_eq!(shown("ana@"), ("- ***@*******.***".to_owned(), "***@".to_owned()));
        assert_eq!(shown("{ana: 1}").0, "*-*: {***: *}");
        let block = "emails:\n- ***@*******.***".to_owned();
        assert_eq!(shown("emails:\n- ana@example.com"), (block.clone(), block));
    }

    #[test]
    fn numbers_are_hidden_and_nothing_else() {
        for (text, expected) in [
            ("  - {skill: async-rust, rating: 4}", "  - {skill: async-rust, rating: *}"),
            ("rating: 0x4 # b4", "rating: *** # b4"),
            ("rubric: {\"design\": 4,testing:\t3}", "rubric: {\"design\": *,testing:\t*}"),
            ("score: {raw: 41, out_of: 5e1}", "score: {raw: **, out_of: ***}"),
            ("date: 2026-11-21", "date: ****-**-**"),
            ("skill: rust-2, note: l4 4th über4", "skill: rust-*, note: l4 *** über4"),
        ] {
            // The length in bytes stays, so that places stay.
            let hidden = without_numbers(text);
            assert_eq!((hidden.as_str(), hidden.len()), (expected, text.len()));
        }
    }

    #[test]
    fn an_id_that_is_the_place_itself_can_be_read() {
        let shown = |text: &str, needle: &str| {
            let file = SourceFile::new("a.yaml", text);
            let at = file.text().find(needle).unwrap();
            let place = PlaceView::new(&file, Span::new(at, at + needle.len()));
            place.disclosed(Disclosure::WithoutNumbers).region.unwrap().excerpt.text
        };
        let line = "- {skill: rust, rating: 4, evidence: [2026-11-01-a, 2026-11-02-b]}";
        let expected = "- {skill: rust, rating: *, evidence: [2026-11-01-a, ****-**-**-b]}";
        assert_eq!(shown(line, "2026-11-01-a"), expected);
        for needle in ["4", "{skill: rust, rating: 4", "rating: 4"] {
            assert!(shown(line, needle).contains("rating: *"), "{needle}");
        }
        assert_eq!(shown("rating: -4", "-4"), "rating: -*");
    }

    proptest! {
        #[test]
        fn concealing_keeps_lines_and_place(text in "[a\u{e9}\u{65e5}: \n-]{0,24}", a in 0usize..40, b in 0usize..40) {
            let file = SourceFile::new("a", text);
            let place = PlaceView::new(&file, Span::new(a.min(b), a.max(b)));
            let before = place.region.clone().unwrap();
            let after = place.disclosed(Disclosure::Shape).region.unwrap();
            let chars = |excerpt: &Excerpt| {
                excerpt.text.get(excerpt.start..excerpt.end).map(|text| text.chars().count())
            };
            prop_assert_eq!(chars(&before.excerpt), chars(&after.excerpt));
            prop_assert_eq!(before.excerpt.text.lines().count(), after.excerpt.text.lines().count());
            prop_assert_eq!((before.start, before.end), (after.start, after.end));
        }
    }
}
