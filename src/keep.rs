//! A board's way to its file and back: each edit is *kept* in the journal, then *saved* in the file, by threads of their
//! own; what others wrote meanwhile is merged in item by item, so that nobody's words are overwritten; what a crash left
//! in the journal comes back.
//!
//! It must not know the app, keys or the screen: whoever edits hands over texts and hears [`News`].
//!
//! ```text
//!  keep      the handle: which text goes on its way, and what it descends from
//!  job, news what goes there, and what is told of it
//!  presence  the lock by which others see that we are at a board
//!  line      one file on the saving thread: what it holds, what others may have started from
//!  work      one save: write; where somebody else wrote, merge and write again
//!  recovery  what crashed journals hold of a board that is opened
//! ```

mod job;
mod line;
mod lines;
mod news;
mod presence;
mod recovery;
mod work;

pub use job::Why;
pub use news::{Joined, News, Stands, Took};
pub use recovery::Recovered;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, Weak};

use crate::document::Document;
use crate::error::Result;
use crate::store::journal::{Journal, KeepJob, Kept, Typing};
use crate::store::saver::Job as _;
use crate::store::{Fingerprint, Fs, Loaded, Looks, Saver, SharedText, Watch, end_of};
use job::SaveJob;
use presence::Who;
use recovery::Leftover;

/// What an open board has to do with its file.
struct Ties {
    took: Took,
    /// What the file held, until the saving thread has heard of it.
    bound: Option<SharedText>,
    /// The journal knows what the file held.
    is_begun: bool,
    /// The revision that was handed over last.
    revision: u64,
    /// Crashed journals whose edits the next text holds, until that is kept.
    recovered: Option<Leftover>,
}

/// Texts that are being kept and are to be saved after that, each with the revision that is being kept.
type Waiting = HashMap<PathBuf, Vec<(u64, SaveJob)>>;

/// The boards that are kept.
pub struct Keeper {
    fs: Arc<dyn Fs>,
    state: Option<PathBuf>,
    who: Who,
    tell: Arc<dyn Fn(News) + Send + Sync>,
    journal: Option<Journal>,
    saver: Option<Arc<Saver<SaveJob>>>,
    watch: Arc<OnceLock<Watch>>,
    waiting: Arc<Mutex<Waiting>>,
    boards: HashMap<PathBuf, Ties>,
    ends: Ends,
    /// Other boards of which crashes left edits.
    elsewhere: Option<Vec<(PathBuf, usize)>>,
}

/// How the content of each file ends, as far as it is known, shared between the threads.
pub type Ends = Arc<Mutex<HashMap<PathBuf, Box<str>>>>;

/// How a content that somebody wrote looks beside the end of what the file is known to have held: a half-written version
/// lacks it.
pub fn looks(end: Option<&str>, loaded: &Loaded) -> Looks {
    match &loaded.text {
        Ok(text) if Document::is_board(text) && end.is_none_or(|end| text.ends_with(end)) => Looks::Whole,
        _ => Looks::Doubtful,
    }
}

impl Keeper {
    /// Starts nothing yet. `who` says what others see of us (see [`lock::me`](crate::store::lock::me)) and is asked with
    /// the first edit; `tell` is called on other threads.
    pub fn new(
        fs: Arc<dyn Fs>,
        state: Option<PathBuf>,
        who: impl Fn() -> String + Send + Sync + 'static,
        tell: impl Fn(News) + Send + Sync + 'static,
    ) -> Self {
        Self {
            fs,
            state,
            who: Arc::new(who),
            tell: Arc::new(tell),
            journal: None,
            saver: None,
            watch: Arc::default(),
            waiting: Arc::default(),
            boards: HashMap::new(),
            ends: Ends::default(),
            elsewhere: None,
        }
    }

    /// How the files are known to end, kept up to date.
    pub fn ends(&self) -> Ends {
        Arc::clone(&self.ends)
    }

    /// A file was read, and holds that.
    pub fn read(&self, path: &Path, content: &str) {
        if let Ok(mut ends) = self.ends.lock() {
            ends.insert(path.to_owned(), end_of(content).into());
        }
    }

    /// From now on the watch learns of our own writing.
    pub fn watched_by(&self, watch: Watch) {
        // There is one watch for as long as the program runs.
        let _ = self.watch.set(watch);
    }

    /// Sends a board's text on its way to the file. The first time the file is taken to hold what the document was
    /// read from. Content that is `believed` is merged at once, other content of others has to rest first.
    pub fn keep(
        &mut self,
        path: &Path,
        document: &Document,
        why: Why,
        believed: Option<Fingerprint>,
    ) -> Result<()> {
        self.start()?;
        self.begin(path, || document.first_text().into());
        let ties = self.ties(path, || document.first_text().into());
        let revision = document.revision();
        let edits = revision.saturating_sub(std::mem::replace(&mut ties.revision, revision));
        let job = SaveJob {
            path: path.to_owned(),
            text: document.proven(),
            revision,
            took: ties.took,
            bound: ties.bound.take(),
            why,
            believed,
        };
        self.hand_over(job, edits as usize);
        Ok(())
    }

