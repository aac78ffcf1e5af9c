//! Where the person stands: always somewhere that exists, remembered for each sheet.
//!
//! It must not know keys; how one moves is `actions/navigate`.

use super::{App, OpenBoard};
use crate::model::{Board, Focus, Head, HeadAt, ItemAt, ListAt};
use crate::{document::Document, layout};

/// The nearest place to `focus` that exists on a sheet.
pub fn settled(board: &Board, sheet: usize, focus: Option<Focus>) -> Focus {
    match focus {
        Some(Focus::Head(at @ HeadAt::Board(_))) => Focus::Head(at),
        Some(Focus::Head(at @ HeadAt::Sheet(of, _))) if of == sheet => Focus::Head(at),
        Some(Focus::Objective(at)) if at.list.sheet == sheet => on_objective(board, at),
        Some(Focus::Item(at)) if at.list.sheet == sheet && board.pane(at.list).is_some() => {
            on_item(board, at)
        }
        _ => first_of(board, sheet),
    }
}

/// An objective's heading, the last one, or the empty pane of objectives.
fn on_objective(board: &Board, at: ItemAt) -> Focus {
    match board.items(at.list).len() {
        0 => Focus::Item(at.list.item(0)),
        count => Focus::Objective(at.list.item(at.index.min(count - 1))),
    }
}

fn on_item(board: &Board, at: ItemAt) -> Focus {
    let holds_objectives = board.pane(at.list).is_some_and(crate::model::Pane::holds_objectives);
    match at.list.parent() {
        Some(parent) if board.items(at.list).is_empty() => on_objective(board, parent),
        None if holds_objectives => on_objective(board, at),
        _ => {
            let last = board.items(at.list).len().saturating_sub(1);
            Focus::Item(at.list.item(at.index.min(last)))
        }
    }
}

/// The first item of a sheet; its title where it has no pane, the board's where there is no sheet.
fn first_of(board: &Board, sheet: usize) -> Focus {
    match layout::panes(board, sheet).first() {
        Some(list) => into(board, *list, 0),
        None if sheet < board.sheets.len() => Focus::Head(HeadAt::Sheet(sheet, Head::Title)),
        None => Focus::Head(HeadAt::Board(Head::Title)),
    }
}

/// The place at `index` of a list, or as near as there is; an objective without key results is its heading.
pub fn into(board: &Board, list: ListAt, index: usize) -> Focus {
    match (board.items(list).len(), list.parent()) {
        (0, Some(parent)) => Focus::Objective(parent),
        (0, None) => Focus::Item(list.item(0)),
        (count, _) => settled(board, list.sheet, Some(Focus::Item(list.item(index.min(count - 1))))),
    }
}

impl OpenBoard {
    /// Brings sheet, focus and marks of the sheet on the screen to what exists.
    pub(crate) fn settle_focus(&mut self) {
        let Some(board) = self.document().map(Document::board) else { return };
        let sheet = self.sheet.min(board.sheets.len().saturating_sub(1));
        let focus = settled(board, sheet, self.focus.get(&sheet).copied());
        let marks = self.marks.iter().copied().filter(|at| board.item(*at).is_some()).collect();
        (self.sheet, self.marks) = (sheet, marks);
        self.focus.insert(sheet, focus);
    }
}

impl App {
    /// Brings the focus of the board on the screen to a place that exists.
    pub(crate) fn settle_focus(&mut self) {
        if let Some(open) = self.boards.get_mut(self.current) {
            open.settle_focus();
        }
    }

    /// Goes to a place of the board on the screen, and to its sheet.
    pub(crate) fn go_to(&mut self, focus: Focus) {
        let Some(open) = self.boards.get_mut(self.current) else { return };
        open.sheet = sheet_of(focus).unwrap_or(open.sheet);
        open.focus.insert(open.sheet, focus);
        open.settle_focus();
    }

    /// The item or objective that the focus is on, if there is one.
    pub fn focused_item(&self) -> Option<ItemAt> {
        match self.focus()? {
            Focus::Objective(at) | Focus::Item(at) => self.board()?.item(at).map(|_| at),
            Focus::Head(_) => None,
        }
    }

    /// The marked items, else the focused one; in order.
    pub(crate) fn chosen(&self) -> Vec<ItemAt> {
        match self.open() {
            Some(open) if !open.marks.is_empty() => open.marks.iter().copied().collect(),
            _ => self.focused_item().into_iter().collect(),
        }
    }

    /// What a message calls an item: its tag or the beginning of its words.
    pub(crate) fn name_of(&self, at: ItemAt) -> String {
        self.board().and_then(|board| board.item(at)).map_or_else(String::new, |view| short(view.name()))
    }

    /// What a message calls several items: the name of the only one, or how many they are.
    pub(crate) fn names_of(&self, items: &[ItemAt]) -> String {
        match items {
            [only] => self.name_of(*only),
            _ => format!("{} items", items.len()),
        }
    }

    /// How many items a list of the board on the screen has.
    pub(crate) fn count_in(&self, list: ListAt) -> usize {
        self.board().map_or(0, |board| board.items(list).len())
    }

    /// What a message calls a list: its heading, or the objective's name.
    pub(crate) fn title_of(&self, list: ListAt) -> String {
        match list.parent() {
            Some(objective) => self.name_of(objective),
            None => self
                .board()
                .and_then(|board| board.pane(list))
                .map_or_else(String::new, crate::model::Pane::title),
        }
    }
}

/// The sheet that a place is on; nothing for the board's own heading lines, which stand on all.
fn sheet_of(focus: Focus) -> Option<usize> {
    match focus {
        Focus::Head(HeadAt::Board(_)) => None,
        Focus::Head(HeadAt::Sheet(sheet, _)) => Some(sheet),
        Focus::Objective(at) | Focus::Item(at) => Some(at.list.sheet),
    }
}

/// The longest name in a message, in characters.
const NAME_CHARS: usize = 30;

/// The beginning of a text for a message.
pub(crate) fn short(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    if line.is_empty() {
        return "(no words)".to_owned();
    }
    match line.char_indices().nth(NAME_CHARS) {
        None => line.to_owned(),
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
    }
}
