//! `milepost import`: the spreadsheet of a team becomes profiles, baselines and framework. How a sheet
//! is read is in `crate::import`; here are arguments, what the repository holds, and writing.

mod flags;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::commit::{self, CommitFlags};
use super::output::Output;
use super::prepared::Prepared;
use super::workspace::Workspace;
use super::{Common, Outcome, usage};
use crate::calendar::Date;
use crate::error::Error;
use crate::finding::Severity;
use crate::import::{self, Delimiter, Import, Known, Options, SIZE_LIMIT, Unreadable, Weight};
use crate::load::Directory;
use crate::output::import::{self as writer, Fate, ImportOptions, Subject};
use crate::output::wording::count;
use crate::record::{Id, Identities, Kind, Level, Person};
use crate::report::findings::FindingView;
use crate::rules::RULES;
use crate::schema;

/// Arguments of `milepost import`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost import matrix.csv --dry-run       what would be read and written\n  \
    milepost import matrix.csv                 people, skills, roles, teams and a baseline for each person\n  \
    milepost import matrix.csv --map \"Full name=name\" --map \"Level=tier\" --map \"Notes=ignore\"\n  \
    milepost import matrix.csv --level basic=1 --level good=3 --level x=unrated\n  \
    milepost import matrix.csv --method mentor --assessor ben --date 2026-10-01\n\
    A sheet has a person a row and a skill a column, or the other way round, or a rating a row with the\n\
    columns person, skill and level. Save it as CSV UTF-8.\n\
    Nothing that is there is changed. What is not understood is told with its cell; say what it means with\n\
    a flag and run it again: only what is missing is added.\n\
    --map takes HEADING=FIELD or \"column F=FIELD\"; fields: name, first-name, last-name, handle, email, team,\n\
    role, tier, discipline, started, manager, mentor, skill, level, date, assessor, category, ignore, skill:ID.\n\
    Exit status: 0 written, 1 with --strict something was not understood, 2 nothing could be read or written.")]
pub(super) struct Arguments {
    /// The spreadsheet, saved as CSV in UTF-8
    file: PathBuf,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write nothing where anything was not understood
    #[arg(long)]
    strict: bool,
    /// List every cell, skill and path in the report
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    sheet: Sheet,
    #[command(flatten)]
    ratings: Ratings,
    #[command(flatten)]
    profiles: Profiles,
    #[command(flatten)]
    commit: CommitFlags,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "How the sheet is read")]
struct Sheet {
    /// What a column is, e.g. "Full name=name", "Rust (lang)=skill:rust"; may be repeated
    #[arg(long, value_name = "HEADING=FIELD")]
    map: Vec<String>,
    /// Which level a text stands for, e.g. basic=1, x=unrated; may be repeated
    #[arg(long, value_name = "TEXT=LEVEL")]
    level: Vec<String>,
    /// Who somebody is, e.g. "Ana Soto=ana", "Ana Soto=new"; may be repeated
    #[arg(long, value_name = "NAME=HANDLE")]
    person: Vec<String>,
    /// How the sheet is laid out [default: found out]
    #[arg(long, value_enum, value_name = "SHAPE")]
    shape: Option<ShapeName>,
    /// People are in columns, skills in rows: --shape people-in-columns
    #[arg(long, conflicts_with = "shape")]
    transposed: bool,
    /// What separates cells [default: found out]
    #[arg(long, value_enum, value_name = "DELIMITER")]
    delimiter: Option<DelimiterName>,
    /// Number of the row with the headings [default: found out]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    header_row: Option<u32>,
    /// In dates such as 3/5/2026: which comes first
    #[arg(long, value_enum, value_name = "ORDER")]
    dates: Option<DayOrderName>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "What the levels are worth")]
struct Ratings {
    /// How the levels were found; `self` is a claim and never a level [default: self, or peer where the
    /// sheet says who rated]
    #[arg(long, value_enum, value_name = "METHOD")]
    method: Option<MethodName>,
    /// Handle of who rated; may be repeated
    #[arg(long, value_name = "HANDLE", requires = "method")]
    assessor: Vec<String>,
    /// Day of the ratings, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Level from which new skills count as proficient [default: what the scale calls so]
    #[arg(long, value_name = "LEVEL")]
    proficient_from: Option<u8>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "For people of whom the sheet does not say it")]
