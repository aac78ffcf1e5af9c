//! Journals of processes that are gone: what they kept and no file holds yet.
//!
//! It must not know what becomes of it. Whatever a file holds, reading it does no harm.

use super::Typing;
use super::log::{ENDING, folder_of};
use super::record::{self, Record, Records};
use super::texts::{Change, Kind, Step, Texts};
use crate::error::{Error, Result};
use crate::store::file::try_load;
use crate::store::fingerprint::Fingerprint;
use crate::store::fs::{Folder, Fs, Handle};
use crate::store::owned;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// No more of a journal is read: a journal is begun anew long before.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// A living process notices within that time that somebody saved over its file what they had loaded before.
const NOTICED: Duration = Duration::from_secs(10);

/// As many earlier contents are told.
const MOST_EARLIER: usize = 64;

/// Names a crashed journal in the one that takes over from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CrashedId(pub(super) u64);

/// What a journal holds for one file that is not saved, or was being typed.
#[derive(Debug, Clone)]
pub struct Left {
    /// The file's real path; it may be gone.
    pub path: PathBuf,
    /// The newest text of ours.
    pub last: String,
    /// The edits since the last text that was known to be in the file.
    pub edits: usize,
    /// What was being typed.
    pub typing: Option<Typing>,
    texts: Texts,
    /// The texts of the same file before others' versions were taken over.
    before: Vec<Texts>,
    /// What the file holds may be based on something older than our last saved text.
    may_be_stale: bool,
    contents: Vec<Option<usize>>,
    number: u32,
    is_settled: bool,
}

impl Left {
    /// How many contents the file can hold by our own doing: from the last one known saved on, oldest first.
    pub fn contents(&self) -> usize {
        self.contents.len()
    }

    /// The newest content of that fingerprint.
    pub fn find(&self, print: Fingerprint) -> Option<usize> {
        self.contents.iter().rposition(|content| self.texts.print(*content) == print)
    }

    /// The text of that content, made from the changes; `None` where there are not so many.
    pub fn content(&self, at: usize) -> Option<String> {
        self.contents.get(at).map(|content| self.texts.content(*content))
    }

    /// Contents from before those, newest first, where somebody who had loaded one of them may have saved over our last
    /// saved text just before the process ended, so that it could not notice.
    pub fn earlier(&self) -> Vec<String> {
        let texts = std::iter::once(&self.texts).chain(self.before.iter().rev());
        let texts = texts.filter(|_| self.may_be_stale);
        texts.flat_map(|texts| texts.past(MOST_EARLIER)).take(MOST_EARLIER).collect()
    }

    /// The text of ours that the content includes: itself, but where somebody else's changes were merged into it.
    pub fn ours(&self, at: usize) -> Option<String> {
        self.contents.get(at).map(|content| self.texts.included(*content))
    }
}

/// A journal whose process is gone, locked while this lives.
pub struct Crashed {
    id: u64,
    folder: Box<dyn Folder>,
    name: OsString,
    handle: Box<dyn Handle>,
    left: Vec<Left>,
    /// As many bytes and records are good.
    valid: u64,
    records: u64,
    /// Since when, and from which journals it took over everything, or the file at a path.
    micros: u64,
    replaces: Vec<u64>,
    took: Vec<(u64, PathBuf)>,
    /// Where the next record goes is not known any more.
    is_broken: bool,
}

