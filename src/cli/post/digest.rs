//! `milepost post digest`: one issue that holds the digest, kept up to date.

use clap::Args;

use super::super::as_of::AsOf;
use super::super::output::Output;
use super::super::place::Place;
use super::super::report::digest as made;
use super::super::{Common, Outcome, templates, usage};
use super::ci::{self, CiRun};
use super::connection::{Connected, ConnectionArguments};
use super::dry_run;
use super::refused::{self, Wish};
use crate::calendar::{Date, Moment};
use crate::error::Error;
use crate::forge::digest_issue::{self as issue, Act, Posted, Text};
use crate::forge::{Failure, Forge, Kind, Visibility};
use crate::output::digest_issue::{self as written, TITLE};
use crate::record::{self, Identities};
use crate::report::basis::{Basis, Everybody};
use crate::report::digest::{Digest, WaitingChange, WaitingChanges};

/// Arguments of `milepost post digest`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost post digest                       in CI, on a schedule, on the default branch\n  \
    milepost post digest --since 2026-11-01\n  \
    milepost post digest --forge github --project example/learning --dry-run\n\
    The digest is that of the commit that is checked out, for everybody, with the open pull\n\
    requests that wait for review. It stands in one issue that the token's account opened, and is\n\
    edited only when it says something else; close the issue, and the next run opens another. Who is\n\
    overdue is named only where milepost.yaml says `digest: {named: all}`, and nobody is mentioned\n\
    unless it says `digest: {mention: true}`. In a public project it is posted only where\n\
    milepost.yaml says `site: {visibility: public}`.\n\
    The token is read from MILEPOST_TOKEN, else from GITHUB_TOKEN or GH_TOKEN, GITLAB_TOKEN,\n\
    FORGEJO_TOKEN or GITEA_TOKEN.\n\
    Exit status: 0 posted, or nothing new; 2 could not.")]
pub(super) struct Arguments {
    /// Look back to this day, YYYY-MM-DD [default: 7 days before today]
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    #[command(flatten)]
    connection: ConnectionArguments,
}

/// Posts the digest.
///
/// # Errors
/// Where it could not be made or posted.
pub(super) fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Outcome, Error> {
    let ci = match ci::read() {
        // Who says everything needs no word of CI.
        Err(_) if arguments.connection.is_complete() => CiRun::default(),
        ci => ci?,
    };
    let project = arguments.connection.project(ci.project.as_ref())?;
    let place = Place::find(common)?;
    let (basis, tip) = AsOf::of_head(&place, common)?;
    let since = made::since(arguments.since, &basis)?;
    let Connected { forge, rehearsal } = arguments.connection.connect(project, None)?;
    let forge = forge.as_ref();
    let asks = rehearsal.as_ref().is_none_or(|rehearsal| rehearsal.reads);
    if asks {
        may_be_read(forge, &basis)?;
    }
    let everybody = basis.everybody()?;
    let earlier = made::before(&place, &basis, tip, since, output)?;
    let mut digest = Digest::of(&basis, &everybody, earlier.as_ref(), since, None);
    if !place.root.is_empty() {
        output.note(
            "open pull requests are left out: the project holds other things than the learning repository",
        );
    } else if asks {
        digest = digest.with_waiting(waiting(forge, &basis)?);
    }
    if basis.policy.digest_mention {
        digest = mentioning(digest, &basis, &everybody, forge.project().kind, output);
    }
    let own = templates::checked_out(&place, output)?;
    let (body, faults) = written::body(&digest, &own)?;
    faults.iter().for_each(|fault| templates::tell(Some(fault), output));
    let result = post(forge, &body, !digest.empty, rehearsal.is_some(), output);
    if let Some(rehearsal) = rehearsal {
        dry_run::tell(&rehearsal, output)?;
    }
    result.map(|()| Outcome::Fine)
}

