//! From pointers to places and names.

use super::{document, file, parse};
use crate::finding::{Pointer, Target};
use crate::source::LineColumn;

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

#[test]
fn items_are_named_by_what_they_hold() {
    let document = document(
        "ratings:\n- skill: async-rust\n  rating: 3\n- {rating: 1}\ntiers:\n- {name: Junior, id: l1}\n\
         - {name: \"a/b~c\"}\nlinks: [x, 7, x, [y], null]\n",
    );
    for (pointer, named) in [
        ("", ""),
        ("/ratings", "/ratings"),
        ("/ratings/0/rating", "/ratings/[async-rust]/rating"),
        ("/ratings/1/rating", "/ratings/1/rating"),
        ("/ratings/9/rating", "/ratings/9/rating"),
        ("/tiers/0", "/tiers/[l1]"),
        ("/tiers/1/name", "/tiers/[a~1b~0c]/name"),
        ("/links/0", "/links/[x]"),
        ("/links/1", "/links/[7]"),
        ("/links/2", "/links/[x]"),
        ("/links/3/0", "/links/3/[y]"),
        ("/links/4", "/links/4"),
        ("/not/there", "/not/there"),
    ] {
        assert_eq!(document.named_pointer(&Pointer::from(pointer)), named);
    }
}

#[test]
fn columns_hold_for_any_line_end_byte_order_mark_and_script() {
    for end in ["\n", "\r\n", "\r"] {
        let text =
            ["\u{feff}# naïve", "título: Añadir ✓", "why:", "  \"プロジェクト\":\twebhook # ✓", "  x:", ""];
        let file = file(&text.join(end));
        let document = parse(&file).document.unwrap();
        let place = |pointer: &str, target| {
            let span = document.locate(&Pointer::from(pointer), target).unwrap();
            let LineColumn { line, column } = file.line_column(span.start);
            (line, column, file.slice(span).to_owned())
        };
        assert_eq!(place("/título", Target::Key), (2, 1, "título".into()), "{end:?}");
        assert_eq!(place("/título", Target::Value), (2, 9, "Añadir ✓".into()));
        assert_eq!(place("/why/プロジェクト", Target::Key), (4, 3, "\"プロジェクト\"".into()));
        assert_eq!(place("/why/プロジェクト", Target::Value), (4, 13, "webhook".into()));
        assert_eq!(place("/why/x", Target::Value), (5, 5, String::new()));
        assert_eq!(place("/why", Target::Value).0, 4);
        assert_eq!(place("", Target::Key), (2, 1, "título: Añadir ✓".into()));
    }
}

#[test]
fn a_document_start_and_end_may_be_written() {
    let text = "---\n# x\na: b\n...\n";
    let document = document(text);
    let span = document.root().span();
    assert_eq!(text.get(span.start..span.end), Some("a: b"));
}

#[test]
fn nested_dashes_have_places_of_their_own() {
    let text = "- - a\n  -\n  - # none\n-   - b\n";
    let document = document(text);
    let at = |pointer: &str, target| {
        let span = document.locate(&Pointer::from(pointer), target).unwrap();
        (span.start, text.get(span.start..span.end).unwrap())
    };
    assert_eq!(at("/0", Target::Value), (2, "- a\n  -\n  -"));
    assert_eq!(at("/0/1", Target::Key), (8, "-"));
    assert_eq!(at("/0/2", Target::Value), (13, ""));
    assert_eq!(at("/1", Target::Key), (25, "- b"));
}

#[test]
fn dashes_may_stand_in_the_column_of_their_key() {
    let text = "a: # x\n-\n- - 1\n- b: c\n  d:\n  - 2\ne:\n- - 3\n";
    let document = document(text);
    let at = |pointer: &str, target| {
        let span = document.locate(&Pointer::from(pointer), target).unwrap();
        (span.start, text.get(span.start..span.end).unwrap())
    };
    assert_eq!(at("/a", Target::Value), (7, "-\n- - 1\n- b: c\n  d:\n  - 2"));
    assert_eq!(at("/a/0", Target::Key), (7, "-"));
    assert_eq!(at("/a/0", Target::Value), (8, ""));
    assert_eq!(at("/a/1", Target::Value), (11, "- 1"));
    assert_eq!(at("/a/2/d", Target::Value), (29, "- 2"));
    assert_eq!(at("/e", Target::Value), (36, "- - 3"));
}

#[test]
fn a_document_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>(_: &T) {}
    shared(&document("a: b"));
}
