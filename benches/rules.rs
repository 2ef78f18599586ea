//! What the rules cost on top of reading, parsing and schema validation, and which of them how much.
//!
//! `cargo bench --bench rules -- [PEOPLE] [ROUNDS]`, by default 1000 people (20 records each) and 15
//! rounds. A round loads every record and does nothing with it, then checks everything; the ratio is
//! taken round by round, because the machine's speed may drift, but hardly within a round. What is
//! loaded is the aggregates that every command needs; whatever else a check does counts as rules:
//! looking other people up, counting over all people, sorting, and the rules themselves.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)] // a bench that cannot run has nothing to tell

mod generator;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use milepost::calendar::Date;
use milepost::check::{self, Scope, Settings, State};
use milepost::load::{Directory as _, load_person};
use milepost::policy::Policy;
use milepost::progress::Limits;
use milepost::rules::{Check, FilesView, Flags, RULES, Setting, Severities};
use milepost::source::{Repository, Snapshot};
use rayon::prelude::*;

/// Wall time, and processor time where the system tells it.
type Taken = (Duration, Option<Duration>);

fn main() {
    // Cargo adds `--bench`.
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let people = numbers.next().unwrap_or(1000);
    let rounds = numbers.next().unwrap_or(15);
    let work = tempfile::tempdir().unwrap();
    generator::repository(work.path(), people, true).unwrap();
    report_findings(work.path());
    let records = people * generator::RECORDS;
    println!("\n{records} records, median of {rounds} rounds (lowest and highest)");
    println!(
        "{:<14}{:>9}{:>9}{:>25}{:>25}{:>16}",
        "", "load ms", "check ms", "wall +%", "processor +%", "of the lowest"
    );
    ratio("working tree", rounds, || working_tree(work.path()));
    ratio("from Git", rounds, || from_git(work.path()));
    by_rule(&working_tree(work.path()), rounds.div_ceil(3));
}

fn working_tree(folder: &Path) -> Snapshot {
    Repository::discover(folder).unwrap().working_tree("").unwrap()
}

fn from_git(folder: &Path) -> Snapshot {
    let repository = Repository::discover(folder).unwrap();
    let head = repository.resolve("main").unwrap();
    repository.snapshot(&head, "").unwrap()
}

fn settings(policy: Policy) -> Settings {
    let today: Date = generator::TODAY.parse().unwrap();
    Settings { severities: Severities::new(&policy, Flags::default()), policy, today, opened: today }
}

/// Everything read, parsed, compared with its schema and put where it belongs.
fn load(snapshot: Snapshot) -> usize {
    let state = State::load(snapshot).unwrap();
    let handles = state.people.handles();
    handles.par_iter().map(|handle| load_person(&state.snapshot, handle).unwrap().files.len()).sum()
}

/// As `milepost check` does it.
fn check(snapshot: Snapshot) -> check::Survey {
    let state = State::load(snapshot).unwrap();
    let policy = state.policy.checked.clone().unwrap();
    check::survey(&state, None, &Scope::Everything, &settings(policy)).unwrap()
}

/// Processor time of this process so far: `utime` and `stime` of proc(5), in ticks of 10 ms.
#[allow(clippy::disallowed_methods)] // no record is read
fn processor() -> Option<Duration> {
    let line = std::fs::read_to_string("/proc/self/stat").ok()?;
    let ticks = line.rsplit_once(')')?.1.split_whitespace().skip(11).take(2);
    Some(Duration::from_millis(10 * ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>()))
}

fn time<T>(run: impl FnOnce() -> T) -> Taken {
    let (wall, used) = (Instant::now(), processor());
    black_box(run());
    let used = processor().zip(used).map(|(after, before)| after - before);
    (wall.elapsed(), used)
}

/// The middle, the lowest and the highest.
fn spread(mut figures: Vec<f64>) -> (f64, f64, f64) {
    figures.sort_by(f64::total_cmp);
    let at = |index: usize| figures.get(index).copied().unwrap_or(f64::NAN);
    (at(figures.len() / 2), at(0), at(figures.len().saturating_sub(1)))
}

