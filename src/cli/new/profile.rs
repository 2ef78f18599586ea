//! `milepost new profile`: who somebody is at work.

use clap::Args;

use super::Desk;
use super::colleagues::{self, Colleague};
use super::newcomer;
use crate::calendar::Date;
use crate::cli::ask::{Asker, Choice, Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::output::Output;
use crate::cli::{Common, Outcome, usage};
use crate::error::Error;
use crate::layout::{Draft, Value};
use crate::progress::tier::next_tier;
use crate::record::{Framework, Id, Identities, Kind, Record, RecordPath, Role, Tier};

/// Arguments of `milepost new profile`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost new profile                    asks; name and e-mail address come from Git's user\n  \
    milepost new profile --commit           the same, and commits the file\n  \
    milepost new profile ben --role backend-engineer --tier mid --mentor ana --email ben@example.com\n\
    The handle is the name of the person's folder. It need not be a name: where milepost.yaml says\n\
    `privacy.identities: pseudonymous`, the next pseudonym is proposed, and no name or address.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Handle of the person [default: from your e-mail address]
    handle: Option<String>,
    /// Role, by its id
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Tier of the role, by its id
    #[arg(long, value_name = "TIER")]
    tier: Option<String>,
    /// Discipline [default: that of the role]
    #[arg(long, value_name = "DISCIPLINE")]
    discipline: Option<String>,
    /// First day in this learning repository [default: today]
    #[arg(long, value_name = "DAY")]
    started: Option<String>,
    /// Name, for reports [default: Git's user.name, in your own profile]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// E-mail address of the person's commits; may be repeated [default: Git's user.email, in your own
    /// profile]
    #[arg(long = "email", value_name = "ADDRESS")]
    emails: Vec<String>,
    /// Team, by its id
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Mentor, by handle; may be repeated, the first one first
    #[arg(long = "mentor", value_name = "HANDLE")]
    mentors: Vec<String>,
    /// Manager, by handle
    #[arg(long, value_name = "HANDLE")]
    manager: Option<String>,
    /// Program that the person takes part in, by its id; may be repeated
    #[arg(long = "program", value_name = "PROGRAM")]
    programs: Vec<String>,
    /// Account on GitHub
    #[arg(long, value_name = "LOGIN")]
    github: Option<String>,
    /// Account on GitLab
    #[arg(long, value_name = "LOGIN")]
    gitlab: Option<String>,
    /// Account on Forgejo or Gitea
    #[arg(long, value_name = "LOGIN")]
    forgejo: Option<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// What a profile is made of.
struct Answers {
    handle: String,
    role: Id,
    tier: Id,
    discipline: String,
    started: Date,
    name: Option<String>,
    emails: Vec<String>,
    team: Option<String>,
    programs: Vec<String>,
    mentors: Vec<String>,
    manager: Option<String>,
    accounts: Vec<(&'static str, String)>,
}

/// Asks and writes.
///
/// # Errors
/// Where an answer is missing, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(common, output, "milepost new profile")?;
    let answers = ask(arguments, &desk)?;
    let handle = Id::new(&*answers.handle);
    let title = handle.to_string();
    let path = RecordPath { kind: Kind::Profile, owner: Some(handle.clone()), id: handle };
    desk.write(&path, draft(&answers, &Hints::of(&desk, &answers)), arguments.commit, &title)
}

fn ask(arguments: &Arguments, desk: &Desk<'_>) -> Result<Answers, Error> {
    let (asker, framework) = (&desk.asker, desk.framework());
    let roles: Vec<&Record<Role>> = framework.roles.iter().collect();
    let Some(first) = roles.first() else {
        return Err(usage("a profile names a role, and there is none yet", "`milepost new role` writes one"));
    };
    let pseudonymous = desk.policy().identities == Identities::Pseudonymous;
    // Whose address Git has need not be asked for where nobody may know.
    let who = if pseudonymous { None } else { newcomer::newcomer(desk) };
    let proposed = newcomer::proposed_handle(desk, who.as_ref(), pseudonymous);
    asker.require(&[
        ("HANDLE", arguments.handle.is_some() || proposed.is_some()),
        ("--role ROLE", arguments.role.is_some() || roles.len() == 1),
        ("--tier TIER", arguments.tier.is_some() || (roles.len() == 1 && first.data.tiers.len() == 1)),
    ])?;
    let addresses = newcomer::addresses(desk);
    let handle = asker.text(
        &Question {
            flag: "HANDLE",
            text: "Handle?",
            help: if pseudonymous {
                "The name of the folder below people/; nothing that tells who it is"
            } else {
                "The name of the folder below people/; it need not be a name of yours"
            },
        },
        arguments.handle.as_deref(),
        Preset::default(proposed.as_deref()),
        &|text| newcomer::judge_handle(text, desk),
    )?;
    let given = newcomer::given_emails(asker, &arguments.emails, &addresses)?;
    let role = ask_role(asker, arguments.role.as_deref(), &roles)?;
    let tier = ask_tier(asker, arguments.tier.as_deref(), role, framework)?;
    let started = desk.day("--started DAY", arguments.started.as_deref())?;
    let team = ask_team(asker, arguments.team.as_deref(), desk)?;
    let everybody = colleagues::everybody(&desk.workspace.state, desk.today())?;
    let others: Vec<Colleague> = everybody.into_iter().filter(|one| one.handle != handle).collect();
    let others = colleagues::nearest_first(others, |one| one.profile.team.as_deref() == team.as_deref());
    let mentors = colleagues::ask(
        asker,
        &Question {
            flag: "--mentor HANDLE",
            text: "Mentors?",
            help: "Whoever reads what you do and says what is missing; may be left",
        },
        &arguments.mentors,
        (&others, framework),
        Preset::Nothing,
        0,
    )?;
    let (name, emails) =
        match newcomer::own_identity(asker, who, proposed.as_deref() == Some(handle.as_str()))? {
            Some(own) => {
                let emails = if given.is_empty() { vec![own.email] } else { given };
                (arguments.name.clone().or(own.name), emails)
            }
            None if pseudonymous => (arguments.name.clone(), given),
            None => newcomer::ask_identity(asker, (arguments.name.as_deref(), &given), &addresses)?,
        };
    let accounts =
        [("github", &arguments.github), ("gitlab", &arguments.gitlab), ("forgejo", &arguments.forgejo)];
    Ok(Answers {
        discipline: arguments.discipline.clone().unwrap_or_else(|| role.data.discipline.to_string()),
        role: role.id.clone(),
        tier: tier.id.clone(),
        handle,
        started,
        name,
        emails,
        team,
        programs: arguments.programs.clone(),
        mentors,
        manager: arguments.manager.clone(),
        accounts: accounts
            .into_iter()
            .filter_map(|(forge, account)| Some((forge, account.clone()?)))
            .collect(),
    })
}

fn ask_role<'a>(
    asker: &Asker<'_>,
    given: Option<&str>,
    roles: &[&'a Record<Role>],
) -> Result<&'a Record<Role>, Error> {
    let choices: Vec<Choice> = roles
        .iter()
        .map(|role| Choice::new(role.id.as_str()).label(&*role.data.name).note(role.data.discipline.as_str()))
        .collect();
    let question = Question { flag: "--role ROLE", text: "Role?", help: "" };
    // Where there is only one, there is nothing to ask.
    let index = match (given, roles.len()) {
        (None, 1) => 0,
        (Some(_) | None, _) => asker.choice(&question, given, &choices, Preset::Nothing)?,
    };
    roles.get(index).copied().ok_or_else(|| usage("no role was chosen", "name it with --role"))
}

