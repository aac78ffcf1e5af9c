//! Which item of one version is which of another, without ids in the file: passes from exact to similar.
//! Source: measurements, 5.1. Knows only sections, tags and words; never what a merge does with a match.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::similar::{dice, trigrams};

/// What an item is matched by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trait<'a> {
    /// The list it stands in; the same number in all versions.
    pub(super) section: usize,
    /// Its tag.
    pub(super) tag: Option<&'a str>,
    /// Its words.
    pub(super) text: &'a str,
}

/// How far a match must lead before the second best; else both items stay.
const LEAD: f64 = 0.1;

/// A pass over items that are not matched yet: which pairs come into question, and how similar they must be.
struct Pass {
    same_tag: bool,
    same_section: bool,
    least: f64,
}

const SIMILAR: [Pass; 3] = [
    Pass { same_tag: true, same_section: true, least: 0.6 },
    Pass { same_tag: true, same_section: false, least: 0.7 },
    Pass { same_tag: false, same_section: true, least: 0.8 },
];

/// For each item of `old` the one of `new` that it became; each is used once.
pub(super) fn matched(old: &[Trait<'_>], new: &[Trait<'_>]) -> Vec<Option<usize>> {
    further(old, new, vec![None; old.len()])
}

/// The same for those that are not found yet.
pub(super) fn further(
    old: &[Trait<'_>],
    new: &[Trait<'_>],
    mut found: Vec<Option<usize>>,
) -> Vec<Option<usize>> {
    let mut used = vec![false; new.len()];
    for index in found.iter().flatten() {
        used[*index] = true;
    }
    exact(old, new, &mut found, &mut used, |item| (Some(item.section), item.tag, item.text));
    exact(old, new, &mut found, &mut used, |item| (None, item.tag, item.text));
    let grams = Grams::of(old, new, &found, &used);
    for pass in &SIMILAR {
        similar(old, new, &mut found, &mut used, pass, &grams);
    }
    found
}

/// Pairs of items that are equal in section, tag and words, duplicates in order.
pub(super) fn equal(old: &[Trait<'_>], new: &[Trait<'_>]) -> Vec<Option<usize>> {
    let mut found = vec![None; old.len()];
    let mut used = vec![false; new.len()];
    exact(old, new, &mut found, &mut used, |item| (Some(item.section), item.tag, item.text));
    found
}

type Key<'a> = (Option<usize>, Option<&'a str>, &'a str);

fn exact<'a>(
    old: &[Trait<'a>],
    new: &[Trait<'a>],
    found: &mut [Option<usize>],
    used: &mut [bool],
    key: impl Fn(&Trait<'a>) -> Key<'a>,
) {
    let mut free: HashMap<Key<'a>, Vec<usize>> = HashMap::new();
    for (index, item) in new.iter().enumerate().rev().filter(|(index, _)| !used[*index]) {
        free.entry(key(item)).or_default().push(index);
    }
    for (index, item) in old.iter().enumerate() {
        if found[index].is_none()
            && let Some(other) = free.get_mut(&key(item)).and_then(Vec::pop)
        {
            found[index] = Some(other);
            used[other] = true;
        }
    }
}

/// The trigrams of the words that no exact pass has matched, as sorted hashes.
struct Grams {
    old: Vec<Vec<u64>>,
    new: Vec<Vec<u64>>,
}

impl Grams {
    fn of(old: &[Trait<'_>], new: &[Trait<'_>], found: &[Option<usize>], used: &[bool]) -> Self {
        let of = |free: bool, item: &Trait<'_>| if free { trigrams(item.text) } else { Vec::new() };
        Self {
            old: old.iter().zip(found).map(|(item, other)| of(other.is_none(), item)).collect(),
            new: new.iter().zip(used).map(|(item, used)| of(!used, item)).collect(),
        }
    }
}

/// The best and the second best of a row or column of similarities.
#[derive(Clone, Copy, Default)]
struct Lead {
    best: f64,
    partner: usize,
    second: f64,
}

impl Lead {
    fn see(&mut self, similarity: f64, partner: usize) {
        if similarity > self.best {
            *self = Self { best: similarity, partner, second: self.best };
        } else if similarity > self.second {
            self.second = similarity;
        }
    }

    fn is_clear(&self, least: f64) -> bool {
        self.best >= least && self.best - self.second >= LEAD
    }
}

fn similar(
    old: &[Trait<'_>],
    new: &[Trait<'_>],
    found: &mut [Option<usize>],
    used: &mut [bool],
    pass: &Pass,
    grams: &Grams,
) {
    let group = |item: &Trait<'_>| {
        let mut hasher = DefaultHasher::new();
        (pass.same_tag.then_some(item.tag), pass.same_section.then_some(item.section)).hash(&mut hasher);
        hasher.finish()
    };
    let mut free: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, item) in new.iter().enumerate().filter(|(index, _)| !used[*index]) {
        free.entry(group(item)).or_default().push(index);
    }
    let (mut rows, mut columns) = (vec![Lead::default(); old.len()], vec![Lead::default(); new.len()]);
    for (index, item) in old.iter().enumerate().filter(|(index, _)| found[*index].is_none()) {
        for &other in free.get(&group(item)).into_iter().flatten() {
            let candidate = &new[other];
            let fits = (candidate.tag == item.tag) == pass.same_tag
                && (candidate.section == item.section) == pass.same_section;
            if fits {
                let similarity = dice(&grams.old[index], &grams.new[other]);
                rows[index].see(similarity, other);
                columns[other].see(similarity, index);
            }
        }
    }
    for (index, row) in rows.iter().enumerate() {
        let column = columns.get(row.partner);
        if row.is_clear(pass.least)
            && column.is_some_and(|column| column.partner == index && column.is_clear(pass.least))
        {
            found[index] = Some(row.partner);
            used[row.partner] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item<'a>(section: usize, tag: &'a str, text: &'a str) -> Trait<'a> {
        Trait { section, tag: (!tag.is_empty()).then_some(tag), text }
    }

    #[test]
    fn a_moved_a_reworded_and_a_retagged_item_are_found_again() {
        let old = [
            item(0, "A", "moves elsewhere"),
            item(0, "B", "limited success in premium segments"),
            item(1, "", "the very same words stay"),
            item(1, "C", "gone"),
        ];
        let new = [
            item(1, "NEW", "the very same words stay"),
            item(1, "A", "moves elsewhere"),
            item(0, "B", "limited success in the premium segment"),
            item(1, "C", "something else"),
        ];
        assert_eq!(matched(&old, &new), [Some(1), Some(2), Some(0), None]);
    }

    #[test]
    fn without_a_clear_lead_nothing_is_matched() {
        let old = [item(0, "A", "sell more phones in 2025")];
        let new = [item(0, "A", "sell more phones in 2026"), item(0, "A", "sell more phones in 2027")];
        assert_eq!(matched(&old, &new), [None]);
    }

    #[test]
    fn duplicates_are_matched_in_order() {
        let twice = [item(0, "A", "x"), item(0, "A", "x")];
        assert_eq!(matched(&twice, &twice), [Some(0), Some(1)]);
        assert_eq!(matched(&twice[..1], &twice), [Some(0)]);
    }
}
