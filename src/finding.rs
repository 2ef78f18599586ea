//! What a rule finds: plain data, with a place that is a route until somebody prints it.

use std::fmt;

use crate::source::Span;
pub use crate::suggest::Certainty;

/// How much a finding weighs. Ordered: a note is the least.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know; never fails a check.
    Note,
    /// Good practice not followed; fails only where asked to.
    Warning,
    /// Unreadable, unresolvable, contradictory or unproven; fails a check.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Who may read a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Everybody who reads the repository.
    Shared,
    /// Only the person whom it is about, in their own terminal; never in CI or a shared report.
    Owner,
}

/// How much of the text at its places an output may repeat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disclosure {
    /// All of it.
    #[default]
    Full,
    /// No numbers, ids that begin with a date included: the levels of an assessment that a change
    /// does not touch are nobody's business there.
    WithoutNumbers,
    /// Only the shape: a log of CI may have more readers than the repository.
    Shape,
}

/// Which of the two compared states a place belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The state before the change.
    Base,
    /// The state with the change, or the only state.
    After,
}

/// A JSON Pointer (RFC 6901): `""` is the whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The member `key` of what this points to.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        Self(format!("{}/{}", self.0, key.replace('~', "~0").replace('/', "~1")))
    }

    /// The list item `index` (from 0) of what this points to.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The pointer as RFC 6901 writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The unescaped parts, outermost first.
    pub fn parts(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~"))
    }
}

/// A pointer written out in the program, such as `"/application/until"`; it must be well formed.
impl From<&str> for Pointer {
    fn from(text: &str) -> Self {
        debug_assert!(text.is_empty() || text.starts_with('/'), "not a JSON Pointer: {text}");
        Self(text.to_owned())
    }
}

/// What of a route is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// The key that leads to the value; the first line of it where there is no key (list items,
    /// the whole document). Used where something is missing or misplaced.
    Key,
    /// The value.
    Value,
}

/// Where a finding lies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// A place in a record that could be parsed.
    Route {
        /// Which state.
        side: Side,
        /// The record's file, relative to the root.
        path: String,
        /// Where in the record.
        pointer: Pointer,
        /// Key or value.
        target: Target,
    },
    /// A place in a text.
    Text {
        /// Which state.
        side: Side,
        /// The file, relative to the root.
        path: String,
        /// Where in the text.
        span: Span,
    },
    /// An entry of a folder, never opened.
    Entry {
        /// Which state.
        side: Side,
        /// The path's bytes, which need not be UTF-8.
        path: Vec<u8>,
    },
}

impl Location {
    /// Where `pointer`'s value stands in the record at `path`, in the state being checked.
    #[must_use]
    pub fn value(path: &str, pointer: impl Into<Pointer>) -> Self {
        Self::route(path, pointer, Target::Value)
    }

    /// Where `pointer`'s key stands in the record at `path`, in the state being checked.
    #[must_use]
    pub fn key(path: &str, pointer: impl Into<Pointer>) -> Self {
        Self::route(path, pointer, Target::Key)
    }

    fn route(path: &str, pointer: impl Into<Pointer>, target: Target) -> Self {
        Self::Route { side: Side::After, path: path.to_owned(), pointer: pointer.into(), target }
    }

    /// A stretch of the text of `path`, in the state being checked.
    #[must_use]
    pub fn text(path: &str, span: Span) -> Self {
        Self::Text { side: Side::After, path: path.to_owned(), span }
    }

    /// The path as people read it; bytes that are no UTF-8 are replaced.
    #[must_use]
    pub fn path(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Self::Route { path, .. } | Self::Text { path, .. } => path.as_str().into(),
            Self::Entry { path, .. } => String::from_utf8_lossy(path),
        }
    }

    /// Which state the place belongs to.
    #[must_use]
    pub fn side(&self) -> Side {
        match self {
            Self::Route { side, .. } | Self::Text { side, .. } | Self::Entry { side, .. } => *side,
        }
    }

    /// The same place in the other state.
    #[must_use]
    pub fn on(mut self, new: Side) -> Self {
        match &mut self {
            Self::Route { side, .. } | Self::Text { side, .. } | Self::Entry { side, .. } => *side = new,
        }
        self
    }
}

