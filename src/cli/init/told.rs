//! What `milepost init` says: what was written, what is there, what has to wait, and what comes next.

use std::fmt::Write;

use super::super::commit::quoted;
use super::choices::Choices;
use super::ground::Ground;
use super::plan::{LeftOut, Plan, Planned};
use crate::output::escape;
use crate::output::wording::{self, count};
use crate::schema;

/// What each group of files is, by the start of its paths, in the order in which they are told.
const GROUPS: [(&str, &str); 12] = [
    ("milepost.yaml", "the rules, each with what it means"),
    ("framework/", ""),
    ("people/", "you"),
    ("README.md", "for learners and mentors"),
    ("PRIVACY.md", "one page to hand to a works council"),
    (".milepost/schema/", "what editors complete and check"),
    (".vscode/", "completion and checks in VS Code"),
    (".editorconfig", "indentation and line ends"),
    (".gitattributes", "line ends, the same on every machine"),
    ("CODEOWNERS", "whom changes of the rules need"),
    (".gitlab-ci.yml", "CI"),
    (".", "what the forge reads"),
];

/// Every path, for `--dry-run`.
pub(super) fn rehearsal(ground: &Ground, plan: &Plan, columns: usize) -> String {
    let mut text = String::new();
    let git = if ground.without_git { ", with a new Git repository" } else { "" };
    let _ = writeln!(text, "In {}{git}:\n", ground.folder.display());
    for file in &plan.files {
        let _ = writeln!(text, "  would write    {}", file.path);
    }
    for path in &plan.there {
        let _ = writeln!(text, "  there already  {path}");
    }
    waiting(&mut text, plan, columns);
    text.push_str("\nNothing was written.\n");
    escape::terminal_lines(&text, &mut [])
}

/// What was written, and what has to wait.
pub(super) fn written(ground: &Ground, plan: &Plan, choices: &Choices, columns: usize) -> String {
    let mut text = String::new();
    if plan.files.is_empty() {
        let _ = writeln!(text, "Nothing is missing in {}: nothing was written.", ground.folder.display());
    } else {
        let git = if ground.without_git { ", a new Git repository" } else { "" };
        let _ = writeln!(text, "Written in {}{git}:\n", ground.folder.display());
        let groups = groups(&plan.files);
        let width = groups.iter().map(|(path, ..)| path.chars().count()).max().unwrap_or(0);
        for (path, files, about) in &groups {
            let about = match *path {
                "framework/" => of_framework(files),
                _ if path.starts_with("people/") => choices
                    .position
                    .as_ref()
                    .map_or_else(String::new, |position| format!("you: {}", position.title())),
                _ => (*about).to_owned(),
            };
            row(&mut text, path, width, &about, columns);
        }
        if !plan.there.is_empty() {
            let there = format!("There already, and left as it is: {}", shortened(&plan.there).join(", "));
            let _ = writeln!(text, "\n{}", wording::wrap(&there, columns).join("\n"));
        }
    }
    waiting(&mut text, plan, columns);
    escape::terminal_lines(&text, &mut [])
}

/// A path or a command, and what it is: beside it where there is room, else below.
fn row(text: &mut String, name: &str, width: usize, about: &str, columns: usize) {
    let line = format!("  {name:<width$}  {about}");
    if about.is_empty() || line.chars().count() <= columns {
        let _ = writeln!(text, "{}", line.trim_end());
        return;
    }
    let _ = writeln!(text, "  {name}");
    for line in wording::wrap(about, columns.saturating_sub(6)) {
        let _ = writeln!(text, "      {line}");
    }
}

/// What is said of written files that Git ignores, and what to do.
pub(super) fn ignored(ground: &Ground, paths: &[String]) -> Option<(String, String)> {
    let first = paths.first()?;
    let git = if ground.shown == "." { String::new() } else { format!(" -C {}", quoted(&ground.shown)) };
    Some((
        format!("Git ignores {}, so no commit takes them along", shortened(paths).join(", ")),
        format!(
            "take away the line that `git{git} check-ignore -v {}` names, mostly in .gitignore",
            quoted(first)
        ),
    ))
}

