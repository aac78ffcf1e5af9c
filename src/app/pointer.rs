//! The mouse as the state knows it: what it is on, never which cell that is.
//! It must not know the screen: `ui` finds out what stands at a cell.

use crate::action::Action;
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
    /// The right button went down: what can be done there is listed.
    Menu(Pointed),
    /// The button went down with Ctrl or Alt: an item is marked, or not any more.
    Mark(Pointed),
    /// The mouse moved with the button down.
    Drag {
        /// Where what is dragged would land.
        landing: Option<Landing>,
        /// The pane at whose first or last row it is: what is beyond comes into view; whether that is what is below.
        edge: Option<(ListAt, bool)>,
    },
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
    /// A number, name or date beside an item, and the keys that write it.
    Value(ItemAt, Vec<Key>),
    /// The tab of a sheet, counted from 0.
    Tab(usize),
    /// A hint of the last line, or another place that names keys: those keys.
    Keys(Vec<Key>),
    /// A place that stands for an action: the board's name for the list of boards.
    Action(Action),
    /// A line of the help page: what it tells of.
    Help(Action),
    /// A row of the form, and the byte of its value.
    Row(usize, usize),
    /// A row of a list, counted among those that match.
    Choice(usize),
    /// A byte of the text in the last line.
    Prompt(usize),
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
