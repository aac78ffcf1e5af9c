//! The journal's file: appended to, with room set aside so that the last edits find some on a full disk.
//!
//! It must not know what is written.

use super::record::{self, Record};
use crate::error::{Error, Result};
use crate::store::fs::{Folder, Fs};
use crate::store::owned::{self, Owned};
use crate::store::paths::private_folder;
use crate::store::save::in_words;
use std::io;
use std::path::{Path, PathBuf};

/// The ending of journals.
pub(super) const ENDING: &str = "log";

/// So many bytes are set aside behind the last one; at least half of them are there before anything is appended.
const ROOM: u64 = 64 * 1024;

/// Where the journals are.
pub(super) fn folder_of(state: &Path) -> PathBuf {
    state.join("journal")
}

/// What failed and where, with its remedy.
pub(super) fn trouble(state: &Path, error: &io::Error) -> Error {
    let remedy = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room there",
        _ => "set XDG_STATE_HOME to a folder that can be written",
    };
    let cause = format!("{} ({})", in_words(error), folder_of(state).display());
    Error::new("keep edits in the journal", cause, remedy)
}

/// The folder of the journals, made if it is missing, private or refused.
pub(super) fn open_folder(fs: &dyn Fs, state: &Path) -> Result<Box<dyn Folder>> {
    let at = folder_of(state);
    private_folder(fs, state)?;
    private_folder(fs, &at)?;
    fs.open_folder(&at).map_err(|error| trouble(state, &error))
}

/// An open journal, locked while this lives.
pub(super) struct Log {
    pub(super) id: u64,
    folder: Box<dyn Folder>,
    owned: Owned,
    length: u64,
    room: u64,
    records: u64,
    /// Writing or syncing failed: nothing that is written behind would count.
    damaged: bool,
    unsynced: bool,
}

impl Log {
    /// A new journal that begins with these bytes, so many records, durable with its name. The error comes with the
    /// file where it stays nevertheless.
    pub(super) fn begin(
        folder: Box<dyn Folder>,
        id: u64,
        content: &[u8],
        records: u64,
    ) -> std::result::Result<Self, (io::Error, Option<Self>)> {
        let length = content.len() as u64;
        let log = |owned, folder, damaged| {
            let room = length + ROOM;
            Self { id, folder, owned, length, room, records, damaged, unsynced: false }
        };
        let made = owned::make(folder.as_ref(), id, ENDING, |handle| {
            // Without room a full disk ends the journal earlier, that is all.
            let _ = handle.allocate(length + ROOM);
            handle.write_all(content)
        });
        match made {
            Ok(owned) => Ok(log(owned, folder, false)),
            Err(not_made) => Err((not_made.error, not_made.stays.map(|owned| log(owned, folder, true)))),
        }
    }

    /// Whether something can be appended.
    pub(super) fn is_good(&self) -> bool {
        !self.damaged
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn is_synced(&self) -> bool {
        !self.unsynced
    }

    /// Adds a record to what will be appended.
    pub(super) fn push(&mut self, out: &mut Vec<u8>, record: &Record) {
        record::push(out, self.records, record);
        self.records += 1;
    }

    /// Appends what was pushed. After an error nothing more can be appended: what the disk has of it is not known.
    pub(super) fn append(&mut self, bytes: &[u8], sync: bool) -> io::Result<()> {
        let end = self.length + bytes.len() as u64;
        if self.room < end + ROOM / 2 && self.owned.handle.allocate(end + ROOM).is_ok() {
            self.room = end + ROOM;
        }
        let done = (|| {
            if !bytes.is_empty() {
                self.owned.handle.write_all(bytes)?;
                self.unsynced = true;
            }
            if sync && self.unsynced {
                self.owned.handle.sync_data()?;
                self.unsynced = false;
            }
            Ok(())
        })();
        self.length = end;
        self.damaged = done.is_err();
        done
    }

    /// Removes the file; it comes back where that fails.
    pub(super) fn remove(self) -> std::result::Result<(), (io::Error, Self)> {
        match self.folder.remove(&self.owned.name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err((error, self)),
            _ => Ok(()),
        }
    }
}
