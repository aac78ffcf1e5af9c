//! What happens to the program: keys, the screen's size, answers of the store, files that changed.

use std::path::PathBuf;
use std::sync::Arc;

use super::chooser::{Listed, Summary};
use super::{Offer, OpenBoard, Pointer};
use crate::config::keys::Input;
use crate::document::Document;
use crate::keep::Recovered;
use crate::merge::{Merged, Unmerged};
use crate::model::Finding;

/// One thing that happened.
#[derive(Debug)]
pub enum Message {
    /// A key or a pasted text.
    Input(Input),
    /// The mouse did something.
    Pointer(Pointer),
    /// The screen has so many columns and rows.
    Resize(u16, u16),
    /// A board's text of that revision is in its file, read back.
    Saved {
        /// Its index.
        board: usize,
        /// The revision of the text that was written.
        revision: u64,
    },
    /// A board's text of that revision survives a crash from now on.
    Kept {
        /// Its index.
        board: usize,
        /// The revision.
        revision: u64,
    },
    /// The file holds what the board is, and what others wrote merged in.
    Merged {
        /// Its index.
        board: usize,
        /// The file's text.
        text: Arc<str>,
        /// Its reading, where it was read already.
        read: Option<Box<Document>>,
        /// How many changes of others came in.
        taken: usize,
        /// How many items both changed.
        conflicts: usize,
        /// How many items of how many others took away, where that is a mass removal.
        lost: Option<(usize, usize)>,
    },
    /// A board's text does not survive a crash, though it may be in the file all the same.
    NotKept {
        /// Its index.
        board: usize,
        /// Why, in plain words.
        why: String,
    },
    /// What came of an offer.
    Brought {
        /// The board's index.
        board: usize,
        /// The offer.
        offer: Offer,
        /// The text with it.
        merged: Result<Merged, Unmerged>,
    },
    /// What a crash left of a board's edits.
    Recovered {
        /// Its index.
        board: usize,
        /// What comes back.
        recovered: Recovered,
    },
    /// Somebody else is at the board too.
    Shared {
        /// Its index.
        board: usize,
        /// Who, as `user@host pid`.
        who: String,
    },
    /// A board was written to another file, which is its file from now on.
    SavedAs {
        /// Its index.
        board: usize,
        /// The new file.
        path: PathBuf,
        /// The revision of the text that was written.
        revision: u64,
    },
    /// It was not written there: the board and its file are what they were.
    NotSavedAs {
        /// Why, in a few words.
        why: String,
    },
    /// A board could not be written.
    Failed {
        /// Its index.
        board: usize,
        /// Why, in a few words.
        why: String,
        /// Whether the file holds another program's version, which was left as it is.
        changed: bool,
    },
    /// The file on the disk holds something else than what was read or written last.
    Disk {
        /// Its index.
        board: usize,
        /// Its text, or why it is none that can be a board.
        text: Result<String, (String, Vec<Finding>)>,
        /// Whether the person asked for it with `R`: then it is taken also over unsaved changes, as a step.
        asked: bool,
    },
    /// A sync service left a copy beside a board's file that holds more than the board.
    Beside {
        /// The board's index.
        board: usize,
        /// The copy.
        path: PathBuf,
        /// Its text.
        text: Arc<str>,
    },
    /// The person's editor made this of the form's field.
    Edited {
        /// The text now.
        text: String,
    },
    /// A further file was read.
    Opened(Box<OpenBoard>),
    /// A board chosen from the list was read; it stands where it was left.
    OpenedChosen(Box<OpenBoard>),
    /// A board chosen from the list is open already.
    TurnTo {
        /// Its index.
        board: usize,
        /// The sheet to go to.
        sheet: Option<usize>,
    },
    /// The board files of the workspace, the ones left last first.
    BoardsListed {
        /// Which asking it answers.
        asked: u32,
        /// The files.
        files: Vec<Listed>,
    },
    /// What some of those files hold.
    BoardsRead {
        /// Which asking it answers.
        asked: u32,
        /// Their places in the list, and what they hold.
        summaries: Vec<(usize, Summary)>,
        /// Whether these were the last.
        ended: bool,
    },
    /// It could not be read, or made.
    NotOpened {
        /// Why, in one sentence.
        why: String,
    },
}
