//! The token is in one header of requests to the forge, and in nothing that anybody reads.

use milepost::forge::http::{Proxies, Secret};
use milepost::forge::{Account, CommitStatus, Failure, Forge, StatusState};
use serde_json::json;

use super::super::fake::Fake;
use super::super::fake::fault::Fault;
use super::super::fake::state::TOKEN;
use super::super::fake::wire::Reply;
use super::{HEAD, with_change};

/// Whether eight characters of the token in a row are in a text, in capitals or not.
fn leaks(text: &str) -> bool {
    let (text, token) = (text.to_lowercase(), TOKEN.to_lowercase());
    (0..token.len() - 8).any(|start| text.contains(&token[start..start + 8]))
}

/// What every call of the trait says where it fails.
fn failures(forge: &dyn Forge, number: u64) -> Vec<Failure> {
    let comment = milepost::forge::Comment {
        id: 1,
        node: Some("IC_1".to_owned()),
        author: Account { login: "x".to_owned() },
        body: String::new(),
    };
    let status = CommitStatus { state: StatusState::Pending, description: String::new(), page: None };
    [
        forge.viewer().err(),
        forge.change(number).err(),
        forge.open_changes().err(),
        forge.changes_by_head("ana", "x").err(),
        forge.comments(number).err(),
        forge.create_comment(number, "x").err(),
        forge.update_comment(number, &comment, "x").err(),
        forge.delete_comment(number, &comment).err(),
        forge.minimize_comment(&comment).err(),
        forge.set_status(HEAD, &status).err(),
        forge.issues_by(&comment.author).err(),
        forge.create_issue("x", "x").err(),
        forge.update_issue(1, "x", "x").err(),
        forge.visibility().err(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn no_error_repeats_the_token_that_a_forge_echoes() {
    let message = json!({
        "message": format!("token {TOKEN} is bad"),
        "errors": [format!("Bearer {TOKEN}"), { "type": "FORBIDDEN", "message": TOKEN }],
        "data": null,
    });
    let shortened = json!({ "message": format!("token {}… is bad", &TOKEN[..20]), TOKEN: TOKEN });
    let page = Reply {
        status: 200,
        headers: vec![("content-type".to_owned(), format!("text/{TOKEN}"))],
        body: format!("<p>{TOKEN}").into_bytes(),
    };
    let mut replies =
        vec![page.clone(), Reply { status: 500, ..page.clone() }, Reply { status: 422, ..page }];
    for status in [200, 201, 400, 401, 403, 404, 409, 410, 413, 418, 422, 429, 500, 503] {
        replies.push(Reply::json(status, &message));
        replies.push(Reply::json(status, &shortened));
        replies.push(Reply::json(status, &json!([TOKEN, { "id": TOKEN }])));
    }
    let elsewhere = [
        format!("https://evil.example/?t={TOKEN}"),
        format!("https://{}.evil.example/", TOKEN.replace('_', "-")),
        format!("https://{TOKEN}.evil.example/"),
        format!("/{TOKEN}"),
        TOKEN.to_owned(),
    ];
    replies.extend(elsewhere.iter().map(|target| Reply::empty(302).with("location", target)));
    let mut seen = 0;
    for reply in replies {
        let (fake, number, forge, _) = with_change();
        fake.misbehave(" /", 999, Fault::Answers(reply.clone()));
        for failure in failures(&*forge, number) {
            let said = format!("{failure}\n{failure:?}\n{failure:#?}");
            assert!(!leaks(&said), "{reply:?}: {said}");
            assert_eq!(failure.to_string().lines().count(), 1);
            seen += 1;
        }
        for request in fake.requests() {
            let headers = request.headers.iter().filter(|(name, _)| name != "authorization");
            let others: String = headers.map(|(name, value)| format!("{name}: {value}\n")).collect();
            // The one place with the token in its path is where the forge itself sent on to.
            let sent_on = request.target == format!("/{TOKEN}");
            assert!(!leaks(&others) && (sent_on || !leaks(&request.target)), "{}", request.text());
            assert_eq!(request.header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
        }
    }
    assert!(seen > 400, "{seen}");
}

#[test]
fn a_token_is_never_sent_unencrypted() {
    let (fake, _, _, _) = with_change();
    for (api, host) in [
        ("http://git.example.com/api/v1", "git.example.com"),
        ("http://10.0.0.1:3000", "10.0.0.1"),
        ("http://localhost.example.com", "localhost.example.com"),
    ] {
        let mut project = fake.project();
        project.api = api.to_owned();
        let (connection, _) = Fake::connection(TOKEN);
        let failure = milepost::forge::connect(project, connection).err().unwrap().to_string();
        let told = format!(
            "it cannot be reached: a token is never sent unencrypted, and http://{host} is; write https:// there"
        );
        assert_eq!(failure, told);
    }
}

#[test]
fn addresses_with_a_password_are_refused_without_repeating_it() {
    let (fake, _, _, _) = with_change();
    for api in [format!("https://x:{TOKEN}@git.example.com"), TOKEN.to_owned(), format!("ftp://{TOKEN}")] {
        let mut project = fake.project();
        project.api = api;
        let (connection, _) = Fake::connection(TOKEN);
        let failure = milepost::forge::connect(project, connection).err().unwrap();
        assert!(!leaks(&format!("{failure} {failure:?}")), "{failure}");
        assert!(
            failure.to_string().contains("write https://HOST/PATH without a name or password"),
            "{failure}"
        );
    }
}

#[test]
fn a_token_that_cannot_be_one_is_refused_at_once() {
    let (fake, _, _, _) = with_change();
    for token in ["line\nbreak", "nul\0", "bell\u{7}"] {
        let (connection, _) = Fake::connection(token);
        let failure = milepost::forge::connect(fake.project(), connection).err().unwrap();
        assert_eq!(failure, Failure::Unauthorized);
    }
    // The line end of a file does no harm.
    let (connection, _) = Fake::connection(&format!("{TOKEN}\r\n"));
    let forge = milepost::forge::connect(fake.project(), connection).unwrap();
    assert_eq!(forge.viewer().unwrap().login, "milepost-ci");
}

#[test]
fn nothing_secret_is_shown_for_debugging() {
    let secret = Secret::new(TOKEN);
    assert!(!leaks(&format!("{secret:?} {secret:#?}")));
    let proxy = |name: &str| (name == "https_proxy").then(|| format!("http://user:{TOKEN}@proxy:8080"));
    let proxies = Proxies::from_variables(proxy);
    let shown = format!("{proxies:?} {proxies:#?}");
    assert!(!leaks(&shown), "{shown}");
    assert!(shown.contains("https_proxy"), "{shown}");
}
