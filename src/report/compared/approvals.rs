//! What the credentials of the awards that the change touches ask of approvers, and what of it is
//! still to come.

use super::touched::Pair;
use super::{TouchedPerson, View};
use crate::progress::approval::{Approvals, MissingApprovals};
use crate::record::{ApprovalsNeeded, Award, Kind};
use crate::report::change::{AwardApprovals, Fraction, PendingApprovals};

/// An item per award that asks for approvals. What was taken back needs none.
pub(super) fn asked(view: &View<'_>, person: &TouchedPerson) -> Vec<AwardApprovals> {
    let awards = person.pairs(Kind::Award, |person| &person.awards).into_iter();
    awards
        .filter(|Pair { after, .. }| after.data.revoked.is_none())
        .filter_map(|Pair { after, .. }| {
            let credential = view.of.after.framework.data.credentials.get(&after.data.credential)?;
            let asked = credential.data.approvals.as_ref()?;
            let approvals = approvals(view, person, &after.data);
            Some(AwardApprovals {
                person: view.names.person(&person.handle),
                credential: view.names.credential(&after.data.credential),
                given: fraction(&approvals, asked),
                several_disciplines: asked.asks_for_several_disciplines(),
                pending: approvals.missing(asked).map(|missing| match missing {
                    MissingApprovals::People => PendingApprovals::People,
                    MissingApprovals::Disciplines => PendingApprovals::Disciplines,
                }),
            })
        })
        .collect()
}

/// The approvals of an award by others, of those that are asked for.
pub(super) fn given(
    view: &View<'_>,
    person: &TouchedPerson,
    award: &Award,
    asked: &ApprovalsNeeded,
) -> Fraction {
    fraction(&approvals(view, person, award), asked)
}

fn approvals(view: &View<'_>, person: &TouchedPerson, award: &Award) -> Approvals {
    Approvals::of(award, &person.after, &*view.of.after.people)
}

fn fraction(approvals: &Approvals, asked: &ApprovalsNeeded) -> Fraction {
    let total = usize::try_from(asked.count).unwrap_or(usize::MAX);
    Fraction { met: approvals.by.len().min(total), total }
}
