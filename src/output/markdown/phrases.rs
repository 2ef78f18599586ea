//! The comment's phrases in plain English: text from people escaped, our own words around it.

use super::super::template::Markup;
use super::super::wording::{count, to_fix};
use crate::calendar::Date;
use crate::output::escape::{code, link, markdown, shorten};
use crate::report::change::{
    ApplicationPlan, Applied, AwardApprovals, ChangeReport, Details, Evidence, FieldChange, Fraction,
    GoalState, LevelStep, MovedDate, Observed, PendingApprovals, Person, ProgressDrop, Removal, RolePart,
    Row, SharedChange,
};

/// The kind of which a repository has one record, whose settings are named as the file has them.
const POLICY: &str = "policy";
/// The most ratings, facts or links that one row shows.
const MAX_FACTS: usize = 8;
/// The most people who are named for one tier.
const MAX_PEOPLE: usize = 10;
/// A progress bar has a cell for each thing asked, up to this many; over it, [`BAR`] cells.
const MAX_BAR: usize = 20;
const BAR: usize = 10;

/// What has to happen next and by whom.
pub(super) fn verdict(report: &ChangeReport) -> Markup {
    let verdict = &report.verdict;
    if verdict.no_record {
        return Markup("this change touches no record".to_owned());
    }
    let reviewer = verdict.reviewer.as_ref().map(|person| markdown(&shorten(person.shown(), 60)));
    let review = match reviewer {
        Some(name) if !name.is_empty() => format!("{name} can review"),
        _ => "it can be reviewed".to_owned(),
    };
    Markup(match to_fix(verdict.conflicts.len() + report.omitted.conflicts, verdict.errors) {
        None => format!("nothing to fix, {review}"),
        Some(first) => format!("{first}, then {review}"),
    })
}

/// `goal Learn Kafka of Ana`, with the path where it was.
pub(super) fn removal(removal: &Removal) -> Markup {
    let title = markdown(&shorten(&removal.title, 120));
    if removal.kind == POLICY {
        return Markup(format!("the policy, {}", code(&shorten(&removal.path, 160))));
    }
    let whose = match &removal.person {
        Some(person) => format!("**{}** · ", markdown(&shorten(person.shown(), 60))),
        None => String::new(),
    };
    Markup(format!("{whose}{} {title} · {}", text(&removal.kind, 40), code(&shorten(&removal.path, 160))))
}

/// Everything after the name in a row.
pub(super) fn facts(row: &Row) -> Markup {
    let title = markdown(&shorten(&row.title, 120));
    let facts = match &row.details {
        Details::Goal { level, state, due, completed, reason, application } => {
            // Where the skill says what it is about, the title is news only of a new goal.
            let aim = level.as_ref().map_or_else(|| title.clone(), step);
            let due = due.map(|date| format!(", due {date}")).unwrap_or_default();
            let completed = completed.map(|date| format!(" {date}")).unwrap_or_default();
            let reason = reason.as_ref().map(|reason| format!(", because {}", text(reason, 200)));
            let state = goal(*state, row.new);
            let mut facts = vec![aim, format!("{state}{due}{completed}{}", reason.unwrap_or_default())];
            facts.extend((row.new && level.is_some()).then_some(title));
            facts.extend(application.as_ref().and_then(plan));
            facts
        }
        Details::Entry { date, entry_type, hours, applied: used, links } => {
            let hours = hours.map(|hours| format!(", {hours} h")).unwrap_or_default();
            let mut facts = vec![title, format!("{}, {date}{hours}", text(entry_type, 40))];
            facts.extend(used.as_ref().map(|used| applied("used", used)));
            facts.extend(shown_links(links));
            facts
        }
        Details::Assessment { date, method, assessors, retest, ratings } => {
            let again = if *retest { ", second try" } else { "" };
            let by = match people(assessors) {
                names if names.is_empty() => names,
                names => format!(" by {names}"),
            };
            let mut facts = vec![format!("{} assessment{by}, {date}{again}", capital(text(method, 40)))];
            facts.extend(some(ratings, "rating", step));
            facts
        }
        Details::Award { date, valid_until, revoked, approvals, with_practice } => {
            let valid = match (revoked, valid_until) {
                (Some(day), _) => format!(", revoked {day}"),
                (None, Some(last)) => format!(", valid until {last}"),
                (None, None) => String::new(),
            };
            let mut facts = vec![title, format!("earned {date}{valid}")];
            facts.extend(approvals.map(|approvals| format!("{} approvals", fraction(approvals))));
            facts.extend(with_practice.map(|practice| {
                if practice { "certificate with practice" } else { "certificate, practice still to come" }
                    .to_owned()
            }));
            facts
        }
        Details::Remediation { skill, mentor, due } => {
            let with =
                mentor.as_ref().map(|mentor| format!(" with {}", markdown(&shorten(mentor.shown(), 60))));
            let due = due.map(|date| format!(", until {date}"));
            vec![format!(
                "Practice plan for {}{}{}",
                markdown(&shorten(skill, 80)),
                with.unwrap_or_default(),
                due.unwrap_or_default()
            )]
        }
        Details::Profile { facts } => {
            let mut all = vec![if row.new { "New profile" } else { "Profile" }.to_owned()];
            all.extend(some(facts, "field", field));
            all
        }
    };
    Markup(facts.join(" · "))
}

