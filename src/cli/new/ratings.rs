//! The ratings of a new assessment: which skills, at which level, and what shows it.

use std::collections::BTreeSet;

use super::levels::{self, Assigned, all_assigned_to, assigned_to, named, once};
use crate::calendar::Date;
use crate::cli::ask::{Asker, Choice, Preset, Question};
use crate::cli::usage;
use crate::error::Error;
use crate::layout::Value;
use crate::policy::Vocabulary;
use crate::progress::Limits;
use crate::progress::next_assessment::{AskedBy, ToRate, to_rate, waiting_for_second_try};
use crate::progress::readiness::entries_about;
use crate::record::{Cycle, Entry, Framework, Id, Level, Method, Outcome, Person, Record, Records, Skill};

/// What is known before the first rating.
pub(super) struct Sitting<'a> {
    /// Who is assessed.
    pub(super) person: &'a Person,
    /// The skills.
    pub(super) framework: &'a Framework,
    /// The scale.
    pub(super) vocabulary: &'a Vocabulary,
    /// What counts as assessed lately.
    pub(super) limits: &'a Limits,
    /// How it was made.
    pub(super) method: Method,
    /// What it is for.
    pub(super) cycle: Cycle,
    /// Its day.
    pub(super) date: Date,
    /// Whether anybody is named as assessor.
    pub(super) has_assessor: bool,
}

/// What flags say.
pub(super) struct Given {
    /// `--rate`
    pub(super) rates: Vec<Assigned>,
    /// `--rubric`
    pub(super) rubric: Vec<Assigned>,
    /// `--evidence`
    pub(super) evidence: Vec<Assigned>,
    /// `--result`
    pub(super) results: Vec<Assigned>,
    /// `--score`
    pub(super) scores: Vec<Assigned>,
}

impl Given {
    /// The same under the present ids of the skills.
    ///
    /// # Errors
    /// Where one names no skill.
    fn present(mut self, skills: &Records<Skill>) -> Result<Self, Error> {
        for (flag, items) in [
            ("--rate", &mut self.rates),
            ("--rubric", &mut self.rubric),
            ("--evidence", &mut self.evidence),
            ("--result", &mut self.results),
            ("--score", &mut self.scores),
        ] {
            for item in items.iter_mut() {
                let (id, rest) = item.name.split_at(item.name.find('/').unwrap_or(item.name.len()));
                item.name = format!("{}{rest}", named(skills, id, "skill", flag)?.id);
            }
            // One rating may have several entries for its evidence.
            if flag != "--evidence" {
                once(flag, items)?;
            }
        }
        Ok(self)
    }
}

/// One rating.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    skill: Id,
    rating: Level,
    rubric: Vec<(String, Level)>,
    evidence: Vec<String>,
    result: Option<Outcome>,
    /// Points reached and points possible.
    score: Option<(f64, f64)>,
}

impl Answer {
    /// The present id of the skill.
    pub(super) fn skill(&self) -> &Id {
        &self.skill
    }

    /// The item of `ratings`.
    pub(super) fn value(&self) -> Value {
        let level = |level: Level| Value::from(i64::from(level.0));
        let mut item = vec![("skill".to_owned(), Value::from(self.skill.as_str()))];
        item.push(("rating".to_owned(), level(self.rating)));
        if !self.rubric.is_empty() {
            let criteria = self.rubric.iter().map(|(criterion, at)| (criterion.clone(), level(*at)));
            item.push(("rubric".to_owned(), Value::Map(criteria.collect())));
        }
        if !self.evidence.is_empty() {
            let evidence = self.evidence.iter().map(|id| Value::from(id.as_str())).collect();
            item.push(("evidence".to_owned(), evidence));
        }
        if let Some(result) = self.result {
            item.push(("result".to_owned(), result.name().into()));
        }
        if let Some((raw, out_of)) = self.score {
            let score = vec![("raw".to_owned(), raw.into()), ("out_of".to_owned(), out_of.into())];
            item.push(("score".to_owned(), Value::Map(score)));
        }
        Value::Map(item)
    }
}

