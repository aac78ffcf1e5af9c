//! What a merged text must hold before anybody may write it. Knows nothing of how it was merged.

use std::collections::HashSet;

use super::Unmerged;
use super::mix::Content;
use crate::document::Document;
use crate::model::{Field, ItemView};
use crate::yaml::{Kind, NodeId, Tree};

/// Whether two texts hold the same values; comments, quotes, layout and the order of keys aside. Texts with anchors never do.
pub(super) fn says_the_same(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (Ok(one), Ok(other)) = (Tree::parse(one), Tree::parse(other)) else { return false };
    let roots = one.root().zip(other.root());
    !one.has_anchors()
        && !other.has_anchors()
        && roots.is_some_and(|(left, right)| is_same(&one, left, &other, right))
}

fn is_same(one: &Tree<'_>, left: NodeId, other: &Tree<'_>, right: NodeId) -> bool {
    match (one.kind(left), other.kind(right)) {
        (Kind::Mapping { .. }, Kind::Mapping { .. }) => {
            let (mine, others) = (sorted(one, left), sorted(other, right));
            // The first key may be an item's tag; the order of the others says nothing.
            let first = |tree: &Tree<'_>, map| tree.entries(map).next().map(|(key, _)| text_of(tree, key));
            first(one, left) == first(other, right)
                && mine.len() == others.len()
                && mine.iter().zip(&others).all(|((key, value), (other_key, other_value))| {
                    key == other_key && is_same(one, *value, other, *other_value)
                })
        }
        (Kind::Sequence { .. }, Kind::Sequence { .. }) => {
            let (mine, others) = (one.items(left), other.items(right));
            mine.clone().count() == others.clone().count()
                && mine.zip(others).all(|(left, right)| is_same(one, left, other, right))
        }
        (Kind::Scalar(_), Kind::Scalar(_)) => text_of(one, left) == text_of(other, right),
        _ => false,
    }
}

fn sorted(tree: &Tree<'_>, map: NodeId) -> Vec<(String, NodeId)> {
    let mut entries = tree.entries(map).map(|(key, value)| (text_of(tree, key), value)).collect::<Vec<_>>();
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    entries
}

/// A scalar as a board reads it: nothing is the empty text, line breaks that end a block do not count.
fn text_of(tree: &Tree<'_>, scalar: NodeId) -> String {
    let text = if tree.is_null(scalar) { "" } else { tree.value(scalar) };
    text.trim_end_matches('\n').to_owned()
}

/// Refuses a result that lacks an item's words or a field's value which a side has and the base has not.
///
/// `told` are those that stand in a comment.
pub(super) fn nothing_is_missing(
    [base, ours, theirs]: [&Document; 3],
    merged: &Document,
    told: &[String],
) -> Result<(), Unmerged> {
    let (old, now) = (texts(base), texts(merged));
    let sides = texts(ours).into_iter().chain(texts(theirs));
    let missing =
        sides.into_iter().find(|text| !old.contains(text) && !now.contains(text) && !told.contains(text));
    missing.map_or(Ok(()), |text| Err(Unmerged::Refused(format!("merging would lose '{text}'"))))
}

/// All that a board's items say, counters aside: those add up.
fn texts(document: &Document) -> HashSet<String> {
    let mut found = HashSet::new();
    for (_, view) in document.board().all_items() {
        collect(view, &mut found);
        view.results().for_each(|result| collect(result, &mut found));
    }
    found
}

fn collect(view: ItemView<'_>, found: &mut HashSet<String>) {
    let content = Content::of(view);
    found.insert(content.line());
    let fields = content.fields.iter().filter(|(field, _)| !matches!(field, Field::Votes | Field::Carried));
    found.extend(fields.map(|(field, value)| format!("{}={}", field.key(), value.value().to_text())));
    found.extend(view.extra().iter().map(|(key, value)| format!("{key}:{value}")));
}
