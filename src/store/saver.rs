//! The thread that saves, so that a slow disk never holds up the screen: one job after the other, at most one waiting
//! for each file.
//!
//! It must not know what a job is, nor what is done about one that failed.

use crate::error::{Error, Result};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// One thing to do about a file.
pub trait Job: Send + 'static {
    /// The file.
    fn path(&self) -> &Path;
    /// This job in the place of an older one of the same file that was not begun, or is to be done again.
    #[must_use]
    fn overtaking(self, older: Self) -> Self;
}

enum Command<J> {
    Do(J),
    Forget(PathBuf),
    Finish(Sender<()>),
}

/// The saving thread. Dropping it does what is still queued, then ends the thread.
pub struct Saver<J: Job> {
    commands: Option<Sender<Command<J>>>,
    thread: Option<JoinHandle<()>>,
}

impl<J: Job> Saver<J> {
    /// Starts the thread, on which `begin` makes what does one job; where that answers with a duration, the job is done
    /// again after it, unless a newer one of its file comes before.
    pub fn start<W>(begin: impl FnOnce() -> W + Send + 'static) -> Result<Self>
    where
        W: FnMut(&J) -> Option<Duration>,
    {
        let (commands, received) = channel();
        let run = move || {
            let mut work = begin();
            let mut queue = Queue { received, jobs: VecDeque::new(), again: Vec::new(), waiting: Vec::new() };
            while let Some(job) = queue.next() {
                if let Some(after) = work(&job) {
                    queue.again.push((Instant::now() + after, job));
                }
            }
        };
        let thread = std::thread::Builder::new().name("save".into()).spawn(run).map_err(|error| {
            Error::new("start the thread that saves", error, "close other programs, then try again")
        })?;
        Ok(Self { commands: Some(commands), thread: Some(thread) })
    }

    /// Queues a job. One still waiting for the same file is overtaken by it.
    pub fn save(&self, job: J) {
        self.send(Command::Do(job));
    }

    /// What waits for a file, or is to be done again for it, is not done any more.
    pub fn forget(&self, path: &Path) {
        self.send(Command::Forget(path.to_owned()));
    }

    /// Waits until everything queued so far is done; not for what is to be done again later.
    pub fn finish(&self) {
        let (done, finished) = channel();
        self.send(Command::Finish(done));
        // An error means that the thread has ended, so that nothing is left to wait for.
        let _ = finished.recv();
    }

    fn send(&self, command: Command<J>) {
        if let Some(commands) = &self.commands {
            // Fails only when the thread has panicked, and then the panic hook has spoken.
            let _ = commands.send(command);
        }
    }
}

impl<J: Job> Drop for Saver<J> {
    fn drop(&mut self) {
        self.commands = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The jobs to do, at most one for each file.
struct Queue<J> {
    received: Receiver<Command<J>>,
    jobs: VecDeque<J>,
    /// What is to be done again, and when.
    again: Vec<(Instant, J)>,
    waiting: Vec<Sender<()>>,
}

impl<J: Job> Queue<J> {
    /// The next job; waits for one, and is `None` when all is done and the saver is dropped.
    fn next(&mut self) -> Option<J> {
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
            let Some(due) = self.again.iter().map(|(due, _)| *due).min() else {
                let command = self.received.recv().ok()?;
                self.take(command);
                continue;
            };
            match self.received.recv_timeout(due.saturating_duration_since(Instant::now())) {
                Ok(command) => self.take(command),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {
                    let at = self.again.iter().position(|(when, _)| *when == due)?;
                    return Some(self.again.swap_remove(at).1);
                }
            }
        }
    }

    fn take(&mut self, command: Command<J>) {
        let mut job = match command {
            Command::Finish(done) => return self.waiting.push(done),
            Command::Forget(path) => {
                self.jobs.retain(|job| job.path() != path);
                return self.again.retain(|(_, job)| job.path() != path);
            }
            Command::Do(job) => job,
        };
        if let Some(at) = self.again.iter().position(|(_, later)| later.path() == job.path()) {
            job = job.overtaking(self.again.swap_remove(at).1);
        }
        match self.jobs.iter().position(|queued| queued.path() == job.path()) {
            Some(at) => {
                if let Some(queued) = self.jobs.remove(at) {
                    self.jobs.insert(at, job.overtaking(queued));
                }
            }
            None => self.jobs.push_back(job),
        }
    }
}

#[cfg(test)]
mod tests;
