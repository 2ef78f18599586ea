//! What reports on a whole state are computed from: the state, the people, and the day.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::change::Person as Named;
use crate::calendar::Date;
use crate::check::{Counter, State};
use crate::error::Error;
use crate::load::{Content, File, Loaded};
use crate::policy::{Policy, Vocabulary};
use crate::progress::Limits;
use crate::record::{Framework, Groups, Identities, Person, Profile, Records};

/// One state of the learning repository, on one day.
pub struct Basis {
    /// The state; with the history of the people, where a report asks for it.
    pub state: State,
    /// Its policy.
    pub policy: Policy,
    /// The numbers of the policy that derived values depend on.
    pub limits: Limits,
    /// The day that counts as today.
    pub today: Date,
    /// What the learning repository is called: as the policy says, else as its folder.
    pub name: String,
    /// The commit, where the state is that of one; otherwise it is the working tree.
    pub commit: Option<String>,
    /// Sentences about how the report came about, without full stop.
    pub notices: Vec<String>,
}

/// The people of a state.
pub struct Everybody {
    /// By handle; people without a readable profile are left out.
    pub people: Vec<Person>,
    /// How many files of people could not be read as records, and are left out.
    pub unread: usize,
}

/// What every report begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Header {
    /// What the learning repository is called.
    pub repository: String,
    /// The day that the report is about.
    pub today: Date,
    /// The commit that was read; null: the working tree.
    pub commit: Option<String>,
    /// Sentences about how the report came about, without full stop.
    pub notices: Vec<String>,
    /// The program's version.
    pub version: String,
}

impl Basis {
    /// The basis for reports on `state`, whose policy is `policy`. `folder` names the repository
    /// where the policy does not.
    #[must_use]
    pub fn new(state: State, policy: Policy, today: Date, folder: &str) -> Self {
        let limits = Limits::of(&policy, &policy.vocabulary);
        let name = policy.name.clone().filter(|name| !name.trim().is_empty());
        let name = name.unwrap_or_else(|| folder.to_owned());
        Self { state, policy, limits, today, name, commit: None, notices: Vec::new() }
    }

    /// Skills, roles, modules, credentials.
    #[must_use]
    pub fn framework(&self) -> &Framework {
        &self.state.framework.data
    }

    /// Teams and programs.
    #[must_use]
    pub fn groups(&self) -> &Groups {
        &self.state.groups.data
    }

    /// The scale and the disciplines.
    #[must_use]
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.policy.vocabulary
    }

    /// Whether people are shown by their handles only.
    #[must_use]
    pub fn pseudonymous(&self) -> bool {
        self.policy.identities == Identities::Pseudonymous
    }

    /// Somebody as reports name them: handle, and name where the policy allows names.
    #[must_use]
    pub fn named(&self, handle: &str, profile: Option<&Profile>) -> Named {
        let name = profile.and_then(|profile| profile.name.clone());
        Named { handle: handle.to_owned(), name: name.filter(|_| !self.pseudonymous()) }
    }

    /// One person, with their history where it was loaded; `None` where there is no such folder.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub fn person(&self, handle: &str) -> Result<Option<(Person, usize)>, Error> {
        let loaded: Loaded<Person> = self.state.people.load(handle)?;
        if loaded.files.is_empty() {
            return Ok(None);
        }
        let unread = loaded.files.iter().filter(|file| is_unread(file)).count();
        let mut person = loaded.data;
        person.history = self.state.history.of(handle);
        Ok(Some((person, unread)))
    }

    /// Everybody, in parallel.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub fn everybody(&self) -> Result<Everybody, Error> {
        self.everybody_counted(&Counter::default())
    }

    /// As [`everybody`](Self::everybody); `counter` counts the people.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub fn everybody_counted(&self, counter: &Counter) -> Result<Everybody, Error> {
        let mut handles = self.state.people.handles();
        handles.sort_unstable();
        counter.expect(handles.len());
        let read: Vec<Option<(Person, usize)>> = handles
            .par_iter()
            .map(|handle| {
                let person = self.person(handle);
                counter.advance();
                person
            })
            .collect::<Result<_, _>>()?;
        self.state.people.failure()?;
        let mut everybody = Everybody { people: Vec::with_capacity(read.len()), unread: 0 };
        for (person, unread) in read.into_iter().flatten() {
            everybody.unread += unread;
            if person.profile.is_some() {
                everybody.people.push(person);
            }
        }
        Ok(everybody)
    }

    /// What a report on this basis begins with, where `unread` files of people are left out.
    #[must_use]
    pub fn header(&self, unread: usize) -> Header {
        let mut notices = self.notices.clone();
        let shared = self.state.framework.files.iter().chain(&self.state.groups.files);
        match unread + shared.filter(|file| is_unread(file)).count() {
            0 => {}
            1 => notices.push("1 file could not be read and is left out; milepost check says why".into()),
            n => {
                notices.push(format!("{n} files could not be read and are left out; milepost check says why"))
            }
        }
        Header {
            repository: self.name.clone(),
            today: self.today,
            commit: self.commit.clone(),
            notices,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// Whether a file where a record is expected could not be read as one.
fn is_unread(file: &File) -> bool {
    match &file.content {
        Content::Companion(_) | Content::LeftAlone => false,
        Content::Yaml(_)
        | Content::NotOpened(_)
        | Content::UnsafeName
        | Content::TooDeep
        | Content::TooLarge { .. }
        | Content::LfsPointer
        | Content::NotText { .. } => file.sound().is_none(),
    }
}

/// What a record of the framework, a team or a program is called: its name, else its id.
#[must_use]
pub fn name_of<T>(records: &Records<T>, id: &str, name: impl Fn(&T) -> &str) -> String {
    let found = records.get(id).map(|record| name(&record.data)).filter(|name| !name.trim().is_empty());
    found.unwrap_or(id).to_owned()
}
