//! `milepost post digest` through the program: one issue, edited only when it says something else.

mod stage;

use milepost::forge::Kind;

use self::stage::{ACCOUNTS, DAY, MARKER, Stage, TENTH};
use super::fake::Fake;
use super::fake::fault::Fault;
use super::fake::state::{APP, Access, Permissions, READ_ONLY, TOKEN};
use super::post_pr::stage::{OWN, ends};

#[test]
fn one_issue_is_opened_and_edited_only_when_its_content_changes() {
    let stage = Stage::new("");
    ends(&stage.post(&[]), 0, "opened an issue with the digest: #1 of example/learning\n");
    let first = stage.text();
    assert!(
        first.starts_with("<!-- milepost:digest v1 hash=") && first.contains("# Learning digest"),
        "{first}"
    );
    assert_eq!(stage.issues()[0].title, "Learning digest");
    ends(&stage.post(&[]), 0, "nothing new: the digest in #1 of example/learning says it all\n");
    assert_eq!(stage.writes(), ["POST /repos/example/learning/issues"]);
    stage.pull.lay("--- people/ana/awards/a.yaml\ncredential: async-owner\ndate: 2026-11-20\n");
    ends(&stage.post(&[]), 0, "nothing new");
    stage.pull.0.commit("award");
    ends(&stage.post(&[]), 0, "updated the digest: #1 of example/learning\n");
    assert!(stage.text().contains("Owner of an async service"), "{}", stage.text());
    assert_eq!(stage.writes().len(), 2);
}

#[test]
fn open_changes_are_told_by_number_and_day_and_nothing_changes_by_itself() {
    let stage = Stage::new("");
    for (n, (days, draft)) in
        [(0, false), (8, false), (8, false), (10, false), (3, true)].into_iter().enumerate()
    {
        let mut state = stage.fake.state();
        let number = state.open("ana", &format!("b{n}"), &format!("{n}").repeat(40));
        let change = state.change(number);
        (change.created, change.draft) = (TENTH + days * DAY, draft);
        change.title = "</sub> @mallory fixes #2 <img src=x>".into();
    }
    ends(&stage.post(&[]), 0, "opened an issue");
    let text = stage.text();
    let (_, section) = text.split_once("## Waiting for review").unwrap();
    let section = section.split("\n## ").next().unwrap();
    assert!(section.contains("4 pull requests wait for review, the first since 2026-11-10."), "{section}");
    assert!(section.contains("At least half of them have waited since 2026-11-18 or longer."), "{section}");
    assert!(section.contains("- Since 2026-11-10 · `#1`\n"), "{section}");
    assert!(section.contains("Drafts, which do not wait yet: 1."), "{section}");
    for absent in ["mallory", "ana", "`#5`", "/pull/", " days"] {
        assert!(!section.contains(absent), "{absent} in {section}");
    }
    let host = stage.fake.address().replace("http://", "");
    insta::assert_snapshot!("waiting", section.replace(&host, "git.example.com"));
    stage.fake.state().change(2).title = "Another".into();
    ends(&stage.post(&[]), 0, "nothing new");
    stage.fake.state().change(2).draft = true;
    ends(&stage.post(&[]), 0, "updated the digest");
}

#[test]
fn nothing_waits_since_a_day_to_come() {
    let stage = Stage::new("");
    let number = stage.fake.state().open("ana", "b", &"0".repeat(40));
    stage.fake.state().change(number).created = TENTH + 365 * DAY;
    ends(&stage.post(&[]), 0, "opened an issue");
    assert!(!stage.text().contains("2027-"), "{}", stage.text());
}

#[test]
fn a_marker_in_somebody_elses_issue_is_not_ours_and_a_second_one_of_ours_is_closed() {
    let stage = Stage::new("");
    {
        let mut state = stage.fake.state();
        state.report("ana", "Learning digest", &format!("{MARKER}\nspoofed"));
        state.report("milepost[bot]", "Learning digest", &format!("{MARKER}\nof another app"));
        state.report(OWN, "What we learn", &format!("{MARKER}\nold"));
        state.report(OWN, "Learning digest", &format!("{MARKER}\nold"));
        state.report(OWN, "Something else", &format!("quotes {MARKER}"));
    }
    let run = stage.post(&[]);
    ends(&run, 0, "updated the digest: #3 of example/learning\n");
    ends(&run, 0, "closed #4 of example/learning, a second digest of this account\n");
    let issues = stage.issues();
    let open: Vec<u64> = issues.iter().filter(|issue| issue.open).map(|issue| issue.number).collect();
    assert_eq!(open, [1, 2, 3, 5]);
    assert!(issues[0].body.ends_with("spoofed") && issues[1].body.ends_with("of another app"));
    assert!(issues[2].body.contains("# Learning digest"));
    assert_eq!(issues[2].title, "What we learn", "a title that somebody gave it stays");
}

