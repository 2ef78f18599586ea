//! The rules: one file each, sorted into families, all listed in [`RULES`].
//!
//! A rule is a static with its documentation and a function that returns findings. What a rule
//! may see is a type: see [`Check`], in `view`. Rules print nothing and read nothing.

pub mod application;
pub mod change;
pub mod credential;
pub mod evidence;
pub mod file;
pub mod framework;
pub mod goal;
pub mod profile;
pub mod program;
mod run;
mod severities;
mod view;
mod wording;

pub use run::{Outcome, Silenced, run_files, run_person, run_removed, run_repository, run_shared};
pub use severities::{Flags, Origin, Severities};
pub use view::{Check, Earlier, FilesView, PersonChange, RepositoryChange, Setting, SharedView};

use crate::finding::{Audience, Finding, Location, Severity};

/// Where a rule belongs in the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Whether a file can be read at all. Never lowered, never silenced.
    File,
    /// References and the framework.
    Framework,
    /// Profiles, and how much somebody takes on.
    Profile,
    /// Goals.
    Goal,
    /// Where a skill will be used at work.
    Application,
    /// Portfolio entries and assessments.
    Evidence,
    /// Awards and remediations.
    Credential,
    /// Programs and teams.
    Program,
    /// What a change does to the repository.
    Change,
}

impl Family {
    /// Every family, in the order of the documentation.
    pub const ALL: [Self; 9] = [
        Self::File,
        Self::Framework,
        Self::Profile,
        Self::Goal,
        Self::Application,
        Self::Evidence,
        Self::Credential,
        Self::Program,
        Self::Change,
    ];

    /// The heading in lists of rules.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Framework => "Reference and framework",
            Self::Profile => "Profile and load",
            Self::Goal => "Goal",
            Self::Application => "Application plan",
            Self::Evidence => "Evidence and assessment",
            Self::Credential => "Credential and remediation",
            Self::Program => "Program and team",
            Self::Change => "Change",
        }
    }
}

/// A bad or a good example in a rule's documentation: a file and what stands in it.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The record's path.
    pub path: &'static str,
    /// The lines that matter, as YAML.
    pub yaml: &'static str,
}

/// What `milepost explain` says, in Markdown.
#[derive(Clone, Copy, Debug)]
pub struct Docs {
    /// What the rule finds, exactly, with the limits that it uses.
    pub finds: &'static str,
    /// Why that matters to a person.
    pub why: &'static str,
    /// A record that is flagged.
    pub bad: Example,
    /// The same record mended.
    pub good: Example,
    /// How to change the rule: the policy field that holds its limit, or why it is fixed.
    pub change: &'static str,
}

/// One rule.
pub struct Rule {
    /// Kebab-case; reads well after "allow"; never changes.
    pub id: &'static str,
    /// Its place in the documentation.
    pub family: Family,
    /// The severity unless policy or flags say otherwise.
    pub severity: Severity,
    /// Who may read its findings.
    pub audience: Audience,
    /// Whether its findings come and go with the date (†).
    pub dated: bool,
    /// One line, without full stop: what it finds.
    pub summary: &'static str,
    /// What `milepost explain` says.
    pub docs: Docs,
    /// What it looks at, and how.
    pub checks: &'static [Check],
}

impl Rule {
    /// A finding of this rule.
    #[must_use]
    pub fn finding(&self, location: Location, message: impl Into<String>) -> Finding {
        let mut finding = Finding::new(self.id, self.severity, location, message);
        finding.audience = self.audience;
        finding.dated = self.dated;
        finding
    }

    /// Whether policy, flags and `allow` can change it at all.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        matches!(self.family, Family::File)
    }
}

