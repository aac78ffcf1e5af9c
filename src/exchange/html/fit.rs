//! How small a sheet must be printed so that it takes one page, found before a browser has seen it: heights by counting
//! rows. It must not know how the page is written; the sizes stand in `assets/export.css` as `.fit-0` and so on.

use crate::model::kind::ACTIONS;
use crate::model::{Board, Field, Head, ItemView, Kind, ListAt, Sheet};
use crate::text::{width, wrapped_height};

/// Where a sheet goes on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// On one page, in the size of that step: 0 is the largest.
    Page(usize),
    /// On several, in a size that reads well.
    Pages,
}

/// The sizes of letters on paper, in CSS pixels.
const SIZES: [f64; 9] = [18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0];
/// What a page of A4 and one of Letter both have, in CSS pixels, less a margin of 10 mm: across and down.
const PAGE: (f64, f64) = (978.0, 716.0);
/// A cell of text, on the average, and a row, as parts of the letter's size.
const CELL: f64 = 0.49;
const ROW: f64 = 1.32;
/// What stands before the words of a ranked item, in the letter's size.
const RANK: f64 = 1.8;
/// More rows of one item are not counted: the sheet flows anyway.
const MOST_ROWS: usize = 200;
/// Nor are more items of a pane looked at.
const MOST_ITEMS: usize = 400;

/// The largest size at which the sheet is likely to take one page.
pub(super) fn fit(board: &Board, index: usize) -> Fit {
    let Some(sheet) = board.sheets.get(index) else { return Fit::Page(0) };
    let fits = |size: &f64| Paper { board, index, size: *size }.sheet(sheet) <= PAGE.1;
    SIZES.iter().position(fits).map_or(Fit::Pages, Fit::Page)
}

/// The most panes side by side on paper.
const MOST_COLUMNS: usize = 8;

/// How many of so many panes stand side by side on paper: all, or rows of about as many.
pub(super) fn columns(panes: usize) -> usize {
    panes.div_ceil(panes.div_ceil(MOST_COLUMNS).max(1)).max(1)
}

/// A sheet in one size of letters.
struct Paper<'b> {
    board: &'b Board,
    index: usize,
    size: f64,
}

