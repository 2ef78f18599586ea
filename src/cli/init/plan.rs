//! Which files a learning repository lacks, and what they hold. Nothing is written here.

use super::super::codeowners;
use super::super::commit::quoted;
use super::Arguments;
use super::choices::Choices;
use super::ground::Ground;
use super::links::{self, Sample};
use super::standing::Standing;
use super::starter::{self, Framework, Values};
use super::{editor, write};
use crate::calendar::Date;
use crate::error::Error;
use crate::forge::workflows::{self, Origin, Release, Variant};
use crate::forge::{self, Kind as ForgeKind};
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
    basis.add(&mut plan, ".vscode/settings.json", &editor::settings(), &[])?;
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
    fn add(&self, plan: &mut Plan, path: &str, text: &str, also: &[&str]) -> Result<(), Error> {
        match write::standing(&self.ground.folder, path, also)? {
            Some(there) => plan.there.push(there),
            None => plan.files.push(Planned { path: path.to_owned(), text: text.to_owned() }),
        }
        Ok(())
    }

    /// As [`Basis::add`], with the line that names the schema, in canonical form.
    fn add_record(&self, plan: &mut Plan, path: &str, text: &str) -> Result<(), Error> {
        let line = layout::schema_line(path).map(|line| line + "\n").unwrap_or_default();
        let file = SourceFile::new(path, format!("{line}{text}"));
        let formatted =
            RecordPath::parse(path).ok().and_then(|record| layout::format(&file, record.kind).ok());
        self.add(plan, path, formatted.as_deref().unwrap_or(file.text()), &[])
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
        let text = values.fill_markdown(starter::text("readme.md"), browser, escape::markdown);
        self.add(plan, "README.md", &text, &["README", "README.*"])?;
        let written = plan.files.iter().any(|file| file.path == "README.md");
        if written && self.choices.forge.is_some() && self.choices.project.is_none() {
            plan.left_out.push(LeftOut {
                what: "Links in README.md that begin a file in the browser".into(),
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

    /// What the forge reads. In a larger repository the places for it belong to everybody there, so it is
    /// only said how to add it.
    fn of_the_forge(&self, plan: &mut Plan) -> Result<(), Error> {
        let Some(kind) = self.choices.forge else {
            plan.left_out.push(LeftOut {
                what: "CI, CODEOWNERS and a template".into(),
                why: "no forge is chosen: github, gitlab or forgejo".into(),
                commands: vec!["milepost init --forge github".into()],
            });
            return Ok(());
        };
        let name = super::ForgeChoice::of(kind).name();
        let root = &self.ground.root;
        if !root.is_empty() {
            let quoted = quoted(root);
            plan.left_out.push(LeftOut {
                what: "CODEOWNERS and CI".into(),
                why: "they lie at the top of the Git repository, which is not only for learning; in the CI files, \
                      `--root` with the folder goes after each `milepost`"
                    .into(),
                commands: vec![
                    format!("milepost codeowners --root {quoted} --forge {name} --write"),
                    format!("milepost workflows --forge {name} --action {}", workflows::action_form(kind)),
                ],
            });
            return Ok(());
        }
        let (template, also) = template(kind);
        self.add(plan, template, starter::text("pull-request.md"), also)?;
        self.code_owners(plan, kind, name)?;
        self.workflows(plan, kind, name)
    }

    fn code_owners(&self, plan: &mut Plan, kind: ForgeKind, name: &str) -> Result<(), Error> {
        let places = forge::codeowners::places(kind);
        let first = places.first().copied().unwrap_or_default();
        let owners = match self.standing.state.policy.checked.as_ref().filter(|_| self.standing.people) {
            Some(policy) => codeowners::owners(&self.standing.state, policy, kind, self.today)?.logins,
            None => self.choices.login.clone().into_iter().collect(),
        };
        if let Some(there) = write::standing(&self.ground.folder, first, places)? {
            plan.there.push(there);
            return Ok(());
        }
        if owners.is_empty() {
            let handle = self.choices.handle.as_deref().unwrap_or("HANDLE");
            let login = self.arguments.account.as_deref().filter(|login| forge::codeowners::is_login(login));
            let login = login.unwrap_or("LOGIN");
            plan.left_out.push(LeftOut {
                what: "CODEOWNERS".into(),
                why: format!(
                    "no owner's account on {} is known; write `accounts: {{{}: {login}}}` into \
                     people/{handle}/profile.yaml first",
                    kind.name(),
                    codeowners::key(kind)
                ),
                commands: vec![format!("milepost codeowners --forge {name} --write")],
            });
            return Ok(());
        }
        self.add(plan, first, &forge::codeowners::lines(kind, "", &owners), places)
    }

    fn workflows(&self, plan: &mut Plan, kind: ForgeKind, name: &str) -> Result<(), Error> {
        let Some(action) = &self.arguments.action else {
            plan.left_out.push(LeftOut {
                what: "CI".into(),
                why: "it has to be said which commit of Milepost's repository CI may run".into(),
                commands: vec![format!(
                    "milepost workflows --forge {name} --action {} --write .",
                    workflows::action_form(kind)
                )],
            });
            return Ok(());
        };
        let refused = |unusable: workflows::Unusable| super::super::usage(unusable.message, unusable.hint);
        let origin = Origin::parse(action, env!("CARGO_PKG_REPOSITORY")).map_err(refused)?;
        let release = Release::parse("newest").map_err(refused)?;
        let files =
            workflows::workflows(kind, Variant::PullRequestTarget, &origin, &release).map_err(refused)?;
        for file in files {
            self.add(plan, file.path, &file.text, &[])?;
        }
        Ok(())
    }
}

/// Where the forge looks for the text of a new pull or merge request, and where else it would find one:
/// docs.github.com, "Creating a pull request template for your repository"; docs.gitlab.com, "Description
/// templates"; forgejo.org, "Issue and Pull Request templates".
fn template(kind: ForgeKind) -> (&'static str, &'static [&'static str]) {
    match kind {
        ForgeKind::GitHub => (
            ".github/pull_request_template.md",
            &[
                ".github/pull_request_template.*",
                ".github/pull_request_template",
                "pull_request_template.*",
                "pull_request_template",
                "docs/pull_request_template.*",
                "docs/pull_request_template",
            ],
        ),
        ForgeKind::GitLab => (".gitlab/merge_request_templates/Default.md", &[]),
        ForgeKind::Forgejo => (
            ".forgejo/pull_request_template.md",
            &[
                ".forgejo/pull_request_template.*",
                ".gitea/pull_request_template.*",
                ".github/pull_request_template.*",
                "pull_request_template.*",
                "docs/pull_request_template.*",
            ],
        ),
    }
}

/// A day as it is; any other text in double quotes, which YAML 1.2 reads as JSON does (YAML 1.2.2, section
/// 1.2). Quotes that are not needed go with the canonical form.
fn scalar(text: &str) -> String {
    if text.parse::<Date>().is_ok() { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}
