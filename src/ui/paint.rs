//! Puts text into cells, harmless and never beyond the place it was given: the only place that does.
//! It must not know what the text means.

use ratatui::Frame;
use ratatui::buffer::Cell;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;

use crate::config::theme::Theme;
use crate::text::{ellipsize_with, one_cell_each, safe_line, width};

/// Gives the whole screen a style, behind all that is written on it; nothing where it has none.
pub(super) fn screen(frame: &mut Frame, style: Style) {
    if style != Style::new() {
        let area = frame.area();
        frame.buffer_mut().set_style(area, style);
    }
}

/// Writes text from a column on, at most so many cells; what does not fit is not shown.
pub(super) fn text(frame: &mut Frame, (x, y): (u16, u16), cells: u16, words: &str, style: Style) {
    let area = frame.area();
    if x >= area.right() || y >= area.bottom() {
        return;
    }
    let cells = cells.min(area.right() - x);
    let words = safe_line(words);
    let buffer = frame.buffer_mut();
    if one_cell_each(&words).is_some() {
        // What nearly all text is goes into its cells without being taken apart into clusters.
        for (x, letter) in (x..x + cells).zip(words.chars()) {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                put(cell, letter, style);
            }
        }
        return;
    }
    #[expect(clippy::disallowed_methods, reason = "this is the place that text comes into cells through")]
    buffer.set_stringn(x, y, words, usize::from(cells), style);
}

fn put(cell: &mut Cell, letter: char, style: Style) {
    #[expect(clippy::disallowed_methods, reason = "this is the place that text comes into cells through")]
    cell.set_char(letter).set_style(style);
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

/// Draws a line below what stands in some cells of a row, and goes on with it to their end in `sign`.
pub(super) fn underline(frame: &mut Frame, (x, y): (u16, u16), cells: u16, sign: &str, style: Style) {
    let row = Rect::new(x, y, cells, 1).intersection(frame.area());
    let buffer = frame.buffer_mut();
    let is_blank = |x: u16| buffer.cell((x, y)).is_none_or(|cell| cell.symbol() == " ");
    let end = (row.left()..row.right()).rev().find(|x| !is_blank(*x)).map_or(row.left(), |last| last + 1);
    buffer.set_style(Rect { width: end - row.x, ..row }, Style::new().add_modifier(Modifier::UNDERLINED));
    let rest = row.right() - end;
    text(frame, (end, y), rest, &sign.repeat(usize::from(rest)), style);
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

/// Adds a style to cells of a row.
pub(super) fn restyle(frame: &mut Frame, (x, y): (u16, u16), cells: u16, style: Style) {
    let area = frame.area().intersection(Rect::new(x, y, cells, 1));
    frame.buffer_mut().set_style(area, style);
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
        frame.set_cursor_position((x.min(area.right() - 1), y));
    }
}
