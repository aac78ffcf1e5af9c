//! The boards of the workspace: a list that fills while it is open, and going to the one that is chosen.
//!
//! It must not know how boards are looked for: it asks, and takes what comes.

use crate::app::chooser::{BoardFile, Boards, Chosen, Entry, Listed, Summary};
use crate::app::{App, Choices, Chooser, Effect, Mode, OpenBoard};
use crate::text::safe_line;

/// Between the parts of a name: board, period, sheet.
const PART: &str = " › ";

impl App {
    pub(super) fn open_boards(&mut self) {
        self.lists_asked += 1;
        let boards = Boards { asked: self.lists_asked, ..Boards::default() };
        let mut chooser = Chooser::new(Choices::Boards(boards), Vec::new());
        chooser.is_filling = true;
        self.open_chooser(chooser);
        self.effects.push(Effect::ListBoards { asked: self.lists_asked });
    }

    /// The open list of boards, if it is that asking's.
    fn boards_of(&mut self, asked: u32) -> Option<(&mut Chooser, Option<std::path::PathBuf>)> {
        let current = self.open().and_then(|open| open.path.clone());
        let chooser = self.chooser_mut()?;
        let is_it = matches!(&chooser.of, Choices::Boards(boards) if boards.asked == asked);
        is_it.then_some((chooser, current))
    }

    /// The files that were found, the ones left last first.
    pub(crate) fn boards_listed(&mut self, asked: u32, listed: Vec<Listed>) {
        let Some((chooser, current)) = self.boards_of(asked) else { return };
        let Choices::Boards(boards) = &mut chooser.of else { return };
        boards.current = listed.iter().position(|file| Some(&file.path) == current.as_ref());
        chooser.entries = listed.iter().enumerate().map(|(file, listed)| file_entry(file, listed)).collect();
        boards.files =
            listed.into_iter().map(|listed| BoardFile { path: listed.path, summary: None }).collect();
        chooser.rank();
        self.want_selected();
    }

    /// What some of the files hold; `ended` where no more will come.
    pub(crate) fn boards_read(&mut self, asked: u32, summaries: Vec<(usize, Summary)>, ended: bool) {
        let Some((chooser, _)) = self.boards_of(asked) else { return };
        let Choices::Boards(boards) = &mut chooser.of else { return };
        let before = chooser.entries.len();
        let mut changed = summaries.iter().map(|(index, _)| *index).collect::<Vec<usize>>();
        for (index, summary) in summaries {
            let Some(file) = boards.files.get_mut(index) else { continue };
            let Some(name) = chooser.entries.get(index).map(|entry| entry.name.clone()) else { continue };
            let sheets = summary.sheets.iter().enumerate().filter(|_| summary.sheets.len() > 1);
            chooser.entries.extend(sheets.map(|(sheet, (title, _))| sheet_entry(&name, index, sheet, title)));
            if let Some(entry) = chooser.entries.get_mut(index) {
                entry.detail = safe_line(&summary.title).into_owned();
            }
            file.summary = Some(summary);
        }
        chooser.is_filling = !ended;
        changed.extend(before..chooser.entries.len());
        chooser.rank_again(changed);
        self.want_selected();
    }

    /// Asks for what the selected file holds, where that is not known yet.
    pub(super) fn want_selected(&mut self) {
        let Some(chooser) = self.chooser_mut() else { return };
        let Some(Chosen::Board(index, _)) = chooser.chosen().map(|entry| entry.what) else { return };
        let Choices::Boards(boards) = &mut chooser.of else { return };
        let is_known = boards.files.get(index).is_none_or(|file| file.summary.is_some());
        if !is_known && boards.wanted != Some(index) {
            boards.wanted = Some(index);
            self.effects.push(Effect::WantBoard(index));
        }
    }

    /// Goes to a file of the list, and to a sheet of it.
    pub(super) fn go_to_file(&mut self, index: usize, sheet: Option<usize>) {
        let Mode::Choose(chooser) = &self.mode else { return };
        let Choices::Boards(boards) = &chooser.of else { return };
        let Some(path) = boards.files.get(index).map(|file| file.path.clone()) else { return };
        let stays = boards.current == Some(index) && sheet.is_none();
        self.close_chooser();
        if !stays {
            self.effects.push(Effect::OpenBoard { path, sheet });
        }
    }

    /// Puts a chosen board on the screen that was just read; it stands where it was left.
    pub(crate) fn show_chosen(&mut self, open: OpenBoard) {
        self.boards.push(open);
        self.turn_to_chosen(self.boards.len() - 1, None);
    }

    /// Puts a chosen board on the screen that is open already.
    pub(crate) fn turn_to_chosen(&mut self, board: usize, sheet: Option<usize>) {
        let Some(open) = self.boards.get_mut(board) else { return };
        open.sheet = sheet.unwrap_or(open.sheet);
        // How the other board's panes were looked at says nothing about this one's.
        self.zoom = false;
        self.by_votes.clear();
        self.scroll.clear();
        self.put_on_screen(board);
        if matches!(self.mode, Mode::Welcome) {
            self.mode = Mode::Board;
        }
    }

    /// Makes an open board the one on the screen.
    pub(super) fn put_on_screen(&mut self, board: usize) {
        self.current = board;
        self.visited.retain(|other| *other != board);
        self.visited.insert(0, board);
        self.settle_focus();
    }
}

fn file_entry(index: usize, listed: &Listed) -> Entry {
    let board = safe_line(&listed.board);
    let name = match &listed.period {
        Some(period) => format!("{board}{PART}{}", safe_line(period)),
        None => board.into_owned(),
    };
    board_entry(name, Chosen::Board(index, None))
}

fn sheet_entry(file: &str, index: usize, sheet: usize, title: &str) -> Entry {
    board_entry(format!("{file}{PART}{}", safe_line(title)), Chosen::Board(index, Some(sheet)))
}

fn board_entry(name: String, what: Chosen) -> Entry {
    Entry { name, detail: String::new(), keys: Vec::new(), words: Vec::new(), what }
}
