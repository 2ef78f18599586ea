//! `milepost new` of every kind but goals and entries: by flags alone, in the sample and in a
//! repository of one policy. What is asked in a terminal is tested in `dialogues`.

mod refusals;

use milepost::layout;
use milepost::record::RecordPath;
use milepost::source::SourceFile;
use serde_json::Value;

use crate::common::{Run, Sandbox};

const TODAY: &str = "2026-11-23";

/// The sample with `main` checked out and Ben at the keyboard; its folder.
fn sample() -> (Sandbox, &'static str) {
    let sandbox = Sandbox::new();
    let run = sandbox.milepost_below("", &["demo"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let folder = "milepost-demo";
    sandbox.git(&["-C", folder, "checkout", "--quiet", "main"]);
    sandbox.git(&["-C", folder, "config", "user.email", "ben@example.com"]);
    (sandbox, folder)
}

/// A policy and nothing else.
fn tiny(policy: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", format!("version: 1\n{policy}"));
    sandbox.git(&["config", "user.email", "4711+jo.park@users.noreply.example.com"]);
    sandbox.git(&["config", "user.name", "Jo Park"]);
    sandbox
}

fn new(sandbox: &Sandbox, folder: &str, arguments: &str) -> Run {
    let words = words(arguments);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    sandbox.milepost_below(folder, &[&["--today", TODAY, "new"], &words[..]].concat())
}

/// Words as a shell would split them; single quotes hold one together.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('\'').enumerate();
    parts
        .flat_map(|(index, part)| match index % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

/// What the file holds that a command wrote without a word of warning.
fn written(sandbox: &Sandbox, folder: &str, arguments: &str, path: &str) -> String {
    let run = new(sandbox, folder, arguments);
    assert_eq!((run.status, run.stdout.trim_end()), (0, path), "{arguments}: {}", run.stderr);
    assert!(run.stderr.starts_with("next: git add "), "{arguments}: {}", run.stderr);
    let text = std::fs::read_to_string(sandbox.path().join(folder).join(path)).unwrap();
    let kind = RecordPath::parse(path).unwrap().kind;
    let file = SourceFile::from_bytes(path, text.clone().into_bytes()).unwrap();
    assert_eq!(layout::format(&file, kind).unwrap(), text, "{path} is not in canonical form");
    text
}

/// Rule and severity of what a check finds in these files.
fn found(sandbox: &Sandbox, folder: &str, paths: &[&str]) -> Vec<(String, String)> {
    let arguments = [&["--today", TODAY, "check", "--format", "json"], paths].concat();
    let run = sandbox.milepost_below(folder, &arguments);
    let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr));
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|finding| (text(finding, "rule"), text(finding, "severity"))).collect()
}

/// Writes each record, and returns all texts together.
fn write_all(sandbox: &Sandbox, folder: &str, records: &[(&str, &str)]) -> String {
    let each = records.iter().map(|(arguments, path)| {
        format!("$ milepost new {arguments}\n--- {path}\n{}\n", written(sandbox, folder, arguments, path))
    });
    let all = each.collect();
    let paths: Vec<&str> = records.iter().map(|(_, path)| *path).collect();
    let mut found = found(sandbox, folder, &paths);
    found.retain(|(_, severity)| severity != "note");
    assert_eq!(found, []);
    all
}

