//! The real terminal as something to draw on: gathers one frame and sends it in one write, or sends nothing.
//!
//! It must not know what is drawn, and it never asks the terminal.

use std::fmt::Write as _;
use std::io;

use ratatui::buffer::Cell;
use ratatui::crossterm::cursor::{Hide, MoveTo, SetCursorStyle, Show};
use ratatui::crossterm::queue;
use ratatui::crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::layout::Size;
use rustix::stdio::stdout;
use rustix::termios::tcgetwinsize;

use super::modes::write_all;
use super::print::Style;

/// The size taken where the system knows none, as on some serial lines.
const UNKNOWN_SIZE: Size = Size { width: 80, height: 24 };

/// One frame in the making, and what the terminal shows of the caret.
pub(super) struct Canvas {
    /// What this frame's cells are sent as.
    cells: String,
    /// How the last of them looks, and the cell behind it.
    style: Style,
    next: Option<(u16, u16)>,
    /// The whole frame as it is sent; kept for its capacity.
    frame: Vec<u8>,
    /// Where the terminal shows the caret.
    shown: Option<(u16, u16)>,
    /// Whether the terminal was told that the caret is a bar.
    bar: bool,
}

impl Canvas {
    pub(super) fn new() -> Self {
        let style = Style::of(&Cell::default());
        Self { cells: String::new(), style, next: None, frame: Vec::new(), shown: None, bar: false }
    }

    /// Forgets what the terminal shows: it was left and entered, which hides the caret.
    pub(super) fn forget(&mut self) {
        self.cells.clear();
        self.shown = None;
        self.bar = false;
    }

    /// The terminal's columns and rows now.
    pub(super) fn size() -> Size {
        #[expect(clippy::disallowed_methods, reason = "it is only asked for its size")]
        let size = tcgetwinsize(stdout());
        size.ok()
            .map(|size| Size { width: size.ws_col, height: size.ws_row })
            .filter(|size| size.width > 0 && size.height > 0)
            .unwrap_or(UNKNOWN_SIZE)
    }

    /// Wipes the screen before this frame's cells.
    pub(super) fn wipe(&mut self) {
        self.write(format_args!("{}", Clear(ClearType::All)));
    }

    /// Draws cells, row by row.
    pub(super) fn draw<'a>(&mut self, cells: impl Iterator<Item = (u16, u16, &'a Cell)>) {
        for (x, y, cell) in cells {
            // Behind a wide character the column is told anew: a terminal that disagrees about its width shifts nothing.
            if self.next != Some((x, y)) {
                self.write(format_args!("\x1b[{};{}H", y + 1, x + 1));
            }
            let style = Style::of(cell);
            if style != self.style {
                style.write_sgr(&mut self.cells);
                self.style = style;
            }
            self.cells.push_str(cell.symbol());
            self.next = Some((x + 1, y));
        }
    }

    fn write(&mut self, what: std::fmt::Arguments) {
        let written = self.cells.write_fmt(what);
        debug_assert!(written.is_ok(), "a String takes all that is written to it");
    }

    /// Sends the frame with its caret, if it changes anything.
    pub(super) fn send(&mut self, caret: Option<(u16, u16)>) -> io::Result<()> {
        if self.cells.is_empty() && caret == self.shown {
            return Ok(());
        }
        let plain = Style::of(&Cell::default());
        if self.style != plain {
            self.cells.push_str("\x1b[0m");
            self.style = plain;
        }
        self.next = None;
        self.compose(caret)?;
        self.bar |= caret.is_some();
        self.shown = caret;
        write_all(&self.frame)
    }

    fn compose(&mut self, caret: Option<(u16, u16)>) -> io::Result<()> {
        self.frame.clear();
        queue!(self.frame, BeginSynchronizedUpdate)?;
        if caret.is_none() && self.shown.is_some() {
            queue!(self.frame, Hide)?;
        }
        self.frame.extend_from_slice(self.cells.as_bytes());
        self.cells.clear();
        if let Some((x, y)) = caret {
            queue!(self.frame, MoveTo(x, y))?;
            if !self.bar {
                queue!(self.frame, SetCursorStyle::SteadyBar)?;
            }
            if self.shown.is_none() {
                queue!(self.frame, Show)?;
            }
        }
        queue!(self.frame, EndSynchronizedUpdate)
    }
}
