//! `.github/SECURITY.md`: every threat has tests, and every test that it names exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use milepost::schema::document_fault;

/// The names of the tests in `src` and `tests`.
fn tests() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = vec![root.join("src"), root.join("tests")];
    let mut names = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_none_or(|name| name != "node_modules") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(path).unwrap();
                let mut marked = false;
                for line in text.lines().map(str::trim) {
                    if let Some(name) = line.strip_prefix("fn ").filter(|_| marked) {
                        names.insert(name.split('(').next().unwrap().to_owned());
                    }
                    marked =
                        line == "#[test]" || (marked && (line.starts_with("#[") || line.starts_with("//")));
                }
            }
        }
    }
    names
}

/// The rows of the table: threat and the names in the last cell.
fn rows() -> Vec<(String, Vec<String>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/SECURITY.md");
    let text = fs::read_to_string(path).unwrap();
    let table = text.lines().skip_while(|line| !line.starts_with("| threat | defence | tests |")).skip(2);
    table
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
            assert_eq!(cells.len(), 3, "{line}");
            let names = cells[2].split_whitespace().map(|name| {
                let bare = name.strip_prefix('`').and_then(|name| name.strip_suffix('`'));
                bare.unwrap_or_else(|| panic!("not the name of a test: {name}")).to_owned()
            });
            (cells[0].to_owned(), names.collect())
        })
        .collect()
}

#[test]
fn every_threat_has_tests_and_every_test_that_is_named_exists() {
    let (rows, tests) = (rows(), tests());
    assert!(rows.len() >= 20 && tests.len() > 500, "{} rows, {} tests", rows.len(), tests.len());
    for (threat, named) in rows {
        assert!(!named.is_empty(), "{threat}: no test is named");
        for name in named {
            assert!(tests.contains(&name), "{threat}: there is no test {name}");
        }
    }
}

#[test]
fn patterns_are_compiled_by_the_engine_whose_time_is_linear() {
    // That engine has no look-around; the other one would take it, and nested repetitions with it.
    let schema = |pattern: &str| format!("{{\"pattern\": \"{pattern}\"}}");
    let text = serde_json::Value::String(format!("{}!", "a".repeat(50_000)));
    let refused = document_fault(&schema("(?<=a)b"), &text).unwrap();
    assert!(refused.message.contains("its schema is none"), "{}", refused.message);
    let judged = document_fault(&schema("^(a+)+$"), &text).unwrap();
    assert!(!judged.message.contains("its schema is none"), "{}", judged.message);

    let mut validators = 0;
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/schema")).unwrap() {
        let path = file.unwrap().path();
        let text = if path.is_file() { fs::read_to_string(&path).unwrap() } else { continue };
        let built = text.matches(".offline()").count();
        assert_eq!(
            built,
            text.matches(".with_pattern_options(PatternOptions::regex())").count(),
            "{}",
            path.display()
        );
        validators += built;
    }
    assert!(validators >= 2, "{validators}");
}
