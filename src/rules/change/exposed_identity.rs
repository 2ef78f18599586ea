//! Somebody's name, account or e-mail address where people go by pseudonyms.

use super::addresses::addresses;
use crate::finding::{Audience, Finding, Location, Pointer, Severity};
use crate::load::{Content, File};
use crate::record::{Identities, Kind};
use crate::rules::{Check, Docs, Example, Family, FilesView, Rule, Setting};
use crate::source::{SourceFile, Span};
use crate::yaml::{Document, Node, Value};

/// See the module.
pub static RULE: Rule = Rule {
    id: "exposed-identity",
    family: Family::Change,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a name, an account or an e-mail address where the policy asks for pseudonyms",
    docs: Docs {
        finds: "The policy says `privacy.identities: pseudonymous`, and a profile has `name`, `accounts` or \
                `emails`, or a signing key with a comment such as `user@host`, or an e-mail address stands \
                anywhere in a person's records: in a text, a comment or the text beside an entry. `@handle` \
                is no address, nor is the `git@…` of a clone address. Records of people who have left count \
                too. The output shows the place and never what stands there. Of one file at most 20 lines \
                with addresses are listed.",
        why: "Everybody who may read the repository can read who somebody is, for as long as its history is \
              kept. A pseudonym protects only while nothing beside it gives the person away.",
        bad: Example {
            path: "people/p-07/profile.yaml",
            yaml: "role: backend-engineer\ntier: mid\nname: Ana Soto\nemails: [ana@example.com]",
        },
        good: Example { path: "people/p-07/profile.yaml", yaml: "role: backend-engineer\ntier: mid" },
        change: "Take it out before the change is merged; what an earlier commit holds stays in the history. \
                 Where names are welcome, an owner sets `privacy.identities: open` in milepost.yaml.",
    },
    checks: &[Check::PersonFiles(check)],
};

/// The most lines of one file that are pointed at, lest a file full of addresses floods the output.
const MAX_LINES: usize = 20;

fn check(view: &FilesView<'_>, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if setting.policy.identities != Identities::Pseudonymous {
        return;
    }
    for file in view.files {
        let found = match (&file.content, file.sound()) {
            (Content::Companion(text), _) => in_text(file, text, None, &[]),
            (Content::Yaml(yaml), Some(document)) => {
                let own = if file.kind() == Some(Kind::Profile) { PRIVATE } else { &[] };
                findings.extend(own.iter().flat_map(|field| field.exposed(file, document)));
                let judged: Vec<Span> =
                    own.iter().filter_map(|field| Some(document.root().get(field.key)?.span())).collect();
                in_text(file, &yaml.source, Some(document), &judged)
            }
            _ => continue,
        };
        findings.extend(found);
    }
}

/// A key of a profile that says who somebody is.
struct Field {
    key: &'static str,
    /// The pointers below the key that expose somebody.
    places: fn(Node<'_>) -> Vec<Pointer>,
    /// Goes before "and the policy".
    message: &'static str,
    help: &'static str,
}

static PRIVATE: &[Field] = &[
    Field {
        key: "name",
        places: |_| vec![Pointer::root()],
        message: "`name` says who this person is",
        help: "take `name` out; reports show the handle",
    },
    Field {
        key: "accounts",
        places: |accounts| accounts.entries().next().map(|_| Pointer::root()).into_iter().collect(),
        message: "`accounts` says who this person is",
        help: "take `accounts` out",
    },
    Field {
        key: "emails",
        places: |emails| emails.items().next().map(|_| Pointer::root()).into_iter().collect(),
        message: "`emails` says who this person is",
        help: "take `emails` out",
    },
    Field {
        key: "signing_keys",
        places: |keys| {
            let named = keys.items().enumerate().filter(|(_, key)| names_somebody(*key));
            named.map(|(index, _)| Pointer::root().index(index)).collect()
        },
        message: "the comment of a signing key says who this person is",
        help: "take out what stands behind the key itself; the key works without it",
    },
];

impl Field {
    fn exposed(&self, file: &File, document: &Document) -> Vec<Finding> {
        let Some(value) = document.root().get(self.key) else { return Vec::new() };
        let path = file.display_path();
        let places = (self.places)(value).into_iter();
        places
            .map(|below| {
                let pointer = format!("/{}{}", self.key, below.as_str());
                exposed(Location::value(&path, &*pointer), self.message, self.help)
            })
            .collect()
    }
}

/// Whether the comment of an SSH public key, which is its third word and what follows, holds an
/// address; programs write `user@host`, with or without a domain.
fn names_somebody(key: Node<'_>) -> bool {
    let Value::Text(text) = key.value() else { return false };
    text.split_whitespace()
        .skip(2)
        .any(|word| word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && !host.is_empty()))
}

/// A finding for each line with addresses, but for those within `judged`.
fn in_text(file: &File, source: &SourceFile, document: Option<&Document>, judged: &[Span]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut offset = 0;
    for line in source.text().split_inclusive('\n') {
        let places = addresses(line).map(|span| Span::new(offset + span.start, offset + span.end));
        let mut open = places.filter(|span| !judged.iter().any(|other| within(other, span.start)));
        if let Some(first) = open.next() {
            let span = Span::new(first.start, open.last().unwrap_or(first).end);
            let message = format!("{} holds an e-mail address", holder(document, first.start));
            findings.push(exposed(
                Location::text(&file.display_path(), span),
                &message,
                "take the address out, or write the handle of the person instead",
            ));
            if findings.len() == MAX_LINES {
                break;
            }
        }
        offset += line.len();
    }
    findings
}

fn within(span: &Span, offset: usize) -> bool {
    (span.start..span.end).contains(&offset)
}

/// What of the record stands at `offset`, in words. Keys may be people's own, so only a plain one
/// is repeated.
fn holder(document: Option<&Document>, offset: usize) -> String {
    let Some(document) = document else { return "this text".to_owned() };
    let mut members = document.root().entries();
    let key = members.find(|member| within(&member.value.span(), offset)).map(|member| member.key);
    let plain = |key: &&str| key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    match key {
        Some(key) => Some(key).filter(plain).map_or("a value".to_owned(), |key| format!("`{key}`")),
        None => "a comment or a key".to_owned(),
    }
}

fn exposed(location: Location, what: &str, help: &str) -> Finding {
    RULE.finding(location, format!("{what}, and the policy asks for pseudonyms"))
        .label("not shown here")
        .help(help)
        .conceal()
}
