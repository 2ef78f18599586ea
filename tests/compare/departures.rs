//! Records that a change removes or renames, and every record that this breaks: in the same check,
//! at the exact place, whoever it belongs to.

use crate::common::learning::{Pull, TODAY, Verdict};

/// What refers to the things of the world that nothing in it refers to.
const MORE: &str = "--- people/ben/goals/2026-10-05-owner.yaml
title: Become the owner of the ledger
credential: async-owner
modules: [tokio-workshop]
program: autumn
measure: The ledger runs for a month
why: {project: ledger, outcome: Payments can close the books in a day}
deadline: 2026-12-18
hours_per_week: 1
application: {what: Run the ledger, until: 2027-01-15}
--- people/ben/awards/2026-11-01-owner.yaml
credential: async-owner
date: 2026-11-01
approved_by: [chi]
";

/// What a change takes away: its file, what it could be called instead, its id, and the places that
/// name it.
struct Case {
    file: &'static str,
    renamed: &'static str,
    id: &'static str,
    new: &'static str,
    complaint: &'static str,
    places: &'static [&'static str],
}

const CASES: [Case; 7] = [
    Case {
        file: "framework/skills/async-rust.yaml",
        renamed: "framework/skills/tokio.yaml",
        id: "async-rust",
        new: "tokio",
        complaint: "there is no skill `async-rust`",
        places: &[
            "framework/credentials/async-owner.yaml:4:10",
            "framework/credentials/async-owner.yaml:5:20",
            "framework/modules/tokio-workshop.yaml:3:19",
            "framework/roles/backend-engineer.yaml:12:17",
            "framework/roles/backend-engineer.yaml:15:16",
            "people/ana/assessments/2026-11-21-panel.yaml:6:12",
            "people/ana/goals/2026-10-05-async-rust.yaml:2:8",
            "people/ana/portfolio/2026-11-20-retry-queue.yaml:4:10",
            "teams/payments.yaml:4:12",
        ],
    },
    Case {
        file: "framework/roles/backend-engineer.yaml",
        renamed: "framework/roles/server-engineer.yaml",
        id: "backend-engineer",
        new: "server-engineer",
        complaint: "there is no role `backend-engineer`",
        places: &[
            "people/ana/profile.yaml:1:7",
            "people/ana/profile.yaml:9:16",
            "people/ben/profile.yaml:1:7",
            "people/chi/profile.yaml:1:7",
        ],
    },
    Case {
        file: "framework/modules/tokio-workshop.yaml",
        renamed: "framework/modules/tokio-days.yaml",
        id: "tokio-workshop",
        new: "tokio-days",
        complaint: "there is no module `tokio-workshop`",
        places: &[
            "framework/roles/backend-engineer.yaml:4:8",
            "people/ben/goals/2026-10-05-owner.yaml:3:11",
            "programs/autumn.yaml:6:11",
        ],
    },
    Case {
        file: "framework/credentials/async-owner.yaml",
        renamed: "framework/credentials/service-owner.yaml",
        id: "async-owner",
        new: "service-owner",
        complaint: "there is no credential `async-owner`",
        places: &[
            "framework/roles/backend-engineer.yaml:24:22",
            "people/ben/awards/2026-11-01-owner.yaml:1:13",
            "people/ben/goals/2026-10-05-owner.yaml:2:13",
        ],
    },
    Case {
        file: "teams/payments.yaml",
        renamed: "teams/money.yaml",
        id: "payments",
        new: "money",
        complaint: "there is no team `payments`",
        places: &[
            "people/ana/profile.yaml:6:7",
            "people/ben/profile.yaml:6:7",
            "people/chi/profile.yaml:6:7",
        ],
    },
    Case {
        file: "programs/autumn.yaml",
        renamed: "programs/october.yaml",
        id: "autumn",
        new: "october",
        complaint: "there is no program `autumn`",
        places: &["people/ana/profile.yaml:7:12", "people/ben/goals/2026-10-05-owner.yaml:4:10"],
    },
    Case {
        file: "people/chi/profile.yaml",
        renamed: "people/kim/profile.yaml",
        id: "chi",
        new: "kim",
        complaint: "there is nobody with the handle `chi`",
        places: &[
            "people/ana/assessments/2026-11-21-panel.yaml:4:18",
            "people/ana/profile.yaml:8:16",
            "people/ben/awards/2026-11-01-owner.yaml:3:15",
            "people/ben/profile.yaml:7:11",
            "programs/autumn.yaml:5:16",
            "teams/payments.yaml:2:7",
        ],
    },
];

