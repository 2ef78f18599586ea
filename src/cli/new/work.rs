//! `--from REV[..REV]`: what a commit in the repository of the work says about an entry. A commit's
//! message is anybody's text: it is only ever proposed, without what a reader cannot see.
//!
//! Facts about addresses: GitHub, Forgejo and Gitea show a commit at `/OWNER/NAME/commit/ID` and a
//! range at `/OWNER/NAME/compare/FROM...TO`; GitLab has `/-/` before both. Git's manual page `git-clone`
//! ("GIT URLS") lists the forms of a remote's address.

use crate::calendar::{Date, Moment, Zone};
use crate::cli::place::working_folder;
use crate::cli::usage;
use crate::error::Error;
use crate::output::escape::shorten;
use crate::record::{Address, Reach};
use crate::report::permalink::encoded;
use crate::source::{ObjectId, Repository, hidden};

/// What a commit proposes for an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Work {
    /// Its subject.
    pub(super) title: Option<String>,
    /// The day on which it was written, by its author's clock.
    pub(super) date: Option<Date>,
    /// The page of the commit or of the range; none where the remote is on no forge.
    pub(super) link: Option<String>,
    /// The rest of its message, without signatures.
    pub(super) decision: Option<String>,
}

/// The most characters of a title and of a decision.
const LONGEST_TITLE: usize = 150;
const LONGEST_DECISION: usize = 1500;

/// Reads `REV` or `REV..REV` of the Git repository around the current folder.
///
/// # Errors
/// Where there is no repository, or a revision names no commit there.
pub(super) fn read(range: &str) -> Result<Work, Error> {
    let repository = Repository::discover(&working_folder()?)?;
    let (first, last) = match range.split_once("..") {
        // A third full stop is Git's symmetric difference; a page of a range shows that anyhow.
        Some((first, last)) => (Some(first), last.trim_start_matches('.')),
        None => (None, range),
    };
    let resolve = |revision: &str| {
        if revision.starts_with('-') {
            return Err(usage(
                format!("--from: `{revision}` is no revision"),
                "name a branch, tag or commit",
            ));
        }
        repository.resolve(if revision.is_empty() { "HEAD" } else { revision })
    };
    let (first, last) = (first.map(&resolve).transpose()?, resolve(last)?);
    let described = repository.describe(&last)?;
    let remote = repository.remote_address()?;
    let page = remote.as_deref().and_then(|remote| page(remote, first.map(|it| it.commit), last.commit));
    let (title, decision) = parts(&described.message);
    Ok(Work { title, decision, date: day(described.written), link: page })
}

/// The day that the author's clock showed.
fn day(written: Moment) -> Option<Date> {
    Zone::utc().date_at(written.seconds.checked_add(i64::from(written.offset_minutes) * 60)?)
}

/// Subject and body of a message.
fn parts(message: &str) -> (Option<String>, Option<String>) {
    let mut paragraphs = Vec::new();
    for paragraph in visible(message).split("\n\n") {
        let text = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() && !is_signature(paragraph) {
            paragraphs.push(text);
        }
    }
    let mut paragraphs = paragraphs.into_iter();
    let title = paragraphs.next().map(|title| {
        // A forge puts the number of the pull request there when it squashes.
        let bare =
            title.rsplit_once(" (#").filter(|(_, end)| is_number(end)).map(|(bare, _)| bare.to_owned());
        shorten(&bare.unwrap_or(title), LONGEST_TITLE)
    });
    let body = paragraphs.collect::<Vec<_>>().join(" ");
    (title, Some(shorten(&body, LONGEST_DECISION)).filter(|body| !body.is_empty()))
}

