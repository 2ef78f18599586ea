//! A real pseudo-terminal, so that questions are asked as a person sees them: the built program in a
//! [`Sandbox`], its screen as a terminal would show it, keys as a keyboard would send them. Nothing
//! waits for a fixed time: whoever waits says for what.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::Sandbox;

/// Longer than this nothing is waited for. A machine that is busy is slow, never that slow.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) const ENTER: &str = "\r";
pub(crate) const ESCAPE: &str = "\x1b";
pub(crate) const TAB: &str = "\t";
pub(crate) const UP: &str = "\x1b[A";
pub(crate) const DOWN: &str = "\x1b[B";
pub(crate) const CTRL_C: &str = "\x03";
pub(crate) const CTRL_D: &str = "\x04";
pub(crate) const BACKSPACE: &str = "\x7f";

/// What the program wrote so far.
struct Shown {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// The program has closed the terminal.
    ended: bool,
}

/// The program in a terminal.
pub(crate) struct Terminal {
    shown: Arc<(Mutex<Shown>, Condvar)>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    reader: Option<JoinHandle<()>>,
    /// Kept open while the program runs.
    _master: Box<dyn MasterPty + Send>,
}

impl Sandbox {
    /// Starts the built program in `folder`, in a terminal of this many columns and rows.
    pub(crate) fn terminal(
        &self,
        folder: &Path,
        (columns, rows): (u16, u16),
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Terminal {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_milepost"));
        command.args(arguments);
        command.cwd(folder);
        command.env_clear();
        command.env("HOME", self.home.path());
        command.env("TERM", "xterm-256color");
        command.env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_CONFIG_GLOBAL", self.home.path().join(".gitconfig"));
        if let Ok(path) = std::env::var("PATH") {
            command.env("PATH", path);
        }
        for (key, value) in variables {
            command.env(key, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let parser = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 200);
        let shown = Arc::new((Mutex::new(Shown { parser, bytes: Vec::new(), ended: false }), Condvar::new()));
        let told = shown.clone();
        let reader = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                // A terminal that the program has left gives an error on some systems.
                let read = output.read(&mut buffer).unwrap_or(0);
                let (shown, change) = &*told;
                let mut shown = shown.lock().unwrap();
                shown.parser.process(&buffer[..read]);
                shown.bytes.extend_from_slice(&buffer[..read]);
                shown.ended = read == 0;
                change.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        Terminal { shown, keys, child, reader: Some(reader), _master: pair.master }
    }
}

impl Terminal {
    /// The screen as it is, without blanks at the ends of its lines.
    pub(crate) fn screen(&self) -> String {
        text(&self.shown.0.lock().unwrap().parser)
    }

    /// Every byte that the program wrote so far.
    pub(crate) fn bytes(&self) -> String {
        String::from_utf8_lossy(&self.shown.0.lock().unwrap().bytes).into_owned()
    }

    /// Waits until the screen shows `part`, and the whole of the question that is open; the screen then.
    pub(crate) fn shows(&self, part: &str) -> String {
        self.until(&format!("shows {part:?}"), |screen| screen.contains(part))
    }

    /// Waits until the screen is wholly painted and `is_there`. While a question is painted, its cursor
    /// is hidden.
    fn until(&self, what: &str, is_there: impl Fn(&str) -> bool) -> String {
        let (shown, change) = &*self.shown;
        let deadline = Instant::now() + PATIENCE;
        let mut shown = shown.lock().unwrap();
        loop {
            let screen = text(&shown.parser);
            if is_there(&screen) && !shown.parser.screen().hide_cursor() {
                return screen;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if shown.ended || left.is_zero() {
                drop(shown);
                panic!("no screen that {what}; the last one:\n{screen}");
            }
            shown = change.wait_timeout(shown, left).unwrap().0;
        }
    }

    /// The program's process.
    pub(crate) fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Types keys.
    pub(crate) fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits for `question`, types `answer` and Enter, and waits until the answer is taken: the next
    /// question, or `taken`, is shown.
    pub(crate) fn answer(&mut self, question: &str, answer: &str) {
        self.shows(question);
        self.send(answer);
        // The keys arrive one after the other; what is typed is shown before Enter is pressed.
        if !answer.is_empty() && !answer.starts_with('\x1b') {
            let end: String = answer.chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
            self.until(&format!("shows what was typed, {end:?}"), |screen| {
                let joined: String = screen.split('\n').collect();
                joined.replace(' ', "").contains(&end.replace(' ', ""))
            });
        }
        self.send(ENTER);
    }

    /// Waits until the program has ended: its exit status and the last screen.
    pub(crate) fn ended(mut self) -> (u32, String) {
        let (shown, change) = &*self.shown;
        let deadline = Instant::now() + PATIENCE;
        let mut state = shown.lock().unwrap();
        while !state.ended {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let screen = text(&state.parser);
                drop(state);
                let _ = self.child.kill();
                panic!("the program did not end; the screen:\n{screen}");
            }
            state = change.wait_timeout(state, left).unwrap().0;
        }
        drop(state);
        let status = self.child.wait().unwrap().exit_code();
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        (status, self.screen())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// The screen with what has scrolled off it.
fn text(parser: &vt100::Parser) -> String {
    let contents = parser.screen().contents();
    contents.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
