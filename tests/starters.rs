//! What `milepost init` writes, as it lies in `templates/init/`: the frameworks are without a finding
//! on their first day and worth keeping after it; the policy shows the defaults as they are; the texts
//! fit together.
//!
//! How the files are put together and filled in is said in `templates/init/README.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use milepost::calendar::Date;
use milepost::check::{Scope, Settings, State, survey};
use milepost::layout;
use milepost::policy::Policy;
use milepost::record::{CredentialKind, Framework, Id, RecordPath, Role, SkillKind};
use milepost::rules::{Flags, Severities};
use milepost::source::SourceFile;

use crate::common::memory::Files;

const TODAY: &str = "2026-11-22";
/// The frameworks that take what is shared.
const FIELDS: [&str; 4] = ["backend", "data", "platform", "security"];
/// The longest line of a text; records are narrower.
const WIDTH: usize = 120;

/// What is filled in.
const VALUES: [(&str, &str); 14] = [
    ("today", TODAY),
    ("in_60_days", "2027-01-21"),
    ("name", "Payments Learning"),
    ("handle", "ana"),
    ("timezone", "Europe/Madrid"),
    ("trust", "review"),
    ("request", "pull request"),
    ("role", "engineer"),
    ("tier", "engineer"),
    ("discipline", "engineering"),
    ("skill", "giving-feedback"),
    ("new_profile", "https://git.example.com/example/learning/new/main?filename=a"),
    ("new_goal", "https://git.example.com/example/learning/new/main?filename=b"),
    ("new_entry", "https://git.example.com/example/learning/new/main?filename=c"),
];

/// The files below a folder of `templates/init/`, by their path from there.
fn below(folder: &str) -> BTreeMap<String, String> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/init").join(folder);
    let mut files = BTreeMap::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&top).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, std::fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(!files.is_empty(), "{folder} is empty");
    files
}

/// A text with its placeholders filled in.
fn filled(text: &str) -> String {
    VALUES.iter().fold(text.to_owned(), |text, (name, value)| {
        let place = format!("{{{{{name}}}}}");
        text.replace(&format!("\"{place}\""), value).replace(&place, value)
    })
}

/// A learning repository with these frameworks, the policy, and one person in each tier of each role.
fn repository(frameworks: &[&str]) -> Files {
    let mut files = Files::default();
    for folder in frameworks {
        for (path, text) in below(&format!("frameworks/{folder}")) {
            let was = files.0.insert(format!("framework/{path}"), Some(filled(&text).into_bytes()));
            assert_eq!(was, None, "{folder}/{path} is in another framework, too");
        }
    }
    files.0.insert("milepost.yaml".into(), Some(filled(&below("texts")["milepost.yaml"]).into_bytes()));
    let framework = framework(&files);
    for role in framework.roles.iter() {
        for tier in &role.data.tiers {
            let profile = format!(
                "role: {}\ntier: {}\ndiscipline: {}\nstarted: {TODAY}\n",
                role.id, tier.id, role.data.discipline
            );
            let handle = format!("{}-{}", role.id, tier.id);
            files.0.insert(format!("people/{handle}/profile.yaml"), Some(profile.into_bytes()));
        }
    }
    let owner = "role: engineer\ntier: engineer\ndiscipline: engineering\n";
    let role = framework.roles.iter().next().unwrap();
    let owner = owner
        .replace("role: engineer", &format!("role: {}", role.id))
        .replace("tier: engineer", &format!("tier: {}", role.data.tiers.first().unwrap().id))
        .replace("engineering", &role.data.discipline);
    let owner = format!("{owner}started: {TODAY}\n");
    files.0.insert("people/ana/profile.yaml".into(), Some(owner.into_bytes()));
    files
}

/// What `init` lays out for the framework of this name.
fn chosen(name: &str) -> Files {
    if name == "empty" { repository(&["empty"]) } else { repository(&["shared", name]) }
}

fn framework(files: &Files) -> Framework {
    let state = State::load(files.snapshot("the starter")).unwrap();
    std::sync::Arc::into_inner(state.framework).unwrap().data
}

/// The findings as `rule path: message`.
fn findings(files: &Files, today: &str) -> Vec<String> {
    let state = State::load(files.snapshot("the starter")).unwrap();
    let policy = state.policy.checked.clone().unwrap();
    let today: Date = today.parse().unwrap();
    let severities = Severities::new(&policy, Flags::default());
    let settings = Settings { policy, severities, today, opened: today };
    let survey = survey(&state, None, &Scope::Everything, &settings).unwrap();
    assert_eq!(survey.records, files.0.len(), "every file is a record");
    survey
        .findings
        .iter()
        .map(|finding| format!("{} {}: {}", finding.rule, finding.location.path(), finding.message))
        .collect()
}

