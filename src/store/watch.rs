//! Tells when somebody else changes a board file.
//!
//! The folders of the files are watched, not the files (most programs save by renaming another file into place), and
//! an event is only a hint to look: contents are compared by fingerprint. Where events tell of every change, no timer
//! runs while nothing happens. Where they do not (file systems on a network or served by a program, a folder that could
//! not be watched), the file is looked at every 2 s. It must not know what the text means. Reasons and figures:
//! measurements, section 4.

mod folders;
mod worker;

use super::file::Loaded;
use super::fingerprint::Fingerprint;
use super::fs::Fs;
use super::settle::{Looks, RESTS, Rests};
use crate::bell::Bell;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;
use worker::Worker;

/// News of a watched file.
#[derive(Debug, Clone)]
pub struct Disk {
    /// The file, as it was given to [`Watch::file`].
    pub path: PathBuf,
    /// What became of it.
    pub state: DiskState,
}

/// What became of a watched file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiskState {
    /// It holds something else, or it is back.
    Changed(Box<Loaded>),
    /// It has been missing for a while.
    Gone,
    /// It is there but cannot be read.
    Unreadable(Error),
    /// Events cannot be had (say, the system's number of watches is used up): the file is looked at every 2 s until
    /// they can. Told once for a folder.
    Unwatched(Error),
}

/// How long is waited for what.
#[derive(Debug, Clone, Copy)]
struct Pace {
    /// From a first event to the look, so that the events of one save make one look.
    gather: Duration,
    /// When what was found is believed.
    rests: Rests,
    /// From one timed look to the next.
    glance: Duration,
    /// On a file system whose time stamps may be old, the content is read after so long.
    read: Duration,
}

const PACE: Pace = Pace {
    gather: Duration::from_millis(100),
    rests: RESTS,
    glance: Duration::from_secs(2),
    read: Duration::from_secs(30),
};

/// What the watching thread is told.
enum Signal {
    /// Watch this file, which held that when the caller read it.
    File(PathBuf, Option<Fingerprint>),
    /// Stop watching it.
    Forget(PathBuf),
    /// The caller is about to write this, or nothing after all.
    Coming(PathBuf, Option<Fingerprint>),
    /// The caller has read or written this.
    Known(PathBuf, Fingerprint),
    /// Something happened at these paths; `true` where a folder that is watched may be another one now.
    Event(Vec<PathBuf>, bool),
    /// Events were lost: look at everything.
    Lost,
    /// The last [`Watch`] is gone.
    Stop,
}

/// A handle to the watching thread; clones speak to the same one, and the thread ends with the last of them.
#[derive(Clone)]
pub struct Watch(Arc<Handle>);

struct Handle(Line);

impl Drop for Handle {
    fn drop(&mut self) {
        self.0.send(Signal::Stop);
    }
}

/// The line to the watching thread.
#[derive(Clone)]
struct Line {
    sender: Sender<Signal>,
    bell: Arc<Bell>,
}

impl Line {
    fn new(sender: Sender<Signal>, bell: Arc<Bell>) -> Self {
        Self { sender, bell }
    }

    fn send(&self, signal: Signal) {
        // Fails while the program ends, and when the thread has panicked: then the panic hook has spoken.
        let _ = self.sender.send(signal);
        self.bell.ring();
    }
}

impl Watch {
    /// Starts the thread, which sets everything up by itself; `looks` and `on_disk` are called on it.
    ///
    /// A change is believed when it has rested for as long as [`Looks`] says of it, a missing, empty or unreadable file
    /// after 2 s: a change is told about 250 ms after it happened, a doubtful one after 800 ms. `looks` is asked of
    /// each new content of the file at that path, as the path was given to [`Watch::file`].
    pub fn start(
        fs: Arc<dyn Fs>,
        looks: impl Fn(&Path, &Loaded) -> Looks + Send + 'static,
        on_disk: impl Fn(Disk) + Send + 'static,
    ) -> Result<Self> {
        Self::start_at(fs, PACE, looks, on_disk)
    }

    fn start_at(
        fs: Arc<dyn Fs>,
        pace: Pace,
        looks: impl Fn(&Path, &Loaded) -> Looks + Send + 'static,
        on_disk: impl Fn(Disk) + Send + 'static,
    ) -> Result<Self> {
        let failed = |error| {
            Error::new("start the thread that watches files", error, "close other programs, then try again")
        };
        let (bell, (sender, received)) = (Arc::new(Bell::new().map_err(failed)?), channel());
        let line = Line::new(sender, Arc::clone(&bell));
        let worker = Worker::new(fs, pace, &line, looks, on_disk);
        let work = move || worker.run(&received, &bell);
        std::thread::Builder::new().name("watch".into()).spawn(work).map_err(failed)?;
        Ok(Self(Arc::new(Handle(line))))
    }

    /// Watches a file that held this when it was read; `None` where it did not exist.
    pub fn file(&self, path: &Path, known: Option<Fingerprint>) {
        self.send(Signal::File(path.to_owned(), known));
    }

    /// Stops watching a file.
    pub fn forget(&self, path: &Path) {
        self.send(Signal::Forget(path.to_owned()));
    }

    /// Announces content that is about to be written to a watched file: finding it there is no news. To be called
    /// from [`Saver::start`](super::Saver::start)'s `on_writing`.
    pub fn coming(&self, path: &Path, content: Fingerprint) {
        self.send(Signal::Coming(path.to_owned(), Some(content)));
    }

    /// What was announced was not written after all: finding it there is news again.
    pub fn not_coming(&self, path: &Path) {
        self.send(Signal::Coming(path.to_owned(), None));
    }

    /// The caller knows a watched file to hold this: finding it there is no news, finding anything else is.
    pub fn known(&self, path: &Path, content: Fingerprint) {
        self.send(Signal::Known(path.to_owned(), content));
    }

    fn send(&self, signal: Signal) {
        self.0.0.send(signal);
    }
}

#[cfg(test)]
mod tests;
