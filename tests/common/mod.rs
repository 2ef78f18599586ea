//! What integration tests share: [`Sandbox`], a real repository that nothing outside it can
//! influence.

pub(crate) mod gfm;
pub(crate) mod learning;
pub(crate) mod memory;
pub(crate) mod runner;
#[cfg(unix)]
pub(crate) mod terminal;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A temporary folder with a Git repository in it, driven through the real `git`. Environment,
/// settings, author and dates are fixed, so ids are the same on every machine.
pub(crate) struct Sandbox {
    /// Deleted with the sandbox; also the home folder of every program run in it.
    home: TempDir,
    repository: PathBuf,
}

/// What a program said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Sandbox {
    /// A repository with the branch `main` and no commit.
    pub(crate) fn new() -> Self {
        Self::with_init(&["--initial-branch=main"])
    }

    /// A repository made by `git init` with these arguments.
    pub(crate) fn with_init(arguments: &[&str]) -> Self {
        let home = TempDir::new().unwrap();
        // Programs name folders by their real path, and the temporary one may lie behind a link.
        let repository = home.path().canonicalize().unwrap().join("repository");
        fs::create_dir(&repository).unwrap();
        let sandbox = Self { home, repository };
        sandbox.git(&[&["init", "--quiet"], arguments].concat());
        sandbox
    }

    /// The top of the working tree.
    pub(crate) fn path(&self) -> &Path {
        &self.repository
    }

    /// The folder that holds the repository, for clones and linked worktrees beside it.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.repository.with_file_name(name)
    }

    /// Writes a file, and the folders on the way to it.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.repository.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Deletes a file, or a folder with all that is in it.
    pub(crate) fn remove(&self, path: &str) {
        let path = self.repository.join(path);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }

    /// Commits all that is in the working tree; the commit's id.
    pub(crate) fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all", "."]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// As [`Sandbox::commit`], the committer's clock showing `time`.
    pub(crate) fn commit_at(&self, time: &str, message: &str) -> String {
        self.git(&["add", "--all", "."]);
        let mut command = self.git_command(&self.repository);
        command.env("GIT_COMMITTER_DATE", time).args(["commit", "--quiet", "--allow-empty", "-m", message]);
        let run = finish(&mut command);
        assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Makes a branch here and checks it out.
    pub(crate) fn branch(&self, name: &str) {
        self.git(&["checkout", "--quiet", "-b", name]);
    }

    /// Checks out a revision.
    pub(crate) fn checkout(&self, revision: &str) {
        self.git(&["checkout", "--quiet", revision]);
    }

    /// Runs `git`, which must succeed; what it printed, without the last line end.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_in(&self.repository, arguments)
    }

    /// As [`Sandbox::git`], in another folder.
    pub(crate) fn git_in(&self, folder: &Path, arguments: &[&str]) -> String {
        let run = self.run_git(folder, arguments);
        assert_eq!(run.status, 0, "git {arguments:?}: {}{}", run.stdout, run.stderr);
        run.stdout.trim_end_matches('\n').to_owned()
    }

    /// Runs `git`, whatever its exit status.
    pub(crate) fn run_git(&self, folder: &Path, arguments: &[&str]) -> Run {
        finish(self.git_command(folder).args(arguments))
    }

    fn git_command(&self, folder: &Path) -> Command {
        let mut command = self.command("git", folder);
        for (key, value) in [
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", "Ana Example"),
            ("GIT_AUTHOR_EMAIL", "ana@example.com"),
            ("GIT_AUTHOR_DATE", "2026-10-05T12:00:00+00:00"),
            ("GIT_COMMITTER_NAME", "Ana Example"),
            ("GIT_COMMITTER_EMAIL", "ana@example.com"),
            ("GIT_COMMITTER_DATE", "2026-10-05T12:00:00+00:00"),
        ] {
            command.env(key, value);
        }
        command
    }

    /// Runs the built program in the repository.
    pub(crate) fn milepost(&self, arguments: &[&str]) -> Run {
        self.milepost_in(&self.repository, arguments, &[])
    }

    /// Runs the built program in a folder, with these variables set.
    pub(crate) fn milepost_in(&self, folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        finish(self.program(folder).args(arguments).envs(variables.iter().copied()))
    }

    /// Sends a signal to a process that the test started.
    #[cfg(unix)]
    pub(crate) fn kill(&self, signal: &str, process: u32) {
        finish(self.command("kill", &self.repository).args([signal, &process.to_string()]));
    }

    /// The built program in a terminal of so many columns, to be started in `folder`, with these
    /// variables set. What the terminal shows, with its control codes, is on standard output.
    #[cfg(unix)]
    pub(crate) fn in_terminal(
        &self,
        folder: &Path,
        columns: u16,
        arguments: &str,
        variables: &[(&str, &str)],
    ) -> Command {
        let program = env!("CARGO_BIN_EXE_milepost");
        // `exec`, so that the process is the program itself.
        let line = format!("stty cols {columns} rows 50; echo $$ > ../process; exec {program} {arguments}");
        let mut command = self.command("script", folder);
        command.args(["-qec", &line, "/dev/null"]).envs(variables.iter().copied());
        command
    }

    /// The built program, to be started in `folder`.
    pub(crate) fn program(&self, folder: &Path) -> Command {
        self.command(env!("CARGO_BIN_EXE_milepost"), folder)
    }

    /// Runs the program in a folder of the repository, where lines may be drawn with more than
    /// ASCII.
    pub(crate) fn milepost_below(&self, folder: &str, arguments: &[&str]) -> Run {
        self.milepost_in(&self.repository.join(folder), arguments, &[("LC_ALL", "C.UTF-8")])
    }

    /// A program with nothing in its environment but where programs and its home are.
    fn command(&self, program: impl AsRef<OsStr>, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder).env_clear().env("HOME", self.home.path());
        #[allow(clippy::disallowed_methods, reason = "`git` is found as the tests' caller finds it")]
        if let Ok(path) = std::env::var("PATH") {
            command.env("PATH", path);
        }
        command
    }
}

fn finish(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().unwrap();
    Run {
        status: status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&stdout).into_owned(),
        stderr: String::from_utf8_lossy(&stderr).into_owned(),
    }
}
