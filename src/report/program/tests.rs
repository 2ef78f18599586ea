//! Which month a program's figures about people are of.

use super::*;

#[test]
fn figures_about_people_are_of_the_last_months_end() {
    for (today, expected) in [
        ("2026-11-23", "2026-10-31"),
        ("2026-11-30", "2026-10-31"),
        ("2026-12-01", "2026-11-30"),
        ("2024-03-31", "2024-02-29"),
    ] {
        assert_eq!(last_month_end(today.parse().unwrap()).to_string(), expected, "{today}");
    }
}
