//! What a save displaced, kept open: a program that had the file open before can still write into it, where no path leads
//! any more.
//!
//! It must not know when somebody looks again, nor what is done about it.

use crate::error::Result;
use crate::store::file::{Loaded, Trouble, loaded, read_whole};
use crate::store::fingerprint::Fingerprint;
use crate::store::fs::{Handle, Meta};
use crate::store::settle::{Looks, RESTS, until_believed};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

/// The coarsest time stamps of a file system (FAT): within that time a second change may leave the stamp as it was.
const COARSEST: Duration = Duration::from_secs(2);

/// A file that was displaced and has no name any more. It takes one open file; when it is dropped, whatever others
/// still write into it is gone. It should be asked before each save, closely a second after one, and before it is dropped.
pub struct Displaced {
    handle: Box<dyn Handle>,
    real_path: PathBuf,
    fingerprint: Fingerprint,
    stamp: (u64, SystemTime),
    /// Whether a later change is sure to show in the stamp.
    is_certain: bool,
}

impl Displaced {
    /// `handle` was displaced from that path, and was found to hold that.
    pub(super) fn new(
        handle: Box<dyn Handle>,
        meta: &Meta,
        real_path: PathBuf,
        fingerprint: Fingerprint,
    ) -> Self {
        let stamp = (meta.size, meta.modified);
        Self { handle, real_path, fingerprint, stamp, is_certain: false }
    }

    /// What somebody wrote into it since it was displaced, or since the last answer: theirs, as if it stood in the
    /// file. It may be half written: see [`Displaced::settled`]. Costs a look at its size and time; it is read only where
    /// these moved, or are too new to tell.
    pub fn changed(&mut self) -> Option<Loaded> {
        self.look(true)
    }

    /// The same by size and time alone: what came so soon that these stayed as they were is left to a later look.
    pub fn moved(&mut self) -> Option<Loaded> {
        self.look(false)
    }

    fn look(&mut self, is_close: bool) -> Option<Loaded> {
        let looked = SystemTime::now();
        let meta = self.handle.meta().ok()?;
        let stamp = (meta.size, meta.modified);
        if stamp == self.stamp && (self.is_certain || !is_close) {
            return None;
        }
        let found = self.read().ok()?;
        self.is_certain = looked.duration_since(meta.modified).is_ok_and(|age| age > COARSEST);
        self.stamp = stamp;
        let is_news = found.fingerprint != self.fingerprint;
        self.fingerprint = found.fingerprint;
        is_news.then_some(found)
    }

    /// Waits until what [`Displaced::changed`] found can be believed, by the rule of
    /// [`settled`](crate::store::settled). `None` where it cannot be read any more.
    pub fn settled(&mut self, first: Loaded, looks: &dyn Fn(&Loaded) -> Looks) -> Option<Loaded> {
        let found = until_believed(&RESTS, first, looks, &mut || self.read().map(Some)).ok()??;
        self.fingerprint = found.fingerprint;
        self.is_certain = false;
        Some(found)
    }

    fn read(&mut self) -> Result<Loaded> {
        let attempt = format!("read what was displaced from {}", self.real_path.display());
        let read = (|| {
            self.handle.rewind()?;
            let meta = self.handle.meta()?;
            read_whole(self.handle.as_mut(), &meta)
        })();
        let bytes = read.map_err(|trouble: Trouble| trouble.error(attempt))?;
        Ok(loaded(bytes, self.real_path.clone(), false))
    }
}
