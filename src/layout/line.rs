//! What one row of the screen holds: pieces of text with their meaning, each at its column.
//! It must not know how a meaning looks.

use std::ops::Range;

use crate::model::{HeadAt, ItemAt, ListAt, Part, tag};

/// Number of steady colours that tags are spread over.
pub const TAG_COLOURS: usize = 6;

/// What a piece of text means; `ui` gives it a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The bar beside the selected item.
    Bar,
    /// The bar beside the text that is being edited.
    EditBar,
    /// The sign of a marked item.
    Mark,
    /// The sign of what a merge left to be decided.
    Clash,
    /// A rank number.
    Rank,
    /// A tag, with the number of its colour.
    Tag(u8),
    /// Words.
    Text,
    /// An objective's aim.
    Aim,
    /// Mission, motto, summary: what stands above the panes.
    Lead,
    /// The name of a line where it needs one.
    Label,
    /// A figure's value.
    Value,
    /// Votes; whether they are among the most of their pane.
    Votes(bool),
    /// A forecast's sign.
    Forecast(Forecast),
    /// A score, or that there is none.
    Score,
    /// Who does it.
    Owner,
    /// When it is due; that nobody does it.
    Promise,
    /// A date that has passed.
    Late,
    /// That and when it was done.
    Done,
    /// A value that is out of its range.
    Problem,
    /// What can be done here, where nothing is.
    Hint,
    /// How many items there are above or below.
    More,
    /// Text that is being edited.
    Typed,
    /// A completion that is offered.
    Ghost,
    /// The caret; its text is empty. The cells that the edited text has on its first row and on the others.
    Caret(u16, u16),
    /// The title of a part that is no pane.
    Title,
    /// Its rule.
    Rule,
}

/// How a key result is expected to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Forecast {
    /// Likely.
    Green,
    /// At risk.
    Yellow,
    /// Off track.
    Red,
}

impl Forecast {
    /// The forecast of a field's value.
    pub fn from_value(value: &str) -> Option<Self> {
        match value {
            "green" => Some(Self::Green),
            "yellow" => Some(Self::Yellow),
            "red" => Some(Self::Red),
            _ => None,
        }
    }

    /// Its sign: each colour has a shape of its own.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Green => "▲",
            Self::Yellow => "◆",
            Self::Red => "▼",
        }
    }
}

/// Some text at a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its first column: of the screen in a finished [`Line`], before that of the pane, whose bar stands in column 0.
    pub x: u16,
    /// What it means.
    pub role: Role,
    /// Harmless text of one line.
    pub text: String,
    /// The bytes that it shows, of the text that an editor holds there: what a click on it means.
    pub bytes: Option<Range<usize>>,
    /// What it shows, where it is a text of an item.
    pub source: Option<Source>,
}

/// Which text of which item a piece shows: cluster after cluster from a byte on, to its end or to a `…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// The item.
    pub item: ItemAt,
    /// The text.
    pub part: Part,
    /// Its first byte that is shown.
    pub from: usize,
}

impl Piece {
    /// Some text at a column.
    pub fn new(x: usize, role: Role, text: impl Into<String>) -> Self {
        Self { x: u16::try_from(x).unwrap_or(u16::MAX), role, text: text.into(), bytes: None, source: None }
    }

    /// The same, showing these bytes of the text that an editor holds there.
    #[must_use]
    pub fn showing(self, bytes: Range<usize>) -> Self {
        Self { bytes: Some(bytes), ..self }
    }

    /// The same, showing a text of an item from a byte on.
    #[must_use]
    pub fn of(self, item: ItemAt, part: Part, from: usize) -> Self {
        Self { source: Some(Source { item, part, from }), ..self }
    }

    /// The column behind it.
    pub fn end(&self) -> usize {
        self.x as usize + crate::text::width(&self.text)
    }
}

/// What a row belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// An item.
    Item(ItemAt),
    /// The heading of a pane: an objective's aim.
    Heading(ListAt),
    /// A heading line.
    Head(HeadAt),
    /// The text that is being edited.
    Typed,
}

/// One row of the screen, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The row.
    pub y: u16,
    /// Columns that its pieces may take: from, and the one behind.
    pub span: (u16, u16),
    /// What stands in it.
    pub pieces: Vec<Piece>,
    /// The item it belongs to.
    pub item: Option<ItemAt>,
    /// What a click on it is on; nothing for what only tells.
    pub on: Option<On>,
    /// Where items stand side by side, each with its first column.
    pub beside: Vec<(u16, ItemAt)>,
    /// Whether that item is selected.
    pub selected: bool,
    /// Whether that item is done.
    pub done: bool,
}

/// The role of a tag: its colour is the same wherever it stands.
pub fn tag_role(name: &str) -> Role {
    Role::Tag(u8::try_from(tag::colour(name, TAG_COLOURS)).unwrap_or(0))
}
