//! Which cells a spreadsheet would take for something else than their words, and the `'` that keeps it from that.
//! It must not know what stands in the other cells.

use std::borrow::Cow;

use super::is_shown;
use crate::model::field::MONTHS;
use crate::model::{Field, Shape};
use crate::text;

/// What spreadsheets begin a formula with, in any width, and what they skip before it.
pub(super) const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// Longer texts are no values.
const MOST_CHARS: usize = 40;
/// As many digits of a number a spreadsheet keeps.
const MOST_DIGITS: usize = 15;

/// The text as a cell: what could act on a terminal is shown by its name, nothing begins a formula, and what would become
/// another number, a date or a time stays words.
pub(super) fn words(text: &str) -> Cow<'_, str> {
    let shown = if is_shown(text) { Cow::Borrowed(text) } else { Cow::Owned(text::safe(text).into_owned()) };
    let begins = shown.trim_start().starts_with(FORMULA) || shown.starts_with('\'');
    if begins || reads_as_value(&shown) { Cow::Owned(format!("'{shown}")) } else { shown }
}

/// The value of a field as a cell: numbers and days are meant as such, so that a spreadsheet reckons and sorts by them.
pub(super) fn value(field: Field, text: &str) -> Cow<'_, str> {
    let is_reckoned = field.is_number() || matches!(field.shape(), Shape::Date | Shape::DateOrTrue);
    if is_reckoned && field.shape().admits(text) { Cow::Borrowed(text) } else { words(text) }
}

/// Whether a spreadsheet reads the text as a value whose characters it forgets: `007`, `1.10`, `1,234`, `1e5`, `1/2`,
/// `12:30`, `30 jun`, more than 15 digits. A plain number such as `2025` comes back as it is, and so it may be one.
///
/// Shares (`28%`) are left alone: metrics are full of them, one may want to reckon with them, and they come back unless
/// their column is given another format.
fn reads_as_value(text: &str) -> bool {
    let text = text.trim();
    if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") {
        return true;
    }
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    let is_mark = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,:/-+()$€£¥".contains(c);
    has_digit
        && text.chars().count() <= MOST_CHARS
        && !is_plain_number(text)
        && text.chars().all(|c| is_mark(c) || c.is_ascii_alphabetic())
        && text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).all(is_of_values)
}

/// Whether a word stands in dates, times and numbers.
fn is_of_values(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    ["e", "am", "pm"].contains(&word.as_str())
        || MONTHS.iter().any(|month| [*month, &month[..3]].contains(&word.as_str()))
}

/// Whether a spreadsheet writes the number as it read it: no blanks, no zeros that say nothing.
fn is_plain_number(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    are_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(|part| are_digits(part) && !part.ends_with('0'))
        && whole.len() + fraction.map_or(0, str::len) <= MOST_DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rustfmt::skip]
    const VALUES: &[&str] = &[
        "007", "00", "1.10", "1e5", "1E400", ".5", "5.", "1,234", "1.234,56", "1 000", "12345678901234567890", "1/2", "3-4",
        "12:30", "1:2:3", "10.4.2025", "4/2025", "2018-09", "2025-06-30", "March 1", "30 jun", "May 2025", "5 pm", "TRUE",
        "false", "=1+1", " =1", "+49 30", "-5", "@x", "'x", "＝1", " 007", "$5", "5 €", "(5)",
    ];
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "2025", "0", "0.7", "28%", "$5M", "700M", "5G", "Q2", "2025-Q2", "1st", "Mayor 1", "e", "May", "RMB 62.1 billion",
        "a 007", "٣", "10x", "50 %", "", " ",
    ];

    #[test]
    fn words_that_a_spreadsheet_would_read_as_something_else_stay_words() {
        for text in VALUES {
            assert_eq!(words(text), format!("'{text}"));
        }
        for text in WORDS {
            assert_eq!(words(text), *text);
        }
    }

    #[test]
    fn numbers_and_days_of_fields_stay_what_they_are() {
        assert_eq!(value(Field::Due, "2025-06-30"), "2025-06-30");
        assert_eq!(value(Field::Done, "true"), "true");
        assert_eq!(value(Field::Score, "0.70"), "0.70");
        assert_eq!(value(Field::Votes, "-3"), "'-3");
        assert_eq!(value(Field::Target, "007"), "'007");
        assert_eq!(value(Field::Due, "30 jun"), "'30 jun");
    }
}
