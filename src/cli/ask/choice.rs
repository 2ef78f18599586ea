//! Answers that are chosen from a list: one, or several. Typing narrows the list.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use inquire::list_option::ListOption;
use inquire::validator::Validation;
use inquire::{CustomUserError, MultiSelect, Select};

use super::{Asker, Preset, Question, appearance, refused};
use crate::error::Error;
use crate::output::{columns, escape, wording};
use crate::suggest;

/// Something to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Choice {
    /// What the flag says for it: an id, a level's number, a word of the schema.
    pub(in crate::cli) key: String,
    /// What is shown first; where it is empty, the key.
    pub(in crate::cli) label: String,
    /// A few words beside it; may be empty.
    pub(in crate::cli) note: String,
    /// What it means, shown below it as far as there is room: a level's text. May be empty.
    pub(in crate::cli) text: String,
    /// By what it is found as well when somebody types: a person's name. May be empty.
    pub(in crate::cli) also: String,
}

impl Choice {
    /// A choice with nothing but its key.
    #[must_use]
    pub(in crate::cli) fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), ..Self::default() }
    }

    /// With a label.
    #[must_use]
    pub(in crate::cli) fn label(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    /// With a few words beside it.
    #[must_use]
    pub(in crate::cli) fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    /// With what it means.
    #[must_use]
    pub(in crate::cli) fn text(self, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..self }
    }

    /// Found by this as well.
    #[must_use]
    pub(in crate::cli) fn also(self, also: impl Into<String>) -> Self {
        Self { also: also.into(), ..self }
    }

    /// What typing is compared with. Not the note: the letters of a word are looked for one by one, and
    /// among those of "not assessed yet" there is a lot.
    pub(super) fn searched(&self) -> String {
        format!("{} {} {}", self.name(), self.key, self.also)
    }

    fn name(&self) -> &str {
        if self.label.is_empty() { &self.key } else { &self.label }
    }
}

