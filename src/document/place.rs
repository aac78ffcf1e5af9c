//! Findings while a file is read: collected with byte offsets, given lines and columns in one pass at the end.

use crate::model::{Finding, Level};
use crate::yaml;

/// The most findings of one file that are told; a file full of rubbish must not fill the memory.
const MOST: usize = 1000;

/// What aliases may repeat of a file beyond what it holds itself, in bytes of text and [`ITEM_COST`] for each item.
const REPEATED: usize = 4 << 20;

/// What an item counts towards [`REPEATED`] beside its text: no item is written in fewer than 2 bytes.
pub(super) const ITEM_COST: usize = 8;

/// Findings of one text, and how much of it may still be read: aliases can make a small file say endlessly much.
#[derive(Debug)]
pub(super) struct Findings {
    found: Vec<(usize, Level, String, String)>,
    refused: bool,
    /// What may still be read.
    left: usize,
    /// How deep in `results` of `results` the reading is.
    depth: usize,
}

impl Default for Findings {
    fn default() -> Self {
        Self::of(0)
    }
}

impl Findings {
    /// For a text of so many bytes. Without aliases it cannot hold more than this allows.
    pub(super) fn of(bytes: usize) -> Self {
        Self { found: Vec::new(), refused: false, left: bytes.saturating_mul(6) + REPEATED, depth: 0 }
    }

    /// Counts what is read at an offset; `false`, with a refusal, from the moment on when aliases repeat too much.
    pub(super) fn spend(&mut self, offset: usize, cost: usize) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left = self.left.saturating_sub(cost);
        if self.left == 0 {
            let what = "the aliases (*name) of this file repeat too much of it to be read";
            self.add(Level::Refused, offset, what, "write out what they stand for");
        }
        self.left > 0
    }

    /// Whether [`Self::spend`] has refused.
    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Whether hints and problems are still noted; looking for what a word resembles takes long.
    pub(super) fn has_room(&self) -> bool {
        self.found.len() < MOST
    }

    /// Enters `results`; `false`, with a refusal, where they lie too deep: an alias may stand inside what it repeats.
    pub(super) fn enter(&mut self, offset: usize) -> bool {
        if self.depth >= yaml::NESTING_LIMIT {
            let what = "results are nested too deep here; an alias (*name) may stand inside what it repeats";
            self.add(Level::Refused, offset, what, "write out what the alias stands for");
            return false;
        }
        self.depth += 1;
        true
    }

    /// Leaves the `results` that were entered last.
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Notes what is wrong at a byte offset, and what to do about it.
    pub(super) fn add(
        &mut self,
        level: Level,
        offset: usize,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.refused |= level == Level::Refused;
        if self.has_room() || level == Level::Refused && self.found.len() < 2 * MOST {
            self.found.push((offset, level, what.into(), remedy.into()));
        }
    }

    /// Whether one of them makes the file no board.
    pub(super) fn is_refused(&self) -> bool {
        self.refused
    }

    /// All of them in the order of the text, with lines and columns.
    pub(super) fn placed(mut self, text: &str) -> Vec<Finding> {
        self.found.sort_by_key(|(offset, level, ..)| (*offset, *level));
        let (mut at, mut line, mut column) = (0, 1, 1);
        let placed = self.found.into_iter().map(|(offset, level, what, remedy)| {
            let offset = text.floor_char_boundary(offset.min(text.len()));
            for (index, letter) in text[at..offset].char_indices() {
                let ends_line = letter == '\r' && text.as_bytes().get(at + index + 1) != Some(&b'\n');
                if letter == '\n' || ends_line {
                    line += 1;
                    column = 1;
                } else if letter != '\u{feff}' {
                    column += 1;
                }
            }
            at = offset;
            Finding { level, line, column, what, remedy }
        });
        placed.collect()
    }
}
