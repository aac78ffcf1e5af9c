//! What is drawn over or instead of a board: help, lists to choose from, the form of all fields, the welcome screen, a refused file's text.
//! Each file draws one into the cells that it
//! is given; none knows where on the screen those are, and none changes anything.

use ratatui::layout::Rect;

use crate::app::{App, Content, Mode};

pub mod chooser;
pub mod form;
pub mod help;
pub(super) mod page;
mod preview;
pub mod refused;
pub mod welcome;

/// Keeps what is scrolled within its pages, as they are drawn in that area.
pub fn settle(app: &mut App, area: Rect) {
    let last = help::last_top(app, area);
    if let Mode::Help { top, .. } = &mut app.mode {
        *top = (*top).min(last);
    }
    if let Some(open) = app.boards.get_mut(app.current)
        && let Content::Refused { text, findings } = &open.content
        && open.scrolled > 0
    {
        open.scrolled = open.scrolled.min(refused::last_top(text, findings, area));
    }
}

/// What tests of the overlays share.
#[cfg(test)]
mod testing {
    use ratatui::layout::Rect;

    use crate::terminal::{Frame, MemoryScreen};

    /// The sizes that everything is drawn at; 20x5 is the smallest that still shows a board.
    pub const SIZES: [(u16, u16); 6] = [(120, 36), (80, 24), (44, 20), (20, 5), (3, 2), (1, 1)];

    /// A text with everything that has no place on a screen: an escape, a turn of direction, a bell, a line break.
    pub const HOSTILE: &str = "a\u{1b}[31mb\u{202e}c\u{7}\nd";

    /// The rows of a screen of that size, without the blanks at their ends, and the caret.
    pub fn screen(
        size: (u16, u16),
        draw: impl FnOnce(&mut Frame, Rect),
    ) -> (Vec<String>, Option<(u16, u16)>) {
        let mut screen = MemoryScreen::new(size.0, size.1);
        screen.draw(|frame| {
            let area = frame.area();
            draw(frame, area);
        });
        let cells = screen.buffer().content().chunks(usize::from(size.0));
        // The cell behind a wide character holds a blank that is not drawn.
        let text = |row: &[ratatui::buffer::Cell]| {
            let mut text = String::new();
            let mut covered = 0;
            for cell in row {
                if covered == 0 {
                    text.push_str(cell.symbol());
                    covered = crate::text::width(cell.symbol());
                }
                covered = covered.saturating_sub(1);
            }
            text.trim_end().to_owned()
        };
        (cells.map(text).collect(), screen.caret())
    }

    /// Whether text on a screen is free of what could act on a terminal.
    pub fn is_harmless(rows: &[String]) -> bool {
        !rows.iter().flat_map(|row| row.chars()).any(|c| c.is_control() || c == '\u{202e}')
    }
}
