//! Whole copies of earlier contents of a file, by their hash, in the person's state folder; bounded.
//!
//! It must not know what the bytes mean, nor why a version was worth keeping.

use super::create::make_folders;
use super::file::MOST_BYTES;
use super::fingerprint::Fingerprint;
use super::fs::{Folder, Fs};
use super::paths::private_folder;
use crate::error::{Error, Result};
use std::collections::hash_map::RandomState;
use std::ffi::{OsStr, OsString};
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// As many versions of a file are kept.
const MOST_VERSIONS: usize = 200;

/// As long a version is kept.
const LONGEST: Duration = Duration::from_hours(90 * 24);

/// As many bytes of versions are kept for a file; its newest version stays, whatever its size.
const MOST_STORED: u64 = 50 * 1024 * 1024;

/// What is not yet complete; older than [`ABANDONED`], it never will be.
const PART: &str = ".part";
const ABANDONED: Duration = Duration::from_hours(1);

/// A stored version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// The fingerprint of its content.
    pub fingerprint: Fingerprint,
    /// When it was put there, to the millisecond.
    pub put: SystemTime,
    /// Its length in bytes.
    pub size: u64,
}

/// As many texts, and as many bytes of them, are looked through for the base of a merge.
const MOST_BASES: usize = 64;
const MOST_BASE_BYTES: u64 = 16 * 1024 * 1024;

/// So many versions may be too many before the oldest are forgotten at once by [`put_quick`].
const SURPLUS: usize = 16;

/// Stores a content of the file at this real path, durably, and forgets what is too old, too many or too much. A
/// content that is stored already counts as the newest from now on.
pub fn put(fs: &dyn Fs, state: &Path, path: &Path, bytes: &[u8]) -> Result<Fingerprint> {
    put_at(fs, state, path, bytes, SystemTime::now(), true)
}

/// Like [`put`], for content that stands elsewhere too (it is about to be written, or is in the journal): not durable,
/// so a power cut may lose it, and the bounds are kept up now and then only.
pub fn put_quick(fs: &dyn Fs, state: &Path, path: &Path, bytes: &[u8]) -> Result<Fingerprint> {
    put_at(fs, state, path, bytes, SystemTime::now(), false)
}

fn put_at(
    fs: &dyn Fs,
    state: &Path,
    path: &Path,
    bytes: &[u8],
    now: SystemTime,
    durably: bool,
) -> Result<Fingerprint> {
    let fingerprint = Fingerprint::of(bytes);
    private_folder(fs, state)?;
    let store = || {
        let at = folder_of(state, path);
        let mut before = read_names(fs, &at).unwrap_or_default();
        if before.is_empty() {
            make_folders(fs, &at, 0o700)?;
            before = read_names(fs, &at)?;
        }
        let name = name_of(now, fingerprint);
        let folder = fs.open_folder(&at)?;
        let earlier = before.iter().find(|(_, _, stored)| *stored == fingerprint).map(|(name, ..)| name);
        match earlier {
            Some(earlier) if is_whole(folder.as_ref(), earlier, bytes, durably) => {
                folder.rename(earlier, &name)?;
            }
            _ => write(folder.as_ref(), &name, bytes, durably)?,
        }
        if durably {
            // Before older names of the same content go.
            folder.sync()?;
        }
        if durably || is_too_much(&before, bytes.len(), now) {
            prune(fs, folder.as_ref(), &at, &name, now);
        }
        Ok(())
    };
    store().map_err(|error: io::Error| {
        Error::new(
            format!("keep a version of {}", path.display()),
            error,
            "make room in the state folder, then try again",
        )
    })?;
    Ok(fingerprint)
}

/// Whether a stored version still is what it was: a power cut may have come after a quick one. Synced where it is to
/// be durable.
fn is_whole(folder: &dyn Folder, name: &OsStr, bytes: &[u8], durably: bool) -> bool {
    let read = || {
        let mut handle = folder.open(name)?;
        if durably {
            handle.sync()?;
        }
        handle.read(MOST_BYTES + 1)
    };
    read().is_ok_and(|stored: Vec<u8>| stored == bytes)
}

/// Whether the bounds may be broken, by the names alone: as if each version were as large as this one.
fn is_too_much(before: &[(OsString, SystemTime, Fingerprint)], size: usize, now: SystemTime) -> bool {
    let is_too_old = |(_, put, _): &(OsString, SystemTime, Fingerprint)| is_older(now, *put, LONGEST);
    before.len() >= MOST_VERSIONS + SURPLUS
        || (before.len() as u64 + 1) * size as u64 > MOST_STORED
        || before.last().is_some_and(is_too_old)
}

/// The texts of the file at this real path that were stored since then, newest first: candidates for the base of a
/// merge. At most 64, and no more than 16 MiB of them; what is no text or is damaged is passed over.
pub fn texts_since(fs: &dyn Fs, state: &Path, path: &Path, since: SystemTime) -> Vec<(Version, String)> {
    let at = folder_of(state, path);
    let Ok(folder) = fs.open_folder(&at) else { return Vec::new() };
    let mut bytes_left = MOST_BASE_BYTES;
    // Times are stored to the millisecond, cut off.
    let is_new = |put: SystemTime| put + Duration::from_millis(1) > since;
    let names = read_names(fs, &at).unwrap_or_default();
    let new = names.into_iter().take_while(|(_, put, _)| is_new(*put));
    let texts = new.map_while(|(name, put, fingerprint)| {
        let read = || {
            let mut handle = folder.open(&name).ok()?;
            let size = handle.meta().ok()?.size;
            Some((Version { fingerprint, put, size }, handle.read(size.min(bytes_left)).ok()?))
        };
        match read() {
            Some((version, _)) if version.size > bytes_left => None,
            Some((version, bytes)) => {
                bytes_left -= version.size;
                let is_sound = Fingerprint::of(&bytes) == fingerprint;
                let text = String::from_utf8(bytes).ok().filter(|_| is_sound);
                Some(text.map(|text| (version, text)))
            }
            None => Some(None),
        }
    });
    texts.flatten().take(MOST_BASES).collect()
}

