//! Sheets and portfolios made from files in memory, in all three forms.

use std::collections::BTreeMap;

use milepost::check::State;
use milepost::output::report::{Form, Report, json, laid_out};
use milepost::policy::Policy;
use milepost::report::basis::Basis;
use milepost::report::person::{self, Offers};
use milepost::report::portfolio;
use serde::Serialize;
use serde_json::Value;

use super::TODAY;
use crate::common::memory::Files;

/// One report in its three forms.
pub(super) struct Made {
    pub(super) json: Value,
    pub(super) markdown: String,
    /// What stands in `<main>`.
    pub(super) html: String,
}

impl Made {
    fn of(report: Report, view: &impl Serialize, items: usize) -> Self {
        let text = |form| {
            let (text, faults) = laid_out(report, view, form, items, &BTreeMap::new()).unwrap();
            assert_eq!(faults, []);
            text
        };
        let page = text(Form::Html);
        let json = serde_json::from_str(&json(report, view)).unwrap();
        Self { json, markdown: text(Form::Markdown), html: main_of(&page) }
    }

    #[track_caller]
    pub(super) fn says(&self, text: &str) {
        assert!(self.markdown.contains(text), "lacks `{text}`:\n{}", self.markdown);
    }

    #[track_caller]
    pub(super) fn shows(&self, html: &str) {
        assert!(self.html.contains(html), "lacks `{html}`:\n{}", self.html);
    }

    /// What neither form says, in whatever case.
    #[track_caller]
    pub(super) fn is_silent_about(&self, text: &str) {
        let text = text.to_lowercase();
        for form in [&self.markdown, &self.html, &self.json.to_string()] {
            assert!(!form.to_lowercase().contains(&text), "says `{text}`:\n{form}");
        }
    }
}

/// The part of a page between `<main>` and `</main>`.
pub(super) fn main_of(page: &str) -> String {
    let (_, rest) = page.split_once("<main").expect("a page has a main part");
    let (_, rest) = rest.split_once('>').unwrap();
    rest.split_once("</main>").unwrap().0.trim().to_owned()
}

/// The small learning repository of the rules' fixtures, with `change` laid over it.
pub(super) fn world(change: &str) -> Basis {
    let mut files = Files::default();
    files.lay(include_str!("../rules/world.txt"));
    files.lay(change);
    basis(&files, TODAY)
}

pub(super) fn basis(files: &Files, today: &str) -> Basis {
    let state = State::load(files.snapshot("memory")).unwrap();
    let policy: Policy = state.policy.checked.clone().unwrap();
    Basis::new(state, policy, today.parse().unwrap(), "memory")
}

/// The sheet of `handle`.
pub(super) fn sheet(basis: &Basis, handle: &str) -> Made {
    let (person, unread) = basis.person(handle).unwrap().unwrap();
    let offers = Offers::of(basis).unwrap();
    let view = person::view(basis, &person, unread, &offers, &BTreeMap::new());
    Made::of(Report::Person, &view, view.items())
}

/// The portfolio of `handle`.
pub(super) fn portfolio(basis: &Basis, handle: &str) -> Made {
    let (person, unread) = basis.person(handle).unwrap().unwrap();
    let view = portfolio::view(basis, &person, unread).unwrap();
    Made::of(Report::Portfolio, &view, view.items())
}
