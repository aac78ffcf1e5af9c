//! Making an edit: patches on the text, a reading of the touched lines, and the proof that they say what was meant.
//! What the proof does not confirm is taken back: a wrong file is never written.

use std::borrow::Cow;
use std::ops::Range;

use super::change::{Change, Scope, grown, read_items, replace_items, unconfirmed};
use super::content::{self, Content};
use super::place::Findings;
use super::site::Site;
use super::window::Window;
use super::{Edit, Lifted, Refusal, micro, read, read_item};
use crate::model::{Board, ItemAt, ItemView, ListAt};
use crate::yaml::{self, Tree};

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
