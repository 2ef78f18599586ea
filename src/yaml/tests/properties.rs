//! What holds for any text and any tree.

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::super::{Node, Value, parse};
use super::file;
use crate::finding::{Pointer, Target};

/// Text made of what YAML gives a meaning to.
fn yaml_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "b: ",
        "key: value",
        ":",
        ": ",
        "- ",
        "-",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ",",
        ", ",
        "#",
        " # c",
        "&a ",
        "*a",
        "!t ",
        "!",
        "|",
        ">",
        "|\n",
        ">-\n",
        "\"",
        "'",
        "''",
        "\\",
        "\\n",
        "\\x4",
        "\\ud83d",
        "%",
        "@",
        "`",
        "<<",
        "---",
        "...",
        "\n",
        "\n  ",
        "\n    ",
        "\n ",
        "\r\n",
        "\r",
        "\t",
        " ",
        "~",
        "010",
        "1.5",
        "é",
        "✓",
        "\u{feff}",
        "\u{2028}",
        "\u{85}",
        "\0",
        "\u{7f}",
        "\n<<<<<<< x",
        "\n=======",
        "\n>>>>>>> x",
        "\n- ",
        "\na: ",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn holds_for(text: &str) -> Result<(), TestCaseError> {
    let file = file(text);
    let text = file.text();
    let parsed = parse(&file);
    prop_assert_eq!(parsed.document.is_none(), !parsed.problems.is_empty());
    for problem in &parsed.problems {
        let at = text.get(problem.span.start..problem.span.end);
        prop_assert!(at.is_some(), "{:?}", problem);
        prop_assert!(at != Some("") || problem.message.contains("empty"), "{:?}", problem);
        if let Some((span, _)) = &problem.related {
            prop_assert!(text.get(span.start..span.end).is_some_and(|at| !at.is_empty()), "{:?}", problem);
        }
    }
    if let Some(document) = parsed.document {
        let mut pointers = vec![(Pointer::root(), document.root())];
        while let Some((pointer, node)) = pointers.pop() {
            for target in [Target::Key, Target::Value] {
                let span = document.locate(&pointer, target).unwrap();
                prop_assert!(text.get(span.start..span.end).is_some(), "{:?} {:?}", pointer, span);
            }
            let outer = node.span();
            for (i, item) in node.items().enumerate() {
                prop_assert!(outer.start <= item.span().start && item.span().end <= outer.end);
                pointers.push((pointer.index(i), item));
            }
            for member in node.entries() {
                let inner = member.value.span();
                prop_assert!(outer.start <= member.key_span.start && inner.end <= outer.end, "{:?}", member);
                prop_assert!(member.key_span.end <= inner.start, "{:?}", member);
                pointers.push((pointer.key(member.key), member.value));
            }
            if let (Value::Text(value), true) = (node.value(), node.is_plain()) {
                let written = text.get(outer.start..outer.end).unwrap();
                prop_assert!(written == value || written.contains(['\n', '\r']), "{:?} {:?}", written, value);
            }
        }
    }
    Ok(())
}

/// Any tree that records could hold.
fn tree() -> impl Strategy<Value = Json> {
    let text = prop_oneof![
        "[ -~]{0,12}",
        "\\PC{0,6}",
        prop::sample::select(vec![
            "null", "010", ".inf", "<<", "- a", "a: b", "\n", " a", "a ", "#", "\t", "\r\n", ""
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Json::from),
        text.clone().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::btree_map(text.clone(), inner, 0..6)
                .prop_map(|map| Json::Object(map.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Writes a tree by indentation; scalars as JSON.
fn write_block(value: &Json, indentation: usize, out: &mut String) {
    let indent = " ".repeat(indentation);
    match value {
        Json::Array(items) if !items.is_empty() => {
            for item in items {
                out.push_str(&format!("\n{indent}- "));
                write_block(item, indentation + 2, out);
            }
        }
        Json::Object(members) if !members.is_empty() => {
            for (key, member) in members {
                out.push_str(&format!("\n{indent}{}: ", Json::from(key.as_str())));
                write_block(member, indentation + 1, out);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => {
            out.push_str(&value.to_string())
        }
    }
}

fn read(text: &str) -> Json {
    let parsed = parse(&file(text));
    assert_eq!(parsed.problems, [], "{text}");
    Json::deserialize(parsed.document.unwrap().root()).unwrap()
}

fn size(node: Node<'_>) -> usize {
    1 + node.items().map(size).sum::<usize>() + node.entries().map(|member| size(member.value)).sum::<usize>()
}

proptest! {
    #[test]
    fn any_yaml_like_text_is_read_or_refused(text in yaml_like()) {
        holds_for(&text)?;
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}|[\\x00-\\x7f]{0,40}") {
        holds_for(&text)?;
    }

    #[test]
    fn a_tree_in_brackets_reads_back(tree in tree()) {
        prop_assume!(!tree.is_null());
        prop_assert_eq!(read(&tree.to_string()), tree);
    }

    #[test]
    fn a_tree_by_indentation_reads_back(tree in tree()) {
        prop_assume!(!tree.is_null());
        let mut text = String::new();
        write_block(&tree, 0, &mut text);
        prop_assert_eq!(read(&text), tree);
        let document = parse(&file(&text)).document.unwrap();
        prop_assert!(size(document.root()) >= 1);
        holds_for(&text)?;
    }
}
