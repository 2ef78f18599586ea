//! Synthetic learning repositories of any size, the same bytes on every machine.
//!
//! Twenty records a person over a framework, teams and programs that do not grow with the people.
//! Judged on [`TODAY`], the records are sound: what is measured is checking, not printing. Nothing
//! is measured here.

#![allow(clippy::indexing_slicing, dead_code)] // a fault here is seen at once; not every bench uses all

mod shared;

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The day on which the records are as they should be.
pub(crate) const TODAY: &str = "2026-11-22";
/// Records of each person.
pub(crate) const RECORDS: usize = 20;
/// The branch that changes ten records of one person.
pub(crate) const TOPIC: &str = "topic";

const AREAS: [&str; 8] =
    ["rust", "postgres", "kafka", "kubernetes", "react", "observability", "security", "testing"];
const TOPICS: [&str; 5] = ["basics", "design", "operations", "performance", "review"];
const DISCIPLINES: [&str; 5] = ["backend", "frontend", "data", "platform", "quality"];
const TIERS: [&str; 3] = ["engineer", "senior", "staff"];
const TEAMS: usize = 20;

/// What people write, a sentence each: plain text without characters that YAML would ask to quote.
const SENTENCES: [&str; 16] = [
    "We chose bounded channels over a semaphore, because back-pressure then reaches the caller.",
    "The first attempt held a lock across an await point, which the load test showed within a minute.",
    "Retries now carry a jitter, so that a recovering service is not met by everybody at once.",
    "Two reviewers asked for a smaller interface, and the second version has half as many methods.",
    "The dashboard shows the queue's age instead of its length, which is what users notice.",
    "I paired with the on-call engineer for two afternoons and wrote down every question that came up.",
    "The migration runs in batches of five hundred rows and can be stopped at any time.",
    "Measured before and after on the staging cluster, with the same recorded traffic both times.",
    "What I would do differently is to write the failing test before I touch the configuration.",
    "The alert fired three times in a month before and has not fired since the change went out.",
    "Café tests and naïve fixtures – with accents and dashes – found two bugs in the importer.",
    "The team agreed on a budget for each page, and the build fails when a page exceeds it.",
    "Reading the query plan was the turning point, since the index was there but never used.",
    "A short talk for the neighbouring team led to them adopting the same approach in their worker.",
    "The documentation has a page of its own now, with the decision and the options we left.",
    "Next time the rollout starts with one tenant, as the review after the incident suggested.",
];

/// A sequence of numbers that looks random and is the same everywhere (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    fn sentence(&mut self) -> &'static str {
        SENTENCES[self.below(SENTENCES.len())]
    }

    /// A folded block of some sentences, a line each.
    fn block(&mut self, sentences: usize, indent: usize) -> String {
        let mut text = ">-\n".to_owned();
        for _ in 0..sentences {
            let _ = writeln!(text, "{:indent$}{}", "", self.sentence());
        }
        text
    }
}

fn skill(number: usize) -> String {
    format!("{}-{}", AREAS[number % AREAS.len()], TOPICS[number / AREAS.len() % TOPICS.len()])
}

/// The handle of person `number`.
pub(crate) fn handle(number: usize) -> String {
    format!("person-{number:05}")
}

/// Calls `file` with path and text of every file of a repository of `people` people.
///
/// # Errors
/// The first error of `file`.
pub(crate) fn files(people: usize, file: &mut dyn FnMut(&str, &str) -> io::Result<()>) -> io::Result<()> {
    shared::files(file)?;
    for number in 0..people {
        person(number, people, file)?;
    }
    Ok(())
}

/// The kinds of entries in turn, with the keys that go with each.
const ENTRIES: [(&str, &str); 6] = [
    ("course", "learned"),
    ("project", "decision"),
    ("pairing", "learned"),
    ("reading", "learned"),
    ("talk", "decision"),
    ("mentoring", "learned"),
];

fn entry(numbers: &mut Numbers, goal: &Goal<'_>, step: usize, module: usize) -> (String, String) {
    let (kind, key) = ENTRIES[step % ENTRIES.len()];
    let date = format!("{}-{:02}", goal.months[step / 3], 4 + step % 3 * 7);
    let mut text = format!(
        "date: {date}\ntitle: Step {step} of moving the worker to {}\ntype: {kind}\nskills: [{}]\ngoal: {}\n",
        goal.skill, goal.skill, goal.id
    );
    if kind == "course" {
        let _ = writeln!(text, "module: module-{module:02}\n{}", goal.program);
    }
    let number = numbers.below(100_000);
    let _ = writeln!(
        text,
        "links:\n  - https://git.example.com/payments/worker/pull/{number}\n  - https://wiki.example.com/decisions/{number}\nhours: {}",
        2 + numbers.below(9)
    );
    let _ = write!(text, "{key}: {}", numbers.block(8, 2));
    if step == 1 {
        let _ = write!(text, "applied:\n  where: webhook-worker\n  outcome: {}", numbers.block(3, 4));
    }
    if step == 2 {
        let _ = write!(text, "observed:\n  by: {}\n  note: {}", goal.mentor, numbers.block(1, 4));
    }
    if kind == "course" {
        let _ = writeln!(text, "feedback: {{useful: 4, missing: More exercises on failure}}");
    }
    (format!("{date}-{kind}-{step}"), text)
}

