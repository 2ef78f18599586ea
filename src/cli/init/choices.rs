//! The four questions, each with the flag that answers it.

use super::super::ask::{Asker, Choice, Preset, Question};
use super::super::new::handle;
use super::super::usage;
use super::Arguments;
use super::person::Person;
use super::standing::Standing;
use super::starter::Framework;
use crate::error::Error;
use crate::forge::{self, Kind, Project, codeowners};
use crate::record::Role;
use crate::source::Repository;

/// The most questions that are asked.
const MOST: usize = 4;

/// What was chosen.
pub(super) struct Choices {
    /// The framework to begin with; `None` where one is there.
    pub(super) framework: Option<Framework>,
    /// Role and tier of the first person.
    pub(super) position: Option<Position>,
    /// The handle of whoever runs this: a new person, or one who is there.
    pub(super) handle: Option<String>,
    /// The forge; `None` where there is none.
    pub(super) forge: Option<Kind>,
    /// The project on it, where its address is known.
    pub(super) project: Option<Project>,
    /// The person's account on it.
    pub(super) login: Option<String>,
    /// What Git says about the person.
    pub(super) person: Person,
}

/// A tier of a role.
#[derive(Clone)]
pub(super) struct Position {
    /// The role's id.
    pub(super) role_id: String,
    /// The role.
    pub(super) role: Role,
    /// The index of the tier.
    pub(super) tier: usize,
}

impl Position {
    /// The tier's id.
    pub(super) fn tier_id(&self) -> &str {
        self.role.tiers.get(self.tier).map_or("", |tier| tier.id.as_str())
    }

    /// What the tier is called.
    pub(super) fn title(&self) -> String {
        let tier = self.role.tiers.get(self.tier);
        let name = tier.and_then(|tier| tier.name.clone());
        name.unwrap_or_else(|| format!("{}, {}", self.role.name, self.tier_id()))
    }
}

/// Asks for what no flag says and what is not there yet.
///
/// # Errors
/// Where a flag cannot be used, the person stops, or an answer is missing and nobody can be asked.
pub(super) fn ask(
    arguments: &Arguments,
    asker: &Asker<'_>,
    repository: &Repository,
    standing: &Standing,
) -> Result<Choices, Error> {
    let known = project(arguments, repository)?;
    let forge = arguments.forge.map(super::ForgeChoice::kind);
    let kind = forge.unwrap_or(known.as_ref().map(|project| project.kind));
    let person = Person::of(repository, kind, known.as_ref());
    let newcomer = !standing.people;
    let mine = person.email.as_deref().and_then(|email| standing.state.people.with_email(email));
    let proposed = person.handle();
    asker.require(&[
        ("--framework NAME", standing.framework || arguments.framework.is_some()),
        ("--handle HANDLE", !newcomer || arguments.handle.is_some() || proposed.is_some()),
    ])?;

    let mut asked = 0;
    let framework = if standing.framework { None } else { Some(framework(arguments, asker, &mut asked)?) };
    let roles =
        framework.map_or_else(|| standing.roles(), |framework| framework.role().into_iter().collect());
    let position = if newcomer { position(arguments, asker, &roles, &mut asked)? } else { None };
    let handle = if newcomer {
        Some(handle(arguments, asker, proposed, &mut asked)?)
    } else {
        arguments.handle.clone().or(mine)
    };
    let forge = match (forge, &known) {
        (Some(forge), _) => forge,
        (None, Some(project)) => Some(project.kind),
        (None, None) => self::forge(asker, &mut asked)?,
    };
    let project = known.filter(|project| Some(project.kind) == forge);
    let person = if forge == kind { person } else { Person::of(repository, forge, project.as_ref()) };
    let login = match forge {
        Some(kind) if newcomer => login(arguments, asker, kind, person.login.clone(), asked)?,
        Some(_) | None => None,
    };
    Ok(Choices { framework, position, handle, forge, project, login, person })
}

/// The project that the flags or the remote name.
fn project(arguments: &Arguments, repository: &Repository) -> Result<Option<Project>, Error> {
    let kind = arguments.forge.and_then(super::ForgeChoice::kind);
    let Some(address) = &arguments.project else {
        let address = repository.remote_address()?;
        return Ok(address.and_then(|address| forge::project_at(&address, kind)));
    };
    if let Some(project) = forge::project_at(address, kind) {
        return Ok(Some(project));
    }
    Err(usage(
        format!("--project names no project on a forge that is known: `{address}`"),
        "write its address, https://HOST/OWNER/NAME, and where the host does not say it also --forge github, \
         gitlab or forgejo",
    ))
}

