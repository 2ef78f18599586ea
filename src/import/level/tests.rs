//! Tests of how cells are read as levels.

use super::*;

fn read(text: &str) -> Reading {
    Levels::new(&Vocabulary::default(), &BTreeMap::new()).read(text)
}

#[test]
fn levels_are_read_in_many_forms() {
    for (text, level) in [
        ("3", 3),
        ("3.0", 3),
        ("4,0", 4),
        ("3/5", 3),
        ("2 of 5", 2),
        ("2 out of 5", 2),
        ("3 good", 3),
        ("3 - proficient", 3),
        ("3 – Proficient", 3),
        ("4: very solid", 4),
        ("2 (learning)", 2),
        ("Level 3", 3),
        ("L4", 4),
        ("Stufe 2", 2),
        ("Expert", 5),
        ("ADVANCED", 4),
        ("basic", 1),
        ("intermediate", 3),
        ("Grundkenntnisse", 1),
        ("★★★☆☆", 3),
        ("●●○○○", 2),
    ] {
        assert!(
            matches!(read(text), Reading::Level(Level(it), _) if it == level),
            "{text}: {:?}",
            read(text)
        );
    }
}

#[test]
fn a_half_level_counts_when_the_whole_one_is_reached() {
    assert_eq!(read("2.5"), Reading::Level(Level(2), true));
    assert_eq!(read("2,5"), Reading::Level(Level(2), true));
    assert_eq!(read("0.5"), Reading::NothingYet);
    assert_eq!(read("3"), Reading::Level(Level(3), false));
}

#[test]
fn a_note_behind_a_level_is_told() {
    for (text, told) in [("4 - can teach", true), ("2*", true), ("4 - Advanced", false), ("L4", false)] {
        assert!(matches!(read(text), Reading::Level(_, it) if it == told), "{text}");
    }
}

#[test]
fn nothing_yet_is_no_level_of_a_scale_from_one() {
    for text in ["0", "none", "No knowledge", "keine", "0 - none"] {
        assert_eq!(read(text), Reading::NothingYet, "{text}");
    }
    for text in ["", "-", "–", "n/a", "N/A", "?", "tbd", "k.A."] {
        assert_eq!(read(text), Reading::Unrated, "{text}");
    }
}

#[test]
fn what_could_mean_two_things_is_not_read() {
    for (text, why) in [
        ("x", "how well"),
        ("✓", "how well"),
        ("A", "which end"),
        ("6", "not on your scale, which is 1 to 5"),
        ("3/10", "out of 10"),
        ("3-4", "more than one number"),
        ("3→4", "more than one number"),
        ("3 (since 2024)", "more than one number"),
        ("3 years", "something else than levels"),
        ("5 projects", "something else than levels"),
        ("1st", "something else than levels"),
        ("2x", "something else than levels"),
        ("3+", "more than one level"),
        ("3 -> 4", "more than one number"),
        ("3 to 4", "more than one number"),
        ("3 expert", "level 5"),
        ("80%", "percentage"),
        ("#REF!", "formula"),
        ("#NV", "formula"),
        ("=1+2", "formula"),
        ("@SUM(1)", "formula"),
        ("01.02.2026", "date"),
        ("3/5/2026", "date or a fraction"),
        ("good enough", "no level"),
        ("99999999999", "not on your scale"),
    ] {
        let Reading::Unknown(found, help) = read(text) else { panic!("{text}: {:?}", read(text)) };
        assert!(found.contains(why) && !help.is_empty(), "{text}: {found}");
    }
}

#[test]
fn what_is_told_comes_first() {
    let told = BTreeMap::from([("x".into(), Meaning::Level(Level(3))), ("6".into(), Meaning::Unrated)]);
    let vocabulary = Vocabulary::default();
    let mut levels = Levels::new(&vocabulary, &told);
    assert_eq!(levels.read("X"), Reading::Level(Level(3), true));
    assert_eq!(levels.read("6"), Reading::Unrated);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_as_something(text in "\\PC{0,30}") {
        if let Reading::Level(level, _) = read(&text) {
            proptest::prop_assert!((1..=5).contains(&level.0));
        }
    }
}
