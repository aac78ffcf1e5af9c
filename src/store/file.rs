//! Reads a board file: a regular file of bearable size, as text or as bytes that are none.
//!
//! It must not know what the text means; a file that is no UTF-8 is still read, so that it can be told where it breaks.

use super::fingerprint::Fingerprint;
use super::fs::{Fs, Handle, Kind, Meta};
use super::resolve::resolve;
use crate::error::{Error, Result};
use std::io;
use std::path::{Path, PathBuf};

/// The largest file that is read or written, in bytes (the file format: over 64 MiB is refused).
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Bytes that are no UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadUtf8 {
    /// The first byte that fits no character; everything before it is valid.
    pub offset: usize,
    /// The whole content.
    pub bytes: Vec<u8>,
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The content; the byte order mark, if any, is part of it.
    pub text: std::result::Result<String, BadUtf8>,
    /// The content's fingerprint: what a later save expects to find.
    pub fingerprint: Fingerprint,
    /// The file itself where the path was a link.
    pub real_path: PathBuf,
    /// No permission to write it: no write bit is set, or the system would refuse. Root is refused by the bits too,
    /// for whoever takes them away means it.
    pub read_only: bool,
}

impl Loaded {
    /// The content, text or not.
    pub fn bytes(&self) -> &[u8] {
        match &self.text {
            Ok(text) => text.as_bytes(),
            Err(bad) => &bad.bytes,
        }
    }
}

/// Reads the file at `path`, links followed. Only regular files of at most [`MOST_BYTES`] are read, and a FIFO is
/// refused without waiting for its writer.
pub fn load(fs: &dyn Fs, path: &Path) -> Result<Loaded> {
    try_load(fs, path)?.ok_or_else(|| {
        let remedy = "check the path, or make a board with `stratboard new NAME`";
        Error::new(open_attempt(path), "there is no such file", remedy)
    })
}

/// Like [`load`], but a file that does not exist is `None` rather than an error.
pub fn try_load(fs: &dyn Fs, path: &Path) -> Result<Option<Loaded>> {
    read_file(fs, path).map_err(|trouble| trouble.error(open_attempt(path)))
}

fn open_attempt(path: &Path) -> String {
    format!("open {}", path.display())
}

fn read_file(fs: &dyn Fs, path: &Path) -> std::result::Result<Option<Loaded>, Trouble> {
    let found = (|| {
        let real = resolve(fs, path)?.real;
        // Looked at before it is opened: opening a device can already make it act.
        let meta = fs.lstat(&real)?;
        Ok((real, meta))
    })();
    let (real_path, meta) = match found {
        Ok(found) => found,
        Err(error) if is_missing(&error) => return Ok(None),
        Err(error) => return Err(Trouble::Io(error)),
    };
    refuse_unless_file(&meta)?;
    let mut handle = match fs.open(&real_path) {
        Ok(handle) => handle,
        Err(error) if is_missing(&error) => return Ok(None),
        Err(error) => return Err(Trouble::Io(error)),
    };
    let meta = handle.meta()?;
    let bytes = read_whole(handle.as_mut(), &meta)?;
    let read_only = !may_write(fs, &real_path, &meta)?;
    Ok(Some(loaded(bytes, real_path, read_only)))
}

fn is_missing(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}

/// Whether a person may write the file: a write bit is set, and the system lets them.
pub(super) fn may_write(fs: &dyn Fs, path: &Path, meta: &Meta) -> io::Result<bool> {
    if meta.mode & 0o222 == 0 {
        return Ok(false);
    }
    match fs.may_write(path) {
        // Replaced in this very moment: the next look tells.
        Err(error) if is_missing(&error) => Ok(true),
        answer => answer,
    }
}

/// The whole content of an open regular file.
pub(super) fn read_whole(handle: &mut dyn Handle, meta: &Meta) -> std::result::Result<Vec<u8>, Trouble> {
    refuse_unless_file(meta)?;
    if meta.size > MOST_BYTES {
        return Err(Trouble::TooLarge);
    }
    let bytes = handle.read(MOST_BYTES + 1)?;
    if bytes.len() as u64 > MOST_BYTES { Err(Trouble::TooLarge) } else { Ok(bytes) }
}

/// What was read, with its fingerprint.
pub(super) fn loaded(bytes: Vec<u8>, real_path: PathBuf, read_only: bool) -> Loaded {
    let fingerprint = Fingerprint::of(&bytes);
    let text = String::from_utf8(bytes)
        .map_err(|error| BadUtf8 { offset: error.utf8_error().valid_up_to(), bytes: error.into_bytes() });
    Loaded { text, fingerprint, real_path, read_only }
}

/// Refuses what is no regular file.
pub(super) fn refuse_unless_file(meta: &Meta) -> std::result::Result<(), Trouble> {
    match meta.kind {
        Kind::File => Ok(()),
        kind => Err(Trouble::NoFile(kind)),
    }
}

/// Why a file could not be read.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It is something else.
    NoFile(Kind),
    /// It is larger than [`MOST_BYTES`].
    TooLarge,
    /// The system said so.
    Io(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Trouble {
    /// As an error of that attempt.
    pub(super) fn error(&self, attempt: String) -> Error {
        match self {
            Self::NoFile(Kind::Folder) => Error::new(attempt, "it is a folder", "name a board file in it"),
            Self::NoFile(Kind::Link) => Error::new(attempt, "it became a link meanwhile", "try again"),
            Self::NoFile(_) => Error::new(
                attempt,
                "it is a pipe, socket or device",
                "a board is a regular file; copy it into one",
            ),
            Self::TooLarge => {
                Error::new(attempt, "it is larger than 64 MiB", "split the board into several files")
            }
            Self::Io(error) => Error::new(attempt, error, remedy_to_read(error)),
        }
    }
}

fn remedy_to_read(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "ask the file's owner for permission to read it",
        io::ErrorKind::NotADirectory => "a folder of that path is a file; check the path",
        _ if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => {
            "its symbolic links lead in a circle; mend them"
        }
        _ => "check the path and the disk, then try again",
    }
}

#[cfg(test)]
mod tests;
