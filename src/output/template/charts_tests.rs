//! The charts of `templates/parts/charts.html`: their geometry, and that words say all of it.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Engine, Target};

fn drawn(call: &str, context: &impl Serialize) -> String {
    let mut engine = Engine::new(Target::Html, 100).unwrap();
    let imports = "{% from 'parts/charts.html' import progress, share, pips, stacked, before_after, line %}";
    engine.add("chart", &format!("{imports}{call}")).unwrap();
    engine.render("chart", context).unwrap()
}

fn widths(svg: &str) -> Vec<f64> {
    let numbers = svg.split("width=\"").skip(1).filter_map(|rest| rest.split('"').next());
    numbers.filter_map(|number| number.parse().ok()).collect()
}

#[test]
fn bars_end_where_their_figures_say() {
    let none = Value::Null;
    assert_eq!(widths(&drawn("{{ progress(3, 4) }}", &none)), [100.0, 75.0]);
    assert_eq!(widths(&drawn("{{ progress(0, 0) }}", &none)), [100.0, 0.0]);
    assert_eq!(widths(&drawn("{{ progress(9, 4) }}", &none)), [100.0, 100.0], "never past the end");
    assert_eq!(widths(&drawn("{{ share(84, '84 %') }}", &none)), [100.0, 84.0]);
    assert_eq!(widths(&drawn("{{ share(-5, '−5 %') }}", &none)), [100.0, 0.0]);
    let svg = drawn("{{ before_after(2.1, 4.2, 5, '2.1 of 5', '4.2 of 5') }}", &none);
    assert_eq!(widths(&svg), [100.0, 42.0, 100.0, 84.0]);
    assert!(svg.contains("2.1 of 5") && svg.contains("4.2 of 5"));
    assert!(!drawn("{{ before_after(1, 2, 0, 'a', 'b') }}", &none).contains("inf"));
}

#[test]
fn many_are_a_bar_and_few_are_squares() {
    let few = drawn("{{ pips(2, 3) }}", &Value::Null);
    assert_eq!((few.matches("bar-done").count(), few.matches("bar-rest").count()), (2, 1));
    let many = drawn("{{ pips(2, 5000) }}", &Value::Null);
    assert_eq!(many.matches("<rect").count(), 2);
    assert!(few.contains("2 of 3") && many.contains("2 of 5000"));
}

#[test]
fn parts_lie_side_by_side_and_are_told() {
    let parts = json!({"parts": [
        {"label": "<b>", "count": 1}, {"label": "two", "count": 0}, {"label": "three", "count": 3}]});
    let svg = drawn("{{ stacked(parts) }}", &parts);
    assert!(svg.contains("class=\"part-3\" x=\"25.0\" width=\"75.0\""), "{svg}");
    assert!(svg.contains("&lt;b&gt;: 1") && svg.contains("two: 0") && svg.contains("three: 3"));
    let nothing = json!({"parts": [{"label": "one", "count": 0}]});
    assert!(!drawn("{{ stacked(parts) }}", &nothing).contains("NaN"));
}

#[test]
fn a_line_stops_where_a_figure_is_withheld() {
    let context = json!({"points": [
        {"label": "2026-09-30", "value": 0}, {"label": "2026-10-31", "value": 50},
        {"label": "2026-11-30", "value": null}, {"label": "2026-12-31", "value": 100}]});
    let svg = drawn("{{ line('Title', points, 100, ' %') }}", &context);
    assert!(svg.contains("class=\"chart-line\" d=\"M0.0 100.0L33.33 50.0M100.0 0.0\""), "{svg}");
    assert!(svg.contains("not shown") && svg.contains(">50 %<"), "{svg}");
    for points in [json!([]), json!([{"label": "2026-09-30", "value": 1}])] {
        let svg = drawn("{{ line('Title', points, 0) }}", &json!({ "points": points }));
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}
