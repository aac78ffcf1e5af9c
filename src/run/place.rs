//! Where a person left a board: recalled when it is opened, remembered on the way out.
//! Best effort: it is a comfort, and nothing here is worth an error.

use std::sync::Arc;

use super::session::Session;
use crate::app::OpenBoard;
use crate::document::Document;
use crate::layout;
use crate::model::{Focus, ListAt};
use crate::store::{Place, State};

impl Session {
    pub(super) fn state(&self) -> Option<State> {
        self.paths.state.clone().map(|folder| State::new(Arc::clone(&self.fs), folder))
    }

    pub(super) fn recall_place(&self, open: &mut OpenBoard) {
        let Some(path) = open.path.as_deref().and_then(|path| self.fs.canonicalize(path).ok()) else {
            return;
        };
        let Some(place) = self.state().and_then(|state| state.place(&path)) else { return };
        let Some(board) = open.document().map(Document::board) else { return };
        let panes = layout::panes(board, place.sheet);
        if let Some(list) = panes.get(place.pane) {
            let focus = Focus::Item(list.item(place.item));
            open.sheet = place.sheet;
            open.focus.insert(place.sheet, focus);
        }
    }

    /// Remembers where the person leaves; best effort.
    pub(super) fn remember_place(&self) {
        let (Some(open), Some(state)) = (self.app.open(), self.state()) else { return };
        let Some(path) = open.path.as_deref().and_then(|path| self.fs.canonicalize(path).ok()) else {
            return;
        };
        let workspace = self.workspace.as_deref();
        let Some(list) = self.app.focus().and_then(Focus::list) else { return };
        let place =
            Place { sheet: open.sheet, pane: Self::pane_number(open, list), item: self.item_number() };
        // Where the person stood is a comfort: a state folder that cannot be written is no reason for an error.
        let _ = state.leave(&path, place, workspace);
    }

    fn pane_number(open: &OpenBoard, list: ListAt) -> usize {
        let panes = open.document().map(|document| layout::panes(document.board(), open.sheet));
        panes.and_then(|panes| panes.iter().position(|pane| *pane == list)).unwrap_or(0)
    }

    fn item_number(&self) -> usize {
        match self.app.focus() {
            Some(Focus::Item(at)) => at.index,
            _ => 0,
        }
    }
}
