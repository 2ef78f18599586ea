//! How far long work is, on standard error: a bar that appears after a while and leaves nothing
//! behind. What is done, and how much, is said by the work itself through a [`Counter`].

use std::sync::Mutex;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output::Output;
use crate::check::Counter;

/// Work that takes no longer shows nothing, so that nothing flashes.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the bar is drawn again.
const PAUSE: Duration = Duration::from_millis(100);

/// The bar on the screen. It is drawn while this is locked only, so that nothing is drawn after it
/// was taken away.
static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Does the work, and shows how much of it is done where somebody watches; `what` are the things
/// that the work counts: "people".
pub(super) fn shown<T>(output: &Output, what: &str, work: impl FnOnce(&Counter) -> T) -> T {
    let counter = Counter::default();
    if !output.animated() {
        return work(&counter);
    }
    let (finished, wait) = channel::<()>();
    let result = std::thread::scope(|scope| {
        let counter = &counter;
        scope.spawn(move || {
            let mut pause = PATIENCE;
            // Nobody sends: the channel closes when the work is done, or has panicked.
            while wait.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                draw(counter, what, output.unicode(), pause == PATIENCE);
                pause = PAUSE;
            }
        });
        let result = work(counter);
        drop(finished);
        result
    });
    clear();
    result
}

/// Takes the bar off the screen, where there is one.
pub(super) fn clear() {
    if let Ok(mut shown) = SHOWN.lock()
        && let Some(bar) = shown.take()
    {
        bar.finish_and_clear();
    }
}

fn draw(counter: &Counter, what: &str, unicode: bool, first: bool) {
    let Ok(mut shown) = SHOWN.lock() else { return };
    if first {
        *shown = Some(ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()));
    }
    // Whoever stops the program has taken the bar away.
    let Some(bar) = &*shown else { return };
    let (done, expected) = (counter.done(), counter.expected());
    if expected == 0 {
        bar.set_style(style("  reading {spinner}", unicode));
        bar.tick();
        return;
    }
    bar.set_style(style(&format!("  {{bar:24}} {{pos}} of {{len}} {what}"), unicode));
    bar.set_length(expected as u64);
    bar.set_position(done as u64);
}

fn style(template: &str, unicode: bool) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    if unicode {
        style.progress_chars("█▌░").tick_chars("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏ ")
    } else {
        style.progress_chars("##.").tick_chars("-\\|/ ")
    }
}
