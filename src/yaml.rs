//! Lossless YAML editing: a tree of byte spans over the text, and operations that answer with splices of that text.
//! What an operation does not name stays byte for byte as a person wrote it.
//! It must not know boards, panes or fields: only mappings, lists and scalars.

mod anchors;
mod build;
mod emit;
mod entry;
mod insert;
mod lines;
mod patch;
mod quick;
mod remove;
mod scalar;
mod seam;
mod set;
mod shift;
mod skip;
mod syntax;
mod tree;
mod walk;

pub use emit::document;
pub use entry::{add_key, promote, remove_key};
pub use insert::insert;
pub use lines::line_col;
pub use patch::{Patch, apply};
pub use remove::delete;
pub use set::{set, set_bare};
pub use shift::{Lifted, lay, lift, move_to, move_within};
pub use tree::{Children, Entries, Kind, NodeId, Style, Tree};

use std::fmt;

/// The deepest nesting that is read, for block and for flow collections each (the file format, refusals).
pub const NESTING_LIMIT: usize = 64;

/// The most texts, lists, maps and aliases that are read: some 200,000 items with fields. Each takes about 100 bytes of
/// memory as a board, and two bytes are enough to write one.
pub const VALUES_LIMIT: usize = 2_000_000;

/// A text that is no YAML, or YAML of a form that is not read (several documents, nesting over [`NESTING_LIMIT`], more values than [`VALUES_LIMIT`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Byte offset in the text that was given; [`line_col`] turns it into a line and a column.
    pub offset: usize,
    /// The cause in plain words, at most 200 characters, without control characters.
    pub message: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// An edit that is not made because it would lose or change something it does not name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why, in plain words; names the line where that helps.
    pub reason: String,
}

impl Refusal {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Refusal {}

/// What is to be written into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum New {
    /// A text: quoted whenever another program could read it as a number, a boolean, a date or nothing.
    Scalar(String),
    /// A number, a boolean or a date: written plain where the characters allow it (`votes: 3`, `due: 2025-06-30`).
    Bare(String),
    /// A list, as block lines in block context; the empty one is `[]`.
    List(Vec<New>),
    /// A mapping in the given order, as block lines in block context; the empty one is `{}`.
    Map(Vec<(String, New)>),
}