/// Whether a content of the file at this real path is among the stored versions, by the names alone: then whoever finds
/// it in the file finds it whole.
pub fn has(fs: &dyn Fs, state: &Path, path: &Path, fingerprint: Fingerprint) -> bool {
    let names = read_names(fs, &folder_of(state, path)).unwrap_or_default();
    names.iter().any(|(_, _, stored)| *stored == fingerprint)
}

/// The stored content of that fingerprint; `None` where it is not there, or no longer what it was.
pub fn get(fs: &dyn Fs, state: &Path, path: &Path, fingerprint: Fingerprint) -> Option<Vec<u8>> {
    let at = folder_of(state, path);
    let version = list(fs, state, path).into_iter().find(|version| version.fingerprint == fingerprint)?;
    let folder = fs.open_folder(&at).ok()?;
    let bytes = folder.open(&name_of(version.put, fingerprint)).ok()?.read(MOST_BYTES + 1).ok()?;
    (Fingerprint::of(&bytes) == fingerprint).then_some(bytes)
}

/// The stored versions of the file at this real path, newest first; none where nothing can be read.
pub fn list(fs: &dyn Fs, state: &Path, path: &Path) -> Vec<Version> {
    read_folder(fs, &folder_of(state, path))
        .unwrap_or_default()
        .into_iter()
        .map(|(_, version)| version)
        .collect()
}

/// One folder for each file, by the hash of its path.
fn folder_of(state: &Path, path: &Path) -> PathBuf {
    state.join("versions").join(Fingerprint::of(path.as_os_str().as_bytes()).to_string())
}

/// Milliseconds since 1970, a hyphen, the fingerprint.
fn name_of(put: SystemTime, fingerprint: Fingerprint) -> OsString {
    let since = put.duration_since(UNIX_EPOCH).unwrap_or_default();
    format!("{:013}-{fingerprint}", since.as_millis()).into()
}

fn parse_name(name: &str) -> Option<(SystemTime, Fingerprint)> {
    let (milliseconds, fingerprint) = name.split_once('-')?;
    let put = UNIX_EPOCH.checked_add(Duration::from_millis(milliseconds.parse().ok()?))?;
    Some((put, fingerprint.parse().ok()?))
}

/// The names of the stored versions, newest first, with what they say.
fn read_names(fs: &dyn Fs, at: &Path) -> io::Result<Vec<(OsString, SystemTime, Fingerprint)>> {
    let parsed = fs.entries(at)?.into_iter().filter_map(|entry| {
        let (put, fingerprint) = entry.name.to_str().and_then(parse_name)?;
        Some((entry.name, put, fingerprint))
    });
    let mut found: Vec<_> = parsed.collect();
    found.sort_by(|(one, ..), (other, ..)| other.cmp(one));
    Ok(found)
}

fn read_folder(fs: &dyn Fs, at: &Path) -> io::Result<Vec<(OsString, Version)>> {
    let sized = read_names(fs, at)?.into_iter().filter_map(|(name, put, fingerprint)| {
        let size = fs.lstat(&at.join(&name)).ok()?.size;
        Some((name, Version { fingerprint, put, size }))
    });
    Ok(sized.collect())
}

fn is_older(now: SystemTime, put: SystemTime, than: Duration) -> bool {
    now.duration_since(put).is_ok_and(|age| age > than)
}

/// Under another name until it is whole.
fn write(folder: &dyn Folder, name: &OsString, bytes: &[u8], durably: bool) -> io::Result<()> {
    let mut part = name.clone();
    // Two processes may store the same in the same millisecond; the hash keys come from the system's random source.
    part.push(format!(".{:016x}{PART}", RandomState::new().build_hasher().finish()));
    let written = (|| {
        let mut handle = folder.create(&part, 0o600)?;
        handle.write_all(bytes)?;
        if durably {
            handle.sync()?;
        }
        folder.rename(&part, name)
    })();
    if written.is_err() {
        // The error is what is told; what stays goes with a later version.
        let _ = folder.remove(&part);
    }
    written
}

/// Best effort: what cannot be removed now is removed with a later version.
fn prune(fs: &dyn Fs, folder: &dyn Folder, at: &Path, newest: &OsStr, now: SystemTime) {
    let put = newest.to_str().and_then(parse_name).map(|(_, fingerprint)| fingerprint);
    let (mut stored, mut seen) = (0, 0);
    for (name, version) in read_folder(fs, at).unwrap_or_default() {
        let goes = seen >= MOST_VERSIONS
            || Some(version.fingerprint) == put
            || is_older(now, version.put, LONGEST)
            || stored + version.size > MOST_STORED;
        if goes && name != newest {
            let _ = folder.remove(&name);
        } else {
            stored += version.size;
            seen += 1;
        }
    }
    for entry in fs.entries(at).unwrap_or_default() {
        let name = entry.name.to_str().and_then(|name| name.strip_suffix(PART));
        let begun = name.and_then(|name| parse_name(name.split_once('.')?.0));
        if begun.is_some_and(|(put, _)| is_older(now, put, ABANDONED)) {
            let _ = folder.remove(&entry.name);
        }
    }
}

#[cfg(test)]
mod tests;
