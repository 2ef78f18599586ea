//! What the change does to framework, teams, programs and policy.

use super::View;
use super::difference::{self, Naming};
use super::touched::TouchedRecord;
use crate::record::{Kind, Record, Records};
use crate::report::change::{FieldChange, SharedChange};

/// A record as the report needs it, whatever its kind.
struct Shown {
    title: String,
    path: String,
    facts: Vec<FieldChange>,
}

/// The records that can be read with the change, each with what changes in it.
pub(super) fn changes(view: &View<'_>, touched: &[TouchedRecord]) -> Vec<SharedChange> {
    touched
        .iter()
        .filter_map(|record| {
            let Shown { title, path, facts } = shown(view, record)?;
            let new = record.before.is_none();
            let facts = if new { Vec::new() } else { facts };
            Some(SharedChange { kind: record.kind.name().to_owned(), title, path, new, facts })
        })
        .collect()
}

fn shown(view: &View<'_>, touched: &TouchedRecord) -> Option<Shown> {
    fn one<T: serde::Serialize>(
        (old, new): (&Records<T>, &Records<T>),
        touched: &TouchedRecord,
        name: impl Fn(&T) -> &str,
    ) -> Option<Shown> {
        let before = touched.before.as_deref().and_then(|id| old.get(id));
        Some(of(before, new.get(&touched.after)?, name, Naming::Words))
    }
    let (base, after) = (view.of.base, view.of.after);
    let (old, new) = (&base.framework.data, &after.framework.data);
    let (old_groups, groups) = (&base.groups.data, &after.groups.data);
    match touched.kind {
        Kind::Skill => one((&old.skills, &new.skills), touched, |skill| &skill.name),
        Kind::Role => one((&old.roles, &new.roles), touched, |role| &role.name),
        Kind::Module => one((&old.modules, &new.modules), touched, |module| &module.name),
        Kind::Credential => one((&old.credentials, &new.credentials), touched, |known| &known.name),
        Kind::Team => one((&old_groups.teams, &groups.teams), touched, |team| &team.name),
        Kind::Program => one((&old_groups.programs, &groups.programs), touched, |program| &program.name),
        Kind::Policy => {
            let before = base.policy.loaded.data.as_ref();
            Some(of(before, after.policy.loaded.data.as_ref()?, |_| "milepost.yaml", Naming::Keys))
        }
        Kind::Profile | Kind::Goal | Kind::Entry | Kind::Assessment | Kind::Award | Kind::Remediation => None,
    }
}

fn of<T: serde::Serialize>(
    before: Option<&Record<T>>,
    after: &Record<T>,
    name: impl Fn(&T) -> &str,
    naming: Naming,
) -> Shown {
    let name = name(&after.data);
    let title = if name.trim().is_empty() { after.id.as_str() } else { name };
    let mut facts = Vec::new();
    if let Some(before) = before {
        if before.id != after.id {
            let (old, new) = (before.id.to_string(), after.id.to_string());
            facts.push(FieldChange { field: "id".to_owned(), before: Some(old), after: Some(new) });
        }
        facts.extend(difference::between(Some(&before.data), &after.data, naming));
    }
    Shown { title: title.to_owned(), path: after.path.clone(), facts }
}
