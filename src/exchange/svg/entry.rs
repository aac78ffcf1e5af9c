//! An item in a column of a picture: its rows, and the drawing of them. What is written from the right to the left is drawn
//! as in a mirror. It must not know what stands above or below it.

use std::borrow::Cow;

use super::measure::{Face, ellipsized, turns, wrapped};
use super::place::Place;
use super::{ACCENT, Canvas, INK, QUIET, QUIET_FILL, Run};
use crate::text::begins_right_to_left;

/// As parts of the letters' size: a row, the gap between entries.
pub(super) const ROW: f64 = 1.3;
pub(super) const GAP: f64 = 0.42;
/// The gap beside a dot between what stands below an item.
const BETWEEN: f64 = 0.35;
/// Letters of what stands below an item, and of tags.
pub(super) const SMALL: f64 = 0.84;
/// Bars of a trend: from one to the next, how wide and how high they are, as parts of the letters' size.
const BAR: (f64, f64, f64) = (0.42, 0.27, 0.85);

/// An item.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub rank: Option<usize>,
    pub tag: Option<Phrase>,
    pub words: String,
    /// On the right of the first row.
    pub beside: Vec<Phrase>,
    /// In rows of their own.
    pub below: Vec<Phrase>,
    pub done: bool,
    /// Whether it belongs to the entry before.
    pub inset: bool,
    /// Whether it is the sentence of an objective.
    pub aim: bool,
    /// Whether it is a name whose value stands on the right.
    pub figure: bool,
    /// How it went over the periods, before what stands on the right: each from 0 to 1.
    pub bars: Vec<f64>,
}

/// Some words in a colour.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    words: String,
    fill: &'static str,
    strong: bool,
}

impl Phrase {
    pub fn new<'t>(words: impl Into<Cow<'t, str>>, fill: &'static str) -> Self {
        Self { words: words.into().into_owned(), fill, strong: false }
    }

    pub fn strong<'t>(words: impl Into<Cow<'t, str>>, fill: &'static str) -> Self {
        Self { strong: true, ..Self::new(words, fill) }
    }
}

/// The rows of an entry in a column.
pub(super) struct Rows {
    words: Vec<String>,
    below: usize,
    /// Pixels before the words.
    indent: f64,
    /// Whether what stands beside has a row of its own.
    apart: bool,
}

impl Rows {
    pub fn height(&self, size: f64) -> f64 {
        let rows = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX)) * ROW;
        let apart = if self.apart { ROW } else { 0.0 };
        size * (rows(self.words.len()) + apart + rows(self.below) * SMALL + GAP)
    }
}

impl Entry {
    fn faces(&self, size: f64) -> (Face, Face) {
        let words = match (self.aim, self.figure) {
            (true, _) => Face { italic: true, ..Face::plain(size * 0.95) },
            (_, true) => Face::plain(size * SMALL),
            _ => Face::plain(size),
        };
        (words, Face::bold(size * SMALL))
    }

    fn beside_width(&self, size: f64) -> f64 {
        let words = self.beside.iter().map(|phrase| face_of(phrase, size).width(&phrase.words) + size * 0.45);
        words.sum::<f64>() + self.bars_width(size)
    }

    fn bars_width(&self, size: f64) -> f64 {
        let bars = f64::from(u32::try_from(self.bars.len()).unwrap_or(0));
        if bars > 0.0 { (bars * BAR.0 + 0.3) * size } else { 0.0 }
    }

    pub fn rows(&self, width: f64, size: f64, digits: usize) -> Rows {
        let (face, tag_face) = self.faces(size);
        let digits = f64::from(u32::try_from(digits).unwrap_or(0));
        let rank = if digits > 0.0 && !self.aim { (digits * 0.6 + 0.75) * size } else { 0.0 };
        let indent = rank + if self.inset { size * 1.4 } else { 0.0 };
        let tag = self.tag.as_ref().map_or(0.0, |tag| tag_face.width(&tag.words) + size * 0.5);
        let beside = self.beside_width(size);
        let apart = self.figure && beside > width * 0.6;
        let room = (width - indent - if apart { 0.0 } else { beside }).max(size * 2.0);
        // A tag that leaves no room for words beside it has the first row for itself.
        let first = if tag > room * 0.8 { 0.0 } else { (room - tag).max(0.0) };
        let below = self.below_rows(width - indent, size).len();
        Rows { words: wrapped(&self.words, first, room, face), below, indent, apart }
    }

    pub fn draw(&self, rows: &Rows, place: Place, size: f64, canvas: &mut Canvas) {
        let is_mirrored =
            begins_right_to_left(if self.words.trim().is_empty() { self.tag() } else { &self.words });
        let column = Column { place, is_mirrored };
        let (face, _) = self.faces(size);
        let first = place.y + size;
        if let Some(rank) = self.rank {
            let before = rows.indent - size * 0.5;
            column.words_before((before, first), &rank.to_string(), Face::plain(size * SMALL), QUIET, canvas);
        }
        let fill = if self.done || self.figure { QUIET } else { INK };
        let mut base = first;
        for (at, row) in rows.words.iter().enumerate() {
            match self.tag.as_ref().filter(|_| at == 0) {
                Some(tag) => self.draw_tagged((tag, row), (rows.indent, base), size, column, canvas),
                None => column.words((rows.indent, base), row, face, fill, canvas),
            }
            base += size * ROW;
        }
        self.draw_beside(if rows.apart { base } else { first }, size, column, canvas);
        base += if rows.apart { size * ROW } else { 0.0 } - size * (1.0 - SMALL);
        self.draw_below((rows.indent, base), size, column, canvas);
    }

