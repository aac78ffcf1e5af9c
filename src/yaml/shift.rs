//! Items that change their place as they are written: within a list, to another list, through the clipboard.
//! It must not write values anew: lines keep their bytes except for their indentation.

use super::emit;
use super::insert::{self, Plan, Source, swallowed};
use super::lines;
use super::patch::{Patch, settle};
use super::remove::{self, has_comment, item_at};
use super::seam::Tail;
use super::tree::{Kind, NodeId, Style, Tree};
use super::{New, Refusal};

/// A copy of an item's lines, for the clipboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifted {
    /// The comment lines above and the item's own, each with a line end.
    pub lines: String,
    /// Column of the dash in `lines`.
    pub column: usize,
}

/// Moves the item at `from` so that it stands at `to` afterwards, with the comment lines directly above it.
///
/// Refuses where an alias would come before its anchor, and in brackets where a comment would change sides.
pub fn move_within(tree: &Tree<'_>, list: NodeId, from: usize, to: usize) -> Result<Vec<Patch>, Refusal> {
    tree.not_repeated(list)?;
    let (item, goal) = (item_at(tree, list, from)?, item_at(tree, list, to)?);
    if from == to {
        return Ok(Vec::new());
    }
    tree.holds_no_used_anchor(item)?;
    if tree.kind(list) == (Kind::Sequence { flow: true }) {
        return rotate(tree, list, from, to);
    }
    tree.stands_alone(item, tree.dash(item))?;
    tree.stands_alone(goal, tree.dash(goal))?;
    let down = to > from;
    let gone = tree.region_of(item);
    let place = if down { tree.lines_of(goal).end } else { tree.region_of(goal).start };
    tree.aliases_survive(item, place)?;
    let before = tree.previous(item);
    if before.is_some_and(|before| tree.gap_swallows(before, gone.clone())) {
        return Err(swallowed(tree, gone.end));
    }
    let tail = tree.tail(item);
    if tail.is_some_and(|tail| tail.swallows(tree.text, place)) {
        return Err(swallowed(tree, place));
    }
    let new_last = if down { Some(item) } else { before };
    let ends_in_block = new_last.and_then(|n| tree.tail(n)).is_some_and(Tail::needs_line_end);
    let moved = whole_lines(tree, gone.clone());
    Ok(settle(tree.text, vec![Patch::cut(gone), Patch::insert(place, moved)], ends_in_block))
}

/// The lines of `range`, the last one with a line end even where the text has none.
fn whole_lines(tree: &Tree<'_>, range: std::ops::Range<usize>) -> String {
    let mut copy = tree.text[range.start..range.end.min(tree.text.len())].to_owned();
    if range.end > tree.text.len() {
        copy.push_str(lines::line_ending(tree.text));
    }
    copy
}

/// Moves an item in brackets: the items change places, the commas and blanks between them stay.
fn rotate(tree: &Tree<'_>, list: NodeId, from: usize, to: usize) -> Result<Vec<Patch>, Refusal> {
    let (low, high) = (from.min(to), from.max(to));
    let items: Vec<_> = tree.items(list).skip(low).take(high - low + 1).collect();
    let slots: Vec<_> = items.iter().map(|&item| tree.outer(item)..tree.span(item).end).collect();
    let whole = tree.span(list);
    if has_comment(&tree.text[whole.clone()]) {
        let line = lines::line_col(tree.text, whole.start).0;
        return Err(Refusal::new(format!("a comment inside the brackets of line {line} would change sides")));
    }
    let goal = slots[to - low].clone();
    tree.aliases_survive(items[from - low], if to > from { goal.end } else { goal.start })?;
    for &item in &items {
        tree.holds_no_used_anchor(item)?;
    }
    let mut order: Vec<_> = (0..slots.len()).collect();
    let moved = order.remove(from - low);
    order.insert(to - low, moved);
    let patches = slots
        .iter()
        .zip(order)
        .map(|(slot, source)| Patch::new(slot.clone(), &tree.text[slots[source].clone()]));
    Ok(settle(tree.text, patches.collect(), false))
}

/// Moves an item to another list, where it stands before the item at `to` or last; see [`insert::insert`] for the lists
/// that can take one. Its lines move left or right as a whole.
pub fn move_to(
    tree: &Tree<'_>,
    from_list: NodeId,
    from: usize,
    to_list: NodeId,
    to: usize,
) -> Result<Vec<Patch>, Refusal> {
    if from_list == to_list {
        let last = tree.items(to_list).count().saturating_sub(1);
        return move_within(tree, from_list, from, to.min(last));
    }
    let item = item_at(tree, from_list, from)?;
    if (item.0..tree.subtree_end(item)).contains(&to_list.0) {
        return Err(Refusal::new("an item cannot move into itself"));
    }
    let removal = remove::plan(tree, from_list, from)?;
    let block = tree.kind(from_list) == (Kind::Sequence { flow: false });
    let gone = block.then(|| tree.region_of(item));
    let lifted = copy(tree, from_list, item)?;
    let tail = if block { tree.tail(item) } else { None };
    let Plan { mut patches, place, ends_in_block } =
        insert::plan(tree, to_list, to, &Source::Lines(&lifted, tail), gone.clone())?;
    let target = patches.last().map_or(place, |patch| patch.range.start);
    tree.aliases_survive(item, target)?;
    let last_is_moved = gone.is_none_or(|gone| place >= gone.start);
    patches.extend(removal.patches);
    Ok(settle(tree.text, patches, if last_is_moved { ends_in_block } else { removal.ends_in_block }))
}

