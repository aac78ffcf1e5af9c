//! New items and entries as lines: dashes, keys, indentation and line ends as the file around them has them.
//! It must not know which operation asks.

use super::New;
use super::lines;
use super::scalar::{self, Place, Written};
use super::tree::{Kind, NodeId, Tree};

/// How a file writes its lists and lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub(super) eol: &'static str,
    /// Column of a list's dashes less the column of its key.
    pub(super) list_offset: usize,
    /// Spaces between a dash and its item.
    pub(super) gap: usize,
    /// Literal blocks are allowed (what follows would not become part of them).
    pub(super) blocks: bool,
}

impl Layout {
    /// The layout of the file's first block list that is a key's value.
    pub(super) fn of(tree: &Tree<'_>) -> Self {
        let eol = lines::line_ending(tree.text);
        let (list_offset, gap) = if tree.partial { scan_lists(tree.text) } else { first_list(tree) };
        Self { eol, list_offset, gap, blocks: true }
    }

    fn place(self) -> Place {
        Place { flow: false, block: self.blocks }
    }
}

fn first_list(tree: &Tree<'_>) -> (usize, usize) {
    let ids = (0..tree.nodes.len() as u32).map(NodeId);
    let found = ids.filter(|&n| tree.kind(n) == Kind::Sequence { flow: false }).find_map(|list| {
        let key = tree.previous(list)?;
        let item = tree.child(list)?;
        let dash = lines::column(tree.text, tree.dash(item));
        let offset = dash.checked_sub(lines::column(tree.text, tree.outer(key)))?;
        (tree.node(key).is_key && offset <= 8).then(|| (offset, gap_after(tree.text, tree.dash(item))))
    });
    found.unwrap_or((0, 1))
}

/// The first `key:` line with a `- ` line below, read without a parser: a part of a file may hold no such list.
fn scan_lists(text: &str) -> (usize, usize) {
    let mut key: Option<usize> = None;
    for line in text.split(['\n', '\r']) {
        let content = line.trim_start_matches(' ');
        let column = line.len() - content.len();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if let Some(offset) = key.and_then(|key| column.checked_sub(key)).filter(|&offset| offset <= 8)
            && (content == "-" || content.starts_with("- "))
        {
            return (offset, gap_after(line, column));
        }
        let inner = content.trim_start_matches(['-', ' ']);
        let before_comment = inner.split(" #").next().unwrap_or_default();
        key = before_comment.trim_end().ends_with(':').then(|| line.len() - inner.len());
    }
    (0, 1)
}

/// How many spaces stand between the dash at `dash` and its item; 1 where the item stands elsewhere or after a tab.
pub(super) fn gap_after(text: &str, dash: usize) -> usize {
    let rest = &text[dash + 1..lines::line_end(text, dash)];
    let spaces = lines::indent_of(rest);
    let bare = rest[spaces..].is_empty() || rest[spaces..].starts_with(['#', '\t']);
    if bare { 1 } else { spaces.max(1) }
}

/// One item as whole lines, its dash at `column`.
pub(super) fn item_lines(item: &New, column: usize, layout: Layout) -> String {
    let mut out = " ".repeat(column);
    out.push('-');
    let inner = column + 1 + layout.gap;
    match item {
        New::Map(entries) if !entries.is_empty() => {
            out.push_str(&" ".repeat(layout.gap));
            write_entries(&mut out, entries, inner, layout);
        }
        New::Scalar(text) => {
            let written = scalar::write_new(text, layout.place());
            write_scalar(&mut out, &written, layout.gap, column + 2, layout.eol);
        }
        other => {
            out.push_str(&" ".repeat(layout.gap));
            out.push_str(&flow(other));
            out.push_str(layout.eol);
        }
    }
    out
}

/// One entry as whole lines, without the indentation of its first line, which stands at `column`.
pub(super) fn entry_lines(key: &str, value: &New, column: usize, layout: Layout) -> String {
    let mut out = scalar::inline(key, Place::KEY);
    out.push(':');
    match value {
        New::Scalar(text) => {
            let written = scalar::write_new(text, layout.place());
            write_scalar(&mut out, &written, 1, column + 2, layout.eol);
        }
        New::List(items) if !items.is_empty() => {
            out.push_str(layout.eol);
            for item in items {
                out.push_str(&item_lines(item, column + layout.list_offset, layout));
            }
        }
        New::Map(entries) if !entries.is_empty() => {
            out.push_str(layout.eol);
            out.push_str(&" ".repeat(column + 2));
            write_entries(&mut out, entries, column + 2, layout);
        }
        other => {
            out.push(' ');
            out.push_str(&flow(other));
            out.push_str(layout.eol);
        }
    }
    out
}

/// The entries as lines at `column`; the first one continues the line that `out` holds.
fn write_entries(out: &mut String, entries: &[(String, New)], column: usize, layout: Layout) {
    for (index, (key, value)) in entries.iter().enumerate() {
        if index > 0 {
            out.push_str(&" ".repeat(column));
        }
        out.push_str(&entry_lines(key, value, column, layout));
    }
}

fn write_scalar(out: &mut String, written: &Written, gap: usize, indent: usize, eol: &str) {
    out.push_str(&" ".repeat(gap));
    match written {
        Written::Inline(text) => out.push_str(text),
        Written::Block { header, lines } => {
            out.push_str(header);
            out.push_str(&block_body(lines, indent, eol));
        }
    }
    out.push_str(eol);
}

/// The lines of a block scalar, each after a line end, none at the end.
pub(super) fn block_body(body: &[String], indent: usize, eol: &str) -> String {
    let mut out = String::new();
    for line in body {
        out.push_str(eol);
        if !line.is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(line);
        }
    }
    out
}

/// A whole new document: a mapping in block lines, two columns a level, lists at the column of their key.
pub fn document(entries: &[(String, New)]) -> String {
    let layout = Layout { eol: "\n", list_offset: 0, gap: 1, blocks: true };
    let mut out = String::new();
    write_entries(&mut out, entries, 0, layout);
    out
}

/// A value on one line, as it stands inside brackets.
pub(super) fn flow(value: &New) -> String {
    match value {
        New::Scalar(text) => scalar::inline(text, Place::FLOW),
        New::Bare(text) => match scalar::write_bare(text, Place::FLOW) {
            Written::Inline(text) => text,
            Written::Block { .. } => scalar::inline(text, Place::FLOW),
        },
        New::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        New::Map(entries) => {
            let pairs: Vec<_> = entries.iter().map(|(key, value)| flow_pair(key, value)).collect();
            format!("{{{}}}", pairs.join(", "))
        }
    }
}

/// An entry as it stands inside braces.
pub(super) fn flow_pair(key: &str, value: &New) -> String {
    format!("{}: {}", scalar::inline(key, Place::FLOW), flow(value))
}

/// Whether the last thing written is a literal block whose text ends in a newline.
pub(super) fn ends_in_block(value: &New, layout: Layout) -> bool {
    match value {
        New::Scalar(text) => {
            matches!(scalar::write_new(text, layout.place()), Written::Block { header: "|", .. })
        }
        New::List(items) => items.last().is_some_and(|item| ends_in_block(item, layout)),
        New::Map(entries) => entries.last().is_some_and(|(_, value)| ends_in_block(value, layout)),
        New::Bare(_) => false,
    }
}
