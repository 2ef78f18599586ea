//! What every kind of record has in common: what it silences and what it was called before.

use std::collections::BTreeMap;

use super::{
    Assessment, Award, Credential, Entry, Goal, Id, Module, Profile, Program, RawPolicy, Record, Records,
    Remediation, Role, Skill, Team,
};

/// A kind of record as it is written.
pub trait Written {
    /// Rule ids that the record silences, each with its reason.
    fn allow(&self) -> Option<&BTreeMap<String, String>> {
        None
    }

    /// Former ids or handles.
    fn formerly(&self) -> &[Id] {
        &[]
    }
}

macro_rules! written {
    ($($kind:ty),*; formerly $($renamed:ty),*) => {
        $(impl Written for $kind {
            fn allow(&self) -> Option<&BTreeMap<String, String>> {
                Some(&self.allow)
            }
        })*
        $(impl Written for $renamed {
            fn allow(&self) -> Option<&BTreeMap<String, String>> {
                Some(&self.allow)
            }

            fn formerly(&self) -> &[Id] {
                &self.formerly
            }
        })*
    };
}

written!(Goal, Entry, Assessment, Award, Remediation;
    formerly Team, Program, Skill, Role, Module, Credential, Profile);

impl Written for RawPolicy {}

impl<T: Written> Records<T> {
    /// Makes every former id lead to the record that names it. A present id is never overridden,
    /// and of two records with one former id the first keeps it.
    pub fn index_former(&mut self) {
        let former: Vec<(Id, Id)> = self
            .iter()
            .flat_map(|record| record.data.formerly().iter().map(|old| (old.clone(), record.id.clone())))
            .collect();
        for (old, present) in former.into_iter().rev() {
            self.insert_former(old, present);
        }
    }
}

/// The parts of a record that rules about every kind need.
#[derive(Clone, Copy, Debug)]
pub struct AnyRecord<'a> {
    /// Its file.
    pub path: &'a str,
    /// Its `allow` map.
    pub allow: &'a BTreeMap<String, String>,
}

impl<T: Written> Records<T> {
    /// The records that silence rules.
    pub fn with_allow(&self) -> impl Iterator<Item = AnyRecord<'_>> {
        self.iter().filter_map(silencing)
    }
}

/// The record's `allow`, where it has one that is not empty.
pub fn silencing<T: Written>(record: &Record<T>) -> Option<AnyRecord<'_>> {
    let allow = record.data.allow().filter(|allow| !allow.is_empty())?;
    Some(AnyRecord { path: &record.path, allow })
}