/// Journals of processes that are gone, each locked by us now, oldest first. Torn tails do not count; files that
/// another journal took over are not offered again, and journals that hold nothing more are removed. What is of a
/// newer format, or cannot be read now, is left alone. No folder is made.
pub fn crashed(fs: &dyn Fs, state: &Path) -> Vec<Crashed> {
    let at = folder_of(state);
    let Some((folder, names)) = owned::whole_files(fs, state, &at, ENDING) else { return Vec::new() };
    let open = |name: &OsString| Crashed::open(fs, folder.as_ref(), fs.open_folder(&at).ok()?, name);
    let mut found: Vec<_> = names.iter().filter_map(open).collect();
    found.sort_by_key(|crashed| (crashed.micros, crashed.id));
    let replaced: Vec<_> = found.iter().flat_map(|crashed| crashed.replaces.clone()).collect();
    let took: Vec<_> = found.iter().flat_map(|crashed| crashed.took.clone()).collect();
    for crashed in found.iter_mut().filter(|crashed| replaced.contains(&crashed.id)) {
        crashed.left.clear();
    }
    let mut is_all_told = true;
    for (id, path) in &took {
        for crashed in found.iter_mut().filter(|crashed| crashed.id == *id) {
            is_all_told &= crashed.settle(path).is_ok();
            crashed.left.retain(|left| left.path != *path);
        }
    }
    found.retain(|crashed| {
        let is_empty = crashed.left.is_empty();
        // One that tells what it took over goes after those it took it from.
        if is_empty && (is_all_told || crashed.took.is_empty()) {
            let _ = crashed.folder.remove(&crashed.name);
        }
        !is_empty
    });
    found
}

impl Crashed {
    /// The journal of that name, unless its process lives or it is none of ours.
    fn open(fs: &dyn Fs, look_in: &dyn Folder, folder: Box<dyn Folder>, name: &OsStr) -> Option<Self> {
        let id = id_of(name)?;
        let mut handle = owned::unowned(look_in, name).ok()??;
        let written = handle.meta().ok()?.modified;
        let bytes = handle.read(MOST_BYTES).ok()?;
        let (mut reading, valid, records) = Reading::of(&bytes)?;
        for left in &mut reading.files {
            left.may_be_stale = left.is_overwritten(fs, written);
        }
        Some(Self {
            id,
            folder,
            name: name.to_owned(),
            handle,
            valid: valid as u64,
            records,
            left: reading.files.into_iter().filter(Left::is_something).map(Left::ready).collect(),
            micros: reading.micros,
            replaces: reading.replaces,
            took: reading.took,
            is_broken: false,
        })
    }

    /// Its name for [`super::Journal::took_over`].
    pub fn id(&self) -> CrashedId {
        CrashedId(self.id)
    }

    /// What is still to be dealt with.
    pub fn left(&self) -> &[Left] {
        &self.left
    }

    /// What was left for the file at this real path is dealt with: it will not be offered again, durably. With the last
    /// one the journal is removed.
    pub fn settle(&mut self, path: &Path) -> Result<()> {
        let Some(at) = self.left.iter().position(|left| left.path == path) else { return Ok(()) };
        let is_last = self.left.len() == 1;
        let done = if is_last {
            self.folder.remove(&self.name).and_then(|()| self.folder.sync())
        } else {
            self.append(self.left[at].number)
        };
        done.map_err(|error| {
            let attempt = format!("close the journal with the edits of {}", path.display());
            Error::new(attempt, error, "make room in the state folder")
        })?;
        self.left.remove(at);
        Ok(())
    }

    fn append(&mut self, file: u32) -> io::Result<()> {
        if self.is_broken {
            return Err(io::Error::other("it could not be written to before"));
        }
        self.is_broken = true;
        // A torn tail would hide what comes behind it.
        self.handle.cut(self.valid)?;
        self.handle.rewind()?;
        self.handle.read(self.valid)?;
        let mut bytes = Vec::new();
        record::push(&mut bytes, self.records, &Record::Settled { file });
        self.handle.write_all(&bytes)?;
        self.handle.sync_data()?;
        self.valid += bytes.len() as u64;
        self.records += 1;
        self.is_broken = false;
        Ok(())
    }
}

/// `0123456789abcdef.log`.
fn id_of(name: &OsStr) -> Option<u64> {
    let digits = name.to_str()?.strip_suffix(ENDING)?.strip_suffix('.')?;
    let id = u64::from_str_radix(digits, 16).ok()?;
    (digits == format!("{id:016x}")).then_some(id)
}

