//! How the items of one pane are laid out: its columns, and what stands in them.
//! It must not know which of them are visible.

use jiff::civil::Date;

use crate::model::kind::ACTIONS;
use crate::model::{Board, Field, Item, ItemView, Kind, ListAt, Trends};

use super::measured::Measured;
use super::side::{self, Beside};
use super::typed::{Typed, Typing};
use super::{Density, WIDEST_TEXT};

/// Items looked at to find out how wide a column must be: a pane of any size costs no more.
const LOOKED_AT: usize = 400;
/// Strips are for a handful of short items.
const MOST_IN_STRIP: usize = 24;

/// The form of a pane's items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// Tag and words, wrapped.
    Card,
    /// A name on the left and its value on the right.
    Figure,
    /// Names and values side by side in columns.
    Figures,
    /// Short texts in a row.
    Words,
}

/// What stands in which columns of a pane, as all of its items say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    form: Form,
    right: usize,
    beside: Beside,
}

impl Columns {
    /// The columns of a pane, see [`Look::new`].
    pub fn of(board: &Board, list: ListAt, width: (u16, u16), whole: bool, today: Date) -> Self {
        let mut look = Look::new(board, list, width, whole, today);
        let items = look.items().len();
        let fits = || look.fits_in_strip() && !(0..items).any(|index| look.is_marked(index));
        if matches!(look.form, Form::Words | Form::Figures) && !fits() {
            look.form = if look.form == Form::Words { Form::Card } else { Form::Figure };
        }
        look.reserve();
        Self { form: look.form, right: look.right, beside: look.beside }
    }
}

/// One pane's items and their columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look<'a> {
    pub board: &'a Board,
    pub list: ListAt,
    /// Cells from the first text column to the last column of the pane.
    pub width: usize,
    pub form: Form,
    /// Cells of the rank number and the blank after it; 0 where the order is no rank.
    pub rank: usize,
    /// Cells of the reserved right column and the blanks before it.
    pub right: usize,
    pub beside: Beside,
    /// Blank cells at the right end, between this pane's numbers and the next pane.
    pub inset: usize,
    /// Whether the pair that a move comes from stands below it.
    pub pairs: bool,
    /// Whether each item is wrapped.
    pub whole: bool,
    /// Whether a blank row stands between items.
    pub spaced: bool,
    pub today: Date,
    pub typing: Option<Typing<'a>>,
    pub trends: Option<&'a Trends>,
    /// Where rows of items are kept from frame to frame.
    pub measured: Option<&'a Measured>,
}

impl<'a> Look<'a> {
    /// The pane in a place of that width, of which the last `inset` cells only part it from the next; its columns follow
    /// from its items, see [`Look::with_columns`].
    pub fn new(board: &'a Board, list: ListAt, (width, inset): (u16, u16), whole: bool, today: Date) -> Self {
        let pane = board.pane(list);
        let spec = pane.and_then(|pane| pane.spec);
        let kind = board.sheets.get(list.sheet).and_then(|sheet| sheet.kind);
        let items = board.items(list);
        let ranked = spec.is_some_and(|spec| spec.ranked);
        let form = form(kind, spec.map_or("", |spec| spec.key));
        Self {
            board,
            list,
            width: usize::from(width),
            form,
            rank: if ranked { digits(items.len().max(1)) + 1 } else { 0 },
            right: 0,
            inset: usize::from(inset),
            beside: Beside { wants_owner: spec.is_some_and(|spec| spec.key == ACTIONS), ..Beside::default() },
            pairs: kind == Some(Kind::Tows) && spec.is_some(),
            whole,
            spaced: false,
            today,
            typing: None,
            trends: None,
            measured: None,
        }
    }

    /// With the columns that suit all of its items.
    pub fn with_columns(mut self, columns: Columns) -> Self {
        Columns { form: self.form, right: self.right, beside: self.beside } = columns;
        self
    }

    /// With what is known of the periods before.
    pub fn with_trends(mut self, trends: &'a Trends) -> Self {
        self.trends = Some(trends);
        self
    }

    /// With the rows that were made for earlier frames.
    pub fn with_measured(mut self, measured: &'a Measured) -> Self {
        self.measured = Some(measured);
        self
    }

    /// A metric's sparkline, with the blanks before it.
    pub fn trend(&self, view: ItemView<'_>) -> String {
        let line = view.tag().and_then(|tag| self.trends?.line(tag, view.text()));
        line.map(|line| format!("  {line}")).unwrap_or_default()
    }

