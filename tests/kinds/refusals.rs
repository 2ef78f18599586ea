//! Answers that cannot be used, and files that exist: one clear line, nothing is written, and what was
//! answered is not lost.

use super::{IN_A_TINY_ONE, found, new, sample, tiny, written};
use crate::common::Sandbox;

/// Runs a command that cannot be done, in `folder`; what it said.
fn refused(sandbox: &Sandbox, folder: &str, arguments: &str) -> String {
    let before =
        sandbox.git(&["-C", sandbox.path().join(folder).to_str().unwrap(), "status", "--porcelain", "-uall"]);
    let run = new(sandbox, folder, arguments);
    let after =
        sandbox.git(&["-C", sandbox.path().join(folder).to_str().unwrap(), "status", "--porcelain", "-uall"]);
    assert_eq!((run.status, before), (2, after), "{arguments}: {}{}", run.stdout, run.stderr);
    run.stdout + &run.stderr
}

#[test]
fn without_a_terminal_all_missing_flags_are_named_at_once() {
    let (sandbox, folder) = sample();
    sandbox.git(&["-C", folder, "config", "user.email", "jo@example.com"]);
    let said: Vec<String> = [
        "profile",
        "profile --role backend-engineer",
        "skill",
        "role",
        "module",
        "credential",
        "credential --kind certification",
        "team",
        "program",
        "assessment --for ana",
        "assessment --for ana --method panel",
        "assessment --for ana --method technical",
        "award --for ana",
        "award --for ana --credential card-data-keeper",
        "remediation --for ana --assessment a",
        "assessment",
        "award",
        "remediation",
    ]
    .iter()
    .map(|arguments| format!("$ milepost new {arguments}\n{}", refused(&sandbox, folder, arguments)))
    .collect();
    insta::assert_snapshot!(said.join("\n"));
    assert!(said[2].contains("--name TEXT, --kind KIND, --proficient-from LEVEL"), "{}", said[2]);
}

#[test]
fn what_is_there_is_never_written_again() {
    let sandbox = tiny("");
    for (arguments, path) in IN_A_TINY_ONE {
        written(&sandbox, "", arguments, path);
    }
    sandbox.commit("all");
    for (arguments, path) in IN_A_TINY_ONE {
        let is_of_a_person = path.matches('/').count() == 3;
        if is_of_a_person {
            continue;
        }
        let arguments = if *arguments == "profile" { "profile jo-park" } else { arguments };
        let said = refused(&sandbox, "", arguments);
        assert!(said.contains("already"), "{arguments}: {said}");
    }
    // A second sitting on one day is another file.
    written(
        &sandbox,
        "",
        "assessment --rate estimating=2",
        "people/jo-park/assessments/2026-11-23-self.yaml",
    );
    written(
        &sandbox,
        "",
        "assessment --rate estimating=3",
        "people/jo-park/assessments/2026-11-23-self-2.yaml",
    );
}

#[test]
fn an_address_that_is_none_or_of_somebody_else_is_refused() {
    let (sandbox, folder) = sample();
    let profile = "profile jo-park --role backend-engineer --tier mid";
    let said = refused(&sandbox, folder, &format!("{profile} --email jo"));
    assert!(said.contains("--email: `jo` is no e-mail address"), "{said}");
    let said =
        refused(&sandbox, folder, &format!("{profile} --email jo@example.com --email Ana@Example.com"));
    assert!(
        said.contains("`Ana@Example.com` is an address of `ana`, and belongs to one person only"),
        "{said}"
    );
}

#[test]
fn two_answers_to_one_question_are_refused() {
    let (sandbox, folder) = sample();
    let said = refused(&sandbox, folder, "assessment --for ana --rate async-rust=2 --rate async-rust=3");
    assert!(said.contains("--rate: `async-rust` stands there twice"), "{said}");
    let skill = "skill --name Guessing --kind human --proficient-from 2 --level 2=a --level 2=b";
    let said = refused(&sandbox, folder, skill);
    assert!(said.contains("--level: `2` stands there twice"), "{said}");
}

