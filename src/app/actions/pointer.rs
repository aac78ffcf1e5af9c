//! The mouse: selecting, editing where it was clicked, choosing, scrolling, the list of what can be done.
//!
//! It does what keys do, through the same functions. It must not know cells.

use crate::action::{Action, Context, find};
use crate::app::focus::into;
use crate::app::{App, Ask, Choices, Mode, Pointed, Pointer, Target};
use crate::config::keys::Key;
use crate::layout::Spot;
use crate::model::{Focus, ListAt};

/// Lines that the wheel scrolls a page by.
const WHEEL_LINES: usize = 3;

impl App {
    pub(crate) fn point(&mut self, pointer: Pointer) {
        match pointer {
            Pointer::Press(Pointed::Keys(keys)) | Pointer::Double(Pointed::Keys(keys)) => {
                self.press_keys(&keys);
            }
            Pointer::Press(on) => self.pressed(on, false),
            Pointer::Double(on) => self.pressed(on, true),
            Pointer::Menu(on) => self.menu(on),
            Pointer::Mark(on) => self.mark_pointed(&on),
            Pointer::Drag { landing, edge } => self.dragged(landing, edge),
            Pointer::Release => self.released(),
            Pointer::Wheel { over, down } => self.wheel(over, down),
        }
    }

    fn press_keys(&mut self, keys: &[Key]) {
        for key in keys {
            self.key(*key);
        }
    }

    /// A click, or the second of two.
    fn pressed(&mut self, on: Pointed, twice: bool) {
        self.hush();
        self.drop_drag();
        self.pending.clear();
        match (&self.mode, on) {
            (Mode::Form(_), Pointed::Row(row, byte)) => self.pressed_row(row, byte, twice),
            (Mode::Edit(edit), Pointed::Sheet(Spot::Typed(byte))) if edit.question.is_none() => {
                self.put_caret(byte);
            }
            (Mode::Prompt(_), Pointed::Prompt(byte)) => self.put_caret(byte),
            (Mode::Choose(_), Pointed::Choice(row)) => self.pressed_choice(row),
            (Mode::Help { .. }, Pointed::Help(action)) => self.pressed_help(action),
            (
                Mode::Help { .. } | Mode::Choose(_) | Mode::Form(_),
                on @ (Pointed::Tab(_) | Pointed::Action(_)),
            ) => {
                self.leave_for(on);
            }
            (Mode::Edit(_) | Mode::Prompt(_), on) => {
                if let Some(on) = self.keep_before(on) {
                    self.pressed_on_board(&on, twice);
                }
            }
            (Mode::MoveTo, Pointed::Sheet(spot)) => {
                self.mode = Mode::Board;
                if let Some(list) = list_of(spot) {
                    let chosen = self.chosen();
                    self.move_items(&chosen, list);
                }
            }
            (Mode::Board, on) => self.pressed_on_board(&on, twice),
            _ => {}
        }
    }

    /// A row of a list: an action is done, a board is selected first, so that one sees what it holds, and then opened.
    fn pressed_choice(&mut self, row: usize) {
        let Some(chooser) = self.chooser_mut() else { return };
        if row >= chooser.hits.len() {
            return;
        }
        let was_selected = std::mem::replace(&mut chooser.selected, row) == row;
        match chooser.of {
            Choices::Actions(_) => self.choose_pointed(),
            Choices::Boards(_) if was_selected => self.perform(Action::Choose),
            Choices::Boards(_) => self.want_selected(),
        }
    }

    /// A line of the help page: what it tells of is done where the page was opened.
    fn pressed_help(&mut self, action: Action) {
        self.close_help();
        if find(self.context(), action).is_some() {
            self.perform(action);
        }
    }

    /// Out of what lies over the board, to a place in the first line; what is typed in a form is kept.
    fn leave_for(&mut self, on: Pointed) {
        match &self.mode {
            Mode::Help { .. } => {
                self.close_help();
                return self.pressed(on, false);
            }
            Mode::Choose(_) => self.close_chooser(),
            Mode::Form(form) => {
                if form.editor.is_some() {
                    self.perform(Action::Keep);
                }
                if matches!(&self.mode, Mode::Form(form) if form.editor.is_none()) {
                    self.perform(Action::Cancel);
                }
            }
            _ => {}
        }
        if matches!(self.mode, Mode::Board) {
            self.pressed_on_board(&on, false);
        }
    }

    /// The right button: goes to what is there and lists what can be done, what is done most with an item first.
    fn menu(&mut self, on: Pointed) {
        self.hush();
        self.drop_drag();
        self.pending.clear();
        let on = match &self.mode {
            Mode::Board => Some(on),
            Mode::Edit(_) | Mode::Prompt(_) => self.keep_before(on),
            _ => None,
        };
        let Some(on) = on else { return };
        self.pressed_on_board(&on, false);
        self.pointing.pressed = None;
        if matches!(self.mode, Mode::Board) {
            self.open_menu();
        }
    }

    /// Marks an item, or takes its mark away.
    fn mark_pointed(&mut self, on: &Pointed) {
        self.hush();
        self.drop_drag();
        let at = match on {
            Pointed::Sheet(Spot::Item(at, _)) | Pointed::Value(at, _) => *at,
            _ => return,
        };
        if matches!(self.mode, Mode::Board) {
            self.go_to(self.place_of(at));
            self.toggle_mark(at);
        }
    }

