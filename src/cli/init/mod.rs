//! `milepost init [DIR]`: a learning repository, or what one still lacks.
//!
//! `ground` says where it comes to, `standing` what is there, `choices` asks, `plan` makes the files,
//! `write` writes them, `told` says what happened. Nothing is ever overwritten.

mod choices;
pub(super) mod editor;
mod ground;
mod links;
mod on_forge;
mod person;
mod plan;
mod standing;
mod starter;
mod told;
mod write;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ask::Asker;
use super::output::Output;
use super::workspace::Workspace;
use super::{Common, Outcome, clock, commit, prepared, usage};
use crate::calendar::{Date, Zone};
use crate::check::{self, Locator, Settings, State, Status};
use crate::error::Error;
use crate::finding::Severity;
use crate::forge::Kind;
use crate::output::human;
use crate::output::wording;
use crate::policy::Policy;
use crate::report::located;
use crate::rules::{Flags, Severities};
use crate::source::{Alteration, Repository, write_over};
use ground::Ground;
use plan::{Basis, Plan};
use standing::Standing;
use starter::Framework;

/// Arguments of `milepost init`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost init learning                      makes the folder, with a Git repository\n  \
    milepost init                               here; what is there already stays as it is\n  \
    milepost init --dry-run                     lists what is missing\n  \
    milepost init learning --framework backend --handle ana --forge github --account ana-soto\n\
    At most four questions; where there is no terminal, flags answer them. Run it again at any time: it adds\n\
    what is missing, such as CI once --action is given, and never writes over a file.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Folder to make or to complete [default: the current one]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Framework to begin with, where there is none yet
    #[arg(long, value_enum, value_name = "NAME")]
    framework: Option<Framework>,
    /// Your tier in the framework's role [default: the first]
    #[arg(long, value_name = "TIER")]
    tier: Option<String>,
    /// Your handle: the name of your folder in people/ [default: from Git's user.email]
    #[arg(long, value_name = "HANDLE")]
    handle: Option<String>,
    /// Forge that it is pushed to [default: that of the remote]
    #[arg(long, value_enum, value_name = "FORGE")]
    forge: Option<ForgeChoice>,
    /// Your account on the forge, for CODEOWNERS [default: from Git's settings, where they say it]
    #[arg(long, value_name = "LOGIN")]
    account: Option<String>,
    /// Address of the project, for links that begin a file in the browser [default: that of the remote]
    #[arg(long, value_name = "URL")]
    project: Option<String>,
    /// Where CI gets the program from: Milepost's repository at a commit that you trust
    #[arg(long, value_name = "OWNER/REPO@COMMIT")]
    action: Option<String>,
    /// What reports call the repository [default: the folder's name]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// List what would be written and what is there, and write nothing
    #[arg(long, conflicts_with = "commit")]
    dry_run: bool,
    /// Commit what was written, and nothing else, with your own git
    #[arg(long)]
    commit: bool,
}

/// A forge, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ForgeChoice {
    /// GitHub and GitHub Enterprise
    Github,
    /// GitLab
    Gitlab,
    /// Forgejo and Gitea
    #[value(alias = "gitea")]
    Forgejo,
    /// No forge: no CI, no CODEOWNERS
    None,
}

impl ForgeChoice {
    const ALL: [Self; 4] = [Self::Github, Self::Gitlab, Self::Forgejo, Self::None];

    fn kind(self) -> Option<Kind> {
        match self {
            Self::Github => Some(Kind::GitHub),
            Self::Gitlab => Some(Kind::GitLab),
            Self::Forgejo => Some(Kind::Forgejo),
            Self::None => None,
        }
    }

    fn of(kind: Kind) -> Self {
        match kind {
            Kind::GitHub => Self::Github,
            Kind::GitLab => Self::Gitlab,
            Kind::Forgejo => Self::Forgejo,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Forgejo => "forgejo",
            Self::None => "none",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Self::Github => "GitHub and GitHub Enterprise",
            Self::Gitlab => "GitLab",
            Self::Forgejo => "Forgejo and Gitea",
            Self::None => "not yet, or nowhere",
        }
    }
}

