//! Why a save did not happen, in a few words for the screen and in full.
//!
//! It must not know the steps of a save.

use crate::error::Error;
use crate::store::file::{Loaded, Trouble};
use crate::store::fingerprint::Fingerprint;
use rustix::io::Errno;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A save that did not happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveError {
    /// The file holds something that was not expected, or exists where none was.
    Changed {
        /// The path that was to be saved.
        path: PathBuf,
        /// What it holds now.
        now: Box<Loaded>,
    },
    /// The file was expected and is not there.
    Gone {
        /// The path that was to be saved.
        path: PathBuf,
    },
    /// The system or a rule refused.
    Failed(Box<Failure>),
}

/// A refusal or a failing system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// At most 40 characters for `! NOT SAVED: why`.
    pub short: String,
    /// Attempt, cause and remedy.
    pub error: Error,
    /// The new content, where it is in the file although a later step failed.
    pub landed: Option<Fingerprint>,
}

impl SaveError {
    /// At most 40 characters that finish `! NOT SAVED: …`.
    pub fn short(&self) -> &str {
        match self {
            Self::Changed { .. } => "the file was changed elsewhere",
            Self::Gone { .. } => "the file is gone",
            Self::Failed(failure) => &failure.short,
        }
    }

    /// The whole story: attempt, cause, remedy.
    pub fn error(&self) -> Error {
        match self {
            Self::Changed { path, .. } => {
                Error::new(attempt(path), self.short(), "look at what changed, then save again")
            }
            Self::Gone { path } => {
                Error::new(attempt(path), self.short(), "save again to make it anew, or save to another file")
            }
            Self::Failed(failure) => failure.error.clone(),
        }
    }

    /// The fingerprint of the new content where it is in the file although the save failed (say, the folder could
    /// not be synced): what a next save finds.
    pub fn landed(&self) -> Option<Fingerprint> {
        match self {
            Self::Failed(failure) => failure.landed,
            _ => None,
        }
    }

    pub(super) fn with_landed(mut self, fingerprint: Fingerprint) -> Self {
        if let Self::Failed(failure) = &mut self {
            failure.landed = Some(fingerprint);
        }
        self
    }

    /// A rule forbids it; the short reason is the cause.
    pub fn refused(path: &Path, short: &str, remedy: &str) -> Self {
        let error = Error::new(attempt(path), short, remedy);
        Self::Failed(Box::new(Failure { short: short.to_owned(), error, landed: None }))
    }

    /// Like [`SaveError::refused`], with the cause of that short reason.
    pub(super) fn refused_because(path: &Path, short: &str, cause: &str, remedy: &str) -> Self {
        let error = Error::new(attempt(path), format!("{short} ({cause})"), remedy);
        Self::Failed(Box::new(Failure { short: short.to_owned(), error, landed: None }))
    }

    pub(super) fn failed(path: &Path, trouble: &Trouble) -> Self {
        let (short, error) = match trouble {
            Trouble::Io(error) => {
                let (short, remedy) = explain(error);
                (short.to_owned(), Error::new(attempt(path), cause(short, error), remedy))
            }
            Trouble::TooLarge => {
                let remedy = "split the board into several files";
                (
                    "over 64 MiB".to_owned(),
                    Error::new(attempt(path), "it would be larger than 64 MiB", remedy),
                )
            }
            Trouble::NoFile(_) => ("it is no regular file".to_owned(), trouble.error(attempt(path))),
        };
        Self::Failed(Box::new(Failure { short, error, landed: None }))
    }
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error().fmt(f)
    }
}

impl std::error::Error for SaveError {}

fn attempt(path: &Path) -> String {
    format!("save {}", path.display())
}

/// The short reason, with the system's own words behind it.
fn cause(short: &str, error: &io::Error) -> String {
    format!("{short} ({error})")
}

/// What failed in plain words, for whatever is no save: the system's own words without their number where there are none.
pub(in crate::store) fn in_words(error: &io::Error) -> String {
    if let Some(Errno::NOSPC | Errno::DQUOT | Errno::ROFS | Errno::IO) = Errno::from_io_error(error) {
        return explain(error).0.to_owned();
    }
    let words = error.to_string();
    words.split_once(" (os error").map_or(words.as_str(), |(words, _)| words).to_owned()
}

/// A short reason and a remedy for the errors that people meet.
fn explain(error: &io::Error) -> (&'static str, &'static str) {
    let Some(errno) = Errno::from_io_error(error) else {
        return ("the system refused", "try again, or save to another file");
    };
    match errno {
        Errno::NOSPC => ("the disk is full", "make room, then save again; the file is as it was"),
        Errno::DQUOT => ("your disk quota is used up", "make room, then save again; the file is as it was"),
        Errno::ROFS => ("the disk is read-only", "save to a file on another disk"),
        Errno::ACCESS => {
            ("no permission to write in its folder", "get write permission for the folder, or save elsewhere")
        }
        Errno::PERM => (
            "owner or permissions cannot be kept",
            "ask the file's owner to save it, or save to another file",
        ),
        Errno::BUSY => {
            ("the file is a mount point", "mount its folder rather than the file, or save elsewhere")
        }
        Errno::IO => ("the disk reports an error", "save to another disk, and check this one"),
        Errno::NOENT | Errno::NOTDIR => {
            ("its folder is gone", "bring the folder back, or save to another file")
        }
        Errno::LOOP => ("its links lead in a circle", "mend the symbolic links, or save to another file"),
        Errno::NAMETOOLONG => ("the name is too long", "save to a file with a shorter name"),
        Errno::EXIST => ("a file of that name appeared", "look at it, then save again"),
        _ => ("the system refused", "try again, or save to another file"),
    }
}
