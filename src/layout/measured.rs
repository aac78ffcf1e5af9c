//! What was worked out of a sheet and stays right until board, size or settings change: moving costs what is visible.
//! An edit of one item takes away what followed from that item, not the rest.
//! Nothing in it depends on what is selected, nor on where a pane is scrolled to; what is written is kept apart.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use jiff::civil::Date;

use super::arrange::Request;
use super::fit::Way;
use super::item::Row;
use super::look::{Columns, Form};
use super::side::Beside;
use super::typed::{Typed, Typing};
use super::{Density, shown_order};
use crate::document::Touched;
use crate::model::{Board, ListAt, Trends};

/// As many answers of one kind are kept; a sheet that needs more is measured again.
const MOST: usize = 4096;
/// The same for the rows of items: some screens full.
const MOST_ITEMS: usize = 512;

/// Answers that were given before. Empty at first; it forgets by itself what is no longer right.
#[derive(Debug, Default)]
pub struct Measured {
    sheet: RefCell<OfSheet>,
    orders: RefCell<(u64, HashMap<ListAt, Rc<Order>>)>,
}

/// The order in which a list's items are shown, both ways.
#[derive(Debug, PartialEq, Eq)]
pub struct Order {
    /// The item of each row.
    pub items: Vec<usize>,
    rows: Vec<usize>,
}

impl Order {
    /// By votes, see [`shown_order`].
    fn by_votes(board: &Board, list: ListAt) -> Self {
        let items = shown_order(board, list, true);
        let mut rows = vec![0; items.len()];
        for (row, item) in items.iter().enumerate() {
            rows[*item] = row;
        }
        Self { items, rows }
    }

    /// The row of an item.
    pub fn row(&self, item: usize) -> Option<usize> {
        self.rows.get(item).copied()
    }
}

/// What heights follow from, but for the board's text itself, which `version` stands for.
#[derive(Debug, PartialEq)]
struct Basis {
    version: u64,
    sheet: usize,
    size: (u16, u16),
    alone: Option<ListAt>,
    density: Option<Density>,
    today: Date,
    trends: Trends,
    conclusion_key: String,
}

impl Basis {
    /// Whether it is the request's, but for the version of the board.
    fn is_of(&self, request: &Request, alone: Option<ListAt>) -> bool {
        self.sheet == request.sheet
            && self.size == request.size
            && self.alone == alone
            && self.density == request.density
            && self.today == request.today
            && self.conclusion_key == request.conclusion_key
            && self.trends == *request.trends
    }

    fn of(request: &Request, alone: Option<ListAt>) -> Self {
        Self {
            version: request.version,
            sheet: request.sheet,
            size: request.size,
            alone,
            density: request.density,
            today: request.today,
            trends: request.trends.clone(),
            conclusion_key: request.conclusion_key.to_owned(),
        }
    }
}

/// A pane that has not the focus, in a place of that width, counted to so many rows.
pub(super) type Measure = (ListAt, (u16, u16), Density, usize);
/// A pane in a place of that width, whose items are wrapped or not.
pub(super) type OfColumns = (ListAt, (u16, u16), bool);
/// An item that is not edited, in a pane of that look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OfItem {
    pub list: ListAt,
    pub index: usize,
    /// Whether it is wrapped, and whether all items of its pane are.
    pub whole: (bool, bool),
    pub form: Form,
    /// Cells of the pane, of its right end that stay free, of the rank number and of the right column.
    pub cells: (usize, usize, usize, usize),
    pub beside: Beside,
}

/// An item is asked for in two or three ways at most: which one need not be part of it.
impl Hash for OfItem {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.list.pane, self.list.objective, self.index).hash(state);
    }
}

/// The text that is edited, in a pane of that look.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OfTyped<'t> {
    of: OfItem,
    what: Typed,
    text: Cow<'t, str>,
    caret: usize,
    ghost: Cow<'t, str>,
}

impl<'t> OfTyped<'t> {
    /// What is typed where `of` says.
    pub(super) fn new(of: OfItem, typing: Typing<'t>) -> Self {
        let Typing { what, text, caret, ghost } = typing;
        Self { of, what, text: text.into(), caret, ghost: ghost.into() }
    }

    fn kept(&self) -> OfTyped<'static> {
        OfTyped {
            of: self.of,
            what: self.what,
            text: Cow::Owned(self.text.clone().into_owned()),
            caret: self.caret,
            ghost: Cow::Owned(self.ghost.clone().into_owned()),
        }
    }
}

/// A way to lay the sheet out in so many rows.
pub(super) type Steady = (Way, usize);

