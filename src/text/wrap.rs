//! Text to rows: where a text breaks when a row has only so many cells.
//!
//! Lists, the editor, heights and mouse all use these rows, so that nothing jumps when editing starts. It must not
//! know what is drawn in them.

use std::{
    borrow::Cow,
    ops::{ControlFlow, Range},
};

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use super::{
    safe::{safe, safe_line},
    width::{cluster_width, cut, is_printable_ascii, measure},
};

/// One row of a wrapped text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Bytes of the wrapped text. The rows together cover it without gaps: blanks and the line break at a row's end
    /// belong to it, though they take no room.
    pub range: Range<usize>,
    /// Cells taken, without the blanks and the line break at the end.
    pub width: u16,
}

impl Row {
    /// What to draw of the text that was wrapped: harmless and [`width`](Row::width) cells wide.
    pub fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let row = &text[self.range.clone()];
        let words = without_line_break(row);
        safe_line(cut(words, self.width as usize).0)
    }
}

/// The rows of a text: `first` cells are free on the first (after a tag, say), `rest` on each of the following.
///
/// Breaks are those of UAX 14 in the shown form; a word too wide for a row is cut between clusters; blanks at a
/// row's end hang over the edge; `\n` ends a row. No row is wider than its cells, but one that holds a single
/// cluster wider than that. The first row is empty where what comes first fits only on the second. An empty text has
/// one empty row, as has the end of a text after its last `\n`. `rest` of 0 counts as 1.
pub fn wrap(text: &str, first: usize, rest: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let _ = each_row(text, first, rest, |row| {
        rows.push(row);
        ControlFlow::Continue(())
    });
    rows
}

