//! Where something can be seen: a web address, or why there is none. One question for both.

use crate::cli::ask::{Asker, Preset, Question};
use crate::error::Error;
use crate::record::{Address, LinkFault, Reach};

/// What shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// The address of a page.
    Link(String),
    /// Why there is none.
    Reason(String),
}

impl Evidence {
    /// The address.
    pub(super) fn link(&self) -> Option<&str> {
        match self {
            Self::Link(link) => Some(link),
            Self::Reason(_) => None,
        }
    }

    /// The reason.
    pub(super) fn reason(&self) -> Option<&str> {
        match self {
            Self::Link(_) => None,
            Self::Reason(reason) => Some(reason),
        }
    }
}

/// What the flags say, else what is typed: a link, or a few words.
///
/// # Errors
/// As [`Asker::text`].
pub(super) fn ask(
    asker: &Asker<'_>,
    links: &[String],
    no_link: Option<&str>,
    proposed: Option<&str>,
) -> Result<Vec<Evidence>, Error> {
    let question = Question {
        flag: if no_link.is_some() { "--no-link REASON" } else { "--link URL" },
        text: "Where can it be seen?",
        help: "A web address; if there is none, write in a few words why",
    };
    if !links.is_empty() {
        let one = |link: &String| asker.text(&question, Some(link), Preset::Nothing, &link_only);
        return links.iter().map(|link| one(link).map(Evidence::Link)).collect();
    }
    if let Some(reason) = no_link {
        return Ok(vec![Evidence::Reason(
            asker.text(&question, Some(reason), Preset::Nothing, &|_| Ok(()))?,
        )]);
    }
    let preset = Preset::default(proposed);
    let typed = asker.text(&question, None, preset, &link_or_reason)?;
    Ok(vec![if is_link(&typed) { Evidence::Link(typed) } else { Evidence::Reason(typed) }])
}

/// Whether a text is meant to be an address.
fn is_link(text: &str) -> bool {
    text.contains("://")
}

fn link_or_reason(text: &str) -> Result<(), String> {
    if is_link(text) {
        return link_only(text);
    }
    match text.split(' ').count() {
        1 if text.contains('.') && text.contains('/') => {
            Err("write the whole address, as the browser shows it, with https://".to_owned())
        }
        1 => Err("write an address with https://, or a few words on why there is none".to_owned()),
        _ => Ok(()),
    }
}

/// Whether a text is the address of a page that others can open; if not, why, in a few words.
pub(in crate::cli) fn link_only(text: &str) -> Result<(), String> {
    let fault = match Address::parse(text).map(|address| address.reach()) {
        Ok(Reach::Anywhere) => return Ok(()),
        Ok(Reach::ThisMachine | Reach::OneNetwork) => "nobody else can open this address",
        Err(LinkFault::Scheme) => "a web address begins with https://",
        Err(LinkFault::Character) => "a web address has no spaces and no backslash",
        Err(LinkFault::Credentials) => "there is a user name or a password in it: leave that out",
        Err(LinkFault::Host) => "this is not the whole address",
    };
    Err(fault.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_a_link_or_a_reason_and_a_slip_is_told() {
        for good in ["https://git.example.com/a/b/pull/1", "The customer's repository is closed"] {
            assert_eq!(link_or_reason(good), Ok(()), "{good}");
        }
        for (bad, part) in [
            ("git.example.com/a/b", "with https://"),
            ("none", "a few words"),
            ("https://user:secret@git.example.com/", "a password"),
            ("http://localhost:8080/x", "nobody else"),
            ("ftp://example.com/x", "begins with https://"),
        ] {
            let reason = link_or_reason(bad).unwrap_err();
            assert!(reason.contains(part), "{bad}: {reason}");
            assert!(!reason.contains("secret"));
        }
    }
}
