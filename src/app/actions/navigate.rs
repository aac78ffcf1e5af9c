//! Walking: in a pane, on to the next pane, up to the heading lines, from sheet to sheet.

use std::rc::Rc;

use crate::action::Action;
use crate::app::App;
use crate::app::focus::into;
use crate::layout::{self, Direction, Grid, Order};
use crate::model::{Board, Focus, HeadAt, ListAt};

impl App {
    pub(crate) fn navigate(&mut self, action: Action) -> bool {
        match action {
            Action::Down => self.go(Self::below),
            Action::Up => self.go(Self::above),
            Action::Left => self.go(|app, focus| app.beside(focus, Direction::Left)),
            Action::Right => self.go(|app, focus| app.beside(focus, Direction::Right)),
            Action::NextPane => self.go(|app, focus| app.pane_on(focus, 1)),
            Action::PreviousPane => self.go(|app, focus| app.pane_on(focus, -1)),
            Action::First => self.go(|app, focus| app.at_end(focus, false)),
            Action::Last => self.go(|app, focus| app.at_end(focus, true)),
            Action::HalfDown => self.go(|app, focus| app.half_page(focus, true)),
            Action::HalfUp => self.go(|app, focus| app.half_page(focus, false)),
            Action::Sheet(number) => self.turn_to_sheet(usize::from(number) - 1),
            Action::NextSheet => self.sheet_on(1),
            Action::PreviousSheet => self.sheet_on(-1),
            _ => return false,
        }
        true
    }

    /// Goes where a rule says, if it says something.
    fn go(&mut self, rule: impl Fn(&Self, Focus) -> Option<Focus>) {
        if let Some(to) = self.focus().and_then(|focus| rule(self, focus)) {
            self.go_to(to);
        }
    }

    fn sheet(&self) -> usize {
        self.open().map_or(0, |open| open.sheet)
    }

    fn grid(&self, list: ListAt) -> Option<Grid> {
        // For a screen reader the panes stand one below the other, as where one is shown at a time.
        let zoom = (self.zoom || self.screen_reader).then_some(list);
        Some(layout::grid(self.board()?, list.sheet, self.size, zoom))
    }

    /// The items of a list in the order in which they are shown.
    fn order(&self, board: &Board, list: ListAt) -> Option<Rc<Order>> {
        let version = self.open()?.document()?.version();
        self.by_votes.contains(&list).then(|| self.measured.order(board, version, list))
    }

    /// The row on which an item is shown.
    pub(crate) fn row_of(&self, board: &Board, list: ListAt, index: usize) -> usize {
        let shown = self.order(board, list).and_then(|order| order.row(index));
        shown.unwrap_or(index)
    }

    /// The item on a row of a list, or on its last.
    fn on_row(&self, board: &Board, list: ListAt, row: usize) -> Focus {
        let row = row.min(board.items(list).len().saturating_sub(1));
        let index = self.order(board, list).and_then(|order| order.items.get(row).copied());
        into(board, list, index.unwrap_or(row))
    }

    /// The topmost stop of a pane: the objective's heading, else the first item.
    fn top_of(&self, board: &Board, list: ListAt) -> Focus {
        list.parent().map_or_else(|| self.on_row(board, list, 0), Focus::Objective)
    }

    fn heads(&self) -> Vec<HeadAt> {
        self.board().map_or_else(Vec::new, |board| layout::heads(board, self.sheet(), self.size))
    }

    /// The item below a place in its pane, as the pane is shown.
    pub(super) fn below_in_pane(&self, focus: Focus) -> Option<Focus> {
        let board = self.board()?;
        let list = focus.list()?;
        let next = match focus {
            Focus::Item(at) => self.row_of(board, list, at.index) + 1,
            _ => 0,
        };
        (next < board.items(list).len()).then(|| self.on_row(board, list, next))
    }

    fn below(&self, focus: Focus) -> Option<Focus> {
        let board = self.board()?;
        let Some(list) = focus.list() else { return self.below_head(board, focus) };
        if let Some(next) = self.below_in_pane(focus) {
            return Some(next);
        }
        let pane = self.grid(list)?.neighbour(list, Direction::Down)?;
        Some(self.top_of(board, pane))
    }

