//! Which rows of a pane are visible: its scroll position, its rows on the screen, and what is cut off.
//! It costs what is visible, whatever the pane holds: it walks from the top or from the selected item, never over all.

use std::rc::Rc;

use ratatui::layout::Rect;

use super::Top;
use super::item::{Entry, Row};
use super::line::{Line, On, Piece, Role};
use super::look::Look;
use super::measured::Order;
use super::typed::{Typed, caret_row};
use crate::model::ItemAt;

/// From this height on a pane says in a row of its own what is above and below.
pub(super) const ROOM_FOR_MARKS: usize = 4;

/// The items of a pane in the order in which they are shown, with the new one that is being written.
pub(super) struct Sequence {
    order: Option<Rc<Order>>,
    len: usize,
    new_at: Option<usize>,
}

impl Sequence {
    pub fn new(look: &Look, order: Option<Rc<Order>>) -> Self {
        let len = look.items().len();
        let new_at = match look.typing.map(|typing| typing.what) {
            Some(Typed::New(_, index)) => Some(if order.is_some() { len } else { index.min(len) }),
            _ => None,
        };
        Self { order, len, new_at }
    }

    pub fn len(&self) -> usize {
        self.len + usize::from(self.new_at.is_some())
    }

    pub fn entry(&self, position: usize) -> Entry {
        let before = match self.new_at {
            Some(at) if at == position => return Entry::New,
            Some(at) if position > at => position - 1,
            _ => position,
        };
        Entry::Item(self.order.as_ref().and_then(|order| order.items.get(before).copied()).unwrap_or(before))
    }

    /// The place of an item; of the new one where that is what is written.
    pub fn position(&self, index: usize) -> usize {
        if let Some(at) = self.new_at {
            return at;
        }
        let place = self.order.as_ref().and_then(|order| order.row(index));
        place.unwrap_or(index).min(self.len().saturating_sub(1))
    }
}

/// A pane's rows from its top on.
pub(super) struct Flow<'l, 'a> {
    pub look: &'l Look<'a>,
    pub sequence: &'l Sequence,
    /// The place of the selected item, if the pane has the focus.
    pub selected: Option<usize>,
    /// Whether the selected item may be out of sight.
    pub loose: bool,
    pub height: usize,
}

/// What a pane shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub lines: Vec<Line>,
    pub top: Top,
    /// Items that are not or not wholly visible above, and below.
    pub cut: (usize, usize),
}

impl Flow<'_, '_> {
    fn entry_height(&self, position: usize, most: usize) -> usize {
        let whole = self.look.whole || self.selected == Some(position);
        let blank = usize::from(self.look.spaced && position + 1 < self.sequence.len());
        self.look.height(self.sequence.entry(position), whole, most) + blank
    }

    /// The rows of all items, counted to `most` and no further.
    pub fn total(&self, most: usize) -> usize {
        if self.look.is_strip() {
            return self.look.strip_height();
        }
        if self.sequence.len() > most {
            return most;
        }
        let mut total = 0;
        for position in 0..self.sequence.len() {
            total += self.entry_height(position, most);
            if total >= most {
                return most;
            }
        }
        total
    }

    /// The rows from `from` on up to `most`, without the rows of the first that are cut off.
    fn rows_from(&self, from: Top, most: usize) -> usize {
        let mut total = 0usize;
        for position in from.item..self.sequence.len() {
            total += self.entry_height(position, most + from.row + 1);
            if total > most + from.row {
                break;
            }
        }
        total.saturating_sub(from.row)
    }

    /// The top from which `room` rows end with row `end` of the item at `position`.
    fn top_for_end(&self, position: usize, end: usize, room: usize) -> Top {
        let mut need = room;
        let mut have = end;
        let mut item = position;
        loop {
            if have >= need {
                return Top { item, row: have - need };
            }
            need -= have;
            if item == 0 {
                return Top::default();
            }
            item -= 1;
            have = self.entry_height(item, usize::from(u16::MAX));
        }
    }

