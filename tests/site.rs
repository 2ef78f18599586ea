//! The dashboard: made by the built program, read as files.

mod folder;
mod hostile;
mod pages;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use crate::common::{Run, Sandbox};

const TODAY: &str = "2026-11-23";

/// Path in the site's folder → text.
type Site = BTreeMap<String, String>;

/// Makes a site and reads it.
fn site(sandbox: &Sandbox, folder: &Path, arguments: &[&str]) -> Site {
    let run = build(sandbox, folder, arguments);
    assert_eq!(run.status, 0, "{run:?}");
    read(folder)
}

fn build(sandbox: &Sandbox, folder: &Path, arguments: &[&str]) -> Run {
    let shown = folder.to_str().unwrap();
    sandbox.milepost(&[&["site", shown, "--today", TODAY], arguments].concat())
}

fn read(top: &Path) -> Site {
    let mut site = Site::new();
    let mut folders = vec![top.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/");
                site.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    site
}

/// The sites of the sample, one for each audience. They are made once.
struct Sample {
    team: Site,
    lead: Site,
    ana: Site,
}

fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let sandbox = Sandbox::new();
        let demo = sandbox.beside("demo");
        let made = sandbox.milepost(&["demo", demo.to_str().unwrap()]);
        assert_eq!(made.status, 0, "{made:?}");
        let of = |name: &str, arguments: &[&str]| {
            let folder = sandbox.beside(name);
            let root = ["--root", demo.to_str().unwrap()];
            site(&sandbox, &folder, &[arguments, &root[..]].concat())
        };
        Sample {
            team: of("team", &[]),
            lead: of("lead", &["--audience", "lead"]),
            ana: of("ana", &["--audience", "person", "--for", "ana"]),
        }
    })
}

fn pages(site: &Site) -> impl Iterator<Item = (&String, &String)> {
    site.iter().filter(|(path, _)| path.ends_with(".html"))
}

/// What stands between the quotes of every `name="…"`.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What is wrong with the pages: links that lead nowhere, ids that stand twice, anything that the
/// security policy forbids, titles that two pages share, pages that no link leads to.
fn faults(site: &Site) -> Vec<String> {
    let mut faults = Vec::new();
    let mut titles = BTreeMap::new();
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    for (path, html) in pages(site) {
        let ids = attributes(html, "id");
        if ids.iter().collect::<BTreeSet<_>>().len() != ids.len() {
            faults.push(format!("{path}: an id stands twice"));
        }
        let title = html.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap();
        if let Some(other) = titles.insert(title.to_owned(), path) {
            faults.push(format!("{path} and {other}: {title}"));
        }
        for name in ["style", "onclick", "onload", "onerror"] {
            if !attributes(html, name).is_empty() {
                faults.push(format!("{path}: {name}=\"…\""));
            }
        }
        let head = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';";
        if !html.trim_start().starts_with(head) || html.contains("'unsafe") {
            faults.push(format!("{path}: no strict policy"));
        }
        for needed in ["<meta name=\"robots\" content=\"noindex\">", "no-referrer", "<main id=\"content\""] {
            if !html.contains(needed) {
                faults.push(format!("{path}: no {needed}"));
            }
        }
        if html.matches("<h1").count() != 1 || html.matches("<script").count() != 2 {
            faults.push(format!("{path}: headings or scripts"));
        }
        for link in attributes(html, "href").into_iter().chain(attributes(html, "src")) {
            if link.starts_with("https://") || link.starts_with("http://") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { resolved(path, file) };
            match site.get(&target) {
                None => faults.push(format!("{path}: {link} leads nowhere")),
                Some(html) if !anchor.is_empty() && !attributes(html, "id").contains(&anchor) => {
                    faults.push(format!("{path}: no id for {link}"));
                }
                Some(_) => {
                    reached.insert(target);
                }
            }
        }
    }
    faults.extend(
        pages(site).filter(|(path, _)| !reached.contains(*path)).map(|(path, _)| format!("no way to {path}")),
    );
    faults
}

/// The path that `link` on `page` leads to.
fn resolved(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => parts.truncate(parts.len().saturating_sub(1)),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// The content of a page, without what stands around it.
fn main_part<'a>(site: &'a Site, path: &str) -> &'a str {
    let html = site.get(path).unwrap_or_else(|| panic!("no {path}"));
    html.split("<main").nth(1).unwrap().split("</main>").next().unwrap()
}
