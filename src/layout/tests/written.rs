//! Texts and values as they could come: what the properties are tried on.

use proptest::prelude::*;

use super::super::Value;

/// Text made of what YAML gives a meaning to.
pub(super) fn yaml_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "b: ",
        "key: value",
        "\ntitle: ",
        "\nx-a: ",
        "\n1: ",
        "\n10: ",
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
        "\n# d",
        "\n  # e",
        "\n    # f",
        "|\n",
        ">\n",
        "|+\n",
        ">-\n",
        ">2\n",
        "|1-\n",
        "> # g\n",
        "\"",
        "'",
        "''",
        "\\n",
        "\\u00e9",
        "%",
        "---\n",
        "...",
        "\n",
        "\n\n",
        "\n  ",
        "\n    ",
        "\n ",
        "\n   x",
        "\r\n",
        "\r",
        "\t",
        " ",
        "  ",
        "~",
        "no",
        "12:30",
        "1.50",
        "0x1F",
        "2026-01-01",
        "é",
        "✓",
        "\u{feff}",
        "\u{2028}",
        "\u{85}",
        "\n- ",
        "\n  - ",
        "\na: ",
        "\n  b: ",
        "\n- c: ",
        "\nd:\n",
        "null",
        "[a, b]",
        "{a: b}",
        "[a: b]",
        "[]",
        "{}",
        "[ # h\n",
        "word word word word word word word word word word word word ",
        "https://example.com/a/long/address/that/cannot/be/broken/anywhere/at/all/in/the/whole/world/of/it ",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// A value with comments and blank lines, and with styles as people write them.
#[derive(Clone, Debug)]
enum Written {
    Scalar(String),
    Lines(&'static str, Vec<String>),
    Brackets(bool, Vec<(String, Written)>, u8),
    Block(bool, Vec<(Around, String, Written)>),
}

/// What stands around a member or item.
#[derive(Clone, Debug)]
struct Around {
    blank: u8,
    above: Option<u8>,
    aside: bool,
    below: Option<u8>,
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "a", "1", "1.50", "true", "null", "~", "no", "2026-12-18", "12:30", "Port the queue", "\"x: y\"", "'it''s'",
            "\"a, b\"", "\"plain\"", "'plain'", "\"no\"", "\"10\"", "\"tab\\there\"", "\"a\\nb\"", "x#y", "a:b", "\"\"",
            "https://git.example.com/payments/worker/pull/412", "'say \"so\"'", "\"\\u200b\"", "-5 °C", "\"a \\\"b\\\"\"",
            "\"two  spaces and a very long text that goes on and on beyond every margin that anybody has ever set\"",
        ])
        .prop_map(str::to_owned),
        "[a-z]{1,8}( [a-z]{1,9}){0,25}",
        "\"[ -!#-\\[\\]-~]{0,120}\"",
    ]
}

fn written() -> impl Strategy<Value = Written> {
    let around = (0..3u8, prop::option::of(0..8u8), any::<bool>(), prop::option::of(0..8u8))
        .prop_map(|(blank, above, aside, below)| Around { blank, above, aside, below });
    let line = prop_oneof!["[a-z#:-]{1,5}( [a-z]{1,9}){0,20}", Just(String::new()), " {0,3}[a-z]{0,3} {0,2}"];
    let styles = vec!["|", "|-", "|+", ">", ">-", ">+", "|2", ">2-", "> # c"];
    let leaf = prop_oneof![
        4 => word().prop_map(Written::Scalar),
        1 => (prop::sample::select(styles), prop::collection::vec(line, 1..5))
            .prop_map(|(style, lines)| Written::Lines(style, lines)),
    ];
    let key = prop::sample::select(vec![
        "title",
        "why",
        "\"why\"",
        "levels",
        "2",
        "10",
        "\"3\"",
        "x-squad",
        "deadline",
        "application",
        "what",
        "until",
        "rubric",
        "ratings",
        "skill",
        "level",
        "zeta",
        "requires",
        "tiers",
        "b a",
        "'q'",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            (any::<bool>(), prop::collection::vec((key.clone(), inner.clone()), 0..5), 0..4u8)
                .prop_map(|(map, children, breaks)| Written::Brackets(map, children, breaks)),
            (any::<bool>(), prop::collection::vec((around.clone(), key.clone(), inner), 1..5))
                .prop_map(|(map, children)| Written::Block(map, children)),
        ]
    })
}

