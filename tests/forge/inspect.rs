//! The job that reads a change from a fork, as the workflow runs it: an empty bare repository, a plain
//! fetch of base and of `refs/pull/N/head`, `milepost report pr`, and the comment that is made of its
//! report. Nothing that the fork controls is checked out, run, followed or obeyed.

mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use milepost::output::json::{HANDOVER_LIMIT, change_from};
use milepost::output::markdown::{COMMENT_LIMIT, PullRequestOptions, pull_request};
use milepost::report::change::ChangeReport;

use crate::common::learning::{Pull, TODAY};
use crate::common::{Run, Sandbox};
use tree::{Tree, blob, zeros};

/// What the job left behind.
struct Inspected {
    run: Run,
    report: Option<ChangeReport>,
    comment: String,
}

/// Makes `tree` the head of pull request 7, by an author whose name is a command, and runs the job.
fn inspect(sandbox: &Sandbox, tree: &str) -> Inspected {
    let author = "::set-output name=x::$(touch pwned) ##[error] <b@x.example>";
    let message = "::error::x\n\n##[add-mask]a\r::stop-commands::x";
    let commit = sandbox.git(&["-c", "user.name=x", "commit-tree", tree, "-p", "main", "-m", message]);
    let raw = sandbox.git(&["cat-file", "commit", &commit]);
    let line = |line: &str| match line.split_once(' ') {
        Some((role @ ("author" | "committer"), _)) => format!("{role} {author} 1 +0000"),
        _ => line.to_owned(),
    };
    let raw: Vec<String> = raw.split('\n').map(line).collect();
    sandbox.write("../commit", raw.join("\n") + "\n");
    let commit = sandbox.git(&["hash-object", "-w", "-t", "commit", "--literally", "../commit"]);
    sandbox.git(&["update-ref", "refs/pull/7/head", &commit]);
    sandbox.git(&["update-ref", "refs/heads/x$(touch${IFS}pwned);touch${IFS}pwned", &commit]);

    let bare = sandbox.beside("learning.git");
    sandbox.git(&["init", "--quiet", "--bare", bare.to_str().unwrap()]);
    arm(sandbox, &bare);
    let refs = ["+refs/heads/main:refs/milepost/base", "+refs/pull/7/head:refs/milepost/head"];
    sandbox.git_in(&bare, &[&["fetch", "--quiet", "--no-tags", "../repository"], &refs[..]].concat());
    fs::write(bare.join("armed"), "").unwrap();
    let before = everything(sandbox);
    let began = Instant::now();
    let output = ["--format", "json", "--limit-bytes", "1048576", "--output", "report.json"];
    let refs =
        ["report", "pr", "--today", TODAY, "--base", "refs/milepost/base", "--head", "refs/milepost/head"];
    let run = sandbox.milepost_in(&bare, &[&refs[..], &output].concat(), &[("CI", "true")]);
    assert!(began.elapsed() < Duration::from_secs(240), "{:?}", began.elapsed());
    let mut after = everything(sandbox);
    let written = after.remove(&bare.join("report.json"));
    assert_eq!(after, before, "nothing but the report is written");
    assert_eq!(run.stdout, "");
    for line in run.stderr.split(['\n', '\r']) {
        let obeyed = line.trim_start().starts_with("::") || line.contains("##[");
        assert!(!obeyed && !line.contains('\u{1b}'), "{line}");
    }
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    let Some((size, _)) = written else {
        return Inspected { run, report: None, comment: String::new() };
    };
    assert!(size <= HANDOVER_LIMIT as u64, "{size}");
    let report = change_from(fs::File::open(bare.join("report.json")).unwrap()).unwrap();
    assert_eq!(report.footer.head, commit);
    let (comment, fault) = pull_request(&report, PullRequestOptions::default()).unwrap();
    assert!(fault.is_none() && comment.len() <= COMMENT_LIMIT, "{}", comment.len());
    let seen = crate::report::hostile::read(&comment);
    assert_eq!((seen.images, seen.links), (0, Vec::new()), "{comment}");
    for html in &seen.html {
        let ours = ["<!-- milepost:pr v1 ", "<details>", "</details>", "<sub>", "</sub>"];
        assert!(ours.iter().any(|start| html.starts_with(start)), "{html}");
    }
    Inspected { run, report: Some(report), comment }
}

