//! Everybody as they stood on several days, over real repositories.

use std::collections::BTreeMap;
use std::sync::Arc;

use milepost::calendar::{Date, Zone};
use milepost::load::past::{PastStates, load_past};
use milepost::load::{Past, load_person};
use milepost::record::Records;
use milepost::source::Repository;
use proptest::prelude::*;

use crate::common::Sandbox;

const DAYS: [&str; 4] = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"];

fn profile(more: &str) -> String {
    format!("role: engineer\ntier: mid\ndiscipline: backend\nstarted: 2025-03-03\n{more}")
}

fn entry(title: &str) -> String {
    format!("date: 2026-01-05\ntitle: {title}\ntype: reading\nskills: [rust]\nlearned: All of it\n")
}

fn days() -> Vec<Date> {
    DAYS.iter().map(|day| day.parse().unwrap()).collect()
}

fn states(repository: &Repository, root: &str) -> PastStates {
    let tip = repository.resolve("HEAD").unwrap();
    load_past(&Past { repository, tip: &tip, root, zone: &Zone::utc() }, &days()).unwrap()
}

fn open(sandbox: &Sandbox) -> Repository {
    Repository::discover(sandbox.path()).unwrap()
}

/// Of each person, for each day on which they were there: `month: handle, title of each entry`.
fn told(states: &PastStates) -> BTreeMap<String, Vec<String>> {
    let told = states.visit(|person| {
        let days = person.days.iter().map(|on| {
            assert_eq!(on.day, states.days()[on.index].day);
            let titles: Vec<&str> = on.person.entries.iter().map(|it| it.data.title.as_str()).collect();
            format!("{}: {} {}", &on.day.to_string()[5..7], on.person.handle.as_str(), titles.join(" "))
        });
        (person.handle.as_str().to_owned(), days.collect())
    });
    let told = told.unwrap();
    assert_eq!(told.len(), states.people());
    assert!(told.is_sorted());
    told.into_iter().collect()
}

/// Ana grows, Ben joins in February and is deleted in April, Chi is called chiara from March on.
fn three_people(root: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let write = |path: &str, content: &str| sandbox.write(&format!("{root}{path}"), content);
    write("milepost.yaml", "version: 1\n");
    write("framework/skills/rust.yaml", "name: Rust\nkind: technical\nproficient_from: 3\n");
    write("teams/core.yaml", "name: Core\n");
    for handle in ["ana", "chi"] {
        write(&format!("people/{handle}/profile.yaml"), &profile(""));
        write(&format!("people/{handle}/portfolio/one.yaml"), &entry("One"));
    }
    sandbox.commit_at("2026-01-10T12:00:00+00:00", "january");
    write("people/ben/profile.yaml", &profile(""));
    write("people/ana/portfolio/two.yaml", &entry("Two"));
    sandbox.commit_at("2026-02-10T12:00:00+00:00", "february");
    let (old, new) = (format!("{root}people/chi"), format!("{root}people/chiara"));
    sandbox.git(&["mv", &old, &new]);
    write("people/chiara/profile.yaml", &profile("formerly: [chi]\n"));
    write("teams/core.yaml", "name: The core\n");
    sandbox.commit_at("2026-03-10T12:00:00+00:00", "march");
    sandbox.remove(&format!("{root}people/ben"));
    write("people/ana/portfolio/one.yaml", &entry("Once"));
    sandbox.commit_at("2026-04-10T12:00:00+00:00", "april");
    sandbox
}

#[test]
fn each_person_is_seen_as_they_stood_on_each_day() {
    for root in ["", "docs/learning/"] {
        let sandbox = three_people(root);
        let states = states(&open(&sandbox), root);
        assert_eq!(states.known_since(), None);
        let expected: BTreeMap<String, Vec<String>> = [
            ("ana", &["01: ana One", "02: ana One Two", "03: ana One Two", "04: ana Once Two"][..]),
            ("ben", &["02: ben ", "03: ben "]),
            ("chiara", &["01: chi One", "02: chi One", "03: chiara One", "04: chiara One"]),
        ]
        .map(|(handle, days)| (handle.to_owned(), days.iter().map(|day| (*day).to_owned()).collect()))
        .into();
        assert_eq!(told(&states), expected);
        let counts = states.fold(
            || [0; 4],
            |person| [0, 1, 2, 3].map(|index| u8::from(person.days.iter().any(|on| on.index == index))),
            |a, b| [0, 1, 2, 3].map(|index| a[index] + b[index]),
        );
        assert_eq!(counts.unwrap(), [2, 3, 3, 2]);
    }
}

#[test]
fn what_did_not_change_is_shared() {
    let sandbox = three_people("");
    let states = states(&open(&sandbox), "");
    let state = |index: usize| states.days()[index].state.as_ref().unwrap();
    for index in 1..4 {
        assert!(Arc::ptr_eq(&state(0).framework, &state(index).framework));
        assert!(Arc::ptr_eq(state(0).policy.as_ref().unwrap(), state(index).policy.as_ref().unwrap()));
    }
    assert!(Arc::ptr_eq(&state(0).groups, &state(1).groups));
    assert!(!Arc::ptr_eq(&state(1).groups, &state(2).groups));
    assert!(Arc::ptr_eq(&state(2).groups, &state(3).groups));
    assert_eq!(state(2).groups.teams.get("core").unwrap().data.name, "The core");
    let same = states.visit(|person| {
        person.days.windows(2).map(|pair| Arc::ptr_eq(&pair[0].person, &pair[1].person)).collect()
    });
    let same: Vec<Vec<bool>> = same.unwrap();
    assert_eq!(same, [vec![false, true, false], vec![true], vec![true, false, true]]);
}

