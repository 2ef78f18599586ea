//! One sample of each report, shared by the tests of every writer. Nothing else lives here.

use std::time::Duration;

use super::change::{
    ApplicationPlan, Applied, AwardApprovals, ChangeReport, Criterion, Details, DroppedProgress, Evidence,
    FieldChange, Footer, Fraction, GoalState, IntroducedFinding, LevelStep, MovedDate, Observed, Omitted,
    PendingApprovals, Person, ProgressDrop, Removal, ReviewItem, RolePart, Row, SharedChange, Suggestion,
    TierProgress, TimelineItem, Verdict, When,
};
use super::findings::{
    Checked, FindingView, FindingsReport, HelpView, PlaceView, RelatedView, Status, Tally,
};
use crate::calendar::Date;
use crate::finding::Severity;
use crate::source::{SourceFile, Span};

const GOAL: &str = "title: Run the webhook worker on async Rust
skill: asinc-rust
target: 3
deadline: 2026-12-18
application:
  what: Port the retry queue
  until: 2027-02-15
";
const ENTRY: &str =
    "date: 2026-11-20\ntype: reading\ntitle:\tCafé 日本 😀\u{202e} ##[error]x\nobserved: {by: ben}\n";

/// A finding of `rule` at `needle` in `text`.
pub(crate) fn finding(
    rule: &str,
    severity: Severity,
    status: Option<Status>,
    (path, text, needle): (&str, &str, &str),
    message: &str,
) -> FindingView {
    FindingView {
        rule: rule.into(),
        severity,
        status,
        dated: false,
        message: message.into(),
        label: String::new(),
        place: place(path, text, needle),
        related: Vec::new(),
        help: None,
        fingerprint: format!(
            "{:0<32.32}",
            rule.bytes().map(|byte| format!("{byte:02x}")).collect::<String>()
        ),
    }
}

fn place(path: &str, text: &str, needle: &str) -> PlaceView {
    let file = SourceFile::new(path, text);
    let at = file.text().find(needle).unwrap();
    PlaceView::new(&file, Span::new(at, at + needle.len()))
}

fn suggestion(finding: &FindingView) -> Option<Suggestion> {
    let replacement = finding.help.as_ref()?.replacement.as_deref()?;
    let excerpt = &finding.place.region.as_ref()?.excerpt;
    let (before, after) = (&excerpt.text[..excerpt.start], &excerpt.text[excerpt.end..]);
    let (first_line, text) = (excerpt.first_line, format!("{before}{replacement}{after}"));
    Some(Suggestion { first_line, last_line: first_line, text })
}

fn help(text: &str, replacement: Option<&str>) -> Option<HelpView> {
    Some(HelpView { text: text.into(), replacement: replacement.map(Into::into) })
}

