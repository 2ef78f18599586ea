//! What a mentor reads, and that it always fits.

use super::*;
use crate::finding::Severity;
use crate::report::change::{
    Details, FieldChange, Fraction, IntroducedFinding, LevelStep, Removal, RolePart, SharedChange,
    TimelineItem, When,
};
use crate::report::sample;

fn whole(report: &ChangeReport, options: PullRequestOptions<'_>) -> String {
    let (comment, fault) = pull_request(report, options).unwrap();
    assert_eq!(fault, None);
    comment
}

fn comment(report: &ChangeReport) -> String {
    whole(report, PullRequestOptions::default())
}

#[test]
fn the_comment_says_what_happens() {
    let report = sample::change();
    let shown = comment(&report);
    assert!(shown.starts_with(&format!("<!-- milepost:pr v1 hash={} found=2 -->\n", report.change_hash())));
    assert!(shown.contains("### Milepost: 1 error to fix, then Ben can review\n"));
    assert!(shown.contains(
        "- Async Rust 2 → 3 of 3 · goal active, due 2026-12-18 · use at work in `webhook-worker` until 2027-01-15\n"
    ));
    assert!(shown.contains("`███▓░░` 3 of 6 → 4 of 6"));
    assert!(shown.contains("deadline 2026-12-04 → 2026-12-18"));
    assert!(shown.contains("certificate with practice"));
    for never in ["failed", "left to go", "days left", "remediation", "retest", "paired"] {
        assert!(!shown.contains(never), "{never}");
    }
    insta::assert_snapshot!("comment", shown);
}

#[test]
fn progress_that_drops_is_told_of_tiers_and_of_paths() {
    let mut report = sample::change();
    assert!(
        comment(&report).contains("- Towards **Senior** of **Backend Engineer** · Chi (5 of 6 → 4 of 6)\n")
    );
    report.drops[0].part = RolePart::Path;
    assert!(comment(&report).contains("- On the module path of **Backend Engineer** · Chi ("));
}

#[test]
fn an_empty_report_is_short() {
    let shown = comment(&ChangeReport::default());
    assert!(shown.contains("### Milepost: nothing to fix, it can be reviewed\n"));
    assert!(shown.lines().count() <= 5, "{shown}");
}

#[test]
fn a_timeline_needs_three_dates() {
    let mut report = sample::change();
    assert!(comment(&report).contains("\n```mermaid\ngantt\n"));
    report.timeline.truncate(1);
    assert!(!comment(&report).contains("mermaid"));
}

#[test]
fn errors_come_first_and_only_five_others() {
    let mut report = sample::change();
    let (error, warning) = (report.introduced[0].clone(), report.introduced[1].clone());
    let told = |found: &IntroducedFinding, n| {
        let mut found = found.clone();
        found.finding.message += &format!(" ({n})");
        found
    };
    let warnings: Vec<_> = (0..8).map(|n| told(&warning, n)).collect();
    let errors: Vec<_> = (0..22).map(|n| told(&error, n)).collect();
    report.introduced = [warnings, errors].concat();
    let shown = comment(&report);
    assert_eq!(shown.matches("- **error**").count(), 20);
    assert_eq!(shown.matches("- **warning**").count(), 5);
    assert!(shown.rfind("- **error**") < shown.find("- **warning**"));
    assert!(shown.contains("Not listed here: 2 errors and 3 other findings."));
}

#[test]
fn no_flood_of_warnings_hides_a_looser_policy() {
    let mut report = sample::change();
    let warning = report.introduced[1].clone();
    let of = |rule: &str, n: usize| {
        let mut found = warning.clone();
        found.finding.rule = rule.to_owned();
        found.finding.message = format!("{rule} {n}");
        found
    };
    let mut looser = of("policy-change", 0);
    looser.finding.severity = Severity::Note;
    let flood = (0..8).map(|n| of("vague-goal", n)).chain((0..6).map(|n| of("removed-record", n)));
    report.introduced = flood.chain([looser]).collect();
    let shown = comment(&report);
    assert!(shown.contains("- **note** · policy-change 0"), "{shown}");
    assert!(shown.contains("removed-record 3") && !shown.contains("· vague-goal 0"), "{shown}");
    assert!(shown.contains("Not listed here: 10 other findings."), "{shown}");
}

#[test]
fn the_same_finding_at_many_places_is_one_bullet() {
    let mut report = sample::change();
    let (error, warning) = (report.introduced[0].clone(), report.introduced[1].clone());
    let at = |n: usize| {
        let mut found = error.clone();
        found.finding.place.path = format!("people/p{n}/profile.yaml");
        found.permalink = Some(format!("https://forge.example/p{n}"));
        found
    };
    report.introduced = (0..20).map(at).chain([warning]).collect();
    let shown = comment(&report);
    assert_eq!(shown.matches("- **error**").count(), 1, "{shown}");
    assert_eq!(shown.matches("  - Fix: ").count(), 2, "{shown}");
    assert!(shown.contains("](https://forge.example/p0), [`people/p1/"), "{shown}");
    assert!(shown.contains("](https://forge.example/p2) and 17 more places · `"), "{shown}");
    assert!(!shown.contains("people/p3/") && !shown.contains("Not listed here"), "{shown}");

    let mut other = at(1);
    other.finding.help.as_mut().unwrap().text = "write something else".into();
    report.introduced = vec![at(0), other, at(2)];
    let shown = comment(&report);
    assert_eq!(shown.matches("- **error**").count(), 2, "other advice is another bullet: {shown}");
    assert!(shown.contains("](https://forge.example/p0), [`people/p2/"), "{shown}");
}

