//! Items as a whole: ranking, moving to other panes, marking, deleting.
//!
//! It must not know what is in an item.

use std::collections::BTreeSet;

use crate::action::Action;
use crate::app::change::Change;
use crate::app::{App, Mode};
use crate::config::keys::Key;
use crate::document::Edit;
use crate::layout::{self, Direction};
use crate::model::{Focus, ItemAt, ListAt};

impl App {
    pub(crate) fn do_with_items(&mut self, action: Action) -> bool {
        match action {
            Action::RankDown => self.rank(1),
            Action::RankUp => self.rank(-1),
            Action::MoveLeft => self.move_towards(Direction::Left),
            Action::MoveRight => self.move_towards(Direction::Right),
            Action::MoveTo => self.await_letter(),
            Action::Mark => self.mark(),
            Action::Delete => self.delete(),
            Action::Copy => self.copy(),
            Action::CopyPane => self.copy_pane(),
            Action::PasteBelow => self.paste_items(1),
            Action::PasteAbove => self.paste_items(0),
            Action::Follow => self.follow(),
            _ => return false,
        }
        true
    }

    /// The item that the focus is on; says so where there is none.
    pub(super) fn need_item(&mut self, what: &str) -> Option<ItemAt> {
        let item = self.focused_item();
        if item.is_none() {
            let on_head = matches!(self.focus(), Some(Focus::Head(_)));
            let place = if on_head { "this is a heading line" } else { "there is no item here" };
            self.message = Some(format!("{place}: {what}"));
        }
        item
    }

    fn rank(&mut self, by: isize) {
        let Some(at) = self.need_item("items are ranked") else { return };
        if self.by_votes.contains(&at.list) {
            let key = self.key_for(Action::ByVotes);
            self.message = Some(format!("shown by votes: {key} shows the order that you rank"));
            return;
        }
        let count = self.count_in(at.list);
        let Some(index) = at.index.checked_add_signed(by).filter(|index| *index < count) else { return };
        let edit = Edit::Move { from: at, list: at.list, index };
        let after = self.place_of(at.list.item(index));
        let label = format!("rank of {}", self.name_of(at));
        self.change(Change::new(vec![edit], label).to(after).run(if by > 0 {
            "rank lower"
        } else {
            "rank higher"
        }));
    }

    fn move_towards(&mut self, towards: Direction) {
        let Some(at) = self.need_item("items are moved") else { return };
        if self.is_objective(at) {
            return self.say_objectives_stay();
        }
        if let Some(list) = self.pane_towards(at.list, towards) {
            self.move_items(&[at], list);
        }
    }

    fn is_objective(&self, at: ItemAt) -> bool {
        matches!(self.place_of(at), Focus::Objective(_))
    }

    fn say_objectives_stay(&mut self) {
        let (down, up) = (self.key_for(Action::RankDown), self.key_for(Action::RankUp));
        self.message = Some(format!("an objective is moved with {down} and {up}"));
    }

    fn await_letter(&mut self) {
        let chosen = self.chosen();
        if chosen.is_empty() {
            self.need_item("items are moved");
        } else if chosen.iter().any(|at| self.is_objective(*at)) {
            self.say_objectives_stay();
        } else if self.may_change() {
            self.mode = Mode::MoveTo;
        }
    }

    /// The letter after `m`.
    pub(crate) fn move_to_letter(&mut self, key: Key) {
        self.mode = Mode::Board;
        let Some((board, open)) = self.board().zip(self.open()) else { return };
        let letters = layout::letters(board, open.sheet);
        let list = letters.iter().find(|(_, letter)| key.typed() == Some(*letter)).map(|(list, _)| *list);
        let chosen = self.chosen();
        match list {
            Some(list) if chosen.iter().all(|at| at.list == list) => {
                self.message = Some(format!("already in {}", self.title_of(list)));
            }
            Some(list) => self.move_items(&chosen, list),
            None if key.typed().is_some() => {
                self.message = Some("no pane has that letter: nothing was moved".to_owned());
            }
            None => {}
        }
    }

    /// Moves items to a list: one to the same place there or the end, several to the end. The focus follows.
    pub(super) fn move_items(&mut self, items: &[ItemAt], list: ListAt) {
        let moving = items.iter().copied().filter(|at| at.list != list).collect::<Vec<ItemAt>>();
        let [first, ..] = moving.as_slice() else { return };
        let count = self.count_in(list);
        let start = if moving.len() == 1 { first.index.min(count) } else { count };
        let name = self.names_of(&moving);
        let title = self.title_of(list);
        let edits = moving.iter().enumerate().map(|(done, at)| {
            let gone =
                moving[..done].iter().filter(|other| other.list == at.list && other.index < at.index).count();
            Edit::Move { from: at.list.item(at.index - gone), list, index: start + done }
        });
        let after = self.place_of(list.item(start));
        let change = Change::new(edits.collect(), format!("move of {name} to {title}")).to(after);
        if self.change(change) {
            let verb = if moving.len() == 1 { "is" } else { "are" };
            self.message = Some(format!("{name} {verb} in {title}"));
        }
    }

    fn mark(&mut self) {
        let Some(at) = self.need_item("items are marked") else { return };
        self.toggle_mark(at);
        self.navigate(Action::Down);
    }

    pub(super) fn toggle_mark(&mut self, at: ItemAt) {
        if let Some(open) = self.boards.get_mut(self.current)
            && !open.marks.remove(&at)
        {
            open.marks.insert(at);
        }
    }

    /// Deletes the chosen items as one step; an objective goes with its key results.
    fn delete(&mut self) {
        let chosen = self.chosen();
        let gone = chosen.iter().copied().collect::<BTreeSet<ItemAt>>();
        let inside = |at: &ItemAt| at.list.parent().is_some_and(|objective| gone.contains(&objective));
        let items = chosen.into_iter().filter(|at| !inside(at)).collect::<Vec<ItemAt>>();
        let [first, ..] = items.as_slice() else {
            self.need_item("items are deleted");
            return;
        };
        if !self.may_change() {
            return;
        }
        let Some(clip) = self.lifted(&items, true) else { return };
        let name = self.names_of(&items);
        // From the end, so that no deletion moves an item that is still to go.
        let edits = items.iter().rev().map(|at| Edit::Delete { at: *at }).collect();
        let has_results = |at: ItemAt| {
            self.board().and_then(|board| board.item(at)).is_some_and(|view| view.results().len() > 0)
        };
        let with_results = items.len() == 1 && has_results(*first);
        let after = self.after_deletion(*first, items.len());
        if self.change(Change::new(edits, format!("deletion of {name}")).to(after)) {
            self.clip = Some(clip);
            let undo = self.key_for(Action::Undo);
            let results = if with_results { " and its key results" } else { "" };
            let what = if items.len() == 1 { "it" } else { "them" };
            self.message = Some(format!("deleted {name}{results}; {undo} brings {what} back"));
        }
    }

    /// Where the person stands when items from there on are gone: on the next one, else the one before.
    fn after_deletion(&self, first: ItemAt, gone: usize) -> Focus {
        match self.place_of(first) {
            Focus::Item(at) => {
                let left = self.count_in(at.list).saturating_sub(gone);
                match (left, at.list.parent()) {
                    (0, Some(objective)) => Focus::Objective(objective),
                    _ => Focus::Item(at.list.item(at.index.min(left.saturating_sub(1)))),
                }
            }
            other => other,
        }
    }
}
