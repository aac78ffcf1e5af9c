//! Puts the names of periods in order.
//!
//! It must not know more of periods than that; what a period is, `format.md` says ("Sheets and panes").

use jiff::civil::{Date, ISOWeekDate, Weekday, date};

/// A key that sorts periods by their first day, of those that begin together the longer one first: the first day and
/// the rank of the unit. `None` where the name is no period. Exact: `2025-q1` and `2025-4` are none.
pub(super) fn period_key(name: &str) -> Option<(Date, u8)> {
    let (year, rest) = match name.split_once('-') {
        Some((year, rest)) => (year, Some(rest)),
        None => (name, None),
    };
    let year = i16::try_from(number(year, 4)?).ok()?;
    let first_of = |month: u32| Date::new(year, i8::try_from(month).ok()?, 1).ok();
    let Some(rest) = rest else { return Some((date(year, 1, 1), 0)) };
    if let Some(half) = rest.strip_prefix('H') {
        let half = number(half, 1).filter(|half| (1..=2).contains(half))?;
        return Some((first_of(half * 6 - 5)?, 1));
    }
    if let Some(quarter) = rest.strip_prefix('Q') {
        let quarter = number(quarter, 1).filter(|quarter| (1..=4).contains(quarter))?;
        return Some((first_of(quarter * 3 - 2)?, 2));
    }
    if let Some(week) = rest.strip_prefix('W') {
        let week = i8::try_from(number(week, 2)?).ok()?;
        return Some((ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date(), 4));
    }
    match rest.split_once('-') {
        None => Some((first_of(number(rest, 2)?)?, 3)),
        Some((month, day)) => {
            let (month, day) = (i8::try_from(number(month, 2)?).ok()?, i8::try_from(number(day, 2)?).ok()?);
            Some((Date::new(year, month, day).ok()?, 5))
        }
    }
}

/// A number of exactly that many ASCII digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let right = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_stand_in_the_order_of_their_first_days_the_longer_first() {
        let ordered = [
            "2024-Q4",
            "2024-12",
            "2025-W01",
            "2024-12-31",
            "2025",
            "2025-H1",
            "2025-Q1",
            "2025-01",
            "2025-01-01",
            "2025-W02",
            "2025-02",
            "2025-Q2",
            "2025-H2",
            "2025-Q3",
        ];
        let keys: Vec<_> = ordered.iter().map(|name| period_key(name).unwrap()).collect();
        assert!(keys.is_sorted(), "{keys:?}");
    }

    #[test]
    fn other_names_are_no_periods() {
        for name in [
            "",
            "team",
            "25",
            "2025-",
            "2025-H3",
            "2025-Q0",
            "2025-q1",
            "2025-4",
            "2025-13",
            "2025-W54",
            "2025-W53",
            "2025-02-29",
            "2025-01-1",
            "2025-Q1-x",
            "+025",
            "２０２５",
        ] {
            assert_eq!(period_key(name), None, "{name}");
        }
    }
}
