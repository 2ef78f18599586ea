//! What stands around the content of every page of a site: names, the way around, what it rests on.

use serde::Serialize;

use crate::calendar::Date;
use crate::report::basis::Header;

/// What all pages of a site share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Frame {
    /// What the learning repository is called.
    pub repository: String,
    /// The day that the site is about.
    pub today: Date,
    /// The commit that was read; null: the working tree.
    pub commit: Option<String>,
    /// The program's version.
    pub version: String,
    /// Whom the site is for and what that means, in sentences.
    pub audience: String,
    /// The parts of the site, for the navigation.
    pub parts: Vec<Part>,
}

/// A part of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What pages call it.
    pub id: &'static str,
    /// What readers call it.
    pub name: &'static str,
    /// The address of its first page, in the site's folder.
    pub address: String,
}

/// Where a page is in its site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its path in the site's folder, `/` between parts.
    pub path: String,
    /// The title in the browser's tab: no two pages have the same.
    pub title: String,
    /// The part that it belongs to.
    pub part: &'static str,
    /// The pages above it, the topmost first.
    pub trail: Vec<Step>,
}

/// A page above another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its address in the site's folder.
    pub address: String,
    /// What it is called.
    pub name: String,
}

/// What a template finds under `site`.
#[derive(Serialize)]
pub(super) struct Surroundings<'a> {
    #[serde(flatten)]
    frame: &'a Frame,
    /// Leads from the page to the site's folder: `../` or nothing.
    root: String,
    title: &'a str,
    part: &'static str,
    address: &'a str,
    trail: &'a [Step],
}

impl Frame {
    /// The frame of a site about what `header` says.
    #[must_use]
    pub fn new(header: &Header, audience: String, parts: Vec<Part>) -> Self {
        Self {
            repository: header.repository.clone(),
            today: header.today,
            commit: header.commit.clone(),
            version: header.version.clone(),
            audience,
            parts,
        }
    }

    pub(super) fn around<'a>(&'a self, place: &'a Place) -> Surroundings<'a> {
        Surroundings {
            frame: self,
            root: "../".repeat(place.path.matches('/').count()),
            title: &place.title,
            part: place.part,
            address: &place.path,
            trail: &place.trail,
        }
    }
}
