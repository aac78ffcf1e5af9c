//! A screen in memory of any size, for `--print` and for tests.
//!
//! It must not know the real terminal: nothing is read, written or asked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use super::Frame;
use super::pages::Pages;

/// A screen whose last frame can be looked at.
#[derive(Default)]
pub struct MemoryScreen {
    size: Size,
    pages: Pages,
    cells: Buffer,
    caret: Option<(u16, u16)>,
}

impl MemoryScreen {
    /// A blank screen of `width` columns and `height` rows; either may be 0.
    pub fn new(width: u16, height: u16) -> Self {
        let mut screen = Self::default();
        screen.resize(width, height);
        screen
    }

    /// Draws a frame.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) {
        render(self.pages.begin(self.size));
        if self.pages.needs_wiping() {
            self.cells.reset();
        }
        let cells = &mut self.cells;
        let shown = self.pages.turn(|changed| {
            for (x, y, cell) in changed {
                cells[(x, y)] = cell.clone();
            }
        });
        self.caret = shown.caret();
    }

    /// Changes the size; what is on the screen until the next frame is not defined, as on a terminal.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.size = Size { width, height };
        self.cells.resize(Rect::new(0, 0, width, height));
    }

    /// The cells of the last frame.
    pub fn buffer(&self) -> &Buffer {
        &self.cells
    }

    /// Column and row of the caret, where the last frame shows one.
    pub fn caret(&self) -> Option<(u16, u16)> {
        self.caret
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the test's own words")]
mod tests {
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn the_last_frame_and_its_caret_can_be_looked_at() {
        let mut screen = MemoryScreen::new(6, 2);
        screen.draw(|frame| {
            frame.write((0, 0), 6, "first", Style::new());
            frame.set_caret((5, 0));
        });
        assert_eq!(screen.caret(), Some((5, 0)));
        screen.draw(|frame| frame.write((0, 0), 6, "小a", Style::new()));
        assert_eq!(super::super::print::text(screen.buffer()), "小a\n\n");
        assert_eq!(screen.caret(), None);
    }

    #[test]
    fn a_new_size_is_drawn_from_the_next_frame_on() {
        let mut screen = MemoryScreen::new(0, 0);
        screen.draw(|frame| frame.write((0, 0), 6, "unseen", Style::new()));
        screen.resize(4, 1);
        screen.draw(|frame| frame.write((0, 0), 6, "seen", Style::new()));
        assert_eq!(super::super::print::text(screen.buffer()), "seen\n");
    }
}
