//! Turns at saving one board among the programs of one person on one machine, so that they do not displace each
//! other's versions all the time. Nothing depends on having one: the exchange is what guards.
//!
//! It must not know what is saved.

use crate::store::create::make_folders;
use crate::store::fingerprint::Fingerprint;
use crate::store::fs::{Folder, Fs, Handle};
use crate::store::paths::private_folder;
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// Fifty programs have had their turns by then. A save that takes longer is stuck in a disk, and the others must not be.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Between tries: about as long as a save takes, longer the longer it lasts.
const SHORTEST_PAUSE: Duration = Duration::from_micros(200);
const LONGEST_PAUSE: Duration = Duration::from_millis(4);

/// A file that nobody asked for in so long belongs to a board that is gone. As long as versions are kept.
const FORGOTTEN: Duration = Duration::from_hours(90 * 24);

/// A turn at saving, until it is dropped.
pub struct Turn {
    _locked: Box<dyn Handle>,
}

impl Turn {
    /// Waits for a turn at the board at this real path, at most 5 s; `None` where there is none to be had in that
    /// time, or at all: then the save goes on without.
    pub fn wait(fs: &dyn Fs, state: &Path, real: &Path) -> Option<Self> {
        Self::wait_for(fs, state, real, LONGEST_WAIT)
    }

    fn wait_for(fs: &dyn Fs, state: &Path, real: &Path, longest: Duration) -> Option<Self> {
        let handle = open(fs, state, real).ok()?;
        let begun = Instant::now();
        let mut pause = SHORTEST_PAUSE;
        while !handle.try_lock().ok()? {
            if begun.elapsed() + pause > longest {
                return None;
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
        Some(Self { _locked: handle })
    }
}

fn folder_of(state: &Path) -> PathBuf {
    state.join("saving")
}

fn open(fs: &dyn Fs, state: &Path, real: &Path) -> io::Result<Box<dyn Handle>> {
    private_folder(fs, state).map_err(io::Error::other)?;
    let at = folder_of(state);
    make_folders(fs, &at, 0o700)?;
    let folder = fs.open_folder(&at)?;
    let name = format!("{}.lock", Fingerprint::of(real.as_os_str().as_bytes()));
    let name = OsStr::new(&name);
    match folder.open_write(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match folder.create(name, 0o600) {
            // Made by another in this moment.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => folder.open_write(name),
            created => created,
        },
        opened => opened,
    }
}

/// Removes the files of boards that nobody saved for 90 days. Whoever opens one in that moment has a turn that others
/// do not see, once.
pub(in crate::store) fn sweep(fs: &dyn Fs, state: &Path, now: SystemTime) {
    let at = folder_of(state);
    let (Ok(entries), Ok(folder)) = (fs.entries(&at), fs.open_folder(&at)) else { return };
    let is_lock = |name: &OsString| Path::new(name).extension() == Some(OsStr::new("lock"));
    for entry in entries.into_iter().filter(|entry| is_lock(&entry.name)) {
        if is_forgotten(folder.as_ref(), &entry.name, now) {
            let _ = folder.remove(&entry.name);
        }
    }
}

fn is_forgotten(folder: &dyn Folder, name: &OsStr, now: SystemTime) -> bool {
    let Ok(handle) = folder.open_write(name) else { return false };
    let is_old =
        |meta: crate::store::fs::Meta| now.duration_since(meta.changed).is_ok_and(|age| age > FORGOTTEN);
    handle.meta().is_ok_and(is_old) && handle.try_lock().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::RealFs;
    use tempfile::{TempDir, tempdir};

    const BOARD: &str = "/b/a.yaml";

    fn state() -> (TempDir, PathBuf) {
        let root = tempdir().unwrap();
        let state = root.path().join("stratboard");
        (root, state)
    }

    fn wait(state: &Path, board: &str, longest: Duration) -> Option<Turn> {
        Turn::wait_for(&RealFs, state, Path::new(board), longest)
    }

    #[test]
    fn one_has_a_turn_the_other_goes_on_without_after_a_while_and_other_boards_do_not_wait() {
        let (_root, state) = state();
        let turn = wait(&state, BOARD, Duration::ZERO).unwrap();
        let begun = Instant::now();
        assert!(wait(&state, BOARD, Duration::from_millis(50)).is_none());
        assert!(begun.elapsed() < LONGEST_WAIT);
        assert!(wait(&state, "/b/b.yaml", Duration::ZERO).is_some());
        drop(turn);
        assert!(wait(&state, BOARD, Duration::ZERO).is_some());
    }

    #[test]
    fn without_a_state_folder_there_is_no_turn() {
        let (root, _) = state();
        let file = root.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(wait(&file, BOARD, Duration::ZERO).is_none());
    }

    #[test]
    fn of_fifty_that_want_a_turn_at_once_each_has_one_alone() {
        let (_root, state) = state();
        let (busy, begun) = (std::sync::Mutex::new(()), Instant::now());
        let waited = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..50)
                .map(|_| {
                    scope.spawn(|| {
                        let turn = Turn::wait_for(&RealFs, &state, Path::new(BOARD), Duration::from_secs(20));
                        let waited = begun.elapsed();
                        let alone = busy.try_lock();
                        std::thread::sleep(Duration::from_millis(1));
                        let was_alone = alone.is_ok();
                        drop((alone, turn.unwrap()));
                        assert!(was_alone);
                        waited
                    })
                })
                .collect();
            let mut waited: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
            waited.sort();
            waited
        });
        eprintln!("50 turns of 1 ms: the 25th after {:?}, the last after {:?}", waited[24], waited[49]);
    }

    #[test]
    fn files_that_nobody_asked_for_in_90_days_are_swept_unless_held() {
        let (_root, state) = state();
        let held = wait(&state, BOARD, Duration::ZERO).unwrap();
        drop(wait(&state, "/b/b.yaml", Duration::ZERO));
        let names = || std::fs::read_dir(folder_of(&state)).unwrap().count();
        sweep(&RealFs, &state, SystemTime::now());
        assert_eq!(names(), 2);
        sweep(&RealFs, &state, SystemTime::now() + FORGOTTEN * 2);
        assert_eq!(names(), 1);
        drop(held);
    }
}