/// Settings and hooks that would leave a trace if anything of the clone's working were set off.
fn arm(sandbox: &Sandbox, bare: &Path) {
    let trap = format!("touch {}", sandbox.beside("pwned").display());
    for key in
        ["filter.evil.smudge", "filter.evil.clean", "filter.evil.process", "diff.external", "core.fsmonitor"]
    {
        sandbox.git_in(bare, &["config", key, &trap]);
    }
    sandbox.git_in(bare, &["config", "filter.evil.required", "true"]);
    for hook in ["post-checkout", "pre-commit", "reference-transaction", "post-index-change"] {
        let path = bare.join("hooks").join(hook);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // The fetch before may set a hook off; what counts is what comes after it.
        fs::write(&path, format!("#!/bin/sh\n[ -f armed ] && {trap}\nexit 0\n")).unwrap();
        executable(&path);
    }
}

#[cfg(unix)]
fn executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn executable(_: &Path) {}

/// Every file below the sandbox's home with its size and time of writing.
fn everything(sandbox: &Sandbox) -> BTreeMap<PathBuf, (u64, SystemTime)> {
    let mut folders = vec![sandbox.path().parent().unwrap().to_owned()];
    let mut found = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let facts = path.symlink_metadata().unwrap();
            if facts.is_dir() {
                folders.push(path);
            } else {
                found.insert(path, (facts.len(), facts.modified().unwrap()));
            }
        }
    }
    assert!(!found.keys().any(|path| path.ends_with("pwned")), "something of the fork was run");
    found
}

/// The sandbox with the world on `main`, and the trees that a fork's head is made of.
struct Fork {
    sandbox: Sandbox,
    top: Tree,
    people: Tree,
    ana: Tree,
    portfolio: Tree,
}

impl Fork {
    fn new() -> Self {
        let sandbox = Pull::onto("").0;
        let tree = |place: &str| Tree::of(&sandbox, place);
        let (top, people) = (tree("main:"), tree("main:people"));
        Self { ana: tree("main:people/ana"), portfolio: Tree::default(), top, people, sandbox }
    }

    fn blob(&self, content: impl AsRef<[u8]>) -> String {
        blob(&self.sandbox, content)
    }

    /// The id of the head's tree.
    fn tree(&self) -> String {
        let portfolio = self.portfolio.clone().write(&self.sandbox);
        let ana = self.ana.clone().with("40000", "portfolio", &portfolio).write(&self.sandbox);
        let people = self.people.clone().with("40000", "ana", &ana).write(&self.sandbox);
        self.top.clone().with("40000", "people", &people).write(&self.sandbox)
    }

    fn inspect(&self) -> Inspected {
        inspect(&self.sandbox, &self.tree())
    }
}

fn entry(title: &str) -> String {
    format!("date: 2026-11-20\ntitle: {title}\ntype: reading\nskills: [rust]\nno_link: At home\nlearned: L\n")
}

