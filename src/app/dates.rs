//! Dates as people type them, read from today: `fri`, `30 jun`, `+2w`, `2025-06-30`, `30.6.`.
//!
//! It must not know the clock: today is given.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use crate::model::field::{MONTHS, parse_date};

const DAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// The forms for a message.
pub const FORMS: &str = "fri, 30 jun, 30.6., +2w, tomorrow or 2025-06-30";

/// The date that a text means. Weekdays and dates without a year are the next ones, today included for dates only:
/// `fri` on a Friday is in a week.
pub fn read(text: &str, today: Date) -> Option<Date> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "today" | "now" => Some(today),
        "tomorrow" | "tom" => today.tomorrow().ok(),
        _ => parse_date(&text)
            .or_else(|| later(&text, today))
            .or_else(|| weekday(&text, today))
            .or_else(|| named_month(&text, today))
            .or_else(|| numbers(&text, today)),
    }
}

/// A date as people read it: `Fri 27 Jun 2025`.
pub fn shown(date: Date) -> String {
    date.strftime("%a %-d %b %Y").to_string()
}

/// `+3d`, `+2w`, `+1m`, `+1y`; `+3` are days.
fn later(text: &str, today: Date) -> Option<Date> {
    let rest = text.strip_prefix('+')?.trim();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = rest[..digits].parse::<i32>().ok().filter(|number| *number <= 10_000)?;
    let span: Span = match rest[digits..].trim() {
        "" | "d" | "day" | "days" => number.days(),
        "w" | "week" | "weeks" => number.weeks(),
        "m" | "month" | "months" => number.months(),
        "y" | "year" | "years" => number.years(),
        _ => return None,
    };
    today.checked_add(span).ok()
}

fn weekday(text: &str, today: Date) -> Option<Date> {
    let (_, day) = DAYS.iter().find(|(name, _)| text.len() >= 2 && name.starts_with(text))?;
    today.nth_weekday(1, *day).ok()
}

/// `30 jun`, `jun 30`, `30. june 2026`, `june 30, 2026`.
fn named_month(text: &str, today: Date) -> Option<Date> {
    let words = text.split([' ', ',', '.']).filter(|word| !word.is_empty()).collect::<Vec<&str>>();
    let (day, month, year) = match words.as_slice() {
        [one, two] => (one, two, None),
        [one, two, year] => (one, two, Some(year.parse::<i16>().ok().filter(|year| *year >= 1000)?)),
        _ => return None,
    };
    let (day, month) =
        if day.starts_with(|c: char| c.is_ascii_digit()) { (day, month) } else { (month, day) };
    let month = MONTHS.iter().position(|name| month.len() >= 3 && name.starts_with(month))?;
    on(i8::try_from(month + 1).ok()?, day.parse().ok()?, year, today)
}

/// `30.6.`, `30/6`, `30.6.2026`: the day first.
fn numbers(text: &str, today: Date) -> Option<Date> {
    let parts = text.trim_end_matches('.').split(['.', '/']).map(str::trim).collect::<Vec<&str>>();
    let (day, month, year) = match parts.as_slice() {
        [day, month] => (day, month, None),
        [day, month, year] => (day, month, Some(year)),
        _ => return None,
    };
    let year = match year.map(|year| (year.len(), year.parse::<i16>())) {
        None => None,
        Some((2, Ok(year))) => Some(2000 + year),
        Some((4, Ok(year))) => Some(year),
        Some(_) => return None,
    };
    on(month.parse().ok()?, day.parse().ok()?, year, today)
}

/// That day of that year, else of the next year in which it is not over.
fn on(month: i8, day: i8, year: Option<i16>, today: Date) -> Option<Date> {
    if let Some(year) = year {
        return Date::new(year, month, day).ok();
    }
    // Eight years hold a 29 February wherever they begin.
    let years = today.year()..=today.year().saturating_add(8);
    years.filter_map(|year| Date::new(year, month, day).ok()).find(|date| *date >= today)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_form_is_read_from_today() {
        let friday = date(2025, 4, 25);
        for (text, expected) in [
            ("today", "2025-04-25"),
            ("tomorrow", "2025-04-26"),
            ("Fri", "2025-05-02"),
            ("mo", "2025-04-28"),
            ("thursday", "2025-05-01"),
            ("30 jun", "2025-06-30"),
            ("Jun 30", "2025-06-30"),
            ("24 april", "2026-04-24"),
            ("25 apr", "2025-04-25"),
            ("june 30, 2027", "2027-06-30"),
            ("29 feb", "2028-02-29"),
            ("+3d", "2025-04-28"),
            ("+2w", "2025-05-09"),
            ("+1m", "2025-05-25"),
            ("+ 10", "2025-05-05"),
            ("2025-06-30", "2025-06-30"),
            ("30.6.", "2025-06-30"),
            ("30/6", "2025-06-30"),
            ("1.2.26", "2026-02-01"),
        ] {
            assert_eq!(read(text, friday).map(|date| date.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "f",
            "31 feb",
            "2025-02-29",
            "+",
            "+2x",
            "30.",
            "13/13",
            "1.2.3",
            "jun",
            "+99999999d",
        ] {
            assert_eq!(read(text, date(2025, 4, 25)), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_shown_with_its_weekday() {
        assert_eq!(shown(date(2025, 6, 27)), "Fri 27 Jun 2025");
    }
}
