//! Dragging: ranking and moving what the mouse took hold of, all marked items where it is one of them.
//!
//! It must not know cells: `ui` finds out where something would land.

use crate::app::change::Change;
use crate::app::{App, Mode, Pointing};
use crate::document::Edit;
use crate::layout::Landing;
use crate::model::{ItemAt, ListAt, Pane};

impl App {
    /// The mouse moved with the button down.
    pub(super) fn dragged(&mut self, landing: Option<Landing>, edge: Option<(ListAt, bool)>) {
        let Some(at) = self.pointing.pressed else { return };
        if !matches!(self.mode, Mode::Board) || self.board().and_then(|board| board.item(at)).is_none() {
            self.drop_drag();
            return;
        }
        if landing.is_some() && !self.may_change() {
            self.drop_drag();
            return;
        }
        let landing = landing.and_then(|landing| self.allowed(at, landing));
        self.pointing.landing = landing;
        if let Some((list, down)) = edge {
            self.scroll_pane(list, down);
        }
        let dragged = self.taken(at);
        self.message = landing.map(|landing| {
            let place = landing.index + 1;
            let name = self.names_of(&dragged);
            let to = if landing.list == at.list && dragged.len() == 1 {
                format!("place {place}")
            } else {
                format!("{}, place {place}", self.title_of(landing.list))
            };
            format!("{name} to {to}; Esc leaves it")
        });
    }

    /// What is dragged by an item: all marked ones where it is marked.
    fn taken(&self, at: ItemAt) -> Vec<ItemAt> {
        let marks = self.open().map(|open| &open.marks).filter(|marks| marks.contains(&at));
        marks.map_or_else(|| vec![at], |marks| marks.iter().copied().collect())
    }

    /// A landing that is possible. Objectives stay among themselves, and other items are none; a pane that is shown by
    /// votes takes them at its end, and ranks none.
    fn allowed(&self, at: ItemAt, landing: Landing) -> Option<Landing> {
        let Landing { list, .. } = landing;
        let objectives = |list: ListAt| {
            let pane = self.board().and_then(|board| board.pane(list));
            list.objective.is_none() && pane.is_some_and(Pane::holds_objectives)
        };
        let dragged = self.taken(at);
        let are_objectives = dragged.iter().filter(|at| objectives(at.list)).count();
        let is_own = objectives(list) && are_objectives == dragged.len() && list == at.list;
        match (is_own || !objectives(list) && are_objectives == 0, self.by_votes.contains(&list)) {
            (false, _) => None,
            (_, true) if list == at.list => None,
            (_, true) => Some(Landing { list, index: self.count_in(list) }),
            _ => Some(landing),
        }
    }

    /// Moves what was dragged, as one step.
    pub(super) fn released(&mut self) {
        let (pressed, landing) = (self.pointing.pressed, self.pointing.landing);
        self.drop_drag();
        let Some((at, landing)) = pressed.zip(landing) else { return };
        self.message = None;
        let dragged = self.taken(at);
        let (edits, after) = self.moves(&dragged, at, landing);
        let (name, title) = (self.names_of(&dragged), self.title_of(landing.list));
        let stays = dragged.iter().all(|at| at.list == landing.list);
        let label = if stays { format!("rank of {name}") } else { format!("move of {name} to {title}") };
        let after = self.place_of(after);
        if self.change(Change::new(edits, label).to(after)) && !stays {
            let verb = if dragged.len() == 1 { "is" } else { "are" };
            self.message = Some(format!("{name} {verb} in {title}"));
        }
    }

    /// The edits that bring items together to where one of them lands, in their order, and where the first one is then.
    fn moves(&self, items: &[ItemAt], held: ItemAt, landing: Landing) -> (Vec<Edit>, ItemAt) {
        let Landing { list, index } = landing;
        if let [from] = *items {
            return (vec![Edit::Move { from, list, index }], list.item(index));
        }
        // The first one behind the gap that stays: what is moved comes to stand before it.
        let gap = index + usize::from(held.list == list && held.index < index);
        let count = self.count_in(list);
        let behind = (gap..count).map(|index| list.item(index)).find(|at| !items.contains(at));
        let mut edits = Vec::with_capacity(items.len());
        let mut made = Vec::<(ItemAt, ItemAt)>::new();
        let mut first = None;
        for item in items {
            let now = |at: ItemAt| made.iter().fold(at, |at, (from, to)| moved(at, *from, *to));
            let from = now(*item);
            let index = if let Some(behind) = behind.map(now) {
                behind.index - usize::from(from.list == list && from.index < behind.index)
            } else {
                let came = made.iter().filter(|(from, to)| from.list != to.list).count();
                count + came - usize::from(from.list == list)
            };
            first = Some(first.map_or(list.item(index), |at| moved(at, from, list.item(index))));
            made.push((from, list.item(index)));
            edits.push(Edit::Move { from, list, index });
        }
        (edits, first.unwrap_or(held))
    }

    /// Lets go of what is dragged, where it was. Whether something was.
    pub(crate) fn drop_drag(&mut self) -> bool {
        let was_dragged = self.pointing.landing.is_some();
        self.pointing = Pointing::default();
        was_dragged
    }
}

/// Where an item stands after another one, or itself, was moved.
fn moved(at: ItemAt, from: ItemAt, to: ItemAt) -> ItemAt {
    if at == from {
        return to;
    }
    let mut index = at.index;
    index -= usize::from(at.list == from.list && index > from.index);
    index += usize::from(at.list == to.list && index >= to.index);
    at.list.item(index)
}
