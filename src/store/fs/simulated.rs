//! A file system in memory that knows what of it is durable: the power can be cut at any moment, as often as a test
//! wants, and what is left is one of the states that a real disk could be left in.
//!
//! Only for tests. Every operation is logged; [`Simulated::cut`] takes the log up to some operation and throws away what
//! no sync made durable, or a part of it. Failing operations, and others that act in between, come from
//! [`Scripted`](super::scripted::Scripted) in front of it.

mod crash;
mod dice;
mod log;
mod open;
mod tree;

pub(crate) use crash::End;
pub(crate) use dice::Dice;

use super::{Entry, Folder, Fs, Handle, Meta};
use log::{Node, Op, What};
use open::{SimulatedFolder, SimulatedHandle};
use rustix::io::Errno;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::ThreadId;
use tree::{ROOT, Tree};

/// The bits that a new file does not get.
const UMASK: u32 = 0o022;

/// Numbers for nodes and open files, none used twice, so that logs of several disks can be told apart.
static NUMBERS: AtomicU64 = AtomicU64::new(ROOT + 1);

fn new_number() -> u64 {
    NUMBERS.fetch_add(1, Ordering::Relaxed)
}

/// A simulated disk. Its clones are the same disk.
#[derive(Clone)]
pub(crate) struct Simulated(Arc<Mutex<Disk>>);

struct Disk {
    /// What was durable when the log began.
    base: Tree,
    log: Vec<Op>,
    /// What programs see: `base` and all of the log.
    tree: Tree,
    /// Which open file holds the lock of which file.
    locks: BTreeMap<Node, u64>,
    /// Whose next sync fails.
    sync_fails: Option<ThreadId>,
}

impl Disk {
    fn new(base: Tree) -> Self {
        Self { tree: base.clone(), base, log: Vec::new(), locks: BTreeMap::new(), sync_fails: None }
    }

    fn act(&mut self, op: Op) {
        self.tree.apply(&op);
        self.log.push(op);
    }

    fn make(&mut self, folder: Node, name: &OsStr, what: What, mode: u32) -> io::Result<Node> {
        self.tree.entries(folder)?;
        if self.tree.named(folder, name).is_some() {
            return Err(Errno::EXIST.into());
        }
        let node = new_number();
        self.act(Op::Make { folder, name: name.to_owned(), node, what, mode });
        Ok(node)
    }

    fn named(&self, folder: Node, name: &OsStr) -> io::Result<Node> {
        Ok(self.tree.named(folder, name).ok_or(Errno::NOENT)?)
    }
}

impl Simulated {
    /// A disk with these folders, made with those above them, which all are durable.
    pub(crate) fn new(folders: &[&Path]) -> Self {
        let new = Self(Arc::new(Mutex::new(Disk::new(Tree::new()))));
        for folder in folders {
            let mut above: Vec<&Path> = folder.ancestors().collect();
            above.reverse();
            for folder in above {
                // Those that are there already.
                let _ = new.make_folder(folder, 0o755);
            }
        }
        new.settle();
        new
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whatever was done by now is durable, and the log begins anew.
    pub(crate) fn settle(&self) {
        let mut disk = self.disk();
        disk.base = disk.tree.clone();
        disk.log.clear();
    }

    /// This thread's next sync of a file fails, and the kernel forgets what it was to write.
    pub(crate) fn fail_next_sync(&self) {
        self.disk().sync_fails = Some(std::thread::current().id());
    }

    /// Writes into the log what the program was told.
    pub(crate) fn note(&self, text: String) {
        self.disk().act(Op::Note(text));
    }

    /// How many operations the log has.
    pub(crate) fn length(&self) -> usize {
        self.disk().log.len()
    }

    /// The log up to there, a line for each operation.
    pub(crate) fn log(&self, until: usize) -> String {
        let disk = self.disk();
        disk.log.iter().enumerate().take(until).fold(String::new(), |mut text, (at, op)| {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{at:4} {op}");
            text
        })
    }

    /// A disk as it may be after the first `at` operations: nobody has anything open or locked on it.
    pub(crate) fn cut(&self, at: usize, end: End, dice: &mut Dice) -> Self {
        let disk = self.disk();
        let mut log = disk.log[..at].to_vec();
        let new = if end == End::Kill {
            if let Some(Op::Write { bytes, .. }) = log.last_mut() {
                // A signal between two pages of a write.
                bytes.truncate(dice.below(bytes.len() + 1));
            }
            let mut new = Disk::new(disk.base.clone());
            for op in log {
                new.act(op);
            }
            new
        } else {
            Disk::new(crash::power_cut(&disk.base, &log, end, dice))
        };
        Self(Arc::new(Mutex::new(new)))
    }

    /// A file's whole content.
    pub(crate) fn content(&self, path: &Path) -> io::Result<Vec<u8>> {
        let disk = self.disk();
        let (_, node) = disk.tree.find(path, true)?;
        disk.tree.content(node).map(<[u8]>::to_vec)
    }

    fn parent(&self, path: &Path) -> io::Result<(Node, OsString)> {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(Errno::EXIST.into());
        };
        Ok((self.disk().tree.find(parent, true)?.1, name.to_owned()))
    }