fn framework(arguments: &Arguments, asker: &Asker<'_>, asked: &mut usize) -> Result<Framework, Error> {
    if let Some(framework) = arguments.framework {
        return Ok(framework);
    }
    *asked += 1;
    let choices = Framework::ALL.map(|framework| Choice::new(framework.name()).note(framework.about()));
    let question = Question {
        flag: "--framework NAME",
        text: "Which framework to begin with?",
        help: "skills with levels, and a role: a start to change, not a standard",
    };
    let chosen = asker.choice(&question, None, &choices, Preset::Proposal(0))?;
    Ok(Framework::ALL.get(chosen).copied().unwrap_or(Framework::Empty))
}

/// The place of the first person in one of `roles`; `None` where there is no role.
fn position(
    arguments: &Arguments,
    asker: &Asker<'_>,
    roles: &[(String, Role)],
    asked: &mut usize,
) -> Result<Option<Position>, Error> {
    let mut positions = Vec::new();
    let mut choices = Vec::new();
    for (role_id, role) in roles {
        for (tier, described) in role.tiers.iter().enumerate() {
            let key = if roles.len() == 1 {
                described.id.to_string()
            } else {
                format!("{role_id}/{}", described.id)
            };
            let name = described.name.clone().unwrap_or_else(|| role.name.clone());
            choices.push(Choice::new(key).note(name));
            positions.push(Position { role_id: role_id.clone(), role: role.clone(), tier });
        }
    }
    if positions.is_empty() {
        return Ok(None);
    }
    let question = Question {
        flag: "--tier TIER",
        text: "Where do you stand in it?",
        help: "it can be changed at any time",
    };
    if positions.len() > 1 && arguments.tier.is_none() {
        *asked += 1;
    }
    let chosen = if positions.len() == 1 && arguments.tier.is_none() {
        0
    } else {
        asker.choice(&question, arguments.tier.as_deref(), &choices, Preset::Default(0))?
    };
    Ok(positions.into_iter().nth(chosen))
}

fn handle(
    arguments: &Arguments,
    asker: &Asker<'_>,
    proposed: Option<String>,
    asked: &mut usize,
) -> Result<String, Error> {
    *asked += usize::from(arguments.handle.is_none());
    let question = Question {
        flag: "--handle HANDLE",
        text: "Your handle?",
        help: "the name of your folder in people/; it need not be your name",
    };
    let preset = proposed.as_deref().map_or(Preset::Nothing, Preset::Default);
    asker.text(&question, arguments.handle.as_deref(), preset, &handle::judge)
}

fn forge(asker: &Asker<'_>, asked: &mut usize) -> Result<Option<Kind>, Error> {
    let none = super::ForgeChoice::ALL.len() - 1;
    let choices = super::ForgeChoice::ALL.map(|choice| Choice::new(choice.name()).note(choice.about()));
    let question = Question {
        flag: "--forge FORGE",
        text: "Where will it be pushed to?",
        help: "it decides about CI, CODEOWNERS and templates",
    };
    let preset = if asker.is_interactive() { Preset::Proposal(0) } else { Preset::Default(none) };
    *asked += 1;
    let chosen = asker.choice(&question, None, &choices, preset)?;
    Ok(super::ForgeChoice::ALL.get(chosen).copied().and_then(super::ForgeChoice::kind))
}

/// The account, asked for only where there is a question left: without it CODEOWNERS waits.
fn login(
    arguments: &Arguments,
    asker: &Asker<'_>,
    kind: Kind,
    known: Option<String>,
    asked: usize,
) -> Result<Option<String>, Error> {
    if arguments.account.is_none() && (known.is_some() || asked >= MOST || !asker.is_interactive()) {
        return Ok(known);
    }
    let text = format!("Your account on {}?", kind.name());
    let question = Question {
        flag: "--account LOGIN",
        text: &text,
        help: "so that changes of the rules ask you for a review; empty leaves it out",
    };
    let judge = |text: &str| {
        if codeowners::is_login(text) {
            return Ok(());
        }
        Err("an account is letters and digits, with `-`, `_` or `.` between; without the `@`".to_owned())
    };
    asker.optional_text(&question, arguments.account.as_deref(), Preset::Nothing, &judge)
}
