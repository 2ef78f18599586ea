//! Texts of the sheet as flags name them, and as they are proposed to be named.

/// What a shell takes for something else, also between double quotes. A flag may leave it out.
const OF_THE_SHELL: [char; 5] = ['"', '\\', '`', '$', '!'];
/// The most characters that are proposed for a flag; no heading is longer.
const LONGEST: usize = 200;

/// A text as flags are looked up by it: in lower case, with single spaces, without what a shell would
/// take for something else.
#[must_use]
pub fn told(text: &str) -> String {
    plain(text.chars()).to_lowercase()
}

/// A text as it may stand in a command between double quotes, where [`told`] finds it again.
#[must_use]
pub fn quotable(text: &str) -> String {
    plain(text.chars().take(LONGEST))
}

fn plain(text: impl Iterator<Item = char> + Clone) -> String {
    let spaced = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match spaced(text.clone().filter(|c| !OF_THE_SHELL.contains(c)).collect()) {
        // Nothing else stands there, so it has to do.
        nothing if nothing.is_empty() => spaced(text.collect()),
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_proposed_for_a_flag_is_found_again() {
        for text in ["Full  Name", "Good!", "a \"b\" $c", "C# = good", "!!", "", &"long ".repeat(30)] {
            assert_eq!(told(&quotable(text)), told(text), "{text}");
        }
        assert_eq!(told(" Good\n !"), "good");
        assert_eq!(told("!!"), "!!", "no flag stands for a heading without text");
    }
}
