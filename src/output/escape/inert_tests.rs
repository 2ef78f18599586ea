//! Text from people, read back by a real Markdown parser: it renders as itself and as nothing else.

use proptest::prelude::*;

use super::{code, markdown, message};
use crate::output::markdown::{PullRequestOptions, pull_request};
use crate::output::summary::{self, SUMMARY_LIMIT};
use crate::report::change::{ChangeReport, Details, RolePart};
use crate::report::sample;
use crate::report::step::StepReport;

#[path = "../../../tests/common/gfm.rs"]
pub(super) mod gfm;

pub(super) use gfm::{acted_on, commanding, dialects, read};

pub(super) fn hostile() -> impl Strategy<Value = String> {
    "(@[a-z]{1,3}|#[0-9]|==a==|\\*iteration:1|gl-1|\\[[a-z]{3,5}:1|%\\{a_b\\}|::include\\{file=a\\}|\\[!NOTE\\]|> |- \\[ \\] |\\\\\\(|\n/[a-z]{4,6} |\n---\n|\n    a|[a-z]/[a-z]#1|GH-1|!1|&1|~[a-z]|%[a-z]|:[a-z]{1,3}:|`{1,4}|\\*{1,3}|_{1,2}|~{1,3}|\\||\
     <[a-z/!-]{1,3}>?|&[a-z#0-9]{1,4};?|!\\[|\\]\\(|\\[\\^1\\]|\\[x\\]|https?://[a-z.]{1,6}|www\\.[a-z]{1,3}\\.[a-z]|\
     </details>|-->|\\$\\$?|[a-f0-9]{6,8}|[a-z0-9]{1,8}|1[.)]|##\\[x|/[a-z]|[ \\n\\t\\r\\\\:^=+{}()\\[\\]>%.-]|  |\\PC){0,12}"
}

/// The text as a reader sees it: hidden characters replaced, white space run together.
fn seen(text: &str) -> String {
    let shown: String = crate::source::hidden::characters(text)
        .map(|(_, c, hidden)| match c {
            _ if c.is_whitespace() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}') => ' ',
            _ if hidden => '\u{fffd}',
            _ => c,
        })
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

