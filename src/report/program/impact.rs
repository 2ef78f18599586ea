//! Figures of the business before and after a program.

use schemars::JsonSchema;
use serde::Serialize;

use crate::calendar::Date;
use crate::progress::roi::{self, Course};
use crate::record::{Direction, Metric, Reading};

/// One figure, before and after.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MetricChange {
    /// What is measured.
    pub name: String,
    /// The unit; null: none.
    pub unit: Option<String>,
    /// Which direction is an improvement.
    pub better: Direction,
    /// The figure before; null: not recorded.
    pub before: Option<MetricReading>,
    /// The figure after; null: not recorded yet.
    pub after: Option<MetricReading>,
    /// By how much it changed, in percent of what it was: above zero is a rise; null: nothing to
    /// compare, or it was zero.
    pub change_percent: Option<i128>,
    /// Whether the change is an improvement; null: nothing to compare.
    pub course: Option<Course>,
    /// Where a scale for both readings ends that begins at zero, for a chart; null: there are not two
    /// readings of at least zero that can be compared.
    pub scale: Option<f64>,
    /// Where the figures come from; null: not said.
    pub source: Option<String>,
}

/// One reading of a figure.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MetricReading {
    /// The value, in the figure's unit.
    pub value: f64,
    /// The greatest value possible; null: there is none.
    pub out_of: Option<f64>,
    /// The value in percent of the greatest one possible; null: there is none.
    pub share_percent: Option<i128>,
    /// The day of the reading; null: not said.
    pub date: Option<Date>,
}

impl MetricChange {
    pub(super) fn of(metric: &Metric) -> Self {
        Self {
            name: metric.name.clone(),
            // "4.3 of 5 of 5" says nothing that "4.3 of 5" does not.
            unit: metric.unit.clone().filter(|unit| !unit.trim().is_empty() && !repeats_scale(metric, unit)),
            better: metric.better,
            before: metric.before.as_ref().map(MetricReading::of),
            after: metric.after.as_ref().map(MetricReading::of),
            change_percent: roi::change_of_metric(metric),
            course: roi::course_of_metric(metric),
            scale: scale(metric),
            source: metric.source.clone().filter(|source| !source.trim().is_empty()),
        }
    }
}

impl MetricReading {
    fn of(reading: &Reading) -> Self {
        Self {
            value: reading.value,
            out_of: reading.out_of,
            share_percent: roi::share(reading),
            date: reading.date,
        }
    }
}

/// Whether the unit says no more than the greatest value possible does: `of 5`.
fn repeats_scale(metric: &Metric, unit: &str) -> bool {
    let readings = metric.before.iter().chain(&metric.after);
    let mut scales = readings.filter_map(|reading| reading.out_of).peekable();
    scales.peek().is_some() && scales.all(|out_of| unit.trim() == format!("of {out_of}"))
}

fn scale(metric: &Metric) -> Option<f64> {
    roi::course_of_metric(metric)?;
    let (before, after) = (metric.before.as_ref()?, metric.after.as_ref()?);
    let most = before.out_of.unwrap_or_else(|| before.value.max(after.value));
    (before.value >= 0.0 && after.value >= 0.0 && most > 0.0).then_some(most)
}
