//! Who gets which cells: panes, headings and visible rows of a sheet for a size of the screen.
//! Pure arithmetic on a board and a size; it knows widths and wrapping, but no colours, no terminal and no application state.

use crate::model::{Board, Head, HeadAt, ItemAt, Kind, ListAt};

mod arrange;
mod bands;
mod banner;
mod fit;
mod flow;
mod grid;
mod heading;
mod heads;
mod item;
mod line;
mod linear;
mod look;
mod measured;
mod pane;
mod side;
mod spot;
mod strip;
mod tail;
mod typed;

pub use arrange::{Arrangement, Caret, Request, arrange};
pub use grid::{Grid, grid};
pub use heading::{Gauge, Heading, strip_of_panes};
pub use line::{Forecast, Line, On, Piece, Role, Source};
pub(crate) use linear::heading_in_words;
pub use measured::{Measured, Order};
pub use side::NOBODY;
pub use spot::{Landing, Spot};
pub use typed::{Typed, Typing};

/// The narrowest and the lowest screen that a board is drawn on.
pub const SMALLEST: (u16, u16) = (20, 5);
/// Text is never wider: longer lines are hard to read.
pub const WIDEST_TEXT: u16 = 72;

/// How much of each item is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Density {
    /// Every item wrapped.
    Whole,
    /// The focused pane wrapped, the others one line an item.
    Pane,
    /// Only the selected item wrapped.
    Item,
}

/// The first visible row of a scrolled pane: an item and the rows of it that are above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Top {
    /// The first visible item, in the shown order.
    pub item: usize,
    /// Its rows that are cut off above.
    pub row: usize,
}

/// A direction on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
}

/// The panes of a sheet as they are shown, in reading order. Each objective is the pane of its key results; a plan
/// without objectives shows the empty pane of objectives itself.
pub fn panes(board: &Board, sheet: usize) -> Vec<ListAt> {
    let Some(page) = board.sheets.get(sheet) else { return Vec::new() };
    let mut shown = Vec::with_capacity(page.panes.len());
    for (index, pane) in page.panes.iter().enumerate() {
        if pane.holds_objectives() && !pane.items.is_empty() {
            shown.extend((0..pane.items.len()).map(|objective| ListAt::results(sheet, index, objective)));
        } else {
            shown.push(ListAt::pane(sheet, index));
        }
    }
    shown
}

/// The heading lines that a person reaches above the panes, top to bottom: the sheet's title, the mission (in a brief
/// its source and summary), the motto where there is one, the conclusion of a SWOT or plan.
///
/// They do not depend on the size: a line that has no room of its own is shown while it is selected.
pub fn heads(board: &Board, sheet: usize, _size: (u16, u16)) -> Vec<HeadAt> {
    let Some(page) = board.sheets.get(sheet) else { return vec![HeadAt::Board(Head::Mission)] };
    let of_sheet = |head| HeadAt::Sheet(sheet, head);
    // What has a row above the panes stands next to them; the others follow upwards, each shown while it is selected.
    let mut lines = vec![of_sheet(Head::Title)];
    if page.kind.is_some_and(|kind| kind.heads().contains(&Head::Conclusion)) {
        lines.push(of_sheet(Head::Conclusion));
    }
    if page.head(Head::Motto).is_some_and(|motto| !motto.is_empty()) {
        lines.push(of_sheet(Head::Motto));
    }
    if page.kind == Some(Kind::Brief) {
        lines.extend([of_sheet(Head::Source), of_sheet(Head::Summary)]);
    } else {
        lines.push(HeadAt::Board(Head::Mission));
    }
    lines
}

/// The items of a list in the order in which they are shown: by votes, most first (the file's order among equals), or as
/// they stand.
pub fn shown_order(board: &Board, list: ListAt, by_votes: bool) -> Vec<usize> {
    let mut order = (0..board.items(list).len()).collect::<Vec<usize>>();
    if by_votes {
        let votes = board.views(list).map(|view| view.votes()).collect::<Vec<u32>>();
        order.sort_by_key(|index| std::cmp::Reverse(votes[*index]));
    }
    order
}

/// A letter for each pane of a sheet, to move an item there: the first free letter of its heading, else of the alphabet.
/// Panes beyond the alphabet have none.
pub fn letters(board: &Board, sheet: usize) -> Vec<(ListAt, char)> {
    let mut taken = Vec::<(ListAt, char)>::new();
    for list in panes(board, sheet) {
        let name = pane_name(board, list).to_lowercase();
        let letters = name.chars().filter(char::is_ascii_lowercase).chain('a'..='z');
        let free = |letter: &char| !taken.iter().any(|(_, other)| other == letter);
        if let Some(letter) = letters.into_iter().find(free) {
            taken.push((list, letter));
        }
    }
    taken
}

/// What a pane is called: its heading, or the name of the objective whose key results it holds.
pub fn pane_name(board: &Board, list: ListAt) -> String {
    let objective = list.parent().and_then(|at| board.item(at));
    match objective {
        Some(view) if !view.name().trim().is_empty() => view.name().to_owned(),
        Some(_) => "(no words)".to_owned(),
        None => board.pane(list).map_or_else(String::new, crate::model::Pane::heading),
    }
}

/// Whether an item is an objective: then it is the heading of its key results.
pub(crate) fn is_objective(board: &Board, at: ItemAt) -> bool {
    at.list.objective.is_none() && board.pane(at.list).is_some_and(crate::model::Pane::holds_objectives)
}

#[cfg(test)]
mod tests;