fn ask_tier<'a>(
    asker: &Asker<'_>,
    given: Option<&str>,
    role: &'a Record<Role>,
    framework: &Framework,
) -> Result<&'a Tier, Error> {
    let tiers = &role.data.tiers;
    let asked = |tier: &Tier| {
        let name = |id: &Id| {
            framework.skills.get(id).map_or_else(|| id.to_string(), |skill| skill.data.name.clone())
        };
        let each: Vec<String> = tier
            .requires
            .iter()
            .map(|required| format!("{} {}", name(&required.skill), required.level))
            .collect();
        if each.is_empty() { String::new() } else { format!("asks for {}", each.join(", ")) }
    };
    let choices: Vec<Choice> = tiers
        .iter()
        .map(|tier| {
            Choice::new(tier.id.as_str()).label(tier.name.as_deref().unwrap_or(&tier.id)).text(asked(tier))
        })
        .collect();
    let question = Question { flag: "--tier TIER", text: "Tier?", help: "Where the person stands today" };
    let index = match (given, tiers.len()) {
        (None, 1) => 0,
        (Some(_) | None, _) => asker.choice(&question, given, &choices, Preset::Nothing)?,
    };
    tiers.get(index).ok_or_else(|| usage("no tier was chosen", "name it with --tier"))
}

