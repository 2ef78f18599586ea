//! The template environment, the only room that names minijinja.
//!
//! Strict about undefined names, with a fuel limit, without files or environment. Every value is
//! escaped for its target as it is printed, unless it is `Markup` that our own code has built;
//! there is no filter that marks a value as safe. What templates may call is in `filters`, what
//! they may build on is in `built_in`.

mod built_in;
#[cfg(test)]
mod charts_tests;
mod filters;

use std::collections::BTreeMap;
use std::io::{self, Write};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use serde::{Serialize, Serializer};

pub(crate) use built_in::{ICON, SCRIPT, STYLE};
pub use built_in::{is_overridable, names};

use super::escape;
use crate::error::Error;

/// How many instructions one rendering may take: for itself, and for each item of its lists. The
/// built-in templates take some dozens for an item.
const FUEL: u64 = 200_000;
const FUEL_PER_ITEM: u64 = 1_000;

/// The most bytes that one rendering may write.
const MAX_BYTES: usize = 64 << 20;

/// Text in the target's own markup, which is printed as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Markup(pub(crate) String);

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}

/// What a template writes, which decides how values are escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Markdown as forges render it.
    Markdown,
    /// HTML, text and quoted attribute values alike.
    Html,
}

impl Target {
    /// Whether the template `name` writes for this target.
    fn writes(self, name: &str) -> bool {
        match self {
            Self::Markdown => name.ends_with(".md"),
            Self::Html => name.ends_with(".html"),
        }
    }

    fn escape(self, text: &str) -> String {
        match self {
            Self::Markdown => escape::markdown(text),
            Self::Html => escape::html(text),
        }
    }
}

/// Why a template could not be rendered, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The template's name, such as `report/team.html`.
    pub name: String,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong, without full stop.
    pub reason: String,
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let message = match fault.line {
            Some(line) => format!("line {line}: {}", fault.reason),
            None => fault.reason,
        };
        Self::Template { name: fault.name, message }
    }
}

/// Templates for one target, with everything that they may call.
pub(crate) struct Engine {
    environment: Environment<'static>,
    target: Target,
}

impl Engine {
    /// The built-in templates of `target`, which may take as long as `items` list items need.
    ///
    /// # Errors
    /// Where a built-in template is malformed.
    pub(crate) fn new(target: Target, items: usize) -> Result<Self, Fault> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let items = u64::try_from(items).unwrap_or(u64::MAX);
        environment.set_fuel(Some(FUEL.saturating_add(items.saturating_mul(FUEL_PER_ITEM))));
        environment.set_debug(false);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.map_err(|error| fault("", &error))?);
        environment.set_auto_escape_callback(|_| AutoEscape::Custom("report".into()));
        for bypass in ["safe", "escape", "e"] {
            environment.remove_filter(bypass);
        }
        // What makes much of little in one instruction: the fuel would not notice.
        for greedy in ["format", "indent", "replace"] {
            environment.remove_filter(greedy);
        }
        environment.set_formatter(move |out, _, value| {
            if value.is_undefined() {
                return Err(minijinja::Error::from(minijinja::ErrorKind::UndefinedError));
            }
            let text = value.to_string();
            let written =
                if value.is_safe() { out.write_str(&text) } else { out.write_str(&target.escape(&text)) };
            written.map_err(minijinja::Error::from)
        });
        filters::add(&mut environment, target);
        let mut engine = Self { environment, target };
        for (name, source) in built_in::templates(target) {
            engine.add(name, source)?;
        }
        Ok(engine)
    }

    /// Adds a template, or puts it in the place of the built-in one of that name.
    ///
    /// # Errors
    /// Where it is malformed.
    pub(crate) fn add(&mut self, name: &str, source: &str) -> Result<(), Fault> {
        let added = self.environment.add_template_owned(name.to_owned(), source.to_owned());
        added.map_err(|error| fault(name, &error))
    }

    /// Puts those of a learning repository's templates that write for this target in the place of
    /// the built-in ones, and says which of them are malformed: there, the built-in ones stay.
    pub(crate) fn replace(&mut self, own: &BTreeMap<String, String>) -> Vec<Fault> {
        let written = own.iter().filter(|(name, _)| self.target.writes(name)).collect::<Vec<_>>();
        written.into_iter().filter_map(|(name, text)| self.add(name, text).err()).collect()
    }

    /// Makes a value known to every template.
    pub(crate) fn define(&mut self, name: &'static str, value: &impl Serialize) {
        self.environment.add_global(name, Value::from(Serde(value)));
    }

    /// Renders the template `name` with `context`.
    ///
    /// # Errors
    /// Where the template names something that is not there, or runs too long.
    pub(crate) fn render(&self, name: &str, context: &impl Serialize) -> Result<String, Fault> {
        let template = self.environment.get_template(name).map_err(|error| fault(name, &error))?;
        let mut page = Page(Vec::new());
        match template.render_captured_to(Value::from(Serde(context)), &mut page) {
            Ok(_) => Ok(String::from_utf8_lossy(&page.0).into_owned()),
            Err(error) => Err(fault(name, &error)),
        }
    }
}

