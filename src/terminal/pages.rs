//! The frame that the terminal shows and the one that is being drawn: what of them differs.
//! It must not know what is drawn, nor how it is sent.
//!
//! ratatui compares every cell of two frames with all that wide characters ask for. While a person types, one row of forty
//! changes: rows that are the same are told by a bare comparison, and only the others are ratatui's to compare.

use std::mem;

use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

/// Up to so many changed rows are taken out of the frames to be compared; of more the whole frames are.
const FEW_ROWS: usize = 8;

/// The two frames.
#[derive(Default)]
pub(super) struct Pages {
    shown: Buffer,
    next: Buffer,
}

impl Pages {
    /// Takes over both pages that ratatui made for itself, which are blank.
    pub(super) fn of<B: Backend>(screen: &mut Terminal<B>) -> Self {
        let mut pages = Self::default();
        pages.take(screen.current_buffer_mut());
        screen.swap_buffers();
        mem::swap(&mut pages.shown, &mut pages.next);
        pages.take(screen.current_buffer_mut());
        pages
    }

    /// Puts a blank page of that area where ratatui draws, if it has none there itself.
    pub(super) fn lend(&mut self, place: &mut Buffer, area: Rect) {
        if place.area != area {
            self.next.resize(area);
            self.next.reset();
            mem::swap(place, &mut self.next);
        }
    }

    /// Takes the page that was drawn. What it leaves has no rows: ratatui finds no difference there and looks for none.
    pub(super) fn take(&mut self, place: &mut Buffer) {
        let hollow = Buffer { area: Rect { height: 0, ..place.area }, content: Vec::new() };
        self.next = mem::replace(place, hollow);
    }

    /// Shows the page that was taken: `tell` gets the cells that differ from those that are shown, all of them where the
    /// screen was wiped.
    pub(super) fn turn<R>(
        &mut self,
        is_wiped: bool,
        tell: impl FnOnce(&mut dyn Iterator<Item = (u16, u16, &Cell)>) -> R,
    ) -> R {
        if is_wiped || self.shown.area != self.next.area {
            self.shown.resize(self.next.area);
            self.shown.reset();
        }
        let changed = self.changed_rows();
        let told = if changed.len() <= FEW_ROWS {
            let rows = changed.into_iter().map(|y| (row(&self.shown, y), row(&self.next, y)));
            let rows = rows.collect::<Vec<(Buffer, Buffer)>>();
            tell(&mut rows.iter().flat_map(|(shown, next)| shown.diff_iter(next)))
        } else {
            tell(&mut self.shown.diff_iter(&self.next))
        };
        mem::swap(&mut self.shown, &mut self.next);
        told
    }

    /// The rows in which any cell differs.
    fn changed_rows(&self) -> Vec<u16> {
        let cells = usize::from(self.next.area.width).max(1);
        let rows = self.shown.content.chunks(cells).zip(self.next.content.chunks(cells));
        let differs = |(shown, next): (&[Cell], &[Cell])| !shown.iter().zip(next).all(|(a, b)| is_same(a, b));
        (0..).zip(rows).filter(|(_, rows)| differs(*rows)).map(|(y, _)| y).collect()
    }
}

/// One row of a frame, where it stands.
fn row(frame: &Buffer, y: u16) -> Buffer {
    let area = Rect { y, height: 1, ..frame.area };
    let cells = usize::from(area.width);
    let from = usize::from(y) * cells;
    Buffer { area, content: frame.content[from..from + cells].to_vec() }
}

/// Whether two cells look the same: as their `==`, but nearly all hold one byte, and that is compared on the spot.
fn is_same(a: &Cell, b: &Cell) -> bool {
    let symbols = match (a.symbol().as_bytes(), b.symbol().as_bytes()) {
        ([a], [b]) => a == b,
        (a, b) => a == b,
    };
    symbols && a.fg == b.fg && a.bg == b.bg && a.modifier == b.modifier && a.diff_option == b.diff_option
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::{Color, Style};

    use super::*;

    /// What stands where, in which colour.
    type Words = Vec<(u16, u16, &'static str, bool)>;

    fn words() -> impl Strategy<Value = Words> {
        let text = prop::sample::select(vec!["a", " ", "words", "小", "小a大", "❤️", "e\u{301}", "─"]);
        prop::collection::vec((0..12u16, 0..14u16, text, any::<bool>()), 0..20)
    }

    fn draw(page: &mut Buffer, words: &Words) {
        for (x, y, text, red) in words {
            let style = if *red { Style::new().bg(Color::Red) } else { Style::new() };
            #[expect(clippy::disallowed_methods, reason = "the test's own words")]
            page.set_stringn(*x, *y, text, usize::from(12 - *x), style);
        }
    }

    proptest! {
        #[test]
        fn what_is_told_is_what_ratatui_would_tell(frames in prop::collection::vec((words(), any::<bool>()), 1..5)) {
            let area = Rect::new(0, 0, 12, 14);
            let (mut pages, mut place, mut before) = (Pages::default(), Buffer::empty(area), Buffer::empty(area));
            for (words, is_wiped) in frames {
                pages.lend(&mut place, area);
                prop_assert_eq!(&place, &Buffer::empty(area));
                draw(&mut place, &words);
                let next = place.clone();
                pages.take(&mut place);
                prop_assert!(place.content.is_empty());
                if is_wiped {
                    before.reset();
                }
                let told = pages.turn(is_wiped, |cells| {
                    cells.map(|(x, y, cell)| (x, y, cell.clone())).collect::<Vec<_>>()
                });
                let usual = before.diff_iter(&next).map(|(x, y, cell)| (x, y, cell.clone())).collect::<Vec<_>>();
                prop_assert_eq!(told, usual);
                before = next;
            }
        }
    }
}
