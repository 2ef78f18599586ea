//! What a program brought for what it cost, and the figures beside it. That something came after a
//! program does not mean that it came from it: reports have to say so.
//!
//! What learning time costs is in [`learning_time`](super::learning_time), apart from these costs.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::Serialize;

use super::money::Money;
use crate::record::{Confidence, Direction, Metric, Program, Reading};

/// The money of a program, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Investment {
    /// All costs. Learning time is none of them.
    pub costs: Money,
    /// All benefits, losses (benefits below zero) deducted.
    pub benefits: Money,
    /// Those whose confidence is not low.
    pub confident_benefits: Money,
}

impl Investment {
    /// The money of `program`.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let confident = program.benefits.iter().filter(|benefit| match benefit.confidence {
            Confidence::High | Confidence::Medium => true,
            Confidence::Low => false,
        });
        Self {
            costs: program.costs.iter().map(|cost| Money::from(cost.amount)).sum(),
            benefits: program.benefits.iter().map(|benefit| Money::from(benefit.amount)).sum(),
            confident_benefits: confident.map(|benefit| Money::from(benefit.amount)).sum(),
        }
    }

    /// The money of several programs together.
    #[must_use]
    pub fn together(all: &[Self]) -> Self {
        Self {
            costs: all.iter().map(|one| one.costs).sum(),
            benefits: all.iter().map(|one| one.benefits).sum(),
            confident_benefits: all.iter().map(|one| one.confident_benefits).sum(),
        }
    }

    /// ROI %: (benefits − costs) ÷ costs × 100, rounded half away from zero. `None`: not
    /// computable, because there are no costs; refunds that outweigh them are none either.
    ///
    /// Benefits of 180,000 and a loss of 22,000 for costs of 45,000 are an ROI of 251 %.
    #[must_use]
    pub fn return_percent(&self) -> Option<i128> {
        self.benefits.minus(self.costs).percent_of(self.costs)
    }

    /// The same without the benefits of low confidence. It is the higher one where a loss is the
    /// doubtful part.
    #[must_use]
    pub fn confident_return_percent(&self) -> Option<i128> {
        self.confident_benefits.minus(self.costs).percent_of(self.costs)
    }
}

/// A reading in percent of the greatest value possible (`value` ÷ `out_of` × 100), rounded half away
/// from zero: 38 of 45 people are 84 %. `None` where `out_of` is missing or not above zero.
#[must_use]
pub fn share(reading: &Reading) -> Option<i128> {
    Money::from(reading.value).percent_of(Money::from(reading.out_of?))
}

/// By how much a figure changed, in percent of what it was: (after − before) ÷ |before| × 100,
/// rounded half away from zero. 4.2 hours that become 2.6 are −38 %; above zero is always a rise,
/// whether or not more is better. `None` where a reading is missing, where it was zero, and where
/// the two are out of different values, so that they cannot be compared.
#[must_use]
pub fn change_of_metric(metric: &Metric) -> Option<i128> {
    let (before, after) = comparable(metric)?;
    let change = Money::from(after.value).minus(Money::from(before.value));
    change.percent_of(Money::from(before.value.abs()))
}

/// Which way a figure went, seen from what was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Course {
    /// The way that is an improvement.
    Better,
    /// Nowhere.
    Unchanged,
    /// The other way.
    Worse,
}

/// Which way a figure went: `None` where the two readings cannot be compared.
#[must_use]
pub fn course_of_metric(metric: &Metric) -> Option<Course> {
    let (before, after) = comparable(metric)?;
    let rise = Money::from(after.value).cmp(&Money::from(before.value));
    let gain = match metric.better {
        Direction::Higher => rise,
        Direction::Lower => rise.reverse(),
    };
    Some(match gain {
        Ordering::Greater => Course::Better,
        Ordering::Equal => Course::Unchanged,
        Ordering::Less => Course::Worse,
    })
}

