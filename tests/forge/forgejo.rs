//! Forgejo through the real client, against the fake.

use milepost::forge::{ChangeState, CommitStatus, Failure, Forge, Kind, StatusState, Visibility};

use super::fake::Fake;
use super::fake::state::{APP, Access, Permissions, READ_ONLY, TOKEN, Token};

const HEAD: &str = "1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b";

fn forgejo() -> (Fake, Box<dyn Forge>) {
    let fake = Fake::start(Kind::Forgejo);
    fake.state().open("ana", "ana/async-rust", HEAD);
    let (forge, _) = fake.connect(TOKEN);
    (fake, forge)
}

#[test]
fn comments_come_in_one_piece() {
    let (fake, forge) = forgejo();
    for number in 0..250 {
        let id = fake.state().say(1, "ana", &format!("comment {number}"));
        fake.state().change(1).comments.iter_mut().find(|one| one.id == id).unwrap().system = number % 3 == 0;
    }
    let comments = forge.comments(1).unwrap();
    assert_eq!(comments.len(), 166);
    assert!(comments.windows(2).all(|pair| pair[0].id < pair[1].id));
    assert_eq!(fake.lines(), ["GET /api/v1/repos/example/learning/issues/1/comments"]);
}

#[test]
fn comments_of_others_stay_as_they_are() {
    let (fake, forge) = forgejo();
    fake.state().say(1, "ana", "<!-- milepost:pr v1 hash=00 -->\nspoofed");
    fake.state().say(1, "renovate-bot", "other bot");
    let viewer = forge.viewer().unwrap();
    let comments = forge.comments(1).unwrap();
    assert!(comments.iter().all(|comment| !comment.author.is(&viewer)), "{comments:?}");
    // Forgejo refuses without a word.
    for refusal in [forge.update_comment(1, &comments[0], "x"), forge.delete_comment(1, &comments[1])] {
        assert_eq!(refusal, Err(Failure::Forbidden { message: "it gives no reason".to_owned() }));
    }
    assert_eq!(forge.comments(1).unwrap(), comments);
}

#[test]
fn a_comment_is_written_changed_and_deleted() {
    let (fake, forge) = forgejo();
    let body = "<!-- milepost:pr v1 hash=00 -->\nŁódź 🦀 & \"quotes\"\n/close";
    let comment = forge.create_comment(1, body).unwrap();
    // Forgejo knows no quick actions: nothing is changed for them.
    assert_eq!((comment.author.login.as_str(), comment.body.as_str()), ("milepost-ci", body));
    forge.update_comment(1, &comment, "new").unwrap();
    assert_eq!(fake.state().change(1).comments[0].body, "new");
    forge.delete_comment(1, &comment).unwrap();
    assert!(fake.state().change(1).comments.is_empty());
    forge.delete_comment(1, &comment).unwrap();
    assert_eq!(forge.update_comment(1, &comment, "newer"), Err(Failure::NotFound));
    assert_eq!(forge.minimize_comment(&comment), Err(Failure::Unsupported { forge: "Forgejo" }));
}

#[test]
fn a_read_only_token_is_told_what_it_lacks() {
    let (fake, _) = forgejo();
    let (forge, _) = fake.connect(READ_ONLY);
    assert_eq!(forge.change(1).unwrap().number, 1);
    let refused = |result: Result<(), Failure>, scope: &str| {
        let failure = result.unwrap_err();
        assert!(matches!(failure, Failure::Forbidden { .. }), "{failure:?}");
        assert!(failure.to_string().contains(scope), "{failure}");
        assert!(!failure.to_string().contains(READ_ONLY), "{failure}");
    };
    refused(forge.create_comment(1, "x").map(drop), "write:issue");
    let status = CommitStatus { state: StatusState::Success, description: "ok".to_owned(), page: None };
    refused(forge.set_status(HEAD, &status), "write:repository");
    refused(forge.create_issue("x", "y").map(drop), "write:issue");
    assert!(fake.state().change(1).comments.is_empty());
}

#[test]
fn the_token_travels_as_forgejo_takes_it() {
    let (fake, forge) = forgejo();
    forge.viewer().unwrap();
    let sent = fake.requests();
    assert_eq!(sent[0].header("authorization"), Some(format!("token {TOKEN}").as_str()));
    let (forge, _) = fake.connect("wrong");
    assert_eq!(forge.viewer(), Err(Failure::Unauthorized));
}

