//! The learning repository as a command that writes finds it: its working tree with what is in force
//! there, who is at the keyboard, and where new records belong.

use std::path::{Path, PathBuf};

use super::place::Place;
use super::{Common, run, slug, usage};
use crate::calendar::Date;
use crate::check::{Settings, State};
use crate::error::Error;
use crate::finding::Severity;
use crate::load::{Directory, Handle, RECORD_LIMIT};
use crate::policy::{Policy, Vocabulary};
use crate::record::{Kind, Person, RecordPath};
use crate::rules::{self, FilesView, Flags};
use crate::schema;
use crate::source::Bytes;

/// A working tree in which records are written.
pub(super) struct Workspace {
    /// Where it is.
    pub(super) place: Place,
    /// What stands there now.
    pub(super) state: State,
    /// The policy in force, the severities and the day.
    pub(super) settings: Settings,
    /// The top of the working tree.
    top: PathBuf,
}

impl Workspace {
    /// The learning repository that `common` or Git's `milepost.repository` names, else the one around
    /// the current folder.
    ///
    /// # Errors
    /// Where there is none with a working tree, or it has no policy that can be used.
    pub(super) fn open(common: &Common) -> Result<Self, Error> {
        let place = Place::for_writing(common)?;
        let top = place.top()?.components().collect();
        let (state, policy) = run::working_state(&place)?;
        let settings = run::settings(policy, Flags::default(), common, &run::Sides::default())?;
        Ok(Self { place, state, settings, top })
    }

    /// The day that counts as today.
    #[must_use]
    pub(super) fn today(&self) -> Date {
        self.settings.today
    }

    /// The policy in force.
    #[must_use]
    pub(super) fn policy(&self) -> &Policy {
        &self.settings.policy
    }

