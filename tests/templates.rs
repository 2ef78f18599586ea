//! Templates of a learning repository, and what is written for the people who make them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::{Run, Sandbox};

const TODAY: &str = "2026-11-23";

/// A repository of one person, with templates of its own in a commit.
fn repository(templates: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\nname: Ours\n");
    sandbox.write(
        "people/ana/profile.yaml",
        "role: backend\ntier: mid\ndiscipline: backend\nstarted: 2026-03-02\nname: Ana <b>Ruiz</b>\n",
    );
    for (name, text) in templates {
        sandbox.write(&format!(".milepost/templates/{name}"), text);
    }
    sandbox.commit("records");
    sandbox
}

fn report(sandbox: &Sandbox, arguments: &[&str]) -> Run {
    let run = sandbox.milepost(&[&["report"], arguments, &["--today", TODAY]].concat());
    assert_eq!(run.status, 0, "{arguments:?}: {}", run.stderr);
    run
}

/// Every report that a template lays out, as it is called.
const REPORTS: [&[&str]; 5] = [&["digest"], &["person", "ana"], &["portfolio", "ana"], &["team"], &["roi"]];

#[test]
fn a_repository_may_lay_out_every_report_itself() {
    for arguments in REPORTS {
        let name = arguments[0];
        for (form, extension) in [("markdown", "md"), ("html", "html")] {
            let own = format!("report/{name}.{extension}");
            let sandbox = repository(&[(&own, "Ours: {{ kind }} of {{ header.repository }}, {{ '<i>' }}")]);
            let run = report(&sandbox, &[arguments, &["--format", form]].concat());
            let escaped = if form == "html" { "&lt;i&gt;" } else { "&#60;i&#62;" };
            assert_eq!(run.stdout.trim_end(), format!("Ours: {name} of Ours, {escaped}"), "{own}");
            assert_eq!(run.stderr, "");
        }
    }
}

#[test]
fn a_broken_template_is_told_with_its_line_and_the_built_in_one_used() {
    for arguments in REPORTS {
        let name = arguments[0];
        for (form, extension) in [("markdown", "md"), ("html", "html")] {
            let plain = report(&repository(&[]), &[arguments, &["--format", form]].concat());
            for (broken, reason) in [
                ("fine\n\n{{ nothing.at.all }}", "undefined value"),
                ("fine\n\n{% if %}", "syntax error"),
                ("\n\n{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}", "fuel"),
            ] {
                let own = format!("report/{name}.{extension}");
                let run = report(&repository(&[(&own, broken)]), &[arguments, &["--format", form]].concat());
                let told = format!("warning: .milepost/templates/{own}:3: ");
                assert!(run.stderr.starts_with(&told) && run.stderr.contains(reason), "{}", run.stderr);
                assert_eq!(run.stdout, plain.stdout, "{own}");
            }
        }
    }
}

/// What is wrong in one place changes nothing in another.
#[test]
fn a_broken_template_takes_no_other_with_it() {
    let sandbox = repository(&[
        ("report/digest.md", "Ours"),
        ("report/team.md", "{% if %}"),
        ("parts/program.md", "{% macro %}"),
    ]);
    let run = report(&sandbox, &["digest"]);
    assert_eq!(run.stdout, "Ours\n");
    assert!(run.stderr.contains("parts/program.md:1: ") && !run.stderr.contains("team.md"), "{}", run.stderr);
    assert!(report(&sandbox, &["team"]).stderr.contains("report/team.md:1: "));
}

#[test]
fn what_is_no_template_is_told() {
    let sandbox =
        repository(&[("report/teams.md", "x"), ("README.md", "what these are"), ("report/roi.md", "Ours")]);
    sandbox.write(".milepost/templates/report/digest.md", [0xff, 0xfe]);
    sandbox.commit("one that is no text");
    let run = report(&sandbox, &["roi"]);
    assert!(
        run.stderr.contains("report/teams.md: there is no template of this name, so nothing uses it"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("did you mean `report/team.md`?"), "{}", run.stderr);
    assert!(run.stderr.contains("report/digest.md: it is not UTF-8"), "{}", run.stderr);
    assert!(!run.stderr.contains("README"), "{}", run.stderr);
    assert_eq!(run.stdout, "Ours\n");
}

#[test]
fn only_what_was_committed_lays_anything_out() {
    let sandbox = repository(&[("report/roi.md", "Ours")]);
    let name = ".milepost/templates/report/roi.md";
    sandbox.write(name, "Theirs, not committed");
    assert_eq!(report(&sandbox, &["roi"]).stdout, "Ours\n");
    sandbox.git(&["checkout", "-q", "--", "."]);
    sandbox.branch("theirs");
    sandbox.checkout("theirs");
    sandbox.write(name, "Theirs, of another branch");
    sandbox.commit("another layout");
    sandbox.checkout("main");
    assert_eq!(report(&sandbox, &["roi", "--at", "theirs"]).stdout, "Ours\n");
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/templates"))
}

fn readme() -> String {
    fs::read_to_string(folder().join("README.md")).unwrap()
}

/// The words in backticks in the first column of the table below `head`.
fn first_column(head: &str) -> BTreeSet<String> {
    let text = readme();
    let table = text.split_once(head).unwrap().1;
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.flat_map(|row| {
        row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    })
    .collect()
}

#[test]
fn every_filter_is_explained() {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src/output/template/filters.rs");
    let source = fs::read_to_string(source).unwrap();
    let made: BTreeSet<String> = source
        .split("add_filter(\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    let explained: BTreeSet<String> = first_column("| filter | on | gives |")
        .iter()
        .map(|filter| filter.split('(').next().unwrap().to_owned())
        .collect();
    assert_eq!(made, explained);
    assert!(made.len() > 8);
}

#[test]
fn every_template_is_explained() {
    let patterns = first_column("| files | lay out | receive |");
    for name in milepost::output::template::names() {
        let known = patterns.iter().any(|pattern| {
            let (start, end) =
                pattern.split_once("NAME").or(pattern.split_once('*')).unwrap_or((pattern, ""));
            name.starts_with(start) && name.ends_with(end)
        });
        assert!(known, "{name} is in no row of templates/README.md");
        assert!(folder().join(name).is_file(), "{name}");
    }
}
