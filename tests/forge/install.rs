//! `action/install`: what is not listed, or is not what is listed, never runs.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::Run;

const TARGET: &str = "x86_64-unknown-linux-musl";

/// A copy of the action with a table of its own, releases beside it, and a machine of a known kind.
struct Action {
    folder: tempfile::TempDir,
}

impl Action {
    fn new() -> Self {
        let folder = tempfile::TempDir::new().unwrap();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("action");
        for part in ["action", "releases", "bin"] {
            fs::create_dir(folder.path().join(part)).unwrap();
        }
        for name in ["install", "checksums.txt"] {
            fs::copy(source.join(name), folder.path().join("action").join(name)).unwrap();
        }
        let action = Self { folder };
        action.machine("Linux", "x86_64");
        action
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// What `uname` says.
    fn machine(&self, system: &str, machine: &str) {
        let script = format!("#!/bin/sh\ncase $1 in -s) echo '{system}' ;; *) echo '{machine}' ;; esac\n");
        fs::write(self.path("bin/uname"), script).unwrap();
        fs::set_permissions(self.path("bin/uname"), PermissionsExt::from_mode(0o755)).unwrap();
    }

    /// Packs a release whose program leaves a trace when it is run; the archive's SHA-256.
    fn release(&self, version: &str) -> String {
        let name = format!("milepost-{version}-{TARGET}");
        let folder = self.path(&name);
        fs::create_dir(&folder).unwrap();
        let program = format!("#!/bin/sh\n: > '{}'\necho milepost {version}\n", self.path("ran").display());
        fs::write(folder.join("milepost"), program).unwrap();
        let place = self.path(&format!("releases/v{version}"));
        fs::create_dir(&place).unwrap();
        let archive = place.join(format!("{name}.tar.gz"));
        let packed =
            Command::new("tar").current_dir(self.folder.path()).arg("-czf").arg(&archive).arg(&name).status();
        assert!(packed.unwrap().success());
        self.list(version, &archive)
    }

    /// Adds the archive's line to the table.
    fn list(&self, version: &str, archive: &Path) -> String {
        let sum = Command::new("sh")
            .arg("-c")
            .arg("sha256sum < \"$0\" || shasum -a 256 < \"$0\"")
            .arg(archive)
            .output();
        let sum = String::from_utf8(sum.unwrap().stdout).unwrap()[..64].to_owned();
        let table = fs::read_to_string(self.path("action/checksums.txt")).unwrap();
        fs::write(self.path("action/checksums.txt"), format!("{table}{version} {TARGET} {sum}\n")).unwrap();
        sum
    }

    fn install(&self, version: &[&str]) -> Run {
        let path = format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        let output = Command::new("bash")
            .arg(self.path("action/install"))
            .arg(self.path("installed"))
            .args(version)
            .env("PATH", path)
            .env("MILEPOST_RELEASES", format!("file://{}", self.path("releases").display()))
            .output()
            .unwrap();
        Run {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn refuses(&self, version: &[&str], message: &str) {
        let run = self.install(version);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
        assert!(run.stderr.contains(message) && run.stderr.contains("  help: "), "{}", run.stderr);
        assert!(!self.path("installed").exists() && !self.path("ran").exists());
    }
}

#[test]
fn a_listed_release_is_installed() {
    let action = Action::new();
    action.release("1.2.3");
    action.release("1.3.0-rc.1");
    let run = action.install(&["1.2.3"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "1.2.3\n"), "{}", run.stderr);
    let said = Command::new(action.path("installed/milepost")).output().unwrap();
    assert_eq!(String::from_utf8(said.stdout).unwrap(), "milepost 1.2.3\n");
    let newest = action.install(&[]);
    assert_eq!((newest.status, newest.stdout.as_str()), (0, "1.3.0-rc.1\n"), "{}", newest.stderr);
}

#[test]
fn an_archive_that_is_not_the_listed_one_is_never_unpacked() {
    let action = Action::new();
    let listed = action.release("1.2.3");
    let archive = action.path(&format!("releases/v1.2.3/milepost-1.2.3-{TARGET}.tar.gz"));
    let mut bytes = fs::read(&archive).unwrap();
    // A time in the header of the archive: it unpacks as before.
    bytes[5] ^= 1;
    fs::write(&archive, bytes).unwrap();
    action.refuses(&["1.2.3"], &format!("{listed} is listed: it is not used"));
}

#[test]
fn what_is_not_listed_is_told_with_what_to_do() {
    let action = Action::new();
    action.refuses(&[], "no release is listed in action/checksums.txt at this commit");
    assert!(action.install(&[]).stderr.contains("version: source"));
    action.refuses(&["0.1.0"], &format!("milepost 0.1.0 for {TARGET} is not listed"));
    action.release("1.2.3");
    action.refuses(&["1.2.4"], "milepost 1.2.4 for");
    for version in ["../1.2.3", "1.2.3/../..", "v1.2.3", "1.2.3 x", "1.2"] {
        action.refuses(&[version], "is no version");
    }
    action.machine("Darwin", "arm64");
    action.refuses(&["1.2.3"], "milepost 1.2.3 for aarch64-apple-darwin is not listed");
    action.machine("Plan9", "mips");
    action.refuses(&["1.2.3"], "there is no release of milepost for Plan9 on mips");
}

#[test]
fn a_release_that_is_not_there_is_told_with_its_address() {
    let action = Action::new();
    action.release("1.2.3");
    fs::remove_dir_all(action.path("releases/v1.2.3")).unwrap();
    action.refuses(&["1.2.3"], "cannot download file://");
}

#[test]
fn the_table_of_the_action_is_well_formed() {
    let table =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("action/checksums.txt")).unwrap();
    assert!(table.contains("# version target sha256\n"));
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<_> = line.split(' ').collect();
        assert_eq!(fields.len(), 3, "{line}");
        assert!(
            fields[2].len() == 64 && fields[2].bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        );
    }
}