struct Profiles {
    /// Role [default: the only one there is, else a new one, `engineer`]
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Tier of the role [default: its first]
    #[arg(long, value_name = "TIER")]
    tier: Option<String>,
    /// Discipline [default: that of the role]
    #[arg(long, value_name = "DISCIPLINE")]
    discipline: Option<String>,
    /// First day, YYYY-MM-DD [default: the day of the ratings]
    #[arg(long, value_name = "DATE")]
    started: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShapeName {
    /// A row is a person, a column a skill
    PeopleInRows,
    /// A row is a skill, a column a person
    PeopleInColumns,
    /// A row is one rating: person, skill, level
    RatingARow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DelimiterName {
    /// ,
    #[value(alias = ",")]
    Comma,
    /// ;
    #[value(alias = ";")]
    Semicolon,
    /// A tab
    #[value(alias = "\t")]
    Tab,
    /// |
    #[value(alias = "|")]
    Pipe,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DayOrderName {
    /// 3/5/2026 is 3 May
    DayFirst,
    /// 3/5/2026 is 5 March
    MonthFirst,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MethodName {
    /// People rated themselves: a claim, never a level
    #[value(name = "self")]
    SelfRating,
    /// A colleague rated
    Peer,
    /// A mentor rated
    Mentor,
    /// The manager rated
    Manager,
    /// Several people rated together
    Panel,
}

/// Reads, checks, writes and tells.
///
/// # Errors
/// Where nothing can be read, or what would be written does not pass the check.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let workspace = Workspace::open(common)?;
    let people = people(&workspace)?;
    let known = known(&workspace, &people)?;
    let options = options(arguments, &workspace, &known)?;
    let bytes = read(&arguments.file)?;
    let refused =
        |Unreadable { message, hint }| usage(format!("{}: {message}", arguments.file.display()), hint);
    let import = import::read(&bytes, &options, &known).map_err(refused)?;
    let told = Told { arguments, workspace: &workspace, import: &import, output };
    if let Some(flag) = import.unused.first() {
        return Err(usage(
            format!("{flag} fits nothing in {}", arguments.file.display()),
            "compare it with the sheet: headings, names and texts count as they stand there, letter case aside",
        ));
    }
    let mut prepared = Prepared::new(&workspace);
    for record in &import.records {
        prepared = prepared.create(&record.path, &record.text);
    }
    let found = if import.records.is_empty() { Vec::new() } else { prepared.judged(output)? };
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error).count();
    if errors > 0 {
        told.tell(Fate::NotWritten, &[])?;
        let shown: Vec<_> = found.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
        output.message(&crate::output::human::listed(&shown, super::prepared::options(output)));
        return Err(usage(
            format!("nothing was written: it would bring {} into the repository", count(errors, "error")),
            "correct the sheet, or say otherwise with a flag",
        ));
    }
    let warnings = by_rule(&found);
    let not_understood = import.remarks.iter().any(|remark| remark.weight == Weight::NotUnderstood);
    if arguments.strict && not_understood {
        told.tell(Fate::NotWritten, &[])?;
        output.warning(
            "nothing was written, because of --strict",
            "mend what is listed, or leave --strict out",
        );
        return Ok(Outcome::Failed);
    }
    if arguments.dry_run {
        told.tell(Fate::DryRun, &warnings)?;
        return Ok(Outcome::Fine);
    }
    prepared.write()?;
    told.tell(Fate::Written, &warnings)?;
    told.follow_up()?;
    Ok(Outcome::Fine)
}

/// The bytes of the file, no more than are read of it.
fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::Read { path: path.to_owned(), source };
    let file = std::fs::File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(SIZE_LIMIT as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Everybody who has a folder, in the order of their handles.
fn people(workspace: &Workspace) -> Result<Vec<Person>, Error> {
    let mut handles = workspace.state.people.handles();
    handles.sort_unstable();
    let people = handles.iter().map(|handle| workspace.state.people.load(handle).map(|loaded| loaded.data));
    let people = people.collect::<Result<Vec<_>, _>>()?;
    workspace.state.people.failure()?;
    Ok(people)
}

/// What the repository holds.
fn known<'a>(workspace: &'a Workspace, people: &'a [Person]) -> Result<Known<'a>, Error> {
    let snapshot = &workspace.state.snapshot;
    // Files that cannot be read have their places, too, and so has what Git ignores.
    let stems = |folder: &str| -> Result<BTreeSet<String>, Error> {
        let mut stems = BTreeSet::new();
        for entry in snapshot.list(folder)? {
            if let Ok(name) = String::from_utf8(entry.name) {
                let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
                stems.insert(stem.to_lowercase());
            }
        }
        Ok(stems)
    };
    let framework = &workspace.state.framework.data;
    let groups = &workspace.state.groups.data;
    let former = |ids: &[Id]| ids.iter().map(Id::to_string).collect::<Vec<_>>();
    let mut taken_handles = stems("people")?;
    let profiles = people.iter().filter_map(Person::profile);
    taken_handles.extend(profiles.flat_map(|profile| former(&profile.formerly)));
    let mut taken_skills = stems("framework/skills")?;
    taken_skills.extend(framework.skills.iter().flat_map(|skill| former(&skill.data.formerly)));
    let mut taken_roles = stems("framework/roles")?;
    taken_roles.extend(framework.roles.iter().flat_map(|role| former(&role.data.formerly)));
    let mut schemas = BTreeSet::new();
    for kind in Kind::ALL {
        if snapshot.find(&format!("{}/{}", schema::FOLDER, schema::file_name(kind)))?.is_some() {
            schemas.insert(kind);
        }
    }
    Ok(Known {
        vocabulary: &workspace.policy().vocabulary,
        pseudonymous: workspace.policy().identities == Identities::Pseudonymous,
        framework,
        groups,
        people,
        taken_handles,
        taken_skills,
        taken_roles,
        taken_teams: stems("teams")?,
        schemas,
    })
}

fn options(arguments: &Arguments, workspace: &Workspace, known: &Known<'_>) -> Result<Options, Error> {
    let Arguments { sheet, ratings, profiles, .. } = arguments;
    let id = |flag: &str, value: &Option<String>| match value {
        Some(id) if !Id::is_valid(id) => Err(usage(
            format!("`{id}` of --{flag} is no id"),
            "an id has lower-case letters, digits and single hyphens, such as `backend-engineer`",
        )),
        id => Ok(id.as_deref().map(Id::new)),
    };
    let is_there = |handle: &str| known.people.iter().any(|person| *person.handle == *handle);
    for handle in &ratings.assessor {
        if !is_there(handle) {
            let hint = match workspace.state.people.nearest(handle) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "an assessor has a profile first: `milepost new profile`".to_owned(),
            };
            return Err(usage(format!("nobody has the handle `{handle}` of --assessor"), hint));
        }
    }
    let method = ratings.method.map(MethodName::method);
    let today = workspace.today();
    let date = ratings.date.unwrap_or(today);
    if date > today {
        return Err(usage(
            format!("--date {date} is still to come"),
            "give the day on which people were rated",
        ));
    }
    let scale = &known.vocabulary.scale;
    let proficient_from = ratings.proficient_from.map(Level);
    if let Some(level) = proficient_from.filter(|level| !scale.contains_key(level)) {
        let levels: Vec<String> = scale.keys().map(Level::to_string).collect();
        return Err(usage(
            format!("--proficient-from {level} is no level of the scale"),
            format!("write one of {}", levels.join(", ")),
        ));
    }
    let discipline = id("discipline", &profiles.discipline)?;
    if let Some(unknown) = discipline.as_deref().filter(|id| !known.vocabulary.allows_discipline(id)) {
        let listed: Vec<&str> = known.vocabulary.disciplines.iter().map(Id::as_str).collect();
        return Err(usage(
            format!("`{unknown}` of --discipline is not in the policy"),
            format!("write one of {}", listed.join(", ")),
        ));
    }
    let name = arguments.file.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(Options {
        file: name.unwrap_or_else(|| "a spreadsheet".into()),
        delimiter: sheet.delimiter.map(DelimiterName::delimiter),
        shape: sheet
            .shape
            .map(ShapeName::shape)
            .or(sheet.transposed.then_some(import::Shape::PeopleInColumns)),
        header_row: sheet.header_row.map(|row| row as usize - 1),
        map: flags::columns(&sheet.map)?,
        levels: flags::levels(&sheet.level, known.vocabulary)?,
        people: flags::people(&sheet.person, &is_there)?,
        day_order: sheet.dates.map(DayOrderName::order),
        role: id("role", &profiles.role)?,
        tier: id("tier", &profiles.tier)?,
        discipline,
        started: profiles.started,
        proficient_from,
        date,
        today,
        method,
        assessors: ratings.assessor.iter().map(|handle| Id::new(handle.as_str())).collect(),
    })
}

/// How many warnings each rule has, with its summary.
fn by_rule(found: &[FindingView]) -> Vec<(String, String, usize)> {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in found {
        *rules.entry(&finding.rule).or_default() += 1;
    }
    let summary =
        |id: &str| RULES.iter().find(|rule| rule.id == id).map_or("", |rule| rule.summary).to_owned();
    rules.into_iter().map(|(id, n)| (id.to_owned(), summary(id), n)).collect()
}

/// What there is to tell, and where.
struct Told<'t> {
    arguments: &'t Arguments,
    workspace: &'t Workspace,
    import: &'t Import,
    output: &'t Output,
}

impl Told<'_> {
    fn tell(&self, fate: Fate, warnings: &[(String, String, usize)]) -> Result<(), Error> {
        let policy = self.workspace.policy();
        let file = self.arguments.file.display().to_string();
        let subject = Subject {
            file: &file,
            import: self.import,
            vocabulary: &policy.vocabulary,
            pseudonymous: policy.identities == Identities::Pseudonymous,
            fate,
            warnings,
        };
        let options = ImportOptions {
            colour: self.output.colour(),
            unicode: self.output.unicode(),
            width: self.output.width(),
            all: self.arguments.all,
        };
        self.output.print(&writer::text(&subject, options))
    }

