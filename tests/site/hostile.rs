//! Repositories that are empty, huge, or full of odd text: every page stays sound.

use std::fmt::Write;

use super::{faults, main_part, pages, site};
use crate::common::Sandbox;

#[test]
fn an_empty_repository_has_pages_that_say_what_to_add() {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    for audience in ["team", "lead"] {
        let made = site(&sandbox, &sandbox.beside(audience), &["--audience", audience]);
        assert_eq!(faults(&made), Vec::<String>::new());
        assert!(main_part(&made, "teams.html").contains("<code>teams/</code>"));
        assert!(main_part(&made, "framework.html").contains("<code>framework/skills/</code>"));
    }
}

/// Text that must stay text: markup, quotes, template syntax, right-to-left, emoji, hidden characters.
fn odd() -> String {
    format!(
        "</script><img src=x onerror=alert(1)> \\\"'`|{{{{ x }}}} عدا\u{202e} 👩\u{200d}💻 {}",
        "long ".repeat(26)
    )
}

fn odd_repository() -> Sandbox {
    let sandbox = Sandbox::new();
    let name = serde_json::to_string(&odd()).unwrap();
    sandbox.write("milepost.yaml", format!("version: 1\nname: {name}\nprivacy: {{min_group: 2}}\n"));
    sandbox.write(
        "framework/skills/rust.yaml",
        format!("name: {name}\nkind: technical\nproficient_from: 3\nlevels: {{3: {name}}}\nrubric: {{{name}: {name}}}\nprerequisites: [gone]\nalign: [{{framework: {name}, code: {name}, url: \"javascript:alert(1)\"}}]\n"),
    );
    sandbox.write(
        "framework/roles/backend.yaml",
        format!("name: {name}\ndiscipline: backend\ntiers: [{{id: junior, name: {name}, requires: [{{skill: rust, level: 3, driver: {name}}}], electives: {{choose: 1, from: [{{skill: gone, level: 2}}]}}}}]\npath: [tokio, gone]\n"),
    );
    sandbox.write(
        "framework/modules/tokio.yaml",
        format!("name: {name}\nformat: workshop\nteaches: [{{skill: rust, level: 3}}]\nprovider: {name}\nurl: \"https://learn.example.com/?<x>\"\noutcome: {name}\n"),
    );
    sandbox.write(
        "framework/credentials/owner.yaml",
        format!("name: {name}\nkind: certification\ncriteria: {name}\nissuer: {name}\nrequires: [{{skill: rust, level: 3}}]\n"),
    );
    sandbox.write(
        "teams/payments.yaml",
        format!("name: {name}\nlead: ana\nneeds: [{{skill: rust, level: 3, people: 2, driver: {name}}}]\n"),
    );
    sandbox.write(
        "programs/cohort.yaml",
        format!("name: {name}\nkind: cohort\nstart: 2026-01-05\nend: 2026-04-24\nsponsor: {name}\nphase: {name}\nfacilitators: [ana]\nmodules: [tokio]\nstories: [{name}]\nbenefits: [{{item: {name}, amount: 5, confidence: low}}]\n"),
    );
    sandbox.write(
        "people/ana/profile.yaml",
        format!("name: {name}\nrole: backend\ntier: junior\ndiscipline: backend\nstarted: 2026-01-05\nteam: payments\nprograms: [cohort]\noffers: [rust]\n"),
    );
    sandbox.commit("begin");
    sandbox
}

#[test]
fn odd_text_stays_text_on_every_page() {
    let sandbox = odd_repository();
    for (name, arguments) in [
        ("team", &[][..]),
        ("lead", &["--audience", "lead"]),
        ("person", &["--audience", "person", "--for", "ana"]),
    ] {
        let made = site(&sandbox, &sandbox.beside(name), arguments);
        assert_eq!(faults(&made), Vec::<String>::new(), "{name}");
        for (path, html) in pages(&made) {
            assert!(!html.contains("<img"), "{path}");
            assert!(!html.contains('\u{202e}') && !html.contains("href=\"javascript"), "{path}");
        }
        for path in [
            "skills/rust",
            "roles/backend",
            "modules/tokio",
            "credentials/owner",
            "teams/payments",
            "programs/cohort",
        ] {
            let page = main_part(&made, &format!("{path}.html"));
            assert!(
                page.contains("<bdi>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"),
                "{path}: {page}"
            );
        }
        assert!(main_part(&made, "roles/backend.html").contains("not defined"));
    }
}

#[test]
fn with_pseudonyms_no_name_is_on_any_page() {
    let sandbox = odd_repository();
    sandbox.write("milepost.yaml", "version: 1\nprivacy: {identities: pseudonymous}\n");
    sandbox.write(
        "people/ana/profile.yaml",
        "name: Zaphod Surname\nrole: backend\ntier: junior\ndiscipline: backend\nstarted: 2026-01-05\nteam: payments\noffers: [rust]\n",
    );
    sandbox.commit("pseudonyms");
    for arguments in [&[][..], &["--audience", "lead"], &["--audience", "person", "--for", "ana"]] {
        let folder = sandbox.beside(&format!("p{}", arguments.len()));
        let made = site(&sandbox, &folder, arguments);
        for (path, text) in &made {
            assert!(!text.contains("Surname"), "{path}");
        }
        assert!(main_part(&made, "skills/rust.html").contains("<bdi>ana</bdi>"));
    }
}

#[test]
fn thousands_of_skills_are_listed_and_found() {
    let sandbox = Sandbox::new();
    sandbox.write("milepost.yaml", "version: 1\n");
    let mut tier = String::new();
    for n in 0..3000 {
        sandbox.write(
            &format!("framework/skills/s{n:04}x.yaml"),
            "name: The same name\nkind: human\nproficient_from: 3\n",
        );
        if n < 1000 {
            let _ = writeln!(tier, "      - {{skill: s{n:04}x, level: 3}}");
        }
    }
    sandbox.write(
        "framework/roles/all.yaml",
        format!("name: Everything\ndiscipline: every\ntiers:\n  - id: only\n    requires:\n{tier}"),
    );
    let made = site(&sandbox, &sandbox.beside("site"), &[]);
    assert_eq!(pages(&made).filter(|(path, _)| path.starts_with("skills/")).count(), 3000);
    assert!(made["index.html"].len() < 20_000);
    assert_eq!(made["search.js"].matches("\"skill\"").count(), 3000);
    assert!(main_part(&made, "roles/all.html").contains("skills/s0999x.html"));
}
