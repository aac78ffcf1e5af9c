//! What is looked for and lit on the board: the query, the items that it finds, and where the person stood before.
//!
//! It must not know keys; what they do with it is `actions/find`.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::{App, OpenBoard};
use crate::document::Document;
use crate::find::{Query, order, order_of_focus};
use crate::layout::Top;
use crate::model::{Focus, ItemAt, ListAt};

/// The find of this run.
#[derive(Debug, Default)]
pub struct Found {
    /// What is lit.
    pub(crate) query: Option<Query>,
    /// The items that it finds, in reading order.
    pub(crate) items: Vec<ItemAt>,
    /// The board and the revision that they were found on: after that they are stale.
    pub(crate) of: Option<(usize, u64)>,
    /// What was looked for last, for who goes on after it was cleared.
    pub(crate) last: String,
    /// Where the person stood when the typing began.
    pub(crate) origin: Option<Origin>,
}

/// All that typing a query changes.
#[derive(Debug)]
pub(crate) struct Origin {
    board: usize,
    sheet: usize,
    focus: BTreeMap<usize, Focus>,
    scroll: HashMap<ListAt, Top>,
    query: Option<Query>,
}

impl App {
    /// What is lit on the board.
    pub fn lit(&self) -> Option<&Query> {
        self.found.query.as_ref()
    }

    /// How many items are found, and which of them the focus is on, from 1. Nothing where nothing is looked for.
    pub fn found_place(&self) -> Option<(Option<usize>, usize)> {
        self.lit()?;
        let place = self.focused_item().and_then(|at| self.index_of_found(at));
        Some((place.map(|place| place + 1), self.found.items.len()))
    }

    /// Whether an item holds what is lit.
    pub fn is_found(&self, at: ItemAt) -> bool {
        self.index_of_found(at).is_some()
    }

    fn index_of_found(&self, at: ItemAt) -> Option<usize> {
        self.found.items.binary_search_by_key(&order(at), |at| order(*at)).ok()
    }

    /// Finds again where the board or its text is another one than last time.
    pub(crate) fn find_again(&mut self) {
        let Some(query) = &self.found.query else { return };
        let now = self.revision_on_screen();
        if self.found.of == now {
            return;
        }
        self.found.items = self.board().map_or_else(Vec::new, |board| query.items(board));
        self.found.of = now;
    }

    fn revision_on_screen(&self) -> Option<(usize, u64)> {
        let document = self.open().and_then(OpenBoard::document)?;
        Some((self.current, Document::revision(document)))
    }

    /// Looks for something else, or for nothing.
    pub(crate) fn look_for(&mut self, query: Option<Query>) {
        let narrower = query.as_ref().zip(self.lit()).is_some_and(|(query, before)| query.narrows(before));
        if narrower && self.found.of.is_some() && self.found.of == self.revision_on_screen() {
            let mut items = std::mem::take(&mut self.found.items);
            if let (Some(query), Some(board)) = (&query, self.board()) {
                query.narrow(board, &mut items);
            }
            self.found.items = items;
        } else {
            self.found.of = None;
            self.found.items.clear();
        }
        self.found.query = query;
        self.find_again();
    }

    /// The items that are found, in the order in which they are shown.
    pub(crate) fn found_as_shown(&self) -> Cow<'_, [ItemAt]> {
        if self.by_votes.is_empty() {
            return Cow::Borrowed(&self.found.items);
        }
        let mut items = self.found.items.clone();
        items.sort_by_cached_key(|at| order(self.shown_at(*at)));
        Cow::Owned(items)
    }

    /// An item's place as if its pane held the items in the order in which they are shown.
    fn shown_at(&self, at: ItemAt) -> ItemAt {
        let row = self.board().map_or(at.index, |board| self.row_of(board, at.list, at.index));
        at.list.item(row)
    }

    /// Where in [`found_as_shown`](Self::found_as_shown) the first one stands at or after a place, or after it.
    pub(crate) fn first_found(&self, focus: Focus, after: bool) -> usize {
        let sheet = self.open().map_or(0, |open| open.sheet);
        let shown = match focus {
            Focus::Item(at) => Focus::Item(self.shown_at(at)),
            other => other,
        };
        let here = order_of_focus(shown, sheet);
        let place = |at: &ItemAt| order(self.shown_at(*at));
        self.found_as_shown().partition_point(|at| place(at) < here || after && place(at) == here)
    }

    /// Notes where the person stands before a query is typed.
    pub(crate) fn remember_origin(&mut self) {
        let Some(open) = self.open() else { return };
        self.found.origin = Some(Origin {
            board: self.current,
            sheet: open.sheet,
            focus: open.focus.clone(),
            scroll: self.scroll.clone(),
            query: self.found.query.clone(),
        });
    }

    /// Goes back to where the person stood, and looks for what was looked for then.
    pub(crate) fn back_to_origin(&mut self) {
        self.view_origin();
        if let Some(origin) = self.found.origin.take() {
            self.look_for(origin.query);
        }
    }

    /// Shows again what was shown where the person stood; answers the place.
    pub(crate) fn view_origin(&mut self) -> Option<Focus> {
        let origin = self.found.origin.as_ref().filter(|origin| origin.board == self.current)?;
        self.scroll.clone_from(&origin.scroll);
        let open = self.boards.get_mut(self.current)?;
        open.sheet = origin.sheet;
        open.focus.clone_from(&origin.focus);
        open.settle_focus();
        self.focus()
    }
}
