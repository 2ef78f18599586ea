//! Data and property values of workflow commands, as GitHub's runner reads them back.

/// The data of a workflow command: the runner turns `%25`, `%0D` and `%0A` back.
#[must_use]
pub fn command_data(text: &str) -> String {
    escaped(text, false)
}

/// The value of a property of a workflow command: as data, and `%3A`, `%2C`.
#[must_use]
pub fn command_value(text: &str) -> String {
    escaped(text, true)
}

fn escaped(text: &str, value: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' if value => out.push_str("%3A"),
            ',' if value => out.push_str("%2C"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_part_of_a_command_is_escaped() {
        assert_eq!(command_data("50 %: a,b\r\n%0A"), "50 %25: a,b%0D%0A%250A");
        assert_eq!(command_value("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }
}
