//! One save on the saving thread: write what was handed over; where somebody else wrote, merge and write again.
//! It must not know threads, nor what is shown of it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use super::line::Line;
use super::{Contents, Joined, News, SaveJob, Stands, Why};
use crate::document::Document;
use crate::merge::{self, Merged, Unmerged, Version};
use crate::store::journal::Journal;
use crate::store::{self, Fingerprint, Fs, Loaded, Lock, Looks, SaveError, Saved, Watch, versions};

/// What failed is tried again after this time, and with each edit.
const AGAIN: Duration = Duration::from_secs(10);

/// Others' saves that may come between ours before the person is told.
const TRIES: usize = 64;

/// A lock that somebody else has is asked for again after this time.
const LOCK_AGAIN: Duration = Duration::from_secs(30);

/// Everything the saving thread needs.
pub(super) struct Work {
    fs: Arc<dyn Fs>,
    state: Option<PathBuf>,
    who: String,
    watch: Arc<OnceLock<Watch>>,
    tell: Arc<dyn Fn(News) + Send + Sync>,
    lines: HashMap<PathBuf, Line>,
    locks: HashMap<PathBuf, Presence>,
    contents: Contents,
    journal: Option<Journal>,
}

/// Whether others see that we are at a board.
enum Presence {
    Shown(#[expect(dead_code, reason = "held until the saving thread ends")] Lock),
    /// Somebody else has the lock, or there can be none.
    Not(Instant),
}

/// Why a text is not in its file.
struct Trouble {
    why: String,
    stands: Option<Stands>,
    /// Waiting can help.
    passes: bool,
}

/// A text that is in its file: what the file holds, and what came in.
struct Landed {
    content: Arc<str>,
    taken: usize,
    conflicts: usize,
    /// What the file held on the way there.
    seen: Vec<Arc<str>>,
}

impl Work {
    pub(super) fn new(
        fs: Arc<dyn Fs>,
        state: Option<PathBuf>,
        who: String,
        watch: Arc<OnceLock<Watch>>,
        tell: Arc<dyn Fn(News) + Send + Sync>,
        contents: Contents,
        journal: Option<Journal>,
    ) -> Self {
        let (lines, locks) = (HashMap::new(), HashMap::new());
        Self { fs, state, who, watch, tell, lines, locks, contents, journal }
    }

    /// Does one job and tells what came of it; when to do it again.
    pub(super) fn perform(&mut self, job: &SaveJob) -> Option<Duration> {
        let known = self.lines.remove(&job.path);
        let mut line = match (&job.bound, known) {
            (Some(content), None) => Line::new(job.took, Arc::clone(content)),
            (Some(content), Some(old)) if old.took.epoch != job.took.epoch => {
                Line::new(job.took, Arc::clone(content))
            }
            (_, Some(line)) => line,
            (None, None) => return None,
        };
        line.hear(job);
        if job.why != Why::Look {
            self.be_present(&job.path);
        }
        let ended = self.bring(&mut line, job);
        let again = self.report(&mut line, job, ended);
        if let Ok(mut contents) = self.contents.lock() {
            contents.insert(job.path.clone(), Arc::clone(&line.disk));
        }
        self.lines.insert(job.path.clone(), line);
        again
    }

    fn report(&self, line: &mut Line, job: &SaveJob, ended: Result<Landed, Trouble>) -> Option<Duration> {
        let (path, revision) = (job.path.clone(), job.revision);
        match ended {
            Ok(Landed { content, taken, conflicts, seen }) => {
                seen.into_iter().skip(1).for_each(|content| line.remember(content));
                line.holds(&job.text, Arc::clone(&content));
                let took = line.took;
                let joined =
                    (content != job.text).then(|| Box::new(Joined { took, text: content, taken, conflicts }));
                (self.tell)(News::Saved { path, revision, joined });
                None
            }
            Err(Trouble { why, stands, passes }) => {
                let told = Some((revision, why.clone()));
                if line.told != told {
                    line.told = told;
                    (self.tell)(News::Failed { path, revision, why, stands });
                }
                passes.then_some(AGAIN)
            }
        }
    }

    /// Brings a text into its file.
    fn bring(&self, line: &mut Line, job: &SaveJob) -> Result<Landed, Trouble> {
        let mut landed = Landed { content: Arc::clone(&job.text), taken: 0, conflicts: 0, seen: Vec::new() };
        if !line.is_plain() {
            let merged = join(&line.shared, &job.text, &line.disk, &job.path)?;
            landed.add(merged);
        }
        let mut known = Arc::clone(&line.disk);
        if job.why == Why::Look && landed.content == known && self.holds(&job.path, &known) {
            return Ok(landed);
        }
        for _ in 0..TRIES {
            match self.write(job, &landed.content, &known) {
                Ok(_) => return Ok(landed),
                Err(SaveError::Changed { now, .. }) => {
                    let theirs = self.text_of(*now, job, &known)?;
                    let base = line.base_of(&known, &landed.content, &theirs, stem(&job.path));
                    let merged = join(&base, &landed.content, &theirs, &job.path)?;
                    line.after_loss = loses_much(&known, &theirs);
                    landed.add(merged);
                    landed.seen.push(std::mem::replace(&mut known, theirs));
                    if landed.content == known {
                        // Where nothing of ours met it, it was read, not merged.
                        landed.taken *= usize::from(landed.seen.iter().all(|seen| **seen != *job.text));
                        return Ok(landed);
                    }
                }
                Err(error) => return Err(self.failed(line, job, &landed.content, &error)),
            }
        }
        Err(Trouble::passing("others write to it all the time"))
    }

