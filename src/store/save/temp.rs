//! The temporary file a save writes beside its target; it is removed on every way out while it holds our own bytes.
//!
//! What stands at its name is locked by its writer all the time, so that others can tell it from what a crash left. It
//! must not know what is compared or read back.

use super::owner::Owner;
use crate::store::fs::{Folder, Handle, Meta};
use std::ffi::{OsStr, OsString};
use std::io;

/// Names are tried again when one is taken; with 64 random bits, twice means something is wrong.
const TRIES: usize = 4;

/// A temporary file in the target's folder.
pub(super) struct Temp<'a> {
    /// The open file.
    pub(super) handle: Box<dyn Handle>,
    /// After an exchange: what was displaced, which needs a lock of its own.
    displaced: Option<Box<dyn Handle>>,
    folder: &'a dyn Folder,
    name: OsString,
    /// Whether what stands at the name is known and may go.
    is_ours: bool,
}

impl<'a> Temp<'a> {
    /// Creates `.NAME.<process>.<random>.tmp`, which did not exist, and locks it where that can be done.
    pub(super) fn create(folder: &'a dyn Folder, target: &OsStr, mode: u32) -> io::Result<Self> {
        let mut last = None;
        for _ in 0..TRIES {
            let name = Owner::us().temp_name(target);
            match folder.create(&name, mode) {
                Ok(handle) => {
                    // Without a lock, as on some networks, others go by its age.
                    let _ = handle.try_lock();
                    return Ok(Self { handle, displaced: None, folder, name, is_ours: true });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = Some(error),
                Err(error) => return Err(error),
            }
        }
        Err(last.unwrap_or_else(|| io::ErrorKind::AlreadyExists.into()))
    }

    /// Owner, mode and extended attributes of the file that will be replaced; in that order, since a change of owner
    /// clears mode bits and a change of mode narrows an access list.
    pub(super) fn take_over(&self, old: &dyn Handle, meta: &Meta) -> io::Result<()> {
        let own = self.handle.meta()?;
        let owner = (own.owner != meta.owner).then_some(meta.owner);
        let group = (own.group != meta.group).then_some(meta.group);
        if owner.is_some() || group.is_some() {
            self.handle.set_owner(owner, group)?;
        }
        self.handle.set_mode(meta.mode)?;
        for (name, value) in old.attributes()? {
            let set = self.handle.set_attribute(&name, &value);
            if is_the_persons(&name) {
                set?;
            }
        }
        Ok(())
    }

    /// Puts the file in the target's place.
    pub(super) fn rename(mut self, target: &OsStr) -> io::Result<()> {
        self.folder.rename(&self.name, target)?;
        self.is_ours = false;
        Ok(())
    }

    /// Gives the file the target's name, where that is free.
    pub(super) fn rename_new(mut self, target: &OsStr) -> io::Result<()> {
        self.folder.rename_new(&self.name, target)?;
        self.is_ours = false;
        Ok(())
    }

    /// Lets the file and the target change places. From the attempt on, what stands at the temporary name is unknown,
    /// and stays there until [`Temp::remove`] is called.
    pub(super) fn exchange(&mut self, target: &OsStr) -> io::Result<()> {
        self.is_ours = false;
        self.folder.exchange(&self.name, target)?;
        self.displaced = self.folder.open(&self.name).ok();
        if let Some(displaced) = &self.displaced {
            // Its own program may lock it: then nobody sweeps it either.
            let _ = displaced.try_lock();
        }
        Ok(())
    }

    /// The temporary name.
    pub(super) fn name(&self) -> &OsStr {
        &self.name
    }

    /// Removes what stands at the temporary name, which was looked at and may go.
    pub(super) fn remove(mut self) {
        self.is_ours = true;
    }
}

impl Drop for Temp<'_> {
    fn drop(&mut self) {
        if self.is_ours && self.folder.remove(&self.name).is_err() {
            // A second try: a name that stays until the next start is untidy.
            // Nothing more can be done about a leftover here, and the error that led here is the one to tell.
            let _ = self.folder.remove(&self.name);
        }
    }
}

/// Attributes people set must be kept. The others (security labels and the like) the system gives to each new file
/// itself and often lets nobody set.
fn is_the_persons(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b"user.") || name.starts_with(b"system.posix_acl")
}
