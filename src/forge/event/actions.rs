//! GitHub Actions, and Forgejo's and Gitea's, which set the same variables and send nearly the same
//! payloads.
//!
//! Facts: docs.github.com, "Variables reference" (default environment variables), "Events that trigger
//! workflows", "Webhook events and payloads"; forgejo.org/docs, "Forgejo Actions".

use serde_json::Value;

use super::fault::{EventFault, short};
use super::field::{self, Payload};
use super::{Branch, EventKind, Occasion, given};
use crate::forge::{Kind, Project};

type Variable<'a> = &'a dyn Fn(&str) -> Option<String>;

pub(super) fn occasion(variable: Variable<'_>, payload: Option<&Value>) -> Result<Occasion, EventFault> {
    let project = project(variable)?;
    let Some(event) = given(variable, "GITHUB_EVENT_NAME") else {
        return Ok(Occasion { project, ..Occasion::default() });
    };
    let kind = match event.as_str() {
        // Forgejo names it `pull_request_sync` where it was pushed to.
        "pull_request" | "pull_request_target" | "pull_request_sync" => EventKind::Change,
        "pull_request_review" | "pull_request_review_comment" | "pull_request_comment" => EventKind::Review,
        "workflow_run" => EventKind::RunOfAChange,
        "merge_group" => EventKind::MergeQueue,
        "schedule" => EventKind::Schedule,
        "workflow_dispatch" | "repository_dispatch" => EventKind::Manual,
        "push" => EventKind::Push,
        _ => EventKind::Other,
    };
    let of_event = Occasion { project, kind, event: Some(event.clone()), ..Occasion::default() };
    let payload = || payload.map(Payload).ok_or_else(|| EventFault::NoPayload { event: short(&event) });
    match kind {
        EventKind::Change | EventKind::Review => of_change(of_event, payload()?),
        EventKind::RunOfAChange => of_run(of_event, payload()?),
        EventKind::MergeQueue => of_queue(of_event, payload()?),
        EventKind::Schedule | EventKind::Manual | EventKind::Push | EventKind::Other => Ok(of_event),
    }
}

/// The project that the run is for; nothing where CI does not say its name.
fn project(variable: Variable<'_>) -> Result<Option<Project>, EventFault> {
    let Some(name) = given(variable, "GITHUB_REPOSITORY") else { return Ok(None) };
    if !is_name(&name) {
        return Err(EventFault::variable("GITHUB_REPOSITORY", &name, "OWNER/NAME"));
    }
    let set = |name: &str| given(variable, name).is_some_and(|value| value != "false");
    let kind = if set("FORGEJO_ACTIONS") || set("GITEA_ACTIONS") { Kind::Forgejo } else { Kind::GitHub };
    let server = address(variable, "GITHUB_SERVER_URL")?;
    let api = address(variable, "GITHUB_API_URL")?;
    let (api, server) = match (api, server, kind) {
        (Some(api), Some(server), _) => (api, server),
        (None, Some(server), Kind::Forgejo) => (format!("{server}/api/v1"), server),
        (None, Some(server), Kind::GitHub | Kind::GitLab) if server == "https://github.com" => {
            ("https://api.github.com".to_owned(), server)
        }
        // GitHub Enterprise Server: docs.github.com, "REST API on GitHub Enterprise Server".
        (None, Some(server), Kind::GitHub | Kind::GitLab) => (format!("{server}/api/v3"), server),
        (_, None, _) => return Ok(None),
    };
    Ok(Some(Project { kind, api, server, name }))
}

fn address(variable: Variable<'_>, name: &'static str) -> Result<Option<String>, EventFault> {
    let Some(value) = given(variable, name) else { return Ok(None) };
    field::address(&value).map(Some).ok_or_else(|| EventFault::variable(name, &value, "an http(s) address"))
}

/// `owner/name` as forges allow them.
fn is_name(name: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part.len() <= 100
            && !matches!(part, "." | "..")
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    name.split_once('/').is_some_and(|(owner, name)| part(owner) && part(name))
}

