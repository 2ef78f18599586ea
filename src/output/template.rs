//! The template environment, the only room that names minijinja.
//!
//! Strict about undefined names, with a fuel limit, without files or environment. Every value is
//! escaped as it is printed, unless it is [`Markup`] that our own code has built; there is no
//! filter that marks a value as safe.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use serde::{Serialize, Serializer};

use crate::error::Error;

/// How many instructions one rendering may take: for itself, and for each item of its lists. The
/// built-in templates take some dozens for an item.
const FUEL: u64 = 200_000;
const FUEL_PER_ITEM: u64 = 1_000;

/// Text in the target's own markup, which is printed as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Markup(pub(crate) String);

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}

/// Renders `source` with `context`, which has about `items` list items; `escape` is applied to every
/// value that is no [`Markup`].
///
/// # Errors
/// [`Error::Template`] where the template is malformed, names something that is not there, or
/// runs too long.
pub(crate) fn render(
    name: &str,
    source: &str,
    context: &impl Serialize,
    items: usize,
    escape: fn(&str) -> String,
) -> Result<String, Error> {
    let failed = |error: minijinja::Error| Error::Template {
        name: name.to_owned(),
        message: match error.line() {
            Some(line) => format!("line {line}: {}", reason(&error)),
            None => reason(&error),
        },
    };
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let items = u64::try_from(items).unwrap_or(u64::MAX);
    environment.set_fuel(Some(FUEL.saturating_add(items.saturating_mul(FUEL_PER_ITEM))));
    environment.set_debug(false);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(failed)?;
    environment.set_syntax(syntax);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("report".into()));
    for bypass in ["safe", "escape", "e"] {
        environment.remove_filter(bypass);
    }
    environment.set_formatter(move |out, _, value| {
        if value.is_undefined() {
            return Err(minijinja::Error::from(minijinja::ErrorKind::UndefinedError));
        }
        let text = value.to_string();
        let written = if value.is_safe() { out.write_str(&text) } else { out.write_str(&escape(&text)) };
        written.map_err(minijinja::Error::from)
    });
    environment.add_template(name, source).map_err(failed)?;
    let context = Value::from(Serde(context));
    environment.get_template(name).and_then(|template| template.render(context)).map_err(failed)
}

fn reason(error: &minijinja::Error) -> String {
    match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    }
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
        let result = render("t.md", source, &context, 1, |text| text.replace('<', "&lt;"));
        result.map_err(|error| error.to_string().split_once("rendered: ").unwrap().1.to_owned())
    }

    #[test]
    fn only_our_own_markup_is_printed_as_it_is() {
        assert_eq!(rendered("{{ text }}{{ markup }}").unwrap(), "&lt;b><i>");
        assert_eq!(rendered("{% for item in list %}{{ item }}{% endfor %}").unwrap(), "<u>");
        assert_eq!(rendered("{{ text ~ '<' }}").unwrap(), "&lt;b>&lt;");
        assert_eq!(rendered("{% autoescape false %}{{ text }}{% endautoescape %}").unwrap(), "&lt;b>");
        assert_eq!(rendered("{% set x %}{{ text }}{% endset %}{{ x }}").unwrap(), "&lt;b>");
        assert!(rendered("{{ text|safe }}").unwrap_err().contains("filter"));
        assert!(rendered("{{ text|e }}").unwrap_err().contains("filter"));
    }

    #[test]
    fn a_template_can_neither_guess_names_nor_run_for_ever() {
        assert!(rendered("\n{{ nothing }}").unwrap_err().starts_with("line 2: undefined"));
        let endless = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
        assert!(rendered(endless).unwrap_err().contains("fuel"));
        assert!(rendered("{% if %}").is_err());
        assert!(rendered("{% include 'Cargo.toml' %}").is_err());
    }
}
