//! What the module promises as a whole.

use super::*;
use crate::finding::{Pointer, Target};

fn file(text: &str) -> SourceFile {
    SourceFile::new("people/ana/profile.yaml", text)
}

fn document(text: &str) -> Document {
    let parsed = parse(&file(text));
    assert_eq!(parsed.problems, [], "{text}");
    parsed.document.unwrap()
}

const RECORD: &str = "\
# an assessment
date: 2026-11-21
\"method\": 'panel' # how
ratings:   # all of them

  - skill: async-rust # one
    rating: 3
    rubric: {design: 3, testing: 3}

  - {skill: rust, rating: 4}
  -
  - name: |
      several
      lines

note: >-
  folded
  text

# the end
empty:
assessors: [ben, 'chi',
  dan]
last: # nothing
";

fn at(pointer: &str, target: Target) -> Option<String> {
    let file = file(RECORD);
    let span = parse(&file).document.unwrap().locate(&Pointer::from(pointer), target)?;
    Some(file.slice(span).to_owned())
}

#[test]
fn a_pointer_leads_to_the_text_of_key_and_value() {
    for (pointer, key, value) in [
        ("/date", "date", "2026-11-21"),
        ("/method", "\"method\"", "'panel'"),
        (
            "/ratings/0",
            "skill: async-rust",
            "skill: async-rust # one\n    rating: 3\n    rubric: {design: 3, testing: 3}",
        ),
        ("/ratings/0/rubric", "rubric", "{design: 3, testing: 3}"),
        ("/ratings/0/rubric/testing", "testing", "3"),
        ("/ratings/1", "{skill: rust, rating: 4}", "{skill: rust, rating: 4}"),
        ("/ratings/2", "-", ""),
        ("/ratings/3", "name: |", "name: |\n      several\n      lines"),
        ("/ratings/3/name", "name", "|\n      several\n      lines"),
        ("/note", "note", ">-\n  folded\n  text"),
        ("/empty", "empty", ""),
        ("/assessors", "assessors", "[ben, 'chi',\n  dan]"),
        ("/assessors/1", "'chi'", "'chi'"),
        ("/last", "last", ""),
    ] {
        assert_eq!(at(pointer, Target::Key).as_deref(), Some(key), "{pointer}");
        assert_eq!(at(pointer, Target::Value).as_deref(), Some(value), "{pointer}");
    }
    assert_eq!(at("", Target::Key).unwrap(), "date: 2026-11-21");
    let whole = at("", Target::Value).unwrap();
    assert!(whole.starts_with("date:") && whole.ends_with("\nlast:"), "{whole}");
    let ratings = at("/ratings", Target::Value).unwrap();
    assert!(ratings.starts_with("- skill") && ratings.ends_with("lines"), "{ratings}");
    for nowhere in ["/missing", "/date/0", "/ratings/4", "/ratings/x", "/ratings/+1", "/empty/x"] {
        assert_eq!(at(nowhere, Target::Key), None, "{nowhere}");
    }
}

#[test]
fn an_empty_value_lies_right_after_its_colon() {
    let document = document(RECORD);
    for key in ["empty", "last"] {
        let span = document.locate(&Pointer::root().key(key), Target::Value).unwrap();
        assert_eq!(span.start, RECORD.find(&format!("{key}:")).unwrap() + key.len() + 1);
        assert_eq!(span.start, span.end);
    }
}