fn is_number(end: &str) -> bool {
    end.strip_suffix(')')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Line ends as LF, and nothing that a reader cannot see.
fn visible(message: &str) -> String {
    let plain = message.replace("\r\n", "\n").replace('\t', " ");
    hidden::characters(&plain).filter(|(_, c, hidden)| !hidden || *c == '\n').map(|(_, c, _)| c).collect()
}

/// Whether every line of a paragraph is one such as `Signed-off-by: Ana <ana@example.com>`.
fn is_signature(paragraph: &str) -> bool {
    let mut lines = paragraph.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some()
        && lines.all(|line| {
            line.split_once(": ").is_some_and(|(key, _)| {
                key.contains('-') && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            })
        })
}

/// The page of a commit or of a range, without anything of the remote's address but host and path.
fn page(remote: &str, first: Option<ObjectId>, last: ObjectId) -> Option<String> {
    let (host, path) = host_and_path(remote)?;
    let between = if host.split('.').any(|label| label == "gitlab") { "/-" } else { "" };
    let path = encoded(path);
    let page = match first {
        None => format!("https://{host}/{path}{between}/commit/{last}"),
        Some(first) => format!("https://{host}/{path}{between}/compare/{first}...{last}"),
    };
    // A page that nobody else can open shows nothing to anybody.
    let opens = Address::parse(&page).is_ok_and(|address| address.reach() == Reach::Anywhere);
    opens.then_some(page)
}

/// Host (with its port, for HTTP) and path of a remote on a forge.
fn host_and_path(remote: &str) -> Option<(String, &str)> {
    let (authority, path, web) = match remote.split_once("://") {
        Some(("https" | "http", rest)) => rest.split_once('/').map(|(host, path)| (host, path, true))?,
        Some(("ssh" | "git" | "git+ssh", rest)) => {
            rest.split_once('/').map(|(host, path)| (host, path, false))?
        }
        Some(_) => return None,
        // `git@host:owner/name.git`; with a slash before the colon it is a path.
        None => remote.split_once(':').filter(|(host, _)| !host.contains('/')).map(|(h, p)| (h, p, false))?,
    };
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = if web { host } else { host.split_once(':').map_or(host, |(name, _)| name) };
    let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    // A host without a dot is a drive of Windows or a machine of the own network.
    if !host.contains('.') || !host.chars().all(valid) {
        return None;
    }
    let path = path.trim_matches('/').trim_end_matches(".git").trim_end_matches('/');
    let path = path.split(['?', '#']).next().filter(|path| path.contains('/'))?;
    Some((host.to_lowercase(), path))
        .filter(|(_, path)| !path.split('/').any(|part| matches!(part, "" | "." | "..")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_remote_leads_to_its_pages_and_takes_no_secret_along() {
        let (first, last) = (ObjectId([0xaa; 20]), ObjectId([0xbb; 20]));
        let (a, b) = ("aa".repeat(20), "bb".repeat(20));
        for (remote, expected) in [
            ("https://github.com/acme/worker.git", "https://github.com/acme/worker"),
            ("https://ana:s3cret@github.com/acme/worker.git", "https://github.com/acme/worker"),
            ("https://s3cret@git.example.com:8443/acme/worker", "https://git.example.com:8443/acme/worker"),
            ("git@github.com:acme/worker.git", "https://github.com/acme/worker"),
            ("ssh://git@git.example.com:2222/acme/worker.git", "https://git.example.com/acme/worker"),
            ("git://codeberg.org/acme/worker/", "https://codeberg.org/acme/worker"),
            ("https://github.com/acme/worker?token=s3cret#x", "https://github.com/acme/worker"),
        ] {
            let commit = page(remote, None, last).unwrap();
            assert_eq!(commit, format!("{expected}/commit/{b}"), "{remote}");
            assert!(!commit.contains("s3cret"), "{commit}");
            assert_eq!(page(remote, Some(first), last).unwrap(), format!("{expected}/compare/{a}...{b}"));
        }
        assert_eq!(
            page("git@gitlab.example.com:group/sub/worker.git", Some(first), last).unwrap(),
            format!("https://gitlab.example.com/group/sub/worker/-/compare/{a}...{b}")
        );
        for remote in [
            "/srv/git/worker.git",
            "../worker",
            "file:///srv/git/worker.git",
            "C:/work/worker",
            "https://github.com/",
            "https://github.com/a/../b",
            "https://evil host.com/a/b",
            "",
        ] {
            assert_eq!(page(remote, None, last), None, "{remote}");
        }
    }

    #[test]
    fn a_message_gives_title_and_decision() {
        let message = "Port the retry queue to tokio (#412)\r\n\r\nBounded channels over a semaphore,\r\nbecause \
                       back-pressure\r\nthen reaches the caller.\n\nMeasured twice.\n\nSigned-off-by: Ana \
                       <ana@example.com>\nCo-authored-by: Ben <ben@example.com>\n";
        let (title, decision) = parts(message);
        assert_eq!(title.unwrap(), "Port the retry queue to tokio");
        assert_eq!(
            decision.unwrap(),
            "Bounded channels over a semaphore, because back-pressure then reaches the caller. Measured twice."
        );
        assert_eq!(parts(" \n"), (None, None));
        let (title, _) = parts("\u{1b}[31mred\u{202e} \u{200b}text");
        assert_eq!(title.unwrap(), "[31mred text");
    }

    #[test]
    fn the_day_is_that_of_the_authors_clock() {
        let written: Moment = "2026-11-20T00:30:00+02:00".parse().unwrap();
        assert_eq!(day(written).unwrap().to_string(), "2026-11-20");
        assert_eq!(day(Moment { seconds: i64::MAX, offset_minutes: 60 }), None);
    }
}
