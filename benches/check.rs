//! How long checking takes, through the library: everything, a small change, one bad file.
//!
//! `cargo bench --bench check`; the repositories are made in a temporary folder first. Whole
//! processes, and the comparison with a validator, are in `compare.sh`.

#![allow(clippy::unwrap_used, missing_docs)] // a bench that cannot run has nothing to tell

mod generator;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use milepost::calendar::Date;
use milepost::check::{self, Comparison, Scope, Settings, State, Survey};
use milepost::policy::Policy;
use milepost::rules::{Flags, Severities};
use milepost::schema;
use milepost::source::{Head, Repository, Snapshot, SourceFile, lay_over};
use milepost::yaml;

fn today() -> Date {
    generator::TODAY.parse().unwrap()
}

fn settings(policy: &Policy) -> Settings {
    Settings {
        severities: Severities::new(policy, Flags::default()),
        policy: policy.clone(),
        today: today(),
        opened: today(),
    }
}

fn policy(state: &State) -> Policy {
    state.policy.checked.clone().unwrap()
}

/// As `milepost check` does it, opened anew: nothing is remembered from one run to the next.
fn check_everything(snapshot: Snapshot) -> Survey {
    let state = State::load(snapshot).unwrap();
    check::survey(&state, None, &Scope::Everything, &settings(&policy(&state))).unwrap()
}

fn check_from_git(folder: &Path) -> Survey {
    let repository = Repository::discover(folder).unwrap();
    let head = repository.resolve("main").unwrap();
    check_everything(repository.snapshot(&head, "").unwrap())
}

fn check_working_tree(folder: &Path) -> Survey {
    check_everything(Repository::discover(folder).unwrap().working_tree("").unwrap())
}

/// As `milepost check --base main --head topic` does it.
fn check_change(folder: &Path) -> Comparison {
    let repository = Repository::discover(folder).unwrap();
    let base = repository.resolve("main").unwrap();
    let head = repository.resolve(generator::TOPIC).unwrap();
    let fork = repository.merge_base(&base, &head).unwrap();
    let change = repository.change(&fork, Head::Revision(&head), "").unwrap();
    let base_change = repository.change(&fork, Head::Revision(&base), "").unwrap();
    let snapshot = repository.snapshot(&base, "").unwrap();
    let overlay = lay_over(&repository, &snapshot, &base_change, &change).unwrap();
    let before = State::load(snapshot).unwrap();
    let after = check::state_after(&before, &overlay).unwrap();
    check::compare(&before, &after, &overlay, &settings(&policy(&before))).unwrap()
}

/// A repository of that many people; kept for the length of the run.
fn repository(work: &Path, people: usize, check_out: bool) -> PathBuf {
    let folder = work.join(people.to_string());
    generator::repository(&folder, people, check_out).unwrap();
    folder
}

fn full_check(criterion: &mut Criterion) {
    let work = tempfile::tempdir().unwrap();
    let mut group = criterion.benchmark_group("full check");
    group.sample_size(10).measurement_time(Duration::from_secs(15));
    for people in [100, 1000] {
        let folder = repository(work.path(), people, true);
        let records = people * generator::RECORDS;
        assert!(check_from_git(&folder).records >= records);
        group.throughput(Throughput::Elements(records as u64));
        group.bench_with_input(BenchmarkId::new("from Git", records), &folder, |bencher, folder| {
            bencher.iter(|| black_box(check_from_git(folder)));
        });
        group.bench_with_input(BenchmarkId::new("working tree", records), &folder, |bencher, folder| {
            bencher.iter(|| black_box(check_working_tree(folder)));
        });
    }
    group.finish();
}

fn small_change(criterion: &mut Criterion) {
    let work = tempfile::tempdir().unwrap();
    let mut group = criterion.benchmark_group("change of 10 records");
    group.sample_size(50);
    for people in [100, 10_000] {
        let folder = repository(work.path(), people, false);
        assert_eq!(check_change(&folder).touched.len(), 10);
        let records = people * generator::RECORDS;
        group.bench_with_input(BenchmarkId::from_parameter(records), &folder, |bencher, folder| {
            bencher.iter(|| black_box(check_change(folder)));
        });
    }
    group.finish();
}

fn one_bad_file(criterion: &mut Criterion) {
    let work = tempfile::tempdir().unwrap();
    let folder = repository(work.path(), 2, true);
    let goal = folder.join("people/person-00001/goals/2026-10-05-second.yaml");
    std::fs::write(goal, "title: Async Rust\ndeadlin: tomorrow\n").unwrap();
    assert!(!check_working_tree(&folder).findings.is_empty());
    criterion.bench_function("one bad file among 40", |bencher| {
        bencher.iter(|| black_box(check_working_tree(&folder)));
    });
}

fn one_record(criterion: &mut Criterion) {
    let mut goal = None;
    let wanted = "people/person-00000/goals/2026-05-04-first.yaml";
    let keep = &mut |path: &str, text: &str| {
        if path == wanted {
            goal = Some(SourceFile::new(path, text));
        }
        Ok(())
    };
    generator::files(1, keep).unwrap();
    let goal = goal.unwrap();
    let mut group = criterion.benchmark_group("one record");
    group.throughput(Throughput::Bytes(goal.text().len() as u64));
    group.bench_function("parse", |bencher| bencher.iter(|| black_box(yaml::parse(&goal))));
    let document = yaml::parse(&goal).document.unwrap();
    group.bench_function("schema", |bencher| {
        bencher.iter(|| black_box(schema::violations(milepost::record::Kind::Goal, &document)));
    });
    group.finish();
}

criterion_group!(benches, full_check, small_change, one_bad_file, one_record);
criterion_main!(benches);
