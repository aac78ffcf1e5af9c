//! Where a byte of a wrapped text stands on the screen, and back: for the caret, vertical moves and the mouse.
//!
//! It must not know what the text is for, nor move anything.

use unicode_segmentation::UnicodeSegmentation;

use super::{width::cluster_width, wrap::Row};

/// The row and column of a byte of `text`, which [`wrap`](super::wrap()) broke into `rows` with the same `first` and
/// `rest`. A byte inside a cluster stands where the cluster begins.
///
/// At the end of the text behind blanks that hang over a full row the place is column 0 of one row more (`rows.len()`).
/// Otherwise the column is at most the row's cells, where it is the cell right of the row: before a break, in hanging
/// blanks, and at the end of a text that fills its row, so that opening an editor moves nothing.
pub fn caret_at(text: &str, rows: &[Row], byte: usize, first: usize, rest: usize) -> (usize, usize) {
    let row = rows.partition_point(|row| row.range.start <= byte).saturating_sub(1);
    let Some(Row { range, .. }) = rows.get(row) else { return (0, 0) };
    let mut column = 0;
    for (at, cluster) in text[range.clone()].grapheme_indices(true) {
        if range.start + at + cluster.len() > byte {
            break;
        }
        column += cluster_width(cluster);
    }
    let cells = if row == 0 { first } else { rest.max(1) };
    if byte >= text.len() && (column > cells || cells == 0) { (row + 1, 0) } else { (row, column.min(cells)) }
}

/// The byte of `text` whose caret stands nearest to a row and column: a cluster boundary, never the first of the
/// next row (a caret there would be drawn below). Rows below the last answer the end of the text.
pub fn byte_at(text: &str, rows: &[Row], row: usize, column: usize) -> usize {
    let Some(Row { range, .. }) = rows.get(row) else { return text.len() };
    let mut last = range.start;
    let mut left = 0;
    for (at, cluster) in text[range.clone()].grapheme_indices(true) {
        let right = left + cluster_width(cluster);
        let here = range.start + at;
        if cluster.ends_with('\n') || column.saturating_sub(left) <= right.saturating_sub(column) {
            return here;
        }
        (last, left) = (here, right);
    }
    if row + 1 == rows.len() { range.end } else { last }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{tests::any_text, width, wrap};

    fn caret(text: &str, byte: usize, cells: usize) -> (usize, usize) {
        caret_at(text, &wrap(text, cells, cells), byte, cells, cells)
    }

    #[test]
    fn the_column_counts_cells_of_clusters() {
        for (text, column) in
            [("family 👨‍👩‍👧x", 10), ("❤️x", 3), ("1️⃣x", 3), ("ｶﾞx", 4), ("🇨🇳🇩🇪x", 5), ("e\u{301}x", 2)]
        {
            assert_eq!(caret(text, text.len(), 40), (0, column), "{text}");
        }
        assert_eq!(caret("a\tb", 2, 40), (0, 5));
        assert_eq!(caret("👨‍👩‍👧x", 4, 40), (0, 0), "inside the cluster");
    }

    #[test]
    fn the_end_of_a_full_row_is_right_of_it() {
        assert_eq!(caret("hello", 5, 5), (0, 5));
        assert_eq!(caret("hello ", 6, 5), (1, 0), "a blank hangs, the next word comes below");
        assert_eq!(caret("hello", 4, 5), (0, 4));
        assert_eq!(caret("a\n", 2, 5), (1, 0));
        assert_eq!(caret("", 0, 5), (0, 0));
        assert_eq!(caret_at("", &wrap("", 0, 5), 0, 0, 5), (1, 0), "no room beside the tag");
    }

    #[test]
    fn before_a_break_the_caret_stands_right_of_the_row() {
        assert_eq!(caret("hello world", 5, 5), (0, 5));
        assert_eq!(caret("hello world", 6, 5), (1, 0));
        assert_eq!(caret("hello\nworld", 5, 5), (0, 5));
        assert_eq!(caret("hello    world", 8, 5), (0, 5), "hanging blanks do not push it out");
    }

    #[test]
    fn the_nearest_boundary_is_found() {
        let text = "hello world\n小米";
        let rows = wrap(text, 5, 5);
        let at = |row, column| byte_at(text, &rows, row, column);
        assert_eq!([at(0, 0), at(0, 3), at(0, 5), at(0, 99)], [0, 3, 5, 5]);
        assert_eq!([at(1, 0), at(1, 99)], [6, 11]);
        assert_eq!([at(2, 1), at(2, 2), at(2, 3), at(2, 9)], [12, 15, 15, 18]);
        assert_eq!(at(3, 0), text.len());
        assert_eq!(byte_at("abcdef", &wrap("abcdef", 3, 3), 0, 3), 2, "byte 3 is drawn below");
    }

    proptest! {
        #[test]
        fn caret_and_byte_are_inverse(text in any_text(), first in 1usize..14, rest in 1usize..14) {
            let rows = wrap(&text, first, rest);
            let bounds = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]);
            for byte in bounds {
                let (row, column) = caret_at(&text, &rows, byte, first, rest);
                let cells = if row == 0 { first } else { rest };
                prop_assert!(column <= cells);
                let hangs = rows.get(row).is_some_and(|row| width(&text[row.range.start..byte]) > cells);
                if !hangs {
                    prop_assert_eq!(byte_at(&text, &rows, row, column), byte, "{:?}", (row, column));
                }
            }
        }

        #[test]
        fn every_place_answers_a_boundary(text in any_text(), row in 0usize..9, column in 0usize..20) {
            let byte = byte_at(&text, &wrap(&text, 7, 9), row, column);
            prop_assert!(byte == text.len() || text.grapheme_indices(true).any(|(at, _)| at == byte));
        }
    }
}
