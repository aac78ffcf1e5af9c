//! The lock by which others see that we are at a board: a courtesy, taken at the first edit. It must not be relied on.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::store::{Fs, Lock, lock};

/// A lock that somebody else has is asked for again after this time.
const AGAIN: Duration = Duration::from_secs(30);

/// Says `user@host pid`, when that is needed first.
pub(super) type Who = Arc<dyn Fn() -> String + Send + Sync>;

/// At which boards others see us, until this is dropped.
pub(super) struct Presence {
    who: Who,
    boards: HashMap<PathBuf, Board>,
}

enum Board {
    Shown(#[expect(dead_code, reason = "held until the saving thread ends")] Lock),
    /// Somebody else has the lock, or there can be none.
    Not(Instant),
}

impl Presence {
    pub(super) fn new(who: Who) -> Self {
        Self { who, boards: HashMap::new() }
    }

    /// Takes the board's lock where it is free; the first time that it is not, who has it.
    pub(super) fn show(&mut self, fs: &dyn Fs, path: &Path) -> Option<String> {
        let before = self.boards.get(path);
        match before {
            Some(Board::Shown(_)) => return None,
            Some(Board::Not(since)) if since.elapsed() < AGAIN => return None,
            _ => {}
        }
        let is_first = before.is_none();
        let (board, other) = match Lock::take(fs, path, &(self.who)()) {
            Ok(Some(lock)) => (Board::Shown(lock), None),
            Ok(None) => (Board::Not(Instant::now()), lock::holder(fs, path).filter(|_| is_first)),
            // A folder where no lock can be written: the exchange is the guard.
            Err(_) => (Board::Not(Instant::now()), None),
        };
        self.boards.insert(path.to_owned(), board);
        other
    }
}
