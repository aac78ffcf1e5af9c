//! The real file system: std where std will do, rustix where an operation must be relative to an open folder.
//!
//! It must not know why an operation is wanted.

use super::{Entry, Folder, Fs, Handle, Kind, Meta};
use rustix::fs::{Access, AtFlags, CWD, Mode, OFlags, RenameFlags, XattrFlags};
use rustix::io::{Errno, retry_on_intr};
use std::cell::Cell;
use std::ffi::{OsStr, OsString};
use std::fs::{DirBuilder, File, FileType, Metadata, Permissions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Reading never waits (a FIFO opens at once), never makes a terminal ours, and is not inherited.
const READ: OFlags = OFlags::RDONLY.union(OFlags::NONBLOCK).union(OFlags::CLOEXEC).union(OFlags::NOCTTY);

/// As many bytes are compared at once: what the processor keeps at hand.
const PIECE: usize = 64 * 1024;

/// The file system of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealFs;

struct RealFolder(File);

struct RealHandle(File, Cell<bool>);

impl RealHandle {
    fn new(file: impl Into<File>) -> Self {
        Self(file.into(), Cell::new(false))
    }
}

/// A lock ends with the last copy of the open file, and a program that is being started in this moment has one.
impl Drop for RealHandle {
    fn drop(&mut self) {
        if self.1.get() {
            let _ = self.0.unlock();
        }
    }
}

fn kind(file_type: FileType) -> Kind {
    if file_type.is_symlink() {
        Kind::Link
    } else if file_type.is_dir() {
        Kind::Folder
    } else if file_type.is_file() && !file_type.is_fifo() {
        Kind::File
    } else {
        Kind::Other
    }
}

fn meta(from: &Metadata) -> Meta {
    Meta {
        kind: kind(from.file_type()),
        size: from.size(),
        mode: from.mode() & 0o7777,
        owner: from.uid(),
        group: from.gid(),
        links: from.nlink(),
        modified: from.modified().unwrap_or(SystemTime::UNIX_EPOCH),
        changed: since_epoch(from.ctime(), from.ctime_nsec()),
        identity: (from.dev(), from.ino()),
    }
}

/// A time stamp of the file system; what lies before 1970 counts as 1970.
fn since_epoch(seconds: i64, nanoseconds: i64) -> SystemTime {
    let seconds = Duration::from_secs(u64::try_from(seconds).unwrap_or(0));
    let rest = Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(0));
    SystemTime::UNIX_EPOCH.checked_add(seconds + rest).unwrap_or(SystemTime::UNIX_EPOCH)
}

impl Fs for RealFs {
    fn stat(&self, path: &Path) -> io::Result<Meta> {
        std::fs::metadata(path).map(|found| meta(&found))
    }

    fn lstat(&self, path: &Path) -> io::Result<Meta> {
        std::fs::symlink_metadata(path).map(|found| meta(&found))
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        std::fs::read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        std::fs::canonicalize(path)
    }

    fn may_write(&self, path: &Path) -> io::Result<bool> {
        match rustix::fs::accessat(CWD, path, Access::WRITE_OK, AtFlags::empty()) {
            Ok(()) => Ok(true),
            Err(Errno::ACCESS | Errno::PERM | Errno::ROFS) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let file = retry_on_intr(|| rustix::fs::openat(CWD, path, READ, Mode::empty()))?;
        Ok(Box::new(RealHandle::new(file)))
    }

    fn open_folder(&self, path: &Path) -> io::Result<Box<dyn Folder>> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = retry_on_intr(|| rustix::fs::openat(CWD, path, flags, Mode::empty()))?;
        Ok(Box::new(RealFolder(File::from(folder))))
    }

    fn make_folder(&self, path: &Path, mode: u32) -> io::Result<()> {
        DirBuilder::new().mode(mode).create(path)
    }

