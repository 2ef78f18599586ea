//! Every request that the program can make of a forge, one after another.

use milepost::forge::{ChangeState, CommitStatus, Failure, Forge, StatusState, Visibility};

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
        }
    }

    let issue = forge.create_issue("Digest", "Woche 47\n").unwrap();
    assert!(issue.author.is(&viewer), "{issue:?}");
    forge.update_issue(issue.number, "Digest 2026-11-23", "Woche 48\n").unwrap();
    let own = forge.issues_by(&viewer).unwrap();
    let found = own.iter().find(|one| one.number == issue.number).unwrap();
    assert_eq!((found.title.as_str(), found.body.as_str()), ("Digest 2026-11-23", "Woche 48\n"));
}
