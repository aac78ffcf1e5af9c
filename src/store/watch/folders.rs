//! The folders that are being watched, kept in step with the files that matter.
//!
//! It must not know what is read, nor what is told.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod inotify;

use super::{Line, Signal};
use crate::error::Error;
use crate::store::fs::{Fs, Kind};
#[cfg(not(target_os = "linux"))]
use elsewhere::System;
#[cfg(target_os = "linux")]
use inotify::System;
use rustix::fd::BorrowedFd;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// How much can be trusted where a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// Neither events nor at once the time stamps: others than this machine's kernel change files there.
    Nothing,
    /// No events come, since the folder could not be watched; time stamps tell of changes.
    Stamps,
    /// Every change is told by an event.
    Events,
}

/// The system's watcher and what it watches.
pub(super) struct Folders {
    system: System,
    watched: HashSet<PathBuf>,
    /// Told already as not watchable.
    refused: HashSet<PathBuf>,
    /// The folder that stands for each place, and how far it is to be trusted.
    standing: HashMap<PathBuf, Trust>,
}

impl Folders {
    pub(super) fn new(line: &Line) -> Self {
        Self {
            system: System::new(line),
            watched: HashSet::new(),
            refused: HashSet::new(),
            standing: HashMap::new(),
        }
    }

    /// Watches the folders of these places, or where a folder is missing the nearest one above that is there, and
    /// nothing else. Returns what could not be watched and was not told before; it is tried again each time.
    pub(super) fn watch(&mut self, fs: &dyn Fs, places: &[PathBuf]) -> Option<Error> {
        let standing: Vec<_> = places.iter().map(|place| (place, standing_folder(fs, place))).collect();
        let wanted: HashSet<PathBuf> = standing.iter().filter_map(|(_, folder)| folder.clone()).collect();
        let surplus: Vec<_> = self.watched.difference(&wanted).cloned().collect();
        for folder in &surplus {
            self.unwatch(folder);
        }
        let mut trouble = None;
        let mut trust = HashMap::new();
        for folder in wanted {
            // Asked each time: another disk may be mounted there by now.
            let is_local = fs.is_local(&folder).unwrap_or(false);
            let told = self.watch_folder(&folder);
            let level = match (is_local, self.watched.contains(&folder)) {
                (true, true) => Trust::Events,
                (true, false) => Trust::Stamps,
                (false, _) => Trust::Nothing,
            };
            trust.insert(folder, level);
            trouble = trouble.or(told);
        }
        let of = |folder: Option<PathBuf>| folder.and_then(|folder| trust.get(&folder).copied());
        self.standing = standing
            .into_iter()
            .map(|(place, folder)| (place.clone(), of(folder).unwrap_or(Trust::Nothing)))
            .collect();
        trouble
    }

    /// How much can be trusted of all these places together, which were watched last.
    pub(super) fn trust(&self, places: &[PathBuf]) -> Trust {
        let levels = places.iter().map(|place| self.standing.get(place).copied().unwrap_or(Trust::Nothing));
        levels.min().unwrap_or(Trust::Nothing)
    }

    /// Watches one folder, unless it is watched; the error where that fails for the first time.
    fn watch_folder(&mut self, folder: &Path) -> Option<Error> {
        if self.watched.contains(folder) {
            return None;
        }
        match self.system.add(folder) {
            Ok(()) => {
                self.refused.remove(folder);
                self.watched.insert(folder.to_owned());
                None
            }
            Err(error) => self.refused.insert(folder.to_owned()).then(|| {
                let attempt = format!("watch {} for changes by others", folder.display());
                let remedy =
                    "it is looked at every 2 s instead; raise fs.inotify.max_user_watches if it is used up";
                Error::new(attempt, error, remedy)
            }),
        }
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
        self.system.remove(folder);
    }

    /// What is ready while events wait; nothing where they come on the line.
    pub(super) fn events(&self) -> Option<BorrowedFd<'_>> {
        self.system.queue()
    }

    /// Events that wait.
    pub(super) fn read_events(&mut self) -> Vec<Signal> {
        self.system.read()
    }
}

/// The nearest folder above a place that is there.
fn standing_folder(fs: &dyn Fs, place: &Path) -> Option<PathBuf> {
    let is_folder = |path: &&Path| fs.stat(path).is_ok_and(|meta| meta.kind == Kind::Folder);
    place.ancestors().skip(1).find(is_folder).map(Path::to_owned)
}