    /// The commit, or the command for it.
    fn follow_up(&self) -> Result<(), Error> {
        let paths: Vec<String> = self.import.records.iter().map(|record| record.path.clone()).collect();
        if paths.is_empty() {
            return Ok(());
        }
        let name = self.arguments.file.file_name().map(|name| name.to_string_lossy().into_owned());
        let message = format!("Import {}", name.unwrap_or_default());
        // A command with thousands of paths is one that nobody can type.
        let folders: BTreeSet<String> =
            paths.iter().filter_map(|path| path.split('/').next().map(str::to_owned)).collect();
        let folders: Vec<String> = folders.into_iter().collect();
        if self.arguments.commit.commit {
            let id = commit::commit(self.workspace, &paths, &paths, &message)?;
            self.output.note(&format!("committed as {id}; next: git push"));
        } else {
            self.output.note("");
            self.output.note("next: milepost check");
            self.output.note(&format!("then: {}", commit::command(self.workspace, &folders, &message)));
        }
        Ok(())
    }
}

impl ShapeName {
    fn shape(self) -> import::Shape {
        match self {
            Self::PeopleInRows => import::Shape::PeopleInRows,
            Self::PeopleInColumns => import::Shape::PeopleInColumns,
            Self::RatingARow => import::Shape::OneRatingARow,
        }
    }
}

impl DelimiterName {
    fn delimiter(self) -> Delimiter {
        match self {
            Self::Comma => Delimiter::Comma,
            Self::Semicolon => Delimiter::Semicolon,
            Self::Tab => Delimiter::Tab,
            Self::Pipe => Delimiter::Pipe,
        }
    }
}

impl DayOrderName {
    fn order(self) -> import::DayOrder {
        match self {
            Self::DayFirst => import::DayOrder::DayFirst,
            Self::MonthFirst => import::DayOrder::MonthFirst,
        }
    }
}

impl MethodName {
    fn method(self) -> crate::record::Method {
        use crate::record::Method;
        match self {
            Self::SelfRating => Method::SelfRating,
            Self::Peer => Method::Peer,
            Self::Mentor => Method::Mentor,
            Self::Manager => Method::Manager,
            Self::Panel => Method::Panel,
        }
    }
}
