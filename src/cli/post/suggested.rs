//! What is told of suggested changes: one calm line for each thing that was done.

use super::super::output::Output;
use crate::forge::suggestion::Offered;

/// Says what a run did to the suggestions on `what`, such as `#12 of example/learning`.
pub(super) fn tell(offered: &Offered, what: &str, rehearsed: bool, output: &Output) {
    if offered.stale {
        output.note(&format!("{what} has a newer head: another run makes suggestions on that"));
        return;
    }
    let did = |done: &str, would: &str| if rehearsed { format!("would {would}") } else { done.to_owned() };
    let count = |n: usize| if n == 1 { "1 suggestion".to_owned() } else { format!("{n} suggestions") };
    if offered.posted > 0 {
        output.note(&format!("{} {} on {what}", did("posted", "post"), count(offered.posted)));
    }
    if offered.later > 0 {
        output.note(&format!("{} on {what} left for the next run", count(offered.later)));
    }
    if offered.put_away > 0 {
        let put_away = count(offered.put_away);
        output.note(&format!("{} {put_away} on {what} that no longer hold", did("resolved", "resolve")));
    }
    if offered.answered > 0 {
        let answered = count(offered.answered);
        output.note(&format!("{answered} on {what} left open that no longer hold: somebody answered"));
    }
    if let Some(failure) = &offered.left_over {
        output.warning(
            &format!("suggestions on {what} that no longer hold could not be resolved: {failure}"),
            "the next run tries again",
        );
    }
    let done = offered.posted + offered.later + offered.put_away + offered.answered;
    if done == 0 && offered.left_over.is_none() {
        output.note(&match offered.standing {
            0 => format!("no suggestion to make on {what}"),
            n => format!("nothing new: {} on {what}", count(n)),
        });
    }
}
