//! An open board: the file's text, its reading and its history. All change is an [`Edit`] that becomes patches on the text.
//! It must not know files, screens or keys; whoever saves takes [`Document::text`].

mod apply;
mod change;
mod content;
mod history;
mod line;
mod micro;
mod place;
mod proven;
mod read;
mod read_item;
mod site;
mod window;

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::{Board, Draft, Field, Finding, Focus, HeadAt, ItemAt, ListAt, Value};
pub use crate::yaml::Lifted;
use crate::yaml::{self, Tree};
use history::History;
pub use micro::{written_head, written_item};
pub use proven::Proven;

/// What a file's text is.
#[derive(Debug)]
pub enum Read {
    /// A board, with the problems and hints found in its file.
    Board(Box<Document>, Vec<Finding>),
    /// No board: the findings say why, worst first in each line.
    Refused(Vec<Finding>),
}

/// A text that is no board, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoBoard {
    /// The text, as it was given.
    pub text: String,
    /// Why it is refused, and what else was found.
    pub findings: Vec<Finding>,
}

/// An edit that could not be made without harm: nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why, in plain words.
    pub reason: String,
}

impl Refusal {
    fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}

impl From<yaml::Refusal> for Refusal {
    fn from(refusal: yaml::Refusal) -> Self {
        Self { reason: refusal.reason }
    }
}

/// A change of a board. Positions are those of the board when this edit is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Gives an item a tag and words.
    SetText {
        /// Which item.
        at: ItemAt,
        /// Its tag from now on.
        tag: Option<String>,
        /// Its words from now on.
        text: String,
    },
    /// Gives an item a field, or takes it away.
    SetField {
        /// Which item.
        at: ItemAt,
        /// Which field; not `results`.
        field: Field,
        /// Its value from now on.
        value: Option<Value>,
    },
    /// Gives the board or a sheet a scalar, or takes it away.
    SetHead {
        /// Which scalar.
        at: HeadAt,
        /// Its value from now on.
        value: Option<String>,
    },
    /// Writes a new item.
    Insert {
        /// Into which list.
        list: ListAt,
        /// Before the item of that index; the list's length puts it last.
        index: usize,
        /// What is written.
        draft: Draft,
    },
    /// Takes an item away, with its fields, key results and the comment above it.
    Delete {
        /// Which item.
        at: ItemAt,
    },
    /// Moves an item with its fields, key results and comments.
    Move {
        /// Which item.
        from: ItemAt,
        /// Into which list, possibly its own.
        list: ListAt,
        /// Its index there after the move.
        index: usize,
    },
    /// Writes an item's lines as they once stood.
    Lay {
        /// Into which list.
        list: ListAt,
        /// Before the item of that index; the list's length puts it last.
        index: usize,
        /// The lines.
        lifted: Lifted,
    },
}

/// What a person did, as undo tells and returns to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What was done, in words that follow "undone: ".
    pub label: String,
    /// Where the person stood.
    pub before: Focus,
    /// Where the person stands after it.
    pub after: Focus,
    /// Steps of one run (`+ + +`) on one place are undone as one.
    pub run: Option<&'static str>,
}

/// An open board.
#[derive(Debug)]
pub struct Document {
    board: Board,
    history: History,
    revision: u64,
    version: u64,
    touched: Option<Touched>,
}

/// All that a change touched, where that is items of one list: what was worked out of anything else stays right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The version before the change.
    pub since: u64,
    /// The list; key results of its items count to them.
    pub list: ListAt,
    /// The items, by index; where their number has changed, all behind them too.
    pub items: Range<usize>,
}

/// The last number given to a state of a document.
static VERSIONS: AtomicU64 = AtomicU64::new(0);

fn new_version() -> u64 {
    VERSIONS.fetch_add(1, Ordering::Relaxed) + 1
}

impl Document {
    /// Reads a file's text. `stem` is the file's name without its ending: it may say the period.
    pub fn read(text: String, stem: Option<&str>) -> Read {
        match Self::open(text, stem) {
            Ok((document, findings)) => Read::Board(document, findings),
            Err(refused) => Read::Refused(refused.findings),
        }
    }

    /// The same, giving the text back with the findings where it is no board.
    pub fn open(text: String, stem: Option<&str>) -> Result<(Box<Self>, Vec<Finding>), NoBoard> {
        match read::board(&text, stem.and_then(|stem| stem.parse().ok())) {
            Ok((board, findings)) => {
                let board = Board { text, ..board };
                let (history, version) = (History::default(), new_version());
                Ok((Box::new(Self { board, history, revision: 0, version, touched: None }), findings))
            }
            Err(findings) => Err(NoBoard { text, findings }),
        }
    }

