//! `milepost workflows`: what is printed and written, and what the files may never hold.

use std::fs;

use crate::common::{Run, Sandbox};

const ACTION: &str = "https://github.com/example/milepost@0123456789abcdef0123456789abcdef01234567";

fn printed(forge: &str, variant: &str) -> String {
    let run =
        Sandbox::new().milepost(&["workflows", "--forge", forge, "--variant", variant, "--action", ACTION]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    run.stdout
}

/// Every file: of each forge, in each variant.
fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for forge in ["github", "gitlab", "forgejo"] {
        for variant in ["workflow-run", "pull-request-target"] {
            for part in printed(forge, variant).split("# ==== ").skip(1) {
                let (path, text) = part.split_once('\n').unwrap();
                files.push((format!("{forge} {variant} {path}"), text.to_owned()));
            }
        }
    }
    assert_eq!(files.len(), 4 + 4 + 1 + 1 + 3 + 3);
    files
}

/// The lines of a file that CI obeys.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with('#'))
}

fn refused(run: &Run, message: &str) {
    assert_eq!(run.status, 2, "{}", run.stdout);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains(message), "{}", run.stderr);
    assert_eq!(run.stderr.matches("  help: ").count(), 1, "{}", run.stderr);
}

#[test]
fn each_file_tells_its_reader_what_it_does_and_what_to_change() {
    for (path, text) in files() {
        let opening: Vec<_> = text.lines().take_while(|line| line.starts_with('#')).collect();
        assert!(opening.len() >= 5, "{path}: {opening:?}");
        assert!(opening.iter().any(|line| line.starts_with("# To change: ")), "{path}");
        assert!(text.lines().all(|line| line.chars().count() <= 150), "{path}");
    }
}

/// Row "code from the pull request runs": nothing is checked out, and nothing but `milepost` is run.
#[test]
fn no_workflow_checks_out_or_runs_what_a_pull_request_brings() {
    for (path, text) in files() {
        for line in code(&text) {
            for banned in
                ["actions/checkout", "git checkout", "git switch", "worktree", "cargo ", "npm ", "cache"]
            {
                assert!(!line.contains(banned), "{path}: {line}");
            }
            // The source of the program itself, at the commit that was pinned.
            let own = line.contains("/milepost-source\" checkout --quiet --detach FETCH_HEAD");
            assert!(own || !line.contains(" checkout "), "{path}: {line}");
        }
        assert!(text.contains("init --quiet --bare learning.git"), "{path}");
        assert!(
            !code(&text).any(|line| line.trim_start().starts_with("paths:") && !path.contains("gitlab")),
            "{path}"
        );
    }
}

/// Row "workflow commands in printed text" on the side of the files: what a pull request names, a
/// branch for example, reaches a shell only as the value of a variable.
#[test]
fn no_expression_is_pasted_into_a_script() {
    let mut scripts = 0;
    for (path, text) in files() {
        // Without it a fault before the end of a pipe goes unseen.
        assert!(text.contains("defaults:\n  run:\n    shell: bash\n") || path.contains("gitlab"), "{path}");
        let mut script: Option<usize> = None;
        for line in text.lines() {
            let indent = line.len() - line.trim_start().len();
            if script.is_some_and(|depth| !line.trim().is_empty() && indent <= depth) {
                script = None;
            }
            if line.trim_start().trim_start_matches("- ").starts_with("run:") {
                script = Some(indent);
                scripts += 1;
            }
            assert!(script.is_none() || !line.contains("${{"), "{path}: {line}");
        }
    }
    assert!(scripts > 20, "{scripts}");
}

/// Row "a token near untrusted input": the job that reads the head may not write, the job that
/// writes never fetches the head.
#[test]
fn the_job_that_reads_the_head_cannot_write_and_the_job_that_writes_does_not_read_it() {
    for variant in ["workflow-run", "pull-request-target"] {
        let text = printed("github", variant);
        let file =
            text.split("# ==== ").find(|part| part.starts_with(".github/workflows/milepost.yml\n")).unwrap();
        let (inspect, comment) = file.split_once("\n  comment:\n").unwrap();
        let inspect: Vec<_> = code(inspect).collect();
        let comment: Vec<_> = code(comment).collect();
        assert!(inspect.iter().any(|line| line.contains("refs/milepost/head")));
        assert!(!inspect.iter().any(|line| line.contains(": write")), "{inspect:?}");
        assert!(!inspect.iter().any(|line| line.contains("MILEPOST_TOKEN")));
        assert!(comment.iter().any(|line| line.trim() == "pull-requests: write # writes the comment"));
        assert!(!comment.iter().any(|line| line.contains("HEAD_COMMIT") || line.contains("milepost/head")));
        assert!(!comment.iter().any(|line| line.contains("run-id")), "an artefact of another run is read");
        assert!(file.contains("\npermissions: {}\n"));
    }
    let forgejo = printed("forgejo", "workflow-run");
    let reading =
        forgejo.split("- name: Write the report").nth(1).unwrap().split("- name: Post").next().unwrap();
    assert!(reading.contains("env -u FORGEJO_TOKEN -u GITEA_TOKEN -u GITHUB_TOKEN"), "{reading}");
    assert!(!reading.contains("github.token"), "{reading}");
}

