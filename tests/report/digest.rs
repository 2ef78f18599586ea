//! The digest: what is told to everybody, what only to one person, and what to nobody.

use serde_json::Value;

use crate::common::Sandbox;
use crate::common::learning::Pull;

const TODAY: &str = "2026-11-22";

/// Three people are a group here.
const POLICY: &str = "--- milepost.yaml
version: 1
name: Test team
disciplines: [backend, frontend]
privacy: {min_group: 3}
";

/// Ben has a goal that is overdue, a window that closed, an award that ended and a second try.
const BEN_LATE: &str = "--- people/ben/goals/2026-09-01-late.yaml
title: Late plan
skill: rust
target: 4
measure: M
why: {project: worker}
deadline: 2026-11-13
--- people/ben/goals/2026-08-01-closed.yaml
title: Closed window
modules: [tokio-workshop]
measure: M
why: {project: worker}
deadline: 2026-10-10
status: done
completed: 2026-10-09
--- people/ben/remediations/again.yaml
assessment: a
skill: async-rust
mentor: chi
actions: [Pair]
start: 2026-10-01
due: 2026-11-20
--- people/ben/remediations/soon.yaml
assessment: a
skill: rust
mentor: chi
actions: [Pair]
start: 2026-10-01
due: 2026-12-01
";

fn world(more: &str) -> Pull {
    Pull::onto(&format!("{POLICY}{more}"))
}

#[track_caller]
fn digest(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let run = sandbox.milepost(&[&["report", "digest", "--today", TODAY], arguments].concat());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    run.stdout
}

fn json(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    serde_json::from_str(&digest(sandbox, &[arguments, &["--format", "json"]].concat())).unwrap()
}

/// Every form of the digest, one after the other.
fn all_forms(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let form = |format: &str| digest(sandbox, &[arguments, &["--format", format]].concat());
    ["markdown", "html", "json"].map(form).concat()
}

/// The values of `key` in a list of the digest.
fn told<'a>(digest: &'a Value, list: &str, key: &str) -> Vec<&'a str> {
    let list = digest.pointer(list).unwrap_or_else(|| panic!("{list} in {digest:#}"));
    list.as_array().unwrap().iter().map(|item| item[key].as_str().unwrap()).collect()
}

fn profile(handle: &str, name: &str, more: &str) -> String {
    format!(
        "--- people/{handle}/profile.yaml\nrole: backend-engineer\ntier: senior\ndiscipline: backend\n\
         started: 2024-03-04\nname: {name}\nteam: payments\nmentors: [chi]\n{more}"
    )
}

#[test]
fn it_opens_with_what_was_achieved_and_tells_what_comes_next() {
    let pull = world(
        "--- people/ben/goals/2026-10-01-done.yaml
title: Done plan
modules: [tokio-workshop]
measure: M
why: {project: worker}
deadline: 2026-11-20
status: done
completed: 2026-11-18
--- people/ben/awards/a.yaml
credential: async-owner
date: 2026-11-17
--- people/chi/awards/old.yaml
credential: async-owner
date: 2026-11-14
",
    );
    let shown = json(&pull.0, &[]);
    assert_eq!(shown["since"], "2026-11-15");
    assert_eq!(told(&shown, "/achieved/awards", "date"), ["2026-11-17"], "none from before");
    assert_eq!(told(&shown, "/achieved/goals", "title"), ["Done plan"]);
    assert_eq!(told(&shown, "/achieved/uses", "outcome"), ["p99 fell from 900 ms to 240 ms"]);
    assert_eq!(told(&shown, "/closing_windows", "until"), ["2026-12-20"]);
    assert_eq!(shown["due"][0]["within_days"], 30);
    assert_eq!(told(&shown, "/due/0/goals", "deadline"), ["2026-12-18"]);
    let longer = json(&pull.0, &["--since", "2026-11-14"]);
    assert_eq!(told(&longer, "/achieved/awards", "date"), ["2026-11-17", "2026-11-14"]);
    let text = digest(&pull.0, &[]);
    assert!(text.find("## Achieved") < text.find("## Due"), "{text}");
    assert!(text.contains("- 2026-11-17 · **Ben Okafor** · Owner of an async service"), "{text}");
}

