//! Findings while a file is read: collected with byte offsets, given lines and columns in one pass at the end.

use crate::model::{Finding, Level};

/// The most findings of one file that are told; a file full of rubbish must not fill the memory.
const MOST: usize = 1000;

/// Findings of one text.
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: Vec<(usize, Level, String, String)>,
    refused: bool,
}

impl Findings {
    /// Notes what is wrong at a byte offset, and what to do about it.
    pub(super) fn add(
        &mut self,
        level: Level,
        offset: usize,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.refused |= level == Level::Refused;
        if self.found.len() < MOST || level == Level::Refused && self.found.len() < 2 * MOST {
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
            for letter in text[at..offset].chars() {
                if letter == '\n' {
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