#[test]
fn a_hidden_repository_is_not_told_from_none() {
    let (fake, _) = forgejo();
    let may = Permissions::all(Access::None);
    fake.state().tokens.push(Token { value: "stranger".to_owned(), login: "ana".to_owned(), may });
    let (forge, _) = fake.connect("stranger");
    assert_eq!(forge.visibility(), Err(Failure::NotFound));
    assert_eq!(forge.comments(1), Err(Failure::NotFound));
    assert_eq!(forge.create_comment(1, "x"), Err(Failure::NotFound));
}

#[test]
fn no_name_leads_to_another_path() {
    let (fake, _) = forgejo();
    for (name, asked) in [
        ("schule/lern größe", Some("GET /api/v1/repos/schule/lern%20gr%C3%B6%C3%9Fe")),
        ("a/b/c", Some("GET /api/v1/repos/a/b%2Fc")),
        ("a/..", None),
        ("../b", None),
    ] {
        let mut project = fake.project();
        project.name = name.to_owned();
        let before = fake.lines().len();
        let forge = milepost::forge::connect(project, Fake::connection(TOKEN).0).unwrap();
        assert_eq!(forge.visibility(), Err(Failure::NotFound), "{name}");
        assert_eq!(fake.lines().get(before).map(String::as_str), asked, "{name}");
    }
    let mut project = fake.project();
    project.name = "learning".to_owned();
    assert_eq!(milepost::forge::connect(project, Fake::connection(TOKEN).0).err(), Some(Failure::NotFound));
}

#[test]
fn open_changes_are_listed_oldest_first_however_small_the_pages_are() {
    let (fake, forge) = forgejo();
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
    assert_eq!(fake.lines().len(), 3);
    assert_eq!(forge.change(3).unwrap().state, ChangeState::Merged);
    assert_eq!(forge.change(9999), Err(Failure::NotFound));
}

#[test]
fn a_status_may_be_set_again() {
    let (fake, forge) = forgejo();
    let page = Some("https://git.example.com/example/learning/pulls/1".to_owned());
    for state in [StatusState::Pending, StatusState::Pending, StatusState::Failure, StatusState::Success] {
        let status = CommitStatus { state, description: "1 error".to_owned(), page: page.clone() };
        forge.set_status(HEAD, &status).unwrap();
    }
    let last = fake.state().project().statuses.last().unwrap().clone();
    assert_eq!((last.state.as_str(), last.context.as_str()), ("success", "milepost"));
    assert_eq!(last.page, page);
}

#[test]
fn issues_are_found_by_their_author_also_where_forgejo_cannot_look_for_him() {
    let (fake, forge) = forgejo();
    for number in 0..60 {
        fake.state().report("ana", &format!("Issue {number}"), "");
    }
    let issue = forge.create_issue("Digest", "week 47").unwrap();
    forge.update_issue(issue.number, "Digest 2026-11-23", "week 48").unwrap();
    let own = forge.issues_by(&forge.viewer().unwrap()).unwrap();
    assert_eq!(own.len(), 1, "{own:?}");
    assert_eq!((own[0].title.as_str(), own[0].body.as_str()), ("Digest 2026-11-23", "week 48"));

    // The account behind a workflow's token is in no table.
    let (app, _) = fake.connect(APP);
    app.create_issue("Digest of the app", "").unwrap();
    let own = app.issues_by(&app.viewer().unwrap()).unwrap();
    assert_eq!(own.iter().map(|issue| issue.title.as_str()).collect::<Vec<_>>(), ["Digest of the app"]);
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
    let (fake, forge) = forgejo();
    for (said, is) in
        [("public", Visibility::Public), ("internal", Visibility::Internal), ("private", Visibility::Private)]
    {
        fake.state().project().visibility = said;
        assert_eq!(forge.visibility().unwrap(), is);
    }
}

#[test]
fn a_commit_without_a_status_has_none_and_an_unknown_commit_is_told() {
    let (_fake, forge) = forgejo();
    assert_eq!(forge.status(HEAD), Ok(None));
    let unknown = forge.status(&"e".repeat(40));
    assert!(matches!(unknown, Err(Failure::NotFound)), "{unknown:?}");
}
