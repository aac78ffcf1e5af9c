//! Open folders and open files of a simulated disk.
//!
//! It must not know what of them is durable.

use super::log::{Node, Op, What};
use super::{Simulated, UMASK, new_number};
use crate::store::fs::{Folder, Handle, Kind, Meta};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::io;

pub(super) struct SimulatedFolder {
    pub(super) fs: Simulated,
    pub(super) node: Node,
}

impl Folder for SimulatedFolder {
    fn open(&self, name: &OsStr) -> io::Result<Box<dyn Handle>> {
        let disk = self.fs.disk();
        let node = disk.named(self.node, name)?;
        if disk.tree.kind(node) == Kind::Link {
            return Err(Errno::LOOP.into());
        }
        Ok(Box::new(SimulatedHandle::new(&self.fs, node)))
    }

    fn open_write(&self, name: &OsStr) -> io::Result<Box<dyn Handle>> {
        let handle = self.open(name)?;
        if handle.meta()?.kind == Kind::File { Ok(handle) } else { Err(Errno::ISDIR.into()) }
    }

    fn create(&self, name: &OsStr, mode: u32) -> io::Result<Box<dyn Handle>> {
        let node = self.fs.disk().make(self.node, name, What::File, mode & !UMASK)?;
        Ok(Box::new(SimulatedHandle::new(&self.fs, node)))
    }

    fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        let mut disk = self.fs.disk();
        disk.named(self.node, from)?;
        disk.act(Op::Rename { folder: self.node, from: from.to_owned(), to: to.to_owned() });
        Ok(())
    }

    fn rename_new(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        if self.fs.disk().named(self.node, to).is_ok() {
            return Err(Errno::EXIST.into());
        }
        self.rename(from, to)
    }

    fn exchange(&self, one: &OsStr, other: &OsStr) -> io::Result<()> {
        let mut disk = self.fs.disk();
        disk.named(self.node, one)?;
        disk.named(self.node, other)?;
        disk.act(Op::Exchange { folder: self.node, one: one.to_owned(), other: other.to_owned() });
        Ok(())
    }

    fn remove(&self, name: &OsStr) -> io::Result<()> {
        let mut disk = self.fs.disk();
        let node = disk.named(self.node, name)?;
        if disk.tree.kind(node) == Kind::Folder {
            return Err(Errno::ISDIR.into());
        }
        disk.act(Op::Remove { folder: self.node, name: name.to_owned() });
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        self.fs.disk().act(Op::SyncFolder(self.node));
        Ok(())
    }
}

pub(super) struct SimulatedHandle {
    fs: Simulated,
    node: Node,
    /// Tells open files of one file apart.
    number: u64,
    position: usize,
}

impl SimulatedHandle {
    pub(super) fn new(fs: &Simulated, node: Node) -> Self {
        Self { fs: fs.clone(), node, number: new_number(), position: 0 }
    }

    fn act(&self, op: Op) -> io::Result<()> {
        let mut disk = self.fs.disk();
        disk.tree.content(self.node)?;
        disk.act(op);
        Ok(())
    }

    fn sync_with(&self, op: Op) -> io::Result<()> {
        let mut disk = self.fs.disk();
        if disk.sync_fails == Some(std::thread::current().id()) {
            disk.sync_fails = None;
            disk.act(Op::FailedSync(self.node));
            return Err(Errno::IO.into());
        }
        disk.act(op);
        Ok(())
    }
}

impl Drop for SimulatedHandle {
    fn drop(&mut self) {
        let mut disk = self.fs.disk();
        if disk.locks.get(&self.node) == Some(&self.number) {
            disk.locks.remove(&self.node);
        }
    }
}

impl Handle for SimulatedHandle {
    fn meta(&self) -> io::Result<Meta> {
        self.fs.disk().tree.meta(self.node)
    }

    fn read(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        let disk = self.fs.disk();
        let rest = disk.tree.content(self.node)?.get(self.position..).unwrap_or_default();
        let read = rest[..rest.len().min(usize::try_from(limit).unwrap_or(usize::MAX))].to_vec();
        self.position += read.len();
        Ok(read)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.act(Op::Write { node: self.node, at: self.position, bytes: bytes.to_vec() })?;
        self.position += bytes.len();
        Ok(())
    }

    fn rewind(&mut self) -> io::Result<()> {
        self.position = 0;
        Ok(())
    }

    fn cut(&self, length: u64) -> io::Result<()> {
        self.act(Op::Cut { node: self.node, length: length as usize })
    }

    fn try_lock(&self) -> io::Result<bool> {
        Ok(*self.fs.disk().locks.entry(self.node).or_insert(self.number) == self.number)
    }

    fn set_owner(&self, owner: Option<u32>, group: Option<u32>) -> io::Result<()> {
        self.act(Op::Owner { node: self.node, owner, group })
    }

    fn set_mode(&self, mode: u32) -> io::Result<()> {
        self.act(Op::Mode { node: self.node, mode })
    }

    fn attributes(&self) -> io::Result<Vec<(OsString, Vec<u8>)>> {
        Ok(self.fs.disk().tree.nodes[&self.node].rights.attributes.clone())
    }

    fn set_attribute(&self, name: &OsStr, value: &[u8]) -> io::Result<()> {
        self.act(Op::Attribute { node: self.node, name: name.to_owned(), value: value.to_vec() })
    }

    /// There is always room.
    fn allocate(&self, _length: u64) -> io::Result<()> {
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        self.sync_with(Op::SyncData(self.node))
    }

    fn sync(&self) -> io::Result<()> {
        self.sync_with(Op::SyncFile(self.node))
    }
}
