//! GitLab through the real client, against the fake.

use milepost::forge::{ChangeState, CommitStatus, Failure, Forge, StatusState, Visibility};

use super::fake::Fake;
use super::fake::state::{Access, Permissions, READ_ONLY, TOKEN, Token};
use milepost::forge::Kind;

const HEAD: &str = "1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b";

fn gitlab() -> (Fake, Box<dyn Forge>) {
    let fake = Fake::start(Kind::GitLab);
    fake.state().open("ana", "ana/async-rust", HEAD);
    let (forge, _) = fake.connect(TOKEN);
    (fake, forge)
}

fn status(state: StatusState) -> CommitStatus {
    CommitStatus { state, description: "1 error to fix".to_owned(), page: None }
}

#[test]
fn comments_are_found_on_every_page_and_gitlabs_own_notes_are_left_out() {
    let (fake, forge) = gitlab();
    for number in 0..250 {
        let id = fake.state().say(1, "ana", &format!("note {number}"));
        // Every third is GitLab's own: "added 1 commit".
        fake.state().change(1).comments.iter_mut().find(|one| one.id == id).unwrap().system = number % 3 == 0;
    }
    let comments = forge.comments(1).unwrap();
    assert_eq!(comments.len(), 166);
    assert!(comments.windows(2).all(|pair| pair[0].id < pair[1].id));
    assert_eq!(comments.last().unwrap().body, "note 248");
    let lines = fake.lines();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[0].contains("per_page=100") && lines[2].contains("page=3"), "{lines:?}");
}

#[test]
fn long_notes_of_others_do_not_keep_ours_from_being_found() {
    let (fake, forge) = gitlab();
    for _ in 0..12 {
        fake.state().say(1, "ana", &"x".repeat(1_000_000));
    }
    fake.state().say(1, "milepost-ci", "<!-- milepost:pr v1 hash=00 -->");
    let comments = forge.comments(1).unwrap();
    assert_eq!(comments.len(), 13);
    assert_eq!(comments[12].author.login, "milepost-ci");
}

#[test]
fn notes_of_others_stay_as_they_are() {
    let (fake, forge) = gitlab();
    let marked = "<!-- milepost:pr v1 hash=00 -->\nspoofed";
    fake.state().say(1, "ana", marked);
    fake.state().say(1, "renovate-bot", "other bot");
    let viewer = forge.viewer().unwrap();
    let comments = forge.comments(1).unwrap();
    assert!(comments.iter().all(|comment| !comment.author.is(&viewer)), "{comments:?}");
    // Even asked to, GitLab does not let it.
    assert!(matches!(forge.update_comment(1, &comments[0], "x"), Err(Failure::Forbidden { .. })));
    assert!(matches!(forge.delete_comment(1, &comments[1]), Err(Failure::Forbidden { .. })));
    assert_eq!(forge.comments(1).unwrap(), comments);
}

#[test]
fn a_note_is_written_changed_and_deleted() {
    let (fake, forge) = gitlab();
    let body = "<!-- milepost:pr v1 hash=00 -->\nŁódź 🦀 & \"quotes\"";
    let comment = forge.create_comment(1, body).unwrap();
    assert_eq!((comment.author.login.as_str(), comment.body.as_str()), ("milepost-ci", body));
    forge.update_comment(1, &comment, "new").unwrap();
    assert_eq!(fake.state().change(1).comments[0].body, "new");
    forge.delete_comment(1, &comment).unwrap();
    assert!(fake.state().change(1).comments.is_empty());
    forge.delete_comment(1, &comment).unwrap();
    assert_eq!(forge.update_comment(1, &comment, "newer"), Err(Failure::NotFound));
    assert_eq!(forge.minimize_comment(&comment), Err(Failure::Unsupported { forge: "GitLab" }));
}

#[test]
fn what_is_posted_holds_no_quick_action() {
    let (fake, forge) = gitlab();
    let comment = forge.create_comment(1, "<!-- milepost:pr v1 hash=00 -->\n/merge\n").unwrap();
    forge.update_comment(1, &comment, "hidden\n\r/close\n  /close").unwrap();
    assert_eq!(forge.change(1).unwrap().state, ChangeState::Open);
    assert_eq!(fake.state().change(1).comments[0].body, "hidden\n\r\\/close\n  \\/close");
    forge.create_issue("Digest", "/close\n").unwrap();
    assert_eq!(fake.state().project().issues[0].body, "\\/close\n");
}

#[test]
fn a_nested_group_is_one_part_of_the_path() {
    let (fake, _) = gitlab();
    for (name, encoded) in [
        ("gruppe/unter gruppe/lern-größe", "gruppe%2Funter%20gruppe%2Flern-gr%C3%B6%C3%9Fe"),
        ("7", "7"),
        ("a/../admin", "a%2F..%2Fadmin"),
    ] {
        fake.state().project().name = name.to_owned();
        let mut project = fake.project();
        project.name = name.to_owned();
        let forge = milepost::forge::connect(project, Fake::connection(TOKEN).0).unwrap();
        assert_eq!(forge.change(1).unwrap().head, HEAD, "{name}");
        assert_eq!(fake.lines().pop().unwrap(), format!("GET /api/v4/projects/{encoded}/merge_requests/1"));
    }
}

