//! What the forge reads: CODEOWNERS, CI files and the template of a pull or merge request.

use super::super::codeowners;
use super::super::commit::quoted;
use super::super::files::text_at;
use super::plan::{Basis, LeftOut, Plan};
use super::{starter, write};
use crate::error::Error;
use crate::forge::workflows::{self, GITLAB_CI, GITLAB_CI_BESIDE, Origin, Release, Variant};
use crate::forge::{self, Kind as ForgeKind, installed};

impl Basis<'_> {
    /// What the forge reads. In a larger repository the places for it belong to everybody there, so it is
    /// only said how to add it.
    pub(super) fn of_the_forge(&self, plan: &mut Plan) -> Result<(), Error> {
        let Some(kind) = self.choices.forge else {
            plan.left_out.push(LeftOut {
                what: "CI, CODEOWNERS and a template".into(),
                why: "no forge is chosen: github, gitlab or forgejo".into(),
                commands: vec!["milepost init --forge github".into()],
            });
            return Ok(());
        };
        let name = super::ForgeChoice::of(kind).name();
        if !self.ground.root.is_empty() {
            plan.left_out.extend(self.at_the_top(kind, name));
            return Ok(());
        }
        let (template, also) = template(kind);
        self.add(plan, template, starter::text("pull-request.md"), also)?;
        self.code_owners(plan, kind, name)?;
        self.workflows(plan, kind, name)
    }

    /// What somebody has to add at the top of a larger repository.
    fn at_the_top(&self, kind: ForgeKind, name: &str) -> Option<LeftOut> {
        let root = quoted(&self.ground.root);
        let top = self.ground.repository.work_dir()?;
        let names_it = |path: &str| text_at(&top.join(path)).is_some_and(|text| text.contains("milepost"));
        let owners = forge::codeowners::places(kind).iter().any(|path| names_it(path));
        let ci = installed::places(kind).into_iter().chain([GITLAB_CI_BESIDE]).any(names_it);
        let form = workflows::action_form(kind);
        let owners =
            ("CODEOWNERS", owners, format!("milepost codeowners --root {root} --forge {name} --write"));
        let ci = ("CI", ci, format!("milepost workflows --forge {name} --action {form}"));
        let missing: Vec<_> = [owners, ci].into_iter().filter(|(_, there, _)| !there).collect();
        let names: Vec<&str> = missing.iter().map(|(name, ..)| *name).collect();
        (!missing.is_empty()).then(|| LeftOut {
            what: names.join(" and "),
            why: "at the top of the Git repository, which is not only for learning; in the CI files, `--root` with \
                  the folder goes after each `milepost`"
                .into(),
            commands: missing.into_iter().map(|(.., command)| command).collect(),
        })
    }

    fn code_owners(&self, plan: &mut Plan, kind: ForgeKind, name: &str) -> Result<(), Error> {
        let places = forge::codeowners::places(kind);
        let first = places.first().copied().unwrap_or_default();
        let owners = match self.standing.state.policy.checked.as_ref().filter(|_| self.standing.people) {
            Some(policy) => codeowners::owners(&self.standing.state, policy, kind, self.today)?.logins,
            None => self.choices.login.clone().into_iter().collect(),
        };
        if let Some(there) = write::standing(&self.ground.folder, first, places)? {
            if !owners.is_empty() && self.is_own(&there, forge::codeowners::BEGIN) {
                plan.left_out.push(LeftOut {
                    what: format!("Milepost's lines in {there}"),
                    why: "the file is there already; this adds them after its own".into(),
                    commands: vec![format!("milepost codeowners --forge {name} --write")],
                });
            }
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
        self.add(plan, first, &forge::codeowners::lines(kind, "", &owners), places).map(drop)
    }

    fn workflows(&self, plan: &mut Plan, kind: ForgeKind, name: &str) -> Result<(), Error> {
        let form = workflows::action_form(kind);
        let own = kind == ForgeKind::GitLab && self.is_own(GITLAB_CI, "milepost");
        if own && write::standing(&self.ground.folder, GITLAB_CI_BESIDE, &[])?.is_none() {
            plan.there.push(GITLAB_CI.into());
            plan.left_out.push(LeftOut {
                what: "CI".into(),
                why: format!(
                    "{GITLAB_CI} is your own; Milepost's goes beside it, and \
                     `include: {{local: {GITLAB_CI_BESIDE}}}` into it"
                ),
                commands: vec![format!(
                    "milepost workflows --forge {name} --action {form} > {GITLAB_CI_BESIDE}"
                )],
            });
            return Ok(());
        }
        let Some(action) = &self.arguments.action else {
            return self.present_workflows(plan, kind, name);
        };
        let refused = |unusable: workflows::Unusable| super::super::usage(unusable.message, unusable.hint);
        let origin = Origin::parse(action, env!("CARGO_PKG_REPOSITORY")).map_err(refused)?;
        let release = Release::parse("newest").map_err(refused)?;
        let files =
            workflows::workflows(kind, Variant::PullRequestTarget, &origin, &release).map_err(refused)?;
        for file in files {
            self.add(plan, file.path, &file.text, &[&installed::in_gitea(file.path)])?;
        }
        Ok(())
    }

    /// The CI files that are there; where there is none, it has to be said where CI gets the program from.
    fn present_workflows(&self, plan: &mut Plan, kind: ForgeKind, name: &str) -> Result<(), Error> {
        let mut any = false;
        for path in installed::places(kind) {
            let there = write::standing(&self.ground.folder, path, &[&installed::in_gitea(path)])?;
            any |= there.is_some();
            plan.there.extend(there);
        }
        if !any {
            let form = workflows::action_form(kind);
            plan.left_out.push(LeftOut {
                what: "CI".into(),
                why: "it has to be said which commit of Milepost's repository CI may run".into(),
                commands: vec![format!("milepost workflows --forge {name} --action {form} --write .")],
            });
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