    fn tag(&self) -> &str {
        self.tag.as_ref().map_or("", |tag| &tag.words)
    }

    /// The first row: the tag, and the words beside it.
    fn draw_tagged(
        &self,
        (tag, row): (&Phrase, &str),
        at: (f64, f64),
        size: f64,
        column: Column,
        canvas: &mut Canvas,
    ) {
        let (face, tag_face) = self.faces(size);
        let words = ellipsized(&tag.words, column.place.width - at.0, tag_face);
        let (tag_fill, fill) = if self.done { (QUIET, QUIET) } else { (tag.fill, INK) };
        let gap = size * 0.45;
        let tag = Run { words: &words, face: tag_face, fill: tag_fill, gap: 0.0 };
        // Where the direction changes, a viewer would put the words on either side of the tag.
        if turns(&words) || turns(row) {
            column.runs(at, &[tag], canvas);
            column.words((at.0 + tag_face.width(&words) + gap, at.1), row, face, fill, canvas);
        } else {
            column.runs(at, &[tag, Run { words: row, face, fill, gap }], canvas);
        }
    }

    /// Score, votes or a value, and before it how that went.
    fn draw_beside(&self, y: f64, size: f64, column: Column, canvas: &mut Canvas) {
        let mut end = column.place.width;
        for phrase in self.beside.iter().rev() {
            let face = face_of(phrase, size);
            let words = ellipsized(&phrase.words, column.place.width, face);
            column.words_before((end, y), &words, face, phrase.fill, canvas);
            end -= face.width(&words) + size * 0.45;
        }
        let (step, width, highest) = BAR;
        let before = if column.is_mirrored { 0.0 } else { self.bars_width(size) - size * 0.3 };
        let mut start = column.x(end) - before;
        for (at, part) in self.bars.iter().enumerate() {
            let height = size * highest * (0.38 + 0.62 * part);
            let fill = if at + 1 == self.bars.len() { ACCENT } else { QUIET_FILL };
            canvas.rect(Place { x: start, y: y - height, width: size * width, height }, fill);
            start += size * step;
        }
    }

    /// Who and when in rows: what has no room behind the words before begins a new one.
    fn below_rows(&self, room: f64, size: f64) -> Vec<Vec<&Phrase>> {
        let face = Face::plain(size * SMALL);
        let between = face.width("·") + 2.0 * BETWEEN * size;
        let mut rows = Vec::<Vec<&Phrase>>::new();
        let mut used = 0.0;
        for phrase in &self.below {
            let width = face.width(&phrase.words);
            if let Some(row) = rows.last_mut().filter(|_| used + between + width <= room) {
                row.push(phrase);
                used += between + width;
            } else {
                rows.push(vec![phrase]);
                used = width;
            }
        }
        rows
    }

    fn draw_below(&self, (left, top): (f64, f64), size: f64, column: Column, canvas: &mut Canvas) {
        let room = column.place.width - left;
        let face = Face::plain(size * SMALL);
        let gap = BETWEEN * size;
        let mut y = top;
        for row in self.below_rows(room, size) {
            let cut = row.iter().map(|phrase| ellipsized(&phrase.words, room, face)).collect::<Vec<String>>();
            let mut runs = Vec::new();
            for (phrase, words) in row.iter().zip(&cut) {
                if !runs.is_empty() {
                    runs.push(Run { words: "·", face, fill: QUIET, gap });
                }
                runs.push(Run {
                    words,
                    face,
                    fill: phrase.fill,
                    gap: if runs.is_empty() { 0.0 } else { gap },
                });
            }
            column.runs((left, y), &runs, canvas);
            y += size * SMALL * ROW;
        }
    }
}

fn face_of(phrase: &Phrase, size: f64) -> Face {
    if phrase.strong { Face::bold(size * 0.95) } else { Face::plain(size * 0.95) }
}

/// Where an entry stands, and whether it begins on the right. Places in it are reckoned from where it begins.
#[derive(Clone, Copy)]
struct Column {
    place: Place,
    is_mirrored: bool,
}

impl Column {
    fn x(self, from_begin: f64) -> f64 {
        let Place { x, width, .. } = self.place;
        if self.is_mirrored { x + width - from_begin } else { x + from_begin }
    }

    fn words(self, (begin, y): (f64, f64), words: &str, face: Face, fill: &str, canvas: &mut Canvas) {
        let at = (self.x(begin), y);
        match (self.is_mirrored, turns(words)) {
            (false, _) => canvas.words(at, words, face, fill),
            (true, true) => canvas.words_mirrored(at, words, face, fill, "start"),
            (true, false) => canvas.words_before(at, words, face, fill),
        }
    }

    fn words_before(self, (end, y): (f64, f64), words: &str, face: Face, fill: &str, canvas: &mut Canvas) {
        let at = (self.x(end), y);
        match (self.is_mirrored, turns(words)) {
            (false, _) => canvas.words_before(at, words, face, fill),
            (true, true) => canvas.words_mirrored(at, words, face, fill, "end"),
            (true, false) => canvas.words(at, words, face, fill),
        }
    }

    fn runs(self, (begin, y): (f64, f64), runs: &[Run<'_>], canvas: &mut Canvas) {
        if !self.is_mirrored {
            canvas.runs((self.x(begin), y), runs);
            return;
        }
        let mut begin = begin;
        for run in runs {
            begin += run.gap;
            self.words((begin, y), run.words, run.face, run.fill, canvas);
            begin += run.face.width(run.words);
        }
    }
}
