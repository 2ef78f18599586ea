//! GitLab CI, which says everything in variables.
//!
//! Facts: docs.gitlab.com, "Predefined CI/CD variables reference". `CI_COMMIT_SHA` is the head of the
//! merge request's branch, but in a merged-results pipeline or merge train the commit of the trial merge;
//! only there `CI_MERGE_REQUEST_SOURCE_BRANCH_SHA` is set.

use super::fault::EventFault;
use super::{EventKind, Occasion, field, given};
use crate::forge::{Kind, Project};

type Variable<'a> = &'a dyn Fn(&str) -> Option<String>;

pub(super) fn occasion(variable: Variable<'_>) -> Result<Occasion, EventFault> {
    let event = given(variable, "CI_PIPELINE_SOURCE");
    let number = match given(variable, "CI_MERGE_REQUEST_IID") {
        None => None,
        Some(text) => Some(field::number(&text).ok_or_else(|| {
            EventFault::variable("CI_MERGE_REQUEST_IID", &text, "the number of a merge request")
        })?),
    };
    let project = project(variable)?;
    let kind = match (number, event.as_deref()) {
        (Some(_), _) => EventKind::Change,
        (None, Some("schedule")) => EventKind::Schedule,
        (None, Some("web" | "api" | "trigger" | "chat")) => EventKind::Manual,
        (None, Some("push")) => EventKind::Push,
        (None, _) => EventKind::Other,
    };
    let occasion = Occasion { project, kind, event, number, ..Occasion::default() };
    if number.is_none() {
        return Ok(occasion);
    }
    let source = commit(variable, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA")?;
    let trial = matches!(
        given(variable, "CI_MERGE_REQUEST_EVENT_TYPE").as_deref(),
        Some("merged_result" | "merge_train")
    );
    let head = match source {
        Some(source) => Some(source),
        None if trial => None,
        None => commit(variable, "CI_COMMIT_SHA")?,
    };
    let from = given(variable, "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH");
    let into = given(variable, "CI_MERGE_REQUEST_PROJECT_PATH");
    Ok(Occasion {
        head,
        base: commit(variable, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA")?,
        fork: into.zip(from).map(|(into, from)| !into.eq_ignore_ascii_case(&from)),
        ..occasion
    })
}

fn commit(variable: Variable<'_>, name: &'static str) -> Result<Option<String>, EventFault> {
    let Some(text) = given(variable, name) else { return Ok(None) };
    let id = field::commit(&text);
    id.map(Some).ok_or_else(|| EventFault::variable(name, &text, "the id of a commit"))
}

/// The project that a merge request goes to: a fork's own pipeline runs in the fork.
fn project(variable: Variable<'_>) -> Result<Option<Project>, EventFault> {
    let named = |name: &'static str| given(variable, name).map(|value| (name, value));
    let name = named("CI_MERGE_REQUEST_PROJECT_PATH").or_else(|| named("CI_PROJECT_PATH"));
    let Some((of, name)) = name.or_else(|| named("CI_PROJECT_ID")) else { return Ok(None) };
    if !is_path(&name) {
        return Err(EventFault::variable(of, &name, "GROUP/NAME"));
    }
    let checked = |name: &'static str| match given(variable, name) {
        None => Ok(None),
        Some(value) => field::address(&value)
            .map(Some)
            .ok_or_else(|| EventFault::variable(name, &value, "an http(s) address")),
    };
    let (Some(server), api) = (checked("CI_SERVER_URL")?, checked("CI_API_V4_URL")?) else { return Ok(None) };
    let api = api.unwrap_or_else(|| format!("{server}/api/v4"));
    Ok(Some(Project { kind: Kind::GitLab, api, server, name }))
}

/// Groups and a name, or a number.
fn is_path(path: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part.len() <= 255
            && !matches!(part, "." | "..")
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    path.split('/').count() <= 21 && path.split('/').all(part)
}
