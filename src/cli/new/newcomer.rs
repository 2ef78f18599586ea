//! Who a new person is: the handle that is proposed, and what Git says of its user. Where the policy
//! asks for pseudonyms, nothing of that is used.

use std::collections::BTreeMap;

use super::Desk;
use super::handle;
use crate::cli::ask::{Asker, Preset, Question};
use crate::error::Error;
use crate::load::{Directory, Handle};
use crate::record::{handle_of_email, pseudonyms};

/// What Git says about the person at the keyboard, where no profile has the address yet.
pub(super) struct Newcomer {
    /// `user.name`
    pub(super) name: Option<String>,
    /// `user.email`
    pub(super) email: String,
}

/// What Git says of its user; nothing where somebody has the address already.
pub(super) fn newcomer(desk: &Desk<'_>) -> Option<Newcomer> {
    let setting =
        |name| desk.workspace.place.repository.setting(name).filter(|value| !value.trim().is_empty());
    let email = setting("user.email")?;
    let is_known = desk.workspace.state.people.with_email(&email).is_some();
    (!is_known).then(|| Newcomer { name: setting("user.name"), email })
}

/// The handle that is proposed: the next pseudonym, or what the newcomer's address suggests.
pub(super) fn proposed_handle(
    desk: &Desk<'_>,
    newcomer: Option<&Newcomer>,
    pseudonymous: bool,
) -> Option<String> {
    let people = &desk.workspace.state.people;
    let is_free = |handle: &String| people.look_up(handle) == Handle::Unknown;
    if pseudonymous {
        // One that somebody had before is in no folder any more; a few are tried.
        return pseudonyms(people.handles().iter().map(String::as_str)).take(100).find(is_free);
    }
    let wanted = handle_of_email(&newcomer?.email)?;
    std::iter::once(wanted.clone()).chain((2..100).map(|n| format!("{wanted}-{n}"))).find(is_free)
}

/// Whether `text` can be the handle of somebody new.
///
/// # Errors
/// Why not, in words that follow the text.
pub(super) fn judge_handle(text: &str, desk: &Desk<'_>) -> Result<(), String> {
    handle::judge(text)?;
    match desk.workspace.state.people.look_up(text) {
        Handle::Unknown => Ok(()),
        Handle::Present(_) | Handle::Broken => Err(format!("somebody has the handle `{text}` already")),
        Handle::Former(now) => {
            Err(format!("`{text}` was the handle of `{now}` before, and none is given twice"))
        }
    }
}

/// Whose address is whose, in lower case.
pub(super) type Addresses = BTreeMap<String, String>;

/// The addresses of everybody whose profile can be read.
pub(super) fn addresses(desk: &Desk<'_>) -> Addresses {
    let people = &desk.workspace.state.people;
    let mut addresses = Addresses::new();
    for handle in people.handles() {
        if let Handle::Present(profile) = people.look_up(&handle) {
            addresses.extend(profile.emails.iter().map(|email| (email.to_lowercase(), handle.clone())));
        }
    }
    addresses
}

/// Whether `text` can be an address of somebody new. By its address a person is told from others.
///
/// # Errors
/// Why not, in words that follow the text.
pub(super) fn judge_email(text: &str, addresses: &Addresses) -> Result<(), String> {
    if !text.contains('@') {
        return Err(format!("`{text}` is no e-mail address"));
    }
    match addresses.get(&text.to_lowercase()) {
        Some(handle) => Err(format!("`{text}` is an address of `{handle}`, and belongs to one person only")),
        None => Ok(()),
    }
}

/// The addresses that flags give, held to the same rules as a typed one.
///
/// # Errors
/// Where one cannot be used.
pub(super) fn given_emails(
    asker: &Asker<'_>,
    given: &[String],
    addresses: &Addresses,
) -> Result<Vec<String>, Error> {
    let question = Question { flag: "--email ADDRESS", text: EMAIL, help: "" };
    let judge = |text: &str| judge_email(text, addresses);
    given.iter().map(|email| asker.text(&question, Some(email), Preset::Nothing, &judge)).collect()
}

/// What is asked for an address.
const EMAIL: &str = "E-mail address of their commits?";

/// What Git says of its user, where the profile is theirs: whoever takes the handle of their own
/// address has said so, others are asked.
///
/// # Errors
/// As [`Asker::yes_or_no`].
pub(super) fn own_identity(
    asker: &Asker<'_>,
    newcomer: Option<Newcomer>,
    took_proposal: bool,
) -> Result<Option<Newcomer>, Error> {
    let Some(newcomer) = newcomer else { return Ok(None) };
    if took_proposal {
        return Ok(Some(newcomer));
    }
    let text = format!("Is this you, {}?", newcomer.email);
    let question =
        Question { flag: "--email ADDRESS", text: &text, help: "Then name and address come from Git" };
    let is_own = asker.yes_or_no(&question, None, Preset::Default(false))?;
    Ok(is_own.then_some(newcomer))
}

/// Name and addresses of somebody else: what flags say, else what is answered.
///
/// # Errors
/// As [`Asker::optional_text`].
pub(super) fn ask_identity(
    asker: &Asker<'_>,
    (name, emails): (Option<&str>, &[String]),
    addresses: &Addresses,
) -> Result<(Option<String>, Vec<String>), Error> {
    let name = asker.optional_text(
        &Question { flag: "--name NAME", text: "Name?", help: "For reports; may be left" },
        name,
        Preset::Nothing,
        &|_| Ok(()),
    )?;
    if !emails.is_empty() {
        return Ok((name, emails.to_vec()));
    }
    let email = asker.optional_text(
        &Question {
            flag: "--email ADDRESS",
            text: EMAIL,
            help: "Milepost recognises people by it; may be left",
        },
        None,
        Preset::Nothing,
        &|text| judge_email(text, addresses),
    )?;
    Ok((name, email.into_iter().collect()))
}