#[test]
fn who_is_overdue_is_named_and_mentioned_only_where_the_policy_says_so() {
    let stage = Stage::new(ACCOUNTS);
    stage.post(&[]);
    let text = stage.text();
    assert!(!text.contains("Late plan") && !text.contains("For your attention"), "{text}");
    assert!(text.contains("Soon") && text.contains("`@mallory`"), "{text}");
    stage.policy("digest: {mention: true}\n");
    ends(&stage.post(&[]), 0, "updated");
    assert!(stage.text().ends_with("\n\nFor your attention: @ana-soto\n"), "{}", stage.text());
    assert!(!stage.text().contains("Late plan"), "{}", stage.text());
    stage.policy("digest: {named: all, mention: true}\n");
    stage.post(&[]);
    let text = stage.text();
    // Ben's account is no account of one person.
    assert!(text.contains("Late plan") && text.ends_with("\n\nFor your attention: @ana-soto\n"), "{text}");
    assert_eq!(text.matches("acme").count(), 0, "{text}");
    stage.pull.lay(&ACCOUNTS.replace("acme/everybody", "ben-okafor"));
    stage.pull.0.commit("account");
    stage.post(&[]);
    assert!(stage.text().ends_with("For your attention: @ana-soto @ben-okafor\n"), "{}", stage.text());
}

#[test]
fn pseudonymous_people_are_not_mentioned() {
    let stage = Stage::new(ACCOUNTS);
    stage
        .pull
        .lay("--- milepost.yaml\nversion: 1\ndigest: {mention: true}\nprivacy: {identities: pseudonymous}\n");
    stage.pull.0.commit("policy");
    ends(&stage.post(&[]), 0, "nobody is mentioned: the policy says `privacy.identities: pseudonymous`\n");
    assert!(!stage.text().contains("ana-soto") && !stage.text().contains("Ana Soto"), "{}", stage.text());
}

#[test]
fn no_digest_stands_in_a_public_project_by_accident() {
    let stage = Stage::new("");
    stage.fake.state().project().visibility = "public";
    let run = stage.post(&[]);
    ends(
        &run,
        2,
        "example/learning is public, and the policy does not say that everybody may read about its people",
    );
    ends(&run, 2, "write `site: {visibility: public}` in milepost.yaml");
    assert!(stage.writes().is_empty() && stage.issues().is_empty());
    stage.policy("site: {visibility: public}\n");
    ends(&stage.post(&[]), 0, "opened an issue");
    stage.policy("");
    stage.fake.state().project().visibility = "internal";
    ends(&stage.post(&[]), 0, "nothing new");
}

#[test]
fn what_people_write_is_inert_in_the_issue() {
    let stage = Stage::new(
        "--- people/chi/portfolio/2026-11-20-x.yaml\ndate: 2026-11-20\n\
         title: '--> <script>alert(1)</script> @team | `x` [a](javascript:x)'\ntype: project\nskills: [rust]\n\
         links: [https://git.example.com/x]\ndecision: D\n\
         applied: {outcome: '<!-- milepost:digest v1 hash=1 --> GH-12 ##[error]', where: '](x) #7'}\n",
    );
    ends(&stage.post(&[]), 0, "opened");
    let text = stage.text();
    let (marker, rest) = text.split_once("-->\n").unwrap();
    assert!(marker.starts_with("<!-- milepost:digest v1 hash=") && !rest.contains("<!--"), "{text}");
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.render.r#unsafe = true;
    let html = comrak::markdown_to_html(rest, &options);
    for active in ["<script", "<img", "<table", "href=\"x\"", "javascript:x\"", "href=\"https://e.example"] {
        assert!(!html.contains(active), "{active} in {html}");
    }
    let outside: String = html
        .split("<code>")
        .map(|part| part.split_once("</code>").map_or(part, |(_, outside)| outside))
        .collect();
    assert!(!outside.contains('@') && !outside.contains("GH-12") && !outside.contains(" #7"), "{outside}");
}

