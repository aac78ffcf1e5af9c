//! Periods of a board: `YYYY`, `YYYY-H1|H2`, `YYYY-Q1…Q4`, `YYYY-MM`, `YYYY-Www`, `YYYY-MM-DD`. Source: the file format.
//! Knows nothing of the clock: today's date is always given.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A span of time that a board's file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// `2025`
    Year(i16),
    /// `2025-H1`
    Half(i16, i8),
    /// `2025-Q2`
    Quarter(i16, i8),
    /// `2025-04`
    Month(i16, i8),
    /// `2025-W07`
    Week(i16, i8),
    /// `2025-04-25`
    Day(Date),
}

impl Period {
    /// The quarter that holds a day.
    pub fn quarter_of(day: Date) -> Self {
        Self::Quarter(day.year(), (day.month() - 1) / 3 + 1)
    }

    /// Its first day. Weeks begin on Monday, as ISO 8601 counts them.
    pub fn first_day(self) -> Date {
        let month = |year, month| Date::new(year, month, 1).unwrap_or(Date::ZERO);
        match self {
            Self::Year(year) => month(year, 1),
            Self::Half(year, half) => month(year, (half - 1) * 6 + 1),
            Self::Quarter(year, quarter) => month(year, (quarter - 1) * 3 + 1),
            Self::Month(year, number) => month(year, number),
            Self::Week(year, week) => {
                ISOWeekDate::new(year, week, Weekday::Monday).map_or(Date::ZERO, ISOWeekDate::date)
            }
            Self::Day(day) => day,
        }
    }

    /// The period of the same length that follows.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Year(year) => Self::Year(year + 1),
            Self::Half(year, 2) => Self::Half(year + 1, 1),
            Self::Half(year, half) => Self::Half(year, half + 1),
            Self::Quarter(year, 4) => Self::Quarter(year + 1, 1),
            Self::Quarter(year, quarter) => Self::Quarter(year, quarter + 1),
            Self::Month(year, 12) => Self::Month(year + 1, 1),
            Self::Month(year, month) => Self::Month(year, month + 1),
            Self::Week(..) => {
                let week = self
                    .first_day()
                    .checked_add(jiff::Span::new().days(7))
                    .unwrap_or(Date::MAX)
                    .iso_week_date();
                Self::Week(week.year(), week.week())
            }
            Self::Day(day) => Self::Day(day.tomorrow().unwrap_or(day)),
        }
    }

    /// How fine it is: among periods that begin on one day the longer one comes first.
    fn fineness(self) -> u8 {
        match self {
            Self::Year(_) => 0,
            Self::Half(..) => 1,
            Self::Quarter(..) => 2,
            Self::Month(..) => 3,
            Self::Week(..) => 4,
            Self::Day(_) => 5,
        }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.first_day(), self.fineness()).cmp(&(other.first_day(), other.fineness()))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Week(year, week) => write!(f, "{year:04}-W{week:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

/// The text is no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPeriod;

impl fmt::Display for NoPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a period is written 2025, 2025-H1, 2025-Q2, 2025-04, 2025-W07 or 2025-04-25")
    }
}

impl std::error::Error for NoPeriod {}

impl FromStr for Period {
    type Err = NoPeriod;

    fn from_str(text: &str) -> Result<Self, NoPeriod> {
        fn number(text: &str, digits: usize) -> Option<i16> {
            let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            if plain { text.parse().ok() } else { None }
        }
        fn within(value: i16, last: i8) -> Option<i8> {
            i8::try_from(value).ok().filter(|value| (1..=last).contains(value))
        }
        let (year, rest) = match text.split_once('-') {
            None => return number(text, 4).map(Self::Year).ok_or(NoPeriod),
            Some((year, rest)) => (number(year, 4).ok_or(NoPeriod)?, rest),
        };
        let period = if let Some(half) = rest.strip_prefix('H') {
            number(half, 1).and_then(|half| within(half, 2)).map(|half| Self::Half(year, half))
        } else if let Some(quarter) = rest.strip_prefix('Q') {
            number(quarter, 1)
                .and_then(|quarter| within(quarter, 4))
                .map(|quarter| Self::Quarter(year, quarter))
        } else if let Some(week) = rest.strip_prefix('W') {
            let week = number(week, 2).and_then(|week| within(week, 53));
            week.filter(|week| ISOWeekDate::new(year, *week, Weekday::Monday).is_ok())
                .map(|week| Self::Week(year, week))
        } else if rest.len() == 2 {
            number(rest, 2).and_then(|month| within(month, 12)).map(|month| Self::Month(year, month))
        } else {
            super::field::parse_date(text).map(Self::Day)
        };
        period.ok_or(NoPeriod)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        for text in ["2025", "2025-H2", "2025-Q4", "2025-12", "2020-W53", "2024-02-29"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in
            ["", "25", "2025-Q5", "2025-13", "2025-W54", "2021-W53", "2025-02-30", "2025-q1", "+025", "2025-"]
        {
            assert_eq!(text.parse::<Period>(), Err(NoPeriod), "{text}");
        }
    }

    #[test]
    fn periods_follow_each_other_and_sort_by_their_first_day() {
        let next = |text: &str| text.parse::<Period>().unwrap().next().to_string();
        assert_eq!(next("2025-Q4"), "2026-Q1");
        assert_eq!(next("2025-H1"), "2025-H2");
        assert_eq!(next("2025-12"), "2026-01");
        assert_eq!(next("2020-W53"), "2021-W01");
        assert_eq!(next("2024-02-29"), "2024-03-01");
        let mut sorted =
            ["2025-Q2", "2024", "2025", "2025-Q1", "2025-01"].map(|text| text.parse::<Period>().unwrap());
        sorted.sort();
        assert_eq!(
            sorted.map(|period| period.to_string()),
            ["2024", "2025", "2025-Q1", "2025-01", "2025-Q2"]
        );
    }

    #[test]
    fn the_quarter_of_a_day() {
        assert_eq!(Period::quarter_of(jiff::civil::date(2026, 11, 21)).to_string(), "2026-Q4");
        assert_eq!(Period::quarter_of(jiff::civil::date(2025, 4, 1)).to_string(), "2025-Q2");
    }
}
