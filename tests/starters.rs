//! What `milepost init` writes, as it lies in `templates/init/`: the frameworks are without a finding
//! on their first day and worth keeping after it, and every file is filled in and well written. The
//! policy and the texts for people are in `starters/texts.rs`.
//!
//! How the files are put together and filled in is said in `templates/init/README.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use milepost::calendar::Date;
use milepost::check::{Scope, Settings, State, survey};
use milepost::layout;
use milepost::record::{CredentialKind, Framework, Id, RecordPath, Role, SkillKind};
use milepost::rules::{Flags, Severities};
use milepost::source::SourceFile;

use crate::common::memory::Files;

mod texts;

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

/// Every skill that a role asks for, at some tier or as an elective.
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
