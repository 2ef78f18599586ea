//! Every Markdown output of the program over texts that mean something to a forge: its shape is that
//! of the same output over plain text, and nothing in it is a link, a reference or a command.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::printed::{change_as_json, escaped};
use crate::common::gfm::{acted_on, commanding, dialects, read};
use crate::common::learning::Pull;

/// The outputs, all in Markdown.
const OUTPUTS: [&[&str]; 8] = [
    &["report", "pr", "--base", "main", "--head", "topic"],
    &["report", "pr", "--base", "main", "--head", "topic", "--author", "ben"],
    &["report", "digest", "--at", "topic"],
    &["report", "digest", "--for", "ana"],
    &["report", "person", "ana"],
    &["report", "portfolio", "ana"],
    &["report", "team", "--audience", "lead"],
    &["report", "roi"],
];

/// Programs with figures, so that the report on them has all of its sections.
const PROGRAM: &str = "--- programs/autumn.yaml
name: \"HOSTILE\"
kind: cohort
start: 2026-09-01
end: 2026-11-20
sponsor: ben
metrics:
  - {name: \"HOSTILE\", unit: \"HOSTILE\", better: higher, before: {value: 2}, after: {value: 4, out_of: 5}, source: \"HOSTILE\"}
costs:
  - {item: \"HOSTILE\", amount: 45000, source: \"HOSTILE\"}
benefits:
  - {item: \"HOSTILE\", amount: 180000, source: \"HOSTILE\", confidence: high}
stories: [\"HOSTILE\"]
--- teams/payments.yaml
name: \"HOSTILE\"
lead: ben
needs: [{skill: async-rust, level: 3, people: 2, driver: \"HOSTILE\"}]
";

struct Written {
    outputs: Vec<String>,
    summary: String,
}

/// Everything that is written about records with `text` in every field, and `story` as the text beside
/// an entry.
fn written(text: &str, story: &str) -> Written {
    let quoted = change_as_json("HOSTILE", text);
    let program = PROGRAM.replace("HOSTILE", &escaped(text));
    let pull = Pull::onto("").change(&(quoted + &program));
    pull.0.write("people/ana/portfolio/2026-11-20-retry-queue.md", story);
    pull.0.write("people/ana/goals/2026-11-09-mistake.yaml", format!("title: \"{}\"\n", escaped(text)));
    pull.0.commit("story");
    let outputs = OUTPUTS
        .iter()
        .map(|arguments| {
            let run = pull.0.milepost(&[*arguments, &["--today", "2026-11-22"]].concat());
            assert_eq!(run.status, 0, "{arguments:?}: {}", run.stderr);
            run.stdout
        })
        .collect();
    let summary = pull.0.beside("summary");
    std::fs::write(&summary, "").unwrap();
    let check = ["check", "--format", "github", "--base", "main", "--head", "topic", "--today", "2026-11-22"];
    pull.0.milepost_in(pull.0.path(), &check, &[("GITHUB_STEP_SUMMARY", summary.to_str().unwrap())]);
    Written { outputs, summary: std::fs::read_to_string(&summary).unwrap() }
}

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec![
            "@ben",
            "@org/team",
            "#12",
            "owner/repo#1",
            "GH-12",
            "gl-12",
            "ABC-12",
            "!12",
            "group/project!1",
            "&12",
            "$12",
            "$x$",
            "~label",
            "~\"a label\"",
            "%milestone",
            "%{project_name}",
            "*iteration:12",
            "[vulnerability:12]",
            "[[page]]",
            "[TOC]",
            "[[_TOC_]]",
            ":smile:",
            "a1b2c3d",
            "4f2a9c1d0e8b7a6554433221100ffeeddccbbaa9",
            "https://x.example/a",
            "www.x.example",
            "a@b.example",
            "mailto:a@b.example",
            "![i](https://x.example/i.png)",
            "[l](https://x.example)",
            "[r]: https://x.example",
            "<https://x.example>",
            "<b onclick=x>",
            "</details>",
            "<!--",
            "-->",
            "<img src=x>",
            "&lt;",
            "[^1]",
            "[^1]: note",
            "- [ ] task",
            "- [x]",
            "> [!NOTE]",
            "[!WARNING]",
            ">>>",
            "```",
            "~~~",
            "`",
            "$$",
            "\\(",
            "|",
            "|---|",
            "---",
            "===",
            "# heading",
            "1.",
            "- item",
            "/close",
            "/approve",
            "::include{file=a}",
            "{+a+}",
            "[-b-]",
            "\n",
            "\n\n",
            "\r",
            "\t",
            "    ",
            " ",
            "\\",
            "*",
            "**",
            "_",
            "~~",
            "==",
            "||",
            "word",
            "\u{202e}",
            "\u{200b}",
            "\u{2028}",
        ]),
        0..8,
    )
    .prop_map(|pieces| pieces.join(" "))
}

/// The shape without the marker, whose hash is another, and what depends on a story's paragraphs.
fn shape(shape: &[String]) -> Vec<&str> {
    shape.iter().map(String::as_str).filter(|name| !name.contains("milepost:pr")).collect()
}

#[test]
fn no_text_from_people_means_anything_to_a_forge() {
    let plain = written("z", "z\n");
    let config = Config { cases: 10, max_shrink_iters: 40, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let texts = (pieces(), pieces());
    let outcome = runner.run(&texts, |(text, story)| {
        let shown = written(&format!("z {text}"), "z\n");
        for options in dialects() {
            for (found, wanted) in shown.outputs.iter().zip(&plain.outputs) {
                let (found_read, wanted_read) = (read(found, &options), read(wanted, &options));
                prop_assert_eq!(shape(&found_read.shape), shape(&wanted_read.shape), "{}", found);
            }
            let (found, wanted) = (read(&shown.summary, &options), read(&plain.summary, &options));
            prop_assert_eq!(&found.shape, &wanted.shape, "{}", shown.summary);
        }
        // A story has paragraphs of its own, so that only what they mean is compared.
        let told = written(&format!("{text} z"), &format!("{story}\n\n{text}\n"));
        for options in dialects() {
            for output in shown.outputs.iter().chain(&told.outputs).chain([&shown.summary, &told.summary]) {
                let found = read(output, &options);
                prop_assert_eq!(&found.links, &Vec::<String>::new(), "{}", output);
                for name in &found.shape {
                    let active = ["Image", "Footnote", "Task", "Math", "Alert", "WikiLink", "Strikethrough"];
                    prop_assert!(active.iter().all(|part| !name.contains(part)), "{}: {}", name, output);
                    let ours = ["<!-- milepost:pr", "<details>", "</details>", "<sub>", "</sub>", "<br>"];
                    let html = name.split_once("html ").map_or("", |(_, html)| html.trim());
                    prop_assert!(
                        html.is_empty() || ours.iter().any(|part| html.starts_with(part)),
                        "{}",
                        html
                    );
                }
                for run in &found.runs {
                    prop_assert_eq!(acted_on(run), None, "{}: {}", run, output);
                }
                prop_assert_eq!(commanding(output), Vec::<&str>::new());
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