#[test]
fn who_is_late_is_counted_and_named_only_where_the_policy_says_so() {
    let pull = world(BEN_LATE);
    let shown = json(&pull.0, &[]);
    assert_eq!((&shown["overdue"]["goals"], &shown["overdue"]["named"]), (&1.into(), &Value::Array(vec![])));
    let forms = all_forms(&pull.0, &[]);
    for secret in ["Late plan", "Closed window", "econd try in"] {
        assert!(!forms.contains(secret), "tells {secret}:\n{forms}");
    }
    assert_eq!(shown["second_tries"], Value::Array(vec![]));

    pull.lay(&format!("{POLICY}digest: {{named: all}}\n"));
    let named = json(&pull.0, &[]);
    // What only its owner may see is told to nobody else, whatever the policy says.
    assert_eq!(told(&named, "/overdue/named", "what"), ["goal"]);
    assert!(!all_forms(&pull.0, &[]).contains("Closed window"));

    let own = json(&pull.0, &["--for", "ben"]);
    assert_eq!(told(&own, "/overdue/named", "what"), ["use", "goal", "second-try"]);
    assert_eq!(told(&own, "/second_tries", "due"), ["2026-12-01"]);
    let text = digest(&pull.0, &["--for", "ben"]);
    assert!(text.contains("# Learning digest for Ben Okafor"), "{text}");
    assert!(!text.contains("Ana"), "{text}");
}

#[test]
fn too_few_people_are_not_counted() {
    let pull = Pull::onto(BEN_LATE);
    assert_eq!(json(&pull.0, &[])["overdue"], Value::Null);
    assert!(!digest(&pull.0, &[]).contains("Past their day"));
    assert_eq!(json(&pull.0, &["--for", "ben"])["overdue"]["goals"], 1);
}

#[test]
fn whoever_asks_not_to_be_announced_is_not_and_whoever_left_or_is_away_is_not_asked() {
    let award = "--- people/ben/awards/a.yaml\ncredential: async-owner\ndate: 2026-11-17\n";
    let pull = world(&format!("{award}{BEN_LATE}{}", profile("ben", "Ben Okafor", "unannounced: true\n")));
    assert!(!all_forms(&pull.0, &[]).contains("2026-11-17"));
    assert_eq!(json(&pull.0, &["--for", "ben"])["achieved"]["awards"][0]["date"], "2026-11-17");

    let pull = world(&format!("{award}{BEN_LATE}{}", profile("ben", "Ben Okafor", "left: 2026-11-20\n")));
    assert!(!all_forms(&pull.0, &[]).contains("2026-11-17"));
    assert_eq!(json(&pull.0, &["--for", "ben"])["achieved"]["awards"], Value::Array(vec![]));

    let away = "away: [{start: 2026-11-19, end: 2026-11-30}]\n";
    let pull = world(&format!("{award}{BEN_LATE}{}", profile("ben", "Ben Okafor", away)));
    let shown = json(&pull.0, &[]);
    assert_eq!(
        (&shown["overdue"]["goals"], &shown["achieved"]["awards"][0]["date"]),
        (&0.into(), &"2026-11-17".into())
    );
}

