//! What was put into a program and what came back: money, and learning time beside it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::calendar::Date;
use crate::progress::learning_time::{learning_cost, learning_hours};
use crate::progress::money::Money;
use crate::progress::roi;
use crate::record::{Confidence, Person, Program, Record};
use crate::report::basis::Basis;

/// What was put in.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Investment {
    /// The currency of every amount: its ISO 4217 code.
    pub currency: String,
    /// What was paid for.
    pub costs: Vec<CostItem>,
    /// All of it; null: no cost is recorded.
    pub total: Option<f64>,
    /// The time that people learned in; null: fewer than `min_group` people logged hours for it.
    pub learning: Option<LearningTime>,
}

/// Something that was paid for.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CostItem {
    /// What it is.
    pub item: String,
    /// How much.
    pub amount: f64,
    /// Where the amount comes from; null: not said.
    pub source: Option<String>,
}

/// Hours of learning. They stand beside the costs and are added to nothing.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LearningTime {
    /// Hours that entries for the program log.
    pub hours: f64,
    /// The policy's flat rate for an hour; null: it sets none.
    pub rate: Option<f64>,
    /// Hours times rate; null: there is no rate.
    pub cost: Option<f64>,
}

impl Investment {
    pub(super) fn of(program: &Record<Program>, basis: &Basis, everybody: &[Person], as_of: Date) -> Self {
        let costs = &program.data.costs;
        Self {
            currency: basis.policy.currency.clone(),
            costs: costs
                .iter()
                .map(|cost| CostItem {
                    item: cost.item.clone(),
                    amount: cost.amount,
                    source: cost.source.clone().filter(|source| !source.trim().is_empty()),
                })
                .collect(),
            total: (!costs.is_empty()).then(|| roi::Investment::of(&program.data).costs.amount()),
            learning: LearningTime::of(program, basis, everybody, as_of),
        }
    }
}

impl LearningTime {
    /// The hours of everybody who logged any, people who have left since included: it is time that
    /// was spent.
    fn of(program: &Record<Program>, basis: &Basis, everybody: &[Person], as_of: Date) -> Option<Self> {
        let programs = &basis.groups().programs;
        let hours: Vec<Money> = everybody
            .iter()
            .map(|person| learning_hours(person, &program.id, programs, as_of))
            .filter(|hours| *hours != Money::default())
            .collect();
        if hours.len() < basis.policy.limits.min_group {
            return None;
        }
        let hours: Money = hours.into_iter().sum();
        let rate = basis.policy.cost_per_hour;
        Some(Self { hours: hours.amount(), rate, cost: learning_cost(hours, rate).map(Money::amount) })
    }
}

/// What came back for what was put in: ROI % = (benefits − costs) ÷ costs × 100.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Return {
    /// What was gained or, below zero, lost.
    pub benefits: Vec<BenefitItem>,
    /// All costs.
    pub costs_total: f64,
    /// All benefits, losses deducted.
    pub benefits_total: f64,
    /// Benefits without those of low confidence.
    pub confident_benefits_total: f64,
    /// Whether there are benefits of low confidence.
    pub has_low_confidence: bool,
    /// ROI in whole percent; null: not computable, because there are no costs, or no benefits are recorded.
    pub percent: Option<i128>,
    /// The same without benefits of low confidence.
    pub confident_percent: Option<i128>,
    /// The way from costs over benefits to what is left, for a chart; empty where there is neither.
    pub steps: Vec<ReturnStep>,
}

/// Something that was gained or, below zero, lost.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BenefitItem {
    /// What it is.
    pub item: String,
    /// How much it is worth.
    pub amount: f64,
    /// How sure it is that the program is the cause.
    pub confidence: Confidence,
    /// Where the amount comes from; null: not said.
    pub source: Option<String>,
}

/// One bar of the chart of costs against benefits: it reaches from one sum to the next.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ReturnStep {
    /// What the bar is.
    pub kind: StepKind,
    /// What it is called: the item, else empty.
    pub label: String,
    /// The amount that it stands for.
    pub amount: f64,
    /// Where it begins, in percent of the chart's width, 0 to 100.
    pub from: f64,
    /// Where it ends; never before `from`.
    pub to: f64,
    /// Where zero is.
    pub zero: f64,
}

/// What a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// All costs.
    Costs,
    /// A benefit.
    Gain,
    /// A benefit below zero.
    Loss,
    /// A benefit of low confidence.
    Doubtful,
    /// Benefits minus costs.
    Left,
}

impl Return {
    pub(super) fn of(program: &Program) -> Self {
        let money = roi::Investment::of(program);
        // Nothing recorded yet is not a return of −100 %.
        let recorded = !program.benefits.is_empty();
        Self {
            benefits: program
                .benefits
                .iter()
                .map(|benefit| BenefitItem {
                    item: benefit.item.clone(),
                    amount: benefit.amount,
                    confidence: benefit.confidence,
                    source: benefit.source.clone().filter(|source| !source.trim().is_empty()),
                })
                .collect(),
            costs_total: money.costs.amount(),
            benefits_total: money.benefits.amount(),
            confident_benefits_total: money.confident_benefits.amount(),
            has_low_confidence: program.benefits.iter().any(|benefit| is_doubtful(benefit.confidence)),
            percent: money.return_percent().filter(|_| recorded),
            confident_percent: money.confident_return_percent().filter(|_| recorded),
            steps: steps(program, &money),
        }
    }
}

fn is_doubtful(confidence: Confidence) -> bool {
    match confidence {
        Confidence::High | Confidence::Medium => false,
        Confidence::Low => true,
    }
}

/// Costs go down from zero, each benefit goes up from there (a loss down), what is left reaches from
/// zero to the end.
fn steps(program: &Program, money: &roi::Investment) -> Vec<ReturnStep> {
    if program.costs.is_empty() || program.benefits.is_empty() {
        return Vec::new();
    }
    let costs = money.costs.amount();
    let mut bars = vec![(StepKind::Costs, String::new(), -costs, 0.0, -costs)];
    let mut sum = -costs;
    for benefit in &program.benefits {
        let kind = match (benefit.amount < 0.0, is_doubtful(benefit.confidence)) {
            (true, _) => StepKind::Loss,
            (false, true) => StepKind::Doubtful,
            (false, false) => StepKind::Gain,
        };
        bars.push((kind, benefit.item.clone(), benefit.amount, sum, sum + benefit.amount));
        sum += benefit.amount;
    }
    let left = money.benefits.minus(money.costs).amount();
    bars.push((StepKind::Left, String::new(), left, 0.0, left));
    let ends = || bars.iter().flat_map(|(_, _, _, from, to)| [*from, *to]);
    let (least, greatest) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
    let width = greatest - least;
    if width <= 0.0 {
        return Vec::new();
    }
    // To a hundredth of a percent, so that the same chart is written in the same digits.
    let place = |at: f64| ((at - least) / width * 10_000.0).round() / 100.0;
    bars.into_iter()
        .map(|(kind, label, amount, from, to)| ReturnStep {
            kind,
            label,
            amount,
            from: place(from.min(to)),
            to: place(from.max(to)),
            zero: place(0.0),
        })
        .collect()
}
