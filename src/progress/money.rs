//! Amounts of money and hours, added exactly. What they are amounts of is in [`roi`](super::roi) and
//! [`learning_time`](super::learning_time).

use std::fmt;
use std::iter::Sum;

/// Millionths in one.
const MILLION: i128 = 1_000_000;
/// The greatest amount that a record may state.
const GREATEST: f64 = 1e12;

/// An amount in millionths of the currency's unit, so that sums are exact and do not depend on the
/// order of their items.
///
/// Records state amounts as binary floating-point numbers. Each is taken as the shortest decimal
/// number that stands for it, which is what somebody wrote: `0.1` is a tenth. More than six
/// decimals are rounded, half away from zero. Amounts are held within ± 10¹², the limits of the
/// records; what is no number is zero.
///
/// ```
/// # use milepost::progress::money::Money;
/// let sum: Money = [0.1, 0.2, -1200.0].into_iter().map(Money::from).sum();
/// assert_eq!(sum.to_string(), "-1199.7");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i128);

impl Money {
    /// This amount without `other`.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// This amount as a floating-point number, for programs that read it: the one that is nearest.
    #[must_use]
    pub fn amount(self) -> f64 {
        // Its decimal form is always a number.
        self.to_string().parse().unwrap_or_default()
    }

    /// This amount times `other`, rounded to millionths, half away from zero: a rate for an hour
    /// times a number of hours.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self(divided(self.0.saturating_mul(other.0), MILLION))
    }

    /// This amount in percent of `whole`, a whole number, rounded half away from zero; `None` where
    /// `whole` is not above zero, so that the sign tells what it seems to.
    ///
    /// ```
    /// # use milepost::progress::money::Money;
    /// let percent = |part: f64, whole: f64| Money::from(part).percent_of(Money::from(whole));
    /// assert_eq!(percent(38.0, 45.0), Some(84));
    /// assert_eq!(percent(-0.005, 1.0), Some(-1));
    /// assert_eq!(percent(1.0, 0.0), None);
    /// ```
    #[must_use]
    pub fn percent_of(self, whole: Self) -> Option<i128> {
        (whole.0 > 0).then(|| divided(self.0.saturating_mul(100), whole.0))
    }
}

/// `numerator` ÷ `denominator`, which is above zero, rounded half away from zero.
fn divided(numerator: i128, denominator: i128) -> i128 {
    // Truncated towards zero; the rest has the numerator's sign.
    let (whole, rest) = (numerator / denominator, numerator % denominator);
    if rest.unsigned_abs() >= denominator.unsigned_abs().div_ceil(2) {
        whole + numerator.signum()
    } else {
        whole
    }
}

impl From<f64> for Money {
    fn from(amount: f64) -> Self {
        if amount.is_nan() {
            return Self::default();
        }
        // The shortest decimal number that reads as the same amount, never with an exponent.
        let text = amount.clamp(-GREATEST, GREATEST).abs().to_string();
        let (units, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let digits = decimals.bytes().chain(std::iter::repeat(b'0'));
        let sevenfold = units.bytes().chain(digits.take(7));
        let millionths =
            sevenfold.fold(0_i128, |sum, digit| sum * 10 + i128::from(digit.saturating_sub(b'0')));
        let amount_is_negative = amount < 0.0;
        let rounded = divided(millionths, 10);
        Self(if amount_is_negative { -rounded } else { rounded })
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), |sum, amount| Self(sum.0.saturating_add(amount.0)))
    }
}

/// A decimal number without grouping, with as many decimals as it needs.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (units, millionths) =
            (self.0.unsigned_abs() / MILLION.unsigned_abs(), self.0.unsigned_abs() % MILLION.unsigned_abs());
        let decimals = format!("{millionths:06}");
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{sign}{units}"),
            decimals => write!(f, "{sign}{units}.{decimals}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_amount_is_what_was_written() {
        for (amount, expected) in [
            (0.1, "0.1"),
            (4500.0, "4500"),
            (-22_000.0, "-22000"),
            (1_234_567.89, "1234567.89"),
            (999_999_999_999.99, "999999999999.99"),
            (1e12, "1000000000000"),
            (0.000_000_5, "0.000001"),
            (-0.000_000_5, "-0.000001"),
            (0.000_000_4, "0"),
            (-0.0, "0"),
            (5e-324, "0"),
            (1e300, "1000000000000"),
            (f64::NEG_INFINITY, "-1000000000000"),
            (f64::NAN, "0"),
        ] {
            assert_eq!(Money::from(amount).to_string(), expected, "{amount}");
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        for (numerator, denominator, expected) in [
            (25, 10, 3),
            (-25, 10, -3),
            (24, 10, 2),
            (-24, 10, -2),
            (1, 3, 0),
            (2, 3, 1),
            (-2, 3, -1),
            (1, 2, 1),
            (0, 7, 0),
            (3, 1, 3),
        ] {
            assert_eq!(divided(numerator, denominator), expected, "{numerator} ÷ {denominator}");
        }
    }

    #[test]
    fn the_greatest_amounts_stay_within_all_numbers() {
        let greatest: Money = std::iter::repeat_n(Money::from(1e12), 100_000).sum();
        assert_eq!(greatest.percent_of(Money::from(0.000_001)), Some(10_i128.pow(25)));
        assert_eq!(Money::from(1e12).times(Money::from(1e12)).to_string(), format!("1{}", "0".repeat(24)));
    }

    proptest! {
        #[test]
        fn cents_are_added_as_whole_numbers_are(cents in vec(-100_000_000_000_000_i64..=100_000_000_000_000, 0..20)) {
            let sum: Money = cents.iter().map(|cents| Money::from(*cents as f64 / 100.0)).sum();
            prop_assert_eq!(sum.0, cents.iter().map(|cents| i128::from(*cents) * 10_000).sum::<i128>());
        }

        #[test]
        fn division_is_off_by_half_at_most(numerator in any::<i64>(), denominator in 1..=i64::MAX) {
            let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
            let rounded = divided(numerator, denominator);
            prop_assert!((rounded * denominator - numerator).abs() * 2 <= denominator);
            prop_assert_eq!(divided(-numerator, denominator), -rounded);
        }
    }
}