    /// What `look` makes of a text's reading and of the span tree that it comes from, with what was found on the way; the
    /// findings alone where it is no board. For whoever only looks at a board.
    pub fn look<R>(
        text: &str,
        stem: Option<&str>,
        look: impl FnOnce(&Board, &Tree<'_>) -> R,
    ) -> Result<(R, Vec<Finding>), Vec<Finding>> {
        read::board_and(text, stem.and_then(|stem| stem.parse().ok()), |board, tree| {
            look(&Board { text: text.to_owned(), ..board }, tree)
        })
    }

    /// Whether a text reads as a board.
    pub fn is_board(text: &str) -> bool {
        read::board(text, None).is_ok()
    }

    /// Reads a file's bytes: bytes that are no UTF-8 are a refusal at their line and column.
    pub fn read_bytes(bytes: Vec<u8>, stem: Option<&str>) -> Read {
        match String::from_utf8(bytes) {
            Ok(text) => Self::read(text, stem),
            Err(error) => {
                Read::Refused(vec![read::invalid_utf8(error.as_bytes(), error.utf8_error().valid_up_to())])
            }
        }
    }

    /// The reading of the text as it stands.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// The file's text as it is to be saved.
    pub fn text(&self) -> &str {
        &self.board.text
    }

    /// A number that grows with each change of the text.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// A number that no other state of any document of this program has: what was worked out for it stays right.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What the change that led to this version touched; nothing where that may be anything.
    pub fn touched(&self) -> Option<&Touched> {
        self.touched.as_ref()
    }

    fn count_change(&mut self, changes: &[change::Change]) {
        let touched = change::touched(changes);
        self.touched = touched.map(|(list, items)| Touched { since: self.version, list, items });
        self.revision += 1;
        self.version = new_version();
    }

    /// Makes edits as one step of the history: all of them, or none where one is refused.
    pub fn apply(&mut self, edits: &[Edit], step: Step) -> Result<(), Refusal> {
        let mut changes = Vec::with_capacity(edits.len());
        for edit in edits {
            match apply::apply(&mut self.board, edit) {
                Ok(change) => changes.push(change),
                Err(refusal) => {
                    for change in changes.iter().rev() {
                        change.revert(&mut self.board);
                    }
                    return Err(refusal);
                }
            }
        }
        changes.retain(|change| !change.is_nothing());
        if !changes.is_empty() {
            self.count_change(&changes);
            self.history.push(step, changes);
        }
        Ok(())
    }

    /// An item's lines as they stand, to be laid elsewhere.
    pub fn lift(&self, at: ItemAt) -> Result<Lifted, Refusal> {
        apply::lift(&self.board, at)
    }

    /// Takes the last step back and returns it: the person goes to where it began.
    pub fn undo(&mut self) -> Option<Step> {
        let step = self.history.undo(&mut self.board)?;
        self.count_change(&[]);
        Some(step)
    }

    /// Makes the step again that was taken back last.
    pub fn redo(&mut self) -> Option<Step> {
        let step = self.history.redo(&mut self.board)?;
        self.count_change(&[]);
        Some(step)
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// How many steps can be taken back; a run on one place is one.
    pub fn steps(&self) -> usize {
        self.history.steps()
    }

    /// The text that was read when the board was opened, whatever was done since.
    pub fn first_text(&self) -> String {
        self.history.first_text(&self.board.text)
    }

    /// Whether there is a step to make again.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Takes over a text that somebody else wrote, as one more step of the history.
    ///
    /// Nothing changes where that text is no board; the findings say why.
    pub fn take_text(&mut self, text: String, step: Step) -> Result<(), Vec<Finding>> {
        let (read, _) = Self::open(text, None).map_err(|refused| refused.findings)?;
        self.take(*read, step);
        Ok(())
    }

    /// The same with a text that was read already, so that nobody waits for the reading of a large one.
    pub fn take(&mut self, read: Self, step: Step) {
        if let Some(patch) = history::difference(&self.board.text, &read.board.text) {
            let change = change::Change::whole(&self.board.text, vec![patch]);
            self.board = Board { stem_period: self.board.stem_period, ..read.board };
            self.count_change(&[]);
            self.history.push(step, vec![change]);
        }
    }
}

#[cfg(test)]
mod tests;
