//! The frame that the terminal shows and the one that is being drawn: what of them differs.
//! It must not know what is drawn, nor how it is sent.
//!
//! No page of cells is kept: of a row that changed, the old cells are drawn once more beside the new ones, and ratatui
//! compares the two with all that wide characters ask for.

use std::mem;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};

use super::Frame;

/// The two frames.
#[derive(Default)]
pub(super) struct Pages {
    shown: Frame,
    next: Frame,
    /// Whether it is not known what the screen shows.
    is_unknown: bool,
    /// A row of each, while they are compared.
    rows: (Buffer, Buffer),
}

impl Pages {
    /// A blank frame of that size to draw the next one into.
    pub(super) fn begin(&mut self, size: Size) -> &mut Frame {
        self.next.clear(Rect::new(0, 0, size.width, size.height));
        &mut self.next
    }

    /// Forgets what the screen shows: the next frame is told whole.
    pub(super) fn forget(&mut self) {
        self.is_unknown = true;
    }

    /// Whether the screen has to be wiped before the next frame is shown: it has another size, or shows nobody knows what.
    pub(super) fn needs_wiping(&self) -> bool {
        self.is_unknown || self.shown.area() != self.next.area()
    }

    /// Shows the frame that was drawn: `tell` gets the cells of each row that differ from those that are shown, all that
    /// are not blank where the screen was wiped.
    pub(super) fn turn(
        &mut self,
        mut tell: impl FnMut(&mut dyn Iterator<Item = (u16, u16, &Cell)>),
    ) -> &Frame {
        if self.needs_wiping() {
            self.shown.clear(self.next.area());
            self.is_unknown = false;
        }
        for y in 0..self.next.area().height {
            if !self.next.is_row_of(&self.shown, y) {
                let (before, after) = &mut self.rows;
                self.shown.paint(y, before);
                self.next.paint(y, after);
                tell(&mut before.diff_iter(after));
            }
        }
        mem::swap(&mut self.shown, &mut self.next);
        &self.shown
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::{Color, Style};

    use super::*;

    /// What stands where, in which colour; a word without letters only restyles.
    type Words = Vec<(u16, u16, &'static str, bool)>;

    fn words() -> impl Strategy<Value = Words> {
        let text = prop::sample::select(vec!["a", " ", "words", "小", "小a大", "❤️", "e\u{301}", "─", ""]);
        prop::collection::vec((0..13u16, 0..15u16, text, any::<bool>()), 0..20)
    }

    fn draw(frame: &mut Frame, words: &Words) {
        for (x, y, text, red) in words {
            let style = if *red { Style::new().bg(Color::Red) } else { Style::new() };
            #[expect(clippy::disallowed_methods, reason = "the test's own words")]
            match *text {
                "" if *red => frame.underline((*x, *y), 4, "_", style),
                "" => frame.restyle((*x, *y), 4, style.fg(Color::Blue)),
                text => frame.write((*x, *y), 20, text, style),
            }
        }
    }

    /// A frame's cells on a page of their own.
    fn page(frame: &Frame) -> Buffer {
        let mut page = Buffer::empty(frame.area());
        let mut row = Buffer::default();
        for y in 0..frame.area().height {
            frame.paint(y, &mut row);
            for x in 0..frame.area().width {
                page[(x, y)] = row[(x, y)].clone();
            }
        }
        page
    }

    proptest! {
        #[test]
        fn what_is_told_is_what_ratatui_would_tell(frames in prop::collection::vec((words(), any::<bool>()), 1..5)) {
            let size = Size { width: 12, height: 14 };
            let (mut pages, mut before) = (Pages::default(), Buffer::empty(Rect::new(0, 0, 12, 14)));
            for (words, is_forgotten) in frames {
                draw(pages.begin(size), &words);
                if is_forgotten {
                    pages.forget();
                    before.reset();
                }
                let mut told = Vec::new();
                let next = page(pages.turn(|cells| told.extend(cells.map(|(x, y, cell)| (x, y, cell.clone())))));
                let usual = before.diff_iter(&next).map(|(x, y, cell)| (x, y, cell.clone())).collect::<Vec<_>>();
                prop_assert_eq!(told, usual);
                before = next;
            }
        }

        #[test]
        fn words_fill_the_cells_that_ratatui_would_give_them(words in words()) {
            let mut frame = Frame::default();
            frame.clear(Rect::new(0, 0, 12, 14));
            let mut usual = Buffer::empty(frame.area());
            for (x, y, text, _) in words.iter().filter(|(x, y, text, _)| *x < 12 && *y < 14 && !text.is_empty()) {
                #[expect(clippy::disallowed_methods, reason = "the test's own words")]
                {
                    frame.write((*x, *y), 20, text, Style::new());
                    usual.set_stringn(*x, *y, text, usize::from(12 - *x), Style::new());
                }
            }
            prop_assert_eq!(page(&frame), usual);
        }
    }

    #[test]
    fn a_row_of_the_same_strokes_is_not_painted() {
        let mut pages = Pages::default();
        let mut shown = |background| {
            let frame = pages.begin(Size { width: 4, height: 3 });
            frame.set_background(background);
            draw(frame, &vec![(0, 1, "a", false)]);
            let mut rows = 0;
            pages.turn(|_| rows += 1);
            rows
        };
        assert_eq!(shown(Style::new()), 1, "the others are blank as the screen is");
        assert_eq!(shown(Style::new()), 0);
        assert_eq!(shown(Style::new().bg(Color::Red)), 3);
        assert_eq!(shown(Style::new().bg(Color::Red)), 0);
    }
}
