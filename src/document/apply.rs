//! Making an edit: patches on the text, a reading of the touched lines, and the proof that they say what was meant.
//! What the proof does not confirm is taken back: a wrong file is never written.

use std::borrow::Cow;
use std::ops::Range;

use super::content::{self, Content};
use super::history::Change;
use super::place::Findings;
use super::site::Site;
use super::window::Window;
use super::{Edit, Lifted, Refusal, micro, read, read_item};
use crate::model::{Board, Item, ItemAt, ItemView, ListAt};
use crate::yaml::{self, Patch, Tree};

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

/// Operations of one edit, one for each tag of a list that changes; more would mean that it does not come to an end.
const MOST_STAGES: usize = 200;

/// Makes an edit on a board, or refuses it and leaves all as it was.
pub(super) fn apply(board: &mut Board, edit: &Edit) -> Result<Change, Refusal> {
    check(board, edit)?;
    let edit = &with_line_end(board, edit);
    if let Some((window, after)) = window_of(board, edit)
        && let Ok(change) = apply_to_items(board, edit, &window, after)
    {
        return Ok(change);
    }
    apply_to_whole(board, edit)
}

/// The edit with the line breaks that the old words ended in: editors do not show those of a block text, and an edit of
/// its words must not change its header from `|` to `|-`.
fn with_line_end<'e>(board: &Board, edit: &'e Edit) -> Cow<'e, Edit> {
    let kept = |old: &str, new: &str| {
        let end = &old[old.trim_end_matches('\n').len()..];
        (!end.is_empty() && end.len() < old.len() && !new.is_empty() && !new.ends_with('\n'))
            .then(|| format!("{new}{end}"))
    };
    match edit {
        Edit::SetText { at, tag, text } => {
            let text = board.item(*at).and_then(|item| kept(item.text(), text));
            text.map_or(Cow::Borrowed(edit), |text| {
                Cow::Owned(Edit::SetText { at: *at, tag: tag.clone(), text })
            })
        }
        Edit::SetHead { at, value: Some(value) } => {
            let value = board.head_at(*at).and_then(|old| kept(old, value));
            value.map_or(Cow::Borrowed(edit), |value| {
                Cow::Owned(Edit::SetHead { at: *at, value: Some(value) })
            })
        }
        _ => Cow::Borrowed(edit),
    }
}

/// Whether the edit's places are there.
fn check(board: &Board, edit: &Edit) -> Result<(), Refusal> {
    let is_there = |at: ItemAt| board.item(at).is_some();
    let can_hold =
        |list: ListAt, index: usize| board.pane(list).is_some() && index <= board.items(list).len();
    let right = match edit {
        Edit::SetText { at, .. } | Edit::SetField { at, .. } | Edit::Delete { at } => is_there(*at),
        Edit::Insert { list, index, .. } | Edit::Lay { list, index, .. } => can_hold(*list, *index),
        Edit::Move { from, list, index } => {
            is_there(*from)
                && can_hold(*list, *index)
                && (from.list != *list || *index < board.items(*list).len())
        }
        Edit::SetHead { .. } => true,
    };
    if right { Ok(()) } else { Err(Refusal::new("there is no such place on the board")) }
}

/// The lines that an edit needs, and how many items they hold after it.
fn window_of(board: &Board, edit: &Edit) -> Option<(Window, usize)> {
    let around = |list: ListAt, first: usize, last: usize, more: isize| {
        let most = board.items(list).len();
        let items = first.saturating_sub(1)..(last + 2).min(most);
        let after = items.len().checked_add_signed(more)?;
        Some((Window::of(board, list, items)?, after))
    };
    match edit {
        Edit::SetText { at, .. } | Edit::SetField { at, .. } => around(at.list, at.index, at.index, 0),
        Edit::Insert { list, index, .. } | Edit::Lay { list, index, .. } => around(*list, *index, *index, 1),
        Edit::Delete { at } if board.items(at.list).len() > 1 => around(at.list, at.index, at.index, -1),
        Edit::Move { from, list, index } if from.list == *list => {
            around(*list, from.index.min(*index), from.index.max(*index), 0)
        }
        _ => None,
    }
}

/// What an item that an edit brings to a list says.
fn brought(board: &Board, edit: &Edit) -> Result<Option<Content>, Refusal> {
    match edit {
        Edit::Move { from, .. } => Ok(board.item(*from).map(Content::of)),
        Edit::Lay { lifted, .. } => read_lifted(lifted).map(Some),
        _ => Ok(None),
    }
}

fn read_lifted(lifted: &Lifted) -> Result<Content, Refusal> {
    let unreadable = || Refusal::new("what was copied can no longer be read as an item");
    let tree = Tree::parse_part(&lifted.lines, 0..lifted.lines.len()).map_err(|_| unreadable())?;
    let root = tree.root().ok_or_else(unreadable)?;
    let items = read_item::items(&tree, root, &mut Findings::default());
    items.first().map(|item| Content::of(ItemView::new(&lifted.lines, item))).ok_or_else(unreadable)
}

