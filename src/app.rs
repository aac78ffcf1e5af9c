//! The state of the program: which boards are open, where the person stands, what is being typed.
//! Plain data that `ui` draws and `app/update` changes. It must not know the terminal, the disk or how anything is drawn.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use jiff::civil::Date;

use crate::action::{Action, Context};
use crate::config::keymap::Keymap;
use crate::config::keys::Key;
use crate::document::{Document, Lifted, NoBoard};
use crate::layout::{Density, Measured, Top};
use crate::model::{Board, Draft, Finding, Focus, ItemAt, ListAt, Trends};

pub mod abandoned;
pub mod actions;
pub mod change;
pub mod chooser;
pub mod dates;
pub mod editor;
pub mod effect;
pub mod focus;
pub mod found;
pub mod message;
pub mod mode;
pub mod offer;
pub mod pasted;
pub mod pointer;
pub mod update;

pub use abandoned::{Abandoned, AbandonedFor};
pub use chooser::{Choices, Chooser};
pub use effect::Effect;
pub use found::Found;
pub use message::Message;
pub use mode::{Ask, Edit, Filter, Form, FormCell, FormOf, FormRow, Mode, Prompt, Question, Target, Then};
pub use offer::Offer;
pub use pasted::PastedPage;
pub use pointer::{Pointed, Pointer, Pointing};

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
    /// What is looked for and lit.
    pub found: Found,
    /// What the mouse is in the middle of.
    pub pointing: Pointing,
    /// What `layout` measured for earlier frames.
    pub measured: Measured,
    /// Whether nothing may be changed (`--read-only`).
    pub read_only: bool,
    /// Whether a screen reader reads the screen: then panes stand one below the other, as lines in words.
    pub screen_reader: bool,
    /// For undo across periods: which board each step was on, oldest first.
    pub undo_order: Vec<usize>,
    /// The same for redo.
    pub redo_order: Vec<usize>,
    /// A text that was left with `C-c`, which the next redo brings.
    pub abandoned: Option<Abandoned>,
    /// How far the person is on the way out.
    pub leaving: Leaving,
    /// What was chosen in the palette, the last first.
    pub recent_actions: Vec<Action>,
    /// The open boards that were on the screen, the last first.
    pub visited: Vec<usize>,
    /// How often boards were listed: which list an answer belongs to.
    pub(crate) lists_asked: u32,
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
    /// That edits are not kept, as it was told last, and for which revision.
    pub not_kept: Option<(String, u64)>,
    /// What the person may still act on, the newest last: the banner names it where nothing else stands there.
    pub offers: Vec<Offer>,
    /// The offer that the person wanted out of sight.
    pub put_away: Option<Offer>,
    /// The revision that was saved last.
    pub saved_revision: u64,
    /// The revision that survives a crash.
    pub kept_revision: u64,
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
    /// Safe from a crash, not in the file yet.
    Kept,
    /// Not in the file, and why, in a few words.
    NotSaved(String),
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
            found: Found::default(),
            pointing: Pointing::default(),
            measured: Measured::default(),
            read_only,
            screen_reader: false,
            undo_order: Vec::new(),
            redo_order: Vec::new(),
            abandoned: None,
            leaving: Leaving::No,
            recent_actions: Vec::new(),
            visited: Vec::new(),
            lists_asked: 0,
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
            Mode::Help { filter: Some(filter), .. } if filter.is_typing => Context::Choose,
            Mode::Help { .. } => Context::Help,
            Mode::Choose(_) => Context::Choose,
            Mode::Welcome => Context::Welcome,
        }
    }
}

impl Content {
    /// What a file's text is; `stem` is the file's name without its ending.
    pub fn of(text: String, stem: Option<&str>) -> Self {
        match Document::open(text, stem) {
            Ok((document, _)) => Self::Board(document),
            Err(NoBoard { text, findings }) => Self::Refused { text, findings },
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
            not_kept: None,
            offers: Vec::new(),
            put_away: None,
            saved_revision: 0,
            kept_revision: 0,
            sheet: 0,
            focus: BTreeMap::new(),
            marks: BTreeSet::new(),
            periods: Vec::new(),
            scrolled: 0,
            trends: Trends::default(),
        }
    }

    /// Whether what is on the screen survives a crash. What was saved and is not any more, as in a file that is gone,
    /// is in no journal.
    pub fn is_kept(&self) -> bool {
        let is_gone =
            |revision| matches!(self.state, FileState::NotSaved(_)) && revision <= self.saved_revision;
        self.document().map(Document::revision).is_some_and(|revision| {
            revision <= self.kept_revision.max(self.saved_revision) && !is_gone(revision)
        })
    }

    /// Its document, if it is a board.
    pub fn document(&self) -> Option<&Document> {
        match &self.content {
            Content::Board(document) => Some(document),
            Content::Refused { .. } => None,
        }
    }
}