#[test]
fn days_before_the_repository_and_before_the_clone_are_told_apart() {
    let sandbox = Sandbox::new();
    sandbox.write("README.md", "Something else");
    sandbox.commit_at("2026-02-01T12:00:00+00:00", "february");
    sandbox.write("learning/people/ana/profile.yaml", profile(""));
    sandbox.commit_at("2026-03-01T12:00:00+00:00", "march");
    let all = states(&open(&sandbox), "learning");
    let stood =
        |states: &PastStates| -> Vec<bool> { states.days().iter().map(|day| day.state.is_some()).collect() };
    assert_eq!(stood(&all), [false, false, true, true]);
    assert_eq!(all.known_since(), None);
    assert!(all.days()[2].state.as_ref().unwrap().policy.is_none());

    let (from, to) = (format!("file://{}", sandbox.path().display()), sandbox.beside("shallow"));
    sandbox.git(&["clone", "--quiet", "--depth", "1", &from, to.to_str().unwrap()]);
    let shallow = states(&Repository::discover(&to).unwrap(), "learning");
    assert_eq!(stood(&shallow), [false, false, true, true]);
    assert_eq!(shallow.known_since(), Some("2026-03-01".parse().unwrap()));
    assert_eq!(told(&shallow), told(&all));
}

#[test]
fn handles_are_followed_over_several_names_and_copies() {
    let sandbox = Sandbox::new();
    let write = |handle: &str, formerly: &str, title: &str| {
        sandbox.write(&format!("people/{handle}/profile.yaml"), profile(formerly));
        sandbox.write(&format!("people/{handle}/portfolio/one.yaml"), entry(title));
    };
    write("a", "", "First");
    sandbox.commit_at("2026-01-10T12:00:00+00:00", "january");
    // Copied first, removed later; the next name knows of the second only.
    write("b", "formerly: [a]\n", "Second");
    sandbox.commit_at("2026-02-10T12:00:00+00:00", "february");
    sandbox.remove("people/a");
    sandbox.commit_at("2026-03-10T12:00:00+00:00", "march");
    sandbox.remove("people/b");
    write("c", "formerly: [b]\n", "Third");
    sandbox.commit_at("2026-04-10T12:00:00+00:00", "april");
    let told = told(&states(&open(&sandbox), ""));
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told["c"][0], "01: a First");
    assert_eq!(told["c"][2..], ["03: b Second", "04: c Third"]);
}

#[test]
fn broken_and_hostile_folders_stop_nobody() {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: [\n");
    sandbox.write("people/ana/profile.yaml", profile(""));
    sandbox.write("people/ana/portfolio/one.yaml", "date: [\n");
    sandbox.write("people/ana/portfolio/two.yaml", entry("Two"));
    sandbox.write("people/ben/profile.yaml", [0xff, 0xfe, 0x00]);
    sandbox.write("people/Not A Handle/profile.yaml", profile(""));
    sandbox.write("people/README.md", "hello");
    sandbox.commit_at("2026-01-10T12:00:00+00:00", "january");
    sandbox.write("people/ana/portfolio/two.yaml", entry("Two again"));
    sandbox.commit_at("2026-02-10T12:00:00+00:00", "february");
    let states = states(&open(&sandbox), "");
    assert!(states.days()[0].state.as_ref().unwrap().policy.is_none());
    let broken = states.visit(|person| {
        let on = person.days.iter().map(|on| (on.person.entries.len(), on.person.entries.all_read()));
        (person.handle.as_str().to_owned(), on.collect::<Vec<_>>())
    });
    let expected = [
        ("ana".to_owned(), vec![(2, false); 4]),
        // Nothing of it is a record that could be read.
        ("ben".to_owned(), vec![(0, true); 4]),
    ];
    assert_eq!(broken.unwrap(), expected);
}

fn ids<T>(records: &Records<T>, text: impl Fn(&T) -> String) -> Vec<String> {
    let valid = records.iter().map(|record| format!("{} {} {}", record.id, record.path, text(&record.data)));
    valid.chain(records.ids().map(|id| id.as_str().to_owned())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// What is read of several days at once is what reading each day by itself gives.
    #[test]
    fn sharing_changes_nothing(
        steps in proptest::collection::vec(
            proptest::collection::vec((0..3_usize, 0..4_usize, 0..4_usize), 0..6), 4)
    ) {
        let sandbox = Sandbox::new();
        sandbox.write("people/p-0/profile.yaml", profile(""));
        for (month, files) in steps.iter().enumerate() {
            for (person, file, content) in files {
                let path = format!("people/p-{person}/portfolio/e-{file}.yaml");
                match content {
                    0 if sandbox.path().join(&path).exists() => sandbox.remove(&path),
                    0 => {}
                    1 => sandbox.write(&path, "title: [\n"),
                    _ => sandbox.write(&path, entry(&format!("T{content}"))),
                }
            }
            sandbox.commit_at(&format!("2026-0{}-10T12:00:00+00:00", month + 1), "month");
        }
        let states = states(&open(&sandbox), "");
        let seen = states.visit(|person| {
            for on in &person.days {
                let alone = load_person(&on.state.snapshot, on.person.handle.as_str()).unwrap().data;
                assert_eq!(
                    ids(&on.person.entries, |entry| entry.title.clone()),
                    ids(&alone.entries, |entry| entry.title.clone())
                );
                assert_eq!(on.person.profile.is_some(), alone.profile.is_some());
            }
            person.days.len()
        });
        let folders: usize = states
            .days()
            .iter()
            .map(|day| day.state.as_ref().unwrap().snapshot.list("people").unwrap().len())
            .sum();
        prop_assert_eq!(seen.unwrap().into_iter().sum::<usize>(), folders);
    }
}