const IN_THE_SAMPLE: &[(&str, &str)] = &[
    (
        "skill --name 'Feature flags' --kind technical --proficient-from 3 --level '3=Rolls a change out in steps' \
         --level '2=Puts a change behind a flag' --rubric 'cleanup=No flag outlives its release' --prerequisite testing",
        "framework/skills/feature-flags.yaml",
    ),
    (
        "role --name 'Release Engineer' --discipline platform --tier mid --tier senior \
         --require mid:feature-flags=2 --require senior:feature-flags=3 --require senior:kubernetes=2 --module tracing-lab",
        "framework/roles/release-engineer.yaml",
    ),
    (
        "module --name 'Release It!' --format reading --teaches feature-flags=3 --teaches observability --hours 7,5 \
         --provider 'Any bookshop' --cost 40 --outcome 'Names three ways in which a release goes wrong' \
         --url https://books.example.com/release-it --prerequisite tracing-lab",
        "framework/modules/release-it.yaml",
    ),
    (
        "credential --name 'Flag keeper' --kind micro-credential --criteria 'Takes one change from a flag to everybody' \
         --skill feature-flags --require feature-flags=3 --evidence-type project --approvals 2 --distinct-disciplines \
         --valid-months 24 --issuer 'Platform guild' --url https://guild.example.com/flags",
        "framework/credentials/flag-keeper.yaml",
    ),
    ("team --name Releases --lead chi --need feature-flags=3:2 --need kubernetes=2:1", "teams/releases.yaml"),
    (
        "program --name 'Flags sprint' --kind sprint --start 2026-11-30 --end +4w --facilitator ben --facilitator chi \
         --sponsor 'Head of Platform' --module release-it",
        "programs/flags-sprint.yaml",
    ),
    (
        "profile nora --role backend-engineer --tier mid --mentor chi --mentor ben --team releases --manager gita \
         --program flags-sprint --name 'Nora Lind' --email nora@example.com --github nora-lind --started 2026-11-02",
        "people/nora/profile.yaml",
    ),
    (
        "assessment --for nora --rate rust=3 --rate testing=2 --date 2026-11-10",
        "people/nora/assessments/2026-11-10-baseline.yaml",
    ),
    ("assessment --rate rust=4 --rate async-rust=5", "people/ben/assessments/2026-11-23-self.yaml"),
    (
        "assessment --for ana --method panel --assessor chi --assessor ben --assessor amara --rate rust=3 \
         --evidence rust=2026-09-02-webhook-ledger --rate testing=3 --rubric testing/reliability=3 --result rust=met \
         --note 'An hour at the whiteboard' --date yesterday",
        "people/ana/assessments/2026-11-22-panel.yaml",
    ),
    (
        "assessment --for ana --method technical --rate async-rust=3 --score async-rust=84/100",
        "people/ana/assessments/2026-11-23-technical.yaml",
    ),
    (
        "assessment --for nora --method mentor --cycle review --rate testing=1 --result testing=not-yet",
        "people/nora/assessments/2026-11-23-mentor.yaml",
    ),
    (
        "remediation --for nora --action 'Pair on two regressions' --action 'Read the test guide: chapter 3'",
        "people/nora/remediations/2026-11-23-testing.yaml",
    ),
    (
        "award --for zoe --credential payments-platform-practitioner --evidence 2026-09-03-bank-simulator \
         --approved-by ben --approved-by chi --certificate-id PPP-118 --certificate-url https://academy.example.com/118",
        "people/zoe/awards/2026-11-23-payments-platform-practitioner.yaml",
    ),
];

#[test]
fn every_kind_is_written_by_flags_alone_and_fits_the_sample() {
    let (sandbox, folder) = sample();
    insta::assert_snapshot!(write_all(&sandbox, folder, IN_THE_SAMPLE));
}

#[test]
fn what_stands_in_a_comment_can_be_taken_in() {
    let (sandbox, folder) = sample();
    let mut paths = Vec::new();
    let mut taken = 0;
    for (arguments, path) in IN_THE_SAMPLE {
        let mut text = String::new();
        for line in written(&sandbox, folder, arguments, path).lines() {
            let hint = line.strip_prefix("# ").filter(|rest| {
                let key = rest.split(": ").next().unwrap();
                key != "yaml-language-server" && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            });
            taken += usize::from(hint.is_some());
            text.push_str(hint.unwrap_or(line));
            text.push('\n');
        }
        sandbox.write(&format!("{folder}/{path}"), text);
        paths.push(*path);
    }
    assert!(taken > 15, "{taken}");
    let mut found = found(&sandbox, folder, &paths);
    // An example names skills and modules that are not there; everything else about it is right.
    found.retain(|(rule, severity)| severity == "error" && rule != "unresolved-reference");
    assert_eq!(found, []);
}