/// Row "GitLab tokens in feature-branch pipelines".
#[test]
fn the_digest_reads_the_branch_and_what_waits_and_writes_issues_only() {
    for forge in ["github", "forgejo"] {
        let text = printed(forge, "pull-request-target");
        let (_, digest) = text.split_once("\nname: Milepost digest\n").unwrap();
        let digest = digest.split("\nname: ").next().unwrap();
        let granted: Vec<&str> = code(digest)
            .map(|line| line.split(" # ").next().unwrap_or(line).trim())
            .filter(|line| line.ends_with(": read") || line.ends_with(": write") || line.contains("-all"))
            .collect();
        assert_eq!(granted, ["contents: read", "issues: write", "pull-requests: read"], "{forge}");
        assert!(digest.contains("\npermissions: {}\n"), "{forge}");
    }
}

#[test]
fn merge_request_pipelines_on_gitlab_post_nothing() {
    let text = printed("gitlab", "workflow-run");
    let (_, check) = text.split_once("\nmilepost-check:\n").unwrap();
    let (check, trusted) = check.split_once("\n.milepost-trusted:\n").unwrap();
    assert!(
        check.contains("$CI_PIPELINE_SOURCE == \"merge_request_event\"") && !check.contains("milepost post")
    );
    assert!(trusted.contains("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH") && trusted.contains("--all-open"));
    assert!(!code(&text).any(|line| line.contains("GITLAB_TOKEN")), "a token stands in the file");
}

/// Row "code from the pull request runs": a runner keeps the folders of earlier jobs (GitLab's with
/// `GIT_STRATEGY: none` above all), and a job of a merge request could leave a `git` of its own there.
#[test]
fn nothing_that_an_earlier_job_left_behind_is_used() {
    for (path, text) in files() {
        let cleared: Vec<_> =
            code(&text).filter(|line| line.contains("rm -rf ") && line.contains("learning.git")).collect();
        assert!(cleared.len() == text.matches("init --quiet --bare learning.git").count(), "{path}");
        let used = text.find("init --quiet").unwrap();
        assert!(text.find("rm -rf ").is_some_and(|cleared| cleared < used), "{path}");
        if path.contains("gitlab") {
            for folder in ["$CI_BUILDS_DIR/milepost-source\"", "$CI_PROJECT_DIR/.milepost-bin\""] {
                assert!(cleared[0].contains(folder), "{path}: {cleared:?}");
            }
        }
    }
}

/// A run that skips its jobs takes the place of one that waits or runs in its group: then the status
/// of a commit would never be set.
#[test]
fn a_skipped_edit_never_takes_the_place_of_a_run() {
    let mut skipping = 0;
    for (path, text) in files() {
        if code(&text).any(|line| line.contains("github.event.action != 'edited'")) {
            skipping += 1;
            let (_, group) = text.split_once("\nconcurrency:\n").unwrap();
            let (group, _) = group.split_once("cancel-in-progress").unwrap();
            let own = "github.event.action == 'edited' && !github.event.changes.base && '-edited' || ''";
            assert!(group.contains(own), "{path}: {group}");
        }
    }
    assert_eq!(skipping, 3);
}

/// Rows "a public dashboard by accident" and "code from the pull request runs": each action is
/// pinned by commit, and pages are published only after the forge was asked.
#[test]
fn actions_are_pinned_and_pages_wait_for_an_answer() {
    for (path, text) in files() {
        for line in code(&text).filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: "))
        {
            let commit = line.split_once('@').unwrap().1.split(' ').next().unwrap();
            assert!(
                commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()),
                "{path}: {line}"
            );
        }
    }
    let text = printed("github", "workflow-run");
    let asked = text.find("--readers \"$readers\"").unwrap();
    assert!(
        text.find("readers=public").unwrap() < asked && asked < text.find("upload-pages-artifact").unwrap()
    );
}

