//! The folders that Linux watches for us (inotify), read by the watching thread itself: the kernel's own queue is enough.
//!
//! It must not know which files matter, nor that a folder may come back.

use super::super::{Line, Signal};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::inotify::{self, CreateFlags, Event, ReadFlags, Reader, WatchFlags};
use rustix::io::Errno;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::io;
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Everything that changes a file, and what ends a watch; neither opening nor reading, our own included.
const TOLD: WatchFlags = WatchFlags::ATTRIB
    .union(WatchFlags::CREATE)
    .union(WatchFlags::DELETE)
    .union(WatchFlags::CLOSE_WRITE)
    .union(WatchFlags::MODIFY)
    .union(WatchFlags::MOVE)
    .union(WatchFlags::MOVE_SELF)
    .union(WatchFlags::ONLYDIR);

/// After these another folder may stand at the path.
const REPLACED: ReadFlags = ReadFlags::DELETE
    .union(ReadFlags::MOVED_FROM)
    .union(ReadFlags::MOVE_SELF)
    .union(ReadFlags::UNMOUNT)
    .union(ReadFlags::IGNORED);

/// The kernel's queue of events, and what it watches.
#[derive(Default)]
pub(super) struct System {
    queue: Option<OwnedFd>,
    /// The folders by the kernel's number. One folder may have been asked for by several paths.
    watched: HashMap<i32, Vec<PathBuf>>,
}

impl System {
    /// Watches nothing yet, and takes nothing of the system until it does. The line is for systems that tell on a thread
    /// of their own.
    pub(super) fn new(_: &Line) -> Self {
        Self::default()
    }

    /// Watches a folder.
    pub(super) fn add(&mut self, folder: &Path) -> io::Result<()> {
        let queue = match &mut self.queue {
            Some(queue) => queue,
            empty => {
                let flags = CreateFlags::CLOEXEC | CreateFlags::NONBLOCK;
                empty.insert(inotify::init(flags).map_err(limit)?)
            }
        };
        let number = inotify::add_watch(queue, folder, TOLD).map_err(limit)?;
        let paths = self.watched.entry(number).or_default();
        if !paths.iter().any(|path| path == folder) {
            paths.push(folder.to_owned());
        }
        Ok(())
    }

    /// Watches it no more.
    pub(super) fn remove(&mut self, folder: &Path) {
        let queue = self.queue.as_ref();
        self.watched.retain(|number, paths| {
            paths.retain(|path| path != folder);
            if let (true, Some(queue)) = (paths.is_empty(), queue) {
                // The kernel ends the watch of a removed folder by itself, and then says so here.
                let _ = inotify::remove_watch(queue, *number);
            }
            !paths.is_empty()
        });
    }

    /// What is ready while there is something to [`read`](Self::read).
    pub(super) fn queue(&self) -> Option<BorrowedFd<'_>> {
        self.queue.as_ref().map(AsFd::as_fd)
    }

    /// What happened, at most one buffer of it; nothing where nothing did.
    pub(super) fn read(&mut self) -> Vec<Signal> {
        let mut told = Vec::new();
        let Some(queue) = &self.queue else { return told };
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut reader = Reader::new(queue, &mut buffer);
        loop {
            match reader.next() {
                Ok(event) => told.extend(signal(&mut self.watched, &event)),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return told,
                // Nothing is known to lead here. A new queue is begun, with everything watched anew.
                Err(_) => break,
            }
            if reader.is_buffer_empty() {
                return told;
            }
        }
        self.queue = None;
        told.push(Signal::Event(self.watched.drain().flat_map(|(_, paths)| paths).collect(), true));
        told
    }
}

/// What an event means to the worker; nothing where it comes late, from a watch that was ended.
fn signal(watched: &mut HashMap<i32, Vec<PathBuf>>, event: &Event) -> Option<Signal> {
    if event.events().contains(ReadFlags::QUEUE_OVERFLOW) {
        return Some(Signal::Lost);
    }
    let may_replace = event.events().intersects(REPLACED);
    // The folder was removed, or its disk: the kernel has ended the watch.
    if event.events().contains(ReadFlags::IGNORED) {
        return watched.remove(&event.wd()).map(|paths| Signal::Event(paths, may_replace));
    }
    let name = event.file_name().map(|name| OsStr::from_bytes(name.to_bytes()));
    let of = |folder: &PathBuf| name.map_or_else(|| folder.clone(), |name| folder.join(name));
    let paths = watched.get(&event.wd())?.iter().map(of).collect();
    Some(Signal::Event(paths, may_replace))
}

