//! One issue that holds the digest: which issues are ours, and how they become one that says what is
//! to be said now. What it says is decided elsewhere.
//!
//! Ours is what begins with the marker and was opened by our own account; the lowest number wins.
//! Issues cannot be deleted, so further ones of ours are closed. A digest that somebody closed is
//! left alone, and the next run opens another.

#[cfg(test)]
mod memory;
#[cfg(test)]
mod tests;

use super::comment::marker::hash_after;
use super::{Account, Failure, Forge, Issue};
use crate::output::digest_issue::MARKER;
use crate::output::markdown::COMMENT_LIMIT;

/// How often the issues are looked at before a run gives up against others that change them.
const ROUNDS: usize = 6;

/// The text of the issue.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    title: &'a str,
    body: &'a str,
    hash: &'a str,
    speaks: bool,
}

impl<'a> Text<'a> {
    /// A text that begins with the marker; the title is only given to a new issue. `speaks` is whether
    /// it says enough to open one; otherwise it only takes the place of an earlier text.
    ///
    /// # Errors
    /// What is wrong with it, a few words: no marker, or more bytes than are ever posted
    /// ([`COMMENT_LIMIT`]).
    pub fn new(title: &'a str, body: &'a str, speaks: bool) -> Result<Self, &'static str> {
        if body.len() > COMMENT_LIMIT {
            return Err("the digest is longer than a forge takes");
        }
        let hash = hash(body).ok_or("the digest does not begin with its marker")?;
        Ok(Self { title, body, hash, speaks })
    }
}

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// What it did.
    pub act: Act,
    /// The issue that holds the digest; `None` where there is none.
    pub number: Option<u64>,
    /// Further ones of ours that it closed.
    pub closed: Vec<u64>,
    /// A further one of ours that is still open, and why.
    pub left_over: Option<(u64, Failure)>,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// An issue was opened.
    Created,
    /// The issue's text was replaced.
    Updated,
    /// The issue says it all already.
    Unchanged,
    /// There is nothing to say, and there was no issue.
    NothingToSay,
}

/// The hash in the marker that a text begins with.
fn hash(body: &str) -> Option<&str> {
    hash_after(MARKER, body)
}

/// Makes the digest issue say `text`: one open issue of our own account, whatever other runs do
/// meanwhile.
///
/// # Errors
/// What kept it from being said. Where only closing a further one failed, that is no error.
pub fn upsert(forge: &dyn Forge, text: &Text<'_>) -> Result<Posted, Failure> {
    let own = forge.viewer()?;
    let mut run = Run { forge, text, own, created: None, updated: None, closed: Vec::new(), left_over: None };
    let (act, number) = run.settle()?;
    Ok(Posted { act, number, closed: run.closed, left_over: run.left_over })
}

/// One run: it looks at the issues, takes the step that they ask for, and looks again, until they
/// are as wanted. So it does not matter who else writes, nor whether an answer got lost.
struct Run<'a> {
    forge: &'a dyn Forge,
    text: &'a Text<'a>,
    own: Account,
    /// The issue that this run opened.
    created: Option<Issue>,
    /// The issue whose text it replaced. Whoever writes after it is newer, and wins.
    updated: Option<u64>,
    closed: Vec<u64>,
    left_over: Option<(u64, Failure)>,
}

impl Run<'_> {
    fn settle(&mut self) -> Result<(Act, Option<u64>), Failure> {
        let mut trouble = "other runs kept changing the issue".to_owned();
        let mut tried = Act::Unchanged;
        for _ in 0..ROUNDS {
            let ours = match self.ours() {
                Ok(ours) => ours,
                // It is said; whether there are two, the next run sees.
                Err(failure) => {
                    return self.said().map(|(act, number)| (act, Some(number))).ok_or(failure);
                }
            };
            let Some(kept) = ours.first() else {
                if !self.text.speaks && tried == Act::Unchanged {
                    return Ok((Act::NothingToSay, None));
                }
                tried = Act::Created;
                match self.forge.create_issue(self.text.title, self.text.body) {
                    Ok(issue) => self.created = Some(issue),
                    Err(Failure::Uncertain { reason }) => trouble = reason,
                    Err(failure) => return Err(failure),
                }
                continue;
            };
            let says_it = hash(&kept.body) == Some(self.text.hash);
            if !says_it && self.updated != Some(kept.number) {
                tried = Act::Updated;
                // A title that somebody gave it stays.
                match self.forge.update_issue(kept.number, &kept.title, self.text.body) {
                    Ok(()) => self.updated = Some(kept.number),
                    // Somebody deleted it: looked at again, there is none, or another.
                    Err(Failure::NotFound) => {}
                    Err(Failure::Uncertain { reason }) => trouble = reason,
                    Err(failure) => return Err(failure),
                }
                continue;
            }
            self.close(ours.iter().skip(1));
            let act = match self.said() {
                Some((act, number)) if number == kept.number => act,
                Some(_) | None => tried,
            };
            return Ok((act, Some(kept.number)));
        }
        Err(Failure::Uncertain { reason: trouble })
    }

    /// What this run has written.
    fn said(&self) -> Option<(Act, u64)> {
        let created = self.created.as_ref().map(|issue| (Act::Created, issue.number));
        self.updated.map(|number| (Act::Updated, number)).or(created)
    }

    /// Our open issues, lowest number first.
    fn ours(&self) -> Result<Vec<Issue>, Failure> {
        let mut ours: Vec<Issue> = self
            .forge
            .issues_by(&self.own)?
            .into_iter()
            .filter(|issue| issue.body.starts_with(MARKER) && issue.author.is(&self.own))
            .collect();
        // A list may lag behind what was written.
        if let Some(created) = &self.created
            && ours.iter().all(|issue| issue.number != created.number)
        {
            ours.push(Issue { body: self.text.body.to_owned(), ..created.clone() });
        }
        ours.sort_by_key(|issue| issue.number);
        Ok(ours)
    }

    fn close<'i>(&mut self, further: impl Iterator<Item = &'i Issue>) {
        for issue in further {
            match self.forge.close_issue(issue.number) {
                Ok(()) | Err(Failure::NotFound) => self.closed.push(issue.number),
                Err(failure) => {
                    self.left_over.get_or_insert((issue.number, failure));
                }
            }
        }
    }
}
