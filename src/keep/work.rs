//! One save on the saving thread: write what was handed over; where somebody else wrote, merge and write again.
//! It must not know threads, nor what is shown of it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::job::SaveJob;
use super::line::Line;
use super::lines;
use super::presence::Presence;
use super::{Ends, Joined, News, Stands, Why};
use crate::document::Document;
use crate::merge::{self, Losses, Merged, Unmerged, Version};
use crate::store::journal::Journal;
use crate::store::lock::Turn;
use crate::store::{self, Fingerprint, Fs, Loaded, Looks, SaveError, Saved, Watch, versions};

/// What failed is tried again after this time, and with each edit.
const AGAIN: Duration = Duration::from_secs(10);

/// Others' saves that may come between ours before the person is told.
const TRIES: usize = 64;

/// What a save displaced is looked at once more after this time: somebody may still have it open and write into it.
const DISPLACED: Duration = Duration::from_secs(1);

/// Everything the saving thread needs.
pub(super) struct Work {
    fs: Arc<dyn Fs>,
    state: Option<PathBuf>,
    watch: Arc<OnceLock<Watch>>,
    tell: Arc<dyn Fn(News) + Send + Sync>,
    lines: HashMap<PathBuf, Line>,
    presence: Presence,
    ends: Ends,
    journal: Option<Journal>,
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
    /// Much was taken away on the way.
    is_loss: bool,
}

impl Work {
    pub(super) fn new(
        fs: Arc<dyn Fs>,
        state: Option<PathBuf>,
        who: String,
        watch: Arc<OnceLock<Watch>>,
        tell: Arc<dyn Fn(News) + Send + Sync>,
        ends: Ends,
        journal: Option<Journal>,
    ) -> Self {
        let presence = Presence::new(who);
        Self { fs, state, watch, tell, lines: HashMap::new(), presence, ends, journal }
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
        if job.why != Why::Look
            && let Some(who) = self.presence.show(self.fs.as_ref(), &job.path)
        {
            (self.tell)(News::Shared { path: job.path.clone(), who });
        }
        let ended = self.bring(&mut line, job);
        let again = self.report(&mut line, job, ended);
        if let Ok(mut ends) = self.ends.lock() {
            ends.insert(job.path.clone(), store::end_of(&line.disk).into());
        }
        self.lines.insert(job.path.clone(), line);
        again
    }