fn comment(out: &mut String, count: &mut usize) {
    *count += 1;
    out.push_str(&format!("# {count}"));
}

/// Writes the value behind what stands before it, each comment with a number of its own.
fn write(value: &Written, indent: usize, step: usize, out: &mut String, count: &mut usize) {
    match value {
        Written::Scalar(text) => out.push_str(&format!(" {text}")),
        Written::Lines(style, lines) => {
            out.push_str(&format!(" {style}"));
            lines.iter().for_each(|line| out.push_str(&format!("\n{}{line}", " ".repeat(indent + 2))));
        }
        Written::Brackets(map, children, breaks) => {
            out.push_str(if *map { " {" } else { " [" });
            let gap = |out: &mut String, count: &mut usize| {
                if *breaks > 1 {
                    if *breaks > 2 {
                        *count += 1;
                        out.push_str(&format!(" # {count}"));
                    }
                    out.push_str(&format!("\n{}", " ".repeat(indent + 3)));
                }
            };
            let mut names = Vec::new();
            for (key, child) in children {
                if matches!(child, Written::Lines(..) | Written::Block(..))
                    || names.contains(&key.trim_matches(['"', '\'']))
                {
                    continue;
                }
                names.push(key.trim_matches(['"', '\'']));
                gap(out, count);
                if *map {
                    out.push_str(key);
                    out.push(':');
                }
                write(child, indent + 3, step, out, count);
                out.push(',');
            }
            gap(out, count);
            out.push(if *map { '}' } else { ']' });
        }
        Written::Block(map, children) => {
            let mut names = Vec::new();
            for (around, key, child) in children {
                let name = key.trim_matches(['"', '\'']);
                if *map && names.contains(&name) {
                    continue;
                }
                names.push(name);
                out.push_str(&"\n".repeat(usize::from(around.blank)));
                if let Some(column) = around.above {
                    out.push_str(&format!("\n{}", " ".repeat(usize::from(column))));
                    comment(out, count);
                }
                out.push_str(&format!("\n{}", " ".repeat(indent)));
                out.push_str(&if *map { format!("{key}:") } else { "-".to_owned() });
                let own_lines = matches!(child, Written::Block(..));
                let aside = around.aside && !matches!(child, Written::Lines(..));
                if aside && own_lines {
                    out.push_str("  ");
                    comment(out, count);
                }
                write(child, indent + step, step, out, count);
                if aside && !own_lines {
                    out.push(' ');
                    comment(out, count);
                }
                if let Some(column) = around.below.filter(|_| !matches!(child, Written::Lines(..))) {
                    out.push_str(&format!("\n{}", " ".repeat(usize::from(column))));
                    comment(out, count);
                }
            }
        }
    }
}

/// A document as people write them.
pub(super) fn document() -> impl Strategy<Value = String> {
    (written(), 1..5usize, any::<bool>(), any::<bool>()).prop_map(|(value, step, crlf, last)| {
        let mut out = String::new();
        write(&value, 0, step, &mut out, &mut 0);
        if last {
            out.push('\n');
        }
        let out = out.trim_start_matches('\n').to_owned();
        if crlf { out.replace('\n', "\r\n") } else { out }
    })
}

pub(super) fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "[ -~]{0,130}",
        "\\PC{0,8}",
        "[a-z]{1,5}( [a-z]{1,9}){0,30}",
        "([a-z: ]{0,9}\n){1,4}[a-z]{0,3}",
        prop::sample::select(vec![
            "null",
            "010",
            ".inf",
            "<<",
            "- a",
            "a: b",
            "\n",
            " a",
            "a ",
            "#",
            "\t",
            "\r\n",
            "",
            "no",
            "1_0",
            "12:30",
            "0x1F",
            "2026-12-18",
            "'",
            "\"",
            "\\",
            "'\"",
            "a, b",
            "\u{200b}",
            "\u{85}",
            "---",
            "...",
            "1.50",
            "=",
            "\u{2028}"
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Value::Float),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            prop::collection::btree_map(text.clone(), inner, 0..5)
                .prop_map(|members| Value::Map(members.into_iter().collect())),
        ]
    })
}
