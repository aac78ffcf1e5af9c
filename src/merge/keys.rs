//! Unknown keys of the board and of its sheets: what one side alone changed is taken over, with its values; its comments
//! are not. What both changed otherwise is refused: nobody knows here how such a value could be kept twice.

use super::Unmerged;
use super::lines::raw;
use super::sheets::{Pair, parse, tree_sheet};
use crate::document::{Document, Read};
use crate::model::Board;
use crate::yaml::{self, Kind, New, NodeId, Style, Tree};

/// A key and its value as written.
type Entry = (String, String);

/// Brings the unknown keys of theirs into our text, which is that of `ours` or has other sheets already.
pub(super) fn merge(
    text: &mut String,
    [base, ours, theirs]: [&Document; 3],
    [base_tree, our_tree, their_tree]: &[Tree<'_>; 3],
    pairs: &[Pair],
) -> Result<(), Unmerged> {
    if *text != ours.text() {
        let Read::Board(ours, _) = Document::read(text.clone(), None) else { return Ok(()) };
        let (trees, boards) = ([base_tree, &parse(ours.text())?, their_tree], [base, &ours, theirs]);
        return merge_into(text, boards, trees, pairs);
    }
    merge_into(text, [base, ours, theirs], [base_tree, our_tree, their_tree], pairs)
}

fn merge_into(
    text: &mut String,
    [base, ours, theirs]: [&Document; 3],
    [base_tree, our_tree, their_tree]: [&Tree<'_>; 3],
    pairs: &[Pair],
) -> Result<(), Unmerged> {
    let of_sheets = pairs.iter().map(|pair| (Some(pair.base), Some(pair.ours), Some(pair.theirs)));
    for (base_sheet, our_sheet, their_sheet) in std::iter::once((None, None, None)).chain(of_sheets) {
        let first = match base_sheet {
            Some(None) => Vec::new(),
            Some(sheet) => unknown(base, base_tree, sheet),
            None => unknown(base, base_tree, None),
        };
        let (mine, others) = (unknown(ours, our_tree, our_sheet), unknown(theirs, their_tree, their_sheet));
        let added = others.iter().filter(|(key, _)| value(&first, key).is_none());
        for (key, _) in first.iter().chain(added) {
            let (was, now, wanted) = (value(&first, key), value(&mine, key), value(&others, key));
            if wanted == was || wanted == now {
                continue;
            }
            if now != was {
                let why = format!("both versions changed the key {key}, which is not merged: do it by hand");
                return Err(Unmerged::Refused(why));
            }
            let new = new_value(their_tree, their_sheet, key)?;
            write(text, our_sheet, key, new.as_ref())?;
        }
    }
    Ok(())
}

fn value<'e>(entries: &'e [Entry], key: &str) -> Option<&'e str> {
    entries.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

/// The unknown keys of a sheet, or of the board.
fn unknown(document: &Document, tree: &Tree<'_>, sheet: Option<usize>) -> Vec<Entry> {
    let Some(map) = map_of(tree, sheet) else { return Vec::new() };
    let entries = tree.entries(map).filter(|(key, _)| !is_known(document.board(), sheet, tree.value(*key)));
    entries.map(|(key, value)| (tree.value(key).to_owned(), raw(tree, value))).collect()
}

fn map_of(tree: &Tree<'_>, sheet: Option<usize>) -> Option<NodeId> {
    match sheet {
        None => tree.root(),
        Some(sheet) => tree_sheet(tree, sheet),
    }
}

fn is_known(board: &Board, sheet: Option<usize>, key: &str) -> bool {
    let Some(page) = sheet.and_then(|sheet| board.sheets.get(sheet)) else {
        return key == "sheets" || board.heads.iter().any(|(head, _)| head.key() == key);
    };
    (key == "kind" && page.kind.is_some())
        || page.heads.iter().any(|(head, _)| head.key() == key)
        || page.pane_with_key(key).is_some()
}

/// The value of a key of theirs, to be written anew.
fn new_value(tree: &Tree<'_>, sheet: Option<usize>, key: &str) -> Result<Option<New>, Unmerged> {
    if tree.has_anchors() {
        let why = format!("the key {key} of the other version stands in a file with anchors: do it by hand");
        return Err(Unmerged::Refused(why));
    }
    let node = map_of(tree, sheet).and_then(|map| tree.get(map, key));
    Ok(node.map(|node| new(tree, node)))
}

fn new(tree: &Tree<'_>, node: NodeId) -> New {
    match tree.kind(node) {
        Kind::Mapping { .. } => {
            let entries = tree.entries(node);
            New::Map(entries.map(|(key, value)| (tree.value(key).to_owned(), new(tree, value))).collect())
        }
        Kind::Sequence { .. } => New::List(tree.items(node).map(|item| new(tree, item)).collect()),
        _ if tree.is_null(node) => New::Bare("null".to_owned()),
        Kind::Scalar(Style::Plain) => New::Bare(tree.value(node).to_owned()),
        _ => New::Scalar(tree.value(node).to_owned()),
    }
}

fn write(text: &mut String, sheet: Option<usize>, key: &str, new: Option<&New>) -> Result<(), Unmerged> {
    let removed = {
        let tree = parse(text)?;
        let map = map_of(&tree, sheet);
        let old = map.and_then(|map| tree.entries(map).find(|(node, _)| tree.value(*node) == key));
        old.zip(map).map(|((node, _), map)| yaml::remove_key(&tree, map, node)).transpose()?
    };
    if let Some(patches) = removed {
        yaml::apply(text, &patches);
    }
    let Some(new) = new else { return Ok(()) };
    let added = {
        let tree = parse(text)?;
        let map = map_of(&tree, sheet);
        let before = map.and_then(|map| tree.entries(map).find(|(node, _)| tree.value(*node) == "sheets"));
        map.map(|map| yaml::add_key(&tree, map, key, new, before.map(|(node, _)| node))).transpose()?
    };
    if let Some(patches) = added {
        yaml::apply(text, &patches);
    }
    Ok(())
}