#[test]
fn names_modes_and_twins_of_a_hostile_tree_are_told_and_never_followed() {
    let mut fork = Fork::new();
    let (file, link) = (fork.blob(entry("A")), fork.blob("../../../../../../etc/passwd"));
    let commit = fork.sandbox.git(&["rev-parse", "main"]);
    let inner = Tree::default().with("100644", "x.yaml", &file).write(&fork.sandbox);
    fork.portfolio = fork
        .portfolio
        .with("100755", "executable.yaml", &file)
        .with("120000", "symlink.yaml", &link)
        .with("160000", "submodule.yaml", &commit)
        .with("100644", "Twin.yaml", &file)
        .with("100644", "twin.yaml", &file)
        .with("100644", "caf\u{e9}.yaml", &file)
        .with("100644", "cafe\u{301}.yaml", &file)
        .with("100644", b"latin-\xe9.yaml", &file)
        .with("100644", "a\n::error::x\r##[error]y.yaml", &file)
        .with("100644", "back\\..\\slash.yaml", &file)
        .with("100644", "C:\\x.yaml", &file)
        .with("100644", "CON.yaml", &file)
        .with("100644", "@ben <img src=x> [a](b) `c` | d.yaml", &file)
        .with("40000", "..", &inner)
        .with("40000", ".git", &inner)
        .with("40000", ".", &inner);
    fork.people = fork.people.with("120000", "ben-link", &link).with("40000", "..", &inner);
    fork.top = fork.top.with("40000", ".git", &inner).with("120000", "teams-link", &link);
    let done = fork.inspect();
    assert_eq!(done.run.status, 0, "{}", done.run.stderr);
    let report = done.report.unwrap();
    let paths: Vec<&str> = report.introduced.iter().map(|it| it.finding.place.path.as_str()).collect();
    for told in [
        "symlink.yaml",
        "submodule.yaml",
        "latin-\u{fffd}.yaml",
        "back\\..\\slash.yaml",
        "portfolio/..",
        "portfolio/.git",
        "a\n::error::x\r##[error]y.yaml",
    ] {
        assert!(paths.iter().any(|path| path.contains(told)), "{told}: {paths:#?}");
    }
    let read: Vec<&str> = report.rows.iter().map(|row| row.path.as_str()).collect();
    assert!(read.iter().any(|path| path.ends_with("executable.yaml")), "{read:?}");
    assert!(!read.iter().any(|path| path.contains("..") || path.contains("symlink")), "{read:?}");
    assert!(!done.comment.contains("root:"), "{}", done.comment);
}

#[test]
fn large_and_malicious_contents_are_refused_by_size_and_depth() {
    let mut fork = Fork::new();
    let bomb: String = std::iter::once("a0: &a0 [x]\n".to_owned())
        .chain(
            (1..30)
                .map(|n| format!("a{n}: &a{n} [*a{0},*a{0},*a{0},*a{0},*a{0},*a{0},*a{0},*a{0}]\n", n - 1)),
        )
        .collect();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    let contents: [(&str, Vec<u8>); 8] = [
        ("bomb.yaml", bomb.into_bytes()),
        ("deep.yaml", "[".repeat(200_000).into_bytes()),
        ("flow.yaml", "{a: ".repeat(50_000).into_bytes()),
        ("lfs.yaml", pointer.as_bytes().to_vec()),
        ("megabyte.yaml", format!("title: {}\n", "x".repeat(1 << 20)).into_bytes()),
        ("binary.yaml", vec![0, 159, 146, 150, 255]),
        ("tag.yaml", b"!!python/object/apply:os.system ['touch pwned']\n".to_vec()),
        ("long.yaml", entry(&"\u{202e}@ben ".repeat(30_000)).into_bytes()),
    ];
    for (name, content) in &contents {
        fork.portfolio = fork.portfolio.with("100644", name, &fork.blob(content));
    }
    fork.portfolio = fork.portfolio.clone().with("100644", "zeros.yaml", &zeros(&fork.sandbox, 300 << 20));
    let done = fork.inspect();
    assert_eq!(done.run.status, 0, "{}", done.run.stderr);
    let report = done.report.unwrap();
    for name in contents.iter().map(|(name, _)| *name).chain(["zeros.yaml"]) {
        let told = report.introduced.iter().any(|it| it.finding.place.path.ends_with(name));
        assert!(told, "{name}: nothing found");
    }
}

#[test]
fn ten_thousand_files_and_a_thousand_folders_stay_within_the_limits() {
    let mut fork = Fork::new();
    let broken = fork.blob("date: 2026-11-20\ntitel: x\n");
    for number in 0..10_000 {
        fork.portfolio.push("100644", &format!("e-{number:05}.yaml"), &broken);
    }
    let mut deep = Tree::default().with("100644", "f.yaml", &broken).write(&fork.sandbox);
    for _ in 0..60 {
        deep = Tree::default().with("40000", [b'd'; 200], &deep).write(&fork.sandbox);
    }
    fork.people = fork.people.with("40000", "deep", &deep);
    let done = fork.inspect();
    assert_eq!(done.run.status, 0, "{}", done.run.stderr);
    let report = done.report.unwrap();
    assert!(report.omitted.introduced.errors > 5_000, "{:?}", report.omitted);
    assert!(report.verdict.errors >= 10_000, "{}", report.verdict.errors);
    assert!(done.comment.contains(&format!("### Milepost: {} errors to fix", report.verdict.errors)));
    assert!(done.comment.contains("Not listed here: "), "{}", done.comment);
}