const IN_A_TINY_ONE: &[(&str, &str)] = &[
    (
        "skill --name 'Größe schätzen' --id estimating --kind human --proficient-from 2",
        "framework/skills/estimating.yaml",
    ),
    (
        "role --name Engineer --discipline backend --tier engineer --require engineer:estimating=2",
        "framework/roles/engineer.yaml",
    ),
    ("profile", "people/jo-park/profile.yaml"),
    ("profile kim --email kim@example.com --mentor jo-park", "people/kim/profile.yaml"),
    (
        "module --name 'Estimating together' --format workshop --teaches estimating",
        "framework/modules/estimating-together.yaml",
    ),
    (
        "credential --name Estimator --kind certification --criteria 'Passes the examination' --skill estimating",
        "framework/credentials/estimator.yaml",
    ),
    ("team --name 'The team'", "teams/the-team.yaml"),
    ("program --name Circle --kind community --start today --end 'in 12 months'", "programs/circle.yaml"),
    ("assessment --rate estimating=2", "people/jo-park/assessments/2026-11-23-baseline.yaml"),
    (
        "assessment --for kim --rate estimating=1 --result estimating=not-yet",
        "people/kim/assessments/2026-11-23-baseline.yaml",
    ),
    (
        "remediation --for kim --action 'Estimate the next five tasks together'",
        "people/kim/remediations/2026-11-23-estimating.yaml",
    ),
    ("award --credential estimator", "people/jo-park/awards/2026-11-23-estimator.yaml"),
];

#[test]
fn every_kind_is_written_in_a_repository_that_holds_nothing_yet() {
    let sandbox = tiny("");
    insta::assert_snapshot!(write_all(&sandbox, "", IN_A_TINY_ONE));
}

#[test]
fn a_pseudonym_comes_without_name_and_address() {
    let sandbox = tiny("privacy: {identities: pseudonymous}\n");
    for (arguments, path) in IN_A_TINY_ONE.iter().take(2) {
        written(&sandbox, "", arguments, path);
    }
    let text = written(&sandbox, "", "profile", "people/p-01/profile.yaml");
    assert!(!text.contains("Jo") && !text.contains("example.com") && !text.contains("jo"), "{text}");
    written(&sandbox, "", "profile --mentor p-01", "people/p-02/profile.yaml");
    assert_eq!(found(&sandbox, "", &["people"]), []);
}

#[test]
fn the_line_for_the_editor_stands_where_its_schema_lies() {
    let sandbox = tiny("");
    let skill = IN_A_TINY_ONE[0];
    let line = "# yaml-language-server: $schema=../../.milepost/schema/skill.schema.json\n";
    assert!(!written(&sandbox, "", skill.0, skill.1).contains("yaml-language-server"));
    sandbox.remove("framework");
    sandbox.write(".milepost/schema/skill.schema.json", "{}");
    assert!(written(&sandbox, "", skill.0, skill.1).starts_with(line));
}

#[test]
fn every_help_ends_with_examples_that_run() {
    let sandbox = Sandbox::new();
    for kind in [
        "profile",
        "assessment",
        "award",
        "remediation",
        "skill",
        "role",
        "module",
        "credential",
        "team",
        "program",
    ] {
        let run = sandbox.milepost(&["new", kind, "--help"]);
        assert_eq!(run.status, 0);
        let (_, examples) = run.stdout.split_once("Examples:\n").unwrap_or_else(|| panic!("{kind}"));
        // Each flag that an example uses is one that the help names.
        let (flags, _) = run.stdout.split_once("Examples:\n").unwrap();
        let examples: String =
            examples.lines().filter(|line| line.starts_with("  ")).collect::<Vec<_>>().join("\n");
        for flag in examples.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2) {
            assert!(
                flags.contains(&format!("{flag} ")) || flags.contains(&format!("{flag}\n")),
                "{kind}: {flag}"
            );
        }
        assert!(examples.starts_with(&format!("  milepost new {kind} ")), "{kind}: {examples}");
        assert!(run.stdout.lines().all(|line| line.chars().count() <= 100), "{}", run.stdout);
    }
}
