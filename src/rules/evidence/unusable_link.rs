//! A link that a reader cannot follow, or should not.

use crate::finding::{Audience, Finding, Location, Pointer, Severity};
use crate::record::{Address, LinkFault, Person, Reach};
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unusable-link",
    family: Family::Evidence,
    severity: Severity::Error,
    audience: Audience::Shared,
    dated: false,
    summary: "a link that is no web address, holds a password, or leads to a private machine",
    docs: Docs {
        finds: "A link does not begin with `https://` or `http://`, holds a user name or a password, has \
                spaces or hidden characters, or names no host (letters such as `ü` in a host are written \
                in its `xn--` form, as browsers copy it). Or it leads to the reader's own machine \
                (`localhost` and addresses such as 127.0.0.1), or to a private, link-local or reserved \
                address, IPv4 in any notation that browsers read, or IPv6. A name in your own network, \
                such as `wiki.corp.internal`, is fine. Looked at are the `links` of entries, the `url` \
                of a certificate, and the `url` of skills' alignments, modules and credentials. Nothing \
                is ever opened. Entries and awards of people who have left are not looked at.",
        why: "Evidence that nobody can open shows nothing. A password in a repository can be read by \
              everybody who has a copy, for ever.",
        bad: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "links: [http://localhost:3000/payments/worker/pull/412]",
        },
        good: Example {
            path: "people/ana/portfolio/2026-11-20-retry-queue.yaml",
            yaml: "links: [https://git.example.com/payments/worker/pull/412]",
        },
        change: "Set its severity under `rules` in milepost.yaml: where your pages have private \
                 addresses and no names, and every reader can open them, `off` is right.",
    },
    checks: &[Check::Person(check_person), Check::Framework(check_framework)],
};

fn check_person(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if setting.has_left(person) {
        return;
    }
    for entry in person.entries.iter() {
        for (index, link) in entry.data.links.iter().enumerate() {
            judge(link, || entry.value(Pointer::from("/links").index(index)), findings);
        }
    }
    for award in person.awards.iter() {
        if let Some(url) = award.data.certificate.as_ref().and_then(|certificate| certificate.url.as_ref()) {
            judge(url, || award.value("/certificate/url"), findings);
        }
    }
}

fn check_framework(setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for skill in setting.framework.skills.iter() {
        for (index, alignment) in skill.data.align.iter().enumerate() {
            if let Some(url) = &alignment.url {
                judge(url, || skill.value(Pointer::from("/align").index(index).key("url")), findings);
            }
        }
    }
    for module in setting.framework.modules.iter() {
        if let Some(url) = &module.data.url {
            judge(url, || module.value("/url"), findings);
        }
    }
    for credential in setting.framework.credentials.iter() {
        if let Some(url) = &credential.data.url {
            judge(url, || credential.value("/url"), findings);
        }
    }
}

/// Judges one link. The link itself is not repeated: it may hold a password.
fn judge(link: &str, location: impl FnOnce() -> Location, findings: &mut Vec<Finding>) {
    let (message, label, help) = match Address::parse(link).map(|address| address.reach()) {
        Ok(Reach::Anywhere) => return,
        Ok(Reach::ThisMachine) => (
            "the link leads to the reader's own machine, where this page is not",
            "another machine for every reader",
            "write the address under which other people open the page",
        ),
        Ok(Reach::OneNetwork) => (
            "the link leads to an address that is known only inside a private network",
            "cannot be opened from outside",
            "write the address under which other people open the page",
        ),
        Err(LinkFault::Scheme) => (
            "the link is not a web address, which begins with `https://` or `http://`",
            "no `https://`",
            "write the whole address, as the browser shows it",
        ),
        Err(LinkFault::Character) => (
            "the link has a space, a backslash or a hidden character, which no web address has",
            "not an address as a whole",
            "copy the address from the browser again",
        ),
        Err(LinkFault::Credentials) => (
            "the link holds a user name or a password",
            "what stands before the `@`",
            "take out everything between `//` and the `@`; a password that was ever committed has to be \
             changed, because the history keeps it",
        ),
        Err(LinkFault::Host) => (
            "the link names no host, such as `git.example.com`, that could be looked up",
            "no valid host",
            "copy the address from the browser again, which writes a host with letters such as `ü` in its \
             `xn--` form",
        ),
    };
    findings.push(RULE.finding(location(), message).label(label).help(help));
}