    /// Starts the threads where they do not run.
    fn start(&mut self) -> Result<()> {
        if self.saver.is_some() {
            return Ok(());
        }
        let (waiting, tell) = (Arc::clone(&self.waiting), Arc::clone(&self.tell));
        // The saving thread holds the journal, so that the journal must not hold the saver.
        let saver: Arc<OnceLock<Weak<Saver<SaveJob>>>> = Arc::default();
        let to_save = Arc::clone(&saver);
        if let (Some(state), None) = (&self.state, &self.journal) {
            let journal = Journal::start(Arc::clone(&self.fs), state.clone(), move |kept| {
                was_kept(&kept, &tell);
                // Held until it is handed over, so that who forgets a file forgets all of it.
                let Ok(mut waiting) = waiting.lock() else { return };
                let job = next_to_save(&mut waiting, &kept);
                if let (Some(job), Some(saver)) = (job, to_save.get().and_then(Weak::upgrade)) {
                    saver.save(job);
                }
            })?;
            self.journal = Some(journal);
        }
        let (fs, state, who) = (Arc::clone(&self.fs), self.state.clone(), Arc::clone(&self.who));
        let (watch, tell) = (Arc::clone(&self.watch), Arc::clone(&self.tell));
        let (ends, journal) = (Arc::clone(&self.ends), self.journal.clone());
        let started = Arc::new(Saver::start(move || {
            let mut work = work::Work::new(fs, state, who, watch, tell, ends, journal);
            move |job: &SaveJob| work.perform(job)
        })?);
        let _ = saver.set(Arc::downgrade(&started));
        self.saver = Some(started);
        Ok(())
    }

    fn ties(&mut self, path: &Path, content: impl FnOnce() -> SharedText) -> &mut Ties {
        self.boards.entry(path.to_owned()).or_insert_with(|| Ties {
            took: Took::default(),
            bound: Some(content()),
            is_begun: false,
            revision: 0,
            recovered: None,
        })
    }

    /// Tells the journal what the file held, unless it knows.
    fn begin(&mut self, path: &Path, content: impl FnOnce() -> SharedText) {
        let ties = self.ties(path, content);
        // Once is enough: with each letter that is typed it would be compared anew.
        let bound = ties.bound.clone().filter(|_| !std::mem::replace(&mut ties.is_begun, true));
        if let (Some(journal), Some(content)) = (&self.journal, bound) {
            journal.begin(path, content);
        }
    }

    /// First it is kept, then saved; what was not edited only has to be looked at.
    fn hand_over(&mut self, job: SaveJob, edits: usize) {
        let Some(saver) = &self.saver else { return };
        let Ok(mut waiting) = self.waiting.lock() else { return };
        let jobs = waiting.entry(job.path.clone()).or_default();
        match (&self.journal, jobs.pop()) {
            (Some(journal), older) if edits > 0 => {
                jobs.extend(older);
                let (path, text, revision) = (job.path.clone(), SharedText::clone(&job.text), job.revision);
                jobs.push((revision, job));
                journal.keep(KeepJob { path, text, revision, edits });
            }
            (_, Some((kept, older))) => jobs.push((kept, job.overtaking(older))),
            (_, None) => saver.save(job),
        }
    }

    /// What a crash left of the board at `path`, which holds `file`: what comes back is to be the document's next text.
    /// Until that is kept the journals that it comes from stay.
    pub fn recover(&mut self, path: &Path, file: &str, stem: Option<&str>) -> Option<Recovered> {
        let (state, real) = (self.state.clone()?, self.real(path));
        let (mut leftover, elsewhere) = self.leftover(&real);
        self.elsewhere = Some(elsewhere);
        let is_there = self.fs.lstat(&real).is_ok();
        if is_there {
            leftover.rely_on(self.fs.as_ref(), &state, &real, file);
        }
        let recovered = leftover.recover(&real, file, stem)?;
        if is_there && recovered.text == file && recovered.typing.is_none() {
            leftover.settle(&real);
        } else if !leftover.crashed.is_empty() && self.start().is_ok() {
            self.begin(path, || file.into());
            if let Some(journal) = &self.journal {
                leftover.crashed.iter().for_each(|crashed| journal.took_over(path, crashed.id()));
            }
            self.ties(path, || file.into()).recovered = Some(leftover);
        }
        Some(recovered)
    }

    /// Whether a crash left something of the board at `path`.
    pub fn has_left(&self, path: &Path) -> bool {
        !self.leftover(&self.real(path)).0.crashed.is_empty()
    }