/// What the records add up to so far.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) files: Vec<Left>,
    took: Vec<(u64, PathBuf)>,
    micros: u64,
    replaces: Vec<u64>,
}

impl Reading {
    /// What a whole file says, and how many of its bytes and records count. `None` where it is none of our format.
    pub(super) fn of(bytes: &[u8]) -> Option<(Self, usize, u64)> {
        let mut records = Records::of(bytes)?;
        let mut reading = Self::default();
        while let Some((record, end)) = records.peek() {
            // What does not follow from what was before is damage, too.
            if reading.take(record).is_none() {
                break;
            }
            records.advance(end);
        }
        Some((reading, records.valid, records.number))
    }

    /// `None` where the record does not follow from those before.
    fn take(&mut self, record: Record) -> Option<()> {
        match record {
            Record::Base { file, path, text, took } => {
                let earlier = self.files.iter().position(|left| left.path == path);
                let earlier = earlier.map(|at| self.files.remove(at));
                if self.files.iter().any(|left| left.number >= file) {
                    return None;
                }
                let mut left = Left::new(path, text, file);
                if let Some(earlier) = earlier {
                    left.before = earlier.before;
                    left.before.push(earlier.texts);
                }
                self.files.push(left);
                self.took.extend(took.into_iter().map(|id| (id, path.to_path_buf())));
            }
            Record::Ours { file, print, edits, splice, took } => {
                let left = self.file(file)?;
                let change = Change::read(&splice, &left.last)?;
                change.apply(&mut left.last);
                left.texts.push(Step { print, change, kind: Kind::Ours { edits } });
                left.is_settled = false;
                let path = left.path.clone();
                self.took.extend(took.into_iter().map(|id| (id, path.clone())));
            }
            Record::Merged { file, print, includes, splice } => {
                let left = self.file(file)?;
                let change = Change::read(&splice, &left.last)?;
                left.texts.push(Step { print, change, kind: Kind::Merged { includes } });
            }
            Record::Saved { file, print } => self.file(file)?.texts.saved(print),
            Record::Typing { file, typing } => {
                let typing = typing.map(|(place, text)| Typing { place: place.into(), text: text.into() });
                self.file(file)?.typing = typing;
            }
            Record::Settled { file } => self.file(file)?.is_settled = true,
            Record::Begun { micros, replaces } => (self.micros, self.replaces) = (micros, replaces),
        }
        Some(())
    }

    fn file(&mut self, number: u32) -> Option<&mut Left> {
        self.files.iter_mut().find(|left| left.number == number)
    }
}

impl Left {
    fn new(path: &Path, text: &str, number: u32) -> Self {
        Self {
            path: path.to_owned(),
            last: text.to_owned(),
            edits: 0,
            typing: None,
            texts: Texts::new(text.into()),
            before: Vec::new(),
            may_be_stale: false,
            contents: Vec::new(),
            number,
            is_settled: false,
        }
    }

    fn is_something(&self) -> bool {
        !self.is_settled && (self.typing.is_some() || !self.texts.is_saved() || self.may_be_stale)
    }

    /// Whether the file holds what is none of our contents, written before a process that wrote its journal at that time
    /// can be relied on to have noticed.
    fn is_overwritten(&self, fs: &dyn Fs, written: SystemTime) -> bool {
        let is_late = |modified| modified > written + NOTICED;
        if fs.stat(&self.path).map_or(true, |meta| is_late(meta.modified)) {
            return false;
        }
        let Ok(Some(found)) = try_load(fs, &self.path) else { return false };
        let texts = std::iter::once(&self.texts).chain(&self.before);
        !found.bytes().is_empty() && !texts.into_iter().any(|texts| texts.has(found.fingerprint))
    }

    /// When everything about it was read.
    pub(super) fn ready(mut self) -> Self {
        self.edits = usize::try_from(self.texts.edits()).unwrap_or(usize::MAX);
        self.contents = self.texts.contents();
        self
    }
}