/// Both readings of a figure, where both are there and out of the same value.
fn comparable(metric: &Metric) -> Option<(&Reading, &Reading)> {
    let both = metric.before.as_ref().zip(metric.after.as_ref());
    both.filter(|(before, after)| before.out_of.map(Money::from) == after.out_of.map(Money::from))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::progress::sample::record;

    fn program(fields: Value) -> Program {
        let basis = json!({"name": "P", "kind": "cohort", "start": "2026-01-05", "end": "2026-04-24"});
        record::<Program>("p", basis, fields).data
    }

    fn money(costs: &[f64], benefits: &[(f64, &str)]) -> Investment {
        let costs: Vec<Value> = costs.iter().map(|amount| json!({"item": "C", "amount": amount})).collect();
        let benefits: Vec<Value> = benefits
            .iter()
            .map(|(amount, confidence)| json!({"item": "B", "amount": amount, "confidence": confidence}))
            .collect();
        Investment::of(&program(json!({"costs": costs, "benefits": benefits})))
    }

    /// A published case: a fintech team of 45 people, 16 weeks.
    #[test]
    fn the_fintech_cohort_returns_251_percent() {
        let cohort = program(json!({
            "costs": [{"item": "Cohort", "amount": 45_000}],
            "benefits": [
                {"item": "Consultants no longer needed", "amount": 180_000, "confidence": "high"},
                {"item": "Consultants still needed", "amount": -22_000, "confidence": "high"},
            ],
            "metrics": [
                {"name": "Certified", "better": "higher", "after": {"value": 38, "out_of": 45}},
                {"name": "Confidence", "better": "higher", "before": {"value": 2.1, "out_of": 5},
                 "after": {"value": 4.3, "out_of": 5}},
            ],
        }));
        let investment = Investment::of(&cohort);
        assert_eq!(investment.benefits, Money::from(158_000.0));
        assert_eq!(investment.return_percent(), Some(251));
        assert_eq!(investment.confident_return_percent(), Some(251));
        assert_eq!(cohort.metrics[0].after.as_ref().and_then(share), Some(84));
        assert_eq!(change_of_metric(&cohort.metrics[1]), Some(105));
    }

    /// A published case: a healthcare IT team of 22 people, 12 months.
    #[test]
    fn the_healthcare_program_returns_638_percent() {
        let metric = |name: &str, better: &str, before: f64, after: f64| json!({"name": name, "better": better, "before": {"value": before}, "after": {"value": after}});
        let team = program(json!({
            "costs": [{"item": "Program", "amount": 65_000}],
            "benefits": [{"item": "Four people kept", "amount": 480_000, "confidence": "medium"}],
            "metrics": [
                metric("Time to solve P1 incidents", "lower", 4.2, 2.6),
                metric("Turnover", "lower", 30.0, 11.0),
                metric("Certifications", "higher", 7.0, 31.0),
            ],
        }));
        assert_eq!(Investment::of(&team).return_percent(), Some(638));
        let changes: Vec<_> = team.metrics.iter().map(change_of_metric).collect();
        assert_eq!(changes, [Some(-38), Some(-63), Some(343)]);
    }

    #[test]
    fn doubtful_benefits_can_be_left_out() {
        let investment = money(&[100.0], &[(150.0, "high"), (50.0, "medium"), (30.0, "low")]);
        assert_eq!(investment.return_percent(), Some(130));
        assert_eq!(investment.confident_return_percent(), Some(100));
        let doubtful_loss = money(&[100.0], &[(150.0, "high"), (-50.0, "low")]);
        assert!(doubtful_loss.return_percent() < doubtful_loss.confident_return_percent());
    }

    #[test]
    fn programs_together_return_what_their_sums_do() {
        let one = money(&[100.0], &[(300.0, "high")]);
        let other = money(&[300.0], &[(100.0, "high"), (400.0, "low")]);
        let both = Investment::together(&[one, other]);
        assert_eq!((both.return_percent(), both.confident_return_percent()), (Some(100), Some(0)));
        assert_eq!(Investment::together(&[]), Investment::default());
    }

    #[test]
    fn without_costs_there_is_no_return() {
        for costs in [&[][..], &[0.0], &[50.0, -50.0], &[-1.0], &[0.1, 0.2, -0.3]] {
            let investment = money(costs, &[(100.0, "high")]);
            assert_eq!(investment.return_percent(), None, "{costs:?}");
            assert_eq!(investment.confident_return_percent(), None, "{costs:?}");
        }
        assert_eq!(money(&[100.0], &[]).return_percent(), Some(-100));
    }

    #[test]
    fn a_half_percent_is_rounded_away_from_zero() {
        assert_eq!(money(&[200.0], &[(205.0, "high")]).return_percent(), Some(3));
        assert_eq!(money(&[200.0], &[(195.0, "high")]).return_percent(), Some(-3));
        // In binary, 1.005 is a little less than it says.
        assert_eq!(money(&[1.0], &[(1.005, "high")]).return_percent(), Some(1));
        assert_eq!(money(&[1e12; 9], &[(0.000_001, "low")]).return_percent(), Some(-100));
    }

    #[test]
    fn figures_that_cannot_be_compared_do_not_change() {
        let change = |before: Value, after: Value| {
            let metric = json!({"name": "M", "better": "lower", "before": before, "after": after});
            change_of_metric(&program(json!({"metrics": [metric]})).metrics[0])
        };
        let value = |value: f64| json!({"value": value});
        assert_eq!(change(Value::Null, value(2.0)), None);
        assert_eq!(change(value(2.0), Value::Null), None);
        assert_eq!(change(value(0.0), value(2.0)), None);
        assert_eq!(change(json!({"value": 3, "out_of": 5}), json!({"value": 6, "out_of": 10})), None);
        assert_eq!(change(value(-4.0), value(-2.0)), Some(50), "a rise");
        let course = |better: &str, before: Value, after: Value| {
            let metric = json!({"name": "M", "better": better, "before": before, "after": after});
            course_of_metric(&program(json!({"metrics": [metric]})).metrics[0])
        };
        assert_eq!(course("lower", value(4.2), value(2.6)), Some(Course::Better));
        assert_eq!(course("higher", value(4.2), value(2.6)), Some(Course::Worse));
        assert_eq!(course("higher", value(0.0), value(2.6)), Some(Course::Better), "from nothing");
        assert_eq!(course("lower", value(2.0), value(2.0)), Some(Course::Unchanged));
        assert_eq!(course("lower", value(2.0), json!({"value": 1, "out_of": 5})), None);
        assert_eq!(course("lower", Value::Null, value(1.0)), None);
        let reading = |fields: Value| serde_json::from_value::<Reading>(fields).unwrap();
        assert_eq!(share(&reading(json!({"value": 3}))), None);
        assert_eq!(share(&reading(json!({"value": 3, "out_of": 0}))), None);
        assert_eq!(share(&reading(json!({"value": 0, "out_of": 22}))), Some(0));
    }

    fn cents() -> impl Strategy<Value = f64> {
        (-1_000_000_i64..1_000_000).prop_map(|cents| cents as f64 / 100.0)
    }

    fn benefits() -> impl Strategy<Value = Vec<(f64, &'static str)>> {
        vec((cents(), proptest::sample::select(&["high", "medium", "low"][..])), 0..8)
    }

    proptest! {
        #[test]
        fn the_order_of_items_does_not_matter(costs in vec(cents(), 0..8), benefits in benefits()) {
            let backwards: (Vec<_>, Vec<_>) =
                (costs.iter().rev().copied().collect(), benefits.iter().rev().copied().collect());
            prop_assert_eq!(money(&costs, &benefits), money(&backwards.0, &backwards.1));
        }

        #[test]
        fn the_return_does_not_depend_on_the_currency(
            costs in vec(cents(), 0..8), benefits in benefits(), rate in 1..200_i32,
        ) {
            // Whole amounts, so that nothing is rounded before the end.
            let times = |amount: &f64| (amount * 100.0).round() * f64::from(rate);
            let costs: Vec<f64> = costs.iter().map(|amount| (amount * 100.0).round()).collect();
            let exchanged: Vec<f64> = costs.iter().map(|amount| amount * f64::from(rate)).collect();
            let all: Vec<_> = benefits.iter().map(|(amount, sure)| ((amount * 100.0).round(), *sure)).collect();
            let exchanged_benefits: Vec<_> = benefits.iter().map(|(amount, sure)| (times(amount), *sure)).collect();
            let (one, other) = (money(&costs, &all), money(&exchanged, &exchanged_benefits));
            prop_assert_eq!(one.return_percent(), other.return_percent());
            prop_assert_eq!(one.confident_return_percent(), other.confident_return_percent());
        }

        #[test]
        fn more_benefit_is_never_a_lower_return(
            costs in vec(cents(), 0..8), benefits in benefits(), more in 0..1_000_000_i64,
        ) {
            let before = money(&costs, &benefits);
            let mut with_more = benefits.clone();
            with_more.push((more as f64 / 100.0, "high"));
            let after = money(&costs, &with_more);
            prop_assert!(before.return_percent() <= after.return_percent());
            prop_assert_eq!(before.return_percent().is_some(), before.costs > Money::default());
            if benefits.iter().all(|(amount, _)| *amount >= 0.0) {
                prop_assert!(before.confident_return_percent() <= before.return_percent());
            }
        }

        #[test]
        fn benefits_as_high_as_the_costs_return_nothing(costs in vec(1..1_000_000_i64, 1..8)) {
            let costs: Vec<f64> = costs.into_iter().map(|cents| cents as f64 / 100.0).collect();
            let same: Vec<_> = costs.iter().map(|amount| (*amount, "high")).collect();
            prop_assert_eq!(money(&costs, &same).return_percent(), Some(0));
        }
    }
}
