//! Where people go by pseudonyms: what a change exposes is told without being repeated.

use crate::common::learning::Pull;

const COMPARE: [&str; 6] = ["--base", "main", "--head", "topic", "--today", "2026-11-22"];
const PROFILE: &str = "--- people/p-07/profile.yaml
role: backend-engineer
tier: mid
discipline: backend
started: 2026-11-02
mentors: [ben]
";
const EXPOSED: &str = "name: Ximena Soto
accounts: {github: xime-soto}
emails:
  - xime@example.org
signing_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKq xime@workstation]
";

/// The world where people go by pseudonyms, with these severities and `before` laid over it.
fn pseudonymous(rules: &str, before: &str) -> Pull {
    Pull::onto(&format!(
        "--- milepost.yaml\nversion: 1\ndisciplines: [backend, frontend]\n\
         privacy: {{identities: pseudonymous}}\nrules: {{{rules}}}\n{before}"
    ))
}

#[test]
fn no_output_repeats_what_it_says_is_exposed() {
    let story = "--- people/p-07/portfolio/2026-11-20-x.md\nTold by xime@example.org\n";
    let pull = pseudonymous("", PROFILE).change(&format!("{PROFILE}{EXPOSED}{story}"));
    for format in ["human", "json"] {
        let run = pull.run(&[&COMPARE[..], &["--format", format]].concat());
        assert_eq!(run.status, 1);
        assert!(run.stdout.contains("exposed-identity") && run.stdout.contains("profile.yaml"));
        for word in ["Ximena", "Soto", "soto", "xime", "example.org", "workstation"] {
            assert!(!run.stdout.contains(word), "{format}: {word}: {}", run.stdout);
        }
    }
    let verdict = pull.check();
    let lines: Vec<_> = verdict
        .findings()
        .iter()
        .filter(|finding| finding["rule"] == "exposed-identity" && finding["status"] == "introduced")
        .map(|finding| finding["place"]["region"]["start"]["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, [1, 6, 7, 9, 10]);
}

#[test]
fn what_stood_before_stands_wherever_it_moves() {
    let before = format!("{PROFILE}name: Ximena Soto\n");
    let after = format!("{PROFILE}# Kept.\nname: Ximena Soto\nemails: [xime@example.org]\n");
    let pull = pseudonymous("", &before).change(&after);
    let verdict = pull.check();
    let said = verdict.said();
    let of = |status: &str| {
        said.iter().filter(|line| line.starts_with(&format!("{status} exposed-identity"))).count()
    };
    // The world's three people have names as well.
    let full = pull.check_with(&["--head", "topic", "--today", "2026-11-22"]);
    assert_eq!((of("introduced"), of("standing")), (1, 1), "{said:?}");
    assert_eq!(full.findings().iter().filter(|f| f["rule"] == "exposed-identity").count(), 5);
}

#[test]
fn as_a_warning_it_can_be_allowed_in_the_record_that_exposes() {
    let allowed = format!("{PROFILE}name: Seven\nallow: {{exposed-identity: Not the real name}}\n");
    let introduced = |rules: &str| {
        let verdict = pseudonymous(rules, PROFILE).change(&allowed).check();
        let said = verdict.said();
        said.into_iter().filter(|line| line.starts_with("introduced")).collect::<Vec<_>>()
    };
    assert!(introduced("exposed-identity: warning").is_empty());
    let refused = introduced("");
    assert!(refused.contains(&"introduced exposed-identity profile.yaml".to_owned()), "{refused:?}");
}
