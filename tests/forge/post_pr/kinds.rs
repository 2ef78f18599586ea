//! The same on GitLab and Forgejo, each in its own words.

use milepost::forge::Kind;

use super::stage::{Stage, ends};
use crate::common::learning::goal;
use crate::forge::fake::state::{READ_ONLY, TOKEN};

#[test]
fn gitlab_has_notes_and_merge_requests() {
    let mut stage = Stage::on(Kind::GitLab, &goal("2027-02-15"));
    ends(
        &stage.post(&["--dry-run"]),
        0,
        "would post a comment on !1 of example/learning\ndry run: 2 requests",
    );
    assert!(stage.writes().is_empty(), "{:?}", stage.writes());
    ends(&stage.post(&[]), 0, "posted a comment on !1 of example/learning\n");
    let link = format!("/example/learning/-/blob/{}/{}#L10", stage.head, stage.file());
    assert!(stage.comment().contains(&link), "{}", stage.comment());
    assert_eq!(stage.status().description, "1 error to fix");
    ends(&stage.run(&["--all-open"], &[("GITLAB_TOKEN", TOKEN)]), 0, "nothing new: the comment on !1");
    stage.push(&goal("2027-01-10"));
    ends(&stage.post(&["--mode", "recreate"]), 0, "posted a new comment on !1 of example/learning in place");
    assert!(stage.comment().contains("Everything that was found before is resolved."), "{}", stage.comment());
    let away = stage.fake.state().open("chi", "away", &"d".repeat(40));
    let run = stage.run(&["--all-open"], &[("GITLAB_TOKEN", TOKEN)]);
    ends(&run, 2, &format!("!{away} of example/learning: its head dddddddddd"));
    assert!(
        run.stderr.contains(
            "`git fetch origin '+refs/merge-requests/*/head:refs/remotes/origin/merge-requests/*'`"
        )
    );
    stage.fake.state().project().statuses.clear();
    let refused = stage.post_as(READ_ONLY, &[]);
    ends(&refused, 2, "help: use a project access token with the scope `api`");
    ends(&stage.post(&["--mode", "delete"]), 0, "deleted the comment on !1");
    assert!(stage.comments().is_empty());
}

#[test]
fn forgejo_is_as_github_below_another_address() {
    let mut stage = Stage::on(Kind::Forgejo, &goal("2027-02-15"));
    ends(
        &stage.post(&["--dry-run"]),
        0,
        "would post a comment on #1 of example/learning\ndry run: 2 requests",
    );
    assert!(stage.writes().is_empty(), "{:?}", stage.writes());
    ends(&stage.post(&[]), 0, "posted a comment on #1 of example/learning\n");
    let link = format!("/example/learning/src/commit/{}/{}#L10", stage.head, stage.file());
    assert!(stage.comment().contains(&link), "{}", stage.comment());
    assert_eq!(stage.status().state, "failure");
    stage.push(&goal("2027-01-10"));
    ends(&stage.run(&["--all-open"], &[("FORGEJO_TOKEN", TOKEN)]), 0, "updated the comment on #1");
    stage.fake.state().project().statuses.clear();
    ends(&stage.post_as(READ_ONLY, &[]), 2, "help: use a token with `write:repository`");
    ends(&stage.post(&["--mode", "minimize"]), 2, "Forgejo cannot fold a comment as outdated");
}

#[test]
fn gitlab_keeps_no_status_for_a_forks_commit_and_takes_the_comment() {
    let stage = Stage::on(Kind::GitLab, &goal("2027-02-15"));
    stage.fake.state().change(1).head_owner = "ana".into();
    let run = stage.post(&[]);
    let said = "GitLab keeps no status for the head of !1 of example/learning, which is in a fork only\nposted a comment on !1";
    ends(&run, 0, said);
    assert!(stage.fake.state().project().statuses.is_empty());
    assert!(stage.comment().contains("1 error to fix"));
}
