//! Lights what is looked for: the very cells of the letters that are found, in items and in objectives' headings.
//! It must not know what is found in an item: that is `find`'s; nor where a piece stands: that is `layout`'s.

use std::ops::Range;

use crate::app::App;
use crate::config::theme::Theme;
use crate::find::Query;
use crate::layout::{Heading, Line, Piece, Role, Source};
use crate::model::{Board, Part};
use crate::terminal::Frame;
use crate::text::{graphemes, safe_line, width};

/// What is lit on a board.
#[derive(Clone, Copy)]
pub(super) struct Lit<'a> {
    app: &'a App,
    query: &'a Query,
    board: &'a Board,
}

impl<'a> Lit<'a> {
    /// Nothing where nothing is looked for.
    pub(super) fn of(app: &'a App, board: &'a Board) -> Option<Self> {
        app.lit().map(|query| Self { app, query, board })
    }

    /// Whether a piece belongs to an item that does not hold what is looked for.
    pub(super) fn stands_back(self, line: &Line, piece: &Piece) -> bool {
        let keeps = matches!(piece.role, Role::Bar | Role::EditBar | Role::Rank | Role::Rule);
        if keeps || matches!(piece.role, Role::Typed | Role::Ghost | Role::Caret(..)) {
            return false;
        }
        // A row may hold several items side by side: what shows no text of one is said of the selected one alone.
        piece.source.map(|source| source.item).or(line.item).is_some_and(|at| !self.app.is_found(at))
    }

    /// Lights the letters in a piece that was drawn.
    pub(super) fn light(self, frame: &mut Frame, line: &Line, piece: &Piece, room: u16, theme: &Theme) {
        let owner = || {
            let item = line.item.filter(|_| piece.role == Role::Owner)?;
            let written = self.board.item(item)?.part(Part::Owner)?;
            let from = written.len() - written.trim_start().len();
            Some(Source { item, part: Part::Owner, from })
        };
        let Some(source) = piece.source.or_else(owner) else { return };
        self.light_text(frame, source, &piece.text, (piece.x, line.y), room, theme);
    }

    /// Lights the letters in the title of an objective.
    pub(super) fn light_heading(self, frame: &mut Frame, heading: &Heading, theme: &Theme) {
        let Some(item) = heading.list.parent() else { return };
        let Some(view) = self.board.item(item) else { return };
        let part = if view.tag().is_some() { Part::Tag } else { Part::Text };
        let sign = if heading.marked { 2 } else { 0 };
        let at = (heading.at.0 + sign, heading.at.1);
        let source = Source { item, part, from: 0 };
        self.light_text(frame, source, &heading.title, at, heading.width.saturating_sub(sign), theme);
    }

    fn light_text(
        self,
        frame: &mut Frame,
        source: Source,
        shown: &str,
        (x, y): (u16, u16),
        room: u16,
        theme: &Theme,
    ) {
        let Some(written) = self.board.item(source.item).and_then(|view| view.part(source.part)) else {
            return;
        };
        for cells in cells(self.query, written, source.from, shown) {
            let from = u16::try_from(cells.start).unwrap_or(u16::MAX).min(room);
            let to = u16::try_from(cells.end).unwrap_or(u16::MAX).min(room);
            frame.restyle((x + from, y), to - from, theme.lit());
        }
    }
}

/// The cells of what is shown of a text from a byte on whose clusters hold a letter of what is found. A `…` is lit where
/// what it stands for holds one.
fn cells(query: &Query, written: &str, from: usize, shown: &str) -> Vec<Range<usize>> {
    let spans = query.spans(written).collect::<Vec<_>>();
    let is_lit = |bytes: Range<usize>| {
        let first = spans.partition_point(|span| span.end <= bytes.start);
        spans.get(first).is_some_and(|span| span.start < bytes.end)
    };
    let (mut byte, mut cell, mut rest) = (from, 0, shown);
    let mut lit = Vec::<Range<usize>>::new();
    let mut light = |cells: Range<usize>| match lit.last_mut() {
        Some(last) if last.end == cells.start => last.end = cells.end,
        _ => lit.push(cells),
    };
    for cluster in graphemes(written.get(from..).unwrap_or_default()) {
        let form = safe_line(cluster);
        let Some(next) = rest.strip_prefix(&*form).filter(|_| !rest.is_empty()) else { break };
        let end = cell + width(&form);
        if is_lit(byte..byte + cluster.len()) {
            light(cell..end);
        }
        (byte, cell, rest) = (byte + cluster.len(), end, next);
    }
    if !rest.is_empty() && is_lit(byte..written.len()) {
        light(cell..cell + width(rest));
    }
    lit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lit(query: &str, written: &str, from: usize, shown: &str) -> Vec<(usize, usize)> {
        let cells = cells(&Query::new(query).unwrap(), written, from, shown);
        cells.into_iter().map(|cells| (cells.start, cells.end)).collect()
    }

    #[test]
    fn the_cells_are_those_of_the_letters() {
        assert_eq!(lit("ab", "xAb ab", 0, "xAb ab"), [(1, 3), (4, 6)]);
        assert_eq!(lit("米", "小米 ok", 0, "小米 ok"), [(2, 4)]);
        assert_eq!(lit("e", "cafe\u{301}s", 0, "cafe\u{301}s"), [(3, 4)], "the mark belongs to its letter");
        assert_eq!(lit("b", "a\tb", 0, "a    b"), [(5, 6)], "a tab is four cells wide");
        assert_eq!(lit("b", "a\u{1b}\nb", 0, "a␛↵b"), [(3, 4)]);
        assert_eq!(lit("aa", "aaaa", 0, "aaaa"), [(0, 4)], "what touches is one");
    }

    #[test]
    fn a_row_of_a_wrapped_text_lights_what_began_above() {
        let text = "one two three";
        assert_eq!(lit("two three", text, 0, "one two"), [(4, 7)]);
        assert_eq!(lit("two three", text, 8, "three"), [(0, 5)]);
    }

    #[test]
    fn what_is_cut_off_lights_the_mark_of_the_cut() {
        assert_eq!(lit("three", "one two three", 0, "one two…"), [(7, 8)]);
        assert_eq!(lit("two", "one two three", 0, "one two…"), [(4, 7)]);
        assert_eq!(lit("two", "one two three", 0, "one…"), [(3, 4)]);
    }
}
