//! A screen in memory of any size, for `--print` and for tests.
//!
//! It must not know the real terminal: nothing is read, written or asked.

use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::{Frame, Terminal};

/// A screen whose last frame can be looked at.
pub struct MemoryScreen {
    screen: Terminal<TestBackend>,
}

impl MemoryScreen {
    /// A blank screen of `width` columns and `height` rows; either may be 0.
    pub fn new(width: u16, height: u16) -> Self {
        let screen = match Terminal::new(TestBackend::new(width, height)) {
            Ok(screen) => screen,
            Err(never) => match never {},
        };
        Self { screen }
    }

    /// Draws a frame.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) {
        match self.screen.draw(render) {
            Ok(_) => {}
            Err(never) => match never {},
        }
    }

    /// Changes the size; what is on the screen until the next frame is not defined, as on a terminal.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.screen.backend_mut().resize(width, height);
    }

    /// The cells of the last frame.
    pub fn buffer(&self) -> &Buffer {
        self.screen.backend().buffer()
    }

    /// Column and row of the caret, where the last frame shows one.
    pub fn caret(&self) -> Option<(u16, u16)> {
        let backend = self.screen.backend();
        let position = backend.cursor_position();
        backend.cursor_visible().then_some((position.x, position.y))
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the test's own words")]
mod tests {
    use ratatui::layout::Position;
    use ratatui::text::Text;

    use super::*;

    #[test]
    fn the_last_frame_and_its_caret_can_be_looked_at() {
        let mut screen = MemoryScreen::new(6, 2);
        screen.draw(|frame| {
            frame.render_widget(Text::raw("first"), frame.area());
            frame.set_cursor_position(Position { x: 5, y: 0 });
        });
        assert_eq!(screen.caret(), Some((5, 0)));
        screen.draw(|frame| frame.render_widget(Text::raw("小a"), frame.area()));
        assert_eq!(super::super::print::text(screen.buffer()), "小a\n\n");
        assert_eq!(screen.caret(), None);
    }

    #[test]
    fn a_new_size_is_drawn_from_the_next_frame_on() {
        let mut screen = MemoryScreen::new(0, 0);
        screen.draw(|frame| frame.render_widget(Text::raw("unseen"), frame.area()));
        screen.resize(4, 1);
        screen.draw(|frame| frame.render_widget(Text::raw("seen"), frame.area()));
        assert_eq!(super::super::print::text(screen.buffer()), "seen\n");
    }
}