/// What a change introduces of one rule: each place, after seeing that `text` is underlined there.
#[track_caller]
fn introduced(verdict: &Verdict, rule: &str, text: &str) -> Vec<String> {
    let of_rule = verdict.findings().iter().filter(|f| f["rule"] == rule && f["status"] == "introduced");
    of_rule
        .map(|finding| {
            let (path, region) = (finding["place"]["path"].as_str().unwrap(), &finding["place"]["region"]);
            let excerpt = &region["excerpt"];
            let at = |key: &str| usize::try_from(excerpt[key].as_u64().unwrap()).unwrap();
            assert_eq!(&excerpt["text"].as_str().unwrap()[at("start")..at("end")], text, "{finding:#}");
            format!("{path}:{}:{}", region["start"]["line"], region["start"]["column"])
        })
        .collect()
}

/// The errors of the change that are about something else than `rule`.
fn other_errors(verdict: &Verdict, rule: &str) -> Vec<String> {
    let other = verdict.findings().iter().filter(|finding| {
        finding["severity"] == "error" && finding["status"] == "introduced" && finding["rule"] != rule
    });
    other.map(|finding| finding["message"].as_str().unwrap().to_owned()).collect()
}

/// Takes the record away: a person with all that is theirs.
fn removed(case: &Case) -> Pull {
    let pull = Pull::onto(MORE);
    pull.0.remove(case.file.strip_suffix("/profile.yaml").unwrap_or(case.file));
    pull.0.commit("remove");
    pull
}

/// Gives the record another name, and with `formerly` keeps the old one valid.
fn renamed(case: &Case, formerly: bool) -> Pull {
    let folder = |path: &'static str| path.strip_suffix("/profile.yaml").unwrap_or(path);
    let pull = Pull::onto(MORE).moved(folder(case.file), folder(case.renamed));
    if formerly {
        let text = std::fs::read_to_string(pull.0.path().join(case.renamed)).unwrap();
        pull.0.write(case.renamed, format!("{text}formerly: [{}]\n", case.id));
        pull.0.commit("formerly");
    }
    pull
}

#[test]
fn whatever_names_a_removed_record_is_told() {
    for case in &CASES {
        let verdict = removed(case).check();
        assert_eq!(verdict.status, 1, "{}", case.id);
        assert_eq!(introduced(&verdict, "unresolved-reference", case.id), case.places, "{}", case.id);
        assert!(other_errors(&verdict, "unresolved-reference").is_empty(), "{}", case.id);
        for finding in verdict.findings().iter().filter(|f| f["rule"] == "unresolved-reference") {
            assert_eq!(finding["message"], format!("{} any more: this change removes it", case.complaint));
            let help = finding["help"]["text"].as_str().unwrap();
            assert!(help.starts_with(&format!("keep {}", case.file)), "{help}");
            assert!(finding["help"]["replacement"].is_null(), "{finding:#}");
        }
    }
}

#[test]
fn whatever_names_a_record_by_the_id_that_it_had_is_told_how_to_keep_it() {
    for case in &CASES {
        let verdict = renamed(case, false).check();
        assert_eq!(verdict.status, 1, "{}", case.id);
        assert_eq!(introduced(&verdict, "unresolved-reference", case.id), case.places, "{}", case.id);
        assert!(other_errors(&verdict, "unresolved-reference").is_empty(), "{}", case.id);
        for finding in verdict.findings().iter().filter(|f| f["rule"] == "unresolved-reference") {
            let message = format!("{} any more: this change renames it to `{}`", case.complaint, case.new);
            assert_eq!(finding["message"], message);
            let help = finding["help"]["text"].as_str().unwrap();
            let expected = format!("add `formerly: [{}]` to {}, and nothing breaks", case.id, case.renamed);
            assert!(help.starts_with(&expected), "{help}");
        }
    }
}

#[test]
fn a_former_id_breaks_nothing() {
    for case in &CASES {
        let verdict = renamed(case, true).check();
        assert_eq!(verdict.status, 0, "{}: {:#?}", case.id, verdict.said());
        assert_eq!(introduced(&verdict, "former-reference", case.id), case.places, "{}", case.id);
        let found = &verdict.json["counts"]["found"];
        let notes = serde_json::json!({"errors": 0, "warnings": 0, "notes": case.places.len()});
        assert_eq!(found, &notes, "{:#?}", verdict.said());
        for finding in verdict.findings().iter().filter(|f| f["rule"] == "former-reference") {
            assert_eq!(finding["help"]["replacement"], case.new);
        }
    }
}

