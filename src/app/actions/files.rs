//! Files: periods, saving, reading again, leaving.
//!
//! It must not touch a file: it asks for effects; their answers are in `answers`.

use std::path::PathBuf;

use super::answers::NOT_SAVED;
use crate::action::Action;
use crate::app::{App, Ask, Content, Effect, FileState, Leaving, OpenBoard, Then};

impl App {
    pub(crate) fn do_with_files(&mut self, action: Action) -> bool {
        match action {
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::NextPeriod => self.period_on(1),
            Action::PreviousPeriod => self.period_on(-1),
            Action::Boards => self.open_boards(),
            Action::Reload if self.open().is_some_and(|open| open.path.is_none()) => {
                self.message = Some("the sample is in no file".to_owned());
            }
            Action::Reload => self.effects.push(Effect::Reload(self.current)),
            Action::SaveAs if self.read_only && self.open().is_some_and(|open| open.path.is_some()) => {
                self.may_change();
            }
            Action::SaveAs => self.ask(Ask::SaveAs, Then::Stay),
            Action::Editor => self.open_in_editor(),
            Action::Save => self.save_now(),
            Action::Quit | Action::QuitAtOnce => self.leave(),
            Action::SaveAndQuit => self.save_and_leave(),
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
        let step = self.reading_step();
        match action {
            Action::Down => self.scroll_refused(|top| top + step),
            Action::Up => self.scroll_refused(|top| top.saturating_sub(step)),
            Action::HalfDown => self.scroll_refused(|top| top + page),
            Action::HalfUp => self.scroll_refused(|top| top.saturating_sub(page)),
            Action::First => self.scroll_refused(|_| 0),
            Action::Last => self.scroll_refused(|_| usize::MAX),
            _ => return self.do_with_merges(action) || self.do_with_files(action),
        }
        true
    }

    fn scroll_refused(&mut self, to: impl Fn(usize) -> usize) {
        let Some(open) = self.boards.get_mut(self.current) else { return };
        if let Content::Refused { text, .. } = &open.content {
            open.scrolled = to(open.scrolled).min(text.lines().count().saturating_sub(1));
        }
    }

    /// The file of the period so many further on.
    pub(super) fn period_beside(&self, by: isize) -> Option<&PathBuf> {
        let open = self.open()?;
        let place = open.periods.iter().position(|(_, path)| Some(path) == open.path.as_ref())?;
        open.periods.get(place.checked_add_signed(by)?).map(|(_, path)| path)
    }

    fn period_on(&mut self, by: isize) {
        let Some(path) = self.period_beside(by).cloned() else {
            let which = if by > 0 { "last" } else { "first" };
            self.message = Some(format!("this is the {which} period of this board"));
            return;
        };
        match self.boards.iter().position(|open| open.path.as_ref() == Some(&path)) {
            Some(board) => self.turn_to(board),
            None => self.effects.push(Effect::Open(path)),
        }
    }

    /// Puts another open board on the screen, on the same sheet where it has one of that kind.
    pub(super) fn turn_to(&mut self, board: usize) {
        let kind_at = |open: &OpenBoard, sheet: usize| {
            open.document()
                .and_then(|document| document.board().sheets.get(sheet))
                .and_then(|sheet| sheet.kind)
        };
        if let (Some(from), Some(to)) = (self.open(), self.boards.get(board))
            && kind_at(from, from.sheet) == kind_at(to, from.sheet)
        {
            let sheet = from.sheet;
            self.boards[board].sheet = sheet;
        }
        self.put_on_screen(board);
    }

    /// The file in the person's own editor; a refused one too, that is how it is mended.
    fn open_in_editor(&mut self) {
        let Some(open) = self.open() else { return };
        let why = match (&open.path, &open.content) {
            (None, _) => Some("the sample is in no file"),
            _ if self.read_only => Some("opened read-only: nothing is changed"),
            _ => None,
        };
        match why {
            Some(why) => self.message = Some(why.to_owned()),
            None => self.effects.push(Effect::EditFile(self.current)),
        }
    }

    fn save_now(&mut self) {
        let state = self.open().map(|open| &open.state);
        if state == Some(&FileState::Saved) {
            self.message = Some("all is saved".to_owned());
        } else {
            if let Some(FileState::NotSaved(why)) = state {
                self.message = Some(format!("{NOT_SAVED} yet ({why}); trying again"));
            }
            self.effects.push(Effect::Save { board: self.current, asked: true });
        }
    }

    /// Writes what is not in its file, also what could not be written before, and leaves when all is.
    fn save_and_leave(&mut self) {
        let unsaved = self.boards.iter().enumerate().filter(|(_, open)| open.state != FileState::Saved);
        let saves = unsaved.map(|(board, _)| Effect::Save { board, asked: true }).collect::<Vec<Effect>>();
        self.leave_after(saves);
    }

    fn leave_after(&mut self, saves: Vec<Effect>) {
        if saves.is_empty() {
            self.effects.push(Effect::Quit);
        } else {
            self.effects.extend(saves);
            self.leaving = Leaving::WhenSaved;
            self.message = Some("writing; leaves when all is saved".to_owned());
        }
    }

    /// Leaves when all is saved; else says what is not. Only a second time it leaves without it.
    fn leave(&mut self) {
        let is_not_saved = |open: &OpenBoard| matches!(open.state, FileState::NotSaved(_));
        // The one on the screen first: there the keys act.
        let others = 0..self.boards.len();
        let board = std::iter::once(self.current).chain(others);
        if let Some(board) = board.into_iter().find(|board| self.boards.get(*board).is_some_and(is_not_saved))
        {
            if self.leaving == Leaving::Warned {
                self.effects.push(Effect::Quit);
                return;
            }
            self.leaving = Leaving::Warned;
            self.turn_to(board);
            let (save_as, quit) = (self.key_for(Action::SaveAs), self.key_for(Action::Quit));
            let is_kept = self.open().is_some_and(OpenBoard::is_kept);
            let later = if is_kept { "it for next time" } else { "without it" };
            self.message = Some(format!(
                "{NOT_SAVED}: {quit} again leaves {later}, {save_as} writes it to another file"
            ));
            return;
        }
        let is_on_its_way = |open: &OpenBoard| matches!(open.state, FileState::Writing | FileState::Kept);
        let writing = self.boards.iter().enumerate().filter(|(_, open)| is_on_its_way(open));
        let saves = writing.map(|(board, _)| Effect::Save { board, asked: false }).collect::<Vec<Effect>>();
        self.leave_after(saves);
    }
}

/// What a message calls a file.
pub(super) fn name_of(open: &OpenBoard) -> String {
    let name = open.path.as_ref().and_then(|path| path.file_name());
    name.map_or_else(|| "the sample".to_owned(), |name| name.to_string_lossy().into_owned())
}
