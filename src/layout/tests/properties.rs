//! What holds for any text: no value changes, no comment is lost, and a second time changes nothing.
//!
//! `PROPTEST_CASES=1000000 cargo test --lib layout::tests::properties` looks for longer.

use proptest::prelude::*;

use super::super::comments::comments;
use super::super::model::Model;
use super::super::{Draft, Edit, Refused, Value, WIDTH, edit, format};
use super::written::{document, value, yaml_like};
use super::{any_formatted, file};
use crate::finding::Pointer;
use crate::record::Kind;
use crate::source::SourceFile;
use crate::yaml;

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(Kind::ALL.to_vec())
}

fn model(file: &SourceFile) -> Option<Model> {
    yaml::parse(file).document.as_ref().map(Model::of)
}

/// The comments of a text, in alphabetical order.
fn remarks(file: &SourceFile) -> Vec<String> {
    let document = yaml::parse(file).document.unwrap();
    let mut texts: Vec<String> =
        comments(file.text(), &document).into_iter().map(|found| found.text.to_owned()).collect();
    texts.sort_unstable();
    texts
}

fn holds_for(text: &str, kind: Kind) -> Result<(), TestCaseError> {
    let before = file(text);
    let parsed = yaml::parse(&before);
    match any_formatted(&before, kind) {
        Err(Refused::Unreadable(problems)) => prop_assert_eq!(problems, parsed.problems),
        // A text alone is no record; `---` is one that cannot stand in the first column.
        Err(Refused::Unusual) if matches!(model(&before), Some(Model::Text(_))) => {}
        Err(refused) => prop_assert!(false, "{:?} for {:?}", refused, text),
        Ok(text) => {
            let after = file(&text);
            prop_assert_eq!(model(&after), model(&before), "{}", &text);
            prop_assert_eq!(remarks(&after), remarks(&before), "{}", &text);
            let again = any_formatted(&after, kind);
            prop_assert_eq!(again.as_deref(), Ok(text.as_str()), "\n{}---\n{}", before.text(), &text);
            prop_assert!(text.ends_with('\n') && !text.contains('\r'));
        }
    }
    Ok(())
}

/// A place in a value: some are there, some are not.
fn pointer() -> impl Strategy<Value = Pointer> {
    let part = prop::sample::select(vec![
        "title", "why", "levels", "2", "0", "1", "x-squad", "until", "zeta", "new",
    ]);
    prop::collection::vec(part, 1..4)
        .prop_map(|parts| parts.iter().fold(Pointer::root(), |pointer, part| pointer.key(part)))
}

fn change() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (pointer(), value()).prop_map(|(pointer, value)| Edit::Set { pointer, value }),
        (pointer(), value()).prop_map(|(pointer, value)| Edit::Append { pointer, value }),
        pointer().prop_map(|pointer| Edit::Remove { pointer }),
        (pointer(), "[a-z]{1,5}").prop_map(|(pointer, key)| Edit::RenameKey { pointer, key }),
    ]
}

proptest! {
    #[test]
    fn any_yaml_like_text_keeps_its_values_and_comments(text in yaml_like(), kind in kind()) {
        holds_for(&text, kind)?;
    }

    #[test]
    fn any_text_keeps_its_values(text in "\\PC{0,40}|[\\x00-\\x7f]{0,40}", kind in kind()) {
        holds_for(&text, kind)?;
    }

    #[test]
    fn what_people_write_keeps_its_values_and_comments(text in document(), kind in kind()) {
        holds_for(&text, kind)?;
    }

    #[test]
    fn the_kind_of_line_ends_makes_no_difference(
        text in document(),
        end in prop::sample::select(vec!["\r\n", "\r"]),
        kind in kind(),
    ) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let same = any_formatted(&file(&text.replace('\n', end)), kind).ok();
        prop_assert_eq!(same, any_formatted(&file(&text), kind).ok());
    }

    #[test]
    fn what_is_written_for_the_first_time_reads_back_and_is_canonical(
        members in prop::collection::btree_map("[a-z]{1,6}|title|why|levels", value(), 1..5),
        heading in "\\PC{0,150}",
        kind in kind(),
    ) {
        let mut draft = Draft::new(kind);
        draft.heading(&heading);
        for (key, value) in &members {
            draft.comment(key, "What it is for").set(key, value.clone());
        }
        let text = draft.text();
        let expected = Model::value(&Value::Map(members.into_iter().collect()));
        prop_assert_eq!(model(&file(&text)), Some(expected), "{}", &text);
        let again = format(&file(&text), kind);
        prop_assert_eq!(again.as_deref(), Ok(text.as_str()));
    }

    #[test]
    fn edits_do_what_is_asked_or_nothing(text in document(), edit in change(), kind in kind()) {
        let before = file(&text);
        if model(&before).is_some() {
            let edited = super::super::edit(&before, kind, std::slice::from_ref(&edit));
            prop_assert!(!matches!(edited, Err(Refused::Unusual | Refused::Unreadable(_))), "{:?}\n{}", edit, text);
        }
    }

    #[test]
    fn an_added_key_leaves_every_line_as_it_is(text in document(), kind in kind()) {
        let before = file(&text);
        let map = matches!(model(&before), Some(Model::Map(_))) && !text.starts_with([' ', '{']);
        if map && text.ends_with('\n') {
            let added = Edit::Set { pointer: "/x-added".into(), value: "x".into() };
            let added = edit(&before, kind, &[added]).unwrap();
            let mut kept: Vec<&str> = added.lines().collect();
            let place = kept.iter().position(|line| *line == "x-added: x");
            prop_assert!(place.is_some(), "{}", added);
            kept.remove(place.unwrap());
            prop_assert_eq!(kept, before.text().lines().collect::<Vec<_>>());
        }
    }

    #[test]
    fn lines_of_words_fit(words in prop::collection::vec("[a-z]{1,12}", 1..80)) {
        let text = format!("title: {}\n", words.join(" "));
        let formatted = super::formatted(Kind::Goal, &text);
        prop_assert!(formatted.lines().all(|line| line.len() <= WIDTH), "{}", formatted);
    }
}
