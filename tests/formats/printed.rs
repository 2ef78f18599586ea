//! Every command over a repository full of workflow commands: a runner finds nothing to obey on either
//! stream, but for the annotations of `check --format github`.

use milepost::forge::Kind;
use serde_json::json;

use crate::common::Run;
use crate::common::learning::Pull;
use crate::common::runner::{command_like, commands};
use crate::forge::fake::Fake;
use crate::forge::fake::fault::Fault;
use crate::forge::fake::state::TOKEN;
use crate::forge::fake::wire::Reply;
use crate::report::hostile_people::change;

/// Texts that end lines in each way that a reader knows, and begin commands in each form.
const TEXTS: [&str; 4] = [
    "x\n::set-output name=a::b\r::stop-commands::x\u{85}::add-mask::y\u{2028}::error::z",
    "##[add-mask]x ##[group]y ##vso[task.setvariable]z %0A::error::a \u{202e}##[error]",
    "::Error file=a,line=1::x\n \t\u{a0}::warning::y\n\u{feff}::notice::z\n#\u{200b}#[endgroup]",
    "\u{1b}[31m::debug::x\u{1b}[0m\n\u{1b}[0K::save-state name=a::b\r\n::group::c",
];

#[track_caller]
fn inert(run: &Run, what: &str) {
    assert!((0..=2).contains(&run.status), "{what}: {run:?}");
    for stream in [&run.stdout, &run.stderr] {
        assert_eq!(command_like(stream), Vec::<String>::new(), "{what}:\n{stream}");
    }
}

/// A pull request that puts `text` into every field that takes text.
fn pull(text: &str) -> Pull {
    Pull::onto("").change(&change_as_json("HOSTILE", text))
}

/// [`change`] with `text` for each `placeholder`.
pub(super) fn change_as_json(placeholder: &str, text: &str) -> String {
    // The placeholder has nothing that `change` would quote.
    change(placeholder).replace(placeholder, &escaped(text))
}

/// What stands between the quotes of a string of YAML.
pub(super) fn escaped(text: &str) -> String {
    let mut quoted = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            _ if c.is_control() || !c.is_ascii() => quoted += &format!("\\U{:08X}", u32::from(c)),
            _ => quoted.push(c),
        }
    }
    quoted
}

/// `milepost post` on a fake forge.
pub(super) fn post(pull: &Pull, fake: &Fake, arguments: &[&str]) -> Run {
    let api = fake.api();
    let forge = ["--forge", "github", "--project", "example/learning", "--api", &api];
    let arguments = [&["post"], arguments, &forge].concat();
    pull.0.milepost_in(pull.0.path(), &arguments, &[("MILEPOST_TOKEN", TOKEN)])
}

#[test]
fn nothing_that_is_posted_rehearsed_or_refused_is_to_be_obeyed() {
    for text in TEXTS {
        let pull = pull(text);
        let head = pull.0.git(&["rev-parse", "topic"]);
        let fake = Fake::start(Kind::GitHub);
        let number = fake.state().open("ana", "topic", &head);
        {
            let mut state = fake.state();
            let change = state.change(number);
            (change.title, change.body) = (text.to_owned(), text.to_owned());
            state.say(number, "mallory", text);
            state.report("mallory", text, text);
        }
        let today = ["--today", "2026-11-22"];
        let pr = [&["pr", "--number", "1", "--base", "main"], &today[..]].concat();
        let digest = [&["digest"], &today[..]].concat();
        for arguments in [&pr, &digest] {
            let dry = post(&pull, &fake, &[&arguments[..], &["--dry-run"]].concat());
            assert_eq!(dry.status, 0, "{}", dry.stderr);
            assert!(dry.stdout.contains("POST "), "{}", dry.stdout);
            inert(&dry, "a dry run");
            for _ in 0..2 {
                let run = post(&pull, &fake, arguments);
                assert_eq!(run.status, 0, "{}", run.stderr);
                inert(&run, "posting");
            }
            // A forge that repeats what somebody wrote.
            for status in [401, 403, 404, 422] {
                let answer = Reply::json(status, &json!({"message": text, "errors": [{"message": text}]}));
                fake.misbehave("", 1, Fault::Answers(answer));
                let run = post(&pull, &fake, &[&arguments[..], &["--dry-run"]].concat());
                inert(&run, "an answer");
                fake.forgive();
            }
        }
        for (named, value) in
            [("base", text), ("head", text), ("number", text), ("report", text), ("mode", text)]
        {
            let flag = format!("--{named}");
            inert(&post(&pull, &fake, &["pr", &flag, value]), named);
        }
        fake.state().change(number).base_branch = text.to_owned();
        inert(&post(&pull, &fake, &["pr", "--number", "1"]), "a branch");
    }
}

