//! What items say, apart from where they stand: an edit is believed only when what is read back says what was meant.
//! Knows nothing of the file's text.

use super::Edit;
use crate::model::{Board, Draft, Field, HeadAt, ItemView, ListAt, Value};

/// An item's meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Content {
    tag: Option<String>,
    text: String,
    /// Sorted by field: an edit may put a new field where it belongs.
    fields: Vec<(Field, Value)>,
    results: Option<Vec<Content>>,
    extra: Vec<(String, String)>,
}

impl Content {
    pub(super) fn of(view: ItemView<'_>) -> Self {
        let mut fields = view.fields().to_vec();
        fields.sort_by_key(|(field, _)| *field);
        Self {
            tag: view.tag().map(str::to_owned),
            text: view.text().to_owned(),
            fields,
            results: view.has_results().then(|| view.results().map(Self::of).collect()),
            extra: view.extra().to_vec(),
        }
    }

    pub(super) fn of_draft(draft: &Draft) -> Self {
        let mut fields = draft.fields.clone();
        fields.sort_by_key(|(field, _)| *field);
        let results = draft.results.iter().map(Self::of_draft).collect::<Vec<_>>();
        Self {
            tag: draft.tag.clone(),
            text: draft.text.clone(),
            fields,
            results: (!results.is_empty()).then_some(results),
            extra: Vec::new(),
        }
    }

    fn set_field(&mut self, field: Field, value: Option<&Value>) {
        self.fields.retain(|(name, _)| *name != field);
        if let Some(value) = value {
            self.fields.push((field, value.clone()));
            self.fields.sort_by_key(|(name, _)| *name);
        }
    }
}

/// What a run of items says.
pub(super) fn of_items(board: &Board, list: ListAt, range: std::ops::Range<usize>) -> Vec<Content> {
    board.views(list).skip(range.start).take(range.len()).map(Content::of).collect()
}

/// What the items of `list` from index `from` on must say after an edit that touches only them.
pub(super) fn expect(
    mut items: Vec<Content>,
    from: usize,
    list: ListAt,
    edit: &Edit,
    laid: Option<&Content>,
) -> Vec<Content> {
    let mut removed = None;
    match edit {
        Edit::SetText { at, tag, text } if at.list == list => {
            if let Some(item) = items.get_mut(at.index - from) {
                item.tag.clone_from(tag);
                item.text.clone_from(text);
            }
        }
        Edit::SetField { at, field, value } if at.list == list => {
            if let Some(item) = items.get_mut(at.index - from) {
                item.set_field(*field, value.as_ref());
            }
        }
        Edit::Insert { list: target, index, draft } if *target == list => {
            items.insert((index - from).min(items.len()), Content::of_draft(draft));
        }
        Edit::Move { from: at, list: target, index } if at.list == list && *target == list => {
            let item = items.remove(at.index - from);
            items.insert((index - from).min(items.len()), item);
        }
        Edit::Delete { at } | Edit::Move { from: at, .. } if at.list == list => removed = Some(at.index),
        Edit::Move { list: target, index, .. } | Edit::Lay { list: target, index, .. } if *target == list => {
            if let Some(item) = laid {
                items.insert((index - from).min(items.len()), item.clone());
            }
        }
        _ => {}
    }
    if let Some(index) = removed {
        items.remove(index - from);
    }
    items
}

/// Whether a board that was read again says what the old one and the edit say, everywhere.
pub(super) fn confirms(old: &Board, new: &Board, edit: &Edit, laid: Option<&Content>) -> bool {
    if old.sheets.len() != new.sheets.len() || !same_heads(old, new, edit) {
        return false;
    }
    (0..old.sheets.len()).all(|sheet| {
        let panes = old.sheets[sheet].panes.iter().zip(&new.sheets[sheet].panes);
        old.sheets[sheet].panes.len() == new.sheets[sheet].panes.len()
            && old.sheets[sheet].extra == new.sheets[sheet].extra
            && panes.enumerate().all(|(index, (before, after))| {
                before.key == after.key && same_pane(old, new, ListAt::pane(sheet, index), edit, laid)
            })
    })
}

/// Whether a pane says what it must; an edit of key results is expected inside their objective.
fn same_pane(old: &Board, new: &Board, list: ListAt, edit: &Edit, laid: Option<&Content>) -> bool {
    let mut expected = of_items(old, list, 0..usize::MAX);
    for (objective, item) in expected.iter_mut().enumerate() {
        let results = ListAt::results(list.sheet, list.pane, objective);
        if touches(edit, results) {
            let kept = item.results.take().unwrap_or_default();
            item.results = Some(expect(kept, 0, results, edit, laid));
        }
    }
    let mut found = of_items(new, list, 0..usize::MAX);
    let mut expected = expect(expected, 0, list, edit, laid);
    // A list that lost its last item may stand as `[]` or not at all: both say the same.
    for item in expected.iter_mut().chain(&mut found) {
        item.results.take_if(|results| results.is_empty());
    }
    expected == found
}

fn touches(edit: &Edit, list: ListAt) -> bool {
    match edit {
        Edit::SetText { at, .. } | Edit::SetField { at, .. } | Edit::Delete { at } => at.list == list,
        Edit::Insert { list: target, .. } | Edit::Lay { list: target, .. } => *target == list,
        Edit::Move { from, list: target, .. } => from.list == list || *target == list,
        Edit::SetHead { .. } => false,
    }
}

fn same_heads(old: &Board, new: &Board, edit: &Edit) -> bool {
    let of_board = old.heads.iter().chain(&new.heads).map(|(head, _)| HeadAt::Board(*head));
    let of_sheets = old.sheets.iter().chain(&new.sheets).enumerate().flat_map(|(index, sheet)| {
        let index = index % old.sheets.len().max(1);
        sheet.heads.iter().map(move |(head, _)| HeadAt::Sheet(index, *head))
    });
    of_board.chain(of_sheets).all(|at| match edit {
        Edit::SetHead { at: changed, value } if *changed == at => {
            new.head_at(at).filter(|text| !text.is_empty())
                == value.as_deref().filter(|text| !text.is_empty())
        }
        _ => old.head_at(at) == new.head_at(at),
    })
}
