//! Which skill a text of the sheet names: one of the repository, or a new one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::naming::{self, Taken};
use super::{Known, Options};
use crate::record::{Id, Level, SkillKind};
use crate::suggest::nearest;

/// A skill that the sheet rates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkillRead {
    /// Its id, in the repository or to be.
    pub id: String,
    /// Its name: in the repository, or as the sheet has it.
    pub name: String,
    /// Whether it is to be written.
    pub new: bool,
    /// What sort of skill a new one is taken for.
    pub kind: SkillKind,
    /// What stands above it in the sheet: "Backend".
    pub group: String,
}

/// What a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// The skill of this index.
    Skill(usize),
    /// A skill of the repository is called nearly so: its id and name.
    Near(String, String),
    /// Nothing that an id could be made of.
    Nameless,
}

/// The skills of the repository and of the sheet.
pub(super) struct Skills<'a> {
    known: &'a Known<'a>,
    options: &'a Options,
    /// Id, former id or name without hyphens → id.
    present: HashMap<String, String>,
    /// Names and ids to compare with → id.
    spelled: BTreeMap<String, String>,
    taken: Taken,
    skills: Vec<SkillRead>,
    index: HashMap<String, usize>,
}

/// What two spellings of a skill have in common: `Node.js` and `node-js`, not `C` and `C#`.
fn joined(text: &str) -> String {
    naming::id(text).unwrap_or_else(|| text.to_lowercase()).replace('-', "")
}

impl<'a> Skills<'a> {
    pub(super) fn new(known: &'a Known<'a>, options: &'a Options) -> Self {
        let (mut present, mut spelled) = (HashMap::new(), BTreeMap::new());
        for record in known.framework.skills.iter() {
            let id = record.id.to_string();
            for name in record.data.formerly.iter().map(|id| id.as_str()).chain([record.data.name.as_str()]) {
                present.entry(joined(name)).or_insert_with(|| id.clone());
            }
            // Of two spellings of one skill none would be the nearest.
            let own_id = Some(record.id.as_str()).filter(|id| joined(id) != joined(&record.data.name));
            for name in own_id.into_iter().chain([record.data.name.as_str()]) {
                spelled.insert(name.to_owned(), id.clone());
            }
        }
        // An id names its own skill, whatever another is called.
        for record in known.framework.skills.iter() {
            present.insert(joined(&record.id), record.id.to_string());
        }
        let taken = Taken::new(known.taken_skills.iter().cloned());
        Self { known, options, present, spelled, taken, skills: Vec::new(), index: HashMap::new() }
    }

    /// The skill that `text` names; where it is new, `group` says what stands above it.
    pub(super) fn named(&mut self, text: &str, group: &str) -> Named {
        if let Some(id) = self.options.skill(text) {
            return Named::Skill(self.told(id, text, group));
        }
        let looked_up = joined(text);
        if let Some(index) = self.index.get(&looked_up) {
            return Named::Skill(*index);
        }
        let index = match self.search(text, &looked_up) {
            Err(near) => return near,
            Ok(Some(id)) => self.present_skill(id),
            Ok(None) => match naming::id(text) {
                None => return Named::Nameless,
                Some(id) => self.new_skill(id, text, group),
            },
        };
        self.index.insert(looked_up, index);
        Named::Skill(index)
    }

    /// The skill that a flag names by its id; a new one is called `text`.
    pub(super) fn told(&mut self, id: &Id, text: &str, group: &str) -> usize {
        let looked_up = format!("={id}");
        if let Some(index) = self.index.get(&looked_up) {
            return *index;
        }
        let present = self.present.get(&joined(id)).cloned();
        let index = match present {
            Some(present) => self.present_skill(present),
            None => self.new_skill(id.to_string(), text, group),
        };
        self.index.insert(looked_up, index);
        index
    }

    fn search(&self, text: &str, looked_up: &str) -> Result<Option<String>, Named> {
        if let Some(id) = self.present.get(looked_up) {
            return Ok(Some(id.clone()));
        }
        // Short names differ in a letter and are others all the same: CSS and CSV.
        let near = nearest(text, self.spelled.keys().map(String::as_str));
        let near = near.filter(|near| near.chars().count() > 4 && text.chars().count() > 4);
        match near.and_then(|near| self.spelled.get(near)) {
            Some(id) => {
                let name =
                    self.known.framework.skills.get(id).map_or(id.as_str(), |record| &record.data.name);
                Err(Named::Near(id.clone(), name.to_owned()))
            }
            None => Ok(None),
        }
    }

    fn present_skill(&mut self, id: String) -> usize {
        if let Some(index) = self.skills.iter().position(|skill| skill.id == id) {
            return index;
        }
        let record = self.known.framework.skills.get(&id);
        let name = record.map_or(id.as_str(), |record| &record.data.name).to_owned();
        let kind = record.map_or(SkillKind::Technical, |record| record.data.kind);
        self.push(SkillRead { id, name, new: false, kind, group: String::new() })
    }