impl Asker<'_> {
    /// The index of one of `choices`.
    ///
    /// # Errors
    /// [`Error::Interrupted`], a flag that names none of them, and where it must be asked and cannot
    /// be, or there is nothing to choose from.
    pub(in crate::cli) fn choice(
        &self,
        question: &Question<'_>,
        given: Option<&str>,
        choices: &[Choice],
        preset: Preset<usize>,
    ) -> Result<usize, Error> {
        if let Some(given) = given {
            return find(given, choices).map_err(|reason| refused(question, &reason));
        }
        if !self.is_interactive() {
            return preset.unasked().ok_or_else(|| self.missing(&[question.flag]));
        }
        let mut list = List::new(self, choices, 2);
        let (text, help) =
            (escape::terminal(question.text), self.choice_help(question, choices.len(), false));
        // An empty list would not say why it is empty, nor why Enter does nothing: then its last line does.
        let nothing = Rc::new(Cell::new(false));
        if let Some(last) = list.items.last_mut() {
            last.nothing = Some(nothing.clone());
        }
        let formatter = |item: ListOption<&Item>| match item.value.stands_for_nothing() {
            true => "nothing matches".to_owned(),
            false => item.value.name.clone(),
        };
        let scorer = |input: &str, item: &Item, _: &str, index: usize| {
            let score = (Select::<Item>::DEFAULT_SCORER)(input, item, &item.searched, index);
            // They are scored one after the other, from the first to the last.
            nothing.set((index == 0 || nothing.get()) && score.is_none());
            score.or_else(|| item.stands_for_nothing().then_some(0))
        };
        loop {
            let mut prompt = Select::new(&text, list.items.clone())
                .with_render_config(appearance::of(self.output))
                .with_page_size(list.page)
                .with_sorter(&best_first)
                .with_scorer(&scorer)
                .with_formatter(&formatter);
            prompt.help_message = Some(help.as_str());
            prompt.starting_cursor = preset.shown().filter(|start| *start < choices.len()).unwrap_or(0);
            let chosen = prompt.raw_prompt().map_err(|error| self.failed(question, error))?;
            if !chosen.value.stands_for_nothing() {
                return Ok(chosen.index);
            }
        }
    }

    /// The indices of at least so many of `choices`, in the order of the list.
    ///
    /// # Errors
    /// As [`Asker::choice`].
    pub(in crate::cli) fn choices(
        &self,
        question: &Question<'_>,
        given: &[String],
        choices: &[Choice],
        preset: Preset<&[usize]>,
        at_least: usize,
    ) -> Result<Vec<usize>, Error> {
        if !given.is_empty() {
            let found: Result<Vec<_>, _> = given.iter().map(|given| find(given, choices)).collect();
            let mut found = found.map_err(|reason| refused(question, &reason))?;
            found.sort_unstable();
            found.dedup();
            return Ok(found);
        }
        if !self.is_interactive() {
            let none: &[usize] = &[];
            let unasked = preset.unasked().or((at_least == 0).then_some(none));
            return unasked.map(<[usize]>::to_vec).ok_or_else(|| self.missing(&[question.flag]));
        }
        if choices.is_empty() && at_least == 0 {
            return Ok(Vec::new());
        }
        let list = List::new(self, choices, 6);
        let (text, help) = (escape::terminal(question.text), self.choice_help(question, choices.len(), true));
        let formatter = |items: &[ListOption<&Item>]| {
            items.iter().map(|item| item.value.name.as_str()).collect::<Vec<_>>().join(", ")
        };
        // Whoever types a name and presses Enter means to have chosen it.
        let is_typing = Rc::new(Cell::new(false));
        let scorer = |input: &str, item: &Item, _: &str, index: usize| {
            is_typing.set(!input.is_empty());
            (MultiSelect::<Item>::DEFAULT_SCORER)(input, item, &item.searched, index)
        };
        let typing = is_typing.clone();
        let validator = move |chosen: &[ListOption<&Item>]| -> Result<Validation, CustomUserError> {
            Ok(if typing.get() {
                let told = "typing marks nothing: press the space bar, or Backspace";
                Validation::Invalid(told.into())
            } else if chosen.len() >= at_least {
                Validation::Valid
            } else {
                let number = if at_least == 1 { "one".to_owned() } else { at_least.to_string() };
                Validation::Invalid(format!("mark at least {number} with the space bar").into())
            })
        };
        let start = preset.shown().unwrap_or_default();
        let mut prompt = MultiSelect::new(&text, list.items)
            .with_render_config(appearance::of(self.output))
            .with_page_size(list.page)
            .with_scorer(&scorer)
            .with_validator(validator)
            .with_formatter(&formatter)
            .with_keep_filter(false)
            .with_default(start);
        prompt.help_message = Some(help.as_str());
        let chosen = prompt.raw_prompt().map_err(|error| self.failed(question, error))?;
        let mut indices: Vec<_> = chosen.into_iter().map(|chosen| chosen.index).collect();
        indices.sort_unstable();
        Ok(indices)
    }

    fn choice_help(&self, question: &Question<'_>, count: usize, several: bool) -> String {
        let unicode = self.output.unicode();
        let arrows = if unicode { "↑↓" } else { "arrows" };
        let mut keys = match several {
            true => format!("{arrows} and space mark, Enter goes on"),
            false => format!("{arrows} and Enter choose"),
        };
        if count > 5 {
            keys.push_str(", typing narrows the list");
        }
        self.help_lines(&[question.help, &keys])
    }
}

