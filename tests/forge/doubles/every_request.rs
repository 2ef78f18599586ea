//! Every request that the program can make of a forge, one after another.

use milepost::forge::{ChangeState, CommitStatus, Failure, Forge, LineComment, StatusState, Visibility};

/// Makes them, and checks what comes back. Change 7 is open with `head` at its head, and there is no
/// change 404. What another account wrote on it stays as it is.
pub(super) fn every_request(forge: &dyn Forge, head: &str) {
    let viewer = forge.viewer().unwrap();
    assert_eq!(forge.visibility().unwrap(), Visibility::Private);

    let change = forge.change(7).unwrap();
    assert_eq!((change.state, change.head.as_str()), (ChangeState::Open, head));
    assert!(forge.open_changes().unwrap().contains(&change));
    assert_eq!(forge.change(404), Err(Failure::NotFound));

    let before = forge.comments(7).unwrap();
    let body = "<!-- milepost:pr v1 hash=00 -->\n### Ana · Łódź 🦀\n\n| a | b |\n";
    let written = forge.create_comment(7, body).unwrap();
    assert!(written.author.is(&viewer), "{written:?}");
    assert_eq!(written.body, body);
    forge.update_comment(7, &written, "new").unwrap();
    let after = forge.comments(7).unwrap();
    assert_eq!(after.iter().find(|comment| comment.id == written.id).unwrap().body, "new");
    forge.delete_comment(7, &written).unwrap();
    // Gone already is as good.
    forge.delete_comment(7, &written).unwrap();
    assert_eq!(forge.update_comment(7, &written, "newer"), Err(Failure::NotFound));
    assert_eq!(forge.comments(7).unwrap(), before);

    for state in [StatusState::Pending, StatusState::Failure, StatusState::Success] {
        for page in [None, Some("https://git.example.com/o/r/pulls/7".to_owned())] {
            let status = CommitStatus { state, description: "1 error to fix – Łódź".to_owned(), page };
            forge.set_status(head, &status).unwrap();
            assert_eq!(forge.status(head).unwrap(), Some(status));
        }
    }

    let issue = forge.create_issue("Digest", "Woche 47\n").unwrap();
    assert!(issue.author.is(&viewer), "{issue:?}");
    forge.update_issue(issue.number, "Digest 2026-11-23", "Woche 48\n").unwrap();
    let own = forge.issues_by(&viewer).unwrap();
    let found = own.iter().find(|one| one.number == issue.number).unwrap();
    assert_eq!((found.title.as_str(), found.body.as_str()), ("Digest 2026-11-23", "Woche 48\n"));
    forge.close_issue(issue.number).unwrap();
    assert!(forge.issues_by(&viewer).unwrap().iter().all(|one| one.number != issue.number));
}

/// What only GitHub has: folding, changes by their head, comments on lines. Change 7 comes from
/// `ana/7`; lines 3 to 5 of `people/łódź.yaml` are in its diff.
pub(super) fn every_request_of_github(forge: &dyn Forge, head: &str) {
    let found = forge.changes_by_head("example", "ana/7").unwrap();
    assert_eq!(found.iter().map(|change| change.number).collect::<Vec<_>>(), [7]);
    let comment = forge.create_comment(7, "outdated").unwrap();
    forge.minimize_comment(&comment).unwrap();

    let reviews = forge.reviews().unwrap();
    let on = |first_line, last_line| LineComment {
        path: "people/łódź.yaml".to_owned(),
        first_line,
        last_line,
        body: "```suggestion\ndue: 2026-12-18\n```\n".to_owned(),
    };
    reviews.create_review(7, head, "2 suggestions", &[on(3, 3), on(4, 5)]).unwrap();
    let outside = reviews.create_review(7, head, "1 suggestion", &[on(9, 9)]);
    assert!(matches!(outside, Err(Failure::Refused { status: 422, .. })), "{outside:?}");
    assert_eq!(reviews.review_comments(7).unwrap().len(), 2);
    let threads = reviews.review_threads(7).unwrap();
    assert_eq!(threads.len(), 2, "{threads:?}");
    reviews.resolve_thread(&threads[0]).unwrap();
}