/// Every rule, sorted by id.
pub static RULES: &[&Rule] = &[
    &goal::aimless_goal::RULE,
    &application::application_open::RULE,
    &file::conflict_marker::RULE,
    &evidence::contradictory_dates::RULE,
    &framework::deprecated_skill::RULE,
    &goal::distant_deadline::RULE,
    &framework::driverless_requirement::RULE,
    &goal::due_soon::RULE,
    &file::duplicate_key::RULE,
    &profile::elective_before_core::RULE,
    &goal::expired_on_arrival::RULE,
    &credential::expiring_award::RULE,
    &change::exposed_identity::RULE,
    &framework::former_reference::RULE,
    &evidence::future_record::RULE,
    &file::hidden_character::RULE,
    &goal::incomplete_goal::RULE,
    &goal::intensive_at_peak::RULE,
    &framework::invalid_credential::RULE,
    &framework::invalid_elective::RULE,
    &file::invalid_id::RULE,
    &goal::invalid_period::RULE,
    &file::invalid_record::RULE,
    &credential::invalid_remediation::RULE,
    &file::invalid_text::RULE,
    &file::invalid_yaml::RULE,
    &application::lapsed_application::RULE,
    &application::late_application_plan::RULE,
    &program::late_baseline::RULE,
    &profile::leader_without_goal::RULE,
    &application::misplaced_application::RULE,
    &application::missing_application_plan::RULE,
    &evidence::missing_assessor::RULE,
    &profile::missing_baseline::RULE,
    &evidence::missing_decision::RULE,
    &evidence::missing_evidence::RULE,
    &evidence::missing_feedback::RULE,
    &profile::missing_mentor::RULE,
    &program::missing_outcome::RULE,
    &evidence::missing_reflection::RULE,
    &credential::missing_remediation::RULE,
    &evidence::narrow_panel::RULE,
    &program::negative_cost::RULE,
    &application::orphaned_application::RULE,
    &change::orphaned_rating::RULE,
    &profile::overallocated::RULE,
    &goal::overdue_goal::RULE,
    &credential::overdue_retest::RULE,
    &program::overlapping_rotation::RULE,
    &goal::overreaching_goal::RULE,
    &application::placeless_application::RULE,
    &change::policy_change::RULE,
    &application::premature_application_plan::RULE,
    &evidence::rating_off_scale::RULE,
    &evidence::rating_spread::RULE,
    &goal::reached_goal::RULE,
    &evidence::reassessment_due::RULE,
    &framework::reference_cycle::RULE,
    &change::removed_record::RULE,
    &framework::retired_module::RULE,
    &credential::self_approval::RULE,
    &profile::self_mentor::RULE,
    &evidence::self_on_panel::RULE,
    &credential::short_approvals::RULE,
    &goal::slipped_deadline::RULE,
    &credential::slow_remediation::RULE,
    &evidence::sole_assessor::RULE,
    &program::sprint_length::RULE,
    &framework::stale_framework::RULE,
    &file::swallowed_text::RULE,
    &profile::too_many_goals::RULE,
    &evidence::unbalanced_formats::RULE,
    &framework::undefined_level::RULE,
    &goal::unjustified_goal::RULE,
    &file::unknown_file::RULE,
    &file::unknown_key::RULE,
    &framework::unknown_rule::RULE,
    &credential::unmet_criteria::RULE,
    &credential::unpaired_certification::RULE,
    &framework::unprioritised_gap::RULE,
    &goal::unproven_goal::RULE,
    &goal::unrelated_goal::RULE,
    &framework::unresolved_reference::RULE,
    &file::unsafe_entry::RULE,
    &profile::unserved_aspiration::RULE,
    &program::unsourced_benefit::RULE,
    &program::unstaffed_need::RULE,
    &evidence::unsupported_rating::RULE,
    &file::unsupported_yaml::RULE,
    &evidence::unusable_link::RULE,
    &framework::unused_allow::RULE,
    &framework::unused_module::RULE,
    &goal::vague_goal::RULE,
    &goal::wrong_remedy::RULE,
];

/// Whether any rule that will run needs to know what stood before.
#[must_use]
pub fn read_history(severities: &Severities) -> bool {
    let readers = [&goal::slipped_deadline::RULE];
    readers.into_iter().any(|rule| severities.runs(rule) && severities.in_force(rule).is_some())
}

/// The rule called `id`.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Rule> {
    let index = RULES.binary_search_by(|rule| rule.id.cmp(id)).ok()?;
    RULES.get(index).copied()
}
