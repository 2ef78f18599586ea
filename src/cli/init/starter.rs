//! What a new learning repository is made of: the files of `templates/init/`, built in, and what is
//! filled into them.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::record::Role;
use crate::source::SourceFile;
use crate::yaml;

/// The folder with all of them; its README says what each is and what may stand in it.
static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/init");

/// The frameworks to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Framework {
    /// Services, APIs and databases
    Backend,
    /// Pipelines, models and analyses
    Data,
    /// What other teams build and run on
    Platform,
    /// Keeping products and people safe
    Security,
    /// One role and one skill to show the form
    Empty,
}

impl Framework {
    pub(super) const ALL: [Self; 5] =
        [Self::Backend, Self::Data, Self::Platform, Self::Security, Self::Empty];

    /// The word of the flag, and the name of its folder.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Backend => "backend",
            Self::Data => "data",
            Self::Platform => "platform",
            Self::Security => "security",
            Self::Empty => "empty",
        }
    }

    /// What it is for, in a few words.
    pub(super) fn about(self) -> &'static str {
        match self {
            Self::Backend => "services, APIs and databases",
            Self::Data => "pipelines, models and analyses",
            Self::Platform => "what other teams build and run on",
            Self::Security => "keeping products and people safe",
            Self::Empty => "one role and one skill that show the form",
        }
    }

    /// Its files as they are kept: path in the new repository, text. `empty` stands alone, the others
    /// share what every engineer needs.
    pub(super) fn files(self) -> Vec<(String, &'static str)> {
        let shared = (self != Self::Empty).then_some("shared");
        let mut files = Vec::new();
        for folder in std::iter::once(self.name()).chain(shared) {
            let below = format!("frameworks/{folder}");
            let Some(dir) = FILES.get_dir(&below) else { continue };
            for kind in dir.dirs() {
                for file in kind.files() {
                    let path = file.path().strip_prefix(&below).ok().and_then(|path| path.to_str());
                    if let Some((path, text)) = path.zip(file.contents_utf8()) {
                        files.push((format!("framework/{}", path.replace('\\', "/")), text));
                    }
                }
            }
        }
        files.sort();
        files
    }

    /// Its one role, with the id.
    pub(super) fn role(self) -> Option<(String, Role)> {
        let (path, text) = self.files().into_iter().find(|(path, _)| path.starts_with("framework/roles/"))?;
        Some((id(&path)?, read(&path, text)?))
    }
}

fn id(path: &str) -> Option<String> {
    Some(path.rsplit('/').next()?.strip_suffix(".yaml")?.to_owned())
}

/// A record of a framework. Days are not filled in yet; any will do.
fn read<T: for<'de> Deserialize<'de>>(path: &str, text: &str) -> Option<T> {
    let text = text.replace("\"{{today}}\"", "2000-01-01");
    let document = yaml::parse(&SourceFile::new(path, text)).document?;
    T::deserialize(document.root()).ok()
}

/// A text of `templates/init/texts/`.
pub(super) fn text(name: &str) -> &'static str {
    let file = FILES.get_file(format!("texts/{name}"));
    file.and_then(include_dir::File::contents_utf8).unwrap_or_default()
}

/// What is filled in, by the name of its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Values(BTreeMap<&'static str, String>);

impl Values {
    pub(super) fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.0.insert(name, value.into());
    }

    /// A YAML text with its places filled: `"{{name}}"`, with the quotes, becomes the value as `scalar`
    /// writes it.
    pub(super) fn fill_yaml(&self, text: &str, scalar: impl Fn(&str) -> String) -> String {
        filled(text, ["\"{{", "}}\""], |name| self.0.get(name).map(|value| scalar(value)))
    }

    /// A Markdown text with its places filled by `escape`d values; addresses come in as they are.
    /// What is only for browsers is left out where `browser` is false.
    pub(super) fn fill_markdown(&self, text: &str, browser: bool, escape: impl Fn(&str) -> String) -> String {
        let mut kept = String::with_capacity(text.len());
        let mut within = false;
        for line in text.split_inclusive('\n') {
            match line.trim_end() {
                "<!-- browser -->" => within = true,
                "<!-- /browser -->" => within = false,
                _ if within && !browser => {}
                _ => kept.push_str(line),
            }
        }
        let is_address = |name: &str| name.starts_with("new_");
        filled(&kept, ["{{", "}}"], |name| {
            let value = self.0.get(name)?;
            Some(if is_address(name) { value.clone() } else { escape(value) })
        })
    }
}

/// A text in which every name between the signs gives way to its value. A value is not looked at again.
fn filled(text: &str, [open, close]: [&str; 2], value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        out.push_str(before);
        let named = after.split_once(close);
        match named.and_then(|(name, tail)| Some((value(name)?, tail))) {
            Some((value, tail)) => {
                out.push_str(&value);
                rest = tail;
            }
            None => {
                out.push_str(open);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_framework_has_one_role_and_the_skills_that_it_asks_for() {
        for framework in Framework::ALL {
            let (id, role) = framework.role().unwrap_or_else(|| panic!("{framework:?}"));
            let roles = framework.files().into_iter().filter(|(path, _)| path.contains("/roles/")).count();
            assert_eq!(roles, 1, "{framework:?}");
            assert!(id.contains("engineer") && !role.tiers.is_empty(), "{id}");
            for requirement in role.tiers.iter().flat_map(|tier| &tier.requires) {
                let path = format!("framework/skills/{}.yaml", requirement.skill);
                assert!(framework.files().iter().any(|(there, _)| *there == path), "{id}: {path}");
            }
        }
    }

    #[test]
    fn places_are_filled_and_parts_for_browsers_left_out() {
        let mut values = Values::default();
        values.set("name", "A \"b\"");
        values.set("today", "2026-11-22");
        let quoted = |value: &str| format!("<{value}>");
        assert_eq!(values.fill_yaml("a: \"{{name}}\" # {{name}}\n", quoted), "a: <A \"b\"> # {{name}}\n");
        let text = "a\n<!-- browser -->\nb {{today}}\n<!-- /browser -->\nc {{name}}\n";
        assert_eq!(values.fill_markdown(text, false, str::to_uppercase), "a\nc A \"B\"\n");
        assert_eq!(values.fill_markdown(text, true, str::to_owned), "a\nb 2026-11-22\nc A \"b\"\n");
    }

    #[test]
    fn a_value_is_never_filled_into_another() {
        let mut values = Values::default();
        values.set("a", "{{b}}");
        values.set("b", "secret");
        assert_eq!(values.fill_markdown("{{a}}", true, str::to_owned), "{{b}}");
        assert_eq!(values.fill_yaml("\"{{a}}\"", |value| format!("\"{value}\"")), "\"{{b}}\"");
    }
}