impl Paper<'_> {
    /// Pixels that the sheet takes from top to bottom.
    fn sheet(&self, sheet: &Sheet) -> f64 {
        let own = sheet.panes.iter().filter(|pane| pane.spec.is_some()).count();
        let all = (0..sheet.panes.len()).collect::<Vec<usize>>();
        let (own, extra) = all.split_at(own);
        let part = |range: std::ops::Range<usize>| {
            own.get(range.start..range.end.min(own.len())).unwrap_or_default()
        };
        let conclusion = |across: f64| self.scalar(sheet, Head::Conclusion, across);
        let panes = match sheet.kind {
            Some(Kind::Swot) => {
                let side = self.stack(part(4..5), PAGE.0 * 0.28) + conclusion(PAGE.0 * 0.28);
                self.grid(part(0..4), 2, PAGE.0 * 0.68).max(side)
            }
            Some(Kind::Plan) => {
                self.objectives(sheet) + self.grid(part(1..9), 2, PAGE.0) * 0.7 + conclusion(PAGE.0)
            }
            Some(Kind::Tows) => self.grid(part(0..4), 2, PAGE.0) + conclusion(PAGE.0),
            Some(Kind::Brief) => {
                let side = self.stack(part(1..9), PAGE.0 * 0.4);
                self.stack(part(0..1), PAGE.0 * 0.56).max(side) + conclusion(PAGE.0)
            }
            Some(Kind::Retro) | None => {
                return self.above(sheet) + self.grid(&all, columns(all.len()), PAGE.0) + conclusion(PAGE.0);
            }
        };
        self.above(sheet) + panes + self.grid(extra, columns(extra.len()), PAGE.0)
    }

    /// What stands above the panes; above the first sheet the board's own lines do too, in letters of their own.
    fn above(&self, sheet: &Sheet) -> f64 {
        let own = Paper { size: 14.0, ..*self };
        let (board, heading) = if self.index == 0 {
            let extra = number(self.board.extra.len()) * own.row();
            (own.rows(self.board.mission(), PAGE.0, 1.0) + 60.0 + extra, 2.1)
        } else {
            (0.0, 2.9)
        };
        let extra = number(sheet.extra.len());
        board + self.row() * (heading + extra) + self.scalar(sheet, Head::Summary, PAGE.0 * 0.8)
    }

    fn row(&self) -> f64 {
        self.size * ROW
    }

    /// Pixels of wrapped text in letters of so many times the size.
    fn rows(&self, text: &str, across: f64, times: f64) -> f64 {
        if text.is_empty() {
            return 0.0;
        }
        #[expect(clippy::cast_sign_loss, reason = "columns are wider than nothing")]
        let cells = (across / (self.size * times * CELL)) as usize;
        number(wrapped_height(text, cells.max(4), cells.max(4), MOST_ROWS)) * self.row() * times
    }

    fn scalar(&self, sheet: &Sheet, head: Head, across: f64) -> f64 {
        let text = sheet.head(head).unwrap_or_default();
        if text.is_empty() { 0.0 } else { self.rows(text, across, 1.15) + 2.6 * self.row() }
    }

    fn stack(&self, panes: &[usize], across: f64) -> f64 {
        panes.iter().map(|pane| self.pane(*pane, across)).sum()
    }

    /// Panes in so many columns: each row is as high as its highest. A matrix keeps its panes from its lines.
    fn grid(&self, panes: &[usize], columns: usize, across: f64) -> f64 {
        let gap = if columns > 2 { 1.5 } else { 2.4 };
        let column = across / number(columns) - gap * self.size;
        let highest = |row: &[usize]| row.iter().map(|pane| self.pane(*pane, column)).fold(0.0, f64::max);
        panes.chunks(columns).map(highest).sum()
    }

    fn pane(&self, at: usize, across: f64) -> f64 {
        self.list(ListAt::pane(self.index, at), across) + 2.9 * self.row()
    }

    fn list(&self, list: ListAt, across: f64) -> f64 {
        let views = self.board.views(list);
        let more = number(views.len().saturating_sub(MOST_ITEMS));
        let pane = self.board.pane(list);
        let promises = pane.is_some_and(|pane| pane.key == ACTIONS);
        let is_ranked = pane.and_then(|pane| pane.spec).is_some_and(|spec| spec.ranked);
        let across = across - if is_ranked { RANK * self.size } else { 0.0 };
        views.take(MOST_ITEMS).map(|view| self.item(view, promises, across)).sum::<f64>() + more * self.row()
    }

    fn item(&self, view: ItemView, promises: bool, across: f64) -> f64 {
        let beside = if view.votes() > 0 || view.score().is_some() { 3.5 } else { 0.0 };
        let across = across - beside * self.size;
        let words = self.rows(&format!("{}  ", view.line()), across, 1.0).max(self.row());
        let below = promises
            || view.fields().iter().any(|(field, _)| [Field::Owner, Field::Due, Field::Done].contains(field));
        let note = view.field(Field::Note).map_or(0.0, |note| self.rows(&note.to_text(), across, 0.9));
        let rest = view.fields().iter().filter(|(field, _)| is_small_print(*field));
        let rest = rest.map(|(field, value)| width(field.key()) + width(&value.to_text()) + 3).sum::<usize>()
            + view.extra().iter().map(|(name, value)| width(name) + width(value) + 3).sum::<usize>();
        let small = self.rows(&"x".repeat(rest.min(20_000)), across, 0.85);
        let results = across - RANK * self.size;
        let results = view.results().map(|result| self.item(result, false, results)).sum::<f64>();
        words + if below { self.row() } else { 0.0 } + note + small + results + 0.42 * self.size
    }

    /// The objectives in two columns.
    fn objectives(&self, sheet: &Sheet) -> f64 {
        let Some(pane) = sheet.panes.first() else { return 0.0 };
        let across = PAGE.0 / 2.0 - 3.0 * self.size;
        let views = self.board.views(ListAt::pane(self.index, 0)).take(MOST_ITEMS).collect::<Vec<_>>();
        let height = |view: &ItemView| self.item(*view, false, across) + 3.4 * self.row();
        let highest = |row: &[ItemView]| row.iter().map(height).fold(0.0, f64::max);
        let more = number(pane.items.len().saturating_sub(MOST_ITEMS));
        views.chunks(2).map(highest).sum::<f64>() + more * self.row()
    }
}

/// Whether a field stands in the small print.
fn is_small_print(field: Field) -> bool {
    use Field::{Carried, Checked, From, Impact, Likelihood, See, Since, Source, Target};
    [Carried, Checked, From, Impact, Likelihood, See, Since, Source, Target].contains(&field)
}

/// A count to reckon with.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
