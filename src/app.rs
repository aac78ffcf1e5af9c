//! The state of the program: which boards are open, where the person stands, what is being typed.
//! Plain data that `ui` draws and `app/update` changes. It must not know the terminal, the disk or how anything is drawn.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use jiff::civil::Date;

use crate::action::Context;
use crate::app::editor::Editor;
use crate::config::keymap::Keymap;
use crate::config::keys::Key;
use crate::document::{Document, Lifted};
use crate::layout::{Density, Top};
use crate::model::{Board, Draft, Field, Finding, Focus, Head, HeadAt, ItemAt, ListAt, Trends};

pub mod abandoned;
pub mod actions;
pub mod change;
pub mod dates;
pub mod editor;
pub mod effect;
pub mod focus;
pub mod message;
pub mod update;

pub use abandoned::{Abandoned, AbandonedFor};
pub use effect::Effect;
pub use message::Message;

/// All state.
#[derive(Debug)]
pub struct App {
    /// The boards that are open: one for each period that was visited. Never empty but on the welcome screen.
    pub boards: Vec<OpenBoard>,
    /// The one on the screen.
    pub current: usize,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// What keys mean now.
    pub mode: Mode,
    /// The keys of a chord that was begun.
    pub pending: Vec<Key>,
    /// What is said instead of the hints, until the next key.
    pub message: Option<String>,
    /// What `p` pastes.
    pub clip: Option<Clip>,
    /// Which keys mean what.
    pub keymap: Keymap,
    /// Today, for `done`, for late actions and new periods.
    pub today: Date,
    /// Whether the focused pane is shown alone.
    pub zoom: bool,
    /// The density chosen by hand; nothing for the one that fits.
    pub density: Option<Density>,
    /// The panes shown by votes instead of by the file's order.
    pub by_votes: BTreeSet<ListAt>,
    /// The first visible item of each pane that is scrolled; `layout` keeps it in step with the focus.
    pub scroll: HashMap<ListAt, Top>,
    /// Whether nothing may be changed (`--read-only`).
    pub read_only: bool,
    /// For undo across periods: which board each step was on, oldest first.
    pub undo_order: Vec<usize>,
    /// The same for redo.
    pub redo_order: Vec<usize>,
    /// A text that was left with `C-c`, which the next redo brings.
    pub abandoned: Option<Abandoned>,
    /// How far the person is on the way out.
    pub leaving: Leaving,
    /// What `run` is asked to do after this message.
    pub(crate) effects: Vec<Effect>,
}

/// How far the person is on the way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leaving {
    /// Not leaving.
    #[default]
    No,
    /// Leaves as soon as all is saved.
    WhenSaved,
    /// Was told what is not saved: leaving once more leaves without it.
    Warned,
}

/// One open file.
#[derive(Debug)]
pub struct OpenBoard {
    /// The file; nothing for the built-in sample.
    pub path: Option<PathBuf>,
    /// What is in it.
    pub content: Content,
    /// Whether what is on the screen is in the file.
    pub state: FileState,
    /// What came from outside and is told after the state until the next key, such as `⇄ read again`.
    pub news: Option<String>,
    /// Something that the person may act on by its own key, told in a line of its own, such as a file that changed on the disk.
    pub banner: Option<String>,
    /// The revision that was saved last.
    pub saved_revision: u64,
    /// The sheet on the screen.
    pub sheet: usize,
    /// Where the person stands on each sheet that was visited.
    pub focus: BTreeMap<usize, Focus>,
    /// Marked items.
    pub marks: BTreeSet<ItemAt>,
    /// The other periods of this board, oldest first: label and file; this one is among them.
    pub periods: Vec<(String, PathBuf)>,
    /// How far a refused file's text is scrolled, in lines.
    pub scrolled: usize,
    /// How its metrics went in the periods before.
    pub trends: Trends,
}

/// What a file holds.
#[derive(Debug)]
pub enum Content {
    /// A board.
    Board(Box<Document>),
    /// Text that is no board, with all findings, shown read-only.
    Refused {
        /// The file's text; bytes that are no UTF-8 are replaced.
        text: String,
        /// Why it is refused, and what else was found.
        findings: Vec<Finding>,
    },
}

/// Whether what is on the screen is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// Read back, or just read.
    Saved,
    /// On its way to the disk.
    Writing,
    /// Not in the file, and why, in a few words.
    NotSaved(String),
}

/// What keys mean now. A prompt is a mode, never a loop in a loop.
#[derive(Debug)]
pub enum Mode {
    /// Walking the board (or looking at a refused file).
    Board,
    /// Text is edited where it stands.
    Edit(Box<Edit>),
    /// One short value is typed in the last line.
    Prompt(Box<Prompt>),
    /// All fields of an item, or the scalars of a sheet or the board.
    Form(Box<Form>),
    /// A letter is awaited: the pane that the items move to.
    MoveTo,
    /// The help page over a mode, scrolled by so many lines.
    Help {
        /// Whose keys are listed.
        about: Context,
        /// Lines scrolled; more than there are means the end.
        top: usize,
        /// What it lies over.
        under: Box<Mode>,
    },
    /// No board yet: make one or explore the sample.
    Welcome,
}

/// Text that is edited in place.
#[derive(Debug)]
pub struct Edit {
    /// What it becomes.
    pub target: Target,
    /// The text and its caret.
    pub editor: Editor,
    /// The text as it is kept.
    pub original: String,
    /// Several pasted lines wait for an answer: items or one item.
    pub question: Option<Vec<String>>,
    /// How many items this run of adding kept.
    pub added: usize,
    /// The item that this run of adding kept last.
    pub last_kept: Option<ItemAt>,
    /// Where the next new item opens after an item of a run of adding that was opened again.
    pub next: Option<(ListAt, usize)>,
    /// What comes after keeping: who and when of an action that follows, then back.
    pub then: Then,
    /// What stands behind the caret for the taking: the rest of a known tag.
    pub ghost: Option<String>,
    /// Columns that the text was drawn in, for going up and down by rows; `ui` keeps them.
    pub columns: (u16, u16),
    /// The tags of the board, the most used first; filled when the first tag is typed.
    pub(crate) tags: Option<Vec<String>>,
}