    fn new_skill(&mut self, id: String, text: &str, group: &str) -> usize {
        let name: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect();
        let kind = kind_of(&name, group);
        let id = self.taken.free(&id);
        self.push(SkillRead { id, name, new: true, kind, group: group.to_owned() })
    }

    /// A second skill of the same name, told apart by what stands above it; in the repository it may be
    /// since an earlier import.
    pub(super) fn beside(&mut self, text: &str, group: &str) -> usize {
        let text = format!("{text} ({group})");
        let looked_up = joined(&text);
        if let Some(index) = self.index.get(&looked_up) {
            return *index;
        }
        let index = match self.present.get(&looked_up).cloned() {
            Some(id) => self.present_skill(id),
            None => self.new_skill(naming::id(&text).unwrap_or_else(|| "skill".into()), &text, group),
        };
        self.index.insert(looked_up, index);
        index
    }

    fn push(&mut self, skill: SkillRead) -> usize {
        self.skills.push(skill);
        self.skills.len() - 1
    }

    pub(super) fn get(&self, index: usize) -> Option<&SkillRead> {
        self.skills.get(index)
    }

    /// The levels that the skill describes itself, where it does not have all of the scale.
    pub(super) fn own_levels(&self, index: usize) -> Option<BTreeSet<Level>> {
        let skill = self.skills.get(index).filter(|skill| !skill.new)?;
        let record = self.known.framework.skills.get(&skill.id)?;
        let levels: BTreeSet<Level> = record.data.levels.keys().copied().collect();
        (!levels.is_empty()).then_some(levels)
    }

    pub(super) fn len(&self) -> usize {
        self.skills.len()
    }

    pub(super) fn finish(self) -> Vec<SkillRead> {
        self.skills
    }
}

/// What sort of skill it is, by its name and by what stands above it. Most are technical.
fn kind_of(name: &str, group: &str) -> SkillKind {
    const LEADERSHIP: [&str; 13] = [
        "leadership",
        "leading",
        "führung",
        "führen",
        "management",
        "coaching",
        "mentoring",
        "delegation",
        "delegating",
        "hiring",
        "strategy",
        "strategie",
        "mitarbeiterführung",
    ];
    const HUMAN: [&str; 24] = [
        "soft",
        "communication",
        "communicating",
        "kommunikation",
        "feedback",
        "teamwork",
        "teamarbeit",
        "collaboration",
        "zusammenarbeit",
        "presentation",
        "presenting",
        "präsentation",
        "facilitation",
        "moderation",
        "empathy",
        "empathie",
        "listening",
        "negotiation",
        "conflict",
        "konfliktlösung",
        "interpersonal",
        "human",
        "people",
        "storytelling",
    ];
    // "Memory management" and "Configuration management" are of the craft.
    const CRAFT: [&str; 10] = [
        "memory",
        "configuration",
        "dependency",
        "release",
        "package",
        "data",
        "state",
        "incident",
        "api",
        "version",
    ];
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
    };
    let (own, above) = (words(name), words(group));
    let any = |words: &[String], list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    for words in [&above, &own] {
        if any(words, &LEADERSHIP) && !any(&own, &CRAFT) {
            return SkillKind::Leadership;
        }
        if any(words, &HUMAN) && !any(&own, &CRAFT) {
            return SkillKind::Human;
        }
    }
    SkillKind::Technical
}

/// The level from which a new skill counts as proficient: what the scale calls so, else its middle.
pub(super) fn proficient_from(known: &Known<'_>) -> Level {
    let scale = &known.vocabulary.scale;
    let proficient = |label: &str| {
        let label = label.to_lowercase();
        ["proficient", "competent", "independent", "kompetent", "selbst"]
            .iter()
            .any(|word| label.starts_with(word))
    };
    let labelled = scale.iter().find(|(_, text)| proficient(&text.label)).map(|(level, _)| *level);
    labelled.or_else(|| scale.keys().nth(scale.len() / 2).copied()).unwrap_or(Level(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_words() {
        for (name, group, kind) in [
            ("Rust", "Backend", SkillKind::Technical),
            ("Communication", "", SkillKind::Human),
            ("Writing", "Soft skills", SkillKind::Human),
            ("Mentoring", "", SkillKind::Leadership),
            ("Hiring", "Führung", SkillKind::Leadership),
            ("Memory management", "Languages", SkillKind::Technical),
            ("Project management", "", SkillKind::Leadership),
        ] {
            assert_eq!(kind_of(name, group), kind, "{name} below {group}");
        }
    }

    #[test]
    fn spellings_of_one_skill_are_one() {
        assert_eq!(joined("Node.js"), joined("node-js"));
        assert_eq!(joined("Unit Testing"), joined("UnitTesting"));
        assert_ne!(joined("C"), joined("C#"));
        assert_ne!(joined("C++"), joined("C#"));
    }
}
