//! Another program changed a file: its text is taken over saved text, or when asked for, as a step that undo takes back.
//!
//! It must not lose what was typed: an open editor follows its item, and where that is gone redo adds the text.

use super::files::name_of;
use crate::action::Action;
use crate::app::{App, Content, Edit, FileState, FormOf, Mode, OpenBoard, Target};
use crate::document::{Document, Read, Step};
use crate::model::{Board, Finding, Focus, Head, HeadAt, ItemAt};

/// What stands after the state when a file was read again.
const READ_AGAIN: &str = "⇄ read again";

/// An item that something is held on to, and how it read before.
struct Held {
    at: ItemAt,
    line: String,
}

impl Held {
    fn new(board: &Board, at: ItemAt) -> Option<Self> {
        board.item(at).map(|view| Self { at, line: view.line() })
    }

    /// Where the item is now: where it was, else nearest in its list, else the first that reads so.
    fn found(&self, board: &Board) -> Option<ItemAt> {
        let reads_so = |at: &ItemAt| board.item(*at).is_some_and(|view| view.line() == self.line);
        let in_list = (0..board.items(self.at.list).len()).map(|index| self.at.list.item(index));
        let nearest = in_list.filter(reads_so).min_by_key(|at| at.index.abs_diff(self.at.index));
        nearest.or_else(|| board.all_items().map(|(at, _)| at).find(reads_so))
    }
}

impl App {
    /// Another version stands in the file. Over unsaved words it is only told, unless it was asked for.
    pub(super) fn changed_on_disk(&mut self, board: usize, text: String, asked: bool) {
        let Some(open) = self.boards.get_mut(board) else { return };
        let unsaved = open.state != FileState::Saved;
        let Content::Board(document) = &open.content else { return self.mended(board, text) };
        if document.text() == text {
            let revision = document.revision();
            self.was_saved(board, None, revision);
        } else if unsaved && !asked {
            self.tell_changed(board);
        } else {
            self.take_from_disk(board, text);
            if asked && unsaved && self.message.is_none() {
                let undo = self.key_for(Action::Undo);
                self.message = Some(format!("read again; {undo} brings back what was here"));
            }
        }
    }

    /// Tells that the file holds another program's version, and what can be done about it.
    pub(super) fn tell_changed(&mut self, board: usize) {
        let (reload, save_as) = (self.key_for(Action::Reload), self.key_for(Action::SaveAs));
        if let Some(open) = self.boards.get_mut(board) {
            let name = name_of(open);
            let ways = format!("{reload} reads it again, {save_as} writes yours to another file");
            open.banner = Some(format!("{name} was changed by another program; {ways}"));
        }
    }

    /// Takes the file's text as a step; focus and open editor follow their items.
    fn take_from_disk(&mut self, board: usize, text: String) {
        let is_shown = board == self.current;
        let Some(open) = self.boards.get_mut(board) else { return };
        let name = name_of(open);
        let place = open.focus.get(&open.sheet).copied();
        let place = place.unwrap_or(Focus::Head(HeadAt::Board(Head::Title)));
        let Content::Board(document) = &mut open.content else { return };
        let item = |focus| match focus {
            Focus::Item(at) | Focus::Objective(at) => Held::new(document.board(), at),
            Focus::Head(_) => None,
        };
        let held = item(place);
        let form = form_item(&self.mode).and_then(|at| Held::new(document.board(), at));
        let step = Step { label: format!("reading {name} again"), before: place, after: place, run: None };
        if let Err(findings) = document.take_text(text, step) {
            open.banner = Some(no_board_now(open, &findings));
            return;
        }
        let revision = document.revision();
        let found = held.as_ref().and_then(|held| held.found(document.board()));
        open.marks.clear();
        open.news = Some(READ_AGAIN.to_owned());
        open.settle_focus();
        self.undo_order.push(board);
        self.redo_order.clear();
        self.was_saved(board, None, revision);
        if !is_shown {
            return;
        }
        if let Some(at) = found {
            self.go_to(self.place_of(at));
        }
        let mode = std::mem::replace(&mut self.mode, Mode::Board);
        self.mode = self.carried_over(mode, held.is_none() || found.is_some(), form.as_ref());
    }

