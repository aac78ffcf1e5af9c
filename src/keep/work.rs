//! One save on the saving thread: write what was handed over; where somebody else wrote, merge and write again.
//! It must not know threads, nor what is shown of it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::job::SaveJob;
use super::line::Line;
use super::lines;
use super::presence::{Presence, Who};
use super::{Ends, Joined, News, Stands, Why};
use crate::document::{Document, Proven};
use crate::merge::{self, Losses, Merged};
use crate::store::fs::Meta;
use crate::store::journal::Journal;
use crate::store::lock::Turn;
use crate::store::{
    self, Fingerprint, Fs, Known, Loaded, Looks, SaveError, SharedText, Watch, stem, versions,
};

/// What failed is tried again after this time, and with each edit.
const AGAIN: Duration = Duration::from_secs(10);

/// Others' saves that may come between ours before the person is told.
const TRIES: usize = 64;

/// What a save displaced is looked at closely after this time: somebody may still have it open and write into it.
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
    content: Proven,
    taken: usize,
    conflicts: usize,
    /// What others wrote on the way there: whoever read it may save over ours still.
    seen: Vec<SharedText>,
    /// Much was taken away on the way.
    is_loss: bool,
    /// What the file was when it was read back, where it was written.
    meta: Option<Meta>,
}

