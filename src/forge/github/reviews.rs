//! Reviews of GitHub's pull requests: comments on lines over REST, threads over GraphQL.

use serde::Deserialize;
use serde_json::{Value, json};

use super::GitHub;
use super::answer::{User, account};
use crate::forge::{Failure, LineComment, ReviewComment, ReviewThread, Reviews};

#[derive(Deserialize)]
struct ReviewCommentAnswer {
    id: u64,
    node_id: Option<String>,
    user: Option<User>,
    body: Option<String>,
    in_reply_to_id: Option<u64>,
}

impl From<ReviewCommentAnswer> for ReviewComment {
    fn from(comment: ReviewCommentAnswer) -> Self {
        Self {
            id: comment.id,
            node: comment.node_id,
            author: account(comment.user),
            body: comment.body.unwrap_or_default(),
            answers: comment.in_reply_to_id,
        }
    }
}

/// One page of a pull request's threads.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Threads {
    nodes: Vec<Thread>,
    page_info: PageInfo,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Thread {
    id: String,
    is_resolved: bool,
    comments: FirstComment,
}

#[derive(Deserialize)]
struct FirstComment {
    nodes: Vec<CommentNode>,
}

/// GraphQL's number of a comment is too small for today's; its `id` is REST's `node_id`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CommentNode {
    id: String,
    is_minimized: bool,
}

/// The most pages of threads, with 100 each: what goes beyond was written to exhaust its reader.
const MAX_PAGES: usize = 50;

const THREADS: &str = "query($owner: String!, $name: String!, $number: Int!, $after: String) { \
    repository(owner: $owner, name: $name) { pullRequest(number: $number) { \
    reviewThreads(first: 100, after: $after) { \
    nodes { id isResolved comments(first: 1) { nodes { id isMinimized } } } \
    pageInfo { hasNextPage endCursor } } } } }";

const RESOLVE: &str =
    "mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { isResolved } } }";

impl Reviews for GitHub {
    fn review_comments(&self, change: u64) -> Result<Vec<ReviewComment>, Failure> {
        let path = self.path(&["pulls", &change.to_string(), "comments"])?;
        let comments: Vec<ReviewCommentAnswer> = self.list("review comment", path)?;
        let mut comments: Vec<ReviewComment> = comments.into_iter().map(ReviewComment::from).collect();
        comments.sort_by_key(|comment| comment.id);
        comments.dedup_by_key(|comment| comment.id);
        Ok(comments)
    }

    fn create_review(
        &self,
        change: u64,
        head: &str,
        body: &str,
        comments: &[LineComment],
    ) -> Result<(), Failure> {
        let path = self.path(&["pulls", &change.to_string(), "reviews"])?;
        let comments: Vec<Value> = comments.iter().map(line_comment).collect();
        let review = json!({ "commit_id": head, "event": "COMMENT", "body": body, "comments": comments });
        self.client.post(&path, &review).map(drop)
    }

    fn review_threads(&self, change: u64) -> Result<Vec<ReviewThread>, Failure> {
        let mut threads = Vec::new();
        let mut after: Option<String> = None;
        for _ in 0..MAX_PAGES {
            let variables = json!({
                "owner": self.owner, "name": self.repository, "number": change, "after": after,
            });
            let mut data = self.ask(THREADS, &variables)?;
            let page = data.pointer_mut("/repository/pullRequest/reviewThreads").map(Value::take);
            let page: Threads =
                self.client.shape("page of review threads", page.ok_or(Failure::NotFound)?)?;
            threads.extend(page.nodes.into_iter().map(|thread| ReviewThread {
                node: thread.id,
                resolved: thread.is_resolved,
                folded: thread.comments.nodes.first().is_some_and(|first| first.is_minimized),
                first_comment: thread.comments.nodes.into_iter().next().map(|first| first.id),
            }));
            match page.page_info.end_cursor.filter(|_| page.page_info.has_next_page) {
                Some(cursor) => after = Some(cursor),
                None => break,
            }
        }
        Ok(threads)
    }

    fn resolve_thread(&self, thread: &ReviewThread) -> Result<(), Failure> {
        self.mutate(RESOLVE, &json!({ "id": thread.node })).map(drop)
    }
}

/// A comment of a review. `start_line` only goes with more than one line: GitHub refuses it
/// otherwise.
fn line_comment(comment: &LineComment) -> Value {
    let mut value = json!({
        "path": comment.path, "body": comment.body, "line": comment.last_line, "side": "RIGHT",
    });
    if let (true, Some(fields)) = (comment.first_line < comment.last_line, value.as_object_mut()) {
        fields.insert("start_line".to_owned(), comment.first_line.into());
        fields.insert("start_side".to_owned(), "RIGHT".into());
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_lines_have_a_start() {
        let comment =
            |first_line| LineComment { path: "a".into(), first_line, last_line: 4, body: "b".into() };
        let one = line_comment(&comment(4));
        assert_eq!(one, json!({"path": "a", "body": "b", "line": 4, "side": "RIGHT"}));
        let several = line_comment(&comment(2));
        assert_eq!((&several["start_line"], &several["start_side"]), (&json!(2), &json!("RIGHT")));
    }
}
