//! Everything a key can mean: the one table that dispatch, footer, help and the keymap file read.
//! It must not know how an action is done, nor how keys are drawn.

/// Where an action can be meant: each context has its own keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Walking the board.
    Board,
    /// Text is being edited: an item, a heading line, a field or a prompt.
    Edit,
    /// The form of all fields.
    Form,
    /// The help page.
    Help,
    /// A list with a line to type in: the palette, the boards, the search of the help page.
    Choose,
    /// The welcome screen.
    Welcome,
    /// A file that is no board, shown as text.
    Refused,
}

impl Context {
    /// All contexts, in the order of the keymap file.
    pub const ALL: [Self; 7] =
        [Self::Board, Self::Edit, Self::Form, Self::Help, Self::Choose, Self::Welcome, Self::Refused];

    /// Its word in the keymap file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Edit => "edit",
            Self::Form => "form",
            Self::Help => "help",
            Self::Choose => "choose",
            Self::Welcome => "welcome",
            Self::Refused => "refused",
        }
    }

    /// Whether letters are typed into a text here, so that no letter can be a key.
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Edit | Self::Choose)
    }
}

/// Something that a person can ask for with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each action is told in the table below, which is what people read")]
pub enum Action {
    Left,
    Down,
    Up,
    Right,
    NextPane,
    PreviousPane,
    First,
    Last,
    HalfDown,
    HalfUp,
    Sheet(u8),
    NextSheet,
    PreviousSheet,
    NextPeriod,
    PreviousPeriod,
    Edit,
    EditStart,
    Add,
    AddBelow,
    AddAbove,
    Details,
    Delete,
    Copy,
    CopyPane,
    PasteBelow,
    PasteAbove,
    RankDown,
    RankUp,
    MoveLeft,
    MoveRight,
    MoveTo,
    Undo,
    Redo,
    Mark,
    Done,
    VoteUp,
    VoteDown,
    Votes,
    Who,
    When,
    Follow,
    Forecast(Forecast),
    /// Tenths of the score; nothing takes it away.
    Score(Option<u8>),
    Mission,
    Conclusion,
    Find,
    FindNext,
    FindPrevious,
    ByVotes,
    Zoom,
    Density,
    Resolve,
    Reload,
    SaveAs,
    Editor,
    Redraw,
    Save,
    Suspend,
    Help,
    Palette,
    Boards,
    Cancel,
    Quit,
    QuitAtOnce,
    SaveAndQuit,
    // While text is edited.
    Keep,
    KeepAndLeave,
    Abandon,
    NewLine,
    KeepNextPane,
    KeepPreviousPane,
    MakeTag,
    CaretLeft,
    CaretRight,
    CaretUp,
    CaretDown,
    WordLeft,
    WordRight,
    LineStart,
    LineEnd,
    DeleteLeft,
    DeleteRight,
    DeleteWord,
    DeleteToStart,
    DeleteToEnd,
    TextUndo,
    KeepAndGoOn,
    // In a list and in the help page.
    Choose,
    Filter,
    // The welcome screen.
    MakeBoard,
    Sample,
}

impl Action {
    /// Whether it takes something of a person's away: no list performs it on a slip of the finger.
    pub fn deletes(self) -> bool {
        self == Self::Delete
    }
}

/// The colour of a forecast that an action sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Forecast {
    Green,
    Yellow,
    Red,
    None,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What is asked for.
    pub action: Action,
    /// Where.
    pub context: Context,
    /// Its name in the keymap file.
    pub name: &'static str,
    /// One or two words for the footer.
    pub label: &'static str,
    /// A sentence for the help page.
    pub help: &'static str,
    /// The default keys: sequences in key text, parted by blanks.
    pub keys: &'static str,
}

const fn row(
    context: Context,
    action: Action,
    name: &'static str,
    keys: &'static str,
    label: &'static str,
    help: &'static str,
) -> Row {
    Row { action, context, name, label, help, keys }
}

mod group;
mod mouse;
mod table;
pub use group::{changes, group};
pub use mouse::MOUSE;
pub use table::TABLE;

/// The row of an action in a context.
pub fn find(context: Context, action: Action) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.context == context && row.action == action)
}

/// The row with that name in a context.
pub fn named(context: Context, name: &str) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.context == context && row.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_actions_are_unique_in_their_context() {
        for (index, row) in TABLE.iter().enumerate() {
            for other in &TABLE[index + 1..] {
                let same_place = row.context == other.context;
                assert!(!(same_place && row.name == other.name), "{} stands twice", row.name);
                assert!(
                    !(same_place && row.action == other.action),
                    "{} and {} are one",
                    row.name,
                    other.name
                );
            }
        }
    }
}