/// Asks for the skills and their ratings.
///
/// # Errors
/// Where an answer is missing or a flag names something that is not there.
pub(super) fn ask(asker: &Asker<'_>, sitting: &Sitting<'_>, given: Given) -> Result<Vec<Answer>, Error> {
    let given = given.present(&sitting.framework.skills)?;
    let skills = ask_skills(asker, sitting, &given)?;
    let rated: BTreeSet<&str> = skills.iter().map(|skill| skill.id.as_str()).collect();
    for (flag, items) in [
        ("--rubric", &given.rubric),
        ("--evidence", &given.evidence),
        ("--result", &given.results),
        ("--score", &given.scores),
    ] {
        for name in items.iter().filter_map(|item| item.name.split('/').next()) {
            if !rated.contains(name) {
                let hint = format!("rate it as well: --rate {name}=LEVEL");
                return Err(usage(format!("{flag}: `{name}` is not rated here"), hint));
            }
        }
    }
    skills.into_iter().map(|skill| ask_rating(asker, sitting, &given, skill)).collect()
}

/// The skills to rate: those of `--rate`, else chosen from what is asked of the person, then all.
fn ask_skills<'a>(
    asker: &Asker<'_>,
    sitting: &Sitting<'a>,
    given: &Given,
) -> Result<Vec<&'a Record<Skill>>, Error> {
    let skills = &sitting.framework.skills;
    if !given.rates.is_empty() {
        let mut found: Vec<&Record<Skill>> = Vec::new();
        for item in &given.rates {
            let skill = named(skills, &item.name, "skill", "--rate")?;
            if !found.iter().any(|known| known.id == skill.id) {
                found.push(skill);
            }
        }
        return Ok(found);
    }
    if skills.is_empty() {
        return Err(usage("there is no skill to rate yet", "`milepost new skill` writes one"));
    }
    let asked = to_rate(sitting.person, sitting.framework, sitting.date, sitting.limits);
    let listed: BTreeSet<&str> = asked.iter().map(|item| item.skill.id.as_str()).collect();
    let rest = levels::usable(skills).into_iter().filter(|skill| !listed.contains(skill.id.as_str()));
    let mut order: Vec<&Record<Skill>> = asked.iter().map(|item| item.skill).collect();
    order.extend(rest);
    let choices: Vec<Choice> = order
        .iter()
        .enumerate()
        .map(|(index, skill)| {
            let note = asked.get(index).map_or_else(String::new, why_asked);
            Choice::new(skill.id.as_str()).label(&*skill.data.name).note(note)
        })
        .collect();
    let marked = likely(sitting, &asked);
    let question =
        Question { flag: "--rate SKILL=LEVEL", text: "Which skills?", help: "Those looked at this time" };
    let chosen = asker.choices(&question, &[], &choices, Preset::Proposal(&marked), 1)?;
    Ok(chosen.into_iter().filter_map(|index| order.get(index).copied()).collect())
}

/// Who asks for a skill, in a few words.
fn why_asked(item: &ToRate<'_>) -> String {
    let level = item.level.map_or_else(String::new, |level| format!(", level {level}"));
    match item.asked_by {
        AskedBy::Goal(_) => format!("goal{level}"),
        AskedBy::OwnTier => format!("tier{level}"),
        AskedBy::NextTier => format!("next tier{level}"),
        AskedBy::Electives => format!("elective{level}"),
    }
}

/// The places of the skills that this sitting is most likely about: at a baseline what the own tier
/// asks for, at a second try what waits for one, else what goals aim at.
fn likely(sitting: &Sitting<'_>, asked: &[ToRate<'_>]) -> Vec<usize> {
    let waiting = waiting_for_second_try(sitting.person, sitting.framework);
    let is_likely = |item: &ToRate<'_>| match sitting.cycle {
        Cycle::Baseline => item.asked_by == AskedBy::OwnTier,
        Cycle::Retest => waiting.contains(item.skill.id.as_str()),
        Cycle::Review => matches!(item.asked_by, AskedBy::Goal(_)),
    };
    asked.iter().enumerate().filter(|(_, item)| is_likely(item)).map(|(index, _)| index).collect()
}

