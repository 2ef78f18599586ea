//! `milepost import`: spreadsheets as programs export them, what is said of each and what is written,
//! which passes the check; and that nothing is ever lost, overwritten or written in half.

use std::path::Path;
use std::process::Stdio;

use crate::common::{Run, Sandbox};

const TODAY: &str = "2026-11-23";

/// A repository with a policy and nothing else.
fn empty() -> Sandbox {
    with_policy("version: 1\nname: Payments\n")
}

fn with_policy(policy: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", policy);
    sandbox.commit("policy");
    sandbox
}

/// A sheet of `tests/import/`, beside the repository.
fn sheet(sandbox: &Sandbox, name: &str) -> String {
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name)).unwrap();
    std::fs::write(sandbox.beside(name), bytes).unwrap();
    format!("../{name}")
}

/// A sheet with this text, beside the repository.
fn sheet_of(sandbox: &Sandbox, text: &str) -> String {
    std::fs::write(sandbox.beside("matrix.csv"), text).unwrap();
    "../matrix.csv".to_owned()
}

fn import(sandbox: &Sandbox, file: &str, flags: &[&str]) -> Run {
    let arguments = [&["import", file, "--today", TODAY], flags].concat();
    sandbox.milepost_in(sandbox.path(), &arguments, &[("LC_ALL", "C.UTF-8")])
}

/// The files that Git does not know yet, with their texts.
fn written(sandbox: &Sandbox) -> String {
    let listed = sandbox.git(&["ls-files", "--others", "--exclude-standard"]);
    let text = |path: &str| {
        let text = std::fs::read_to_string(sandbox.path().join(path)).unwrap();
        format!("--- {path}\n{text}")
    };
    listed.lines().map(text).collect()
}

fn assert_sound(sandbox: &Sandbox) {
    let check = sandbox.milepost(&["check", "--today", TODAY]);
    assert_eq!(check.status, 0, "{}{}", check.stdout, check.stderr);
}