    fn below_head(&self, board: &Board, focus: Focus) -> Option<Focus> {
        let heads = self.heads();
        let place = heads.iter().position(|head| Focus::Head(*head) == focus);
        if let Some(next) = place.and_then(|place| heads.get(place + 1)) {
            return Some(Focus::Head(*next));
        }
        layout::panes(board, self.sheet()).first().map(|list| self.top_of(board, *list))
    }

    fn above(&self, focus: Focus) -> Option<Focus> {
        let board = self.board()?;
        let heads = self.heads();
        let Some(list) = focus.list() else {
            let place = heads.iter().position(|head| Focus::Head(*head) == focus)?;
            return heads.get(place.checked_sub(1)?).map(|head| Focus::Head(*head));
        };
        if let Focus::Item(at) = focus {
            match (self.row_of(board, list, at.index), list.parent()) {
                (0, Some(objective)) => return Some(Focus::Objective(objective)),
                (0, None) => {}
                (row, _) => return Some(self.on_row(board, list, row - 1)),
            }
        }
        match self.grid(list)?.neighbour(list, Direction::Up) {
            Some(pane) => Some(self.on_row(board, pane, usize::MAX)),
            None => heads.last().map(|head| Focus::Head(*head)),
        }
    }

    /// The pane on the left or right, on the same row.
    fn beside(&self, focus: Focus, towards: Direction) -> Option<Focus> {
        let board = self.board()?;
        let list = focus.list()?;
        let pane = self.grid(list)?.neighbour(list, towards)?;
        Some(match focus {
            Focus::Item(at) => self.on_row(board, pane, self.row_of(board, list, at.index)),
            _ => self.top_of(board, pane),
        })
    }

    /// The next pane in reading order, around the end; its first item.
    fn pane_on(&self, focus: Focus, by: isize) -> Option<Focus> {
        let board = self.board()?;
        let list = match focus.list() {
            Some(list) => self.pane_after(list, by)?,
            None if by > 0 => *layout::panes(board, self.sheet()).first()?,
            None => *layout::panes(board, self.sheet()).last()?,
        };
        Some(self.on_row(board, list, 0))
    }

    /// The pane that stands so many places on in reading order, around the end.
    pub(crate) fn pane_after(&self, list: ListAt, by: isize) -> Option<ListAt> {
        let panes = layout::panes(self.board()?, list.sheet);
        let place = panes.iter().position(|pane| *pane == list)?;
        around(place, by, panes.len()).and_then(|to| panes.get(to)).copied()
    }

    /// The pane in a direction on the screen.
    pub(crate) fn pane_towards(&self, list: ListAt, towards: Direction) -> Option<ListAt> {
        self.grid(list)?.neighbour(list, towards)
    }

    fn at_end(&self, focus: Focus, last: bool) -> Option<Focus> {
        let board = self.board()?;
        if let Some(list) = focus.list() {
            return Some(self.on_row(board, list, if last { usize::MAX } else { 0 }));
        }
        let stops = self.heads();
        let end = if last { stops.last() } else { stops.first() };
        end.map(|head| Focus::Head(*head))
    }

    fn half_page(&self, focus: Focus, down: bool) -> Option<Focus> {
        let board = self.board()?;
        let Focus::Item(at) = focus else {
            return if down { self.below(focus) } else { self.above(focus) };
        };
        let half = (self.grid(at.list)?.page(at.list) / 2).max(1);
        let row = self.row_of(board, at.list, at.index);
        let to = if down { row + half } else { row.saturating_sub(half) };
        Some(self.on_row(board, at.list, to))
    }

    pub(super) fn turn_to_sheet(&mut self, sheet: usize) {
        let count = self.board().map_or(0, |board| board.sheets.len());
        if sheet >= count {
            let sheets = if count == 1 { "is 1 sheet".to_owned() } else { format!("are {count} sheets") };
            self.message = Some(format!("there {sheets} on this board"));
            return;
        }
        if let Some(open) = self.boards.get_mut(self.current) {
            open.sheet = sheet;
            open.settle_focus();
        }
    }

    fn sheet_on(&mut self, by: isize) {
        let count = self.board().map_or(0, |board| board.sheets.len());
        if let Some(sheet) = around(self.sheet(), by, count) {
            self.turn_to_sheet(sheet);
        }
    }
}

/// A place so many further on among `count`, around the end.
fn around(place: usize, by: isize, count: usize) -> Option<usize> {
    let to = (isize::try_from(place).ok()? + by).checked_rem_euclid(isize::try_from(count).ok()?)?;
    usize::try_from(to).ok()
}
