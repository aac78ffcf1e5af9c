//! Texts compared by their lines, blanks around them aside: cheap, and without reading them as boards.

use std::collections::HashMap;

/// How often each line stands in a text.
pub(super) fn counts(text: &str) -> HashMap<&str, usize> {
    let mut counts = HashMap::with_capacity(text.len() / 16);
    for line in text.lines() {
        *counts.entry(line.trim()).or_default() += 1;
    }
    counts
}

/// Whether a text has every line of another as often: then nothing of that was taken away or changed.
pub(super) fn has_all(text: &str, of: &str) -> bool {
    let mut left = counts(text);
    of.lines().all(|line| match left.get_mut(line.trim()) {
        Some(0) | None => false,
        Some(count) => {
            *count -= 1;
            true
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_as_often_as_they_stand_there() {
        assert!(has_all("a\nb\na\nc\n", "a\na\n"));
        assert!(has_all("a\n  b\n", "b\na"));
        assert!(!has_all("a\nb\n", "a\na\n"));
        assert!(!has_all("a\nb\n", "a\nc\n"));
    }
}