#[test]
fn each_forge_keeps_one_digest() {
    for (kind, waiting) in [
        (Kind::GitHub, "1 pull request waits for review, since 2026-11-10. "),
        (Kind::GitLab, "1 merge request waits for review, since 2026-11-10. "),
        (Kind::Forgejo, "1 pull request waits for review, since 2026-11-10. "),
    ] {
        let stage = Stage { fake: Fake::start(kind), ..Stage::new("") };
        let number = stage.fake.state().open("ana", "topic", &"1".repeat(40));
        stage.fake.state().change(number).created = TENTH;
        ends(&stage.post(&[]), 0, "opened an issue with the digest");
        assert!(stage.text().contains(waiting), "{kind:?}: {}", stage.text());
        ends(&stage.post(&[]), 0, "nothing new");
        stage.fake.state().report(OWN, "Learning digest", &format!("{MARKER}\nsecond"));
        stage.fake.state().report("ana", "Learning digest", &format!("{MARKER}\nspoofed"));
        ends(&stage.post(&[]), 0, "a second digest of this account");
        stage.text();
        assert_eq!(stage.issues().iter().filter(|issue| issue.open).count(), 2, "{kind:?}");
        stage.pull.lay("--- people/ana/awards/a.yaml\ncredential: async-owner\ndate: 2026-11-20\n");
        stage.pull.0.commit("award");
        ends(&stage.post(&[]), 0, "updated the digest");
        assert!(stage.text().contains("Owner of an async service"), "{kind:?}");
    }
}

#[test]
fn a_token_that_may_only_read_or_is_missing_is_told_in_one_line() {
    let stage = Stage::new("");
    let run = stage.post_as(&[("MILEPOST_TOKEN", READ_ONLY)], &[]);
    ends(&run, 2, "cannot post the digest in example/learning: the token may not do this");
    ends(&run, 2, "`permissions: issues: write`");
    let run = stage.post_as(&[("MILEPOST_TOKEN", "wrong_token_0123456789")], &[]);
    ends(&run, 2, "the forge does not accept the token");
    ends(&stage.post_as(&[], &[]), 2, "there is no token for GitHub");
    assert!(stage.issues().is_empty());
}

#[test]
fn an_app_with_issues_only_finds_its_own() {
    let stage = Stage::new("");
    let may = Permissions { issues: Access::Write, ..Permissions::all(Access::Read) };
    stage.fake.state().tokens.iter_mut().find(|token| token.value == APP).unwrap().may = may;
    let app = [("GITHUB_TOKEN", APP)];
    ends(&stage.post_as(&app, &[]), 0, "opened an issue");
    ends(&stage.post_as(&app, &[]), 0, "nothing new");
    assert_eq!(stage.issues().len(), 1);
    assert_eq!(stage.issues()[0].author, "milepost[bot]");
}

#[test]
fn an_issue_whose_answer_got_lost_is_not_opened_twice() {
    let stage = Stage::new("");
    stage.fake.misbehave("POST /repos/example/learning/issues", 1, Fault::CutAfter);
    ends(&stage.post(&[]), 0, "opened an issue");
    assert_eq!(stage.issues().len(), 1);
}

#[test]
fn two_runs_at_once_end_with_one_issue() {
    let stage = Stage::new("");
    let mut once = false;
    stage.fake.before_each(move |request, state| {
        if request.method == "POST" && request.target.ends_with("/issues") && !once {
            once = true;
            state.report(OWN, "Learning digest", &format!("{MARKER}\nby the other run"));
        }
    });
    let run = stage.post(&[]);
    ends(&run, 0, "updated the digest: #1 of example/learning");
    ends(&run, 0, "closed #2 of example/learning");
    assert!(stage.text().contains("# Learning digest"));
}

#[test]
fn a_dry_run_prints_the_request_and_sends_none() {
    let stage = Stage::new("");
    let run = stage.post(&["--dry-run"]);
    ends(&run, 0, "would open an issue with the digest: in example/learning\ndry run: 1 request, not sent\n");
    assert!(run.stdout.starts_with("POST http://127.0.0.1:"), "{}", run.stdout);
    assert!(
        run.stdout.contains("\"title\": \"Learning digest\"") && run.stdout.contains("hash="),
        "{}",
        run.stdout
    );
    assert!(stage.writes().is_empty());
    let without = stage.post_as(&[], &["--dry-run"]);
    ends(&without, 0, "there is no token, so nothing was asked");
    assert!(without.stdout.contains("\"title\": \"Learning digest\""));
    stage.fake.state().report(OWN, "Learning digest", &format!("{MARKER}\nold"));
    ends(&stage.post(&["--dry-run"]), 0, "would update the digest: #1 of example/learning\n");
}

