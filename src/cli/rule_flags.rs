//! Flags that set severities and choose rules, for the commands that judge.

use clap::Args;

use super::usage;
use crate::error::Error;
use crate::rules::Flags;

/// Flags that set severities and choose rules.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Rules")]
pub(super) struct RuleFlags {
    /// Make a rule an error; `warnings` makes every warning one
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    deny: Vec<String>,
    /// Make a rule a warning
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    warn: Vec<String>,
    /// Make a rule a note
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    note: Vec<String>,
    /// Switch a rule off
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    allow: Vec<String>,
    /// Run these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
}

impl RuleFlags {
    /// Whether the run was asked for certain rules.
    pub(super) fn selects(&self) -> bool {
        !self.select.is_empty()
    }

    /// The flags, once every id is known to name a rule.
    ///
    /// # Errors
    /// Where one does not.
    pub(super) fn checked(&self) -> Result<Flags, Error> {
        let Self { deny, warn, note, allow, select, ignore } = self.clone();
        let flags = Flags { deny, warn, note, allow, select, ignore };
        match flags.check() {
            None => Ok(flags),
            Some((id, near)) => {
                let near = if id == "warning" { Some("warnings") } else { near };
                let hint = near.map_or_else(
                    || "`milepost rules` lists the rules".to_owned(),
                    |near| format!("did you mean `{near}`? `milepost rules` lists the rules"),
                );
                Err(usage(format!("there is no rule `{id}`"), hint))
            }
        }
    }
}
