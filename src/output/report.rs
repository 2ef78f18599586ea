//! Reports on a whole state as JSON, Markdown and HTML: one document, laid out by templates.
//!
//! A template sees exactly the JSON document: `version`, `kind`, then the fields of the view.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::template::{Engine, Fault, Markup, STYLE, Target};
use super::{json, markdown};
use crate::error::Error;

/// Which report it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// What was achieved and what is due, for the whole team.
    Digest,
    /// One person's own sheet.
    Person,
    /// What somebody takes along.
    Portfolio,
    /// How the teams stand.
    Team,
    /// What programs cost and brought.
    Roi,
    /// What is late and what is next; JSON only, beside what the terminal shows.
    Status,
}

impl Report {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Digest, Self::Person, Self::Portfolio, Self::Team, Self::Roi, Self::Status];

    /// Its name on the command line, in templates and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Digest => "digest",
            Self::Person => "person",
            Self::Portfolio => "portfolio",
            Self::Team => "team",
            Self::Roi => "roi",
            Self::Status => "status",
        }
    }
}

/// The form of a report that a template lays out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Markdown as forges render it.
    Markdown,
    /// A page that is one file.
    Html,
}

impl Form {
    /// The name of the template of `report`, in `templates/` and below `.milepost/templates/`.
    #[must_use]
    pub fn template(self, report: Report) -> String {
        let extension = match self {
            Self::Markdown => "md",
            Self::Html => "html",
        };
        format!("report/{}.{extension}", report.name())
    }
}

/// What is given to templates, and written as JSON.
#[derive(Serialize)]
struct Document<'a, V> {
    version: u32,
    kind: &'static str,
    #[serde(flatten)]
    view: &'a V,
}

fn document<V>(report: Report, view: &V) -> Document<'_, V> {
    Document { version: 1, kind: report.name(), view }
}

/// The report as one JSON object, with a line end.
#[must_use]
pub fn json(report: Report, view: &impl Serialize) -> String {
    json::written(&document(report, view))
}

/// The report laid out by the built-in templates, of which those in `own` (name → text) are replaced.
/// A malformed one is passed over; where the others cannot be rendered, the built-in ones are used.
/// Either fault is returned beside the text. `items` is about how many list items the view holds.
///
/// # Errors
/// Where the built-in templates cannot be rendered.
pub fn laid_out(
    report: Report,
    view: &impl Serialize,
    form: Form,
    items: usize,
    own: &BTreeMap<String, String>,
) -> Result<(String, Vec<Fault>), Error> {
    let document = document(report, view);
    let name = form.template(report);
    let engine = |own: &BTreeMap<String, String>| -> Result<(Engine, Vec<Fault>), Fault> {
        let target = match form {
            Form::Markdown => Target::Markdown,
            Form::Html => Target::Html,
        };
        let mut engine = Engine::new(target, items)?;
        let mut faults = engine.replace(own);
        // What is wrong with the layout of another report is told there.
        faults.retain(|fault| fault.name == name || !fault.name.starts_with("report/"));
        match form {
            Form::Markdown => {}
            Form::Html => define_page(&mut engine),
        }
        Ok((engine, faults))
    };
    let finished = |text: String| match form {
        Form::Markdown => markdown::tidy(&text) + "\n",
        Form::Html => text,
    };
    let (with_own, mut faults) = engine(own)?;
    match with_own.render(&name, &document) {
        Ok(text) => Ok((finished(text), faults)),
        Err(fault) if !own.is_empty() => {
            faults.push(fault);
            let (built_in, _) = engine(&BTreeMap::new())?;
            Ok((finished(built_in.render(&name, &document)?), faults))
        }
        Err(fault) => Err(fault.into()),
    }
}

/// What a page that is one file needs: the style, and its hash for the page's security policy.
fn define_page(engine: &mut Engine) {
    engine.define("layout", &"layout/page.html");
    engine.define("style", &Markup(STYLE.to_owned()));
    engine.define("style_hash", &Markup(source_hash(STYLE)));
}

/// The source expression that allows exactly this inline text: `sha256-` and the digest in Base64
/// (Content Security Policy Level 3, "hash-source").
fn source_hash(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}
