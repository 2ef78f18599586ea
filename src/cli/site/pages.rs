//! Which pages a site has, for which audience, and the views on them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::check::Counter;
use crate::error::Error;
use crate::output::site::{Frame, Part, Place, Press, SiteFile, Step, beside_pages};
use crate::output::template::Fault;
use crate::record::{Credential, Id, Module, Person, Program, Record, Role, Skill, SkillHistory, Team};
use crate::report::basis::{Basis, Everybody};
use crate::report::person::{self, Offers};
use crate::report::portfolio;
use crate::report::site::{
    Audience, CredentialPage, FrameworkPage, GroupsPage, ModulePage, Moved, Overview, PeoplePage, PersonItem,
    ProgramPage, ProgramsPage, RolePage, SkillPage, TeamPage, Uses, former_ids, has_page, search_items,
};
use crate::report::team::{self, TeamReport};

/// The person that a site for one person is about.
pub(super) struct Own {
    /// The person, with the history of their records.
    pub(super) person: Person,
    /// How many of their files could not be read.
    pub(super) unread: usize,
    /// Since when the texts of levels stand.
    pub(super) texts: BTreeMap<Id, SkillHistory>,
}

/// A page to be laid out.
enum Job<'a> {
    Overview,
    Framework,
    Teams,
    Everyone,
    Programs,
    People,
    Skill(&'a Record<Skill>),
    Role(&'a Record<Role>),
    Module(&'a Record<Module>),
    Credential(&'a Record<Credential>),
    Team(&'a Record<Team>),
    Program(&'a Record<Program>),
    Portfolio(&'a Person, &'a PersonItem),
    Sheet(&'a Own, &'a PersonItem),
    Moved { folder: &'static str, part: &'static str, old: Id, present: &'a Id, name: &'a str },
}

/// What the pages of one site are made from.
struct Site<'a> {
    basis: &'a Basis,
    everybody: &'a Everybody,
    teams: &'a TeamReport,
    people: &'a PeoplePage,
    uses: Uses,
    press: &'a Press,
}

/// All files of a site, and why own templates could not be used. `counter` counts the pages.
///
/// # Errors
/// Where something cannot be read, or a built-in template cannot be rendered.
pub(super) fn all(
    basis: &Basis,
    everybody: &Everybody,
    teams: &TeamReport,
    audience: Audience,
    own: Option<&Own>,
    templates: &BTreeMap<String, String>,
    counter: &Counter,
) -> Result<(Vec<SiteFile>, Vec<Fault>), Error> {
    let people = match audience {
        Audience::Team => PeoplePage::of([], basis, false),
        Audience::Lead => PeoplePage::of(&everybody.people, basis, false),
        Audience::Person => PeoplePage::of(own.map(|own| &own.person), basis, true),
    };
    let frame = frame(basis, audience, everybody.unread);
    let press = Press::new(frame, templates, volume(basis, everybody) + team::items(teams))?;
    let uses = Uses::of(basis, &everybody.people);
    let site = Site { basis, everybody, teams, people: &people, uses, press: &press };
    let jobs = site.jobs(audience, own);
    counter.expect(jobs.len());
    let laid_out = |job| site.page(job).inspect(|_| counter.advance());
    let pages: Vec<SiteFile> = jobs.par_iter().map(laid_out).collect::<Result<_, _>>()?;
    let mut files = beside_pages(&search_items(basis, &people));
    files.extend(pages);
    Ok((files, press.faults()))
}

fn frame(basis: &Basis, audience: Audience, unread: usize) -> Frame {
    let min = basis.policy.limits.min_group;
    let words = match audience {
        Audience::Team => format!(
            "For everybody in the team: nobody's own ratings, and no figure about fewer than {min} people."
        ),
        Audience::Lead => {
            "For those who lead: it shows the levels of members. Please keep it among you.".into()
        }
        Audience::Person => {
            "For one person: it shows their own sheet, with ratings. What it says of others is \
                             what everybody may see."
                .into()
        }
    };
    let part = |id, name, address: &str| Part { id, name, address: address.to_owned() };
    let mut parts = vec![
        part("overview", "Overview", "index.html"),
        part("teams", "Teams", "teams.html"),
        part("programs", "Programs", "programs.html"),
        part("framework", "Framework", "framework.html"),
    ];
    match audience {
        Audience::Team => {}
        Audience::Lead => parts.push(part("people", "People", "people.html")),
        Audience::Person => parts.push(part("people", "My pages", "people.html")),
    }
    Frame::new(&basis.header(unread), words, parts)
}

/// An upper bound of how many list items any page holds: every record with its lists.
fn volume(basis: &Basis, everybody: &Everybody) -> usize {
    let (framework, groups) = (basis.framework(), basis.groups());
    let tiers = framework.roles.iter().flat_map(|role| &role.data.tiers);
    let asked = tiers.map(|tier| {
        1 + tier.requires.len()
            + tier.credentials.len()
            + tier.electives.as_ref().map_or(0, |electives| electives.from.len())
    });
    let texts = framework.skills.iter().map(|skill| 2 + skill.data.levels.len() + skill.data.rubric.len());
    let taught = framework.modules.iter().map(|module| 2 + module.data.teaches.len());
    let credited = framework
        .credentials
        .iter()
        .map(|credential| 1 + credential.data.requires.len() + credential.data.skills.len());
    let needed = groups.teams.iter().map(|team| 1 + team.data.needs.len());
    let run = groups.programs.iter().map(|program| {
        let data = &program.data;
        10 + data.costs.len()
            + data.benefits.len()
            + data.metrics.len()
            + data.sessions.len()
            + data.stories.len()
            + data.modules.len()
            + data.facilitators.len()
    });
    let kept = everybody.people.iter().map(|person| {
        let ratings: usize = person.assessments.iter().map(|one| 1 + one.data.ratings.len()).sum();
        1 + person.goals.len() + 4 * person.entries.len() + 3 * ratings + person.awards.len()
    });
    asked.chain(texts).chain(taught).chain(credited).chain(needed).chain(run).chain(kept).sum()
}

impl<'a> Site<'a> {
    fn jobs(&self, audience: Audience, own: Option<&'a Own>) -> Vec<Job<'a>> {
        let (framework, groups) = (self.basis.framework(), self.basis.groups());
        let mut jobs = vec![Job::Overview, Job::Framework, Job::Teams, Job::Programs];
        jobs.extend(self.teams.everyone.is_some().then_some(Job::Everyone));
        match audience {
            Audience::Team => {}
            Audience::Lead => {
                jobs.push(Job::People);
                let known: BTreeMap<&str, &Person> =
                    self.everybody.people.iter().map(|person| (person.handle.as_str(), person)).collect();
                let shown = self.people.people.iter();
                jobs.extend(shown.filter_map(|item| {
                    let person = known.get(item.person.handle.as_str())?;
                    Some(Job::Portfolio(person, item))
                }));
            }
            Audience::Person => {
                jobs.push(Job::People);
                for (own, item) in own.iter().copied().zip(&self.people.people) {
                    jobs.push(Job::Sheet(own, item));
                    jobs.push(Job::Portfolio(&own.person, item));
                }
            }
        }
        macro_rules! records {
            ($($records:expr, $job:ident, $folder:literal, $part:literal;)*) => {$(
                for record in $records.iter().filter(|record| has_page(&record.id)) {
                    jobs.push(Job::$job(record));
                    for old in former_ids(&$records, record) {
                        let (present, name) = (&record.id, record.data.name.as_str());
                        jobs.push(Job::Moved { folder: $folder, part: $part, old, present, name });
                    }
                }
            )*};
        }
        records! {
            framework.skills, Skill, "skills", "framework";
            framework.roles, Role, "roles", "framework";
            framework.modules, Module, "modules", "framework";
            framework.credentials, Credential, "credentials", "framework";
            groups.teams, Team, "teams", "teams";
            groups.programs, Program, "programs", "programs";
        }
        jobs
    }

    fn page(&self, job: &Job<'_>) -> Result<SiteFile, Error> {
        let Self { basis, press, uses, everybody, teams, .. } = self;
        match job {
            Job::Overview => press.page(
                "site/index.html",
                "index",
                &top("index.html", "Overview", "overview"),
                &Overview::of(basis, teams),
            ),
            Job::Framework => press.page(
                "site/framework.html",
                "framework",
                &top("framework.html", "Framework", "framework"),
                &FrameworkPage::of(basis),
            ),
            Job::Teams => press.page(
                "site/teams.html",
                "teams",
                &top("teams.html", "Teams", "teams"),
                &GroupsPage::of(teams),
            ),
            Job::Programs => press.page(
                "site/programs.html",
                "programs",
                &top("programs.html", "Programs", "programs"),
                &ProgramsPage::of(basis),
            ),
            Job::People => {
                press.page("site/people.html", "people", &top("people.html", "People", "people"), self.people)
            }
            Job::Skill(skill) => {
                let view = SkillPage::of(skill, basis, uses);
                press.page(
                    "site/skill.html",
                    "skill",
                    &below("skills", "Skill", &skill.id, &view.name),
                    &view,
                )
            }
            Job::Role(role) => {
                let view = RolePage::of(role, basis);
                press.page("site/role.html", "role", &below("roles", "Role", &role.id, &view.name), &view)
            }
            Job::Module(module) => {
                let view = ModulePage::of(module, basis, uses);
                let place = below("modules", "Module", &module.id, &view.name);
                press.page("site/module.html", "module", &place, &view)
            }
            Job::Credential(credential) => {
                let view = CredentialPage::of(credential, basis, uses);
                let place = below("credentials", "Credential", &credential.id, &view.name);
                press.page("site/credential.html", "credential", &place, &view)
            }
            Job::Everyone => {
                let mut place = top("everyone.html", "Everyone", "teams");
                place.trail.push(Step { address: "teams.html".to_owned(), name: "Teams".to_owned() });
                press.page("report/team.html", "team", &place, &TeamPage::of_everyone(teams, basis))
            }
            Job::Team(team) => {
                let place = below("teams", "Team", &team.id, &team.data.name);
                press.page("report/team.html", "team", &place, &TeamPage::of(team, teams, basis))
            }
            Job::Program(program) => {
                let view = ProgramPage::of(program, basis, &everybody.people, teams);
                let place = below("programs", "Program", &program.id, &view.program.name);
                press.page("site/program.html", "program", &place, &view)
            }
            Job::Portfolio(person, item) => {
                let view = portfolio::view(basis, person, 0)?;
                let place = below("portfolio", "Portfolio", &person.handle, name(item));
                press.page("report/portfolio.html", "portfolio", &place, &view)
            }
            Job::Sheet(own, item) => {
                let offers = Offers::of(basis)?;
                let view = person::view(basis, &own.person, own.unread, &offers, &own.texts);
                let place = below("people", "Sheet", &own.person.handle, name(item));
                press.page("report/person.html", "person", &place, &view)
            }
            Job::Moved { folder, part, old, present, name } => {
                let view = Moved::new(old, name, format!("{folder}/{present}.html"));
                let mut place = below(folder, "Former id", old, name);
                place.part = part;
                press.page("site/moved.html", "moved", &place, &view)
            }
        }
    }
}

fn name(item: &PersonItem) -> &str {
    item.person.name.as_deref().unwrap_or(&item.person.handle)
}

/// A page at the top of the site.
fn top(path: &str, title: &str, part: &'static str) -> Place {
    Place { path: path.to_owned(), title: title.to_owned(), part, trail: Vec::new() }
}

/// The page of one record or person: id and kind make its title unlike every other.
fn below(folder: &str, what: &str, id: &str, name: &str) -> Place {
    let (part, address, above) = match folder {
        "teams" => ("teams", "teams.html", "Teams"),
        "programs" => ("programs", "programs.html", "Programs"),
        "people" | "portfolio" => ("people", "people.html", "People"),
        _ => ("framework", "framework.html", "Framework"),
    };
    let name = crate::output::escape::shorten(name, 60);
    Place {
        path: format!("{folder}/{id}.html"),
        title: if name == id { format!("{what} {id}") } else { format!("{name} · {what} {id}") },
        part,
        trail: vec![Step { address: address.to_owned(), name: above.to_owned() }],
    }
}
