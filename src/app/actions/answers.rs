//! What the store answers, and files that changed on the disk.
//!
//! It must not lose what was typed: another version is taken over saved text, or when asked for, and as a step.

use std::path::PathBuf;

use super::files::name_of;
use crate::action::Action;
use crate::app::{App, Content, Effect, FileState, Leaving, Message, Mode, OpenBoard, Target};
use crate::document::{Document, Read, Step};
use crate::model::{Finding, Focus, Head, HeadAt, ItemAt};

/// What stands after the state when a file was read again.
const READ_AGAIN: &str = "⇄ read again";

impl App {
    /// What came back from the store.
    pub(crate) fn answered(&mut self, answer: Message) {
        match answer {
            Message::Saved { board, revision } => self.was_saved(board, None, revision),
            Message::SavedAs { board, path, revision } => self.was_saved(board, Some(path), revision),
            Message::Failed { board, why, changed } => self.was_not_saved(board, why, changed),
            Message::Disk { board, text: Ok(text), asked } => self.changed_on_disk(board, text, asked),
            Message::Disk { board, text: Err((text, findings)), asked } => {
                self.broken_on_disk(board, text, findings, asked);
            }
            Message::Opened(open) => self.show(*open),
            Message::NotOpened { why } => self.message = Some(why),
            Message::Input(_) | Message::Resize(..) => {}
        }
    }

    fn was_saved(&mut self, board: usize, path: Option<PathBuf>, revision: u64) {
        let Some(open) = self.boards.get_mut(board) else { return };
        open.saved_revision = revision;
        open.banner = None;
        let is_current = open.document().is_none_or(|document| document.revision() == revision);
        open.state = if is_current { FileState::Saved } else { FileState::Writing };
        if let Some(path) = path {
            self.message = Some(format!("this board is {} now", path.display()));
            open.path = Some(path);
        }
        let all_saved = self.boards.iter().all(|open| open.state == FileState::Saved);
        if self.leaving == Leaving::WhenSaved && all_saved {
            self.effects.push(Effect::Quit);
        }
    }

    fn was_not_saved(&mut self, board: usize, why: String, changed: bool) {
        let (reload, save_as) = (self.key_for(Action::Reload), self.key_for(Action::SaveAs));
        let Some(open) = self.boards.get_mut(board) else { return };
        let name = name_of(open);
        if changed {
            let ways = format!("{reload} reads it again, {save_as} writes yours to another file");
            open.banner = Some(format!("{name} was changed by another program; {ways}"));
        }
        self.message = Some(format!("not saved: {name} ({why})"));
        open.state = FileState::NotSaved(why);
        self.leaving = Leaving::No;
    }

    /// Another version stands in the file. It is taken over what is saved, or when asked for: as a step, so that undo
    /// brings back what was here. Over unsaved words it is only told.
    fn changed_on_disk(&mut self, board: usize, text: String, asked: bool) {
        let (reload, save_as, undo) =
            (self.key_for(Action::Reload), self.key_for(Action::SaveAs), self.key_for(Action::Undo));
        let Some(open) = self.boards.get_mut(board) else { return };
        let name = name_of(open);
        let place = open.focus.get(&open.sheet).copied();
        let unsaved = open.state != FileState::Saved;
        let document = match &mut open.content {
            Content::Refused { .. } => return self.mended(board, text),
            Content::Board(document) => document,
        };
        if document.text() == text {
            let revision = document.revision();
            return self.was_saved(board, None, revision);
        }
        if unsaved && !asked {
            let ways = format!("{reload} reads it again, {save_as} writes yours to another file");
            open.banner = Some(format!("{name} was changed by another program; {ways}"));
            return;
        }
        let place = place.unwrap_or(Focus::Head(HeadAt::Board(Head::Title)));
        let step = Step { label: format!("reading {name} again"), before: place, after: place, run: None };
        if let Err(findings) = document.take_text(text, step) {
            let what =
                findings.first().map_or_else(String::new, |f| format!(" (line {}: {})", f.line, f.what));
            open.banner = Some(format!("{name} is no board now{what}; it is read as soon as it is mended"));
            return;
        }
        let revision = document.revision();
        open.settle_focus();
        open.news = Some(READ_AGAIN.to_owned());
        self.undo_order.push(board);
        self.redo_order.clear();
        self.was_saved(board, None, revision);
        self.leave_stale_layer();
        if asked && unsaved {
            self.message = Some(format!("read again; {undo} brings back what was here"));
        }
    }