fn ratio(name: &str, rounds: usize, snapshot: impl Fn() -> Snapshot) {
    let (mut loads, mut checks) = (Vec::new(), Vec::new());
    for round in 0..=rounds {
        // Whoever comes second finds warmer caches: they take turns.
        let (loaded, checked) = if round % 2 == 0 {
            let loaded = time(|| load(snapshot()));
            (loaded, time(|| check(snapshot())))
        } else {
            let checked = time(|| check(snapshot()));
            (time(|| load(snapshot())), checked)
        };
        if round > 0 {
            loads.push(loaded);
            checks.push(checked);
        }
    }
    let wall = |taken: &Taken| Some(taken.0.as_secs_f64());
    let used = |taken: &Taken| Some(taken.1?.as_secs_f64());
    let figures =
        |taken: &[Taken], part: fn(&Taken) -> Option<f64>| spread(taken.iter().filter_map(part).collect());
    let more = |part: fn(&Taken) -> Option<f64>| -> String {
        let pairs = checks.iter().zip(&loads);
        let percent = pairs.filter_map(|(all, base)| Some((part(all)? / part(base)? - 1.0) * 100.0));
        let (middle, low, high) = spread(percent.collect());
        format!("{middle:.1} ({low:.1} to {high:.1})")
    };
    // Whatever else runs on the machine only ever adds: the lowest is disturbed the least.
    let lowest = (figures(&checks, used).1 / figures(&loads, used).1 - 1.0) * 100.0;
    println!(
        "{name:<14}{:>9.0}{:>9.0}{:>25}{:>25}{lowest:>16.1}",
        figures(&loads, wall).0 * 1e3,
        figures(&checks, wall).0 * 1e3,
        more(wall),
        more(used),
    );
}

/// What the rules find in the synthetic records: in a real repository it is little.
fn report_findings(folder: &Path) {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let survey = check(working_tree(folder));
    for finding in &survey.findings {
        *counts.entry((finding.rule, &finding.message)).or_default() += 1;
    }
    println!("{} records, {} findings", survey.records, survey.findings.len());
    let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
    for ((rule, _), count) in &counts {
        *by_rule.entry(rule).or_default() += count;
    }
    for (rule, count) in by_rule {
        let example = counts.keys().find(|(other, _)| *other == rule).map(|(_, message)| *message);
        println!("  {count:>6} {rule}: {}", example.unwrap_or_default());
    }
}

/// Times each rule alone, person by person and right after loading, in one thread. Looking people
/// up reads profiles, which would be counted for whichever rule asks first: it is a row of its own.
fn by_rule(snapshot: &Snapshot, rounds: usize) {
    let mut loads = Vec::new();
    let mut taken: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for _ in 0..rounds {
        let (loading, round) = one_round(snapshot);
        loads.push(loading.as_secs_f64());
        for (rule, time) in round {
            taken.entry(rule).or_default().push(time.as_secs_f64() / loading.as_secs_f64() * 100.0);
        }
    }
    let mut rows: Vec<(f64, &str)> =
        taken.into_iter().map(|(rule, shares)| (spread(shares).0, rule)).collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    let sum: f64 = rows.iter().map(|row| row.0).sum();
    let load = spread(loads).0 * 1e3;
    println!("\nrules about people in one thread: {sum:.2} % of loading people, which takes {load:.0} ms");
    for (share, rule) in rows {
        println!("  {share:>6.2} % {rule}");
    }
}

/// How long loading all people takes, and each rule over them.
fn one_round(snapshot: &Snapshot) -> (Duration, BTreeMap<&'static str, Duration>) {
    let state = State::load(snapshot.clone()).unwrap();
    let settings = settings(state.policy.checked.clone().unwrap());
    let limits = Limits::of(&settings.policy, &settings.policy.vocabulary);
    let setting = Setting {
        policy: &settings.policy,
        vocabulary: &settings.policy.vocabulary,
        limits: &limits,
        today: settings.today,
        framework: &state.framework.data,
        groups: &state.groups.data,
        directory: &*state.people,
        earlier: None,
    };
    let handles = state.people.handles();
    let mut round: BTreeMap<&str, Duration> = BTreeMap::new();
    let start = Instant::now();
    for handle in &handles {
        black_box(state.people.look_up(handle));
    }
    round.insert("(looking everybody up, where nobody was loaded)", start.elapsed());
    let mut loading = Duration::ZERO;
    for handle in handles {
        let start = Instant::now();
        let loaded = load_person(snapshot, &handle).unwrap();
        loading += start.elapsed();
        let folder = format!("people/{handle}");
        let files = FilesView { folder: &folder, files: &loaded.files };
        let mut findings = Vec::new();
        for rule in RULES {
            let start = Instant::now();
            for check in rule.checks {
                match check {
                    Check::Files(check) => check(&files, &mut findings),
                    Check::Person(check) => check(&loaded.data, &setting, &mut findings),
                    Check::PersonFiles(check) => check(&files, &setting, &mut findings),
                    Check::Policy(_)
                    | Check::Framework(_)
                    | Check::Groups(_)
                    | Check::Change(_)
                    | Check::Shared(_)
                    | Check::Repository(_)
                    | Check::Silences(_) => continue,
                }
            }
            *round.entry(rule.id).or_default() += start.elapsed();
        }
        black_box(findings);
    }
    (loading, round)
}
