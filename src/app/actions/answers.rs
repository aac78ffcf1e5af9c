//! What the store answers: saved or not, opened or not; what changed on the disk is `outside`'s.
//!
//! It must not decide what is written: that was asked for before.

use std::path::PathBuf;

use super::files::name_of;
use crate::action::{Action, Context};
use crate::app::{App, Ask, Effect, FileState, Leaving, Message, Mode, OpenBoard};
use crate::document::Document;

/// How everything begins that is told of a failed save, until it is saved.
pub(super) const NOT_SAVED: &str = "not saved";

impl App {
    /// What came back from the store.
    pub(crate) fn answered(&mut self, answer: Message) {
        match answer {
            Message::Saved { board, revision } => self.was_saved(board, revision),
            Message::Kept { board, revision } => self.was_kept(board, revision),
            Message::Merged { board, text, read, taken, conflicts, lost } => {
                self.was_merged(board, &text, read, (taken, conflicts), lost);
            }
            Message::NotKept { board, why } => self.was_not_kept(board, &why),
            Message::Recovered { board, recovered } => self.recovered(board, recovered),
            Message::Brought { board, offer, merged } => self.brought(board, &offer, merged),
            Message::Shared { board, who } => self.tell_shared(board, &who),
            Message::SavedAs { board, path, revision } => self.was_saved_as(board, path, revision),
            // The prompt is still open, for another name.
            Message::NotSavedAs { why } => self.message = Some(format!("not written: {why}")),
            Message::Failed { board, why, changed } => self.was_not_saved(board, why, changed),
            Message::Disk { board, text: Ok(text), asked } => self.changed_on_disk(board, text, asked),
            Message::Disk { board, text: Err((text, findings)), .. } => {
                self.broken_on_disk(board, text, findings);
            }
            Message::Beside { board, path, text } => self.offer_sibling(board, path, text),
            Message::Edited { text } => self.take_edited_row(&text),
            Message::Opened(open) => self.show(*open),
            Message::OpenedChosen(open) => self.show_chosen(*open),
            Message::TurnTo { board, sheet } => self.turn_to_chosen(board, sheet),
            Message::BoardsListed { asked, files } => self.boards_listed(asked, files),
            Message::BoardsRead { asked, summaries, ended } => self.boards_read(asked, summaries, ended),
            Message::NotOpened { why } => self.message = Some(why),
            Message::Input(_) | Message::Pointer(_) | Message::Resize(..) => {}
        }
    }

    pub(super) fn was_saved(&mut self, board: usize, revision: u64) {
        self.withdraw_sides(board);
        let Some(open) = self.boards.get_mut(board) else { return };
        open.saved_revision = revision;
        let is_just_told = open
            .not_kept
            .as_ref()
            .is_some_and(|(told, at)| *at >= revision && open.banner.as_ref() == Some(told));
        open.banner.take_if(|_| !is_just_told);
        if matches!(open.state, FileState::NotSaved(_)) {
            // Beside `✓ saved` it would be wrong.
            self.message.take_if(|message| message.starts_with(NOT_SAVED));
        }
        let is_current = open.document().is_none_or(|document| document.revision() == revision);
        open.state = if is_current { FileState::Saved } else { FileState::Writing };
        let all_saved = self.boards.iter().all(|open| open.state == FileState::Saved);
        if self.leaving == Leaving::WhenSaved && all_saved {
            self.effects.push(Effect::Quit);
        }
    }

    /// Told once, and until the next edit is saved: what is saved is safe all the same.
    fn was_not_kept(&mut self, board: usize, why: &str) {
        let Some(open) = self.boards.get_mut(board) else { return };
        let told = format!("a crash would lose what is not saved: {why}");
        if open.not_kept.as_ref().is_none_or(|(before, _)| *before != told) {
            let revision = open.document().map_or(0, Document::revision);
            open.not_kept = Some((told.clone(), revision));
            open.banner = Some(told);
        }
    }

    fn was_kept(&mut self, board: usize, revision: u64) {
        let Some(open) = self.boards.get_mut(board) else { return };
        open.kept_revision = revision;
        if let Some((told, _)) = open.not_kept.take() {
            open.banner.take_if(|banner| *banner == told);
        }
        if open.is_kept() && open.state == FileState::Writing {
            open.state = FileState::Kept;
        }
    }

    fn tell_shared(&mut self, board: usize, who: &str) {
        if let Some(open) = self.boards.get_mut(board) {
            open.news = Some(format!("⇄ {who} is here too"));
        }
    }

    fn was_saved_as(&mut self, board: usize, path: PathBuf, revision: u64) {
        if let Some(open) = self.boards.get_mut(board) {
            self.message = Some(format!("this board is {} now", path.display()));
            open.path = Some(path);
        }
        if matches!(&self.mode, Mode::Prompt(prompt) if prompt.ask == Ask::SaveAs) {
            self.mode = self.resting_mode();
        }
        self.was_saved(board, revision);
    }

    fn was_not_saved(&mut self, board: usize, why: String, changed: bool) {
        if changed {
            self.tell_changed(board);
        }
        let Some(open) = self.boards.get_mut(board) else { return };
        let was_told = open.state == FileState::NotSaved(why.clone()) && self.leaving != Leaving::WhenSaved;
        open.state = FileState::NotSaved(why);
        self.leaving = Leaving::No;
        if !was_told {
            self.message = self.told_not_saved(board);
        }
    }

    /// What a failed save means, and which keys act on it; why it failed stands in the first line.
    fn told_not_saved(&self, board: usize) -> Option<String> {
        let open = self.boards.get(board)?;
        let FileState::NotSaved(why) = &open.state else { return None };
        let what = if open.is_kept() { format!("{NOT_SAVED}, only kept") } else { NOT_SAVED.to_owned() };
        Some(if board != self.current {
            format!("{what}: {} ({why})", name_of(open))
        } else if self.context() == Context::Board {
            let (save, save_as) = (self.key_for(Action::Save), self.key_for(Action::SaveAs));
            format!("{what}; {save} tries again, {save_as} writes it to another file")
        } else {
            // Keys of the board are letters here.
            what
        })
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
        self.close_help();
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