/// The choice that `given` names, by key or by label.
fn find(given: &str, choices: &[Choice]) -> Result<usize, String> {
    let given = given.trim();
    if let Some(index) = choices.iter().position(|choice| choice.key == given) {
        return Ok(index);
    }
    // Most choices have no label, and an empty text is none of them.
    let is_called = |choice: &Choice| !given.is_empty() && choice.label.eq_ignore_ascii_case(given);
    let mut called = (0..).zip(choices).filter(|(_, choice)| is_called(choice));
    if let Some((index, first)) = called.next() {
        return match called.next() {
            None => Ok(index),
            Some((_, second)) => {
                Err(format!("`{given}` is the name of several: write `{}` or `{}`", first.key, second.key))
            }
        };
    }
    // "None of them" is a choice without a key.
    let keys = || choices.iter().map(|choice| choice.key.as_str()).filter(|key| !key.is_empty());
    Err(match suggest::nearest(given, keys()) {
        Some(near) => format!("`{given}` is none of the choices; did you mean `{near}`?"),
        None if keys().next().is_none() => format!("`{given}` cannot be chosen: there is none yet"),
        None => {
            let shown: Vec<_> = keys().take(12).collect();
            let more = if keys().count() > shown.len() { ", …" } else { "" };
            format!("`{given}` is none of the choices: {}{more}", shown.join(", "))
        }
    })
}

/// What matches best first; equals stay in their order.
fn best_first(options: &mut [(usize, i64)]) {
    options.sort_by_key(|(index, score)| (std::cmp::Reverse(*score), *index));
}

/// A text in lines of `width`; none where there is nothing to show.
fn lines(text: &str, width: usize) -> Vec<String> {
    if text.trim().is_empty() { Vec::new() } else { wording::wrap(&escape::terminal(text), width) }
}

/// A choice as it is shown.
#[derive(Clone)]
struct Item {
    name: String,
    shown: String,
    searched: String,
    /// In the last one of a list: whether nothing in the list matches what is typed.
    nothing: Option<Rc<Cell<bool>>>,
}

impl Item {
    fn stands_for_nothing(&self) -> bool {
        self.nothing.as_ref().is_some_and(|nothing| nothing.get())
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.stands_for_nothing() { "nothing matches: Backspace widens" } else { &self.shown })
    }
}

/// The choices as they fit the terminal.
struct List {
    items: Vec<Item>,
    /// How many are shown at once.
    page: usize,
}

/// Lines that the question, its help and what was answered before may take.
const LINES_BESIDE: usize = 7;

impl List {
    /// `indent` is the width of the signs before each.
    fn new(asker: &Asker<'_>, choices: &[Choice], indent: usize) -> Self {
        let width = asker.output.prompt_width().saturating_sub(indent + 1).max(8);
        let room = asker.output.height().saturating_sub(LINES_BESIDE).max(2);
        let texts: Vec<Vec<String>> = choices.iter().map(|choice| lines(&choice.text, width - 2)).collect();
        // As many lines of each text as let all choices be seen at once; at least one, where there are
        // texts at all and half a dozen choices fit beside each other.
        let total = |lines: usize| texts.iter().map(|text| 1 + text.len().min(lines)).sum::<usize>();
        let most = texts.iter().map(Vec::len).max().unwrap_or(0);
        let lines = (1..=most).rev().find(|lines| total(*lines) <= room).unwrap_or(usize::from(room >= 12));
        let unicode = asker.output.unicode();
        let items = choices.iter().zip(&texts).map(|(choice, text)| {
            let name = escape::terminal(choice.name());
            let note = escape::terminal(&choice.note);
            let head = if note.is_empty() { name.clone() } else { format!("{name}  {note}") };
            let mut shown = columns::shorten(&head, width, unicode);
            for (index, line) in text.iter().take(lines).enumerate() {
                let cut = index + 1 == lines && text.len() > lines;
                let line = if cut {
                    columns::shorten(&format!("{line} ..."), width - 2, unicode)
                } else {
                    line.clone()
                };
                shown.push_str(&format!("\n{}{line}", " ".repeat(indent + 2)));
            }
            Item { name, shown, searched: choice.searched(), nothing: None }
        });
        let items: Vec<_> = items.collect();
        let highest = texts.iter().map(|text| 1 + text.len().min(lines)).max().unwrap_or(1);
        Self { items, page: (room / highest).clamp(2, 15) }
    }
}
