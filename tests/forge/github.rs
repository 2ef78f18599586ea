//! GitHub behind the trait, against the fake.

use milepost::forge::{
    Account, Change, ChangeState, CommitStatus, Failure, Forge, Kind, Project, StatusState, Visibility,
};

use serde_json::json;

use super::fake::Fake;
use super::fake::fault::Fault;
use super::fake::state::{self, APP, Access, READ_ONLY, TOKEN};
use super::fake::wire::Reply;

const HEAD: &str = "1111111111111111111111111111111111111111";
const OTHER: &str = "2222222222222222222222222222222222222222";

fn with_change() -> (Fake, u64, Box<dyn Forge>) {
    let fake = Fake::start(Kind::GitHub);
    let number = fake.state().open("ana", "ana/async-rust", HEAD);
    let (forge, _) = fake.connect(TOKEN);
    (fake, number, forge)
}

#[test]
fn a_comment_is_written_read_replaced_folded_and_deleted() {
    let (fake, number, forge) = with_change();
    fake.state().say(number, "ana", "Please review");
    let ours = forge.create_comment(number, "first").unwrap();
    forge.update_comment(number, &ours, "second @ana").unwrap();
    let comments = forge.comments(number).unwrap();
    let bodies: Vec<_> = comments.iter().map(|comment| comment.body.as_str()).collect();
    assert_eq!(bodies, ["Please review", "second @ana"]);
    assert!(comments[1].author.is(&forge.viewer().unwrap()));
    assert!(!comments[0].author.is(&forge.viewer().unwrap()));
    forge.minimize_comment(&comments[1]).unwrap();
    assert!(fake.state().change(number).comments[1].minimized);
    forge.delete_comment(number, &ours).unwrap();
    forge.delete_comment(number, &ours).unwrap();
    assert_eq!(forge.comments(number).unwrap().len(), 1);
    assert_eq!(forge.update_comment(number, &ours, "x").unwrap_err(), Failure::NotFound);
    assert_eq!(forge.minimize_comment(&comments[1]).unwrap_err(), Failure::NotFound);
}