#[test]
fn a_read_only_token_is_told_what_it_lacks() {
    let (fake, _) = gitlab();
    let (forge, _) = fake.connect(READ_ONLY);
    assert_eq!(forge.change(1).unwrap().number, 1);
    let refused = |result: Result<(), Failure>| {
        let failure = result.unwrap_err();
        assert!(matches!(failure, Failure::Forbidden { .. }), "{failure:?}");
        assert!(failure.to_string().contains("insufficient_scope"), "{failure}");
        assert!(!failure.to_string().contains(READ_ONLY), "{failure}");
    };
    refused(forge.create_comment(1, "x").map(drop));
    refused(forge.set_status(HEAD, &status(StatusState::Success)));
    refused(forge.create_issue("x", "y").map(drop));
    assert!(fake.state().change(1).comments.is_empty());
}

#[test]
fn the_token_of_a_job_is_no_private_token() {
    let (fake, _) = gitlab();
    let job = "glcbt-64_0123456789abcdef";
    let may = Permissions::all(Access::Write);
    fake.state().tokens.push(Token { value: job.to_owned(), login: "ana".to_owned(), may });
    let (forge, _) = fake.connect(job);
    assert_eq!(forge.viewer(), Err(Failure::Unauthorized));
    assert_eq!(forge.create_comment(1, "x"), Err(Failure::Unauthorized));
    let sent = fake.requests();
    assert!(sent.iter().all(|request| request.header("private-token") == Some(job)));
    assert!(sent.iter().all(|request| request.header("authorization").is_none()));
}

#[test]
fn a_hidden_project_is_not_told_from_none() {
    let (fake, _) = gitlab();
    let may = Permissions::all(Access::None);
    fake.state().tokens.push(Token { value: "stranger".to_owned(), login: "ana".to_owned(), may });
    let (forge, _) = fake.connect("stranger");
    assert_eq!(forge.visibility(), Err(Failure::NotFound));
    assert_eq!(forge.comments(1), Err(Failure::NotFound));
    assert_eq!(forge.create_comment(1, "x"), Err(Failure::NotFound));
    assert_eq!(forge.set_status(HEAD, &status(StatusState::Success)), Err(Failure::NotFound));
}

#[test]
fn pending_twice_is_as_good_as_once() {
    let (fake, forge) = gitlab();
    for state in [
        StatusState::Pending,
        StatusState::Pending,
        StatusState::Failure,
        StatusState::Failure,
        StatusState::Success,
        StatusState::Pending,
        StatusState::Success,
    ] {
        forge.set_status(HEAD, &status(state)).unwrap();
    }
    let last = fake.state().project().statuses.last().unwrap().clone();
    assert_eq!((last.state.as_str(), last.context.as_str()), ("success", "milepost"));
}

#[test]
fn a_commit_of_a_fork_takes_no_status() {
    let (fake, forge) = gitlab();
    fake.state().change(1).head_owner = "ana".to_owned();
    let unsupported = Err(Failure::Unsupported { forge: "GitLab" });
    assert_eq!(forge.set_status(HEAD, &status(StatusState::Success)), unsupported);
    // Comments it takes all the same.
    forge.create_comment(1, "x").unwrap();
}

#[test]
fn open_changes_are_listed_oldest_first_without_those_that_have_no_commit() {
    let (fake, forge) = gitlab();
    for number in 2..=130 {
        fake.state().open("ben", &format!("b{number}"), &format!("{number:040x}"));
    }
    fake.state().change(2).head = String::new();
    fake.state().change(3).state = super::fake::state::ChangeState::Merged;
    fake.state().change(4).draft = true;
    let changes = forge.open_changes().unwrap();
    let numbers: Vec<u64> = changes.iter().map(|change| change.number).collect();
    assert_eq!(numbers, [1].into_iter().chain(4..=130).collect::<Vec<_>>());
    assert!(changes[1].draft && !changes[0].draft);
    assert_eq!(forge.change(3).unwrap().state, ChangeState::Merged);
}

#[test]
fn an_issue_is_found_among_those_of_its_author() {
    let (fake, forge) = gitlab();
    for number in 0..30 {
        fake.state().report("ana", &format!("Issue {number}"), "");
    }
    let issue = forge.create_issue("Digest", "week 47").unwrap();
    forge.update_issue(issue.number, "Digest 2026-11-23", "week 48").unwrap();
    let viewer = forge.viewer().unwrap();
    let own = forge.issues_by(&viewer).unwrap();
    assert_eq!(own.len(), 1, "{own:?}");
    assert_eq!((own[0].title.as_str(), own[0].body.as_str()), ("Digest 2026-11-23", "week 48"));
    assert!(own[0].page.ends_with(&format!("/-/issues/{}", issue.number)), "{}", own[0].page);
    assert_eq!(forge.update_issue(9999, "x", "y"), Err(Failure::NotFound));

    forge.close_issue(issue.number).unwrap();
    assert_eq!(forge.issues_by(&forge.viewer().unwrap()).unwrap(), []);
    let stands =
        fake.state().project().issues.iter().find(|one| one.number == issue.number).cloned().unwrap();
    assert_eq!((stands.open, stands.title.as_str()), (false, "Digest 2026-11-23"));
    // Closed or gone already is as good.
    forge.close_issue(issue.number).unwrap();
    forge.close_issue(9999).unwrap();
}

#[test]
fn visibility_is_told() {
    let (fake, forge) = gitlab();
    for (said, is) in
        [("public", Visibility::Public), ("internal", Visibility::Internal), ("private", Visibility::Private)]
    {
        fake.state().project().visibility = said;
        assert_eq!(forge.visibility().unwrap(), is);
    }
}

#[test]
fn a_commit_without_a_status_has_none_and_an_unknown_commit_is_told() {
    let (_fake, forge) = gitlab();
    assert_eq!(forge.status(HEAD), Ok(None));
    let unknown = forge.status(&"e".repeat(40));
    assert!(matches!(unknown, Err(Failure::NotFound)), "{unknown:?}");
}
