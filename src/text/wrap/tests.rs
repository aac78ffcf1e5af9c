//! Rows by example and by law.

use proptest::prelude::*;

use super::*;
use crate::text::{safe, tests::any_text, width};

/// The rows as they are drawn.
fn drawn(text: &str, first: usize, rest: usize) -> Vec<String> {
    wrap(text, first, rest).iter().map(|row| row.shown(text).into_owned()).collect()
}

#[test]
fn words_stay_whole_and_punctuation_never_starts_a_row() {
    assert_eq!(drawn("hello world", 11, 11), ["hello world"]);
    assert_eq!(drawn("hello wor, ld", 10, 10), ["hello wor,", "ld"]);
    assert_eq!(drawn("at https://example.com/ now", 20, 20), ["at https://", "example.com/ now"]);
    assert_eq!(drawn("https://example.com/ now", 20, 20), ["https://example.com/", "now"]);
    assert_eq!(drawn("小米，小米，小", 4, 4), ["小", "米，", "小", "米，", "小"]);
    assert_eq!(drawn("well-known", 6, 6), ["well-", "known"]);
}

#[test]
fn a_word_too_wide_is_cut_between_clusters() {
    assert_eq!(drawn("abcdefgh", 3, 3), ["abc", "def", "gh"]);
    assert_eq!(drawn("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 5, 5), ["👨‍👩‍👧👨‍👩‍👧", "👨‍👩‍👧"]);
    assert_eq!(drawn("a e\u{301}e\u{301}e\u{301} b", 2, 2), ["a", "e\u{301}e\u{301}", "e\u{301}", "b"]);
}

#[test]
fn blanks_at_a_rows_end_hang() {
    let text = "hello   world  ";
    let rows = wrap(text, 5, 5);
    assert_eq!(rows, [Row { range: 0..8, width: 5 }, Row { range: 8..15, width: 5 }]);
    assert_eq!(drawn("小\u{3000}x", 1, 1), ["小", "x"]);
}

#[test]
fn line_breaks_begin_rows() {
    assert_eq!(drawn("", 5, 5), [""]);
    assert_eq!(drawn("\n", 5, 5), ["", ""]);
    assert_eq!(drawn("a\n\nb\n", 5, 5), ["a", "", "b", ""]);
    assert_eq!(drawn("a\r\nb\r", 5, 5), ["a", "b␍"]);
    assert_eq!(wrap("a\nb", 5, 5), [Row { range: 0..2, width: 1 }, Row { range: 2..3, width: 1 }]);
    assert_eq!(drawn("a\u{2028}b\u{85}c\u{b}d", 20, 20), ["a·b\\u{85}c␋d"], "only what is stored as a line");
}

#[test]
fn the_first_row_may_be_shorter() {
    assert_eq!(drawn("one two three", 3, 9), ["one", "two three"]);
    assert_eq!(drawn("three two", 3, 9), ["", "three two"], "the word fits below");
    assert_eq!(drawn("enormous", 3, 4), ["eno", "rmou", "s"], "it fits nowhere: no row is wasted");
    assert_eq!(drawn("word", 0, 4), ["", "word"]);
    assert_eq!(drawn("enormous", 0, 4), ["", "enor", "mous"]);
    assert_eq!(drawn("小米", 1, 4), ["", "小米"]);
    assert_eq!(drawn("a\nlonger", 2, 6), ["a", "longer"]);
}

#[test]
fn columns_of_no_width_still_end() {
    assert_eq!(drawn("ab", 0, 0), ["", "a", "b"]);
    assert_eq!(drawn("小米", 1, 1), ["小", "米"]);
    assert_eq!(drawn("👨‍👩‍👧 a", 0, 0), ["", "👨‍👩‍👧", "a"]);
    assert_eq!(drawn("", 0, 0), [""]);
}

#[test]
fn heights_are_counted_no_further_than_asked() {
    let text = "word ".repeat(100_000);
    assert_eq!(wrapped_height(&text, 10, 10, 7), 7);
    assert_eq!(wrapped_height("a b", 1, 1, 7), 2);
    assert_eq!(wrapped_height("a b", 1, 1, 0), 0);
}

proptest! {
    #[test]
    fn rows_cover_the_text_and_keep_to_their_cells(text in any_text(), first in 0usize..14, rest in 0usize..14) {
        let rows = wrap(&text, first, rest);
        let mut end = 0;
        for (at, row) in rows.iter().enumerate() {
            prop_assert_eq!(row.range.start, end);
            end = row.range.end;
            let cells = if at == 0 { first } else { rest.max(1) };
            let part = &text[row.range.clone()];
            let clusters = cut(part, row.width as usize).0.graphemes(true).filter(|g| cluster_width(g) > 0).count();
            prop_assert!(row.width as usize <= cells || clusters == 1);
            prop_assert_eq!(width(&row.shown(&text)), row.width as usize);
            let hanging = blanks(without_line_break(part).graphemes(true).rev()).1;
            prop_assert_eq!(width(part), row.width as usize + hanging, "only blanks hang");
        }
        prop_assert_eq!(end, text.len());
        prop_assert_eq!(rows.len(), wrapped_height(&text, first, rest, usize::MAX));
    }

    #[test]
    fn no_cluster_is_split(text in any_text(), cells in 0usize..14) {
        let starts: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        for row in wrap(&text, cells, cells) {
            prop_assert!(starts.contains(&row.range.start), "{:?} in {:?}", row, text);
        }
    }

    #[test]
    fn ascii_text_breaks_as_any_text(line in "[ -~]{0,60}", first in 0usize..14, rest in 1usize..14) {
        let rows = |ascii: bool| {
            let mut rows = Vec::new();
            let emit = |row: Row| { rows.push(row); ControlFlow::Continue(()) };
            let mut filler = Filler { text: &line, cells: first, rest, row: 0..0, used: 0, width: 0, emit };
            let _ = if ascii { filler.fill_ascii(&line) } else { filler.fill(&line) };
            let _ = filler.close();
            rows
        };
        prop_assert_eq!(rows(true), rows(false));
    }

    #[test]
    fn rows_break_where_the_standard_allows(line in "[ -~]{1,60}", cells in 1usize..30) {
        let allowed: Vec<usize> = linebreaks(&line).map(|(at, _)| at).collect();
        let widest = allowed.iter().scan(0, |from, &to| Some(std::mem::replace(from, to)..to))
            .map(|part| line[part].trim_end_matches(' ').len()).max().unwrap_or(0);
        if widest <= cells {
            for row in wrap(&line, cells, cells) {
                prop_assert!(allowed.contains(&row.range.end), "{:?} of {:?}", row, line);
            }
        }
    }

    #[test]
    fn stored_and_shown_text_break_alike(text in any_text(), cells in 14usize..30) {
        // Where a cluster's shown form is several (a TAB, an escape), only the shown text can be cut inside it.
        let plain = text.replace(|c: char| c.is_control() && c != '\n' || ('\u{e0000}'..='\u{e007f}').contains(&c), "");
        prop_assume!(safe(&plain).graphemes(true).count() == plain.graphemes(true).count());
        prop_assert_eq!(drawn(&plain, cells, cells), drawn(&safe(&plain), cells, cells));
    }
}
