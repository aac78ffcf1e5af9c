//! Files in the state folder that belong to one process: whole from the moment they have their name, and under the
//! kernel's lock while their process lives, so that what a crash left can be told from what is in use.
//!
//! It must not know what such a file holds.

use super::fs::{Folder, Fs, Handle};
use super::paths::private_folder;
use std::collections::hash_map::RandomState;
use std::ffi::{OsStr, OsString};
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::Path;
use std::time::Duration;

/// The ending of what is not yet whole.
const PART: &str = "part";

/// As long something that is not yet whole may take.
const ABANDONED: Duration = Duration::from_mins(1);

/// A file of this process, locked while this lives.
pub(super) struct Owned {
    /// Its name in its folder.
    pub(super) name: OsString,
    /// The open file, behind its last byte.
    pub(super) handle: Box<dyn Handle>,
}

/// Why no file was made.
pub(super) struct NotMade {
    /// What failed.
    pub(super) error: io::Error,
    /// The whole file, where only making its name durable failed and it could not be removed either.
    pub(super) stays: Option<Owned>,
}

/// A name that no other process chooses; the standard library's hash keys come from the system's random source.
pub(super) fn random_id() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Makes the file `ID.ending`, filled by `fill`, durable with its name. It has that name only once it is whole.
pub(super) fn make(
    folder: &dyn Folder,
    id: u64,
    ending: &str,
    fill: impl FnOnce(&mut dyn Handle) -> io::Result<()>,
) -> Result<Owned, NotMade> {
    let (part, name) =
        (OsString::from(format!("{id:016x}.{PART}")), OsString::from(format!("{id:016x}.{ending}")));
    let not_made = |error| NotMade { error, stays: None };
    let mut handle = folder.create(&part, 0o600).map_err(not_made)?;
    let filled = (|| {
        if !handle.try_lock()? {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        fill(handle.as_mut())?;
        handle.sync()?;
        folder.rename_new(&part, &name)
    })();
    if let Err(error) = filled {
        for name in [&part, &name] {
            let _ = folder.remove(name);
        }
        return Err(not_made(error));
    }
    let owned = Owned { name, handle };
    if let Err(error) = folder.sync() {
        let stays = folder.remove(&owned.name).is_err().then_some(owned);
        return Err(NotMade { error, stays });
    }
    Ok(owned)
}

/// The folder at this path with the names of its whole files of that ending, none where it is not ours alone. What
/// crashes left unfinished is removed. No folder is made.
pub(super) fn whole_files(
    fs: &dyn Fs,
    state: &Path,
    at: &Path,
    ending: &str,
) -> Option<(Box<dyn Folder>, Vec<OsString>)> {
    let entries = fs.entries(at).ok()?;
    let folder = fs.open_folder(at).ok()?;
    // Who can write there could hand us a forged file.
    if entries.is_empty() || private_folder(fs, state).and_then(|()| private_folder(fs, at)).is_err() {
        return None;
    }
    let has = |name: &OsString, ending: &str| Path::new(name).extension() == Some(ending.as_ref());
    let (mut whole, mut parts) = (Vec::new(), Vec::new());
    for entry in entries {
        if has(&entry.name, ending) {
            whole.push(entry.name);
        } else if has(&entry.name, PART) {
            parts.push(entry.name);
        }
    }
    for part in parts {
        remove_abandoned(folder.as_ref(), &part);
    }
    Some((folder, whole))
}

/// Removes what a crash left of a file before it was whole. What is young is not even asked for its lock: its process
/// takes that a moment after it made the file, and must get it.
fn remove_abandoned(folder: &dyn Folder, name: &OsStr) {
    let changed = folder.open(name).and_then(|handle| handle.meta()).map(|meta| meta.changed);
    let is_old = changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > ABANDONED));
    if is_old && let Ok(Some(_locked)) = unowned(folder, name) {
        let _ = folder.remove(name);
    }
}

/// A file that no living process holds, locked by us now.
pub(super) fn unowned(folder: &dyn Folder, name: &OsStr) -> io::Result<Option<Box<dyn Handle>>> {
    let handle = folder.open_write(name)?;
    if !handle.try_lock()? {
        return Ok(None);
    }
    // Its process may have removed it after it was opened here: then all is well, and it must not be used.
    if folder.open(name)?.meta()?.identity != handle.meta()?.identity {
        return Ok(None);
    }
    Ok(Some(handle))
}
