//! Two texts of one board compared by their items: which stored version a text is based on, and what a text has lost.
//! Source: measurements, 4 and 5.1. Counts; never merges.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::lines;
use super::matching::{self, Trait};
use super::proof;
use crate::document::{Document, Read};
use crate::model::similar::{dice, trigrams};
use crate::model::{Board, Head, ItemView, similar};

/// How many candidates are read as boards, beside the newest.
const READ: usize = 6;

/// From this similarity on, words are the same ones, mended (a word more, a letter less).
const MENDED: f64 = 0.8;

/// From this many lost items on, the loss is a mass removal.
const MANY: usize = 10;

/// From more than this share of the items on, in percent, too.
const SHARE: usize = 30;

/// The candidate that `theirs` is based on: the one with the fewest items and heading lines added, removed or changed.
///
/// `candidates` stand newest first, and of equal ones the newest is taken: a version that somebody saved over is then
/// no deletion, and an item that was added last and reworded is no second one: it may have been reworded `by_hand`, or the
/// newest version came so lately that nobody can have read it, and then other words are another item. Candidates that are
/// no board are passed over; nothing where none is left, or where theirs is no board.
pub fn best_base(candidates: &[&str], theirs: &str, stem: Option<&str>, by_hand: bool) -> Option<usize> {
    let wanted = told(theirs, stem)?;
    let lines = line_hashes(theirs);
    let distances = candidates.iter().map(|text| distance(&line_hashes(text), &lines));
    let mut ranked = distances.enumerate().map(|(index, far)| (far, index)).collect::<Vec<_>>();
    ranked.sort_unstable();
    let nearest = ranked.iter().map(|(_, index)| *index);
    let difference =
        |index: usize| Some((told(candidates[index], stem)?.differences(&wanted, by_hand), index));
    let newest = (0..candidates.len()).find_map(difference);
    let others = nearest.filter(|index| newest.is_none_or(|(_, newest)| newest != *index));
    let found = others.filter_map(difference).take(READ).chain(newest).min();
    found.map(|(_, index)| index)
}

/// The lines of a text as sorted hashes, blanks around them aside.
fn line_hashes(text: &str) -> Vec<u64> {
    let mut hashes = text.lines().map(|line| hash_of(line.trim())).collect::<Vec<u64>>();
    hashes.sort_unstable();
    hashes
}

