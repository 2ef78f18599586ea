//! A certification, and no sign that its skills are used.

use crate::finding::{Audience, Finding, Severity};
use crate::progress::credential::{standing, valid_until};
use crate::progress::practice::{Practice, pairing_window};
use crate::progress::presence::Presence;
use crate::record::{CredentialKind, Person};
use crate::rules::credential::was_earned_elsewhere;
use crate::rules::{Check, Docs, Example, Family, Rule, Setting};

/// See the module.
pub static RULE: Rule = Rule {
    id: "unpaired-certification",
    family: Family::Credential,
    severity: Severity::Warning,
    audience: Audience::Shared,
    dated: true,
    summary: "a certification without practice 30 days later",
    docs: Docs {
        finds: "More than 30 days after the `date` of an award whose credential is a `certification`, no \
                portfolio entry shows practice with one of the credential's `skills`: an entry for it of \
                type `project`, `pairing`, `mentoring`, `talk` or `rotation`, or one with `applied`. \
                Practice in the 30 days before the award counts too, and practice that comes late ends \
                the finding, although figures count only what is within 30 days on either side. Of \
                several awards of one certification the latest is looked at. Left alone are awards that \
                were revoked, have ended, or are from before the person's `started`; people who are \
                away, or have not started; and people with an entry that cannot be read, because it \
                might be the one.",
        why: "A certificate shows that an examination was passed; a skill that is used stays. Thirty days \
              later it is still easy to find a small piece of work for it.",
        bad: Example {
            path: "people/ana/awards/2026-10-10-rust-associate.yaml",
            yaml: "# on 2026-11-22, with no entry about work with Rust since 2026-09-10\n\
                   credential: rust-associate\ndate: 2026-10-10",
        },
        good: Example {
            path: "people/ana/portfolio/2026-10-30-ledger-import.yaml",
            yaml: "date: 2026-10-30\ntitle: Wrote the ledger import in Rust\ntype: project\nskills: [rust]",
        },
        change: "Set its severity under `rules` in milepost.yaml. The 30 days are fixed, so that figures of \
                 different teams mean the same.",
    },
    checks: &[Check::Person(check)],
};

fn check(person: &Person, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let (today, framework) = (setting.today, setting.framework);
    let present = Presence::of(person.profile(), today).is_present();
    if person.awards.is_empty() || !present || !person.entries.all_read() {
        return;
    }
    let mut practice = None;
    for award in standing(person, &framework.credentials).into_values() {
        let Some(credential) = framework.credentials.get(&award.data.credential) else { continue };
        let (window, skills) = (pairing_window(award.data.date), &credential.data.skills);
        let Some(example) = skills.first() else { continue };
        let ended = valid_until(&award.data, &credential.data).is_some_and(|last| today > last);
        if credential.data.kind != CredentialKind::Certification
            || today <= *window.end()
            || ended
            || was_earned_elsewhere(person, &award.data)
        {
            continue;
        }
        let practice = practice.get_or_insert_with(|| Practice::of(person, &framework.skills));
        if practice.first_within(&credential.data, &(*window.start()..=today)).is_some() {
            continue;
        }
        findings.push(
            RULE.finding(
                award.value("/credential"),
                format!(
                    "this certification was earned on {}, and by {} no entry shows its skills in practice",
                    award.data.date,
                    window.end(),
                ),
            )
            .label("a certificate without practice")
            .related(credential.key("/skills"), "its skills")
            .help(format!(
                "write an entry about a project, pairing, mentoring, a talk or a rotation with `skills: \
                 [{example}]`, also where it comes late; if there is no occasion, write why in the award: \
                 `allow: {{{}: …}}`",
                RULE.id
            )),
        );
    }
}
