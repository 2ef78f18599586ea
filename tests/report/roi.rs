//! The return-on-investment report, from program records through the built program.

use serde_json::Value;

use crate::common::{Run, Sandbox};

/// A published case: a fintech team of 45 people, 16 weeks.
const FINTECH: &str = "name: Platform cohort
kind: cohort
start: 2026-01-05
end: 2026-04-24
metrics:
  - {name: Certified, unit: people, better: higher, after: {value: 38, out_of: 45, date: 2026-04-24}, source: Awards}
  - {name: Confidence, better: higher, before: {value: 2.1, out_of: 5, date: 2026-01-05}, after: {value: 4.3, out_of: 5, date: 2026-04-24}, source: Survey}
costs:
  - {item: Cohort, amount: 45000, source: Invoices}
benefits:
  - {item: Consultants no longer needed, amount: 180000, source: Budget, confidence: high}
  - {item: Consultants still needed, amount: -22000, source: Purchase order, confidence: high}
stories: [Finance now asks the team.]
";

/// A published case: a healthcare IT team of 22 people, 12 months.
const HEALTHCARE: &str = "name: Reliability year
kind: cohort
start: 2025-01-06
end: 2026-01-02
metrics:
  - {name: Time to solve P1 incidents, unit: hours, better: lower, before: {value: 4.2, date: 2025-01-06}, after: {value: 2.6, date: 2026-01-02}, source: Incident reports}
  - {name: Turnover, unit: '%', better: lower, before: {value: 30}, after: {value: 11}, source: HR}
  - {name: Certifications, better: higher, before: {value: 7}, after: {value: 31}, source: Awards}
  - {name: Satisfaction, better: higher, before: {value: 2.8, out_of: 5}, after: {value: 4.4, out_of: 5}, source: Survey}
  - {name: Promotion, unit: '%', better: higher, before: {value: 5}, after: {value: 32}, source: HR}
costs:
  - {item: Program, amount: 65000, source: Budget}
benefits:
  - {item: Four people kept, amount: 480000, source: Four times 120 000, confidence: medium}
";

fn repository(programs: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\nname: Case studies\n");
    for (id, text) in programs {
        sandbox.write(&format!("programs/{id}.yaml"), text);
    }
    sandbox.commit("Programs");
    sandbox
}

#[track_caller]
fn roi(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let run = sandbox.milepost(&[&["report", "roi", "--today", "2026-11-23"], arguments].concat());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    run.stdout
}

fn json(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    serde_json::from_str(&roi(sandbox, &[arguments, &["--format", "json"]].concat())).unwrap()
}

/// The page without its head, which holds the style.
fn main_of(page: &str) -> &str {
    let (_, main) = page.split_once("<main").unwrap();
    main.split_once("</main>").unwrap().0
}

#[test]
fn the_golden_figures_come_out_of_program_records_to_the_digit() {
    let sandbox = repository(&[("fintech", FINTECH), ("healthcare", HEALTHCARE)]);
    let all = json(&sandbox, &[]);
    let [fintech, healthcare] = all["programs"].as_array().unwrap().as_slice() else { panic!("{all:#}") };
    assert_eq!(fintech["returns"]["percent"], 251);
    assert_eq!(fintech["returns"]["confident_percent"], 251);
    assert_eq!(fintech["returns"]["benefits_total"], 158_000.0);
    assert_eq!(fintech["investment"]["total"], 45_000.0);
    assert_eq!(fintech["impact"][0]["after"]["share_percent"], 84);
    assert_eq!(healthcare["returns"]["percent"], 638);
    let changes: Vec<_> = healthcare["impact"]
        .as_array()
        .unwrap()
        .iter()
        .map(|metric| (metric["change_percent"].as_i64().unwrap(), metric["course"].as_str().unwrap()))
        .collect();
    assert_eq!(changes, [(-38, "better"), (-63, "better"), (343, "better"), (57, "better"), (540, "better")]);
    // (638,000 − 110,000) ÷ 110,000.
    assert_eq!((&all["totals"]["programs"], &all["totals"]["percent"]), (&2.into(), &480.into()));

    let (markdown, html) = (roi(&sandbox, &[]), roi(&sandbox, &["--format", "html"]));
    for text in [&markdown, main_of(&html)] {
        for figure in ["251 %", "638 %", "84 %", "−38 %", "480 %"] {
            assert!(text.contains(figure), "lacks {figure}:\n{text}");
        }
        assert!(text.contains("does not show that it became better because of it"), "{text}");
    }
    insta::assert_snapshot!("roi_golden.md", markdown.replace(env!("CARGO_PKG_VERSION"), "[version]"));
    insta::assert_snapshot!("roi_golden.html", main_of(&html));
}

