//! The folders that systems other than Linux watch for us, by `notify` on a thread of its own.
//!
//! It must not know which files matter, nor that a folder may come back.

use super::super::{Line, Signal};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use rustix::fd::BorrowedFd;
use std::io;
use std::path::Path;

/// The system's watcher.
pub(super) struct System {
    line: Line,
    watcher: Option<RecommendedWatcher>,
}

impl System {
    /// Watches nothing yet; what happens is told on the line.
    pub(super) fn new(line: &Line) -> Self {
        Self { line: line.clone(), watcher: None }
    }

    /// Watches a folder.
    pub(super) fn add(&mut self, folder: &Path) -> io::Result<()> {
        let watcher = match &mut self.watcher {
            Some(watcher) => watcher,
            empty => {
                let line = self.line.clone();
                let handler = move |event| {
                    if let Some(signal) = signal(event) {
                        line.send(signal);
                    }
                };
                empty.insert(notify::recommended_watcher(handler).map_err(io::Error::other)?)
            }
        };
        watcher.watch(folder, RecursiveMode::NonRecursive).map_err(io::Error::other)
    }

    /// Watches it no more.
    pub(super) fn remove(&mut self, folder: &Path) {
        if let Some(watcher) = &mut self.watcher {
            // The system ends the watch of a removed folder by itself, and then says so here.
            let _ = watcher.unwatch(folder);
        }
    }

    /// Nothing: what happens comes on the line.
    pub(super) fn queue(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    /// Nothing: what happens comes on the line.
    pub(super) fn read(&mut self) -> Vec<Signal> {
        Vec::new()
    }
}

/// What an event means to the worker; nothing where it only tells of reading, our own included.
fn signal(event: notify::Result<Event>) -> Option<Signal> {
    let Ok(event) = event else { return Some(Signal::Lost) };
    if event.need_rescan() {
        return Some(Signal::Lost);
    }
    match event.kind {
        EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write) => None,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => {
            Some(Signal::Event(event.paths, true))
        }
        _ => Some(Signal::Event(event.paths, false)),
    }
}