fn hash_of(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// How many lines stand in one of two texts only.
fn distance(left: &[u64], right: &[u64]) -> usize {
    left.len() + right.len() - 2 * similar::shared(left, right)
}

/// What a board says, for comparing it.
struct Told {
    items: Vec<Item>,
    /// Each with the sheet that it is of: its kind and which one of that kind; nothing for the board.
    heads: HashMap<(Option<u64>, Head), String>,
}

struct Item {
    /// The list that it stands in, the same in all versions.
    list: u64,
    tag: Option<String>,
    words: String,
    said: String,
    offset: usize,
}

fn told(text: &str, stem: Option<&str>) -> Option<Told> {
    match Document::read(text.to_owned(), stem) {
        Read::Board(document, _) => Some(Told::of(document.board())),
        Read::Refused(_) => None,
    }
}

impl Told {
    fn of(board: &Board) -> Self {
        let mut seen = HashMap::new();
        let sheets = board.sheets.iter().map(|sheet| {
            let count: &mut usize = seen.entry(sheet.kind.map(crate::model::Kind::key)).or_default();
            *count += 1;
            hash_of((sheet.kind.map(crate::model::Kind::key), *count))
        });
        let sheets = sheets.collect::<Vec<u64>>();
        let of_sheets = sheets.iter().zip(&board.sheets);
        let of_sheets =
            of_sheets.flat_map(|(key, sheet)| sheet.heads.iter().map(move |head| (Some(*key), head)));
        let heads = board.heads.iter().map(|head| (None, head)).chain(of_sheets);
        let heads = heads.filter(|(_, (_, text))| !text.is_empty());
        let heads = heads.map(|(sheet, (head, text))| ((sheet, *head), proof::of_head(*head, text)));
        let items = board.all_items().map(|(at, view)| {
            let pane = board.pane(at.list).map(|pane| pane.key.as_str());
            let list = hash_of((sheets[at.list.sheet], pane, at.list.objective.is_some()));
            Item::of(view, list)
        });
        Self { items: items.collect(), heads: heads.collect() }
    }

    /// Items and heading lines that one has more, has less, or has otherwise. One with quite other words is one less and
    /// one more.
    fn differences(&self, other: &Self, by_hand: bool) -> usize {
        let found = self.matched(other);
        let partners = || self.items.iter().zip(&found);
        let same = partners().filter_map(|(item, partner)| Some((item, &other.items[(*partner)?])));
        let (pairs, changed) = same.fold((0, 0), |(pairs, changed), (mine, others)| {
            let is_other = mine.list != others.list || mine.said != others.said;
            let is_new = mine.words != others.words && !(by_hand && mine.is_reworded(others));
            (pairs + 1, changed + usize::from(is_other) + usize::from(is_new))
        });
        let heads = |one: &Self, two: &Self, count: fn(Option<&String>, &String) -> bool| {
            one.heads.iter().filter(|(at, text)| count(two.heads.get(at), text)).count()
        };
        let gone_or_changed = heads(self, other, |there, text| there != Some(text));
        let added = heads(other, self, |there, _| there.is_none());
        self.items.len() + other.items.len() - 2 * pairs + changed + gone_or_changed + added
    }

    /// For each item the one of the other board that it became.
    fn matched(&self, other: &Self) -> Vec<Option<usize>> {
        let mut lists = HashMap::new();
        let [mine, others] = [self, other].map(|told| told.traits(&mut lists));
        matching::matched(&mine, &others)
    }

    /// What its items are matched by; `lists` numbers the lists of both boards.
    fn traits(&self, lists: &mut HashMap<u64, usize>) -> Vec<Trait<'_>> {
        let traits = self.items.iter().map(|item| {
            let next = lists.len();
            let section = *lists.entry(item.list).or_insert(next);
            Trait { section, tag: item.tag.as_deref(), text: &item.words }
        });
        traits.collect()
    }
}

impl Item {
    /// Whether the other words are these, mended.
    fn is_reworded(&self, other: &Self) -> bool {
        dice(&trigrams(&self.words), &trigrams(&other.words)) >= MENDED
    }

    fn of(view: ItemView<'_>, list: u64) -> Self {
        let words = view.text().trim_end_matches('\n').to_owned();
        let (tag, offset) = (view.tag().map(str::to_owned), view.offset());
        Self { list, tag, words, said: lines::said(view), offset }
    }
}

/// What a text of a board has lost against an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Losses {
    /// How many items of the earlier text it has no more; key results count too.
    pub removed: usize,
    /// How many items the earlier text has.
    pub of: usize,
    /// Whether they are exactly the last ones of the document: a file that is being written slowly looks like that.
    pub is_tail: bool,
}

impl Losses {
    /// Whether so much is gone that a person should hear of it. Source: measurements, 4.
    pub fn is_mass(&self) -> bool {
        self.removed >= MANY || self.removed * 100 > self.of * SHARE
    }
}

/// What `after` has lost of `before`. An item that was reworded or moved is not lost.
pub fn losses(before: &Board, after: &Board) -> Losses {
    let (old, new) = (Told::of(before), Told::of(after));
    let found = old.matched(&new);
    let of_lost = |lost: bool| {
        let items = old.items.iter().zip(&found).filter(move |(_, partner)| partner.is_none() == lost);
        items.map(|(item, _)| item.offset)
    };
    let removed = of_lost(true).count();
    // The last item of a half-written file may be cut, and then is none of the old ones.
    let last = new.items.iter().map(|item| item.offset).max();
    let cut = |index: usize| Some(new.items[index].offset) == last;
    let known = found.iter().flatten().copied().collect::<HashSet<usize>>();
    let nothing_new = (0..new.items.len()).all(|index| known.contains(&index) || cut(index));
    let ends = of_lost(true).min().is_some_and(|first| of_lost(false).all(|kept| kept < first));
    Losses { removed, of: old.items.len(), is_tail: ends && nothing_new }
}

#[cfg(test)]
mod tests;