    /// With the open editor, where it stands in this pane: then items stand one below the other.
    pub fn with_typing(mut self, typing: Option<Typing<'a>>) -> Self {
        let here = typing.filter(|typing| match typing.what {
            Typed::Item(at) => at.list == self.list && !super::is_objective(self.board, at),
            Typed::New(list, _) => list == self.list,
            Typed::Head(_) => false,
        });
        self.typing = here;
        if self.rank > 0 && here.is_some_and(|typing| matches!(typing.what, Typed::New(..))) {
            self.rank = digits(self.items().len() + 1) + 1;
        }
        if here.is_some() {
            self.form = match self.form {
                Form::Figures => Form::Figure,
                Form::Words => Form::Card,
                form => form,
            };
        }
        self
    }

    pub fn items(&self) -> &'a [Item] {
        self.board.items(self.list)
    }

    pub fn view(&self, index: usize) -> Option<ItemView<'a>> {
        self.items().get(index).map(|item| ItemView::new(&self.board.text, item))
    }

    /// Whether a merge left something to be decided about an item.
    pub fn is_marked(&self, index: usize) -> bool {
        self.board.mark(self.list.item(index)).is_some()
    }

    /// Where words of an item's first row begin, and those of the others: columns of the pane.
    pub fn indents(&self) -> (usize, usize) {
        let first = 1 + self.rank;
        let hang = if self.rank > 0 { first } else { first + 2 };
        let figure = usize::from(matches!(self.form, Form::Figure));
        (first + figure, (hang + figure).min(self.width.max(2)))
    }

    /// The column behind the numbers on the right.
    pub fn right_end(&self) -> usize {
        (self.width + 1).saturating_sub(self.inset).max(1)
    }

    /// The column behind the words.
    pub fn text_end(&self) -> usize {
        let (_, hang) = self.indents();
        let end = if self.right == 0 { self.width + 1 } else { self.right_end().saturating_sub(self.right) };
        end.min(hang + usize::from(WIDEST_TEXT)).max(hang + 1)
    }

    /// Reserves the right column for the widest that stands in it.
    fn reserve(&mut self) {
        if self.form != Form::Card {
            return;
        }
        let looked_at =
            || self.items().iter().take(LOOKED_AT).map(|item| ItemView::new(&self.board.text, item));
        // Items without fields, most of them, have all the same beside them: one stands for the others.
        let bare = looked_at().find(|view| view.fields().is_empty());
        let looked_at = || looked_at().filter(|view| !view.fields().is_empty());
        let mut beside = self.beside;
        beside.scores =
            looked_at().any(|view| view.score().is_some() || view.field(Field::Forecast).is_some());
        beside.promises = !self.whole;
        let mut votes = looked_at().map(|view| view.votes()).filter(|votes| *votes > 0).collect::<Vec<u32>>();
        votes.sort_unstable_by_key(|votes| std::cmp::Reverse(*votes));
        beside.most_votes = if votes.len() > 3 { votes[2] } else { 0 };
        let widths =
            looked_at().chain(bare).map(|view| side::words_width(&side::beside(view, beside, self.today), 1));
        let widest = widths.max().unwrap_or(0);
        self.beside = beside;
        let most = self.width / 2;
        self.right = if widest == 0 { 0 } else { (widest + if widest > 6 { 2 } else { 1 }).min(most) };
    }

    /// Whether there are few enough items for a strip, each shorter than a row.
    fn fits_in_strip(&self) -> bool {
        let items = self.items();
        let short = |item: &Item| {
            super::strip::cell_width(ItemView::new(&self.board.text, item), self.form) < self.width
        };
        items.len() <= MOST_IN_STRIP && items.iter().all(short)
    }
}

fn form(kind: Option<Kind>, key: &str) -> Form {
    match (kind, key) {
        (Some(Kind::Brief), "figures") => Form::Figure,
        (Some(Kind::Plan), "metrics") => Form::Figures,
        (Some(Kind::Plan), "values") => Form::Words,
        _ => Form::Card,
    }
}

/// Decimal digits of a number.
pub(super) fn digits(number: usize) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
}

/// Whether the items of a pane are wrapped at a density.
pub(super) fn is_whole(density: Density, focused: bool) -> bool {
    match density {
        Density::Whole => true,
        Density::Pane => focused,
        Density::Item => false,
    }
}
