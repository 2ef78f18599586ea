//! Findings → views: routes become places in text, once, for whoever shows them.

use super::findings::{FindingView, HelpView, PlaceView, RelatedView, Status};
use crate::check::{Identity, Locator, Place};
use crate::error::Error;
use crate::finding::{Disclosure, Finding, Location};

/// The view of one finding.
///
/// # Errors
/// Where its file cannot be read again.
pub fn view(finding: &Finding, status: Option<Status>, locator: &mut Locator) -> Result<FindingView, Error> {
    let related = finding
        .related
        .iter()
        .map(|other| {
            let place = place(&other.location, other.disclosure, locator)?;
            Ok(RelatedView { label: other.label.clone(), place })
        })
        .collect::<Result<_, Error>>()?;
    Ok(FindingView {
        rule: finding.rule.to_owned(),
        severity: finding.severity,
        status,
        dated: finding.dated,
        message: finding.message.clone(),
        label: finding.label.clone(),
        place: place(&finding.location, finding.disclosure, locator)?,
        related,
        help: finding
            .help
            .as_ref()
            .map(|help| HelpView { text: help.text.clone(), replacement: help.replacement.clone() }),
        fingerprint: Identity::of(finding, None, locator)?.fingerprint(finding.disclosure),
    })
}

fn place(location: &Location, disclosure: Disclosure, locator: &mut Locator) -> Result<PlaceView, Error> {
    let place = match locator.place(location)? {
        Place::Text { file, span } => PlaceView::new(&file, span),
        Place::Entry(path) => PlaceView::entry(path),
    };
    Ok(place.disclosed(disclosure))
}
