//! The entry that is written with a goal that is done: what follows from the goal, and what the
//! person says of it.
//!
//! Pure. Nothing is asked here, and how records are written is the layout's business.

use crate::calendar::Date;
use crate::cli::new::evidence::link_only;
use crate::layout::{Draft, Value};
use crate::record::{Applied, EntryType, Format, Framework, Goal, Id, Kind, Record};

/// What shows that a goal is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Pages; where there is none, `said` is the reason.
    pub(super) links: Vec<String>,
    /// What was written beside the links, or why there are none.
    pub(super) said: Option<String>,
}

/// Reads an answer as links and what is written beside them, or as the reason why there are none.
///
/// # Errors
/// What is wrong with it, a sentence without full stop.
pub(super) fn evidence(text: &str) -> Result<Evidence, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (links, rest): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| word.contains("://"));
    if words.is_empty() {
        return Err("write a link, or why there is none".to_owned());
    }
    if let ([], [word]) = (links.as_slice(), rest.as_slice()) {
        return Err(if looks_like_a_page(word) {
            format!("write the whole link: https://{word}")
        } else {
            "write a link, or a few words on why there is none".to_owned()
        });
    }
    for link in &links {
        link_only(link)?;
    }
    let said = Some(rest.join(" ")).filter(|said| !said.is_empty());
    Ok(Evidence { links: links.into_iter().map(str::to_owned).collect(), said })
}

/// A host with a path that somebody wrote without `https://`.
fn looks_like_a_page(word: &str) -> bool {
    let (host, path) = word.split_once('/').unwrap_or((word, ""));
    let host_is_one = host.split('.').count() > 1
        && host.split('.').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
    host_is_one && (!path.is_empty() || host.starts_with("www."))
}

/// The module that the entry is for: the goal's, where it aims at one and no more.
pub(super) fn module<'a>(goal: &'a Goal, framework: &'a Framework) -> Option<&'a Id> {
    match goal.modules.as_slice() {
        [module] if goal.skill.is_none() && goal.credential.is_none() => {
            Some(framework.modules.get(module).map_or(module, |module| &module.id))
        }
        _ => None,
    }
}

/// The type of the entry: a project where the person says what was decided, that of the module's
/// format where the goal is to take a module, else a note. A project without a decision would be asked
/// for one by the next check.
pub(super) fn kind(goal: &Goal, framework: &Framework, decided: bool) -> EntryType {
    if decided {
        return EntryType::Project;
    }
    let taken = module(goal, framework).and_then(|id| framework.modules.get(id));
    match taken.map(|module| module.data.format) {
        Some(Format::Micro) => EntryType::Micro,
        Some(Format::OnDemand | Format::Cohort) => EntryType::Course,
        Some(Format::Workshop) => EntryType::Workshop,
        Some(Format::Mentoring) => EntryType::Mentoring,
        Some(Format::Reading) => EntryType::Reading,
        Some(Format::Project) | None => EntryType::Journal,
    }
}

/// What the entry says beyond what follows from the goal.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) day: Date,
    pub(super) kind: EntryType,
    pub(super) skills: Vec<Id>,
    pub(super) evidence: Evidence,
    pub(super) outcome: Option<Applied>,
    pub(super) decision: Option<String>,
    pub(super) learned: Option<String>,
    pub(super) hours: Option<f64>,
}

