//! The few lines that an edit of one item needs: its neighbours in a block list. Reading only them keeps an edit
//! as quick on a board of 100,000 items as on one of twenty. Whatever looks unusual is left to a reading of the whole file.

use std::ops::Range;

use crate::model::{Board, Item, ListAt};

/// A run of items of one block list and the lines they stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    /// The list.
    pub(super) list: ListAt,
    /// The items, by index.
    pub(super) items: Range<usize>,
    /// Their lines, as bytes of the text, with comment lines above the first.
    pub(super) bytes: Range<usize>,
}

impl Window {
    /// The lines of `items`; nothing where they do not stand in lines of their own, one after the other.
    pub(super) fn of(board: &Board, list: ListAt, items: Range<usize>) -> Option<Self> {
        let all = board.items(list);
        if board.has_anchors || !in_block(board, list) || items.is_empty() || items.end > all.len() {
            return None;
        }
        let column = dash_column(&board.text, &all[items.start])?;
        let aligned = all[items.clone()].iter().all(|item| dash_column(&board.text, item) == Some(column));
        let in_order = all[items.clone()].windows(2).all(|pair| pair[0].start < pair[1].start);
        if !aligned || !in_order {
            return None;
        }
        let last = &all[items.end - 1];
        let end = below(&board.text, line_end(&board.text, (last.start + last.len) as usize));
        let start = above(&board.text, line_start(&board.text, all[items.start].start as usize), column);
        Some(Self { list, items, bytes: start..end })
    }
}

/// Whether a list stands in block form in its file.
pub(super) fn in_block(board: &Board, list: ListAt) -> bool {
    let Some(pane) = board.pane(list) else { return false };
    match list.objective {
        None => pane.in_block,
        Some(objective) => {
            let more = pane.items.get(objective).and_then(|item| item.more.as_ref());
            pane.in_block && more.is_some_and(|more| more.results_in_block)
        }
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    if at > 0 && text.as_bytes()[at - 1] == b'\n' {
        return at;
    }
    let at = text.floor_char_boundary(at);
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Where the blank and comment lines that follow end: a block text that is written above them must not swallow them.
fn below(text: &str, mut end: usize) -> usize {
    while end < text.len() {
        let next = line_end(text, end + 1);
        let line = text[end..next].trim_start_matches(' ');
        if !line.starts_with('#') && !line.trim().is_empty() {
            break;
        }
        end = next;
    }
    end
}

/// The column of an item's dash where its line begins with blanks, the dash, blanks and its value, and nothing else.
fn dash_column(text: &str, item: &Item) -> Option<usize> {
    let at = item.start as usize;
    let before = text.get(line_start(text, at)..at)?;
    let column = before.len() - before.trim_start_matches(' ').len();
    let gap = before[column..].strip_prefix('-')?;
    (!gap.is_empty() && gap.bytes().all(|byte| byte == b' ')).then_some(column)
}

/// Where the comment lines directly above a line begin, at the dash's column.
fn above(text: &str, mut start: usize, column: usize) -> usize {
    while start > 0 {
        let previous = line_start(text, start - 1);
        let line = &text[previous..start];
        let blanks = line.len() - line.trim_start_matches(' ').len();
        if blanks != column || !line[blanks..].starts_with('#') {
            break;
        }
        start = previous;
    }
    start
}