    /// What is edited may be gone, or something else now: then what was typed is what redo adds.
    fn leave_stale_layer(&mut self) {
        if !self.layer_is_stale() {
            return;
        }
        if let Mode::Edit(edit) = &self.mode
            && edit.is_changed()
            && let Target::Item(ItemAt { list, .. }) | Target::New(list, ..) = edit.target
        {
            let text = edit.editor.text();
            let is_there = self.board().is_some_and(|board| board.pane(list).is_some());
            let list = if is_there { Some(list) } else { self.focus().and_then(Focus::list) };
            if let Some(list) = list {
                let count = self.board().map_or(0, |board| board.items(list).len());
                self.abandon(Target::New(list, count, false), text);
                let redo = self.key_for(Action::Redo);
                self.message = Some(format!("another program changed this item; {redo} adds what you typed"));
            }
        }
        self.mode = self.resting_mode();
    }

    fn layer_is_stale(&self) -> bool {
        match &self.mode {
            Mode::Edit(edit) => match edit.target {
                Target::Item(_) => self.text_of(edit.target) != edit.original,
                Target::New(list, index, _) => self
                    .board()
                    .is_none_or(|board| board.pane(list).is_none() || index > board.items(list).len()),
                Target::Head(_) => false,
            },
            Mode::Prompt(_) | Mode::Form(_) | Mode::MoveTo => true,
            _ => false,
        }
    }

    fn mended(&mut self, board: usize, text: String) {
        let Some(open) = self.boards.get_mut(board) else { return };
        let stem = open.path.as_ref().and_then(|path| path.file_stem()).and_then(|stem| stem.to_str());
        match Document::read(text.clone(), stem) {
            Read::Board(document, _) => {
                open.content = Content::Board(document);
                open.saved_revision = 0;
                open.news = Some(READ_AGAIN.to_owned());
                open.settle_focus();
            }
            Read::Refused(findings) => open.content = Content::Refused { text, findings },
        }
    }

    fn broken_on_disk(&mut self, board: usize, text: String, findings: Vec<Finding>, asked: bool) {
        let Some(open) = self.boards.get_mut(board) else { return };
        let is_board = matches!(open.content, Content::Board(_));
        if is_board && !(asked && open.state == FileState::Saved) {
            let what =
                findings.first().map_or_else(String::new, |f| format!(" (line {}: {})", f.line, f.what));
            open.banner =
                Some(format!("{} is no board now{what}; it is read as soon as it is mended", name_of(open)));
            return;
        }
        open.content = Content::Refused { text, findings };
        self.undo_order.retain(|step| *step != board);
        self.redo_order.retain(|step| *step != board);
        self.mode = self.resting_mode();
    }

    /// Opens a further board and puts it on the screen.
    pub fn show(&mut self, open: OpenBoard) {
        self.boards.push(open);
        if matches!(self.mode, Mode::Welcome) {
            self.mode = Mode::Board;
        }
        self.turn_to(self.boards.len() - 1);
    }

    /// No board: make one, or explore the sample.
    pub fn welcome(&mut self) {
        self.mode = self.resting_mode();
    }

    /// Tells something about a board's file in a line of its own, until it is saved or read again.
    pub fn tell_banner(&mut self, board: usize, text: &str) {
        if let Some(open) = self.boards.get_mut(board) {
            open.banner = Some(text.to_owned());
        }
    }

    /// Puts what an open editor holds on the board, for a program that must end now: what to do about it.
    pub fn keep_open_editor(&mut self) -> Vec<Effect> {
        match self.mode {
            Mode::Edit(_) => {
                self.keep();
            }
            Mode::Form(_) => {
                self.do_in_form_text(Action::Keep);
            }
            _ => {}
        }
        self.mode = self.resting_mode();
        std::mem::take(&mut self.effects)
    }
}
