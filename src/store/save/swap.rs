//! Puts the new content in the place of the old one and looks at what it displaced, so that a version which somebody
//! saved in the last moment is given its place back rather than lost.
//!
//! It must not know how the temporary file was written.

use super::in_place::is_impossible;
use super::standing::{Found, Standing};
use super::temp::Temp;
use super::{Attempt, SaveError};
use crate::store::file::Trouble;
use crate::store::fingerprint::Fingerprint;
use crate::store::fs::{Handle, Meta};
use crate::store::versions;
use std::io;

/// Others' saves that may come between ours and giving them their place back, before one is left beside the file.
const TRIES: usize = 16;

/// How the file came to hold the new content.
pub(super) enum Replaced {
    /// By this save.
    Ours,
    /// It held it already.
    Same(Box<dyn Handle>),
    /// Not at all: nothing can take its place.
    Impossible(io::Error),
}

impl Attempt<'_> {
    /// Lets the temporary file take the place of the file, which was like `before` when it was compared.
    pub(super) fn replace(&self, mut temp: Temp<'_>, before: &Meta) -> Result<Replaced, SaveError> {
        // Writing took its time. This costs little and spares most others from seeing their version go and come back.
        if !self.fs.lstat(&self.real).is_ok_and(|now| now == *before)
            && let Standing::Done(handle) = self.compare()?
        {
            return Ok(Replaced::Same(handle));
        }
        match temp.exchange(&self.name) {
            Ok(()) => self.inspect(temp)?,
            Err(error) if error.kind() == io::ErrorKind::Unsupported => return self.rename(temp),
            Err(error) => return self.after_failed_exchange(temp, error),
        }
        Ok(Replaced::Ours)
    }

    /// Where nothing can be exchanged: compare, and rename directly after it.
    fn rename(&self, temp: Temp<'_>) -> Result<Replaced, SaveError> {
        let compared = match self.compare() {
            Ok(Standing::Expected(handle, meta)) => {
                match temp.rename(&self.name) {
                    Err(error) if is_impossible(&error) && !self.in_place() => {
                        return Ok(Replaced::Impossible(error));
                    }
                    Err(error) => self.after_failed_rename(error)?,
                    Ok(()) => {}
                }
                if let Some(held) = self.expected {
                    self.keep(handle, &meta, held.print);
                }
                return Ok(Replaced::Ours);
            }
            other => other,
        };
        temp.remove();
        match compared? {
            Standing::Done(handle) => Ok(Replaced::Same(handle)),
            _ => Err(SaveError::Gone { path: self.path.to_owned() }),
        }
    }

    /// The new content is in place: was what it displaced expected?
    fn inspect(&self, temp: Temp<'_>) -> Result<(), SaveError> {
        match self.find(temp.name()).and_then(|found| found.ok_or_else(missing)) {
            Ok(Found::Other(meta, bytes)) => Err(self.give_back(temp, &meta, bytes)),
            Ok(Found::Ours(handle, meta)) => {
                temp.remove();
                self.keep(handle, &meta, self.fingerprint);
                Ok(())
            }
            Ok(Found::Expected(handle, meta)) => {
                temp.remove();
                self.keep(handle, &meta, self.expected.map_or(self.fingerprint, |known| known.print));
                Ok(())
            }
            Err(trouble) => Err(self.undo(temp, &trouble)),
        }
    }

    /// It cannot be told whose version was displaced, so it goes back to where it was.
    fn undo(&self, mut temp: Temp<'_>, trouble: &Trouble) -> SaveError {
        let error = self.trouble(trouble);
        if temp.exchange(&self.name).is_err() {
            return error.with_landed(self.fingerprint);
        }
        if self.holds_ours(&temp) {
            temp.remove();
        }
        error
    }

    /// Gives a version that somebody saved in between its place back. Whoever saved in that moment too was later, so
    /// theirs goes to the file; what then stands nowhere else is kept beside it.
    fn give_back(&self, mut temp: Temp<'_>, meta: &Meta, bytes: Vec<u8>) -> SaveError {
        // What the file holds, by us, and what the next exchange puts there.
        let (mut put, mut next) = (self.fingerprint, Fingerprint::of(&bytes));
        for _ in 0..TRIES {
            if temp.exchange(&self.name).is_err() {
                break;
            }
            let Ok(Some((_, _, found))) = self.read(temp.name()) else { break };
            let held = Fingerprint::of(&found);
            if held == put {
                if put == self.fingerprint || self.is_stored(&found) {
                    temp.remove();
                }
                break;
            }
            put = std::mem::replace(&mut next, held);
        }
        self.changed(bytes, meta)
    }

    /// Puts a version that stands nowhere else where it can be found again; where that fails it stays beside the file.
    fn is_stored(&self, bytes: &[u8]) -> bool {
        self.state.is_some_and(|state| versions::put(self.fs, state, &self.real, bytes).is_ok())
    }

    /// An exchange can have happened although it reports an error (a network file system's lost answer): look.
    fn after_failed_exchange(&self, temp: Temp<'_>, error: io::Error) -> Result<Replaced, SaveError> {
        if !self.holds_ours(&temp) {
            return if self.in_place() {
                self.inspect(temp).map(|()| Replaced::Ours)
            } else {
                Err(self.failed(error))
            };
        }
        temp.remove();
        if is_impossible(&error) {
            return Ok(Replaced::Impossible(error));
        }
        if error.kind() == io::ErrorKind::NotFound {
            // Removed since it was compared.
            self.compare()?;
        }
        Err(self.failed(error))
    }

    /// Whether the temporary name holds the new content.
    fn holds_ours(&self, temp: &Temp<'_>) -> bool {
        matches!(self.read(temp.name()), Ok(Some((_, _, bytes))) if bytes == self.bytes)
    }

    /// Whether the file holds the new content.
    fn in_place(&self) -> bool {
        matches!(self.read(&self.name), Ok(Some((_, _, bytes))) if bytes == self.bytes)
    }
}

fn missing() -> Trouble {
    Trouble::Io(io::ErrorKind::NotFound.into())
}