/// The first few, each shown by `show`, and how many more there are.
fn some<T>(items: &[T], word: &str, show: impl Fn(&T) -> String) -> Vec<String> {
    let mut shown: Vec<String> = items.iter().take(MAX_FACTS).map(show).collect();
    let rest = items.len().saturating_sub(MAX_FACTS);
    if rest > 0 {
        shown.push(format!("and {} more", count(rest, word)));
    }
    shown
}

/// `Ben, Chi and 2 more people`.
fn people(people: &[Person]) -> String {
    listed(people, MAX_FACTS, |person| text(person.shown(), 60))
}

/// The first `limit`, each shown by `show`, and how many more people there are.
fn listed<T>(people: &[T], limit: usize, show: impl Fn(&T) -> String) -> String {
    let mut shown: Vec<String> = people.iter().take(limit).map(show).collect();
    let rest = people.len().saturating_sub(limit);
    if rest > 0 {
        shown.push(count(rest, "more person"));
    }
    match shown.split_last() {
        Some((last, first)) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// `Towards **Senior** of **Backend Engineer** · Chi (5 of 6 → 4 of 6)`.
pub(super) fn dropped(drop: &ProgressDrop) -> Markup {
    let role = text(&drop.role, 120);
    let of = match &drop.part {
        RolePart::Tier { tier } => format!("Towards **{}** of **{role}**", text(tier, 80)),
        RolePart::Path => format!("On the module path of **{role}**"),
    };
    let people = listed(&drop.people, MAX_PEOPLE, |dropped| {
        format!("{} ({})", text(dropped.person.shown(), 60), progress(dropped.before, dropped.after))
    });
    Markup(format!("{of} · {people}"))
}

/// With a capital letter, where it begins with a small one of ASCII.
fn capital(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// People's text, at most `limit` characters.
fn text(text: &str, limit: usize) -> String {
    markdown(&shorten(text, limit))
}

/// `role Backend Engineer`, with what changes in it.
pub(super) fn shared(change: &SharedChange) -> Markup {
    let kind = if change.new { format!("new {}", change.kind) } else { change.kind.clone() };
    let mut facts = vec![format!("{} **{}**", capital(text(&kind, 40)), text(&change.title, 120))];
    if change.kind == POLICY {
        facts.extend(some(&change.facts, "setting", |fact| values(&code(&shorten(&fact.field, 120)), fact)));
    } else {
        facts.extend(some(&change.facts, "field", field));
    }
    Markup(facts.join(" · "))
}

/// `Async Rust 2 → 3 of 3`.
fn step(step: &LevelStep) -> String {
    let levels = match (step.from, step.to) {
        (None, None) => String::new(),
        (Some(from), Some(to)) if from == to => format!(" {to}"),
        (Some(from), Some(to)) => format!(" {from} → {to}"),
        (None, Some(to)) => format!(" → {to}"),
        (Some(from), None) => format!(" {from} → unassessed"),
    };
    let target = match (step.to, step.target) {
        // More than is asked needs no measure.
        (Some(to), Some(target)) if to > target => String::new(),
        (Some(_), Some(target)) => format!(" of {target}"),
        (None, Some(target)) => format!(", aiming at {target}"),
        (_, None) => String::new(),
    };
    let rated = step.rated.map(|level| format!(", rated {level} here")).unwrap_or_default();
    let not_yet = if step.not_yet { ", not there yet" } else { "" };
    format!("{}{levels}{target}{rated}{not_yet}", markdown(&shorten(&step.skill, 80)))
}

fn goal(state: GoalState, new: bool) -> &'static str {
    match (state, new) {
        (GoalState::Draft, _) => "draft of a goal",
        (GoalState::Active, true) => "new goal",
        (GoalState::Active, false) => "goal active",
        (GoalState::Done, _) => "goal reached",
        (GoalState::Dropped, _) => "goal dropped",
    }
}

/// `use at work in webhook-worker until 2027-01-15`.
fn plan(plan: &ApplicationPlan) -> Option<String> {
    let place = plan.place.as_ref().map(|place| format!(" in {}", code(&shorten(place, 80))));
    if let Some(date) = plan.applied {
        return Some(format!("used at work{} on {date}", place.unwrap_or_default()));
    }
    let until = plan.until.map(|date| format!(" until {date}"));
    (place.is_some() || until.is_some())
        .then(|| format!("use at work{}{}", place.unwrap_or_default(), until.unwrap_or_default()))
}

/// `4 of 6 towards Senior`.
pub(super) fn towards(progress: Fraction, tier: &str) -> Markup {
    Markup(format!("{} towards {}", fraction(progress), text(tier, 80)))
}

/// `Use **Async Rust** in webhook-worker until 2027-01-15`; nothing where the plan says neither.
pub(super) fn next_step(row: &Row, plan: &ApplicationPlan) -> Option<String> {
    let what = match &row.details {
        Details::Goal { level: Some(step), .. } => text(&step.skill, 80),
        Details::Goal { level: None, .. }
        | Details::Entry { .. }
        | Details::Assessment { .. }
        | Details::Award { .. }
        | Details::Remediation { .. }
        | Details::Profile { .. } => text(&row.title, 120),
    };
    let place = plan.place.as_ref().map(|place| format!(" in {}", code(&shorten(place, 80))));
    let until = plan.until.map(|date| format!(" until {date}"));
    (place.is_some() || until.is_some()).then(|| {
        let place = place.unwrap_or_else(|| " at work".to_owned());
        format!("Use **{what}**{place}{}", until.unwrap_or_default())
    })
}

/// What a merged record means for the person: `Goal reached · …`; nothing where it is a plan, a claim
/// or no news.
pub(super) fn reached(row: &Row) -> Option<Markup> {
    let title = text(&row.title, 120);
    let said = match &row.details {
        Details::Goal { state: GoalState::Done, .. } => format!("Goal reached · {title}"),
        Details::Award { revoked: None, .. } if row.new => format!("Earned · {title}"),
        Details::Entry { applied: Some(used), .. } if row.new => {
            format!("{} · {}", capital(applied("used", used)), title)
        }
        Details::Entry { applied: None, entry_type, .. } if row.new => {
            format!("{} · {title}", capital(text(entry_type, 40)))
        }
        Details::Assessment { ratings, .. } if row.new => {
            let rose = |step: &&LevelStep| step.to > step.from;
            let risen: Vec<LevelStep> = ratings.iter().filter(rose).cloned().collect();
            if risen.is_empty() {
                return None;
            }
            some(&risen, "level", level_reached).join(" · ")
        }
        Details::Goal { .. }
        | Details::Award { .. }
        | Details::Entry { .. }
        | Details::Assessment { .. }
        | Details::Remediation { .. }
        | Details::Profile { .. } => return None,
    };
    Some(Markup(said))
}

/// `Async Rust 2 → 3`.
fn level_reached(reached: &LevelStep) -> String {
    step(&LevelStep { rated: None, target: None, not_yet: false, ..reached.clone() })
}

/// `used at work in webhook-worker`, with what came of it.
pub(super) fn applied(used: &str, applied: &Applied) -> String {
    let place = applied.place.as_ref().map(|place| format!(" in {}", code(&shorten(place, 80))));
    format!("{used} at work{}: {}", place.unwrap_or_default(), markdown(&shorten(&applied.outcome, 200)))
}

fn shown_links(links: &[String]) -> Vec<String> {
    some(links, "link", |address| link(address).markdown())
}

/// `target tier none → senior`. No colon of ours after a text: `:b` and it would make an emoji.
fn field(change: &FieldChange) -> String {
    values(&text(&change.field, 120), change)
}

fn values(name: &str, change: &FieldChange) -> String {
    let value = |value: &Option<String>| value.as_ref().map_or("none".into(), |v| code(&shorten(v, 80)));
    format!("{name} {} → {}", value(&change.before), value(&change.after))
}

/// `deadline 2026-12-04 → 2026-12-18, before that 2026-10-30 (load test slot moved)`; several dates with
/// `·` between.
pub(super) fn moved(dates: &[MovedDate], reason: Option<&str>) -> Markup {
    let day = |date: Option<Date>| date.map_or("none".to_owned(), |date| date.to_string());
    let step = |moved: &MovedDate| {
        let step = format!("{} {} → {}", text(&moved.field, 40), day(moved.before), day(moved.after));
        let earlier: Vec<String> = moved.earlier.iter().map(ToString::to_string).collect();
        if earlier.is_empty() { step } else { format!("{step}, before that {}", earlier.join(", ")) }
    };
    let steps = dates.iter().map(step).collect::<Vec<_>>().join(" · ");
    let reason = reason.map(|reason| format!(" ({})", text(reason, 200))).unwrap_or_default();
    Markup(format!("{steps}{reason}"))
}

/// `Ported the retry queue to tokio (project, 2026-11-20)`, with its links.
pub(super) fn evidence(evidence: &Evidence) -> Markup {
    let what = format!(
        "{} ({}, {})",
        markdown(&shorten(&evidence.title, 120)),
        text(&evidence.entry_type, 40),
        evidence.date
    );
    let mut parts = vec![what];
    parts.extend(shown_links(&evidence.links));
    Markup(parts.join(" · "))
}

/// `Seen by Ben`, with what was seen.
pub(super) fn observed(observed: &Observed) -> Markup {
    Markup(format!("Seen by {} · {}", text(observed.by.shown(), 60), text(&observed.note, 300)))
}

/// `approval by 2 people, from more than one discipline`.
pub(super) fn approvals_asked(award: &AwardApprovals) -> Markup {
    let disciplines = if award.several_disciplines { ", from more than one discipline" } else { "" };
    Markup(format!("approval by {}{disciplines}", count(award.given.total, "person")))
}

/// `Approvals pending: 1 of 2`.
pub(super) fn approvals_state(award: &AwardApprovals) -> Markup {
    let given = fraction(award.given);
    Markup(match award.pending {
        None => format!("Approvals complete: {given}"),
        Some(PendingApprovals::People) => format!("Approvals pending: {given} given"),
        Some(PendingApprovals::Disciplines) => {
            format!("Approvals pending: {given} given, all from one discipline")
        }
    })
}

/// `3 of 6`.
fn fraction(fraction: Fraction) -> String {
    format!("{} of {}", fraction.met, fraction.total)
}

/// `3 of 6 → 4 of 6`, or once where nothing moves.
pub(super) fn progress(before: Fraction, after: Fraction) -> String {
    if before == after { fraction(after) } else { format!("{} → {}", fraction(before), fraction(after)) }
}

/// A bar: what was met before, what the change adds, what is still open.
pub(super) fn bar(before: Fraction, after: Fraction) -> Markup {
    let width = if (1..=MAX_BAR).contains(&after.total) { after.total } else { BAR };
    let cells = |fraction: Fraction| {
        let met = fraction.met.min(fraction.total) as u128;
        let filled = met * width as u128 / fraction.total.max(1) as u128;
        usize::try_from(filled).unwrap_or(width).min(width)
    };
    let after_cells = cells(after);
    let kept = cells(before).min(after_cells);
    let bar = ["█".repeat(kept), "▓".repeat(after_cells - kept), "░".repeat(width - after_cells)].concat();
    Markup(code(&bar))
}
