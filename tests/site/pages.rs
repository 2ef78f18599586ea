//! The pages of the sample, for each audience: what is on them and what never is.

use super::{TODAY, main_part, pages, sample};
use crate::common::Sandbox;

#[test]
fn every_page_is_sound_and_can_be_reached() {
    for site in [&sample().team, &sample().lead, &sample().ana] {
        assert_eq!(super::faults(site), Vec::<String>::new());
        assert!(site["index.html"].len() < 300_000, "{}", site["index.html"].len());
    }
}

#[test]
fn only_the_audience_that_may_see_them_finds_pages_about_people() {
    let about_people = |site: &super::Site| -> Vec<String> {
        let of_people = |path: &&String| path.starts_with("people/") || path.starts_with("portfolio/");
        site.keys().filter(of_people).cloned().collect()
    };
    let sample = sample();
    assert_eq!(about_people(&sample.team), Vec::<String>::new());
    assert_eq!(about_people(&sample.ana), ["people/ana.html", "portfolio/ana.html"]);
    let lead = about_people(&sample.lead);
    assert!(lead.len() > 40 && lead.iter().all(|path| path.starts_with("portfolio/")), "{lead:?}");
    for (path, html) in pages(&sample.team) {
        assert!(!html.contains("class=\"heat\""), "{path}");
    }
    assert!(!sample.team["search.js"].contains("\"portfolio\""));
    assert!(!sample.team.contains_key("people.html"));
}

#[test]
fn what_a_page_says_reads_well() {
    let sample = sample();
    let skill = main_part(&sample.team, "skills/async-rust.html");
    for said in ["id=\"level-3\"", "Async Rust", "Ben Achterberg", "roles/backend-engineer.html"] {
        assert!(skill.contains(said), "{said}");
    }
    insta::assert_snapshot!("skill", skill);
    insta::assert_snapshot!("role", main_part(&sample.team, "roles/data-engineer.html"));
    insta::assert_snapshot!("module", main_part(&sample.team, "modules/async-rust-workshop.html"));
    insta::assert_snapshot!(
        "credential",
        main_part(&sample.team, "credentials/payments-platform-practitioner.html")
    );
    insta::assert_snapshot!("programs", main_part(&sample.team, "programs.html"));
    let cohort = main_part(&sample.team, "programs/2026-payments-platform.html");
    assert!(cohort.contains("251 %") && cohort.contains("Celia Ortega"));
}

#[test]
fn the_search_knows_every_page_of_a_record() {
    let list = &sample().lead["search.js"];
    for (path, _) in pages(&sample().lead).filter(|(path, _)| path.contains('/')) {
        assert!(list.contains(&format!("\"{path}\"")), "{path}");
    }
}

#[test]
fn the_same_state_gives_the_same_bytes() {
    let sandbox = Sandbox::new();
    let demo = sandbox.beside("demo");
    sandbox.milepost(&["demo", demo.to_str().unwrap()]);
    let root = ["--root", demo.to_str().unwrap(), "--audience", "lead"];
    assert_eq!(super::site(&sandbox, &sandbox.beside("again"), &root), sample().lead);
    let earlier =
        super::site(&sandbox, &sandbox.beside("earlier"), &[&root[..], &["--at", "main~3"]].concat());
    assert!(earlier["index.html"].contains("commit <code>"));
    assert!(!earlier["index.html"].contains("the working tree"), "{TODAY}");
}
