//! `milepost doctor`: what CI needs decides the exit status; what would help is told.

use serde_json::Value;

use milepost::forge::Kind;

use crate::common::learning::{Pull, TODAY};
use crate::common::{Run, Sandbox};
use crate::forge::fake::Fake;
use crate::forge::fake::state::{READ_ONLY, TOKEN};

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
const CHECK: &str = ".github/workflows/milepost-check.yml";

fn doctor(sandbox: &Sandbox, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    sandbox.milepost_in(sandbox.path(), &[&["doctor", "--today", TODAY], arguments].concat(), variables)
}

/// What is said of each thing: `ok`, `missing` or `unknown`, and the text.
fn told(run: &Run) -> std::collections::BTreeMap<String, (String, String)> {
    let value: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let items = value["items"].as_array().unwrap();
    let told: std::collections::BTreeMap<_, _> = items
        .iter()
        .map(|item| (text(&item["id"]), (text(&item["standing"]), text(&item["text"]))))
        .collect();
    assert_eq!(told.len(), items.len(), "two of one name: {items:?}");
    for item in items {
        assert_eq!(item["advice"].is_null(), item["standing"] == "ok", "{item}");
    }
    assert_eq!(value["ready"].as_bool().unwrap(), run.status == 0);
    told
}

#[track_caller]
fn assert_told(run: &Run, expected: &[(&str, &str, &str)]) {
    let told = told(run);
    for (id, standing, part) in expected {
        let (found, text) = told.get(*id).unwrap_or_else(|| panic!("nothing about {id}: {told:?}"));
        assert_eq!((found.as_str(), text.contains(part)), (*standing, true), "{id}: {text}");
    }
}

