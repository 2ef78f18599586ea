//! The policy that `milepost init` writes, and the texts for learners and works council: the defaults
//! are those of the program, and what is promised holds.

use milepost::check::State;
use milepost::policy::Policy;

use super::{TODAY, below, chosen, filled, findings};

/// The policy with every line that shows a default or an example taken for what it shows.
fn uncommented(policy: &str, key: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    let mut inside = false;
    for line in policy.lines() {
        let shown = line.strip_prefix("# ").unwrap_or("");
        let name = shown.split_once(':').map_or("", |(name, _)| name);
        let is_key = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        inside = if is_key { key(name) } else { inside && shown.starts_with("  ") };
        text += if inside { shown } else { line };
        text.push('\n');
    }
    text
}

fn policy_of(text: &str) -> Policy {
    let mut files = chosen("empty");
    files.0.insert("milepost.yaml".into(), Some(text.to_owned().into_bytes()));
    assert_eq!(findings(&files, TODAY), <Vec<String>>::new(), "{text}");
    State::load(files.snapshot("the starter")).unwrap().policy.checked.clone().unwrap()
}

/// The keys of the policy for which the file shows an example, because they have no default.
const EXAMPLES: [&str; 4] = ["disciplines", "calendar", "rules", "cost_per_hour"];

#[test]
fn the_policy_shows_the_defaults_as_they_are() {
    let text = filled(&below("texts")["milepost.yaml"]);
    let shown = uncommented(&text, |key| !EXAMPLES.contains(&key));
    assert!(shown.lines().filter(|line| !line.starts_with('#') && line.contains(": {")).count() >= 11);
    let (as_written, with_defaults) = (policy_of(&text), policy_of(&shown));
    let written_out = |policy: &Policy| format!("{policy:#?}");
    assert_eq!(written_out(&as_written), written_out(&with_defaults));
    let labels = |policy: &Policy| -> Vec<String> {
        policy.vocabulary.scale.iter().map(|(level, text)| format!("{level} {}", text.label)).collect()
    };
    assert_eq!(labels(&as_written), labels(&Policy::default()));
}

#[test]
fn the_examples_in_the_policy_are_valid() {
    let text = filled(&below("texts")["milepost.yaml"]);
    for example in EXAMPLES {
        let shown = uncommented(&text, |key| key == example);
        assert!(shown.contains(&format!("\n{example}:")), "{example}");
        // Roles of the starter are of disciplines that the example may not name.
        let shown = shown.replace("disciplines: [", "disciplines: [engineering, ");
        assert_ne!(format!("{:?}", policy_of(&shown)), format!("{:?}", policy_of(&text)), "{example}");
    }
}

#[test]
fn the_policy_mentions_what_a_new_team_may_want_to_change() {
    let text = &below("texts")["milepost.yaml"];
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../schema/policy.schema.json")).unwrap();
    // For teams that have worked with it for a while.
    let later = ["min_version", "bots", "incentives"];
    for key in schema["properties"].as_object().unwrap().keys().filter(|key| !later.contains(&key.as_str())) {
        let there = text.lines().any(|line| line.trim_start_matches("# ").starts_with(&format!("{key}:")));
        assert!(there, "{key}");
    }
}

#[test]
fn what_a_browser_begins_is_a_record_without_a_finding() {
    let texts = below("texts/browser");
    let mut files = chosen("empty");
    for (name, path) in [
        ("profile.yaml", "people/ben/profile.yaml"),
        ("goal.yaml", "people/ben/goals/2026-11-22-goal.yaml"),
        ("entry.yaml", "people/ben/portfolio/2026-11-22-entry.yaml"),
    ] {
        files.0.insert(path.into(), Some(filled(&texts[name]).into_bytes()));
    }
    assert_eq!(texts.len(), 3);
    assert_eq!(findings(&files, TODAY), <Vec<String>>::new());
    let goal = filled(&texts["goal.yaml"]).replace("\nstatus: draft\n", "\n");
    files.0.insert("people/ben/goals/2026-11-22-goal.yaml".into(), Some(goal.into_bytes()));
    let found = findings(&files, TODAY);
    let rules: Vec<&str> = found.iter().filter_map(|finding| finding.split(' ').next()).collect();
    assert_eq!(rules, ["missing-mentor"], "{found:#?}");
}

#[test]
fn what_is_for_browsers_only_can_be_taken_out() {
    let text = &below("texts")["readme.md"];
    let parts: Vec<&str> = text.split("<!-- browser -->\n").collect();
    assert_eq!(parts.len(), 4);
    let mut without = parts[0].to_owned();
    for part in &parts[1..] {
        without += part.split_once("<!-- /browser -->\n").unwrap().1;
    }
    for word in ["browser", "{{new_"] {
        assert!(!without.contains(word), "{word}");
    }
    assert!(!without.contains("\n\n\n"), "{without}");
}

/// What deleting somebody leaves: the sheet says so, and this is what the check says of it.
#[test]
fn what_the_privacy_sheet_says_about_deleting_holds() {
    let mut files = chosen("backend");
    files.0.insert(
        "people/p-07/profile.yaml".into(),
        Some(
            b"role: backend-engineer\ntier: mid\ndiscipline: backend\nstarted: 2026-01-05\nerased: true\n"
                .to_vec(),
        ),
    );
    files.0.insert(
        "people/ben/profile.yaml".into(),
        Some(
            b"role: backend-engineer\ntier: mid\ndiscipline: backend\nstarted: 2026-11-02\nmentors: [p-07]\n"
                .to_vec(),
        ),
    );
    assert_eq!(findings(&files, TODAY), <Vec<String>>::new());
    let sheet = below("texts")["privacy.md"].split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(sheet.contains("Of the profile stay role, tier, discipline and first day, with `erased: true`"));
}

/// The subcommands that `milepost HELP` lists.
fn commands(help: &[&str]) -> Vec<String> {
    let run = crate::common::Sandbox::new().milepost(help);
    let list =
        run.stdout.lines().skip_while(|line| !line.ends_with(':') || line.starts_with("Usage")).skip(1);
    let lines = list.take_while(|line| !line.is_empty());
    lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn every_command_that_the_texts_name_exists() {
    let (all, new) = (commands(&["--help"]), commands(&["new", "--help"]));
    for (path, text) in below("texts") {
        for part in text.split("milepost ").skip(1) {
            let mut words = part
                .split(|c: char| !c.is_ascii_lowercase() && c != '-' && c != ' ')
                .next()
                .unwrap()
                .split(' ');
            let word = words.next().unwrap();
            let named = part.starts_with(|c: char| c.is_ascii_lowercase())
                && text.contains(&format!("`milepost {word}"));
            if !named {
                continue;
            }
            assert!(all.iter().any(|command| command == word), "{path}: milepost {word}");
            let kind = words.next().unwrap_or_default();
            assert!(
                word != "new" || new.iter().any(|command| command == kind),
                "{path}: milepost new {kind}"
            );
        }
    }
}
