//! Records that contradict each other, or that a hostile colleague has written: each gives exactly
//! these findings, at these places, and nothing else happens.

use std::fmt::Write as _;

use milepost::calendar::Date;

use crate::common::learning::{Pull, TODAY, goal_text};

/// Asserts what `milepost check` says of the world with `text` laid over it: the exit status, and
/// each finding as `rule path: underlined text`, sorted.
#[track_caller]
pub(super) fn check(text: &str, status: i32, expected: &[&str]) {
    check_on(TODAY, text, status, expected);
}

#[track_caller]
pub(super) fn check_on(today: &str, text: &str, status: i32, expected: &[&str]) {
    let pull = Pull::onto("");
    pull.lay(text);
    let verdict = pull.check_with(&["--today", today]);
    let mut said: Vec<String> = verdict
        .findings()
        .iter()
        .map(|finding| {
            let place = &finding["place"];
            let excerpt = &place["region"]["excerpt"];
            let at = |key: &str| excerpt[key].as_u64().map(|at| at as usize);
            let underlined =
                excerpt["text"].as_str().map_or("", |text| &text[at("start").unwrap()..at("end").unwrap()]);
            format!("{} {}: {underlined}", finding["rule"].as_str().unwrap(), place["path"].as_str().unwrap())
        })
        .collect();
    said.sort();
    let messages: Vec<_> = verdict.findings().iter().take(20).map(|finding| &finding["message"]).collect();
    assert_eq!(said, expected, "{messages:#?}");
    assert_eq!(verdict.status, status);
}

#[test]
fn an_award_before_its_evidence() {
    check(
        "--- people/ana/awards/2026-11-01-owner.yaml\ncredential: async-owner\ndate: 2026-11-01\n\
         evidence: [2026-11-20-retry-queue]\napproved_by: [ben]\n",
        1,
        &[
            "contradictory-dates people/ana/awards/2026-11-01-owner.yaml: 2026-11-01",
            "unmet-criteria people/ana/awards/2026-11-01-owner.yaml: async-owner",
        ],
    );
}

#[test]
fn a_remediation_of_a_passed_assessment() {
    check(
        "--- people/ana/remediations/2026-11-23-async.yaml\nassessment: 2026-11-21-panel\n\
         skill: async-rust\nmentor: ben\nactions: [Port a second queue]\nstart: 2026-11-23\n\
         due: 2027-01-15\n",
        1,
        &["invalid-remediation people/ana/remediations/2026-11-23-async.yaml: 2026-11-21-panel"],
    );
}

#[test]
fn a_retest_before_the_start() {
    let failed = "date: 2026-10-12\nmethod: panel\ncycle: review\nassessors: [ben, chi]\nratings:\n  \
                  - {skill: rust, rating: 1, result: not-yet}\n";
    let retest = "date: 2026-10-19\nmethod: panel\ncycle: retest\nassessors: [ben, chi]\nratings:\n  \
                  - {skill: rust, rating: 2, result: met}\n";
    check(
        &format!(
            "--- people/ana/assessments/2026-10-12-panel.yaml\n{failed}\
             --- people/ana/assessments/2026-10-19-retest.yaml\n{retest}\
             --- people/ana/remediations/2026-10-26-rust.yaml\nassessment: 2026-10-12-panel\n\
             skill: rust\nmentor: ben\nactions: [Port a second queue]\nstart: 2026-10-26\n\
             due: 2026-11-30\nretest: 2026-10-19-retest\n"
        ),
        1,
        &["contradictory-dates people/ana/remediations/2026-10-26-rust.yaml: 2026-10-26"],
    );
}

/// Ana's goal of the world under another name, with a line replaced.
fn other_goal(id: &str, from: &str, to: &str) -> String {
    let text = goal_text("2027-01-15");
    assert!(text.contains(from));
    format!("--- people/ana/goals/{id}.yaml\n{}", text.replacen(from, to, 1))
}

#[test]
fn a_deadline_in_the_year_9999() {
    let until = "  until: 2027-01-15\n";
    for last in ["", until, "  until: 9999-12-31\n"] {
        let goal = other_goal("2026-10-05-async-rust", "deadline: 2026-12-18", "deadline: 9999-12-31");
        check(
            &goal.replace(until, last),
            0,
            &[
                "distant-deadline people/ana/goals/2026-10-05-async-rust.yaml: 9999-12-31",
                "slipped-deadline people/ana/goals/2026-10-05-async-rust.yaml: 9999-12-31",
            ],
        );
    }
}

#[test]
fn ten_thousand_goals_of_one_person() {
    let mut text = String::new();
    for number in 0..10_000 {
        text += &other_goal(&format!("2026-10-05-g{number}"), "Run the", &format!("{number} times the"));
    }
    check(
        &text,
        0,
        &[
            "overallocated people/ana/profile.yaml: role: backend-engineer",
            "too-many-goals people/ana/profile.yaml: role: backend-engineer",
        ],
    );
}

