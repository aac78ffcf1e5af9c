//! ratatui's backend for the real terminal: gathers one frame and sends it in one write, or sends nothing.
//!
//! It must not know what is drawn, and it answers every question itself instead of asking the terminal.

use std::fmt::Write as _;
use std::io;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::crossterm::cursor::{Hide, MoveTo, SetCursorStyle, Show};
use ratatui::crossterm::queue;
use ratatui::crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::layout::{Position, Size};
use rustix::stdio::stdout;
use rustix::termios::tcgetwinsize;

use super::modes::write_all;
use super::print::Style;

/// The size taken where the system knows none, as on some serial lines.
const UNKNOWN_SIZE: Size = Size { width: 80, height: 24 };

/// One frame in the making, and what the terminal shows of the caret.
#[derive(Default)]
pub(super) struct Canvas {
    /// The bytes of this frame's cells.
    cells: Vec<u8>,
    /// The whole frame as it is sent; kept for its capacity.
    frame: Vec<u8>,
    /// Where this frame wants the caret, and whether it wants one.
    wanted: Position,
    visible: bool,
    /// Where the terminal shows the caret.
    shown: Option<Position>,
    /// Whether the terminal was told that the caret is a bar.
    bar: bool,
    /// Whether the screen is wiped before this frame's cells.
    wiped: bool,
}

impl Canvas {
    pub(super) fn new() -> Self {
        Self { cells: Vec::with_capacity(1 << 16), frame: Vec::with_capacity(1 << 16), ..Self::default() }
    }

    /// Forgets what the terminal shows: it was left and entered, which hides the caret.
    pub(super) fn forget(&mut self) {
        self.cells.clear();
        self.shown = None;
        self.bar = false;
    }

    /// Whether the screen is wiped before the cells of the next frame; asked once for each.
    pub(super) fn take_wiped(&mut self) -> bool {
        std::mem::take(&mut self.wiped)
    }

    /// Sends the frame, if it changes anything.
    pub(super) fn send(&mut self) -> io::Result<()> {
        let caret = self.visible.then_some(self.wanted);
        if self.cells.is_empty() && caret == self.shown {
            return Ok(());
        }
        self.compose(caret)?;
        self.bar |= caret.is_some();
        self.shown = caret;
        write_all(&self.frame)
    }

    fn compose(&mut self, caret: Option<Position>) -> io::Result<()> {
        self.frame.clear();
        queue!(self.frame, BeginSynchronizedUpdate)?;
        if caret.is_none() && self.shown.is_some() {
            queue!(self.frame, Hide)?;
        }
        self.frame.append(&mut self.cells);
        if let Some(Position { x, y }) = caret {
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

impl Backend for Canvas {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let plain = Style::of(&Cell::default());
        let (mut style, mut next) = (plain, None);
        let mut run = String::new();
        for (x, y, cell) in content {
            // Behind a wide character the column is told anew: a terminal that disagrees about its width shifts nothing.
            if next != Some((x, y)) {
                let written = write!(run, "\x1b[{};{}H", y + 1, x + 1);
                debug_assert!(written.is_ok(), "a String takes all that is written to it");
            }
            if Style::of(cell) != style {
                style = Style::of(cell);
                style.write_sgr(&mut run);
            }
            run.push_str(cell.symbol());
            next = Some((x + 1, y));
        }
        if style != plain {
            run.push_str("\x1b[0m");
        }
        self.cells.extend_from_slice(run.as_bytes());
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.visible = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.wanted)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.wanted = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.wiped = true;
        if region == ClearType::All {
            // What was gathered for this frame is on its way to be wiped.
            self.cells.clear();
        }
        CrosstermBackend::new(&mut self.cells).clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        #[expect(clippy::disallowed_methods, reason = "it is only asked for its size")]
        let size = tcgetwinsize(stdout());
        Ok(size
            .ok()
            .map(|size| Size { width: size.ws_col, height: size.ws_row })
            .filter(|size| size.width > 0 && size.height > 0)
            .unwrap_or(UNKNOWN_SIZE))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    /// Nothing yet: the frame is sent by [`Canvas::send`], once its cells are known.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
