//! What is told of the texts that were handed over. Plain data.

use std::path::PathBuf;

use crate::document::Document;
use crate::store::{Loaded, SharedText};

/// Counts the versions of a file that a board's text descends from: told with [`Joined`], handed back with
/// [`Keeper::took`](super::Keeper::took).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Took {
    /// How often the text was bound to a file's content anew.
    pub(super) epoch: u32,
    /// Merges since then.
    pub(super) number: u32,
}

/// What became of a text that was handed over.
#[derive(Debug)]
pub enum News {
    /// The text of that revision survives a crash.
    Kept {
        /// The file, as it was named.
        path: PathBuf,
        /// The revision that was handed over.
        revision: u64,
    },
    /// It does not, though it may be in the file all the same.
    NotKept {
        /// The file, as it was named.
        path: PathBuf,
        /// Why, in plain words.
        why: String,
    },
    /// The text of that revision is in the file, read back.
    Saved {
        /// The file, as it was named.
        path: PathBuf,
        /// The revision that was handed over.
        revision: u64,
        /// What others wrote is merged in: the file's text, which is not what was handed over.
        joined: Option<Box<Joined>>,
    },
    /// It is not in the file; it is tried again by itself where that can help.
    Failed {
        /// The file, as it was named.
        path: PathBuf,
        /// The revision that was handed over.
        revision: u64,
        /// At most 40 characters that finish `! NOT SAVED: …`.
        why: String,
        /// What stands in the file, where that is the reason.
        stands: Option<Stands>,
    },
    /// Somebody else has the board's lock.
    Shared {
        /// The file, as it was named.
        path: PathBuf,
        /// `user@host pid`.
        who: String,
    },
}

/// What stands in a file that is not written over.
#[derive(Debug)]
pub enum Stands {
    /// Something that is no board.
    NoBoard(Box<Loaded>),
    /// A board that cannot be brought together with ours without harm.
    Unmergeable,
}

/// A text with what others wrote merged in.
#[derive(Debug)]
pub struct Joined {
    /// To be handed back once the text was taken over.
    pub took: Took,
    /// What the file holds now.
    pub text: SharedText,
    /// Its reading, made where nobody waits for it.
    pub read: Option<Box<Document>>,
    /// How many changes of others met ours; none where the file was only read again.
    pub taken: usize,
    /// How many items both changed.
    pub conflicts: usize,
    /// How many items of how many are gone, where that is a mass removal.
    pub lost: Option<(usize, usize)>,
}
