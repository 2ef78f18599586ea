//! The house: which room may know which, and what may be touched where. See the code map in
//! `src/lib.rs`.

use std::path::{Path, PathBuf};

/// The rooms in the order in which data flows: a room imports only what stands before it.
const ROOMS: [&str; 20] = [
    "error", "calendar", "suggest", "source", "finding", "yaml", "record", "schema", "layout", "policy",
    "load", "import", "progress", "rules", "check", "report", "output", "forge", "cli", "main",
];

/// Each outside crate, and the one place that names it.
const CRATES: [(&str, &[&str]); 25] = [
    ("csv", &["src/import/table.rs"]),
    ("git2", &["src/source/git/"]),
    ("granit_parser", &["src/yaml/"]),
    ("jsonschema", &["src/schema/"]),
    ("minijinja", &["src/output/template/"]),
    ("sha2", &["src/check/identity.rs", "src/output/report.rs"]),
    ("base64", &["src/output/report.rs"]),
    ("annotate_snippets", &["src/output/human"]),
    ("clap", &["src/cli/"]),
    ("clap_complete", &["src/cli/completions.rs"]),
    ("clap_mangen", &["src/cli/man.rs"]),
    ("inquire", &["src/cli/ask/"]),
    ("crossterm", &["src/cli/ask/"]),
    ("ctrlc", &["src/cli/interrupt.rs"]),
    ("icalendar", &["src/output/ics.rs"]),
    ("indicatif", &["src/cli/progress_bar.rs"]),
    ("unicode_width", &["src/output/columns.rs"]),
    ("terminal_size", &["src/cli/output.rs"]),
    ("tempfile", &["src/cli/"]),
    ("jiff", &["src/calendar.rs"]),
    ("include_dir", &["src/cli/init/starter.rs"]),
    ("similar", &["src/output/difference.rs"]),
    ("strsim", &["src/suggest.rs"]),
    ("rustls", &["src/forge/http/"]),
    ("ureq", &["src/forge/http/"]),
];

/// What only the outermost ring may touch, and where it may.
const OUTSIDE: [(&str, &[&str]); 10] = [
    ("SystemTime::now", &["src/cli/clock.rs"]),
    ("Instant::now", &["src/cli/clock.rs"]),
    ("std::env::", &["src/cli/output.rs", "src/cli/place.rs"]),
    ("io::stdout", &["src/cli/output.rs"]),
    ("io::stderr", &["src/cli/output.rs", "src/cli/interrupt.rs", "src/cli/ask/appearance.rs"]),
    ("println!", &[]),
    (
        "std::fs",
        &[
            "src/source/worktree.rs",
            "src/cli/demo/mod.rs",
            "src/cli/init/write.rs",
            "src/cli/import/mod.rs",
            "src/cli/files.rs",
            "src/cli/interrupt.rs",
            "src/cli/post/ci.rs",
            "src/cli/post/reported.rs",
            "src/cli/rename/carried_out.rs",
            "src/cli/site/folder.rs",
            "src/cli/step_files.rs",
        ],
    ),
    // To tell this machine from others by its address; nothing is opened there.
    ("std::net", &["src/forge/http/address.rs"]),
    ("std::process::Command", &["src/cli/commit.rs"]),
    ("process::{", &[]),
];

fn files(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join(folder)];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(!files.is_empty(), "{folder} holds no source");
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// The program's own source without tests and comments: what the invariants are about.
fn program() -> Vec<(String, String)> {
    let test_only = [
        "/tests/",
        "tests.rs",
        "src/progress/properties.rs",
        "/sample.rs",
        "src/schema/generate.rs",
        "src/schema/published.rs",
    ];
    let kept: Vec<_> = files("src")
        .into_iter()
        .filter(|(path, _)| !test_only.iter().any(|part| path.contains(part)))
        .map(|(path, text)| {
            let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            let lines: Vec<_> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            (path, lines.join("\n"))
        })
        .collect();
    assert!(kept.len() > 80, "{}", kept.len());
    kept
}

fn room(path: &str) -> &str {
    path.trim_start_matches("src/").split(['/', '.']).next().unwrap()
}

#[test]
fn a_room_imports_only_what_stands_before_it() {
    for (path, code) in program() {
        if path == "src/lib.rs" {
            continue;
        }
        let own = ROOMS
            .iter()
            .position(|name| *name == room(&path))
            .unwrap_or_else(|| panic!("{path}: no such room"));
        for used in code.split("crate::").skip(1) {
            let name: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let Some(other) = ROOMS.iter().position(|room| *room == name) else { continue };
            assert!(other <= own, "{path} imports {name}, which stands after it");
        }
    }
}

#[test]
fn each_outside_crate_has_one_room() {
    for (name, rooms) in CRATES {
        let mut named = false;
        for (path, code) in program() {
            let here = rooms.iter().any(|room| path.starts_with(room));
            let names = code.contains(&format!("{name}::")) || code.contains(&format!("use {name};"));
            assert!(here || !names, "{path} names {name}, which belongs to {rooms:?}");
            named = named || (here && names);
        }
        assert!(named, "{name} is named nowhere in {rooms:?}");
    }
}

#[test]
fn only_the_outermost_ring_touches_the_world() {
    for (what, places) in OUTSIDE {
        for (path, code) in program() {
            let allowed = places.contains(&path.as_str());
            assert!(allowed || !code.contains(what), "{path} uses {what}, which only {places:?} may");
        }
    }
}

#[test]
fn files_are_short_and_say_what_lives_in_them() {
    for folder in ["src", "tests", "benches"] {
        for (path, text) in files(folder) {
            assert!(text.starts_with("//!"), "{path} does not open with //!");
            let lines = text.lines().count();
            assert!(lines <= 400, "{path} has {lines} lines");
        }
    }
    let main = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs")).unwrap();
    assert!(main.lines().count() <= 30);
}

#[test]
fn every_rule_has_a_file_of_its_own_named_after_it() {
    let paths: Vec<String> = files("src/rules").into_iter().map(|(path, _)| path).collect();
    for rule in milepost::rules::RULES {
        let name = format!("/{}.rs", rule.id.replace('-', "_"));
        assert!(paths.iter().any(|path| path.ends_with(&name)), "{} has no file {name}", rule.id);
    }
}

#[test]
fn names_are_those_of_the_field() {
    for (path, _) in files("src") {
        for banned in ["util", "helper", "misc", "manager", "common"] {
            assert!(!path.contains(banned), "{path}");
        }
    }
}