#[test]
fn what_came_late_is_told_once_and_a_whole_past_is_no_news() {
    let award = |id: &str, date: &str| {
        format!("--- people/ben/awards/{id}.yaml\ncredential: async-owner\ndate: {date}\n")
    };
    let pull = world("");
    pull.0.git(&["checkout", "--quiet", "main"]);
    pull.lay(&award("first", "2026-09-01"));
    pull.0.commit_at("2026-11-10T12:00:00+00:00", "An award of September");
    pull.lay(&award("second", "2026-10-30"));
    pull.lay(&profile("dora", "Dora", ""));
    pull.lay("--- people/dora/awards/a.yaml\ncredential: async-owner\ndate: 2026-10-01\n");
    pull.0.commit_at("2026-11-18T12:00:00+00:00", "An award of October, and Dora");
    let shown = json(&pull.0, &[]);
    assert_eq!(shown["by_history"], true);
    assert_eq!(told(&shown, "/achieved/awards", "date"), ["2026-10-30"]);
    assert_eq!(
        told(&json(&pull.0, &["--since", "2026-11-09"]), "/achieved/awards", "date"),
        ["2026-10-30", "2026-09-01"]
    );
    // Before the first commit nothing is known but dates.
    let all = json(&pull.0, &["--since", "2026-10-01"]);
    assert_eq!(all["by_history"], false);
    assert_eq!(told(&all, "/achieved/awards", "date"), ["2026-10-30", "2026-10-01"]);
    let clone = pull.0.beside("shallow");
    let from = format!("file://{}", pull.0.path().display());
    pull.0.git(&["clone", "--quiet", "--depth", "1", "--branch", "main", &from, clone.to_str().unwrap()]);
    let run = pull.0.milepost_in(&clone, &["report", "digest", "--today", TODAY, "--format", "json"], &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let shallow: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(shallow["by_history"], false);
}

#[test]
fn what_was_missing_is_told_without_names_once_enough_people_have_spoken() {
    let remark = |handle: &str, date: &str, text: &str| {
        format!(
            "--- people/{handle}/portfolio/{date}-w.yaml\ndate: {date}\ntitle: Workshop\ntype: workshop\n\
             skills: [async-rust]\nmodule: tokio-workshop\nfeedback: {{useful: 3, missing: {text}}}\n"
        )
    };
    let two = remark("ana", "2026-09-02", "Shutting down") + &remark("chi", "2026-11-17", "Tracing");
    let pull = world(&two);
    assert!(!all_forms(&pull.0, &[]).contains("Tracing"));
    // The third makes them a group: what was kept until then is told, too.
    pull.lay(&remark("ben", "2026-11-18", "Back-pressure"));
    let shown = json(&pull.0, &[]);
    assert_eq!(shown["missing"][0]["name"], "Two days of tokio");
    assert_eq!(
        shown["missing"][0]["remarks"],
        serde_json::json!(["Back-pressure", "Shutting down", "Tracing"])
    );
    let section = digest(&pull.0, &[]);
    let (_, section) = section.split_once("## What people missed in modules").unwrap();
    for name in ["Ana", "Ben", "Chi", "ana", "ben", "chi"] {
        assert!(!section.contains(name), "{section}");
    }
    pull.lay(&remark("ben", "2026-08-18", "Back-pressure"));
    pull.0.remove("people/ben/portfolio/2026-11-18-w.yaml");
    pull.lay(&(remark("dora", "2026-11-19", "Time") + &profile("dora", "Dora", "")));
    // Two spoke before this week: the other two make it four.
    assert_eq!(json(&pull.0, &[])["missing"][0]["remarks"].as_array().unwrap().len(), 4);
    assert_eq!(json(&pull.0, &["--for", "ben"])["missing"], Value::Array(vec![]));
}

#[test]
fn challenges_count_members_of_groups_and_needs_are_told_by_date() {
    let pull = world(
        "--- programs/challenge.yaml
name: Async for all
kind: challenge
start: 2026-09-01
end: 2026-12-18
target: {skill: async-rust, count: 2}
--- teams/payments.yaml
name: Payments
lead: chi
needs:
  - {skill: async-rust, level: 3, people: 2, needed_by: 2027-01-15, driver: The old worker goes}
  - {skill: rust, level: 3, people: 9, needed_by: 2027-09-15}
--- people/ben/assessments/2026-10-02-panel.yaml
date: 2026-10-02
method: panel
cycle: review
assessors: [chi]
ratings: [{skill: async-rust, rating: 3}]
",
    );
    let small = json(&pull.0, &[]);
    assert_eq!(
        (&small["challenges"][0]["reached"], &small["challenges"][0]["wanted"]),
        (&Value::Null, &2.into())
    );
    for (handle, name) in [("ana", "Ana Soto"), ("ben", "Ben Okafor"), ("chi", "Chi Nguyen")] {
        pull.lay(&profile(handle, name, "programs: [challenge]\n"));
    }
    assert_eq!(json(&pull.0, &[])["challenges"][0]["reached"], Value::Null, "one of three would be told");
    let policy = std::fs::read_to_string(pull.0.path().join("milepost.yaml")).unwrap();
    let open: Vec<&str> = policy.lines().filter(|line| !line.starts_with("privacy")).collect();
    pull.lay(&format!("--- milepost.yaml\n{}\nprivacy: {{min_group: 1}}\n", open.join("\n")));
    let shown = json(&pull.0, &[]);
    // Ana reached it this month: that is told when the month has ended.
    assert_eq!(
        (&shown["challenges"][0]["reached"], &shown["challenges"][0]["as_of"]),
        (&1.into(), &"2026-10-31".into())
    );
    assert_eq!(told(&shown, "/needs", "needed_by"), ["2027-01-15"]);
    let text = digest(&pull.0, &[]);
    assert!(text.contains("Async Rust at level 3 · 1 of 2 on 2026-10-31"), "{text}");
}

#[test]
fn a_quiet_week_says_so_kindly_and_stays_short() {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\nname: Quiet\n");
    let text = digest(&sandbox, &[]);
    assert!(text.contains("A quiet time"), "{text}");
    assert!(text.lines().count() < 10, "{text}");
    assert!(digest(&sandbox, &["--format", "html"]).contains("A quiet time"));
    // What says the same has the same hash, whatever the day.
    let hash = |today: &str| {
        let run = sandbox.milepost(&["report", "digest", "--format", "json", "--today", today]);
        serde_json::from_str::<Value>(&run.stdout).unwrap()["hash"].clone()
    };
    assert_eq!(hash("2026-11-22"), hash("2026-12-22"));
    sandbox.write("people/ana/profile.yaml", "role: a\ntier: b\ndiscipline: c\nstarted: 2026-01-01\n");
    sandbox.write("people/ana/awards/a.yaml", "credential: rust\ndate: 2026-11-20\n");
    assert_ne!(hash("2026-11-22"), hash("2026-12-22"));
}

#[test]
fn long_lists_are_folded_and_many_goals_are_read_quickly() {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    sandbox.write("people/ana/profile.yaml", "role: a\ntier: b\ndiscipline: c\nstarted: 2026-01-01\n");
    for n in 0..300 {
        let goal = format!("title: Plan {n:03}\nmeasure: M\nwhy: {{}}\ndeadline: 2026-11-25\nmodules: [m]\n");
        sandbox.write(&format!("people/ana/goals/g{n}.yaml"), goal);
    }
    sandbox.write(
        "people/ana/goals/far.yaml",
        "title: Far\nmeasure: M\nwhy: {}\ndeadline: 9999-12-31\nmodules: [m]\n",
    );
    let text = digest(&sandbox, &[]);
    assert!(text.contains("- and 290 more"), "{text}");
    assert!(text.lines().count() < 40, "{text}");
    assert!(digest(&sandbox, &["--format", "html"]).contains("and 290 more"));
}

#[test]
fn what_people_write_stays_text() {
    let hostile = "'<script>alert(1)</script> @ana ](x) | `x` ![i](https://e.example/i.png) \u{202e}שלום 🎉'";
    let pull = world(&format!(
        "--- people/ben/portfolio/2026-11-20-x.yaml\ndate: 2026-11-20\ntitle: {hostile}\ntype: project\n\
         skills: [rust]\nlinks: [https://git.example.com/x]\napplied: {{outcome: {hostile}, where: {hostile}}}\n{}",
        profile("ben", &format!("'{}'", "<b>@x".repeat(30)), "")
    ));
    let html = digest(&pull.0, &["--format", "html"]);
    assert!(!html.contains("<script>alert") && !html.contains("<b>@x"), "{html}");
    let markdown = digest(&pull.0, &[]);
    let rendered = comrak::markdown_to_html(&markdown, &{
        let mut options = comrak::Options::default();
        options.extension.table = true;
        options.extension.autolink = true;
        options.render.r#unsafe = true;
        options
    });
    for active in ["<script", "<img", "<b>", "<table", "href=\"x\""] {
        assert!(!rendered.contains(active), "{active} in {rendered}");
    }
    // A mention is shown as code, which notifies nobody.
    let outside: String = rendered
        .split("<code>")
        .map(|part| part.split_once("</code>").map_or(part, |(_, outside)| outside))
        .collect();
    assert!(rendered.contains('@') && !outside.contains('@'), "a mention:\n{outside}");
}

#[test]
fn a_day_ahead_and_an_unknown_person_are_refused() {
    let pull = world("");
    for (arguments, message, hint) in [
        (
            ["--since", "2026-11-23"],
            "--since 2026-11-23 lies after the day of the digest",
            "name an earlier day",
        ),
        (["--for", "anna"], "nobody has the handle `anna`", "did you mean `ana`?"),
        (["--for", "zzz"], "nobody has the handle `zzz`", "the name of a folder in people/"),
    ] {
        let run = pull.0.milepost(&[&["report", "digest", "--today", TODAY], &arguments[..]].concat());
        assert_eq!((run.status, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains(message) && run.stderr.contains(hint), "{}", run.stderr);
    }
}

#[test]
fn the_sample_reads_well() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.milepost_below("", &["demo"]).status, 0);
    sandbox.git(&["-C", "milepost-demo", "checkout", "--quiet", "main"]);
    let run = |arguments: &[&str]| {
        let arguments = [&["report", "digest", "--today", "2026-11-23"], arguments].concat();
        let run = sandbox.milepost_below("milepost-demo", &arguments);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        run.stdout.replace(env!("CARGO_PKG_VERSION"), "[version]")
    };
    let page = run(&["--format", "html"]);
    let main = page.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    let markdown = run(&[]);
    for part in ["Idris Bello", "Card Data Keeper", "2026-11-18"] {
        assert!(markdown.contains(part) && main.contains(part), "{part}");
    }
    assert_eq!(run(&["--format", "json"]), run(&["--format", "json"]), "same input, same bytes");
    insta::assert_snapshot!("digest_demo.md", markdown);
    insta::assert_snapshot!("digest_demo.html", main);
    insta::assert_snapshot!("digest_demo.json", run(&["--format", "json"]));
    insta::assert_snapshot!("digest_demo_for.md", run(&["--for", "bruno", "--since", "2026-10-01"]));
}
