//! Which files a learning repository lacks, and what they hold. Nothing is written here.

use super::super::codeowners;
use super::super::commit::quoted;
use super::super::files::text_at;
use super::Arguments;
use super::choices::Choices;
use super::ground::Ground;
use super::links::{self, Sample};
use super::standing::Standing;
use super::starter::{self, Framework, Values};
use super::{editor, write};
use crate::calendar::Date;
use crate::error::Error;
use crate::forge::Kind as ForgeKind;
use crate::layout::{self, Draft, Value};
use crate::output::escape;
use crate::record::{Kind, RecordPath};
use crate::schema;
use crate::source::{SourceFile, hidden};

/// A file to write; its path is relative to the learning repository.
pub(super) struct Planned {
    pub(super) path: String,
    pub(super) text: String,
}

/// Something that a learning repository has and this one does not get now.
pub(super) struct LeftOut {
    /// What it is.
    pub(super) what: String,
    /// Why, a sentence without full stop.
    pub(super) why: String,
    /// The commands that add it.
    pub(super) commands: Vec<String>,
}

/// What is to be done.
#[derive(Default)]
pub(super) struct Plan {
    /// The files that are not there, in the order in which they are told.
    pub(super) files: Vec<Planned>,
    /// The paths of those that are.
    pub(super) there: Vec<String>,
    /// What has to wait.
    pub(super) left_out: Vec<LeftOut>,
}

/// What README.md has where the project's address is known.
const LINKS: &str = "Links in README.md that begin a file in the browser";

/// What the plan is made from.
pub(super) struct Basis<'a> {
    pub(super) arguments: &'a Arguments,
    pub(super) ground: &'a Ground,
    pub(super) standing: &'a Standing,
    pub(super) choices: &'a Choices,
    pub(super) today: Date,
    /// The machine's time zone.
    pub(super) zone: String,
}

/// Plans the files.
///
/// # Errors
/// Where something stands in the way, or an answer is missing.
pub(super) fn plan(basis: &Basis<'_>) -> Result<Plan, Error> {
    let mut plan = Plan::default();
    let owner = basis.owner()?;
    let values = basis.values(&owner);
    if basis.standing.policy {
        plan.there.push("milepost.yaml".into());
    } else {
        let text = values.fill_yaml(starter::text("milepost.yaml"), scalar);
        basis.add_record(&mut plan, "milepost.yaml", &text)?;
    }
    match basis.choices.framework {
        Some(framework) => basis.framework(&mut plan, framework, &values)?,
        None => plan.there.push("framework/".into()),
    }
    basis.profile(&mut plan)?;
    basis.readme(&mut plan, values.clone())?;
    let privacy = values.fill_markdown(starter::text("privacy.md"), false, escape::markdown);
    basis.add(&mut plan, "PRIVACY.md", &privacy, &[])?;
    for kind in Kind::ALL {
        let path = format!("{}/{}", schema::FOLDER, schema::file_name(kind));
        basis.add(&mut plan, &path, schema::text(kind), &[])?;
    }
    basis.settings(&mut plan)?;
    basis.add(&mut plan, ".vscode/extensions.json", &editor::extensions(), &[])?;
    basis.add(&mut plan, ".editorconfig", starter::text("editorconfig"), &[])?;
    basis.add(&mut plan, ".gitattributes", starter::text("gitattributes"), &[])?;
    basis.of_the_forge(&mut plan)?;
    Ok(plan)
}