/// One introduced error with a replacement and related places, one introduced warning in a line
/// with a tab, wide and hidden characters and a workflow command; standing, resolved and removed ones.
pub(crate) fn findings() -> FindingsReport {
    let goal = "people/ana/goals/2026-10-05-async-rust.yaml";
    let entry = "people/ana/portfolio/2026-11-20-retry-queue.yaml";
    let mut late = finding(
        "late-application-plan",
        Severity::Error,
        Some(Status::Introduced),
        (goal, GOAL, "2027-02-15"),
        "the plan to use this at work ends on `2027-02-15`, later than the last day allowed, `2027-01-17`",
    );
    late.label = "29 days too late".into();
    late.related = vec![
        RelatedView {
            label: "the deadline; 30 days after it is the last day".into(),
            place: place(goal, GOAL, "2026-12-18"),
        },
        RelatedView {
            label: "the window is set here".into(),
            place: place("milepost.yaml", "version: 1\napplication:\n  window_days: 30\n", "30"),
        },
    ];
    late.help = help("use it at work by the last day allowed", Some("2027-01-17"));
    let mut wide = finding(
        "missing-decision",
        Severity::Warning,
        Some(Status::Introduced),
        (entry, ENTRY, "Café 日本"),
        "`Café 日本 😀\u{202e} ##[error]x` is a project without a decision",
    );
    wide.help = help("say what was chosen over what, and why: `decision: …`", None);
    let standing = Some(Status::Standing);
    let mut findings = vec![
        late,
        wide,
        finding(
            "deprecated-skill",
            Severity::Warning,
            standing,
            (goal, GOAL, "asinc-rust"),
            "`asinc-rust` is deprecated",
        ),
        finding("missing-feedback", Severity::Note, standing, (entry, ENTRY, "reading"), "no feedback"),
        finding(
            "sole-assessor",
            Severity::Note,
            Some(Status::Resolved),
            (entry, ENTRY, "ben"),
            "one assessor",
        ),
    ];
    findings.push(FindingView {
        place: PlaceView::entry("people/ana/goals/old\nname.yaml"),
        status: Some(Status::Removed),
        ..finding("unsafe-entry", Severity::Error, None, (entry, ENTRY, "ben"), "a symbolic link is not read")
    });
    let mut report = FindingsReport::new(true, Checked { files: 412, records: 398, people: 37 }, findings);
    report.notices = vec!["no usable policy in base: the change's own policy is in force".into()];
    report.elapsed = Some(Duration::from_millis(214));
    report
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn person(handle: &str, name: &str) -> Person {
    Person { handle: handle.into(), name: Some(name.into()) }
}

/// A change that finishes a goal's first part: every section has something in it.
pub(crate) fn change() -> ChangeReport {
    let (ana, ben) = (person("ana", "Ana"), person("ben", "Ben"));
    let step = LevelStep {
        skill: "Async Rust".into(),
        from: Some(2),
        to: Some(3),
        rated: None,
        target: Some(3),
        not_yet: false,
    };
    let plan = ApplicationPlan {
        place: Some("webhook-worker".into()),
        until: Some(date("2027-01-15")),
        applied: None,
        skills: vec!["async-rust".into()],
    };
    let link = "https://git.example.com/payments/worker/pull/412".to_owned();
    let row = |title: &str, path: &str, new, details| Row {
        person: ana.clone(),
        title: title.into(),
        path: format!("people/ana/{path}"),
        new,
        details,
    };
    let permalink =
        "https://git.example.com/team/learning/blob/4f2a9c1/people/ana/goals/2026-10-05-async-rust.yaml#L7";
    ChangeReport {
        verdict: Verdict { no_record: false, conflicts: Vec::new(), errors: 1, reviewer: Some(ben.clone()) },
        notices: Vec::new(),
        removals: vec![Removal {
            person: Some(ana.clone()),
            kind: "goal".into(),
            title: "Learn Kafka".into(),
            path: "people/ana/goals/2026-09-01-kafka.yaml".into(),
        }],
        rows: vec![
            row(
                "Run the webhook worker on async Rust",
                "goals/2026-10-05-async-rust.yaml",
                false,
                Details::Goal {
                    level: Some(step.clone()),
                    state: GoalState::Active,
                    due: Some(date("2026-12-18")),
                    completed: None,
                    reason: None,
                    application: Some(plan),
                },
            ),
            row(
                "Ported the retry queue to tokio",
                "portfolio/2026-11-20-retry-queue.yaml",
                true,
                Details::Entry {
                    date: date("2026-11-20"),
                    entry_type: "project".into(),
                    hours: Some(14.0),
                    applied: Some(Applied {
                        place: Some("webhook-worker".into()),
                        outcome: "p99 fell from 900 ms to 240 ms".into(),
                    }),
                    links: vec![link.clone()],
                },
            ),
            row(
                "2026-11-21-panel",
                "assessments/2026-11-21-panel.yaml",
                true,
                Details::Assessment {
                    date: date("2026-11-21"),
                    method: "panel".into(),
                    assessors: vec![ben.clone(), person("chi", "Chi")],
                    retest: false,
                    ratings: vec![
                        step,
                        LevelStep {
                            skill: "SQL".into(),
                            from: None,
                            to: Some(2),
                            rated: None,
                            target: Some(3),
                            not_yet: true,
                        },
                    ],
                },
            ),
            row(
                "Tokio Practitioner",
                "awards/tokio.yaml",
                true,
                Details::Award {
                    date: date("2026-11-21"),
                    valid_until: Some(date("2028-11-21")),
                    revoked: None,
                    approvals: Some(Fraction { met: 1, total: 2 }),
                    with_practice: Some(true),
                },
            ),
            row(
                "profile",
                "profile.yaml",
                false,
                Details::Profile {
                    facts: vec![FieldChange {
                        field: "target tier".into(),
                        before: None,
                        after: Some("senior".into()),
                    }],
                },
            ),
        ],
        shared: vec![SharedChange {
            kind: "role".into(),
            title: "Backend Engineer".into(),
            path: "framework/roles/backend-engineer.yaml".into(),
            new: false,
            facts: vec![FieldChange {
                field: "tiers senior requires sql level".into(),
                before: Some("2".into()),
                after: Some("3".into()),
            }],
        }],
        tiers: vec![TierProgress {
            person: ana.clone(),
            tier: "Senior".into(),
            before: Fraction { met: 3, total: 6 },
            after: Fraction { met: 4, total: 6 },
        }],
        drops: vec![ProgressDrop {
            role: "Backend Engineer".into(),
            part: RolePart::Tier { tier: "Senior".into() },
            people: vec![DroppedProgress {
                person: person("chi", "Chi"),
                before: Fraction { met: 5, total: 6 },
                after: Fraction { met: 4, total: 6 },
            }],
        }],
        moved_dates: vec![MovedDate {
            person: ana.clone(),
            title: "Run the webhook worker on async Rust".into(),
            field: "deadline".into(),
            before: Some(date("2026-12-04")),
            after: Some(date("2026-12-18")),
            earlier: vec![date("2026-10-30"), date("2026-11-20")],
            reason: Some("load test slot moved".into()),
        }],
        introduced: findings()
            .findings
            .into_iter()
            .filter(FindingView::counts)
            .map(|finding| IntroducedFinding {
                permalink: (finding.severity == Severity::Error).then(|| permalink.to_owned()),
                suggestion: suggestion(&finding),
                finding,
            })
            .collect(),
        standing: Tally { errors: 0, warnings: 3, notes: 9 },
        resolved: 2,
        review: vec![ReviewItem {
            person: ana.clone(),
            skill: "Async Rust".into(),
            level: 3,
            own_claim: false,
            level_name: Some("Proficient".into()),
            level_text: Some("Designs services around cancellation and back-pressure".into()),
            criteria: vec![
                Criterion {
                    name: "design".into(),
                    good: "Names the trade-offs of the choice".into(),
                    level: Some(3),
                },
                Criterion {
                    name: "testing".into(),
                    good: "Tests time-outs and cancellation".into(),
                    level: None,
                },
            ],
            evidence: vec![Evidence {
                title: "Ported the retry queue to tokio".into(),
                entry_type: "project".into(),
                date: date("2026-11-20"),
                decision: Some(
                    "Bounded channels over a semaphore, because back-pressure then reaches the caller."
                        .into(),
                ),
                story: Some("When the channel is full, the caller waits.".into()),
                applied: Some(Applied {
                    place: Some("webhook-worker".into()),
                    outcome: "p99 fell from 900 ms to 240 ms".into(),
                }),
                observed: Some(Observed { by: ben, note: "Shut it down twice under load".into() }),
                links: vec![link],
            }],
        }],
        approvals: vec![AwardApprovals {
            person: ana.clone(),
            credential: "Tokio Practitioner".into(),
            given: Fraction { met: 1, total: 2 },
            several_disciplines: true,
            pending: Some(PendingApprovals::People),
        }],
        timeline: vec![
            TimelineItem {
                person: ana.clone(),
                name: "Async Rust".into(),
                when: When::Deadline { date: date("2026-12-18") },
            },
            TimelineItem {
                person: ana.clone(),
                name: "Async Rust".into(),
                when: When::Application { start: date("2026-12-19"), end: date("2027-01-15") },
            },
            TimelineItem {
                person: ana,
                name: "Observability".into(),
                when: When::Deadline { date: date("2027-02-26") },
            },
        ],
        omitted: Omitted::default(),
        footer: Footer {
            head: "4f2a9c1d0e8b7a6554433221100ffeeddccbbaa9".into(),
            base: "9b8a7c6d5e4f30211203948576a7b8c9d0e1f203".into(),
            version: "0.1.0".into(),
        },
    }
}
