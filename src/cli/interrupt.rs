//! Ctrl-C: one clear line, and nothing half made is left behind.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is being made and would be half made if the program stopped now.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Held while several files are written that belong together.
static TOGETHER: Mutex<()> = Mutex::new(());

/// Whether the program is being stopped.
static STOPPING: AtomicBool = AtomicBool::new(false);

/// The exit status of a program stopped by Ctrl-C, by the convention of shells: 128 + SIGINT.
pub(super) const STATUS: u8 = 130;

/// Makes Ctrl-C (and a request to terminate) clean up and say so.
pub(super) fn install() {
    let handler = || {
        STOPPING.store(true, Ordering::SeqCst);
        let _whole = TOGETHER.lock();
        if let Ok(mut unfinished) = UNFINISHED.lock()
            && let Some(path) = unfinished.take()
        {
            remove(&path);
        }
        super::ask::restore_terminal();
        super::progress_bar::clear();
        let _ = writeln!(std::io::stderr(), "\ninterrupted: nothing was left half written");
        #[allow(clippy::disallowed_methods)] // main cannot be reached from here
        std::process::exit(i32::from(STATUS));
    };
    // A second handler cannot be set; then the system's own behaviour stays, which is to stop.
    let _ = ctrlc::set_handler(handler);
}

/// Runs `steps`, which write files that belong together: an interruption waits until all are done.
pub(super) fn together<T>(steps: impl FnOnce() -> T) -> T {
    let _held = TOGETHER.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    steps()
}

/// Where the program is being stopped, leaves the last word to whoever stops it: what fails now
/// fails because its files are being taken away.
pub(super) fn await_end() {
    while STOPPING.load(Ordering::SeqCst) {
        std::thread::park();
    }
}

/// How often a removal is tried again: the program's other threads may still be writing.
const REMOVALS: usize = 1000;

fn remove(path: &Path) {
    for _ in 0..REMOVALS {
        let _ = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
        if path.symlink_metadata().is_err() {
            return;
        }
    }
}

/// A file or folder that is removed if the program is interrupted or fails before [`Unfinished::keep`].
pub(super) struct Unfinished(PathBuf);

impl Unfinished {
    /// Watches over the file or folder at `path`.
    #[must_use]
    pub(super) fn new(path: &Path) -> Self {
        if let Ok(mut unfinished) = UNFINISHED.lock() {
            *unfinished = Some(path.to_owned());
        }
        Self(path.to_owned())
    }

    /// Runs `last`, the step that makes it complete: an interruption waits until that is done.
    ///
    /// # Errors
    /// Where `last` fails; then it is removed.
    pub(super) fn complete(self, last: impl FnOnce() -> std::io::Result<()>) -> std::io::Result<()> {
        let mut unfinished = UNFINISHED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        last()?;
        unfinished.take();
        drop(unfinished);
        std::mem::forget(self);
        Ok(())
    }

    /// It is complete, or has another name.
    pub(super) fn keep(self) {
        if let Ok(mut unfinished) = UNFINISHED.lock() {
            unfinished.take();
        }
        std::mem::forget(self);
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Ok(mut unfinished) = UNFINISHED.lock() {
            unfinished.take();
        }
        remove(&self.0);
    }
}