    fn entries(&self, path: &Path) -> io::Result<Vec<Entry>> {
        std::fs::read_dir(path)?
            .map(|entry| {
                let entry = entry?;
                Ok(Entry { name: entry.file_name(), kind: kind(entry.file_type()?) })
            })
            .collect()
    }

    fn is_local(&self, folder: &Path) -> io::Result<bool> {
        super::local::is_local(folder)
    }
}

impl Folder for RealFolder {
    fn open(&self, name: &OsStr) -> io::Result<Box<dyn Handle>> {
        let flags = READ | OFlags::NOFOLLOW;
        let file = retry_on_intr(|| rustix::fs::openat(&self.0, name, flags, Mode::empty()))?;
        Ok(Box::new(RealHandle::new(file)))
    }

    fn open_write(&self, name: &OsStr) -> io::Result<Box<dyn Handle>> {
        let flags = READ.difference(OFlags::RDONLY) | OFlags::RDWR | OFlags::NOFOLLOW;
        let file = retry_on_intr(|| rustix::fs::openat(&self.0, name, flags, Mode::empty()))?;
        Ok(Box::new(RealHandle::new(file)))
    }

    fn create(&self, name: &OsStr, mode: u32) -> io::Result<Box<dyn Handle>> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mode = Mode::from_bits_truncate(mode as _);
        let file = retry_on_intr(|| rustix::fs::openat(&self.0, name, flags, mode))?;
        Ok(Box::new(RealHandle::new(file)))
    }

    fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(retry_on_intr(|| rustix::fs::renameat(&self.0, from, &self.0, to))?)
    }

    fn rename_new(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        let flags = RenameFlags::NOREPLACE;
        match retry_on_intr(|| rustix::fs::renameat_with(&self.0, from, &self.0, to, flags)) {
            // File systems without that flag: a hard link does not replace either, then the first name goes.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
                retry_on_intr(|| rustix::fs::linkat(&self.0, from, &self.0, to, AtFlags::empty()))?;
                self.remove(from)
            }
            done => Ok(done?),
        }
    }

    fn exchange(&self, one: &OsStr, other: &OsStr) -> io::Result<()> {
        let flags = RenameFlags::EXCHANGE;
        match retry_on_intr(|| rustix::fs::renameat_with(&self.0, one, &self.0, other, flags)) {
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Err(io::ErrorKind::Unsupported.into()),
            done => Ok(done?),
        }
    }

    fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(retry_on_intr(|| rustix::fs::unlinkat(&self.0, name, AtFlags::empty()))?)
    }

    fn sync(&self) -> io::Result<()> {
        match self.0.sync_all() {
            // Some network and user-space file systems cannot sync a folder and say so; that is no failed save.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
            {
                Ok(())
            }
            done => done,
        }
    }
}

impl Handle for RealHandle {
    fn meta(&self) -> io::Result<Meta> {
        self.0.metadata().map(|found| meta(&found))
    }

