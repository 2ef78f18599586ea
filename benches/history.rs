//! How long it takes to walk a history of 2,000 commits that touch 20,000 files of 1,000 people, and
//! what `git log` takes for the same in the same run.
//!
//! `cargo bench --bench history`; the repository is made in a temporary folder first.

#![allow(clippy::unwrap_used, missing_docs)] // a bench that cannot run has nothing to tell

mod generator;

use std::collections::BTreeSet;
use std::hint::black_box;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use generator::{git, handle, run};
use milepost::calendar::Zone;
use milepost::load::{Histories, Past, People, Whose, load_histories};
use milepost::source::{History, Repository};

const PEOPLE: usize = 1_000;
const COMMITS: usize = 2_000;
const FILES_A_COMMIT: usize = 10;
/// Every commit touches one record each of ten people: the folders of one person are touched in one
/// commit of a hundred.
const TOUCHED: usize = COMMITS * FILES_A_COMMIT;

/// Makes a packed repository whose branch `main` begins with everybody's records, each of which a
/// later commit alters.
fn repository(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    run(git(folder).args(["init", "--quiet", "--initial-branch=main"]))?;
    let mut import = git(folder).args(["fast-import", "--quiet", "--done"]).stdin(Stdio::piped()).spawn()?;
    let pipe = import.stdin.take().ok_or_else(|| io::Error::other("no pipe to git"))?;
    let mut out = BufWriter::with_capacity(1 << 20, pipe);
    let mut records: Vec<(String, String)> = Vec::new();
    generator::files(PEOPLE, &mut |path, text| {
        records.push((path.to_owned(), text.to_owned()));
        Ok(())
    })?;
    let commit = |out: &mut BufWriter<_>, number: usize| {
        let seconds = 1_700_000_000 + number * 3_600;
        writeln!(out, "commit refs/heads/main\ncommitter Ana <ana@example.com> {seconds} +0000")?;
        writeln!(out, "data 9\nsynthetic")
    };
    commit(&mut out, 0)?;
    for (path, text) in &records {
        generator::modify(&mut out, path, text)?;
    }
    records.retain(|(path, _)| path.starts_with("people/"));
    for number in 1..=COMMITS {
        commit(&mut out, number)?;
        for step in 0..FILES_A_COMMIT {
            let nth = (number - 1) * FILES_A_COMMIT + step;
            let (person, record) = (nth % PEOPLE, nth / PEOPLE);
            if let Some((path, text)) = records.get(person * generator::RECORDS + record) {
                generator::modify(&mut out, path, &format!("{text}x-changed: {number}\n"))?;
            }
        }
    }
    generator::finish(folder, out, import)
}

/// Opened anew: nothing is remembered from one run to the next.
fn walk(folder: &Path, folders: &[&str]) -> History {
    let repository = Repository::discover(folder).unwrap();
    let tip = repository.resolve("main").unwrap();
    let folders: Vec<String> = folders.iter().map(|folder| (*folder).to_owned()).collect();
    repository.history(&tip, "", &folders).unwrap()
}

/// As a check asks for it: what the goals said before, parsed where they had several versions.
fn histories(folder: &Path, whose: Whose<'_>) -> Histories {
    let repository = Repository::discover(folder).unwrap();
    let tip = repository.resolve("main").unwrap();
    let now = repository.snapshot(&tip, "").unwrap();
    let people = People::new(now.clone());
    let past = Past { repository: &repository, tip: &tip, root: "", zone: &Zone::utc() };
    load_histories(&past, whose, &now, &people).unwrap()
}

fn log(folder: &Path, arguments: &[&str]) -> usize {
    let log = ["log", "--first-parent", "--name-only", "--format=%H"];
    git(folder).args(log).args(arguments).output().unwrap().stdout.len()
}

fn history(criterion: &mut Criterion) {
    let work = tempfile::tempdir().unwrap();
    let folder = work.path();
    repository(folder).unwrap();
    let own = format!("people/{}", handle(PEOPLE / 2));
    let touched = |folders: &[&str]| -> usize {
        walk(folder, folders)
            .steps
            .iter()
            .filter(|step| step.files.len() <= 100)
            .map(|it| it.files.len())
            .sum()
    };
    assert_eq!(touched(&["people"]), TOUCHED);
    assert_eq!(touched(&[&own]), 2 * generator::RECORDS);
    let mut group = criterion.benchmark_group("2,000 commits, 20,000 files");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    let goals = format!("{own}/goals");
    for (name, folders) in [
        ("walk: everything", &["framework", "people", "programs", "teams"][..]),
        ("walk: everybody's goals", &["people/*/goals"]),
        ("walk: one person", &[own.as_str()]),
        ("walk: one person's goals", &[goals.as_str()]),
    ] {
        group.bench_function(name, |bencher| bencher.iter(|| black_box(walk(folder, folders))));
    }
    let one = BTreeSet::from([handle(PEOPLE / 2)]);
    group.bench_function("versions: everybody's goals", |bencher| {
        bencher.iter(|| black_box(histories(folder, Whose::Everybody)));
    });
    group.bench_function("versions: one person's goals", |bencher| {
        bencher.iter(|| black_box(histories(folder, Whose::People(&one))));
    });
    group.bench_function("git log: everything", |bencher| bencher.iter(|| black_box(log(folder, &[]))));
    group.bench_function("git log: one person", |bencher| {
        bencher.iter(|| black_box(log(folder, &["--", &own])));
    });
    group.finish();
}

criterion_group!(benches, history);
criterion_main!(benches);
