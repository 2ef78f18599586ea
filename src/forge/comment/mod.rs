//! One comment on a change that stays right: which comments are ours, and how they become one that
//! says what is to be said now.
//!
//! Composition over [`Forge`] alone, the same for every forge. What the comment says is decided
//! elsewhere; here is decided whether it is written, over what, and what goes.

pub(in crate::forge) mod marker;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod racing_tests;
#[cfg(test)]
mod tests;

use marker::hash;

use super::{Account, ChangeState, Comment, Failure, Forge, Kind};
use crate::output::markdown::COMMENT_LIMIT;

/// How often the comments are looked at before a run gives up against others that change them.
const ROUNDS: usize = 6;

/// What happens to a comment that says something else by now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Its text is replaced, where it stands.
    #[default]
    Update,
    /// A new one is written at the end, and the old one deleted.
    Recreate,
    /// A new one is written at the end, and the old one folded as outdated. GitHub only.
    Minimize,
}

impl Mode {
    /// The one of ours that stays. Runs of one mode agree on it, whatever each has seen: in its place
    /// the first, where new ones are written the last.
    fn kept(self, ours: &[Comment]) -> Option<&Comment> {
        match self {
            Self::Update => ours.first(),
            Self::Recreate | Self::Minimize => ours.last(),
        }
    }
}

/// The state of a change that a text was made for: over any other it is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// The change's number.
    pub number: u64,
    /// The commit at its head.
    pub head: &'a str,
    /// Where it stands.
    pub state: ChangeState,
}

/// A comment's text.
#[derive(Clone, Copy, Debug)]
pub struct Body<'a> {
    text: &'a str,
    hash: &'a str,
    speaks: bool,
}

impl<'a> Body<'a> {
    /// A text that begins with the marker. `speaks` is whether it says enough to begin a comment;
    /// otherwise it only takes the place of an earlier one.
    ///
    /// # Errors
    /// What is wrong with it, a few words: no marker, or more bytes than are ever posted
    /// ([`COMMENT_LIMIT`]).
    pub fn new(text: &'a str, speaks: bool) -> Result<Self, &'static str> {
        if text.len() > COMMENT_LIMIT {
            return Err("the comment is longer than a forge takes");
        }
        let hash = hash(text).ok_or("the comment does not begin with its marker")?;
        Ok(Self { text, hash, speaks })
    }
}

/// What a run did to the comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// What it did.
    pub act: Act,
    /// What kept it from seeing to older ones and duplicates; the next run tries again.
    pub left_over: Option<Failure>,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A comment was written where there was none.
    Created,
    /// The comment's text was replaced.
    Updated,
    /// A new comment was written, and the old one put away.
    Replaced,
    /// The comment says it all already.
    Unchanged,
    /// There is nothing to say, and there was no comment.
    NothingToSay,
    /// The change has another head by now, or was merged or closed: another run speaks of that.
    Stale,
}

/// Makes the comment on a change say what `body` says: one comment of our own account, whatever
/// other runs do meanwhile.
///
/// # Errors
/// What kept it from being said. Where only putting away failed, that is no error.
pub fn upsert(
    forge: &dyn Forge,
    wanted: &Wanted<'_>,
    body: &Body<'_>,
    mode: Mode,
) -> Result<Posted, Failure> {
    if mode == Mode::Minimize && forge.project().kind != Kind::GitHub {
        return Err(Failure::Unsupported { forge: forge.project().kind.name() });
    }
    let own = forge.viewer()?;
    let mut run =
        Run { forge, wanted, body, mode, own, act: None, tried: None, created: None, left_over: None };
    let act = run.settle()?;
    Ok(Posted { act, left_over: run.left_over })
}

/// The text of our comment on a change as it stands, where there is one.
///
/// # Errors
/// Where it cannot be read.
pub fn earlier(forge: &dyn Forge, number: u64, mode: Mode) -> Result<Option<String>, Failure> {
    let own = forge.viewer()?;
    let ours = ours(forge, number, &own)?;
    Ok(mode.kept(&ours).map(|comment| comment.body.clone()))
}

/// Our comments on a change, lowest id first.
fn ours(forge: &dyn Forge, number: u64, own: &Account) -> Result<Vec<Comment>, Failure> {
    let mut ours: Vec<Comment> = forge
        .comments(number)?
        .into_iter()
        .filter(|comment| marker::is_marked(&comment.body) && comment.author.is(own))
        .collect();
    ours.sort_by_key(|comment| comment.id);
    Ok(ours)
}

/// Deletes every comment of ours on a change, also those that were folded as outdated; how many there
/// were.
///
/// # Errors
/// What kept it from being done.
pub fn remove(forge: &dyn Forge, number: u64) -> Result<usize, Failure> {
    let own = forge.viewer()?;
    let mut deleted = 0;
    for comment in forge.comments(number)? {
        let marked = marker::is_marked(&comment.body) || marker::is_retired(&comment.body);
        if marked && comment.author.is(&own) {
            forge.delete_comment(number, &comment)?;
            deleted += 1;
        }
    }
    Ok(deleted)
}

