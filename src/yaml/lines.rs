//! Lines of a text: where they start, end and how far they are indented.
//! It must not know nodes; all positions are byte offsets. A lone CR ends a line, as it does for YAML parsers.

/// The mark some programs put before the first line; no part of that line.
pub(super) const BOM: char = '\u{feff}';

/// Start of the line that holds `at`.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let bytes = &text.as_bytes()[..at];
    let start = bytes.iter().rposition(|&b| is_break(b)).map_or(0, |i| i + 1);
    if start == 0 && text.starts_with(BOM) { BOM.len_utf8().min(at) } else { start }
}

/// End of the line that holds `at`, before its line end.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.as_bytes()[at..].iter().position(|&b| is_break(b)).map_or(text.len(), |i| at + i)
}

/// Start of the line after the one that holds `at`; the text's end for the last one.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    end + break_len(&text.as_bytes()[end..])
}

/// Like [`next_line`], but one past the text's end when the last line lacks its line end: edits are planned as if it
/// were there, and [`super::patch::settle`] takes it away again.
pub(super) fn after_line(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    let width = break_len(&text.as_bytes()[end..]);
    if width == 0 && line_start(text, end) < end { end + 1 } else { end + width }
}

/// Start of the line above the one that starts at `start`, if there is one.
pub(super) fn line_above(text: &str, start: usize) -> Option<usize> {
    let above = before_break(text, start);
    (above < start).then(|| line_start(text, above))
}

/// `at` without the line end directly before it, if there is one.
pub(super) fn before_break(text: &str, at: usize) -> usize {
    match &text.as_bytes()[..at] {
        [.., b'\r', b'\n'] => at - 2,
        [.., b'\r' | b'\n'] => at - 1,
        _ => at,
    }
}

/// How many bytes `at` stands to the right of its line's start.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}

/// How many spaces `line` begins with.
pub(super) fn indent_of(line: &str) -> usize {
    line.bytes().take_while(|&b| b == b' ').count()
}

/// Whether only spaces stand before `at` on its line.
pub(super) fn alone_before(text: &str, at: usize) -> bool {
    text.as_bytes()[line_start(text, at)..at].iter().all(|&b| b == b' ')
}

/// Whether nothing but blanks and a comment follows `at` on its line.
pub(super) fn alone_after(text: &str, at: usize) -> bool {
    let rest = &text[at..line_end(text, at)];
    let content = rest.trim_start_matches([' ', '\t']);
    content.is_empty() || (content.starts_with('#') && content.len() < rest.len())
}

/// The line end of the text's first line; `\n` for a text of one line.
pub(super) fn line_ending(text: &str) -> &'static str {
    let end = line_end(text, 0);
    match &text.as_bytes()[end..] {
        [b'\r', b'\n', ..] => "\r\n",
        [b'\r', ..] => "\r",
        _ => "\n",
    }
}

/// Line and column of a byte offset, both from 1; the column counts characters.
pub fn line_col(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let above = &text.as_bytes()[..offset];
    let mut breaks = text[..offset].matches('\n').count();
    if above.contains(&b'\r') {
        let lone = |&i: &usize| above[i] == b'\r' && text.as_bytes().get(i + 1) != Some(&b'\n');
        breaks += (0..offset).filter(lone).count();
    }
    let start = line_start(text, offset);
    (breaks + 1, text[start..offset].chars().count() + 1)
}

pub(super) fn is_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

fn break_len(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_lf_crlf_and_a_lone_cr() {
        let text = "a\r\nb\rc\nd";
        assert_eq!((line_start(text, 3), line_end(text, 3), next_line(text, 3)), (3, 4, 5));
        assert_eq!((line_start(text, 5), next_line(text, 5)), (5, 7));
        assert_eq!((next_line(text, 7), after_line(text, 7)), (8, 9));
        assert_eq!((line_above(text, 5), line_above(text, 0)), (Some(3), None));
        assert_eq!((line_ending(text), line_ending("a\rb"), line_ending("a")), ("\r\n", "\r", "\n"));
    }

    #[test]
    fn a_column_counts_characters_and_not_the_byte_order_mark() {
        assert_eq!(line_col("\u{feff}a: 小米 x", 12), (1, 6));
        assert_eq!(line_col("a\r\nb\rc", 5), (3, 1));
        assert_eq!(line_col("a", 99), (1, 2));
    }
}
