//! Who a row is about: somebody of the repository, or somebody new. Nobody is ever merged with
//! anybody else because their names are alike.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::heading::Field;
use super::naming::{self, Taken, key};
use super::table::Cell;
use super::{Known, Options, PersonChoice, quotable};
use crate::record::{Id, handle_of_email, pseudonyms};
use crate::suggest::nearest;

/// What a row says of a person, cell by cell.
pub(super) type Attributes = BTreeMap<Field, (Cell, String)>;

/// Somebody of whom the sheet says something.
#[derive(Clone, Debug)]
pub(super) struct Someone {
    pub(super) handle: String,
    /// The name as the sheet has it; the handle or address where it has none.
    pub(super) shown: String,
    /// Whether there is no profile yet.
    pub(super) new: bool,
    pub(super) attributes: Attributes,
    /// The row (or column) that names the person first.
    pub(super) cell: Cell,
}

/// Why a row is about nobody.
pub(super) struct Unclear {
    pub(super) why: String,
    pub(super) help: String,
}

/// The people of the repository and of the sheet.
pub(super) struct People<'a> {
    known: &'a Known<'a>,
    options: &'a Options,
    by_email: HashMap<String, &'a str>,
    by_name: HashMap<String, Vec<&'a str>>,
    /// A word of a name, or of a handle without name → name or handle, handle.
    by_word: HashMap<String, Vec<(String, &'a str)>>,
    taken: Taken,
    /// Those that nobody here was ever given.
    pseudonyms: Box<dyn Iterator<Item = String> + 'a>,
    pub(super) everybody: Vec<Someone>,
    /// What identifies somebody in the sheet → index.
    seen: HashMap<String, usize>,
    /// What flags say who it is, and who is in the sheet.
    pub(super) used: HashSet<String>,
    /// Rows of people with a name that somebody else has, and what was made of them.
    pub(super) namesakes: Vec<(Cell, String, String)>,
    /// Handle → index.
    handles: HashMap<String, usize>,
    /// Name → index of everybody who is called that.
    named: HashMap<String, Vec<usize>>,
}

/// How many people with a word in common are compared; more share a surname nowhere.
const COMPARED: usize = 64;

impl<'a> People<'a> {
    pub(super) fn new(known: &'a Known<'a>, options: &'a Options) -> Self {
        let (mut by_email, mut by_name) = (HashMap::new(), HashMap::<String, Vec<&str>>::new());
        let mut by_word = HashMap::<String, Vec<(String, &str)>>::new();
        for person in known.people {
            let handle = person.handle.as_str();
            let profile = person.profile();
            for email in profile.into_iter().flat_map(|profile| &profile.emails) {
                by_email.insert(email.to_lowercase(), handle);
            }
            let name = profile.and_then(|profile| profile.name.as_deref());
            if let Some(name) = name {
                by_name.entry(key(name)).or_default().push(handle);
            }
            let shown = name.map_or_else(|| handle.replace('-', " "), naming::name);
            for word in shown.to_lowercase().split_whitespace() {
                by_word.entry(word.to_owned()).or_default().push((shown.clone(), handle));
            }
        }
        let taken = Taken::new(known.taken_handles.iter().cloned());
        Self {
            known,
            options,
            by_email,
            by_name,
            by_word,
            taken,
            pseudonyms: Box::new(pseudonyms(known.taken_handles.iter().map(String::as_str))),
            everybody: Vec::new(),
            seen: HashMap::new(),
            used: HashSet::new(),
            namesakes: Vec::new(),
            handles: HashMap::new(),
            named: HashMap::new(),
        }
    }