/// The entry for a goal that is done.
pub(super) fn entry(goal: &Record<Goal>, framework: &Framework, told: &Told) -> Draft {
    let mut draft = Draft::new(Kind::Entry);
    draft.set("date", told.day).set("title", goal.data.title.as_str()).set("type", told.kind.name());
    draft.set("skills", told.skills.iter().map(|skill| skill.as_str()).collect::<Value>());
    draft.set("goal", goal.id.as_str());
    let Evidence { links, said } = &told.evidence;
    let beside = if links.is_empty() {
        draft.set("no_link", said.as_deref().unwrap_or_default());
        None
    } else {
        draft.set("links", links.iter().map(String::as_str).collect::<Value>());
        said.as_ref()
    };
    if let Some(module) = module(&goal.data, framework) {
        draft.set("module", module.as_str()).hint("feedback", "{useful: 4}");
    }
    draft.set_some("program", goal.data.program.as_deref()).set_some("hours", told.hours);
    match &told.decision {
        Some(decision) => draft.set("decision", decision.as_str()),
        None => draft.hint("decision", "what you chose over what, and why"),
    };
    match told.learned.as_ref().or(beside) {
        Some(learned) => draft.set("learned", learned.as_str()),
        None => draft.hint("learned", "what you learned"),
    };
    match &told.outcome {
        Some(applied) => draft.set("applied", self::applied(applied)),
        None => draft.hint("applied", "{outcome: what came of it at work}"),
    };
    draft
}

/// What came of a skill at work, as it is written.
pub(super) fn applied(applied: &Applied) -> Value {
    let place = applied.place.as_ref().map(|place| ("where", place.as_str()));
    [("outcome", applied.outcome.as_str())].into_iter().chain(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_links_and_a_sentence_or_the_reason_why_there_are_none() {
        for (text, links, said) in [
            ("https://git.example.com/pull/4", "https://git.example.com/pull/4", ""),
            (" https://a.example  http://b.example/x ", "https://a.example http://b.example/x", ""),
            (
                "A bound  on each queue https://a.example/x holds",
                "https://a.example/x",
                "A bound on each queue holds",
            ),
            ("The customer's repository is closed", "", "The customer's repository is closed"),
            ("  shown in the review of 3.11. ", "", "shown in the review of 3.11."),
        ] {
            let evidence = evidence(text).unwrap();
            assert_eq!(evidence.links.join(" "), links, "{text}");
            assert_eq!(evidence.said.unwrap_or_default(), said, "{text}");
        }
    }

    #[test]
    fn an_answer_that_cannot_be_used_says_why() {
        for (text, part) in [
            ("", "or why there is none"),
            ("   ", "or why there is none"),
            ("git.example.com/pull/4", "https://git.example.com/pull/4"),
            ("www.example.com", "https://www.example.com"),
            ("confidential", "a few words"),
            ("ftp://a.example/x", "https://"),
            ("http://localhost:8080/x", "nobody else"),
            ("https://ana:secret@a.example/x", "password"),
        ] {
            let said = evidence(text).unwrap_err();
            assert!(said.contains(part), "{text}: {said}");
        }
    }

    fn framework() -> Framework {
        let mut framework = Framework::default();
        for (id, format) in [("talks", "workshop"), ("book", "reading"), ("port", "project")] {
            let module = serde_json::json!({"name": "M", "format": format, "teaches": [{"skill": "sql"}]});
            let data = serde_json::from_value(module).unwrap();
            framework.modules.insert(Record { id: Id::new(id), path: String::new(), data });
        }
        framework
    }

    fn goal(fields: serde_json::Value) -> Goal {
        let mut data = serde_json::json!({"title": "T", "measure": "M", "deadline": "2026-12-18", "why": {}});
        let (Some(all), Some(more)) = (data.as_object_mut(), fields.as_object()) else { panic!() };
        all.extend(more.clone());
        serde_json::from_value(data).unwrap()
    }

    #[test]
    fn the_type_follows_from_what_was_done() {
        let kind = |fields, decided| kind(&goal(fields), &framework(), decided).name();
        assert_eq!(kind(serde_json::json!({"skill": "rust"}), false), "journal");
        assert_eq!(kind(serde_json::json!({"skill": "rust"}), true), "project");
        assert_eq!(kind(serde_json::json!({"modules": ["talks"]}), false), "workshop");
        assert_eq!(kind(serde_json::json!({"modules": ["book"]}), false), "reading");
        assert_eq!(kind(serde_json::json!({"modules": ["port"]}), false), "journal");
        assert_eq!(kind(serde_json::json!({"modules": ["book", "talks"]}), false), "journal");
        assert_eq!(kind(serde_json::json!({"modules": ["talks"], "skill": "rust"}), false), "journal");
    }
}
