//! The text being edited: what is typed, pasted and deleted, the caret, and undo inside the text.
//!
//! tui-textarea is the model behind it, never the view: it moves and deletes by `char`, splits emoji, measures
//! otherwise than ratatui draws, and its own keys eat text. It must not know keys, columns or what the text is for.

mod paste;
mod steps;
mod words;

use std::ops::Range;

use tui_textarea::{CursorMove, TextArea};
use unicode_segmentation::UnicodeSegmentation;

pub use paste::{clean_paste, paste_lines, paste_text};
use steps::{Press, Run, Steps};

/// The longest text that grows by typing and pasting, in characters. Longer texts that are there already are kept.
pub const MAX_CHARS: usize = 20_000;

/// What became of inserted text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inserted {
    /// Characters that were inserted.
    pub chars: usize,
    /// Characters that found no room ([`MAX_CHARS`]) and are not in the text.
    pub cut: usize,
}

/// A text with a caret and its own undo.
///
/// Positions are bytes of [`text`](Editor::text). Moves and deletes take whole grapheme clusters. Up and down are
/// the caller's, who knows the rows: [`byte_at`](crate::text::byte_at) and [`set_caret`](Editor::set_caret).
#[derive(Debug)]
pub struct Editor {
    area: TextArea<'static>,
    steps: Steps,
    chars: usize,
    version: u64,
}

