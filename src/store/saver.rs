//! The thread that saves, so that a slow disk never holds up the screen.
//!
//! It must not know what a board is, nor what to do about a save that failed: it reports.

use super::fingerprint::Fingerprint;
use super::fs::Fs;
use super::leftovers::sweep;
use super::save::{SaveError, Saved, save_with_state};
use crate::error::{Error, Result};
use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

/// What is to be saved.
#[derive(Debug, Clone)]
pub struct SaveJob {
    /// The file, as the caller names it.
    pub path: PathBuf,
    /// Its whole new content.
    pub text: Arc<str>,
    /// What the caller last knew the file to hold; `None` where there was no file.
    pub expected: Option<Fingerprint>,
    /// The caller's own number for this content, handed back.
    pub revision: u64,
}

/// How a save ended. A job that a newer one for its path overtook is not reported: the newer one speaks for both.
#[derive(Debug, Clone)]
pub struct SaveDone {
    /// The job's path.
    pub path: PathBuf,
    /// The job's revision.
    pub revision: u64,
    /// What came of it.
    pub result: std::result::Result<Saved, SaveError>,
}

enum Command {
    Save(SaveJob),
    Finish(Sender<()>),
}

/// The saving thread. Dropping it saves what is still queued, then ends the thread.
pub struct Saver {
    commands: Option<Sender<Command>>,
    thread: Option<JoinHandle<()>>,
}

impl Saver {
    /// Starts the thread. On it, `on_writing` hears of each content before it lands in its file (so that a watcher
    /// can tell our own saves from others') and may say in a few words why it must not, and `on_done` of each end.
    pub fn start(
        fs: Arc<dyn Fs>,
        on_writing: impl Fn(&SaveJob, Fingerprint) -> std::result::Result<(), &'static str> + Send + 'static,
        on_done: impl Fn(SaveDone) + Send + 'static,
    ) -> Result<Self> {
        Self::start_with_state(fs, None, on_writing, on_done)
    }

    /// Like [`Saver::start`], with the person's state folder: see [`save_with_state`].
    pub fn start_with_state(
        fs: Arc<dyn Fs>,
        state: Option<PathBuf>,
        on_writing: impl Fn(&SaveJob, Fingerprint) -> std::result::Result<(), &'static str> + Send + 'static,
        on_done: impl Fn(SaveDone) + Send + 'static,
    ) -> Result<Self> {
        let (commands, received) = channel();
        let work = move || {
            let mut queue = Queue { received, jobs: VecDeque::new(), waiting: Vec::new() };
            let mut chains: HashMap<PathBuf, Chain> = HashMap::new();
            let mut swept = HashSet::new();
            while let Some(job) = queue.next() {
                let path = job.path.clone();
                on_done(match on_writing(&job, Fingerprint::of(job.text.as_bytes())) {
                    Ok(()) => perform(fs.as_ref(), state.as_deref(), &mut chains, job),
                    Err(why) => {
                        let result =
                            Err(SaveError::refused(&job.path, why, "save to another file and tell us"));
                        SaveDone { path: job.path, revision: job.revision, result }
                    }
                });
                if state.is_some() && swept.insert(path.clone()) {
                    sweep(fs.as_ref(), state.as_deref(), &path);
                }
            }
        };
        let thread = std::thread::Builder::new().name("save".into()).spawn(work).map_err(|error| {
            Error::new("start the thread that saves", error, "close other programs, then try again")
        })?;
        Ok(Self { commands: Some(commands), thread: Some(thread) })
    }

    /// Queues a save. A job still waiting for the same path is overtaken by this one.
    ///
    /// The caller need not wait for one save to name what the next one expects: an expectation that our own saves
    /// have replaced since stands for what they wrote.
    pub fn save(&self, job: SaveJob) {
        self.send(Command::Save(job));
    }

    /// Waits until everything queued so far is saved and reported.
    pub fn finish(&self) {
        let (done, finished) = channel();
        self.send(Command::Finish(done));
        // An error means that the thread has ended, so that nothing is left to wait for.
        let _ = finished.recv();
    }

    fn send(&self, command: Command) {
        if let Some(commands) = &self.commands {
            // Fails only when the thread has panicked, and then the panic hook has spoken.
            let _ = commands.send(command);
        }
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.commands = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The jobs to do, at most one for each path.
struct Queue {
    received: Receiver<Command>,
    jobs: VecDeque<SaveJob>,
    waiting: Vec<Sender<()>>,
}

impl Queue {
    /// The next job; waits for one, and is `None` when all is done and the saver is dropped.
    fn next(&mut self) -> Option<SaveJob> {
        loop {
            while let Ok(command) = self.received.try_recv() {
                self.take(command);
            }
            if let Some(job) = self.jobs.pop_front() {
                return Some(job);
            }
            // All is done: tell those who wait for that, then sleep.
            for waiting in self.waiting.drain(..) {
                let _ = waiting.send(());
            }
            let command = self.received.recv().ok()?;
            self.take(command);
        }
    }

    fn take(&mut self, command: Command) {
        match command {
            Command::Finish(done) => self.waiting.push(done),
            Command::Save(job) => match self.jobs.iter_mut().find(|queued| queued.path == job.path) {
                Some(queued) => *queued = job,
                None => self.jobs.push_back(job),
            },
        }
    }
}

/// Longer than any queue of messages between a save and the caller's hearing of it: thousands of keys may come at once.
const LONGEST_CHAIN: usize = 16_384;

/// Our own saves of one file, one upon the other: whoever expects a version in `replaced` means `now`.
struct Chain {
    replaced: VecDeque<Option<Fingerprint>>,
    now: Fingerprint,
}

fn perform(
    fs: &dyn Fs,
    state: Option<&Path>,
    chains: &mut HashMap<PathBuf, Chain>,
    job: SaveJob,
) -> SaveDone {
    let chain = chains.remove(&job.path);
    let own = chain.filter(|chain| chain.replaced.contains(&job.expected) || job.expected == Some(chain.now));
    let expected = own.as_ref().map_or(job.expected, |chain| Some(chain.now));
    let result = save_with_state(fs, state, &job.path, job.text.as_bytes(), expected.as_ref());
    let landed = match &result {
        Ok(saved) => Some(saved.fingerprint),
        Err(error) => error.landed(),
    };
    match (landed, own) {
        (Some(now), own) => {
            let mut replaced = own.map(|chain| chain.replaced).unwrap_or_default();
            replaced.push_back(expected);
            if replaced.len() > LONGEST_CHAIN {
                replaced.pop_front();
            }
            chains.insert(job.path.clone(), Chain { replaced, now });
        }
        // The disk failed; the file still holds what our last save wrote.
        (None, Some(own)) if matches!(result, Err(SaveError::Failed(_))) => {
            chains.insert(job.path.clone(), own);
        }
        // Changed or gone: from here the caller's word counts, else an outside return to an earlier version
        // would be refused for ever.
        (None, _) => {}
    }
    SaveDone { path: job.path, revision: job.revision, result }
}

#[cfg(test)]
mod tests;
