//! Turns of phrase that the messages of this family share.

/// The most characters of a name that a message repeats; ids have at most 64.
const NAME_LIMIT: usize = 64;

/// A name as messages show it, in backquotes; a name that is no id may be of any length.
pub(super) fn name(name: &str) -> String {
    match name.char_indices().nth(NAME_LIMIT) {
        Some((end, _)) => format!("`{}…`", name.get(..end).unwrap_or_default()),
        None => format!("`{name}`"),
    }
}

/// The most items that [`list`] spells out.
const LIST_LIMIT: usize = 12;

/// `a, b and c`; a long list is cut short.
pub(in crate::rules) fn list(items: impl IntoIterator<Item = String>) -> String {
    let mut items: Vec<String> = items.into_iter().collect();
    if items.len() > LIST_LIMIT {
        let more = items.len() + 1 - LIST_LIMIT;
        items.truncate(LIST_LIMIT - 1);
        items.push(format!("{more} more"));
    }
    let Some(last) = items.pop() else { return String::new() };
    if items.is_empty() { last } else { format!("{} and {last}", items.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_people_write_them() {
        let items = |count: usize| (1..=count).map(|n| n.to_string());
        for (count, expected) in [
            (0, ""),
            (1, "1"),
            (2, "1 and 2"),
            (3, "1, 2 and 3"),
            (12, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 12"),
            (13, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more"),
        ] {
            assert_eq!(list(items(count)), expected);
        }
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        assert_eq!(name("rust"), "`rust`");
        assert_eq!(name(&"ä".repeat(64)), format!("`{}`", "ä".repeat(64)));
        assert_eq!(name(&"ä".repeat(65)), format!("`{}…`", "ä".repeat(64)));
    }
}
