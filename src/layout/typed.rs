//! Text that is being edited, laid out where it will stand when it is kept.
//! It wraps as items wrap; it must not know what an editor can do.

use crate::model::{HeadAt, ItemAt, ListAt};
use crate::text::{caret_at, cut, safe_line, wrap};

use super::line::{Piece, Role};

/// What is being edited in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// An item; an objective is the heading of its key results.
    Item(ItemAt),
    /// A heading line.
    Head(HeadAt),
    /// A new item before the one with that index.
    New(ListAt, usize),
}

/// The open editor.
#[derive(Debug, Clone, Copy)]
pub struct Typing<'a> {
    /// What it edits.
    pub what: Typed,
    /// Its text; items as `TAG: words`.
    pub text: &'a str,
    /// The caret: a byte of the text.
    pub caret: usize,
    /// A completion offered at the caret.
    pub ghost: &'a str,
}

/// The rows of the text between columns: the first from `start`, the others from `hang`, all ending before `end`.
/// One of them holds the caret.
pub(super) fn typed_rows(typing: Typing, start: usize, hang: usize, end: usize) -> Vec<Vec<Piece>> {
    let first = end.saturating_sub(start).max(1);
    let rest = end.saturating_sub(hang).max(1);
    let wrapped = wrap(typing.text, first, rest);
    let (caret_row, caret_column) = caret_at(typing.text, &wrapped, typing.caret, first, rest);
    let column = |row: usize| if row == 0 { start } else { hang };
    let mut rows = wrapped
        .iter()
        .enumerate()
        .map(|(at, row)| {
            vec![Piece::new(column(at), Role::Typed, row.shown(typing.text)).showing(row.range.clone())]
        })
        .collect::<Vec<_>>();
    while rows.len() <= caret_row {
        rows.push(Vec::new());
    }
    let x = column(caret_row) + caret_column;
    let cells = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
    rows[caret_row].push(Piece::new(x, Role::Caret(cells(first), cells(rest)), ""));
    if !typing.ghost.is_empty() && typing.caret >= typing.text.len() {
        let ghost = safe_line(typing.ghost);
        rows[caret_row].push(Piece::new(x, Role::Ghost, cut(&ghost, end.saturating_sub(x)).0));
    }
    rows
}

/// The row that holds the caret.
pub(super) fn caret_row(rows: &[Vec<Piece>]) -> Option<usize> {
    rows.iter().position(|row| row.iter().any(|piece| matches!(piece.role, Role::Caret(..))))
}
