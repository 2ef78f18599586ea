//! Answers that are typed: text, days, numbers. While somebody types, a line below says what the
//! answer means or what is wrong with it so far.

use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::rc::Rc;

use inquire::autocompletion::Replacement;
use inquire::validator::{ErrorMessage, Validation};
use inquire::{Autocomplete, CustomUserError, Text};

use super::{Asker, Preset, Question, appearance, day, refused};
use crate::calendar::Date;
use crate::error::Error;
use crate::output::escape;
use crate::source::hidden;

/// Whether a text will do; if not, why, in a few words.
pub(in crate::cli) type Judgement<'a> = &'a dyn Fn(&str) -> Result<(), String>;

impl Asker<'_> {
    /// One line of text; never empty.
    ///
    /// # Errors
    /// [`Error::Interrupted`], a flag that `judge` refuses, and where it must be asked and cannot be.
    pub(in crate::cli) fn text(
        &self,
        question: &Question<'_>,
        given: Option<&str>,
        preset: Preset<&str>,
        judge: Judgement<'_>,
    ) -> Result<String, Error> {
        let parse = |typed: &str| {
            let line = one_line(typed);
            if line.is_empty() {
                return Err("this needs an answer".to_owned());
            }
            judge(&line).map(|()| line)
        };
        self.typed(question, given, preset, &Typing { parse: &parse, meaning: &|_| None })
    }

    /// One line of text, or nothing.
    ///
    /// # Errors
    /// As [`Asker::text`].
    pub(in crate::cli) fn optional_text(
        &self,
        question: &Question<'_>,
        given: Option<&str>,
        preset: Preset<&str>,
        judge: Judgement<'_>,
    ) -> Result<Option<String>, Error> {
        let parse = |typed: &str| {
            let line = Some(one_line(typed)).filter(|line| !line.is_empty());
            line.as_deref().map_or(Ok(()), judge).map(|()| line)
        };
        self.typed_or_nothing(question, given, preset, &parse)
    }

    /// Text of one or more paragraphs, or nothing: line ends that are pasted or given stay.
    ///
    /// # Errors
    /// As [`Asker::text`].
    pub(in crate::cli) fn long_text(
        &self,
        question: &Question<'_>,
        given: Option<&str>,
        preset: Preset<&str>,
        judge: Judgement<'_>,
    ) -> Result<Option<String>, Error> {
        let parse = |typed: &str| {
            let typed = typed.replace('\t', " ");
            let lines: Vec<_> = typed.lines().map(|line| visible(line).trim_end().to_owned()).collect();
            let text = Some(lines.join("\n").trim().to_owned()).filter(|text| !text.is_empty());
            text.as_deref().map_or(Ok(()), judge).map(|()| text)
        };
        self.typed_or_nothing(question, given, preset, &parse)
    }

    /// A day: see [`super::parse_day`] for what may be written.
    ///
    /// # Errors
    /// As [`Asker::text`].
    pub(in crate::cli) fn day(
        &self,
        question: &Question<'_>,
        given: Option<&str>,
        preset: Preset<Date>,
        judge: &dyn Fn(Date) -> Result<(), String>,
    ) -> Result<Date, Error> {
        let parse = |typed: &str| {
            let day = day::parse_day(typed, self.today)?;
            judge(day).map(|()| day)
        };
        let meaning = |day: &Date| Some(day::meaning(*day, self.today));
        let preset = preset.and_then(|day| Some(day.to_string()));
        self.typed(question, given, preset.as_str(), &Typing { parse: &parse, meaning: &meaning })
    }

    /// A number within a range, or nothing where the preset is nothing and the line stays empty.
    ///
    /// # Errors
    /// As [`Asker::text`].
    pub(in crate::cli) fn number(
        &self,
        question: &Question<'_>,
        given: Option<&str>,
        preset: Preset<f64>,
        range: &RangeInclusive<f64>,
    ) -> Result<Option<f64>, Error> {
        let parse = |typed: &str| parse_number(typed, range);
        let preset = preset.and_then(|number| Some(number.to_string()));
        self.typed_or_nothing(question, given, preset.as_str(), &parse)
    }

    /// As [`Asker::typed`], for what may be left: where nobody can be asked, nothing is an answer.
    fn typed_or_nothing<T>(
        &self,
        question: &Question<'_>,
        given: Option<&str>,
        preset: Preset<&str>,
        parse: &dyn Fn(&str) -> Result<Option<T>, String>,
    ) -> Result<Option<T>, Error> {
        if given.is_none() && !self.is_interactive() {
            return Ok(preset.unasked().and_then(|text| parse(text).ok().flatten()));
        }
        self.typed(question, given, preset, &Typing { parse, meaning: &|_| None })
    }

    fn typed<T>(
        &self,
        question: &Question<'_>,
        given: Option<&str>,
        preset: Preset<&str>,
        typing: &Typing<'_, T>,
    ) -> Result<T, Error> {
        if let Some(given) = given {
            return (typing.parse)(given).map_err(|reason| refused(question, &reason));
        }
        if !self.is_interactive() {
            let text = preset.unasked().ok_or_else(|| self.missing(&[question.flag]))?;
            return (typing.parse)(text).map_err(|reason| refused(question, &reason));
        }
        let shown = preset.shown().map(str::to_owned);
        let seen: Seen = Rc::default();
        let (text, help) = (escape::terminal(question.text), self.typed_help(question, shown.as_deref()));
        let shown_line = shown.as_deref().map(escape::terminal);
        let live = Live { typing, preset: shown.clone(), seen: seen.clone() };
        let meant = |answer: &str| -> String {
            // A person who moves onto the line below, or takes the preset, means their own text.
            match (&shown, &shown_line) {
                (Some(shown), Some(line)) if answer == line => shown.clone(),
                _ => seen.borrow().meant_by(answer),
            }
        };
        let meant = &meant;
        let validator = move |answer: &str| -> Result<Validation, CustomUserError> {
            Ok(match (typing.parse)(&meant(answer)) {
                Ok(_) => Validation::Valid,
                Err(reason) => Validation::Invalid(ErrorMessage::Custom(escape::terminal(&reason))),
            })
        };
        let formatter = |answer: &str| -> String {
            let text = meant(answer);
            let said = (typing.parse)(&text).ok().and_then(|value| (typing.meaning)(&value));
            escape::terminal_lines(&said.unwrap_or(text), &mut [])
        };
        let mut prompt = Text::new(&text)
            .with_render_config(appearance::of(self.output))
            .with_autocomplete(live)
            .with_validator(validator)
            .with_formatter(&formatter);
        prompt.default = shown_line.as_deref();
        prompt.help_message = Some(help.as_str()).filter(|help| !help.is_empty());
        let answer = prompt.prompt().map_err(|error| self.failed(question, error))?;
        (typing.parse)(&meant(&answer)).map_err(|reason| refused(question, &reason))
    }

    fn typed_help(&self, question: &Question<'_>, preset: Option<&str>) -> String {
        let keys = match preset {
            Some(_) => "Enter takes it, Tab changes it",
            None => "",
        };
        // Whoever reads a proposal needs no example.
        let example = preset.is_some() && question.help.starts_with("Such as");
        self.help_lines(&[if example { "" } else { question.help }, keys])
    }
}

