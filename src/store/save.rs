//! Saves a file so that at every moment it is whole, the old one or the new one, and nobody's version is overwritten unread.
//!
//! It must not know what the bytes mean, nor who asked. Reasons and traps: measurements, section 3.

mod displaced;
mod error;
mod in_place;
mod known;
mod owner;
mod standing;
mod swap;
mod temp;

pub use displaced::Displaced;
pub(super) use error::in_words;
pub use error::{Failure, SaveError};
pub use known::Known;
pub(super) use owner::{Owner, Whose};

use super::file::{self, Trouble};
use super::fingerprint::Fingerprint;
use super::fs::{Folder, Fs, Handle, Meta};
use super::resolve::resolve;
use super::safety::put_back;
use super::shared::SharedText;
use in_place::is_impossible;
use standing::Standing;
use std::cell::RefCell;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use swap::Replaced;
use temp::Temp;

/// What was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The content's fingerprint: what the next save expects to find.
    pub fingerprint: Fingerprint,
    /// The file itself where the path was a link.
    pub real_path: PathBuf,
    /// What the file was when it was read back, as far as it could be told.
    pub meta: Option<Meta>,
}

/// The mode of a new file before the umask cuts it, as for any program's files.
const NEW_FILE: u32 = 0o666;

/// Writes `bytes` to the file at `path` if it still holds what was `expected`; `None` expects no file there.
///
/// Links are followed, never replaced. The steps: compare; write a temporary file `.NAME.<process>.<random>.tmp` beside the
/// real one, with its owner, mode and extended attributes; sync it; let it and the file change places (a new file
/// never replaces one); look at what was displaced, and where that is not what was expected give it its place back;
/// sync the folder; read back. On an error before the exchange the file is untouched and the temporary file is
/// removed; after it, [`SaveError::landed`] tells that the new content is in place. A file that holds `bytes` already
/// is synced, not written. [`SaveError::Changed`] holds the version that stood in the way, also where it was seen only
/// by displacing it. Nothing is removed that was not read and is not known.
///
/// Refused, with a reason: a file without write permission (by its mode bits even for root) and whatever is no regular
/// file. A file with further hard links, one that is a mount point, one in a read-only folder and one whose owner or
/// access list cannot be kept are refused too, for want of a place for a safety copy: see [`save_with_state`].
pub fn save(
    fs: &dyn Fs,
    path: &Path,
    bytes: &[u8],
    expected: Option<&Fingerprint>,
) -> Result<Saved, SaveError> {
    save_with_mode(fs, path, bytes, expected, NEW_FILE)
}

/// Like [`save`], with the person's state folder. Where another file cannot take the place of this one, it is written
/// in place, after its old and its new content are durable there; [`finish`](super::safety::finish) is to be called at
/// the next start. Versions of others that stand nowhere else are kept there too.
pub fn save_with_state(
    fs: &dyn Fs,
    state: Option<&Path>,
    path: &Path,
    bytes: &[u8],
    expected: Option<&Fingerprint>,
) -> Result<Saved, SaveError> {
    save_printed(fs, state, path, (bytes, Fingerprint::of(bytes)), expected.map(Known::from)).0
}

/// Like [`save_with_state`], and hands back what was displaced, also where the save failed after that: a program that
/// has it open can still write into it.
pub fn save_keeping(
    fs: &dyn Fs,
    state: Option<&Path>,
    path: &Path,
    content: &SharedText,
    expected: Option<Known<'_>>,
) -> (Result<Saved, SaveError>, Option<Displaced>) {
    save_printed(fs, state, path, (content.as_bytes(), content.print()), expected)
}

fn save_printed(
    fs: &dyn Fs,
    state: Option<&Path>,
    path: &Path,
    printed: (&[u8], Fingerprint),
    expected: Option<Known<'_>>,
) -> (Result<Saved, SaveError>, Option<Displaced>) {
    let saved = save_as(fs, state, path, printed, expected, NEW_FILE);
    if let (Err(SaveError::Changed { now, .. }), Some(state)) = (&saved.0, state)
        && put_back(fs, state, &now.real_path)
    {
        // Not somebody's version: an earlier save in place that could not be undone then.
        return save_as(fs, Some(state), path, printed, expected, NEW_FILE);
    }
    saved
}

