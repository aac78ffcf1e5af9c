//! Writes the journal: what happened since the last time in one piece with one sync, or, where the file cannot take it,
//! everything that matters into a new file.
//!
//! It must not know threads, nor when it is time to write.

use super::file::File;
use super::log::{Log, open_folder, trouble};
use super::record::{self, HEAD, Record};
use super::{KeepJob, Kept, Typing};
use crate::error::{Error, Result};
use crate::store::fingerprint::Fingerprint;
use crate::store::fs::Fs;
use crate::store::owned::random_id;
use crate::store::resolve::resolve;
use crate::store::shared::SharedText;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// A journal without unsaved texts is begun anew from this size on, or from so many times what it must hold.
const GROWN: (u64, u64) = (1024 * 1024, 4);

/// One with unsaved texts, which are then given up but for the newest.
const TOO_LONG: (u64, u64) = (16 * 1024 * 1024, 8);

/// What is to become durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Commit {
    /// Nothing: it is only written.
    Written,
    /// The texts, and what is being typed.
    Synced,
}

/// The journal of this process.
pub(super) struct Writer {
    fs: Arc<dyn Fs>,
    state: PathBuf,
    log: Option<Log>,
    /// Journals that could not be removed.
    strays: Vec<Log>,
    files: Vec<File>,
    /// The number of the next file that the journal names.
    next: u32,
    /// The files by the names that callers have for them.
    names: HashMap<PathBuf, usize>,
    /// Records that are not written yet.
    out: Vec<u8>,
    /// Jobs that are not reported yet.
    taken_up: Vec<KeepJob>,
    /// The file is so long that the next text goes into a new one.
    is_grown: bool,
}

impl Writer {
    pub(super) fn new(fs: Arc<dyn Fs>, state: PathBuf) -> Self {
        Self {
            fs,
            state,
            log: None,
            strays: Vec::new(),
            files: Vec::new(),
            next: 0,
            names: HashMap::new(),
            out: Vec::new(),
            taken_up: Vec::new(),
            is_grown: false,
        }
    }

    pub(super) fn begin(&mut self, path: PathBuf, base: SharedText) {
        // A folder that cannot be looked at now: the name as it is finds the file as well, but for links.
        let real = resolve(self.fs.as_ref(), &path).map(|resolved| resolved.real);
        let real = real.or_else(|_| std::path::absolute(&path)).unwrap_or_else(|_| path.clone());
        let known = self.files.iter().position(|file| file.path == real);
        let at = known.unwrap_or(self.files.len());
        if known.is_some() {
            self.take_up(at);
            self.files[at].begin(base);
        } else {
            self.files.push(File::new(real, base));
        }
        self.names.insert(path, at);
    }

    /// The file of that name; one that was not begun is a file that does not exist yet.
    fn file(&mut self, path: &Path) -> usize {
        if !self.names.contains_key(path) {
            self.begin(path.to_owned(), "".into());
        }
        self.names[path]
    }

    pub(super) fn keep(&mut self, job: KeepJob) {
        let at = self.file(&job.path);
        self.files[at].keep(job);
    }

    /// Whether that is new.
    pub(super) fn typing(&mut self, path: &Path, typing: Option<Typing>) -> bool {
        let at = self.file(path);
        let file = &mut self.files[at];
        let is_new = file.typing != typing;
        if is_new {
            file.typing = typing;
            file.is_typing_new = true;
        }
        is_new
    }

    pub(super) fn took_over(&mut self, path: &Path, id: u64) {
        let at = self.file(path);
        self.files[at].takes.push(id);
    }

    pub(super) fn merged(&mut self, path: &Path, ours: Fingerprint, content: &SharedText) {
        let Some(&at) = self.names.get(path) else { return };
        self.take_up(at);
        let (file, log, out) = (&mut self.files[at], &mut self.log, &mut self.out);
        file.merged(ours, content, |record| push(log, out, record));
    }

    pub(super) fn saved(&mut self, path: &Path, content: Fingerprint) {
        let Some(&at) = self.names.get(path) else { return };
        self.take_up(at);
        let (file, log, out) = (&mut self.files[at], &mut self.log, &mut self.out);
        file.saved(content, |record| push(log, out, record));
    }

    fn take_up(&mut self, at: usize) {
        let (log, out) = (&mut self.log, &mut self.out);
        self.taken_up.extend(self.files[at].take_up(|record| push(log, out, record)));
    }

    /// Writes what is new, and reports each text that was queued.
    pub(super) fn commit(&mut self, commit: Commit, on_kept: &impl Fn(Kept)) -> Result<()> {
        for at in 0..self.files.len() {
            self.take_up(at);
        }
        let done = self.write(commit);
        for job in self.taken_up.drain(..) {
            let result = done.clone().map_err(|error| {
                let attempt = format!("keep an edit of {}", job.path.display());
                Error::new(attempt, error.cause(), error.remedy())
            });
            on_kept(Kept { job, result });
        }
        self.tidy();
        done
    }

