//! Taking an item out of a list.
//! It must not know where the item goes; what it takes are whole lines, or an item and its comma.

use std::ops::Range;

use super::Refusal;
use super::insert::{Plan, swallowed};
use super::lines;
use super::patch::{Patch, settle};
use super::seam::Tail;
use super::tree::{Kind, NodeId, Tree};

/// Deletes the item at `index`, with the comment lines directly above it.
///
/// The last item of a list that is a key's value leaves `[]`. Refuses an item whose anchor is used elsewhere, and an
/// item in brackets whose comment would be lost.
pub fn delete(tree: &Tree<'_>, list: NodeId, index: usize) -> Result<Vec<Patch>, Refusal> {
    let plan = plan(tree, list, index)?;
    Ok(settle(tree.text, plan.patches, plan.ends_in_block))
}

/// Plans the deletion.
pub(super) fn plan(tree: &Tree<'_>, list: NodeId, index: usize) -> Result<Plan, Refusal> {
    tree.not_repeated(list)?;
    let item = item_at(tree, list, index)?;
    tree.holds_no_used_anchor(item)?;
    match tree.kind(list) {
        Kind::Sequence { flow: true } => {
            let range = flow_range(tree, item, item, item)?;
            Ok(Plan { patches: vec![Patch::cut(range)], place: 0, ends_in_block: false })
        }
        _ if tree.previous(item).is_none() && tree.next(item).is_none() => empty(tree, list, item),
        _ => {
            tree.stands_alone(item, tree.dash(item))?;
            let gone = tree.region_of(item);
            let before = tree.previous(item);
            if before.is_some_and(|before| tree.gap_swallows(before, gone.clone())) {
                return Err(swallowed(tree, gone.end));
            }
            let ends_in_block = before.and_then(|n| tree.tail(n)).is_some_and(Tail::needs_line_end);
            Ok(Plan { place: gone.start, patches: vec![Patch::cut(gone)], ends_in_block })
        }
    }
}

/// The item at `index`, or a refusal that says how many there are.
pub(super) fn item_at(tree: &Tree<'_>, list: NodeId, index: usize) -> Result<NodeId, Refusal> {
    tree.items(list).nth(index).ok_or_else(|| {
        let count = tree.items(list).count();
        Refusal::new(format!("the list has {count} items; there is no item {}", index + 1))
    })
}

/// Takes the only item away and leaves `[]`.
fn empty(tree: &Tree<'_>, list: NodeId, item: NodeId) -> Result<Plan, Refusal> {
    let gone = tree.region_of(item);
    let parent = tree.parent(list).map(|parent| tree.kind(parent));
    let patches = match parent {
        Some(Kind::Mapping { .. }) => {
            tree.stands_alone(item, tree.dash(item))?;
            let body = tree.node(list).body as usize;
            vec![Patch::insert(body, " []"), Patch::cut(gone.clone())]
        }
        None if tree.partial => {
            return Err(Refusal::new("the last item of a list cannot be deleted without its key"));
        }
        _ => {
            tree.stands_alone(item, tree.span(list).start).or_else(|refusal| {
                let shared = lines::alone_after(tree.text, tree.span(item).end);
                if shared { Ok(()) } else { Err(refusal) }
            })?;
            vec![Patch::new(tree.span(list), "[]")]
        }
    };
    Ok(Plan { patches, place: gone.start, ends_in_block: false })
}

/// The bytes of a run of nodes inside brackets or braces with one comma; `first` to `last` are the neighbours' view of
/// it: a key and its value, or one item twice.
pub(super) fn flow_range(
    tree: &Tree<'_>,
    node: NodeId,
    first: NodeId,
    last: NodeId,
) -> Result<Range<usize>, Refusal> {
    let (from, end) = (tree.outer(first), tree.span(last).end);
    let range = match (tree.previous(first), tree.next(last)) {
        (_, Some(next)) => from..tree.outer(next),
        (Some(before), None) => tree.span(before).end..end,
        (None, None) => {
            let parent = tree.parent(node).map_or(from..end, |list| tree.span(list));
            parent.start + 1..parent.end - 1
        }
    };
    if has_comment(&tree.text[range.clone()]) {
        let line = lines::line_col(tree.text, from).0;
        return Err(Refusal::new(format!("a comment inside the brackets of line {line} would be lost")));
    }
    Ok(range)
}

/// Whether a stretch of several lines may hold a comment; a `#` inside a quoted text counts too.
pub(super) fn has_comment(text: &str) -> bool {
    text.contains(['\n', '\r']) && text.contains('#')
}
