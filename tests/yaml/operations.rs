//! Operations twice: as the editor makes them on text, and as they are meant on plain data.

use stratboard::yaml::{self, New, NodeId, Patch, Refusal, Tree};

use crate::oracle::{Data, ORACLES, Oracle, read};

/// Places are keys and indexes joined by `/`.
#[derive(Debug, Clone)]
pub enum Op {
    Set(String, String),
    Bare(String, String),
    Rename(String, String, String),
    Insert(String, usize, New),
    Append(String, New),
    AddKey(String, String, New, Option<String>),
    Promote(String, String, Vec<(String, New)>),
    RemoveKey(String, String),
    Delete(String, usize),
    Move(String, usize, usize),
    MoveTo(String, usize, String, usize),
    Copy(String, usize, String, usize),
}

pub fn text(value: &str) -> New {
    New::Scalar(value.to_owned())
}

pub fn map(key: &str, value: &str) -> New {
    New::Map(vec![(key.to_owned(), text(value))])
}

pub fn find(tree: &Tree<'_>, path: &str) -> Option<NodeId> {
    let steps = path.split('/').filter(|step| !step.is_empty());
    steps.fold(tree.root(), |node, step| {
        let node = tree.resolve(node?);
        tree.get(node, step).or_else(|| tree.items(node).nth(step.parse().ok()?))
    })
}

fn key_of(tree: &Tree<'_>, map: NodeId, key: &str) -> Option<NodeId> {
    tree.entries(map).find(|&(k, _)| tree.value(k) == key).map(|(k, _)| k)
}

/// What the editor answers; nothing where the place does not exist.
pub fn plan(tree: &Tree<'_>, op: &Op) -> Option<Result<Vec<Patch>, Refusal>> {
    Some(match op {
        Op::Set(path, value) => yaml::set(tree, find(tree, path)?, value),
        Op::Bare(path, value) => yaml::set_bare(tree, find(tree, path)?, value),
        Op::Rename(path, key, new) => yaml::set(tree, key_of(tree, find(tree, path)?, key)?, new),
        Op::Insert(path, index, item) => yaml::insert(tree, find(tree, path)?, *index, item),
        Op::Append(path, item) => {
            if let Some(list) = find(tree, path) {
                yaml::insert(tree, list, tree.items(list).count(), item)
            } else {
                let (map, key) = path.rsplit_once('/').unwrap_or(("", path));
                yaml::add_key(tree, find(tree, map)?, key, &New::List(vec![item.clone()]), None)
            }
        }
        Op::AddKey(path, key, value, before) => {
            let map = find(tree, path)?;
            let before = before.as_ref().and_then(|before| key_of(tree, map, before));
            yaml::add_key(tree, map, key, value, before)
        }
        Op::Promote(path, key, fields) => yaml::promote(tree, find(tree, path)?, key, fields),
        Op::RemoveKey(path, key) => {
            let map = find(tree, path)?;
            yaml::remove_key(tree, map, key_of(tree, map, key)?)
        }
        Op::Delete(path, index) => yaml::delete(tree, find(tree, path)?, *index),
        Op::Move(path, from, to) => yaml::move_within(tree, find(tree, path)?, *from, *to),
        Op::MoveTo(path, from, to, index) => {
            yaml::move_to(tree, find(tree, path)?, *from, find(tree, to)?, *index)
        }
        Op::Copy(path, from, to, index) => {
            let lifted = yaml::lift(tree, find(tree, path)?, *from);
            lifted.and_then(|lifted| yaml::lay(tree, find(tree, to).unwrap(), *index, &lifted))
        }
    })
}

fn fresh(new: &New, oracle: Oracle) -> Data {
    match new {
        New::Scalar(value) => Data::text(value),
        New::Bare(value) if oracle == Oracle::Own => Data::text(value),
        New::Bare(value) => value.parse().map_or_else(|_| Data::text(value), Data::Int),
        New::List(items) => Data::List(items.iter().map(|item| fresh(item, oracle)).collect()),
        New::Map(entries) => {
            Data::Map(entries.iter().map(|(k, v)| (Data::text(k), fresh(v, oracle))).collect())
        }
    }
}

fn at<'d>(data: &'d mut Data, path: &str) -> &'d mut Data {
    path.split('/').filter(|step| !step.is_empty()).fold(data, |data, step| match data {
        Data::Map(entries) => {
            let entry = entries.iter_mut().find(|(k, _)| *k == Data::text(step));
            &mut entry.unwrap_or_else(|| panic!("no {step} in {path}")).1
        }
        Data::List(items) => &mut items[step.parse::<usize>().unwrap()],
        other => panic!("{path}: {other:?} has no {step}"),
    })
}