/// Payload and variables have to be about the same project.
fn same_project(occasion: &Occasion, payload: Payload<'_>) -> Result<(), EventFault> {
    let Some(project) = &occasion.project else { return Ok(()) };
    match payload.text("/repository/full_name")? {
        Some(name) if !name.eq_ignore_ascii_case(&project.name) => {
            Err(EventFault::OtherProject { payload: short(name), variable: project.name.clone() })
        }
        Some(_) | None => Ok(()),
    }
}

fn of_change(occasion: Occasion, payload: Payload<'_>) -> Result<Occasion, EventFault> {
    same_project(&occasion, payload)?;
    let head = payload.commit("/pull_request/head/sha")?;
    let names = (
        payload.text("/pull_request/head/repo/full_name")?,
        payload.text("/pull_request/base/repo/full_name")?,
    );
    let fork = match names {
        (Some(head), Some(base)) => Some(!head.eq_ignore_ascii_case(base)),
        // The fork is gone, the pull request stays.
        (None, Some(_)) => Some(true),
        (_, None) => None,
    };
    Ok(Occasion {
        number: Some(payload.number("/pull_request/number")?),
        head: Some(head.ok_or_else(|| missing("/pull_request/head/sha"))?),
        base: payload.commit("/pull_request/base/sha")?,
        fork,
        ..occasion
    })
}

fn missing(pointer: &str) -> EventFault {
    EventFault::wrong(pointer, &Value::Null, "the id of a commit")
}

/// The run that ended counts only where a pull request set it off. Of a fork's the list of pull requests
/// is empty, and it may hold those of other projects.
fn of_run(occasion: Occasion, payload: Payload<'_>) -> Result<Occasion, EventFault> {
    same_project(&occasion, payload)?;
    let by = payload.text("/workflow_run/event")?;
    if !matches!(by, Some("pull_request" | "pull_request_target" | "pull_request_review")) {
        return Ok(Occasion { kind: EventKind::Other, ..occasion });
    }
    let head = payload.commit("/workflow_run/head_sha")?;
    let head = head.ok_or_else(|| missing("/workflow_run/head_sha"))?;
    let here = payload.0.pointer("/repository/id");
    let mut own = Vec::new();
    for (index, listed) in payload.list("/workflow_run/pull_requests")?.iter().enumerate() {
        let of = Payload(listed);
        if here.is_some()
            && of.0.pointer("/base/repo/id") == here
            && of.commit("/head/sha")?.as_ref() == Some(&head)
        {
            own.push(payload.number(&format!("/workflow_run/pull_requests/{index}/number"))?);
        }
    }
    let owner = payload.text("/workflow_run/head_repository/owner/login")?;
    let branch = payload.text("/workflow_run/head_branch")?;
    let names =
        (payload.text("/workflow_run/head_repository/full_name")?, payload.text("/repository/full_name")?);
    Ok(Occasion {
        // Two from one branch cannot be told apart here: the forge is asked.
        number: if let [number] = own.as_slice() { Some(*number) } else { None },
        head: Some(head),
        branch: owner
            .zip(branch)
            .map(|(owner, name)| Branch { owner: owner.to_owned(), name: name.to_owned() }),
        fork: match names {
            (Some(head), Some(base)) => Some(!head.eq_ignore_ascii_case(base)),
            (None, _) => Some(true),
            (_, None) => None,
        },
        ..occasion
    })
}

/// The group's reference ends in `pr-NUMBER-COMMIT`, of the last change in it.
fn of_queue(occasion: Occasion, payload: Payload<'_>) -> Result<Occasion, EventFault> {
    same_project(&occasion, payload)?;
    let pointer = "/merge_group/head_ref";
    let reference = payload.text(pointer)?.unwrap_or_default();
    let name = reference.rsplit('/').next().unwrap_or_default();
    let number = name
        .strip_prefix("pr-")
        .and_then(|rest| rest.split_once('-'))
        .filter(|(_, commit)| field::commit(commit).is_some())
        .and_then(|(number, _)| field::number(number));
    let wanted = "a reference that ends in pr-NUMBER-COMMIT";
    let number = number.ok_or_else(|| EventFault::wrong(pointer, &Value::from(reference), wanted))?;
    let head = payload.commit("/merge_group/head_sha")?;
    Ok(Occasion {
        number: Some(number),
        head: Some(head.ok_or_else(|| missing("/merge_group/head_sha"))?),
        base: payload.commit("/merge_group/base_sha")?,
        ..occasion
    })
}
