//! `milepost new goal`: six questions at most. Which skill, which level, where and what for, how anyone
//! can tell, by when; the title and the last day for using it at work follow from these.

use clap::Args;

use super::Desk;
use super::desk::longest;
use super::goal_choices::{self, Wanted};
use super::goal_dates::Frame;
use super::goal_draft::{Aim, Answers};
use super::levels::{level_text, levels_of, named};
use crate::calendar::Date;
use crate::cli::ask::{Preset, Question};
use crate::cli::commit::CommitFlags;
use crate::cli::output::Output;
use crate::cli::{Common, Outcome, usage};
use crate::error::Error;
use crate::progress::present_id;
use crate::record::{DemandWindow, GoalTemplate, Id, Kind, Level, Module, Person, Profile, Program, Record};
use crate::rules::goal::intensive_at_peak::intensive;

/// Arguments of `milepost new goal`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost new goal                           asks for everything\n  \
    milepost new goal --program async-cohort    begins with what the program proposes\n  \
    milepost new goal --skill async-rust --target 3 --where webhook-worker \\\n    \
    --what 'Port the retry queue' --measure 'Holds 2,000 requests a second' --deadline +12w\n\
    Days: YYYY-MM-DD, today, +30d, in 6 weeks.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Skill, by its id
    #[arg(long, value_name = "SKILL")]
    skill: Option<String>,
    /// Level of the skill to reach
    #[arg(long, value_name = "LEVEL")]
    target: Option<String>,
    /// Credential to earn, by its id; then no skill is asked for
    #[arg(long, value_name = "CREDENTIAL")]
    credential: Option<String>,
    /// Module to take, by its id; may be repeated; then no skill is asked for
    #[arg(long = "module", value_name = "MODULE")]
    modules: Vec<String>,
    /// Project or place at work where it will be used
    #[arg(long = "where", value_name = "PLACE")]
    place: Option<String>,
    /// What you will do there with it
    #[arg(long, value_name = "TEXT")]
    what: Option<String>,
    /// How anyone can tell that the goal is reached
    #[arg(long, value_name = "TEXT")]
    measure: Option<String>,
    /// Last day of learning
    #[arg(long, value_name = "DAY")]
    deadline: Option<String>,
    /// Last day for using it at work [default: as late as the policy allows]
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// Title [default: made of skill, level and place]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What becomes better by it
    #[arg(long, value_name = "TEXT")]
    outcome: Option<String>,
    /// Hours of learning a week
    #[arg(long, value_name = "HOURS")]
    hours: Option<String>,
    /// Program whose goal it is, by its id: its template is taken over
    #[arg(long, value_name = "PROGRAM")]
    program: Option<String>,
    /// Whose goal [default: yours, by Git's user.email]
    #[arg(long = "for", value_name = "HANDLE")]
    handle: Option<String>,
    #[command(flatten)]
    commit: CommitFlags,
}

/// Asks and writes.
///
/// # Errors
/// Where an answer is missing or cannot be used, or the file cannot be written.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let desk = Desk::open(common, output, "milepost new goal")?;
    let handle = desk.workspace.handle(arguments.handle.as_deref())?;
    let person = desk.workspace.person(&handle)?;
    let Some(profile) = person.profile() else {
        return Err(usage(format!("people/{handle}/ has no profile"), "`milepost new profile` makes one"));
    };
    let program = program(arguments, &desk)?;
    let template = program.and_then(|program| program.data.goal.clone()).unwrap_or_default();
    let sought = Sought { arguments, desk: &desk, person: &person, profile, program, template };
    sought.require()?;
    let answers = sought.ask()?;
    let id = answers.slug();
    let place = desk.workspace.free_dated(Kind::Goal, &handle, desk.workspace.today(), &id)?;
    let mut draft = answers.draft(program);
    draft.comment("title", &format!("When it is reached: milepost done {}", place.id));
    draft.comment("title", &format!("To move it: milepost extend {}", place.id));
    desk.write(&place, draft, arguments.commit, &answers.title)
}

fn program<'a>(arguments: &Arguments, desk: &'a Desk<'_>) -> Result<Option<&'a Record<Program>>, Error> {
    let Some(id) = arguments.program.as_deref() else { return Ok(None) };
    named(&desk.groups().programs, id, "program", "--program").map(Some)
}

/// The goal that is being asked for.
struct Sought<'a> {
    arguments: &'a Arguments,
    desk: &'a Desk<'a>,
    person: &'a Person,
    profile: &'a Profile,
    program: Option<&'a Record<Program>>,
    template: GoalTemplate,
}

impl<'a> Sought<'a> {
    /// The credential that the goal aims at.
    fn credential(&self) -> Option<String> {
        self.arguments.credential.clone().or_else(|| self.template.credential.as_ref().map(Id::to_string))
    }

    fn modules(&self) -> Vec<String> {
        if self.arguments.modules.is_empty() {
            self.template.modules.iter().map(Id::to_string).collect()
        } else {
            self.arguments.modules.clone()
        }
    }

