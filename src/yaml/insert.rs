//! Putting an item into a list: block lines, brackets, `[]`, and a key without a value.
//! It must not know where the item comes from: it is new, or lines that stood elsewhere.

use super::emit::{self, Layout};
use super::lines;
use super::patch::{Patch, settle};
use super::seam::Tail;
use super::set::{keys_are_short, replace_inline};
use super::shift::{Lifted, as_flow, reindent};
use super::tree::{Kind, NodeId, Tree};
use super::{New, Refusal};

/// What is put into a list.
pub(super) enum Source<'a> {
    New(&'a New),
    /// Lines with the block scalar at their end, if there is one.
    Lines(&'a Lifted, Option<Tail>),
}

/// Planned splices of one operation, before [`settle`].
pub(super) struct Plan {
    pub(super) patches: Vec<Patch>,
    /// Where lines were put in, or where lines go.
    pub(super) place: usize,
    /// The lines that end there end in a block scalar that needs its line end.
    pub(super) ends_in_block: bool,
}

/// Puts a new item before the one at `index`, with the comments above that one, or after the last one.
///
/// `list` is a block list, a list in brackets, or the empty value of a key (`key:`, `key: ~`, `key: []`), which becomes a
/// block list below the key. Refuses an index past the end, a list that an alias repeats, and a first item that shares
/// its line with the list around it.
pub fn insert(tree: &Tree<'_>, list: NodeId, index: usize, item: &New) -> Result<Vec<Patch>, Refusal> {
    keys_are_short(item)?;
    let plan = plan(tree, list, index, &Source::New(item), None)?;
    Ok(settle(tree.text, plan.patches, plan.ends_in_block))
}

/// Plans the insertion; `gone` are lines that the same operation removes.
pub(super) fn plan(
    tree: &Tree<'_>,
    list: NodeId,
    index: usize,
    source: &Source<'_>,
    gone: Option<std::ops::Range<usize>>,
) -> Result<Plan, Refusal> {
    tree.not_repeated(list)?;
    let count = tree.items(list).count();
    if index > count {
        return Err(Refusal::new(format!("the list has {count} items; there is no place {}", index + 1)));
    }
    match tree.kind(list) {
        Kind::Sequence { flow: false } => into_block(tree, list, index, count, source, gone),
        Kind::Sequence { flow: true } if count == 0 && opens(tree, list) => open(tree, list, source, gone),
        Kind::Sequence { flow: true } => into_flow(tree, list, index, count, source),
        Kind::Scalar(_) if tree.is_null(list) && opens(tree, list) => open(tree, list, source, gone),
        Kind::Scalar(_) if tree.is_null(list) && tree.in_flow(list) && is_value(tree, list) => {
            let text = format!("[{}]", source.flow()?);
            Ok(Plan { patches: replace_inline(tree, list, &text)?, place: 0, ends_in_block: false })
        }
        _ => Err(Refusal::new(format!(
            "line {} holds no list",
            lines::line_col(tree.text, tree.span(list).start).0
        ))),
    }
}

fn into_block(
    tree: &Tree<'_>,
    list: NodeId,
    index: usize,
    count: usize,
    source: &Source<'_>,
    gone: Option<std::ops::Range<usize>>,
) -> Result<Plan, Refusal> {
    let neighbour = tree.items(list).nth(index.min(count.saturating_sub(1)));
    let Some(neighbour) = neighbour else { return Err(Refusal::new("the list is empty")) };
    let dash = tree.dash(neighbour);
    let place = if index < count {
        if !lines::alone_before(tree.text, dash) {
            return tree.stands_alone(neighbour, dash).and(Err(Refusal::new("the item shares its line")));
        }
        tree.region_of(neighbour).start
    } else {
        tree.lines_of(neighbour).end
    };
    let layout = Layout { gap: emit::gap_after(tree.text, dash), ..Layout::of(tree) };
    put_lines(tree, place, lines::column(tree.text, dash), layout, source, gone)
}

/// Plans the lines of the item at `place`, its dash at `column`.
fn put_lines(
    tree: &Tree<'_>,
    place: usize,
    column: usize,
    layout: Layout,
    source: &Source<'_>,
    gone: Option<std::ops::Range<usize>>,
) -> Result<Plan, Refusal> {
    let below = gone.filter(|gone| gone.start == place).map_or(place, |gone| gone.end);
    let (text, ends_in_block) = match source {
        Source::New(item) => {
            let blocks = !Tail::plain(column + 2).swallows(tree.text, below);
            let layout = Layout { blocks, ..layout };
            (emit::item_lines(item, column, layout), emit::ends_in_block(item, layout))
        }
        Source::Lines(lifted, tail) => {
            let by = column.cast_signed() - lifted.column.cast_signed();
            let tail = tail.map(|tail| tail.shifted(by));
            if tail.is_some_and(|tail| tail.swallows(tree.text, below)) {
                return Err(swallowed(tree, below));
            }
            (reindent(&lifted.lines, by, layout.eol), tail.is_some_and(Tail::needs_line_end))
        }
    };
    Ok(Plan { patches: vec![Patch::insert(place, text)], place, ends_in_block })
}

/// The refusal for lines that would become part of a block scalar above them.
pub(super) fn swallowed(tree: &Tree<'_>, at: usize) -> Refusal {
    let line = lines::line_col(tree.text, at).0;
    Refusal::new(format!("line {line} would become part of the block text above it"))
}

fn is_value(tree: &Tree<'_>, n: NodeId) -> bool {
    tree.previous(n).is_some_and(|key| tree.node(key).is_key)
}

/// The node is the value of a block mapping's key and stands on one line, so lines below the key can take its place.
fn opens(tree: &Tree<'_>, value: NodeId) -> bool {
    let block = tree.parent(value).is_some_and(|map| tree.kind(map) == Kind::Mapping { flow: false });
    let span = tree.span(value);
    let inside = tree.text[span.clone()].trim_matches(['[', ']', ' ', '\t']);
    block
        && is_value(tree, value)
        && tree.text[..tree.node(value).at as usize].ends_with(':')
        && (tree.is_null(value) || inside.is_empty())
        && lines::alone_after(tree.text, span.end)
}

/// Turns `key:`, `key: ~` or `key: []` into a key with a block list of one item.
fn open(
    tree: &Tree<'_>,
    value: NodeId,
    source: &Source<'_>,
    gone: Option<std::ops::Range<usize>>,
) -> Result<Plan, Refusal> {
    let Some(key) = tree.previous(value) else { return Err(Refusal::new("the list has no key")) };
    let layout = Layout::of(tree);
    let column = lines::column(tree.text, tree.outer(key)) + layout.list_offset;
    let (span, body) = (tree.span(value), tree.node(value).body as usize);
    let kept = body + tree.text[body..span.start].trim_end().len();
    let mut plan = put_lines(tree, lines::after_line(tree.text, span.end), column, layout, source, gone)?;
    plan.patches.insert(0, Patch::cut(kept..span.end));
    Ok(plan)
}

fn into_flow(
    tree: &Tree<'_>,
    list: NodeId,
    index: usize,
    count: usize,
    source: &Source<'_>,
) -> Result<Plan, Refusal> {
    let text = source.flow()?;
    let patch = match index.checked_sub(1).and_then(|before| tree.items(list).nth(before)) {
        _ if index < count => {
            let place = tree.items(list).nth(index).map_or(0, |item| tree.outer(item));
            Patch::insert(place, format!("{text}, "))
        }
        Some(before) => after_in_flow(tree, before, &text),
        None => {
            let place = tree.span(list).start + 1;
            let comment = tree.text[place..].starts_with('#');
            Patch::insert(place, if comment { text + " " } else { text })
        }
    };
    Ok(Plan { patches: vec![patch], place: 0, ends_in_block: false })
}

/// The splice that puts `text` behind the last node inside brackets or braces.
pub(super) fn after_in_flow(tree: &Tree<'_>, last: NodeId, text: &str) -> Patch {
    let end = tree.span(last).end;
    let comma = if tree.text[..end].ends_with(':') { " , " } else { ", " };
    Patch::insert(end, format!("{comma}{text}"))
}

impl Source<'_> {
    fn flow(&self) -> Result<String, Refusal> {
        match self {
            Source::New(item) => Ok(emit::flow(item)),
            Source::Lines(lifted, _) => as_flow(lifted),
        }
    }
}
