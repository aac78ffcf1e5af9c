//! An item's lines as they are written: for telling whether a side touched it, and for its comments and unknown keys.
//! Knows YAML only through its tree; nothing of boards but where an item is.

use crate::document::{Document, Lifted};
use crate::model::{Field, ItemAt, ItemView, field};
use crate::yaml::{Kind, NodeId, Tree};

/// An item's lines where they stand in lines of their own and can be carried elsewhere.
pub(super) fn lifted(document: &Document, at: ItemAt) -> Option<Lifted> {
    let board = document.board();
    let in_block = match at.list.parent() {
        None => true,
        Some(parent) => {
            let pane = board.pane(parent.list)?;
            pane.items.get(parent.index)?.more.as_ref()?.results_in_block
        }
    };
    let carried = in_block && !board.has_anchors && board.pane(at.list)?.in_block;
    if carried { document.lift(at).ok() } else { None }
}

/// Lifted lines without their indentation, with plain line ends: equal where nobody touched the item.
pub(super) fn normal(lifted: &Lifted) -> String {
    let lines = lifted.lines.lines().map(|line| {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        &line[blanks.min(lifted.column)..]
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The same lines with comment lines above them; those that stand there already are not written again.
pub(super) fn commented(lifted: &Lifted, comments: &[String]) -> Lifted {
    let indent = " ".repeat(lifted.column);
    let end = if lifted.lines.contains("\r\n") { "\r\n" } else { "\n" };
    let stands = |comment: &str| lifted.lines.lines().any(|line| line.trim() == comment);
    let new = comments.iter().filter(|comment| !stands(comment));
    let above = new.flat_map(|comment| [&indent, comment.as_str(), end]).collect::<String>();
    Lifted { lines: above + &lifted.lines, column: lifted.column }
}

/// The comments in some lines, each from its `#` on.
pub(super) fn comments(lines: &str) -> Vec<String> {
    let Ok(tree) = Tree::parse(lines) else { return Vec::new() };
    let scalars = tree.nodes().filter(|node| matches!(tree.kind(*node), Kind::Scalar(_)));
    let mut spans = scalars.map(|node| tree.span(node)).filter(|span| !span.is_empty()).collect::<Vec<_>>();
    spans.sort_by_key(|span| span.start);
    let mut found = Vec::new();
    let mut at = 0;
    for line in lines.split_inclusive('\n') {
        let hashes = line.match_indices('#').map(|(column, _)| at + column);
        let start = hashes.into_iter().find(|hash| {
            let before = lines[..*hash].chars().next_back();
            let holder = spans.partition_point(|span| span.end <= *hash);
            before.is_none_or(char::is_whitespace) && spans.get(holder).is_none_or(|span| span.start > *hash)
        });
        found.extend(start.map(|start| lines[start..at + line.len()].trim_end().to_owned()));
        at += line.len();
    }
    // What stands behind a block's header is inside the block's span, and is left to the block.
    found
}

/// The unknown keys of an item with their values as written, and key results that are too deep to be items of a list.
pub(super) fn unknown(lifted: &Lifted, is_result: bool) -> Vec<(String, String)> {
    let Ok(tree) = Tree::parse(&lifted.lines) else { return Vec::new() };
    let item = tree.root().and_then(|root| tree.items(root).next());
    let Some(item) = item.map(|item| tree.resolve(item)) else { return Vec::new() };
    let known = |key: &str, index: usize| {
        field::ITEM_KEYS.contains(&key)
            || match Field::from_key(key) {
                Some(Field::Results) => !is_result,
                Some(_) => true,
                None => index == 0,
            }
    };
    let entries = tree.entries(item).enumerate();
    let unknown = entries.filter(|(index, (key, _))| !known(tree.value(*key), *index));
    let mut found =
        unknown.map(|(_, (key, value))| (tree.value(key).to_owned(), raw(&tree, value))).collect::<Vec<_>>();
    found.sort();
    found
}

/// A value as written, each line without the blanks before it.
pub(super) fn raw(tree: &Tree<'_>, value: NodeId) -> String {
    let text = &tree.text()[tree.span(value)];
    text.lines().map(str::trim).collect::<Vec<&str>>().join("\n")
}

/// Words as comment lines: what a comment cannot hold is written as an escape.
pub(super) fn as_comments(lead: &str, words: &str) -> Vec<String> {
    let is_odd = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
    };
    let clean = |line: &str| {
        line.chars()
            .flat_map(|letter| {
                if is_odd(letter) { letter.escape_unicode().collect::<Vec<char>>() } else { vec![letter] }
            })
            .collect::<String>()
    };
    let words = words.trim_end_matches('\n').split('\n').map(clean).collect::<Vec<String>>();
    match words.as_slice() {
        [line] => vec![format!("# {lead}: {line}")],
        lines => {
            let below = lines.iter().map(|line| format!("#   {line}"));
            std::iter::once(format!("# {lead}:")).chain(below).collect()
        }
    }
}

/// What an item says, for comparing it where its lines cannot be carried: its contents and its unknown keys.
pub(super) fn said(view: ItemView<'_>) -> String {
    let mut draft = view.to_draft();
    draft.fields.sort_by_key(|(field, _)| *field);
    format!("{draft:?} {:?}", view.extra())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_a_sign_inside_a_text() {
        let lines = "# above\n- A: 'a # b' # behind\n  note: x#y\n  # between\n  owner: \"#1\"\n";
        assert_eq!(comments(lines), ["# above", "# behind", "# between"]);
    }

    #[test]
    fn unknown_keys_are_compared_as_written() {
        let lines = "- A: words\n  x-deep:\n    a: 1\n    b: 2\n  votes: 3\n".to_owned();
        let lifted = Lifted { lines, column: 0 };
        assert_eq!(unknown(&lifted, false), [("x-deep".to_owned(), "a: 1\nb: 2".to_owned())]);
    }

    #[test]
    fn words_of_several_lines_become_comment_lines() {
        assert_eq!(as_comments("theirs", "one"), ["# theirs: one"]);
        assert_eq!(as_comments("theirs", "one\ntwo\u{7}\n"), ["# theirs:", "#   one", "#   two\\u{7}"]);
    }
}
