//! Dates and periods as pages write them: `June 3, 2025`, `Q2 2025`, `Updated: 3 June 2025`.
//! It must not know where on a page they stand, nor what day it is.

use jiff::civil::Date;

use crate::model::Period;
use crate::model::field::MONTHS;

/// What an "Updated: …" line says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Updated {
    /// The day.
    pub day: Option<Date>,
    /// The period that is named, or the quarter of a month or day.
    pub period: Option<Period>,
}

const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];
/// Words that stand beside a date and add nothing to it.
const FILLERS: &str = "updated|last|on|as|of|analysis|refreshed|date|period|edition|version|published|quarter|the|swot|report|\
                       revised|modified|reviewed|data|for|plan|in";
/// Of these, the ones that make a bare year a date line.
const SAYS_WHEN: [&str; 6] = ["updated", "refreshed", "period", "revised", "modified", "reviewed"];
/// An "Updated: …" line has no more words.
const MOST_WORDS: usize = 12;

fn token(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether there may be a date or period at all.
pub(super) fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// What a line says that does nothing else than tell when; nothing for other lines.
pub(super) fn updated(text: &str) -> Option<Updated> {
    if !has_digit(text) {
        return None;
    }
    let tokens = text.split([' ', ':']).map(token).filter(|word| !word.is_empty()).take(MOST_WORDS + 1);
    let tokens = tokens.collect::<Vec<&str>>();
    if tokens.len() > MOST_WORDS {
        return None;
    }
    let (mut found, mut says_when, mut only_year) = (Updated::default(), false, true);
    let mut at = 0;
    while at < tokens.len() {
        if let Some((period, used)) = period_at(&tokens[at..]) {
            match period {
                Period::Day(day) => found.day = found.day.or(Some(day)),
                Period::Month(..) => {
                    found.period = found.period.or(Some(Period::quarter_of(period.first_day())));
                }
                _ => found.period = found.period.or(Some(period)),
            }
            only_year &= matches!(period, Period::Year(_));
            at += used;
            continue;
        }
        let word = tokens[at].to_lowercase();
        if !FILLERS.split('|').any(|filler| filler == word) {
            return None;
        }
        says_when |= SAYS_WHEN.contains(&word.as_str());
        at += 1;
    }
    found.period = found.period.or(found.day.map(Period::quarter_of));
    (found.period.is_some() && (says_when || !only_year)).then_some(found)
}

/// A text without the first period in it, and that period.
pub(super) fn without_period(text: &str) -> (String, Option<Period>) {
    let words = text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<&str>>();
    let tokens = words.iter().map(|word| token(word)).collect::<Vec<&str>>();
    for at in 0..words.len() {
        if let Some((period, used)) = period_at(&tokens[at..]) {
            let rest = words[..at].iter().chain(&words[at + used..]).copied().collect::<Vec<&str>>();
            return (rest.join(" "), Some(period));
        }
    }
    (words.join(" "), None)
}

/// The period that words begin with, and how many of them tell it.
pub(super) fn period_at(words: &[&str]) -> Option<(Period, usize)> {
    let word = |at: usize| words.get(at).map(|word| token(word)).unwrap_or_default();
    let skip = usize::from(word(1).eq_ignore_ascii_case("of"));
    let year_at = |at: usize| year(word(at));
    if let Some(day) = numbers(word(0)) {
        return Some((day, 1));
    }
    if let Some(month) = month(word(0)) {
        if let Some(year) = year_at(1 + skip) {
            return Some((Period::Month(year, month), 2 + skip));
        }
        let date = Date::new(year_at(2)?, month, ordinal(word(1))?).ok()?;
        return Some((Period::Day(date), 3));
    }
    if let (Some(day), Some(month)) = (ordinal(word(0)), month(word(1 + skip))) {
        let date = Date::new(year_at(2 + skip)?, month, day).ok()?;
        return Some((Period::Day(date), 3 + skip));
    }
    let lower = word(0).to_lowercase();
    if let Some((part, number)) = part(&lower)
        && let Some(year) = year_at(1 + skip).or_else(|| short_year(word(1 + skip)))
    {
        return Some((part_of(year, part, number)?, 2 + skip));
    }
    if let Some(number) = ORDINALS.iter().position(|ordinal| *ordinal == lower) {
        let number = i8::try_from(number + 1).ok()?;
        let part = match word(1).to_lowercase().as_str() {
            "quarter" => 'q',
            "half" => 'h',
            _ => return None,
        };
        let skip = usize::from(word(2).eq_ignore_ascii_case("of"));
        return Some((part_of(year_at(2 + skip)?, part, number)?, 3 + skip));
    }
    let year = year_at(0)?;
    match part(&word(1).to_lowercase()) {
        Some((part, number)) => Some((part_of(year, part, number)?, 2)),
        None => Some((Period::Year(year), 1)),
    }
}

/// `q2` or `h1`.
fn part(word: &str) -> Option<(char, i8)> {
    let mut chars = word.chars();
    let part = chars.next().filter(|part| matches!(part, 'q' | 'h'))?;
    Some((part, chars.as_str().parse().ok()?))
}

fn part_of(year: i16, part: char, number: i8) -> Option<Period> {
    match part {
        'q' if (1..=4).contains(&number) => Some(Period::Quarter(year, number)),
        'h' if (1..=2).contains(&number) => Some(Period::Half(year, number)),
        _ => None,
    }
}

/// A year of four digits, as of 1900 to 2199; `FY2025` and `FY25` are years as well.
fn year(word: &str) -> Option<i16> {
    let digits = word.strip_prefix("FY").unwrap_or(word);
    if digits.len() == 2 && digits.len() < word.len() {
        return short_year(digits);
    }
    let plain = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|year| plain && (1900..2200).contains(year))
}

