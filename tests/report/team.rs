//! The team report: for leads on the sample, and for the team what one person's change must not show.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};
use serde_json::Value;

use crate::common::Sandbox;

fn demo() -> Sandbox {
    let sandbox = Sandbox::new();
    let run = sandbox.milepost_below("", &["demo"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    sandbox
}

#[track_caller]
fn report(sandbox: &Sandbox, folder: &str, more: &[&str]) -> String {
    let run = sandbox.milepost_below(folder, &[&["report", "team"], more].concat());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    run.stdout.replace(env!("CARGO_PKG_VERSION"), "[version]")
}

fn main_part(page: &str) -> &str {
    let start = page.find("<main").unwrap();
    &page[start..page.find("</main>").unwrap()]
}

#[test]
fn leads_and_the_team_see_the_sample() {
    let sandbox = demo();
    let made = |more: &[&str]| {
        let at = ["--at", "main", "--today", "2026-11-23"];
        report(&sandbox, "milepost-demo", &[&at, more].concat())
    };
    let lead = ["risk", "--audience", "lead", "--since", "2026-06-30"];
    let markdown = made(&lead);
    assert!(markdown.contains("| Idris Bello |"), "{markdown}");
    insta::assert_snapshot!("team_lead_markdown", markdown);
    let page = made(&[&lead[..], &["--format", "html"]].concat());
    assert!(page.contains("<th scope=\"row\"><bdi>Idris Bello</bdi></th>"), "{page}");
    assert!(!page.contains(" style=") && !page.contains("<script"), "{page}");
    insta::assert_snapshot!("team_lead_html", main_part(&page));
    let json = made(&[&lead[..], &["--format", "json"]].concat());
    let view: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&view["kind"], &view["teams"][0]["participation"]["members"]["value"]),
        (&"team".into(), &6.into())
    );
    let commit = view["header"]["commit"].as_str().unwrap().to_owned();
    insta::assert_snapshot!("team_lead_json", json.replace(&commit, "[commit]"));

    let whole = made(&[]);
    assert!(!whole.contains("### Levels") && !whole.contains("Missing:"), "{whole}");
    insta::assert_snapshot!("team_markdown", whole);
    let shared: Value = serde_json::from_str(&made(&["--format", "json"])).unwrap();
    // People are named where they offer help, and nowhere else.
    let mut rest = shared.clone();
    rest.as_object_mut().unwrap().remove("offers");
    for name in ["Idris", "Wen Zhao", "\"idris\"", "\"wen\""] {
        assert!(!rest.to_string().contains(name), "{name}");
        assert!(shared.to_string().contains(name), "{name} is in the sample");
    }
    for group in shared["teams"].as_array().unwrap() {
        assert!(group["heat_map"].is_null() && group["tiers"].as_array().unwrap().is_empty());
        assert!(group["needs"].as_array().unwrap().iter().all(|need| need["exactly"].is_null()));
    }
    // The same figures, whichever team is asked for.
    let one: Value = serde_json::from_str(&made(&["checkout", "--format", "json"])).unwrap();
    assert_eq!(one["teams"][0], shared["teams"][0]);
    assert!(one["everyone"].is_null());
}

