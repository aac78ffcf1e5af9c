//! Parts of a picture in their places: how high each is in letters of a size, who gives way where there is no room, and
//! the drawing itself. It must not know what a board is.

use std::borrow::Cow;

use super::measure::{Face, ellipsized, turns, wrapped};
use super::{ACCENT, Canvas, INK, LINE, QUIET, Run};

/// A rectangle, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// A part of the picture.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// A pane.
    Block(Block),
    /// Parts side by side, each with its share of the width.
    Row(Vec<(f64, Part)>),
    /// Parts one below the other.
    Stack(Vec<Part>),
    /// Rows with lines between all of their parts.
    Matrix(Vec<Part>),
}

/// A pane: its heading, and its items.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    pub title: String,
    pub count: String,
    /// How far it came, drawn into the rule, and in which colour.
    pub gauge: Option<(f64, &'static str)>,
    pub entries: Vec<Entry>,
}

/// An item.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub rank: Option<usize>,
    pub tag: Option<Phrase>,
    pub words: String,
    /// On the right of the first row.
    pub beside: Vec<Phrase>,
    /// In a row of its own.
    pub below: Vec<Phrase>,
    pub done: bool,
    /// Whether it belongs to the entry before.
    pub inset: bool,
    /// Whether it is the sentence of an objective.
    pub aim: bool,
    /// Whether it is a name whose value stands on the right.
    pub figure: bool,
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

/// All as parts of the letters' size: a row, the gap between entries, between columns, between parts; the heading.
const ROW: f64 = 1.3;
const GAP: f64 = 0.42;
const GUTTER: f64 = 2.0;
const BETWEEN: f64 = 1.3;
const HEADING: f64 = 2.15;
/// Letters of what stands below an item, and of tags.
const SMALL: f64 = 0.84;
/// What is higher has no room in any picture: it is not measured further.
const TOO_HIGH: f64 = 4000.0;

impl Part {
    /// Pixels that it needs from top to bottom.
    pub fn height(&self, width: f64, size: f64) -> f64 {
        match self {
            Self::Block(block) => block.height(width, size),
            Self::Row(parts) => {
                let widths = shares(parts, width, size);
                parts
                    .iter()
                    .zip(widths)
                    .map(|((_, part), width)| part.height(width, size))
                    .fold(0.0, f64::max)
            }
            Self::Stack(parts) | Self::Matrix(parts) => {
                let gaps =
                    f64::from(u32::try_from(parts.len().saturating_sub(1)).unwrap_or(0)) * BETWEEN * size;
                parts.iter().map(|part| part.height(width, size)).sum::<f64>() + gaps
            }
        }
    }

    /// Draws it; answers how many items have no room.
    pub fn draw(&self, place: Place, size: f64, canvas: &mut Canvas) -> usize {
        match self {
            Self::Block(block) => block.draw(place, size, canvas),
            Self::Row(parts) => {
                let mut x = place.x;
                let mut cut = 0;
                for ((_, part), width) in parts.iter().zip(shares(parts, place.width, size)) {
                    cut += part.draw(Place { x, width, ..place }, size, canvas);
                    x += width + GUTTER * size;
                }
                cut
            }
            Self::Stack(parts) => {
                let places = stacked(parts, place, size, false);
                parts.iter().zip(places).map(|(part, place)| part.draw(place, size, canvas)).sum()
            }
            Self::Matrix(rows) => {
                let places = stacked(rows, place, size, true);
                for (row, at) in rows.iter().zip(&places) {
                    lines_between(row, *at, place, size, canvas);
                }
                rows.iter().zip(places).map(|(row, place)| row.draw(place, size, canvas)).sum()
            }
        }
    }
}

/// The widths of parts side by side.
fn shares(parts: &[(f64, Part)], width: f64, size: f64) -> Vec<f64> {
    let gaps = f64::from(u32::try_from(parts.len().saturating_sub(1)).unwrap_or(0)) * GUTTER * size;
    let all = parts.iter().map(|(share, _)| share).sum::<f64>();
    parts.iter().map(|(share, _)| ((width - gaps) * share / all).max(1.0)).collect()
}

