//! Two runs at once, their calls in any order, with answers lost and calls refused: in the end there
//! is one comment, it is ours, and nobody else's was touched.

use std::sync::Arc;
use std::thread;

use proptest::prelude::*;

use super::memory::{Fault, Memory, NUMBER, OWN};
use super::*;

const HEAD: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const WANTED: Wanted<'_> = Wanted { number: NUMBER, head: HEAD, state: ChangeState::Open };
const SPOOF: &str = "<!-- milepost:pr v1 hash=dead -->\nmine";

fn body(hash: u8) -> String {
    format!("<!-- milepost:pr v1 hash={hash} -->\ntext {hash}")
}

fn run(forge: &dyn Forge, hash: u8, mode: Mode) -> Result<Posted, Failure> {
    upsert(forge, &WANTED, &Body::new(&body(hash), true).unwrap(), mode)
}

/// Two runs with their calls in the order of `turns`.
fn race(
    memory: &Arc<Memory>,
    turns: &[usize],
    hashes: [u8; 2],
    mode: Mode,
    faults: [&[Fault]; 2],
) -> [Result<Posted, Failure>; 2] {
    let [first, second] = memory.together(turns, faults);
    let other = thread::spawn(move || run(&second, hashes[1], mode));
    let one = run(&first, hashes[0], mode);
    drop(first);
    [one, other.join().unwrap()]
}

/// The texts of ours, after asserting that nobody else's changed.
fn texts(memory: &Memory) -> Vec<String> {
    let held = memory.held();
    let spoof = &held.comments[0];
    assert_eq!((spoof.author.login.as_str(), spoof.body.as_str()), ("mallory", SPOOF));
    let ours = held.comments.iter().filter(|c| c.author.login == OWN && marker::is_marked(&c.body));
    ours.map(|comment| comment.body.clone()).collect()
}

fn mode() -> impl Strategy<Value = Mode> {
    prop_oneof![Just(Mode::Update), Just(Mode::Recreate), Just(Mode::Minimize)]
}

fn faults() -> impl Strategy<Value = Vec<Fault>> {
    let fault = prop_oneof![
        6 => Just(Fault::None),
        1 => Just(Fault::Busy),
        2 => Just(Fault::DoneUnanswered),
        1 => Just(Fault::LostUnanswered),
        1 => Just(Fault::Lagging),
    ];
    prop::collection::vec(fault, 0..12)
}

#[test]
fn two_runs_that_begin_at_once_end_with_one_comment() {
    // Each lists, sees none, checks the head, writes; then each looks again.
    let memory = Memory::new(&[("mallory", SPOOF)]);
    let results = race(&memory, &[0, 1, 0, 1, 0, 1], [1, 1], Mode::Update, [&[], &[]]);
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    assert_eq!(memory.ours(), [format!("2 {}", body(1))], "the lowest stays");
}

proptest! {
    #[test]
    fn two_racing_runs_converge(
        turns in prop::collection::vec(0_usize..2, 0..40),
        hashes in (1_u8..3, 1_u8..3),
        earlier in prop::collection::vec(0_u8..3, 0..3),
        mode in mode(),
    ) {
        let earlier: Vec<String> = earlier.into_iter().map(body).collect();
        let mut comments = vec![("mallory", SPOOF)];
        comments.extend(earlier.iter().map(|body| (OWN, body.as_str())));
        let memory = Memory::new(&comments);
        let results = race(&memory, &turns, [hashes.0, hashes.1], mode, [&[], &[]]);
        prop_assert!(results.iter().all(Result::is_ok), "{results:?}");
        let left = texts(&memory);
        prop_assert_eq!(left.len(), 1, "without faults one is left even before the next run");
        prop_assert!(left[0] == body(hashes.0) || left[0] == body(hashes.1));
        run(&memory.alone(&[]), 1, mode).unwrap();
        prop_assert_eq!(texts(&memory), [body(1)]);
    }

    #[test]
    fn whatever_goes_wrong_the_next_run_mends_it(
        turns in prop::collection::vec(0_usize..2, 0..40),
        faults in (faults(), faults()),
        earlier in prop::collection::vec(0_u8..3, 0..3),
        modes in (mode(), mode()),
    ) {
        let earlier: Vec<String> = earlier.into_iter().map(body).collect();
        let mut comments = vec![("mallory", SPOOF)];
        comments.extend(earlier.iter().map(|body| (OWN, body.as_str())));
        let memory = Memory::new(&comments);
        let results = race(&memory, &turns, [1, 2], modes.0, [&faults.0, &faults.1]);
        for result in &results {
            let told = matches!(result, Ok(_) | Err(Failure::Busy { .. } | Failure::Uncertain { .. }));
            prop_assert!(told, "{results:?}");
        }
        if results.iter().any(Result::is_ok) {
            prop_assert!(!texts(&memory).is_empty(), "what was posted is there: {results:?}");
        }
        run(&memory.alone(&[]), 3, modes.1).unwrap();
        prop_assert_eq!(texts(&memory), [body(3)]);
        let total = memory.held().writes.len();
        prop_assert!(total <= 60, "{total} writes");
    }
}