/// Makes or completes a learning repository.
///
/// # Errors
/// Where it cannot be there, something stands in the way, an answer is missing, or what would be written
/// does not fit what is there; then nothing is written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    if common.root.is_some() {
        return Err(usage("`milepost init` takes no --root", "name the folder instead: milepost init DIR"));
    }
    let ground = Ground::find(arguments.folder.as_deref())?;
    let standing = Standing::of(&ground)?;
    let (zone_name, zone) = zone(&standing);
    let today = common
        .today
        .or_else(|| clock::today(&zone))
        .ok_or_else(|| usage("the system's clock cannot be read", "give the day with --today YYYY-MM-DD"))?;
    let asker = Asker::new(output, today, "milepost init");
    let choices = choices::ask(arguments, &asker, &ground, &standing)?;
    let basis =
        Basis { arguments, ground: &ground, standing: &standing, choices: &choices, today, zone: zone_name };
    if let Some(framework) = arguments.framework.filter(|asked| standing.has_another_than(*asked)) {
        output.warning(
            &format!("`--framework {}` adds nothing: framework/ holds another one already", framework.name()),
            "`milepost new role` and `milepost new skill` add to it",
        );
    }
    let plan = plan::plan(&basis)?;
    fits(&ground, &standing, &plan, today, output)?;
    if arguments.dry_run {
        output.print(&told::rehearsal(&ground, &plan, output.width()))?;
        return Ok(Outcome::Fine);
    }
    if !plan.files.is_empty() {
        write::write(&ground, &plan.files)?;
    }
    output.print(&told::written(&ground, &plan, &choices, output.width()))?;
    let mut paths: Vec<String> = plan.files.iter().map(|file| file.path.clone()).collect();
    let ignored = match Repository::discover(&ground.folder) {
        Ok(repository) => commit::ignored(&repository, &ground.root, &paths),
        Err(_) => Vec::new(),
    };
    paths.retain(|path| !ignored.contains(path));
    if let Some((fault, help)) = told::ignored(&ground, &ignored) {
        output.warning(&fault, &help);
    }
    if arguments.commit && !paths.is_empty() {
        let common = Common { root: Some(ground.folder.clone()), ..common.clone() };
        let message =
            if standing.is_new() { "A learning repository" } else { "Complete the learning repository" };
        let id = commit::commit(&Workspace::open(&common)?, &paths, &paths, message)?;
        output.print(&format!("\nCommitted as {id}.\n"))?;
    }
    if !plan.files.is_empty() {
        output.print(&told::next(&ground, &plan, &ignored, arguments.commit, output.width()))?;
    }
    Ok(Outcome::Fine)
}

/// The time zone of the policy that is there; else the machine's, where it has a name; else UTC.
fn zone(standing: &Standing) -> (String, Zone) {
    let policy = standing.state.policy.checked.as_ref();
    let here = clock::local_zone().unwrap_or_else(|| "UTC".to_owned());
    match (policy, Zone::named(&here)) {
        (Some(policy), _) => (here, policy.zone.clone()),
        (None, Some(zone)) => (here, zone),
        (None, None) => ("UTC".to_owned(), Zone::utc()),
    }
}

/// Judges what the files would bring into what is there.
///
/// # Errors
/// Where they would bring errors.
fn fits(
    ground: &Ground,
    standing: &Standing,
    plan: &Plan,
    today: Date,
    output: &Output,
) -> Result<(), Error> {
    let alteration = |file: &plan::Planned| Alteration {
        path: file.path.clone(),
        content: Some(file.text.clone().into_bytes()),
        renamed_from: None,
    };
    let alterations: Vec<_> = plan.files.iter().map(alteration).collect();
    let before = &standing.state;
    let overlay = write_over(&ground.repository, &before.snapshot, &alterations)?;
    let after = State::load(overlay.snapshot.clone())?;
    let policy = before.policy.checked.clone().or_else(|| after.policy.checked.clone());
    let Some(policy) = policy else { return Ok(()) };
    let settings = settings(policy, today);
    let comparison = check::compare(before, &after, &overlay, &settings)?;
    let mut locator = Locator::new(Some(before.snapshot.clone()), after.snapshot.clone());
    let mut views = Vec::new();
    for (status, finding) in &comparison.findings {
        if *status == Status::Introduced && finding.severity == Severity::Error {
            views.push(located::view(finding, None, &mut locator)?);
        }
    }
    if views.is_empty() {
        return Ok(());
    }
    output.message(&human::listed(&views, prepared::options(output)));
    Err(usage(
        format!(
            "nothing was written: this would bring {} into the repository",
            wording::count(views.len(), "error")
        ),
        "mend what is there first, or answer otherwise; `milepost init --help` says how",
    ))
}

fn settings(policy: Policy, today: Date) -> Settings {
    Settings { severities: Severities::new(&policy, Flags::default()), policy, today, opened: today }
}
