//! What a new team sees: little, and each of it worth reading.

use crate::common::learning::{Pull, TODAY, goal};

/// Ten people who have worked here for years and begin with Milepost today; `more` for each of them.
fn team(more: impl Fn(u32) -> String) -> Pull {
    let mut text = "--- milepost.yaml\nversion: 1\n\
        --- framework/skills/rust.yaml\nname: Rust\nkind: technical\nproficient_from: 3\n\
        --- framework/skills/sql.yaml\nname: SQL\nkind: technical\nproficient_from: 3\n\
        --- framework/roles/engineer.yaml\nname: Engineer\ndiscipline: backend\ntiers:\n  \
        - {id: junior, requires: [{skill: rust, level: 1}]}\n  \
        - {id: mid, requires: [{skill: rust, level: 2}, {skill: sql, level: 2}]}\n  \
        - {id: senior, requires: [{skill: rust, level: 3}, {skill: sql, level: 3}]}\n"
        .to_owned();
    for person in 0..10 {
        let started = 2016 + person;
        let mentor = (person + 1) % 10;
        text += &format!(
            "--- people/p-{person}/profile.yaml\nrole: engineer\ntier: mid\ndiscipline: backend\n\
             started: {started}-03-07\nmentors: [p-{mentor}]\n"
        );
        text += &more(person);
    }
    Pull::bare(&text)
}

fn lines(pull: &Pull) -> (Vec<String>, String) {
    let run = pull.run(&["--today", TODAY]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    let lines = run.stdout.lines().filter(|line| line.starts_with("warning[") || line.starts_with("note["));
    (lines.map(str::to_owned).collect(), run.stdout.clone())
}

#[test]
fn a_new_team_is_not_met_with_reproaches() {
    let (found, text) = lines(&team(|_| String::new()));
    assert!(found.iter().all(|line| line.starts_with("note[driverless-requirement]")), "{text}");
    assert!(found.len() < 10, "{text}");
}

#[test]
fn nor_when_everybody_has_set_a_first_goal() {
    let goal = |person: u32| {
        format!(
            "--- people/p-{person}/goals/2026-11-02-rust.yaml\ntitle: Move import {person} to Rust\n\
             skill: rust\ntarget: 2\nmeasure: Two reviewers accept it\n\
             why: {{project: import-{person}, outcome: Imports take minutes}}\ndeadline: 2027-01-29\n\
             application: {{what: Run the import}}\n"
        )
    };
    let (found, text) = lines(&team(goal));
    assert!(found.iter().all(|line| line.starts_with("note[driverless-requirement]")), "{text}");
    assert!(found.len() < 10, "{text}");
}

#[test]
fn what_everybody_lacks_is_said_a_few_times_and_counted() {
    let pull = team(|person| {
        format!(
            "--- people/p-{person}/portfolio/2026-11-02-talk.yaml\ndate: 2026-11-02\n\
             title: Talk number {person}\ntype: talk\nskills: [rust]\nno_link: It was not recorded\n"
        )
    });
    let (found, text) = lines(&pull);
    assert_eq!(
        found.iter().filter(|line| line.starts_with("warning[missing-decision]")).count(),
        3,
        "{text}"
    );
    assert!(text.contains("and 7 more of this rule; --all shows them"), "{text}");
    assert!(found.len() < 10, "{text}");
}

#[test]
fn reaching_the_only_goal_earns_no_note_that_asks_for_the_next() {
    let done = goal("2027-01-15") + "status: done\ncompleted: 2026-11-22\n";
    let pull = Pull::onto("").change(&done);
    pull.check().is(0, &["standing unserved-aspiration profile.yaml"]);
    // The next plain check says it, and so does a change to the profile.
    let run = pull.run(&["--today", TODAY]);
    assert!(run.stdout.contains("note[unserved-aspiration]"), "{}", run.stdout);
}
