//! Records that hold anything that the published schemas admit, in a repository of a few ids that
//! name each other at random: whatever stands there, the whole survey comes to an end, every finding
//! lies where there is something, and a second run says the same.

use std::fmt::Write as _;

use milepost::calendar::Date;
use milepost::check::{Locator, Scope, Settings, State, survey};
use milepost::finding::{Finding, Location};
use milepost::output::human::{self, HumanOptions};
use milepost::record::Kind;
use milepost::report::findings::{Checked, FindingsReport};
use milepost::report::located;
use milepost::rules::{Family, Flags, RULES, Severities, by_id};
use milepost::schema;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::common::learning::TODAY;
use crate::common::memory::Files;

/// Ids of every kind of record, so that a reference often hits one.
const IDS: [&str; 6] = ["one", "two", "ana", "ben", "2026-10-05-one", "missing"];
const PEOPLE: [&str; 3] = ["ana", "ben", "one"];
/// Days at the edges of the calendar, of months, and of the limits before and after today.
const DAYS: [&str; 16] = [
    "2026-11-22",
    "0001-01-01",
    "9999-12-31",
    "0000-01-01",
    "0001-01-02",
    "9999-12-30",
    "2024-02-29",
    "2026-08-24",
    "2026-10-05",
    "2026-10-23",
    "2026-11-21",
    "2026-11-23",
    "2026-12-06",
    "2026-12-22",
    "2027-01-21",
    "2027-03-31",
];
const TEXTS: [&str; 12] = [
    "x",
    "Learn one",
    "design",
    "webhook-worker",
    "https://git.example.com/1",
    "http://127.1/",
    "ana@example.com",
    "שירה بن مالك",
    "👩🏽‍💻 Ana",
    "a: b # c",
    "\u{202e}\u{0}\t\r\n",
    "Europe/Madrid",
];

/// Numbers that decide what is written down; without any left, the least is chosen.
struct Tape<'a>(std::slice::Iter<'a, u16>);

impl Tape<'_> {
    fn below(&mut self, limit: usize) -> usize {
        self.0.next().map_or(0, |number| usize::from(*number) % limit.max(1))
    }

    fn pick<'b>(&mut self, of: &[&'b str]) -> &'b str {
        of[self.below(of.len())]
    }

    /// Something that `schema`, the schema of the key `name`, admits.
    fn value(&mut self, name: &str, schema: &Value) -> Value {
        if let Some(words) = schema["enum"].as_array() {
            return words[self.below(words.len())].clone();
        }
        match schema["type"].as_str() {
            Some("object") => self.object(name, schema).into(),
            Some("array") => {
                let least = schema["minItems"].as_u64().unwrap_or(0) as usize;
                let count = least + self.below(4);
                let mut items: Vec<Value> = (0..count).map(|_| self.value(name, &schema["items"])).collect();
                if schema["uniqueItems"] == true {
                    let all = items.clone();
                    let mut index = 0;
                    items.retain(|item| {
                        index += 1;
                        !all[..index - 1].contains(item)
                    });
                }
                items.into()
            }
            Some("boolean") => (self.below(2) == 1).into(),
            Some("integer" | "number") => {
                let bound = |key: &str, other: f64| schema[key].as_f64().unwrap_or(other);
                let (least, most) = (bound("minimum", -1e12), bound("maximum", 1e12));
                let number = [1.0, 3.0, 2.0, 4.0, least, most, 30.0][self.below(7)].clamp(least, most);
                if schema["type"] == "integer" { json!(number as i64) } else { json!(number) }
            }
            _ => self.text(schema).into(),
        }
    }

    fn text(&mut self, schema: &Value) -> String {
        let most = schema["maxLength"].as_u64().unwrap_or(200) as usize;
        match schema["pattern"].as_str() {
            _ if schema["format"] == "date" => self.pick(&DAYS).to_owned(),
            Some(pattern) if pattern.starts_with("^[a-z") => self.pick(&IDS).to_owned(),
            Some(pattern) if pattern.starts_with("^[A-Z") => "EUR".to_owned(),
            _ if self.below(20) == 1 => "ß".repeat(most),
            _ => self.pick(&TEXTS).chars().take(most).collect(),
        }
    }

    fn object(&mut self, name: &str, schema: &Value) -> Map<String, Value> {
        let required = schema["required"].as_array().map_or(&[][..], Vec::as_slice);
        let mut object = Map::new();
        for (key, of_key) in schema["properties"].as_object().into_iter().flatten() {
            if required.iter().any(|other| other == key) || self.below(2) == 1 {
                object.insert(key.clone(), self.value(key, of_key));
            }
        }
        let rules: Vec<&str> = RULES.iter().map(|rule| rule.id).chain(["no-such-rule"]).collect();
        let free = &schema["additionalProperties"];
        let (keys, of_key): (&[&str], _) = match (free.is_object(), name) {
            (true, "rubric") => (&["design", "x"], free),
            (true, _) => (&rules, free),
            (false, _) => (&["0", "1", "2", "3", "4", "10"], &schema["patternProperties"]["^([0-9]|10)$"]),
        };
        if of_key.is_object() {
            for _ in 0..self.below(4) {
                object.insert(self.pick(keys).to_owned(), self.value(name, of_key));
            }
        }
        object
    }

    fn write(&mut self, files: &mut Files, path: String, kind: Kind) {
        let schema: Value = serde_json::from_str(schema::text(kind)).unwrap();
        let mut record = self.object("", &schema);
        record.remove("min_version");
        let mut text = serde_json::to_string_pretty(&record).unwrap().into_bytes();
        if self.below(16) == 1 {
            text.truncate(self.below(text.len()));
        }
        files.0.insert(path, Some(text));
    }

    fn repository(&mut self) -> Files {
        let mut files = Files::default();
        self.write(&mut files, "milepost.yaml".to_owned(), Kind::Policy);
        for (folder, kind) in [
            ("framework/skills", Kind::Skill),
            ("framework/roles", Kind::Role),
            ("framework/modules", Kind::Module),
            ("framework/credentials", Kind::Credential),
            ("teams", Kind::Team),
            ("programs", Kind::Program),
        ] {
            for _ in 0..=self.below(3) {
                let path = format!("{folder}/{}.yaml", self.pick(&IDS));
                self.write(&mut files, path, kind);
            }
        }
        for handle in PEOPLE {
            self.write(&mut files, format!("people/{handle}/profile.yaml"), Kind::Profile);
            for (folder, kind) in [
                ("goals", Kind::Goal),
                ("portfolio", Kind::Entry),
                ("assessments", Kind::Assessment),
                ("awards", Kind::Award),
                ("remediations", Kind::Remediation),
            ] {
                for _ in 0..self.below(5) {
                    let path = format!("people/{handle}/{folder}/{}.yaml", self.pick(&IDS));
                    self.write(&mut files, path, kind);
                }
            }
        }
        files
    }
}

