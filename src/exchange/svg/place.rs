//! Parts of a picture in their places: how high each is in letters of a size, who gives way where there is no room, and
//! the drawing itself. It must not know what a board is.

use super::entry::{Entry, GAP, ROW, SMALL};
use super::measure::{Face, ellipsized};
use super::{ACCENT, Canvas, LINE, QUIET};

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

/// All as parts of the letters' size: the gap between columns, between parts; the heading.
const GUTTER: f64 = 2.0;
const BETWEEN: f64 = 1.3;
const HEADING: f64 = 2.15;
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
            entry.draw(&rows, Place { y, ..place }, size, canvas);
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
