//! A title that is an opener and nothing but the skill's name.

use crate::finding::{Audience, Finding, Severity};
use crate::record::Person;
use crate::rules::goal::{UNDERWAY, goals};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "vague-goal",
    family: Family::Goal,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: false,
    summary: "a title that says `learn`, `improve` or the like, and nothing but the skill's name",
    docs: Docs {
        finds: "The `title` of an active or done goal is one of the openers in `goals.vague_words`, alone \
                or followed by nothing but the name or the id of the goal's skill. Letter case, \
                punctuation and the articles a, an and the do not count. Drafts and dropped goals are \
                left alone.",
        why: "\"Learn Rust\" is never finished. A title that says what somebody will be able to do gives \
              the goal an end, and tells everybody what to ask that person for afterwards.",
        bad: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Learn async Rust\nskill: async-rust",
        },
        good: Example {
            path: "people/ana/goals/2026-10-05-async-rust.yaml",
            yaml: "title: Run the webhook worker on async Rust\nskill: async-rust",
        },
        change: "Set the openers in `goals.vague_words` in milepost.yaml, or the severity under `rules`.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let openers = &setting.policy.vague_words;
    for goal in goals(person, setting, UNDERWAY) {
        let title = plain(&goal.data.title);
        let skill = goal.data.skill.as_deref();
        let record = skill.and_then(|skill| setting.framework.skills.get(skill));
        let names =
            [record.map(|record| &*record.data.name), record.map(|record| &*record.id), skill, Some("")];
        // Nearly no title begins with an opener, and then no name is looked at.
        let vague = openers
            .iter()
            .filter_map(|opener| words(opener).try_fold(&*title, |rest, word| rest.strip_prefix(word)))
            .any(|rest| names.iter().flatten().any(|name| rest == plain(name)));
        if vague {
            findings.push(
                RULE.finding(goal.value("/title"), "the title says what to learn, but not what it is for")
                    .label("too vague to be finished")
                    .help("say what you will be able to do, such as `Run the webhook worker on async Rust`"),
            );
        }
    }
}

/// The letters and digits of the words that are no articles, in lower case. Written together, so
/// that languages without spaces between words compare as well.
fn plain(text: &str) -> String {
    words(&text.to_lowercase()).collect()
}

/// The words of a text in lower case that are no articles; openers of the policy are in lower case.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !matches!(*word, "a" | "an" | "the"))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn case_punctuation_and_articles_do_not_count() {
        for (text, expected) in [
            ("Learn async Rust!", "learnasyncrust"),
            ("Get better at the \u{201c}Async Rust\u{201d}", "getbetteratasyncrust"),
            ("async-rust", "asyncrust"),
            ("Theory", "theory"),
            ("\u{5b66}\u{4e60} Rust", "\u{5b66}\u{4e60}rust"),
            (" \u{2014} ", ""),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
