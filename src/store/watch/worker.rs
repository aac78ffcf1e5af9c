//! The watching thread: waits for events, looks at the files, and tells what it believes.
//!
//! It must not know how folders are watched, nor when a content is to be believed.

use super::folders::{Folders, Trust};
use super::{Disk, DiskState, Line, Pace, Signal};
use crate::bell::Bell;
use crate::error::{Error, Result};
use crate::store::file::{Loaded, try_load};
use crate::store::fingerprint::Fingerprint;
use crate::store::fs::{Fs, Meta};
use crate::store::resolve::resolve;
use crate::store::settle::{Looks, Seen, Settling};
use rustix::event::{PollFd, PollFlags};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Instant, SystemTime};

/// A file that has to be looked at.
struct Check {
    due: Instant,
    settling: Settling,
}

/// What a file is, as far as it can be told without reading it; `None` where nothing can be told.
type Stamp = Option<((u64, u64), u64, SystemTime, SystemTime)>;

fn stamp(fs: &dyn Fs, path: &Path) -> Stamp {
    let of = |meta: Meta| (meta.identity, meta.size, meta.modified, meta.changed);
    fs.stat(path).ok().map(of)
}

/// The timed look at a file whose events cannot be trusted.
struct Timed {
    due: Instant,
    /// What it was when it was last read, and when that was.
    read: Option<(Stamp, Instant)>,
}

impl Timed {
    /// Whether the content has to be read: it is another file than before, or its stamps are not worth much either
    /// (those of a network may be old until the file is opened).
    fn is_to_be_read(&self, found: &Stamp, trust: Trust, now: Instant, pace: &Pace) -> bool {
        let Some((stamp, at)) = &self.read else { return true };
        stamp != found || (trust == Trust::Nothing && now.duration_since(*at) >= pace.read)
    }
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
    timed: Option<Timed>,
}

pub(super) struct Worker<F, L> {
    fs: Arc<dyn Fs>,
    pace: Pace,
    on_disk: F,
    looks: L,
    folders: Folders,
    files: HashMap<PathBuf, Watched>,
}

impl<F: Fn(Disk), L: Fn(&Path, &Loaded) -> Looks> Worker<F, L> {
    pub(super) fn new(fs: Arc<dyn Fs>, pace: Pace, line: &Line, looks: L, on_disk: F) -> Self {
        Self { fs, pace, on_disk, looks, folders: Folders::new(line), files: HashMap::new() }
    }

    /// Works until it is told to stop. Without a file to look at it sleeps until something happens.
    pub(super) fn run(mut self, signals: &Receiver<Signal>, bell: &Bell) {
        let next = || match signals.try_recv() {
            Ok(signal) => Some(signal),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Signal::Stop),
        };
        loop {
            let due = self.files.values().filter_map(Watched::due).min();
            let events = self.folders.events().map(|queue| PollFd::from_borrowed_fd(queue, PollFlags::IN));
            match bell.wait(next, &mut events.into_iter().collect(), due) {
                Ok(Some(Signal::Stop)) => return,
                Ok(Some(signal)) => self.take(signal),
                Ok(None) => {}
                // The system has no memory for it: looked at all the same, slowly.
                Err(_) => std::thread::sleep(self.pace.glance),
            }
            for event in self.folders.read_events() {
                self.take(event);
            }
            self.glance_where_due();
            self.look_where_due();
        }
    }

    fn take(&mut self, signal: Signal) {
        match signal {
            Signal::File(path, known) => {
                let known = known.map_or(Seen::Missing, Seen::Content);
                let watched = Watched { known, coming: None, places: Vec::new(), check: None, timed: None };
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
                    file.coming = content;
                }
            }
            Signal::Known(path, content) => {
                if let Some(file) = self.files.get_mut(&path) {
                    file.known = Seen::Content(content);
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
            if !concerned(path, &file.places) {
                continue;
            }
            match &mut file.check {
                Some(check) => check.settling.disturb(&self.pace.rests),
                None => {
                    file.check = Some(Check { due: now + self.pace.gather, settling: Settling::new(now) });
                }
            }
        }
    }

    fn paths(&self, is_due: impl Fn(&Watched) -> bool) -> Vec<PathBuf> {
        self.files.iter().filter(|(_, file)| is_due(file)).map(|(path, _)| path.clone()).collect()
    }

    /// The timed looks: what was moved is read.
    fn glance_where_due(&mut self) {
        let now = Instant::now();
        for path in self.paths(|file| file.timed.as_ref().is_some_and(|timed| timed.due <= now)) {
            let before = self.files.get_mut(&path).and_then(|file| file.timed.take());
            // A watch that failed is tried again; where it succeeds, this is the last timed look.
            self.arm(&path);
            let found = stamp(self.fs.as_ref(), &path);
            let (Some(file), Some(mut timed)) = (self.files.get_mut(&path), before) else { continue };
            let trust = self.folders.trust(&file.places);
            if file.check.is_none() && timed.is_to_be_read(&found, trust, now, &self.pace) {
                file.check = Some(Check { due: now, settling: Settling::new(now) });
            }
            timed.due = now + self.pace.glance;
            file.timed = (trust != Trust::Events).then_some(timed);
        }
    }

    fn look_where_due(&mut self) {
        let now = Instant::now();
        for path in self.paths(|file| file.check.as_ref().is_some_and(|check| check.due <= now)) {
            // Before reading, so that nothing happens unseen between the two.
            self.arm(&path);
            let Some(file) = self.files.get_mut(&path) else { continue };
            if let Some(timed) = &mut file.timed {
                timed.read = Some((stamp(self.fs.as_ref(), &path), now));
            }
            let found = try_load(self.fs.as_ref(), &path);
            let looks = |loaded: &Loaded| (self.looks)(&path, loaded);
            if let Some(state) = file.judge(found, looks, self.pace) {
                (self.on_disk)(Disk { path, state });
            }
        }
    }

    /// Finds out anew which places matter to a file (links may lead elsewhere by now), and whether their events can
    /// be trusted.
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

    fn rearm(&mut self) -> Option<Error> {
        let places: Vec<_> = self.files.values().flat_map(|file| file.places.iter().cloned()).collect();
        let told = self.folders.watch(self.fs.as_ref(), &places);
        let now = Instant::now();
        for file in self.files.values_mut() {
            if self.folders.trust(&file.places) == Trust::Events {
                file.timed = None;
            } else if file.timed.is_none() {
                file.timed = Some(Timed { due: now + self.pace.glance, read: None });
            }
        }
        told
    }
}

impl Watched {
    /// When it has to be looked at next, if ever.
    fn due(&self) -> Option<Instant> {
        let check = self.check.as_ref().map(|check| check.due);
        check.into_iter().chain(self.timed.as_ref().map(|timed| timed.due)).min()
    }

    /// What a look's find means: no news, look again, or something to tell.
    fn judge(
        &mut self,
        found: Result<Option<Loaded>>,
        looks: impl Fn(&Loaded) -> Looks,
        pace: Pace,
    ) -> Option<DiskState> {
        let mut check = self.check.take()?;
        let seen = Seen::of(&found);
        if self.coming.is_some_and(|coming| Seen::Content(coming) == seen) {
            self.known = seen;
            self.coming = None;
        }
        if seen == self.known {
            return None;
        }
        let now = Instant::now();
        if let Some(wait) = check.settling.look(&found, looks, now, &pace.rests) {
            check.due = now + wait;
            self.check = Some(check);
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
