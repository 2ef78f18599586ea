//! What the rules of the family *Reference and framework* say, word for word: one message for each
//! way in which they say it.

use super::{fixtures, pointed_at, read, run_one};
use milepost::check::Locator;
use milepost::rules::by_id;

/// Rule, offending text, message, help, replacement.
type Said = (&'static str, &'static str, &'static str, &'static str, Option<&'static str>);

const SAID: &[Said] = &[
    (
        "unresolved-reference",
        "asnyc-rust",
        "there is no skill `asnyc-rust`; did you mean `async-rust`?",
        "write `async-rust`",
        Some("async-rust"),
    ),
    (
        "unresolved-reference",
        "cobol",
        "there is no skill `cobol`",
        "name a skill that exists, or add framework/skills/cobol.yaml",
        None,
    ),
    (
        "unresolved-reference",
        "midd",
        "the role `backend-engineer` has no tier `midd`; did you mean `mid`?",
        "write `mid`",
        Some("mid"),
    ),
    (
        "unresolved-reference",
        "data",
        "the policy lists no discipline `data`",
        "write one of `backend` and `frontend`, or add it to `disciplines` in milepost.yaml",
        None,
    ),
    (
        "unresolved-reference",
        "bne",
        "there is nobody with the handle `bne`; did you mean `ben`?",
        "write `ben`",
        Some("ben"),
    ),
    (
        "unresolved-reference",
        "zoe",
        "there is nobody with the handle `zoe`",
        "write the handle of somebody who has a profile, or add people/zoe/profile.yaml",
        None,
    ),
    (
        "unresolved-reference",
        "not-there",
        "this person has no portfolio entry `not-there`",
        "name an entry that exists, or add people/ana/portfolio/not-there.yaml",
        None,
    ),
    (
        "unresolved-reference",
        "testin",
        "the rubric of the skill `async-rust` has no criterion `testin`; did you mean `testing`?",
        "write `testing`",
        Some("testing"),
    ),
    ("former-reference", "chiara", "`chiara` is now called `chi`", "write the present id", Some("chi")),
    (
        "deprecated-skill",
        "fibers",
        "the skill `fibers` is deprecated",
        "name `async-rust` instead, which replaces it",
        None,
    ),
    (
        "reference-cycle",
        "rust",
        "prerequisites lead back to where they began: `async-rust` → `rust` → `feedback` → `async-rust`",
        "take out the prerequisite that is not needed first",
        None,
    ),
    (
        "undefined-level",
        "10",
        "`async-rust` has no level 10; its levels are 1, 2, 3 and 4",
        "write one of these levels, or describe the new one in the skill",
        None,
    ),
    (
        "undefined-level",
        "0",
        "`rust` has no level 0; the levels of the scale are 1, 2, 3, 4 and 5",
        "write one of these levels, or add the new one to `scale` in milepost.yaml",
        None,
    ),
    (
        "invalid-elective",
        "3",
        "3 electives are to be chosen, but there are only 2 skills to choose from",
        "write at most 2, or add skills to `from`",
        None,
    ),
    (
        "unprioritised-gap",
        "Three of four",
        "this driver has no priority for `value`",
        "add `value` to `priority`, each from 1 (little) to 3 (much)",
        None,
    ),
    (
        "stale-framework",
        "2026-08-21",
        "this skill was last reviewed on 2026-08-21; its next review was due by 2026-11-21",
        "read it, mend what no longer holds, and write the day of the review here",
        None,
    ),
    (
        "unknown-rule",
        "unresolved-refernce",
        "there is no rule `unresolved-refernce`; did you mean `unresolved-reference`?",
        "write `unresolved-reference`",
        Some("unresolved-reference"),
    ),
    (
        "unused-allow",
        "driverless-requirement",
        "this line silences nothing: `driverless-requirement` finds nothing here",
        "take this line out",
        None,
    ),
];

#[test]
fn messages_say_what_was_found_and_what_to_write() {
    for (rule, text, message, help, replacement) in SAID {
        let rule = by_id(rule).unwrap();
        let mut said = Vec::new();
        for path in fixtures(rule, "flagged") {
            let (survey, snapshot) = run_one(&read(&path), rule);
            let mut locator = Locator::new(None, snapshot);
            let here = survey.findings.iter().filter(|finding| pointed_at(finding, &mut locator).1 == *text);
            said.extend(here.cloned());
        }
        let exact = said.iter().find(|finding| finding.message == *message);
        let finding = exact.unwrap_or_else(|| panic!("`{message}` is not among {said:#?}"));
        let given = finding.help.as_ref().unwrap();
        assert_eq!(given.text, *help, "{message}");
        assert_eq!(given.replacement.as_deref(), *replacement, "{message}");
    }
}

#[test]
fn a_cycle_is_shown_whole() {
    let rule = by_id("reference-cycle").unwrap();
    let path = fixtures(rule, "flagged").remove(0);
    let (survey, _) = run_one(&read(&path), rule);
    let finding = survey.findings.iter().find(|finding| finding.message.contains("`feedback`")).unwrap();
    let shown: Vec<_> =
        finding.related.iter().map(|place| (place.location.path().into_owned(), &*place.label)).collect();
    let expected = [
        ("framework/skills/rust.yaml".to_owned(), "`rust` leads to `feedback`"),
        ("framework/skills/feedback.yaml".to_owned(), "`feedback` leads to `async-rust`"),
    ];
    assert_eq!(shown, expected);
}