/// Another place that helps to understand a finding, such as the first of two equal keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Related {
    /// Where.
    pub location: Location,
    /// What stands there, a few words.
    pub label: String,
    /// How much of the text there an output may repeat.
    pub disclosure: Disclosure,
}

/// What to write instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Help {
    /// The advice, a sentence without full stop.
    pub text: String,
    /// What to write in the finding's place, exactly, where one text is sure to be meant. Only
    /// for findings whose location is one value, one key or one stretch of text.
    pub replacement: Option<String>,
    /// How sure the replacement is: [`Certainty::Exact`] ones are put in place by
    /// `milepost check --fix` without a question.
    pub certainty: Certainty,
    /// The path, relative to the root, that the entry is sure to be meant to have. Only for findings
    /// whose location is an entry of a folder.
    pub rename: Option<String>,
}

impl Help {
    /// Advice without a text that could be put in place as it is.
    #[must_use]
    pub fn advice(text: impl Into<String>) -> Self {
        Self { text: text.into(), replacement: None, certainty: Certainty::Likely, rename: None }
    }
}

/// One finding of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// The weight in force.
    pub severity: Severity,
    /// Who may read it.
    pub audience: Audience,
    /// Whether it comes and goes with the date (†): on a change it is introduced only on a record
    /// that the change touches.
    pub dated: bool,
    /// What is wrong, one sentence without full stop, with the value found and what was expected.
    pub message: String,
    /// Where.
    pub location: Location,
    /// A few words to stand beside the underlined text; may be empty.
    pub label: String,
    /// Other places.
    pub related: Vec<Related>,
    /// What to write instead.
    pub help: Option<Help>,
    /// What takes the offending value's place in the identity: the limit, for findings about
    /// sums; `None`: the value at the location.
    pub subject: Option<String>,
    /// How much of the text at the location an output may repeat.
    pub disclosure: Disclosure,
}

impl Finding {
    /// A finding without label, related places and help.
    #[must_use]
    pub fn new(
        rule: &'static str,
        severity: Severity,
        location: Location,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity,
            audience: Audience::Shared,
            dated: false,
            message: message.into(),
            location,
            label: String::new(),
            related: Vec::new(),
            help: None,
            subject: None,
            disclosure: Disclosure::Full,
        }
    }

    /// Puts a few words beside the underlined text.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, location: Location, label: impl Into<String>) -> Self {
        let disclosure = self.disclosure;
        self.related.push(Related { location, label: label.into(), disclosure });
        self
    }

    /// Says what to do, without a text that could be put in place as it is.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(Help::advice(text));
        self
    }

    /// Says what to write in place of the underlined text, and how sure that is.
    #[must_use]
    pub fn replace(
        mut self,
        text: impl Into<String>,
        replacement: impl Into<String>,
        certainty: Certainty,
    ) -> Self {
        let replacement = Some(replacement.into());
        self.help = Some(Help { replacement, certainty, ..Help::advice(text) });
        self
    }

    /// Says what to call the entry instead; `path` is relative to the root.
    #[must_use]
    pub fn rename(mut self, text: impl Into<String>, path: impl Into<String>) -> Self {
        self.help = Some(Help { rename: Some(path.into()), ..Help::advice(text) });
        self
    }

    /// Whether what is meant is beyond doubt, may be shown, and so can be put in place without a question.
    #[must_use]
    pub fn is_mendable(&self) -> bool {
        let sure = |help: &Help| {
            help.rename.is_some() || (help.replacement.is_some() && help.certainty == Certainty::Exact)
        };
        self.help.as_ref().is_some_and(sure)
            && self.audience == Audience::Shared
            && self.disclosure == Disclosure::Full
    }

    /// Keeps what stands at all its places out of every output.
    #[must_use]
    pub fn conceal(mut self) -> Self {
        self.disclosure = Disclosure::Shape;
        for related in &mut self.related {
            related.disclosure = Disclosure::Shape;
        }
        self
    }

    /// Sets what stands for the offending value in the identity.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }
}