impl Work {
    pub(super) fn new(
        fs: Arc<dyn Fs>,
        state: Option<PathBuf>,
        who: Who,
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
            (Some(content), None) => Line::new(job.took, content.clone()),
            (Some(content), Some(old)) if old.took.epoch != job.took.epoch => {
                Line::new(job.took, content.clone())
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
        let again = self.save(&mut line, job);
        if let Ok(mut ends) = self.ends.lock() {
            ends.insert(job.path.clone(), store::end_of(&line.disk).into());
        }
        let is_late = self.let_go(&mut line);
        self.lines.insert(job.path.clone(), line);
        again.or(is_late.then_some(DISPLACED))
    }

    /// Saves, tells what came of it, and only then stores the version: nobody has to wait for that.
    fn save(&self, line: &mut Line, job: &SaveJob) -> Option<Duration> {
        let real = self.fs.canonicalize(&job.path).unwrap_or_else(|_| job.path.clone());
        let mut turn = None;
        let ended = self.bring(line, job, &real, &mut turn);
        let written = ended.as_ref().ok().filter(|landed| landed.meta.is_some());
        let written = written.map(|landed| landed.content.clone());
        let again = self.report(line, job, ended);
        if let Some(written) = written {
            self.store_ours(&real, &written);
        }
        // Our other programs have their turn once they can find what is in the file among the versions.
        drop(turn);
        again
    }

    fn report(&self, line: &mut Line, job: &SaveJob, ended: Result<Landed, Trouble>) -> Option<Duration> {
        let (path, revision) = (job.path.clone(), job.revision);
        match ended {
            Ok(Landed { content, taken, conflicts, seen, is_loss, meta }) => {
                let is_told = line.told.is_none() && line.saved == Some(revision) && content == job.text;
                // Where nothing was written, the file is what it was.
                let meta = meta.or_else(|| line.meta.take().filter(|_| line.disk == *content));
                line.holds(&job.text, SharedText::clone(&content), meta);
                if is_loss {
                    line.forget_past();
                }
                seen.into_iter().filter(|seen| *seen != *content).for_each(|seen| line.remember(seen));
                line.late.clear();
                let joined = (content != job.text).then(|| {
                    let (took, lost) = (line.tell(revision, &content), lost(&job.text, &content));
                    let read = Document::open(content.to_string(), None).ok().map(|(read, _)| read);
                    Box::new(Joined { took, text: SharedText::clone(&content), read, taken, conflicts, lost })
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

    /// Brings a text into its file, in our turn among our own programs.
    fn bring(
        &self,
        line: &mut Line,
        job: &SaveJob,
        real: &Path,
        turn: &mut Option<Turn>,
    ) -> Result<Landed, Trouble> {
        let is_only_a_look = job.why == Why::Look || line.saved == Some(job.revision);
        let mut landed = self.gather(line, job, is_only_a_look)?;
        let mut known = line.disk.clone();
        if is_only_a_look && *landed.content == known && self.holds(&job.path, &known) {
            return Ok(landed);
        }
        let state = self.state.as_deref();
        *turn = state.and_then(|state| Turn::wait(self.fs.as_ref(), state, real));
        for _ in 0..TRIES {
            match self.write(line, job, &landed.content, &known) {
                Ok(meta) => return Ok(Landed { meta, ..landed }),
                Err(SaveError::Changed { now, .. }) => {
                    self.store_ours(real, &landed.content);
                    let theirs = self.text_of(*now, job, &known)?;
                    let base = line.base_of(&known, &landed.content, &theirs, stem(&job.path));
                    let before = landed.content.clone();
                    landed.add(join(&base, &before, &theirs, &job.path)?);
                    landed.is_loss |= loses_much(&before, &landed.content);
                    landed.seen.push(theirs.clone());
                    known = theirs;
                    if *landed.content == known {
                        self.tell_journal(job, &landed.content);
                        self.known(&job.path, known.print());
                        // Where nothing of ours met it, it was read, not merged.
                        let is_ours_new = *job.text != line.disk && !landed.seen.contains(&job.text);
                        landed.taken *= usize::from(is_ours_new);
                        return Ok(landed);
                    }
                }
                Err(error) => return Err(self.failed(line, job, &landed.content, &error)),
            }
        }
        Err(Trouble::passing("others write to it all the time"))
    }

    /// What is to be written by what is known so far: our text, others' changes that it does not descend from, and late
    /// words.
    fn gather(&self, line: &mut Line, job: &SaveJob, is_only_a_look: bool) -> Result<Landed, Trouble> {
        let mut landed = Landed::new(&job.text);
        if !line.is_plain() {
            landed.add(join(&line.shared, &job.text, &line.disk, &job.path)?);
        }
        self.take_late_words(line, 0, is_only_a_look);
        for (held, theirs) in line.late.iter().filter(|(_, theirs)| !line.has_held(theirs)) {
            let base = line.base_of(held, &landed.content, theirs, stem(&job.path));
            // What cannot be brought in stands in the version store; no reason not to save.
            if let Ok(merged) = join(&base, &landed.content, theirs, &job.path) {
                landed.add(merged);
            }
        }
        Ok(landed)
    }

    /// What a program that had the file open wrote into it after a save of ours displaced it, from that one on. A close
    /// look takes reading what was displaced lately.
    fn take_late_words(&self, line: &mut Line, from: usize, is_close: bool) {
        for (displaced, held) in line.displaced.iter_mut().skip(from) {
            let found = if is_close { displaced.changed() } else { displaced.moved() };
            let Some(found) = found else { continue };
            let looks = |loaded: &Loaded| super::looks(Some(store::end_of(held)), loaded);
            let theirs = displaced.settled(found, &looks).map(|theirs| self.stored(theirs));
            if let Some(Ok(theirs)) = theirs {
                line.late.push((std::mem::replace(held, theirs.clone()), theirs));
            }
        }
    }

    /// Lets go of what was displaced long ago. Whether something was written into it at the last moment.
    fn let_go(&self, line: &mut Line) -> bool {
        let (kept, before) = (line.kept_displaced(), line.late.len());
        self.take_late_words(line, kept, true);
        line.displaced.truncate(kept);
        line.late.len() > before
    }

    fn failed(&self, line: &mut Line, job: &SaveJob, content: &SharedText, error: &SaveError) -> Trouble {
        if let Some(landed) = error.landed() {
            line.holds(&job.text, content.clone(), None);
            self.known(&job.path, landed);
        }
        Trouble::passing(error.short())
    }

    /// Whether the file still holds that content.
    fn holds(&self, path: &Path, content: &SharedText) -> bool {
        let loaded = store::load(self.fs.as_ref(), path);
        loaded.is_ok_and(|loaded| loaded.bytes() == content.as_bytes())
    }

    /// Writes a content where the file holds what is known of it. What the file is then, read back.
    fn write(
        &self,
        line: &mut Line,
        job: &SaveJob,
        content: &Proven,
        known: &SharedText,
    ) -> Result<Option<Meta>, SaveError> {
        if let Some(watch) = self.watch.get() {
            watch.coming(&job.path, content.print());
        }
        self.tell_journal(job, content);
        let meta = line.meta.clone().filter(|_| line.disk == *known);
        let expected = Known::new(known, meta.as_ref());
        let mut save = |expected| {
            let (fs, state) = (self.fs.as_ref(), self.state.as_deref());
            let (saved, displaced) = store::save_keeping(fs, state, &job.path, content, expected);
            if let Some(displaced) = displaced {
                line.displaced.push_front((displaced, known.clone()));
                line.is_fresh = true;
            }
            saved
        };
        let saved = match save(Some(expected)) {
            Err(SaveError::Gone { .. }) if job.why == Why::Asked => save(None),
            ended => ended,
        };
        let saved = saved.inspect_err(|_| {
            if let Some(watch) = self.watch.get() {
                watch.not_coming(&job.path);
            }
        })?;
        self.known(&job.path, saved.fingerprint);
        Ok(saved.meta)
    }

    /// By its being there our other programs know that they find it whole.
    fn store_ours(&self, real: &Path, content: &SharedText) {
        if let Some(state) = &self.state {
            // A version store that cannot be written is no reason not to save.
            let _ = versions::put_quick(self.fs.as_ref(), state, real, content.as_bytes());
        }
    }

    /// A content that is not ours alone is told to the journal before the file has it.
    fn tell_journal(&self, job: &SaveJob, content: &Proven) {
        if let Some(journal) = self.journal.as_ref().filter(|_| *content != job.text) {
            // Without it a crash in the next moment may count a vote twice; no reason not to save.
            let _ = journal.merged(&job.path, job.text.print(), SharedText::clone(content));
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
    fn text_of(&self, found: Loaded, job: &SaveJob, known: &str) -> Result<SharedText, Trouble> {
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
    fn stored(&self, theirs: Loaded) -> Result<SharedText, Trouble> {
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

    fn unmergeable(why: &str) -> Self {
        Self { why: why.to_owned(), stands: Some(Stands::Unmergeable), passes: false }
    }
}

impl Landed {
    fn new(text: &Proven) -> Self {
        let (content, seen) = (text.clone(), Vec::new());
        Self { content, taken: 0, conflicts: 0, seen, is_loss: false, meta: None }
    }

    fn add(&mut self, (content, merged): (Proven, Merged)) {
        self.content = content;
        self.taken += merged.taken.len();
        self.conflicts += merged.conflicts.len();
    }
}

fn join(base: &str, ours: &str, theirs: &str, path: &Path) -> Result<(Proven, Merged), Trouble> {
    let merged = merge::merge(base, ours, theirs, stem(path));
    let merged = merged.map_err(|unmerged| Trouble::unmergeable(unmerged.short()))?;
    let text = Proven::read(merged.text.as_str()).ok_or_else(|| Trouble::unmergeable(merge::REFUSED))?;
    Ok((text, merged))
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
fn lost(before: &SharedText, after: &SharedText) -> Option<(usize, usize)> {
    let losses = (before != after).then(|| losses(before, after)).flatten()?;
    losses.is_mass().then_some((losses.removed, losses.of))
}
