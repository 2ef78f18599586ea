//! E-mail addresses in free text. What an address in a record means is not decided here.

use crate::source::Span;

/// Local parts that belong to a service and not to a person, such as `git@` of a clone address.
const SERVICES: [&str; 4] = ["git", "hg", "no-reply", "noreply"];

/// What follows the last dot in things that only look like an address: images for dense screens
/// (`logo@2x.png`) and units of systemd (`worker@1.service`). No domain ends like this.
const NO_DOMAINS: [&str; 11] =
    ["gif", "jpeg", "jpg", "mount", "path", "png", "service", "socket", "svg", "timer", "webp"];

/// Where e-mail addresses stand in `text`, in order: something, `@`, and a name of at least two parts
/// with dots between, the last of letters. Neither `@handle` nor `host@1.2.3` is one, and what stands
/// between `//` and `@` is the login of a web address. Takes time linear in the text: no step passes
/// another `@`.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.match_indices('@').filter_map(|(at, _)| {
        let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
        let local = before.get(before.trim_end_matches(is_local).len()..)?.trim_start_matches('.');
        let start = at - local.len();
        let login = before.get(..start)?.ends_with("//");
        if login || !local.contains(char::is_alphanumeric) || SERVICES.contains(&local) {
            return None;
        }
        let domain = after.get(..after.len() - after.trim_start_matches(is_domain).len())?;
        let domain = domain.trim_end_matches(['.', '-']);
        is_host(domain).then(|| Span::new(start, at + 1 + domain.len()))
    })
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'')
}

fn is_domain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-')
}

fn is_host(domain: &str) -> bool {
    let Some((rest, last)) = domain.rsplit_once('.') else { return false };
    let letters = last.chars().all(char::is_alphabetic) || last.starts_with("xn--");
    let parts =
        rest.split('.').all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'));
    letters && last.chars().nth(1).is_some() && parts && !NO_DOMAINS.contains(&last)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<&str> {
        addresses(text).filter_map(|span| text.get(span.start..span.end)).collect()
    }

    #[test]
    fn addresses_are_found_wherever_they_stand() {
        for (text, expected) in [
            ("ana@example.com", &["ana@example.com"][..]),
            ("Ask <ana.soto+work@mail.example.co.uk>.", &["ana.soto+work@mail.example.co.uk"]),
            ("mailto:ana@example.com, chi@example.org.", &["ana@example.com", "chi@example.org"]),
            ("…zoë@bücher.example…", &["zoë@bücher.example"]),
            ("..ana@xn--bcher-kva.xn--p1ai-", &["ana@xn--bcher-kva.xn--p1ai"]),
            ("1+ana@users.noreply.example.com", &["1+ana@users.noreply.example.com"]),
            ("a@b@example.com", &["b@example.com"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_an_address_is_none() {
        for text in [
            "@ana",
            "ask @ana.soto about it",
            "ana@laptop",
            "tokio@1.38.0",
            "actions/checkout@v4",
            "git@git.example.com:payments/worker.git",
            "https://ana@git.example.com/worker",
            "https://maps.example.com/@41.4,2.17",
            "logo@2x.png and worker@1.service",
            "ana@-.com, ana@example.c, ana@.com, ana@example..com",
            "@example.com, -@example.com, ' @example.com",
            "a@",
            "@",
        ] {
            assert_eq!(found(text), <[&str; 0]>::default(), "{text}");
        }
    }

    #[test]
    fn a_text_full_of_signs_takes_no_longer_than_any_other() {
        // Quadratic, these would take minutes.
        for piece in ["@", "a@", "a.b@", "a@b.cd@", "a."] {
            let text = piece.repeat(1_000_000 / piece.len());
            assert!(addresses(&text).count() < text.len(), "{piece}");
        }
        let long = format!("{}@{}.com", "a".repeat(500_000), "b".repeat(500_000));
        assert_eq!(addresses(&long).count(), 1);
    }

    proptest! {
        #[test]
        fn every_place_is_a_stretch_of_the_text_around_one_sign(text in "[aé0.@ /+-]{0,40}") {
            for span in addresses(&text) {
                let address = text.get(span.start..span.end);
                prop_assert_eq!(address.map(|address| address.matches('@').count()), Some(1));
            }
        }
    }
}