/// How a typed text becomes an answer.
struct Typing<'a, T> {
    /// The answer, or what is wrong with it.
    parse: &'a dyn Fn(&str) -> Result<T, String>,
    /// What the answer means, where that is more than its text.
    meaning: &'a dyn Fn(&T) -> Option<String>,
}

/// The text that was typed last, and the line that was shown below it.
#[derive(Default)]
struct Line {
    typed: String,
    below: Option<String>,
}

impl Line {
    /// The line below is no answer: whoever chooses it means what they typed.
    fn meant_by(&self, answer: &str) -> String {
        if self.below.as_deref() == Some(answer) { self.typed.clone() } else { answer.to_owned() }
    }
}

type Seen = Rc<RefCell<Line>>;

/// Says below the line what is typed so far.
struct Live<'a, T> {
    typing: &'a Typing<'a, T>,
    preset: Option<String>,
    seen: Seen,
}

impl<T> Clone for Live<'_, T> {
    fn clone(&self) -> Self {
        Self { typing: self.typing, preset: self.preset.clone(), seen: self.seen.clone() }
    }
}

impl<T> Autocomplete for Live<'_, T> {
    fn get_suggestions(&mut self, typed: &str) -> Result<Vec<String>, CustomUserError> {
        let below = match (self.typing.parse)(typed) {
            _ if typed.trim().is_empty() => None,
            Ok(value) => (self.typing.meaning)(&value),
            Err(reason) => Some(reason),
        };
        let below = below.map(|line| escape::terminal(&line));
        *self.seen.borrow_mut() = Line { typed: typed.to_owned(), below: below.clone() };
        Ok(below.into_iter().collect())
    }

    /// Tab on an empty line brings the preset into it.
    fn get_completion(&mut self, typed: &str, _: Option<String>) -> Result<Replacement, CustomUserError> {
        Ok(self.preset.clone().filter(|_| typed.is_empty()))
    }
}

/// Words with single spaces between.
fn one_line(text: &str) -> String {
    let words = visible(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without what nobody sees: colours and marks come along where text is pasted, and no record may hold
/// them.
fn visible(line: &str) -> String {
    hidden::characters(line).filter(|(_, _, hidden)| !hidden).map(|(_, c, _)| c).collect()
}

fn parse_number(typed: &str, range: &RangeInclusive<f64>) -> Result<Option<f64>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    // Many people write a decimal comma.
    let number = typed.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    let Some(number) = number else { return Err(format!("`{typed}` is no number")) };
    if range.contains(&number) {
        Ok(Some(number))
    } else {
        Err(format!("{typed} is not between {} and {}", range.start(), range.end()))
    }
}
