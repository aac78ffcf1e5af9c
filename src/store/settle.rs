//! When what is found in a file is believed: programs write in pieces, and a half-written list is a valid board with
//! items deleted.
//!
//! One rule for the watching thread and for a save that meets somebody's version on its way. It must not know the
//! format: whether a content looks whole is asked. Measurements: `git checkout` shows readers a missing, an empty or a
//! partial file a thousand times in 120 runs.

use memchr::memmem;

use super::file::{Loaded, try_load};
use super::fingerprint::Fingerprint;
use super::fs::Fs;
use crate::error::Result;
use std::path::Path;
use std::time::{Duration, Instant};

/// How a content looks to who knows the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// It is known to be whole (say, a stored version): believed at once.
    Known,
    /// It can be read, and what was known is all there: believed after two equal looks 150 ms apart.
    Whole,
    /// It cannot be read, or something is missing that was known: believed when it has rested for 700 ms.
    Doubtful,
}

/// How long what has to rest before it is believed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rests {
    /// From one look to the next.
    pub(super) again: Duration,
    /// What looks whole.
    pub(super) whole: Duration,
    /// What does not.
    pub(super) doubtful: Duration,
    /// A file that is missing, empty or unreadable.
    pub(super) passing: Duration,
    /// What looks whole is believed without rest after so long.
    pub(super) restless: Duration,
    /// Anything is believed after so long: who keeps writing for ever must not hide the file for ever.
    pub(super) longest: Duration,
}

/// A doubtful change still shows within a second: 100 ms until the first look, 700 ms of rest.
pub(super) const RESTS: Rests = Rests {
    again: Duration::from_millis(150),
    whole: Duration::from_millis(150),
    doubtful: Duration::from_millis(700),
    passing: Duration::from_secs(2),
    restless: Duration::from_secs(2),
    longest: Duration::from_secs(10),
};

/// What a look finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    Content(Fingerprint),
    Missing,
    Unreadable,
}

impl Seen {
    pub(super) fn of(found: &Result<Option<Loaded>>) -> Self {
        match found {
            Ok(Some(loaded)) => Self::Content(loaded.fingerprint),
            Ok(None) => Self::Missing,
            Err(_) => Self::Unreadable,
        }
    }
}

/// Something found that is at rest since.
struct Resting {
    seen: Seen,
    since: Instant,
    rest: Duration,
}

/// A change on its way to being believed.
pub(super) struct Settling {
    begun: Instant,
    last: Option<Resting>,
}

impl Settling {
    /// A change was noticed at that time.
    pub(super) fn new(begun: Instant) -> Self {
        Self { begun, last: None }
    }

    /// Something happened to the file between two looks: what was missing or doubtful has not rested, also where the
    /// next look finds the same (a file that comes and goes may be missing at each look).
    pub(super) fn disturb(&mut self, rests: &Rests) {
        self.last.take_if(|resting| resting.rest > rests.whole);
    }

    /// Takes what a look found; `None` where it is to be believed, else after how long to look again. `looks` is asked
    /// once for each content.
    pub(super) fn look(
        &mut self,
        found: &Result<Option<Loaded>>,
        looks: impl FnOnce(&Loaded) -> Looks,
        now: Instant,
        rests: &Rests,
    ) -> Option<Duration> {
        let seen = Seen::of(found);
        let resting = match self.last.take() {
            Some(resting) if resting.seen == seen => resting,
            _ => Resting { seen, since: now, rest: rests.of(found, looks) },
        };
        let rested = now.duration_since(resting.since);
        let taken = now.duration_since(self.begun);
        let is_whole = resting.rest <= rests.whole;
        if rested >= resting.rest || taken >= rests.longest || (is_whole && taken >= rests.restless) {
            return None;
        }
        let wait = rests.again.min(resting.rest.saturating_sub(rested));
        self.last = Some(resting);
        Some(wait)
    }
}

impl Rests {
    fn of(&self, found: &Result<Option<Loaded>>, looks: impl FnOnce(&Loaded) -> Looks) -> Duration {
        match found {
            Ok(Some(loaded)) if loaded.bytes().is_empty() => self.passing,
            Ok(Some(loaded)) if is_no_text(loaded) => self.doubtful,
            Ok(Some(loaded)) => match looks(loaded) {
                Looks::Known => Duration::ZERO,
                Looks::Whole => self.whole,
                Looks::Doubtful => self.doubtful,
            },
            Ok(None) | Err(_) => self.passing,
        }
    }
}

/// A character cut in two, or the NUL bytes of a file that got its length before its content.
fn is_no_text(loaded: &Loaded) -> bool {
    loaded.text.is_err() || loaded.bytes().contains(&0)
}

/// The shortest end of a content that stands nowhere else in it: a prefix that ends in a repeated line must not pass for
/// the whole. A half-written version lacks the end, whatever was changed before it; who really changes the end waits
/// 700 ms instead of 150.
pub fn end_of(known: &str) -> &str {
    let mut length = 16;
    loop {
        let start = known.floor_char_boundary(known.len().saturating_sub(length));
        let end = &known[start..];
        if length >= 1024 || memmem::find(known.as_bytes(), end.as_bytes()) == Some(start) {
            return end;
        }
        length *= 2;
    }
}

/// Waits until the content of a file can be believed, of which `first` was found just now: see [`Looks`]. `None` where
/// the file is gone for good. Blocks, at most about 10 s; a content that is [`Looks::Known`] costs nothing.
pub fn settled(
    fs: &dyn Fs,
    path: &Path,
    first: Loaded,
    looks: &dyn Fn(&Loaded) -> Looks,
) -> Result<Option<Loaded>> {
    until_believed(&RESTS, first, looks, &mut || try_load(fs, path))
}

/// The same for whatever `read` reads.
pub(super) fn until_believed(
    rests: &Rests,
    first: Loaded,
    looks: &dyn Fn(&Loaded) -> Looks,
    read: &mut dyn FnMut() -> Result<Option<Loaded>>,
) -> Result<Option<Loaded>> {
    let mut settling = Settling::new(Instant::now());
    let mut found = Ok(Some(first));
    while let Some(wait) = settling.look(&found, looks, Instant::now(), rests) {
        std::thread::sleep(wait);
        found = read();
    }
    found
}

#[cfg(test)]
mod tests;