    /// Makes a symbolic link.
    pub(crate) fn symlink(&self, target: &Path, path: &Path) -> io::Result<()> {
        let (folder, name) = self.parent(path)?;
        self.disk().make(folder, &name, What::Link(target.to_owned()), 0o777).map(drop)
    }

    /// Gives a file another name.
    pub(crate) fn hard_link(&self, file: &Path, path: &Path) -> io::Result<()> {
        let (folder, name) = self.parent(path)?;
        let mut disk = self.disk();
        let (_, node) = disk.tree.find(file, false)?;
        if disk.tree.named(folder, &name).is_some() {
            return Err(Errno::EXIST.into());
        }
        disk.act(Op::Link { folder, name, node });
        Ok(())
    }
}

impl Fs for Simulated {
    fn stat(&self, path: &Path) -> io::Result<Meta> {
        let disk = self.disk();
        disk.tree.meta(disk.tree.find(path, true)?.1)
    }

    fn lstat(&self, path: &Path) -> io::Result<Meta> {
        let disk = self.disk();
        disk.tree.meta(disk.tree.find(path, false)?.1)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        let disk = self.disk();
        let (_, node) = disk.tree.find(path, false)?;
        match &disk.tree.nodes[&node].body {
            tree::Body::Link(target) => Ok(target.clone()),
            _ => Err(Errno::INVAL.into()),
        }
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.disk().tree.find(path, true).map(|(real, _)| real)
    }

    fn may_write(&self, path: &Path) -> io::Result<bool> {
        self.stat(path).map(|meta| meta.mode & 0o222 != 0)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let (_, node) = self.disk().tree.find(path, true)?;
        Ok(Box::new(SimulatedHandle::new(self, node)))
    }

    fn open_folder(&self, path: &Path) -> io::Result<Box<dyn Folder>> {
        let disk = self.disk();
        let (_, node) = disk.tree.find(path, true)?;
        disk.tree.entries(node)?;
        Ok(Box::new(SimulatedFolder { fs: self.clone(), node }))
    }

    fn make_folder(&self, path: &Path, mode: u32) -> io::Result<()> {
        let (folder, name) = self.parent(path)?;
        self.disk().make(folder, &name, What::Folder, mode & !UMASK).map(drop)
    }

    fn entries(&self, path: &Path) -> io::Result<Vec<Entry>> {
        let disk = self.disk();
        let (_, folder) = disk.tree.find(path, true)?;
        let entry =
            |(name, node): &(OsString, Node)| Entry { name: name.clone(), kind: disk.tree.kind(*node) };
        Ok(disk.tree.entries(folder)?.iter().map(entry).collect())
    }

    fn is_local(&self, _folder: &Path) -> io::Result<bool> {
        Ok(true)
    }
}

#[cfg(test)]
mod tests;