impl Basis<'_> {
    /// Whoever decides about the rules: the first owner of the policy that is there, else the person who
    /// runs this.
    fn owner(&self) -> Result<String, Error> {
        let policy = self.standing.state.policy.checked.as_ref();
        if let Some(owner) = policy.and_then(|policy| policy.owners.first()) {
            return Ok(owner.to_string());
        }
        if let Some(handle) = &self.choices.handle {
            return Ok(handle.clone());
        }
        if self.standing.policy {
            return Ok("whoever made it".to_owned());
        }
        Err(super::super::usage(
            "milepost.yaml has to name who decides about the rules, and no profile has your address",
            "name that person with --handle HANDLE",
        ))
    }

    fn values(&self, owner: &str) -> Values {
        let mut values = Values::default();
        let name = self.standing.state.policy.checked.as_ref().and_then(|policy| policy.name.clone());
        let name = self.arguments.name.clone().or(name).unwrap_or_else(|| self.ground.name());
        let visible = hidden::characters(&name).filter(|(_, _, hidden)| !hidden);
        values.set("name", visible.map(|(_, character, _)| character).collect::<String>());
        values.set("today", self.today.to_string());
        values.set("timezone", self.zone.clone());
        values.set("handle", owner);
        values.set("trust", if self.choices.forge.is_some() { "review" } else { "claimed" });
        let forge = self.choices.forge.unwrap_or(ForgeKind::GitHub);
        values.set("request", forge.change_word());
        values
    }

    /// Plans a file, unless it is there, or another that has its place: `also` names those, in its folder
    /// or from the top, `*` for any end.
    /// What is there is given back.
    pub(super) fn add(
        &self,
        plan: &mut Plan,
        path: &str,
        text: &str,
        also: &[&str],
    ) -> Result<Option<String>, Error> {
        let there = write::standing(&self.ground.folder, path, also)?;
        match &there {
            Some(there) => plan.there.push(there.clone()),
            None => plan.files.push(Planned { path: path.to_owned(), text: text.to_owned() }),
        }
        Ok(there)
    }

    /// Whether a file that is there is somebody's own: one that does not hold `word`.
    pub(super) fn is_own(&self, path: &str, word: &str) -> bool {
        self.text_of(path).is_some_and(|text| !text.contains(word))
    }

    fn text_of(&self, path: &str) -> Option<String> {
        text_at(&self.ground.folder.join(path))
    }

    /// As [`Basis::add`], with the line that names the schema, in canonical form.
    fn add_record(&self, plan: &mut Plan, path: &str, text: &str) -> Result<(), Error> {
        let line = layout::schema_line(path).map(|line| line + "\n").unwrap_or_default();
        let file = SourceFile::new(path, format!("{line}{text}"));
        let formatted =
            RecordPath::parse(path).ok().and_then(|record| layout::format(&file, record.kind).ok());
        self.add(plan, path, formatted.as_deref().unwrap_or(file.text()), &[]).map(drop)
    }

    fn framework(&self, plan: &mut Plan, framework: Framework, values: &Values) -> Result<(), Error> {
        for (path, text) in framework.files() {
            self.add_record(plan, &path, &values.fill_yaml(text, scalar))?;
        }
        Ok(())
    }

    /// The profile of the first person.
    fn profile(&self, plan: &mut Plan) -> Result<(), Error> {
        let (Some(position), Some(handle)) = (&self.choices.position, &self.choices.handle) else {
            plan.there.extend(self.standing.people.then(|| "people/".to_owned()));
            if !self.standing.people {
                plan.left_out.push(LeftOut {
                    what: "your profile".into(),
                    why: "the framework has no role yet that it could name".into(),
                    commands: vec!["milepost new role".into(), "milepost new profile".into()],
                });
            }
            return Ok(());
        };
        let mut draft = Draft::new(Kind::Profile);
        draft.set("role", position.role_id.as_str());
        draft.set("tier", position.tier_id());
        draft.set("discipline", position.role.discipline.as_str());
        draft.set("started", self.today);
        let person = &self.choices.person;
        if let Some(name) = &person.name {
            draft.set("name", name.as_str());
        }
        draft.set("mentors", Value::List(Vec::new()));
        draft.comment("mentors", "Who reads what you have done, and helps: their handles, such as [ben].");
        if let Some((kind, login)) = self.choices.forge.zip(self.choices.login.as_deref()) {
            let account = (codeowners::key(kind).to_owned(), Value::from(login));
            draft.set("accounts", Value::Map(vec![account]));
        }
        if let Some(email) = &person.email {
            draft.set("emails", Value::List(vec![Value::from(email.as_str())]));
        } else {
            draft.hint("emails", "[YOU@EXAMPLE.COM]");
            plan.left_out.push(LeftOut {
                what: "Your address, by which Milepost knows that you are at the keyboard".into(),
                why: format!(
                    "Git's `user.email` is not set; set it, and write it into people/{handle}/profile.yaml \
                     under `emails`"
                ),
                commands: vec!["git config --global user.email YOU@EXAMPLE.COM".into()],
            });
        }
        draft.comment("emails", "By these Milepost knows that you are at the keyboard.");
        self.add_record(plan, &format!("people/{handle}/profile.yaml"), &draft.text())
    }

    /// What tells VS Code of the schemas.
    fn settings(&self, plan: &mut Plan) -> Result<(), Error> {
        let there = self.add(plan, ".vscode/settings.json", &editor::settings(), &[])?;
        if let Some(there) = there.filter(|there| self.is_own(there, schema::FOLDER)) {
            plan.left_out.push(LeftOut {
                what: format!("Schemas in {there}"),
                why: "it is there already; put the key `yaml.schemas` into it that this prints".into(),
                commands: vec!["milepost schema --vscode".into()],
            });
        }
        Ok(())
    }

    /// The README, with links that begin a file on the forge where its address is known.
    fn readme(&self, plan: &mut Plan, mut values: Values) -> Result<(), Error> {
        let branch = self.ground.repository.default_branch().unwrap_or_else(|| "main".to_owned());
        let links = self.choices.project.as_ref().and_then(|project| {
            let position = self.choices.position.clone().or_else(|| self.first_position())?;
            let tier = position.role.tiers.get(position.tier)?;
            let skill = tier.requires.first()?;
            let sample = Sample {
                role: [&position.role_id, tier.id.as_str(), position.role.discipline.as_str()],
                skill: &skill.skill,
            };
            links::links(project, &branch, &self.ground.root, &sample, self.today)
        });
        let browser = links.is_some();
        for (name, link) in links.into_iter().flatten() {
            values.set(name, link);
        }
        let filled = |browser| values.fill_markdown(starter::text("readme.md"), browser, escape::markdown);
        let there = self.add(plan, "README.md", &filled(browser), &["README", "README.*"])?;
        if browser && there.as_deref().and_then(|there| self.text_of(there)) == Some(filled(false)) {
            plan.left_out.push(LeftOut {
                what: LINKS.into(),
                why: "it was written when the project's address was not known".into(),
                commands: vec!["rm README.md && milepost init".into()],
            });
        }
        if let Some(there) = there.filter(|there| self.is_own(there, "milepost")) {
            let end = there.rsplit_once('.').map_or(String::new(), |(_, end)| format!(".{end}"));
            plan.left_out.push(LeftOut {
                what: "A README for learners".into(),
                why: format!("{there} is there already; with another name it makes room for one"),
                commands: vec![format!("mv {} ABOUT{end} && milepost init", quoted(&there))],
            });
        }
        let written = plan.files.iter().any(|file| file.path == "README.md");
        if written && self.choices.forge.is_some() && self.choices.project.is_none() {
            plan.left_out.push(LeftOut {
                what: LINKS.into(),
                why: "the project's address is not known yet".into(),
                commands: vec!["rm README.md && milepost init --project https://HOST/OWNER/NAME".into()],
            });
        }
        Ok(())
    }

    /// The first tier that asks for a skill, of the roles that are there.
    fn first_position(&self) -> Option<super::choices::Position> {
        self.standing.roles().into_iter().find_map(|(role_id, role)| {
            let tier = role.tiers.iter().position(|tier| !tier.requires.is_empty())?;
            Some(super::choices::Position { role_id, role, tier })
        })
    }
}

/// A day as it is; any other text in double quotes, which YAML 1.2 reads as JSON does (YAML 1.2.2, section
/// 1.2). Quotes that are not needed go with the canonical form.
fn scalar(text: &str) -> String {
    if text.parse::<Date>().is_ok() { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}