/// The places of parts one below the other. Where there is no room for all, those that need little get it, and the others
/// share the rest; where there is room to spare, `fills` gives each a share of it.
fn stacked(parts: &[Part], place: Place, size: f64, fills: bool) -> Vec<Place> {
    let needed = parts.iter().map(|part| part.height(place.width, size)).collect::<Vec<f64>>();
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX)).max(1.0);
    let gap = BETWEEN * size;
    let room = (place.height - gap * (count(parts.len()) - 1.0)).max(0.0);
    let mut order = (0..needed.len()).collect::<Vec<usize>>();
    order.sort_by(|one, other| needed[*one].total_cmp(&needed[*other]));
    let mut heights = needed.clone();
    let mut left = room;
    for (done, at) in order.iter().enumerate() {
        heights[*at] = needed[*at].min(left / count(needed.len() - done));
        left -= heights[*at];
    }
    if fills && left > 0.0 {
        let spare = left.min(room * 0.3) / count(parts.len());
        for height in &mut heights {
            *height += spare;
        }
    }
    let mut y = place.y;
    let below = heights.into_iter().map(|height| {
        let at = Place { y, height, ..place };
        y += height + gap;
        at
    });
    below.collect()
}

/// The lines of a matrix: between the parts of a row, and above each row but the first.
fn lines_between(row: &Part, at: Place, all: Place, size: f64, canvas: &mut Canvas) {
    let Part::Row(parts) = row else { return };
    let gap = BETWEEN * size;
    if at.y > all.y + 1.0 {
        canvas.rect(Place { y: at.y - gap / 2.0 - 0.75, height: 1.5, ..at }, LINE);
    }
    let mut x = at.x;
    for width in shares(parts, at.width, size).iter().take(parts.len().saturating_sub(1)) {
        x += width + GUTTER * size / 2.0;
        let top = if at.y > all.y + 1.0 { at.y - gap / 2.0 } else { at.y };
        let bottom = at.y + at.height + gap / 2.0;
        canvas.rect(
            Place { x: x - 0.75, y: top, width: 1.5, height: bottom.min(all.y + all.height) - top },
            LINE,
        );
        x += GUTTER * size / 2.0;
    }
}

impl Block {
    fn height(&self, width: f64, size: f64) -> f64 {
        let digits = self.digits();
        let mut height = HEADING * size;
        for entry in &self.entries {
            height += entry.rows(width, size, digits).height(size);
            if height > TOO_HIGH {
                break;
            }
        }
        height
    }

    /// Pixels of the widest rank number are reckoned from its digits.
    fn digits(&self) -> usize {
        self.entries.iter().filter_map(|entry| entry.rank).max().map_or(0, |rank| rank.to_string().len())
    }

    fn draw(&self, place: Place, size: f64, canvas: &mut Canvas) -> usize {
        self.heading(place, size, canvas);
        let mut y = place.y + HEADING * size;
        let bottom = place.y + place.height + 0.5;
        let more = size * ROW;
        for (at, entry) in self.entries.iter().enumerate() {
            let rows = entry.rows(place.width, size, self.digits());
            let is_last = at + 1 == self.entries.len();
            let needed = rows.height(size) - GAP * size;
            if y + needed + if is_last { 0.0 } else { more } > bottom
                && (y + needed > bottom || !self.fits_from(at, y, place, size))
            {
                let left = self.entries.len() - at;
                let face = Face { italic: true, ..Face::plain(size * SMALL) };
                canvas.words((place.x, (y + size).min(bottom)), &format!("… {left} more"), face, QUIET);
                return left;
            }
            entry.draw(&rows, (place.x, y, place.width), size, canvas);
            y += rows.height(size);
        }
        0
    }

    /// Whether all entries from one on have room.
    fn fits_from(&self, from: usize, y: f64, place: Place, size: f64) -> bool {
        let rest = self.entries.iter().skip(from).take(200);
        let height = rest.map(|entry| entry.rows(place.width, size, self.digits()).height(size)).sum::<f64>();
        self.entries.len() - from <= 200 && y + height - GAP * size <= place.y + place.height + 0.5
    }

    fn heading(&self, Place { x, y, width, .. }: Place, size: f64, canvas: &mut Canvas) {
        let (face, small) = (Face::bold(size * 1.04), Face::plain(size * 0.9));
        let room = width - small.width(&self.count) - size;
        canvas.words((x, y + size), &ellipsized(&self.title, room.max(size), face), face, ACCENT);
        let fill = self.gauge.map_or(QUIET, |(_, fill)| fill);
        if !self.count.is_empty() {
            canvas.words_before((x + width, y + size), &self.count, small, fill);
        }
        let rule = Place { x, y: y + size * 1.38, width, height: 1.5 };
        match self.gauge {
            None => canvas.rect(rule, LINE),
            Some((mean, fill)) => {
                canvas.rect(Place { height: 4.0, ..rule }, LINE);
                canvas.rect(Place { height: 4.0, width: width * mean.clamp(0.0, 1.0), ..rule }, fill);
            }
        }
    }
}

/// The rows of an entry in a column.
struct Rows {
    words: Vec<String>,
    below: bool,
    /// Pixels before the words.
    indent: f64,
    /// Whether what stands beside has a row of its own.
    apart: bool,
}

