//! What is printed outside the frame: the only place that writes to standard output and standard error.
//! It must not know what is printed. Whatever is not named exact is made harmless here.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::panic;

use rustix::termios::tcgetwinsize;

use crate::error::{Error, Result};
use crate::text;

/// Emphasis, where [`text`](fn@text) may show it.
pub const BOLD: &str = "\x1b[1m";
/// The end of emphasis.
pub const PLAIN: &str = "\x1b[0m";

/// The longest message of a panic, in characters: it may quote a whole file.
const PANIC_CHARS: usize = 400;

/// Prints a result for people: harmless, whatever stands in it, but for [`BOLD`] and [`PLAIN`].
///
/// # Errors
/// As [`exact`].
pub fn text(text: &str) -> Result<()> {
    if !text.contains(PLAIN) {
        return exact(&text::safe(text));
    }
    let plain = |part: &str| part.split(BOLD).map(text::safe).collect::<Vec<_>>().join(BOLD);
    exact(&text.split(PLAIN).map(plain).collect::<Vec<String>>().join(PLAIN))
}

/// Prints a result as it is: JSON, a script, a screen from cells, what the program itself holds.
/// A reader that goes away early (`| head`) is no error.
///
/// # Errors
/// Standard output takes no more.
pub fn exact(text: &str) -> Result<()> {
    exact_by(|out| out.write_all(text.as_bytes()))
}

/// As [`exact`], what `print` writes, however much that is.
///
/// # Errors
/// As [`exact`].
pub fn exact_by(print: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "this is the place that everything is printed through")]
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match print(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new("write the result", error, "check where standard output goes"))
        }
        _ => Ok(()),
    }
}

/// Prints a message of one or more lines on standard error, harmless.
pub fn message(lines: &str) {
    tell(&format!("{}\n", text::safe(lines.trim_end())));
}

/// Whether standard error is a terminal, which [`progress`] is for.
pub fn shows_progress() -> bool {
    #[expect(clippy::disallowed_methods, reason = "it is only asked what it is")]
    io::stderr().is_terminal()
}

/// Writes over the last line of a terminal on standard error, how far the work is, as much as fits into one row of it.
/// `None` wipes it.
pub fn progress(line: Option<&str>) {
    #[expect(clippy::disallowed_methods, reason = "it is only asked for its size")]
    let cells = tcgetwinsize(io::stderr()).map_or(0, |size| usize::from(size.ws_col));
    let cells = if cells > 1 { cells - 1 } else { 79 };
    let line = line.map(|line| text::ellipsize(&text::safe_line(line), cells).into_owned());
    tell(&format!("\r{}\x1b[K", line.unwrap_or_default()));
}

fn tell(text: &str) {
    #[expect(clippy::disallowed_methods, reason = "this is the place that everything is told through")]
    let mut out = io::stderr().lock();
    // There is no other place to tell that standard error is gone.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Makes the message of a panic harmless and short: it may quote what stands in a file.
pub fn harmless_panics() {
    #[expect(clippy::disallowed_methods, reason = "the hook prints by this place's own rule")]
    panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |place| format!(" at {place}"));
        let why = info.payload_as_str().unwrap_or("no reason was given");
        message(&panic_message(&place, why));
    }));
}

fn panic_message(place: &str, why: &str) -> String {
    let why = text::bounded(why, PANIC_CHARS);
    format!(
        "stratboard failed by a mistake of its own{place}: {why}\n  what was saved is safe; please report this line"
    )
}

/// Whether standard output is a terminal: then text may be bold and as wide as it is.
pub fn is_terminal() -> bool {
    #[expect(clippy::disallowed_methods, reason = "it is only asked what it is")]
    io::stdout().is_terminal()
}

/// The columns of the terminal that standard output is.
pub fn columns() -> Option<usize> {
    #[expect(clippy::disallowed_methods, reason = "it is only asked for its size")]
    let size = tcgetwinsize(io::stdout()).ok()?;
    Some(size.ws_col as usize).filter(|columns| *columns > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_quotes_little_and_nothing_that_acts() {
        let message = panic_message("", &format!("a\u{1b}]0;t\u{7}{}", "x".repeat(1000)));
        assert!(message.contains("a␛]0;t␇x") && message.chars().count() < PANIC_CHARS + 150, "{message}");
    }
}