/// Many people who all name one skill; what changes is that its file is renamed.
fn many(people: usize, formerly: &str) -> Pull {
    let profile = |n: usize| {
        format!(
            "--- people/p{n:03}/profile.yaml\nrole: backend-engineer\ntier: mid\ndiscipline: backend\n\
             started: 2026-11-02\nmentors: [ben]\noffers: [feedback]\n"
        )
    };
    let pull = Pull::onto(&(1..=people).map(profile).collect::<String>());
    let pull = pull.moved("framework/skills/feedback.yaml", "framework/skills/giving-feedback.yaml");
    pull.change(&format!(
        "--- framework/skills/giving-feedback.yaml\nname: Giving feedback\nkind: human\nproficient_from: 2\n\
         reviewed: 2026-10-01\n{formerly}"
    ))
}

fn shown(pull: &Pull) -> (String, String) {
    let compare = ["--base", "main", "--head", "topic", "--today", TODAY];
    let comment = pull.0.milepost(&[&["report", "pr"], &compare[..]].concat()).stdout;
    (pull.run(&compare).stdout, comment)
}

#[test]
fn five_hundred_broken_records_are_all_in_the_terminal_and_one_line_of_the_comment() {
    let (terminal, comment) = shown(&many(500, ""));
    assert_eq!(terminal.matches("\nerror[unresolved-reference]").count() + 1, 501, "{terminal}");
    let advice = "add `formerly: [feedback]` to framework/skills/giving-feedback.yaml, and nothing breaks";
    // The terminal breaks it into lines.
    assert_eq!(terminal.matches("add `formerly: [feedback]`").count(), 1, "advice is given once");
    assert_eq!(comment.matches("there is no skill").count(), 1, "{comment}");
    assert!(comment.contains(" and 498 more places"), "{comment}");
    assert!(comment.contains(advice), "{comment}");
    assert!(comment.len() < 4_000, "{}", comment.len());
    insta::assert_snapshot!("a_rename_that_breaks_much", comment);
}

#[test]
fn two_hundred_notes_about_a_former_id_are_a_few_lines() {
    let (terminal, comment) = shown(&many(200, "formerly: [feedback]\n"));
    assert_eq!(terminal.matches("note[former-reference]").count(), 3, "{terminal}");
    assert!(terminal.contains("and 198 more of this rule"), "{terminal}");
    assert!(terminal.lines().count() < 60, "{terminal}");
    assert_eq!(comment.matches("is now called").count(), 1, "{comment}");
    assert!(comment.contains(" and 198 more places"), "{comment}");
    insta::assert_snapshot!("a_rename_that_breaks_nothing", comment);
}

#[test]
fn of_a_renamed_record_that_cannot_be_read_nothing_more_is_said() {
    let pull = renamed(&CASES[0], true);
    let text = std::fs::read_to_string(pull.0.path().join(CASES[0].renamed)).unwrap();
    pull.0.write(CASES[0].renamed, text.replace("name:", "nam:"));
    pull.0.commit("break");
    let verdict = pull.check();
    assert_eq!(verdict.status, 1);
    let said = verdict.said();
    let introduced: Vec<_> = said.iter().filter(|said| said.starts_with("introduced")).collect();
    assert_eq!(introduced, ["introduced unknown-key tokio.yaml"]);
}

#[test]
fn a_second_former_id_is_added_to_the_first() {
    let pull = Pull::onto("").change("--- framework/skills/feedback.yaml\nname: Giving feedback\nkind: human\nproficient_from: 2\nreviewed: 2026-10-01\nformerly: [criticism]\n");
    pull.0.checkout("main");
    pull.0.git(&["merge", "--quiet", "topic"]);
    pull.0.checkout("topic");
    let verdict = pull.moved("framework/skills/feedback.yaml", "framework/skills/candour.yaml").check();
    let finding = &verdict.findings()[0];
    let help = finding["help"]["text"].as_str().unwrap();
    assert!(help.starts_with("add `feedback` to `formerly` in framework/skills/candour.yaml"), "{help}");
}

#[test]
fn a_persons_own_record_gets_its_new_id_written_in() {
    let entry = "people/ana/portfolio/2026-11-20-retry-queue.yaml";
    let verdict = Pull::onto("").moved(entry, &entry.replace("retry-queue", "queue")).check();
    let found = introduced(&verdict, "unresolved-reference", "2026-11-20-retry-queue");
    assert_eq!(found, ["people/ana/assessments/2026-11-21-panel.yaml:9:16"]);
    assert_eq!(verdict.findings()[0]["help"]["replacement"], "2026-11-20-queue");
}