/// One run: it looks at the comments, takes the step that they ask for, and looks again, until they
/// are as wanted. So it does not matter who else writes, nor whether an answer got lost.
struct Run<'a> {
    forge: &'a dyn Forge,
    wanted: &'a Wanted<'a>,
    body: &'a Body<'a>,
    mode: Mode,
    own: Account,
    /// What this run has written so far. Whoever writes after it is newer, and wins.
    act: Option<Act>,
    /// What it may have written, where no answer came.
    tried: Option<Act>,
    /// The comment that this run created, until it is known to be gone.
    created: Option<Comment>,
    left_over: Option<Failure>,
}

impl Run<'_> {
    fn settle(&mut self) -> Result<Act, Failure> {
        let mut trouble = Failure::Contended;
        for _ in 0..ROUNDS {
            let ours = match self.ours() {
                Ok(ours) => ours,
                // It is written; whether there are two, the next run sees.
                Err(failure) => return self.act.map_or(Err(failure.clone()), |act| self.end(act, failure)),
            };
            let Some(kept) = self.mode.kept(&ours) else {
                if self.act.is_none() && !self.body.speaks {
                    return Ok(Act::NothingToSay);
                }
                match self.create(Act::Created) {
                    Ok(Step::Done) => {}
                    Ok(Step::Stale) => return Ok(Act::Stale),
                    Err(failure @ Failure::Uncertain { .. }) => trouble = failure,
                    Err(failure) => return Err(failure),
                }
                continue;
            };
            let says_it = hash(&kept.body) == Some(self.body.hash);
            if !says_it && self.act.is_none() {
                match self.say(kept) {
                    Ok(Step::Done) => {}
                    Ok(Step::Stale) => return Ok(Act::Stale),
                    // Somebody deleted it: looked at again, there is none, or another.
                    Err(Failure::NotFound) => continue,
                    Err(failure @ Failure::Uncertain { .. }) => {
                        trouble = failure;
                        continue;
                    }
                    Err(failure) => return Err(failure),
                }
                if self.mode != Mode::Update {
                    continue;
                }
            }
            let act = self.act.or(self.tried).unwrap_or(Act::Unchanged);
            if ours.len() == 1 {
                return Ok(act);
            }
            for other in ours.iter().filter(|other| other.id != kept.id) {
                if let Err(failure) = self.put_away(other) {
                    return self.end(act, failure);
                }
            }
            self.act = Some(act);
        }
        Err(trouble)
    }

    /// The end of a run whose text stands, although putting away did not work.
    fn end(&mut self, act: Act, failure: Failure) -> Result<Act, Failure> {
        self.left_over = Some(failure);
        Ok(act)
    }

    /// Our comments, lowest id first.
    fn ours(&mut self) -> Result<Vec<Comment>, Failure> {
        let mut ours = ours(self.forge, self.wanted.number, &self.own)?;
        if let Some(created) = self.created.clone()
            && ours.iter().all(|comment| comment.id != created.id)
        {
            // A list may lag behind what was written. The comment itself does not.
            match self.forge.update_comment(self.wanted.number, &created, self.body.text) {
                Ok(()) => ours.push(created),
                Err(Failure::NotFound) => {
                    self.created = None;
                    // Where another took its place, that one was written later.
                    if ours.is_empty() {
                        self.act = None;
                    }
                }
                Err(failure) => return Err(failure),
            }
        }
        ours.sort_by_key(|comment| comment.id);
        Ok(ours)
    }

    /// Says it in the place of `old`.
    fn say(&mut self, old: &Comment) -> Result<Step, Failure> {
        match self.mode {
            Mode::Update => {
                if self.is_stale()? {
                    return Ok(Step::Stale);
                }
                self.tried = Some(Act::Updated);
                self.forge.update_comment(self.wanted.number, old, self.body.text)?;
                self.act = Some(Act::Updated);
                Ok(Step::Done)
            }
            Mode::Recreate | Mode::Minimize => self.create(Act::Replaced),
        }
    }

    fn create(&mut self, act: Act) -> Result<Step, Failure> {
        if self.is_stale()? {
            return Ok(Step::Stale);
        }
        self.tried = Some(act);
        self.created = Some(self.forge.create_comment(self.wanted.number, self.body.text)?);
        self.act = Some(act);
        Ok(Step::Done)
    }

    /// Puts away one that does not stay.
    fn put_away(&self, other: &Comment) -> Result<(), Failure> {
        let number = self.wanted.number;
        // Folding keeps what was said earlier; a duplicate says nothing else.
        let says_it = hash(&other.body) == Some(self.body.hash);
        let put_away = if self.mode == Mode::Minimize && !says_it {
            self.forge
                .minimize_comment(other)
                .and_then(|()| self.forge.update_comment(number, other, &marker::retired(&other.body)))
        } else {
            self.forge.delete_comment(number, other)
        };
        match put_away {
            Err(Failure::NotFound) => Ok(()),
            result => result,
        }
    }

    /// Whether the text is about a state that is over.
    fn is_stale(&self) -> Result<bool, Failure> {
        let change = self.forge.change(self.wanted.number)?;
        Ok(change.head != self.wanted.head || change.state != self.wanted.state)
    }
}

/// How a step of writing ended.
enum Step {
    Done,
    Stale,
}
