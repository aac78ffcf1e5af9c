//! What a merged text must hold before anybody may write it. Knows nothing of how it was merged.

use std::collections::HashSet;

use super::Unmerged;
use super::mix::Content;
use crate::document::Document;
use crate::model::{Field, Head, ItemView};
use crate::yaml::{Kind, NodeId, Tree};

/// Whether two texts hold the same values; comments, quotes, layout and the order of keys aside. Texts with anchors never do.
pub(super) fn says_the_same(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    Tree::parse(one).is_ok_and(|one| Tree::parse(other).is_ok_and(|other| are_same(&one, &other)))
}

/// The same of texts that were taken apart before.
pub(super) fn are_same(one: &Tree<'_>, other: &Tree<'_>) -> bool {
    if one.text() == other.text() {
        return true;
    }
    let roots = one.root().zip(other.root());
    !one.has_anchors()
        && !other.has_anchors()
        && roots.is_some_and(|(left, right)| is_same(one, left, other, right))
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

/// The entries that hold something: a list that lost its last item stands as `[]`, or not at all.
fn sorted(tree: &Tree<'_>, map: NodeId) -> Vec<(String, NodeId)> {
    let is_empty = |value| match tree.kind(value) {
        Kind::Sequence { .. } => tree.items(value).next().is_none(),
        _ => tree.is_null(value),
    };
    let entries = tree.entries(map).filter(|(_, value)| !is_empty(*value));
    let mut entries = entries.map(|(key, value)| (text_of(tree, key), value)).collect::<Vec<_>>();
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    entries
}

/// A scalar as a board reads it: nothing is the empty text, line breaks that end a block do not count.
fn text_of(tree: &Tree<'_>, scalar: NodeId) -> String {
    let text = if tree.is_null(scalar) { "" } else { tree.value(scalar) };
    text.trim_end_matches('\n').to_owned()
}

/// Refuses a result that lacks an item's words, a field's value or a heading which a side has and the base has not.
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

/// All that a board says, counters aside: those add up.
fn texts(document: &Document) -> HashSet<String> {
    let board = document.board();
    let heads = board.heads.iter().chain(board.sheets.iter().flat_map(|sheet| &sheet.heads));
    let heads = heads.filter(|(_, text)| !text.is_empty());
    let mut found = heads.map(|(head, text)| of_head(*head, text)).collect::<HashSet<String>>();
    for (_, view) in board.all_items() {
        collect(view, &mut found);
        view.results().for_each(|result| collect(result, &mut found));
    }
    found
}

/// A heading as [`nothing_is_missing`] looks for it.
pub(super) fn of_head(head: Head, text: &str) -> String {
    format!("{}={}", head.key(), text.trim_end_matches('\n'))
}

fn collect(view: ItemView<'_>, found: &mut HashSet<String>) {
    let content = Content::of(view);
    found.insert(content.line());
    let fields = content.fields.iter().filter(|(field, _)| !matches!(field, Field::Votes | Field::Carried));
    found.extend(fields.map(|(field, value)| format!("{}={}", field.key(), value.value().to_text())));
    found.extend(view.extra().iter().map(|(key, value)| format!("{key}:{value}")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Read;

    fn board(mission: &str, item: &str) -> Document {
        let text = format!("title: T\nmission: {mission}\nsheets:\n- kind: swot\n  strengths:\n  - {item}\n");
        match Document::read(text, None) {
            Read::Board(document, _) => *document,
            Read::Refused(findings) => panic!("{findings:?}"),
        }
    }

    #[test]
    fn a_result_without_what_a_side_has_is_refused() {
        let (base, ours, theirs) = (board("m", "a"), board("m", "b"), board("n", "a"));
        let missing = |merged: &Document, told: &[String]| {
            nothing_is_missing([&base, &ours, &theirs], merged, told).is_err()
        };
        assert!(!missing(&board("n", "b"), &[]));
        assert!(missing(&board("n", "a"), &[]), "an item of ours");
        assert!(missing(&board("m", "b"), &[]), "a heading of theirs");
        assert!(!missing(&board("m", "b"), &["mission=n".to_owned()]), "it stands in a comment");
    }

    #[test]
    fn layout_quotes_and_empty_lists_say_nothing() {
        assert!(says_the_same("a: 'x' # c\nb: [y]\nc: []\n", "a: x\nb:\n- y\n"));
        assert!(!says_the_same("a: x\n", "a: z\n"));
        assert!(!says_the_same("- B: x\n  A: y\n", "- A: y\n  B: x\n"), "the first key is the tag");
    }
}
