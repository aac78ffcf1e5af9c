//! Random edits of random boards with a fixed seed: the result is right for every reader, or the edit is refused.

use std::fmt::Write;

use stratboard::yaml::{Kind, NodeId, Tree};

use crate::generate::{Random, board, item, nasty, words};
use crate::operations::{Op, Outcome, plan, text, try_edit_of};
use crate::oracle::{ORACLES, read};

/// Where things stand in a board, as paths.
#[derive(Default)]
struct Places {
    lists: Vec<(String, usize)>,
    empty: Vec<String>,
    maps: Vec<(String, Vec<String>)>,
    scalars: Vec<String>,
}

fn collect(tree: &Tree<'_>, node: NodeId, path: &str, places: &mut Places) {
    let below = |step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}/{step}") };
    match tree.kind(node) {
        Kind::Sequence { .. } => {
            places.lists.push((path.to_owned(), tree.items(node).count()));
            for (index, item) in tree.items(node).enumerate() {
                collect(tree, item, &below(&index.to_string()), places);
            }
        }
        Kind::Mapping { .. } => {
            let keys = tree.entries(node).map(|(key, _)| tree.value(key).to_owned()).collect();
            places.maps.push((path.to_owned(), keys));
            for (key, value) in tree.entries(node) {
                if tree.is_null(value) {
                    places.empty.push(below(tree.value(key)));
                }
                collect(tree, value, &below(tree.value(key)), places);
            }
        }
        _ => places.scalars.push(path.to_owned()),
    }
}

fn operation(tree: &Tree<'_>, rng: &mut Random) -> Option<Op> {
    let mut places = Places::default();
    collect(tree, tree.root()?, "", &mut places);
    let (list, count) = rng.pick(&places.lists).clone();
    let (other, other_count) = rng.pick(&places.lists).clone();
    let (map, keys) = rng.pick(&places.maps).clone();
    let key = rng.pick(&keys).clone();
    let scalar = rng.pick(&places.scalars).clone();
    let from = rng.below(count.max(1));
    Some(match rng.below(14) {
        0..=3 => Op::Set(scalar, nasty(rng)),
        4 if rng.one_in(3) => Op::Bare(scalar, rng.below(9).to_string()),
        4 => Op::Rename(map, key, nasty(rng)),
        5 | 6 => Op::Insert(list, rng.below(count + 1), item(rng, 2)),
        7 if !places.empty.is_empty() => Op::Append(rng.pick(&places.empty).clone(), item(rng, 1)),
        7 | 8 => {
            let before = if rng.one_in(2) { Some(key) } else { None };
            Op::AddKey(map, format!("new {}", words(rng)), item(rng, 2), before)
        }
        9 => {
            let fields = [
                ("votes".to_owned(), stratboard::yaml::New::Bare("3".into())),
                ("note".to_owned(), text(&nasty(rng))),
            ];
            let at = places
                .scalars
                .iter()
                .filter(|path| path.rsplit('/').next().is_some_and(|s| s.parse::<usize>().is_ok()));
            let items: Vec<_> = at.cloned().collect();
            let path = items.get(rng.below(items.len().max(1)))?.clone();
            Op::Promote(path, "TAG".into(), fields[..rng.below(3)].to_vec())
        }
        10 if rng.one_in(2) => Op::RemoveKey(map, key),
        10 | 11 if count > 0 => Op::Delete(list, from),
        12 if count > 0 => Op::Move(list, from, rng.below(count)),
        _ if count > 0 && !other.starts_with(&format!("{list}/{from}/")) && other != list => {
            let to = if !places.empty.is_empty() && rng.one_in(4) {
                rng.pick(&places.empty).clone()
            } else {
                other.clone()
            };
            let place = if to == other { rng.below(other_count + 1) } else { 0 };
            if to.starts_with(&format!("{list}/{from}/")) {
                return None;
            }
            if rng.one_in(3) { Op::Copy(list, from, to, place) } else { Op::MoveTo(list, from, to, place) }
        }
        _ => return None,
    })
}

