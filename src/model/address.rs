//! How anything on a board is pointed at. Knows only positions, never contents.

use super::head::Head;

/// A list of items: a pane, or the key results of one objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ListAt {
    /// The sheet, from 0, in the file's order.
    pub sheet: usize,
    /// The pane, from 0: first those of the kind, then the extra ones.
    pub pane: usize,
    /// The item of that pane whose key results are meant.
    pub objective: Option<usize>,
}

impl ListAt {
    /// A pane as a whole.
    pub fn pane(sheet: usize, pane: usize) -> Self {
        Self { sheet, pane, objective: None }
    }

    /// The key results of the pane's item `objective`.
    pub fn results(sheet: usize, pane: usize, objective: usize) -> Self {
        Self { sheet, pane, objective: Some(objective) }
    }

    /// The item at `index` of this list.
    pub fn item(self, index: usize) -> ItemAt {
        ItemAt { list: self, index }
    }

    /// The objective whose key results this list is.
    pub fn parent(self) -> Option<ItemAt> {
        self.objective.map(|index| Self::pane(self.sheet, self.pane).item(index))
    }
}

/// An item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemAt {
    /// The list it stands in.
    pub list: ListAt,
    /// Its place there, from 0.
    pub index: usize,
}

/// A heading line: a scalar of the board or of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HeadAt {
    /// Of the board.
    Board(Head),
    /// Of the sheet with that index.
    Sheet(usize, Head),
}

impl HeadAt {
    /// Which scalar it is.
    pub fn head(self) -> Head {
        match self {
            Self::Board(head) | Self::Sheet(_, head) => head,
        }
    }
}

/// Anything that can be edited in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Address {
    /// A heading line.
    Head(HeadAt),
    /// An item; an objective's heading is the item itself.
    Item(ItemAt),
}

/// Where a person stands on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Focus {
    /// On a heading line of the board or the sheet.
    Head(HeadAt),
    /// On the heading of an objective, above its key results.
    Objective(ItemAt),
    /// On an item; index 0 of an empty list stands for the empty pane itself.
    Item(ItemAt),
}

impl Focus {
    /// The list that has the focus: that of the item, or the key results below the objective's heading.
    pub fn list(self) -> Option<ListAt> {
        match self {
            Self::Head(_) => None,
            Self::Objective(at) => Some(ListAt::results(at.list.sheet, at.list.pane, at.index)),
            Self::Item(at) => Some(at.list),
        }
    }

    /// What an edit here would change.
    pub fn address(self) -> Address {
        match self {
            Self::Head(at) => Address::Head(at),
            Self::Objective(at) | Self::Item(at) => Address::Item(at),
        }
    }
}
