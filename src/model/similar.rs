//! How alike two texts read, by the runs of three letters that they share. Knows nothing of items.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The trigrams of a text in any case, as sorted hashes.
pub fn trigrams(text: &str) -> Vec<u64> {
    let padded = [' ', ' '].into_iter().chain(text.trim().chars()).chain([' ']);
    let letters = padded.flat_map(char::to_lowercase).collect::<Vec<char>>();
    let hash = |gram: &[char]| {
        let mut hasher = DefaultHasher::new();
        gram.hash(&mut hasher);
        hasher.finish()
    };
    let mut grams = letters.windows(3).map(hash).collect::<Vec<u64>>();
    grams.sort_unstable();
    grams
}

/// How many values two sorted lists share, duplicates too.
pub fn shared(left: &[u64], right: &[u64]) -> usize {
    let (mut at, mut other, mut shared) = (0, 0, 0);
    while let (Some(one), Some(two)) = (left.get(at), right.get(other)) {
        match one.cmp(two) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => (at, other, shared) = (at + 1, other + 1, shared + 1),
        }
    }
    shared
}

/// How alike two texts are, from 0 to 1.
pub fn similarity(left: &str, right: &str) -> f64 {
    dice(&trigrams(left), &trigrams(right))
}

/// Dice's coefficient of two sorted multisets, 0 to 1.
pub fn dice(left: &[u64], right: &[u64]) -> f64 {
    let all = (left.len() + right.len()).max(1) as u32;
    2.0 * f64::from(shared(left, right) as u32) / f64::from(all)
}
