//! Entries of a mapping: adding a key, giving a bare item a key, removing a key.
//! It must not know which keys there are or what they mean.

use super::emit::{self, Layout};
use super::insert::{after_in_flow, swallowed};
use super::lines;
use super::patch::{Patch, settle};
use super::remove::flow_range;
use super::scalar::{self, Place};
use super::seam::Tail;
use super::set::entry_fits;
use super::tree::{Kind, NodeId, Tree};
use super::{New, Refusal};

/// Adds an entry to a mapping, before the entry of the key node `before` (and the comments above that), else last.
///
/// Refuses a key that is there already, a mapping that an alias repeats, and anything that is no mapping.
pub fn add_key(
    tree: &Tree<'_>,
    map: NodeId,
    key: &str,
    value: &New,
    before: Option<NodeId>,
) -> Result<Vec<Patch>, Refusal> {
    tree.not_repeated(map)?;
    if let Some((twin, _)) = tree.entries(map).find(|&(twin, _)| tree.value(twin) == key) {
        let line = lines::line_col(tree.text, tree.span(twin).start).0;
        return Err(Refusal::new(format!("the key stands in line {line} already")));
    }
    entry_fits(key, value)?;
    match tree.kind(map) {
        Kind::Mapping { flow: false } => add_lines(tree, map, key, value, before),
        Kind::Mapping { flow: true } => Ok(add_pair(tree, map, key, value, before)),
        _ => Err(Refusal::new(format!(
            "line {} holds no mapping that can take a key",
            lines::line_col(tree.text, tree.span(map).start).0
        ))),
    }
}

fn add_pair(tree: &Tree<'_>, map: NodeId, key: &str, value: &New, before: Option<NodeId>) -> Vec<Patch> {
    let pair = emit::flow_pair(key, value);
    let span = tree.span(map);
    if !tree.text[span.clone()].starts_with('{') {
        // A pair of its own in a list in brackets, `[key: value]`, gets braces.
        let (open, close) = match before {
            Some(_) => (format!("{{{pair}, "), "}".to_owned()),
            None => ("{".to_owned(), format!(", {pair}}}")),
        };
        return settle(
            tree.text,
            vec![Patch::insert(span.start, open), Patch::insert(span.end, close)],
            false,
        );
    }
    let start = span.start + 1;
    let last = tree.entries(map).last();
    let patch = match (before, last) {
        (Some(next), _) => Patch::insert(tree.outer(next), format!("{pair}, ")),
        (None, Some((_, value))) => after_in_flow(tree, value, &pair),
        (None, None) if tree.text[start..].starts_with('#') => Patch::insert(start, pair + " "),
        (None, None) => Patch::insert(start, pair),
    };
    settle(tree.text, vec![patch], false)
}

/// Where the entry of a key begins: at its `?`, where it has one.
fn entry_start(tree: &Tree<'_>, key: NodeId) -> usize {
    let outer = tree.outer(key);
    let mark = tree.node(key).at as usize;
    let is_marked = mark > 0 && mark <= outer && tree.text.as_bytes()[mark - 1] == b'?';
    let blank = |gap: &str| !gap.is_empty() && gap.bytes().all(|byte| byte == b' ');
    if is_marked && blank(&tree.text[mark..outer]) { mark - 1 } else { outer }
}

fn add_lines(
    tree: &Tree<'_>,
    map: NodeId,
    key: &str,
    value: &New,
    before: Option<NodeId>,
) -> Result<Vec<Patch>, Refusal> {
    let Some((first, _)) = tree.entries(map).next() else { return Err(Refusal::new("the mapping is empty")) };
    let column = lines::column(tree.text, entry_start(tree, first));
    let layout = Layout::of(tree);
    let Some(before) = before else {
        let end = tree.span(map).end;
        if !lines::alone_after(tree.text, end) {
            tree.stands_alone(map, end)?;
        }
        let place = lines::after_line(tree.text, end);
        let blocks = !Tail::plain(column + 2).swallows(tree.text, place);
        let layout = Layout { blocks, ..layout };
        let text = " ".repeat(column) + &emit::entry_lines(key, value, column, layout);
        let ends_in_block = emit::ends_in_block(value, layout);
        return Ok(settle(tree.text, vec![Patch::insert(place, text)], ends_in_block));
    };
    let at = tree.outer(before);
    let text = emit::entry_lines(key, value, column, layout);
    let patch = if lines::alone_before(tree.text, at) {
        let line = lines::line_start(tree.text, at);
        let limit = tree.line_after_previous(before);
        let place = tree.with_comments_above(line, column, limit);
        Patch::insert(place, " ".repeat(column) + &text)
    } else if tree.text[..at].ends_with("? ") {
        return Err(Refusal::new("a key marked with `?` cannot have another one before it"));
    } else {
        Patch::insert(at, text + &" ".repeat(column)) // the key shares its line with the item's dash
    };
    Ok(settle(tree.text, vec![patch], false))
}

