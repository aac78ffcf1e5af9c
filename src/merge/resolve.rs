//! A person decides what a merge left open: one of a pair stays, or a comment that told something goes.
//! Takes whole lines away and proves that nothing else changed.

use super::{Unmerged, proof};
use crate::document::{Document, Edit, Step};
use crate::model::{Board, Focus, ItemAt, Mark};

/// A board after a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// Its text.
    pub text: String,
    /// Where the item stands now.
    pub at: ItemAt,
    /// Whether the other version of it was taken away; else a comment alone went.
    pub chose: bool,
}

/// Keeps the item where it is marked: the other one of its pair goes, and the mark. Nothing where it is not marked.
pub fn resolve(board: &Board, at: ItemAt) -> Option<Result<Resolved, Unmerged>> {
    let mark = board.mark(at)?;
    Some(match mark {
        Mark::Pair(other) => without(board, at, other),
        Mark::Told => {
            let text = without_lines(&board.text, &board.mark_lines(at, false));
            confirmed(&board.text, text, at, false)
        }
    })
}

fn without(board: &Board, at: ItemAt, other: ItemAt) -> Result<Resolved, Unmerged> {
    let mut document = super::read(&board.text, super::Version::Ours, None)?;
    let step = Step { label: String::new(), before: Focus::Item(at), after: Focus::Item(at), run: None };
    document.apply(&[Edit::Delete { at: other }], step)?;
    let index = at.index - usize::from(other.index < at.index);
    let now = at.list.item(index);
    // Below the one that went, the mark stands above the one that stays.
    let marks = if other.index < at.index { document.board().mark_lines(now, true) } else { Vec::new() };
    let text = without_lines(document.text(), &marks);
    confirmed(document.text(), text, now, true)
}

fn without_lines(text: &str, lines: &[std::ops::Range<usize>]) -> String {
    let mut left = text.to_owned();
    for line in lines.iter().rev() {
        left.replace_range(line.clone(), "");
    }
    left
}

/// The text, if it says what it said before.
fn confirmed(before: &str, text: String, at: ItemAt, chose: bool) -> Result<Resolved, Unmerged> {
    if Document::is_board(&text) && proof::says_the_same(before, &text) {
        Ok(Resolved { text, at, chose })
    } else {
        Err(Unmerged::Refused("the mark cannot be taken away here without harm: do it in your editor".into()))
    }
}

#[cfg(test)]
mod tests;