/// Makes the edit on its item's lines and their neighbours alone.
fn apply_to_items(board: &mut Board, edit: &Edit, window: &Window, after: usize) -> Result<Change, Refusal> {
    let laid = brought(board, edit)?;
    let kept = content::of_items(board, window.list, window.items.clone());
    let expected = content::expect(kept, window.items.start, window.list, edit, laid.as_ref());
    let scope = Scope::Items { list: window.list, before: window.items.clone(), after };
    let mut change = Change { forward: Vec::new(), backward: Vec::new(), scope };
    let mut bytes = window.bytes.clone();
    let staged = stages(board, edit, Some((window, &mut bytes)), &mut change);
    let read = staged.and_then(|()| read_items(board, &bytes));
    let confirmed = read.and_then(|items| {
        let views = items.iter().map(|item| Content::of(ItemView::new(&board.text, item)));
        if views.collect::<Vec<Content>>() == expected { Ok(items) } else { Err(unconfirmed()) }
    });
    match confirmed {
        Ok(items) => {
            replace_items(board, window, &bytes, items);
            Ok(change)
        }
        Err(refusal) => {
            for patches in &change.backward {
                yaml::apply(&mut board.text, patches);
            }
            Err(refusal)
        }
    }
}

fn unconfirmed() -> Refusal {
    Refusal::new(
        "reading the changed lines back did not give what was meant, so the file was left as it is; edit it with an editor",
    )
}

/// Makes the operations of an edit on the board's text; `part` follows the window's bytes.
fn stages(
    board: &mut Board,
    edit: &Edit,
    mut part: Option<(&Window, &mut Range<usize>)>,
    change: &mut Change,
) -> Result<(), Refusal> {
    for _ in 0..MOST_STAGES {
        let stage = {
            let tree = match &part {
                Some((_, bytes)) => Tree::parse_part(&board.text, (*bytes).clone()),
                None => Tree::parse(&board.text),
            };
            let tree = tree.map_err(|error| Refusal::new(error.message))?;
            let window = part.as_ref().map(|(window, _)| *window);
            micro::next(&Site { tree: &tree, board, window }, edit)?
        };
        if let Some((_, bytes)) = &mut part {
            if stage
                .patches
                .iter()
                .any(|patch| patch.range.start < bytes.start || patch.range.end > bytes.end)
            {
                return Err(unconfirmed());
            }
            bytes.end = grown(bytes.end, &stage.patches);
        }
        let inverse = yaml::apply(&mut board.text, &stage.patches);
        change.forward.push(stage.patches);
        change.backward.insert(0, inverse);
        if !stage.goes_on {
            return Ok(());
        }
    }
    Err(unconfirmed())
}

/// An offset behind all patches, after them.
fn grown(offset: usize, patches: &[Patch]) -> usize {
    let (more, less) = patches
        .iter()
        .fold((0, 0), |(more, less), patch| (more + patch.text.len(), less + patch.range.len()));
    offset + more - less
}

/// Reads a run of items from their lines.
fn read_items(board: &Board, bytes: &Range<usize>) -> Result<Vec<Item>, Refusal> {
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
fn replace_items(board: &mut Board, window: &Window, bytes: &Range<usize>, items: Vec<Item>) {
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

/// Makes the edit on a copy of the whole text, reads that and takes it over when it says what was meant.
fn apply_to_whole(board: &mut Board, edit: &Edit) -> Result<Change, Refusal> {
    let laid = brought(board, edit)?;
    let mut next = board.clone();
    let mut change = Change { forward: Vec::new(), backward: Vec::new(), scope: Scope::Whole };
    stages(&mut next, edit, None, &mut change)?;
    let read = read::board(&next.text, board.stem_period);
    let (read, _) = read.map_err(|findings| {
        let why = findings.first().map_or(String::new(), |finding| format!(" ({})", finding.what));
        Refusal::new(format!("{}{why}", unconfirmed().reason))
    })?;
    let read = Board { text: next.text, ..read };
    if !content::confirms(board, &read, edit, laid.as_ref()) {
        return Err(unconfirmed());
    }
    *board = read;
    Ok(change)
}

/// Makes known patches again (undo, redo) and reads what they touch.
pub(super) fn reread_after(board: &mut Board, patches: &[Vec<Patch>], scope: &Scope) {
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

/// An item's lines as they stand.
pub(super) fn lift(board: &Board, at: ItemAt) -> Result<Lifted, Refusal> {
    let window = Window::of(board, at.list, at.index..at.index + 1);
    let tree = match &window {
        Some(window) => Tree::parse_part(&board.text, window.bytes.clone()),
        None => Tree::parse(&board.text),
    };
    let tree = tree.map_err(|error| Refusal::new(error.message))?;
    let site = Site { tree: &tree, board, window: window.as_ref() };
    let super::site::Place::List(list) = site.list(at.list)? else {
        return Err(Refusal::new("there is no such item"));
    };
    Ok(yaml::lift(&tree, list, site.index(at.index)?)?)
}
