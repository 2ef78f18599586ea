//! The forge: which one it is, whether there is a token for it, and what that may write. No token is
//! ever printed.

use super::super::output::variable;
use super::super::place::Place;
use super::super::post::connection::{self, ConnectionArguments};
use super::super::post::refused;
use super::{Arguments, ci};
use crate::error::Error;
use crate::forge::{self, Access, Kind, Permission, Project, event};
use crate::report::checkup::{Item, Need};

/// The token's name among the items.
const TOKEN: &str = "token";

/// Where the forge is, as far as flags, CI and the remote say.
pub(super) struct Where {
    /// Which forge it is.
    pub(super) kind: Option<Kind>,
    arguments: ConnectionArguments,
    project: Option<Project>,
    is_ci: bool,
}

impl Where {
    /// Looks at the flags, then at CI, then at the remote, then at the CI files.
    ///
    /// # Errors
    /// Where the flags contradict each other.
    pub(super) fn find(arguments: &Arguments, place: &Place, files: &ci::Files) -> Result<Self, Error> {
        let given = arguments.forge.map(Kind::from);
        let of_ci = event::occasion(&variable, None).ok().and_then(|occasion| occasion.project);
        let address = place.repository.remote_address()?;
        let of_remote = || forge::project_at(&address?, given.or_else(|| files.kind()));
        let said = of_ci.clone().or_else(of_remote);
        let kind = given.or_else(|| said.as_ref().map(|project| project.kind)).or_else(|| files.kind());
        let arguments =
            ConnectionArguments::to_read(arguments.forge, arguments.project.clone(), arguments.api.clone());
        let project = if said.is_some() || arguments.is_complete() {
            Some(arguments.project(said.as_ref())?)
        } else {
            None
        };
        Ok(Self { kind, arguments, project, is_ci: variable("CI").is_some() })
    }

    /// Whether there is a token, and with `online`, what it may write.
    ///
    /// # Errors
    /// Where the forge cannot be asked.
    pub(super) fn items(self, online: bool) -> Result<Vec<Item>, Error> {
        let Some(kind) = self.kind else {
            let advice = "name it with --forge github, gitlab or forgejo";
            return Ok(vec![Item::unknown(TOKEN, Need::Ci, "which forge to post to is not known", advice)]);
        };
        let names = refused::variables(kind);
        if connection::token(kind).is_none() {
            return Ok(vec![if self.is_ci {
                let text = format!("no token for {}", kind.name());
                Item::missing(TOKEN, Need::Ci, text, format!("hand one over in {names}"))
            } else {
                let text = format!("no token for {} here; the job in CI has its own", kind.name());
                Item::unknown(TOKEN, Need::Ci, text, format!("to try one out, put it in {names}"))
            }]);
        }
        let mut items = vec![Item::ok(TOKEN, Need::Ci, format!("a token for {}", kind.name()))];
        match (online, self.project) {
            (false, _) => items.push(Item::unknown(
                "token-writes",
                Need::Ci,
                "what the token may write was not asked",
                "--online asks the forge; nothing is written",
            )),
            (true, None) => items.push(Item::unknown(
                "token-writes",
                Need::Ci,
                "which project to ask about is not known",
                "name it with --project OWNER/NAME, and with --api on a server of your own",
            )),
            (true, Some(project)) => items.extend(asked(&self.arguments, project)?),
        }
        Ok(items)
    }
}

fn asked(arguments: &ConnectionArguments, project: Project) -> Result<Vec<Item>, Error> {
    let connected = arguments.connect(project.clone(), None)?;
    let access = connected.forge.access().map_err(|failure| {
        let action = format!("read {} on {}", project.name, project.kind.name());
        refused::error(&project, refused::Wish::Read, action, &failure)
    });
    match access {
        Ok(access) => Ok(writes(project.kind, access)),
        // What is wrong with the token is what was asked for.
        Err(error @ Error::Forge { .. }) => {
            Ok(vec![Item::missing("token-reads", Need::Ci, error.to_string(), error.hint())])
        }
        Err(error) => Err(error),
    }
}

fn writes(kind: Kind, access: Access) -> Vec<Item> {
    [
        ("token-comments", access.comments, "comments", refused::Wish::Comment),
        ("token-statuses", access.statuses, "the status of a commit", refused::Wish::Status),
    ]
    .into_iter()
    .map(|(id, permission, what, wish)| match permission {
        Permission::Granted => Item::ok(id, Need::Ci, format!("the token may write {what}")),
        Permission::Denied => {
            let text = format!("the token may not write {what}");
            Item::missing(id, Need::Ci, text, refused::permission(kind, wish))
        }
        Permission::Unknown => {
            let text = format!("{} does not say whether the token may write {what}", kind.name());
            Item::unknown(
                id,
                Need::Ci,
                text,
                format!("where it may not: {}", refused::permission(kind, wish)),
            )
        }
    })
    .collect()
}
