//! Where clusters, words and lines begin and end in a text, seen from a caret's byte.
//!
//! It only looks; it must not know how a caret is moved.

use unicode_segmentation::UnicodeSegmentation;

/// The start of the cluster that holds a byte; the end of the text for what lies beyond it.
pub(super) fn cluster_start(text: &str, byte: usize) -> usize {
    if byte >= text.len() {
        return text.len();
    }
    let start = text.as_bytes()[..byte].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
    let clusters = text[start..].grapheme_indices(true).map(|(at, _)| start + at);
    // The `\n` of a CRLF begins no cluster, so the search starts before it.
    clusters.take_while(|&at| at <= byte).last().unwrap_or(start)
}

/// The start of the cluster left of the caret.
pub(super) fn cluster_left(text: &str, caret: usize) -> usize {
    text[..caret].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
}

/// The end of the cluster right of the caret, or of the one that the caret stands in.
pub(super) fn cluster_right(text: &str, caret: usize) -> usize {
    let start = cluster_start(text, caret);
    text[start..].graphemes(true).next().map_or(text.len(), |cluster| start + cluster.len())
}

/// The start of the caret's line.
pub(super) fn line_start(text: &str, caret: usize) -> usize {
    text[..caret].rfind('\n').map_or(0, |at| at + 1)
}

/// The end of the caret's line, before its break.
pub(super) fn line_end(text: &str, caret: usize) -> usize {
    text[caret..].find('\n').map_or(text.len(), |at| caret + at)
}

/// As readline's `backward-word`: over what is no word, then over the word.
pub(super) fn word_left(text: &str, caret: usize) -> usize {
    let mut clusters =
        text[..caret].grapheme_indices(true).rev().skip_while(|(_, cluster)| !is_word(cluster));
    let Some((mut start, _)) = clusters.next() else { return 0 };
    for (at, cluster) in clusters {
        if !is_word(cluster) {
            break;
        }
        start = at;
    }
    start
}

/// As readline's `forward-word`: over what is no word, then to the word's end.
pub(super) fn word_right(text: &str, caret: usize) -> usize {
    let mut in_word = false;
    for (at, cluster) in text[caret..].grapheme_indices(true) {
        if in_word && !is_word(cluster) {
            return caret + at;
        }
        in_word |= is_word(cluster);
    }
    text.len()
}

/// Letters and digits as in readline; emoji too, so that deleting a word after one does not take the word before it.
fn is_word(cluster: &str) -> bool {
    let emoji = |c| matches!(c, '\u{231a}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}');
    cluster.chars().next().is_some_and(|c| c.is_alphanumeric() || emoji(c)) || cluster.contains('\u{20e3}') // keycaps: `#️⃣`
}
