//! Writes into the file itself, where another cannot take its place: it has further names (hard links), is a mount
//! point, its folder cannot be written, or its owner or access list cannot be given to a new file.
//!
//! Readers may see it half written; a safety copy in the state folder makes sure that it does not stay so. Somebody who
//! saves in the moment between the last look and the writing is not noticed: nothing can be exchanged here.

use super::{Attempt, SaveError, Saved};
use crate::store::file::{self, Trouble};
use crate::store::fingerprint::Fingerprint;
use crate::store::fs::Handle;
use crate::store::safety::{self, Safety};
use rustix::io::Errno;
use std::io;

/// Whether an error of making or placing the new file says that it cannot take the place of this one, rather than that
/// the disk failed.
pub(super) fn is_impossible(error: &io::Error) -> bool {
    let errno = Errno::from_io_error(error);
    errno.is_some_and(|errno| {
        // A mount point is busy, or on another device; attributes that cannot be set are not supported or not valid.
        matches!(
            errno,
            Errno::ACCESS
                | Errno::PERM
                | Errno::ROFS
                | Errno::BUSY
                | Errno::XDEV
                | Errno::NOTSUP
                | Errno::INVAL
        )
    })
}

impl Attempt<'_> {
    /// Writes in place; `why` it has to is the error where there is no folder for a safety copy.
    pub(super) fn write_in_place(&self, why: SaveError) -> Result<Saved, SaveError> {
        let Some(state) = self.state else { return Err(why) };
        // A crash must find two versions in the file at most.
        safety::settle(self.fs, state, &self.real).map_err(|error| self.failed(error))?;
        let mut handle = self.folder.open_write(&self.name).map_err(|error| self.failed(error))?;
        let old = self.compare_in(handle.as_mut())?;
        // Whoever wrote it need not have synced it, nor its name.
        handle.sync().and_then(|()| self.folder.sync()).map_err(|error| self.failed(error))?;
        let safety = Safety::keep(self.fs, state, &self.real, &old, self.bytes).map_err(|error| {
            let remedy = format!("make {} writable, with room for two copies", state.display());
            SaveError::refused_because(self.path, "no safety copy can be made", error.cause(), &remedy)
        })?;
        // Copying took its time.
        if let Err(error) = self.compare_in(handle.as_mut()) {
            safety.remove();
            return Err(error);
        }
        if let Err(error) = safety::overwrite(handle.as_mut(), self.bytes) {
            drop(handle);
            if self.put_back(&old).is_ok() {
                safety.remove();
            }
            return Err(self.failed(error));
        }
        let saved = self.read_back()?;
        safety.remove();
        Ok(saved)
    }

    /// What the open file holds, which must be what was expected.
    fn compare_in(&self, handle: &mut dyn Handle) -> Result<Vec<u8>, SaveError> {
        let read = (|| {
            handle.rewind()?;
            let meta = handle.meta()?;
            Ok((file::read_whole(handle, &meta)?, meta))
        })();
        let (found, meta) = read.map_err(|trouble: Trouble| self.trouble(&trouble))?;
        if self.expected.is_some_and(|known| known.print == Fingerprint::of(&found)) {
            Ok(found)
        } else {
            Err(self.changed(found, &meta))
        }
    }

    /// Through a new open file: what a failed sync leaves of the first one is not to be trusted.
    fn put_back(&self, old: &[u8]) -> io::Result<()> {
        safety::overwrite(self.folder.open_write(&self.name)?.as_mut(), old)
    }
}