/// The world, on GitHub, with everything that CI and people need.
fn whole() -> Pull {
    let pull = Pull::onto("");
    pull.0.git(&["config", "user.name", "Ana Example"]);
    pull.0.git(&["config", "user.email", "ana@example.com"]);
    pull.0.git(&["remote", "add", "origin", "git@github.com:example/learning.git"]);
    let profile = std::fs::read_to_string(pull.0.path().join("people/ana/profile.yaml")).unwrap();
    let profile = format!("{profile}emails: [ana@example.com]\naccounts: {{github: ana-gh}}\n");
    pull.0.write("people/ana/profile.yaml", profile);
    pull.0.write("milepost.yaml", "version: 1\nowners: [ana]\n");
    let run =
        pull.0.milepost(&["workflows", "--action", &format!("example/milepost@{COMMIT}"), "--write", "."]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    std::fs::create_dir_all(pull.0.path().join(".milepost/schema")).unwrap();
    assert_eq!(pull.0.milepost(&["schema", "--write", ".milepost/schema"]).status, 0);
    assert_eq!(pull.0.milepost(&["codeowners", "--write"]).status, 0);
    pull.0
        .write(".vscode/settings.json", "{\"yaml.schemas\": {\".milepost/schema/goal.schema.json\": \"x\"}}");
    pull.0.write(".git/hooks/pre-commit", "#!/bin/sh\nmilepost check\n");
    pull.0.commit("all of it");
    pull
}

#[test]
fn with_everything_in_place_nothing_is_missing() {
    let pull = whole();
    let run = doctor(&pull.0, &[], &[("GITHUB_TOKEN", TOKEN)]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(run.stdout.ends_with("\nnothing is missing; 1 could not be known\n"), "{}", run.stdout);
    assert!(!run.stdout.contains(TOKEN));
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn a_fresh_repository_is_told_what_to_do() {
    let pull = Pull::onto("");
    let run = doctor(&pull.0, &[], &[]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stdout.ends_with("missing for CI: 1 thing; 4 more would help; 2 could not be known\n"),
        "{}",
        run.stdout
    );
    insta::assert_snapshot!(run.stdout);
    let gitlab = doctor(&pull.0, &["--forge", "gitlab"], &[]).stdout;
    assert!(gitlab.contains("--action https://HOST/OWNER/REPO@COMMIT"), "{gitlab}");
    let json = doctor(&pull.0, &["--format", "json"], &[]);
    assert_told(
        &json,
        &[
            ("repository", "ok", "on the branch topic"),
            ("base", "ok", "compared with main"),
            ("ci-files", "missing", "no CI file runs milepost"),
            ("schemas", "missing", ".milepost/schema"),
            ("person", "missing", "Git does not know"),
            ("codeowners", "unknown", "not known"),
            ("token", "unknown", "not known"),
            ("hook", "missing", "no hook"),
            ("editor", "missing", ".vscode"),
        ],
    );
    // On other forges an address without its server would not do.
    for (forge, action) in
        [("github", " OWNER/"), ("gitlab", " https://HOST/"), ("forgejo", " https://HOST/")]
    {
        let json = doctor(&pull.0, &["--format", "json", "--forge", forge], &[]).stdout;
        assert!(json.contains(&format!("milepost workflows --forge {forge} --action{action}")), "{json}");
        let missing = pull.0.milepost(&["workflows", "--forge", forge]);
        assert!(missing.stderr.contains(&format!("--action{action}")), "{}", missing.stderr);
    }
}

#[test]
fn what_is_out_of_date_is_named() {
    let pull = whole();
    let text = std::fs::read_to_string(pull.0.path().join(CHECK)).unwrap();
    pull.0.write(CHECK, text.replace("ubuntu-latest", "our-runner"));
    pull.0.write(".milepost/schema/goal.schema.json", "{}");
    pull.0.write("milepost.yaml", "version: 1\nowners: [ana, ben]\n");
    pull.0.write(
        ".github/workflows/own.yml",
        "steps:\n  - uses: actions/checkout@v5\n  - run: milepost check\n",
    );
    let profile = std::fs::read_to_string(pull.0.path().join("people/ben/profile.yaml")).unwrap();
    pull.0.write("people/ben/profile.yaml", format!("{profile}accounts: {{github: ben-gh}}\n"));
    pull.0.remove(".git/hooks/pre-commit");
    let run = doctor(&pull.0, &["--format", "json"], &[]);
    assert_eq!(run.status, 1);
    assert_told(
        &run,
        &[
            ("ci-version", "missing", CHECK),
            ("checkout-depth", "missing", ".github/workflows/own.yml"),
            ("schemas", "missing", "of the 13 schemas in .milepost/schema: 1 of another version"),
            ("codeowners", "missing", ".github/CODEOWNERS is not up to date"),
            ("hook", "missing", "no hook"),
            ("token", "unknown", "no token for GitHub here"),
        ],
    );
    pull.0.remove(".github/workflows/milepost.yml");
    pull.0.write(".vscode/settings.json", "{}");
    let run = doctor(&pull.0, &["--format", "json"], &[]);
    assert_told(
        &run,
        &[
            ("ci-comment", "missing", "no CI file keeps a comment"),
            ("editor", "missing", ".vscode/settings.json does not tell"),
        ],
    );
    assert!(run.stdout.contains("milepost schema --vscode"), "{}", run.stdout);
    let run = doctor(&pull.0, &["--format", "json", "--forge", "gitlab"], &[]);
    assert_told(
        &run,
        &[("ci-files", "missing", "no CI file that GitLab reads runs milepost, only .github/")],
    );
    pull.0.write(".pre-commit-config.yaml", "repos: [{hooks: [{id: milepost-check}]}]");
    let run = doctor(&pull.0, &["--format", "json"], &[("CI", "true")]);
    assert_told(&run, &[("hook", "missing", "not installed"), ("token", "missing", "no token for GitHub")]);
}

#[test]
fn why_no_owner_can_be_asked_is_told() {
    let pull = whole();
    pull.0.write("milepost.yaml", "version: 1\nowners: [nobody-here]\n");
    let run = doctor(&pull.0, &["--format", "json"], &[]);
    assert_told(&run, &[("codeowners", "missing", "the owner `nobody-here` has no profile")]);
    pull.0.write("milepost.yaml", "version: 1\n");
    let run = doctor(&pull.0, &["--format", "json"], &[]);
    assert_told(&run, &[("codeowners", "missing", "`owners` in milepost.yaml names nobody")]);
    // The remote need not be called origin.
    pull.0.git(&["remote", "rename", "origin", "upstream"]);
    let run = doctor(&pull.0, &["--format", "json"], &[]);
    assert_told(&run, &[("token", "unknown", "no token for GitHub here")]);
}

#[test]
fn a_clone_without_history_or_base_is_told() {
    let pull = whole();
    for number in 0..3 {
        pull.0.commit(&format!("commit {number}"));
    }
    let shallow = pull.0.beside("shallow");
    let url = format!("file://{}", pull.0.path().display());
    pull.0.git(&["clone", "--quiet", "--depth", "1", "--branch", "topic", &url, shallow.to_str().unwrap()]);
    let run = pull.0.milepost_in(&shallow, &["doctor", "--format", "json"], &[]);
    assert_told(&run, &[("history", "missing", "a shallow clone"), ("base", "ok", "origin/topic")]);
    let run = pull.0.milepost_in(&shallow, &["doctor", "--format", "json", "--base", "nowhere"], &[]);
    assert_told(&run, &[("base", "missing", "`nowhere` names no commit")]);
    pull.0.git_in(&shallow, &["fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main"]);
    let run = pull.0.milepost_in(&shallow, &["doctor", "--format", "json", "--base", "origin/main"], &[]);
    assert_told(&run, &[("base", "ok", "origin/main"), ("merge-base", "missing", "")]);
    assert_eq!(run.status, 1);
}

#[test]
fn whatever_is_there_it_answers() {
    let none = Sandbox::new();
    let run = doctor(&none, &["--format", "json"], &[]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert_told(
        &run,
        &[
            ("learning-repository", "missing", "no learning repository"),
            ("base", "missing", "there is no commit"),
        ],
    );
    let outside = tempfile::TempDir::new().unwrap();
    let run = none.milepost_in(outside.path(), &["doctor", "--format", "json"], &[]);
    assert_told(&run, &[("repository", "missing", "not in a Git repository")]);
    none.write("milepost.yaml", "version: 2\n");
    let run = doctor(&none, &["--format", "json"], &[]);
    assert_told(&run, &[("policy", "missing", "milepost.yaml")]);
    // A bare clone, as CI has it.
    let pull = whole();
    let bare = pull.0.beside("bare.git");
    pull.0.git(&["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    let run = pull.0.milepost_in(&bare, &["doctor", "--format", "json"], &[]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert_told(&run, &[("repository", "ok", "a bare Git repository"), ("ci-files", "ok", CHECK)]);
    assert!(!told(&run).contains_key("hook"), "nobody commits there");
}

#[test]
fn a_half_finished_merge_is_told() {
    let pull = whole();
    pull.0.write("milepost.yaml", "version: 1\nname: Here\n");
    pull.0.commit("here");
    pull.0.checkout("main");
    pull.0.write("milepost.yaml", "version: 1\nname: There\n");
    pull.0.commit("there");
    assert_ne!(pull.0.run_git(pull.0.path(), &["merge", "topic"]).status, 0);
    let run = doctor(&pull.0, &["--format", "json"], &[]);
    assert_told(
        &run,
        &[
            ("repository", "ok", "on the branch main, in the middle of a merge"),
            ("worktree", "missing", "a merge is not finished"),
            ("policy", "missing", "milepost.yaml"),
        ],
    );
}

#[test]
fn a_profile_that_a_merge_left_broken_is_not_said_to_be_missing() {
    let pull = whole();
    let profile = std::fs::read_to_string(pull.0.path().join("people/ana/profile.yaml")).unwrap();
    pull.0.write("people/ana/profile.yaml", format!("{profile}name: Ana Ruiz\n"));
    pull.0.commit("here");
    pull.0.checkout("main");
    pull.0.write("people/ana/profile.yaml", format!("{profile}name: Ana R.\n"));
    pull.0.commit("there");
    assert_ne!(pull.0.run_git(pull.0.path(), &["merge", "topic"]).status, 0);
    let run = doctor(&pull.0, &["--format", "json"], &[]);
    let told = "people/ana/profile.yaml has your address, ana@example.com, and cannot be used";
    assert_told(&run, &[("person", "missing", told)]);
}

/// What is said of the token when the forge is asked.
fn online(fake: &Fake, kind: Kind, token: &str) -> Run {
    let pull = whole();
    let forge = kind.name().to_lowercase();
    let action = format!("https://git.example.com/example/milepost@{COMMIT}");
    if kind == Kind::GitLab {
        let own = ["workflows", "--forge", &forge, "--action", &action, "--write", "."];
        assert_eq!(pull.0.milepost(&own).status, 0);
    }
    let api = fake.api();
    let arguments =
        ["--format", "json", "--online", "--forge", &forge, "--project", "example/learning", "--api", &api];
    let run = doctor(&pull.0, &arguments, &[("MILEPOST_TOKEN", token)]);
    assert!(!run.stdout.contains(token) && !run.stderr.contains(token), "{}{}", run.stdout, run.stderr);
    let writes: Vec<_> = fake.requests().into_iter().filter(|request| request.method != "GET").collect();
    assert!(writes.is_empty(), "{writes:?}");
    run
}

#[test]
fn the_forge_is_asked_what_the_token_may_write_and_nothing_is_written() {
    for (kind, scopes, comments, statuses) in [
        (Kind::GitHub, Some("repo, gist"), "ok", "ok"),
        (Kind::GitHub, Some("repo:status"), "missing", "ok"),
        (Kind::GitHub, Some("gist"), "missing", "missing"),
        (Kind::GitHub, None, "unknown", "unknown"),
        (Kind::GitLab, Some("api, read_user"), "ok", "missing"),
        (Kind::GitLab, Some("read_api"), "missing", "missing"),
        (Kind::GitLab, None, "unknown", "unknown"),
        (Kind::Forgejo, None, "unknown", "unknown"),
    ] {
        let fake = Fake::start(kind);
        fake.state().scopes = scopes;
        let run = online(&fake, kind, TOKEN);
        assert_told(
            &run,
            &[
                ("token", "ok", kind.name()),
                ("token-comments", comments, "comments"),
                ("token-statuses", statuses, "status"),
            ],
        );
        assert_eq!(run.status, i32::from([comments, statuses].contains(&"missing")), "{kind:?} {scopes:?}");
    }
}

#[test]
fn a_token_that_the_forge_does_not_take_is_missing() {
    let fake = Fake::start(Kind::GitHub);
    let run = online(&fake, Kind::GitHub, "ghp_nobodys");
    assert_eq!(run.status, 1);
    assert_told(&run, &[("token-reads", "missing", "example/learning on GitHub")]);
    assert_eq!(online(&fake, Kind::GitHub, READ_ONLY).status, 0);
}
