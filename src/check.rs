//! What the method advises on a board, and what a merge left to be decided: hints, calm and few, each with what to do. Never locks.
//! Source of the rules: `demands.md`, section 4. Knows nothing of files, screens or commands.

mod advice;
mod places;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::model::{Board, Finding};
use crate::yaml::Tree;
use places::Places;

/// The hints of the method for a board, in the order of its text. `today` tells which actions are late; without it the
/// board's period is past, and its actions are left alone.
pub fn hints(board: &Board, today: Option<Date>) -> Vec<Finding> {
    hints_in(board, None, today)
}

/// As [`hints()`], with the span tree of the board's text where that is at hand: it tells where heading lines stand.
pub fn hints_in(board: &Board, tree: Option<&Tree<'_>>, today: Option<Date>) -> Vec<Finding> {
    let mut places = Places::new(board, tree);
    advice::on_board(board, &mut places);
    advice::on_marks(board, &mut places);
    for sheet in 0..board.sheets.len() {
        advice::on_sheet(board, sheet, today, &mut places);
    }
    places.into_findings()
}

/// Findings of reading and hints together, in the order of the text.
pub fn merge(mut found: Vec<Finding>, hints: Vec<Finding>) -> Vec<Finding> {
    found.extend(hints);
    found.sort_by_key(|finding| (finding.line, finding.column, finding.level));
    found
}