    fn failed(&self, line: &mut Line, job: &SaveJob, content: &Arc<str>, error: &SaveError) -> Trouble {
        if let Some(landed) = error.landed() {
            line.holds(&job.text, Arc::clone(content));
            self.known(&job.path, landed);
        }
        Trouble::passing(error.short())
    }

    /// Whether the file still holds that content.
    fn holds(&self, path: &Path, content: &str) -> bool {
        let loaded = store::load(self.fs.as_ref(), path);
        loaded.is_ok_and(|loaded| loaded.bytes() == content.as_bytes())
    }

    fn write(&self, job: &SaveJob, content: &Arc<str>, known: &str) -> Result<Saved, SaveError> {
        // What no reader would take for a board is never written, whatever led to it.
        if !Document::is_board(content) {
            let remedy = "save to another file and tell us";
            return Err(SaveError::refused(&job.path, "it would not be read back", remedy));
        }
        if let Some(watch) = self.watch.get() {
            watch.coming(&job.path, Fingerprint::of(content.as_bytes()));
        }
        if let Some(journal) = self.journal.as_ref().filter(|_| *content != job.text) {
            // Without it a crash in the next moment may count a vote twice; no reason not to save.
            let _ = journal.merged(&job.path, Fingerprint::of(job.text.as_bytes()), Arc::clone(content));
        }
        let expected = Fingerprint::of(known.as_bytes());
        let save = |expected| {
            let state = self.state.as_deref();
            store::save_with_state(self.fs.as_ref(), state, &job.path, content.as_bytes(), expected)
        };
        let saved = match save(Some(&expected)) {
            Err(SaveError::Gone { .. }) if job.why == Why::Asked => save(None),
            ended => ended,
        }?;
        self.known(&job.path, saved.fingerprint);
        Ok(saved)
    }

    fn known(&self, path: &Path, content: Fingerprint) {
        if let Some(journal) = &self.journal {
            journal.saved(path, content);
        }
        if let Some(watch) = self.watch.get() {
            watch.known(path, content);
        }
    }

    /// What somebody else wrote, once it can be believed; stored before anything is done with it.
    fn text_of(&self, found: Loaded, job: &SaveJob, known: &str) -> Result<Arc<str>, Trouble> {
        let looks = |loaded: &Loaded| match job.believed {
            Some(believed) if believed == loaded.fingerprint => Looks::Known,
            _ => super::looks(Some(known), loaded),
        };
        let theirs = match store::settled(self.fs.as_ref(), &job.path, found, &looks) {
            Ok(Some(theirs)) => theirs,
            Ok(None) => return Err(Trouble::passing("the file is gone")),
            Err(error) => return Err(Trouble::passing(error.cause())),
        };
        if let Some(state) = &self.state {
            // A version store that cannot be written keeps nobody from merging.
            let _ = versions::put(self.fs.as_ref(), state, &theirs.real_path, theirs.bytes());
        }
        match &theirs.text {
            Ok(text) if Document::is_board(text) => Ok(text.as_str().into()),
            _ => {
                let why = "the file is no board now".to_owned();
                Err(Trouble { why, stands: Some(Stands::NoBoard(Box::new(theirs))), passes: false })
            }
        }
    }

    /// Takes the board's lock, so that others see who is at it; tells whose it is where it is taken.
    fn be_present(&mut self, path: &Path) {
        let before = self.locks.get(path);
        match before {
            Some(Presence::Shown(_)) => return,
            Some(Presence::Not(since)) if since.elapsed() < LOCK_AGAIN => return,
            _ => {}
        }
        let is_first = before.is_none();
        let presence = match Lock::take(self.fs.as_ref(), path, &self.who) {
            Ok(Some(lock)) => Presence::Shown(lock),
            Ok(None) => {
                let who = store::lock::holder(self.fs.as_ref(), path).filter(|_| is_first);
                if let Some(who) = who {
                    (self.tell)(News::Shared { path: path.to_owned(), who });
                }
                Presence::Not(Instant::now())
            }
            // A folder where no lock can be written: the exchange is the guard, the lock a courtesy.
            Err(_) => Presence::Not(Instant::now()),
        };
        self.locks.insert(path.to_owned(), presence);
    }
}

impl Trouble {
    fn passing(why: &str) -> Self {
        Self { why: why.to_owned(), stands: None, passes: true }
    }
}

impl Landed {
    fn add(&mut self, merged: Merged) {
        self.content = merged.text.into();
        self.taken += merged.taken.len();
        self.conflicts += merged.conflicts.len();
    }
}

fn join(base: &str, ours: &str, theirs: &str, path: &Path) -> Result<Merged, Trouble> {
    merge::merge(base, ours, theirs, stem(path)).map_err(|unmerged| {
        let why = match unmerged {
            Unmerged::NoBoard(Version::Theirs, _) => "the file is no board now",
            Unmerged::NoBoard(..) => "an earlier version is no board",
            Unmerged::Refused(_) => "changed elsewhere, and not mergeable",
        };
        Trouble { why: why.to_owned(), stands: Some(Stands::Unmergeable), passes: false }
    })
}

/// Whether what `after` lacks of `before` may come back.
fn loses_much(before: &str, after: &str) -> bool {
    let read = |text: &str| Document::open(text.to_owned(), None).ok().map(|(document, _)| document);
    let (Some(before), Some(after)) = (read(before), read(after)) else { return false };
    let losses = merge::losses(before.board(), after.board());
    losses.is_mass() || losses.is_tail
}

fn stem(path: &Path) -> Option<&str> {
    path.file_stem().and_then(|stem| stem.to_str())
}
