//! The watching thread: waits for events, looks at the files, and tells what it believes.
//!
//! It must not know how folders are watched.

use super::folders::Folders;
use super::{Disk, DiskState, Pace, Signal};
use crate::error::Result;
use crate::store::file::{Loaded, try_load};
use crate::store::fingerprint::Fingerprint;
use crate::store::fs::Fs;
use crate::store::resolve::resolve;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Instant;

/// What a look finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Content(Fingerprint),
    Empty,
    Missing,
    Unreadable,
}

impl Seen {
    fn of(found: &Result<Option<Loaded>>) -> Self {
        match found {
            Ok(Some(loaded)) => Self::content(loaded.fingerprint),
            Ok(None) => Self::Missing,
            Err(_) => Self::Unreadable,
        }
    }

    fn content(fingerprint: Fingerprint) -> Self {
        if fingerprint == Fingerprint::of(b"") { Self::Empty } else { Self::Content(fingerprint) }
    }

    /// What a file goes through while others write it, by truncating or by removing first.
    fn may_be_passing(self) -> bool {
        !matches!(self, Self::Content(_))
    }
}

/// A file that has to be looked at.
struct Check {
    due: Instant,
    since: Instant,
    /// What the look before found.
    last: Option<Seen>,
}

/// A watched file.
struct Watched {
    /// What the caller knows.
    known: Seen,
    /// What the caller is about to write.
    coming: Option<Fingerprint>,
    /// The file and the links on the way to it: an event at one of these, or above, is a hint.
    places: Vec<PathBuf>,
    check: Option<Check>,
}

pub(super) struct Worker<F> {
    fs: Arc<dyn Fs>,
    pace: Pace,
    on_disk: F,
    folders: Folders,
    files: HashMap<PathBuf, Watched>,
}

impl<F: Fn(Disk)> Worker<F> {
    pub(super) fn new(fs: Arc<dyn Fs>, pace: Pace, events: Sender<Signal>, on_disk: F) -> Self {
        Self { fs, pace, on_disk, folders: Folders::new(events), files: HashMap::new() }
    }

    /// Works until it is told to stop. Without a file to look at it sleeps until something happens.
    pub(super) fn run(mut self, signals: &Receiver<Signal>) {
        loop {
            let due = self.files.values().filter_map(|file| Some(file.check.as_ref()?.due)).min();
            let signal = match due {
                None => signals.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => signals.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match signal {
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(signal) => self.take(signal),
                Err(RecvTimeoutError::Timeout) => {}
            }
            self.look_where_due();
        }
    }

    fn take(&mut self, signal: Signal) {
        match signal {
            Signal::File(path, known) => {
                let known = known.map_or(Seen::Missing, Seen::content);
                let watched = Watched { known, coming: None, places: Vec::new(), check: None };
                self.files.insert(path.clone(), watched);
                self.arm(&path);
                // It may have changed since the caller read it.
                self.hint(|file, _| file == path);
            }
            Signal::Forget(path) => {
                self.files.remove(&path);
                self.rearm();
            }
            Signal::Coming(path, content) => {
                if let Some(file) = self.files.get_mut(&path) {
                    file.coming = Some(content);
                }
            }
            Signal::Known(path, content) => {
                if let Some(file) = self.files.get_mut(&path) {
                    file.known = Seen::content(content);
                    file.coming = None;
                }
            }
            Signal::Event(paths, may_replace) => {
                if may_replace {
                    self.folders.replaced(&paths);
                }
                self.hint(|_, places| {
                    paths.iter().any(|path| places.iter().any(|place| place.starts_with(path)))
                });
            }
            Signal::Lost => self.hint(|_, _| true),
            Signal::Stop => {}
        }
    }

    /// Plans a look at the files concerned, unless one is planned already.
    fn hint(&mut self, concerned: impl Fn(&Path, &[PathBuf]) -> bool) {
        let now = Instant::now();
        for (path, file) in &mut self.files {
            if file.check.is_none() && concerned(path, &file.places) {
                file.check = Some(Check { due: now + self.pace.gather, since: now, last: None });
            }
        }
    }

    fn look_where_due(&mut self) {
        let now = Instant::now();
        let is_due = |file: &Watched| file.check.as_ref().is_some_and(|check| check.due <= now);
        let due: Vec<_> =
            self.files.iter().filter(|(_, file)| is_due(file)).map(|(path, _)| path.clone()).collect();
        for path in due {
            // Before reading, so that nothing happens unseen between the two.
            self.arm(&path);
            let found = try_load(self.fs.as_ref(), &path);
            if let Some(state) = self.files.get_mut(&path).and_then(|file| file.judge(found, self.pace)) {
                (self.on_disk)(Disk { path, state });
            }
        }
    }

    /// Finds out anew which places matter to a file: links may lead elsewhere by now.
    fn arm(&mut self, path: &Path) {
        if let Some(file) = self.files.get_mut(path) {
            match resolve(self.fs.as_ref(), path) {
                Ok(resolved) => {
                    file.places = resolved.links;
                    file.places.push(resolved.real);
                }
                // Its folder is gone: the places it had are where it may come back.
                Err(_) if file.places.is_empty() => file.places.extend(std::path::absolute(path)),
                Err(_) => {}
            }
        }
        if let Some(error) = self.rearm() {
            (self.on_disk)(Disk { path: path.to_owned(), state: DiskState::Unwatched(error) });
        }
    }

    fn rearm(&mut self) -> Option<crate::error::Error> {
        let places: Vec<_> = self.files.values().flat_map(|file| file.places.iter().cloned()).collect();
        self.folders.watch(self.fs.as_ref(), &places)
    }
}

impl Watched {
    /// What a look's find means: no news, look again, or something to tell.
    fn judge(&mut self, found: Result<Option<Loaded>>, pace: Pace) -> Option<DiskState> {
        let check = self.check.take()?;
        let seen = Seen::of(&found);
        if self.coming.is_some_and(|coming| Seen::content(coming) == seen) {
            self.known = seen;
            self.coming = None;
        }
        if seen == self.known {
            return None;
        }
        let now = Instant::now();
        let at_rest = check.last == Some(seen) && !seen.may_be_passing();
        if !at_rest && now.duration_since(check.since) < pace.believe {
            self.check = Some(Check { due: now + pace.again, last: Some(seen), ..check });
            return None;
        }
        self.known = seen;
        Some(match found {
            Ok(Some(loaded)) => DiskState::Changed(Box::new(loaded)),
            Ok(None) => DiskState::Gone,
            Err(error) => DiskState::Unreadable(error),
        })
    }
}