struct Goal<'a> {
    id: &'a str,
    skill: &'a str,
    deadline: &'a str,
    until: &'a str,
    /// What only a finished goal has.
    end: &'a str,
    /// The line that names the program, or nothing.
    program: &'a str,
    /// Whoever saw the skill used.
    mentor: &'a str,
    /// The months of its entries.
    months: [&'a str; 2],
}

fn goal(numbers: &mut Numbers, goal: &Goal<'_>) -> String {
    let mut text = format!(
        "title: Run the webhook worker on {}\nskill: {}\ntarget: 3\nfrom: 2\n",
        goal.skill, goal.skill
    );
    let _ = write!(text, "measure: {}", numbers.block(3, 2));
    let _ = write!(text, "why:\n  project: webhook-worker\n  outcome: {}", numbers.block(2, 4));
    let _ = writeln!(text, "deadline: {}\n{}hours_per_week: 3\n{}", goal.deadline, goal.end, goal.program);
    let _ = write!(text, "application:\n  until: {}\n  what: {}", goal.until, numbers.block(4, 4));
    text
}

/// A rating: skill, level, and the lines that not every rating has.
type Rating<'a> = (&'a str, u8, &'a str);

fn assessment(numbers: &mut Numbers, date: &str, head: &str, ratings: &[Rating<'_>]) -> String {
    let mut text = format!("date: {date}\n{head}\nratings:\n");
    for (skill, rating, more) in ratings {
        let _ = write!(
            text,
            "  - skill: {skill}\n    rating: {rating}\n    rubric: {{design: {rating}, testing: {rating}}}\n{more}    note: {}",
            numbers.block(3, 6)
        );
    }
    let _ = write!(text, "note: {}", numbers.block(4, 2));
    text
}

fn profile(numbers: &mut Numbers, number: usize, people: usize) -> String {
    let role = number % DISCIPLINES.len();
    let (own, discipline, tier) = (handle(number), DISCIPLINES[role], TIERS[number / 5 % 2]);
    let other = |step: usize| handle((number + step) % people);
    let away = if number % 10 == 3 { "away:\n  - {start: 2026-11-16, end: 2026-11-27}\n" } else { "" };
    format!(
        "name: Person {number}\nrole: {discipline}\ntier: {tier}\ndiscipline: {discipline}\nstarted: 2026-04-01\nteam: team-{:02}\nprograms: [cohort-{role}]\nmentors: [{}, {}]\nmanager: {}\ntarget: {{role: {discipline}, tier: staff}}\naspiration:\n  skills: [{}, {}]\n  text: {}hours_per_week: 4\noffers: [{}]\nemails: [{own}@example.com]\n{away}",
        number % TEAMS,
        other(1),
        other(2),
        other(3),
        skill(role * 8),
        skill(role * 8 + 1),
        numbers.block(5, 4),
        skill(role * 8 + 2)
    )
}

fn person(
    number: usize,
    people: usize,
    file: &mut dyn FnMut(&str, &str) -> io::Result<()>,
) -> io::Result<()> {
    let mut numbers = Numbers(1000 + number as u64);
    let own = handle(number);
    let (mentor, second) = (handle((number + 1) % people), handle((number + 2) % people));
    let role = number % DISCIPLINES.len();
    let discipline = DISCIPLINES[role];
    let mut put = |path: String, text: String| file(&format!("people/{own}/{path}.yaml"), &text);
    let (done, active, third) = (skill(role * 8), skill(role * 8 + 1), skill(role * 8 + 2));
    put("profile".into(), profile(&mut numbers, number, people))?;

    let finished = Goal {
        id: "2026-05-04-first",
        skill: &done,
        until: "2026-09-25",
        deadline: "2026-08-28",
        end: "status: done\ncompleted: 2026-08-21\n",
        program: "",
        mentor: &mentor,
        months: ["2026-06", "2026-07"],
    };
    let running = Goal {
        id: "2026-10-05-second",
        skill: &active,
        deadline: "2026-12-18",
        until: "2027-01-15",
        end: "status: active\n",
        program: &format!("program: cohort-{role}\n"),
        mentor: &mentor,
        months: ["2026-10", "2026-11"],
    };
    let mut entries = Vec::new();
    for one in [&finished, &running] {
        put(format!("goals/{}", one.id), goal(&mut numbers, one))?;
        for step in 0..5 {
            let (id, text) = entry(&mut numbers, one, step, role * 4);
            entries.push(id.clone());
            put(format!("portfolio/{id}"), text)?;
        }
    }
    let evidence = format!("    evidence: [{}]\n    result: met\n", entries[1]);
    let failed = "    result: not-yet\n    score: {raw: 31, out_of: 60, tool: Kata}\n";
    let (one, two) = (format!("assessors: [{mentor}]"), format!("assessors: [{mentor}, {second}]"));
    let baseline = [(&*done, 2, ""), (&*active, 2, "")];
    let retest: [Rating<'_>; 2] = [(&done, 3, &evidence), (&third, 2, "    result: met\n")];
    for (name, date, head, ratings) in [
        ("baseline", "2026-04-20", format!("method: panel\ncycle: baseline\n{two}"), &baseline[..]),
        ("self", "2026-06-22", "method: self\ncycle: review".to_owned(), &[(&*third, 2, "")]),
        ("test", "2026-07-10", format!("method: technical\ncycle: review\n{one}"), &[(&*third, 1, failed)]),
        ("panel", "2026-08-24", format!("method: panel\ncycle: retest\n{two}"), &retest),
        ("mentor", "2026-09-15", format!("method: mentor\ncycle: review\n{one}"), &[(&*active, 2, "")]),
    ] {
        put(format!("assessments/{date}-{name}"), assessment(&mut numbers, date, &head, ratings))?;
    }
    let mut remediation = format!(
        "assessment: 2026-07-10-test\nskill: {third}\nmentor: {mentor}\nstart: 2026-07-13\ndue: 2026-08-31\nretest: 2026-08-24-panel\nactions:\n"
    );
    for week in 1..5 {
        let _ = writeln!(remediation, "  - In week {week}, as agreed. {}", numbers.sentence());
    }
    put("remediations/2026-07-13-second-try".into(), remediation)?;
    let credential = if number.is_multiple_of(2) { "foundations" } else { "certificate" };
    let award = format!(
        "credential: {discipline}-{credential}\ndate: 2026-08-30\nevidence: [{}, {}]\napproved_by: [{mentor}, {second}]\ncertificate:\n  id: MP-{number:05}\n  url: https://certificates.example.com/{own}/{discipline}\n",
        entries[0], entries[1],
    );
    put("awards/2026-08-30-foundations".into(), award)
}

pub(crate) fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder);
    for name in ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"] {
        command.env(name, "/dev/null");
    }
    command
}

