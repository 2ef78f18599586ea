//! From faults to violations: every fault gets its words.

use serde_json::Value as Json;

use super::advice::Site;
use super::fault::{Fault, What};
use super::keys::Meant;
use super::wording::excerpt;
use super::{Violation, ViolationKind};
use crate::finding::{Certainty, Pointer, Target};
use crate::record::Kind;
use crate::yaml::{Document, Value};

/// Puts `faults` into words. A missing key for which an unknown one stands is left out.
pub(super) fn explain(kind: Kind, schema: &Json, document: &Document, faults: &[Fault]) -> Vec<Violation> {
    let meant = Meant::of(schema, document, faults);
    let told = |fault: &Fault| {
        let pointer = &fault.pointer;
        let site = Site::at(kind, schema, document, pointer)?;
        match &fault.what {
            What::Unknown(key) => Some(site.unknown(key, meant.by(pointer, key))),
            What::Missing(key) if meant.contains(pointer, key) => None,
            What::Missing(key) => Some(site.missing(key)),
            What::Repeated(index) => repeated(document, pointer, *index),
            What::Value(keyword) => Some(site.value(keyword)),
        }
    };
    faults.iter().filter_map(told).collect()
}

fn repeated(document: &Document, list: &Pointer, index: usize) -> Option<Violation> {
    let pointer = list.index(index);
    let Value::Text(text) = document.find(&pointer)?.value() else { return None };
    let name = list.parts().last().unwrap_or_default();
    Some(Violation {
        pointer,
        target: Target::Value,
        kind: ViolationKind::Invalid,
        message: format!("`{}` is listed more than once in `{}`", excerpt(text), excerpt(&name)),
        label: "listed before".into(),
        help: Some("remove it".into()),
        replacement: None,
        certainty: Certainty::Likely,
    })
}