#[test]
fn policy_templates_owners_and_filters_of_the_head_decide_nothing() {
    let mut fork = Fork::new();
    let loose = "version: 1\nname: Test team\ndisciplines: [backend, frontend]\nrules: {missing-decision: off, unknown-key: off, vague-goal: off}\nowners: [mallory]\n";
    let layout = Tree::default().with("100644", "pull_request.md", &fork.blob("#### Theirs {{ verdict }}\n"));
    let layout = Tree::default().with("40000", "report", &layout.write(&fork.sandbox));
    let layout = Tree::default().with("40000", "templates", &layout.write(&fork.sandbox));
    let hook = Tree::default().with("100755", "post-checkout", &fork.blob("#!/bin/sh\ntouch pwned\n"));
    let without_decision =
        "date: 2026-11-20\ntitle: Ported it\ntype: project\nskills: [rust]\nno_link: At home\n";
    fork.portfolio = fork.portfolio.with("100644", "ported.yaml", &fork.blob(without_decision));
    fork.top = fork
        .top
        .with("100644", "milepost.yaml", &fork.blob(loose))
        .with("40000", ".milepost", &layout.write(&fork.sandbox))
        .with("40000", "hooks", &hook.write(&fork.sandbox))
        .with("100644", "config", &fork.blob("[core]\n\tfsmonitor = touch pwned\n"))
        .with("100644", ".gitattributes", &fork.blob("* filter=evil diff=evil\n"))
        .with(
            "100644",
            ".gitmodules",
            &fork.blob("[submodule \"x\"]\n\tpath = x\n\turl = --upload-pack=touch pwned\n"),
        )
        .with("100644", "CODEOWNERS", &fork.blob("* @mallory\n"));
    let done = fork.inspect();
    assert_eq!(done.run.status, 0, "{}", done.run.stderr);
    let report = done.report.unwrap();
    let told = |rule: &str| report.introduced.iter().any(|it| it.finding.rule == rule);
    assert!(told("missing-decision"), "the policy of base is in force: {:#?}", report.introduced);
    assert!(told("policy-change"), "what the change would loosen is told");
    assert!(!done.comment.contains("Theirs"), "{}", done.comment);
}

#[test]
fn a_tree_that_is_none_ends_with_status_2_and_one_clear_line() {
    let fork = Fork::new();
    let file = fork.blob(entry("A"));
    for names in [["a/b.yaml", "c.yaml"], ["twice.yaml", "twice.yaml"]] {
        let sandbox = Pull::onto("").0;
        let file = blob(&sandbox, entry("A"));
        let mut wrong = Tree::default();
        names.iter().for_each(|name| wrong.push("100644", name, &file));
        let wrong = wrong.write(&sandbox);
        let people = Tree::of(&sandbox, "main:people").with("40000", "mallory", &wrong).write(&sandbox);
        let top = Tree::of(&sandbox, "main:").with("40000", "people", &people).write(&sandbox);
        let done = inspect(&sandbox, &top);
        assert_eq!(done.run.status, 2, "{names:?}: {}", done.run.stderr);
        assert!(done.report.is_none() && done.run.stderr.starts_with("error: "), "{}", done.run.stderr);
        assert_eq!(done.run.stderr.lines().count(), 2, "{}", done.run.stderr);
    }
    let mut bomb = Tree::default().with("100644", "f.yaml", &file).write(&fork.sandbox);
    for _ in 0..12 {
        let folder = (b'a'..b'k').fold(Tree::default(), |tree, letter| tree.with("40000", [letter], &bomb));
        bomb = folder.write(&fork.sandbox);
    }
    let people = fork.people.clone().with("40000", "bomb", &bomb).write(&fork.sandbox);
    let done =
        inspect(&fork.sandbox, &fork.top.clone().with("40000", "people", &people).write(&fork.sandbox));
    assert_eq!(done.run.status, 2, "{}", done.run.stderr);
    assert!(done.run.stderr.contains("more than 500000 files and folders differ"), "{}", done.run.stderr);
}