pub(crate) fn run(command: &mut Command) -> io::Result<()> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{command:?}: {status}"))) }
}

fn commit(out: &mut impl Write, branch: &str, from: Option<&str>) -> io::Result<()> {
    writeln!(out, "commit refs/heads/{branch}\ncommitter Ana <ana@example.com> 1790000000 +0000")?;
    writeln!(out, "data 9\nsynthetic")?;
    from.map_or(Ok(()), |from| writeln!(out, "from {from}"))
}

pub(crate) fn modify(out: &mut impl Write, path: &str, text: &str) -> io::Result<()> {
    writeln!(out, "M 100644 inline {path}\ndata {}\n{text}", text.len())
}

/// Makes a packed Git repository of `people` people in the new folder `folder`: the branch `main`,
/// checked out, and [`TOPIC`], which changes ten records of one person and left `main` one commit
/// before its tip.
///
/// # Errors
/// Where Git cannot be run or the folder cannot be written.
pub(crate) fn repository(folder: &Path, people: usize, check_out: bool) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    run(git(folder).args(["init", "--quiet", "--initial-branch=main"]))?;
    let mut import = git(folder).args(["fast-import", "--quiet", "--done"]).stdin(Stdio::piped()).spawn()?;
    let pipe = import.stdin.take().ok_or_else(|| io::Error::other("no pipe to git"))?;
    let mut out = BufWriter::with_capacity(1 << 20, pipe);
    commit(&mut out, "main", None)?;
    let changed = format!("people/{}/", handle(people / 2));
    let moved_on = format!("people/{}/profile.yaml", handle(people / 3));
    let mut own: Vec<(String, String)> = Vec::new();
    let mut later = String::new();
    files(people, &mut |path, text| {
        if path.starts_with(&changed) && (path.contains("/goals/") || path.contains("/portfolio/")) {
            own.push((path.to_owned(), text.to_owned()));
        }
        if path == moved_on {
            later = text.to_owned();
        }
        modify(&mut out, path, text)
    })?;
    commit(&mut out, TOPIC, Some("refs/heads/main"))?;
    for (path, text) in own.iter().take(10) {
        modify(&mut out, path, &format!("{text}x-changed: true\n"))?;
    }
    commit(&mut out, "main", None)?;
    modify(&mut out, &moved_on, &format!("{later}x-moved-on: true\n"))?;
    finish(folder, out, import)?;
    if check_out {
        run(git(folder).args(["reset", "--hard", "--quiet"]))?;
    }
    Ok(())
}

/// Ends an import, and packs the repository as a server or a fresh clone would have it.
pub(crate) fn finish(folder: &Path, mut out: impl Write, mut import: Child) -> io::Result<()> {
    writeln!(out, "done")?;
    out.flush()?;
    drop(out);
    let status = import.wait()?;
    if !status.success() {
        return Err(io::Error::other(format!("git fast-import: {status}")));
    }
    run(git(folder).args(["gc", "--quiet"]))
}
