//! Whole sheets: what is found in them, and that nothing in any of them panics or leads to a record
//! that is none.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::record::RecordPath;
use crate::source::SourceFile;
use crate::{schema, yaml};

fn options() -> Options {
    let today: Date = "2026-11-23".parse().unwrap();
    Options {
        file: "matrix.csv".into(),
        delimiter: None,
        shape: None,
        header_row: None,
        map: BTreeMap::new(),
        levels: BTreeMap::new(),
        people: BTreeMap::new(),
        day_order: None,
        role: None,
        tier: None,
        discipline: None,
        started: None,
        proficient_from: None,
        date: today,
        today,
        method: None,
        assessors: Vec::new(),
    }
}

fn read_with(text: &str, options: &Options) -> Result<Import, Unreadable> {
    let (vocabulary, framework, groups) = (Vocabulary::default(), Framework::default(), Groups::default());
    let known = Known {
        vocabulary: &vocabulary,
        pseudonymous: false,
        framework: &framework,
        groups: &groups,
        people: &[],
        taken_handles: BTreeSet::new(),
        taken_skills: BTreeSet::new(),
        taken_roles: BTreeSet::new(),
        taken_teams: BTreeSet::new(),
        schemas: Kind::ALL.into_iter().collect(),
    };
    read(text.as_bytes(), options, &known)
}

fn read_text(text: &str) -> Import {
    read_with(text, &options()).unwrap()
}