#[test]
fn every_request_says_who_asks_and_which_version() {
    let (fake, number, forge) = with_change();
    forge.comments(number).unwrap();
    forge.create_comment(number, "x").unwrap();
    for request in fake.requests() {
        assert_eq!(request.header("x-github-api-version"), Some("2022-11-28"));
        assert_eq!(request.header("accept"), Some("application/vnd.github+json"));
        assert_eq!(request.header("user-agent"), Some(concat!("milepost/", env!("CARGO_PKG_VERSION"))));
        assert_eq!(request.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
    }
}

#[test]
fn lists_are_read_to_their_last_page() {
    let (fake, number, forge) = with_change();
    for count in 0..65 {
        fake.state().say(number, "ana", &format!("comment {count}"));
    }
    let comments = forge.comments(number).unwrap();
    assert_eq!(comments.len(), 65);
    assert!(comments.windows(2).all(|pair| pair[0].id < pair[1].id));
    let pages = fake.lines();
    assert_eq!(pages[0], "GET /repos/example/learning/issues/1/comments?per_page=30");
    assert_eq!(pages[2], "GET /repositories/7/issues/1/comments?per_page=30&page=3");
    assert_eq!(pages.len(), 3);
    for count in 0..34 {
        fake.state().open("ana", &format!("branch-{count}"), OTHER);
    }
    let numbers: Vec<u64> = forge.open_changes().unwrap().iter().map(|change| change.number).collect();
    assert_eq!(numbers, (1..=35).collect::<Vec<u64>>());
}

#[test]
fn long_comments_of_others_do_not_hide_ours() {
    let (fake, number, forge) = with_change();
    for _ in 0..45 {
        // The longest that GitHub takes, four bytes a character.
        fake.state().say(number, "ana", &"🦀".repeat(65_536));
    }
    forge.create_comment(number, "ours").unwrap();
    assert_eq!(forge.comments(number).unwrap().last().unwrap().body, "ours");
}

#[test]
fn an_enterprise_server_is_asked_below_its_own_paths() {
    let fake = Fake::enterprise();
    let number = fake.state().open("ana", "ana/async-rust", HEAD);
    let (forge, _) = fake.connect(TOKEN);
    assert_eq!(forge.viewer().unwrap().login, "milepost-ci");
    let comment = forge.create_comment(number, "x").unwrap();
    forge.minimize_comment(&comment).unwrap();
    let asked =
        ["POST /api/graphql", "POST /api/v3/repos/example/learning/issues/1/comments", "POST /api/graphql"];
    assert_eq!(fake.lines(), asked);
}

#[test]
fn an_app_is_not_the_person_of_the_same_name() {
    let fake = Fake::start(Kind::GitHub);
    let number = fake.state().open("ana", "ana/async-rust", HEAD);
    let (forge, _) = fake.connect(APP);
    let app = forge.viewer().unwrap();
    assert_eq!(app.login, "milepost[bot]");
    fake.state().say(number, "milepost", "<!-- milepost:pr v1 hash=0 -->");
    forge.create_comment(number, "ours").unwrap();
    fake.state().say(number, "gone", "the author's account was deleted");
    let comments = forge.comments(number).unwrap();
    let ours: Vec<bool> = comments.iter().map(|comment| comment.author.is(&app)).collect();
    assert_eq!(ours, [false, true, false]);
    assert_eq!(comments[2].author.login, "ghost");
}

#[test]
fn a_change_is_read_with_its_state() {
    let (fake, number, forge) = with_change();
    let expected = Change {
        number,
        state: ChangeState::Open,
        draft: false,
        head: HEAD.to_owned(),
        base_branch: "main".to_owned(),
        author: Account { login: "ana".to_owned() },
        opened: "2026-11-23T09:30:00Z".to_owned(),
        page: format!("{}/example/learning/pull/1", fake.address()),
    };
    assert_eq!(forge.change(number).unwrap(), expected);
    for (there, here) in
        [(state::ChangeState::Merged, ChangeState::Merged), (state::ChangeState::Closed, ChangeState::Closed)]
    {
        fake.state().change(number).state = there;
        fake.state().change(number).draft = true;
        let change = forge.change(number).unwrap();
        assert_eq!((change.state, change.draft), (here, true));
        assert!(forge.open_changes().unwrap().is_empty());
    }
    assert_eq!(forge.change(99).unwrap_err(), Failure::NotFound);
    assert_eq!(forge.comments(99).unwrap_err(), Failure::NotFound);
    assert_eq!(forge.create_comment(99, "x").unwrap_err(), Failure::NotFound);
}

#[test]
fn a_fork_is_found_by_owner_and_branch() {
    let (fake, own, forge) = with_change();
    let fork = fake.state().open("ana", "ana/async-rust", OTHER);
    fake.state().change(fork).head_owner = "ana".to_owned();
    let found = |owner: &str, branch: &str| -> Vec<u64> {
        let changes = forge.changes_by_head(owner, branch).unwrap();
        changes.iter().map(|change| change.number).collect()
    };
    assert_eq!(found("ana", "ana/async-rust"), [fork]);
    assert_eq!(found("example", "ana/async-rust"), [own]);
    assert!(found("ben", "ana/async-rust").is_empty());
    assert!(found("ana", "a&state=all").is_empty());
    assert_eq!(fake.lines().last().unwrap().matches("state=").count(), 1);
    fake.state().change(fork).state = state::ChangeState::Closed;
    assert!(found("ana", "ana/async-rust").is_empty());
}

#[test]
fn a_filter_that_the_forge_does_not_understand_finds_nothing() {
    let (fake, _, forge) = with_change();
    // GitHub lists every open pull request where it cannot read the head.
    fake.before_each(|request, state| {
        if request.target.contains("head=") {
            state.ignores_head = true;
        }
    });
    assert!(forge.changes_by_head("ben", "ana/async-rust").unwrap().is_empty());
    assert!(forge.changes_by_head("example", "other").unwrap().is_empty());
    assert_eq!(forge.changes_by_head("example", "ana/async-rust").unwrap().len(), 1);
}

#[test]
fn issues_are_ours_and_no_pull_requests() {
    let (fake, _, forge) = with_change();
    let us = forge.viewer().unwrap();
    fake.state().report("ana", "Digest", "<!-- milepost:digest -->");
    fake.state().open("milepost-ci", "x", OTHER);
    let first = forge.create_issue("Digest", "first").unwrap();
    let second = forge.create_issue("Digest", "second").unwrap();
    forge.update_issue(first.number, "Digest of the week", "text").unwrap();
    let issues = forge.issues_by(&us).unwrap();
    let titles: Vec<_> = issues.iter().map(|issue| (issue.number, issue.title.as_str())).collect();
    assert_eq!(titles, [(first.number, "Digest of the week"), (second.number, "Digest")]);
    assert_eq!(forge.update_issue(99, "x", "y").unwrap_err(), Failure::NotFound);
}

#[test]
fn a_status_is_set_on_the_head_in_140_characters() {
    let (fake, _, forge) = with_change();
    let long = "ñ".repeat(200);
    let status = |state, description: &str| CommitStatus {
        state,
        description: description.to_owned(),
        page: Some("https://git.example.com/run/1".to_owned()),
    };
    forge.set_status(HEAD, &status(StatusState::Pending, "")).unwrap();
    forge.set_status(HEAD, &status(StatusState::Failure, &long)).unwrap();
    forge.set_status(HEAD, &status(StatusState::Success, &long[..280])).unwrap();
    let statuses = fake.state().project().statuses.clone();
    let said: Vec<_> =
        statuses.iter().map(|status| (status.state.as_str(), status.description.clone())).collect();
    let cut = format!("{}…", "ñ".repeat(139));
    assert_eq!(said, [("pending", String::new()), ("failure", cut), ("success", "ñ".repeat(140))]);
    assert!(statuses.iter().all(|status| status.context == CommitStatus::NAME && status.page.is_some()));
    let unknown = forge.set_status("../../../user", &status(StatusState::Success, "x")).unwrap_err();
    assert!(matches!(unknown, Failure::Refused { status: 422, .. }), "{unknown:?}");
    assert!(fake.lines().last().unwrap().ends_with("/statuses/..%2F..%2F..%2Fuser"));
}

#[test]
fn who_may_read_the_project_is_told() {
    let (fake, _, forge) = with_change();
    for (there, here) in
        [("public", Visibility::Public), ("internal", Visibility::Internal), ("private", Visibility::Private)]
    {
        fake.state().project().visibility = there;
        assert_eq!(forge.visibility().unwrap(), here);
    }
}

#[test]
fn a_token_that_may_only_read_is_told_so() {
    let (fake, number, _) = with_change();
    let id = fake.state().say(number, "milepost-ci", "earlier");
    let (forge, _) = fake.connect(READ_ONLY);
    let comment = forge.comments(number).unwrap().remove(0);
    let status = CommitStatus { state: StatusState::Success, description: String::new(), page: None };
    let refused = [
        forge.create_comment(number, "x").err(),
        forge.update_comment(number, &comment, "x").err(),
        forge.delete_comment(number, &comment).err(),
        forge.minimize_comment(&comment).err(),
        forge.set_status(HEAD, &status).err(),
        forge.create_issue("x", "x").err(),
    ];
    for failure in refused {
        let message = "Resource not accessible by integration".to_owned();
        assert_eq!(failure, Some(Failure::Forbidden { message }));
    }
    assert_eq!(fake.state().change(number).comments.len(), 1);
    assert_eq!(comment.id, id);
}

#[test]
fn a_wrong_token_or_project_is_told() {
    let (fake, number, _) = with_change();
    let (forge, _) = fake.connect("fake_wrong_token");
    assert_eq!(forge.change(number).unwrap_err(), Failure::Unauthorized);
    assert_eq!(forge.viewer().unwrap_err(), Failure::Unauthorized);
    assert_eq!(fake.requests().len(), 2);
    let (forge, _) = fake.connect("");
    assert_eq!(forge.change(number).unwrap_err(), Failure::NotFound);
    assert_eq!(forge.viewer().unwrap_err(), Failure::Unauthorized);
    fake.state().project().visibility = "public";
    assert_eq!(forge.change(number).unwrap().number, number);
    fake.state().tokens[0].may.changes = Access::None;
    fake.state().project().visibility = "private";
    let (forge, _) = fake.connect(TOKEN);
    assert_eq!(forge.change(number).unwrap_err(), Failure::NotFound);
    for name in ["example/other", "other/learning", "example/..", "../learning", "example/", "learning"] {
        let project = Project { name: name.to_owned(), ..fake.project() };
        let (connection, _) = Fake::connection(TOKEN);
        let connected = milepost::forge::connect(project, connection);
        let failure = connected.and_then(|forge| forge.change(number)).unwrap_err();
        assert_eq!(failure, Failure::NotFound, "{name}");
    }
}

#[test]
fn a_comment_may_be_as_long_as_the_forge_takes() {
    let (fake, number, forge) = with_change();
    forge.create_comment(number, &"🦀".repeat(65_536)).unwrap();
    let failure = forge.create_comment(number, &"x".repeat(65_537)).unwrap_err();
    let told = "the forge refused it with status 422: Validation Failed, resource: Issue, field: body, \
                code: custom, message: body is too long (maximum is 65536 characters)";
    assert_eq!(failure.to_string(), told);
    assert_eq!(fake.state().change(number).comments.len(), 1);
}

#[test]
fn errors_of_graphql_are_told_though_their_status_is_200() {
    let (fake, _, forge) = with_change();
    let error = |kind: &str| json!({ "data": null, "errors": [{ "type": kind, "message": "Some\nreason" }] });
    for (body, told) in [
        (error("FORBIDDEN"), "the token may not do this: Some reason"),
        (error("NOT_FOUND"), "the forge knows nothing of it, or hides it from this token"),
        (error("RATE_LIMITED"), "the forge is busy or failing (status 200), after 1 try"),
        (error("undefinedField"), "the forge refused it with status 200: Some reason"),
        (json!({}), "its answer cannot be used: it has neither data nor an error"),
        (json!([]), "its answer cannot be used: it does not describe a GraphQL answer"),
        (json!({ "data": { "viewer": null } }), "its answer cannot be used: it does not describe a viewer"),
    ] {
        fake.misbehave("POST /graphql", 1, Fault::Answers(Reply::json(200, &body)));
        let failure = forge.viewer().unwrap_err().to_string();
        assert!(failure.starts_with(told), "{failure}");
    }
}

#[test]
fn somebody_else_may_write_between_two_requests() {
    let (fake, number, forge) = with_change();
    fake.before_each(move |request, state| {
        if request.method == "POST" {
            state.say(number, "milepost-ci", "of another run");
        }
    });
    assert!(forge.comments(number).unwrap().is_empty());
    let ours = forge.create_comment(number, "of this run").unwrap();
    let comments = forge.comments(number).unwrap();
    assert_eq!(comments.len(), 2);
    assert_eq!(comments[1], ours);
}

#[test]
fn a_commit_without_a_status_has_none_and_an_unknown_commit_is_told() {
    let (_fake, _, forge) = with_change();
    assert_eq!(forge.status(HEAD), Ok(None));
    let unknown = forge.status(&"e".repeat(40));
    assert!(matches!(unknown, Err(Failure::Refused { status: 422, .. })), "{unknown:?}");
}
