//! The status of a head is set once for each thing that it says.

use milepost::forge::Kind;
use serde_json::json;

use super::stage::{Stage, ends, page};
use crate::common::learning::goal;
use crate::forge::fake::fault::Fault;
use crate::forge::fake::state::{Access, Status, TOKEN};
use crate::forge::fake::wire::Reply;

const KINDS: [Kind; 3] = [Kind::GitHub, Kind::GitLab, Kind::Forgejo];

/// A change with an error, posted on once.
fn posted(kind: Kind) -> Stage {
    let stage = Stage::on(kind, &goal("2027-02-15"));
    ends(&stage.post(&[]), 0, "posted a comment on ");
    assert_eq!(stage.status().description, "1 error to fix");
    stage
}

/// How often a status was set.
fn set(stage: &Stage) -> usize {
    stage.writes().iter().filter(|line| line.contains("/statuses/")).count()
}

/// Changes our status behind the program's back.
fn alter(stage: &Stage, change: impl FnOnce(&mut Status)) {
    change(stage.fake.state().project().statuses.last_mut().unwrap());
}

#[test]
fn a_second_run_that_has_the_same_to_say_writes_nothing_at_all() {
    for kind in KINDS {
        let stage = posted(kind);
        let before = stage.writes();
        assert_eq!(before.len(), 2, "{before:?}");
        ends(&stage.post(&[]), 0, "nothing new: the comment on ");
        assert_eq!(stage.writes(), before);
        let run = stage.post(&["--dry-run"]);
        ends(&run, 0, "dry run: there is nothing to send\n");
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn a_status_that_says_something_else_is_set_anew() {
    for kind in KINDS {
        let stage = posted(kind);
        let undecided = if kind == Kind::GitLab { "canceled" } else { "error" };
        let changes: [fn(&mut Status, &str); 5] = [
            |status, _| status.state = "success".to_owned(),
            |status, undecided| status.state = undecided.to_owned(),
            |status, _| status.description = "2 errors to fix".to_owned(),
            |status, _| status.page = None,
            |status, _| status.context = "another".to_owned(),
        ];
        for (number, change) in changes.iter().enumerate() {
            alter(&stage, |status| change(status, undecided));
            ends(&stage.post(&[]), 0, "nothing new: the comment on ");
            assert_eq!(set(&stage), number + 2, "{kind:?}: {:?}", stage.writes());
            let status = stage.status();
            assert_eq!(status.description, "1 error to fix");
            assert!(status.state.starts_with("fail") && status.page.is_some(), "{status:?}");
        }
    }
}

#[test]
fn the_newest_status_counts() {
    for kind in KINDS {
        let stage = posted(kind);
        let id = stage.fake.state().new_id();
        let newer = Status { id, state: "success".to_owned(), ..stage.status() };
        stage.fake.state().project().statuses.push(newer);
        stage.post(&[]);
        assert_eq!(set(&stage), 2, "{kind:?}");
        assert!(stage.status().state.starts_with("fail"));
    }
}

#[test]
fn a_status_of_the_same_words_is_left_whoever_set_it() {
    for kind in KINDS {
        let stage = posted(kind);
        alter(&stage, |status| status.author = "ben".to_owned());
        stage.post(&[]);
        assert_eq!(set(&stage), 1, "{kind:?}");
    }
}

#[test]
fn ours_is_found_behind_those_of_many_others() {
    for kind in KINDS {
        let stage = posted(kind);
        for number in 0..130 {
            let id = stage.fake.state().new_id();
            let other = Status { id, context: format!("job-{number}"), ..stage.status() };
            stage.fake.state().project().statuses.push(other);
        }
        stage.post(&[]);
        assert_eq!(set(&stage), 1, "{kind:?}");
    }
}

#[test]
fn a_refused_or_useless_read_does_not_keep_it_from_being_set() {
    for kind in KINDS {
        let stage = posted(kind);
        let said = |status| Reply::json(status, &json!({ "message": "no" }));
        let answers = [said(401), said(403), said(404), said(422), said(200), page("<h1>Sign in</h1>")];
        for (number, answer) in answers.into_iter().enumerate() {
            stage.fake.misbehave("/commits/", 1, Fault::Answers(answer));
            ends(&stage.post(&[]), 0, "nothing new: the comment on ");
            assert_eq!(set(&stage), number + 2, "{kind:?}: {:?}", stage.writes());
        }
    }
}

#[test]
fn a_token_without_statuses_is_told_so_by_the_writing() {
    let stage = posted(Kind::GitHub);
    alter(&stage, |status| status.state = "success".to_owned());
    let mut state = stage.fake.state();
    state.tokens.iter_mut().find(|token| token.value == TOKEN).unwrap().may.statuses = Access::None;
    drop(state);
    ends(
        &stage.post(&[]),
        2,
        "error: cannot set the status of #1 of example/learning: the token may not do this: ",
    );
}
