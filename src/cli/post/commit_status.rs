//! What Milepost's status of a commit says, in the words of the verdict.

use crate::error::Error;
use crate::forge::{CommitStatus, StatusState};
use crate::output::wording::to_fix;
use crate::report::change::ChangeReport;

/// The most characters of a description: what GitHub takes.
const MAX: usize = 140;

/// The status that a report gives. Errors that the change introduces, and files that do not merge,
/// stand in the way; nothing else does.
pub(super) fn of(report: &ChangeReport, page: Option<String>) -> CommitStatus {
    let verdict = &report.verdict;
    let first = to_fix(verdict.conflicts.len() + report.omitted.conflicts, verdict.errors);
    let (state, description) = match (first, verdict.no_record) {
        (Some(first), _) => (StatusState::Failure, first),
        (None, true) => (StatusState::Success, "This change touches no record".to_owned()),
        (None, false) => (StatusState::Success, "Nothing stands in the way".to_owned()),
    };
    CommitStatus { state, description, page }
}

/// The status where no report could be made. What the change or its base holds fails; what only this
/// run lacks is not known yet.
pub(super) fn unknown(error: &Error, page: Option<String>) -> CommitStatus {
    let state = if is_of_the_records(error) { StatusState::Failure } else { StatusState::Pending };
    let why = match error {
        Error::UnusablePolicy { .. } => "milepost.yaml cannot be used".to_owned(),
        Error::NoPolicy { .. } => "there is no milepost.yaml".to_owned(),
        Error::TooOld { wanted, .. } => format!("milepost.yaml asks for Milepost {wanted} or newer"),
        Error::UnrelatedHistories { .. } => "head and base have no common commit".to_owned(),
        Error::NoRecords { .. } | Error::NoRecordYet { .. } => "there is no record yet".to_owned(),
        Error::NotARepository { .. }
        | Error::UnsupportedRepository { .. }
        | Error::UnknownRevision { .. }
        | Error::MissingObject { .. }
        | Error::Usage { .. }
        | Error::Read { .. }
        | Error::Write { .. }
        | Error::Git { .. }
        | Error::Forge { .. }
        | Error::Interrupted
        | Error::Template { .. } => "the log of the run says why".to_owned(),
    };
    let description: String = format!("No report could be made: {why}").chars().take(MAX).collect();
    CommitStatus { state, description, page }
}

fn is_of_the_records(error: &Error) -> bool {
    matches!(
        error,
        Error::UnusablePolicy { .. }
            | Error::NoPolicy { .. }
            | Error::TooOld { .. }
            | Error::UnrelatedHistories { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::change::Verdict;

    fn said(errors: usize, conflicts: usize, no_record: bool) -> (StatusState, String) {
        let conflicts = vec!["a".to_owned(); conflicts];
        let verdict = Verdict { no_record, conflicts, errors, reviewer: None };
        let status = of(&ChangeReport { verdict, ..ChangeReport::default() }, None);
        (status.state, status.description)
    }

    #[test]
    fn errors_and_conflicts_stand_in_the_way_and_nothing_else() {
        let success = |text: &str| (StatusState::Success, text.to_owned());
        let failure = |text: &str| (StatusState::Failure, text.to_owned());
        assert_eq!(said(0, 0, false), success("Nothing stands in the way"));
        assert_eq!(said(0, 0, true), success("This change touches no record"));
        assert_eq!(said(1, 0, false), failure("1 error to fix"));
        assert_eq!(said(2, 1, false), failure("1 conflict with base to resolve and 2 errors to fix"));
        let long = said(usize::MAX, 9, false).1;
        assert!(long.chars().count() <= MAX, "{long}");
    }

    #[test]
    fn a_policy_that_cannot_be_used_fails_and_a_missing_commit_is_not_known_yet() {
        let policy = unknown(&Error::UnusablePolicy { reason: "x".into() }, None);
        assert_eq!(policy.state, StatusState::Failure);
        assert_eq!(policy.description, "No report could be made: milepost.yaml cannot be used");
        let missing = Error::MissingObject { object: "a".into(), purpose: "b".into() };
        assert_eq!(unknown(&missing, None).state, StatusState::Pending);
        let newer = unknown(&Error::TooOld { wanted: "9".repeat(300), present: "0".into() }, None);
        assert_eq!(newer.description.chars().count(), MAX);
    }
}
