//! How long it takes to look at everybody at twelve month ends, and at everybody once, in the same run.
//!
//! `cargo bench --bench past`; the repository is made in a temporary folder first: 1,000 people, whose
//! 20,000 records come over twelve months, a tenth of them altered once.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)] // a fault here is seen at once

mod generator;

use std::hint::black_box;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use generator::{git, run};
use milepost::calendar::{Date, Zone};
use milepost::load::past::{last_months_over, load_past};
use milepost::load::{Past, load_framework, load_groups, load_policy};
use milepost::source::Repository;

const PEOPLE: usize = 1_000;
const MONTHS: usize = 12;
/// The day on which the months are looked back at.
const TODAY: &str = "2026-11-22";

/// Makes a packed repository with one commit a month.
fn repository(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    run(git(folder).args(["init", "--quiet", "--initial-branch=main"]))?;
    let mut import = git(folder).args(["fast-import", "--quiet", "--done"]).stdin(Stdio::piped()).spawn()?;
    let pipe = import.stdin.take().ok_or_else(|| io::Error::other("no pipe to git"))?;
    let mut out = BufWriter::with_capacity(1 << 20, pipe);
    let mut months: Vec<Vec<(String, String)>> = vec![Vec::new(); MONTHS];
    let mut number = 0;
    generator::files(PEOPLE, &mut |path, text| {
        let own = path.starts_with("people/") && !path.ends_with("/profile.yaml");
        let month = if own { number % generator::RECORDS * MONTHS / generator::RECORDS } else { 0 };
        number += usize::from(path.starts_with("people/"));
        if number.is_multiple_of(10) && month + 1 < MONTHS {
            months[month + 1].push((path.to_owned(), format!("{text}x-changed: true\n")));
        }
        months[month].push((path.to_owned(), text.to_owned()));
        Ok(())
    })?;
    for (month, files) in months.iter().enumerate() {
        let seconds = 1_763_000_000 + month * 2_629_800;
        writeln!(out, "commit refs/heads/main\ncommitter Ana <ana@example.com> {seconds} +0000")?;
        writeln!(out, "data 9\nsynthetic")?;
        for (path, text) in files {
            generator::modify(&mut out, path, text)?;
        }
    }
    generator::finish(folder, out, import)
}

/// Opened anew: nothing is remembered from one run to the next.
fn visit(folder: &Path, days: &[Date]) -> usize {
    let repository = Repository::discover(folder).unwrap();
    let tip = repository.resolve("main").unwrap();
    let past = Past { repository: &repository, tip: &tip, root: "", zone: &Zone::utc() };
    let states = load_past(&past, days).unwrap();
    let records = |person: &milepost::load::past::PersonOnDays<'_>| {
        person.days.last().map_or(0, |on| on.person.entries.len() + on.person.assessments.len())
    };
    states.fold(|| 0, records, |a, b| a + b).unwrap()
}

fn small_parts(folder: &Path) -> usize {
    let repository = Repository::discover(folder).unwrap();
    let snapshot = repository.snapshot(&repository.resolve("main").unwrap(), "").unwrap();
    load_policy(&snapshot).unwrap();
    load_framework(&snapshot).unwrap().files.len() + load_groups(&snapshot).unwrap().files.len()
}

fn past(criterion: &mut Criterion) {
    let work = tempfile::tempdir().unwrap();
    let folder = work.path();
    repository(folder).unwrap();
    let days = last_months_over(TODAY.parse().unwrap(), MONTHS);
    let today = [TODAY.parse().unwrap()];
    assert_eq!(days.len(), MONTHS);
    assert_eq!(visit(folder, &days), visit(folder, &today));
    let mut group = criterion.benchmark_group("1,000 people, 20,000 records");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    group.bench_function("once", |bencher| bencher.iter(|| black_box(visit(folder, &today))));
    group.bench_function("at twelve month ends", |bencher| bencher.iter(|| black_box(visit(folder, &days))));
    group.bench_function("the small parts", |bencher| bencher.iter(|| black_box(small_parts(folder))));
    group.finish();
}

criterion_group!(benches, past);
criterion_main!(benches);