#[test]
fn mentors_and_managers_in_circles() {
    let mut text = String::new();
    for (handle, next) in [("ana", "ben"), ("ben", "chi"), ("chi", "ana")] {
        write!(
            text,
            "--- people/{handle}/profile.yaml\nrole: backend-engineer\ntier: senior\ndiscipline: backend\n\
             started: 2024-03-04\nteam: payments\nmentors: [{next}]\nmanager: {next}\n"
        )
        .unwrap();
    }
    check(&text, 0, &["narrow-panel people/ana/assessments/2026-11-21-panel.yaml: [ben, chi]"]);
}

/// A program in which Ana and Chi rotate, `count` times each: Ana in the same week again and again,
/// Chi for a day at a time, from `first` on.
fn rotations(count: usize, first: &str) -> String {
    let first: Date = first.parse().unwrap();
    let mut text =
        "name: Around\nkind: rotation\nstart: 2001-01-01\nend: 2026-12-31\nrotations:\n".to_owned();
    for number in 0..count {
        let day = first.plus_days(number as i64);
        writeln!(text, "- {{member: chi, team: payments, start: {day}, end: {day}}}").unwrap();
        text += "- {member: ana, team: payments, start: 2026-11-02, end: 2026-11-06}\n";
    }
    text
}

#[test]
fn a_program_with_five_thousand_rotations() {
    let text = rotations(2_500, "2001-01-01");
    check(&format!("--- programs/p.yaml\n{text}"), 1, &["unsafe-entry programs/p.yaml: "]);
    // As many as one file may have, in five files; Chi is never in two teams at once, Ana always is.
    let mut text = String::new();
    let mut expected = Vec::new();
    for number in 1..=5 {
        writeln!(text, "--- programs/p{number}.yaml").unwrap();
        text += &rotations(500, &format!("200{}-06-01", 2 * number - 1));
        let first = usize::from(number == 1);
        expected.extend(
            (first..500).map(|_| format!("overlapping-rotation programs/p{number}.yaml: 2026-11-02")),
        );
    }
    check(&text, 1, &expected.iter().map(String::as_str).collect::<Vec<_>>());
}

const ELEVEN: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

#[test]
fn a_skill_with_eleven_levels_from_0() {
    let mut text = "--- milepost.yaml\nversion: 1\ndisciplines: [backend, frontend]\nscale:\n".to_owned();
    for level in ELEVEN {
        writeln!(text, "- {{level: {level}, label: L{level}}}").unwrap();
    }
    text += "--- framework/skills/rust.yaml\nname: Rust\nkind: technical\nproficient_from: 0\nlevels:\n";
    for level in ELEVEN {
        writeln!(text, "  {level}: Does {level} things.").unwrap();
    }
    text += "--- people/ben/assessments/2026-11-02-panel.yaml\ndate: 2026-11-02\nmethod: panel\n\
             cycle: review\nassessors: [ana, chi]\nratings:\n- {skill: rust, rating: 0}\n\
             --- people/ben/goals/2026-11-03-rust.yaml\n";
    text += &goal_text("2027-01-15").replace("async-rust", "rust").replace("target: 3", "target: 10");
    check(
        &text,
        0,
        &[
            "driverless-requirement framework/roles/backend-engineer.yaml: rust",
            "driverless-requirement framework/roles/backend-engineer.yaml: rust",
            "overreaching-goal people/ben/goals/2026-11-03-rust.yaml: 10",
            "unsupported-rating people/ben/assessments/2026-11-02-panel.yaml: 0",
        ],
    );
}

#[test]
fn a_level_beyond_ten() {
    check(
        "--- framework/skills/rust.yaml\nname: Rust\nkind: technical\nproficient_from: 3\n\
         levels: {0: None, 3: Some, 11: More}\n",
        1,
        &["invalid-record framework/skills/rust.yaml: 11"],
    );
}

fn named(name: &str) -> String {
    format!(
        "--- people/ben/profile.yaml\nrole: backend-engineer\ntier: senior\ndiscipline: backend\n\
         started: 2024-03-04\nteam: payments\nmentors: [chi]\nname: \"{name}\"\n"
    )
}

#[test]
fn names_of_every_sort() {
    check(&named("שירה بن مالك"), 0, &[]);
    check(&named("👩🏽‍💻 Ana 🇪🇸"), 0, &[]);
    check(&named(&"👩".repeat(200)), 0, &[]);
    let long = "👩".repeat(201);
    check(&named(&long), 1, &[&format!("invalid-record people/ben/profile.yaml: \"{long}\"")]);
    let hidden = |c: char| format!("hidden-character people/ben/profile.yaml: {c}");
    check(&named("Ben \u{202e}rofako"), 1, &[&hidden('\u{202e}')]);
    let isolated = [hidden('\u{2067}'), hidden('\u{2069}')];
    check(&named("\u{2067}שירה\u{2069}"), 1, &[&isolated[0], &isolated[1]]);
}