/// Gives a scalar item a key, and further entries on lines below: `- words` becomes `- key: words`.
///
/// The scalar's bytes, its anchor and its comment stay. In brackets the item becomes `{key: words, ...}`. Lines below the
/// item's first are indented further where the key needs it.
pub fn promote(
    tree: &Tree<'_>,
    item: NodeId,
    key: &str,
    fields: &[(String, New)],
) -> Result<Vec<Patch>, Refusal> {
    let list = tree.parent(item).filter(|&list| matches!(tree.kind(list), Kind::Sequence { .. }));
    let (Some(list), Kind::Scalar(_) | Kind::Alias) = (list, tree.kind(item)) else {
        return Err(Refusal::new("only a text in a list can be given a key"));
    };
    tree.not_repeated(list)?;
    entry_fits(key, &New::List(Vec::new()))?;
    fields.iter().try_for_each(|(key, value)| entry_fits(key, value))?;
    if fields
        .iter()
        .enumerate()
        .any(|(i, (k, _))| k == key || fields[..i].iter().any(|(earlier, _)| earlier == k))
    {
        return Err(Refusal::new("a key stands twice"));
    }
    let (outer, end) = (tree.outer(item), tree.span(item).end);
    if tree.kind(list) == (Kind::Sequence { flow: true }) {
        let head = format!("{{{}: ", scalar::inline(key, Place::FLOW));
        let mut rest = String::new();
        for (key, value) in fields {
            rest.push_str(", ");
            rest.push_str(&emit::flow_pair(key, value));
        }
        let patches = vec![Patch::insert(outer, head), Patch::insert(end, rest + "}")];
        return Ok(settle(tree.text, patches, false));
    }
    tree.stands_alone(item, tree.dash(item))
        .or_else(|refusal| if lines::alone_after(tree.text, end) { Ok(()) } else { Err(refusal) })?;
    Ok(promote_lines(tree, item, key, fields))
}

fn promote_lines(tree: &Tree<'_>, item: NodeId, key: &str, fields: &[(String, New)]) -> Vec<Patch> {
    let (outer, span) = (tree.outer(item), tree.span(item));
    let written = scalar::inline(key, Place::KEY);
    let empty = outer == span.end;
    let column = lines::column(tree.text, outer) + usize::from(empty);
    let head = if empty { format!(" {written}:") } else { format!("{written}: ") };
    let mut patches = vec![Patch::insert(outer, head)];
    let shift = continuation_shift(tree, span.clone(), column);
    let mut line = lines::next_line(tree.text, outer);
    while shift > 0 && line <= span.end && line < tree.text.len() {
        if lines::line_end(tree.text, line) > line {
            patches.push(Patch::insert(line, " ".repeat(shift)));
        }
        line = lines::next_line(tree.text, line);
    }
    let place = lines::after_line(tree.text, span.end);
    let tail = tree.tail(item).map(|tail| tail.shifted(shift.cast_signed()));
    let blocks = !Tail::plain(column + 2).swallows(tree.text, place);
    let layout = Layout { blocks, ..Layout::of(tree) };
    let mut ends_in_block = tail.is_some_and(Tail::needs_line_end);
    let mut added = String::new();
    for (key, value) in fields {
        added.push_str(&" ".repeat(column));
        added.push_str(&emit::entry_lines(key, value, column, layout));
        ends_in_block = emit::ends_in_block(value, layout);
    }
    patches.push(Patch::insert(place, added));
    settle(tree.text, patches, ends_in_block)
}

/// How far the lines below the item's first must move so that they stay to the right of a key at `column`.
fn continuation_shift(tree: &Tree<'_>, span: std::ops::Range<usize>, column: usize) -> usize {
    let below = tree.text[span].split(['\n', '\r']).skip(1).filter(|line| !line.trim().is_empty());
    below.map(lines::indent_of).min().map_or(0, |least| (column + 2).saturating_sub(least))
}

/// Removes an entry: its lines and the comment lines directly above at its column; in braces the entry and its comma.
///
/// Refuses the only entry of a mapping, and an entry with an anchor that is used elsewhere.
pub fn remove_key(tree: &Tree<'_>, map: NodeId, key: NodeId) -> Result<Vec<Patch>, Refusal> {
    tree.not_repeated(map)?;
    let entry = tree.entries(map).find(|&(found, _)| found == key);
    let Some((_, value)) = entry else { return Err(Refusal::new("the mapping has no such key")) };
    tree.holds_no_used_anchor(key)?;
    tree.holds_no_used_anchor(value)?;
    if tree.previous(key).is_none() && tree.next(value).is_none() {
        return Err(Refusal::new("the only key of a mapping stays"));
    }
    if tree.kind(map) == (Kind::Mapping { flow: true }) {
        let range = flow_range(tree, key, key, value)?;
        return Ok(settle(tree.text, vec![Patch::cut(range)], false));
    }
    let (text, at, end) = (tree.text, tree.outer(key), tree.span(value).end);
    if !lines::alone_after(text, end) {
        tree.stands_alone(value, at)?;
    }
    if lines::alone_before(text, at) {
        let start = lines::line_start(text, at);
        let limit = tree.line_after_previous(key);
        let gone =
            tree.with_comments_above(start, lines::column(text, at), limit)..lines::after_line(text, end);
        let before = tree.previous(key);
        if before.is_some_and(|before| tree.gap_swallows(before, gone.clone())) {
            return Err(swallowed(tree, gone.end));
        }
        let ends_in_block = before.and_then(|n| tree.tail(n)).is_some_and(Tail::needs_line_end);
        return Ok(settle(text, vec![Patch::cut(gone)], ends_in_block));
    }
    let Some(next) = tree.next(value) else { return Err(Refusal::new("the only key of a mapping stays")) };
    let (below, follower) = (lines::next_line(text, end), tree.outer(next));
    if text[..at].ends_with("? ") || text[below..follower].contains('#') {
        let line = lines::line_col(text, at).0;
        return Err(Refusal::new(format!(
            "the key in line {line} cannot be removed without losing what is around it"
        )));
    }
    Ok(settle(text, vec![Patch::cut(at..follower)], false))
}
