//! Dates and periods as people write them, to those of a board file; only where there is no doubt which one is meant.
//! It must not know what they are dates of.

use jiff::civil::Date;

use crate::model::Period;
use crate::model::field::{MONTHS, parse_date};

/// The date as a board file writes it: `2025-06-30`, also with a time behind it, `30.06.2025`, `2025/06/30`, `30 June 2025`,
/// `Jun 30, 2025`, `30/Jun/25`, and `30/06/2025` where no month could have that number.
pub fn date(text: &str) -> Option<String> {
    // `Fri Mar 06 2026 10:00:00 GMT+0100 (…)`, as browsers write it.
    let text = text.split(" GMT").next().unwrap_or_default();
    let text = without_weekday(text.trim());
    if text.len() > 40 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let day = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
    if parse_date(day).is_some() && is_time(&text[day.len()..]) {
        return Some(day.to_owned());
    }
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.collect::<Vec<&str>>();
    let [first, second, third, rest @ ..] = &words[..] else { return None };
    if !rest.iter().all(|word| is_time(word) || matches!(*word, "AM" | "PM" | "am" | "pm")) {
        return None;
    }
    let number = |word: &str| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i16>().ok();
    let (year, month, day) = match (month(first), month(second)) {
        (Some(month), None) => (year(third)?, month, number(second)?),
        (None, Some(month)) if first.len() == 4 => (year(first)?, month, number(third)?),
        (None, Some(month)) => (year(third)?, month, number(first)?),
        _ => numbers(text, [first, second, third])?,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(date.to_string())
}

/// A date without the day of the week before it: `Fri, 6 Mar 2026`.
fn without_weekday(text: &str) -> &str {
    let Some((word, rest)) = text.split_once(' ') else { return text };
    let word = word.trim_end_matches([',', '.']).to_lowercase();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    if word.len() >= 3 && days.iter().any(|day| day.starts_with(&word)) { rest.trim_start() } else { text }
}

/// The first date among the words of a text, of up to three words.
pub fn date_among(text: &str) -> Option<String> {
    let words = text.split_whitespace().take(40).collect::<Vec<&str>>();
    let date_of = |words: &[&str]| date(words.join(" ").trim_matches(['(', ')', '[', ']', ',', ':']));
    (0..words.len()).find_map(|at| (1..=3).find_map(|count| date_of(words.get(at..at + count)?)))
}

/// Year, month and day of three numbers; nothing where day and month could be told either way.
fn numbers(text: &str, words: [&str; 3]) -> Option<(i16, i16, i16)> {
    let [first, second, third] = words;
    let value = |word: &str| word.parse::<i16>().ok();
    if first.len() == 4 {
        return Some((value(first)?, value(second)?, value(third)?));
    }
    if third.len() != 4 {
        return None;
    }
    let (day, month, year) = (value(first)?, value(second)?, value(third)?);
    // With dots the day always stands first.
    match (text.contains('.'), day > 12, month > 12) {
        (true, ..) | (_, true, false) => Some((year, month, day)),
        (false, false, true) => Some((year, day, month)),
        _ => (day == month).then_some((year, month, day)),
    }
}

fn is_time(rest: &str) -> bool {
    rest.chars()
        .all(|c| c.is_ascii_digit() || matches!(c, 'T' | ' ' | ':' | '.' | 'Z' | '+' | '-' | 'U' | 'C'))
}

fn month(word: &str) -> Option<i16> {
    let lower = word.to_lowercase();
    let is_month = lower.len() >= 3 && lower.bytes().all(|byte| byte.is_ascii_alphabetic());
    let at = MONTHS.iter().position(|month| is_month && lower.starts_with(&month[..3]))?;
    i16::try_from(at + 1).ok()
}

fn year(word: &str) -> Option<i16> {
    let year = word.parse::<i16>().ok()?;
    match word.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

/// The period that a text names: `2025-Q2`, `Q2 2025`, `2025 H1`, `June 2025`, also among other words.
pub fn period(text: &str) -> Option<Period> {
    if text.len() > 300 {
        return None;
    }
    if let Ok(period) = text.trim().parse() {
        return Some(period);
    }
    let text = with_whole_years(text);
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    let words = words.collect::<Vec<&str>>();
    let whole = words.iter().filter(|word| word.len() > 4);
    if let Some(period) = whole.into_iter().find_map(|word| word.to_uppercase().parse().ok()) {
        return Some(period);
    }
    words.windows(2).find_map(|pair| {
        let (number, part) = match (year(pair[0]), year(pair[1])) {
            (Some(number), _) if pair[0].len() == 4 => (number, pair[1]),
            (_, Some(number)) if pair[1].len() == 4 => (number, pair[0]),
            _ => return None,
        };
        let part = match month(part) {
            Some(month) => format!("{month:02}"),
            None if part.starts_with(['Q', 'q', 'H', 'h']) => part.to_uppercase(),
            None => return None,
        };
        format!("{number:04}-{part}").parse().ok()
    })
}

/// A text in which `FY25`, `FY2025` and `'25` are years of four digits.
fn with_whole_years(text: &str) -> String {
    let is_year = |rest: &str, length: usize| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits == length && !rest[digits..].starts_with(char::is_alphanumeric)
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let behind = rest.strip_prefix("FY").or_else(|| rest.strip_prefix(['\'', '’']));
        match behind {
            Some(year) if is_year(year, 2) => {
                out.push_str(" 20");
                rest = year;
            }
            Some(year) if is_year(year, 4) => {
                out.push(' ');
                rest = year;
            }
            _ => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_without_doubt_are_read() {
        for text in [
            "2025-06-30",
            "2025-06-30T10:00:00.000Z",
            "2025-06-30 10:00",
            "30.06.2025",
            "30.6.2025",
            "2025/06/30",
            "30/06/2025",
            "06/30/2025",
            "30 June 2025",
            "June 30th, 2025",
            "Jun 30, 2025",
            "30/Jun/25 4:00 PM",
            "2025-Jun-30",
            "Mon Jun 30 2025 10:00:00 GMT+0200 (Central European Summer Time)",
            "Monday, 30 June 2025",
        ] {
            assert_eq!(date(text).as_deref(), Some("2025-06-30"), "{text}");
        }
        for text in
            ["", "tomorrow", "06/07/2025", "30 June", "2025", "2025-06", "31.06.2025", "1 2025 band", "1 2 3"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_found_among_words() {
        for text in ["Retro (2025-06-30)", "Team, 30 June 2025: retro", "[Jun 30, 2025] Retro"] {
            assert_eq!(date_among(text).as_deref(), Some("2025-06-30"), "{text}");
        }
        assert_eq!(date_among("Retro 12, 30 June"), None);
    }

    #[test]
    fn periods_are_found_among_words() {
        for (text, expected) in [
            ("2025-Q2", "2025-Q2"),
            ("Q2 2025", "2025-Q2"),
            ("OKRs 2025 H1", "2025-H1"),
            ("Retro, June 2025", "2025-06"),
            ("Sprint 12 (2025-06-30)", "2025-06-30"),
            ("plan 2025-q3", "2025-Q3"),
            ("Team Atlas, Q2 FY25", "2025-Q2"),
            ("FY2026 H1 plan", "2026-H1"),
            ("OKRs Q2'25", "2025-Q2"),
            ("OKRs Q3’26", "2026-Q3"),
        ] {
            assert_eq!(period(text).map(|period| period.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["Sprint 12", "Summer '69 tunes", "Top 2025 ideas", "Q2", "1999 problems"] {
            assert_eq!(period(text), None, "{text}");
        }
    }
}
