//! Results to standard output, messages to standard error: the only place where commands print.
//! It must not know what is printed; what comes from files is made harmless here or is JSON.

use std::io::{self, IsTerminal, Write};

use crate::error::{Error, Result};
use crate::text;

/// The longest part of a message, in characters: a path may be long, a quotation is cut.
const PART_CHARS: usize = 1000;
const QUOTED_CHARS: usize = 200;

/// Columns that text takes where standard output is no terminal.
pub(super) const USUAL_WIDTH: usize = 80;

/// Prints a result as it is: text that was made harmless before, JSON, or what the program itself holds.
///
/// A reader that goes away early (`| head`) is no error.
pub(super) fn result(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new("write the result", error, "check where standard output goes"))
        }
        _ => Ok(()),
    }
}

/// Prints a message of one or more lines.
pub(super) fn message(lines: &str) {
    let mut out = io::stderr().lock();
    // There is no other place to tell that standard error is gone.
    let _ = writeln!(out, "{}", text::safe(lines.trim_end()));
}

/// Prints what is wrong with the command line; an argument that it quotes may be long.
pub(super) fn usage(lines: &str) {
    message(&lines.lines().map(|line| text::bounded(line, 2 * QUOTED_CHARS)).collect::<Vec<_>>().join("\n"));
}

/// Prints an error: what was attempted and why it failed, then what to do about it.
pub(super) fn error(error: &Error) {
    let mut lines = format!("stratboard: could not {}", text::bounded(error.attempt(), PART_CHARS));
    if !error.cause().is_empty() {
        lines.push_str(": ");
        lines.push_str(&text::bounded(error.cause(), QUOTED_CHARS));
    }
    if !error.remedy().is_empty() {
        lines.push_str("\n  ");
        lines.push_str(&text::bounded(error.remedy(), PART_CHARS));
    }
    message(&lines);
}

/// Whether standard output is a terminal: then text may be bold and as wide as it is.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// The columns of the terminal that standard output is, else 80.
pub(super) fn width() -> usize {
    match rustix::termios::tcgetwinsize(io::stdout()) {
        Ok(size) if size.ws_col > 0 => size.ws_col as usize,
        _ => USUAL_WIDTH,
    }
}
