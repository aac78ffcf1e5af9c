//! Puts text into cells, harmless and never beyond the place it was given: the only place that does.
//! It must not know what the text means.

use ratatui::style::Style;
use ratatui::text::Line;

use crate::config::theme::Theme;
use crate::terminal::Frame;
use crate::text::{ellipsize_with, safe_line, width};

/// Writes text from a column on, at most so many cells; what does not fit is not shown.
pub(super) fn text(frame: &mut Frame, at: (u16, u16), cells: u16, words: &str, style: Style) {
    let words = safe_line(words);
    #[expect(clippy::disallowed_methods, reason = "this is the place that text comes into frames through")]
    frame.write(at, cells, &words, style);
}

/// Writes the spans of a line one after the other, as [`text`].
pub(super) fn line(frame: &mut Frame, (x, y): (u16, u16), width: u16, line: &Line) {
    let end = x.saturating_add(width);
    let mut at = x;
    for span in &line.spans {
        if at >= end {
            break;
        }
        text(frame, (at, y), end - at, &span.content, line.style.patch(span.style));
        at = at.saturating_add(cells(&span.content)).min(end);
    }
}

/// Writes one part after the other, each in its style; answers the column behind the last.
pub(super) fn parts(frame: &mut Frame, (x, y): (u16, u16), end: u16, parts: &[(String, Style)]) -> u16 {
    let mut at = x;
    for (words, style) in parts {
        if at >= end {
            break;
        }
        text(frame, (at, y), end - at, words, *style);
        at = at.saturating_add(cells(words)).min(end);
    }
    at
}

/// Cells of a text.
pub(super) fn cells(words: &str) -> u16 {
    u16::try_from(width(words)).unwrap_or(u16::MAX)
}

/// A text of the file on one line, harmless, at most so many cells; marked where it is cut.
pub(super) fn short(words: &str, cells: usize, theme: &Theme) -> String {
    ellipsize_with(&safe_line(words), cells, &theme.chars("…")).into_owned()
}

/// Puts the terminal's caret at a cell of the screen.
pub(super) fn caret(frame: &mut Frame, (x, y): (u16, u16)) {
    let area = frame.area();
    if area.width > 0 && y < area.bottom() {
        frame.set_caret((x.min(area.right() - 1), y));
    }
}