#[test]
fn a_digest_that_is_too_long_leaves_whole_sections_out_and_says_so() {
    let long = |length: usize| format!("'{}'", "<&>|*_^{} ".repeat(length / 10));
    let (title, outcome) = (long(190), long(3_000));
    let mut more = format!(
        "--- people/chi/profile.yaml\nrole: backend-engineer\ntier: mid\ndiscipline: backend\n\
         started: 2026-01-01\nname: {title}\n"
    );
    for n in 0..12 {
        more += &format!(
            "--- people/chi/portfolio/2026-11-20-{n}.yaml\ndate: 2026-11-20\ntitle: {title}\ntype: project\n\
             skills: [rust]\nlinks: [https://git.example.com/x]\ndecision: D\n\
             applied: {{outcome: {outcome}, where: {title}}}\n"
        );
        for day in ["2026-11-25", "2026-12-01", "2026-12-15"] {
            more += &format!(
                "--- people/chi/goals/{day}-{n}.yaml\ntitle: {title}\nmodules: [tokio-workshop]\nmeasure: M\n\
                 why: {{project: worker}}\ndeadline: {day}\n"
            );
        }
    }
    let stage = Stage::new(&more);
    ends(&stage.post(&[]), 0, "opened an issue");
    let text = stage.text();
    let end = text.lines().last().unwrap();
    assert!(text.len() <= 60_000 && text.len() > 20_000, "{} {end}", text.len());
    assert_eq!(
        end,
        "Left out, because an issue holds only so much: the ends of long texts. `milepost report digest` shows \
         all of it."
    );
    assert!(text.contains("## Due") && text.contains("- and 3 more"), "what is due stays");
    ends(&stage.post(&[]), 0, "nothing new");
}

#[test]
fn flags_that_say_everything_need_no_payload() {
    let stage = Stage::new("");
    let variables = [
        ("MILEPOST_TOKEN", TOKEN),
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_REPOSITORY", "example/learning"),
        ("GITHUB_API_URL", "https://api.github.com"),
        ("GITHUB_SERVER_URL", "https://github.com"),
        ("GITHUB_EVENT_NAME", "schedule"),
        ("GITHUB_EVENT_PATH", "nowhere.json"),
    ];
    ends(&stage.post_as(&variables, &[]), 0, "opened an issue with the digest");
}

#[test]
fn a_learning_repository_in_a_folder_tells_of_no_open_changes() {
    let stage = Stage::new("");
    let sandbox = &stage.pull.0;
    sandbox.write("docs/learning/milepost.yaml", "version: 1\nname: Below\n");
    sandbox.write(
        "docs/learning/people/ana/profile.yaml",
        "role: a\ntier: b\ndiscipline: c\nstarted: 2026-01-01\n",
    );
    sandbox.commit("below");
    stage.fake.state().open("ana", "topic", &"1".repeat(40));
    let run = stage.post(&["--root", "docs/learning"]);
    ends(&run, 0, "open pull requests are left out");
    ends(&run, 0, "a quiet time: there is nothing to tell, and no digest in example/learning\n");
    assert!(stage.issues().is_empty());
}

#[test]
fn a_clone_without_its_history_says_what_may_be_missing() {
    let stage = Stage::new("");
    let path = stage.pull.0.path().join("shallow");
    let from = format!("file://{}", stage.pull.0.path().display());
    stage.pull.0.git(&["commit", "--quiet", "--allow-empty", "-m", "second"]);
    stage.pull.0.git(&["clone", "--quiet", "--depth", "1", &from, "shallow"]);
    let api = stage.fake.api();
    let arguments =
        ["post", "digest", "--forge", "github", "--project", "example/learning", "--api", &api, "--today"];
    let run = stage.pull.0.milepost_in(
        &path,
        &[&arguments[..], &[stage::TODAY, "--since", "2026-01-01"]].concat(),
        &[("MILEPOST_TOKEN", TOKEN)],
    );
    ends(
        &run,
        0,
        "is not in this clone, so the digest may tell less of what was achieved; `git fetch --unshallow`",
    );
    assert!(!stage.post(&["--since", "2026-01-01"]).stderr.contains("not in this clone"));
}

#[test]
fn no_token_is_in_any_output() {
    let stage = Stage::new("");
    for (fault, more) in [
        (None, vec!["--dry-run"]),
        (Some(Fault::CutBefore), vec![]),
        (Some(Fault::Large { bytes: 1_000_000, announced: false }), vec![]),
        (None, vec![]),
    ] {
        if let Some(fault) = fault {
            stage.fake.misbehave("/issues", 9, fault);
        }
        let run = stage.post(&more);
        for token in [TOKEN, &TOKEN[..20]] {
            assert!(!run.stdout.contains(token) && !run.stderr.contains(token), "{run:?}");
        }
        assert!(run.status == 0 || run.stderr.lines().count() <= 3, "{}", run.stderr);
    }
    let seen = stage.fake.requests();
    assert!(seen.iter().all(|request| !String::from_utf8_lossy(&request.body).contains(TOKEN)));
}