    fn write(&mut self, commit: Commit) -> Result<()> {
        if commit == Commit::Written {
            // Nothing depends on it: what it tells is found out from the file itself.
            let _ = self.append(false);
            return Ok(());
        }
        let must_shrink = self.must_shrink();
        if (self.is_grown || must_shrink) && self.begin_anew(must_shrink).is_ok() {
            return Ok(());
        }
        let is_good = self.log.as_ref().is_some_and(Log::is_good);
        if is_good {
            self.push_what_is_new();
            if self.append(true) {
                return Ok(());
            }
        }
        if self.files.iter().any(File::is_needed) { self.begin_anew(false) } else { Ok(()) }
    }

    /// Whether what was pushed is written, and where wished synced.
    fn append(&mut self, sync: bool) -> bool {
        let out = std::mem::take(&mut self.out);
        let Some(log) = self.log.as_mut().filter(|log| log.is_good()) else { return false };
        if out.is_empty() && (!sync || log.is_synced()) {
            return true;
        }
        let is_done = log.append(&out, sync).is_ok();
        if !is_done {
            self.files.iter_mut().for_each(|file| file.number = None);
        }
        is_done
    }

    /// Files that the journal does not name yet, and what is being typed.
    fn push_what_is_new(&mut self) {
        let (log, out) = (&mut self.log, &mut self.out);
        for file in &mut self.files {
            if file.number.is_none() && file.is_needed() {
                file.records(self.next, |record| push(log, out, record));
                file.number = Some(self.next);
                self.next += 1;
            } else if let Some(number) = file.number.filter(|_| file.is_typing_new) {
                push(log, out, &file.typing_record(number));
            }
            file.is_typing_new = false;
        }
    }

    /// A new file with everything that matters, then the old one goes.
    fn begin_anew(&mut self, collapse: bool) -> Result<()> {
        while let Some(stray) = self.strays.pop() {
            if let Err((error, stray)) = stray.remove() {
                self.strays.push(stray);
                return Err(trouble(&self.state, &error));
            }
        }
        if collapse {
            self.files.iter_mut().for_each(File::collapse);
        }
        let folder = open_folder(self.fs.as_ref(), &self.state).map_err(|error| {
            let cause = format!("could not {}: {}", error.attempt(), error.cause());
            Error::new("keep edits in the journal", cause, error.remedy())
        })?;
        let (content, records) = self.whole();
        match Log::begin(folder, random_id(), &content, records) {
            Ok(log) => {
                self.out.clear();
                self.next = 0;
                for file in &mut self.files {
                    file.number = file.is_needed().then_some(self.next);
                    self.next += u32::from(file.number.is_some());
                    file.is_typing_new = false;
                }
                self.is_grown = false;
                if let Some(Err((_, old))) = self.log.replace(log).map(Log::remove) {
                    self.strays.push(old);
                }
                Ok(())
            }
            Err((error, stays)) => {
                self.strays.extend(stays);
                Err(trouble(&self.state, &error))
            }
        }
    }

    /// The content of a new journal, and how many records that is.
    fn whole(&self) -> (Vec<u8>, u64) {
        let (mut content, mut records) = (HEAD.to_vec(), 0);
        let mut add = |record: &Record| {
            record::push(&mut content, records, record);
            records += 1;
        };
        for (number, file) in (0..).zip(self.files.iter().filter(|file| file.is_needed())) {
            file.records(number, &mut add);
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let replaces = self.log.iter().chain(&self.strays).map(|log| log.id).collect();
        add(&Record::Begun { micros: since.as_micros() as u64, replaces });
        (content, records)
    }

    fn must_shrink(&self) -> bool {
        self.is_longer_than(TOO_LONG)
    }

    fn is_longer_than(&self, (least, times): (u64, u64)) -> bool {
        let holds: u64 = self.files.iter().filter(|file| file.number.is_some()).map(File::size).sum();
        self.log.as_ref().is_some_and(|log| log.length() > least.max(times * holds))
    }

    /// Notes that the file has grown, and removes one that is damaged and holds nothing of use.
    fn tidy(&mut self) {
        let is_settled = self.files.iter().all(File::is_settled);
        self.is_grown = is_settled && self.is_longer_than(GROWN);
        if is_settled && self.log.as_ref().is_some_and(|log| !log.is_good()) {
            self.remove();
        }
    }

    /// Whether no journal is left: each text is saved, nothing is being typed, and the file could be removed.
    pub(super) fn leave(&mut self) -> bool {
        if !self.files.iter().all(File::is_done) {
            return false;
        }
        // What was taken over is saved, and its journals are settled since.
        self.files.iter_mut().for_each(|file| file.took.clear());
        self.remove();
        self.strays.is_empty()
    }

    fn remove(&mut self) {
        self.files.iter_mut().for_each(|file| file.number = None);
        self.out.clear();
        let logs: Vec<_> = self.log.take().into_iter().chain(self.strays.drain(..)).collect();
        self.strays = logs.into_iter().filter_map(|log| log.remove().err().map(|(_, log)| log)).collect();
    }
}

/// Nothing where there is no file that could take it: then all of it goes into a new one.
fn push(log: &mut Option<Log>, out: &mut Vec<u8>, record: &Record) {
    if let Some(log) = log {
        log.push(out, record);
    }
}