/// The system's limits in words: its own speak of disks and files.
fn limit(error: Errno) -> io::Error {
    match error {
        Errno::NOSPC => io::Error::other("all watches that the system allows are in use"),
        Errno::MFILE => io::Error::other("all watchers that the system allows are in use"),
        error => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bell::Bell;
    use std::fs as disk;
    use std::os::unix::fs::symlink;
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    fn system() -> System {
        System::new(&Line::new(channel().0, Arc::new(Bell::new().unwrap())))
    }

    /// Everything that waits: the paths, and whether a folder may be another one.
    fn read(system: &mut System) -> Vec<(PathBuf, bool)> {
        let mut all = Vec::new();
        loop {
            let some = system.read();
            if some.is_empty() {
                return all;
            }
            for signal in some {
                let Signal::Event(paths, may_replace) = signal else { panic!("events are lost") };
                all.extend(paths.into_iter().map(|path| (path, may_replace)));
            }
        }
    }

    #[test]
    fn writing_is_told_and_reading_is_not_and_names_are_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(OsStr::from_bytes(b"\xff.yaml"));
        let mut system = system();
        assert!(system.queue().is_none() && system.read().is_empty());
        system.add(folder.path()).unwrap();
        disk::write(&path, "new").unwrap();
        let told = read(&mut system);
        assert!(!told.is_empty() && told.iter().all(|told| *told == (path.clone(), false)), "{told:?}");
        disk::read(&path).unwrap();
        assert_eq!(read(&mut system), []);
        disk::rename(&path, folder.path().join("b")).unwrap();
        assert_eq!(read(&mut system), [(path, true), (folder.path().join("b"), false)]);
    }

    #[test]
    fn a_folder_under_two_paths_tells_both_until_each_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        disk::create_dir(&real).unwrap();
        symlink(&real, &link).unwrap();
        let mut system = system();
        for path in [&real, &link, &link] {
            system.add(path).unwrap();
        }
        disk::create_dir(real.join("a")).unwrap();
        assert_eq!(read(&mut system), [(real.join("a"), false), (link.join("a"), false)]);
        system.remove(&real);
        disk::create_dir(real.join("b")).unwrap();
        assert_eq!(read(&mut system), [(link.join("b"), false)]);
        system.remove(&link);
        disk::create_dir(real.join("c")).unwrap();
        assert_eq!(read(&mut system), [], "also not that the watch was ended");
    }

    #[test]
    fn a_folder_that_goes_is_told_and_can_be_watched_again() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("boards");
        let mut system = system();
        for _ in 0..2 {
            disk::create_dir(&folder).unwrap();
            system.add(&folder).unwrap();
            disk::remove_dir(&folder).unwrap();
            assert_eq!(read(&mut system), [(folder.clone(), true)]);
            assert!(system.watched.is_empty());
        }
        disk::create_dir(&folder).unwrap();
        system.add(&folder).unwrap();
        disk::rename(&folder, root.path().join("away")).unwrap();
        assert_eq!(read(&mut system), [(folder.clone(), true)]);
        system.remove(&folder);
        assert_eq!(read(&mut system), []);
    }

    #[test]
    fn lost_events_are_told() {
        let most = disk::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut system = system();
        system.add(folder.path()).unwrap();
        // Equal events that follow each other are one: the names have to differ.
        for number in 0..=most.trim().parse::<u32>().unwrap() / 3 {
            disk::write(folder.path().join(number.to_string()), "x").unwrap();
        }
        let signals = std::iter::repeat_with(|| system.read()).take_while(|some| !some.is_empty()).flatten();
        assert!(matches!(signals.last(), Some(Signal::Lost)));
    }

    #[test]
    fn what_is_used_up_is_named() {
        assert!(limit(Errno::NOSPC).to_string().contains("watches"));
        assert!(limit(Errno::MFILE).to_string().contains("watchers"));
        let missing = system().add(Path::new("/nonexistent")).unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    }
}
