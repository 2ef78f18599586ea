//! Every Markdown output of the program over texts that mean something to a forge: its shape is that
//! of the same output over plain text, and nothing in it is a link, a reference or a command.

use std::collections::BTreeSet;

use milepost::forge::Kind;
use serde_json::Value;

use super::printed::{change_as_json, escaped, post};
use crate::common::gfm::{Read, acted_on, commanding, dialects, read};
use crate::common::learning::Pull;
use crate::forge::fake::Fake;

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
  - {name: \"HOSTILE\", unit: \"%\", better: higher, before: {value: 2}, after: {value: 4, out_of: 5}, source: \"HOSTILE\"}
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
    /// The comment and the digest as they would be posted, and the address that their links begin with.
    posted: [String; 2],
    project: String,
}

/// What a dry run would post for everybody to read.
fn rehearsed(pull: &Pull, fake: &Fake, arguments: &[&str]) -> String {
    let run = post(pull, fake, &[arguments, &["--dry-run", "--today", "2026-11-22"]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let requests = run.stdout.split("\n\n").filter_map(|request| request.split_once('\n'));
    let bodies = requests.map(|(_, body)| serde_json::from_str::<Value>(body).unwrap());
    let texts: Vec<String> = bodies.filter_map(|body| Some(body.get("body")?.as_str()?.to_owned())).collect();
    assert_eq!(texts.len(), 1, "{}", run.stdout);
    texts.concat()
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
    let fake = Fake::start(Kind::GitHub);
    let head = pull.0.git(&["rev-parse", "topic"]);
    let number = fake.state().open("ana", "topic", &head);
    fake.state().change(number).title = text.to_owned();
    let comment = rehearsed(&pull, &fake, &["pr", "--number", "1", "--base", "main"]);
    let digest = rehearsed(&pull, &fake, &["digest"]);
    assert!(fake.lines().iter().all(|line| line.starts_with("GET ") || line.ends_with("/graphql")));
    Written {
        outputs,
        summary: std::fs::read_to_string(&summary).unwrap(),
        posted: [comment, digest],
        project: format!("{}/example/learning/", fake.address()),
    }
}

/// What means something in Markdown, to GitHub, to GitLab or to Forgejo, each by itself.
const PIECES: [&str; 80] = [
    "@ben",
    "#12",
    "```",
    "~label",
    "- [ ] task",
    "/close",
    "[^1]",
    "https://x.example/a",
    "\n\n",
    "|",
    "$x$",
    ":smile:",
    "@org/team",
    "owner/repo#1",
    "\n",
    "~\"a label\"",
    "- [x]",
    "\n/approve",
    "[^1]: note",
    "www.x.example",
    "> [!NOTE]",
    "|---|",
    "$12",
    "a1b2c3d",
    "GH-12",
    "gl-12",
    "ABC-12",
    "\n- item",
    "![i](https://x.example/i.png)",
    "mailto:a@b.example",
    "\n> [!WARNING]",
    "\\(",
    "$$",
    "%milestone",
    "<!--",
    "{+a+}",
    "!12",
    "group/project!1",
    "&12",
    "\n::include{file=a}",
    "[l](https://x.example)",
    "a@b.example",
    "[!WARNING]",
    "\n===",
    "`",
    "%{project_name}",
    "-->",
    "[-b-]",
    "4f2a9c1d0e8b7a6554433221100ffeeddccbbaa9",
    "*iteration:12",
    "[vulnerability:12]",
    "\n# heading",
    "[r]: https://x.example",
    "<https://x.example>",
    ">>>",
    "\n---",
    "\\",
    "</details>",
    "<b onclick=x>",
    "\u{202e}",
    "[[page]]",
    "[TOC]",
    "[[_TOC_]]",
    "\n1.",
    "<img src=x>",
    "&lt;",
    "~~~",
    "\n~~~",
    "*",
    "**",
    "_",
    "~~",
    "==a==",
    "||a||",
    "\r",
    "\t",
    "\n    code",
    "\u{200b}",
    "\u{2028}",
    "&#64;ben",
];

/// The parser's kinds in a document, without how deep they stand.
fn kinds(shape: &[String]) -> BTreeSet<&str> {
    shape.iter().map(|name| name.split_once(' ').map_or(name.as_str(), |(_, kind)| kind)).collect()
}

#[test]
fn no_text_from_people_means_anything_to_a_forge() {
    let plain = written("z", "z\n");
    let (mut runs, mut linked) = (0, 0);
    for (n, pieces) in PIECES.chunks(12).enumerate() {
        // Begun by a piece in one round, ended by one in the next; the story is as people type it.
        let text = if n % 2 == 0 { pieces.join(" ") + " z" } else { format!("z {}", pieces.join(" ")) };
        let story = format!("{}\n\n{}\n", pieces.join("\n\n"), pieces.join(" "));
        let shown = written(&text, &story);
        for options in dialects() {
            let outputs = shown.outputs.iter().zip(&plain.outputs).zip(OUTPUTS.iter().map(|it| it[1]));
            for ((output, plain), name) in outputs {
                let (found, wanted) = (read(output, &options), read(plain, &options));
                // Of a change, findings about the texts themselves are told, and a story has paragraphs
                // of its own; in all else not a node more or less.
                match name {
                    "pr" | "portfolio" => {}
                    _ => assert_eq!(found.shape, wanted.shape, "{name}: {output}"),
                }
                inert(output, &found, &wanted);
            }
            inert(&shown.summary, &read(&shown.summary, &options), &read(&plain.summary, &options));
            for (posted, plain) in shown.posted.iter().zip(&plain.posted) {
                assert!(posted.starts_with("<!-- milepost:"), "{posted}");
                let mut found = read(posted, &options);
                // Links lead to this project, by addresses that are trusted, and step nowhere else.
                let (ours, others) = found.links.into_iter().partition(|link: &String| {
                    link.strip_prefix(&shown.project)
                        .is_some_and(|rest| !rest.contains("..") && !rest.contains('?'))
                });
                found.links = others;
                linked += Vec::len(&ours);
                inert(posted, &found, &read(plain, &options));
            }
            runs += 1;
        }
    }
    assert!(runs == 14 && linked >= 28, "{runs} {linked}");
}

/// Nothing in an output is a link, a reference, a command or a kind of node that plain text lacks.
#[track_caller]
fn inert(output: &str, found: &Read, wanted: &Read) {
    assert_eq!(found.links, Vec::<String>::new(), "{output}");
    let marker = |kind: &&str| kind.starts_with("html <!-- milepost:");
    let (there, known) = (kinds(&found.shape), kinds(&wanted.shape));
    // A title in a story is bold, an item an item, a block of code a code span.
    let odd: Vec<_> = there.difference(&known).filter(|kind| !marker(kind) && **kind != "Strong").collect();
    assert_eq!(odd, Vec::<&&str>::new(), "{output}");
    for run in &found.runs {
        assert_eq!(acted_on(run), None, "{run}: {output}");
    }
    assert_eq!(commanding(output), Vec::<&str>::new());
}
