//! Lays pages out: the repository's own templates where they can be used, else the built-in ones.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use super::frame::Surroundings;
use super::{Frame, Place, SiteFile};
use crate::error::Error;
use crate::output::template::{Engine, Fault, Target};

/// Lays pages out, on several threads at once.
pub struct Press {
    frame: Frame,
    built_in: Engine,
    /// The built-in templates with the repository's own in their places, if it has any.
    own: Option<Engine>,
    faults: Mutex<Vec<Fault>>,
}

/// What a page's template sees: the view's own fields, what it is, and `site`.
#[derive(Serialize)]
struct Document<'a, V> {
    version: u32,
    kind: &'a str,
    #[serde(flatten)]
    view: &'a V,
    site: Surroundings<'a>,
}

impl Press {
    /// Lays out pages in `frame`, each of at most about `items` list items. `own` are the templates
    /// (name → text) that take the places of built-in ones; where they cannot be used, that is told by
    /// [`faults`](Self::faults).
    ///
    /// # Errors
    /// Where a built-in template is malformed.
    pub fn new(frame: Frame, own: &BTreeMap<String, String>, items: usize) -> Result<Self, Error> {
        let engine = |own: &BTreeMap<String, String>| -> Result<(Engine, Vec<Fault>), Fault> {
            let mut engine = Engine::new(Target::Html, items)?;
            let faults = engine.replace(own);
            engine.define("layout", &"layout/site.html");
            Ok((engine, faults))
        };
        let (built_in, _) = engine(&BTreeMap::new())?;
        let (own, faults) = if own.is_empty() {
            (None, Vec::new())
        } else {
            let (engine, faults) = engine(own)?;
            (Some(engine), faults)
        };
        Ok(Self { frame, built_in, own, faults: Mutex::new(faults) })
    }

    /// Lays `view` out by `template`; `kind` is what the document says it is.
    ///
    /// # Errors
    /// Where the built-in template cannot be rendered.
    pub fn page(
        &self,
        template: &str,
        kind: &str,
        place: &Place,
        view: &impl Serialize,
    ) -> Result<SiteFile, Error> {
        let document = Document { version: 1, kind, view, site: self.frame.around(place) };
        let by_own = self.own.as_ref().and_then(|engine| match engine.render(template, &document) {
            Ok(text) => Some(text),
            Err(fault) => {
                let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
                None
            }
        });
        let text = match by_own {
            Some(text) => text,
            None => self.built_in.render(template, &document)?,
        };
        Ok(SiteFile { path: place.path.clone(), text })
    }

    /// Why own templates could not be used, each reason once, in the order of names and lines.
    #[must_use]
    pub fn faults(self) -> Vec<Fault> {
        let mut faults = self.faults.into_inner().unwrap_or_else(PoisonError::into_inner);
        faults.sort_by(|a, b| (&a.name, a.line, &a.reason).cmp(&(&b.name, b.line, &b.reason)));
        faults
    }
}
