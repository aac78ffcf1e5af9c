//! The journal: edits that are *kept*, durable in the person's state folder before they are in the board's file.
//!
//! One file for each process, `journal/ID.log`, locked while the process lives; [`crashed()`] finds those whose process is
//! gone. A thread of its own writes it, everything that is queued with one sync. It stores a file's text once and then
//! only what changed. It must not know what a board is, nor how two texts are merged.

mod crashed;
mod file;
mod log;
mod record;
mod texts;
mod writer;

pub use crashed::{Crashed, CrashedId, Left, crashed};

use super::fingerprint::Fingerprint;
use super::fs::Fs;
use super::shared::SharedText;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use writer::{Commit, Writer};

/// What is being typed is durable so long after the first letter that is not, at the latest.
const TYPING: Duration = Duration::from_millis(500);

/// What is to be kept.
#[derive(Debug, Clone)]
pub struct KeepJob {
    /// The file, as the caller names it; its real path is recorded.
    pub path: PathBuf,
    /// The whole text that the board has now; only what it changes is stored.
    pub text: SharedText,
    /// The caller's own number for this text, handed back.
    pub revision: u64,
    /// How many edits lie between the job before and this one.
    pub edits: usize,
}

/// Text in an open editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typing {
    /// Where it belongs, as the caller tells itself.
    pub place: String,
    /// The text.
    pub text: String,
}

/// How keeping ended. A job that a newer one for its file overtook is not reported: the newer one speaks for both, and
/// counts the edits of both.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The job.
    pub job: KeepJob,
    /// Whether it survives a crash now. What failed is tried again with whatever is kept next.
    pub result: Result<()>,
}

enum Command {
    Begin(PathBuf, SharedText),
    Keep(KeepJob),
    /// Something is in [`Typed`].
    Typing,
    Merged(PathBuf, Fingerprint, SharedText, Sender<Result<()>>),
    Saved(PathBuf, Fingerprint),
    TookOver(PathBuf, CrashedId),
    Finish(Sender<bool>),
    Leave(Sender<bool>),
}

/// A handle on the journal of this process. When the last one is dropped, what is queued is kept and the thread ends.
#[derive(Clone)]
pub struct Journal {
    inner: Arc<Inner>,
}

/// What was typed in which files and is not taken up yet: the last of each, for a letter alone wakes nobody.
type Typed = Vec<(PathBuf, Option<Typing>)>;

struct Inner {
    commands: Option<Sender<Command>>,
    typed: Arc<Mutex<Typed>>,
    thread: Option<JoinHandle<()>>,
}

impl Journal {
    /// Starts the thread, for that state folder; no file is made until something is to be kept. On the thread,
    /// `on_kept` hears of each end; it must hold no handle on the journal.
    pub fn start(fs: Arc<dyn Fs>, state: PathBuf, on_kept: impl Fn(Kept) + Send + 'static) -> Result<Self> {
        let (commands, received) = channel();
        let typed = Arc::<Mutex<Typed>>::default();
        let taken = Arc::clone(&typed);
        let work = move || {
            Worker { writer: Writer::new(fs, state), on_kept, typed: taken, due: None }.run(&received);
        };
        let thread = std::thread::Builder::new().name("journal".into()).spawn(work).map_err(|error| {
            Error::new("start the thread that keeps edits", error, "close other programs, then try again")
        })?;
        Ok(Self { inner: Arc::new(Inner { commands: Some(commands), typed, thread: Some(thread) }) })
    }

    /// The file at `path` holds `base`, and the next text starts from it: to be told before a file's first job, and when
    /// somebody else's version was read while ours was saved. While texts of ours are not saved it is passed over. It
    /// is recorded, whole, with the next text. A file that is not begun is one that does not exist yet.
    pub fn begin(&self, path: &Path, base: SharedText) {
        self.send(Command::Begin(path.to_owned(), base));
    }

    /// Queues a text. One still waiting for the same path is overtaken by this one.
    pub fn keep(&self, job: KeepJob) {
        self.send(Command::Keep(job));
    }

    /// Text in an open editor, durable within half a second and with whatever is kept meanwhile; `None` when the
    /// editor closed. That is recorded behind what is kept with it, so that a crash between loses neither.
    pub fn typing(&self, path: &Path, typing: Option<Typing>) {
        let Ok(mut typed) = self.inner.typed.lock() else { return };
        if let Some((_, waiting)) = typed.iter_mut().find(|(other, _)| other == path) {
            *waiting = typing;
            return;
        }
        typed.push((path.to_owned(), typing));
        self.send(Command::Typing);
    }

    /// `content`, which is our text `ours` with somebody else's changes, is about to be written to the file. Waits until
    /// that is durable; an error says that a crash would not know the content as our doing.
    pub fn merged(&self, path: &Path, ours: Fingerprint, content: SharedText) -> Result<()> {
        let (done, finished) = channel();
        self.send(Command::Merged(path.to_owned(), ours, content, done));
        finished.recv().unwrap_or_else(|gone| Err(Error::new("keep a merged text", gone, "start again")))
    }