    /// The same mode on the changed board; the board alone where what it was about is gone.
    fn carried_over(&mut self, mode: Mode, focus_found: bool, form: Option<&Held>) -> Mode {
        match mode {
            Mode::Edit(edit) => self.edit_carried_over(edit),
            Mode::Help { about, top, under } => {
                let under = Box::new(self.carried_over(*under, focus_found, form));
                Mode::Help { about, top, under }
            }
            Mode::Form(mut form_open) => match (form_open.of, form) {
                (FormOf::Item(_), held) => {
                    match held.zip(self.board()).and_then(|(held, board)| held.found(board)) {
                        Some(at) => {
                            form_open.of = FormOf::Item(at);
                            Mode::Form(form_open)
                        }
                        None => self.resting_mode(),
                    }
                }
                _ => Mode::Form(form_open),
            },
            Mode::Prompt(prompt) if focus_found => Mode::Prompt(prompt),
            Mode::Prompt(_) | Mode::MoveTo => self.resting_mode(),
            other => other,
        }
    }

    fn edit_carried_over(&mut self, mut edit: Box<Edit>) -> Mode {
        let Some(board) = self.board() else { return self.resting_mode() };
        let at_most = |list, index: usize| index.min(board.items(list).len());
        edit.next = edit.next.map(|(list, index)| (list, at_most(list, index)));
        edit.last_kept = None;
        let list = match edit.target {
            Target::Head(_) => return Mode::Edit(edit),
            Target::New(list, index, go_on) if board.pane(list).is_some() => {
                edit.target = Target::New(list, at_most(list, index), go_on);
                return Mode::Edit(edit);
            }
            Target::New(list, ..) => list,
            Target::Item(at) => {
                let held = Held { at, line: edit.original.clone() };
                if let Some(at) = held.found(board) {
                    edit.target = Target::Item(at);
                    return Mode::Edit(edit);
                }
                at.list
            }
        };
        let is_there = board.pane(list).is_some();
        let list = if is_there { Some(list) } else { self.focus().and_then(Focus::list) };
        if let Some(list) = list.filter(|_| edit.is_changed()) {
            let count = self.board().map_or(0, |board| board.items(list).len());
            self.abandon(Target::New(list, count, false), edit.editor.text());
            let redo = self.key_for(Action::Redo);
            self.message = Some(format!("another program changed this item; {redo} adds what you typed"));
        }
        self.resting_mode()
    }

    /// A file that was no board is one again.
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

    /// The file is no board now. A board on the screen stays, unless the person asked for what is there.
    pub(super) fn broken_on_disk(&mut self, board: usize, text: String, findings: Vec<Finding>, asked: bool) {
        let Some(open) = self.boards.get_mut(board) else { return };
        let is_board = matches!(open.content, Content::Board(_));
        if is_board && !(asked && open.state == FileState::Saved) {
            open.banner = Some(no_board_now(open, &findings));
            return;
        }
        open.content = Content::Refused { text, findings };
        self.undo_order.retain(|step| *step != board);
        self.redo_order.retain(|step| *step != board);
        if board == self.current {
            self.mode = self.resting_mode();
        }
    }
}

/// The item whose form is open.
fn form_item(mode: &Mode) -> Option<ItemAt> {
    match mode {
        Mode::Form(form) => match form.of {
            FormOf::Item(at) => Some(at),
            FormOf::Sheet(_) | FormOf::Board => None,
        },
        Mode::Help { under, .. } => form_item(under),
        _ => None,
    }
}

/// What is told where a file is no board any more.
fn no_board_now(open: &OpenBoard, findings: &[Finding]) -> String {
    let why =
        findings.first().map_or_else(String::new, |first| format!(" (line {}: {})", first.line, first.what));
    format!("{} is no board now{why}; it is read as soon as it is mended", name_of(open))
}