/// The year of two digits behind slashes, `7/2/25`: one of this century that such pages can have.
fn short_year(word: &str) -> Option<i16> {
    let digits = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse::<i16>().ok().filter(|year| digits && (10..60).contains(year)).map(|year| 2000 + year)
}

fn month(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    let is = |at: usize| MONTHS[at] == lower || MONTHS[at][..3] == lower || lower == "sept" && at == 8;
    (0..12).find(|at| is(*at)).and_then(|at| i8::try_from(at + 1).ok())
}

/// The day of a month: `3`, `3rd`.
fn ordinal(word: &str) -> Option<i8> {
    let ending = ["st", "nd", "rd", "th"].into_iter().find_map(|ending| word.strip_suffix(ending));
    let digits = ending.unwrap_or(word);
    let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

/// One word of numbers: `2025-06-03`, `2025-Q2`, `2025Q2`, `Q2/2025`, `06/03/2025`, `3.6.2025`.
fn numbers(word: &str) -> Option<Period> {
    let upper = word.to_uppercase().replace('’', "'").replace(['/', '.'], "-");
    if !upper.is_ascii() || year(word).is_some() {
        return None;
    }
    // `Q2'25`, `1Q25`
    let short =
        upper.split_once('\'').or_else(|| upper.split_at_checked(2).filter(|(part, _)| part.ends_with('Q')));
    if let Some((quarter, of)) = short
        && let Some(year) = short_year(of)
    {
        let quarter = quarter.to_lowercase();
        let turned = quarter.strip_suffix('q').map(|number| format!("q{number}"));
        let (part, number) = part(turned.as_deref().unwrap_or(&quarter))?;
        return part_of(year, part, number);
    }
    let parsed = upper.parse::<Period>().ok();
    if parsed.is_some_and(|period| year(&period.first_day().year().to_string()).is_some()) {
        return parsed;
    }
    if upper.len() == 6
        && let Some(year) = year(&upper[..4])
    {
        let (part, number) = part(&upper[4..].to_lowercase())?;
        return part_of(year, part, number);
    }
    let parts = upper.split('-').collect::<Vec<&str>>();
    match parts[..] {
        [quarter, of] => {
            let (part, number) = part(&quarter.to_lowercase())?;
            part_of(year(of)?, part, number)
        }
        [first, second, of] => {
            let (first, second) = (ordinal(first)?, ordinal(second)?);
            let year = year(of).or_else(|| short_year(of).filter(|_| word.contains('/')))?;
            // With slashes the month stands first, as Americans write, unless that is none.
            let month_first = word.contains('/') && first <= 12;
            let (month, day) = if month_first { (first, second) } else { (second, first) };
            Date::new(year, month, day).ok().map(Period::Day)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_tell_when_are_read_in_many_forms() {
        for (text, day, period) in [
            ("Updated: June 3, 2025", "2025-06-03", "2025-Q2"),
            ("Last updated on 3rd of June 2025", "2025-06-03", "2025-Q2"),
            ("Updated 2025-06-03", "2025-06-03", "2025-Q2"),
            ("Updated: 06/13/2025", "2025-06-13", "2025-Q2"),
            ("Updated: 13.6.2025", "2025-06-13", "2025-Q2"),
            ("7/2/25", "2025-07-02", "2025-Q3"),
            ("14/6/25", "2025-06-14", "2025-Q2"),
            ("Updated: July 2, 2025 • 2025-Q3 Analysis", "2025-07-02", "2025-Q3"),
            ("Updated: Sept 2024", "", "2024-Q3"),
            ("Q2 2025", "", "2025-Q2"),
            ("UPDATED: Q2/2025", "", "2025-Q2"),
            ("2025-Q2 Analysis", "", "2025-Q2"),
            ("Second quarter of 2025", "", "2025-Q2"),
            ("Period: H1 2025", "", "2025-H1"),
            ("Updated: FY25 Q3", "", "2025-Q3"),
            ("Updated: Q3 FY26", "", "2026-Q3"),
            ("Q2'25", "", "2025-Q2"),
            ("Q2’25", "", "2025-Q2"),
            ("1Q25", "", "2025-Q1"),
            ("Q3 25", "", "2025-Q3"),
            ("Updated: 2025", "", "2025"),
        ] {
            let told = updated(text).unwrap_or_else(|| panic!("{text}"));
            let day_told = told.day.map(|day| day.to_string()).unwrap_or_default();
            assert_eq!(
                (day_told.as_str(), told.period.unwrap().to_string().as_str()),
                (day, period),
                "{text}"
            );
        }
        for text in [
            "2025",
            "Updated",
            "Stay updated",
            "Revenue grew in Q2 2025",
            "Updated: soon",
            "Q5 2025",
            "2025-13-40",
            "24/7/365",
            "1.2.25",
            "13/14/25",
            "May",
        ] {
            assert_eq!(updated(text), None, "{text}");
        }
    }

    #[test]
    fn a_period_is_taken_out_of_a_heading() {
        let taken = |text| {
            let (rest, period) = without_period(text);
            (rest, period.map(|period| period.to_string()).unwrap_or_default())
        };
        assert_eq!(taken("Costco (Q2 2025)"), ("Costco".to_owned(), "2025-Q2".to_owned()));
        assert_eq!(taken("Plan 2024"), ("Plan".to_owned(), "2024".to_owned()));
        assert_eq!(taken("Sprint 14"), ("Sprint 14".to_owned(), String::new()));
    }
}
