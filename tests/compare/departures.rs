//! Records that a change removes or renames, and every record that this breaks: in the same check,
//! at the exact place, whoever it belongs to.

use crate::common::learning::{Pull, Verdict};

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
            "programs/autumn.yaml:5:15",
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

fn finding<'a>(verdict: &'a Verdict, rule: &str) -> &'a serde_json::Value {
    verdict.findings().iter().find(|finding| finding["rule"] == rule).unwrap()
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
