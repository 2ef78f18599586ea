//! What was understood → the texts of new records.

use std::collections::BTreeSet;

use super::baseline::{self, NewBaseline};
use super::matrix::Read;
use super::people::Someone;
use super::profile::{self, NewProfile, NewRole};
use super::skills::{SkillRead, proficient_from};
use super::table::Table;
use super::{Import, Known, Options, PersonRead, Shape, Unreadable};
use crate::calendar::Date;
use crate::layout::{Draft, Value, schema_line};
use crate::record::{Id, Kind, Level, Method, RecordPath};

/// A record to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// Its path, relative to the root.
    pub path: String,
    /// What kind it is.
    pub kind: Kind,
    /// Its text, in canonical form.
    pub text: String,
}

/// The records of everything that was read.
///
/// # Errors
/// Where something has to be said that nothing can be written without.
pub(super) fn prepare(
    table: &Table,
    read: Read<'_>,
    options: &Options,
    known: &Known<'_>,
) -> Result<Import, Unreadable> {
    let Read { people, ratings, sittings, mut remarks, .. } = read;
    let skills = read.skills.finish();
    let profiles = profile::prepare(table, &people, &mut remarks, read.day_order, options, known)?;
    let source = baseline::Source {
        table,
        people: &people,
        skills: &skills,
        ratings: &ratings,
        sittings: &sittings,
        held_back: &profiles.held_back,
        options,
        known,
    };
    let baselines = baseline::prepare(&source, &mut remarks);
    let mut writer = Writer { options, known, records: Vec::new() };
    let proficient_from = options.proficient_from.unwrap_or_else(|| proficient_from(known));
    skills.iter().filter(|skill| skill.new).for_each(|skill| writer.skill(skill, proficient_from));
    profiles.roles.iter().for_each(|(id, role)| writer.role(id, role));
    profiles.teams.iter().for_each(|(id, name)| writer.team(id, name));
    for new in &profiles.profiles {
        if let Some(person) = people.everybody.get(new.person) {
            let first =
                baselines.baselines.iter().filter(|it| it.person == new.person).map(|it| it.date).min();
            writer.profile(person, new, first.unwrap_or(options.date).min(options.date));
        }
    }
    for new in &baselines.baselines {
        if let Some(person) = people.everybody.get(new.person) {
            writer.baseline(person, new);
        }
    }
    let mut records = writer.records;
    records.sort_by(|a, b| a.path.cmp(&b.path));
    let place = |person: &Someone| match read.shape {
        Shape::PeopleInColumns => super::letters(person.cell.column),
        Shape::PeopleInRows | Shape::OneRatingARow => (person.cell.row + 1).to_string(),
    };
    let kept = people.everybody.iter().enumerate().filter(|(index, _)| !profiles.held_back.contains(index));
    Ok(Import {
        delimiter: table.delimiter,
        shape: read.shape,
        shape_assumed: read.shape_assumed,
        size: (table.rows(), table.columns()),
        hidden: 0,
        columns: read.columns.told,
        people: kept
            .map(|(_, it)| PersonRead { handle: it.handle.clone(), new: it.new, place: place(it) })
            .collect(),
        skills,
        levels: read.levels,
        ratings: baselines.baselines.iter().map(|baseline| baseline.ratings.len()).sum(),
        present_ratings: baselines.present,
        methods: baselines.baselines.iter().map(|baseline| baseline.method).collect::<BTreeSet<Method>>(),
        unused: read.unused,
        remarks: remarks.finish(),
        records,
    })
}

struct Writer<'w> {
    options: &'w Options,
    known: &'w Known<'w>,
    records: Vec<NewRecord>,
}