    fn report(&self, line: &mut Line, job: &SaveJob, ended: Result<Landed, Trouble>) -> Option<Duration> {
        let (path, revision) = (job.path.clone(), job.revision);
        match ended {
            Ok(Landed { content, taken, conflicts, seen, is_loss }) => {
                let is_told = line.told.is_none() && line.saved == Some(revision) && content == job.text;
                line.holds(&job.text, Arc::clone(&content));
                if is_loss {
                    line.forget_past();
                }
                seen.into_iter().skip(1).for_each(|content| line.remember(content));
                line.late.clear();
                let joined = (content != job.text).then(|| {
                    let (took, lost) = (line.tell(revision, &content), lost(&job.text, &content));
                    Box::new(Joined { took, text: content, taken, conflicts, lost })
                });
                if !is_told {
                    (self.tell)(News::Saved { path, revision, joined });
                }
                line.saved = Some(revision);
                std::mem::take(&mut line.is_fresh).then_some(DISPLACED)
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
        let mut landed = Landed::new(&job.text);
        if !line.is_plain() {
            landed.add(join(&line.shared, &job.text, &line.disk, &job.path)?);
        }
        self.take_late_words(line);
        for (held, theirs) in line.late.iter().filter(|(_, theirs)| !line.has_held(theirs)) {
            let base = line.base_of(held, &landed.content, theirs, stem(&job.path));
            // What cannot be brought in stands in the version store; no reason not to save.
            if let Ok(merged) = join(&base, &landed.content, theirs, &job.path) {
                landed.add(merged);
            }
        }
        let mut known = Arc::clone(&line.disk);
        let is_only_a_look = job.why == Why::Look || line.saved == Some(job.revision);
        if is_only_a_look && landed.content == known && self.holds(&job.path, &known) {
            return Ok(landed);
        }
        let real = self.fs.canonicalize(&job.path).unwrap_or_else(|_| job.path.clone());
        let state = self.state.as_deref();
        let _turn = state.and_then(|state| Turn::wait(self.fs.as_ref(), state, &real));
        for _ in 0..TRIES {
            match self.write(line, job, (&landed.content, &known), &real) {
                Ok(_) => return Ok(landed),
                Err(SaveError::Changed { now, .. }) => {
                    let theirs = self.text_of(*now, job, &known)?;
                    let base = line.base_of(&known, &landed.content, &theirs, stem(&job.path));
                    let before = Arc::clone(&landed.content);
                    landed.add(join(&base, &before, &theirs, &job.path)?);
                    landed.is_loss |= loses_much(&before, &landed.content);
                    landed.seen.push(std::mem::replace(&mut known, theirs));
                    if landed.content == known {
                        self.tell_journal(job, &landed.content);
                        self.known(&job.path, Fingerprint::of(known.as_bytes()));
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

    /// What a program that had the file open wrote into it after a save of ours displaced it.
    fn take_late_words(&self, line: &mut Line) {
        let Some((displaced, held)) = &mut line.displaced else { return };
        let Some(found) = displaced.changed() else { return };
        let looks = |loaded: &Loaded| super::looks(Some(store::end_of(held)), loaded);
        let theirs = displaced.settled(found, &looks).map(|theirs| self.stored(theirs));
        if let Some(Ok(theirs)) = theirs {
            line.late.push((std::mem::replace(held, Arc::clone(&theirs)), theirs));
        }
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

    /// Writes a content where the file holds what is known of it.
    fn write(
        &self,
        line: &mut Line,
        job: &SaveJob,
        (content, known): (&Arc<str>, &Arc<str>),
        real: &Path,
    ) -> Result<Saved, SaveError> {
        // What no reader would take for a board is never written, whatever led to it; a merge has proved its text.
        if *content == job.text && !Document::is_board(content) {
            let remedy = "save to another file and tell us";
            return Err(SaveError::refused(&job.path, "it would not be read back", remedy));
        }
        if let Some(watch) = self.watch.get() {
            watch.coming(&job.path, Fingerprint::of(content.as_bytes()));
        }
        self.tell_journal(job, content);
        if let Some(state) = &self.state {
            // By its being there others know that they find it whole.
            let _ = versions::put_quick(self.fs.as_ref(), state, real, content.as_bytes());
        }
        let expected = Fingerprint::of(known.as_bytes());
        let mut save = |expected| {
            let (fs, state) = (self.fs.as_ref(), self.state.as_deref());
            let (saved, displaced) = store::save_keeping(fs, state, &job.path, content.as_bytes(), expected);
            if let Some(displaced) = displaced {
                line.displaced = Some((displaced, Arc::clone(known)));
                line.is_fresh = true;
            }
            saved
        };
        let saved = match save(Some(&expected)) {
            Err(SaveError::Gone { .. }) if job.why == Why::Asked => save(None),
            ended => ended,
        }?;
        self.known(&job.path, saved.fingerprint);
        Ok(saved)
    }

    /// A content that is not ours alone is told to the journal before the file has it.
    fn tell_journal(&self, job: &SaveJob, content: &Arc<str>) {
        if let Some(journal) = self.journal.as_ref().filter(|_| *content != job.text) {
            // Without it a crash in the next moment may count a vote twice; no reason not to save.
            let _ = journal.merged(&job.path, Fingerprint::of(job.text.as_bytes()), Arc::clone(content));
        }
    }

    fn known(&self, path: &Path, content: Fingerprint) {
        if let Some(journal) = &self.journal {
            journal.saved(path, content);
        }
        if let Some(watch) = self.watch.get() {
            watch.known(path, content);
        }
    }

    /// What somebody else wrote, once it can be believed.
    fn text_of(&self, found: Loaded, job: &SaveJob, known: &str) -> Result<Arc<str>, Trouble> {
        let is_stored = |loaded: &Loaded| {
            let has = |state| versions::has(self.fs.as_ref(), state, &loaded.real_path, loaded.fingerprint);
            self.state.as_deref().is_some_and(has)
        };
        let looks = |loaded: &Loaded| match job.believed {
            Some(believed) if believed == loaded.fingerprint => Looks::Known,
            _ if is_stored(loaded) => Looks::Known,
            _ => super::looks(Some(store::end_of(known)), loaded),
        };
        match store::settled(self.fs.as_ref(), &job.path, found, &looks) {
            Ok(Some(theirs)) => self.stored(theirs),
            Ok(None) => Err(Trouble::passing("the file is gone")),
            Err(error) => Err(Trouble::passing(error.cause())),
        }
    }

    /// The text of somebody's version, stored before anything is done with it.
    fn stored(&self, theirs: Loaded) -> Result<Arc<str>, Trouble> {
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
}

impl Trouble {
    fn passing(why: &str) -> Self {
        Self { why: why.to_owned(), stands: None, passes: true }
    }
}

impl Landed {
    fn new(text: &Arc<str>) -> Self {
        Self { content: Arc::clone(text), taken: 0, conflicts: 0, seen: Vec::new(), is_loss: false }
    }

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

/// What `after` lacks of `before`; nothing where it has every line of it.
fn losses(before: &str, after: &str) -> Option<Losses> {
    if lines::has_all(after, before) {
        return None;
    }
    let read = |text: &str| Document::open(text.to_owned(), None).ok().map(|(document, _)| document);
    Some(merge::losses(read(before)?.board(), read(after)?.board()))
}

/// Whether what `after` lacks of `before` may come back.
fn loses_much(before: &str, after: &str) -> bool {
    losses(before, after).is_some_and(|losses| losses.is_mass() || losses.is_tail)
}

/// How many items of how many are gone, where that is so much that a person should hear of it.
fn lost(before: &Arc<str>, after: &Arc<str>) -> Option<(usize, usize)> {
    let losses = (before != after).then(|| losses(before, after)).flatten()?;
    losses.is_mass().then_some((losses.removed, losses.of))
}

fn stem(path: &Path) -> Option<&str> {
    path.file_stem().and_then(|stem| stem.to_str())
}
