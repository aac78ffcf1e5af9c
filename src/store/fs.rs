//! The file system as this program uses it: one trait, so that every operation can be made to fail in a test.
//!
//! It must not know what is in the files, nor in which order a safe save takes its steps.

mod local;
mod real;
#[cfg(test)]
pub(crate) mod scripted;
#[cfg(test)]
pub(crate) mod simulated;

pub use real::RealFs;

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, where links were not followed.
    Link,
    /// A FIFO, a socket or a device: never opened.
    Other,
}

/// What the file system says about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// What it is.
    pub kind: Kind,
    /// Its length in bytes.
    pub size: u64,
    /// The permission bits, `0o7777` at most.
    pub mode: u32,
    /// The owner's number.
    pub owner: u32,
    /// The group's number.
    pub group: u32,
    /// How many names (hard links) it has.
    pub links: u64,
    /// When its content last changed.
    pub modified: SystemTime,
    /// When it was last changed in any way, renamed among them; no program can set it.
    pub changed: SystemTime,
    /// The device it is on, and its number there: two names with the same pair are one file.
    pub identity: (u64, u64),
}

/// An entry of a folder: its name and what it is, links not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name within the folder.
    pub name: OsString,
    /// What it is; a link is a link.
    pub kind: Kind,
}

/// Operations by path.
pub trait Fs: Send + Sync {
    /// What stands at `path`, links followed.
    fn stat(&self, path: &Path) -> io::Result<Meta>;
    /// What stands at `path`, a link being a link.
    fn lstat(&self, path: &Path) -> io::Result<Meta>;
    /// Where a link points, as it is written in the link.
    fn read_link(&self, path: &Path) -> io::Result<PathBuf>;
    /// The absolute path without links of something that exists.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;
    /// Whether the kernel lets this process write to the file (it lets root, whatever the mode).
    fn may_write(&self, path: &Path) -> io::Result<bool>;
    /// Opens for reading; returns at once even on a FIFO.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>>;
    /// Opens a folder, to act on its entries wherever the folder is moved meanwhile.
    fn open_folder(&self, path: &Path) -> io::Result<Box<dyn Folder>>;
    /// Makes one folder; its parent must exist. `mode` is cut by the umask.
    fn make_folder(&self, path: &Path, mode: u32) -> io::Result<()>;
    /// The entries of a folder, in no order.
    fn entries(&self, path: &Path) -> io::Result<Vec<Entry>>;
    /// Whether only this machine's kernel changes what is in the folder, so that its events tell of every change and
    /// its locks bind everybody: not on a network, nor where a program or another machine's kernel serves the files.
    fn is_local(&self, folder: &Path) -> io::Result<bool>;
}

/// Operations on the entries of one open folder. A name is one path component; a link is never followed.
pub trait Folder: Send {
    /// Opens an entry for reading; a link is an error.
    fn open(&self, name: &OsStr) -> io::Result<Box<dyn Handle>>;
    /// Opens an entry for reading and writing, its content as it is; a link is an error.
    fn open_write(&self, name: &OsStr) -> io::Result<Box<dyn Handle>>;
    /// Creates a file that must not exist and opens it for reading and writing. `mode` is cut by the umask.
    fn create(&self, name: &OsStr, mode: u32) -> io::Result<Box<dyn Handle>>;
    /// Renames; what stood at `to` is replaced.
    fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()>;
    /// Renames where nothing stands at `to`, else fails with `AlreadyExists`.
    fn rename_new(&self, from: &OsStr, to: &OsStr) -> io::Result<()>;
    /// Lets two entries change places at one moment; both must exist. Fails with `Unsupported` where the file
    /// system cannot.
    fn exchange(&self, one: &OsStr, other: &OsStr) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, name: &OsStr) -> io::Result<()>;
    /// Makes creations, renames and removals durable.
    fn sync(&self) -> io::Result<()>;
}

/// Operations on one open file.
pub trait Handle: Send {
    /// What the open file is, whatever its path leads to by now.
    fn meta(&self) -> io::Result<Meta>;
    /// Reads to the end, but at most `limit` bytes.
    fn read(&mut self, limit: u64) -> io::Result<Vec<u8>>;
    /// Writes everything, from where reading or writing stopped.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Whether the whole file is these bytes. Where reading goes on after that is not said.
    fn holds(&mut self, bytes: &[u8]) -> io::Result<bool> {
        self.rewind()?;
        Ok(self.read(bytes.len() as u64 + 1)? == bytes)
    }
    /// Goes back to the first byte.
    fn rewind(&mut self) -> io::Result<()>;
    /// Cuts the file to that many bytes.
    fn cut(&self, length: u64) -> io::Result<()>;
    /// Takes the file's lock unless another open file holds it; whether it was taken. The kernel lets go of it when
    /// the file is closed, however the process ends. To be asked of files opened for writing (a file system over a
    /// network may want that).
    fn try_lock(&self) -> io::Result<bool>;
    /// Sets owner and group where given. Clears set-id bits, so it comes before [`Handle::set_mode`].
    fn set_owner(&self, owner: Option<u32>, group: Option<u32>) -> io::Result<()>;
    /// Sets the permission bits.
    fn set_mode(&self, mode: u32) -> io::Result<()>;
    /// The extended attributes, among them an access control list; none where there are no such things.
    fn attributes(&self) -> io::Result<Vec<(OsString, Vec<u8>)>>;
    /// Sets one extended attribute.
    fn set_attribute(&self, name: &OsStr, value: &[u8]) -> io::Result<()>;
    /// Sets room aside for so many bytes from the file's first one on; its length stays. Does nothing where the file
    /// system cannot.
    fn allocate(&self, length: u64) -> io::Result<()>;
    /// Makes the content durable, and of the attributes what reading it back needs.
    fn sync_data(&self) -> io::Result<()>;
    /// Makes content and attributes durable.
    fn sync(&self) -> io::Result<()>;
}