impl Rows {
    fn height(&self, size: f64) -> f64 {
        let words = f64::from(u32::try_from(self.words.len()).unwrap_or(u32::MAX));
        let below = if self.below { SMALL * ROW } else { 0.0 };
        let apart = if self.apart { ROW } else { 0.0 };
        size * (words * ROW + apart + below + GAP)
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
        words.sum::<f64>()
    }

    fn rows(&self, width: f64, size: f64, digits: usize) -> Rows {
        let (face, tag_face) = self.faces(size);
        let digits = f64::from(u32::try_from(digits).unwrap_or(0));
        let rank = if digits > 0.0 && !self.aim { (digits * 0.6 + 0.75) * size } else { 0.0 };
        let indent = rank + if self.inset { size * 1.4 } else { 0.0 };
        let tag = self.tag.as_ref().map_or(0.0, |tag| tag_face.width(&tag.words) + size * 0.5);
        let beside = self.beside_width(size);
        let apart = self.figure && beside > width * 0.6;
        let room = (width - indent - if apart { 0.0 } else { beside }).max(size * 2.0);
        // A tag that leaves no room for words beside it has the first row for itself.
        let first = (room - tag).max(0.0);
        Rows { words: wrapped(&self.words, first, room, face), below: !self.below.is_empty(), indent, apart }
    }

    fn draw(&self, rows: &Rows, (x, y, width): (f64, f64, f64), size: f64, canvas: &mut Canvas) {
        let (face, tag_face) = self.faces(size);
        let first = y + size;
        let left = x + rows.indent;
        if let Some(rank) = self.rank {
            let before = left - size * 0.5;
            canvas.words_before((before, first), &rank.to_string(), Face::plain(size * SMALL), QUIET);
        }
        let fill = if self.done || self.figure { QUIET } else { INK };
        let mut base = first;
        for (at, row) in rows.words.iter().enumerate() {
            match self.tag.as_ref().filter(|_| at == 0) {
                Some(tag) => {
                    let words = ellipsized(&tag.words, width - rows.indent, tag_face);
                    let tag_fill = if self.done { QUIET } else { tag.fill };
                    let gap = size * 0.45;
                    let tag = Run { words: &words, face: tag_face, fill: tag_fill, gap: 0.0 };
                    let run = Run { words: row, face, fill, gap };
                    // Where the direction changes, a viewer would put the words on either side of the tag.
                    if turns(&words) || turns(row) {
                        canvas.runs((left, base), &[tag]);
                        canvas.words((left + tag_face.width(&words) + gap, base), row, face, fill);
                    } else {
                        canvas.runs((left, base), &[tag, run]);
                    }
                }
                None => canvas.words((left, base), row, face, fill),
            }
            base += size * ROW;
        }
        let beside = if rows.apart { base } else { first };
        let mut right = x + width;
        for phrase in self.beside.iter().rev() {
            let face = face_of(phrase, size);
            let words = ellipsized(&phrase.words, width, face);
            canvas.words_before((right, beside), &words, face, phrase.fill);
            right -= face.width(&words) + size * 0.45;
        }
        base += if rows.apart { size * ROW } else { 0.0 } - size * (1.0 - SMALL);
        self.draw_below((left, base), x + width - left, size, canvas);
    }

    /// Who and when in one row. Where it has no room the longest part is cut first: a name says less than a date.
    fn draw_below(&self, at: (f64, f64), room: f64, size: f64, canvas: &mut Canvas) {
        let face = Face::plain(size * SMALL);
        let gap = size * 0.35;
        let between = face.width("·") + 2.0 * gap;
        let widths = self.below.iter().map(|phrase| face.width(&phrase.words)).collect::<Vec<f64>>();
        let longest = widths.iter().copied().fold(0.0, f64::max);
        let over = widths.iter().map(|width| width + between).sum::<f64>() - between - room;
        let most = if over > 0.0 { (longest - over).max(room / 3.0) } else { room };
        let mut left = room;
        let mut cut = Vec::new();
        for phrase in &self.below {
            let words = ellipsized(&phrase.words, most.min(left), face);
            left -= face.width(&words) + between;
            cut.push((words, phrase.fill));
            if left < size * 2.0 {
                break;
            }
        }
        let mut runs = Vec::new();
        for (words, fill) in &cut {
            if !runs.is_empty() {
                runs.push(Run { words: "·", face, fill: QUIET, gap });
            }
            runs.push(Run { words, face, fill, gap: if runs.is_empty() { 0.0 } else { gap } });
        }
        if !runs.is_empty() {
            canvas.runs(at, &runs);
        }
    }
}

fn face_of(phrase: &Phrase, size: f64) -> Face {
    if phrase.strong { Face::bold(size * 0.95) } else { Face::plain(size * 0.95) }
}