#[test]
fn benefits_of_low_confidence_are_told_apart() {
    let doubtful = FINTECH.replace("Budget, confidence: high", "Budget, confidence: low");
    let shown = json(&repository(&[("fintech", &doubtful)]), &[]);
    let returns = &shown["programs"][0]["returns"];
    // Without the 180,000 there is only the loss: (−22,000 − 45,000) ÷ 45,000.
    assert_eq!((&returns["percent"], &returns["confident_percent"]), (&251.into(), &(-149).into()));
    assert_eq!(returns["has_low_confidence"], true);
    let kinds: Vec<_> =
        returns["steps"].as_array().unwrap().iter().map(|step| step["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["costs", "doubtful", "loss", "left"]);
    let text = roi(&repository(&[("fintech", &doubtful)]), &[]);
    assert!(text.contains("**ROI 251 %**, and **−149 %** without benefits of low confidence"), "{text}");
}

#[test]
fn without_costs_it_says_what_to_add_and_where() {
    let (head, tail) = FINTECH.split_once("costs:").unwrap();
    let without = format!("{head}benefits:{}", tail.split_once("benefits:").unwrap().1);
    let sandbox = repository(&[("fintech", &without), ("healthcare", HEALTHCARE)]);
    let shown = json(&sandbox, &[]);
    assert_eq!(shown["programs"][0]["returns"]["percent"], Value::Null);
    assert_eq!(shown["totals"], Value::Null, "one program with costs is no sum");
    for text in [roi(&sandbox, &["fintech"]), roi(&sandbox, &["fintech", "--format", "html"])] {
        assert!(text.contains("not computable"), "{text}");
        assert!(text.contains("programs/fintech.yaml"), "{text}");
        assert!(!text.contains("−100 %"), "{text}");
    }
}

#[test]
fn a_running_program_says_so_and_one_without_figures_is_shown_when_asked_for() {
    let running = FINTECH.replace("end: 2026-04-24", "end: 2027-04-24");
    let plain = "name: Plain\nkind: community\nstart: 2027-01-05\nend: 2027-04-24\n";
    let sandbox = repository(&[("fintech", &running), ("plain", plain)]);
    assert!(roi(&sandbox, &[]).contains("**these are figures so far**"));
    assert_eq!(json(&sandbox, &[])["programs"].as_array().unwrap().len(), 1);
    let one = json(&sandbox, &["plain"]);
    assert_eq!(
        (&one["programs"][0]["stage"], &one["programs"][0]["withheld"]),
        (&"planned".into(), &"too-early".into())
    );
    let empty = roi(&repository(&[("plain", plain)]), &[]);
    assert!(empty.contains("No program has costs, benefits or figures of the business yet"), "{empty}");
}

#[test]
fn a_mistyped_program_is_guessed() {
    let sandbox = repository(&[("fintech", FINTECH), ("healthcare", HEALTHCARE)]);
    let failed = |id: &str| -> Run { sandbox.milepost(&["report", "roi", id, "--today", "2026-11-23"]) };
    let run = failed("fintch");
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("there is no program `fintch`"), "{}", run.stderr);
    assert!(run.stderr.contains("did you mean `fintech`?"), "{}", run.stderr);
    let run = failed("zzz");
    assert!(run.stderr.contains("the programs are: `fintech`, `healthcare`"), "{}", run.stderr);
    sandbox.write("programs/fintech.yaml", "name: [\n");
    let run = failed("fintech");
    assert!(run.stderr.contains("the program `fintech` cannot be read"), "{}", run.stderr);
}

#[test]
fn the_sample_is_told_by_groups_only() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.milepost_below("", &["demo"]).status, 0);
    sandbox.git(&["-C", "milepost-demo", "checkout", "--quiet", "main"]);
    let run = |format: &str| {
        let arguments =
            ["report", "roi", "2026-payments-platform", "--today", "2026-11-23", "--format", format];
        let run = sandbox.milepost_below("milepost-demo", &arguments);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        run.stdout
    };
    let shown: Value = serde_json::from_str(&run("json")).unwrap();
    let program = &shown["programs"][0];
    assert_eq!((&program["returns"]["percent"], &program["stage"]), (&251.into(), &"finished".into()));
    assert_eq!(program["people_as_of"], "2026-10-31");
    for skill in program["evidence"].as_array().unwrap() {
        assert!(skill["people"].as_u64().unwrap() >= 5, "{skill}");
    }
    assert!(!program["evidence"].as_array().unwrap().is_empty());
    let (markdown, html) = (run("markdown"), run("html"));
    // Nobody is named but the sponsor.
    for name in ["Ana Ruiz", "Ben Achterberg", "ximena"] {
        assert!(!markdown.contains(name) && !html.contains(name), "{name}");
    }
    insta::assert_snapshot!("roi_demo.md", markdown.replace(env!("CARGO_PKG_VERSION"), "[version]"));
    insta::assert_snapshot!("roi_demo.html", main_of(&html));
    insta::assert_snapshot!("roi_demo.json", run("json").replace(env!("CARGO_PKG_VERSION"), "[version]"));
}

#[test]
fn what_people_write_stays_text() {
    let hostile = "'<script>alert(1)</script> @ana | `x` ![i](https://e.example/i.png) שלום 🎉 <b>'";
    let program = format!(
        "name: {hostile}\nkind: cohort\nstart: 2026-01-05\nend: 2026-04-24\nsponsor: {hostile}\n\
         project: {{name: {hostile}}}\ncosts: [{{item: {hostile}, amount: 0.25, source: {hostile}}}]\n\
         benefits: [{{item: {hostile}, amount: 1, source: {hostile}, confidence: low}}]\n\
         metrics: [{{name: {hostile}, unit: 'a|b', better: lower, before: {{value: 0.0042}}, \
         after: {{value: -3}}, source: {hostile}}}]\nstories: [{hostile}]\n"
    );
    let sandbox = repository(&[("hostile", &program)]);
    let html = roi(&sandbox, &["--format", "html"]);
    assert!(!html.contains("<script>alert") && !html.contains("<b>"), "{html}");
    let markdown = roi(&sandbox, &[]);
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.render.r#unsafe = true;
    let rendered = comrak::markdown_to_html(&markdown, &options);
    for active in ["<script", "<img", "<b>"] {
        assert!(!rendered.contains(active), "{active} in {rendered}");
    }
    // Three tables of costs, figures and benefits, none of them broken by what is in a cell.
    assert_eq!(rendered.matches("<table>").count(), 3, "{rendered}");
    assert!(
        rendered.contains("0.25 EUR") && rendered.contains("0.0042 a|b"),
        "small amounts are exact:\n{rendered}"
    );
}
