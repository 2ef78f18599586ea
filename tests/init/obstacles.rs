//! Whatever stands in the way: one clear line, and nothing half done.

use super::{Desk, TODAY, files};

#[track_caller]
fn refused(desk: &Desk, arguments: &[&str], reason: &str) {
    let run = desk.init(&[&["--framework", "empty", "--forge", "none"], arguments].concat());
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.starts_with("error: ") && run.stderr.contains(reason), "{}", run.stderr);
    assert_eq!(run.stderr.lines().count(), 2, "{}", run.stderr);
}

#[test]
fn what_is_no_folder_is_left_as_it_is() {
    let desk = Desk::new();
    let here = desk.0.beside("desk");
    std::fs::create_dir_all(here.join("half/people")).unwrap();
    std::fs::write(here.join("file"), "mine").unwrap();
    std::fs::write(here.join("half/framework"), "mine").unwrap();
    refused(&desk, &["file"], "file is a file, not a folder");
    refused(&desk, &["file/learning"], "file is a file, not a folder");
    refused(&desk, &["half"], "nothing was written: framework is a file, and a folder belongs there");
    refused(&desk, &["missing/../../x"], "leads upwards");
    assert_eq!(files(&here).len(), 2);
    assert!(!here.join("half/.git").exists(), "no repository is left behind");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let desk = Desk::new();
    let here = desk.0.beside("desk");
    std::fs::create_dir_all(here.join("learning")).unwrap();
    std::fs::create_dir_all(here.join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", here.join("learning/people")).unwrap();
    std::os::unix::fs::symlink("nowhere", here.join("dangling")).unwrap();
    refused(&desk, &["learning"], "people is a symbolic link");
    refused(&desk, &["dangling"], "is a link that leads nowhere");
    assert_eq!(files(&here.join("elsewhere")), []);
}

#[test]
fn what_git_cannot_read_any_more_is_left_as_it_is() {
    let desk = Desk::new();
    let here = desk.0.beside("desk");
    std::fs::create_dir_all(here.join("broken/.git/objects")).unwrap();
    std::fs::write(here.join("broken/.git/objects/mine"), "mine").unwrap();
    refused(&desk, &["broken"], ".git is there, and Git cannot read it");
    assert!(!here.join("broken/.git/HEAD").exists() && here.join("broken/.git/objects/mine").exists());
    std::fs::create_dir(here.join("moved")).unwrap();
    std::fs::write(here.join("moved/.git"), "gitdir: /nowhere\n").unwrap();
    refused(&desk, &["moved"], ".git is there, and Git cannot read it");
    assert!(here.join("moved/.git").exists());
    #[cfg(unix)]
    {
        std::fs::create_dir(here.join("linked")).unwrap();
        std::os::unix::fs::symlink("/nowhere", here.join("linked/.git")).unwrap();
        refused(&desk, &["linked"], ".git is there, and Git cannot read it");
        assert!(here.join("linked/.git").symlink_metadata().is_ok());
    }
}

/// In `/sys` not even the system's own user makes folders.
#[cfg(target_os = "linux")]
#[test]
fn a_place_that_may_not_be_written_is_told_once() {
    let desk = Desk::new();
    refused(&desk, &["/sys/learning"], "cannot write /sys/learning: permission denied");
    refused(&desk, &["/sys/kernel/a/b"], "cannot write /sys/kernel/a/b: permission denied");
}

#[test]
fn who_is_unknown_to_git_is_told_how_to_be_known() {
    let desk = Desk::new();
    std::fs::remove_file(desk.0.beside(".gitconfig")).unwrap();
    let folder = desk.learning(&["--framework", "empty", "--forge", "none", "--handle", "ana"]);
    let profile = std::fs::read_to_string(folder.join("people/ana/profile.yaml")).unwrap();
    assert!(profile.contains("\n# emails: [YOU@EXAMPLE.COM]\n"), "{profile}");
    desk.check(&folder, TODAY).is(0, &[]);
    let run = desk.init(&["again", "--framework", "empty", "--forge", "none", "--handle", "ana"]);
    assert!(run.stdout.contains("git config --global user.email YOU@EXAMPLE.COM"), "{}", run.stdout);
}

#[test]
fn without_a_terminal_what_nobody_can_know_is_asked_for_at_once() {
    let desk = Desk::new();
    std::fs::remove_file(desk.0.beside(".gitconfig")).unwrap();
    let run = desk.init(&["learning"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("--framework NAME, --handle HANDLE"), "{}", run.stderr);
    for (flag, value, reason) in [
        ("--handle", "Ana Soto", "lower-case"),
        ("--tier", "principal", "none of the choices"),
        ("--account", "@ana", "without the `@`"),
        ("--project", "learning", "--project names no project"),
        ("--action", "example/milepost@main", "names no commit"),
    ] {
        let mut given = vec!["learning", "--framework", "empty", "--forge", "github", flag, value];
        if flag != "--handle" {
            given.extend(["--handle", "ana"]);
        }
        let run = desk.init(&given);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{flag}: {}", run.stderr);
        assert!(run.stderr.contains(reason), "{flag}: {}", run.stderr);
    }
    assert_eq!(files(&desk.0.beside("desk")), []);
}

#[test]
fn hidden_characters_of_a_name_do_not_come_in() {
    let desk = Desk::new();
    let settings = "[user]\n\tname = Ana\u{202e}Soto\n\temail = ana@example.com\n";
    std::fs::write(desk.0.beside(".gitconfig"), settings).unwrap();
    let folder = desk.learning(&["--framework", "empty", "--forge", "none", "--name", "a\u{200b}b"]);
    for (path, bytes) in files(&folder) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains(['\u{202e}', '\u{200b}']), "{path}");
        assert!(!path.ends_with("profile.yaml") || !text.contains("name:"), "{text}");
    }
    desk.check(&folder, TODAY).is(0, &[]);
}

#[test]
fn a_bare_repository_and_the_home_folder_are_no_place_for_it() {
    let desk = Desk::new();
    let bare = desk.0.beside("bare");
    desk.0.git(&["init", "--quiet", "--bare", bare.to_str().unwrap()]);
    let arguments = ["init", "--framework", "empty", "--forge", "none", "--today", TODAY];
    let run = desk.0.milepost_in(&bare, &arguments, &[]);
    assert!(run.status == 2 && run.stderr.contains("bare Git repository"), "{}", run.stderr);
    let home = desk.0.beside("");
    let run = desk.0.milepost_in(&home, &arguments, &[]);
    assert!(run.status == 2 && run.stderr.contains("home folder"), "{}", run.stderr);
    // Many people keep the settings in their home folder in Git.
    desk.0.git_in(&home, &["init", "--quiet"]);
    let run = desk.0.milepost_in(&home, &arguments, &[]);
    assert!(run.status == 2 && run.stderr.contains("home folder"), "{}", run.stderr);
    assert!(!home.join("milepost.yaml").exists());
}

#[test]
fn another_framework_is_not_laid_over_the_one_that_is_there_and_that_is_told() {
    let desk = Desk::new();
    let folder = desk.learning(&["--framework", "empty", "--forge", "none"]);
    let before = files(&folder);
    let run = desk.0.milepost_in(&folder, &["init", "--framework", "data", "--today", TODAY], &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(
        run.stderr,
        "warning: `--framework data` adds nothing: framework/ holds another one already\n  help: `milepost \
         new role` and `milepost new skill` add to it\n"
    );
    assert_eq!(files(&folder), before);
}