/// Copies an item for the clipboard; an item in brackets becomes one block line.
///
/// Refuses an item with an anchor or an alias, which would mean something else where it is laid down.
pub fn lift(tree: &Tree<'_>, list: NodeId, index: usize) -> Result<Lifted, Refusal> {
    let item = item_at(tree, list, index)?;
    let inside = item.0..tree.subtree_end(item);
    let mut marks = tree.anchors.iter().map(|anchor| anchor.node).chain(tree.aliases.iter().copied());
    if let Some(mark) = marks.find(|mark| inside.contains(&mark.0)) {
        let line = lines::line_col(tree.text, tree.span(mark).start).0;
        return Err(Refusal::new(format!(
            "line {line} has an anchor or an alias, which holds in this place only"
        )));
    }
    copy(tree, list, item)
}

fn copy(tree: &Tree<'_>, list: NodeId, item: NodeId) -> Result<Lifted, Refusal> {
    if tree.kind(list) == (Kind::Sequence { flow: true }) {
        let source = &tree.text[tree.outer(item)..tree.span(item).end];
        if source.contains(['\n', '\r']) {
            return Err(Refusal::new("the item stands on several lines inside brackets"));
        }
        return Ok(Lifted { lines: format!("- {source}{}", lines::line_ending(tree.text)), column: 0 });
    }
    tree.stands_alone(item, tree.dash(item))?;
    let column = lines::column(tree.text, tree.dash(item));
    Ok(Lifted { lines: whole_lines(tree, tree.region_of(item)), column })
}

/// Puts lifted lines into a list, before the item at `index` or last, indented as the list is.
///
/// A list in brackets takes only an item of one line without a comment. Refuses lines that are no items of a block list,
/// and lines with anchors or aliases.
pub fn lay(tree: &Tree<'_>, list: NodeId, index: usize, lifted: &Lifted) -> Result<Vec<Patch>, Refusal> {
    let copied = Tree::parse(&lifted.lines).map_err(|cause| Refusal::new(cause.message))?;
    let bottom = copied.root().and_then(|root| copied.items(root).last());
    let Some(bottom) = bottom.filter(|&item| lines::column(copied.text, copied.dash(item)) == lifted.column)
    else {
        return Err(Refusal::new("the lines to be laid down are no items of a list"));
    };
    if copied.has_anchors() {
        return Err(Refusal::new("the lines to be laid down hold an anchor or an alias"));
    }
    let source = Source::Lines(lifted, copied.tail(bottom));
    let plan = insert::plan(tree, list, index, &source, None)?;
    Ok(settle(tree.text, plan.patches, plan.ends_in_block))
}

/// Lifted lines as they stand inside brackets: one scalar, or one `key: text`, on one line without a comment.
pub(super) fn as_flow(lifted: &Lifted) -> Result<String, Refusal> {
    let several = || Refusal::new("a list in brackets takes only an item of one plain line");
    let line = lines::before_break(&lifted.lines, lifted.lines.len());
    let copied = Tree::parse(&lifted.lines).map_err(|cause| Refusal::new(cause.message))?;
    let root = copied.root().ok_or_else(several)?;
    let mut items = copied.items(root);
    let (Some(item), None) = (items.next(), items.next()) else { return Err(several()) };
    if lifted.lines[..line].contains(['\n', '\r']) || copied.span(item).end != line || copied.has_anchors() {
        return Err(several());
    }
    match copied.kind(item) {
        Kind::Scalar(_) => Ok(emit::flow(&plain_new(&copied, item))),
        Kind::Sequence { flow: true } | Kind::Mapping { flow: true } => {
            Ok(copied.text[copied.span(item)].to_owned())
        }
        Kind::Mapping { flow: false } => {
            let mut entries = copied.entries(item);
            let (Some((key, value)), None) = (entries.next(), entries.next()) else { return Err(several()) };
            if !matches!(copied.kind(value), Kind::Scalar(_)) {
                return Err(several());
            }
            Ok(format!("{{{}}}", emit::flow_pair(copied.value(key), &plain_new(&copied, value))))
        }
        _ => Err(several()),
    }
}

/// The scalar as it is to be written elsewhere: what has no quotes goes without, nothing is `null`.
fn plain_new(tree: &Tree<'_>, scalar: NodeId) -> New {
    let value = tree.value(scalar);
    match tree.kind(scalar) {
        _ if tree.is_null(scalar) => New::Bare("null".to_owned()),
        Kind::Scalar(Style::Plain) => New::Bare(value.to_owned()),
        _ => New::Scalar(value.to_owned()),
    }
}

/// The lines moved to the right by `by` columns, or to the left; empty lines stay empty.
pub(super) fn reindent(text: &str, by: isize, eol: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    while at < text.len() {
        let line = &text[at..lines::line_end(text, at)];
        if by > 0 && !line.is_empty() {
            out.push_str(&" ".repeat(by.unsigned_abs()));
            out.push_str(line);
        } else {
            out.push_str(&line[lines::indent_of(line).min(by.min(0).unsigned_abs())..]);
        }
        out.push_str(eol);
        at = lines::next_line(text, at);
    }
    out
}
