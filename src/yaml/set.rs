//! Replacing one value or key by another text, in the notation it had where that can carry the text.
//! It must not know lists: it only touches the bytes of one node, and the lines of a block below its header.

use std::ops::Range;

use super::emit;
use super::lines;
use super::patch::{Patch, settle};
use super::scalar::{self, Place, Written};
use super::seam::Tail;
use super::tree::{Kind, NodeId, Style, Tree};
use super::{New, Refusal};

/// The longest key that is written, in characters as written: parsers give up looking for the `:` after 1,024.
const LONGEST_KEY: usize = 1000;

/// The width of new folded lines where the old text had only one.
const FOLD_WIDTH: usize = 80;

/// Replaces the text of a value or a key.
///
/// The notation stays where it can carry the text; else plain, single quotes, a literal block (for line breaks) and
/// double quotes are tried in this order. A comment behind the value stays. An alias becomes a text of its own. A list
/// or a mapping can be replaced when it is written in brackets or stands on one line.
///
/// Refuses what an alias repeats elsewhere, keys that would stand twice, and values without a place.
pub fn set(tree: &Tree<'_>, node: NodeId, value: &str) -> Result<Vec<Patch>, Refusal> {
    replace(tree, node, value, false)
}

/// Like [`set`] for a number, a boolean or a date, which is written without quotes where its characters allow that.
pub fn set_bare(tree: &Tree<'_>, node: NodeId, value: &str) -> Result<Vec<Patch>, Refusal> {
    replace(tree, node, value, true)
}

fn replace(tree: &Tree<'_>, node: NodeId, value: &str, bare: bool) -> Result<Vec<Patch>, Refusal> {
    tree.not_repeated(node)?;
    let kind = tree.kind(node);
    let style = match kind {
        Kind::Scalar(style)
            if tree.value(node) == value && !tree.is_null(node) && (!bare || style == Style::Plain) =>
        {
            return Ok(Vec::new());
        }
        Kind::Scalar(style) => style,
        _ => Style::Plain,
    };
    if tree.node(node).is_key {
        key_is_free(tree, node, value)?;
    }
    let block = matches!(style, Style::Literal | Style::Folded);
    let indent = block_indent(tree, node);
    let width = if style == Style::Folded { fold_width(tree, node) } else { FOLD_WIDTH };
    let place = place_of(tree, node, indent);
    let written =
        if bare { scalar::write_bare(value, place) } else { scalar::write(value, style, width, place) };
    if tree.node(node).is_key {
        key_is_short(&written)?;
    }
    let patches = if block {
        replace_block(tree, node, &written, indent)
    } else {
        replace_line(tree, node, &written, indent)?
    };
    Ok(settle(tree.text, patches, false))
}

/// A key that would stand twice in its mapping is refused.
fn key_is_free(tree: &Tree<'_>, node: NodeId, value: &str) -> Result<(), Refusal> {
    let twin = tree.parent(node).and_then(|map| {
        tree.entries(map).map(|(key, _)| key).find(|&key| key != node && tree.value(key) == value)
    });
    match twin {
        Some(key) => {
            let line = lines::line_col(tree.text, tree.span(key).start).0;
            Err(Refusal::new(format!("the key stands in line {line} already")))
        }
        None if tree.span(node).is_empty() => Err(Refusal::new("the key is empty")),
        None => Ok(()),
    }
}

/// A key too long for parsers is refused.
fn key_is_short(written: &Written) -> Result<(), Refusal> {
    match written {
        Written::Inline(text) if text.chars().count() <= LONGEST_KEY => Ok(()),
        _ => Err(Refusal::new(format!("a key can have at most {LONGEST_KEY} characters"))),
    }
}

/// Refuses a new value that holds a key too long for parsers.
pub(super) fn keys_are_short(value: &New) -> Result<(), Refusal> {
    match value {
        New::Scalar(_) | New::Bare(_) => Ok(()),
        New::List(items) => items.iter().try_for_each(keys_are_short),
        New::Map(entries) => entries.iter().try_for_each(|(key, value)| entry_fits(key, value)),
    }
}

/// Refuses an entry whose key, or a key inside whose value, is too long for parsers.
pub(super) fn entry_fits(key: &str, value: &New) -> Result<(), Refusal> {
    key_is_short(&Written::Inline(scalar::inline(key, Place::KEY)))?;
    keys_are_short(value)
}

fn place_of(tree: &Tree<'_>, node: NodeId, indent: usize) -> Place {
    let flow = tree.in_flow(node);
    let tail = Tail::plain(indent);
    let below = lines::next_line(tree.text, tree.span(node).end);
    let clear = lines::alone_after(tree.text, tree.span(node).end) && !tail.swallows(tree.text, below);
    Place { flow, block: !flow && !tree.node(node).is_key && clear }
}

/// The column of a block's text: the one it has, else two to the right of its key or dash.
fn block_indent(tree: &Tree<'_>, node: NodeId) -> usize {
    let entry = tree.node(node);
    let body = &tree.text[tree.span(node)];
    if entry.indent > 0 && body.contains(['\n', '\r']) {
        return entry.indent as usize;
    }
    let column = |at| lines::column(tree.text, at);
    match (tree.parent(node).map(|parent| tree.kind(parent)), tree.previous(node)) {
        (Some(Kind::Mapping { .. }), Some(key)) => column(tree.outer(key)) + 2,
        (Some(Kind::Sequence { flow: false }), _) => column(tree.dash(node)) + 2,
        _ => 2,
    }
}