impl Editor {
    /// An editor holding the text exactly, with the caret at its end or its start.
    pub fn new(text: &str, caret_at_end: bool) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_max_histories(steps::HISTORY);
        let mut editor = Self { area, steps: Steps::default(), chars: text.chars().count(), version: 0 };
        editor.jump(if caret_at_end { text.len() } else { 0 });
        editor
    }

    /// The text, with `\n` between its lines.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// The caret's byte in [`text`](Editor::text).
    pub fn caret(&self) -> usize {
        let (row, column) = self.area.cursor();
        let lines = self.area.lines();
        let before: usize = lines.iter().take(row).map(|line| line.len() + 1).sum();
        before + lines.get(row).map_or(0, |line| byte_of_char(line, column))
    }

    /// Moves the caret to a byte, or to the start of the cluster or the end of the text that it lies in or beyond.
    pub fn set_caret(&mut self, byte: usize) {
        self.steps.end_run();
        self.jump(byte);
    }

    /// A number that changes whenever the text does, for caches.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.chars == 0
    }

    /// Whether the text differs from another.
    pub fn changed_from(&self, original: &str) -> bool {
        !self.area.lines().iter().map(String::as_str).eq(original.split('\n'))
    }

    /// Inserts typed or pasted text at the caret, cleaned as by [`clean_paste`]: one undo step, but single letters
    /// typed one after the other are one step a word.
    pub fn insert(&mut self, text: &str) -> Inserted {
        let clean = clean_paste(text);
        let wanted = clean.chars().count();
        let room = MAX_CHARS.saturating_sub(self.chars);
        let fits = if wanted <= room { &clean } else { whole_clusters(&clean, room) };
        let run = single_letter(fits).map(|letter| Run { press: Press::Typed, letter });
        let before = self.caret();
        if !fits.is_empty() {
            self.area.insert_str(fits);
            self.done(before, 1, run);
        }
        let chars = fits.chars().count();
        Inserted { chars, cut: wanted - chars }
    }

    /// Breaks the line at the caret.
    pub fn newline(&mut self) -> Inserted {
        self.insert("\n")
    }

    /// Moves the caret one cluster back, over a line break too.
    pub fn left(&mut self) {
        self.set_caret(words::cluster_left(&self.text(), self.caret()));
    }

    /// Moves the caret one cluster on.
    pub fn right(&mut self) {
        self.set_caret(words::cluster_right(&self.text(), self.caret()));
    }

    /// Moves the caret to the start of this word or the one before.
    pub fn word_left(&mut self) {
        self.set_caret(words::word_left(&self.text(), self.caret()));
    }

    /// Moves the caret to the end of this word or the next.
    pub fn word_right(&mut self) {
        self.set_caret(words::word_right(&self.text(), self.caret()));
    }

    /// Moves the caret to the start of its line.
    pub fn home(&mut self) {
        self.set_caret(words::line_start(&self.text(), self.caret()));
    }

    /// Moves the caret to the end of its line.
    pub fn end(&mut self) {
        self.set_caret(words::line_end(&self.text(), self.caret()));
    }

    /// Deletes the cluster before the caret, or the line break.
    pub fn delete_left(&mut self) {
        let (text, caret) = (self.text(), self.caret());
        self.delete(&text, words::cluster_left(&text, caret)..caret, Some(Press::DeletedLeft));
    }

    /// Deletes the cluster behind the caret, or the line break.
    pub fn delete_right(&mut self) {
        let (text, caret) = (self.text(), self.caret());
        self.delete(&text, caret..words::cluster_right(&text, caret), Some(Press::DeletedRight));
    }

    /// Deletes from the start of this word, or the one before, to the caret. At the start of a line only the break
    /// goes.
    pub fn delete_word_left(&mut self) {
        let (text, caret) = (self.text(), self.caret());
        let line = words::line_start(&text, caret);
        let start = if line == caret {
            words::cluster_left(&text, caret)
        } else {
            words::word_left(&text, caret).max(line)
        };
        self.delete(&text, start..caret, None);
    }

    /// Deletes from the start of the line to the caret.
    pub fn delete_to_line_start(&mut self) {
        let (text, caret) = (self.text(), self.caret());
        self.delete(&text, words::line_start(&text, caret)..caret, None);
    }

    /// Deletes from the caret to the end of the line; the line break stays.
    pub fn delete_to_line_end(&mut self) {
        let (text, caret) = (self.text(), self.caret());
        self.delete(&text, caret..words::line_end(&text, caret), None);
    }

    /// Puts a whole text in the place of this one, as one undo step. What both have at their ends stays untouched;
    /// what differs is cleaned as by [`clean_paste`], but not limited.
    pub fn replace(&mut self, text: &str, caret: usize) {
        self.steps.end_run();
        let old = self.text();
        let before = self.caret();
        let (from, to) = crate::text::difference(&old, text);
        let mut edits = 0;
        self.jump_exactly(from.start);
        if !from.is_empty() {
            self.area.delete_str(old[from].chars().count());
            edits += 1;
        }
        let wanted = clean_paste(&text[to]);
        if !wanted.is_empty() {
            self.area.insert_str(wanted);
            edits += 1;
        }
        self.jump(caret);
        if edits > 0 {
            self.done(before, edits, None);
        }
    }

    /// Takes back the last step, with the caret where it was. False when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(step) = self.steps.undo() else { return false };
        for _ in 0..step.edits {
            self.area.undo();
        }
        self.jump_exactly(step.before);
        self.changed();
        true
    }

    /// Does the step again that was taken back last. False when there is none.
    pub fn redo(&mut self) -> bool {
        let Some(step) = self.steps.redo() else { return false };
        for _ in 0..step.edits {
            self.area.redo();
        }
        self.jump_exactly(step.after);
        self.changed();
        true
    }

    /// Deletes bytes of `text`, which is this text, as one edit.
    fn delete(&mut self, text: &str, range: Range<usize>, press: Option<Press>) {
        let gone = &text[range.clone()];
        let Some(letter) = gone.chars().next() else { return };
        let before = self.caret();
        if range.start != before {
            self.jump_exactly(range.start);
        }
        self.area.delete_str(gone.chars().count());
        self.done(before, 1, press.map(|press| Run { press, letter }));
    }

    /// Notes that `edits` of the model made one step, from the caret before to where it is now.
    fn done(&mut self, before: usize, edits: usize, run: Option<Run>) {
        let after = self.caret();
        self.steps.done(steps::Step { edits, before, after }, run);
        self.changed();
    }

    fn changed(&mut self) {
        let lines = self.area.lines();
        self.chars = lines.iter().map(|line| line.chars().count()).sum::<usize>() + lines.len() - 1;
        self.version += 1;
    }

    fn jump(&mut self, byte: usize) {
        let text = self.text();
        self.jump_exactly(words::cluster_start(&text, byte));
    }

    /// Moves the caret to a byte of the text. It may lie inside a cluster that only came about by typing before a
    /// combining mark.
    fn jump_exactly(&mut self, byte: usize) {
        let (mut row, mut left) = (0, byte);
        let lines = self.area.lines();
        while row + 1 < lines.len() && left > lines[row].len() {
            left -= lines[row].len() + 1;
            row += 1;
        }
        let line = &lines[row];
        let column = line.char_indices().take_while(|(at, _)| *at < left).count();
        if let (Ok(row), Ok(column)) = (u16::try_from(row), u16::try_from(column)) {
            self.area.move_cursor(CursorMove::Jump(row, column));
        } else {
            // Beyond what the model can jump to: its only other way costs the undo of a text that nobody types.
            let lines = lines.to_vec();
            self.area.set_lines(lines, (row, column));
            self.steps = Steps::default();
        }
    }
}

/// The byte of a line's n-th character, or the line's end.
fn byte_of_char(line: &str, n: usize) -> usize {
    line.char_indices().nth(n).map_or(line.len(), |(at, _)| at)
}

/// The only character of a text, where it is one that can be part of a word or stand between words.
fn single_letter(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next().filter(|&c| c != '\n')?;
    chars.next().is_none().then_some(first)
}

/// The beginning of a text with at most so many characters and no cluster split.
fn whole_clusters(text: &str, chars: usize) -> &str {
    let mut count = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        count += cluster.chars().count();
        if count > chars {
            return &text[..at];
        }
    }
    text
}

#[cfg(test)]
mod tests;