    /// The file holds this content, read back. Recorded without waiting for the disk: after a power cut the file tells.
    /// Only a content that was reported kept, was begun with, or was told as merged says what is saved.
    pub fn saved(&self, path: &Path, content: Fingerprint) {
        self.send(Command::Saved(path.to_owned(), content));
    }

    /// The next text of `path` holds what that crashed journal held for it: one record tells both, so that whatever
    /// happens next, it is not offered twice. [`Crashed::settle`] follows when that text is kept.
    pub fn took_over(&self, path: &Path, crashed: CrashedId) {
        self.send(Command::TookOver(path.to_owned(), crashed));
    }

    /// Waits until everything that was queued so far is durable and reported. Whether it is.
    pub fn finish(&self) -> bool {
        let (done, finished) = channel();
        self.send(Command::Finish(done));
        // An error means that the thread has ended, so that nothing is left to wait for.
        finished.recv().unwrap_or(false)
    }

    /// On leaving: removes the journal where each newest text is saved and nothing is being typed, else leaves it for
    /// the next start. Whether nothing is left.
    pub fn leave(&self) -> bool {
        let (done, finished) = channel();
        self.send(Command::Leave(done));
        finished.recv().unwrap_or(false)
    }

    fn send(&self, command: Command) {
        if let Some(commands) = &self.inner.commands {
            // Fails only when the thread has panicked, and then the panic hook has spoken.
            let _ = commands.send(command);
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.commands = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Who waits for a commit.
enum Waiting {
    Merged(Sender<Result<()>>),
    Finish(Sender<bool>),
    Leave(Sender<bool>),
}

struct Worker<K> {
    writer: Writer,
    on_kept: K,
    typed: Arc<Mutex<Typed>>,
    /// When what is being typed has to be durable.
    due: Option<Instant>,
}

impl<K: Fn(Kept)> Worker<K> {
    fn run(mut self, received: &Receiver<Command>) {
        loop {
            let first = match self.due {
                // No timer runs where nothing waits.
                None => received.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => received.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            let first = match first {
                Ok(command) => Some(command),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            let is_due = self.due.is_some_and(|due| due <= Instant::now());
            let (commands, typed) = self.take(first, received, is_due);
            self.batch(commands, typed, is_due);
        }
        let typed = self.typed.lock().map(|mut typed| std::mem::take(&mut *typed)).unwrap_or_default();
        self.take_typed(typed);
        // What waits still is not to be told to anybody.
        let _ = self.writer.commit(Commit::Synced, &self.on_kept);
    }

    /// Everything that is queued; with it what was typed, unless that is all there is and not due yet.
    fn take(
        &self,
        first: Option<Command>,
        received: &Receiver<Command>,
        is_due: bool,
    ) -> (Vec<Command>, Typed) {
        // Held meanwhile: what was told before the typing is then taken, too.
        let Ok(mut typed) = self.typed.lock() else { return (first.into_iter().collect(), Typed::new()) };
        let commands = first.into_iter().chain(received.try_iter()).collect::<Vec<Command>>();
        let is_typing_alone = commands.iter().all(|command| matches!(command, Command::Typing));
        let is_taken = is_due || !is_typing_alone;
        (commands, if is_taken { std::mem::take(&mut *typed) } else { Typed::new() })
    }

    fn take_typed(&mut self, typed: Typed) {
        for (path, typing) in typed {
            if self.writer.typing(&path, typing) {
                self.due.get_or_insert_with(|| Instant::now() + TYPING);
            }
        }
    }

    /// All of that with one sync.
    fn batch(&mut self, commands: Vec<Command>, typed: Typed, is_due: bool) {
        let (mut waiting, mut commit) = (Vec::new(), Commit::Written);
        for command in commands {
            match command {
                Command::Begin(path, base) => self.writer.begin(path, base),
                Command::TookOver(path, crashed) => self.writer.took_over(&path, crashed.0),
                Command::Saved(path, content) => self.writer.saved(&path, content),
                Command::Typing => {
                    self.due.get_or_insert_with(|| Instant::now() + TYPING);
                }
                Command::Keep(job) => {
                    self.writer.keep(job);
                    commit = Commit::Synced;
                }
                Command::Merged(path, ours, content, done) => {
                    self.writer.merged(&path, ours, &content);
                    waiting.push(Waiting::Merged(done));
                }
                Command::Finish(done) => waiting.push(Waiting::Finish(done)),
                Command::Leave(done) => waiting.push(Waiting::Leave(done)),
            }
        }
        self.take_typed(typed);
        if is_due || !waiting.is_empty() {
            commit = Commit::Synced;
        }
        let done = self.writer.commit(commit, &self.on_kept);
        if commit == Commit::Synced {
            self.due = None;
        }
        self.answer(waiting, &done);
    }

    fn answer(&mut self, waiting: Vec<Waiting>, done: &Result<()>) {
        // Who does not wait any more need not be told.
        for waiting in waiting {
            let _ = match waiting {
                Waiting::Merged(sender) => sender.send(done.clone()).is_ok(),
                Waiting::Finish(sender) => sender.send(done.is_ok()).is_ok(),
                Waiting::Leave(sender) => sender.send(self.writer.leave()).is_ok(),
            };
        }
    }
}

#[cfg(test)]
mod tests;
