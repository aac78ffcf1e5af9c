//! What commands print: results for people, exact results, messages and errors, each made harmless by `terminal::out`.
//! It must not know what is printed.

pub(super) use crate::terminal::out::{exact, exact_by, is_terminal, message, text};

use crate::error::Error;
use crate::terminal::out;
use crate::text::bounded;

/// The longest part of a message, in characters: a path may be long, a quotation is cut.
const PART_CHARS: usize = 1000;
const QUOTED_CHARS: usize = 200;

/// Columns that text takes where standard output is no terminal.
pub(super) const USUAL_WIDTH: usize = 80;

/// Prints what is wrong with the command line; an argument that it quotes may be long.
pub(super) fn usage(lines: &str) {
    message(&lines.lines().map(|line| bounded(line, 2 * QUOTED_CHARS)).collect::<Vec<_>>().join("\n"));
}

/// Prints an error: what was attempted and why it failed, then what to do about it.
pub(super) fn error(error: &Error) {
    let mut lines = format!("stratboard: could not {}", bounded(error.attempt(), PART_CHARS));
    if !error.cause().is_empty() {
        lines.push_str(": ");
        lines.push_str(&bounded(error.cause(), QUOTED_CHARS));
    }
    if !error.remedy().is_empty() {
        lines.push_str("\n  ");
        lines.push_str(&bounded(error.remedy(), PART_CHARS));
    }
    message(&lines);
}

/// The columns of the terminal that standard output is, else 80.
pub(super) fn width() -> usize {
    out::columns().unwrap_or(USUAL_WIDTH)
}