fn found(text: &str) -> (Shape, Vec<String>, Vec<String>, usize) {
    let import = read_text(text);
    let people = import.people.into_iter().map(|person| person.handle).collect();
    (import.shape, people, import.skills.into_iter().map(|skill| skill.id).collect(), import.ratings)
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

#[test]
fn one_matrix_is_read_the_same_however_it_is_laid_out() {
    let people = ids(&["ana-soto", "ben-roy"]);
    let skills = ids(&["rust", "go"]);
    for (shape, text) in [
        (Shape::PeopleInRows, "Name,Rust,Go\nAna Soto,3,1\nBen Roy,2,\n"),
        (Shape::PeopleInRows, ",Rust,Go\nAna Soto,3,1\nBen Roy,2,\n"),
        (Shape::PeopleInColumns, "Skill,Ana Soto,Ben Roy\nRust,3,2\nGo,1,\n"),
        (Shape::PeopleInColumns, ",Ana Soto,Ben Roy\nRust,3,2\nGo,1,\n"),
        (Shape::PeopleInColumns, "Category,Skill,Ana Soto,Ben Roy\nBackend,Rust,3,2\n,Go,1,\n"),
        (
            Shape::OneRatingARow,
            "Person;Skill;Level\nAna Soto;Rust;3\nAna Soto;Go;1\nBen Roy;Rust;2\nBen Roy;Go;\n",
        ),
    ] {
        assert_eq!(found(text), (shape, people.clone(), skills.clone(), 3), "{text}");
    }
}

#[test]
fn first_names_alone_do_not_tell_which_way_round_it_is() {
    let import = read_text(",Rust,Go\nAna,3,1\nBen,2,1\n");
    assert!(import.shape_assumed && import.shape == Shape::PeopleInRows);
    let turned = Options { shape: Some(Shape::PeopleInColumns), ..options() };
    let import = read_with(",Ana,Ben\nRust,3,1\nGo,2,1\n", &turned).unwrap();
    assert_eq!(import.people.len(), 2);
    assert_eq!(import.skills.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["rust", "go"]);
}

#[test]
fn names_of_a_kind_stay_apart() {
    let (_, people, skills, ratings) =
        found("Name,C,C#,C++,F#\n\"Müller, Jörg\",1,2,3,4\nJorg Muller,1,1,1,1\n");
    assert_eq!(people, ["joerg-mueller", "jorg-muller"]);
    assert_eq!(skills, ["c", "c-sharp", "c-plus-plus", "f-sharp"]);
    assert_eq!(ratings, 8);
}

#[test]
fn questions_of_a_form_are_taken_off_its_headings() {
    let (_, _, skills, _) =
        found("Email,Rate yourself [Rust],Rate yourself [Go],Tools [all]\nana@example.com,3,2,1\n");
    assert_eq!(skills, ["rust", "go", "tools-all"]);
}

#[test]
fn what_is_aimed_at_is_no_second_skill() {
    for text in [
        "Name,C# (current),C# (target),Go - Ist,Go - Soll\nAna Soto,3,4,2,3\n",
        "Name,C#,,Go,\n,Ist,Soll,Ist,Soll\nAna Soto,3,4,2,3\n",
    ] {
        let (_, people, skills, ratings) = found(text);
        assert_eq!((people, skills, ratings), (ids(&["ana-soto"]), ids(&["c-sharp", "go"]), 2), "{text}");
    }
    // A skill of which nothing is aimed at may be called so.
    assert_eq!(found("Name,Alternating current,Go\nAna Soto,3,2\n").2, ["alternating-current", "go"]);
}

#[test]
fn a_flag_may_name_a_heading_as_it_stands_there() {
    let text = "Email,Rate yourself [Rust],Rate yourself [Go]\nana@example.com,3,2\n";
    for heading in ["rate yourself [rust]", "rust"] {
        let mut options = options();
        options.map.insert(heading.into(), Target::Skill(Id::new("rust-lang")));
        let import = read_with(text, &options).unwrap();
        assert_eq!((import.skills[0].id.as_str(), import.unused.len()), ("rust-lang", 0), "{heading}");
    }
}

#[test]
fn flags_that_fit_nothing_are_told() {
    let mut options = options();
    options.map.insert("emial".into(), Target::Field(Field::Email));
    options.map.insert("column b".into(), Target::Skill(Id::new("rust-lang")));
    options.levels.insert("basic".into(), Meaning::Unrated);
    options.people.insert("zoe".into(), PersonChoice::New);
    let import = read_with("Name,Rust\nAna Soto,3\n", &options).unwrap();
    assert_eq!(import.unused, ["--map \"emial=…\"", "--level \"basic=…\"", "--person \"zoe=…\""]);
    assert_eq!(import.skills.first().map(|it| it.id.as_str()), Some("rust-lang"));
}

/// The text of the record at a path.
fn record(import: &Import, path: &str) -> String {
    let found = import.records.iter().find(|record| record.path == path);
    found.unwrap_or_else(|| panic!("{path}: {:?}", import.records)).text.clone()
}

#[test]
fn one_day_decides_which_comes_first_for_all_of_them() {
    let import = read_text("Name,Start date,Rust\nAna Soto,3/5/2025,3\nBen Roy,3/25/2025,2\n");
    assert!(record(&import, "people/ana-soto/profile.yaml").contains("\nstarted: 2025-03-05\n"));
    assert_eq!(import.remarks, []);
    let text = "Name,Start date,Rated on,Rust\nAna Soto,3/5/2025,25/3/2026,3\n";
    let profile = record(&read_text(text), "people/ana-soto/profile.yaml");
    assert!(profile.contains("\nstarted: 2025-05-03\n"), "{profile}");
}

#[test]
fn whom_a_flag_names_is_a_person_whatever_the_name_reads_like() {
    let text = "Name,Rust\nAna Soto,3\n\"Sum, Li\",4\n";
    assert_eq!(found(text).1, ["ana-soto"]);
    let mut options = options();
    options.people.insert("sum, li".into(), PersonChoice::New);
    let import = read_with(text, &options).unwrap();
    assert_eq!((import.people.len(), import.unused.len()), (2, 0), "{:?}", import.people);
}

#[test]
fn a_flag_that_is_proposed_fits() {
    let text = "Name,Rust\nAna Soto,Good!\nBen Roy,\"a \"\"very\"\" long way from what she wants to be able to do\"\nChi Tran,3\n";
    let mut options = options();
    for remark in read_text(text).remarks {
        let (_, flag) = remark.help.split_once("--level \"").unwrap();
        let (named, _) = flag.split_once("=LEVEL\"").unwrap();
        options.levels.insert(told(named), Meaning::Level(Level(2)));
    }
    let import = read_with(text, &options).unwrap();
    assert_eq!((import.ratings, import.unused.len(), import.remarks.len()), (3, 0, 0), "{:?}", import.unused);
}

#[test]
fn what_holds_nothing_is_refused_with_what_to_do() {
    for (text, message) in [
        ("Name,Rust\nAna Soto,x\nBen Roy,X\n", "no cell could be read as a level; in them stands \"x\""),
        ("Name,Rust\n", "no person was found"),
        ("\n,,\n", "no person was found"),
        ("Total,3\nAverage,2\n", "no person was found"),
    ] {
        let refused = read_with(text, &options()).unwrap_err();
        assert!(refused.message.contains(message), "{text}: {}", refused.message);
        assert!(!refused.hint.is_empty());
    }
}

/// Every record is one of its kind by its place and by its schema, and its levels are of the scale.
fn assert_sound(import: &Import) {
    let mut places = BTreeSet::new();
    for record in &import.records {
        assert!(places.insert(&record.path), "{} twice", record.path);
        let place = RecordPath::parse(&record.path).unwrap();
        assert_eq!(place.kind, record.kind);
        assert!(Id::is_valid(&place.id), "{}", record.path);
        assert!(place.owner.is_none_or(|owner| Id::is_valid(&owner)), "{}", record.path);
        let source = SourceFile::new(&record.path, record.text.as_str());
        let parsed = yaml::parse(&source);
        assert!(parsed.problems.is_empty(), "{}\n{}\n{:?}", record.path, record.text, parsed.problems);
        let document = parsed.document.unwrap();
        let violations = schema::violations(record.kind, &document);
        assert!(violations.is_empty(), "{}\n{}\n{violations:?}", record.path, record.text);
        assert_eq!(crate::layout::format(&source, record.kind).unwrap(), record.text);
    }
}

#[test]
fn hostile_tables_are_read_or_refused() {
    let wide = format!("Name{}\nAna Soto{}\n", ",Rust".repeat(3_000), ",3".repeat(3_000));
    let long_cell = format!("Name,Rust\nAna Soto,{}\n", "9".repeat(1_000_000));
    let long_name = format!("Name,Rust\n{},3\nBen Roy,2\n", "Ana ".repeat(100_000));
    let open_quote = format!("Name,Rust\nAna Soto,3\nBen Roy,\"{}", "2,\n".repeat(30_000));
    let same = format!("Name,Rust\n{}", "Ana Soto,3\n".repeat(5_000));
    let many = (0..6_000).map(|n| format!("Ana {n} Soto,3\n")).collect::<String>();
    for text in [wide, long_cell, long_name, open_quote, same, format!("Name,Rust\n{many}")] {
        if let Ok(import) = read_with(&text, &options()) {
            assert_sound(&import);
        }
    }
}

#[test]
fn hundreds_of_people_and_skills_are_read_whole() {
    let head: String = (0..100).map(|n| format!(",Skill number {n}")).collect();
    let levels: String = (0..100).map(|n| format!(",{}", n % 5 + 1)).collect();
    let rows: String = (0..300).map(|n| format!("Person{n} Last{n}{levels}\n")).collect();
    let (shape, people, skills, ratings) = found(&format!("Name{head}\n{rows}"));
    assert_eq!((shape, people.len(), skills.len(), ratings), (Shape::PeopleInRows, 300, 100, 30_000));
}

/// Cells as spreadsheets have them, and some that none should have.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[0-6]",
        2 => Just(String::new()),
        1 => "[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}",
        1 => prop::sample::select(vec![
            "Name", "Email", "Role", "Team", "Level", "Skill", "Rust", "C#", "C++", "Total", "Ø", "x", "n/a", "expert",
            "3 - proficient", "2,5", "=1+1", "#REF!", "2026-11-01", "31/12/2026", "ana@example.com", "Müller, Jörg",
            "null", "true", "- a: b", "# x", "'", "{", "\u{1}", "a\nb", "学习", "007", "Senior Backend Engineer",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

fn table() -> impl Strategy<Value = String> {
    let delimiter = prop::sample::select(vec![",", ";", "\t"]);
    let rows = prop::collection::vec(prop::collection::vec(cell(), 0..7), 0..9);
    (rows, delimiter, any::<bool>()).prop_map(|(rows, delimiter, quoted)| {
        let line = |row: &Vec<String>| {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| {
                    let needs = quoted || cell.contains(['"', '\n', ',', ';', '\t']);
                    if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
                })
                .collect();
            cells.join(delimiter)
        };
        rows.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

proptest! {
    #[test]
    fn whatever_stands_in_a_table_leads_to_sound_records(text in table(), turned: bool) {
        let shape = turned.then_some(Shape::PeopleInColumns);
        if let Ok(import) = read_with(&text, &Options { shape, ..options() }) {
            assert_sound(&import);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Ok(import) = read_with(&text, &options()) {
            assert_sound(&import);
        }
    }
}
