//! Where two texts differ: what lies between their common beginning and their common end.
//!
//! It must not know what the texts are, nor who wants to know.

use std::ops::Range;

/// The bytes that differ, as a range of each text; no character is split. Both are empty where the texts are equal.
pub fn difference(old: &str, new: &str) -> (Range<usize>, Range<usize>) {
    let mut head = common_head(old.as_bytes(), new.as_bytes());
    while !old.is_char_boundary(head) || !new.is_char_boundary(head) {
        head -= 1;
    }
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let mut tail = common_tail(old_rest.as_bytes(), new_rest.as_bytes());
    while !old_rest.is_char_boundary(old_rest.len() - tail)
        || !new_rest.is_char_boundary(new_rest.len() - tail)
    {
        tail -= 1;
    }
    (head..old.len() - tail, head..new.len() - tail)
}

/// Compared at once: many times as quick as one byte after the other, which megabytes of text show.
const BLOCK: usize = 64;

fn common_head(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.chunks_exact(BLOCK).zip(other.chunks_exact(BLOCK));
    let whole = BLOCK * blocks.take_while(|(one, other)| one == other).count();
    let rest = one[whole..].iter().zip(&other[whole..]);
    whole + rest.take_while(|(one, other)| one == other).count()
}

fn common_tail(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.rchunks_exact(BLOCK).zip(other.rchunks_exact(BLOCK));
    let whole = BLOCK * blocks.take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[..one.len() - whole], &other[..other.len() - whole]);
    let rest = one.iter().rev().zip(other.iter().rev());
    whole + rest.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tests::any_text;
    use proptest::prelude::*;

    #[test]
    fn what_differs_lies_between_the_common_ends() {
        let cases = [
            ("", "", (0..0, 0..0)),
            ("same", "same", (4..4, 4..4)),
            ("", "new", (0..0, 0..3)),
            ("aXb", "aYZb", (1..2, 1..3)),
            ("aa", "aaa", (2..2, 2..3)),
            ("é", "è", (0..2, 0..2)),
            ("\u{e9}", "\u{1e9}", (0..2, 0..2)),
        ];
        for (old, new, ranges) in cases {
            assert_eq!(difference(old, new), ranges, "{old:?} {new:?}");
        }
    }

    proptest! {
        #[test]
        fn the_new_text_is_the_old_one_with_the_difference_put_in(
            head in any_text(), old in any_text(), new in any_text(), tail in any_text(),
        ) {
            let long = "x".repeat(3 * BLOCK);
            let (old, new) = (format!("{head}{long}{old}{long}{tail}"), format!("{head}{long}{new}{long}{tail}"));
            let (from, to) = difference(&old, &new);
            let mut patched = old.clone();
            patched.replace_range(from.clone(), &new[to.clone()]);
            prop_assert_eq!(&patched, &new);
            let first = |text: &str, at: usize| text[at..].chars().next();
            let shortest = from.is_empty() || to.is_empty() || first(&old, from.start) != first(&new, to.start);
            prop_assert!(shortest);
        }
    }
}
