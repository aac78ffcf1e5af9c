//! Files: periods, saving, reading again, leaving; and what the store answers.
//!
//! It must not touch a file: it asks for effects and takes their answers.

use std::path::PathBuf;

use crate::action::Action;
use crate::app::{App, Ask, Content, Effect, FileState, Leaving, Message, Mode, OpenBoard, Then};
use crate::document::{Document, Read, Step};
use crate::model::{Finding, Focus};

/// What stands after the state when a file was read again.
const READ_AGAIN: &str = "⇄ read again";

impl App {
    pub(crate) fn do_with_files(&mut self, action: Action) -> bool {
        match action {
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::NextPeriod => self.period_on(1),
            Action::PreviousPeriod => self.period_on(-1),
            Action::Reload => self.effects.push(Effect::Reload(self.current)),
            Action::SaveAs if self.read_only && self.open().is_some_and(|open| open.path.is_some()) => {
                self.may_change();
            }
            Action::SaveAs => self.ask(Ask::SaveAs, Then::Stay),
            Action::Save => self.save_now(),
            Action::Quit | Action::QuitAtOnce => self.leave(),
            _ => return false,
        }
        true
    }

    /// What can be asked for on the welcome screen.
    pub(crate) fn do_on_welcome(&mut self, action: Action) -> bool {
        match action {
            Action::MakeBoard => self.ask(Ask::NewBoard, Then::Stay),
            Action::Sample => self.effects.push(Effect::OpenSample),
            Action::Quit | Action::QuitAtOnce => self.leave(),
            _ => return false,
        }
        true
    }

    /// What can be asked for while a file is shown that is no board.
    pub(crate) fn do_on_refused(&mut self, action: Action) -> bool {
        let page = usize::from(self.size.1 / 2).max(1);
        match action {
            Action::Down => self.scroll_refused(|top| top + 1),
            Action::Up => self.scroll_refused(|top| top.saturating_sub(1)),
            Action::HalfDown => self.scroll_refused(|top| top + page),
            Action::HalfUp => self.scroll_refused(|top| top.saturating_sub(page)),
            Action::First => self.scroll_refused(|_| 0),
            Action::Last => self.scroll_refused(|_| usize::MAX),
            _ => return self.do_with_files(action),
        }
        true
    }

    fn scroll_refused(&mut self, to: impl Fn(usize) -> usize) {
        let Some(open) = self.boards.get_mut(self.current) else { return };
        if let Content::Refused { text, .. } = &open.content {
            open.scrolled = to(open.scrolled).min(text.lines().count().saturating_sub(1));
        }
    }

    fn period_on(&mut self, by: isize) {
        let Some(open) = self.open() else { return };
        let place = open.periods.iter().position(|(_, path)| Some(path) == open.path.as_ref());
        let next = place.and_then(|place| place.checked_add_signed(by)).and_then(|to| open.periods.get(to));
        let Some((_, path)) = next else {
            let which = if by > 0 { "last" } else { "first" };
            self.message = Some(format!("this is the {which} period of this board"));
            return;
        };
        let path = path.clone();
        match self.boards.iter().position(|open| open.path.as_ref() == Some(&path)) {
            Some(board) => self.show(board),
            None => self.effects.push(Effect::Open(path)),
        }
    }

    /// Puts another open board on the screen, on the same sheet where it has one of that kind.
    fn show(&mut self, board: usize) {
        let kind_at = |open: &OpenBoard, sheet: usize| {
            open.document().and_then(|document| document.board().sheets.get(sheet)).and_then(|sheet| sheet.kind)
        };
        if let (Some(from), Some(to)) = (self.open(), self.boards.get(board))
            && to.focus.is_empty()
            && kind_at(from, from.sheet) == kind_at(to, from.sheet)
        {
            let sheet = from.sheet;
            self.boards[board].sheet = sheet;
        }
        self.current = board;
        self.settle_focus();
    }

    fn save_now(&mut self) {
        if self.open().is_some_and(|open| open.state == FileState::Saved) {
            self.message = Some("all is saved".to_owned());
        } else {
            self.effects.push(Effect::Save { board: self.current, at_once: true });
        }
    }

