//! What an answer says: its JSON, its next page, the forge's own words. Whether to try again is
//! judged elsewhere.

use serde_json::Value;
use ureq::http::HeaderMap;
use ureq::http::header::{CONTENT_TYPE, LINK};

use super::address::Origin;
use super::path::Path;
use super::secret::Secret;
use crate::forge::Failure;
use crate::output::escape;

/// As much of a forge's words as is looked at.
const LOOKED_AT: usize = 4096;
/// As much of a forge's words as is shown, in characters.
const SHOWN: usize = 200;

/// An answer with a status from 200 to 299.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// What it says; null where it says nothing.
    pub body: Value,
    /// The scopes of the token, where the forge names them.
    pub scopes: Option<String>,
    /// Where the next page of a list is.
    pub next: Option<Path>,
    /// How many bytes it had.
    pub(super) size: u64,
}

/// What GitHub says that a classic token may do.
pub(super) fn scopes(headers: &HeaderMap) -> Option<String> {
    headers.get("x-oauth-scopes")?.to_str().ok().map(str::to_owned)
}

/// Words of others as one short line: no secret in it, nothing that a terminal or a CI runner obeys.
pub(super) fn line(secrets: &[Secret], text: &str) -> String {
    let mut text: String = text.chars().take(LOOKED_AT).collect();
    for secret in secrets {
        text = secret.redact(&text);
    }
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = words.chars().take(SHOWN).collect();
    if words.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    escape::neutralise_commands(&escape::terminal(&shown))
}

/// Reads a body as JSON.
///
/// # Errors
/// [`Failure::Unusable`] with what came instead.
pub(super) fn json(secrets: &[Secret], headers: &HeaderMap, body: &[u8]) -> Result<Value, Failure> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Value::Null);
    }
    serde_json::from_slice(body).map_err(|_| {
        let form = headers.get(CONTENT_TYPE).and_then(|form| form.to_str().ok());
        let form = form.map_or("nothing that says what it is", |form| form.split(';').next().unwrap_or(form));
        let words = String::from_utf8_lossy(body.get(..LOOKED_AT).unwrap_or(body));
        let first: String = words.trim_start().chars().take(60).collect();
        let (form, first) = (line(secrets, form), line(secrets, &first));
        Failure::Unusable { reason: format!("it is no JSON but {form}, beginning with “{first}”") }
    })
}

/// What a refusal says: the `message` or `error` of its JSON with what stands in `errors`, otherwise the
/// first words of its text.
pub(super) fn message(secrets: &[Secret], body: &[u8]) -> String {
    let mut words = Vec::new();
    match serde_json::from_slice::<Value>(body) {
        Ok(Value::Object(fields)) => {
            for name in ["message", "error", "error_description", "errors"] {
                fields.get(name).into_iter().for_each(|value| collect(value, &mut words));
            }
        }
        Ok(_) => {}
        Err(_) => words.push(String::from_utf8_lossy(body.get(..LOOKED_AT).unwrap_or(body)).into_owned()),
    }
    words.dedup();
    let message = line(secrets, &words.join(", "));
    if message.is_empty() { "it gives no reason".to_owned() } else { message }
}

