//! A drawn screen as plain text, as text with colours, and as a picture.
//!
//! It must not know what is on the screen. The cells hold text that is already harmless to show.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::{Color, Modifier};

mod svg;

pub use svg::svg;

/// The rows as text, one line each, without the blanks at their ends.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in rows(buffer) {
        let row: String = cells(buffer, y).map(|(_, cell)| cell.symbol()).collect();
        out.push_str(row.trim_end_matches(' '));
        out.push('\n');
    }
    out
}

/// The rows with their colours and attributes (SGR), one line each, every line ending in the terminal's own style.
/// No other escape stands in it, so it can be shown by `cat` and `less -R`.
pub fn ansi(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in rows(buffer) {
        let blank = Cell::default();
        let mut style = Style::of(&blank);
        let row: Vec<_> = cells(buffer, y).collect();
        let end = row.iter().rposition(|(_, cell)| **cell != blank).map_or(0, |last| last + 1);
        for (_, cell) in &row[..end] {
            if Style::of(cell) != style {
                style = Style::of(cell);
                style.write_sgr(&mut out);
            }
            out.push_str(cell.symbol());
        }
        if style != Style::of(&blank) {
            out.push_str("\x1b[0m");
        }
        out.push('\n');
    }
    out
}

/// What a cell looks like beside its text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Style {
    pub(super) fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// Writes the escape that sets exactly this style (ECMA-48 SGR).
    pub(super) fn write_sgr(self, out: &mut String) {
        let attributes = [
            (Modifier::BOLD, ";1"),
            (Modifier::DIM, ";2"),
            (Modifier::ITALIC, ";3"),
            (Modifier::UNDERLINED, ";4"),
            (Modifier::SLOW_BLINK, ";5"),
            (Modifier::RAPID_BLINK, ";6"),
            (Modifier::REVERSED, ";7"),
            (Modifier::HIDDEN, ";8"),
            (Modifier::CROSSED_OUT, ";9"),
        ];
        out.push_str("\x1b[0");
        for (_, code) in attributes.iter().filter(|(modifier, _)| self.modifier.contains(*modifier)) {
            out.push_str(code);
        }
        write_sgr_color(out, self.fg, 30);
        write_sgr_color(out, self.bg, 40);
        out.push('m');
    }
}

/// Writes a colour's parameters; `base` is 30 for the text and 40 for what is behind it.
fn write_sgr_color(out: &mut String, color: Color, base: u8) {
    let written = match (ansi_number(color), color) {
        (Some(n @ 0..8), _) => write!(out, ";{}", base + n),
        (Some(n), _) => write!(out, ";{}", base + 60 + n - 8),
        (None, Color::Indexed(n)) => write!(out, ";{};5;{n}", base + 8),
        (None, Color::Rgb(r, g, b)) => write!(out, ";{};2;{r};{g};{b}", base + 8),
        (None, _) => Ok(()),
    };
    debug_assert!(written.is_ok(), "a String takes all that is written to it");
}

/// The number of one of the 16 colours that the person's terminal theme sets.
fn ansi_number(color: Color) -> Option<u8> {
    Some(match color {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(n @ 0..16) => n,
        Color::Indexed(_) | Color::Rgb(..) | Color::Reset => return None,
    })
}

fn rows(buffer: &Buffer) -> std::ops::Range<u16> {
    buffer.area.top()..buffer.area.bottom()
}

/// The cells of a row that are seen, each with its column; those behind a wide one are not.
fn cells(buffer: &Buffer, y: u16) -> impl Iterator<Item = (u16, &Cell)> {
    let mut hidden_to = 0;
    (buffer.area.left()..buffer.area.right()).filter_map(move |x| {
        let cell = &buffer[(x, y)];
        let seen = x >= hidden_to;
        if seen {
            hidden_to = x + width(cell);
        }
        seen.then_some((x, cell))
    })
}

/// How many columns a cell takes; at least its own.
fn width(cell: &Cell) -> u16 {
    cell.cell_width().max(1)
}

#[cfg(test)]
mod tests;
