//! How many cells text takes on the screen, and text cut to so many cells.
//!
//! Widths are ratatui's own, cluster by cluster, because ratatui draws so. It must not know rows or carets.

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

use super::safe::shown;

/// The grapheme clusters of a text: what a person takes for one character (UAX 29, extended).
pub fn graphemes(s: &str) -> impl DoubleEndedIterator<Item = &str> {
    s.graphemes(true)
}

/// Cells that the shown form of a text takes in one row; line breaks count nothing.
pub fn width(s: &str) -> usize {
    one_cell_each(s).unwrap_or_else(|| s.graphemes(true).map(cluster_width).sum())
}

/// The number of characters of a text of which each is a cluster of one cell that is shown as it is, whatever stands
/// beside it: ASCII, Latin letters, and the signs of our own chrome. Nothing for any other text.
pub fn one_cell_each(s: &str) -> Option<usize> {
    if is_printable_ascii(s) {
        return Some(s.len());
    }
    let mut cells = 0;
    for c in s.chars() {
        let is_simple = matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2500}'..='\u{259f}')
            || matches!(c, '–' | '—' | '•' | '…' | '←' | '↑' | '→' | '↓' | '▲' | '▼' | '◆' | '★' | '✓');
        if !is_simple {
            return None;
        }
        cells += 1;
    }
    Some(cells)
}

/// The longest beginning that fits into so many cells, and its width. Clusters stay whole.
/// Looks no further than it has to.
pub fn cut(s: &str, cells: usize) -> (&str, usize) {
    // One byte beyond the edge is looked at too: the last letter may carry a combining mark.
    if let Some(head) = s.as_bytes().get(..=cells)
        && head.iter().all(|&byte| is_printable(byte))
    {
        return (&s[..cells], cells);
    }
    if s.len() <= cells && is_printable_ascii(s) {
        return (s, s.len());
    }
    let mut used = 0;
    for (at, cluster) in s.grapheme_indices(true) {
        let next = used + cluster_width(cluster);
        if next > cells {
            return (&s[..at], used);
        }
        used = next;
    }
    (s, used)
}

/// The text where it fits into so many cells, else its beginning and `…`. For one line: see
/// [`safe_line`](super::safe_line).
pub fn ellipsize(s: &str, cells: usize) -> Cow<'_, str> {
    ellipsize_with(s, cells, "…")
}

/// As [`ellipsize`], with another mark for what was cut.
pub fn ellipsize_with<'s>(s: &'s str, cells: usize, mark: &str) -> Cow<'s, str> {
    if cut(s, cells).0.len() == s.len() {
        return Cow::Borrowed(s);
    }
    let (mark, taken) = cut(mark, cells);
    let kept = cut(s, cells - taken).0.trim_end();
    Cow::Owned(format!("{kept}{mark}"))
}

/// Cells of one cluster of stored text.
pub(super) fn cluster_width(cluster: &str) -> usize {
    measure(cluster).1
}

/// The bytes and the cells of a cluster's shown form.
pub(super) fn measure(cluster: &str) -> (usize, usize) {
    match cluster.as_bytes() {
        [b' '..=b'~'] => return (1, 1),
        b"\n" | b"\r\n" => return (1, 0),
        _ => {}
    }
    match shown(cluster) {
        Cow::Borrowed(form) if form.len() == cluster.len() => (form.len(), form.cell_width() as usize),
        form => (form.len(), form.graphemes(true).map(|part| part.cell_width() as usize).sum()),
    }
}

/// Text of one-cell characters that are shown as they are: bytes, clusters and cells are the same.
pub(super) fn is_printable_ascii(s: &str) -> bool {
    s.bytes().all(is_printable)
}

fn is_printable(byte: u8) -> bool {
    (b' '..=b'~').contains(&byte)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    use super::*;
    use crate::text::{safe, tests::any_text};

    #[test]
    fn widths_are_those_of_ratatui() {
        let known =
            [("family 👨‍👩‍👧", 9), ("❤️", 2), ("1️⃣", 2), ("ｶﾞ", 3), ("🇨🇳🇩🇪", 4), ("e\u{301}", 1), ("小米", 4)];
        for (s, cells) in known {
            assert_eq!(width(s), cells, "{s}");
        }
        assert_eq!(width("a\tb"), 6);
        assert_eq!(width("\u{1b}\u{9b}"), 7, "␛ and \\u{{9b}}");
        assert_eq!(width("\u{202e}\u{301}"), 2, "two marks");
    }

    #[test]
    fn a_cut_keeps_clusters_whole() {
        assert_eq!(cut("hello", 3), ("hel", 3));
        assert_eq!(cut("hi", 3), ("hi", 2));
        assert_eq!(cut("abe\u{301}", 2), ("ab", 2));
        assert_eq!(cut("abe\u{301}x", 3), ("abe\u{301}", 3));
        assert_eq!(cut("a👨‍👩‍👧b", 2), ("a", 1));
        assert_eq!(cut("小米", 0), ("", 0));
    }

    #[test]
    fn what_is_cut_is_marked() {
        assert!(matches!(ellipsize("fits", 4), Cow::Borrowed("fits")));
        assert_eq!(ellipsize("a few words", 7), "a few…");
        assert_eq!(ellipsize("小米小", 5), "小米…");
        assert_eq!(ellipsize_with("abcdef", 5, "..."), "ab...");
        assert_eq!(ellipsize_with("abcdef", 2, "..."), "..");
        assert_eq!(ellipsize("ab", 0), "");
    }

    proptest! {
        #[test]
        fn stored_and_shown_text_measure_alike(s in any_text()) {
            prop_assert_eq!(width(&s), width(&safe(&s)));
        }

        #[test]
        fn simple_text_has_as_many_cells_as_characters(s in "[ -~\u{a0}-\u{301}\u{2500}-\u{25ff}–—•…←-↓◆★✓️\u{200d}]{0,6}") {
            if let Some(cells) = one_cell_each(&s) {
                prop_assert_eq!(cells, s.graphemes(true).map(cluster_width).sum::<usize>(), "{:?}", s);
                prop_assert_eq!(cells, s.graphemes(true).count());
                prop_assert_eq!(safe(&s), s.as_str());
            }
        }

        #[test]
        fn ratatui_draws_as_many_cells_as_are_counted(s in any_text()) {
            let line = safe(&s).replace('\n', "");
            let mut buffer = Buffer::empty(Rect::new(0, 0, 2000, 1));
            #[expect(clippy::disallowed_methods, reason = "ratatui's own counting is what is compared")]
            let (end, _) = buffer.set_stringn(0, 0, &line, 2000, Style::new());
            prop_assert_eq!(width(&line), end as usize, "{:?}", line);
        }

        #[test]
        fn a_cut_fits_and_is_the_longest_that_fits(s in any_text(), cells in 0usize..12) {
            let (head, taken) = cut(&s, cells);
            prop_assert_eq!(taken, width(head));
            prop_assert!(taken <= cells);
            if let Some(next) = graphemes(&s[head.len()..]).next() {
                prop_assert!(taken + width(next) > cells);
            }
            prop_assert!(width(&ellipsize(&s, cells)) <= cells);
        }
    }
}