/// The paths, with one name for what lies together.
fn shortened(paths: &[String]) -> Vec<&str> {
    let mut shown: Vec<&str> = Vec::new();
    for path in paths {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = if folder == schema::FOLDER { folder } else { path };
        if shown.last() != Some(&name) {
            shown.push(name);
        }
    }
    shown
}

fn waiting(text: &mut String, plan: &Plan, width: usize) {
    if !plan.left_out.is_empty() {
        text.push_str("\nNot yet:\n");
    }
    for LeftOut { what, why, commands } in &plan.left_out {
        text.push('\n');
        for (index, line) in wording::wrap(&format!("{what}: {why}."), width - 4).iter().enumerate() {
            let _ = writeln!(text, "{}{line}", if index == 0 { "  " } else { "    " });
        }
        for command in commands {
            let _ = writeln!(text, "      {command}");
        }
    }
}

/// The files in groups, each with the path that stands for it.
fn groups(files: &[Planned]) -> Vec<(&str, Vec<&str>, &'static str)> {
    let mut rest: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut groups = Vec::new();
    for (start, about) in GROUPS {
        let (these, others): (Vec<&str>, Vec<&str>) = rest.iter().partition(|path| path.starts_with(start));
        rest = others;
        match these.as_slice() {
            [] => {}
            [one] if start != "framework/" => groups.push((*one, these, about)),
            [first, ..] => {
                let shown =
                    if start == "." { first.split_inclusive('/').next().unwrap_or(first) } else { start };
                groups.push((shown, these, about));
            }
        }
    }
    groups
}

fn of_framework(files: &[&str]) -> String {
    let kinds = ["role", "skill", "module", "credential"];
    let counted = kinds.iter().filter_map(|kind| {
        let number = files.iter().filter(|path| path.starts_with(&format!("framework/{kind}s/"))).count();
        (number > 0).then(|| count(number, kind))
    });
    counted.collect::<Vec<_>>().join(", ")
}

/// The commands that come next.
pub(super) fn next(
    ground: &Ground,
    plan: &Plan,
    ignored: &[String],
    committed: bool,
    columns: usize,
) -> String {
    let unfinished = ground.repository.unfinished().filter(|_| !committed);
    let first = unfinished.map(|begun| format!("{begun} is not finished here: finish it, then commit these"));
    let mut commands = Vec::new();
    if ground.shown != "." {
        commands.push((format!("cd {}", quoted(&ground.shown)), ""));
    }
    let begun = plan.files.iter().any(|file| file.path.starts_with("people/"));
    if begun {
        commands
            .push(("milepost new goal".into(), "what you want to be able to do, and where you will use it"));
    }
    commands.push(("milepost check".into(), "whether everything fits together"));
    if let Some(first) = &first {
        commands.push(("git status".into(), first));
    } else if !committed {
        let message = if begun { "A learning repository" } else { "Complete the learning repository" };
        commands.push((format!("git add {} && git commit -m '{message}'", added(ground, plan, ignored)), ""));
    }
    let mut text = String::from("\nNext:\n\n");
    for (command, about) in commands {
        row(&mut text, &command, 17, about, columns);
    }
    escape::terminal_lines(&text, &mut [])
}

/// What to stage: in a repository that was there, nothing but what was written and is not ignored.
fn added(ground: &Ground, plan: &Plan, ignored: &[String]) -> String {
    if ground.without_git {
        return ".".to_owned();
    }
    let mut tops: Vec<&str> = Vec::new();
    for file in plan.files.iter().filter(|file| !ignored.contains(&file.path)) {
        let folder = file.path.split('/').next().unwrap_or_default();
        // A folder that was there may hold other changes.
        let shared = plan.there.iter().any(|path| path.split('/').next() == Some(folder));
        let shown = if shared { file.path.as_str() } else { folder };
        if !tops.contains(&shown) {
            tops.push(shown);
        }
    }
    tops.into_iter().map(quoted).collect::<Vec<_>>().join(" ")
}