fn ask_team(asker: &Asker<'_>, given: Option<&str>, desk: &Desk<'_>) -> Result<Option<String>, Error> {
    let teams = &desk.groups().teams;
    if given.is_none() && teams.is_empty() {
        return Ok(None);
    }
    let mut choices: Vec<Choice> =
        teams.iter().map(|team| Choice::new(team.id.as_str()).label(&*team.data.name)).collect();
    choices.push(Choice::default().label("no team"));
    let question = Question { flag: "--team TEAM", text: "Team?", help: "" };
    let index = asker.choice(&question, given, &choices, Preset::Default(choices.len() - 1))?;
    Ok(choices.into_iter().nth(index).map(|choice| choice.key).filter(|key| !key.is_empty()))
}

/// What a profile may say beside what was asked, with what is likely here.
struct Hints {
    /// Role and tier to work towards.
    target: Option<(String, String)>,
    /// A skill of the tier.
    skill: String,
    /// The policy's hours a week.
    hours: f64,
}

impl Hints {
    fn of(desk: &Desk<'_>, answers: &Answers) -> Self {
        let role = desk.framework().roles.get(&answers.role);
        let next = role.and_then(|role| next_tier(&role.data, &answers.tier));
        let required = role.into_iter().flat_map(|role| &role.data.tiers).flat_map(|tier| &tier.requires);
        Self {
            target: role.zip(next).map(|(role, next)| (role.id.to_string(), next.id.to_string())),
            skill: required
                .map(|required| required.skill.to_string())
                .next()
                .unwrap_or_else(|| "a-skill".into()),
            hours: desk.policy().limits.hours_per_week,
        }
    }
}

fn draft(answers: &Answers, hints: &Hints) -> Draft {
    let mut draft = Draft::new(Kind::Profile);
    let Hints { target, skill, hours } = hints;
    if let Some((role, tier)) = target {
        draft.hint("target", &format!("{{role: {role}, tier: {tier}}}"));
    }
    draft
        .hint(
            "aspiration",
            &format!("{{text: What you want to become in your own words, skills: [{skill}]}}"),
        )
        .hint("hours_per_week", &hours.to_string())
        .hint("away", &format!("[{{start: {}, end: {}}}]", answers.started, answers.started.plus_days(14)))
        .hint("offers", &format!("[{skill}]"));
    draft.set("role", answers.role.as_str());
    draft.set("tier", answers.tier.as_str());
    draft.set("discipline", answers.discipline.as_str());
    draft.set("started", answers.started);
    draft
        .set_some("name", answers.name.as_deref())
        .set_some("team", answers.team.as_deref())
        .set_some("manager", answers.manager.as_deref())
        .set_list("programs", &answers.programs)
        .set_list("mentors", &answers.mentors)
        .set_list("emails", &answers.emails);
    if !answers.accounts.is_empty() {
        let accounts = answers.accounts.iter();
        draft.set(
            "accounts",
            Value::Map(
                accounts.map(|(forge, account)| ((*forge).to_owned(), account.as_str().into())).collect(),
            ),
        );
    }
    draft
}