#[test]
fn files_are_written_once_and_never_over_another() {
    let sandbox = Sandbox::new();
    let write = || sandbox.milepost(&["workflows", "--action", ACTION, "--write", "."]);
    let first = write();
    assert_eq!((first.status, first.stdout.matches("written").count()), (0, 4), "{}", first.stderr);
    let path = sandbox.path().join(".github/workflows/milepost.yml");
    let text = fs::read_to_string(&path).unwrap();
    insta::assert_snapshot!("written", first.stdout);
    assert_eq!(write().stdout.matches("unchanged").count(), 4);

    let own = format!("{text}# mine\n");
    fs::write(&path, &own).unwrap();
    sandbox.remove(".github/workflows/milepost-check.yml");
    refused(&write(), "something else stands there already: ./.github/workflows/milepost.yml");
    assert_eq!(fs::read_to_string(&path).unwrap(), own);
    assert!(
        !sandbox.path().join(".github/workflows/milepost-check.yml").exists(),
        "half of the files were written"
    );
}

#[test]
fn the_remote_says_which_forge_it_is() {
    let sandbox = Sandbox::new();
    let action = format!("https://git.example.com/a/milepost@{}", "a".repeat(40));
    sandbox.git(&["remote", "add", "origin", "https://gitlab.example.com/a/learning.git"]);
    let run = sandbox.milepost(&["workflows", "--action", &action, "--write", "."]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "written    ./.gitlab-ci.yml\n"), "{}", run.stderr);
}

#[test]
fn on_gitlab_ci_of_ones_own_stays_and_takes_milepost_in() {
    let sandbox = Sandbox::new();
    sandbox.write(".gitlab-ci.yml", "build:\n  script: make\n");
    let action = format!("https://git.example.com/a/milepost@{}", "a".repeat(40));
    let run = sandbox.milepost(&["workflows", "--forge", "gitlab", "--action", &action, "--write", "."]);
    refused(&run, "nothing was written, because ./.gitlab-ci.yml is your own");
    assert!(run.stderr.contains("`include: {local: .gitlab/milepost.yml}`"), "{}", run.stderr);
    let printed = sandbox.milepost(&["workflows", "--forge", "gitlab", "--action", &action]).stdout;
    sandbox.write(".gitlab-ci.yml", printed.replace("timeout: 15", "timeout: 20"));
    let run = sandbox.milepost(&["workflows", "--forge", "gitlab", "--action", &action, "--write", "."]);
    refused(&run, "something else stands there already: ./.gitlab-ci.yml");
}

#[test]
fn what_cannot_be_filled_in_is_told_with_what_to_write() {
    let sandbox = Sandbox::new();
    let short = "example/milepost@0123456789abcdef0123456789abcdef01234567";
    let mut told = String::new();
    for (arguments, message) in [
        (vec![], "--action is missing"),
        (vec!["--action", "example/milepost@v1"], "names no commit after the `@`: `v1`"),
        (vec!["--forge", "gitlab", "--action", short], "does not say on which server"),
        (
            vec!["--action", "https://git.example.com/a/b@0123456789abcdef0123456789abcdef01234567"],
            "its own server",
        ),
        (vec!["--action", ACTION, "--release", "1.2.3 # x"], "names no version"),
        (vec!["--action", ACTION, "--write", "nowhere"], "nowhere is no folder"),
    ] {
        let run = sandbox.milepost(&[&["workflows"], arguments.as_slice()].concat());
        refused(&run, message);
        told.push_str(&run.stderr);
    }
    insta::assert_snapshot!("refused", told);
}

/// Row "a public dashboard by accident".
#[test]
fn pages_for_everybody_are_refused_unless_the_policy_allows_them() {
    let sandbox = Sandbox::new();
    let run = sandbox.milepost(&["demo", "sample"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let sample = sandbox.path().join("sample");
    let site = |arguments: &[&str]| {
        let today = ["--today", "2026-11-23", "site"];
        sandbox.milepost_in(&sample, &[&today, arguments].concat(), &[])
    };
    refused(&site(&["../pages", "--readers", "public"]), "milepost.yaml keeps the site private");
    assert!(!sandbox.path().join("pages").exists());
    refused(
        &site(&["../pages", "--readers", "members", "--audience", "lead"]),
        "holds ratings of single people",
    );
    assert_eq!(site(&["../members", "--readers", "members"]).status, 0);
    let policy = fs::read_to_string(sample.join("milepost.yaml")).unwrap();
    fs::write(sample.join("milepost.yaml"), format!("{policy}\nsite: {{visibility: public}}\n")).unwrap();
    let run = site(&["../pages", "--readers", "public"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
}