/// What a template has written so far, up to [`MAX_BYTES`].
struct Page(Vec<u8>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len().saturating_add(bytes.len()) > MAX_BYTES {
            return Err(io::Error::other("the page is larger than any page should be"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Renders `source` with `context`, which has about `items` list items.
///
/// # Errors
/// Where the template is malformed, names something that is not there, or runs too long.
pub(crate) fn render(
    name: &str,
    source: &str,
    context: &impl Serialize,
    items: usize,
    target: Target,
) -> Result<String, Fault> {
    let mut engine = Engine::new(target, items)?;
    engine.add(name, source)?;
    engine.render(name, context)
}

fn fault(name: &str, error: &minijinja::Error) -> Fault {
    // Where a part is at fault, the error names it; the outermost cause says least.
    let mut innermost = error;
    while let Some(inner) =
        std::error::Error::source(innermost).and_then(|source| source.downcast_ref::<minijinja::Error>())
    {
        innermost = inner;
    }
    let reason = match innermost.detail() {
        Some(detail) => format!("{}: {detail}", innermost.kind()),
        None => innermost.kind().to_string(),
    };
    Fault { name: innermost.name().unwrap_or(name).to_owned(), line: innermost.line(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Context {
        text: &'static str,
        markup: Markup,
        list: Vec<Markup>,
    }

    fn rendered(source: &str) -> Result<String, String> {
        let context = Context { text: "<b>", markup: Markup("<i>".into()), list: vec![Markup("<u>".into())] };
        let result = render("t.md", source, &context, 1, Target::Html);
        result.map_err(|fault| format!("line {}: {}", fault.line.unwrap_or(0), fault.reason))
    }

    #[test]
    fn only_our_own_markup_is_printed_as_it_is() {
        assert_eq!(rendered("{{ text }}{{ markup }}").unwrap(), "&lt;b&gt;<i>");
        assert_eq!(rendered("{% for item in list %}{{ item }}{% endfor %}").unwrap(), "<u>");
        assert_eq!(rendered("{{ text ~ '<' }}").unwrap(), "&lt;b&gt;&lt;");
        assert_eq!(rendered("{% autoescape false %}{{ text }}{% endautoescape %}").unwrap(), "&lt;b&gt;");
        assert_eq!(rendered("{% set x %}{{ text }}{% endset %}{{ x }}").unwrap(), "&lt;b&gt;");
        assert!(rendered("{{ text|safe }}").unwrap_err().contains("filter"));
        assert!(rendered("{{ text|e }}").unwrap_err().contains("filter"));
    }

    #[test]
    fn a_template_can_neither_guess_names_nor_run_for_ever() {
        assert!(rendered("\n{{ nothing }}").unwrap_err().starts_with("line 2: undefined"));
        let endless = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
        assert!(rendered(endless).unwrap_err().contains("fuel"));
        assert!(
            rendered("{% for a in range(999) %}{{ 'x' * 99999 }}{% endfor %}").is_err(),
            "too long a page"
        );
        assert!(rendered("{{ 'a'|indent(9) }}").unwrap_err().contains("filter"));
        assert!(rendered("{% if %}").is_err());
        assert!(rendered("{% include 'Cargo.toml' %}").is_err());
    }

    #[test]
    fn a_fault_in_a_part_is_told_where_it_is() {
        let mut engine = Engine::new(Target::Html, 0).unwrap();
        engine.add("part", "{% macro m(x) %}\n{{ x.y.z }}{% endmacro %}").unwrap();
        engine.add("whole", "{% from 'part' import m %}\n\n{{ m(1) }}").unwrap();
        let fault = engine.render("whole", &()).unwrap_err();
        assert_eq!((fault.name.as_str(), fault.line), ("part", Some(2)), "{fault:?}");
    }
}