fn ask_rating(
    asker: &Asker<'_>,
    sitting: &Sitting<'_>,
    given: &Given,
    skill: &Record<Skill>,
) -> Result<Answer, Error> {
    let id = skill.id.as_str();
    let rate = assigned_to(&given.rates, id);
    let text = format!("{}: which level?", skill.data.name);
    let question = Question { flag: "--rate SKILL=LEVEL", text: &text, help: "" };
    // No level is proposed: whoever sees one stays near it.
    let rating = levels::ask_level(asker, &question, rate, &skill.data, sitting.vocabulary, Preset::Nothing)?;
    let claims = sitting.method == Method::SelfRating || sitting.cycle == Cycle::Baseline;
    let is_proficient = rating >= skill.data.proficient_from;
    let score = ask_score(asker, sitting, assigned_to(&given.scores, id), &skill.data.name)?;
    let wants_support = is_proficient && !claims && score.is_none();
    let evidence = ask_evidence(asker, sitting, all_assigned_to(&given.evidence, id), skill, wants_support)?;
    let wants_rubric = wants_support && evidence.is_empty();
    let rubric = ask_rubric(asker, sitting, &given.rubric, skill, (rating, wants_rubric))?;
    let result = ask_result(asker, sitting, assigned_to(&given.results, id), skill)?;
    Ok(Answer { skill: skill.id.clone(), rating, rubric, evidence, result, score })
}

/// The score of a test; asked for technical assessments, and needed where nobody is named who rated.
fn ask_score(
    asker: &Asker<'_>,
    sitting: &Sitting<'_>,
    given: Option<&str>,
    name: &str,
) -> Result<Option<(f64, f64)>, Error> {
    if given.is_none() && sitting.method != Method::Technical {
        return Ok(None);
    }
    let text = format!("{name}: which score?");
    let question = Question {
        flag: "--score SKILL=POINTS/OF",
        text: &text,
        help: if sitting.has_assessor { "Such as 84/100; may be left" } else { "Such as 84/100" },
    };
    let judge = |text: &str| read_score(text).map(|_| ());
    let answer = if sitting.has_assessor {
        asker.optional_text(&question, given, Preset::Nothing, &judge)?
    } else {
        Some(asker.text(&question, given, Preset::Nothing, &judge)?)
    };
    Ok(answer.and_then(|text| read_score(&text).ok()))
}

/// `84/100`: points reached and points possible.
fn read_score(text: &str) -> Result<(f64, f64), String> {
    let wrong = || {
        format!("`{text}` is no score: write the points reached, `/` and the points possible, such as 84/100")
    };
    let (raw, out_of) = text.split_once('/').ok_or_else(wrong)?;
    let number =
        |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    match (number(raw), number(out_of)) {
        (Some(raw), Some(out_of)) if raw <= out_of => Ok((raw, out_of)),
        (Some(_), Some(_)) => Err(format!("`{text}`: more points than possible")),
        (Some(_) | None, None) | (None, Some(_)) => Err(wrong()),
    }
}

/// The own entries that show the rating, proposed where one is needed: those since the last
/// assessment of the skill.
fn ask_evidence(
    asker: &Asker<'_>,
    sitting: &Sitting<'_>,
    given: Vec<String>,
    skill: &Record<Skill>,
    wanted: bool,
) -> Result<Vec<String>, Error> {
    let all = sitting.person.entries.iter();
    let about = entries_about(sitting.person, &skill.id, &sitting.framework.skills, sitting.date);
    if given.is_empty() && (!wanted || about.is_empty()) {
        return Ok(Vec::new());
    }
    // By flag any own entry will do.
    let entries: Vec<&Record<Entry>> = if given.is_empty() { about } else { all.collect() };
    let choices: Vec<Choice> =
        entries.iter().map(|entry| Choice::new(entry.id.as_str()).note(&*entry.data.title)).collect();
    let since = last_assessed(sitting.person, &skill.id, sitting);
    let marked: Vec<usize> = (0..entries.len())
        .filter(|index| {
            entries.get(*index).is_some_and(|entry| since.is_none_or(|day| entry.data.date > day))
        })
        .collect();
    let text = format!("{}: which entries show it?", skill.data.name);
    let question = Question { flag: "--evidence SKILL=ENTRY", text: &text, help: "" };
    let chosen = asker.choices(&question, &given, &choices, Preset::Proposal(&marked), 0)?;
    Ok(chosen.iter().filter_map(|index| entries.get(*index)).map(|entry| entry.id.to_string()).collect())
}