/// What the survey of `after`, as a change of `base`, finds, and all of it as people read it.
fn judge(base: &Files, after: &Files, today: Date) -> (Vec<Finding>, String) {
    let [before, now] = [base, after].map(|files| State::load(files.snapshot("anything")).unwrap());
    let policy = before.policy.checked.clone().unwrap_or_default();
    let severities = Severities::new(&policy, Flags::default());
    let settings = Settings { policy, severities, today, opened: TODAY.parse().unwrap() };
    let change = after.before(base, &before);
    let findings = survey(&now, Some(&change), &Scope::Everything, &settings).unwrap().findings;
    let mut locator = Locator::new(Some(before.snapshot.clone()), now.snapshot.clone());
    let views = findings.iter().map(|finding| located::view(finding, None, &mut locator).unwrap()).collect();
    let report = FindingsReport::new(false, Checked::default(), views);
    let mut text = human::findings(&report, HumanOptions { all: true, ..HumanOptions::default() });
    for finding in &findings {
        writeln!(text, "{finding:?}").unwrap();
    }
    for finding in &findings {
        for location in finding.related.iter().map(|related| &related.location).chain([&finding.location]) {
            assert!(is_somewhere(finding.rule, location, &mut locator), "nothing there: {finding:?}");
        }
    }
    (findings, text)
}

/// Whether a rule may speak of what is there no more.
fn gone(rule: &str) -> bool {
    by_id(rule).is_some_and(|rule| rule.family == Family::Change)
}

fn is_somewhere(rule: &str, location: &Location, locator: &mut Locator) -> bool {
    let file = locator.file(location.side(), &location.path()).unwrap();
    match location {
        Location::Route { pointer, target, .. } => {
            let document = file.as_ref().and_then(|located| located.document.as_ref());
            // What a change takes out is told at the nearest thing that is left, or at the file.
            gone(rule) && file.is_some()
                || document.is_some_and(|document| document.locate(pointer, *target).is_some())
        }
        Location::Text { span, .. } => {
            file.is_some_and(|located| located.file.text().get(span.start..span.end).is_some())
        }
        // A file, or the folder of a person whose profile is not there.
        Location::Entry { .. } => {
            file.is_some() || PEOPLE.iter().any(|handle| location.path().ends_with(handle))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_records_hold_the_survey_ends_and_says_where(
        base in vec(any::<u16>(), 0..1500), after in vec(any::<u16>(), 0..3000),
        today in proptest::sample::select(DAYS.to_vec()),
    ) {
        let [base, after] = [&base, &after].map(|tape| Tape(tape.iter()).repository());
        let today = today.parse().unwrap();
        let (findings, text) = judge(&base, &after, today);
        prop_assert!(findings.is_sorted_by_key(|finding| &finding.location));
        prop_assert_eq!(judge(&base, &after, today).1, text);
    }
}
