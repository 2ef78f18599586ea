//! What programs cost and what they brought: a list of programs, and their sums where sums mean
//! something.

use schemars::JsonSchema;
use serde::Serialize;

use super::basis::{Basis, Everybody, Header};
use super::program::{CAUTION, ProgramReport, Stage};
use crate::progress::roi::Investment;
use crate::record::{Program, Record};

/// The return-on-investment report. Shared: figures about people are of groups only.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RoiReport {
    /// What every report begins with.
    pub header: Header,
    /// What the figures do not say: that what came after a program came from it.
    pub caution: String,
    /// Whether the report is about one program that was asked for by name.
    pub single: bool,
    /// The programs, the latest to end first.
    pub programs: Vec<ProgramReport>,
    /// The sums over the programs whose return is computable; null where these are fewer than two.
    pub totals: Option<Totals>,
}

/// Sums over several programs.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Totals {
    /// How many programs have a return that is computable: only they are in the sums.
    pub programs: usize,
    /// How many of them have not ended, so that their figures are figures so far.
    pub unfinished: usize,
    /// The currency of every amount: its ISO 4217 code.
    pub currency: String,
    /// All costs.
    pub costs: f64,
    /// All benefits, losses deducted.
    pub benefits: f64,
    /// Benefits without those of low confidence.
    pub confident_benefits: f64,
    /// ROI in whole percent; null: not computable, because the costs are not above zero.
    pub percent: Option<i128>,
    /// The same without benefits of low confidence.
    pub confident_percent: Option<i128>,
}

impl RoiReport {
    /// The report on `named`, else on every program with costs, benefits or figures of the business.
    #[must_use]
    pub fn of(basis: &Basis, everybody: &Everybody, named: Option<&Record<Program>>) -> Self {
        let mut records: Vec<&Record<Program>> = match named {
            Some(program) => vec![program],
            None => basis.groups().programs.iter().filter(|program| has_figures(&program.data)).collect(),
        };
        records.sort_by(|a, b| (b.data.end, &a.id).cmp(&(a.data.end, &b.id)));
        let programs: Vec<ProgramReport> =
            records.iter().map(|program| ProgramReport::of(program, basis, &everybody.people)).collect();
        Self {
            header: basis.header(everybody.unread),
            caution: CAUTION.to_owned(),
            single: named.is_some(),
            totals: totals(&records, &programs, &basis.policy.currency),
            programs,
        }
    }

    /// About how many items its lists hold.
    #[must_use]
    pub fn items(&self) -> usize {
        self.programs.iter().map(ProgramReport::items).sum()
    }
}

fn has_figures(program: &Program) -> bool {
    !(program.costs.is_empty() && program.benefits.is_empty() && program.metrics.is_empty())
}

fn totals(records: &[&Record<Program>], programs: &[ProgramReport], currency: &str) -> Option<Totals> {
    let costly = || records.iter().zip(programs).filter(|(_, program)| program.returns.percent.is_some());
    let money: Vec<Investment> = costly().map(|(record, _)| Investment::of(&record.data)).collect();
    if money.len() < 2 {
        return None;
    }
    let sum = Investment::together(&money);
    Some(Totals {
        programs: money.len(),
        unfinished: costly().filter(|(_, program)| program.stage != Stage::Finished).count(),
        currency: currency.to_owned(),
        costs: sum.costs.amount(),
        benefits: sum.benefits.amount(),
        confident_benefits: sum.confident_benefits.amount(),
        percent: sum.return_percent(),
        confident_percent: sum.confident_return_percent(),
    })
}