fn skill(id: &str, formerly: &str) -> String {
    format!(
        "--- framework/skills/{id}.yaml\nname: {id}\nkind: technical\nproficient_from: 3\n\
         formerly: [{formerly}]\n"
    )
}

fn entry(id: &str, skills: &str) -> String {
    format!(
        "--- people/ben/portfolio/{id}.yaml\ndate: 2026-11-02\ntitle: Read\ntype: micro\n\
         skills: [{skills}]\nno_link: A book\n"
    )
}

#[test]
fn former_ids_in_chains() {
    // The ids that a skill had before are written down in the present one; a chain leads nowhere.
    let chain = skill("third", "second") + &skill("fourth", "third");
    check(
        &(chain.clone() + &entry("2026-11-02-read", "second")),
        0,
        &["former-reference people/ben/portfolio/2026-11-02-read.yaml: second"],
    );
    check(&(chain + &entry("2026-11-02-read", "third, fourth")), 0, &[]);
    // A circle.
    check(
        &(skill("one", "two") + &skill("two", "one") + &entry("2026-11-02-read", "one, two")),
        1,
        &["reference-cycle framework/skills/one.yaml: two"],
    );
    // Itself.
    check(
        &(skill("one", "one") + &entry("2026-11-02-read", "one")),
        1,
        &["reference-cycle framework/skills/one.yaml: one"],
    );
}

#[test]
fn former_ids_that_clash() {
    // Two skills were once `past`; and `rust`, which is there, is what `iron` was once.
    let clash = skill("one", "past") + &skill("two", "past") + &skill("iron", "rust");
    check(
        &(clash + &entry("2026-11-02-read", "past, rust")),
        0,
        &["former-reference people/ben/portfolio/2026-11-02-read.yaml: past"],
    );
    let people = "--- people/dee/profile.yaml\nrole: backend-engineer\ntier: mid\ndiscipline: backend\n\
                  started: 2026-11-02\nformerly: [ana, ben]\nmentors: [ben]\n";
    check(people, 1, &["self-mentor people/dee/profile.yaml: ben"]);
}

#[test]
fn a_person_folder_with_only_broken_files() {
    check(
        "--- people/dee/profile.yaml\nrole: [backend\n--- people/dee/goals/2026-11-02-x.yaml\n\
         --- people/dee/goals/2026-11-03-y.yaml\ntitle: x\ntitle: y\n\
         --- people/dee/portfolio/2026-11-04-z.yaml\n- 1\n--- people/dee/awards/A.yaml\n{}\n",
        1,
        &[
            "duplicate-key people/dee/goals/2026-11-03-y.yaml: title",
            "invalid-id people/dee/awards/A.yaml: ",
            "invalid-record people/dee/awards/A.yaml: {}",
            "invalid-record people/dee/awards/A.yaml: {}",
            "invalid-record people/dee/portfolio/2026-11-04-z.yaml: - 1",
            "invalid-yaml people/dee/goals/2026-11-02-x.yaml: ",
            "invalid-yaml people/dee/profile.yaml: [",
        ],
    );
    check("--- people/dee/notes.txt\nHello\n", 1, &["unknown-file people/dee: "]);
    check(
        "--- people/dee/goals/2026-11-02-x.yaml\ntitle: [\n",
        1,
        &["invalid-yaml people/dee/goals/2026-11-02-x.yaml: [", "unknown-file people/dee: "],
    );
}

#[test]
fn a_team_led_by_nobody() {
    check("--- teams/orphans.yaml\nname: Orphans\n", 0, &[]);
    check(
        "--- teams/orphans.yaml\nname: Orphans\nlead: nobody\n",
        1,
        &["unresolved-reference teams/orphans.yaml: nobody"],
    );
    check("--- teams/orphans.yaml\nname: Orphans\nlead:\n", 1, &["invalid-record teams/orphans.yaml: lead"]);
}

fn profile(lines: &str) -> String {
    format!(
        "--- people/ana/profile.yaml\nrole: backend-engineer\ntier: mid\ndiscipline: backend\n\
         team: payments\nprograms: [autumn]\nmentors: [ben]\n{lines}"
    )
}

#[test]
fn left_before_started() {
    check(
        &profile("started: 2025-03-03\nleft: 2025-03-02\n"),
        1,
        &["invalid-period people/ana/profile.yaml: 2025-03-02"],
    );
    check(
        &profile("started: 9999-12-31\nleft: 0001-01-01\n"),
        1,
        &["invalid-period people/ana/profile.yaml: 0001-01-01"],
    );
}

#[test]
fn times_away_that_overlap() {
    let away = "started: 2025-03-03\naway:\n- {start: 2026-11-01, end: 2026-12-31}\n\
                - {start: 2026-11-20, end: 2026-11-25}\n- {start: 2026-11-20, end: 2026-11-25}\n\
                - {start: 0001-01-01, end: 9999-12-31}\n";
    check(&profile(away), 0, &[]);
}
