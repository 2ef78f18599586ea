//! Where a site is written, and what is never overwritten or deleted.

use std::fs;

use super::{Site, build, read};
use crate::common::Sandbox;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\nname: Payments\n");
    sandbox.write(
        "framework/skills/rust.yaml",
        "name: Rust\nkind: technical\nproficient_from: 3\nformerly: [rust-lang]\n",
    );
    sandbox.commit("begin");
    sandbox
}

#[test]
fn a_site_replaces_the_one_before_and_says_what_it_made() {
    let sandbox = sandbox();
    let folder = sandbox.beside("made/here");
    let run = build(&sandbox, &folder, &[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("7 pages as of 2026-11-23, for everybody in the team"), "{}", run.stdout);
    assert!(run.stdout.contains("index.html in a browser"), "{}", run.stdout);
    assert!(read(&folder).contains_key("skills/rust.html"));
    assert!(read(&folder)["skills/rust-lang.html"].contains("../skills/rust.html"));

    sandbox.remove("framework/skills/rust.yaml");
    assert_eq!(build(&sandbox, &folder, &[]).status, 0);
    assert!(!read(&folder).keys().any(|path| path.starts_with("skills/")), "old pages are gone");
    let beside: Vec<_> = fs::read_dir(folder.parent().unwrap()).unwrap().collect();
    assert_eq!(beside.len(), 1, "nothing else is left: {beside:?}");
}

#[test]
fn what_was_not_made_here_stays_as_it_is() {
    let sandbox = sandbox();
    let folder = sandbox.beside("other");
    let refused = |said: &str| {
        let before = read(&folder);
        let run = build(&sandbox, &folder, &[]);
        assert_eq!(run.status, 2, "{run:?}");
        assert!(run.stderr.contains(said), "{}", run.stderr);
        assert_eq!(read(&folder), before);
    };
    fs::create_dir_all(folder.join("deep")).unwrap();
    fs::write(folder.join("deep/notes.txt"), "mine").unwrap();
    refused("holds files that are not `milepost site`'s own");

    fs::remove_file(folder.join("deep/notes.txt")).unwrap();
    refused("holds files that are not");
    fs::remove_dir(folder.join("deep")).unwrap();
    assert_eq!(build(&sandbox, &folder, &[]).status, 0, "an empty folder is used");
    fs::write(folder.join("CNAME"), "learn.example.com").unwrap();
    refused("CNAME was not made by `milepost site`");

    let file = sandbox.beside("file");
    fs::write(&file, "mine").unwrap();
    let run = build(&sandbox, &file, &[]);
    assert_eq!((run.status, fs::read_to_string(&file).unwrap().as_str()), (2, "mine"));
    assert!(run.stderr.contains("is no folder"), "{}", run.stderr);
}

#[test]
fn a_person_is_named_only_where_the_site_is_for_one() {
    let sandbox = sandbox();
    let folder = sandbox.beside("site");
    let run = build(&sandbox, &folder, &["--for", "ana"]);
    assert!(run.status == 2 && run.stderr.contains("--audience person"), "{run:?}");
    let run = build(&sandbox, &folder, &["--audience", "person", "--for", "ana"]);
    assert!(run.status == 2 && run.stderr.contains("nobody has the handle `ana`"), "{run:?}");
    assert!(!folder.exists());
}

#[test]
fn own_templates_are_used_and_a_broken_one_gives_way() {
    let sandbox = sandbox();
    let folder = sandbox.beside("site");
    let made = || -> (Site, String) {
        let run = build(&sandbox, &folder, &[]);
        assert_eq!(run.status, 0, "{run:?}");
        (read(&folder), run.stderr)
    };
    let template = ".milepost/templates/site/skill.html";
    sandbox
        .write(template, "{% extends layout %}\n{% block content %}<h1>Own {{ name }}</h1>{% endblock %}\n");
    assert!(!made().0["skills/rust.html"].contains("Own Rust"), "what is not committed is not trusted");
    sandbox.commit("own template");
    let (site, said) = made();
    assert!(site["skills/rust.html"].contains("<h1>Own Rust</h1>") && said.is_empty(), "{said}");
    sandbox.write(template, "\n{{ surname }}\n");
    sandbox.commit("broken");
    let (site, said) = made();
    assert!(site["skills/rust.html"].contains("What each level means"));
    assert!(said.contains(".milepost/templates/site/skill.html:2: undefined value"), "{said}");
}
