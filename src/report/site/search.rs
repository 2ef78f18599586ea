//! What the search box of a site finds: names, and the words that lead to them.

use serde::Serialize;

use super::super::basis::Basis;
use super::{PeoplePage, Reference, has_page};
use crate::record::{Id, Records, Written};

/// Something that the search finds: name, what it is, address in the site, further words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SearchItem(pub String, pub &'static str, pub String, pub String);

/// Everything that has a page: skills, roles, modules, credentials, teams, programs, and `people`.
#[must_use]
pub fn search_items(basis: &Basis, people: &PeoplePage) -> Vec<SearchItem> {
    let (framework, groups) = (basis.framework(), basis.groups());
    let mut items = Vec::new();
    add(&mut items, &framework.skills, ("skill", "skills"), |skill| &skill.name);
    add(&mut items, &framework.roles, ("role", "roles"), |role| &role.name);
    add(&mut items, &framework.modules, ("module", "modules"), |module| &module.name);
    add(&mut items, &framework.credentials, ("credential", "credentials"), |credential| &credential.name);
    add(&mut items, &groups.teams, ("team", "teams"), |team| &team.name);
    add(&mut items, &groups.programs, ("program", "programs"), |program| &program.name);
    for item in &people.people {
        let handle = &item.person.handle;
        let name = item.person.name.clone().unwrap_or_else(|| handle.clone());
        if item.sheet {
            let address = format!("people/{handle}.html");
            items.push(SearchItem(name.clone(), "person", address, handle.clone()));
        }
        let address = format!("portfolio/{handle}.html");
        items.push(SearchItem(name, "portfolio", address, format!("{handle} portfolio")));
    }
    items
}

fn add<T: Written>(
    items: &mut Vec<SearchItem>,
    records: &Records<T>,
    (kind, folder): (&'static str, &str),
    name: impl Fn(&T) -> &str,
) {
    for record in records.iter().filter(|record| has_page(&record.id)) {
        let former: Vec<&str> = record.data.formerly().iter().map(Id::as_str).collect();
        let words = format!("{} {kind} {}", record.id, former.join(" "));
        let name = Reference::of(&record.id, name(&record.data)).name;
        let address = format!("{folder}/{}.html", record.id);
        items.push(SearchItem(name, kind, address, words.trim_end().to_owned()));
    }
}
