//! The rows of one item: rank, tag, words, what stands beside and below them.
//! It must not know which rows are visible nor where the pane stands.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use crate::model::{Field, ItemView, Part};
use crate::text::{ellipsize, safe_line, width, wrap, wrapped_height};

use super::line::{Piece, Role, tag_role};
use super::look::{Form, Look};
use super::measured::{OfItem, OfTyped};
use super::side;
use super::typed::{Typed, Typing, typed_rows};

/// Before the tag of an item about which a merge left something to be decided, with the blank behind it.
const CLASH: &str = "≠ ";

/// What an item without words is shown as.
const NO_WORDS: &str = "(no words)";

/// As many bytes of a text are laid out, which is many screens; the editor and the form hold all of it.
const MOST_SHOWN: usize = 1 << 16;

/// What stands between a tag and the words, in the line that an editor holds.
const TAG_END: usize = ": ".len();

/// The pieces of one row, at columns of the pane.
pub(super) type Row = Vec<Piece>;

/// What stands at a place of a pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// The item with that index.
    Item(usize),
    /// The new item that is being written.
    New,
}

impl Look<'_> {
    /// Whether the open editor stands in an entry.
    pub fn is_typed(&self, entry: Entry) -> bool {
        match (entry, self.typing.map(|typing| typing.what)) {
            (Entry::New, _) => true,
            (Entry::Item(index), Some(Typed::Item(at))) => at.index == index,
            _ => false,
        }
    }

    /// The number of rows of an entry, counted to `most` and no further.
    pub fn height(&self, entry: Entry, whole: bool, most: usize) -> usize {
        if self.is_typed(entry) {
            return self.rows(entry, true).len().min(most);
        }
        let Entry::Item(index) = entry else { return 1.min(most) };
        if !whole && self.form != Form::Figure {
            return 1.min(most);
        }
        let Some(view) = self.view(index) else { return 0 };
        if self.form == Form::Figure {
            return self.rows(entry, whole).len().min(most);
        }
        if let Some(rows) =
            self.measured.and_then(|measured| measured.known_rows(&self.of_item(index, whole)))
        {
            return rows.len().min(most);
        }
        let (first, rest) = self.room(view, index);
        let more = usize::from(!side::below(view, self.beside, self.today).is_empty() && self.whole)
            + usize::from(self.pairs && !view.tags_of(Field::From).is_empty());
        (wrapped_height(&words(view), first, rest, most) + more).min(most)
    }

    /// The rows of an entry, as they were made for an earlier frame where nothing about them has changed.
    pub fn rows(&self, entry: Entry, whole: bool) -> Rc<[Row]> {
        let index = match entry {
            Entry::Item(index) => index,
            Entry::New => self.items().len(),
        };
        let of = self.of_item(index, whole);
        match (self.measured, self.typing.filter(|_| self.is_typed(entry))) {
            (Some(measured), Some(typing)) => {
                measured.typed_rows(&OfTyped::new(of, typing), || self.fresh_rows(entry, whole))
            }
            (Some(measured), None) => {
                self.counted(measured.rows(of, || self.fresh_rows(entry, whole)), index)
            }
            (None, _) => self.counted(self.fresh_rows(entry, whole).into(), index),
        }
    }

    /// The rows of an item with the number that it has below a new one that is being written.
    fn counted(&self, rows: Rc<[Row]>, index: usize) -> Rc<[Row]> {
        let is_below = |typing: Typing| matches!(typing.what, Typed::New(_, at) if at <= index);
        if self.rank == 0 || index >= self.items().len() || !self.typing.is_some_and(is_below) {
            return rows;
        }
        let mut rows = rows.to_vec();
        let number = rows.first_mut().and_then(|row| row.iter_mut().find(|piece| piece.role == Role::Rank));
        if let Some(number) = number {
            number.text = self.number(index + 1);
        }
        rows.into()
    }

    /// The rank number of an item.
    fn number(&self, index: usize) -> String {
        format!("{:>1$}", index + 1, self.rank - 1)
    }

    fn of_item(&self, index: usize, whole: bool) -> OfItem {
        OfItem {
            list: self.list,
            index,
            whole: (whole, self.whole),
            form: self.form,
            cells: (self.width, self.inset, self.rank, self.right),
            beside: self.beside,
        }
    }

    fn fresh_rows(&self, entry: Entry, whole: bool) -> Vec<Row> {
        match entry {
            Entry::New => self.typed(None, 0),
            Entry::Item(index) if self.is_typed(entry) => self.typed(self.view(index), index),
            Entry::Item(index) => {
                self.view(index).map_or_else(Vec::new, |view| self.at_rest(view, index, whole))
            }
        }
    }

    /// The rows of an item that is not edited.
    fn at_rest(&self, view: ItemView, index: usize, whole: bool) -> Vec<Row> {
        match (self.form, whole) {
            (Form::Figure, _) => figure_rows(self, view, index),
            (_, true) => self.card(view, index),
            (_, false) => vec![self.one_line(view, index)],
        }
    }

    /// Cells for words on the first row and on the others.
    fn room(&self, view: ItemView, index: usize) -> (usize, usize) {
        let (_, hang) = self.indents();
        let end = self.text_end();
        let taken = view.tag().map_or(0, |tag| width(tag) + 2);
        (end.saturating_sub(self.start(index) + taken), end.saturating_sub(hang))
    }

    /// Where an item's tag or words begin: behind its sign, where it has one.
    fn start(&self, index: usize) -> usize {
        let (start, _) = self.indents();
        if self.is_marked(index) { start + width(CLASH) } else { start }
    }

    /// The sign before an item.
    fn sign(&self, index: usize) -> Option<Piece> {
        let (start, _) = self.indents();
        self.is_marked(index).then(|| Piece::new(start, Role::Clash, CLASH.trim_end()))
    }

    /// The wrapped form.
    fn card(&self, view: ItemView, index: usize) -> Vec<Row> {
        let (start, (_, hang)) = (self.start(index), self.indents());
        let (first, rest) = self.room(view, index);
        let mut head = self.head(view, index);
        let words_from = head.last().filter(|_| view.tag().is_some()).map_or(start, |tag| tag.end() + 2);
        head.extend(self.right_column(view));
        let text = words(view);
        let mut rows = vec![head];
        for (at, row) in wrap(&text, first, rest).iter().enumerate() {
            let from = if at == 0 { words_from } else { hang };
            let piece =
                Piece::new(from, words_role(view), row.shown(&text)).showing(of_words(view, &row.range));
            let piece = self.sourced(piece, index, Part::Text, row.range.start);
            match rows.get_mut(at) {
                Some(pieces) => pieces.push(piece),
                None => rows.push(vec![piece]),
            }
        }
        rows.extend(self.below(view));
        rows
    }

    /// What stands in rows of its own below the words.
    fn below(&self, view: ItemView) -> Vec<Row> {
        let (_, hang) = self.indents();
        let promise =
            if self.whole { side::below(view, self.beside, self.today) } else { side::Words::new() };
        let promise = (!promise.is_empty()).then(|| side::place(promise, hang, 0, self.text_end()));
        self.pair(view).into_iter().chain(promise).collect()
    }

    /// One row, cut with `…`.
    fn one_line(&self, view: ItemView, index: usize) -> Row {
        let mut row = self.head(view, index);
        let start = self.start(index);
        let from = row.last().filter(|_| view.tag().is_some()).map_or(start, |tag| tag.end() + 2);
        let room = (self.right_end() - self.right.min(self.right_end())).saturating_sub(from);
        if room > 0 {
            let text = words(view);
            let text = safe_line(&text);
            let bytes = of_words(view, &(0..view.text().len()));
            let piece = Piece::new(from, words_role(view), ellipsize(&text, room)).showing(bytes);
            row.push(self.sourced(piece, index, Part::Text, 0));
        }
        row.extend(self.right_column(view));
        row
    }

    /// Rank number and tag.
    fn head(&self, view: ItemView, index: usize) -> Row {
        let start = self.start(index);
        let mut row = Row::new();
        if self.rank > 0 {
            row.push(Piece::new(1, Role::Rank, self.number(index)));
        }
        row.extend(self.sign(index));
        if let Some(tag) = view.tag() {
            let room = self.text_end().saturating_sub(start);
            let piece =
                Piece::new(start, tag_role(tag), ellipsize(&safe_line(tag), room)).showing(of_tag(tag));
            row.push(self.sourced(piece, index, Part::Tag, 0));
        }
        row
    }

    /// A piece that shows a text of an item from a byte on.
    pub fn sourced(&self, piece: Piece, index: usize, part: Part, from: usize) -> Piece {
        piece.of(self.list.item(index), part, from)
    }

    /// What stands in the reserved column, right-aligned.
    fn right_column(&self, view: ItemView) -> Row {
        if self.right == 0 {
            return Row::new();
        }
        let words = side::beside(view, self.beside, self.today);
        let end = self.right_end();
        let from = end.saturating_sub(side::words_width(&words, 1)).max(end.saturating_sub(self.right) + 1);
        side::place(words, from, 1, end)
    }

    /// The row with the tags that a TOWS move pairs.
    fn pair(&self, view: ItemView) -> Option<Row> {
        let tags = if self.pairs { view.tags_of(Field::From) } else { Vec::new() };
        let (_, hang) = self.indents();
        let mut words = side::Words::new();
        for tag in tags {
            if !words.is_empty() {
                words.push((Role::Label, " × ".to_owned()));
            }
            words.push((tag_role(tag), safe_line(tag).into_owned()));
        }
        (!words.is_empty()).then(|| side::place(words, hang, 0, self.text_end()))
    }

    /// The form while the text is edited: the item's own columns stay.
    fn typed(&self, view: Option<ItemView>, index: usize) -> Vec<Row> {
        let Some(typing) = self.typing else { return Vec::new() };
        let index = match typing.what {
            Typed::New(_, at) => at.min(self.items().len()),
            _ => index,
        };
        let (first, hang) = self.indents();
        let start = if view.is_some() { self.start(index) } else { first };
        let mut rows = typed_rows(typing, start, hang, self.text_end());
        let mut beside = view.map_or_else(Row::new, |view| self.right_column(view));
        beside.extend(self.sign(index).filter(|_| view.is_some()));
        if self.rank > 0 {
            beside.insert(0, Piece::new(1, Role::Rank, self.number(index)));
        }
        if let Some(first) = rows.first_mut() {
            first.splice(0..0, beside);
        }
        if let Some(view) = view {
            // It stays in view, and what is below it in its place.
            rows.extend(self.below(view));
            let of = self.of_item(index, true);
            let at_rest = self.measured.map(|measured| measured.rows(of, || self.at_rest(view, index, true)));
            rows.resize_with(rows.len().max(at_rest.map_or(0, |rows| rows.len())), Row::new);
        }
        rows
    }
}