#[test]
fn every_framework_is_without_a_finding_on_its_first_day() {
    for name in FIELDS.into_iter().chain(["empty"]) {
        assert_eq!(findings(&chosen(name), TODAY), <Vec<String>>::new(), "{name}");
    }
}

#[test]
fn the_frameworks_fit_into_one_repository() {
    let all: Vec<&str> = FIELDS.into_iter().chain(["shared", "empty"]).collect();
    assert_eq!(findings(&repository(&all), TODAY), <Vec<String>>::new());
}

#[test]
fn the_day_is_filled_in_and_asks_for_a_review_a_quarter_later() {
    let old = findings(&chosen("backend"), "2027-02-23");
    let stale = old.iter().filter(|finding| finding.starts_with("stale-framework")).count();
    let framework = framework(&chosen("backend"));
    assert_eq!(stale, framework.skills.len() + framework.roles.len(), "{old:#?}");
}

/// Every skill that a role or a credential asks for or a module teaches.
fn asked_for(framework: &Framework) -> BTreeSet<&Id> {
    let roles = framework.roles.iter().flat_map(|role| &role.data.tiers).flat_map(|tier| {
        let electives = tier.electives.iter().flat_map(|electives| &electives.from);
        tier.requires.iter().map(|r| &r.skill).chain(electives.map(|elective| &elective.skill))
    });
    roles.collect()
}

#[test]
fn every_skill_is_asked_for_by_the_role() {
    for name in FIELDS.into_iter().chain(["empty"]) {
        let framework = framework(&chosen(name));
        let asked = asked_for(&framework);
        let unasked: Vec<&Id> = framework.skills.ids().filter(|id| !asked.contains(*id)).collect();
        assert!(unasked.is_empty(), "{name}: no role asks for {unasked:?}");
    }
}

#[test]
fn every_module_is_on_the_path() {
    for name in FIELDS {
        let framework = framework(&chosen(name));
        let paths: BTreeSet<&Id> = framework.roles.iter().flat_map(|role| &role.data.path).collect();
        assert_eq!(paths, framework.modules.ids().collect(), "{name}");
    }
}

#[test]
fn a_tier_never_asks_for_less_than_the_one_before_nor_for_the_same_again() {
    for name in FIELDS.into_iter().chain(["empty"]) {
        for role in framework(&chosen(name)).roles.iter() {
            let mut levels = BTreeMap::new();
            for tier in &role.data.tiers {
                for requirement in &tier.requires {
                    let before = levels.insert(&requirement.skill, requirement.level);
                    let more = before.is_none_or(|before| before < requirement.level);
                    assert!(more, "{}, {}: {} was asked for before", role.id, tier.id, requirement.skill);
                }
                for elective in tier.electives.iter().flat_map(|electives| &electives.from) {
                    let there = levels.get(&elective.skill).is_some_and(|level| *level >= elective.level);
                    assert!(!there, "{}, {}: {} is no choice", role.id, tier.id, elective.skill);
                }
            }
        }
    }
}

#[test]
fn each_framework_has_what_a_lead_expects_of_it() {
    for name in FIELDS {
        let framework = framework(&chosen(name));
        let roles: Vec<&Role> = framework.roles.iter().map(|role| &role.data).collect();
        assert_eq!(roles.len(), 1, "{name}: init takes the only role for the first profile");
        assert_eq!(roles[0].tiers.len(), 4, "{name}");
        let of = |kind| framework.skills.iter().filter(|skill| skill.data.kind == kind).count();
        assert!((8..=13).contains(&of(SkillKind::Technical)), "{name}: {}", of(SkillKind::Technical));
        assert!(of(SkillKind::Human) >= 3 && of(SkillKind::Leadership) >= 2, "{name}");
        assert!((6..=12).contains(&framework.modules.len()), "{name}: {}", framework.modules.len());
        for module in framework.modules.iter() {
            assert!(module.data.hours.is_some() && module.data.outcome.is_some(), "{}", module.id);
            assert_eq!(module.data.url, None, "{}: a link would be dead one day", module.id);
        }
        assert!((2..=3).contains(&framework.credentials.len()), "{name}");
        for credential in framework.credentials.iter() {
            let data = &credential.data;
            let complete = match data.kind {
                CredentialKind::MicroCredential => {
                    !data.evidence_types.is_empty() && !data.requires.is_empty() && data.approvals.is_some()
                }
                CredentialKind::Certification => data.issuer.is_some() && data.valid_months.is_some(),
            };
            assert!(complete, "{}", credential.id);
            assert_eq!(data.url, None, "{}: a link would be dead one day", credential.id);
        }
    }
}

/// The words of a text that carry meaning.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3);
    words.map(str::to_lowercase).collect()
}