    /// The rows of the selected item that must be seen: all, or around the caret, or the first ones.
    fn wanted(&self, position: usize, room: usize) -> (usize, usize) {
        let rows = self.entry_height(position, usize::from(u16::MAX));
        let rows = rows - usize::from(self.look.spaced && position + 1 < self.sequence.len());
        if rows <= room {
            return (0, rows);
        }
        let entry = self.sequence.entry(position);
        let caret = if self.look.is_typed(entry) { caret_row(&self.look.rows(entry, true)) } else { None };
        match caret {
            Some(row) => (row, row + 1),
            None => (0, room),
        }
    }

    /// The scroll position nearest to the kept one from which the selected item is visible.
    pub fn top(&self, kept: Top) -> Top {
        if self.total(self.height + 1) <= self.height {
            return Top::default();
        }
        let marks = self.height >= ROOM_FOR_MARKS;
        let last = self.sequence.len().saturating_sub(1);
        let mut top = if kept.item > last { Top { item: last, row: 0 } } else { kept };
        let rows_of_top = self.entry_height(top.item, usize::from(u16::MAX));
        top.row = top.row.min(rows_of_top.saturating_sub(1));
        if let Some(selected) = self.selected.filter(|_| !self.loose) {
            let room =
                |top: Top| self.height - usize::from(marks) - usize::from(marks && top != Top::default());
            let narrow = self.height - 2 * usize::from(marks);
            let (from, to) = self.wanted(selected, narrow.max(1));
            let before = top.item > selected || top.item == selected && top.row > from;
            if before {
                top = Top { item: selected, row: from };
            } else if !self.reaches(top, selected, to, room(top)) {
                top = self.top_for_end(selected, to, narrow.max(1));
            }
        }
        let room = self.height - usize::from(marks && top != Top::default());
        if self.rows_from(top, room) < room {
            let end = self.entry_height(last, usize::from(u16::MAX));
            top = self.top_for_end(last, end, self.height - usize::from(marks));
        }
        top
    }

    /// Whether `room` rows from `top` hold row `to` (exclusive) of an item below.
    fn reaches(&self, top: Top, position: usize, to: usize, room: usize) -> bool {
        if position == self.sequence.len() - 1 || self.height < ROOM_FOR_MARKS {
            // Below the last item nothing needs a mark.
            let room = if self.height < ROOM_FOR_MARKS { room } else { room + 1 };
            return self.rows_to(top, position, to, room);
        }
        self.rows_to(top, position, to, room)
    }

    fn rows_to(&self, top: Top, position: usize, to: usize, room: usize) -> bool {
        let mut used = 0usize;
        for item in top.item..position {
            used += self.entry_height(item, room + top.row + 1);
            if used > room + top.row {
                return false;
            }
        }
        used + to <= room + top.row
    }

    /// The rows on the screen, from the pane's body on.
    pub fn show(&self, body: Rect, kept: Top) -> Shown {
        if self.look.is_strip() {
            return self.show_strip(body);
        }
        let top = self.top(kept);
        let marks = self.height >= ROOM_FOR_MARKS;
        let above = top != Top::default();
        let overflow = self.rows_from(top, self.height) > self.height - usize::from(marks && above);
        let mut shown = Shown { top, ..Shown::default() };
        let mut y = usize::from(body.y) + usize::from(marks && above);
        let end = usize::from(body.y) + self.height - usize::from(marks && overflow);
        let mut skip = top.row;
        let mut position = top.item;
        let mut whole_below = position;
        while y < end && position < self.sequence.len() {
            let rows = self.entry_rows(position);
            let is_whole = rows.len() <= skip + end - y;
            for row in rows.iter().skip(skip).take(end - y) {
                shown.lines.push(self.line(row.clone(), position, y, body));
                y += 1;
            }
            whole_below = position + usize::from(is_whole);
            if y < end && self.look.spaced && position + 1 < self.sequence.len() {
                y += 1;
            }
            skip = 0;
            position += 1;
        }
        shown.cut = (top.item + usize::from(top.row > 0), self.sequence.len() - whole_below);
        if marks {
            self.push_marks(&mut shown, body, above, overflow);
        }
        shown
    }

