//! What a frame consists of before it is cells: row by row, the strokes that draw it.
//!
//! It must not know what is drawn, nor what the terminal shows. Rows of the same strokes look the same: while a person
//! types or moves, a few rows of forty are others, and only those become cells.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::text::{cut, one_cell_each};

/// One frame in the making. Whoever draws writes into its rows; later strokes cover earlier ones.
#[derive(Debug, Default)]
pub struct Frame {
    area: Rect,
    background: Style,
    rows: Vec<Row>,
    caret: Option<(u16, u16)>,
}

/// One row: its strokes, and their words one behind the other.
#[derive(Debug, Default, PartialEq, Eq)]
struct Row {
    strokes: Vec<Stroke>,
    words: String,
}

/// What is done to some cells of a row.
#[derive(Debug, PartialEq, Eq)]
struct Stroke {
    x: u16,
    cells: u16,
    kind: Kind,
    /// Where its words end; they begin where those of the stroke before end.
    end: usize,
    style: Style,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Words are written.
    Words,
    /// Nothing is written: the cells get a style.
    Restyle,
    /// What stands there is underlined, and the words, a sign, fill the cells behind it.
    Underline,
}

impl Frame {
    /// Makes it blank, with so many columns and rows; what it had room for it keeps.
    pub(super) fn clear(&mut self, area: Rect) {
        self.area = area;
        self.background = Style::new();
        self.caret = None;
        self.rows.resize_with(usize::from(area.height), Row::default);
        for row in &mut self.rows {
            row.strokes.clear();
            row.words.clear();
        }
    }

    /// Its cells: from column 0 and row 0 on.
    pub fn area(&self) -> Rect {
        self.area
    }

    /// Gives every cell a style, behind all that is written.
    pub fn set_background(&mut self, style: Style) {
        self.background = style;
    }

    /// Writes words from a column on, at most so many cells and never beyond the row. The words must be harmless: see
    /// `ui::paint`, the one place that calls this.
    pub fn write(&mut self, at: (u16, u16), cells: u16, words: &str, style: Style) {
        let words = if words.len() > usize::from(cells) { cut(words, usize::from(cells)).0 } else { words };
        self.stroke(at, cells, Kind::Words, words, style);
    }

    /// Adds a style to cells of a row.
    pub fn restyle(&mut self, at: (u16, u16), cells: u16, style: Style) {
        self.stroke(at, cells, Kind::Restyle, "", style);
    }

    /// Draws a line below what stands in some cells of a row, and goes on with it to their end in `sign`, one cell wide.
    pub fn underline(&mut self, at: (u16, u16), cells: u16, sign: &str, style: Style) {
        self.stroke(at, cells, Kind::Underline, sign, style);
    }

    /// Shows the caret in a cell. Nothing shows it where this is not called.
    pub fn set_caret(&mut self, at: (u16, u16)) {
        self.caret = Some(at);
    }

    /// Column and row of the caret, if the frame shows one.
    pub(super) fn caret(&self) -> Option<(u16, u16)> {
        self.caret
    }

    fn stroke(&mut self, (x, y): (u16, u16), cells: u16, kind: Kind, words: &str, style: Style) {
        let Some(row) = self.rows.get_mut(usize::from(y)).filter(|_| x < self.area.width) else { return };
        row.words.push_str(words);
        let cells = cells.min(self.area.width - x);
        row.strokes.push(Stroke { x, cells, kind, end: row.words.len(), style });
    }

    /// Whether a row of this frame is drawn as that of another frame of the same area is.
    pub(super) fn is_row_of(&self, other: &Self, y: u16) -> bool {
        let row = usize::from(y);
        self.background == other.background && self.rows.get(row) == other.rows.get(row)
    }

    /// Draws a row into `cells`, which becomes a page of that row alone, where it stands in the frame.
    pub(super) fn paint(&self, y: u16, cells: &mut Buffer) {
        cells.resize(Rect { y, height: 1, ..self.area });
        let blank = Cell::default();
        for cell in &mut cells.content {
            cell.clone_from(&blank);
            cell.set_style(self.background);
        }
        let Some(row) = self.rows.get(usize::from(y)) else { return };
        let mut begin = 0;
        for stroke in &row.strokes {
            stroke.paint(y, &row.words[begin..stroke.end], cells);
            begin = stroke.end;
        }
    }
}

impl Stroke {
    fn paint(&self, y: u16, words: &str, cells: &mut Buffer) {
        match self.kind {
            Kind::Words if one_cell_each(words).is_some() => self.paint_letters(words, cells),
            Kind::Words => self.paint_words(y, words, cells),
            Kind::Restyle => restyle(self.reach(cells), self.style),
            Kind::Underline => {
                let reach = self.reach(cells);
                let end = reach.iter().rposition(|cell| cell.symbol() != " ").map_or(0, |last| last + 1);
                restyle(&mut reach[..end], Style::new().add_modifier(Modifier::UNDERLINED));
                for cell in &mut reach[end..] {
                    put(cell, words.chars().next().unwrap_or(' '), self.style);
                }
            }
        }
    }

    /// What nearly all text is goes into its cells without being taken apart into clusters.
    fn paint_letters(&self, words: &str, cells: &mut Buffer) {
        for (cell, letter) in self.reach(cells).iter_mut().zip(words.chars()) {
            put(cell, letter, self.style);
        }
    }

    fn paint_words(&self, y: u16, words: &str, cells: &mut Buffer) {
        #[expect(clippy::disallowed_methods, reason = "only `ui::paint` writes words, and harmless ones")]
        cells.set_stringn(self.x, y, words, usize::from(self.cells), self.style);
    }

    fn reach<'c>(&self, cells: &'c mut Buffer) -> &'c mut [Cell] {
        let from = usize::from(self.x);
        &mut cells.content[from..from + usize::from(self.cells)]
    }
}

fn restyle(cells: &mut [Cell], style: Style) {
    for cell in cells {
        cell.set_style(style);
    }
}

fn put(cell: &mut Cell, letter: char, style: Style) {
    #[expect(clippy::disallowed_methods, reason = "only `ui::paint` writes words, and harmless ones")]
    cell.set_char(letter).set_style(style);
}