    /// The person whom the attributes of a row name. `again` is for tables in which a person has
    /// several rows.
    pub(super) fn of_row(
        &mut self,
        attributes: Attributes,
        cell: Cell,
        again: bool,
    ) -> Result<usize, Unclear> {
        let text = |field| attributes.get(&field).map(|(_, text): &(Cell, String)| text.as_str());
        let handle = text(Field::Handle).and_then(|text| naming::id(text.trim_start_matches('@')));
        let email = text(Field::Email).filter(|text| naming::is_email(text)).map(str::to_lowercase);
        let name = written_name(&attributes);
        let identity = match (&handle, &email, &name) {
            (Some(handle), _, _) => format!("@{handle}"),
            (None, Some(email), _) => email.clone(),
            (None, None, Some(name)) => format!("={}", key(name)),
            (None, None, None) => return Err(nameless(&attributes)),
        };
        let shown = name.clone().or_else(|| email.clone()).or_else(|| handle.clone()).unwrap_or_default();
        if let Some(index) = self.seen.get(&identity).copied() {
            if again {
                if let Some(person) = self.everybody.get_mut(index) {
                    for (field, value) in attributes {
                        person.attributes.entry(field).or_insert(value);
                    }
                }
                return Ok(index);
            }
            let first = self.everybody.get(index).map_or_else(String::new, |it| it.cell.to_string());
            return Err(Unclear {
                why: format!("{shown} stands in {first} already"),
                help:
                    "merge the rows if they are one person; otherwise give each an e-mail address or a handle"
                        .into(),
            });
        }
        // Somebody who is named with an address elsewhere, and here without.
        let alike = self.named.get(&key(&shown)).map(Vec::as_slice).unwrap_or_default();
        if identity.starts_with('=')
            && let Some(first) = alike.first().copied()
        {
            if let (true, [only]) = (again, alike) {
                return Ok(*only);
            }
            let first = self.everybody.get(first).map_or_else(String::new, |it| it.cell.to_string());
            return Err(Unclear {
                why: format!("somebody called {shown} stands in {first} already"),
                help: "leave it out if they are one person; otherwise give it an e-mail address or a handle"
                    .into(),
            });
        }
        let namesake =
            alike.first().and_then(|index| self.everybody.get(*index)).map(|it| it.cell.to_string());
        let (handle, new) = self.recognised(handle, email.as_deref(), name.as_deref())?;
        // The same profile by two ways: a handle in one row, a name in another.
        if let Some(index) = self.handles.get(&handle).copied() {
            if again {
                self.seen.insert(identity, index);
                return Ok(index);
            }
            let first = self.everybody.get(index).map_or_else(String::new, |it| it.cell.to_string());
            return Err(Unclear {
                why: format!("`{handle}` stands in {first} already"),
                help: "merge the rows if they are one person; otherwise correct the name, address or handle"
                    .into(),
            });
        }
        if let Some(first) = namesake {
            let why = format!("the name stands in {first}, too: taken for two people, here `{handle}`");
            let help =
                format!("if they are one person, leave one row out, and delete people/{handle}/ again");
            self.namesakes.push((cell, why, help));
        }
        self.seen.insert(identity, self.everybody.len());
        self.handles.insert(handle.clone(), self.everybody.len());
        self.named.entry(key(&shown)).or_default().push(self.everybody.len());
        self.everybody.push(Someone { handle, shown, new, attributes, cell });
        Ok(self.everybody.len() - 1)
    }

    /// The handle of somebody, and whether it is a new one.
    fn recognised(
        &mut self,
        handle: Option<String>,
        email: Option<&str>,
        name: Option<&str>,
    ) -> Result<(String, bool), Unclear> {
        let told = [name, email, handle.as_deref()];
        let found = told.into_iter().flatten().find_map(|text| self.options.person(text));
        let told = found.map(|(key, choice)| (self.used.insert(key.to_owned()), choice.clone()).1);
        match told {
            Some(PersonChoice::Existing(handle)) => return Ok((handle.to_string(), false)),
            Some(PersonChoice::New) => return Ok((self.new_handle(handle, email, name), true)),
            None => {}
        }
        if let Some(handle) = handle {
            return Ok(match self.known.present(&handle) {
                Some(present) => (present, false),
                None => (self.taken.free(&handle), true),
            });
        }
        if let Some(present) = email.and_then(|email| self.by_email.get(email)) {
            return Ok(((*present).to_owned(), false));
        }
        if let Some(name) = name {
            match self.by_name.get(&key(name)).map(Vec::as_slice) {
                Some([only]) => return Ok(((*only).to_owned(), false)),
                Some(several) if !several.is_empty() => {
                    return Err(Unclear {
                        why: format!("{} people in the repository have this name", several.len()),
                        help: format!(
                            "say who it is: --person \"{}={}\"",
                            quotable(name),
                            several.first().unwrap_or(&"HANDLE")
                        ),
                    });
                }
                Some(_) | None => {}
            }
            if let Some((near, present)) = self.near(name) {
                let name = quotable(name);
                return Err(Unclear {
                    why: format!("in the repository is {near} (`{present}`): is that the same person?"),
                    help: format!("say so: --person \"{name}={present}\"; or --person \"{name}=new\""),
                });
            }
        }
        Ok((self.new_handle(None, email, name), true))
    }

