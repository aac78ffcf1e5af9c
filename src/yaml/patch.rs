//! Splices: what an operation answers with, how they are put in order and applied.
//! It must not know YAML beyond lines.

use std::ops::Range;

use super::lines;

/// One splice: the bytes of `range` become `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// Bytes of the old text.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

impl Patch {
    pub(super) fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::new(at..at, text)
    }

    pub(super) fn cut(range: Range<usize>) -> Self {
        Self::new(range, String::new())
    }
}

/// Applies the patches of one operation in place and answers with those that undo it, in offsets of the new text.
///
/// The patches are disjoint and sorted, as every operation gives them. The bytes between the first and the last patch
/// are copied once; what follows moves only when the length changes, or when the patches lie far apart.
pub fn apply(text: &mut String, patches: &[Patch]) -> Vec<Patch> {
    let (Some(first), Some(last)) = (patches.first(), patches.last()) else { return Vec::new() };
    let whole = first.range.start..last.range.end;
    let mut middle = String::with_capacity(whole.len());
    let mut inverse = Vec::with_capacity(patches.len());
    let mut from = whole.start;
    for patch in patches {
        middle.push_str(&text[from..patch.range.start]);
        let start = whole.start + middle.len();
        middle.push_str(&patch.text);
        inverse.push(Patch::new(start..whole.start + middle.len(), &text[patch.range.clone()]));
        from = patch.range.end;
    }
    if middle.len() < LONG {
        text.replace_range(whole, &middle);
    } else {
        let tail = text.split_off(whole.end);
        text.truncate(whole.start);
        text.push_str(&middle);
        text.push_str(&tail);
    }
    inverse
}

/// From this many bytes on, copying the text's tail twice is cheaper than the byte-wise `String::replace_range`.
const LONG: usize = 64 * 1024;

/// Puts planned patches in order and joins those that touch.
///
/// Plans treat a last line without line end as if it had one: a range may end one byte past the text. Here that byte
/// goes again, so that the file keeps ending without a line end; with `ends_in_block` it stays, because the text of a
/// block at the very end would otherwise lose its newline.
pub(super) fn settle(text: &str, mut patches: Vec<Patch>, ends_in_block: bool) -> Vec<Patch> {
    patches.retain(|p| !p.range.is_empty() || !p.text.is_empty());
    patches.sort_by_key(|p| (p.range.start, p.range.end));
    let mut joined: Vec<Patch> = Vec::with_capacity(patches.len());
    for patch in patches {
        match joined.last_mut().filter(|before| before.range.end == patch.range.start) {
            Some(before) => {
                before.range.end = patch.range.end;
                before.text.push_str(&patch.text);
            }
            None => joined.push(patch),
        }
    }
    if let Some(last) = joined.last_mut().filter(|p| p.range.end > text.len()) {
        let eol = lines::line_ending(text);
        let start = last.range.start.min(text.len());
        if !ends_in_block {
            let kept = last.text.strip_suffix(eol).map(str::len);
            last.text.truncate(kept.unwrap_or(last.text.len()));
        }
        if last.text.is_empty() && !ends_in_block {
            last.range = lines::before_break(text, start)..text.len();
        } else {
            if last.range.start > text.len() && !last.text.is_empty() {
                last.text.insert_str(0, eol);
            }
            last.range = start..text.len();
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_of_several_patches_restores_the_text() {
        let mut text = String::from("one two three");
        let patches = [Patch::new(0..3, "1"), Patch::insert(4, "and "), Patch::cut(7..13)];
        let inverse = apply(&mut text, &patches);
        assert_eq!(text, "1 and two");
        apply(&mut text, &inverse);
        assert_eq!(text, "one two three");
    }

    #[test]
    fn patches_far_apart_come_out_as_near_ones_do() {
        let middle = "x".repeat(LONG);
        let mut text = format!("ab{middle}cd");
        let end = text.len();
        let inverse = apply(&mut text, &[Patch::cut(1..2), Patch::insert(end - 1, "!")]);
        assert_eq!(text, format!("a{middle}c!d"));
        apply(&mut text, &inverse);
        assert_eq!(text, format!("ab{middle}cd"));
    }

    #[test]
    fn a_line_added_after_a_last_line_without_line_end_leaves_none_behind_it() {
        let patches = settle("- a", vec![Patch::insert(4, "- b\n")], false);
        assert_eq!(patches, [Patch::insert(3, "\n- b")]);
    }

    #[test]
    fn the_line_end_before_removed_last_lines_goes_with_them() {
        let patches = settle("- a\n- b", vec![Patch::cut(4..8)], false);
        assert_eq!(patches, [Patch::cut(3..7)]);
        let kept = settle("- |\n  a\n- b", vec![Patch::cut(8..12)], true);
        assert_eq!(kept, [Patch::cut(8..11)]);
    }
}
