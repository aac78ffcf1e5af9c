//! What stands at a cell of an arranged sheet: for the mouse. The bytes that rows were drawn from answer where in a text
//! a cell is. It must not know what a click does.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::model::{Board, HeadAt, ItemAt, ListAt};
use crate::text::{Row, byte_at};

use super::arrange::Arrangement;
use super::line::{Line, On, Role};

/// What stands at a cell; with it the byte of its text that is nearest, as an editor holds that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// The text that is being edited.
    Typed(usize),
    /// An item.
    Item(ItemAt, usize),
    /// The heading of a pane; the byte is one of its objective's text.
    Heading(ListAt, usize),
    /// A heading line.
    Head(HeadAt, usize),
    /// A pane where none of its items stands.
    Pane(ListAt),
}

/// Where a dragged item would land.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Landing {
    /// The list.
    pub list: ListAt,
    /// Its index there once it has landed.
    pub index: usize,
}

impl Arrangement {
    /// What stands at a cell; `typed` is the text of the open editor.
    pub fn spot(&self, board: &Board, typed: &str, (x, y): (u16, u16)) -> Option<Spot> {
        let here = |line: &&Line| line.y == y && (line.span.0..line.span.1).contains(&x);
        let mut lines = self.lines.iter().filter(here);
        if let Some((on, line)) = lines.find_map(|line| Some((on(line, x)?, line))) {
            return Some(match on {
                On::Typed => Spot::Typed(byte(line, typed, x)),
                On::Item(at) => {
                    let text = board.item(at).map_or_else(String::new, |view| view.line());
                    Spot::Item(at, byte(line, &text, x))
                }
                On::Heading(list) => Spot::Heading(list, byte(line, &objective(board, list), x)),
                On::Head(at) => Spot::Head(at, byte(line, board.head_at(at).unwrap_or_default(), x)),
            });
        }
        let heading = self.headings.iter().find(|heading| {
            heading.at.1 == y && (heading.at.0.saturating_sub(1)..heading.at.0 + heading.width).contains(&x)
        });
        if let Some(heading) = heading {
            let text = objective(board, heading.list);
            let column = usize::from(x.saturating_sub(heading.at.0));
            return Some(Spot::Heading(heading.list, nearest(&text, &(0..text.len()), column)));
        }
        self.pane_at((x, y)).map(|(list, _)| Spot::Pane(list))
    }

    /// The pane that a cell belongs to; free rows belong to the pane above them.
    pub fn pane_at(&self, (x, y): (u16, u16)) -> Option<(ListAt, Rect)> {
        // The bar of a pane stands one column left of it.
        let with_bar = |area: Rect| Rect { x: area.x.saturating_sub(1), width: area.width + 1, ..area };
        let above = self.panes.iter().copied().filter(|(_, area)| {
            let area = with_bar(*area);
            (area.left()..area.right()).contains(&x) && (area.y..self.bottom).contains(&y)
        });
        above.max_by_key(|(_, area)| area.y)
    }

    /// The pane at whose first or last row of items a cell is, and whether that is the last.
    pub fn edge_at(&self, at: (u16, u16)) -> Option<(ListAt, bool)> {
        let (list, area) = self.pane_at(at)?;
        let (y, first) = (at.1, area.y + 1);
        if y + 1 >= area.bottom() { Some((list, true)) } else { (y <= first).then_some((list, false)) }
    }

    /// What the piece in a cell means that stands beside an item's words, and its text.
    pub fn beside_at(&self, (x, y): (u16, u16)) -> Option<(Role, &str)> {
        let here = |line: &&Line| line.y == y && (line.span.0..line.span.1).contains(&x);
        let pieces = self.lines.iter().filter(here).flat_map(|line| &line.pieces);
        let mut at = pieces.filter(|piece| piece.x <= x && usize::from(x) < piece.end());
        at.find(|piece| piece.bytes.is_none()).map(|piece| (piece.role, piece.text.as_str()))
    }

    /// The visible items of a list, each with its rows.
    fn blocks(&self, list: ListAt) -> Vec<(usize, Range<u16>)> {
        let mut blocks = Vec::<(usize, Range<u16>)>::new();
        for line in &self.lines {
            let beside = line.beside.iter().map(|(_, at)| *at);
            for at in beside.chain(line.item.filter(|_| line.beside.is_empty())) {
                match blocks.last_mut() {
                    _ if at.list != list => {}
                    Some((index, rows)) if *index == at.index => rows.end = line.y + 1,
                    _ => blocks.push((at.index, line.y..line.y + 1)),
                }
            }
        }
        blocks
    }

