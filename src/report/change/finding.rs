//! What a change introduces, and what could stand there instead. Plain data, nothing computed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::report::findings::FindingView;

/// A finding that the change introduces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IntroducedFinding {
    /// The finding.
    #[serde(flatten)]
    pub finding: FindingView,
    /// An http(s) address of the line at the head commit.
    pub permalink: Option<String>,
    /// Its exact replacement as whole lines; null where there is none, or where it does not lie on
    /// lines of the head that the change alters.
    pub suggestion: Option<Suggestion>,
}

/// Lines that a change could have instead of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Suggestion {
    /// The first line that goes, in the head's file; from 1.
    pub first_line: usize,
    /// The last line that goes.
    pub last_line: usize,
    /// The lines that come instead, joined by LF, without one at the end.
    pub text: String,
}