fn entries<'d>(data: &'d mut Data, path: &str) -> &'d mut Vec<(Data, Data)> {
    match at(data, path) {
        Data::Map(entries) => entries,
        other => panic!("{path}: {other:?} is no mapping"),
    }
}

fn items<'d>(data: &'d mut Data, path: &str) -> &'d mut Vec<Data> {
    let list = at(data, path);
    if !matches!(list, Data::List(_)) {
        *list = Data::List(Vec::new());
    }
    match list {
        Data::List(items) => items,
        _ => unreachable!(),
    }
}

fn sweep(data: &mut Data) {
    match data {
        Data::List(items) => {
            items.retain(|item| *item != Data::Gone);
            items.iter_mut().for_each(sweep);
        }
        Data::Map(entries) => entries.iter_mut().for_each(|(_, value)| sweep(value)),
        _ => {}
    }
}

/// The operation as it is meant.
pub fn mean(data: &mut Data, op: &Op, oracle: Oracle) {
    match op {
        Op::Set(path, value) => *at(data, path) = Data::text(value),
        Op::Bare(path, value) => *at(data, path) = fresh(&New::Bare(value.clone()), oracle),
        Op::Rename(path, key, new) => {
            let entry = entries(data, path).iter_mut().find(|(k, _)| *k == Data::text(key));
            entry.unwrap().0 = Data::text(new);
        }
        Op::Insert(path, index, item) => items(data, path).insert(*index, fresh(item, oracle)),
        Op::Append(path, item) => {
            let (map, key) = path.rsplit_once('/').unwrap_or(("", path));
            if let Data::Map(entries) = at(data, map)
                && !entries.iter().any(|(k, _)| *k == Data::text(key))
            {
                entries.push((Data::text(key), Data::Null));
            }
            items(data, path).push(fresh(item, oracle));
        }
        Op::AddKey(path, key, value, before) => {
            let map = entries(data, path);
            let place = before.as_ref().and_then(|b| map.iter().position(|(k, _)| *k == Data::text(b)));
            map.insert(place.unwrap_or(map.len()), (Data::text(key), fresh(value, oracle)));
        }
        Op::Promote(path, key, fields) => {
            let item = at(data, path);
            let mut map = vec![(Data::text(key), item.clone())];
            map.extend(fields.iter().map(|(k, v)| (Data::text(k), fresh(v, oracle))));
            *item = Data::Map(map);
        }
        Op::RemoveKey(path, key) => entries(data, path).retain(|(k, _)| *k != Data::text(key)),
        Op::Delete(path, index) => drop(items(data, path).remove(*index)),
        Op::Move(path, from, to) => {
            let list = items(data, path);
            let item = list.remove(*from);
            list.insert(*to, item);
        }
        Op::MoveTo(path, from, to, index) => {
            let item = std::mem::replace(&mut items(data, path)[*from], Data::Gone);
            items(data, to).insert(*index, item);
            sweep(data);
        }
        Op::Copy(path, from, to, index) => {
            let item = items(data, path)[*from].clone();
            items(data, to).insert(*index, item);
        }
    }
}

/// How an edit came out.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    Right(String),
    Refused(String),
    /// The editor's own reader sees that the result is not what was meant.
    Caught(String),
    Wrong(String),
}

/// Makes the edit and compares the result with what was meant, in all three readers' eyes.
pub fn try_edit(source: &str, op: &Op) -> Option<Outcome> {
    try_edit_of(source, &ORACLES.map(|oracle| read(source, oracle).unwrap()), op)
}

/// [`try_edit`] where the source's data, in the order of [`ORACLES`], is known.
pub fn try_edit_of(source: &str, data: &[Data; 3], op: &Op) -> Option<Outcome> {
    let tree = Tree::parse(source).unwrap();
    let patches = match plan(&tree, op)? {
        Ok(patches) => patches,
        Err(refusal) => return Some(Outcome::Refused(refusal.reason)),
    };
    let mut result = source.to_owned();
    let inverse = yaml::apply(&mut result, &patches);
    let mut back = result.clone();
    yaml::apply(&mut back, &inverse);
    if back != source {
        return Some(Outcome::Wrong("the inverse does not restore the source".into()));
    }
    for (oracle, before) in ORACLES.into_iter().zip(data) {
        let mut wanted = before.clone();
        mean(&mut wanted, op, oracle);
        let got = read(&result, oracle);
        if got.as_ref() != Ok(&wanted) {
            let report = format!("{oracle:?} wants {wanted:?}\n gets {got:?}\n in {result}");
            let wrong = if oracle == Oracle::Own { Outcome::Caught } else { Outcome::Wrong };
            return Some(wrong(report));
        }
    }
    Some(Outcome::Right(result))
}
