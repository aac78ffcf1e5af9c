//! What a crash left beside a board: temporary files, which are read first, since after an exchange one of them can hold
//! the version of somebody else, and the lock file.
//!
//! It must not know how a save comes to leave one.

use super::file;
use super::fingerprint::Fingerprint;
use super::fs::{Folder, Fs, Handle};
use super::lock;
use super::resolve::resolve;
use super::save::{Owner, Whose};
use super::versions;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Where no lock tells whether a temporary file is in use, its age does: no save takes so long.
const ABANDONED: Duration = Duration::from_hours(1);

/// Between making a temporary file and locking it, and between an exchange and locking what it displaced, a process
/// that cannot be asked whether it lives needs a moment.
const GRACE: Duration = Duration::from_secs(10);

/// Removes what crashes left of the board at `path`: temporary files that nobody holds locked, and its lock file. One
/// of a process that is known to be dead goes at once, one of another machine or container after 10 s; where locks
/// cannot be trusted (see [`Fs::is_local`]), after an hour. Content that is neither in the file nor in the version store
/// goes there first; where it cannot, the file stays. How many were removed; what cannot be read or removed is passed
/// over. Costs a reading of the folder where nothing was left; to be called at opening, behind the first frame, and
/// now and then.
pub fn sweep(fs: &dyn Fs, state: Option<&Path>, path: &Path) -> usize {
    sweep_at(fs, state, path, SystemTime::now())
}

fn sweep_at(fs: &dyn Fs, state: Option<&Path>, path: &Path, now: SystemTime) -> usize {
    if let Some(state) = state {
        lock::sweep_turns(fs, state, now);
    }
    let Ok(real) = resolve(fs, path).map(|resolved| resolved.real) else { return 0 };
    let (Some(parent), Some(name)) = (real.parent(), real.file_name()) else { return 0 };
    let (Ok(entries), Ok(folder)) = (fs.entries(parent), fs.open_folder(parent)) else { return 0 };
    let is_local = fs.is_local(parent).unwrap_or(false);
    let lock_name = lock::name_of(name);
    let sweep = Sweep { fs, state, folder: folder.as_ref(), real: real.clone(), is_local, now };
    let goes = |entry: &OsStr| match Owner::of_temp(entry, name) {
        Some(owner) => sweep.temp_may_go(entry, owner.whose()),
        None => entry == lock_name && sweep.lock_may_go(entry),
    };
    entries.iter().filter(|entry| goes(&entry.name) && folder.remove(&entry.name).is_ok()).count()
}

/// A sweep of one board's leftovers.
struct Sweep<'a> {
    fs: &'a dyn Fs,
    state: Option<&'a Path>,
    folder: &'a dyn Folder,
    real: PathBuf,
    is_local: bool,
    now: SystemTime,
}

impl Sweep<'_> {
    /// Whether a temporary file is in nobody's use, and its content is known, or stored now.
    fn temp_may_go(&self, name: &OsStr, whose: Whose) -> bool {
        let at_least = match whose {
            Whose::Living if !self.is_local => return false,
            Whose::Dead if self.is_local => Duration::ZERO,
            Whose::Living | Whose::Elsewhere if self.is_local => GRACE,
            _ => ABANDONED,
        };
        // Locked until it is gone: nobody else sweeps it meanwhile.
        let Some(mut locked) = self.unused(name, at_least, whose) else { return false };
        self.is_kept_elsewhere(locked.as_mut())
    }

    /// A lock file of ours that nobody holds. Where it was just made and not locked yet, its maker sees that it went, and
    /// makes it anew.
    fn lock_may_go(&self, name: &OsStr) -> bool {
        let at_least = if self.is_local { Duration::ZERO } else { ABANDONED };
        self.unused(name, at_least, Whose::Elsewhere).is_some_and(|mut locked| lock::is_ours(locked.as_mut()))
    }

    /// A file of at least that age, locked by us now where it can be locked.
    fn unused(&self, name: &OsStr, at_least: Duration, whose: Whose) -> Option<Box<dyn Handle>> {
        // Of another person's file only reading may be allowed.
        let handle = self.folder.open_write(name).or_else(|_| self.folder.open(name)).ok()?;
        let meta = handle.meta().ok()?;
        let age = self.now.duration_since(meta.changed).unwrap_or_default();
        if age < at_least {
            return None;
        }
        let is_free = match handle.try_lock() {
            Ok(taken) => taken,
            // No locks here: only its age tells, and whether its process lives.
            Err(_) => age >= ABANDONED && whose != Whose::Living,
        };
        (is_free && lock::is_at(self.folder, name, handle.as_ref())).then_some(handle)
    }

    /// Whether the content is empty, in the file, or in the version store, now if not before.
    fn is_kept_elsewhere(&self, handle: &mut dyn Handle) -> bool {
        let Ok(meta) = handle.meta() else { return false };
        let Ok(bytes) = file::read_whole(handle, &meta) else { return false };
        let fingerprint = Fingerprint::of(&bytes);
        let in_file = || {
            let mut handle = self.folder.open(self.real.file_name()?).ok()?;
            let meta = handle.meta().ok()?;
            let there = file::read_whole(handle.as_mut(), &meta).ok()?;
            Some(Fingerprint::of(&there) == fingerprint)
        };
        // Put there also where it is already: what is stored need not be durable.
        let store = |state| versions::put(self.fs, state, &self.real, &bytes);
        bytes.is_empty() || in_file() == Some(true) || self.state.is_some_and(|state| store(state).is_ok())
    }
}

#[cfg(test)]
mod tests;
