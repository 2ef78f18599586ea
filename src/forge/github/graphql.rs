//! GitHub's GraphQL interface, for the little that REST does not have.

use serde_json::{Value, json};

use super::GitHub;
use super::answer::GraphAnswer;
use crate::forge::http::{Answer, Path};
use crate::forge::{Failure, Project};

/// Where the interface is: `/graphql` on api.github.com, `/api/graphql` beside an Enterprise
/// server's `/api/v3` (GitHub's documentation, "Forming calls with GraphQL").
///
/// # Errors
/// Where the project's address has a path that cannot be one.
pub(super) fn place(project: &Project) -> Result<Path, Failure> {
    let after_scheme = project.api.split_once("://").map_or("", |(_, rest)| rest);
    let below = after_scheme.split_once('/').map_or("", |(_, path)| path).trim_end_matches('/');
    let above = match below.strip_suffix("v3") {
        Some(above) if above.is_empty() || above.ends_with('/') => above.trim_end_matches('/'),
        _ => below,
    };
    let parts: Vec<&str> = above.split('/').filter(|part| !part.is_empty()).chain(["graphql"]).collect();
    Path::from_top(&parts)
}

impl GitHub {
    /// Asks GraphQL a question that changes nothing; the answer's `data`.
    ///
    /// # Errors
    /// Where it does not answer.
    pub(super) fn ask(&self, query: &str, variables: &Value) -> Result<Value, Failure> {
        self.data(self.client.query(&self.graphql, &json!({ "query": query, "variables": variables }))?)
    }

    /// Makes a change over GraphQL that may be made twice; the answer's `data`.
    ///
    /// # Errors
    /// Where it was not done.
    pub(super) fn mutate(&self, query: &str, variables: &Value) -> Result<Value, Failure> {
        self.data(self.client.post_again(&self.graphql, &json!({ "query": query, "variables": variables }))?)
    }

    fn data(&self, answer: Answer) -> Result<Value, Failure> {
        let answer: GraphAnswer = self.client.shape("GraphQL answer", answer.body)?;
        if let Some(error) = answer.errors.first() {
            let message = self.client.line(&error.message);
            return Err(match error.kind.as_deref() {
                Some("FORBIDDEN" | "INSUFFICIENT_SCOPES") => Failure::Forbidden { message },
                Some("NOT_FOUND") => Failure::NotFound,
                Some("RATE_LIMITED") => Failure::Busy { status: 200, tries: 1 },
                _ => Failure::Refused { status: 200, message },
            });
        }
        answer.data.ok_or_else(|| Failure::Unusable { reason: "it has neither data nor an error".to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forge::Kind;

    #[test]
    fn graphql_stands_beside_the_rest_interface() {
        for (api, expected) in [
            ("https://api.github.com", "/graphql"),
            ("https://git.example.com/api/v3", "/api/graphql"),
            ("https://git.example.com/api/v3/", "/api/graphql"),
            ("https://api.team.ghe.com", "/graphql"),
            ("http://127.0.0.1:4010", "/graphql"),
        ] {
            let project = Project {
                kind: Kind::GitHub,
                api: api.to_owned(),
                server: String::new(),
                name: "a/b".to_owned(),
            };
            assert_eq!(
                place(&project).unwrap(),
                Path::from_top(&expected[1..].split('/').collect::<Vec<_>>()).unwrap()
            );
        }
    }
}