    /// The levels and disciplines that records may name.
    #[must_use]
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.settings.policy.vocabulary
    }

    /// Where the file at `path` (relative to the learning repository) lies on disk.
    #[must_use]
    pub(super) fn on_disk(&self, path: &str) -> PathBuf {
        let root = self.place.root.split('/').filter(|part| !part.is_empty());
        self.top.join(root.chain(path.split('/')).collect::<PathBuf>())
    }

    /// The top of the working tree.
    #[must_use]
    pub(super) fn top(&self) -> &Path {
        &self.top
    }

    /// The path of `path` (relative to the learning repository) from the top of the Git repository.
    #[must_use]
    pub(super) fn below_top(&self, path: &str) -> String {
        match self.place.root.as_str() {
            "" => path.to_owned(),
            root => format!("{root}/{path}"),
        }
    }

    /// The handle that `given` (of `--for`) names; without it, of the person whose profile has Git's
    /// `user.email`.
    ///
    /// # Errors
    /// Where that is nobody, or somebody whose profile cannot be read.
    pub(super) fn handle(&self, given: Option<&str>) -> Result<String, Error> {
        let people = &self.state.people;
        let found = match given {
            Some(given) => {
                match people.look_up(given) {
                    Handle::Present(_) => given.to_owned(),
                    Handle::Broken => return Err(self.broken_profile(given)?),
                    Handle::Former(present) => present.to_string(),
                    Handle::Unknown => {
                        let hint = match people.nearest(given) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "a handle is the name of a folder in people/; `milepost new profile` makes one".into(),
                    };
                        return Err(usage(format!("nobody has the handle `{given}`"), hint));
                    }
                }
            }
            None => self.at_the_keyboard()?,
        };
        people.failure()?;
        Ok(found)
    }

    /// The record whose path `typed` is: from the current folder, as a shell completes it, or from the top
    /// of the learning repository.
    #[must_use]
    pub(super) fn record_at(&self, typed: &str) -> Option<RecordPath> {
        let from_here = self.place.relative(Path::new(typed)).ok();
        from_here.as_deref().into_iter().chain([typed]).find_map(|path| RecordPath::parse(path).ok())
    }

    /// Whose record is meant: where its path was typed, the person's in whose folder it lies; else as
    /// [`Workspace::handle`]. Several people may have records of the same id.
    ///
    /// # Errors
    /// As [`Workspace::handle`], and where `given` names somebody else than the path does.
    pub(super) fn owner(&self, given: Option<&str>, typed: Option<&RecordPath>) -> Result<String, Error> {
        let Some(path) = typed.filter(|path| path.owner.is_some()) else { return self.handle(given) };
        let owner = self.handle(path.owner.as_deref())?;
        match given.map(|given| self.handle(Some(given))).transpose()? {
            Some(other) if other != owner => Err(usage(
                format!("{} is one of {owner}, and --for names {other}", path.path()),
                "leave --for out: the file says whose it is",
            )),
            Some(_) | None => Ok(owner),
        }
    }

    fn at_the_keyboard(&self) -> Result<String, Error> {
        let Some(email) = self.place.repository.setting("user.email") else {
            return Err(usage(
                "Git does not know who you are: `user.email` is not set",
                "`git config user.email YOU@EXAMPLE.COM`, or name the person with --for HANDLE",
            ));
        };
        let people = &self.state.people;
        if let Some(handle) = people.with_email(&email) {
            return Ok(handle);
        }
        if let Some(handle) = broken_with(&self.state, &email) {
            return Err(self.broken_profile(&handle)?);
        }
        Err(usage(
            format!("no profile has your address {email}, Git's `user.email`"),
            "`milepost new profile` makes your profile; or add the address under `emails` of the one that you \
             have, or name it with --for HANDLE",
        ))
    }

    /// Why the profile of `handle` cannot be used: the first thing that is wrong with it.
    fn broken_profile(&self, handle: &str) -> Result<Error, Error> {
        let loaded = self.state.people.load(handle)?;
        let folder = format!("people/{handle}");
        let mut files = loaded.files;
        files.retain(|file| file.kind() == Some(Kind::Profile));
        let view = FilesView { folder: &folder, files: &files };
        let mut findings = rules::run_files(&view, &self.settings.severities);
        findings.retain(|finding| finding.severity == Severity::Error);
        let reason = findings.first().map(|finding| finding.message.clone());
        Ok(usage(
            match reason {
                Some(reason) => format!("{folder}/profile.yaml cannot be used: {reason}"),
                None => format!("{folder}/ has no profile.yaml"),
            },
            format!("mend it first; `milepost check {folder}` shows the place"),
        ))
    }

    /// Everything of the person with this handle, whose profile can be read.
    ///
    /// # Errors
    /// Where the files cannot be read, or the profile cannot be used.
    pub(super) fn person(&self, handle: &str) -> Result<Person, Error> {
        let mut loaded = self.state.people.load(handle)?;
        if loaded.data.profile.is_none() {
            return Err(self.broken_profile(handle)?);
        }
        loaded.data.history = self.state.history.of(handle);
        Ok(loaded.data)
    }

    /// Whether the schema of `kind` lies in the repository, for editors.
    #[must_use]
    pub(super) fn has_schema(&self, kind: Kind) -> bool {
        let path = format!("{}/{}", schema::FOLDER, schema::file_name(kind));
        self.on_disk(&path).is_file()
    }

    /// A free place for a new record: `wanted`, or with a number behind it.
    ///
    /// # Errors
    /// Where the working tree cannot be read.
    pub(super) fn free(&self, kind: Kind, owner: Option<&str>, wanted: &str) -> Result<RecordPath, Error> {
        // What Git ignores is not in the snapshot, but it is on disk.
        let on_disk = |path: &str| self.on_disk(path).symlink_metadata().is_ok();
        slug::free(&self.state.snapshot, kind, owner, wanted, on_disk)
    }

    /// A free place for a new record of a person: the day and the title.
    ///
    /// # Errors
    /// Where the working tree cannot be read.
    pub(super) fn free_dated(
        &self,
        kind: Kind,
        handle: &str,
        day: Date,
        title: &str,
    ) -> Result<RecordPath, Error> {
        let slug = slug::slug(title);
        let slug = if slug.is_empty() { kind.name() } else { &slug };
        self.free(kind, Some(handle), &format!("{day}-{slug}"))
    }
}

/// The handle of a profile that cannot be read and holds the address: it may be the one that is looked for.
pub(super) fn broken_with(state: &State, email: &str) -> Option<String> {
    let needle = email.to_lowercase();
    let holds = |handle: &String| {
        let path = format!("people/{handle}/profile.yaml");
        let Ok(Some(Bytes::Whole(bytes))) = state.snapshot.read(&path, RECORD_LIMIT) else { return false };
        String::from_utf8_lossy(&bytes).to_lowercase().contains(&needle)
    };
    let is_broken = |handle: &String| state.people.look_up(handle) == Handle::Broken;
    state.people.handles().into_iter().find(|handle| is_broken(handle) && holds(handle))
}