#[test]
fn every_level_says_something_else_than_its_neighbours() {
    let (mut texts, mut alike) = (BTreeMap::new(), Vec::new());
    for folder in FIELDS.into_iter().chain(["shared", "empty"]) {
        let names: &[&str] = if folder == "shared" { &["shared", "backend"] } else { &["shared", folder] };
        for skill in framework(&repository(names)).skills.iter() {
            let levels: Vec<(String, &String)> =
                skill.data.levels.iter().map(|(level, text)| (level.to_string(), text)).collect();
            assert_eq!(levels.len(), 5, "{}: five levels", skill.id);
            assert_eq!(skill.data.proficient_from.to_string(), "3", "{}", skill.id);
            for pair in levels.windows(2) {
                let [one, two] = [words(pair[0].1), words(pair[1].1)];
                let shared = one.intersection(&two).count() * 3;
                if shared >= one.len().min(two.len()) {
                    alike.push((skill.id.clone(), pair[0].1.clone(), pair[1].1.clone()));
                }
            }
            for (level, text) in levels {
                let owner = (skill.id.clone(), level);
                let other = texts.insert(text.clone(), owner.clone());
                assert!(
                    other.is_none_or(|other| other == owner),
                    "{owner:?} says the same as another: {text}"
                );
            }
        }
    }
    assert!(alike.is_empty(), "{alike:#?}");
    assert!(texts.len() > 200, "{}", texts.len());
}

#[test]
fn texts_are_sentences_of_a_length_that_people_read() {
    for folder in FIELDS.into_iter().chain(["shared", "empty"]) {
        let names: &[&str] = if folder == "shared" { &["shared", "backend"] } else { &["shared", folder] };
        let framework = framework(&repository(names));
        for skill in framework.skills.iter() {
            for text in skill.data.levels.values() {
                assert!(text.ends_with('.') && text.len() <= 140, "{}: {} {text}", skill.id, text.len());
            }
            assert!((2..=4).contains(&skill.data.rubric.len()), "{}", skill.id);
            for text in skill.data.rubric.values() {
                assert!(!text.ends_with('.') && text.len() <= 110, "{}: {} {text}", skill.id, text.len());
            }
        }
        for module in framework.modules.iter() {
            let text = module.data.outcome.as_deref().unwrap_or("");
            assert!(text.ends_with('.') && text.len() <= 180, "{}: {} {text}", module.id, text.len());
        }
        for credential in framework.credentials.iter() {
            let text = &credential.data.criteria;
            assert!(text.ends_with('.') && text.len() <= 260, "{}: {} {text}", credential.id, text.len());
        }
    }
}

#[test]
fn lines_are_no_longer_than_a_screen_is_wide() {
    for (path, text) in below("") {
        for (number, line) in text.lines().enumerate() {
            let width = if path.ends_with(".yaml") { layout::WIDTH } else { WIDTH };
            assert!(line.starts_with('|') || line.chars().count() <= width, "{path}:{}: {line}", number + 1);
            assert_eq!(line.trim_end(), line, "{path}:{}: blanks at the end", number + 1);
        }
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path}: one line end at the end");
    }
}

#[test]
fn records_are_written_as_fmt_writes_them() {
    let all: Vec<&str> = FIELDS.into_iter().chain(["shared", "empty"]).collect();
    let mut files = repository(&all);
    for (name, text) in below("texts/browser") {
        let folder = if name == "entry.yaml" { "portfolio/a-" } else { "goals/a-" };
        let name = if name == "profile.yaml" { name } else { format!("{folder}{name}") };
        files.0.insert(format!("people/ben/{name}"), Some(filled(&text).into_bytes()));
    }
    for (path, text) in files.0 {
        let kind = RecordPath::parse(&path).unwrap().kind;
        let text = String::from_utf8(text.unwrap()).unwrap();
        let formatted = layout::format(&SourceFile::new(&*path, text.clone()), kind).unwrap();
        assert_eq!(formatted, text, "{path}");
    }
}

#[test]
fn every_placeholder_is_listed_and_filled_in() {
    let listed = &below("")["README.md"];
    for (path, text) in below("").into_iter().filter(|(path, _)| path != "README.md") {
        for part in text.split("{{").skip(1) {
            let (name, _) = part.split_once("}}").unwrap();
            assert!(VALUES.iter().any(|(known, _)| *known == name), "{path}: {name} is filled in by nobody");
            assert!(listed.contains(&format!("`{{{{{name}}}}}`")), "{path}: {name} is not in README.md");
        }
        let yaml = path.ends_with(".yaml");
        let quoted = text.matches("\"{{").count() == text.matches("{{").count();
        assert!(!yaml || quoted, "{path}: a placeholder is a whole quoted value");
        assert!(!filled(&text).contains("{{"), "{path}");
    }
}

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
        serde_json::from_str(include_str!("../schema/policy.schema.json")).unwrap();
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
