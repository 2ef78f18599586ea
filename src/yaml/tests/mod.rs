//! What the module promises as a whole.

mod hostile;
mod places;
mod problems;
mod properties;
mod records;
mod syntax;

use super::*;

fn file(text: &str) -> SourceFile {
    SourceFile::new("people/ana/profile.yaml", text)
}

fn document(text: &str) -> Document {
    let parsed = parse(&file(text));
    assert_eq!(parsed.problems, [], "{text}");
    parsed.document.unwrap()
}

/// The only problem of a text, with the text at its span.
fn problem(text: &str) -> (Problem, String) {
    let file = file(text);
    let parsed = parse(&file);
    assert!(parsed.document.is_none(), "{text}");
    let [problem] = parsed.problems.as_slice() else { panic!("{text}\n{:#?}", parsed.problems) };
    (problem.clone(), file.slice(problem.span).to_owned())
}

/// The kinds of all problems, with the texts at their spans.
fn problems(text: &str) -> Vec<(ProblemKind, String)> {
    let file = file(text);
    let parsed = parse(&file);
    assert!(parsed.document.is_none(), "{text}");
    parsed.problems.iter().map(|problem| (problem.kind, file.slice(problem.span).to_owned())).collect()
}
