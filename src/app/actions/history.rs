//! Undo and redo across sheets and periods: they go there and say what.
//!
//! It must not know how a step is taken back.

use crate::app::focus::short;
use crate::app::{App, Effect, FileState, Target};
use crate::document::Step;
use crate::model::{Focus, tag};

use super::write::Kept;

impl App {
    pub(super) fn undo(&mut self) {
        if self.read_only {
            self.may_change();
            return;
        }
        let Some(board) = self.undo_order.pop() else {
            self.message = Some("nothing to undo".to_owned());
            return;
        };
        if let Some(step) = self.document_mut(board).and_then(crate::document::Document::undo) {
            self.redo_order.push(board);
            self.abandoned = None;
            if let Some(clip) = &mut self.clip {
                clip.laid = false;
            }
            self.arrive(board, step.before, &format!("undone: {}", step.label));
        }
    }

    pub(super) fn redo(&mut self) {
        if let Some((board, target, text)) = self.abandoned.take() {
            return self.bring_abandoned(board, target, &text);
        }
        let Some(board) = self.redo_order.pop() else {
            self.message = Some("nothing to redo".to_owned());
            return;
        };
        if let Some(Step { label, after, .. }) =
            self.document_mut(board).and_then(crate::document::Document::redo)
        {
            self.undo_order.push(board);
            self.arrive(board, after, &format!("redone: {label}"));
        }
    }

    /// Goes to where something was taken back or made again, and sends it to the disk.
    fn arrive(&mut self, board: usize, focus: Focus, message: &str) {
        self.current = board;
        if let Some(open) = self.boards.get_mut(board) {
            open.marks.clear();
            open.state = FileState::Writing;
        }
        self.effects.push(Effect::Save { board, at_once: false });
        self.go_to(focus);
        self.message = Some(message.to_owned());
    }

    /// The text that was left with C-c becomes what it would have become.
    fn bring_abandoned(&mut self, board: usize, target: Target, text: &str) {
        self.current = board;
        self.settle_focus();
        let is_there = match target {
            Target::Item(at) => self.board().is_some_and(|board| board.item(at).is_some()),
            Target::New(list, index, _) => self
                .board()
                .is_some_and(|board| board.pane(list).is_some() && index <= board.items(list).len()),
            Target::Head(_) => true,
        };
        let kept = match target {
            _ if !is_there => Kept::Refused,
            Target::Item(at) => {
                self.go_to(self.place_of(at));
                self.keep_item(at, text)
            }
            Target::Head(at) => {
                self.go_to(Focus::Head(at));
                if self.set_head(at, text) { Kept::Changed(None) } else { Kept::Refused }
            }
            Target::New(list, index, _) => self.keep_new(list, index, text),
        };
        match kept {
            Kept::Changed(_) => {
                let name = short(tag::split(text, false).0.unwrap_or(text));
                self.message = Some(format!("brought back: {name}"));
            }
            _ => self.abandoned = Some((board, target, text.to_owned())),
        }
    }
}
