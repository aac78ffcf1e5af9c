//! Undo and redo across sheets and periods: they go there and say what.
//!
//! It must not know how a step is taken back.

use crate::app::focus::short;
use crate::app::{Abandoned, AbandonedFor, App, Target};
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
        if let Some(abandoned) = self.abandoned.take() {
            return self.bring_abandoned(abandoned);
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
        }
        self.send_to_disk(board);
        self.go_to(focus);
        self.message = Some(message.to_owned());
    }

    /// The text that was left with C-c becomes what it would have become.
    fn bring_abandoned(&mut self, abandoned: Abandoned) {
        let Abandoned { board, text_for, ref text } = abandoned;
        self.current = board;
        self.settle_focus();
        let is_kept = match text_for {
            AbandonedFor::Target(target) => self.keep_abandoned(target, text),
            AbandonedFor::Field(at, field) => {
                let is_there = self.board().is_some_and(|board| board.item(at).is_some());
                is_there && {
                    self.go_to(self.place_of(at));
                    self.write_field(at, field, text)
                }
            }
        };
        if is_kept {
            let name = short(tag::split(text, false).0.unwrap_or(text));
            self.message = Some(format!("brought back: {name}"));
        } else {
            self.abandoned = Some(abandoned);
        }
    }

    fn keep_abandoned(&mut self, target: Target, text: &str) -> bool {
        let Some(board) = self.board() else { return false };
        let kept = match target {
            Target::Item(at) if board.item(at).is_some() => {
                self.go_to(self.place_of(at));
                self.keep_item(at, text)
            }
            Target::New(list, index, _) if board.pane(list).is_some() && index <= board.items(list).len() => {
                self.keep_new(list, index, text)
            }
            Target::Head(at) => {
                self.go_to(Focus::Head(at));
                return self.set_head(at, text);
            }
            Target::Item(_) | Target::New(..) => return false,
        };
        matches!(kept, Kept::Changed(_))
    }
}
