//! A change that was made: its patches, their inverses, and the reading of what they touched.
//! It must not know which edit led to it, nor which step it belongs to.

use std::ops::Range;

use super::place::Findings;
use super::window::Window;
use super::{Refusal, read, read_item};
use crate::model::{Board, Item, ListAt};
use crate::yaml::{self, Patch, Tree};

/// A change that was made: patches one after the other, and where it is read again.
#[derive(Debug, Clone)]
pub(super) struct Change {
    /// Patches as they were made, stage by stage.
    pub(super) forward: Vec<Vec<Patch>>,
    /// Their inverses, in the order in which they are to be made.
    pub(super) backward: Vec<Vec<Patch>>,
    /// What is read again.
    pub(super) scope: Scope,
}

impl Change {
    /// A change of the whole text by patches in offsets of `text`.
    pub(super) fn whole(text: &str, patches: Vec<Patch>) -> Self {
        let mut copy = text.to_owned();
        let backward = yaml::apply(&mut copy, &patches);
        Self { forward: vec![patches], backward: vec![backward], scope: Scope::Whole }
    }

    /// Whether no byte was changed.
    pub(super) fn is_nothing(&self) -> bool {
        self.forward.iter().all(Vec::is_empty)
    }

    /// Takes it back.
    pub(super) fn revert(&self, board: &mut Board) {
        reread_after(board, &self.backward, &self.scope.reversed());
    }

    /// Takes it back in a text alone, without reading it.
    pub(super) fn revert_text(&self, text: &mut String) {
        for stage in &self.backward {
            yaml::apply(text, stage);
        }
    }

    /// Makes it again.
    pub(super) fn repeat(&self, board: &mut Board) {
        reread_after(board, &self.forward, &self.scope);
    }
}

/// What is read again after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scope {
    /// The whole text.
    Whole,
    /// A run of items of one list.
    Items {
        /// The list.
        list: ListAt,
        /// The run before the change.
        before: Range<usize>,
        /// How many items the run has after the change.
        after: usize,
    },
}

impl Scope {
    /// The scope of the change taken back.
    pub(super) fn reversed(&self) -> Self {
        match self {
            Self::Whole => Self::Whole,
            Self::Items { list, before, after } => {
                let reversed = before.start..before.start + after;
                Self::Items { list: *list, before: reversed, after: before.len() }
            }
        }
    }
}

/// The items of one list that changes touched, all behind them too where their number has changed; nothing where they
/// touched more than one list.
pub(super) fn touched(changes: &[Change]) -> Option<(ListAt, Range<usize>)> {
    let mut touched: Option<(ListAt, Range<usize>)> = None;
    for change in changes {
        let Scope::Items { list, before, after } = &change.scope else { return None };
        let end = if before.len() == *after { before.end } else { usize::MAX };
        let items = match &touched {
            Some((other, _)) if other != list => return None,
            Some((_, items)) => items.start.min(before.start)..items.end.max(end),
            None => before.start..end,
        };
        touched = Some((*list, items));
    }
    touched
}

/// Makes known patches again (undo, redo) and reads what they touch.
fn reread_after(board: &mut Board, patches: &[Vec<Patch>], scope: &Scope) {
    let window = match scope {
        Scope::Items { list, before, after } => {
            Window::of(board, *list, before.clone()).map(|window| (window, *after))
        }
        Scope::Whole => None,
    };
    let mut bytes = window.as_ref().map_or(0..0, |(window, _)| window.bytes.clone());
    for stage in patches {
        if window.is_some() {
            bytes.end = grown(bytes.end, stage);
        }
        yaml::apply(&mut board.text, stage);
    }
    if let Some((window, after)) = window
        && let Ok(items) = read_items(board, &bytes)
        && items.len() == after
    {
        return replace_items(board, &window, &bytes, items);
    }
    // These bytes were a board before: that they are none now cannot be.
    if let Ok((read, _)) = read::board(&board.text, board.stem_period) {
        *board = Board { text: std::mem::take(&mut board.text), ..read };
    }
}

/// An offset behind all patches, after them.
pub(super) fn grown(offset: usize, patches: &[Patch]) -> usize {
    let (more, less) = patches
        .iter()
        .fold((0, 0), |(more, less), patch| (more + patch.text.len(), less + patch.range.len()));
    offset + more - less
}

/// Reads a run of items from their lines.
pub(super) fn read_items(board: &Board, bytes: &Range<usize>) -> Result<Vec<Item>, Refusal> {
    if bytes.is_empty() {
        return Ok(Vec::new());
    }
    let tree = Tree::parse_part(&board.text, bytes.clone()).map_err(|error| Refusal::new(error.message))?;
    let root = tree.root().ok_or_else(unconfirmed)?;
    let mut findings = Findings::default();
    let items = read_item::items(&tree, root, &mut findings);
    let duplicates = tree.mappings().any(|map| !tree.duplicate_keys(map).is_empty());
    if findings.is_refused() || duplicates || tree.has_anchors() { Err(unconfirmed()) } else { Ok(items) }
}

/// Puts items that were read again into the board and moves the places of all that stand behind them.
pub(super) fn replace_items(board: &mut Board, window: &Window, bytes: &Range<usize>, items: Vec<Item>) {
    for sheet in &mut board.sheets {
        for pane in &mut sheet.panes {
            shift(&mut pane.items, &window.bytes, bytes.end);
        }
    }
    if let Some(list) = list_mut(board, window.list) {
        list.splice(window.items.clone(), items);
    }
}

/// Moves items that stand behind replaced bytes, and lengthens those that hold them.
fn shift(items: &mut [Item], replaced: &Range<usize>, new_end: usize) {
    let moved = |at: u32| (at as usize + new_end - replaced.end) as u32;
    for item in items {
        if item.start as usize >= replaced.end {
            item.start = moved(item.start);
        } else if (item.start as usize) < replaced.start && (item.start + item.len) as usize > replaced.start
        {
            item.len = moved(item.len);
        } else {
            continue;
        }
        if let Some(results) = item.more.as_mut().and_then(|more| more.results.as_mut()) {
            shift(results, replaced, new_end);
        }
    }
}

fn list_mut(board: &mut Board, list: ListAt) -> Option<&mut Vec<Item>> {
    let items = &mut board.sheets.get_mut(list.sheet)?.panes.get_mut(list.pane)?.items;
    match list.objective {
        None => Some(items),
        Some(objective) => items.get_mut(objective)?.more.as_mut()?.results.as_mut(),
    }
}

pub(super) fn unconfirmed() -> Refusal {
    Refusal::new(
        "reading the changed lines back did not give what was meant, so the file was left as it is; edit it with an editor",
    )
}