#[test]
fn an_id_that_somebody_had_before_is_not_given_again() {
    let sandbox = tiny("");
    for (arguments, path) in IN_A_TINY_ONE.iter().take(4) {
        written(&sandbox, "", arguments, path);
    }
    let path = "framework/skills/estimating.yaml";
    let text = std::fs::read_to_string(sandbox.path().join(path)).unwrap();
    sandbox.write(path, text + "formerly: [guessing]\n");
    let said = refused(&sandbox, "", "skill --name Guessing --kind human --proficient-from 2");
    assert!(said.contains("`guessing`"), "{said}");
    let path = "people/kim/profile.yaml";
    let text = std::fs::read_to_string(sandbox.path().join(path)).unwrap();
    sandbox.write(path, text + "formerly: [kim-l]\n");
    let said = refused(&sandbox, "", "profile kim-l --email l@example.com");
    assert!(said.contains("was the handle of `kim` before"), "{said}");
}

#[test]
fn what_would_bring_an_error_is_shown_and_not_written() {
    let (sandbox, folder) = sample();
    let said = refused(
        &sandbox,
        folder,
        "award --for ana --credential incident-commander --evidence 2026-09-02-webhook-ledger --approved-by ben --approved-by chi",
    );
    assert!(said.contains("error[unmet-criteria]"), "{said}");
    assert!(said.contains("credential: incident-commander\n"), "the answers are lost: {said}");
    let said = refused(
        &sandbox,
        folder,
        "profile rae --role backend-engineer --tier mid --manager nobody --email r@example.com",
    );
    assert!(said.contains("error[unresolved-reference]"), "{said}");
}

#[test]
fn a_wrong_value_is_named_with_what_to_write() {
    let (sandbox, folder) = sample();
    let said: Vec<String> = [
        "skill --name 007 --kind technical --proficient-from 3",
        "skill --name 異步 --kind technical --proficient-from 3",
        "skill --name X --id Ab --kind technical --proficient-from 3",
        "skill --name X --kind technical --proficient-from 9",
        "skill --name X --kind technical --proficient-from 3 --level 9=Y",
        "skill --name X --kind technical --proficient-from 3 --level Y",
        "role --name X --discipline back --tier mid",
        "role --name X --discipline backend --tier Mid",
        "role --name X --discipline backend --tier mid --require rust=3",
        "role --name X --discipline backend --tier mid --require mid:rst=3",
        "role --name X --discipline backend --tier mid --require mid:rust=9",
        "module --name X --format reading --teaches rusty --hours 3",
        "module --name X --format reading --teaches rust --hours many",
        "module --name X --format reading --teaches rust --url books.example.com",
        "team --name X --lead bne",
        "team --name X --need rust=3",
        "program --name X --kind sprint --start 2026-11-30 --end 2026-11-01",
        "program --name X --kind sprint --start 1.12.2026 --end 2026-12-20",
        "profile Neo --role backend-engineer --tier mid",
        "profile neo --role backend-engineer --tier middle",
        "assessment --for ana --method peer --rate rust=9",
        "assessment --for ana --method peer --rate rust=3 --evidence sql-modelling=x",
        "assessment --for ana --method peer --rate rust=3 --rubric rust/speed=3",
        "assessment --for ana --method peer --rate rust=3 --result rust=good",
        "assessment --for ana --method technical --rate rust=3 --score rust=120/100",
        "assessment --for ana --method technical --rate rust=3 --score rust=most",
        "award --for ana --credential card-keeper",
        "remediation --for ana",
        "remediation --for ana --assessment 2026-09-14-panel --skill rust --action 'Pair' --due 2026-11-01",
    ]
    .iter()
    .map(|arguments| format!("$ milepost new {arguments}\n{}", refused(&sandbox, folder, arguments)))
    .collect();
    insta::assert_snapshot!(said.join("\n"));
    for (said, hint) in [(&said[5], "async-rust=3"), (&said[14], "`ben`"), (&said[15], "rust=3:2")] {
        assert!(said.contains(hint), "{said}");
    }
}

#[test]
fn a_plan_for_what_is_none_is_not_written() {
    let (sandbox, folder) = sample();
    let said = refused(
        &sandbox,
        folder,
        "remediation --for ana --assessment 2026-09-14-panel --skill rust --action 'Pair'",
    );
    assert!(said.contains("invalid-remediation"), "{said}");
    assert!(found(&sandbox, folder, &["people/ana"]).iter().all(|(_, severity)| severity == "note"));
}