#[derive(Debug, Default)]
struct OfSheet {
    basis: Option<Basis>,
    way: Option<(Way, bool)>,
    heights: HashMap<Measure, usize>,
    steady: HashMap<Steady, Option<Vec<usize>>>,
    conclusions: HashMap<u16, usize>,
    columns: HashMap<OfColumns, Columns>,
    items: HashMap<OfItem, Rc<[Row]>>,
    typed: Option<(OfTyped<'static>, Rc<[Row]>)>,
}

impl OfSheet {
    /// Forgets what followed from the items that a change touched.
    fn forget(&mut self, touched: &Touched) {
        let Touched { list: of, items, .. } = touched;
        let is_other = |list: &ListAt| (list.sheet, list.pane) != (of.sheet, of.pane);
        self.columns.retain(|(list, ..), _| is_other(list));
        self.heights.retain(|(list, ..), _| is_other(list));
        self.items.retain(|item, _| is_other(&item.list) || item.list == *of && !items.contains(&item.index));
        (self.way, self.typed) = (None, None);
        self.steady.clear();
    }
}

impl Measured {
    /// Forgets what is not right for this request. To be called before any other question about the sheet.
    pub(super) fn begin(&self, request: &Request, alone: Option<ListAt>) {
        let mut sheet = self.sheet.borrow_mut();
        let basis = sheet.basis.as_mut().filter(|basis| basis.is_of(request, alone));
        match (basis, request.touched) {
            (Some(basis), _) if basis.version == request.version => {}
            (Some(basis), Some(touched)) if basis.version == touched.since => {
                basis.version = request.version;
                sheet.forget(touched);
            }
            _ => *sheet = OfSheet { basis: Some(Basis::of(request, alone)), ..OfSheet::default() },
        }
    }

    pub(super) fn way(&self, find: impl FnOnce() -> (Way, bool)) -> (Way, bool) {
        let known = self.sheet.borrow().way;
        known.unwrap_or_else(|| {
            let found = find();
            self.sheet.borrow_mut().way = Some(found);
            found
        })
    }

    pub(super) fn height(&self, of: Measure, measure: impl FnOnce() -> usize) -> usize {
        self.answer(|sheet| &mut sheet.heights, of, measure)
    }

    pub(super) fn steady(
        &self,
        of: Steady,
        measure: impl FnOnce() -> Option<Vec<usize>>,
    ) -> Option<Vec<usize>> {
        self.answer(|sheet| &mut sheet.steady, of, measure)
    }

    /// The rows of the conclusion in so many cells.
    pub(super) fn conclusion(&self, cells: u16, measure: impl FnOnce() -> usize) -> usize {
        self.answer(|sheet| &mut sheet.conclusions, cells, measure)
    }

    pub(super) fn columns(&self, of: OfColumns, find: impl FnOnce() -> Columns) -> Columns {
        self.answer(|sheet| &mut sheet.columns, of, find)
    }

    /// The rows of an item at columns of its pane.
    pub(super) fn rows(&self, of: OfItem, make: impl FnOnce() -> Vec<Row>) -> Rc<[Row]> {
        if let Some(rows) = self.known_rows(&of) {
            return rows;
        }
        let rows = Rc::<[Row]>::from(make());
        let items = &mut self.sheet.borrow_mut().items;
        if items.len() >= MOST_ITEMS {
            items.clear();
        }
        items.insert(of, Rc::clone(&rows));
        rows
    }

    /// The rows of the text that is edited; those of the last one are kept.
    pub(super) fn typed_rows(&self, of: &OfTyped, make: impl FnOnce() -> Vec<Row>) -> Rc<[Row]> {
        if let Some((known, rows)) = &self.sheet.borrow().typed
            && known == of
        {
            return Rc::clone(rows);
        }
        let rows = Rc::<[Row]>::from(make());
        self.sheet.borrow_mut().typed = Some((of.kept(), Rc::clone(&rows)));
        rows
    }

    /// The rows of an item where they were made before.
    pub(super) fn known_rows(&self, of: &OfItem) -> Option<Rc<[Row]>> {
        self.sheet.borrow().items.get(of).cloned()
    }

    /// The answer that is kept, or a new one; finding it may ask for others.
    fn answer<Q: Eq + Hash, A: Clone>(
        &self,
        kept: impl Fn(&mut OfSheet) -> &mut HashMap<Q, A>,
        question: Q,
        find: impl FnOnce() -> A,
    ) -> A {
        let known = kept(&mut self.sheet.borrow_mut()).get(&question).cloned();
        known.unwrap_or_else(|| {
            let found = find();
            let mut sheet = self.sheet.borrow_mut();
            let kept = kept(&mut sheet);
            if kept.len() >= MOST {
                kept.clear();
            }
            kept.insert(question, found.clone());
            found
        })
    }

    /// The order by votes of a list of the board in that version.
    pub fn order(&self, board: &Board, version: u64, list: ListAt) -> Rc<Order> {
        let mut orders = self.orders.borrow_mut();
        if orders.0 != version || orders.1.len() >= MOST {
            *orders = (version, HashMap::new());
        }
        Rc::clone(orders.1.entry(list).or_insert_with(|| Rc::new(Order::by_votes(board, list))))
    }
}

#[cfg(test)]
mod tests;