#[test]
fn no_command_prints_anything_to_obey() {
    for text in TEXTS {
        let pull = pull(text);
        let today = ["--today", "2026-11-22"];
        let both = ["--base", "main", "--head", "topic"];
        let mut cases: Vec<Vec<&str>> = Vec::new();
        for format in ["human", "json", "sarif", "gitlab", "junit"] {
            cases.push([&["check", "--all", "--format", format], &today[..]].concat());
            cases.push(
                [&["check", "--all", "--standing", "--format", format], &both[..], &today[..]].concat(),
            );
        }
        for format in ["markdown", "json"] {
            cases.push([&["report", "pr", "--format", format], &both[..], &today[..]].concat());
        }
        for format in ["markdown", "html", "json"] {
            for report in
                [&["digest"][..], &["person", "ana"], &["portfolio", "ana"], &["team"], &["roi", "autumn"]]
            {
                cases.push([&["report"], report, &["--format", format], &today[..]].concat());
            }
        }
        cases.push([&["status"], &today[..]].concat());
        cases.push([&["status", "--for", "ana"], &today[..]].concat());
        cases.push([&["status", "--team"], &today[..]].concat());
        cases.push(vec!["rules"]);
        let site = pull.0.beside("site");
        cases.push([&["site", site.to_str().unwrap()], &today[..]].concat());
        for case in cases {
            inert(&pull.0.milepost(&case), &format!("{case:?}"));
        }
    }
}

#[test]
fn annotations_are_the_only_commands_of_a_hostile_change() {
    for text in TEXTS {
        let pull = pull(text);
        let run =
            pull.run(&["--format", "github", "--today", "2026-11-22", "--base", "main", "--head", "topic"]);
        let read = commands(&run.stdout);
        assert!(!read.is_empty() && read.len() <= 30, "{}", run.stdout);
        for command in &read {
            assert!(["error", "warning", "notice"].contains(&command.name.as_str()), "{command:?}");
            assert!(command.properties["title"].starts_with("Milepost"), "{command:?}");
            let file = command.properties.get("file");
            assert!(
                file.is_none_or(|file| pull.0.path().join(file).exists() || !file.starts_with("people/ana"))
            );
            assert_eq!(command_like(&command.data), Vec::<String>::new(), "{command:?}");
        }
        // They stand together at the end, after everything else.
        let last: Vec<&str> = run.stdout.lines().rev().take(read.len()).collect();
        assert!(last.iter().all(|line| line.starts_with("::")), "{}", run.stdout);
        assert_eq!(commands(&run.stderr), []);
    }
}

#[test]
fn errors_and_arguments_are_inert() {
    let pull = Pull::onto("");
    for text in TEXTS {
        for arguments in [
            &["check", "--base", text][..],
            &["check", "--head", text],
            &["check", text],
            &["check", "--base", "main", "--opened", text],
            &["check", "--format", text],
            &["check", "--deny", text],
            &["check", "--root", text],
            &["check", "--output", text],
            &["report", "pr", "--base", "main", "--permalink", text],
            &["report", "pr", "--base", "main", "--author", text],
            &["report", "person", text],
            &["report", text],
            &["report", "roi", text],
            &["status", text],
            &["explain", text],
            &["schema", text],
            &["site", text, "--audience", text],
            &["site", text],
            &["site", "public", "--readers", text],
            &["workflows", "--action", text],
            &["workflows", "--action", "example/milepost", "--release", text],
            &["workflows", "--forge", text],
            &["workflows", "--variant", text],
            &["workflows", "--write", text],
            &["post", text],
            &["post", "pr", "--forge", text],
            &["post", "pr", "--forge", "github", "--project", text, "--number", "1", "--dry-run"],
            &["post", "digest", "--forge", "github", "--project", "a/b", "--api", text, "--dry-run"],
            &["--today", text, "check"],
            &[text],
        ] {
            inert(&pull.0.milepost(arguments), &format!("{arguments:?}"));
        }
    }
}

#[cfg(unix)]
#[test]
fn names_of_files_and_folders_are_inert() {
    let sandbox = crate::common::Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    sandbox.write("people/ana/profile.yaml", "name: Ana\n");
    sandbox.commit("before");
    sandbox.branch("topic");
    for text in TEXTS {
        let name = text.replace('/', "");
        sandbox.write(&format!("people/ana/goals/{name}.yaml"), "titel: x\n");
        sandbox.write(&format!("people/{name}/profile.yaml"), "nam: x\n");
        std::os::unix::fs::symlink(&name, sandbox.path().join(format!("people/ana/{name}.yaml"))).unwrap();
    }
    sandbox.commit("::error::x\n##[group]y");
    for format in ["human", "json", "sarif", "gitlab", "junit"] {
        for sides in [&[][..], &["--base", "main", "--head", "topic"]] {
            let run = sandbox.milepost(&[&["check", "--format", format], sides].concat());
            assert_eq!(run.status, 1, "{}", run.stderr);
            inert(&run, format);
        }
    }
    inert(&sandbox.milepost(&["report", "pr", "--base", "main", "--head", "topic"]), "report pr");
    let run = sandbox.milepost(&["check", "--format", "github", "--base", "main", "--head", "topic"]);
    for command in commands(&run.stdout) {
        assert!(["error", "warning", "notice"].contains(&command.name.as_str()), "{command:?}");
        assert!(
            !command.properties.contains_key("file") || !command.properties["file"].contains("::"),
            "{command:?}"
        );
    }
}