    fn skill(&self) -> Option<String> {
        self.arguments.skill.clone().or_else(|| self.template.skill.as_ref().map(Id::to_string))
    }

    fn target(&self) -> Option<String> {
        // The template's level is that of its own skill.
        let own = self.arguments.skill.is_none();
        let proposed = self.template.target.filter(|_| own).map(|level| level.to_string());
        self.arguments.target.clone().or(proposed)
    }

    /// Whether the goal is about a skill that is still to be named.
    fn lacks_aim(&self) -> bool {
        self.skill().is_none() && self.credential().is_none() && self.modules().is_empty()
    }

    fn require(&self) -> Result<(), Error> {
        let given = self.arguments;
        let why = self.template.why.as_ref().and_then(|why| why.project.as_ref());
        let plan = self.template.application.as_ref();
        let has_place =
            given.place.is_some() || why.is_some() || plan.is_some_and(|plan| plan.place.is_some());
        let needs_level = self.lacks_aim() || self.skill().is_some();
        self.desk.asker.require(&[
            ("--skill SKILL", !self.lacks_aim()),
            ("--target LEVEL", !needs_level || self.target().is_some()),
            ("--where PLACE", has_place),
            ("--what TEXT", given.what.is_some() || plan.is_some_and(|plan| plan.what.is_some())),
            ("--measure TEXT", given.measure.is_some() || self.template.measure.is_some()),
            ("--deadline DAY", given.deadline.is_some() || self.program.is_some()),
        ])
    }

