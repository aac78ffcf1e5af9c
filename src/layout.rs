//! Who gets which cells: panes, headings and visible rows of a sheet for a size of the screen.
//! Pure arithmetic on a board and a size; it knows widths and wrapping, but no colours, no terminal and no application state.

use std::collections::HashMap;

use crate::model::{Board, Focus, HeadAt, ItemAt, ListAt};

/// How much of each item is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Density {
    /// Every item wrapped.
    Whole,
    /// The focused pane wrapped, the others one line an item.
    Pane,
    /// Only the selected item wrapped.
    Item,
}

/// The first visible row of a scrolled pane: an item and the rows of it that are above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Top {
    /// The first visible item, in the shown order.
    pub item: usize,
    /// Its rows that are cut off above.
    pub row: usize,
}

/// A direction on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
}
