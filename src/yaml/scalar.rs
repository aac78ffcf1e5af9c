//! How a text is written as a scalar, so that every YAML 1.1 and 1.2 reader gets the same text back.
//! It must not know where the scalar stands beyond its [`Place`]. The rules are those of measurements section 6.

use std::fmt::Write;

use super::tree::Style;

/// Where a scalar is to stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Inside brackets or braces.
    pub(super) flow: bool,
    /// Lines below may hold a literal or folded block (not for keys, nor inside brackets).
    pub(super) block: bool,
}

impl Place {
    pub(super) const FLOW: Self = Self { flow: true, block: false };
    pub(super) const KEY: Self = Self { flow: false, block: false };
}

/// A scalar as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Written {
    /// On one line.
    Inline(String),
    /// A header and the lines below it, not yet indented.
    Block { header: &'static str, lines: Vec<String> },
}

/// Writes `value` in `style` where that can carry it, else in the first of plain, single, literal and double that can.
/// `width` is how many characters a folded line may have.
pub(super) fn write(value: &str, style: Style, width: usize, place: Place) -> Written {
    let in_style = match style {
        Style::Folded if place.block && folds(value) => Some(fold(value, width)),
        Style::Literal if place.block && literal_carries(value) => Some(literal(value)),
        Style::Double => Some(Written::Inline(double(value))),
        Style::Single if single_carries(value) => Some(Written::Inline(single(value))),
        _ => None,
    };
    in_style.unwrap_or_else(|| write_new(value, place))
}

/// Writes a text that has no style yet.
pub(super) fn write_new(value: &str, place: Place) -> Written {
    if plain_carries(value, place.flow) && !resolves_to_other(value) {
        Written::Inline(value.to_owned())
    } else if single_carries(value) {
        Written::Inline(single(value))
    } else if place.block && value.contains('\n') && literal_carries(value) {
        literal(value)
    } else {
        Written::Inline(double(value))
    }
}

/// Writes a number, boolean or date: plain where its characters allow that, whatever it resolves to.
pub(super) fn write_bare(value: &str, place: Place) -> Written {
    let number = value.len() > 1
        && value.starts_with('-')
        && value[1..].bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if number || plain_carries(value, place.flow) {
        Written::Inline(value.to_owned())
    } else {
        write_new(value, place)
    }
}

/// Writes a text on one line, for keys and inside brackets.
pub(super) fn inline(value: &str, place: Place) -> String {
    match write_new(value, Place { block: false, ..place }) {
        Written::Inline(text) => text,
        Written::Block { .. } => double(value),
    }
}

/// The text's characters can stand without quotes.
fn plain_carries(value: &str, flow: bool) -> bool {
    let Some(first) = value.chars().next() else { return false };
    !",[]{}#&*!|>'\"%@`-?:=<~".contains(first)
        && !value.starts_with(' ')
        && !value.ends_with([' ', ':'])
        && !value.starts_with("...")
        && !value.contains(": ")
        && !value.contains(" #")
        && !(flow && value.contains([',', '[', ']', '{', '}', ':']))
        && value.chars().all(printable)
}

/// Some YAML reader takes the plain text for a number, a boolean, a date or nothing.
fn resolves_to_other(value: &str) -> bool {
    let number = value.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '.')
        && value.bytes().all(|b| b.is_ascii_digit() || b"+-._: abcdefABCDEFxXoOtTzZ".contains(&b));
    let word = value.trim_start_matches(['+', '.']).to_ascii_lowercase();
    let special = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan"];
    number || special.contains(&word.as_str())
}

fn single_carries(value: &str) -> bool {
    value.chars().all(printable)
}

/// A character that may stand unescaped in every notation, and that no reader takes for a line break.
fn printable(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}'
        | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..)
}

/// The text keeps every character in a `|` block.
fn literal_carries(value: &str) -> bool {
    let body = value.strip_suffix('\n').unwrap_or(value);
    !body.is_empty()
        && !body.starts_with([' ', '\t', '\n'])
        && !body.ends_with('\n')
        && value.chars().all(|c| printable(c) || c == '\n' || c == '\t')
        && body.split('\n').all(|line| {
            !line.starts_with('\t') && (line.is_empty() || !line.trim_matches([' ', '\t']).is_empty())
        })
}

fn literal(value: &str) -> Written {
    let (header, body) = match value.strip_suffix('\n') {
        Some(body) => ("|", body),
        None => ("|-", value),
    };
    Written::Block { header, lines: body.split('\n').map(str::to_owned).collect() }
}

