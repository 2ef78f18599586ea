//! A change of what decides about other changes: policy, templates, CI, CODEOWNERS.

use crate::finding::{Audience, Finding, Location, Pointer, Severity, Side};
use crate::policy::{Loosening, Policy};
use crate::rules::wording::count;
use crate::rules::{Check, Docs, Example, Family, Flags, RULES, RepositoryChange, Rule, Setting, Severities};

/// See the module.
pub static RULE: Rule = Rule {
    id: "policy-change",
    family: Family::Change,
    severity: Severity::Note,
    audience: Audience::Shared,
    dated: false,
    summary: "a change to policy, templates, CI or CODEOWNERS, and what becomes looser",
    docs: Docs {
        finds: "A change alters what milepost.yaml says, or touches `.milepost/` (templates and schemas), CODEOWNERS or what CI \
                runs, also where the learning repository is a folder of a larger one and these lie at its top. Of the policy it says every key that becomes looser: a lower severity, a longer time, \
                a higher limit, a weaker proof, one more who may write, smaller groups in reports. The \
                change itself is judged by the policy of its base, so that it cannot loosen its own check.",
        why: "A looser rule is easily overlooked between forty lines of records, and it holds for everybody \
              from then on.",
        bad: Example { path: "milepost.yaml", yaml: "# before: 30\napplication:\n  window_days: 90" },
        good: Example { path: "milepost.yaml", yaml: "application:\n  window_days: 30" },
        change: "It asks for nothing but a look. Set its severity under `rules` in milepost.yaml: as an \
                 `error` it fails every change to the policy until an owner merges it anyway.",
    },
    checks: &[Check::Repository(check)],
};

fn check(change: &RepositoryChange<'_>, _: &Setting<'_>, findings: &mut Vec<Finding>) {
    if let (Some(before), Some(after), Some(path)) = (change.before, change.after, change.policy_path)
        && before != after
    {
        findings.push(policy(before, after, path));
    }
    for (path, there) in change.paths {
        if let Some(guarded) = guarded(path) {
            let side = if *there { Side::After } else { Side::Base };
            let location = Location::Entry { side, path: path.as_bytes().to_vec() };
            findings.push(
                RULE.finding(location, format!("the change touches a file that decides {guarded}"))
                    .help("look at it with more care than at a record: it holds for every change to come"),
            );
        }
    }
}

/// Where files can lie, at the top of a Git repository, that decide about changes of a learning
/// repository in one of its folders.
pub const BESIDE: [&str; 7] =
    [".forgejo", ".gitea", ".github", ".gitlab", ".gitlab-ci.yml", "CODEOWNERS", "docs/CODEOWNERS"];

/// What a path outside of the records decides about, in a few words; `None` where nothing.
fn guarded(path: &str) -> Option<&'static str> {
    let runs = [
        ".github/workflows/",
        ".github/actions/",
        ".forgejo/workflows/",
        ".forgejo/actions/",
        ".gitea/workflows/",
        ".gitea/actions/",
        ".gitlab/ci/",
    ];
    let name = path.trim_start_matches("../");
    if runs.iter().any(|folder| name.starts_with(folder)) || name == ".gitlab-ci.yml" {
        Some("what CI runs")
    } else if name.rsplit('/').next() == Some("CODEOWNERS") {
        Some("who has to approve changes")
    } else if name.starts_with(".milepost/templates/") {
        Some("what reports look like")
    } else if name.starts_with(".milepost/") {
        Some("how Milepost works here")
    } else {
        None
    }
}

fn policy(before: &Policy, after: &Policy, path: &str) -> Finding {
    let mut looser = before.loosened_by(after);
    looser.extend(severities(before, after));
    looser.sort_by(|a, b| (weight(&a.pointer), &a.pointer).cmp(&(weight(&b.pointer), &b.pointer)));
    let Some(first) = looser.first() else {
        let message = "the change alters the policy; nothing in it becomes looser";
        return RULE.finding(Location::key(path, "/version"), message).subject("");
    };
    let mut named = looser.iter().take(NAMED).map(sentence).collect::<Vec<_>>();
    if looser.len() > NAMED {
        named.push(format!("and {} more", looser.len() - NAMED));
    }
    let message =
        format!("the change loosens the policy in {}: {}", count(looser.len(), "place"), named.join("; "));
    let mut finding = RULE
        .finding(Location::value(path, first.pointer.clone()), message)
        .label(first.how.clone())
        .help("say in the pull request why this may be looser; it holds once the change is merged")
        .subject(looser.iter().map(sentence).collect::<Vec<_>>().join("; "));
    for more in looser.iter().skip(1) {
        finding = finding.related(Location::value(path, more.pointer.clone()), more.how.clone());
    }
    finding
}

/// The most places that the message names: with more, a comment would cut it short.
const NAMED: usize = 8;

/// What is to be read first: who may write and who is believed, then which rules fail and what
/// others get to see, then limits.
fn weight(pointer: &Pointer) -> usize {
    const HEAVY: [&str; 8] =
        ["owners", "bots", "approvals", "privacy", "site", "digest", "min_version", "rules"];
    let parts = pointer.parts().collect::<Vec<_>>();
    let key = parts.first().map_or("", |key| key.as_ref());
    HEAVY.iter().position(|heavy| *heavy == key).unwrap_or(HEAVY.len())
}

fn sentence(looser: &Loosening) -> String {
    let key = looser.pointer.parts().collect::<Vec<_>>().join(".");
    format!("`{key}` {}", looser.how)
}

/// The rules with a lower severity than before.
fn severities(before: &Policy, after: &Policy) -> impl Iterator<Item = Loosening> {
    let was = Severities::new(before, Flags::default());
    let is = Severities::new(after, Flags::default());
    let word = |severity: Option<Severity>| severity.map_or_else(|| "off".to_owned(), |s| s.to_string());
    RULES.iter().filter_map(move |rule| {
        let (was, is) = (was.by_policy(rule), is.by_policy(rule));
        (is < was).then(|| Loosening {
            pointer: Pointer::from("/rules").key(rule.id),
            how: format!("from {} to {}", word(was), word(is)),
        })
    })
}
