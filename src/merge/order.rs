//! The order of a merged list: what stayed keeps the base's order, what a side moved or added stands behind what it
//! stood behind there. Content decides between the sides, never which of them is ours. Knows only positions and keys.

use std::collections::{HashMap, HashSet};

/// An item of the merged list and where it stood in this list, in each version.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    /// What it says: decides where both orders are possible.
    pub(super) key: String,
    /// Its index in the base's list.
    pub(super) base: Option<usize>,
    /// Its index in ours and in theirs; at least one is there.
    pub(super) sides: [Option<usize>; 2],
}

/// Who says where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Nobody moved it: the base's order holds.
    Kept,
    /// One side moved or added it.
    Side(usize),
    /// Both brought it here.
    Both,
}

/// The order of the items where there is no base: ours as it is, what theirs alone has
/// behind what it stands behind there, and behind what ours alone has there.
pub(super) fn order_of_ours(items: &[Placed]) -> Vec<usize> {
    let standing = |side: usize| {
        let mut found =
            (0..items.len()).filter(|index| items[*index].sides[side].is_some()).collect::<Vec<_>>();
        found.sort_by_key(|index| items[*index].sides[side]);
        found
    };
    let mut order = standing(0);
    let mut next = 0;
    for index in standing(1) {
        let stands = order.iter().position(|other| *other == index);
        let place = stands.unwrap_or_else(|| {
            let alone = order[next..].iter().take_while(|other| items[**other].sides[1].is_none());
            next + alone.count()
        });
        if stands.is_none() {
            order.insert(place, index);
        }
        next = place + 1;
    }
    order
}

/// The order of the items, by their indexes in `items`; the same whichever side is ours.
pub(super) fn order(items: &[Placed]) -> Vec<usize> {
    let moved = [0, 1].map(|side| moved(items, side));
    let roles = (0..items.len()).map(|index| role(items, index, &moved)).collect::<Vec<Role>>();
    let sides = [0, 1].map(|side| {
        let mut standing =
            (0..items.len()).filter(|index| items[*index].sides[side].is_some()).collect::<Vec<usize>>();
        standing.sort_by_key(|index| items[*index].sides[side]);
        standing
    });
    let leading = leading_side(items, &roles, &sides);
    let mut followers: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for (side, standing) in sides.iter().enumerate() {
        for (place, &index) in standing.iter().enumerate() {
            let accepts = |before: &&usize| match (roles[index], roles[**before]) {
                (_, Role::Kept) | (Role::Side(_), Role::Both) => true,
                (mine, other) => mine == other,
            };
            let is_mine = match roles[index] {
                Role::Kept => false,
                Role::Side(mine) => mine == side,
                Role::Both => leading == side,
            };
            if is_mine {
                let before = standing[..place].iter().rev().find(accepts).copied();
                followers.entry(before).or_default().push(index);
            }
        }
    }
    let mut kept = (0..items.len()).filter(|index| roles[*index] == Role::Kept).collect::<Vec<usize>>();
    kept.sort_by_key(|index| items[*index].base);
    chained(items, &kept, followers)
}

/// Puts each kept item down, and behind it those that follow it, the first by content first.
fn chained(
    items: &[Placed],
    kept: &[usize],
    mut followers: HashMap<Option<usize>, Vec<usize>>,
) -> Vec<usize> {
    let mut found = Vec::with_capacity(items.len());
    for start in std::iter::once(None).chain(kept.iter().copied().map(Some)) {
        let mut open = vec![start];
        while let Some(index) = open.pop() {
            found.extend(index);
            let mut next = followers.remove(&index).unwrap_or_default();
            next.sort_by(|one, two| items[*two].key.cmp(&items[*one].key));
            open.extend(next.into_iter().map(Some));
        }
    }
    found
}

fn role(items: &[Placed], index: usize, moved: &[HashSet<usize>; 2]) -> Role {
    let item = &items[index];
    let by = [0, 1].map(|side| moved[side].contains(&index));
    match (item.base, item.sides) {
        (_, [Some(_), None]) if item.base.is_none() || by[0] => Role::Side(0),
        (_, [None, Some(_)]) if item.base.is_none() || by[1] => Role::Side(1),
        (None, _) => Role::Both,
        _ => match by {
            [false, false] => Role::Kept,
            [true, false] => Role::Side(0),
            [false, true] => Role::Side(1),
            [true, true] => Role::Both,
        },
    }
}

/// The items of the base that a side moved within the list: those outside the longest run that kept its order.
fn moved(items: &[Placed], side: usize) -> HashSet<usize> {
    let mut common = (0..items.len())
        .filter_map(|index| Some((items[index].base?, items[index].sides[side]?, index)))
        .collect::<Vec<_>>();
    common.sort_unstable();
    let places = common.iter().map(|(_, place, _)| *place).collect::<Vec<usize>>();
    let stay = longest_rise(&places);
    let moved = common.iter().enumerate().filter(|(at, _)| !stay.contains(at));
    moved.map(|(_, (_, _, index))| *index).collect()
}

/// The places of a longest rising run of numbers.
pub(super) fn longest_rise(numbers: &[usize]) -> HashSet<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut found = HashSet::new();
    let mut at = ends.last().copied();
    while let Some(place) = at {
        found.insert(place);
        at = before[place];
    }
    found
}

/// Whose order holds for what both brought or moved: the one that reads first, with what stands before each.
fn leading_side(items: &[Placed], roles: &[Role], sides: &[Vec<usize>; 2]) -> usize {
    let told = |side: usize| {
        let places = sides[side].iter().enumerate();
        let both = places.filter(|(_, index)| roles[**index] == Role::Both);
        both.map(|(place, index)| {
            let before = place.checked_sub(1).map(|place| items[sides[side][place]].key.as_str());
            (items[*index].key.as_str(), before)
        })
        .collect::<Vec<_>>()
    };
    usize::from(told(1) < told(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The merged order of three lists of letters.
    fn merged(base: &str, ours: &str, theirs: &str) -> String {
        let all = base.chars().chain(ours.chars()).chain(theirs.chars());
        let mut letters = all.filter(|c| ours.contains(*c) || theirs.contains(*c)).collect::<Vec<char>>();
        letters.sort_unstable();
        letters.dedup();
        let items = letters.iter().map(|letter| Placed {
            key: letter.to_string(),
            base: base.find(*letter),
            sides: [ours.find(*letter), theirs.find(*letter)],
        });
        order(&items.collect::<Vec<_>>()).into_iter().map(|index| letters[index]).collect()
    }

    #[test]
    fn one_side_alone_decides_where_the_other_did_nothing() {
        for other in ["abcd", "dabc", "xabcyd", "bxadyc", "cba"] {
            let base = if other == "cba" { "abc" } else { "abcd" };
            assert_eq!(merged(base, other, base), other);
            assert_eq!(merged(base, base, other), other);
        }
    }

    #[test]
    fn both_sides_moves_and_additions_are_kept_in_one_order() {
        assert_eq!(merged("abc", "abcx", "abcy"), "abcxy");
        assert_eq!(merged("abc", "abcy", "abcx"), "abcxy");
        assert_eq!(merged("abcd", "bcda", "dabc"), "dbca");
        assert_eq!(merged("", "xy", "yx"), merged("", "yx", "xy"));
        assert_eq!(merged("abc", "cab", "acb"), merged("abc", "acb", "cab"));
    }
}