/// A name and its value at the right end: in the same row where both fit, else in rows of its own.
fn figure_rows(look: &Look, view: ItemView, index: usize) -> Vec<Row> {
    let mut rows = bare_figure_rows(look, view, index);
    if let Some(first) = rows.first_mut() {
        first.splice(0..0, look.sign(index));
    }
    rows
}

fn bare_figure_rows(look: &Look, view: ItemView, index: usize) -> Vec<Row> {
    let (start, (_, hang)) = (look.start(index), look.indents());
    let end = look.right_end();
    let text = words(view);
    let Some(tag) = view.tag() else {
        let rows = wrap(&text, end.saturating_sub(start), end.saturating_sub(hang));
        let place = |(at, row): (usize, &crate::text::Row)| {
            let from = if at == 0 { start } else { hang };
            let piece =
                Piece::new(from, words_role(view), row.shown(&text)).showing(of_words(view, &row.range));
            vec![look.sourced(piece, index, Part::Text, row.range.start)]
        };
        return rows.iter().enumerate().map(place).collect();
    };
    let name = Piece::new(start, tag_role(tag), ellipsize(&safe_line(tag), end.saturating_sub(start)));
    let name = look.sourced(name.showing(of_tag(tag)), index, Part::Tag, 0);
    let room = end.saturating_sub(hang);
    let mut values = wrap(&text, room, room)
        .iter()
        .map(|row| {
            let x = end.saturating_sub(usize::from(row.width));
            let piece = Piece::new(x, Role::Value, row.shown(&text)).showing(of_words(view, &row.range));
            look.sourced(piece, index, Part::Text, row.range.start)
        })
        .collect::<Vec<Piece>>();
    if values.len() == 1 && usize::from(values[0].x) >= name.end() + 2 {
        return vec![vec![name, values.remove(0)]];
    }
    std::iter::once(vec![name]).chain(values.into_iter().map(|value| vec![value])).collect()
}

/// The words, or what stands for none.
pub(super) fn words(view: ItemView<'_>) -> Cow<'_, str> {
    let text = view.text();
    match text.floor_char_boundary(MOST_SHOWN) {
        0 => NO_WORDS.into(),
        end if end < text.len() => format!("{}…", &text[..end]).into(),
        _ => text.into(),
    }
}

/// Bytes of an item's words as bytes of its whole line.
pub(super) fn of_words(view: ItemView, bytes: &Range<usize>) -> Range<usize> {
    let before = view.tag().map_or(0, |tag| tag.len() + TAG_END);
    before + bytes.start..before + bytes.end
}

/// The bytes of a tag in the whole line, with its colon: on the screen as many blanks stand for that.
pub(super) fn of_tag(tag: &str) -> Range<usize> {
    0..tag.len() + TAG_END
}

fn words_role(view: ItemView) -> Role {
    if view.text().is_empty() { Role::Hint } else { Role::Text }
}
