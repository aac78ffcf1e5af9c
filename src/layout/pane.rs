//! One pane with its heading rows and items, before it is known which of them are visible.
//! It must not know where it stands.

use crate::model::{Focus, ListAt, Part};

use super::arrange::Request;
use super::flow::{Flow, Sequence};
use super::item::of_words;
use super::line::{Piece, Role};
use super::look::{Columns, Look, is_whole};
use super::typed::{Typed, typed_rows};
use super::{Density, heading};

/// One pane of the arrangement, before it has its rows.
pub(super) struct Pane<'a> {
    pub look: Look<'a>,
    pub sequence: Sequence,
    pub selected: Option<usize>,
    /// The rows of its heading and of the aim below it.
    pub head: Vec<super::item::Row>,
    /// Whether the heading itself is selected or edited.
    pub head_selected: bool,
    /// Whether it is scrolled away from the selected item.
    pub loose: bool,
}

impl<'a> Pane<'a> {
    /// A pane at a density.
    pub fn new(
        request: &Request<'a>,
        list: ListAt,
        width: (u16, u16),
        density: Density,
        focused: Option<ListAt>,
    ) -> Self {
        let has_focus = focused == Some(list);
        let whole = is_whole(density, has_focus);
        let columns = || Columns::of(request.board, list, width, whole, request.today);
        let columns = request.measured.columns((list, width, whole), columns);
        let look = Look::new(request.board, list, width, whole, request.today)
            .with_columns(columns)
            .with_trends(request.trends)
            .with_measured(request.measured)
            .with_typing(request.typing);
        let order = request.by_votes.contains(&list);
        let order = order.then(|| request.measured.order(request.board, request.version, list));
        let sequence = Sequence::new(&look, order);
        let item = match request.focus {
            Some(Focus::Item(at)) if has_focus => Some(at.index),
            _ => None,
        };
        let item = item.or_else(|| look.typing.is_some().then_some(0));
        let selected = item.filter(|_| sequence.len() > 0).map(|index| sequence.position(index));
        let head_selected = matches!((request.focus, list.parent()), (Some(Focus::Objective(at)), Some(parent)) if at == parent);
        let mut pane = Self {
            look,
            sequence,
            selected,
            head: Vec::new(),
            head_selected,
            loose: request.peeking == Some(list),
        };
        pane.head = pane.head_rows(request, density);
        pane
    }

    /// The rows of an objective's heading while it is edited, else of its aim.
    fn head_rows(&self, request: &Request, density: Density) -> Vec<super::item::Row> {
        let Some(parent) = self.look.list.parent() else { return Vec::new() };
        let end = self.look.width + 1;
        if let Some(typing) = request.typing.filter(|typing| typing.what == Typed::Item(parent)) {
            return typed_rows(typing, 1, 3, end);
        }
        if heading::shows_aim(density, self.head_selected) { self.aim(request) } else { Vec::new() }
    }

    /// The rows of an objective's aim.
    fn aim(&self, request: &Request) -> Vec<super::item::Row> {
        let Some(parent) = self.look.list.parent() else { return Vec::new() };
        let view = request.board.item(parent);
        let aim = view.filter(|view| view.tag().is_some()).map_or("", |view| view.text());
        if aim.is_empty() {
            return Vec::new();
        }
        let end = self.look.width + 1;
        let cells = end.min(3 + usize::from(super::WIDEST_TEXT)).saturating_sub(3).max(1);
        let rows = crate::text::wrap(aim, cells, cells);
        let piece = |row: &crate::text::Row| {
            let bytes = view.map_or(0..0, |view| of_words(view, &row.range));
            let piece = Piece::new(3, Role::Aim, row.shown(aim)).showing(bytes);
            vec![piece.of(parent, Part::Text, row.range.start)]
        };
        rows.iter().map(piece).collect()
    }

    /// Whether its heading is being edited: then the editor takes the heading's row.
    pub fn head_typed(&self) -> bool {
        super::typed::caret_row(&self.head).is_some()
    }

    /// Rows from its heading on, counted to about `most`.
    pub fn height(&self, most: usize) -> usize {
        let head = self.head.len() + usize::from(!self.head_typed());
        head + self.flow(most).total(most).max(1)
    }

    /// The most rows that it is taller by while one of its items or its heading is selected, where items have one row.
    /// Only for panes with fewer items than `most`.
    pub fn growth(&self, request: &Request, most: usize) -> usize {
        let more = |position: usize| {
            let rows = |whole| self.look.height(self.sequence.entry(position), whole, most);
            rows(true).saturating_sub(rows(false))
        };
        let items = if self.look.is_strip() { 0 } else { self.sequence.len() };
        let aim = self.aim(request).len();
        (0..items).map(more).max().unwrap_or(0).max(aim)
    }

    pub fn flow(&self, height: usize) -> Flow<'_, 'a> {
        Flow {
            look: &self.look,
            sequence: &self.sequence,
            selected: self.selected,
            loose: self.loose,
            height,
        }
    }
}