/// Comments carry numbers; an edit that takes nothing away keeps them all.
fn comments_kept(source: &str, result: &str, op: &Op) -> bool {
    let takes = matches!(op, Op::Delete(..) | Op::RemoveKey(..));
    let replaces = matches!(op, Op::Set(..) | Op::Bare(..)) && source.contains('[');
    takes
        || replaces
        || source.split("# c").skip(1).all(|rest| {
            let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
            result.contains(&format!("# c{number} "))
        })
}

fn line_ends_kept(source: &str, result: &str) -> bool {
    let crlf = source.contains("\r\n");
    !crlf || !result.replace("\r\n", "").contains(['\n', '\r'])
}

/// An operation inside one block list answers the same patches on that list's lines alone.
fn same_on_the_part(source: &str, tree: &Tree<'_>, op: &Op) -> bool {
    let (path, alone) = match op {
        Op::Insert(path, index, item) => (path, Op::Insert(String::new(), *index, item.clone())),
        Op::Delete(path, index) => (path, Op::Delete(String::new(), *index)),
        Op::Move(path, from, to) => (path, Op::Move(String::new(), *from, *to)),
        _ => return true,
    };
    let Some(list) = crate::operations::find(tree, path) else { return true };
    let items: Vec<_> = tree.items(list).collect();
    let block = tree.kind(list) == Kind::Sequence { flow: false };
    if !block || tree.has_anchors() || (items.len() == 1 && matches!(op, Op::Delete(..))) {
        return true;
    }
    let (Some(top), Some(bottom)) = (items.first(), items.last()) else { return true };
    let part = tree.own_lines(*top).start..tree.own_lines(*bottom).end;
    let part = Tree::parse_part(source, part).unwrap();
    plan(tree, op) == plan(&part, &alone)
}

#[test]
fn random_edits_are_right_or_refused() {
    let edits: usize = std::env::var("STRATBOARD_EDITS").map_or(3000, |count| count.parse().unwrap());
    let mut rng = Random(0x5eed_2025_0401_0001);
    let (mut right, mut refused, mut caught, mut wrong) = (0, 0, Vec::new(), Vec::new());
    while right + refused + caught.len() + wrong.len() < edits {
        let source = board(&mut rng);
        let data = ORACLES.map(|oracle| {
            read(&source, oracle).unwrap_or_else(|error| panic!("{oracle:?}: {error}\n{source}"))
        });
        for _ in 0..8 {
            let tree = Tree::parse(&source).unwrap();
            let Some(op) = operation(&tree, &mut rng) else { continue };
            assert!(same_on_the_part(&source, &tree, &op), "other patches on the part: {op:?}\n{source}");
            let mut report = String::new();
            match try_edit_of(&source, &data, &op) {
                Some(Outcome::Right(result)) => {
                    right += 1;
                    if !comments_kept(&source, &result, &op) || !line_ends_kept(&source, &result) {
                        write!(report, "{op:?}\n{source}\n--- loses a comment or mixes line ends\n{result}")
                            .unwrap();
                        wrong.push(report);
                    }
                }
                Some(Outcome::Refused(reason)) => {
                    refused += 1;
                    if std::env::var("STRATBOARD_REFUSALS").is_ok() {
                        println!("{op:?}: {reason}");
                    }
                }
                Some(Outcome::Caught(why)) => caught.push(format!("{op:?}\n{source}\n--- {why}")),
                Some(Outcome::Wrong(why)) => wrong.push(format!("{op:?}\n{source}\n--- {why}")),
                None => {}
            }
        }
    }
    println!(
        "{edits} edits: {right} right, {refused} refused, {} caught on reading back, {} wrong",
        caught.len(),
        wrong.len()
    );
    for report in caught.iter().chain(&wrong).take(3) {
        println!("{report}\n");
    }
    assert!(wrong.is_empty(), "{} wrong, the first:\n{}", wrong.len(), wrong[0]);
    assert!(caught.is_empty(), "{} caught, the first:\n{}", caught.len(), caught[0]);
    assert!(right * 10 > edits * 7, "only {right} of {edits} edits were made");
}
