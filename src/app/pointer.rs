//! The mouse as the state knows it: what it is on, never which cell that is.
//! It must not know the screen: `ui` finds out what stands at a cell.

use crate::config::keys::Key;
use crate::layout::{Landing, Spot};
use crate::model::{ItemAt, ListAt};

/// What the mouse did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pointer {
    /// The button went down.
    Press(Pointed),
    /// It went down a second time at once: what was there the first time.
    Double(Pointed),
    /// The mouse moved with the button down; where what is dragged would land.
    Drag(Option<Landing>),
    /// The button came up.
    Release,
    /// The wheel turned towards the person, or away; the pane under the mouse.
    Wheel {
        /// The pane under it.
        over: Option<ListAt>,
        /// Whether what is below comes into view.
        down: bool,
    },
}

/// What the mouse is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pointed {
    /// A place of the sheet.
    Sheet(Spot),
    /// The tab of a sheet, counted from 0.
    Tab(usize),
    /// A hint of the last line: its keys.
    Keys(Vec<Key>),
    /// A row of the form, and the byte of its value.
    Row(usize, usize),
    /// The line that offers something.
    Offer,
    /// Nothing that can be acted on.
    Nothing,
}

/// What the mouse is in the middle of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pointing {
    /// The item that the button went down on.
    pub pressed: Option<ItemAt>,
    /// Where it would land now.
    pub landing: Option<Landing>,
    /// The pane that the wheel scrolled away from its selected item, until the next key.
    pub peeking: Option<ListAt>,
}
