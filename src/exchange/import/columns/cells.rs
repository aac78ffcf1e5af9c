//! What stands in the columns of a table: which one names panes, which ones hold words.
//! It must not know what columns are called, but for those that say how far something is.

use crate::exchange::import::{fields, names};
use crate::model::Field;

/// So many rows tell what stands in a column.
const SAMPLE: usize = 200;

/// Names of panes that may be states of a task as well.
const STATES: [&str; 8] = ["todo", "to do", "todos", "to dos", "task", "tasks", "problem", "problems"];

fn filled<'r>(rows: &[impl AsRef<[&'r str]>], at: usize) -> impl Iterator<Item = &'r str> {
    let cells = rows.iter().take(SAMPLE).filter_map(move |row| row.as_ref().get(at).map(|cell| cell.trim()));
    cells.filter(|cell| !cell.is_empty())
}

/// The column most of whose cells name panes.
pub(super) fn pane<'r>(columns: &[String], rows: &[impl AsRef<[&'r str]>]) -> Option<usize> {
    let share = |at: usize| {
        let is_state = fields::named(&columns[at]).is_some_and(|(field, _)| field == Field::Done);
        let is_name = |cell: &&str| {
            let is_known = names::pane(cell).is_some() || names::is_retro_column(cell) || is_result(cell);
            is_known && !(is_state && STATES.contains(&&*names::folded(cell)))
        };
        let all = filled(rows, at).count();
        let named = filled(rows, at).filter(is_name).count();
        (all > 0 && named * 2 >= all).then(|| named * 100 / all)
    };
    let shares = (0..columns.len()).filter_map(|at| Some((share(at)?, at)));
    shares.max_by_key(|(share, at)| (*share, std::cmp::Reverse(*at))).map(|(_, at)| at)
}

/// Whether a cell says that its row is a key result.
pub(in crate::exchange::import) fn is_result(cell: &str) -> bool {
    matches!(&*names::folded(cell), "key result" | "key results" | "kr")
}

/// Whether most cells of a column are words, and no figures.
pub(super) fn are_words<'r>(rows: &[impl AsRef<[&'r str]>], at: usize) -> bool {
    let all = filled(rows, at).count();
    let words = filled(rows, at).filter(|cell| cell.chars().any(char::is_alphabetic)).count();
    all == 0 || words * 2 > all
}
