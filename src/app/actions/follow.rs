//! What follows from an item: a priority from a quadrant, an objective from a priority, an action from a card.
//!
//! Source: the key table of the interface. It must not know how the new item is kept.

use crate::app::{App, Then};
use crate::model::kind::{ACTIONS, OBJECTIVES, PRIORITIES};
use crate::model::{Board, ItemAt, Kind, ListAt};

/// What follows from an item.
struct Consequence {
    kind: Kind,
    pane: &'static str,
    /// The sheet itself, the nearest one behind it, or the first one.
    sheet: usize,
    asks_who: bool,
}

impl App {
    pub(super) fn follow(&mut self) {
        let Some(at) = self.need_item("something follows from an item") else { return };
        let Some((board, focus)) = self.board().zip(self.focus()) else { return };
        let Some(consequence) = consequence(board, at) else {
            let from = "quadrants, TOWS moves, priorities, cards, learnings and key results";
            self.message = Some(format!("nothing follows from it here; it does from {from}"));
            return;
        };
        let Some(list) = target(board, &consequence) else {
            let title = consequence.kind.title();
            self.message = Some(format!("there is no {title} sheet on this board for what follows"));
            return;
        };
        let tag = board.item(at).and_then(|view| view.tag().map(|tag| format!("{tag}: ")));
        let count = board.items(list).len();
        let then = if consequence.asks_who {
            Then::AskWhoThenBack(at.list.sheet, focus)
        } else {
            Then::Back(at.list.sheet, focus)
        };
        self.open_new((list, count, false), &tag.unwrap_or_default(), then);
    }

    /// Says where the new item is, before the person is taken back to where it followed from.
    pub(super) fn tell_what_followed(&mut self, then: Then) {
        if let (Then::Back(..), Some(at)) = (then, self.focused_item()) {
            self.message = Some(format!("{} is in {}", self.name_of(at), self.title_of(at.list)));
        }
    }
}

fn consequence(board: &Board, at: ItemAt) -> Option<Consequence> {
    let sheet = at.list.sheet;
    let key = board.pane(at.list)?.key.as_str();
    let follows = |kind, pane, asks_who| Some(Consequence { kind, pane, sheet, asks_who });
    match board.sheets.get(sheet)?.kind? {
        Kind::Swot if key == PRIORITIES => follows(Kind::Plan, OBJECTIVES, false),
        Kind::Swot | Kind::Tows => follows(Kind::Swot, PRIORITIES, false),
        Kind::Plan if at.list.objective.is_some() => follows(Kind::Retro, ACTIONS, true),
        Kind::Retro if key != ACTIONS => follows(Kind::Retro, ACTIONS, true),
        Kind::Plan | Kind::Retro | Kind::Brief => None,
    }
}

/// The pane in which it is written: on the same sheet, else on the nearest sheet of that kind behind it, else the first.
fn target(board: &Board, consequence: &Consequence) -> Option<ListAt> {
    let of_kind =
        |sheet: &usize| board.sheets.get(*sheet).and_then(|page| page.kind) == Some(consequence.kind);
    let count = board.sheets.len();
    // What follows from a TOWS move belongs to the SWOT before it, which is the board's first.
    let here =
        if consequence.kind == Kind::Swot && !of_kind(&consequence.sheet) { 0 } else { consequence.sheet };
    let sheet = (here..count).chain(0..here).find(of_kind)?;
    let pane = board.sheets.get(sheet)?.pane_with_key(consequence.pane)?;
    Some(ListAt::pane(sheet, pane))
}