impl Writer<'_> {
    fn draft(&self, kind: Kind, owner: Option<&str>, id: &str) -> (Draft, String) {
        let path = RecordPath { kind, owner: owner.map(Id::new), id: Id::new(id) }.path();
        let mut draft = Draft::new(kind);
        if self.known.schemas.contains(&kind)
            && let Some(line) = schema_line(&path)
        {
            draft.heading(&line);
        }
        (draft, path)
    }

    fn add(&mut self, kind: Kind, (draft, path): (Draft, String)) {
        self.records.push(NewRecord { path, kind, text: draft.text() });
    }

    fn skill(&mut self, skill: &SkillRead, proficient_from: Level) {
        let (mut draft, path) = self.draft(Kind::Skill, None, &skill.id);
        let below = match skill.group.as_str() {
            "" => String::new(),
            group => format!(", below \"{}\"", super::remark::shortened(group)),
        };
        let example = self.known.vocabulary.label(proficient_from).unwrap_or("at work");
        draft
            .heading(&format!("From {}{below}.", self.options.file))
            .set("name", skill.name.as_str())
            .set("kind", skill.kind.name())
            .set("proficient_from", i64::from(proficient_from.0))
            .comment(
                "levels",
                "What somebody at each level does. Without it, the words of the policy's scale hold.",
            )
            .hint("levels", &format!("{{{proficient_from}: what \"{example}\" looks like in this skill}}"));
        self.add(Kind::Skill, (draft, path));
    }

    fn role(&mut self, id: &str, role: &NewRole) {
        let (mut draft, path) = self.draft(Kind::Role, None, id);
        let tier = |(id, name): &(String, String)| {
            let mut members = vec![("id".to_owned(), Value::from(id.as_str()))];
            if !name.is_empty() && name != id {
                members.push(("name".to_owned(), Value::from(name.as_str())));
            }
            members.push(("requires".to_owned(), Value::List(Vec::new())));
            Value::Map(members)
        };
        draft
            .heading(&format!("From {}.", self.options.file))
            .set("name", role.name.as_str())
            .set("discipline", role.discipline.as_str())
            .comment(
                "tiers",
                "The first tier first; a tier includes what the earlier ones ask for. Say what each asks for:\n\
                 requires: [{skill: an-id, level: 3}]",
            )
            .set("tiers", role.tiers.iter().map(tier).collect::<Value>());
        self.add(Kind::Role, (draft, path));
    }

    fn team(&mut self, id: &str, name: &str) {
        let (mut draft, path) = self.draft(Kind::Team, None, id);
        draft.set("name", name).hint("lead", "the handle of who leads it");
        self.add(Kind::Team, (draft, path));
    }

    fn profile(&mut self, person: &Someone, new: &NewProfile, first: Date) {
        let (mut draft, path) = self.draft(Kind::Profile, Some(&person.handle), &person.handle);
        let list = |ids: &[Id]| ids.iter().map(|id| id.as_str()).collect::<Value>();
        draft
            .set("role", new.role.as_str())
            .set("tier", new.tier.as_str())
            .set("discipline", new.discipline.as_str())
            .set("started", new.started.unwrap_or(first));
        if let Some(name) = &new.name {
            draft.set("name", name.as_str());
        }
        if let Some(team) = &new.team {
            draft.set("team", team.as_str());
        }
        if new.mentors.is_empty() {
            draft.hint("mentors", "[a-handle]");
        } else {
            draft.set("mentors", list(&new.mentors));
        }
        if let Some(manager) = &new.manager {
            draft.set("manager", manager.as_str());
        }
        if let Some(email) = &new.email {
            draft.set("emails", [email.as_str()].into_iter().collect::<Value>());
        }
        self.add(Kind::Profile, (draft, path));
    }

    fn baseline(&mut self, person: &Someone, new: &NewBaseline) {
        let (mut draft, path) = self.draft(Kind::Assessment, Some(&person.handle), &new.id);
        let rating = |(skill, level): &(String, Level)| {
            Value::Map(vec![
                ("skill".to_owned(), Value::from(skill.as_str())),
                ("rating".to_owned(), Value::from(i64::from(level.0))),
            ])
        };
        // The name of a file may say who somebody is.
        if !self.known.pseudonymous {
            draft.heading(&format!("From {}.", self.options.file));
        }
        draft
            .set("date", new.date)
            .set("method", new.method.name())
            .set("cycle", crate::record::Cycle::Baseline.name())
            .set("ratings", new.ratings.iter().map(rating).collect::<Value>());
        if !new.assessors.is_empty() {
            draft.set("assessors", new.assessors.iter().map(|id| id.as_str()).collect::<Value>());
        }
        self.add(Kind::Assessment, (draft, path));
    }
}