/// Like [`save`], with the mode for a new file.
pub(super) fn save_with_mode(
    fs: &dyn Fs,
    path: &Path,
    bytes: &[u8],
    expected: Option<&Fingerprint>,
    new_mode: u32,
) -> Result<Saved, SaveError> {
    save_as(fs, None, path, (bytes, Fingerprint::of(bytes)), expected.map(Known::from), new_mode).0
}

fn save_as(
    fs: &dyn Fs,
    state: Option<&Path>,
    path: &Path,
    (bytes, fingerprint): (&[u8], Fingerprint),
    expected: Option<Known<'_>>,
    new_mode: u32,
) -> (Result<Saved, SaveError>, Option<Displaced>) {
    let failed = |trouble: &Trouble| (Err(SaveError::failed(path, trouble)), None);
    if bytes.len() as u64 > file::MOST_BYTES {
        return failed(&Trouble::TooLarge);
    }
    let open = || {
        let real = resolve(fs, path)?.real;
        if let Ok(meta) = fs.lstat(&real) {
            file::refuse_unless_file(&meta)?;
        }
        let (Some(parent), Some(name)) = (real.parent(), real.file_name()) else {
            return Err(Trouble::NoFile(super::fs::Kind::Folder));
        };
        let folder = fs.open_folder(parent)?;
        Ok((folder, name.to_owned(), real))
    };
    let (folder, name, real) = match open() {
        Ok(opened) => opened,
        Err(trouble) => return failed(&trouble),
    };
    let attempt = Attempt {
        fs,
        path,
        folder,
        name,
        real,
        bytes,
        fingerprint,
        expected,
        new_mode,
        state,
        displaced: RefCell::new(None),
    };
    (attempt.run(), attempt.displaced.into_inner())
}

/// One save on its way.
struct Attempt<'a> {
    fs: &'a dyn Fs,
    /// The path as it was asked for, for messages.
    path: &'a Path,
    folder: Box<dyn Folder>,
    name: OsString,
    real: PathBuf,
    bytes: &'a [u8],
    fingerprint: Fingerprint,
    expected: Option<Known<'a>>,
    new_mode: u32,
    /// Where safety copies and versions go.
    state: Option<&'a Path>,
    /// What the new content displaced, once it has.
    displaced: RefCell<Option<Displaced>>,
}

/// The file as it stands: open, what it is, what it holds.
type Current = (Box<dyn Handle>, Meta, Vec<u8>);