/// Imports a sheet into an empty repository: what is said and written is kept as a snapshot, and passes
/// the check.
fn kept(name: &str, people: usize) {
    let sandbox = empty();
    let run = import(&sandbox, &sheet(&sandbox, &format!("{name}.csv")), &[]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert_sound(&sandbox);
    let written = written(&sandbox);
    assert_eq!(written.matches("/profile.yaml\n").count(), people, "{written}");
    insta::assert_snapshot!(format!("import-{name}"), format!("{}{}\n{written}", run.stdout, run.stderr));
}

#[test]
fn excel_in_german() {
    kept("excel-de", 3);
}

#[test]
fn excel_in_english() {
    kept("excel-en", 3);
}

#[test]
fn libreoffice() {
    kept("libreoffice", 3);
}

#[test]
fn google_sheets() {
    kept("google-sheets", 3);
}

#[test]
fn a_template_with_categories() {
    kept("template-categories", 3);
}

#[test]
fn headings_merged_over_two_rows() {
    kept("merged-headings", 2);
}

#[test]
fn skills_in_rows() {
    kept("transposed", 3);
}

#[test]
fn an_export_of_an_hr_tool() {
    kept("hr-export", 3);
}

#[test]
fn a_data_frame_of_pandas() {
    kept("pandas", 3);
}

#[test]
fn answers_of_a_form() {
    kept("form-answers", 3);
}

#[test]
fn people_without_skills() {
    kept("people-only", 3);
}

#[test]
fn oddities_and_attacks() {
    kept("oddities", 5);
}

#[test]
fn a_sheet_of_marks_is_read_once_it_is_said_what_they_mean() {
    let sandbox = empty();
    let file = sheet(&sandbox, "marks.csv");
    let run = import(&sandbox, &file, &[]);
    assert_eq!((run.status, written(&sandbox).as_str()), (2, ""), "{}", run.stdout);
    assert!(run.stderr.contains("--level \"x=LEVEL\""), "{}", run.stderr);
    let run = import(&sandbox, &file, &["--level", "x=3"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("2 people (new), 3 skills (new), 4 levels"), "{}", run.stdout);
    assert!(written(&sandbox).contains("{skill: rust, rating: 3}"));
    assert_sound(&sandbox);
}

#[test]
fn other_encodings_are_told_and_nothing_is_written() {
    let sandbox = empty();
    for (name, said) in [("windows-1252.csv", "looks like Windows-1252"), ("utf-16.csv", "UTF-16")] {
        let run = import(&sandbox, &sheet(&sandbox, name), &[]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains(said) && run.stderr.contains("CSV UTF-8"), "{}", run.stderr);
    }
    assert_eq!(written(&sandbox), "");
}

#[test]
fn a_second_run_writes_nothing_and_a_mended_one_adds_what_was_missing() {
    let sandbox = empty();
    let file = sheet(&sandbox, "libreoffice.csv");
    import(&sandbox, &file, &[]);
    sandbox.commit("first");
    let again = import(&sandbox, &file, &[]);
    assert_eq!((again.status, written(&sandbox).as_str()), (0, ""), "{}{}", again.stdout, again.stderr);
    assert!(again.stdout.contains("Nothing new"), "{}", again.stdout);
    let mended = import(&sandbox, &file, &["--level", "so-so=2", "--level", "none=1"]);
    assert_eq!(mended.status, 0, "{}", mended.stderr);
    let written = written(&sandbox);
    assert_eq!(written.matches("--- ").count(), 2, "{written}");
    assert!(written.contains("--- people/chi-tran/assessments/2026-11-23-baseline-2.yaml"), "{written}");
    assert!(written.contains("- {skill: teamwork, rating: 2}"), "{written}");
    assert_eq!(sandbox.git(&["status", "--porcelain", "--untracked-files=no"]), "");
    assert_sound(&sandbox);
}

/// A repository with two people and two skills.
fn inhabited() -> Sandbox {
    let sandbox = empty();
    for (id, name) in [("rust", "Rust"), ("kubernetes", "Kubernetes")] {
        let text = format!("name: {name}\nkind: technical\nproficient_from: 3\n");
        sandbox.write(&format!("framework/skills/{id}.yaml"), text);
    }
    let tiers = "tiers:\n  - {id: mid, requires: []}\n  - {id: senior, requires: []}\n";
    sandbox.write("framework/roles/backend.yaml", format!("name: Backend\ndiscipline: backend\n{tiers}"));
    for (handle, name) in [("ana", "Ana Soto"), ("ben", "Ben Roy")] {
        let text =
            format!("role: backend\ntier: mid\ndiscipline: backend\nstarted: 2026-01-05\nname: {name}\n");
        sandbox.write(&format!("people/{handle}/profile.yaml"), text);
    }
    sandbox.commit("people");
    sandbox
}

#[test]
fn near_names_are_asked_about_and_never_merged() {
    let sandbox = inhabited();
    let file = sheet(&sandbox, "second-sheet.csv");
    let run = import(&sandbox, &file, &["--dry-run"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    insta::assert_snapshot!("import-second-sheet", run.stdout);
    assert!(run.stdout.contains("--person \"Ana Sotto=ana\""), "{}", run.stdout);
    assert!(run.stdout.contains("--map \"Kubernets=skill:kubernetes\""), "{}", run.stdout);
    assert_eq!(written(&sandbox), "");
    let flags = [
        "--person",
        "Ana Sotto=ana",
        "--map",
        "Kubernets=skill:kubernetes",
        "--map",
        "Rust programming=skill:rust",
    ];
    let run = import(&sandbox, &file, &flags);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let written = written(&sandbox);
    assert!(written.contains("--- people/ana/assessments/2026-11-23-baseline.yaml"), "{written}");
    assert!(written.contains("- {skill: rust, rating: 4}\n  - {skill: kubernetes, rating: 2}"), "{written}");
    assert!(
        written
            .contains("role: backend\ntier: mid\ndiscipline: backend\nstarted: 2026-11-23\nname: Dana Novak")
    );
    assert_eq!(written.matches("profile.yaml").count(), 1, "{written}");
    assert_eq!(sandbox.git(&["status", "--porcelain", "--untracked-files=no"]), "");
    assert_sound(&sandbox);
}

#[test]
fn ratings_of_somebody_else_count_and_nobody_rates_themselves() {
    let sandbox = inhabited();
    let file = sheet_of(&sandbox, "Name,Rust\nAna Soto,4\nBen Roy,3\n");
    let run = import(&sandbox, &file, &["--method", "mentor", "--assessor", "ben", "--date", "2026-10-01"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let written = written(&sandbox);
    let ana = "date: 2026-10-01\nmethod: mentor\ncycle: baseline\nassessors: [ben]\n";
    assert!(written.contains(ana), "{written}");
    assert!(written.contains("date: 2026-10-01\nmethod: self\ncycle: baseline\nratings:"), "{written}");
    assert!(run.stdout.contains("Those with an assessor count as levels"), "{}", run.stdout);
    assert_sound(&sandbox);
}

#[test]
fn where_people_go_by_pseudonyms_no_name_is_written() {
    let sandbox = with_policy("version: 1\nprivacy: {identities: pseudonymous}\n");
    let run = import(&sandbox, &sheet(&sandbox, "people-only.csv"), &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let written = written(&sandbox).to_lowercase();
    for name in ["ana", "soto", "ben", "chi tran", "@"] {
        assert!(
            !written.contains(&format!(" {name}")) && !written.contains(&format!("/{name}")),
            "{name}: {written}"
        );
    }
    assert!(written.contains("people/p-01/profile.yaml") && written.contains("manager: p-03"), "{written}");
    assert!(run.stdout.contains("p-01 row 2, p-02 row 3, p-03 row 4"), "{}", run.stdout);
    assert_sound(&sandbox);
    // Nobody can tell whether the names of the sheet are those of people who are there.
    sandbox.commit("imported");
    let again = import(&sandbox, "../people-only.csv", &[]);
    assert_eq!(again.status, 2, "{}", again.stdout);
    assert!(again.stderr.contains("column Handle"), "{}", again.stderr);
    let by_handle = sheet_of(&sandbox, "Handle,Rust\np-01,3\n,\np-09,2\n");
    let run = import(&sandbox, &by_handle, &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("2 people (1 new)"), "{}", run.stdout);
    // Whoever had a pseudonym keeps it, gone or not.
    sandbox.remove("people/p-02/profile.yaml");
    sandbox.commit("one has left");
    let unnamed = sheet_of(&sandbox, "Handle,Name,Rust\np-01,Ana,3\n,Zoe Zorn,2\n");
    let run = import(&sandbox, &unnamed, &[]);
    assert!(run.stdout.contains("p-10 row 3"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn dry_and_strict_runs_write_nothing() {
    let sandbox = empty();
    let file = sheet(&sandbox, "libreoffice.csv");
    let dry = import(&sandbox, &file, &["--dry-run"]);
    assert_eq!((dry.status, written(&sandbox).as_str()), (0, ""));
    assert!(dry.stdout.contains("Would be written") && dry.stdout.contains("people/ana-soto/profile.yaml"));
    let strict = import(&sandbox, &file, &["--strict"]);
    assert_eq!((strict.status, written(&sandbox).as_str()), (1, ""));
    assert!(strict.stderr.contains("--strict"), "{}", strict.stderr);
    let told = import(&sandbox, &file, &["--strict", "--level", "so-so=2"]);
    assert_eq!(told.status, 0, "{}", told.stderr);
}

#[test]
fn mistakes_in_the_flags_say_what_to_write() {
    let sandbox = inhabited();
    let file = sheet_of(&sandbox, "Name,Rust\nDana Novak,4\n");
    for (flags, said) in [
        (vec!["--map", "Nmae=name"], "--map \"nmae=…\" fits nothing"),
        (vec!["--map", "Name=nmae"], "did you mean `name`?"),
        (vec!["--level", "4=9"], "no level of the scale"),
        (vec!["--method", "mentor", "--assessor", "bne"], "did you mean `ben`?"),
        (vec!["--method", "mentor"], "--assessor"),
        (vec!["--date", "2027-01-01"], "still to come"),
        (vec!["--person", "Dana Novak=zoe"], "nobody has the handle `zoe`"),
        (vec!["--tier", "principal"], "`backend` has no tier `principal`"),
        (vec!["--role", "Back End"], "is no id"),
    ] {
        let run = import(&sandbox, &file, &flags);
        assert_eq!(run.status, 2, "{flags:?}: {}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains(said), "{flags:?}: {}", run.stderr);
    }
    assert_eq!(written(&sandbox), "");
    let run = import(&sandbox, "../nowhere.csv", &[]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("cannot read ../nowhere.csv"), "{}", run.stderr);
}

#[test]
fn what_is_there_already_stays_as_it_is() {
    let sandbox = inhabited();
    let broken = "name: [\n";
    sandbox.write("framework/skills/go.yaml", broken);
    sandbox.write("people/dana-novak/notes.txt", "mine");
    sandbox.commit("broken");
    let file = sheet_of(&sandbox, "Name,Go,Rust\nDana Novak,4,2\n");
    let asked = import(&sandbox, &file, &[]);
    assert_eq!((asked.status, written(&sandbox).as_str()), (2, ""));
    assert!(asked.stderr.contains("(`dana-novak`): is that the same person?"), "{}", asked.stderr);
    let run = import(&sandbox, &file, &["--person", "Dana Novak=new"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let written = written(&sandbox);
    assert!(
        written.contains("framework/skills/go-2.yaml") && written.contains("people/dana-novak-2/"),
        "{written}"
    );
    assert_eq!(sandbox.git(&["status", "--porcelain", "--untracked-files=no"]), "");
}

#[test]
fn a_commit_holds_the_import_and_nothing_else() {
    let sandbox = empty();
    sandbox.git(&["config", "user.name", "Ana"]);
    sandbox.git(&["config", "user.email", "ana@example.com"]);
    sandbox.write("README.md", "mine");
    sandbox.git(&["add", "README.md"]);
    let run = import(&sandbox, &sheet(&sandbox, "merged-headings.csv"), &["--commit"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(sandbox.git(&["status", "--porcelain"]), "A  README.md");
    assert_eq!(sandbox.git(&["log", "-1", "--format=%s"]), "Import merged-headings.csv");
}

#[cfg(unix)]
#[test]
fn an_interruption_waits_until_all_of_it_is_written() {
    let sandbox = empty();
    let people: String = (0..150).map(|n| format!("Person{n} Last{n},3\n")).collect();
    let file = sheet_of(&sandbox, &format!("Name,Rust\n{people}"));
    let mut program = sandbox.program(sandbox.path());
    let program =
        program.args(["import", &file, "--today", TODAY]).stdout(Stdio::null()).stderr(Stdio::null());
    let mut running = program.spawn().unwrap();
    // The framework is written first.
    while !sandbox.path().join("people").exists() && running.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    sandbox.kill("-INT", running.id());
    running.wait().unwrap();
    // A skill, a role, and for each person a profile and a baseline.
    assert_eq!(written(&sandbox).matches("--- ").count(), 302);
}

#[cfg(unix)]
#[test]
fn a_link_or_a_folder_that_cannot_be_written_leaves_nothing_behind() {
    let sandbox = empty();
    std::fs::create_dir(sandbox.beside("elsewhere")).unwrap();
    std::os::unix::fs::symlink(sandbox.beside("elsewhere"), sandbox.path().join("teams")).unwrap();
    let run = import(&sandbox, &sheet(&sandbox, "merged-headings.csv"), &[]);
    assert_eq!(run.status, 2, "{}{}", run.stdout, run.stderr);
    assert_eq!(std::fs::read_dir(sandbox.beside("elsewhere")).unwrap().count(), 0);
    assert!(!sandbox.path().join("framework/skills/rust.yaml").exists());
    assert!(!sandbox.path().join("people/ana-soto/profile.yaml").exists());
}
