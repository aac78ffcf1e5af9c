//! Safety copies: the old and the new content of a file that is written in place, durable in the state folder before its
//! first byte changes, so that neither a failing disk nor a crash leaves a mixture of both.
//!
//! It must not know when a file has to be written in place.

use super::create::make_folders;
use super::file::MOST_BYTES;
use super::fingerprint::Fingerprint;
use super::fs::{Folder, Fs, Handle};
use super::owned::{self, Owned};
use super::paths::private_folder;
use super::state::{escape, unescape};
use super::versions;
use crate::error::Result as Told;
use std::io;
use std::path::{Path, PathBuf};

/// What a copy begins with; then `path …`, `old LENGTH HASH`, `new LENGTH HASH`, both contents.
const HEAD: &str = "stratboard safety copy 1";

/// The ending of a whole copy.
const WHOLE: &str = "copy";

/// A safety copy that this process holds. While it lives, the kernel's lock on it tells that the writing goes on;
/// dropped without [`Safety::remove`], it is for [`finish`] to use.
pub(super) struct Safety {
    folder: Box<dyn Folder>,
    owned: Owned,
}

impl Safety {
    /// Makes both contents of the file at this real path durable.
    pub(super) fn keep(fs: &dyn Fs, state: &Path, real: &Path, old: &[u8], new: &[u8]) -> Told<Self> {
        private_folder(fs, state)?;
        Self::write(fs, state, real, old, new).map_err(|error| {
            crate::error::Error::new(
                format!("keep a safety copy of {}", real.display()),
                error,
                "make room in the state folder, then save again",
            )
        })
    }

    fn write(fs: &dyn Fs, state: &Path, real: &Path, old: &[u8], new: &[u8]) -> io::Result<Self> {
        let at = folder_of(state);
        make_folders(fs, &at, 0o700)?;
        let folder = fs.open_folder(&at)?;
        let made = owned::make(folder.as_ref(), owned::random_id(), WHOLE, |handle| {
            handle.write_all(head(real, old, new).as_bytes())?;
            handle.write_all(old)?;
            handle.write_all(new)
        });
        // What stays is found to be of no use at the next start.
        let owned = made.map_err(|not_made| not_made.error)?;
        Ok(Self { folder, owned })
    }

    /// The file is whole without it.
    pub(super) fn remove(self) {
        // A copy that a power cut brings back after a later save could take that one for a mixture. Where it stays all
        // the same, it is mostly found to be of no use at the next start.
        let _ = self.folder.remove(&self.owned.name).and_then(|()| self.folder.sync());
    }
}

/// How a writing in place that was broken off has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// The file held the new content already.
    New,
    /// The file held the old content; the new one is in the version store.
    Old,
    /// The file held a mixture and now holds the new content (the old one when put back). The mixture is in the
    /// version store.
    Mended,
    /// The file is gone or holds what somebody else wrote since; both contents are in the version store.
    Elsewhere,
}

/// Completes what a crash broke off while a file was written in place: afterwards the file is whole. Idempotent; what
/// living processes are writing is left alone, and so is what cannot be mended now (a disk that is not mounted). The
/// real paths, and how each ended. Where no copy is left, nothing is written and no folder is made.
pub fn finish(fs: &dyn Fs, state: &Path) -> Vec<(PathBuf, Ended)> {
    let ends = each(fs, state, |copy| Some(copy.new));
    ends.into_iter().filter_map(|(path, end)| Some((path, end.ok()?))).collect()
}

/// Puts the old content back where a writing in place of that file could be neither completed nor undone.
pub(super) fn put_back(fs: &dyn Fs, state: &Path, real: &Path) -> bool {
    each(fs, state, |copy| (copy.path == real).then_some(copy.old)).iter().any(|(_, end)| end.is_ok())
}

/// Like [`put_back`], but where the old content cannot be made durable that is an error.
pub(super) fn settle(fs: &dyn Fs, state: &Path, real: &Path) -> io::Result<()> {
    let ends = each(fs, state, |copy| (copy.path == real).then_some(copy.old));
    ends.into_iter().try_for_each(|(_, end)| end.map(drop))
}

/// Ends each writing for which `choose` names the content that a mixture becomes.
fn each(
    fs: &dyn Fs,
    state: &Path,
    choose: impl for<'a> Fn(&Contents<'a>) -> Option<&'a [u8]>,
) -> Vec<(PathBuf, io::Result<Ended>)> {
    let at = folder_of(state);
    let Some((folder, whole)) = owned::whole_files(fs, state, &at, WHOLE) else { return Vec::new() };
    let ends: Vec<_> = whole
        .into_iter()
        .filter_map(|name| {
            let mut locked = owned::unowned(folder.as_ref(), &name).ok()??;
            let bytes = locked.read(3 * MOST_BYTES).ok()?;
            let copy = Contents::parse(&bytes)?;
            let ended = end(fs, state, &copy, choose(&copy)?);
            if ended.is_ok() {
                let _ = folder.remove(&name);
            }
            Some((copy.path, ended))
        })
        .collect();
    if !ends.is_empty() {
        // As in [`Safety::remove`].
        let _ = folder.sync();
    }
    ends
}

