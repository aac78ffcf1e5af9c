//! A file system (the real one where no other is named) with a script: before each operation a closure may let it fail,
//! or do something behind its back.
//!
//! Only for tests. Operations are numbered from 1 in the order in which they are asked for.

use super::{Entry, Folder, Fs, Handle, Meta, RealFs};
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

type Script = dyn Fn(usize, &'static str) -> io::Result<()> + Send + Sync;

/// Asks the script, then does the real operation.
#[derive(Clone)]
pub(crate) struct Scripted {
    script: Arc<Script>,
    count: Arc<AtomicUsize>,
    /// What does the operations.
    inner: Arc<dyn Fs>,
    /// The operation at which the process is killed.
    dies_at: usize,
}

impl Scripted {
    /// `script` gets each operation's number and name; an error it returns is the operation's.
    pub(crate) fn new(
        script: impl Fn(usize, &'static str) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self { script: Arc::new(script), count: Arc::default(), inner: Arc::new(RealFs), dies_at: usize::MAX }
    }

    /// The same script in front of another file system.
    pub(crate) fn over(self, inner: impl Fs + 'static) -> Self {
        Self { inner: Arc::new(inner), ..self }
    }

    /// Fails operation `nth`, and where `lasting` all after it, with the error number `errno`.
    pub(crate) fn failing(nth: usize, errno: i32, lasting: bool) -> Self {
        Self::new(move |n, _| {
            let fails = n == nth || (lasting && n > nth);
            if fails { Err(io::Error::from_raw_os_error(errno)) } else { Ok(()) }
        })
    }

    /// Kills the process at operation `nth`, as far as the disk can tell: a write is half done, nothing happens after.
    pub(crate) fn dying(nth: usize) -> Self {
        let script = Self::new(move |n, _| if n < nth { Ok(()) } else { Err(io::Error::other("killed")) });
        Self { dies_at: nth, ..script }
    }

    /// How many operations were asked for.
    pub(crate) fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }

    pub(crate) fn ask(&self, name: &'static str) -> io::Result<()> {
        let number = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        (self.script)(number, name)
    }
}

struct ScriptedFolder(Scripted, Box<dyn Folder>);

struct ScriptedHandle(Scripted, Box<dyn Handle>);

impl Fs for Scripted {
    fn stat(&self, path: &Path) -> io::Result<Meta> {
        self.ask("stat")?;
        self.inner.stat(path)
    }

    fn lstat(&self, path: &Path) -> io::Result<Meta> {
        self.ask("lstat")?;
        self.inner.lstat(path)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        self.ask("read_link")?;
        self.inner.read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.ask("canonicalize")?;
        self.inner.canonicalize(path)
    }

    fn may_write(&self, path: &Path) -> io::Result<bool> {
        self.ask("may_write")?;
        self.inner.may_write(path)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        self.ask("open")?;
        Ok(Box::new(ScriptedHandle(self.clone(), self.inner.open(path)?)))
    }

    fn open_folder(&self, path: &Path) -> io::Result<Box<dyn Folder>> {
        self.ask("open_folder")?;
        Ok(Box::new(ScriptedFolder(self.clone(), self.inner.open_folder(path)?)))
    }

    fn make_folder(&self, path: &Path, mode: u32) -> io::Result<()> {
        self.ask("make_folder")?;
        self.inner.make_folder(path, mode)
    }

    fn entries(&self, path: &Path) -> io::Result<Vec<Entry>> {
        self.ask("entries")?;
        self.inner.entries(path)
    }

    fn is_local(&self, folder: &Path) -> io::Result<bool> {
        self.ask("is_local")?;
        self.inner.is_local(folder)
    }
}

impl Folder for ScriptedFolder {
    fn open(&self, name: &OsStr) -> io::Result<Box<dyn Handle>> {
        self.0.ask("open in folder")?;
        Ok(Box::new(ScriptedHandle(self.0.clone(), self.1.open(name)?)))
    }

    fn open_write(&self, name: &OsStr) -> io::Result<Box<dyn Handle>> {
        self.0.ask("open_write")?;
        Ok(Box::new(ScriptedHandle(self.0.clone(), self.1.open_write(name)?)))
    }

    fn create(&self, name: &OsStr, mode: u32) -> io::Result<Box<dyn Handle>> {
        self.0.ask("create")?;
        Ok(Box::new(ScriptedHandle(self.0.clone(), self.1.create(name, mode)?)))
    }

    fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        self.0.ask("rename")?;
        self.1.rename(from, to)
    }

    fn rename_new(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        self.0.ask("rename_new")?;
        self.1.rename_new(from, to)
    }

    fn exchange(&self, one: &OsStr, other: &OsStr) -> io::Result<()> {
        self.0.ask("exchange")?;
        self.1.exchange(one, other)
    }

    fn remove(&self, name: &OsStr) -> io::Result<()> {
        self.0.ask("remove")?;
        self.1.remove(name)
    }

    fn sync(&self) -> io::Result<()> {
        self.0.ask("sync folder")?;
        self.1.sync()
    }
}

impl Handle for ScriptedHandle {
    fn meta(&self) -> io::Result<Meta> {
        self.0.ask("meta")?;
        self.1.meta()
    }

    fn read(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        self.0.ask("read")?;
        self.1.read(limit)
    }

    /// A write that fails has written half, as on a disk that fills up.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.0.ask("write") {
            if self.0.count() <= self.0.dies_at {
                self.1.write_all(&bytes[..bytes.len() / 2])?;
            }
            return Err(error);
        }
        self.1.write_all(bytes)
    }

    fn rewind(&mut self) -> io::Result<()> {
        self.0.ask("rewind")?;
        self.1.rewind()
    }

    fn cut(&self, length: u64) -> io::Result<()> {
        self.0.ask("cut")?;
        self.1.cut(length)
    }

    fn try_lock(&self) -> io::Result<bool> {
        self.0.ask("try_lock")?;
        self.1.try_lock()
    }

    fn set_owner(&self, owner: Option<u32>, group: Option<u32>) -> io::Result<()> {
        self.0.ask("set_owner")?;
        self.1.set_owner(owner, group)
    }

    fn set_mode(&self, mode: u32) -> io::Result<()> {
        self.0.ask("set_mode")?;
        self.1.set_mode(mode)
    }

    fn attributes(&self) -> io::Result<Vec<(OsString, Vec<u8>)>> {
        self.0.ask("attributes")?;
        self.1.attributes()
    }

    fn set_attribute(&self, name: &OsStr, value: &[u8]) -> io::Result<()> {
        self.0.ask("set_attribute")?;
        self.1.set_attribute(name, value)
    }

    fn allocate(&self, length: u64) -> io::Result<()> {
        self.0.ask("allocate")?;
        self.1.allocate(length)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.0.ask("sync_data")?;
        self.1.sync_data()
    }

    fn sync(&self) -> io::Result<()> {
        self.0.ask("sync")?;
        self.1.sync()
    }
}
