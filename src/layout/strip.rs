//! Items side by side: the values in a row of words, the metrics in columns.
//! It must not know where the pane stands.

use crate::model::{ItemView, Part};
use crate::text::{ellipsize, safe_line, width};

use super::item::{Row, of_tag, of_words, words};
use super::line::{Piece, Role, tag_role};
use super::look::{Form, Look};

/// Between two words of a strip.
const DOT: &str = " ·";
/// Blanks between two columns of figures.
const GAP: usize = 3;

/// Cells of an item in a strip, its bar's column included.
pub(super) fn cell_width(view: ItemView, form: Form) -> usize {
    let text = width(&words(view));
    let tag = view.tag().map_or(0, |tag| width(tag) + 2);
    let mark = if form == Form::Words { width(DOT) } else { 0 };
    1 + tag + text + mark
}

/// The rows of a strip, each with the indices and columns of its items.
pub(super) struct Strip {
    pub rows: Vec<(Row, Vec<(usize, usize)>)>,
}

impl Look<'_> {
    /// Whether items stand side by side.
    pub fn is_strip(&self) -> bool {
        matches!(self.form, Form::Figures | Form::Words)
    }

    /// The number of rows of a strip.
    pub fn strip_height(&self) -> usize {
        match self.form {
            Form::Figures => self.items().len().div_ceil(self.figure_columns().len()),
            _ => self.strip().rows.len(),
        }
    }

    /// All rows; a strip holds few items.
    pub fn strip(&self) -> Strip {
        if self.form == Form::Figures { self.figures() } else { self.words_in_rows() }
    }

    fn words_in_rows(&self) -> Strip {
        let mut rows = Vec::<(Row, Vec<(usize, usize)>)>::new();
        let mut x = 1;
        let count = self.items().len();
        for index in 0..count {
            let Some(view) = self.view(index) else { continue };
            let mark = if index + 1 < count { width(DOT) } else { 0 };
            let cells = cell_width(view, self.form) - width(DOT) + mark;
            if rows.is_empty() || x + cells > self.width + 1 {
                rows.push(Default::default());
                x = 1;
            }
            if let Some((row, places)) = rows.last_mut() {
                places.push((index, x));
                let mut from = x + 1;
                if let Some(tag) = view.tag() {
                    let piece = Piece::new(from, tag_role(tag), safe_line(tag)).showing(of_tag(tag));
                    row.push(self.sourced(piece, index, Part::Tag, 0));
                    from += width(tag) + 2;
                }
                let shown = safe_line(&words(view)).into_owned();
                let bytes = of_words(view, &(0..view.text().len()));
                let piece = Piece::new(from, Role::Text, shown).showing(bytes);
                row.push(self.sourced(piece, index, Part::Text, 0));
                from += width(&words(view));
                if mark > 0 {
                    row.push(Piece::new(from, Role::Rule, DOT));
                }
            }
            x += cells;
        }
        drop_last_dots(&mut rows);
        Strip { rows }
    }

    /// The widths of as many columns of figures as have room side by side.
    fn figure_columns(&self) -> Vec<usize> {
        let views = (0..self.items().len()).filter_map(|index| self.view(index));
        let trends = views.clone().map(|view| width(&self.trend(view))).max().unwrap_or(0);
        let cell = |view| (cell_width(view, self.form) + trends).min(self.width);
        let cells = views.map(cell).collect::<Vec<usize>>();
        let widths = |columns: usize| {
            let mut widths = vec![0; columns];
            for (index, cell) in cells.iter().enumerate() {
                widths[index % columns] = widths[index % columns].max(*cell);
            }
            widths
        };
        let fits =
            |widths: &Vec<usize>| widths.iter().sum::<usize>() + GAP * (widths.len() - 1) <= self.width;
        (1..=cells.len()).rev().map(widths).find(fits).unwrap_or_else(|| vec![self.width.max(1)])
    }

    fn figures(&self) -> Strip {
        let widths = self.figure_columns();
        let views = (0..self.items().len()).filter_map(|index| self.view(index));
        let trends = views.map(|view| width(&self.trend(view))).max().unwrap_or(0);
        let mut rows = Vec::<(Row, Vec<(usize, usize)>)>::new();
        for index in 0..self.items().len() {
            let Some(view) = self.view(index) else { continue };
            let column = index % widths.len();
            if column == 0 {
                rows.push(Default::default());
            }
            let from = 1 + widths[..column].iter().map(|width| width + GAP).sum::<usize>();
            let end = from + widths[column];
            let Some((row, places)) = rows.last_mut() else { continue };
            places.push((index, from));
            let value = safe_line(&words(view)).into_owned();
            let trend = self.trend(view);
            let end = end.saturating_sub(trends);
            let value_from = if view.tag().is_some() { end.saturating_sub(width(&value)) } else { from + 1 };
            if let Some(tag) = view.tag() {
                let room = value_from.saturating_sub(from + 3);
                let piece = Piece::new(from + 1, tag_role(tag), ellipsize(&safe_line(tag), room));
                row.push(self.sourced(piece.showing(of_tag(tag)), index, Part::Tag, 0));
            }
            let bytes = of_words(view, &(0..view.text().len()));
            let piece = Piece::new(value_from, Role::Value, value).showing(bytes);
            row.push(self.sourced(piece, index, Part::Text, 0));
            row.push(Piece::new(end, Role::Score, trend));
        }
        Strip { rows }
    }
}

/// A dot at a row's end parts nothing.
fn drop_last_dots(rows: &mut [(Row, Vec<(usize, usize)>)]) {
    for (row, _) in rows {
        if row.last().is_some_and(|piece| piece.role == Role::Rule) {
            row.pop();
        }
    }
}