/// The last day before this sitting on which somebody else rated the skill.
fn last_assessed(person: &Person, skill: &str, sitting: &Sitting<'_>) -> Option<Date> {
    let skills = &sitting.framework.skills;
    let is_skill = |id: &Id| skills.get(id).is_some_and(|known| known.id.as_str() == skill);
    let others = person.assessments.iter().filter(|record| record.data.method != Method::SelfRating);
    let rated = others.filter(|record| record.data.ratings.iter().any(|rating| is_skill(&rating.skill)));
    rated.map(|record| record.data.date).filter(|day| *day < sitting.date).max()
}

/// The level by criterion. Asked where nothing else supports the rating.
fn ask_rubric(
    asker: &Asker<'_>,
    sitting: &Sitting<'_>,
    given: &[Assigned],
    skill: &Record<Skill>,
    (rating, wanted): (Level, bool),
) -> Result<Vec<(String, Level)>, Error> {
    let name = |criterion: &str| format!("{}/{criterion}", skill.id);
    let mut rubric = Vec::new();
    let of_skill: Vec<&Assigned> =
        given.iter().filter(|item| item.name.split('/').next() == Some(skill.id.as_str())).collect();
    for item in &of_skill {
        let criterion = item.name.split_once('/').map_or("", |(_, criterion)| criterion);
        if !skill.data.rubric.contains_key(criterion) {
            let known: Vec<&str> = skill.data.rubric.keys().map(String::as_str).collect();
            let hint = if known.is_empty() {
                format!("`{}` has no rubric; leave the flag out", skill.id)
            } else {
                format!(
                    "write {}=LEVEL; the criteria are {}",
                    name(known.first().copied().unwrap_or_default()),
                    known.join(", ")
                )
            };
            return Err(usage(format!("--rubric: `{}` is no criterion", item.name), hint));
        }
    }
    if of_skill.is_empty() && (!wanted || skill.data.rubric.is_empty() || !asker.is_interactive()) {
        return Ok(rubric);
    }
    if of_skill.is_empty() {
        let text = format!("{}: rate its criteria too?", skill.data.name);
        let criteria = skill.data.rubric.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let help = format!(
            "{criteria}. From level {} on, an entry or a rubric should support a rating",
            skill.data.proficient_from
        );
        let question = Question { flag: "--rubric SKILL/CRITERION=LEVEL", text: &text, help: &help };
        if !asker.yes_or_no(&question, None, Preset::Proposal(true))? {
            return Ok(rubric);
        }
    }
    for (criterion, good) in &skill.data.rubric {
        let level = assigned_to(given, &name(criterion));
        if level.is_none() && !of_skill.is_empty() {
            continue;
        }
        let text = format!("{}, {criterion}: which level?", skill.data.name);
        let question = Question { flag: "--rubric SKILL/CRITERION=LEVEL", text: &text, help: good };
        let level = levels::ask_level(
            asker,
            &question,
            level,
            &skill.data,
            sitting.vocabulary,
            Preset::Proposal(rating),
        )?;
        rubric.push((criterion.clone(), level));
    }
    Ok(rubric)
}

/// Whether it reached what was asked for; asked after a second try.
fn ask_result(
    asker: &Asker<'_>,
    sitting: &Sitting<'_>,
    given: Option<&str>,
    skill: &Record<Skill>,
) -> Result<Option<Outcome>, Error> {
    if given.is_none() && (sitting.cycle != Cycle::Retest || !asker.is_interactive()) {
        return Ok(None);
    }
    let choices = [
        Choice::new(Outcome::Met.name()).note("it reached what was asked for"),
        Choice::new(Outcome::NotYet.name())
            .note("not yet; a plan for another try is made with `milepost new remediation`"),
    ];
    let text = format!("{}: did it reach what was asked for?", skill.data.name);
    let question = Question { flag: "--result SKILL=RESULT", text: &text, help: "" };
    let index = asker.choice(&question, given, &choices, Preset::Nothing)?;
    Ok(Some(if index == 0 { Outcome::Met } else { Outcome::NotYet }))
}