/// The longest line of a folded block, in characters, where it has at least two.
fn fold_width(tree: &Tree<'_>, node: NodeId) -> usize {
    let indent = tree.node(node).indent as usize;
    let body = tree.text[tree.span(node)].split(['\n', '\r']).skip(1);
    let widths: Vec<_> = body.map(|line| line.chars().count()).filter(|&width| width > indent).collect();
    let longest = widths.iter().max().map_or(0, |width| width - indent);
    if widths.len() > 1 { longest } else { longest.max(FOLD_WIDTH) }
}

/// Replaces a literal or folded block: its header's signs and the lines below; a comment behind the header stays.
fn replace_block(tree: &Tree<'_>, node: NodeId, written: &Written, indent: usize) -> Vec<Patch> {
    let (text, span) = (tree.text, tree.span(node));
    let signs = text[span.start + 1..].bytes().take_while(|b| b"+-0123456789".contains(b)).count();
    let header = span.start..span.start + 1 + signs;
    let below = lines::line_end(text, header.end);
    let body = below..span.end.max(below);
    match written {
        Written::Inline(line) => vec![Patch::new(header, line.as_str()), Patch::cut(body)],
        Written::Block { header: sign, lines } => {
            let new = block_text(tree, sign, lines, indent, body.end);
            let mut patches = vec![Patch::new(body, new)];
            if text[header.clone()] != **sign {
                patches.push(Patch::new(header, *sign));
            }
            patches
        }
    }
}

fn block_text(tree: &Tree<'_>, sign: &str, lines: &[String], indent: usize, end: usize) -> String {
    let eol = lines::line_ending(tree.text);
    let mut body = emit::block_body(lines, indent, eol);
    if end == tree.text.len() && !sign.ends_with('-') {
        body.push_str(eol); // without it the text would lose its newline at the end of the file
    }
    body
}

/// Replaces a node that is no block scalar.
fn replace_line(
    tree: &Tree<'_>,
    node: NodeId,
    written: &Written,
    indent: usize,
) -> Result<Vec<Patch>, Refusal> {
    let range = replaceable(tree, node)?;
    let lead = lead_of(tree, node, &range);
    let end = lines::line_end(tree.text, range.end);
    Ok(match written {
        Written::Inline(line) => vec![Patch::new(range, format!("{lead}{line}"))],
        Written::Block { header, lines } => {
            let body = block_text(tree, header, lines, indent, end);
            vec![Patch::new(range, format!("{lead}{header}")), Patch::insert(end, body)]
        }
    })
}

/// Replaces a node by `text` on its line, whatever that text is.
pub(super) fn replace_inline(tree: &Tree<'_>, node: NodeId, text: &str) -> Result<Vec<Patch>, Refusal> {
    let range = replaceable(tree, node)?;
    let lead = lead_of(tree, node, &range);
    Ok(vec![Patch::new(range, format!("{lead}{text}"))])
}

/// What must stand between the indicator and a value that begins at `range.start`.
fn lead_of(tree: &Tree<'_>, node: NodeId, range: &Range<usize>) -> &'static str {
    let before = tree.text[..range.start].chars().next_back();
    let value_without_colon = tree
        .previous(node)
        .is_some_and(|key| tree.node(key).is_key && tree.span(key).end == tree.node(node).at as usize);
    match before {
        _ if value_without_colon => ": ",
        Some(' ' | '\t' | '\n' | '\r' | '[' | '{' | lines::BOM) | None => "",
        Some(_) if range.start < tree.span(node).end && !is_block(tree.kind(node)) => "",
        Some(_) => " ",
    }
}

fn is_block(kind: Kind) -> bool {
    matches!(kind, Kind::Sequence { flow: false } | Kind::Mapping { flow: false })
}

/// The bytes that a new value takes the place of.
fn replaceable(tree: &Tree<'_>, node: NodeId) -> Result<Range<usize>, Refusal> {
    let (text, span, kind) = (tree.text, tree.span(node), tree.kind(node));
    let line = || lines::line_col(text, span.start).0;
    match kind {
        Kind::Scalar(_) if span.is_empty() => {
            let end = lines::line_end(text, span.end);
            let blank = text[span.end..end].trim_matches([' ', '\t']).is_empty();
            let no_place =
                tree.parent(node).is_some_and(|map| tree.kind(map) == Kind::Mapping { flow: false })
                    && !text[..tree.node(node).at as usize].ends_with(':');
            if no_place {
                return Err(Refusal::new(format!("the key in line {} has no `:`", line())));
            }
            Ok(span.start..if blank { end } else { span.end })
        }
        Kind::Scalar(_) | Kind::Alias => Ok(span),
        Kind::Sequence { flow } | Kind::Mapping { flow } => {
            tree.holds_no_used_anchor(node)?;
            let gap = tree.node(node).body as usize..span.start;
            if flow {
                Ok(span)
            } else if !text[span.clone()].contains(['\n', '\r']) && text[gap.clone()].trim().is_empty() {
                Ok(gap.start..span.end)
            } else {
                Err(Refusal::new(format!("line {} begins a list or mapping of several lines", line())))
            }
        }
    }
}