    /// Leaves when all is saved; else says what is not. Only a second time it leaves without it.
    fn leave(&mut self) {
        let not_saved = self.boards.iter().find_map(|open| match &open.state {
            FileState::NotSaved(why) => Some((name_of(open), why.clone())),
            _ => None,
        });
        if let Some((name, why)) = not_saved {
            if self.leaving == Leaving::Warned {
                self.effects.push(Effect::Quit);
                return;
            }
            self.leaving = Leaving::Warned;
            let (save_as, quit) = (self.key_for(Action::SaveAs), self.key_for(Action::Quit));
            let ways = format!("{save_as} writes it to another file, {quit} again leaves without it");
            self.message = Some(format!("not saved: {name} ({why}); {ways}"));
            return;
        }
        let writing = self.boards.iter().enumerate().filter(|(_, open)| open.state == FileState::Writing);
        let saves = writing.map(|(board, _)| Effect::Save { board, at_once: true }).collect::<Vec<Effect>>();
        if saves.is_empty() {
            self.effects.push(Effect::Quit);
        } else {
            self.effects.extend(saves);
            self.leaving = Leaving::WhenSaved;
            self.message = Some("writing; leaves when all is saved".to_owned());
        }
    }

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
            Message::Opened(open) => self.was_opened(*open),
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
        let place = place.unwrap_or(Focus::Head(crate::model::HeadAt::Board(crate::model::Head::Title)));
        let step = Step { label: format!("reading {name} again"), before: place, after: place, run: None };
        if let Err(findings) = document.take_text(text, step) {
            let what = findings.first().map_or_else(String::new, |f| format!(" (line {}: {})", f.line, f.what));
            open.banner = Some(format!("{name} is no board now{what}; it is read as soon as it is mended"));
            return;
        }
        let revision = document.revision();
        open.settle_focus();
        open.news = Some(READ_AGAIN.to_owned());
        self.undo_order.push(board);
        self.redo_order.clear();
        self.was_saved(board, None, revision);
        self.drop_editor_of_gone();
        if asked && unsaved {
            self.message = Some(format!("read again; {undo} brings back what was here"));
        }
    }

    /// An item that was being edited may be gone: its text is what redo brings.
    fn drop_editor_of_gone(&mut self) {
        use crate::app::Target;
        let is_gone = match &self.mode {
            Mode::Edit(edit) => match edit.target {
                Target::Item(at) => self.text_of(Target::Item(at)) != edit.original,
                Target::New(list, index, _) => {
                    self.board().is_none_or(|board| board.pane(list).is_none() || index > board.items(list).len())
                }
                Target::Head(_) => false,
            },
            Mode::Prompt(_) | Mode::Form(_) | Mode::MoveTo => true,
            _ => false,
        };
        if !is_gone {
            return;
        }
        if let Mode::Edit(edit) = &self.mode
            && edit.is_changed()
        {
            // The item under the editor is another one now, or says something else: what was typed goes in as a new one.
            let (target, text) = (edit.target, edit.editor.text());
            let list = match target {
                Target::Item(at) => at.list,
                Target::New(list, ..) => list,
                Target::Head(_) => return,
            };
            let count = self.board().map_or(0, |board| board.items(list).len());
            let exists = self.board().is_some_and(|board| board.pane(list).is_some());
            let list = if exists { Some(list) } else { self.focus().and_then(Focus::list) };
            if let Some(list) = list {
                self.abandon(Target::New(list, count, false), text);
                let redo = self.key_for(Action::Redo);
                self.message = Some(format!("the item was changed by another program; {redo} adds what you typed"));
            }
        }
        self.mode = self.resting_mode();
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
            let what = findings.first().map_or_else(String::new, |f| format!(" (line {}: {})", f.line, f.what));
            open.banner = Some(format!("{} is no board now{what}; it is read as soon as it is mended", name_of(open)));
            return;
        }
        open.content = Content::Refused { text, findings };
        self.undo_order.retain(|step| *step != board);
        self.redo_order.retain(|step| *step != board);
        self.mode = self.resting_mode();
    }

    fn was_opened(&mut self, open: OpenBoard) {
        let known = self.boards.iter().position(|other| other.path.is_some() && other.path == open.path);
        let board = known.unwrap_or(self.boards.len());
        if known.is_none() {
            self.boards.push(open);
        }
        if matches!(self.mode, Mode::Welcome) {
            self.mode = Mode::Board;
        }
        self.show(board);
    }
}

/// What a message calls a file.
fn name_of(open: &OpenBoard) -> String {
    let name = open.path.as_ref().and_then(|path| path.file_name());
    name.map_or_else(|| "the sample".to_owned(), |name| name.to_string_lossy().into_owned())
}