/// The texts in a value, a few of them.
fn collect(value: &Value, words: &mut Vec<String>) {
    if words.len() >= 8 {
        return;
    }
    match value {
        Value::String(text) => words.push(text.clone()),
        Value::Array(items) => items.iter().take(8).for_each(|item| collect(item, words)),
        Value::Object(fields) => {
            // "base: has a conflict", "name: is too long".
            for (name, value) in fields.iter().take(8) {
                if let Value::String(text) = value {
                    words.push(format!("{name}: {text}"));
                } else {
                    collect(value, words);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The next page by the `Link` header (RFC 8288), which GitHub, GitLab and Forgejo all send.
///
/// # Errors
/// [`Failure::Redirected`] where it is on another host.
pub(super) fn next_page(
    secrets: &[Secret],
    origin: &Origin,
    headers: &HeaderMap,
) -> Result<Option<Path>, Failure> {
    let links = headers.get_all(LINK).iter().filter_map(|header| header.to_str().ok());
    links.filter_map(next_target).next().map(|target| on_the_same_host(secrets, origin, target)).transpose()
}

/// The target of `<target>; rel="next"` among the links of a header.
fn next_target(header: &str) -> Option<&str> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let (target, after) = after.split_once('>')?;
        let end = after.find('<').unwrap_or(after.len());
        let parameters = after.get(..end).unwrap_or_default();
        let is_next = parameters.split([';', ',']).any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or_default();
            let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
            name.trim().eq_ignore_ascii_case("rel") && relations.any(|one| one.eq_ignore_ascii_case("next"))
        });
        if is_next {
            return Some(target);
        }
        rest = after;
    }
    None
}

/// A target that a forge named, as a path on its host.
///
/// # Errors
/// [`Failure::Redirected`] where it is on another host, [`Failure::Unusable`] where it is no address.
pub(super) fn on_the_same_host(secrets: &[Secret], origin: &Origin, target: &str) -> Result<Path, Failure> {
    let elsewhere = |host: &Origin| Failure::Redirected { host: line(secrets, &host.address("")) };
    match Origin::split(target) {
        Some((host, path)) if host == *origin => Ok(Path::named_by_forge(&path)),
        Some((host, _)) => Err(elsewhere(&host)),
        // `/path` is on this host, `//host/path` is not.
        None if target.starts_with('/') && !target.starts_with("//") && !target.contains('\\') => {
            Origin::split(&origin.address(target))
                .map(|(_, path)| Path::named_by_forge(&path))
                .ok_or_else(no_address)
        }
        None => Err(no_address()),
    }
}

fn no_address() -> Failure {
    Failure::Unusable { reason: "it sends on to something that is no web address".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn origin() -> Origin {
        Origin::split("https://git.example.com/api/v1").unwrap().0
    }

    #[test]
    fn the_next_page_is_found_among_the_links() {
        for (header, next) in [
            ("<https://git.example.com/x?page=2>; rel=\"next\"", Some("/x?page=2")),
            ("<https://git.example.com/a,b>; rel=\"prev\", </y>; title=\"a\"; Rel=next", Some("/y")),
            ("<https://git.example.com:443/x>; rel=\"last next\"", Some("/x")),
            ("<https://git.example.com/x>; rel=\"last\"", None),
            ("<https://git.example.com/x", None),
            ("rel=next", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(LINK, header.parse().unwrap());
            let found = next_page(&[], &origin(), &headers).unwrap().map(|path| path.on_host("/api/v1"));
            assert_eq!(found.as_deref(), next, "{header}");
        }
    }

    #[test]
    fn a_page_on_another_host_is_never_asked_for() {
        for target in [
            "https://evil.example/x?page=2",
            "http://git.example.com/x",
            "https://git.example.com:8443/x",
            "https://git.example.com.evil.example/",
        ] {
            let failure = on_the_same_host(&[], &origin(), target).unwrap_err();
            assert!(matches!(failure, Failure::Redirected { .. }), "{target}: {failure:?}");
            assert!(!failure.to_string().contains("page"), "{failure}");
        }
        for target in
            ["//evil.example/x", "https://git.example.com@evil.example/", "x", "", "/\\evil.example"]
        {
            let failure = on_the_same_host(&[], &origin(), target).unwrap_err();
            assert!(matches!(failure, Failure::Unusable { .. }), "{target}: {failure:?}");
        }
    }

    #[test]
    fn refusals_are_told_in_the_forges_words() {
        for (body, told) in [
            (
                r#"{"message":"Validation Failed","errors":[{"field":"body","code":"too_long"}]}"#,
                "Validation Failed, field: body, code: too_long",
            ),
            (r#"{"message":{"note":["is too long"]}}"#, "is too long"),
            (
                r#"{"error":"insufficient_scope","error_description":"Needs api"}"#,
                "insufficient_scope, Needs api",
            ),
            ("<html>\n <b>Bad Gateway", "<html> <b>Bad Gateway"),
            ("", "it gives no reason"),
            ("[1]", "it gives no reason"),
        ] {
            assert_eq!(message(&[], body.as_bytes()), told);
        }
    }

    #[test]
    fn words_of_others_are_one_harmless_line_without_the_token() {
        let token = Secret::new("glpat-SECRET0123456789").unwrap();
        let said = "::error::x\r\n##[add]\u{202e}glpat-SECRET0123456789\u{1b}[31m ".to_owned()
            + &"long ".repeat(2000);
        let told = line(&[token], &said);
        assert!(
            told.starts_with("<U+003A>:error::x ##<U+005B>add]<U+202E>***<U+001B>[31m long long"),
            "{told}"
        );
        assert!(told.chars().count() < 260, "{told}");
    }

    proptest! {
        #[test]
        fn wherever_a_forge_sends_to_it_is_its_own_host(
            target in "(https?:|HTTPS:|//|/|\\\\|[.]{1,2}|git[.]example[.]com|evil[.]example|:443|:80|@|%2f|[?#]|[a-z]{1,3}|\\PC){0,9}",
        ) {
            if let Ok(path) = on_the_same_host(&[], &origin(), &target) {
                let address = origin().address(&path.on_host("/api/v1"));
                let again = Origin::split(&address).map(|(host, _)| host);
                prop_assert_eq!(again, Some(origin()), "{}", address);
            }
        }

        #[test]
        fn links_of_any_kind_are_read_in_good_order(header in "(<|>|;|,|=|\"| |rel|next|https://git[.]example[.]com/|/x|\\PC){0,30}") {
            if let Some(target) = next_target(&header) {
                let written = ["<", target, ">"].concat();
                prop_assert!(header.contains(&written));
                prop_assert!(header.to_lowercase().contains("next"));
            }
        }
    }
}
