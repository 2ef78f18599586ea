//! What the validator finds, as plain data in the order of the text.
//!
//! The only place that runs the validator; nothing is put into words here.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, PatternOptions, ValidationError, Validator};
use serde_json::Value as Json;

use super::instance::{Instance, Yaml, repeated};
use super::{MOST_VIOLATIONS, asserted};
use crate::finding::{Pointer, Target};
use crate::record::Kind;
use crate::yaml::{Document, Node};

/// The validator's errors beyond these are only counted: nobody mends a thousand at once.
const MOST_ERRORS: usize = 1000;

/// A schema, ready to use.
pub(super) struct Schema {
    kind: Kind,
    /// With titles, descriptions and examples: read when something has to be put into words.
    json: OnceLock<Json>,
    /// `None` if the committed schema were none, which a test excludes.
    validator: Option<Validator<Yaml>>,
}

/// What is wrong with a document.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// The first of it.
    pub(super) told: Vec<Fault>,
    /// The rest.
    pub(super) hidden: Hidden,
}

/// Faults beyond those that are told.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hidden {
    /// How many.
    pub(super) count: usize,
    /// Whether that is only about so, because not all were looked at.
    pub(super) about: bool,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where: for keys that are unknown or missing, the map that has or lacks them.
    pub(super) pointer: Pointer,
    /// What.
    pub(super) what: What,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The map has a key that the schema does not know.
    Unknown(String),
    /// The map lacks a key that the schema asks for.
    Missing(String),
    /// The list's item at this place (from 0) stood there before.
    Repeated(usize),
    /// The value does not hold to this keyword.
    Value(&'static str),
}

/// The keywords that can be told of a value, the one that says most first.
const KEYWORDS: [&str; 10] = [
    "type",
    "enum",
    "minLength",
    "maxLength",
    "format",
    "pattern",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
];

impl Schema {
    /// The schema of `kind`, made ready the first time.
    pub(super) fn of(kind: Kind) -> &'static Self {
        static READY: [OnceLock<Schema>; Kind::ALL.len()] = [const { OnceLock::new() }; Kind::ALL.len()];
        static NONE: Schema = Schema { kind: Kind::Policy, json: OnceLock::new(), validator: None };
        let place = Kind::ALL.iter().position(|other| *other == kind);
        place.and_then(|place| READY.get(place)).map_or(&NONE, |ready| ready.get_or_init(|| Self::new(kind)))
    }

    fn new(kind: Kind) -> Self {
        let options = jsonschema::options_for::<Yaml>()
            // What our schemas assert means the same in draft 7, whose meta-schema is one document
            // instead of eight: making that one ready is still a good part of the work.
            .with_draft(Draft::Draft7)
            .offline()
            .should_validate_formats(true)
            .with_pattern_options(PatternOptions::regex());
        let validator = options.build(&asserted::read(super::text(kind))).ok();
        debug_assert!(validator.is_some(), "the schema of {kind} is no schema");
        Self { kind, json: OnceLock::new(), validator }
    }

    /// The schema itself.
    pub(super) fn json(&self) -> &Json {
        self.json.get_or_init(|| serde_json::from_str(super::text(self.kind)).unwrap_or_default())
    }

    /// What is wrong with `document`, in the order of the text.
    pub(super) fn faults(&self, document: &Document) -> Faults {
        let root = Instance::Node(document.root());
        let Some(validator) = &self.validator else { return Faults::default() };
        // The quick answer first: nearly all files are fine.
        if validator.is_valid(root) {
            return Faults::default();
        }
        let mut hidden = Hidden::default();
        let mut faults: Vec<(usize, Fault)> = Vec::new();
        for (count, error) in validator.iter_errors(root).enumerate() {
            if count >= MOST_ERRORS {
                hidden.count += 1;
                hidden.about = true;
                continue;
            }
            let pointer = Pointer::from(error.instance_path().as_str());
            let Some(node) = document.find(&pointer) else { continue };
            let (told, more) = what(&error, node);
            hidden.count += more;
            for what in told {
                let fault = Fault { pointer: pointer.clone(), what };
                let (pointer, target) = fault.place();
                let offset = document.locate(&pointer, target).map_or(0, |span| span.start);
                faults.push((offset, fault));
            }
        }
        faults.sort_by(|one, other| one.sort_key().cmp(&other.sort_key()));
        let mut seen = BTreeSet::new();
        faults.retain(|(_, fault)| {
            let once = matches!(fault.what, What::Value(_));
            !once || seen.insert(fault.pointer.clone())
        });
        hidden.count += faults.len().saturating_sub(MOST_VIOLATIONS);
        faults.truncate(MOST_VIOLATIONS);
        Faults { told: faults.into_iter().map(|(_, fault)| fault).collect(), hidden }
    }
}

trait SortKey {
    fn sort_key(&self) -> (usize, &Pointer, usize);
}

/// By place, and at one place the most telling first.
impl SortKey for (usize, Fault) {
    fn sort_key(&self) -> (usize, &Pointer, usize) {
        let (offset, Fault { pointer, what }) = self;
        match what {
            What::Value(keyword) => {
                (*offset, pointer, KEYWORDS.iter().position(|other| other == keyword).unwrap_or(0))
            }
            What::Repeated(index) => (*offset, pointer, *index),
            // Missing keys stay in the order of the schema.
            What::Unknown(_) | What::Missing(_) => (*offset, pointer, 0),
        }
    }
}

impl Fault {
    /// What is to be underlined.
    pub(super) fn place(&self) -> (Pointer, Target) {
        match &self.what {
            What::Unknown(key) => (self.pointer.key(key), Target::Key),
            What::Missing(_) => (self.pointer.clone(), Target::Key),
            What::Repeated(index) => (self.pointer.index(*index), Target::Value),
            What::Value(_) => (self.pointer.clone(), Target::Value),
        }
    }
}

/// What an error says, cut off at [`MOST_VIOLATIONS`], and how many more it says.
fn what(error: &ValidationError<'_>, node: Node<'_>) -> (Vec<What>, usize) {
    if let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() {
        let told = unexpected.iter().take(MOST_VIOLATIONS).cloned().map(What::Unknown).collect();
        return (told, unexpected.len().saturating_sub(MOST_VIOLATIONS));
    }
    if let ValidationErrorKind::Required { property } = error.kind() {
        return (property.as_str().map(|key| What::Missing(key.to_owned())).into_iter().collect(), 0);
    }
    if matches!(error.kind(), ValidationErrorKind::UniqueItems) {
        let mut repeated = repeated(node);
        let told = repeated.by_ref().take(MOST_VIOLATIONS).map(What::Repeated).collect();
        return (told, repeated.count());
    }
    let keyword = error.kind().keyword();
    let value = KEYWORDS.iter().find(|known| **known == keyword).map(|known| What::Value(known));
    (value.into_iter().collect(), 0)
}