#[test]
fn a_team_that_is_not_there_gets_the_nearest_name() {
    let sandbox = small();
    let run = sandbox.milepost(&["report", "team", "payment"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("there is no team `payment`"), "{}", run.stderr);
    assert!(run.stderr.contains("did you mean `payments`?"), "{}", run.stderr);
}

const FRAMEWORK: [(&str, &str); 4] = [
    ("milepost.yaml", "version: 1\nname: Sample\n"),
    ("framework/skills/rust.yaml", "name: Rust\nkind: technical\nproficient_from: 3\n"),
    (
        "framework/roles/engineer.yaml",
        "name: Engineer\ndiscipline: backend\ntiers:\n  - {id: junior, requires: []}\n  - {id: senior, requires: [{skill: rust, level: 3}]}\n",
    ),
    (
        "teams/payments.yaml",
        "name: Payments\nneeds: [{skill: rust, level: 3, people: 2, driver: Payouts, priority: {risk: 3}}]\n",
    ),
];

fn person(sandbox: &Sandbox, handle: &str, more: &str) {
    let path = format!("people/{handle}/profile.yaml");
    let profile = "role: engineer\ntier: junior\ndiscipline: backend\nstarted: 2026-01-05\nteam: payments\n";
    sandbox.write(&path, format!("{profile}{more}"));
}

fn rated(sandbox: &Sandbox, handle: &str, date: &str, level: u8) {
    let text = format!(
        "date: {date}\nmethod: panel\ncycle: review\nassessors: [p-9, p-8]\nratings: [{{skill: rust, rating: {level}}}]\n"
    );
    sandbox.write(&format!("people/{handle}/assessments/{date}-panel.yaml"), text);
}

/// Seven people of one team in January; in February one of them is rated again.
fn small() -> Sandbox {
    let sandbox = Sandbox::new();
    FRAMEWORK.iter().for_each(|(path, text)| sandbox.write(path, text));
    for number in 1..=7 {
        person(&sandbox, &format!("p-{number}"), "");
        rated(&sandbox, &format!("p-{number}"), "2026-01-10", 2);
    }
    sandbox.commit_at("2026-01-12T12:00:00+00:00", "January");
    rated(&sandbox, "p-3", "2026-02-10", 4);
    sandbox.commit_at("2026-02-11T12:00:00+00:00", "February");
    sandbox
}

fn json(sandbox: &Sandbox, more: &[&str]) -> Value {
    serde_json::from_str(&report(sandbox, "", &[&["--format", "json"], more].concat())).unwrap()
}

#[test]
fn what_one_person_did_is_not_told_from_two_months() {
    let sandbox = small();
    let january = json(&sandbox, &["--today", "2026-02-20"]);
    let february = json(&sandbox, &["--today", "2026-03-20"]);
    assert_eq!(
        (&january["figures_of"], &february["figures_of"]),
        (&"2026-01-31".into(), &"2026-02-28".into())
    );
    for view in [&january, &february] {
        let need = &view["teams"][0]["needs"][0];
        assert_eq!((&need["at_level"], &need["as_of"]), (&0.into(), &"2026-01-31".into()), "{need}");
        assert_eq!(need["met"], false);
        let gap = &view["everyone"]["gaps"][0];
        assert_eq!((&gap["covered"], &gap["asked"]), (&0.into(), &7.into()), "{gap}");
        assert_eq!(view["teams"][0]["single_holders"], Value::Array(Vec::new()));
    }
    let lead = json(&sandbox, &["--today", "2026-03-20", "--audience", "lead", "--since", "2026-01-31"]);
    let need = &lead["teams"][0]["needs"][0];
    assert_eq!((&need["exactly"], &need["at_level_then"]), (&1.into(), &0.into()));
    assert_eq!(lead["teams"][0]["single_holders"][0]["skill"]["id"], "rust");
    assert_eq!(lead["teams"][0]["heat_map"]["rows"].as_array().unwrap().len(), 7);
    // Within a month nothing of it moves, whatever was committed since.
    let later = json(&sandbox, &["--today", "2026-02-28"]);
    assert_eq!(later["teams"], january["teams"]);
}

/// Whether a need is met is a count too: where one person's assessment meets it, that stands still
/// with the count, and the rate of needs that are met with it.
#[test]
fn a_need_that_one_person_meets_is_not_told() {
    let sandbox = small();
    let (path, team) = FRAMEWORK.iter().find(|(path, _)| *path == "teams/payments.yaml").unwrap();
    sandbox.write(path, team.replace("people: 2", "people: 1"));
    sandbox.commit_at("2026-03-02T12:00:00+00:00", "One is enough");
    let lead = json(&sandbox, &["--today", "2026-04-20", "--audience", "lead"]);
    assert_eq!(lead["teams"][0]["needs"][0]["met"], true);
    let shared = json(&sandbox, &["--today", "2026-04-20"]);
    let group = &shared["teams"][0];
    assert_eq!((&group["needs"][0]["met"], &group["needs"][0]["at_level"]), (&false.into(), &0.into()));
    let met = &group["key_figures"][0];
    assert_eq!((&met["id"], &met["now"]["met"]), (&"needs-met".into(), &0.into()));
    assert!(met["trend"].as_array().unwrap().iter().all(|point| point["value"] != 100), "{met}");
}

/// Of a team that is too small for counts, a need that takes everybody would tell of each.
#[test]
fn a_need_of_a_whole_small_team_is_not_told() {
    let sandbox = Sandbox::new();
    FRAMEWORK.iter().for_each(|(path, text)| sandbox.write(path, text));
    for handle in ["p-1", "p-2"] {
        person(&sandbox, handle, "");
        rated(&sandbox, handle, "2026-01-10", 4);
    }
    sandbox.commit_at("2026-01-12T12:00:00+00:00", "January");
    let shared = json(&sandbox, &["--today", "2026-03-20"]);
    assert_eq!(shared["teams"][0]["needs"][0]["met"], Value::Null);
    let text = report(&sandbox, "", &["--today", "2026-03-20"]);
    assert!(text.contains("| Rust | 3 Proficient | 2 | withheld |"), "{text}");
}

#[test]
fn a_shared_record_that_cannot_be_read_is_told() {
    let sandbox = small();
    sandbox.write("teams/payments.yaml", "name: Payments\nleed: p-1\n");
    for report_name in ["team", "roi", "digest"] {
        let run = sandbox.milepost(&["report", report_name, "--today", "2026-03-20"]);
        assert!(run.stdout.contains("1 file could not be read and is left out"), "{}", run.stdout);
    }
}

#[test]
fn no_report_is_written_over_a_record() {
    let sandbox = small();
    for place in ["milepost.yaml", "people/p-1/profile.yaml", "people/p-1/goals/new.yaml"] {
        let before = std::fs::read(sandbox.path().join(place)).ok();
        let run = sandbox.milepost(&["report", "digest", "--output", place]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains("no record is ever overwritten"), "{}", run.stderr);
        assert_eq!(std::fs::read(sandbox.path().join(place)).ok(), before);
    }
    for place in ["people/site", "teams", ".git/site"] {
        let run = sandbox.milepost(&["site", place]);
        assert_eq!(run.status, 2, "{place}: {}", run.stdout);
    }
}

#[test]
fn the_first_month_and_a_small_team_show_which_needs_are_met() {
    let sandbox = small();
    let first = report(&sandbox, "", &["--today", "2026-01-20"]);
    assert!(first.contains("begin with the end of the first month"), "{first}");
    assert!(first.contains("| Rust | 3 Proficient | 2 | not met yet |"), "{first}");
    assert!(!first.contains("### Gaps") && !first.contains("People"), "{first}");
    sandbox.write("milepost.yaml", "version: 1\nprivacy: {min_group: 8}\n");
    sandbox.commit_at("2026-02-12T12:00:00+00:00", "Policy");
    let small = json(&sandbox, &["--today", "2026-03-20"]);
    let team = &small["teams"][0];
    assert_eq!((&team["small"], &team["needs"][0]["at_level"]), (&true.into(), &Value::Null));
    assert!(team["participation"].is_null() && team["gaps"].as_array().unwrap().is_empty());
}

#[test]
fn an_empty_repository_says_what_to_do_next() {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    for audience in ["team", "lead"] {
        let said = report(&sandbox, "", &["--today", "2026-03-20", "--audience", audience]);
        assert!(said.contains("There is no team yet: add `teams/<id>.yaml`"), "{said}");
    }
    sandbox.write("teams/idle.yaml", "name: Idle\n");
    sandbox.commit("A team");
    for format in ["markdown", "html"] {
        let said = report(&sandbox, "", &["idle", "--audience", "lead", "--format", format]);
        assert!(said.contains("teams/idle.yaml"), "{said}");
    }
}

#[test]
fn hostile_names_are_shown_and_do_nothing() {
    let sandbox = small();
    let name = format!("\u{202e}ד | `x` <script>alert(1)</script> 🦀 {}", "n".repeat(140));
    person(&sandbox, "p-1", &format!("name: {}\n", serde_json::to_string(&name).unwrap()));
    sandbox.write(
        "framework/skills/rust.yaml",
        "name: \"Rust | <img src=x> **b**\"\nkind: technical\nproficient_from: 3\n",
    );
    let page = report(&sandbox, "", &["--audience", "lead", "--today", "2026-03-20", "--format", "html"]);
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    assert!(page.contains("&lt;script&gt;"), "{page}");
    let markdown = report(&sandbox, "", &["--audience", "lead", "--today", "2026-03-20"]);
    let mut options = Options::default();
    options.extension.table = true;
    let arena = Arena::new();
    for node in parse_document(&arena, &markdown, &options).descendants() {
        let value = node.data.borrow().value.clone();
        let footer = matches!(&value, NodeValue::HtmlInline(html) if html == "<sub>" || html == "</sub>");
        assert!(
            footer
                || !matches!(value, NodeValue::HtmlInline(_) | NodeValue::HtmlBlock(_) | NodeValue::Image(_))
        );
        if let NodeValue::TableRow(_) = value {
            let table = node.parent().unwrap();
            let cells = table.first_child().unwrap().children().count();
            assert_eq!(node.children().count(), cells, "{markdown}");
        }
    }
}

#[test]
fn a_clone_without_the_whole_history_shows_no_figures_to_the_team() {
    let sandbox = small();
    let address = format!("file://{}", sandbox.path().display());
    let clone = sandbox.beside("clone");
    sandbox.git(&["clone", "--quiet", "--depth", "1", &address, clone.to_str().unwrap()]);
    let run = sandbox.milepost_in(&clone, &["report", "team", "--today", "2026-03-20"], &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("git fetch --unshallow"), "{}", run.stdout);
    assert!(!run.stdout.contains("### Gaps"), "{}", run.stdout);
}