/// What an edited text becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The words of an item, or of an objective's heading.
    Item(ItemAt),
    /// A heading line. In the form too.
    Head(HeadAt),
    /// A new item of a list before the item of that index (its length: at the end); the flag: go on adding after it.
    New(ListAt, usize, bool),
}

/// What follows when an edit is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    Stay,
    /// Ask who and when, then go back to where the person stood.
    AskWhoThenBack(usize, Focus),
    /// Go back to where the person stood.
    Back(usize, Focus),
}

/// One short value typed in the last line.
#[derive(Debug)]
pub struct Prompt {
    /// What is asked.
    pub ask: Ask,
    /// The text and its caret.
    pub editor: Editor,
    /// What comes after it.
    pub then: Then,
    /// What stands behind the caret for the taking: the rest of a name used on the board.
    pub ghost: Option<String>,
    /// How the text is read: the date of `fri`.
    pub reading: Option<String>,
    /// Whether another program took its item away, so that there is nothing to write it on.
    pub(crate) lost: bool,
}

/// What a prompt asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Counted votes of the focused item.
    Votes,
    /// Who does it.
    Who,
    /// When it is due.
    When,
    /// The file to save as.
    SaveAs,
    /// The name of a new board (welcome screen).
    NewBoard,
}

/// The form of an item, a sheet or the board.
#[derive(Debug)]
pub struct Form {
    /// Whose fields they are.
    pub of: FormOf,
    /// The selected row of [`Form::rows`].
    pub row: usize,
    /// The editor of the selected row, while it is edited.
    pub editor: Option<Editor>,
}

/// Whose fields a form shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormOf {
    /// An item's.
    Item(ItemAt),
    /// A sheet's.
    Sheet(usize),
    /// The board's.
    Board,
}

/// One row of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRow {
    /// What it is.
    pub what: FormCell,
    /// Its name.
    pub label: String,
    /// Its value as written; empty where there is none.
    pub value: String,
    /// What is wrong with the value, if anything.
    pub problem: Option<String>,
}

/// What a row of a form changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormCell {
    /// The item's line: tag and words.
    Line,
    /// A field.
    Field(Field),
    /// A heading scalar.
    Head(Head),
    /// An unknown key, which is only shown.
    Extra,
}

/// What was copied or deleted last.
#[derive(Debug, Clone)]
pub struct Clip {
    /// The items' lines as they stood, with fields and comments.
    pub items: Vec<Lifted>,
    /// The same items as copies: without votes, done and score.
    pub copies: Vec<Draft>,
    /// Whether they were deleted: then pasting is a move and keeps votes, done and score.
    pub moved: bool,
    /// Whether the move was made: what is pasted further is a copy.
    pub laid: bool,
    /// Whether they are objectives with their key results.
    pub objectives: bool,
}

impl Ask {
    /// Whether it is asked of the focused item.
    pub(crate) fn is_of_item(self) -> bool {
        matches!(self, Self::Votes | Self::Who | Self::When)
    }
}

impl App {
    /// The program before any board is open: the welcome screen.
    pub fn new(keymap: Keymap, today: Date, read_only: bool) -> Self {
        Self {
            boards: Vec::new(),
            current: 0,
            size: (80, 24),
            mode: Mode::Welcome,
            pending: Vec::new(),
            message: None,
            clip: None,
            keymap,
            today,
            zoom: false,
            density: None,
            by_votes: BTreeSet::new(),
            scroll: HashMap::new(),
            read_only,
            undo_order: Vec::new(),
            redo_order: Vec::new(),
            abandoned: None,
            leaving: Leaving::No,
            effects: Vec::new(),
        }
    }

    /// The file on the screen.
    pub fn open(&self) -> Option<&OpenBoard> {
        self.boards.get(self.current)
    }

    /// The board on the screen, if it is one.
    pub fn board(&self) -> Option<&Board> {
        self.open()?.document().map(Document::board)
    }

    /// Where the person stands.
    pub fn focus(&self) -> Option<Focus> {
        let open = self.open()?;
        open.focus.get(&open.sheet).copied()
    }

    /// Whose keys work now.
    pub fn context(&self) -> Context {
        match &self.mode {
            Mode::Board | Mode::MoveTo => match self.open().map(|open| &open.content) {
                Some(Content::Refused { .. }) => Context::Refused,
                _ => Context::Board,
            },
            Mode::Edit(_) | Mode::Prompt(_) => Context::Edit,
            Mode::Form(form) if form.editor.is_some() => Context::Edit,
            Mode::Form(_) => Context::Form,
            Mode::Help { .. } => Context::Help,
            Mode::Welcome => Context::Welcome,
        }
    }
}

impl OpenBoard {
    /// A file that was just read.
    pub fn new(path: Option<PathBuf>, content: Content) -> Self {
        Self {
            path,
            content,
            state: FileState::Saved,
            news: None,
            banner: None,
            saved_revision: 0,
            sheet: 0,
            focus: BTreeMap::new(),
            marks: BTreeSet::new(),
            periods: Vec::new(),
            scrolled: 0,
            trends: Trends::default(),
        }
    }

    /// Its document, if it is a board.
    pub fn document(&self) -> Option<&Document> {
        match &self.content {
            Content::Board(document) => Some(document),
            Content::Refused { .. } => None,
        }
    }
}