    /// What is typed is kept as leaving the editor keeps it; then what was clicked is where it is by then. Nothing
    /// where the text is refused and its editor stays.
    fn keep_before(&mut self, on: Pointed) -> Option<Pointed> {
        if on == Pointed::Nothing || matches!(&self.mode, Mode::Edit(edit) if edit.question.is_some()) {
            return None;
        }
        let new = match &self.mode {
            Mode::Edit(edit) => match edit.target {
                Target::New(list, index, _) => Some((list, index, self.count_in(list))),
                _ => None,
            },
            _ => None,
        };
        // What is found stays lit for whoever goes to it.
        let finds = matches!(&self.mode, Mode::Prompt(prompt) if prompt.ask == Ask::Find);
        self.perform(if finds { Action::Keep } else { Action::KeepAndLeave });
        if !matches!(self.mode, Mode::Board) {
            return None;
        }
        let moved = |list: ListAt, index: usize| {
            new.is_some_and(|(of, at, count)| of == list && index >= at && self.count_in(list) > count)
        };
        Some(match on {
            Pointed::Sheet(Spot::Item(at, byte)) if moved(at.list, at.index) => {
                Pointed::Sheet(Spot::Item(at.list.item(at.index + 1), byte))
            }
            other => other,
        })
    }

    fn pressed_on_board(&mut self, on: &Pointed, twice: bool) {
        match on {
            Pointed::Tab(sheet) => self.turn_to_sheet(*sheet),
            Pointed::Action(action) if find(self.context(), *action).is_some() => self.perform(*action),
            Pointed::Keys(keys) => self.press_keys(keys),
            Pointed::Sheet(spot) => {
                self.select(*spot);
                if twice {
                    self.edit_at(*spot);
                }
            }
            Pointed::Value(at, keys) => {
                self.select(Spot::Item(*at, 0));
                if twice {
                    self.pointing.pressed = None;
                    self.press_keys(keys);
                }
            }
            _ => {}
        }
    }

    /// Goes to what was clicked; an item can be dragged from there.
    fn select(&mut self, spot: Spot) {
        match spot {
            Spot::Typed(_) => {}
            Spot::Item(at, _) => {
                self.go_to(self.place_of(at));
                self.pointing.pressed = Some(at);
            }
            Spot::Head(at, _) => self.go_to(Focus::Head(at)),
            Spot::Heading(list, _) => {
                let first = self.board().map(|board| into(board, list, 0));
                if let Some(place) = list.parent().map(Focus::Objective).or(first) {
                    self.go_to(place);
                }
                self.pointing.pressed = list.parent();
            }
            Spot::Pane(list) if self.focus().and_then(Focus::list) == Some(list) => {}
            Spot::Pane(list) => {
                if let Some(place) = self.board().map(|board| into(board, list, usize::MAX)) {
                    self.go_to(place);
                }
            }
        }
    }

    /// Edits what is selected, with the caret where it was clicked; the free cells of a pane take a new item.
    fn edit_at(&mut self, spot: Spot) {
        let target = match spot {
            Spot::Item(at, byte) => Some((Target::Item(at), byte)),
            Spot::Head(at, byte) => Some((Target::Head(at), byte)),
            Spot::Heading(list, byte) => list.parent().map(|at| (Target::Item(at), byte)),
            Spot::Typed(_) => None,
            Spot::Pane(_) => return self.perform(Action::Add),
        };
        self.pointing.pressed = None;
        if let Some((target, byte)) = target {
            self.open_editor(target, true);
            self.put_caret(byte);
        }
    }

    fn put_caret(&mut self, byte: usize) {
        self.touch_prompt();
        if let Some(editor) = self.editor_mut() {
            editor.set_caret(byte);
            self.text_changed();
        }
    }

    /// A row of the form: in the text that is edited the caret goes there; else what is typed is kept first.
    fn pressed_row(&mut self, row: usize, byte: usize, twice: bool) {
        let Mode::Form(form) = &self.mode else { return };
        if form.editor.is_some() {
            if form.row == row {
                return self.put_caret(byte);
            }
            self.perform(Action::Keep);
        }
        let Mode::Form(form) = &mut self.mode else { return };
        if form.editor.is_none() {
            form.row = row;
            if twice {
                self.edit_row(true);
                self.put_caret(byte);
            }
        }
    }

    /// Scrolls the pane under the mouse, or what lies over the board. Nothing is selected by it.
    fn wheel(&mut self, over: Option<ListAt>, down: bool) {
        let action = if down { Action::Down } else { Action::Up };
        let context = self.context();
        match (context, over) {
            (Context::Board | Context::Edit, Some(list)) if !matches!(self.mode, Mode::Form(_)) => {
                self.scroll_pane(list, down);
            }
            (Context::Board | Context::Edit, _) => {}
            (Context::Form, _) => self.perform(action),
            _ if find(context, action).is_some() => {
                for _ in 0..WHEEL_LINES {
                    self.perform(action);
                }
            }
            _ => {}
        }
    }

    /// Scrolls by an item; `layout` keeps it within the pane.
    pub(super) fn scroll_pane(&mut self, list: ListAt, down: bool) {
        let top = self.scroll.entry(list).or_default();
        match (down, top.row) {
            (true, _) => *top = crate::layout::Top { item: top.item + 1, row: 0 },
            (false, 0) => top.item = top.item.saturating_sub(1),
            (false, _) => top.row = 0,
        }
        self.pointing.peeking = Some(list);
    }
}

/// The pane that a place belongs to.
fn list_of(spot: Spot) -> Option<ListAt> {
    match spot {
        Spot::Item(at, _) => Some(at.list),
        Spot::Heading(list, _) | Spot::Pane(list) => Some(list),
        Spot::Typed(_) | Spot::Head(..) => None,
    }
}