    /// Where an item that is dragged to a cell would land; nothing where that is no pane or where it is already.
    pub fn landing(&self, dragged: ItemAt, (x, y): (u16, u16)) -> Option<Landing> {
        let (list, _) = self.pane_at((x, y))?;
        if let Some(objective) = list.parent().filter(|objective| objective.list == dragged.list) {
            // An objective takes the place of the one whose pane it is over.
            let landing = Landing { list: objective.list, index: objective.index };
            return (landing.index != dragged.index).then_some(landing);
        }
        let own = dragged.list == list;
        let blocks = self.blocks(list);
        let beside = self.lines.iter().filter(|line| line.y == y).find_map(|line| match on(line, x) {
            Some(On::Item(at)) if at.list == list && !line.beside.is_empty() => Some(at.index),
            _ => None,
        });
        let under = beside.map(|index| (index, y..y + 1));
        let under = under.or_else(|| blocks.iter().find(|(_, rows)| rows.contains(&y)).cloned());
        let index = match under {
            // It takes the place of the one under it.
            Some((index, _)) if own => index,
            Some((index, rows)) => {
                index + usize::from((y - rows.start) * 2 >= rows.end - rows.start && rows.len() > 1)
            }
            None => {
                let above = blocks.iter().rev().find(|(_, rows)| rows.end <= y).map(|(index, _)| index + 1);
                let gap = above.or(blocks.first().map(|(index, _)| *index)).unwrap_or(0);
                gap - usize::from(own && dragged.index < gap)
            }
        };
        (!own || index != dragged.index).then_some(Landing { list, index })
    }

    /// The row below which a landing is, and its columns: the last row of the item before it, else the heading's.
    pub fn landing_row(&self, dragged: ItemAt, landing: Landing) -> Option<(u16, (u16, u16))> {
        let is_objective = |list: ListAt| list.parent() == Some(landing.list.item(landing.index));
        if let Some((_, area)) = self.panes.iter().find(|(list, _)| is_objective(*list)) {
            return Some((area.y, (area.x.saturating_sub(1), area.right())));
        }
        let (_, area) = self.panes.iter().find(|(list, _)| *list == landing.list)?;
        let own = dragged.list == landing.list;
        let gap = landing.index + usize::from(own && landing.index > dragged.index);
        let blocks = self.blocks(landing.list);
        let before = blocks.iter().find(|(index, _)| index + 1 == gap).map(|(_, rows)| rows.end - 1);
        let behind = || blocks.iter().find(|(index, _)| *index == gap).map(|(_, rows)| rows.start - 1);
        let last = || blocks.last().map(|(_, rows)| rows.end - 1);
        let y = before.or_else(behind).or_else(last).unwrap_or(area.y);
        Some((y, (area.x.saturating_sub(1), area.right())))
    }
}

/// What a row is on at a column.
fn on(line: &Line, x: u16) -> Option<On> {
    let beside = line.beside.iter().rev().find(|(from, _)| *from <= x).or(line.beside.first());
    beside.map(|(_, at)| On::Item(*at)).or(line.on)
}

/// The text of the objective whose heading a list has; nothing for other panes.
fn objective(board: &Board, list: ListAt) -> String {
    list.parent().and_then(|at| board.item(at)).map_or_else(String::new, |view| view.line())
}

/// The byte of a text that is nearest to a column of the row that shows a part of it; its end where the row shows none.
fn byte(line: &Line, text: &str, x: u16) -> usize {
    // Of items that stand side by side only the one that is meant.
    let from = line.beside.iter().rev().find(|(from, _)| *from <= x).map_or(0, |(from, _)| *from);
    let to = line.beside.iter().find(|(next, _)| *next > x).map_or(u16::MAX, |(next, _)| *next);
    let here = |column: u16| (from..to).contains(&column);
    let shown = || line.pieces.iter().filter(|piece| piece.bytes.is_some() && here(piece.x));
    let on_left = shown().filter(|piece| piece.x <= x).max_by_key(|piece| piece.x);
    let piece = on_left.or_else(|| shown().min_by_key(|piece| piece.x));
    let Some((piece, bytes)) = piece.and_then(|piece| Some((piece, piece.bytes.as_ref()?))) else {
        return text.len();
    };
    nearest(text, bytes, usize::from(x.saturating_sub(piece.x)))
}

/// The byte nearest to a column of some bytes that are shown as one row.
fn nearest(text: &str, bytes: &Range<usize>, column: usize) -> usize {
    let at = |byte: usize| text.floor_char_boundary(byte.min(text.len()));
    let range = at(bytes.start)..at(bytes.end);
    let end = range.end;
    let mut rows = vec![Row { range, width: 0 }];
    if end < text.len() {
        // What follows is drawn below: the caret stays in this row.
        rows.push(Row { range: end..text.len(), width: 0 });
    }
    byte_at(text, &rows, 0, column)
}

#[cfg(test)]
mod tests;
