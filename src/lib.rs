//! Milepost: a Git-native learning tracker.
//!
//! Learners and mentors commit small YAML files to a Git repository; this crate reads one state of
//! it, or what merging a change would give, judges every record, and says so in a terminal, in the
//! formats of CI, or as the comment of a pull request, which it keeps up to date on the forge; and it
//! shows how people progress, in reports and pages.
//! The program (`main.rs`) is a thin shell around it.
//!
//! # How data flows
//!
//! ```text
//! bytes        text     records           figures       findings            views      outputs
//! source ────► yaml ──► record, schema ─► progress ───► rules ──► check ──► report ──► output ──► forge, cli
//! (layers of  (places)  policy, load      (pure        (a file   (one state, (what is   (how it    (where it
//!  Git and              (a file a kind)    functions)   a rule)   or two)     said)      is said)   goes)
//!  disk)
//! ```
//!
//! A module imports only what stands before it.
//!
//! # Code map
//!
//! | where | what lives there |
//! | --- | --- |
//! | [`error`] | why the program could not run, each reason with what to do |
//! | [`calendar`] | days, months, time zones; "today" is a value |
//! | [`suggest`] | did-you-mean |
//! | [`source`] | files and spans; [`source::Snapshot`], a stack of layers: Git trees, the working tree, a change laid over a base |
//! | [`finding`] | a finding: plain data with a route to its place |
//! | [`yaml`] | text → document with a span for every key and value |
//! | [`record`] | the thirteen kinds of records, the aggregates made of them, and how names become ids |
//! | [`schema`] | the JSON Schemas, and what they say of a document in plain words |
//! | [`layout`] | how a record is written: new ones, edits that keep everything else, the canonical form; pure text |
//! | [`policy`] | `milepost.yaml`, with every default applied |
//! | [`load`] | snapshot → files → aggregates; other people by look-up; everybody on past days |
//! | [`import`] | the spreadsheet of a team → people, skills, ratings, and the records made of them |
//! | [`progress`] | derived values, one definition each: levels, goals, applications, tiers, load, pace, practice, teams, ROI |
//! | [`rules`] | one file a rule, in families; which severity is in force |
//! | [`check`] | the rules over one state; what a change introduces, resolves, removes; [`check::fix`]: what is beyond doubt, put in place in memory |
//! | [`report`] | views: what is said; [`report::privacy`]: what a shared figure may say |
//! | [`output`] | writers: how it is said, in terminal, Markdown, HTML, JSON, SARIF, JUnit, annotations, iCalendar and pages; how people's text is made harmless |
//! | [`forge`] | GitHub, GitLab, Forgejo: comments, statuses, issues, reviews; what their CI says about a run, and the CI files it reads; the only place with an HTTP client |
//! | [`cli`] | one file or folder a subcommand; the only place with clock, environment and terminal. What several share: `ask` asks, `workspace` is the repository that is written to, `edited` a record with edits, `prepared` files that are judged and then written together, `commit` what becomes of them |
//!
//! # Invariants
//!
//! Tests hold each of them; most are in `tests/architecture.rs`.
//!
//! - **One room per outside crate.** git2, the YAML parser, jsonschema, minijinja, clap, and the HTTP
//!   client with its TLS (ureq, rustls) are each named in one place.
//! - **The core is pure.** Below [`cli`], nothing reads clock, environment or terminal, and only
//!   [`forge`] uses the network and may wait. The same input gives the same bytes.
//! - **Bad input is a finding; an [`error::Error`] means that nothing could be judged.** Loading
//!   never stops at the first problem, and no rule piles follow-ups on a broken record.
//! - **A place is a route until somebody prints it.** Spans are looked up then.
//! - **Scope is a type.** A rule about one person is handed that person, the framework, the groups
//!   and a look-up of profiles; it cannot see anybody else's records, so what a check costs grows
//!   with the change. What needs everybody sees counts: [`progress::census`].
//! - **Untrusted stays data.** Nothing from a tree is checked out or run, or joined to a path of the file
//!   system, except where the file that was read there is written again; text from people passes one
//!   escaping function per output. A report that one job of CI hands to another is believed as far as its
//!   schema goes ([`output::json::change_from`]).
//! - **Nothing is lost.** Records are written by `src/cli/files.rs`, whole or not at all, never over what
//!   was not read, never through a link. `new`, `done` and their kin judge in memory what they are about
//!   to write ([`source::write_over`]), and write nothing that would bring an error. `init`, which places
//!   many files, and `rename`, which moves a folder, take back what they did where they cannot end it.
//! - **One other program is started:** the person's own `git`, for `--commit`, in `src/cli/commit.rs`.
//! - **A token goes to its own host only.** It is in no error, no log and no dry run
//!   ([`forge::http`]).
//!
//! # To add something
//!
//! A subcommand: its file in [`cli`] with `Arguments` (examples and exit status at the end of its help) and
//! `run`; its variant of `Command` and its line in `main`, both in `src/cli/mod.rs`. Completions, the
//! manual and the tests of help find it there.
//!
//! A question: a flag in the command's `Arguments`, and one call of `src/cli/ask/` that is given both: the
//! flag answers where there is no terminal, and `Asker::require` names all that are missing at once. A
//! dialogue in `tests/new/`, `tests/kinds/` or `tests/edits/` counts the questions.
//!
//! A record that `new` writes: its file in `src/cli/new/`, its variant of `NewKind` there.
//!
//! A framework to begin with: its folder in `templates/init/frameworks/` (what several have in common is
//! in `shared/`), its variant of `Framework` in `src/cli/init/starter.rs`; `tests/starters.rs` checks it.
//!
//! A rule: its file, its line in [`rules::RULES`], a flagged and a clean fixture in `tests/rules/`,
//! the README's table (`MILEPOST_BLESS=1 cargo test readme`).
//!
//! A kind of record: its type, its row in [`record::Kind`], its place in the loader, its schema
//! (`MILEPOST_BLESS=1 cargo test schemas`).
//!
//! A format of `check`: its file in [`output`] over [`report::findings`], its value of `--format`
//! in `src/cli/check.rs`, a snapshot over the sample report, its schema's validator in
//! `tests/formats/`.
//!
//! A forge: its folder in [`forge`], behind [`forge::Forge`], its variant of [`forge::Kind`] (the
//! compiler names the places that ask for it), what its CI says in [`forge::event`], its CI files
//! in `templates/ci/`, its double in `tests/forge/fake/`.
//!
//! A report: its view in [`report`], its kind in [`output::report::Report`], its templates in
//! `templates/report/`, its schema (`MILEPOST_BLESS=1 cargo test report_schema`), its file in
//! [`cli`].
//!
//! Tests fail on what is missing.

pub mod calendar;
pub mod check;
pub mod cli;
pub mod error;
pub mod finding;
pub mod forge;
pub mod import;
pub mod layout;
pub mod load;
pub mod output;
pub mod policy;
pub mod progress;
pub mod record;
pub mod report;
pub mod rules;
pub mod schema;
pub mod source;
pub mod suggest;
pub mod yaml;