impl Attempt<'_> {
    fn run(&self) -> Result<Saved, SaveError> {
        let standing = self.untouched().map_or_else(|| self.compare(), Ok)?;
        let (temp, before) = match standing {
            Standing::Done(handle) => return self.sync_only(handle.as_ref()),
            Standing::Nothing => (self.write_temp(None), None),
            Standing::Expected(handle, meta) => {
                self.refuse_read_only(&meta)?;
                if meta.links > 1 {
                    return self.write_in_place(self.linked());
                }
                (self.write_temp(Some((handle.as_ref(), &meta))), Some(meta))
            }
        };
        let temp = match temp {
            Ok(temp) => temp,
            Err(error) if before.is_some() && is_impossible(&error) => {
                return self.write_in_place(self.failed(error));
            }
            Err(error) => return Err(self.failed(error)),
        };
        match before {
            None => {
                temp.rename_new(&self.name).or_else(|error| self.after_failed_rename(error))?;
            }
            Some(before) => match self.replace(temp, &before)? {
                Replaced::Ours => {}
                Replaced::Same(handle) => return self.sync_only(handle.as_ref()),
                Replaced::Impossible(error) => return self.write_in_place(self.failed(error)),
            },
        }
        self.folder.sync().map_err(|error| self.failed(error).with_landed(self.fingerprint))?;
        self.read_back()
    }

    /// What stands at a name in the file's folder.
    fn read(&self, name: &OsStr) -> Result<Option<Current>, Trouble> {
        let mut handle = match self.folder.open(name) {
            Ok(handle) => handle,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let meta = handle.meta()?;
        let bytes = file::read_whole(handle.as_mut(), &meta)?;
        Ok(Some((handle, meta, bytes)))
    }

    fn refuse_read_only(&self, meta: &Meta) -> Result<(), SaveError> {
        if !file::may_write(self.fs, &self.real, meta).map_err(|error| self.failed(error))? {
            let remedy = "give it write permission (chmod u+w), or save to another file";
            return Err(SaveError::refused(self.path, "the file is read-only", remedy));
        }
        Ok(())
    }

    fn linked(&self) -> SaveError {
        let remedy =
            "save to another file, or make this one a file of its own (copy it, rename the copy over it)";
        SaveError::refused(self.path, "the file has further hard links", remedy)
    }

    fn write_temp(&self, old: Option<(&dyn Handle, &Meta)>) -> io::Result<Temp<'_>> {
        // A new file gets its mode at once, so that the umask acts; a copy stays private until it is complete.
        let mode = if old.is_some() { 0o600 } else { self.new_mode };
        let mut temp = Temp::create(self.folder.as_ref(), &self.name, mode)?;
        temp.handle.write_all(self.bytes)?;
        if let Some((handle, meta)) = old {
            temp.take_over(handle, meta)?;
        }
        temp.handle.sync()?;
        Ok(temp)
    }

    /// The file holds it already: it only has to be made durable.
    fn sync_only(&self, handle: &dyn Handle) -> Result<Saved, SaveError> {
        let synced = handle.sync().and_then(|()| self.folder.sync());
        synced.map_err(|error| self.failed(error).with_landed(self.fingerprint))?;
        Ok(self.saved(handle.meta().ok()))
    }

    /// A rename can have happened although it reports an error (a network file system's lost answer): look.
    fn after_failed_rename(&self, error: io::Error) -> Result<(), SaveError> {
        if error.kind() == io::ErrorKind::AlreadyExists {
            // Made by someone else between the comparison and the rename.
            return match self.compare() {
                Ok(_) => Err(self.failed(error)),
                Err(changed) => Err(changed),
            };
        }
        let landed = self.read(&self.name).ok().flatten().is_some_and(|(_, _, bytes)| bytes == self.bytes);
        if landed { Ok(()) } else { Err(self.failed(error)) }
    }

    /// The proof, by path: what a reader of the file sees now.
    fn read_back(&self) -> Result<Saved, SaveError> {
        let landed = |trouble: &Trouble| self.trouble(trouble).with_landed(self.fingerprint);
        let read = || {
            let mut handle = self.fs.open(&self.real)?;
            let meta = handle.meta()?;
            file::refuse_unless_file(&meta)?;
            if handle.holds(self.bytes)? {
                return Ok((meta, None));
            }
            handle.rewind()?;
            let bytes = file::read_whole(handle.as_mut(), &meta)?;
            Ok((meta, Some(bytes)))
        };
        match read() {
            Ok((meta, None)) => Ok(self.saved(Some(meta))),
            // Someone else saved right after: whether they had read ours is for a merge to find out.
            Ok((meta, Some(bytes))) => Err(self.changed(bytes, &meta)),
            Err(Trouble::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
                Err(SaveError::Gone { path: self.path.to_owned() })
            }
            Err(trouble) => Err(landed(&trouble)),
        }
    }

    /// Keeps what was displaced, which held that.
    fn keep(&self, handle: Box<dyn Handle>, meta: &Meta, held: Fingerprint) {
        self.displaced.replace(Some(Displaced::new(handle, meta, self.real.clone(), held)));
    }

    fn saved(&self, meta: Option<Meta>) -> Saved {
        Saved { fingerprint: self.fingerprint, real_path: self.real.clone(), meta }
    }

    fn changed(&self, bytes: Vec<u8>, meta: &Meta) -> SaveError {
        let read_only = meta.mode & 0o222 == 0;
        let now = Box::new(file::loaded(bytes, self.real.clone(), read_only));
        SaveError::Changed { path: self.path.to_owned(), now }
    }

    fn trouble(&self, trouble: &Trouble) -> SaveError {
        SaveError::failed(self.path, trouble)
    }

    fn failed(&self, error: io::Error) -> SaveError {
        self.trouble(&Trouble::Io(error))
    }
}

#[cfg(test)]
mod tests;
