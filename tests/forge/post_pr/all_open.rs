//! A scheduled run posts on every open change whose head it has.

use super::stage::{Stage, ends};
use crate::common::learning::goal;
use crate::forge::fake::state::TOKEN;

#[test]
fn every_open_change_is_posted_on_and_none_stops_another() {
    let stage = Stage::with_an_error();
    let sandbox = &stage.pull.0;
    let variables = [("MILEPOST_TOKEN", TOKEN)];
    sandbox.git(&["checkout", "--quiet", "-b", "fine", "main"]);
    stage.pull.lay(&goal("2027-01-10"));
    let fine = sandbox.commit("fine");
    let second = stage.fake.state().open("ana", "fine", &fine);
    let draft = stage.fake.state().open("ana", "topic", &stage.head.clone());
    stage.fake.state().change(draft).draft = true;
    let run = stage.run(&["--all-open"], &variables);
    ends(
        &run,
        0,
        "posted a comment on #1 of example/learning\nposted a comment on #2 of example/learning\n#3 of example/learning is a draft",
    );
    let missing = stage.fake.state().open("chi", "away", &"d".repeat(40));
    let unrelated = sandbox.git(&["commit-tree", "-m", "unrelated", "main^{tree}"]);
    let odd = stage.fake.state().open("chi", "odd", &unrelated);
    let run = stage.run(&["--all-open"], &variables);
    ends(
        &run,
        2,
        "nothing new: the comment on #1 of example/learning says it all\nnothing new: the comment on #2 of example/learning",
    );
    assert!(
        run.stderr.contains(&format!("#{missing} of example/learning: its head dddddddddd")),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains(&format!("warning: #{odd} of example/learning: ")), "{}", run.stderr);
    assert!(
        run.stderr.ends_with(
            "error: 2 of 5 open pull requests of example/learning could not be posted on\n  help: fetch the heads \
             first: `git fetch origin '+refs/pull/*/head:refs/remotes/origin/pull/*'`\n"
        ),
        "{}",
        run.stderr
    );
    assert_eq!(stage.fake.state().change(second).comments.len(), 1);
    assert!(stage.fake.state().change(draft).comments.is_empty());
}

#[test]
fn no_open_change_is_fine() {
    let stage = Stage::with_an_error();
    stage.fake.state().project().changes.clear();
    ends(
        &stage.run(&["--all-open"], &[("MILEPOST_TOKEN", TOKEN)]),
        0,
        "example/learning has no open pull request\n",
    );
    let both = stage.run(&["--all-open", "--number", "1"], &[("MILEPOST_TOKEN", TOKEN)]);
    ends(&both, 2, "cannot be used with");
}
