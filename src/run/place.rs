//! Where a person left each board: recalled when it is opened, remembered on the way out.
//! Best effort: it is a comfort, and nothing here is worth an error.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::session::Session;
use crate::app::OpenBoard;
use crate::document::Document;
use crate::layout;
use crate::model::Focus;
use crate::store::{Place, State, workspace};

impl Session {
    pub(super) fn state(&self) -> Option<State> {
        self.paths.state.clone().map(|folder| State::new(Arc::clone(&self.fs), folder))
    }

    /// The board left last in a workspace.
    pub(super) fn left_last(&self, workspace: &Path) -> Option<PathBuf> {
        self.state()?.left_last(&self.real(workspace))
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

    /// Real paths of boards: those of this run, then those of earlier ones, the last left first.
    pub(super) fn recent_boards(&self) -> Vec<PathBuf> {
        if !self.is_on_terminal {
            return Vec::new();
        }
        let boards = self.app.visited.iter().filter_map(|board| self.app.boards.get(*board)?.path.as_deref());
        let mut recent = boards.map(|path| self.real(path)).collect::<Vec<PathBuf>>();
        recent.extend(self.state().map(|state| state.recent()).unwrap_or_default());
        recent
    }

    /// Remembers where the person leaves each board that was on the screen; best effort.
    pub(super) fn remember_place(&self) {
        let (Some(open), Some(state)) = (self.app.open(), self.state()) else { return };
        let Some(path) = open.path.as_deref() else { return };
        let of_board = || workspace::workspace_of(self.fs.as_ref(), path);
        let workspace = self.real(&self.workspace.clone().unwrap_or_else(of_board));
        let others = self.app.visited.iter().rev().filter(|board| **board != self.app.current);
        let boards = others.filter_map(|board| self.app.boards.get(*board)).chain([open]);
        let places = boards.filter_map(|open| {
            let path = self.fs.canonicalize(open.path.as_deref()?).ok()?;
            Some((path, place(open)?))
        });
        let places = places.collect::<Vec<(PathBuf, Place)>>();
        if !places.is_empty() {
            // Where the person stood is a comfort: a state folder that cannot be written is no reason for an error.
            let _ = state.leave_all(&places, Some(&workspace));
        }
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.fs.canonicalize(path).unwrap_or_else(|_| path.to_owned())
    }
}

/// Where the person stands on a board: the nearest item. Nothing where it is no board.
fn place(open: &OpenBoard) -> Option<Place> {
    let board = open.document().map(Document::board)?;
    let focus = open.focus.get(&open.sheet).copied();
    let list = focus.and_then(Focus::list);
    let pane = list.and_then(|list| layout::panes(board, open.sheet).iter().position(|pane| *pane == list));
    let item = match focus {
        Some(Focus::Item(at)) => at.index,
        _ => 0,
    };
    Some(Place { sheet: open.sheet, pane: pane.unwrap_or(0), item })
}