/// The text keeps every character in a `>` block.
fn folds(value: &str) -> bool {
    literal_carries(value)
        && !value.contains('\t')
        && value
            .strip_suffix('\n')
            .unwrap_or(value)
            .split('\n')
            .all(|line| !line.starts_with(' ') && !line.ends_with(' '))
}

/// A `>` block with lines of at most `width` characters, broken at single spaces only.
fn fold(value: &str, width: usize) -> Written {
    let (header, body) = match value.strip_suffix('\n') {
        Some(body) => (">", body),
        None => (">-", value),
    };
    let mut lines: Vec<String> = Vec::new();
    for (index, paragraph) in body.split('\n').enumerate() {
        if index > 0 && !paragraph.is_empty() {
            lines.push(String::new());
        } else if index > 0 {
            lines.push(String::new());
            continue;
        }
        wrap(paragraph, width, &mut lines);
    }
    Written::Block { header, lines }
}

fn wrap(paragraph: &str, width: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut count = 0;
    for (index, word) in split_at_single_spaces(paragraph).enumerate() {
        let length = word.chars().count();
        if index > 0 && count + 1 + length > width {
            lines.push(std::mem::take(&mut line));
            count = 0;
        } else if index > 0 {
            line.push(' ');
            count += 1;
        }
        line.push_str(word);
        count += length;
    }
    lines.push(line);
}

/// The pieces of `text` between spaces that have no other space beside them.
fn split_at_single_spaces(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let single = move |i: usize| {
        bytes[i] == b' ' && i > 0 && bytes[i - 1] != b' ' && bytes.get(i + 1).is_some_and(|&b| b != b' ')
    };
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        let end = (start..bytes.len()).find(|&i| single(i));
        from = end.map(|i| i + 1);
        Some(&text[start..end.unwrap_or(text.len())])
    })
}

fn single(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

fn double(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if printable(c) => out.push(c),
            c => escape(c, &mut out),
        }
    }
    out.push('"');
    out
}

fn escape(c: char, out: &mut String) {
    let code = u32::from(c);
    let written = match code {
        0..=0xff => write!(out, "\\x{code:02X}"),
        0x100..=0xffff => write!(out, "\\u{code:04X}"),
        _ => write!(out, "\\U{code:08X}"),
    };
    debug_assert!(written.is_ok(), "writing into a string does not fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: Place = Place { flow: false, block: true };

    fn new(value: &str) -> String {
        inline(value, BLOCK)
    }

    #[test]
    fn a_text_another_reader_would_take_for_a_value_is_quoted() {
        for value in [
            "no",
            "Null",
            "~",
            "true",
            "1e3",
            "0x1F",
            ".5",
            "12:30",
            "2025-01-02",
            "1_000",
            "+.inf",
            ".NaN",
            "y",
            "",
            " a",
            "a ",
            "- a",
            "a: b",
            "a #b",
            "ends:",
            "...x",
            "=",
            "<<",
            "@a",
            "2025-01-02 10:00:00",
        ] {
            assert_eq!(new(value), format!("'{value}'"));
        }
        for value in ["700M", "400+ products", "a:b", "2025-Q1", "小米 🚀 \"best\" it's", "Nobody"] {
            assert_eq!(new(value), value);
        }
    }

    #[test]
    fn characters_that_some_reader_takes_for_a_line_break_are_escaped() {
        assert_eq!(new("a\u{85}b\u{2028}c\u{feff}d\te\r"), "\"a\\x85b\\u2028c\\uFEFFd\\te\\r\"");
    }

    #[test]
    fn a_literal_block_is_refused_where_it_would_lose_a_character() {
        for value in [" a\nb", "a\n\tb", "a\n  \nb", "a\n\n", "\na", "a\rb\nc", ""] {
            assert!(!literal_carries(value), "{value:?}");
        }
        let lines = vec!["a".to_owned(), String::new(), "  b".to_owned()];
        assert_eq!(literal("a\n\n  b\n"), Written::Block { header: "|", lines });
    }

    #[test]
    fn folding_breaks_at_single_spaces_only_and_doubles_line_breaks() {
        let lines = ["aa  bb", "cc", "", "dd", "", "", "ee"].map(str::to_owned).to_vec();
        assert_eq!(fold("aa  bb cc\ndd\n\nee", 6), Written::Block { header: ">-", lines });
    }
}
