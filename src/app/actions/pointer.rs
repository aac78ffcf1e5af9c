//! The mouse: selecting, editing where it was clicked, scrolling, ranking and moving by dragging.
//!
//! It does what keys do, through the same functions. It must not know cells.

use crate::action::{Action, Context, find};
use crate::app::change::Change;
use crate::app::focus::into;
use crate::app::{App, Mode, Pointed, Pointer, Target};
use crate::document::Edit;
use crate::layout::{Landing, Spot};
use crate::model::{Focus, ItemAt, ListAt};

/// Lines that the wheel scrolls a page by.
const WHEEL_LINES: usize = 3;

impl App {
    pub(crate) fn point(&mut self, pointer: Pointer) {
        match pointer {
            Pointer::Press(Pointed::Keys(keys)) | Pointer::Double(Pointed::Keys(keys)) => {
                for key in keys {
                    self.key(key);
                }
            }
            Pointer::Press(on) => self.pressed(on, false),
            Pointer::Double(on) => self.pressed(on, true),
            Pointer::Drag(landing) => self.dragged(landing),
            Pointer::Release => self.released(),
            Pointer::Wheel { over, down } => self.wheel(over, down),
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
            (Mode::Board, on) if self.context() == Context::Board => self.pressed_on_board(&on, twice),
            _ => {}
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
        self.perform(Action::KeepAndLeave);
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
        match *on {
            Pointed::Tab(sheet) => self.turn_to_sheet(sheet),
            Pointed::Offer => self.perform(Action::Resolve),
            Pointed::Sheet(spot) => {
                self.select(spot);
                if twice {
                    self.edit_at(spot);
                }
            }
            Pointed::Keys(_) | Pointed::Row(..) | Pointed::Nothing => {}
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

    fn dragged(&mut self, landing: Option<Landing>) {
        let Some(at) = self.pointing.pressed else { return };
        if !matches!(self.mode, Mode::Board) || self.board().and_then(|board| board.item(at)).is_none() {
            self.drop_drag();
            return;
        }
        if landing.is_some() && (self.refuses_drag(at) || !self.may_change()) {
            self.drop_drag();
            return;
        }
        let landing = landing.and_then(|landing| self.allowed(at, landing));
        self.pointing.landing = landing;
        self.message = landing.map(|landing| {
            let (title, place) = (self.title_of(landing.list), landing.index + 1);
            format!("{} to {title}, place {place}: let go to move it there, Esc leaves it", self.name_of(at))
        });
    }

    /// Whether an item is none that is dragged; says so.
    fn refuses_drag(&mut self, at: ItemAt) -> bool {
        let is_objective = matches!(self.place_of(at), Focus::Objective(_));
        if is_objective {
            self.say_objectives_stay();
        }
        is_objective
    }

    /// A landing in a pane that holds items; one that is shown by votes takes them at its end, and ranks none.
    fn allowed(&self, at: ItemAt, landing: Landing) -> Option<Landing> {
        let Landing { list, .. } = landing;
        let holds_objectives = list.objective.is_none()
            && self
                .board()
                .and_then(|board| board.pane(list))
                .is_some_and(crate::model::Pane::holds_objectives);
        match (holds_objectives, self.by_votes.contains(&list)) {
            (true, _) => None,
            (_, true) if list == at.list => None,
            (_, true) => Some(Landing { list, index: self.count_in(list) }),
            _ => Some(landing),
        }
    }

    /// Moves what was dragged, as one step.
    fn released(&mut self) {
        let (pressed, landing) = (self.pointing.pressed, self.pointing.landing);
        self.drop_drag();
        let Some((at, Landing { list, index })) = pressed.zip(landing) else { return };
        self.message = None;
        let (name, title) = (self.name_of(at), self.title_of(list));
        let edit = Edit::Move { from: at, list, index };
        let after = self.place_of(list.item(index));
        let own = list == at.list;
        let label = if own { format!("rank of {name}") } else { format!("move of {name} to {title}") };
        if self.change(Change::new(vec![edit], label).to(after)) && !own {
            self.message = Some(format!("{name} is in {title}"));
        }
    }

    /// Lets go of what is dragged, where it was. Whether something was.
    pub(crate) fn drop_drag(&mut self) -> bool {
        let was_dragged = self.pointing.landing.is_some();
        self.pointing = crate::app::Pointing::default();
        was_dragged
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
    fn scroll_pane(&mut self, list: ListAt, down: bool) {
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
