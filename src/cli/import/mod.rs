//! `milepost import`: the spreadsheet of a team becomes profiles, baselines and framework. How a sheet
//! is read is in `crate::import`; here are arguments, what the repository holds, and writing.

mod arguments;
mod flags;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

use super::commit;
use super::output::Output;
use super::prepared::Prepared;
use super::workspace::Workspace;
use super::{Common, Outcome, usage};
use crate::error::Error;
use crate::finding::Severity;
use crate::import::{self, Import, Known, Options, SIZE_LIMIT, Unreadable, Weight};
use crate::load::Directory;
use crate::output::import::{self as writer, Fate, ImportOptions, Subject};
use crate::output::wording::count;
use crate::record::{Id, Identities, Kind, Level, Person};
use crate::report::findings::FindingView;
use crate::rules::RULES;
pub(super) use arguments::Arguments;
use arguments::{DayOrderName, DelimiterName, MethodName, ShapeName};

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

/// What the file is called in comments and in the commit.
fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| "a spreadsheet".to_owned(), |name| name.to_string_lossy().into_owned())
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
        schemas: Kind::ALL.into_iter().filter(|kind| workspace.has_schema(*kind)).collect(),
    })
}

fn options(arguments: &Arguments, workspace: &Workspace, known: &Known<'_>) -> Result<Options, Error> {
    let Arguments { sheet, ratings, profiles, .. } = arguments;
    let id =
        |flag: &str, value: &Option<String>| value.as_ref().map(|text| flags::id(flag, text)).transpose();
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
    let claimed = matches!(ratings.method, None | Some(MethodName::SelfRating));
    if claimed && !ratings.assessor.is_empty() {
        return Err(usage(
            "--assessor says who rated, so the ratings are no self-ratings",
            "say how they rated: --method mentor, manager, peer or panel",
        ));
    }
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
    Ok(Options {
        file: file_name(&arguments.file),
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
        let message = format!("Import {}", file_name(&self.arguments.file));
        // A command with thousands of paths is one that nobody can type.
        let folders: BTreeSet<String> =
            paths.iter().filter_map(|path| path.split('/').next().map(str::to_owned)).collect();
        let folders: Vec<String> = folders.into_iter().collect();
        if self.arguments.commit.commit {
            let id = commit::commit(self.workspace, &paths, &paths, &message)?;
            commit::tell_committed(self.workspace, self.output, &id);
        } else {
            self.output.note("");
            self.output.note("next: milepost check");
            commit::tell_command(self.workspace, self.output, "then", &folders, &message);
        }
        Ok(())
    }
}
