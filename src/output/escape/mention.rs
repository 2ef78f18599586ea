//! The one place where a forge is meant to notify somebody.

/// `@account`, which a forge turns into a mention; `None` where the text is no plain account name.
/// With a `/` it would be a team, and `@all` is everybody on GitLab.
#[must_use]
pub fn mention(account: &str) -> Option<String> {
    let begins = account.starts_with(|c: char| c.is_ascii_alphanumeric());
    let plain =
        account.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    let one_person = !account.eq_ignore_ascii_case("all") && account.len() <= 255;
    (begins && plain && one_person && !account.ends_with('.')).then(|| format!("@{account}"))
}

#[cfg(test)]
mod tests {
    use super::mention;

    #[test]
    fn only_one_persons_account_is_mentioned() {
        assert_eq!(mention("ana-soto").as_deref(), Some("@ana-soto"));
        assert_eq!(mention("ana.soto_2").as_deref(), Some("@ana.soto_2"));
        for refused in [
            "",
            "acme/everybody",
            "all",
            "ALL",
            "sync[bot]",
            "a b",
            "a\n@b",
            "-a",
            "_a_",
            "a.",
            "@a",
            "ána",
            "a`b",
        ] {
            assert_eq!(mention(refused), None, "{refused}");
        }
    }
}
