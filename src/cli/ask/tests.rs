//! What is typed, without a terminal: days, numbers, flags.

use super::day::parse_day;
use super::*;

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

#[test]
fn days_are_read_as_people_write_them() {
    for (text, expected) in [
        ("2026-12-18", "2026-12-18"),
        (" Today ", "2026-11-22"),
        ("tomorrow", "2026-11-23"),
        ("yesterday", "2026-11-21"),
        ("+30d", "2026-12-22"),
        ("+ 30 days", "2026-12-22"),
        ("in 30d", "2026-12-22"),
        ("in 6 weeks", "2027-01-03"),
        ("6 weeks", "2027-01-03"),
        ("-2w", "2026-11-08"),
        ("+3m", "2027-02-22"),
        ("in 1 year", "2027-11-22"),
    ] {
        assert_eq!(parse_day(text, today()).map(|day| day.to_string()), Ok(expected.to_owned()), "{text}");
    }
    for (text, expected) in [
        ("2026-02-30", "there is no day 2026-02-30 in the calendar"),
        ("30", "`30` is no day: write YYYY-MM-DD, today, +30d or in 6 weeks"),
        ("in x days", "`in x days` is no day: write YYYY-MM-DD, today, +30d or in 6 weeks"),
        (
            "+99999999999999999999d",
            "`+99999999999999999999d` is no day: write YYYY-MM-DD, today, +30d or in 6 weeks",
        ),
        ("", "`` is no day: write YYYY-MM-DD, today, +30d or in 6 weeks"),
    ] {
        assert_eq!(parse_day(text, today()), Err(expected.to_owned()), "{text}");
    }
}

#[test]
fn a_flag_is_held_to_the_same_rules_as_a_typed_answer() {
    let output = Output::standard(crate::cli::Colour::Never);
    let asker = Asker::new(&output, today(), "milepost new goal");
    let question = Question { flag: "--deadline DATE", text: "By when?", help: "" };
    let day = |given| asker.day(&question, Some(given), Preset::Nothing, &|_| Ok(()));
    assert_eq!(day("+1d").unwrap().to_string(), "2026-11-23");
    assert_eq!(
        day("soon").unwrap_err().to_string(),
        "--deadline: `soon` is no day: write YYYY-MM-DD, today, +30d or in 6 weeks"
    );
    let hours = |given| asker.number(&question, Some(given), Preset::Nothing, &(0.0..=60.0));
    assert_eq!(hours("1,5").unwrap(), Some(1.5));
    assert_eq!(hours("61").unwrap_err().to_string(), "--deadline: 61 is not between 0 and 60");
    assert_eq!(hours("NaN").unwrap_err().to_string(), "--deadline: `NaN` is no number");
    let text = |given| asker.text(&question, Some(given), Preset::Nothing, &|_| Ok(()));
    assert_eq!(text(" two\n words ").unwrap(), "two words");
    assert_eq!(text(" ").unwrap_err().to_string(), "--deadline: this needs an answer");
    // What nobody sees is not written, and what an emoji needs is.
    assert_eq!(text("\u{202e}a\u{200b}b \u{1b}[31mred\u{2028}").unwrap(), "ab [31mred");
    assert_eq!(text("👩\u{200d}👧").unwrap(), "👩\u{200d}👧");
    assert_eq!(text(" \u{200b} ").unwrap_err().to_string(), "--deadline: this needs an answer");
    let long = |given| asker.long_text(&question, Some(given), Preset::Nothing, &|_| Ok(()));
    assert_eq!(long(" a\u{200b}\tb\r\n\r\nc\u{7} ").unwrap().unwrap(), "a b\n\nc");
}

#[test]
fn a_choice_is_found_by_key_and_by_label_and_a_slip_is_told() {
    let output = Output::standard(crate::cli::Colour::Never);
    let asker = Asker::new(&output, today(), "milepost new goal");
    let question = Question { flag: "--skill ID", text: "Which skill?", help: "" };
    let choices = [Choice::new("async-rust").label("Async Rust"), Choice::new("sql")];
    let choose = |given| asker.choice(&question, Some(given), &choices, Preset::Nothing);
    assert_eq!(choose("sql").unwrap(), 1);
    assert_eq!(choose("async rust").unwrap(), 0);
    assert_eq!(
        choose("async-rst").unwrap_err().to_string(),
        "--skill: `async-rst` is none of the choices; did you mean `async-rust`?"
    );
    assert_eq!(
        choose("painting").unwrap_err().to_string(),
        "--skill: `painting` is none of the choices: async-rust, sql"
    );
    assert_eq!(
        choose("").unwrap_err().to_string(),
        "--skill: `` is none of the choices: async-rust, sql",
        "a choice without a label is not called nothing"
    );
    let several = ["sql".to_owned(), "async-rust".to_owned(), "sql".to_owned()];
    assert_eq!(asker.choices(&question, &several, &choices, Preset::Nothing, 1).unwrap(), [0, 1]);
}

#[test]
fn a_name_that_two_have_is_not_guessed_at_and_none_of_them_has_no_key() {
    let output = Output::standard(crate::cli::Colour::Never);
    let asker = Asker::new(&output, today(), "milepost new profile");
    let question = Question { flag: "--team TEAM", text: "Team?", help: "" };
    let none = Choice::default().label("no team");
    let choose = |given, choices: &[Choice]| {
        asker.choice(&question, Some(given), choices, Preset::Nothing).map_err(|error| error.to_string())
    };
    let teams = [Choice::new("pay").label("Payments"), Choice::new("pay-2").label("payments"), none.clone()];
    assert_eq!(
        choose("Payments", &teams).unwrap_err(),
        "--team: `Payments` is the name of several: write `pay` or `pay-2`"
    );
    assert_eq!(choose("no team", &teams), Ok(2));
    assert_eq!(choose("", &teams), Ok(2));
    assert_eq!(choose("x", &teams).unwrap_err(), "--team: `x` is none of the choices: pay, pay-2");
    assert_eq!(choose("x", &[none]).unwrap_err(), "--team: `x` cannot be chosen: there is none yet");
}

#[test]
fn typing_narrows_by_name_and_id_and_not_by_what_is_said_beside_them() {
    let found = |typed: &str, choice: &Choice| {
        let option = choice.searched();
        inquire::Select::<String>::DEFAULT_SCORER(typed, &option, &option, 0).is_some()
    };
    let skill = |id: &str, name: &str| Choice::new(id).label(name).note("asked 3, not assessed yet");
    assert!(found("test", &skill("automated-testing", "Automated Testing")));
    assert!(found("sql", &skill("sql", "Relational Databases")));
    assert!(!found("test", &skill("api-design", "API Design")));
    // A colleague is known by the name, which stands beside the handle.
    let colleague = Choice::new("p-07").note("Ben Okafor, senior").also("Ben Okafor");
    assert!(found("okafor", &colleague) && found("p-07", &colleague) && !found("senior", &colleague));
}
