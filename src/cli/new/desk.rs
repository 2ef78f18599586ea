//! What the kinds of new records take from a [`Desk`]: what is in force, who is at the keyboard, and
//! answers that several kinds ask for alike.

use super::Desk;
use crate::calendar::Date;
use crate::cli::ask::{Choice, Preset, Question};
use crate::error::Error;
use crate::policy::{Policy, Vocabulary};
use crate::progress::Limits;
use crate::record::{Framework, Groups};

impl Desk<'_> {
    /// The limits in force.
    pub(super) fn limits(&self) -> Limits {
        Limits::of(self.policy(), self.vocabulary())
    }

    /// Today.
    pub(super) fn today(&self) -> Date {
        self.workspace.today()
    }

    /// The policy in force.
    pub(super) fn policy(&self) -> &Policy {
        self.workspace.policy()
    }

    /// Scale and disciplines.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.workspace.policy().vocabulary
    }

    /// The framework as it stands.
    pub(super) fn framework(&self) -> &Framework {
        &self.workspace.state.framework.data
    }

    /// The teams and programs as they stand.
    pub(super) fn groups(&self) -> &Groups {
        &self.workspace.state.groups.data
    }

    /// The handle of the person at the keyboard, where a profile has Git's `user.email`.
    ///
    /// # Errors
    /// Where the profiles cannot be read.
    pub(super) fn me(&self) -> Result<Option<String>, Error> {
        let email = self.workspace.place.repository.setting("user.email");
        let people = &self.workspace.state.people;
        let found = email.and_then(|email| people.with_email(&email));
        people.failure()?;
        Ok(found)
    }

    /// The day of a flag that is never asked for; without it, today.
    ///
    /// # Errors
    /// Where it is no day.
    pub(super) fn day(&self, flag: &str, given: Option<&str>) -> Result<Date, Error> {
        if given.is_none() {
            return Ok(self.today());
        }
        self.asker.day(&Question { flag, text: "Which day?", help: "" }, given, Preset::Nothing, &|_| Ok(()))
    }

    /// One of the words of a vocabulary, each with what it means.
    ///
    /// # Errors
    /// As [`Asker::choice`](crate::cli::ask::Asker::choice).
    pub(super) fn word<T: Copy>(
        &self,
        question: &Question<'_>,
        given: Option<&str>,
        words: &[(T, &str, &str)],
        preset: Preset<usize>,
    ) -> Result<Option<T>, Error> {
        let choices: Vec<Choice> =
            words.iter().map(|(_, name, meaning)| Choice::new(*name).note(*meaning)).collect();
        let index = self.asker.choice(question, given, &choices, preset)?;
        Ok(words.get(index).map(|(word, _, _)| *word))
    }

    /// A whole number within a range, or nothing where the line stays empty.
    ///
    /// # Errors
    /// As [`Asker::optional_text`](crate::cli::ask::Asker::optional_text).
    pub(super) fn count(
        &self,
        question: &Question<'_>,
        given: Option<&str>,
        preset: Preset<&str>,
        range: std::ops::RangeInclusive<i64>,
    ) -> Result<Option<i64>, Error> {
        let read = |text: &str| match text.parse::<i64>() {
            Ok(number) if range.contains(&number) => Ok(number),
            Ok(_) => Err(format!("{text} is not between {} and {}", range.start(), range.end())),
            Err(_) => Err(format!("`{text}` is no whole number")),
        };
        let answer = self.asker.optional_text(question, given, preset, &|text| read(text).map(|_| ()))?;
        Ok(answer.and_then(|text| read(&text).ok()))
    }
}

/// At most so many characters.
pub(super) fn longest(limit: usize) -> impl Fn(&str) -> Result<(), String> {
    move |text| match text.chars().count() {
        count if count > limit => Err(format!("{count} characters are too many: {limit} at most")),
        _ => Ok(()),
    }
}
