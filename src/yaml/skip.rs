//! Stepping over what stands between two tokens: blanks, comments, separators, anchors and tags.
//! It must not know nodes; it is only called at positions between tokens, where a `#` always begins a comment.

use super::lines::{BOM, is_break};

/// First byte at or after `at` that is neither blank nor part of a comment; at most `limit`.
pub(super) fn gap(text: &str, mut at: usize, limit: usize) -> usize {
    let bytes = text.as_bytes();
    while at < limit {
        match bytes[at] {
            b' ' | b'\t' | b'\r' | b'\n' => at += 1,
            b'#' => at += bytes[at..limit].iter().position(|&b| is_break(b)).unwrap_or(limit - at),
            0xef if text[at..].starts_with(BOM) => at += BOM.len_utf8(),
            _ => break,
        }
    }
    at
}

/// The position after the indicator `byte`, if it is the next thing after the gap at `at`.
pub(super) fn indicator(text: &str, at: usize, limit: usize, byte: u8) -> Option<usize> {
    let found = gap(text, at, limit);
    (found < limit && text.as_bytes()[found] == byte).then_some(found + 1)
}

/// Like [`indicator`] for one that counts only before a blank (`?`, and `:` in block context).
pub(super) fn spaced_indicator(text: &str, at: usize, limit: usize, byte: u8) -> Option<usize> {
    indicator(text, at, limit, byte)
        .filter(|&after| after >= limit || matches!(text.as_bytes()[after], b' ' | b'\t' | b'\r' | b'\n'))
}

/// The end of the anchor or tag that is the next thing after the gap at `at`, with its own start.
pub(super) fn property(text: &str, at: usize, limit: usize, flow: bool) -> Option<(usize, usize)> {
    let start = gap(text, at, limit);
    let bytes = &text.as_bytes()[start..limit];
    let length = match bytes {
        [b'!', b'<', ..] => bytes.iter().position(|&b| b == b'>').map(|i| i + 1),
        [b'&' | b'!', ..] => bytes.iter().position(|&b| ends_property(b, flow)),
        _ => return None,
    };
    Some((start, start + length.unwrap_or(bytes.len())))
}

fn ends_property(byte: u8, flow: bool) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n') || (flow && matches!(byte, b',' | b'[' | b']' | b'{' | b'}'))
}