/// The number of rows [`wrap`] would give, counted to `most` and no further.
pub fn wrapped_height(text: &str, first: usize, rest: usize, most: usize) -> usize {
    let mut rows = 0;
    if most > 0 {
        let _ = each_row(text, first, rest, |_| {
            rows += 1;
            if rows < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
    }
    rows
}

/// Gives row after row to `emit` until it breaks off.
fn each_row(
    text: &str,
    first: usize,
    rest: usize,
    emit: impl FnMut(Row) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut filler = Filler { text, cells: first, rest: rest.max(1), row: 0..0, used: 0, width: 0, emit };
    for line in text.split_inclusive('\n') {
        let words = without_line_break(line);
        let line_end = filler.row.end + line.len();
        if is_printable_ascii(words) {
            filler.fill_ascii(words)?;
        } else {
            filler.fill(words)?;
        }
        filler.row.end = line_end;
        if line.ends_with('\n') {
            filler.close()?;
        }
    }
    if text.is_empty() || !filler.row.is_empty() || text.ends_with('\n') {
        filler.close()
    } else {
        ControlFlow::Continue(())
    }
}

/// The row being filled.
struct Filler<'t, F> {
    text: &'t str,
    /// Cells free on this row and on each that follows.
    cells: usize,
    rest: usize,
    row: Range<usize>,
    /// Cells with the blanks at the end, and without.
    used: usize,
    width: usize,
    emit: F,
}

/// What stands between two break opportunities: its end in the text, its cells without the blanks at its end and
/// with them.
struct Piece {
    end: usize,
    width: usize,
    all: usize,
}

impl<F: FnMut(Row) -> ControlFlow<()>> Filler<'_, F> {
    /// One line of printable ASCII, where cells are bytes: a board is mostly made of these.
    fn fill_ascii(&mut self, line: &str) -> ControlFlow<()> {
        let start = self.row.end;
        let width = |part: &str| part.trim_end_matches(' ').len();
        if width(line) <= self.cells {
            return self.place(&Piece { end: start + line.len(), width: width(line), all: line.len() });
        }
        let mut from = 0;
        for (to, _) in linebreaks(line) {
            let part = &line[from..to];
            self.place(&Piece { end: start + to, width: width(part), all: part.len() })?;
            from = to;
        }
        ControlFlow::Continue(())
    }

    /// One line of any text. Breaks are looked for in the shown form and count where a cluster ends.
    fn fill(&mut self, line: &str) -> ControlFlow<()> {
        let start = self.row.end;
        let form = safe(line);
        let mut breaks = linebreaks(&form).map(|(at, _)| at).peekable();
        let mut form_at = 0;
        let mut piece = Piece { end: start, width: 0, all: 0 };
        for cluster in line.graphemes(true) {
            let (bytes, cells) = measure(cluster);
            form_at += bytes;
            piece.end += cluster.len();
            piece.all += cells;
            if !is_blank(cluster) {
                piece.width = piece.all;
            }
            while breaks.next_if(|&at| at < form_at).is_some() {}
            if breaks.next_if_eq(&form_at).is_some() {
                self.place(&piece)?;
                piece = Piece { width: 0, all: 0, ..piece };
            }
        }
        ControlFlow::Continue(())
    }

    /// Adds a piece to this row, or to the next where it does not fit here, or cut over several.
    fn place(&mut self, piece: &Piece) -> ControlFlow<()> {
        let (mut width, mut all) = (piece.width, piece.all);
        if width > 0 && self.used + width > self.cells {
            let only_fits_below = width > self.cells && width <= self.rest;
            if !self.row.is_empty() || only_fits_below {
                self.close()?;
            }
            while width > self.cells {
                let taken = self.take_what_fits(piece.end)?;
                width = width.saturating_sub(taken);
                all = all.saturating_sub(taken);
                if width == 0 {
                    break; // only blanks are left: they hang on this row
                }
                if taken > 0 {
                    self.close()?;
                }
            }
        }
        if width > 0 {
            self.width = self.used + width;
        }
        self.used += all;
        self.row.end = piece.end;
        ControlFlow::Continue(())
    }

    /// Moves the beginning of a too wide piece to the empty row: as much as fits, at least one cluster. Nothing, and
    /// the row is closed, where the first row is too narrow for the cluster and the others are not.
    fn take_what_fits(&mut self, end: usize) -> ControlFlow<(), usize> {
        let left = &self.text[self.row.end..end];
        let (mut head, mut cells) = cut(left, self.cells);
        if head.is_empty() {
            head = left.graphemes(true).next().unwrap_or_default();
            cells = cluster_width(head);
            if self.cells < self.rest && (self.cells == 0 || cells <= self.rest) {
                self.close()?;
                return ControlFlow::Continue(0);
            }
        }
        self.row.end += head.len();
        self.width = cells - blanks(head.graphemes(true).rev()).1;
        let (bytes, hanging) = blanks(left[head.len()..].graphemes(true));
        self.row.end += bytes;
        self.used = cells + hanging;
        ControlFlow::Continue(self.used)
    }

    /// Gives the row away and begins the next.
    fn close(&mut self) -> ControlFlow<()> {
        let next = self.row.end..self.row.end;
        let range = std::mem::replace(&mut self.row, next);
        let width = u16::try_from(self.width).unwrap_or(u16::MAX);
        (self.used, self.width, self.cells) = (0, 0, self.rest);
        (self.emit)(Row { range, width })
    }
}

/// The line without the one line break, `\n` or CRLF, at its end.
fn without_line_break(line: &str) -> &str {
    line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line))
}

/// The bytes and the cells of the blanks that come first.
fn blanks<'s>(clusters: impl Iterator<Item = &'s str>) -> (usize, usize) {
    clusters
        .take_while(|cluster| is_blank(cluster))
        .fold((0, 0), |(bytes, cells), blank| (bytes + blank.len(), cells + cluster_width(blank)))
}

/// Blanks that hang over a row's end; those that keep words together do not.
fn is_blank(cluster: &str) -> bool {
    matches!(cluster, " " | "\t" | "\u{1680}" | "\u{205f}" | "\u{3000}")
        || ("\u{2000}"..="\u{200a}").contains(&cluster) && cluster != "\u{2007}"
}

#[cfg(test)]
mod tests;
