//! Names, titles and addresses → ids and handles, the same way wherever one is proposed.

use super::Id;

/// What pseudonyms begin with: `p-07`.
const PSEUDONYM: &str = "p-";
/// Nothing longer is looked at: no name is.
const LONGEST: usize = 400;

/// A text in lower-case kebab, cut at a word where it would be longer than `most`: letters of European
/// languages written out, an apostrophe joins, and names such as `C`, `C++` and `C#` told apart. Empty
/// where nothing of it can be written so; not always an id, as `2026` is none.
#[must_use]
pub fn kebab(text: &str, most: usize) -> String {
    let mut kebab = String::new();
    let mut gap = false;
    let mut beginning = true;
    let mut characters = text.trim().chars().take(LONGEST).peekable();
    while let Some(c) = characters.next() {
        let follows_letter = (1..=2).contains(&kebab.len()) && !gap;
        let spelled = match c {
            '+' if follows_letter && characters.peek() == Some(&'+') => {
                characters.next();
                Some("-plus-plus")
            }
            '#' if follows_letter => Some("-sharp"),
            '&' => Some("-and-"),
            '.' if beginning && characters.peek().is_some_and(|next| next.is_alphabetic()) => Some("dot"),
            _ => None,
        };
        beginning = false;
        if let Some(spelled) = spelled {
            kebab.push_str(spelled);
            gap = spelled.ends_with('-');
            continue;
        }
        let letters = letters(c);
        if letters.is_empty() {
            gap = gap || !joins(c);
            continue;
        }
        if gap && !kebab.is_empty() {
            kebab.push('-');
        }
        gap = false;
        kebab.push_str(&letters);
    }
    cut(&kebab, most)
}

/// The first words of a text in kebab that together are no longer than `most`.
fn cut(kebab: &str, most: usize) -> String {
    let mut kept = String::new();
    for word in kebab.split('-').filter(|word| !word.is_empty()) {
        if kept.is_empty() {
            kept.extend(word.chars().take(most));
        } else if kept.len() + 1 + word.len() <= most {
            kept.push('-');
            kept.push_str(word);
        } else {
            break;
        }
    }
    kept
}

/// What stands between two letters of one word: an apostrophe, or an accent that is a character of its
/// own (acute, diaeresis, tilde, grave).
fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{301}' | '\u{308}' | '\u{303}' | '\u{300}')
}

/// A character in the letters and digits of ids; empty where it has none.
fn letters(c: char) -> String {
    let mut letters = String::new();
    for lower in c.to_lowercase() {
        match written_out(lower) {
            Some(several) => letters.push_str(several),
            None if lower.is_ascii_alphanumeric() => letters.push(lower),
            None => {}
        }
    }
    letters
}

/// How a letter that no id may hold is written in one: `ü` as `ue`, `é` as `e`. `None` for all that
/// is no lower-case letter of a European language beyond ASCII.
fn written_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' | 'æ' => "ae",
        'ö' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'þ' => "th",
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' | 'ő' => "o",
        'ŕ' | 'ř' => "r",
        'ś' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// The handle that an e-mail address suggests: what stands before the `@`, without the number that
/// forges put before hidden addresses (`4711+ana@users.noreply…`) and without the tag that people put
/// behind (`ana+work@…`). `None` where nothing of it can be a handle.
#[must_use]
pub fn handle_of_email(email: &str) -> Option<String> {
    let local = email.split('@').next().unwrap_or_default();
    let plain = match local.split_once('+') {
        Some((number, name)) if number.bytes().all(|b| b.is_ascii_digit()) => name,
        Some((name, _)) => name,
        None => local,
    };
    Some(kebab(plain, Id::MAX_LENGTH)).filter(|handle| Id::is_valid(handle))
}

/// The pseudonyms after the highest one that was ever given among `handles`, in order: `p-01` at
/// first. None is given again, because a handle is one person's for ever.
pub fn pseudonyms<'a>(handles: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = String> {
    let number = |handle: &str| handle.strip_prefix(PSEUDONYM)?.parse::<u32>().ok();
    let highest = handles.into_iter().filter_map(number).max().unwrap_or(0);
    (highest..u32::MAX).map(|number| format!("{PSEUDONYM}{:02}", number + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_what_people_can_type() {
        for (text, expected) in [
            ("Run the webhook worker on async Rust", "run-the-webhook-worker-on-async-rust"),
            ("Größe, Überblick & Straße", "groesse-ueberblick-and-strasse"),
            ("Don't panic: café naïve Łódź", "dont-panic-cafe-naive-lodz"),
            ("Cafe\u{301}", "cafe"),
            ("Søren Åberg", "soren-aberg"),
            ("  --#412 fix!! ", "412-fix"),
            ("Q&A #1", "q-and-a-1"),
            ("Clean   code\n(a book)", "clean-code-a-book"),
            ("2026", "2026"),
            ("学习", ""),
            ("—", ""),
            ("", ""),
            ("Makes the payment retry queue hold two thousand", "makes-the-payment-retry-queue-hold-two"),
        ] {
            assert_eq!(kebab(text, 40), expected, "{text}");
        }
        assert_eq!(kebab(&"x".repeat(100_000), 40).len(), 40);
    }

    #[test]
    fn names_that_differ_in_a_sign_are_told_apart() {
        for (name, expected) in [
            ("C", "c"),
            ("C#", "c-sharp"),
            ("C++", "c-plus-plus"),
            ("F# ", "f-sharp"),
            (".NET", "dotnet"),
            ("Node.js", "node-js"),
            ("CI/CD", "ci-cd"),
            ("R&D", "r-and-d"),
        ] {
            assert_eq!(kebab(name, 40), expected, "{name}");
        }
    }

    #[test]
    fn a_handle_is_what_stands_before_the_at() {
        for (email, expected) in [
            ("ana@example.com", Some("ana")),
            ("Ana.Soto@example.com", Some("ana-soto")),
            ("ana_soto+work@example.com", Some("ana-soto")),
            ("4711+ana@users.noreply.github.com", Some("ana")),
            ("a--b.@example.com", Some("a-b")),
            ("jörg@example.com", Some("joerg")),
            ("4711@example.com", None),
            ("@example.com", None),
            ("", None),
            ("анна@example.com", None),
        ] {
            assert_eq!(handle_of_email(email).as_deref(), expected, "{email}");
        }
    }

    #[test]
    fn pseudonyms_count_on_and_are_never_given_again() {
        let next = |handles: &[&str]| pseudonyms(handles.iter().copied()).next();
        assert_eq!(next(&[]).as_deref(), Some("p-01"));
        assert_eq!(next(&["ana", "p-03", "p-x", "p-07"]).as_deref(), Some("p-08"));
        assert_eq!(next(&["p-99"]).as_deref(), Some("p-100"));
        assert_eq!(next(&["p-4294967295"]), None, "somebody has to name the next one");
    }

    proptest::proptest! {
        #[test]
        fn behind_a_date_every_text_is_a_valid_id(text in "\\PC{0,200}") {
            let kebab = kebab(&text, 48);
            proptest::prop_assert!(kebab.is_empty() || Id::is_valid(&format!("2026-11-22-{kebab}")), "{kebab}");
        }
    }
}