    fn read(&mut self, limit: u64) -> io::Result<Vec<u8>> {
        let size = self.0.metadata()?.size().min(limit);
        // One byte more than the size: the read that finds the end then needs no larger buffer.
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        (&self.0).take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Piece by piece: a large file is compared in a third of the time and none of the memory.
    fn holds(&mut self, bytes: &[u8]) -> io::Result<bool> {
        if self.0.metadata()?.size() != bytes.len() as u64 {
            return Ok(false);
        }
        let mut piece = vec![0; PIECE.min(bytes.len() + 1)];
        let mut at = 0;
        loop {
            let read = retry_on_intr(|| rustix::io::pread(&self.0, &mut piece[..], at as u64))?;
            if bytes.get(at..at + read) != Some(&piece[..read]) {
                return Ok(false);
            }
            if read == 0 {
                return Ok(at == bytes.len());
            }
            at += read;
        }
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn rewind(&mut self) -> io::Result<()> {
        self.0.rewind()
    }

    fn cut(&self, length: u64) -> io::Result<()> {
        self.0.set_len(length)
    }

    fn try_lock(&self) -> io::Result<bool> {
        match self.0.try_lock() {
            Ok(()) => {
                self.1.set(true);
                Ok(true)
            }
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn set_owner(&self, owner: Option<u32>, group: Option<u32>) -> io::Result<()> {
        std::os::unix::fs::fchown(&self.0, owner, group)
    }

    fn set_mode(&self, mode: u32) -> io::Result<()> {
        self.0.set_permissions(Permissions::from_mode(mode))
    }

    fn attributes(&self) -> io::Result<Vec<(OsString, Vec<u8>)>> {
        let names = match sized(|buffer| rustix::fs::flistxattr(&self.0, buffer)) {
            Err(Errno::NOTSUP | Errno::NOSYS) => return Ok(Vec::new()),
            names => names?,
        };
        names
            .split(|byte| *byte == 0)
            .filter(|name| !name.is_empty())
            .map(|name| {
                let value = sized(|buffer| rustix::fs::fgetxattr(&self.0, name, buffer))?;
                Ok((OsString::from_vec(name.to_vec()), value))
            })
            .collect()
    }

    fn set_attribute(&self, name: &OsStr, value: &[u8]) -> io::Result<()> {
        Ok(rustix::fs::fsetxattr(&self.0, name.as_bytes(), value, XattrFlags::empty())?)
    }

    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn allocate(&self, length: u64) -> io::Result<()> {
        let keep = rustix::fs::FallocateFlags::KEEP_SIZE;
        match retry_on_intr(|| rustix::fs::fallocate(&self.0, keep, 0, length)) {
            Err(Errno::NOTSUP | Errno::NOSYS) => Ok(()),
            done => Ok(done?),
        }
    }

    /// Elsewhere it would change the length.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn allocate(&self, _length: u64) -> io::Result<()> {
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn sync(&self) -> io::Result<()> {
        self.0.sync_all()
    }
}

/// Fills a buffer that is made larger until what the kernel has fits; 64 KiB is the kernel's own limit.
fn sized(fill: impl Fn(&mut [u8]) -> Result<usize, Errno>) -> Result<Vec<u8>, Errno> {
    let mut buffer = vec![0; 1024];
    loop {
        match fill(&mut buffer) {
            Ok(length) => {
                buffer.truncate(length);
                return Ok(buffer);
            }
            Err(Errno::RANGE) if buffer.len() < 64 * 1024 => buffer.resize(buffer.len() * 8, 0),
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    #[test]
    fn a_lock_ends_though_a_program_that_was_just_started_has_the_file_too() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let file = File::create(&path).unwrap();
        let inherited = file.try_clone().unwrap();
        let handle = RealHandle::new(file);
        let is_free = || File::options().write(true).open(&path).unwrap().try_lock().is_ok();
        assert!(handle.try_lock().unwrap() && !is_free());
        drop(handle);
        assert!(is_free());
        drop(inherited);
    }

    #[test]
    fn a_file_is_compared_to_its_last_byte_wherever_it_was_read_before() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        let bytes = (0..3 * PIECE + 7).map(|at| (at % 251) as u8).collect::<Vec<u8>>();
        std::fs::write(&path, &bytes).unwrap();
        let mut handle = RealFs.open(&path).unwrap();
        handle.read(10).unwrap();
        assert!(handle.holds(&bytes).unwrap());
        for at in [0, PIECE, bytes.len() - 1] {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert!(!handle.holds(&other).unwrap(), "{at}");
        }
        assert!(!handle.holds(&bytes[..PIECE]).unwrap());
        assert!(!handle.holds(&[&bytes[..], b"x"].concat()).unwrap());
        std::fs::write(&path, "").unwrap();
        assert!(handle.holds(b"").unwrap() && !handle.holds(b"x").unwrap());
    }
}
