//! Tests of what headings mean.

use super::*;

#[test]
fn headings_are_known_however_they_are_written() {
    for (heading, field) in [
        ("Full name", Some(Field::Name)),
        ("E-Mail", Some(Field::Email)),
        ("E-Mail-Adresse", Some(Field::Email)),
        ("Job Title", Some(Field::Role)),
        ("Level", Some(Field::Tier)),
        ("Start date (ISO)", Some(Field::Started)),
        ("Führungskraft", Some(Field::Manager)),
        ("First", Some(Field::FirstName)),
        ("Last", Some(Field::LastName)),
        ("Years of experience", Some(Field::Ignore)),
        ("Erfahrung (Jahre)", Some(Field::Ignore)),
        ("Experience design", None),
        ("Rust", None),
        ("Mentoring", None),
        ("", None),
    ] {
        assert_eq!(known(heading, false), field, "{heading}");
    }
    assert_eq!(known("Level", true), Some(Field::Level));
}

#[test]
fn what_is_computed_is_told_apart_from_people_and_skills() {
    for text in ["Total", "Ø", "Ø Team", "Durchschnitt Team", "Average score", "Soll", "SUM"] {
        assert!(is_summary(text), "{text}");
    }
    for text in ["Max", "Max Mean", "Rust", "Target language", "Summer", "Countess Ada", ""] {
        assert!(!is_summary(text), "{text}");
    }
    for text in ["Rust target", "Rust (Soll)", "API design - Gap"] {
        assert!(is_target(text), "{text}");
    }
    for text in ["Target", "Target language", "Rust (current)", "Rust"] {
        assert!(!is_target(text), "{text}");
    }
    for (text, skill) in [
        ("Rust (current)", Some("Rust")),
        ("C++ - Ist", Some("C++")),
        ("Ist", Some("")),
        ("Rust", None),
        ("", None),
    ] {
        assert_eq!(before_present(text), skill, "{text}");
    }
    assert!(is_wish("Rust (interest)") && is_wish("Interesse") && !is_wish("Interest rates"));
    assert!(is_level_of_group("Current", false) && is_level_of_group("Ist", false));
    assert!(is_level_of_group("Rating", true) && !is_level_of_group("Rating", false));
    assert!(is_by_somebody("Rust (Manager)") && is_by_somebody("Self") && !is_by_somebody("Rust"));
    for (heading, name) in
        [("Rust (1-5)", "Rust"), ("Go (skill)", "Go"), ("C (all)", "C (all)"), ("(1)", "(1)")]
    {
        assert_eq!(without_scale(heading), name);
    }
    assert!(is_legend_word("Legend:") && !is_legend_word("Scale Ana"));
    assert!(is_legend("Legend: 0 = none") && is_legend("Stand: 01.11.2026") && !is_legend("Stan Lee"));
}

#[test]
fn fields_are_found_by_the_names_of_the_flag() {
    for (field, name) in Field::ALL {
        assert_eq!(Field::named(name), Some(field));
    }
    assert_eq!(Field::named("colour"), None);
}
