//! The frame of a page, the list of the search, and what becomes of own templates.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Frame, Part, Place, Press, Step, beside_pages};
use crate::calendar::Date;
use crate::report::site::SearchItem;

fn frame() -> Frame {
    Frame {
        repository: "<Payments> 👩‍💻".into(),
        today: Date::new(2026, 11, 23).unwrap(),
        commit: Some("0123456789abcdef".into()),
        version: "1.0.0".into(),
        audience: "For everybody.".into(),
        parts: vec![Part { id: "framework", name: "Framework", address: "framework.html".into() }],
    }
}

fn place() -> Place {
    Place {
        path: "modules/tokio.html".into(),
        title: "Tokio".into(),
        part: "framework",
        trail: vec![Step { address: "framework.html".into(), name: "Framework".into() }],
    }
}

fn moved() -> serde_json::Value {
    json!({"former": "tokio-course", "name": "<b>Tokio", "address": "modules/tokio.html"})
}

#[test]
fn a_page_stands_in_its_frame() {
    let press = Press::new(frame(), &own(&[]), 10).unwrap();
    let page = press.page("site/moved.html", "moved", &place(), &moved()).unwrap();
    assert_eq!(page.path, "modules/tokio.html");
    for part in [
        "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\"",
        "<title>Tokio · &lt;Payments&gt; 👩\u{200d}💻</title>",
        "href=\"../style.css\"",
        "<a href=\"../framework.html\" aria-current=\"true\">Framework</a>",
        "&lt;b&gt;Tokio",
        "commit <code>0123456789ab</code>",
        "For everybody.",
    ] {
        assert!(page.text.contains(part), "{part}\n{}", page.text);
    }
    assert!(press.faults().is_empty());
}

fn own(templates: &[(&str, &str)]) -> BTreeMap<String, String> {
    templates.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn an_own_template_that_fails_gives_way_and_is_told_once() {
    let rendered = |text: &str| {
        let press = Press::new(frame(), &own(&[("site/moved.html", text)]), 10).unwrap();
        let mut page = String::new();
        for _ in 0..2 {
            page = press.page("site/moved.html", "moved", &place(), &moved()).unwrap().text;
        }
        let faults: Vec<_> = press.faults().into_iter().map(|fault| (fault.name, fault.line)).collect();
        (page, faults)
    };
    assert_eq!(rendered("Own {{ name }}"), ("Own &lt;b&gt;Tokio".to_owned(), vec![]));
    let fault = |line| vec![("site/moved.html".to_owned(), Some(line))];
    let (page, faults) = rendered("\n{{ nothing }}");
    assert!(page.contains("<!doctype html>"));
    assert_eq!(faults, fault(2));
    let (page, faults) = rendered("{% if %}");
    assert!(page.contains("<!doctype html>"));
    assert_eq!(faults, fault(1));
}

#[test]
fn the_search_list_is_data_whatever_names_hold() {
    let name = "</script><img src=x>\u{202e}\u{2028}\"\\";
    let item = SearchItem(name.into(), "skill", "skills/a.html".into(), "a".into());
    let files = beside_pages(&[item]);
    let list = &files.iter().find(|file| file.path == "search.js").unwrap().text;
    assert!(!list.contains('<') && !list.contains('\u{202e}') && !list.contains('\u{2028}'), "{list}");
    let rows = list.strip_prefix("globalThis.milepostSearch = [\n").unwrap().strip_suffix(",\n];\n").unwrap();
    let row: Vec<String> = serde_json::from_str(rows).unwrap();
    assert_eq!(row[0], "</script><img src=x>\u{fffd}\u{fffd}\"\\");
}