const PLACES: [(&str, &str); 8] = [
    ("", ""),
    ("- ", ""),
    ("### Milepost: ", ""),
    ("- **", "** · x"),
    ("| a | b |\n|---|---|\n| ", " | `y` |"),
    ("<details>\n<summary>s</summary>\n\n", "\n\n</details>"),
    ("a\n", "\nb"),
    ("x (", ")"),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn escaped_text_renders_as_itself_and_nothing_else(text in hostile(), place in 0usize..PLACES.len()) {
        let (before, after) = PLACES[place];
        let text = format!("{text} z");
        for options in dialects() {
            for escaped in [markdown(&text), message(&text.replace('`', "'")), code(&text)] {
                let document = format!("{before}{escaped}{after}");
                let found = read(&document, &options);
                let plain = read(&format!("{before}z{after}"), &options);
                prop_assert_eq!(&found.shape, &plain.shape, "{}", document);
                prop_assert!(found.links.is_empty(), "{document}");
                for run in &found.runs {
                    prop_assert_eq!(acted_on(run), None, "{}", document);
                }
                prop_assert!(!escaped.contains(['\n', '\r']));
                prop_assert!(!escaped.starts_with('/'));
            }
            let document = markdown(&text);
            if !text.contains("##[") {
                prop_assert_eq!(read(&document, &options).all, seen(&text), "{}", document);
            }
        }
    }

    #[test]
    fn messages_of_any_kind_are_inert(text in hostile()) {
        for options in dialects() {
            let document = format!("- {} z", message(&text));
            let found = read(&document, &options);
            prop_assert_eq!(&found.shape, &read("- z", &options).shape, "{}", document);
            prop_assert!(found.links.is_empty());
            for run in &found.runs {
                prop_assert_eq!(acted_on(run), None, "{}", document);
            }
        }
    }

    #[test]
    fn links_lead_nowhere_but_to_plain_addresses(text in hostile(), tail in hostile()) {
        for address in [text.clone(), format!("https://x.example/{text}"), format!("https://{text}/{tail}")] {
            let document = format!("- {} · z", super::link(&address).markdown());
            for options in dialects() {
                let found = read(&document, &options);
                prop_assert!(found.links.len() <= 1, "{document}");
                for target in &found.links {
                    prop_assert!(target.starts_with("http://") || target.starts_with("https://"), "{document}");
                    prop_assert!(!target.contains(['@', '|', '<', ' ', '\\']));
                }
                let plain = read("- z", &options);
                let shape: Vec<_> = found.shape.iter().filter(|name| !name.contains("Link")).collect();
                prop_assert_eq!(shape, plain.shape.iter().collect::<Vec<_>>(), "{}", document);
                for run in &found.runs {
                    prop_assert_eq!(acted_on(run), None, "{}", document);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_comment_full_of_hostile_text_keeps_its_shape(text in hostile(), other in hostile()) {
        let (text, other) = (format!("z {text}"), format!("{other} z"));
        let comment = |a: &str, b: &str| {
            pull_request(&filled(a, b), PullRequestOptions::default()).unwrap().0
        };
        let (hostile, plain) = (comment(&text, &other), comment("z", "z"));
        for options in dialects() {
            let (found, wanted) = (read(&hostile, &options), read(&plain, &options));
            let hash = |shape: &[String]| shape.iter().filter(|s| !s.contains("milepost:pr")).cloned().collect::<Vec<_>>();
            prop_assert_eq!(hash(&found.shape), hash(&wanted.shape), "{}", hostile);
            prop_assert_eq!(&found.links, &wanted.links);
            for run in &found.runs {
                prop_assert_eq!(acted_on(run), None, "{}", hostile);
            }
        }
        prop_assert_eq!(commanding(&hostile), Vec::<&str>::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_summary_full_of_hostile_text_keeps_its_shape(text in hostile(), other in hostile()) {
        let (text, other) = (format!("z {text}"), format!("{other} z"));
        let shown = |a: &str, b: &str| {
            let report = filled(a, b);
            summary::of(&StepReport::of_change(&report, "learning"), SUMMARY_LIMIT)
        };
        let (hostile, plain) = (shown(&text, &other), shown("z", "z"));
        for options in dialects() {
            let (found, wanted) = (read(&hostile, &options), read(&plain, &options));
            prop_assert_eq!(&found.shape, &wanted.shape, "{}", hostile);
            prop_assert!(found.links.is_empty(), "{hostile}");
            for run in &found.runs {
                prop_assert_eq!(acted_on(run), None, "{}", hostile);
            }
        }
        prop_assert_eq!(commanding(&hostile), Vec::<&str>::new());
    }
}

/// The sample with these texts wherever a person's text may stand.
pub(super) fn filled(a: &str, b: &str) -> ChangeReport {
    let mut report = sample::change();
    let name = |person: &mut crate::report::change::Person| person.name = Some(a.to_owned());
    report.verdict.reviewer.iter_mut().for_each(name);
    report.notices = vec![b.to_owned()];
    report.verdict.conflicts = vec![a.to_owned()];
    for removal in &mut report.removals {
        removal.person.iter_mut().for_each(name);
        (removal.title, removal.path) = (b.to_owned(), a.to_owned());
    }
    for row in &mut report.rows {
        name(&mut row.person);
        row.title = b.to_owned();
        match &mut row.details {
            Details::Goal { level, application, reason, .. } => {
                *reason = Some(a.to_owned());
                level.as_mut().unwrap().skill = a.to_owned();
                application.as_mut().unwrap().place = Some(b.to_owned());
            }
            Details::Entry { entry_type, applied, links, .. } => {
                *entry_type = b.to_owned();
                let applied = applied.as_mut().unwrap();
                (applied.place, applied.outcome) = (Some(a.to_owned()), b.to_owned());
                *links = vec![a.to_owned()];
            }
            Details::Assessment { method, ratings, assessors, .. } => {
                assessors.iter_mut().for_each(name);
                *method = a.to_owned();
                ratings[0].skill = b.to_owned();
            }
            Details::Remediation { skill, .. } => *skill = a.to_owned(),
            Details::Profile { facts } => {
                (facts[0].field, facts[0].before) = (a.to_owned(), Some(b.to_owned()));
            }
            Details::Award { .. } => {}
        }
    }
    let shared = &mut report.shared[0];
    (shared.kind, shared.title, shared.path) = (a.to_owned(), b.to_owned(), a.to_owned());
    (shared.facts[0].field, shared.facts[0].after) = (a.to_owned(), Some(b.to_owned()));
    report.tiers[0].tier = b.to_owned();
    let drop = &mut report.drops[0];
    (drop.role, drop.part) = (b.to_owned(), RolePart::Tier { tier: a.to_owned() });
    name(&mut drop.people[0].person);
    let moved = &mut report.moved_dates[0];
    (moved.title, moved.field, moved.reason) = (a.to_owned(), b.to_owned(), Some(a.to_owned()));
    for introduced in &mut report.introduced {
        let finding = &mut introduced.finding;
        (finding.message, finding.rule) = (a.to_owned(), b.to_owned());
        finding.place.path = b.to_owned();
        let help = finding.help.as_mut().unwrap();
        (help.text, help.replacement) = (b.to_owned(), Some(a.to_owned()));
    }
    let review = &mut report.review[0];
    (review.skill, review.level_name, review.level_text) =
        (a.to_owned(), Some(b.to_owned()), Some(a.to_owned()));
    (review.criteria[0].name, review.criteria[0].good) = (b.to_owned(), a.to_owned());
    let evidence = &mut review.evidence[0];
    (evidence.title, evidence.entry_type, evidence.decision) =
        (a.to_owned(), b.to_owned(), Some(b.to_owned()));
    evidence.story = Some(a.to_owned());
    let applied = evidence.applied.as_mut().unwrap();
    (applied.place, applied.outcome) = (Some(b.to_owned()), a.to_owned());
    let observed = evidence.observed.as_mut().unwrap();
    name(&mut observed.by);
    observed.note = b.to_owned();
    evidence.links = vec![format!("javascript:{a}")];
    for item in &mut report.timeline {
        name(&mut item.person);
        item.name = b.to_owned();
    }
    report.footer.version = a.to_owned();
    report
}

#[test]
fn text_that_once_slipped_through_is_inert() {
    let [github, _] = dialects();
    for text in ["~", "(~)", "``a", "x:b", "/"] {
        let document = format!("- {} z ({})", markdown(text), markdown(text));
        let found = read(&document, &github);
        assert!(found.runs.iter().all(|run| acted_on(run).is_none()), "{document}");
        assert!(!markdown(text).starts_with('/'), "{document}");
    }
}

#[test]
fn the_parser_would_see_what_is_not_escaped() {
    let [github, _] = dialects();
    let raw = "- @ben #12 <b>x</b> ![i](https://x.example) www.x.example $x$ [^1]\n\n[^1]: n";
    let found = read(raw, &github);
    assert_eq!(found.links.len(), 1, "{found:?}");
    assert!(found.shape.iter().any(|name| name.contains("Image")));
    assert!(found.shape.iter().any(|name| name.contains("html")));
    assert!(found.runs.iter().any(|run| acted_on(run) == Some("mention")));
}