    fn entry_rows(&self, position: usize) -> Rc<[Row]> {
        let whole = self.look.whole || self.selected == Some(position);
        self.look.rows(self.sequence.entry(position), whole)
    }

    fn line(&self, mut pieces: Row, position: usize, y: usize, body: Rect) -> Line {
        let entry = self.sequence.entry(position);
        let selected = self.selected == Some(position);
        let typed = self.look.is_typed(entry);
        if selected || typed {
            let role = if typed { Role::EditBar } else { Role::Bar };
            pieces.insert(0, Piece::new(0, role, if typed { "┃" } else { "▌" }));
        }
        let item = match entry {
            Entry::Item(index) => Some(index),
            Entry::New => None,
        };
        let done = item.and_then(|index| self.look.view(index)).is_some_and(|view| view.is_done());
        let item = item.map(|index| self.look.list.item(index));
        let on = if typed { Some(On::Typed) } else { item.map(On::Item) };
        let y = u16::try_from(y).unwrap_or(u16::MAX);
        finished(Line { y, pieces, item, on, selected, done, ..Line::default() }, body)
    }

    fn show_strip(&self, body: Rect) -> Shown {
        let strip = self.look.strip();
        let selected = self.selected;
        let row_of =
            |index| strip.rows.iter().position(|(_, places)| places.iter().any(|(item, _)| *item == index));
        let first = selected.and_then(row_of).map_or(0, |row| (row + 1).saturating_sub(self.height));
        let rows = strip.rows.len();
        let mut shown = Shown::default();
        for (at, (mut pieces, places)) in strip.rows.into_iter().enumerate().skip(first).take(self.height) {
            let here = places.iter().find(|(index, _)| Some(*index) == selected);
            if let Some((_, x)) = here {
                pieces.push(Piece::new(*x, Role::Bar, "▌"));
            }
            let y = body.y + u16::try_from(at - first).unwrap_or(0);
            let line = Line {
                y,
                pieces,
                item: here.map(|(index, _)| self.look.list.item(*index)),
                beside: places.iter().map(|(index, x)| self.beside(*index, *x, body)).collect(),
                ..Line::default()
            };
            let selected = here.is_some();
            shown.lines.push(finished(Line { selected, ..line }, body));
        }
        shown.cut = (usize::from(first > 0), usize::from(rows > first + self.height));
        shown
    }

    /// An item of a strip, with its column of the screen.
    fn beside(&self, index: usize, x: usize, body: Rect) -> (u16, ItemAt) {
        let x = u16::try_from(x).unwrap_or(u16::MAX);
        (x.saturating_add(body.x).saturating_sub(1), self.look.list.item(index))
    }

    /// The rows that say how much is above and below.
    fn push_marks(&self, shown: &mut Shown, body: Rect, above: bool, below: bool) {
        let (over, under) = shown.cut;
        let mark = |y: u16, text: String| {
            let line = Line { y, pieces: vec![Piece::new(1, Role::More, text)], ..Line::default() };
            finished(line, body)
        };
        if above {
            shown.lines.insert(0, mark(body.y, format!("↑ {over} more")));
        }
        if below {
            let y = body.y + u16::try_from(self.height).unwrap_or(1) - 1;
            shown.lines.push(mark(y, format!("↓ {under} more")));
        }
    }
}

/// The line at columns of the screen: its pane's bar stands one column left of the body.
pub(super) fn finished(mut line: Line, body: Rect) -> Line {
    for piece in &mut line.pieces {
        piece.x = (piece.x + body.x).saturating_sub(1);
    }
    line.span = (body.x.saturating_sub(1), body.right());
    line
}