    fn ask(&self) -> Result<Answers<'a>, Error> {
        let asker = &self.desk.asker;
        // What is never asked for is judged before anybody answers anything.
        let last_day = Question { flag: "--until DAY", text: "Last day for using it at work?", help: "" };
        let until = self.arguments.until.as_deref();
        let until = until.map(|day| asker.day(&last_day, Some(day), Preset::Nothing, &|_| Ok(())));
        let until = until.transpose()?;
        let hours = match self.arguments.hours.as_deref() {
            Some(hours) => asker.number(
                &Question { flag: "--hours HOURS", text: "How many hours a week?", help: "" },
                Some(hours),
                Preset::Nothing,
                &(0.0..=168.0),
            )?,
            None => self.template.hours_per_week,
        };
        let (credential, modules) = (self.credential(), self.modules());
        let (aim, wanted) = self.aim(credential.as_deref(), &modules)?;
        let plan = self.template.application.clone().unwrap_or_default();
        let why = self.template.why.clone().unwrap_or_default();
        let any = |_: &str| Ok(());
        let place = asker.text(
            &Question {
                flag: "--where PLACE",
                text: "Where at work will you use it?",
                help: "A project, service or team, such as webhook-worker",
            },
            self.arguments.place.as_deref(),
            // What a template says is taken also where nobody can be asked.
            Preset::default(why.project.or(plan.place).as_deref()),
            &longest(300),
        )?;
        let what = asker.text(
            &Question {
                flag: "--what TEXT",
                text: "What will you do there with it?",
                help: "Such as: Port the retry queue and run it beside the old one for a week",
            },
            self.arguments.what.as_deref(),
            Preset::default(plan.what.as_deref()),
            &any,
        )?;
        let proposed = self.measure(aim.as_ref());
        let measure = asker.text(
            &Question {
                flag: "--measure TEXT",
                text: "How can anyone tell that it is reached?",
                help: "Something that can be seen or counted",
            },
            self.arguments.measure.as_deref(),
            match &self.template.measure {
                Some(measure) => Preset::Default(measure.as_str()),
                None => Preset::proposal(proposed.as_deref()),
            },
            &any,
        )?;
        let frame = self.frame(&modules, wanted);
        let deadline = self.deadline(&frame)?;
        let until = until.unwrap_or_else(|| frame.until(deadline));
        let title = self.title(aim.as_ref(), &place)?;
        let outcome = self.arguments.outcome.clone().or(why.outcome);
        Ok(Answers { aim, credential, modules, title, place, outcome, what, measure, deadline, until, hours })
    }

    /// What the goal aims at, and by when that is needed.
    fn aim(
        &self,
        credential: Option<&str>,
        modules: &[String],
    ) -> Result<(Option<Aim<'a>>, Option<Date>), Error> {
        if self.skill().is_none() && (credential.is_some() || !modules.is_empty()) {
            let framework = &self.desk.workspace.state.framework.data;
            let named = match credential {
                Some(id) => framework.credentials.get(id).map(|record| record.data.name.clone()),
                None => {
                    modules.first().and_then(|id| framework.modules.get(id)).map(|it| it.data.name.clone())
                }
            };
            return Ok((named.map(Aim::Named), None));
        }
        let workspace = &self.desk.workspace;
        let wanted: Vec<Wanted<'a>> = goal_choices::skills(self.person, workspace);
        if wanted.is_empty() {
            return Err(usage(
                "the framework has no skill yet that a goal could aim at",
                "`milepost new skill` writes one",
            ));
        }
        let choices: Vec<_> = wanted.iter().map(Wanted::choice).collect();
        let question = Question { flag: "--skill SKILL", text: "Which skill?", help: "Your gaps come first" };
        // A former id leads to the present one.
        let given = self.skill();
        let skills = &workspace.state.framework.data.skills;
        let given = given.as_deref().map(|given| present_id(skills, given));
        let index = self.desk.asker.choice(&question, given, &choices, Preset::Nothing)?;
        let Some(chosen) = wanted.get(index) else { return Ok((None, None)) };
        let level = self.level(chosen)?;
        Ok((Some(Aim::Level(chosen.skill, level)), chosen.needed_by))
    }

    fn level(&self, chosen: &Wanted<'_>) -> Result<Level, Error> {
        let vocabulary = self.desk.workspace.vocabulary();
        let defined = levels_of(&chosen.skill.data, vocabulary);
        let above = |level: &Level| chosen.level.is_none_or(|own| *level > own);
        let mut open: Vec<Level> = defined.iter().copied().filter(above).collect();
        if open.is_empty() || self.target().is_some() {
            open = defined;
        }
        let choices: Vec<_> =
            open.iter().map(|level| goal_choices::level(*level, chosen, vocabulary)).collect();
        let next = match chosen.level {
            Some(own) => open.iter().position(|level| *level > own),
            // Of somebody who was never assessed nothing is known but what is asked.
            None => chosen.required.and_then(|required| open.iter().position(|level| *level == required)),
        };
        let help = match chosen.level {
            Some(own) => format!("You are at {own}; one level at a time works best"),
            None => "Not assessed yet: choose what you want to be able to do".to_owned(),
        };
        let text = format!("Which level of {}?", chosen.skill.data.name);
        let question = Question { flag: "--target LEVEL", text: &text, help: &help };
        let given = self.target();
        let index = self.desk.asker.choice(&question, given.as_deref(), &choices, Preset::proposal(next))?;
        open.get(index).copied().ok_or_else(|| usage("no level was chosen", "name it with --target"))
    }

    /// What can be seen of somebody at that level: the level's text.
    fn measure(&self, aim: Option<&Aim<'_>>) -> Option<String> {
        let Some(Aim::Level(skill, level)) = aim else { return None };
        let text = level_text(&skill.data, *level, self.desk.vocabulary());
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(text.trim_end_matches('.').to_owned()).filter(|text| !text.is_empty())
    }

    fn frame(&self, modules: &[String], wanted: Option<Date>) -> Frame<'_> {
        let workspace = &self.desk.workspace;
        let known = &workspace.state.framework.data.modules;
        let module = |id: &String| known.get(id).map(|record| &record.data);
        let is_intensive = |module: &Module| intensive(module).is_some();
        let quiet: Vec<&DemandWindow> = if modules.iter().filter_map(module).any(is_intensive) {
            let team = self.profile.team.as_deref();
            let team = team.and_then(|team| workspace.state.groups.data.teams.get(team));
            let own = team.map(|team| team.data.calendar.as_slice()).unwrap_or_default();
            workspace.policy().calendar.iter().chain(own).collect()
        } else {
            Vec::new()
        };
        Frame {
            today: workspace.today(),
            max_days: workspace.policy().limits.max_days,
            window_days: workspace.policy().limits.window_days,
            away: &self.profile.away,
            quiet,
            wanted: self.program.map(|program| program.data.end).or(wanted),
        }
    }

    fn deadline(&self, frame: &Frame<'_>) -> Result<Date, Error> {
        let today = frame.today;
        let proposed = frame.deadline();
        let help = format!(
            "At most {} days ahead; used at work {} days later at the latest",
            frame.max_days, frame.window_days
        );
        let judge = |day: Date| {
            if day < today { Err(format!("{day} has passed: today is {today}")) } else { Ok(()) }
        };
        let preset = match self.program {
            Some(_) => Preset::Default(proposed),
            None => Preset::Proposal(proposed),
        };
        self.desk.asker.day(
            &Question { flag: "--deadline DAY", text: "By when?", help: &help },
            self.arguments.deadline.as_deref(),
            preset,
            &judge,
        )
    }

    /// The title that is given, else the template's, else one of skill, level and place.
    fn title(&self, aim: Option<&Aim<'_>>, place: &str) -> Result<String, Error> {
        if let Some(title) = self.arguments.title.as_deref() {
            let question = Question { flag: "--title TEXT", text: "What is the goal called?", help: "" };
            return self.desk.asker.text(&question, Some(title), Preset::Nothing, &longest(200));
        }
        if let Some(title) = &self.template.title {
            return Ok(title.clone());
        }
        let title = match aim {
            Some(Aim::Level(skill, level)) => format!("Use {} at level {level} in {place}", skill.data.name),
            Some(Aim::Named(name)) => format!("Complete {name} and use it in {place}"),
            None => format!("Use what is learned in {place}"),
        };
        Ok(crate::output::escape::shorten(&title, 200))
    }
}
