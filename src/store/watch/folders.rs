//! The folders that are being watched, kept in step with the files that matter.
//!
//! It must not know what is read, nor what is told.

use super::Signal;
use crate::error::Error;
use crate::store::fs::{Fs, Kind};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

/// The system's watcher and what it watches.
pub(super) struct Folders {
    events: Sender<Signal>,
    watcher: Option<RecommendedWatcher>,
    watched: HashSet<PathBuf>,
    /// Told already as not watchable.
    refused: HashSet<PathBuf>,
}

impl Folders {
    pub(super) fn new(events: Sender<Signal>) -> Self {
        Self { events, watcher: None, watched: HashSet::new(), refused: HashSet::new() }
    }

    /// Watches the folders of these places, or where a folder is missing the nearest one above that is there, and
    /// nothing else. Returns what could not be watched and was not told before.
    pub(super) fn watch(&mut self, fs: &dyn Fs, places: &[PathBuf]) -> Option<Error> {
        let wanted: HashSet<PathBuf> = places.iter().filter_map(|place| standing_folder(fs, place)).collect();
        let surplus: Vec<_> = self.watched.difference(&wanted).cloned().collect();
        for folder in &surplus {
            self.unwatch(folder);
        }
        let mut trouble = None;
        for folder in wanted {
            if self.watched.contains(&folder) {
                continue;
            }
            match self.add(&folder) {
                Ok(()) => {
                    self.refused.remove(&folder);
                    self.watched.insert(folder);
                }
                Err(error) => {
                    if self.refused.insert(folder.clone()) {
                        let attempt = format!("watch {} for changes by others", folder.display());
                        let remedy = "outside changes show on saving only; raise fs.inotify.max_user_watches if it is used up";
                        trouble = Some(Error::new(attempt, error, remedy));
                    }
                }
            }
        }
        trouble
    }

    /// Forgets the watched folders among these paths: one was removed or renamed, and what stands there next is
    /// another folder that has to be watched anew.
    pub(super) fn replaced(&mut self, paths: &[PathBuf]) {
        for path in paths {
            if self.watched.contains(path) {
                self.unwatch(path);
            }
        }
    }

    fn unwatch(&mut self, folder: &Path) {
        self.watched.remove(folder);
        if let Some(watcher) = &mut self.watcher {
            // The system ends the watch of a removed folder by itself, and then says so here.
            let _ = watcher.unwatch(folder);
        }
    }

    fn add(&mut self, folder: &Path) -> notify::Result<()> {
        let watcher = match &mut self.watcher {
            Some(watcher) => watcher,
            empty => {
                let events = self.events.clone();
                let handler = move |event| {
                    if let Some(signal) = signal(event) {
                        // Fails only while the program ends.
                        let _ = events.send(signal);
                    }
                };
                empty.insert(notify::recommended_watcher(handler)?)
            }
        };
        watcher.watch(folder, RecursiveMode::NonRecursive)
    }
}

/// The nearest folder above a place that is there.
fn standing_folder(fs: &dyn Fs, place: &Path) -> Option<PathBuf> {
    let is_folder = |path: &&Path| fs.stat(path).is_ok_and(|meta| meta.kind == Kind::Folder);
    place.ancestors().skip(1).find(is_folder).map(Path::to_owned)
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