    /// Somebody of the repository whose name is nearly this one.
    fn near(&self, name: &str) -> Option<(String, &'a str)> {
        if self.known.pseudonymous {
            return None;
        }
        let spoken = naming::name(name);
        let words = spoken.to_lowercase();
        let alike = words.split_whitespace().take(6).filter_map(|word| self.by_word.get(word));
        let mut candidates: Vec<&(String, &str)> = alike.flatten().take(COMPARED).collect();
        // A profile without name, whose handle is the first name or all of it.
        let slug = naming::id(&spoken)?;
        let first = words.split_whitespace().next();
        if let Some((shown, handle)) =
            candidates.iter().find(|(_, handle)| *handle == slug || Some(*handle) == first)
        {
            let named = self.by_name.values().flatten().any(|it| it == handle);
            if !named || *handle == slug {
                return Some((shown.clone(), handle));
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        let near = nearest(&spoken, candidates.iter().map(|(shown, _)| shown.as_str()))?;
        candidates.iter().find(|(shown, _)| shown == near).map(|(shown, handle)| (shown.clone(), *handle))
    }

    fn new_handle(&mut self, handle: Option<String>, email: Option<&str>, name: Option<&str>) -> String {
        if self.known.pseudonymous && handle.is_none() {
            let taken = &self.taken;
            let pseudonym = self.pseudonyms.find(|pseudonym| !taken.contains(pseudonym));
            return self.taken.free(&pseudonym.unwrap_or_else(|| "p".into()));
        }
        let of_name = || name.and_then(|name| naming::id(&naming::name(name)));
        let of_email = || email.and_then(handle_of_email);
        let wanted = handle.or_else(of_name).or_else(of_email);
        self.taken.free(&wanted.unwrap_or_else(|| "p".into()))
    }

    /// Somebody of the sheet or of the repository, by handle, e-mail address or name, for a column
    /// such as "Manager".
    pub(super) fn find(&self, text: &str) -> Option<Id> {
        let text = text.trim();
        let lower = text.to_lowercase();
        let slug = naming::id(text.trim_start_matches('@'));
        for identity in
            slug.iter().map(|slug| format!("@{slug}")).chain([lower.clone(), format!("={}", key(text))])
        {
            if let Some(person) = self.seen.get(&identity).and_then(|index| self.everybody.get(*index)) {
                return Some(Id::new(person.handle.as_str()));
            }
        }
        // Somebody whose row has an address or a handle is seen by that, and named here by name.
        let of_sheet = self.by_shown(text);
        let of_sheet = of_sheet.or_else(|| slug.as_deref().filter(|slug| self.handles.contains_key(*slug)));
        let present = || slug.as_deref().and_then(|slug| self.known.present(slug));
        let named = || match self.by_name.get(&key(text)).map(Vec::as_slice) {
            Some([only]) => Some((*only).to_owned()),
            Some(_) | None => None,
        };
        let by_email = || self.by_email.get(&lower).map(|handle| (*handle).to_owned());
        of_sheet.map(str::to_owned).or_else(by_email).or_else(named).or_else(present).map(Id::new)
    }

    fn by_shown(&self, text: &str) -> Option<&str> {
        match self.named.get(&key(text)).map(Vec::as_slice) {
            Some([only]) => self.everybody.get(*only).map(|person| person.handle.as_str()),
            Some(_) | None => None,
        }
    }
}

/// The name that a row gives somebody.
fn written_name(attributes: &Attributes) -> Option<String> {
    let text = |field| attributes.get(&field).map(|(_, text)| text.as_str()).filter(|text| !text.is_empty());
    let name = match (text(Field::Name), text(Field::FirstName), text(Field::LastName)) {
        (Some(name), _, _) => naming::name(name),
        (None, Some(first), Some(last)) => naming::name(&format!("{first} {last}")),
        (None, Some(only), None) | (None, None, Some(only)) => naming::name(only),
        (None, None, None) => return None,
    };
    (name.chars().count() <= 200 && name.chars().any(char::is_alphabetic)).then_some(name)
}

fn nameless(attributes: &Attributes) -> Unclear {
    let too_long = attributes.values().any(|(_, text)| text.chars().count() > 200);
    Unclear {
        why: if too_long {
            "a name of more than 200 characters"
        } else {
            "no name, handle or e-mail address"
        }
        .into(),
        help: "write who it is about".into(),
    }
}