/// Makes the file whole. An error leaves the copy for another time.
fn end(fs: &dyn Fs, state: &Path, copy: &Contents<'_>, mend_with: &[u8]) -> io::Result<Ended> {
    let keep = |bytes: &[u8]| versions::put(fs, state, &copy.path, bytes).map_err(io::Error::other);
    let (Some(parent), Some(name)) = (copy.path.parent(), copy.path.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    let folder = fs.open_folder(parent)?;
    let found = match folder.open(name) {
        Ok(mut handle) => Some(handle.read(MOST_BYTES + 1)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    match found {
        // What is seen may not be durable yet, and after a sync that failed only writing it again makes it so.
        Some(found) if found == copy.new => {
            overwrite(folder.open_write(name)?.as_mut(), copy.new)?;
            Ok(Ended::New)
        }
        Some(found) if found == copy.old => {
            overwrite(folder.open_write(name)?.as_mut(), copy.old)?;
            keep(copy.new)?;
            Ok(Ended::Old)
        }
        Some(found) if is_mixture(&found, copy.old, copy.new) => {
            keep(&found)?;
            let mut handle = folder.open_write(name)?;
            overwrite(handle.as_mut(), mend_with)?;
            Ok(Ended::Mended)
        }
        _ => {
            keep(copy.old)?;
            keep(copy.new)?;
            Ok(Ended::Elsewhere)
        }
    }
}

/// Gives an open file this content, durably, and looks whether it has it.
pub(super) fn overwrite(handle: &mut dyn Handle, bytes: &[u8]) -> io::Result<()> {
    handle.rewind()?;
    handle.write_all(bytes)?;
    handle.cut(bytes.len() as u64)?;
    handle.sync()?;
    handle.rewind()?;
    if handle.read(MOST_BYTES + 1)? == bytes {
        Ok(())
    } else {
        Err(io::Error::other("it reads back as something else"))
    }
}

/// Whether each byte is the old or the new one of its place (or a zero where the file grew or was cut, and the disk lost
/// power: its new length may be there before the bytes, and the cleared end of its last block before the new length).
/// Somebody else's version that happens to be one differs from the old content only as the new one does.
fn is_mixture(found: &[u8], old: &[u8], new: &[u8]) -> bool {
    let (shortest, longest) = (old.len().min(new.len()), old.len().max(new.len()));
    (shortest..=longest).contains(&found.len())
        && found.iter().enumerate().all(|(at, byte)| {
            let is_hole = *byte == 0 && at >= shortest;
            is_hole || old.get(at) == Some(byte) || new.get(at) == Some(byte)
        })
}

/// What a copy says.
struct Contents<'a> {
    path: PathBuf,
    old: &'a [u8],
    new: &'a [u8],
}

fn head(real: &Path, old: &[u8], new: &[u8]) -> String {
    let path = escape(real.as_os_str());
    let (old_hash, new_hash) = (Fingerprint::of(old), Fingerprint::of(new));
    format!("{HEAD}\npath {path}\nold {} {old_hash}\nnew {} {new_hash}\n", old.len(), new.len())
}

impl<'a> Contents<'a> {
    /// The copy, where it is whole.
    fn parse(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut line = || {
            let end = rest.iter().position(|byte| *byte == b'\n')?;
            let (line, after) = rest.split_at(end);
            rest = &after[1..];
            std::str::from_utf8(line).ok()
        };
        if line()? != HEAD {
            return None;
        }
        let path = unescape(line()?.strip_prefix("path ")?)?;
        let (old_line, new_line) = (line()?.strip_prefix("old ")?, line()?.strip_prefix("new ")?);
        let (old, new) = rest.split_at_checked(length(old_line)?)?;
        let is_whole = proves(old_line, old) && proves(new_line, new);
        is_whole.then_some(Self { path, old, new })
    }
}

fn length(line: &str) -> Option<usize> {
    line.split_once(' ')?.0.parse().ok()
}

fn proves(line: &str, bytes: &[u8]) -> bool {
    line == format!("{} {}", bytes.len(), Fingerprint::of(bytes))
}

fn folder_of(state: &Path) -> PathBuf {
    state.join("safety")
}

#[cfg(test)]
mod tests;