/// A digest names people and their plans: it stands where everybody may read only if the policy says
/// that everybody may.
fn may_be_read(forge: &dyn Forge, basis: &Basis) -> Result<(), Error> {
    let project = forge.project();
    let visibility = forge.visibility().map_err(|failure| {
        let action = format!("ask who may read {}", project.name);
        refused::error(project, Wish::Read, action, &failure)
    })?;
    match (visibility, basis.policy.visibility) {
        (Visibility::Public, record::Visibility::Private) => Err(usage(
            format!(
                "{} is public, and the policy does not say that everybody may read about its people: \
                 nothing is posted",
                project.name
            ),
            "write `site: {visibility: public}` in milepost.yaml if they agree, or make the project private",
        )),
        (Visibility::Public, record::Visibility::Public)
        | (Visibility::Internal | Visibility::Private, _) => Ok(()),
    }
}

/// The open changes that wait, each by its number: no cross-reference, and nobody's name.
fn waiting(forge: &dyn Forge, basis: &Basis) -> Result<WaitingChanges, Error> {
    let project = forge.project();
    let (sign, page) = match project.kind {
        Kind::GitHub | Kind::Forgejo => ('#', "pulls"),
        Kind::GitLab => ('!', "-/merge_requests"),
    };
    let word = project.kind.change_word();
    let action = || format!("list the open {word}s of {}", project.name);
    let open =
        forge.open_changes().map_err(|failure| refused::error(project, Wish::Read, action(), &failure))?;
    let drafts = open.iter().filter(|change| change.draft).count();
    let mut changes = Vec::new();
    for change in open.iter().filter(|change| !change.draft) {
        let opened = change.opened.parse::<Moment>().ok();
        let Some(since) = opened.and_then(|moment| basis.policy.zone.date_at(moment.seconds)) else {
            let reason = format!("it does not say when {sign}{} was opened", change.number);
            return Err(refused::error(project, Wish::Read, action(), &Failure::Unusable { reason }));
        };
        // The forge's clock may be ahead, and nothing waits since a day to come.
        let since = since.min(basis.today);
        changes.push(WaitingChange { number: format!("{sign}{}", change.number), since });
    }
    let page = format!("{}/{}/{page}", project.server, project.name);
    let words = [word, &format!("{word}s")];
    Ok(WaitingChanges::new(changes, drafts, words, page))
}

/// The digest with the accounts of those whom it names as due or overdue.
fn mentioning(digest: Digest, basis: &Basis, everybody: &Everybody, kind: Kind, output: &Output) -> Digest {
    if basis.policy.identities == Identities::Pseudonymous {
        output.note("nobody is mentioned: the policy says `privacy.identities: pseudonymous`");
        return digest;
    }
    digest.with_mentions(|handle| {
        let person = everybody.people.iter().find(|person| *person.handle == *handle)?;
        kind.login_in(person.profile()?.accounts.as_ref()?).map(str::to_owned)
    })
}

fn post(forge: &dyn Forge, body: &str, speaks: bool, rehearsed: bool, output: &Output) -> Result<(), Error> {
    let project = forge.project();
    let action = || format!("post the digest in {}", project.name);
    let text = Text::new(TITLE, body, speaks).map_err(|reason| Error::Forge {
        action: action(),
        reason: reason.to_owned(),
        advice: "this is a fault of the program: please report it".to_owned(),
    })?;
    let posted = issue::upsert(forge, &text)
        .map_err(|failure| refused::error(project, Wish::Issue, action(), &failure))?;
    tell(&posted, &project.name, rehearsed, output);
    Ok(())
}

fn tell(posted: &Posted, name: &str, rehearsed: bool, output: &Output) {
    let would = |done: &str, would: &str| if rehearsed { format!("would {would}") } else { done.to_owned() };
    let issue = match posted.number {
        Some(number) if number > 0 => format!("#{number} of {name}"),
        Some(_) | None => format!("in {name}"),
    };
    output.note(&match posted.act {
        Act::Created => format!("{} an issue with the digest: {issue}", would("opened", "open")),
        Act::Updated => format!("{} the digest: {issue}", would("updated", "update")),
        Act::Unchanged => format!("nothing new: the digest in {issue} says it all"),
        Act::NothingToSay => format!("a quiet time: there is nothing to tell, and no digest {issue}"),
    });
    for number in &posted.closed {
        let closed = would("closed", "close");
        output.note(&format!("{closed} #{number} of {name}, a second digest of this account"));
    }
    if let Some((number, failure)) = &posted.left_over {
        output.warning(
            &format!("#{number} of {name} is a second digest of this account, and is still open: {failure}"),
            "close it by hand; the other one is kept up to date",
        );
    }
}
