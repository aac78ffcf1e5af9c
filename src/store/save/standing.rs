//! What stands in the file's place: nothing, what was expected, what is to be saved already, or somebody's version.
//!
//! It must not know how the new content gets there.

use super::{Attempt, SaveError};
use crate::store::file::{self, Trouble};
use crate::store::fingerprint::Fingerprint;
use crate::store::fs::{Handle, Meta};
use std::ffi::OsStr;

/// What stands at a name.
pub(super) enum Found {
    /// What is to be saved.
    Ours(Box<dyn Handle>, Meta),
    /// What was expected.
    Expected(Box<dyn Handle>, Meta),
    /// Something else.
    Other(Meta, Vec<u8>),
}

/// What stands in the file's place, as far as it may be replaced.
pub(super) enum Standing {
    /// Nothing, as expected.
    Nothing,
    /// The version that was expected.
    Expected(Box<dyn Handle>, Meta),
    /// Already what is to be saved.
    Done(Box<dyn Handle>),
}

impl Attempt<'_> {
    /// The very file that was last found to hold what is expected, by all that the system tells of it. What the exchange
    /// displaces is read in any case: this only spares others from seeing their version go and come back.
    pub(super) fn untouched(&self) -> Option<Standing> {
        let known = self.expected.filter(|known| known.print != self.fingerprint)?;
        let handle = self.folder.open(&self.name).ok()?;
        let meta = handle.meta().ok()?;
        (known.meta == Some(&meta)).then_some(Standing::Expected(handle, meta))
    }

    /// Looks at what stands there and stops the save where it is not what was expected.
    pub(super) fn compare(&self) -> Result<Standing, SaveError> {
        match self.find(&self.name).map_err(|trouble| self.trouble(&trouble))? {
            Some(Found::Ours(handle, _)) => Ok(Standing::Done(handle)),
            Some(Found::Expected(handle, meta)) => Ok(Standing::Expected(handle, meta)),
            Some(Found::Other(meta, bytes)) => Err(self.changed(bytes, &meta)),
            None if self.expected.is_none() => Ok(Standing::Nothing),
            None => Err(SaveError::Gone { path: self.path.to_owned() }),
        }
    }

    /// What stands at a name in the file's folder. Where no file is expected, whatever stands there is another's.
    pub(super) fn find(&self, name: &OsStr) -> Result<Option<Found>, Trouble> {
        if let Some(known) = self.expected
            && let Ok(mut handle) = self.folder.open(name)
        {
            let meta = handle.meta()?;
            file::refuse_unless_file(&meta)?;
            if known.is_in(handle.as_mut())? {
                let is_ours = known.print == self.fingerprint;
                return Ok(Some(if is_ours {
                    Found::Ours(handle, meta)
                } else {
                    Found::Expected(handle, meta)
                }));
            }
        }
        Ok(self.read(name)?.map(|(handle, meta, bytes)| {
            let print = Fingerprint::of(&bytes);
            match self.expected {
                Some(_) if print == self.fingerprint => Found::Ours(handle, meta),
                Some(known) if print == known.print => Found::Expected(handle, meta),
                _ => Found::Other(meta, bytes),
            }
        }))
    }
}