    /// What a file that is gone held last, where a crash left something of it.
    pub fn lost(&self, path: &Path) -> Option<String> {
        let real = self.real(path);
        let (leftover, _) = self.leftover(&real);
        let is_gone = self.fs.lstat(&real).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound);
        leftover.last(&real).filter(|_| is_gone)
    }

    /// The real path, also of a file that is gone.
    fn real(&self, path: &Path) -> PathBuf {
        let of_gone = || Some(self.fs.canonicalize(path.parent()?).ok()?.join(path.file_name()?));
        self.fs.canonicalize(path).ok().or_else(of_gone).unwrap_or_else(|| path.to_owned())
    }

    /// What was being typed was handed over: once it is in this process's journal the one that it comes from is done
    /// with.
    pub fn was_offered(&mut self, path: &Path) {
        if self.journal.as_ref().is_none_or(Journal::finish) {
            self.was_kept(path);
        }
    }

    /// To be called when [`News::Kept`] came: what was recovered is safe in this process's journal.
    pub fn was_kept(&mut self, path: &Path) {
        let recovered = self.boards.get_mut(path).and_then(|ties| ties.recovered.take());
        if let Some(mut leftover) = recovered {
            leftover.settle(&self.real(path));
        }
    }

    /// Other boards for which edits wait that a crash left, and how many, as of when this board was recovered.
    pub fn left_elsewhere(&mut self, path: &Path) -> Vec<(PathBuf, usize)> {
        self.elsewhere.take().unwrap_or_else(|| self.leftover(&self.real(path)).1)
    }

    /// What crashes left of the file at this real path, and of which others.
    fn leftover(&self, real: &Path) -> (Leftover, Vec<(PathBuf, usize)>) {
        self.state.as_deref().map(|state| Leftover::of(self.fs.as_ref(), state, real)).unwrap_or_default()
    }

    /// What is being typed into an open editor of the board at `path`; nothing when it closed. Survives a crash within
    /// half a second.
    pub fn typing(&mut self, path: &Path, document: &Document, typing: Option<Typing>) -> Result<()> {
        if typing.is_none() && self.journal.is_none() {
            return Ok(());
        }
        self.start()?;
        self.begin(path, || document.first_text().into());
        if let Some(journal) = &self.journal {
            journal.typing(path, typing);
        }
        Ok(())
    }

    /// The board at `path` took over a [`Joined`] text, which is its revision now: what is handed over from now on
    /// descends from it.
    pub fn took(&mut self, path: &Path, took: Took, text: SharedText, revision: u64) {
        if let Some(ties) = self.boards.get_mut(path) {
            ties.took = took;
            ties.revision = revision;
        }
        if let Some(journal) = &self.journal {
            journal.begin(path, text);
        }
    }

    /// Whether a merge is about the text as it is bound now.
    pub fn is_current(&self, path: &Path, took: Took) -> bool {
        self.boards.get(path).is_some_and(|ties| ties.took.epoch == took.epoch)
    }

    /// Whatever the board holds from now on descends from this content of the file, not from what was there before.
    pub fn bind(&mut self, path: &Path, content: SharedText, revision: u64) {
        let epoch = self.boards.get(path).map_or(0, |ties| ties.took.epoch + 1);
        let took = Took { epoch, number: 0 };
        let ties = Ties { took, bound: Some(content), is_begun: false, revision, recovered: None };
        self.boards.insert(path.to_owned(), ties);
    }

    /// The board is in another file from now on: nothing is written to this one any more. What is kept for it stays so.
    pub fn forget(&mut self, path: &Path) {
        self.boards.remove(path);
        if let Ok(mut waiting) = self.waiting.lock() {
            waiting.remove(path);
        }
        if let Some(saver) = &self.saver {
            saver.forget(path);
        }
    }

    /// Waits until everything handed over so far is kept and saved, or has failed, and is told.
    pub fn finish(&self) {
        if let Some(journal) = &self.journal {
            journal.finish();
        }
        if let Some(saver) = &self.saver {
            saver.finish();
        }
    }

    /// On leaving: where all is saved and nothing is being typed, nothing stays in the journal.
    pub fn leave(&self) {
        self.finish();
        if let Some(journal) = &self.journal {
            journal.leave();
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // In this order, so that what is kept last is still handed on to be saved.
        if let Some(journal) = &self.journal {
            journal.finish();
        }
        self.saver = None;
    }
}

/// What is to be saved now that this is kept: not what came since, so that the file never holds what the journal does not.
fn next_to_save(waiting: &mut Waiting, kept: &Kept) -> Option<SaveJob> {
    let jobs = waiting.get_mut(&kept.job.path)?;
    let at = jobs.iter().rposition(|(revision, _)| *revision == kept.job.revision)?;
    let kept = jobs.drain(..=at).map(|(_, job)| job);
    kept.reduce(|older, newer| newer.overtaking(older))
}

/// Tells whether a text is kept.
fn was_kept(kept: &Kept, tell: &Arc<dyn Fn(News) + Send + Sync>) {
    let path = kept.job.path.clone();
    tell(match &kept.result {
        Ok(()) => News::Kept { path, revision: kept.job.revision },
        Err(error) => News::NotKept { path, why: format!("{}; {}", error.cause(), error.remedy()) },
    });
}

#[cfg(test)]
mod tests;