#[test]
fn the_policy_is_told_as_its_file_has_it() {
    let fact =
        FieldChange { field: "application.window_days".into(), before: None, after: Some("300".into()) };
    let mut report = ChangeReport::default();
    let path = "milepost.yaml".to_owned();
    report.shared = vec![SharedChange {
        kind: "policy".into(),
        title: path.clone(),
        path: path.clone(),
        new: false,
        facts: vec![fact],
    }];
    report.removals = vec![Removal { person: None, kind: "policy".into(), title: "milepost".into(), path }];
    let shown = comment(&report);
    assert!(
        shown.contains("- Policy **milepost.yaml** · `application.window_days` none → `300`\n"),
        "{shown}"
    );
    assert!(shown.contains("- the policy, `milepost.yaml`\n"), "{shown}");
}

#[test]
fn sections_fold_away_in_order_and_the_comment_says_so() {
    let mut report = sample::change();
    let limited = |report: &ChangeReport, limit| whole(report, PullRequestOptions { template: None, limit });
    let full = comment(&report);
    let mut seen = Vec::new();
    let mut limit = full.len();
    loop {
        let shown = limited(&report, limit);
        assert!(shown.len() <= limit || shown.contains("too long for a comment"));
        assert_eq!(shown.matches("```").count() % 2, 0);
        assert_eq!(shown.matches("<details>").count(), shown.matches("</details>").count());
        let parts = ["```mermaid", "Standing, not", "For the reviewer"].map(|part| shown.contains(part));
        if seen.last() != Some(&parts) {
            seen.push(parts);
        }
        if shown.contains("too long for a comment") {
            break;
        }
        if shown != full {
            assert!(shown.contains("Left out here, so that the comment stays short: "), "{shown}");
        }
        limit = shown.len() - 1;
    }
    let expected = [[true; 3], [false, true, true], [false, false, true], [false; 3]];
    assert_eq!(seen, expected);
    let row = report.rows[0].clone();
    report.rows = vec![row; 900];
    let shown = comment(&report);
    assert!(shown.len() <= COMMENT_LIMIT);
    assert_eq!(shown.matches("goal active, due").count(), 50);
    assert!(shown.contains("850 more rows"), "{}", &shown[shown.len() - 400..]);
}

#[test]
fn without_a_limit_everything_is_there() {
    let mut report = sample::change();
    report.rows = vec![report.rows[0].clone(); 3_000];
    report.moved_dates = vec![report.moved_dates[0].clone(); 1_500];
    report.review = vec![report.review[0].clone(); 300];
    report.review[0].criteria = vec![report.review[0].criteria[0].clone(); 23];
    let shown = whole(&report, PullRequestOptions { template: None, limit: usize::MAX });
    assert_eq!(shown.matches("goal active, due").count(), 3_000);
    assert_eq!(shown.matches("deadline 2026-12-04").count(), 1_500);
    assert!(shown.contains("- and 3 more criteria\n") && !shown.contains("Left out"));
    assert!(comment(&report).len() <= COMMENT_LIMIT);
}

#[test]
fn hostile_sizes_still_fit() {
    let mut report = sample::change();
    let text = "*|<@&".repeat(100);
    for row in &mut report.rows {
        row.title.clone_from(&text);
        row.person.name = Some(text.clone());
    }
    if let Details::Assessment { ratings, .. } = &mut report.rows[2].details {
        *ratings = vec![
            LevelStep {
                skill: text.clone(),
                from: None,
                to: None,
                rated: None,
                target: None,
                not_yet: false
            };
            50
        ];
    }
    let row = report.rows[2].clone();
    report.rows = vec![row; 200];
    report.review[0].level_text = Some(text);
    let item = TimelineItem {
        person: sample::person("a", "A"),
        name: "x".into(),
        when: When::Deadline { date: sample::date("2026-01-01") },
    };
    report.timeline.extend(vec![item; 2_000]);
    assert!(comment(&report).len() <= COMMENT_LIMIT);
}

#[test]
fn bars_hold_for_any_fraction() {
    let fraction = |met, total| Fraction { met, total };
    assert_eq!(phrases::bar(fraction(0, 0), fraction(0, 0)).0, "`░░░░░░░░░░`");
    assert_eq!(phrases::bar(fraction(9, 3), fraction(usize::MAX, usize::MAX)).0, "`██████████`");
    assert_eq!(phrases::bar(fraction(4, 6), fraction(3, 6)).0, "`███░░░`");
}

#[test]
fn a_template_of_the_repository_sees_escaped_values_only() {
    let mut report = sample::change();
    report.rows[0].person.name = Some("<b>@ana</b>".into());
    let source = "{% for person in people %}{{ person.who }}\n{% endfor %}";
    let options = PullRequestOptions { template: Some(source), limit: COMMENT_LIMIT };
    let shown = whole(&report, options);
    assert!(shown.starts_with("<!-- milepost:pr") && shown.contains("`<b>@ana</b>`"), "{shown}");
    let wrong = PullRequestOptions { template: Some("\n{{ nothing }}"), limit: COMMENT_LIMIT };
    let (shown, fault) = pull_request(&report, wrong).unwrap();
    assert_eq!(shown, comment(&report), "the built-in one takes its place");
    let fault = fault.unwrap();
    assert_eq!((fault.name.as_str(), fault.line), (PULL_REQUEST_TEMPLATE, Some(2)));
}
