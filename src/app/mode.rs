//! What keys mean now: walking, editing, a prompt, a form, help. A prompt is a mode, never a loop in a loop.
//! Plain data; what each mode does with a key is in `actions/`.

use crate::action::Context;
use crate::app::PastedPage;
use crate::app::chooser::Chooser;
use crate::app::editor::Editor;
use crate::model::{Field, Focus, Head, HeadAt, ItemAt, ListAt};

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
        /// Words that its lines are searched for.
        filter: Option<Box<Filter>>,
        /// What it lies over.
        under: Box<Mode>,
    },
    /// A list with a line to type in.
    Choose(Box<Chooser>),
    /// No board yet: make one or explore the sample.
    Welcome,
}

/// Words that the help page is searched for: only lines that have them are shown.
#[derive(Debug)]
pub struct Filter {
    /// The words.
    pub query: Editor,
    /// Whether they are being typed; else the page's own keys work.
    pub is_typing: bool,
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
    /// What was pasted waits for an answer.
    pub question: Option<Question>,
    /// How many items this run of adding kept.
    pub added: usize,
    /// The item that this run of adding kept last.
    pub last_kept: Option<ItemAt>,
    /// Where the next new item opens after an item of a run of adding that was opened again.
    pub next: Option<(ListAt, usize)>,
    /// Whether it is another version of the item above it, which another program changed meanwhile.
    pub(crate) is_version: bool,
    /// What comes after keeping: who and when of an action that follows, then back.
    pub then: Then,
    /// What stands behind the caret for the taking: the rest of a known tag.
    pub ghost: Option<String>,
    /// Columns that the text was drawn in, for going up and down by rows; `ui` keeps them.
    pub columns: (u16, u16),
    /// The tags of the board, the most used first; filled when the first tag is typed.
    pub(crate) tags: Option<Vec<String>>,
}

/// What is asked about a paste; the text stands in the editor meanwhile.
#[derive(Debug)]
pub enum Question {
    /// Whether these lines are items, or all of them one.
    Lines(Vec<String>),
    /// Whether this page is brought into the board.
    Page(Box<PastedPage>),
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
    /// The text that it began with.
    pub(crate) original: String,
    /// Whether that was not touched yet: what is typed takes its place.
    pub untouched: bool,
    /// Whether another program took its item away, so that there is nothing to write it on.
    pub(crate) lost: bool,
    /// Whether the last item was counted: what is typed on is meant for no item and no key.
    pub(crate) ended: bool,
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
    /// What to find; typing it moves the person.
    Find,
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
