//! The lock file `.NAME.lock` beside a board: a courtesy that tells people who else is at it. And the turns that the
//! programs of one person take at saving a board: a courtesy among programs.
//!
//! The kernel's lock on a file counts, not that the file is there, so a crash leaves no stale one. The board itself is
//! never locked: after a save another file has its name. Neither must be relied on: not every program asks, and not
//! every network file system tells.

mod turn;

pub use turn::Turn;
pub(super) use turn::sweep as sweep_turns;

use super::fs::{Folder, Fs, Handle, Kind};
use super::resolve::resolve;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;
use std::time::Duration;

/// Somebody may just be asking who holds it, which takes the lock for a moment.
const TRIES: usize = 5;
const PAUSE: Duration = Duration::from_millis(10);

/// More than this is no name of a person and a machine.
const MOST_BYTES: u64 = 256;

/// The lock of a board, held until it is dropped.
pub struct Lock {
    folder: Box<dyn Folder>,
    name: OsString,
    handle: Box<dyn Handle>,
}

impl Lock {
    /// Takes the lock of the board at `path`, links followed, and writes there who has it (see [`me`]); `None` where
    /// somebody else does. An error (a read-only folder, a file system without locks) is no news for anybody: then
    /// there is no lock, and nothing is left of it.
    pub fn take(fs: &dyn Fs, path: &Path, who: &str) -> io::Result<Option<Self>> {
        let (folder, name) = place(fs, path)?;
        for number in 0..TRIES {
            if number > 0 {
                std::thread::sleep(PAUSE);
            }
            let (handle, is_new) = match open_or_create(folder.as_ref(), &name) {
                Ok(opened) => opened,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            };
            let is_taken = match try_take(handle.as_ref()) {
                // Whoever had it may have removed the file in between: a lock on a file without a name locks nothing.
                Ok(is_taken) => is_taken && is_at(folder.as_ref(), &name, handle.as_ref()),
                Err(error) => {
                    if is_new {
                        let _ = folder.remove(&name);
                    }
                    return Err(error);
                }
            };
            if is_taken {
                // From here on whatever goes wrong drops it, and that removes it.
                let mut lock = Self { folder, name, handle };
                lock.handle.cut(0)?;
                lock.handle.write_all(format!("{who}\n").as_bytes())?;
                return Ok(Some(lock));
            }
        }
        Ok(None)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while the lock is held, so that it is nobody else's. What cannot be removed locks nothing; a second
        // try, since a file that stays is untidy.
        for _ in 0..2 {
            if is_at(self.folder.as_ref(), &self.name, self.handle.as_ref())
                && self.folder.remove(&self.name).is_ok()
            {
                return;
            }
        }
    }
}

/// Whether the lock of a regular file was taken.
fn try_take(handle: &dyn Handle) -> io::Result<bool> {
    if handle.meta()?.kind != Kind::File {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    handle.try_lock()
}

/// Who has the lock of the board at `path`, in one line without control characters; `None` where nobody has.
pub fn holder(fs: &dyn Fs, path: &Path) -> Option<String> {
    let (folder, name) = place(fs, path).ok()?;
    // Of another person's lock file only reading may be allowed.
    let mut handle = folder.open_write(&name).or_else(|_| folder.open(&name)).ok()?;
    if handle.meta().ok()?.kind != Kind::File || handle.try_lock().ok()? {
        return None;
    }
    let bytes = handle.read(MOST_BYTES).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    Some(text.lines().next().unwrap_or_default().chars().filter(|letter| !letter.is_control()).collect())
}

/// `user@host pid`, from what `lookup` says of an environment variable and the kernel of the machine.
pub fn me(fs: &dyn Fs, lookup: impl Fn(&str) -> Option<OsString>) -> String {
    let named = |name: &str| lookup(name).map(|value| value.to_string_lossy().into_owned());
    let user = named("USER").or_else(|| named("LOGNAME")).unwrap_or_else(|| "somebody".to_owned());
    let kernel =
        fs.open(Path::new("/proc/sys/kernel/hostname")).and_then(|mut handle| handle.read(MOST_BYTES));
    let host = match kernel {
        Ok(bytes) => String::from_utf8_lossy(&bytes).trim().to_owned(),
        Err(_) => named("HOSTNAME").unwrap_or_else(|| "this machine".to_owned()),
    };
    format!("{user}@{host} {}", std::process::id())
}

fn place(fs: &dyn Fs, path: &Path) -> io::Result<(Box<dyn Folder>, OsString)> {
    let real = resolve(fs, path)?.real;
    let (Some(parent), Some(file)) = (real.parent(), real.file_name()) else {
        return Err(io::ErrorKind::IsADirectory.into());
    };
    Ok((fs.open_folder(parent)?, name_of(file)))
}

/// The name of the lock file of a board of that name.
pub(super) fn name_of(board: &OsStr) -> OsString {
    let mut name = OsString::from(".");
    name.push(board);
    name.push(".lock");
    name
}

/// Whether a lock file says what ours say, `user@host number`, rather than being another program's. One of a process that
/// was killed before it could write says nothing.
pub(super) fn is_ours(handle: &mut dyn Handle) -> bool {
    let Ok(bytes) = handle.read(MOST_BYTES) else { return false };
    let text = String::from_utf8_lossy(&bytes);
    let number = text.strip_suffix('\n').and_then(|line| line.rsplit_once(' '));
    text.is_empty() || number.is_some_and(|(who, number)| who.contains('@') && number.parse::<u32>().is_ok())
}

/// Read and write: some network file systems lock nothing else. Everybody's as far as the umask lets them. Whether it
/// was created.
fn open_or_create(folder: &dyn Folder, name: &OsStr) -> io::Result<(Box<dyn Handle>, bool)> {
    match folder.open_write(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            folder.create(name, 0o666).map(|handle| (handle, true))
        }
        opened => opened.map(|handle| (handle, false)),
    }
}

/// Whether the open file still has that name.
pub(super) fn is_at(folder: &dyn Folder, name: &OsStr, handle: &dyn Handle) -> bool {
    let identity = |handle: &dyn Handle| handle.meta().map(|meta| meta.identity).ok();
    let there = folder.open(name).ok().and_then(|there| identity(there.as_ref()));
    there.is_some() && there == identity(handle)
}

#[cfg(test)]
mod tests;
