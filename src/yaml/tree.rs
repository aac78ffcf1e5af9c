//! The span tree: every node of a document with the bytes it stands on, in one vector.
//! It must not know how texts are changed; it borrows the text and only answers questions about it.

use std::collections::HashMap;
use std::ops::Range;

use super::anchors::Anchor;
use super::{SyntaxError, build, lines, quick, skip};

/// A node of one [`Tree`]; ids stand in the order of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

/// "No node" in the compact links of [`Node`].
pub(super) const NONE: u32 = u32::MAX;

/// So many keys are compared each with each, more of them by their hashes.
const FEW_KEYS: usize = 8;

/// The notation of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `words`, or nothing at all.
    Plain,
    /// `'words'`.
    Single,
    /// `"words"`.
    Double,
    /// `|` and lines below.
    Literal,
    /// `>` and lines below.
    Folded,
}

/// What a node is and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A text in one of the five notations.
    Scalar(Style),
    /// `*name`; [`Tree::resolve`] gives the node it stands for.
    Alias,
    /// A list: `- item` lines, or `[a, b]` where `flow`.
    Sequence {
        /// Written with brackets.
        flow: bool,
    },
    /// A mapping: `key: value` lines, or `{a: b}` where `flow`.
    Mapping {
        /// Written with braces, or a single pair inside brackets.
        flow: bool,
    },
}

/// One node; offsets fit `u32` by the file size limit of 64 MiB.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// After the indicator (`-`, `:`, `,`, `[`) that introduces the node, before its anchor and tag.
    pub(super) at: u32,
    /// After its anchor and tag.
    pub(super) body: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) parent: u32,
    pub(super) previous: u32,
    pub(super) next: u32,
    pub(super) child: u32,
    /// Scalar: offset of the decoded text in the source, or its index among the decoded texts. Alias: its target.
    pub(super) value: u32,
    /// Length of the decoded text in the source; [`NONE`] when `value` is an index.
    pub(super) length: u32,
    /// Content column of a literal or folded block.
    pub(super) indent: u32,
    pub(super) kind: Kind,
    /// A key of a mapping.
    pub(super) is_key: bool,
}

/// The spans of a whole document, or of a run of lines of one list.
#[derive(Debug)]
pub struct Tree<'t> {
    pub(super) text: &'t str,
    pub(super) nodes: Vec<Node>,
    pub(super) decoded: Vec<Box<str>>,
    pub(super) anchors: Vec<Anchor>,
    pub(super) aliases: Vec<NodeId>,
    pub(super) root: Option<NodeId>,
    /// Where the parsed lines end; the text's end for a whole document.
    pub(super) limit: usize,
    /// Only a part of the text was parsed.
    pub(super) partial: bool,
}

impl<'t> Tree<'t> {
    /// Reads a whole document.
    ///
    /// Fails on a syntax error, on a second document (at its start), on nesting over [`super::NESTING_LIMIT`], and on
    /// a byte order mark outside a quoted text anywhere but at the text's start. Duplicate keys are no error here.
    pub fn parse(text: &'t str) -> Result<Self, SyntaxError> {
        quick::read(text).map_or_else(|| build::build(text, 0..text.len(), false), Ok)
    }

    /// Reads whole lines of `text` that hold a run of items of one block list; spans count from the start of `text`.
    ///
    /// The root is that list. Aliases of anchors outside the part stand unresolved, and every anchor inside counts as
    /// used elsewhere.
    pub fn parse_part(text: &'t str, part: Range<usize>) -> Result<Self, SyntaxError> {
        build::build(text, part, true)
    }

    /// The text that was parsed, also what lies outside the part.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The document's value; nothing for an empty document.
    pub fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// What the node is.
    pub fn kind(&self, n: NodeId) -> Kind {
        self.node(n).kind
    }

    /// The bytes of the value, without anchor, tag and the comment behind it.
    ///
    /// A literal or folded block begins at its `|` or `>`, a block list at its first dash, a block mapping at its first
    /// key. It ends after the last content, without the line end; blank lines count only after a `|+` block.
    pub fn span(&self, n: NodeId) -> Range<usize> {
        let node = self.node(n);
        node.start as usize..node.end as usize
    }

    /// The decoded text of a scalar; of the anchored scalar for an alias; nothing for a collection.
    /// Plain scalars are as written (`no`, `1.10`, `~`).
    pub fn value(&self, n: NodeId) -> &str {
        let node = self.node(self.resolve(n));
        match (node.kind, node.length) {
            (Kind::Scalar(_), NONE) => &self.decoded[node.value as usize],
            (Kind::Scalar(_), length) => &self.text[node.value as usize..][..length as usize],
            _ => "",
        }
    }

    /// Where in the text the decoded value stands, when it stands there byte for byte.
    pub fn borrowed(&self, n: NodeId) -> Option<Range<usize>> {
        let node = self.node(self.resolve(n));
        let found = matches!(node.kind, Kind::Scalar(_)) && node.length != NONE;
        found.then(|| node.value as usize..node.value as usize + node.length as usize)
    }

    /// Whether the node is nothing: empty, `~`, `null`, `Null` or `NULL`, unquoted.
    pub fn is_null(&self, n: NodeId) -> bool {
        let n = self.resolve(n);
        self.kind(n) == Kind::Scalar(Style::Plain)
            && matches!(self.value(n), "" | "~" | "null" | "Null" | "NULL")
    }

    /// The items of a list; nothing for anything else.
    pub fn items(&self, seq: NodeId) -> Children<'_> {
        let is_list = matches!(self.kind(seq), Kind::Sequence { .. });
        Children { nodes: &self.nodes, next: if is_list { self.node(seq).child } else { NONE } }
    }

    /// The entries of a mapping as key and value, duplicates too; nothing for anything else.
    pub fn entries(&self, map: NodeId) -> Entries<'_> {
        let is_map = matches!(self.kind(map), Kind::Mapping { .. });
        Entries(Children { nodes: &self.nodes, next: if is_map { self.node(map).child } else { NONE } })
    }

    /// The value of the first entry with this key.
    pub fn get(&self, map: NodeId, key: &str) -> Option<NodeId> {
        self.entries(map).find(|&(k, _)| self.is_text(k) && self.value(k) == key).map(|(_, value)| value)
    }

    /// The anchored node for an alias, else the node itself. An alias of an anchor outside the part stays itself.
    pub fn resolve(&self, n: NodeId) -> NodeId {
        match self.node(n) {
            Node { kind: Kind::Alias, value, .. } if *value != NONE => NodeId(*value),
            _ => n,
        }
    }

    /// Whether the text that was parsed holds anchors or aliases.
    pub fn has_anchors(&self) -> bool {
        !self.anchors.is_empty() || !self.aliases.is_empty()
    }

    /// The entries whose key stood before in the same mapping: the first key's node and the second's.
    pub fn duplicate_keys(&self, map: NodeId) -> Vec<(NodeId, NodeId)> {
        if self.entries(map).nth(FEW_KEYS).is_none() && !self.has_equal_keys(map) {
            return Vec::new();
        }
        let mut seen = HashMap::new();
        let mut found = Vec::new();
        for (key, _) in self.entries(map).filter(|&(key, _)| self.is_text(key)) {
            match seen.entry(self.value(key)) {
                std::collections::hash_map::Entry::Occupied(first) => found.push((*first.get(), key)),
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(key);
                }
            }
        }
        found
    }

    /// Whether two keys are the same; for a few of them, which are compared each with each.
    fn has_equal_keys(&self, map: NodeId) -> bool {
        let texts = || self.entries(map).map(|(key, _)| key).filter(|&key| self.is_text(key));
        texts()
            .enumerate()
            .any(|(at, key)| texts().take(at).any(|before| self.value(before) == self.value(key)))
    }

    /// The lines of a block list's item: from the start of its dash's line to the end of its last line, with the line
    /// end.
    pub fn own_lines(&self, item: NodeId) -> Range<usize> {
        let lines = self.lines_of(item);
        lines.start..lines.end.min(self.text.len())
    }

    /// [`Self::own_lines`] with the comment lines directly above that stand at the dash's column.
    pub fn region(&self, item: NodeId) -> Range<usize> {
        let region = self.region_of(item);
        region.start..region.end.min(self.text.len())
    }

    /// Whether a node, an alias resolved, is one text.
    pub fn is_text(&self, n: NodeId) -> bool {
        matches!(self.kind(self.resolve(n)), Kind::Scalar(_))
    }

    pub(super) fn node(&self, n: NodeId) -> &Node {
        &self.nodes[n.0 as usize]
    }

    pub(super) fn parent(&self, n: NodeId) -> Option<NodeId> {
        link(self.node(n).parent)
    }

    pub(super) fn next(&self, n: NodeId) -> Option<NodeId> {
        link(self.node(n).next)
    }

    pub(super) fn previous(&self, n: NodeId) -> Option<NodeId> {
        link(self.node(n).previous)
    }

    pub(super) fn child(&self, n: NodeId) -> Option<NodeId> {
        link(self.node(n).child)
    }

    /// The first byte of a node with its anchor and tag.
    pub(super) fn outer(&self, n: NodeId) -> usize {
        let node = self.node(n);
        skip::gap(self.text, node.at as usize, self.limit).min(node.start as usize)
    }

    /// The dash of a block list's item.
    pub(super) fn dash(&self, item: NodeId) -> usize {
        (self.node(item).at as usize).saturating_sub(1)
    }

    /// Whether the node stands inside brackets or braces.
    pub(super) fn in_flow(&self, n: NodeId) -> bool {
        std::iter::successors(self.parent(n), |&above| self.parent(above)).any(|above| {
            matches!(self.kind(above), Kind::Sequence { flow: true } | Kind::Mapping { flow: true })
        })
    }

    /// One past the last node of the subtree of `n`: ids stand in the order of the text.
    pub(super) fn subtree_end(&self, n: NodeId) -> u32 {
        let above = std::iter::successors(Some(n), |&m| self.parent(m));
        let follower = above.map(|m| self.node(m).next).find(|&next| next != NONE);
        follower.unwrap_or(u32::try_from(self.nodes.len()).unwrap_or(NONE))
    }

    /// [`Self::own_lines`] with an end one past the text's where the last line has no line end.
    pub(super) fn lines_of(&self, item: NodeId) -> Range<usize> {
        let start = lines::line_start(self.text, self.dash(item));
        start..lines::after_line(self.text, self.span(item).end)
    }

    /// [`Self::region`] with an end like [`Self::lines_of`].
    pub(super) fn region_of(&self, item: NodeId) -> Range<usize> {
        let own = self.lines_of(item);
        let limit = self.line_after_previous(item);
        self.with_comments_above(own.start, lines::column(self.text, self.dash(item)), limit)..own.end
    }

    /// The first line that can belong to `child` alone: after the sibling before it, or the indicator of its parent.
    pub(super) fn line_after_previous(&self, child: NodeId) -> usize {
        let Some(parent) = self.parent(child) else { return 0 };
        match self.previous(child) {
            Some(n) => lines::next_line(self.text, self.span(n).end),
            None if self.parent(parent).is_some() => {
                lines::next_line(self.text, self.node(parent).at as usize)
            }
            None => 0,
        }
    }

    /// The start of the comment lines at `column` that stand directly above the line at `start`, not above `limit`.
    pub(super) fn with_comments_above(&self, mut start: usize, column: usize, limit: usize) -> usize {
        while let Some(above) = lines::line_above(self.text, start).filter(|&above| above >= limit) {
            let line = &self.text[above..start];
            if lines::indent_of(line) != column || !line[column..].starts_with('#') {
                break;
            }
            start = above;
        }
        start
    }
}

/// Iterator over the items of a list.
#[derive(Debug, Clone)]
pub struct Children<'a> {
    nodes: &'a [Node],
    next: u32,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = link(self.next)?;
        self.next = self.nodes[self.next as usize].next;
        Some(id)
    }
}

/// Iterator over the entries of a mapping, as key and value.
#[derive(Debug, Clone)]
pub struct Entries<'a>(Children<'a>);

impl Iterator for Entries<'_> {
    type Item = (NodeId, NodeId);

    fn next(&mut self) -> Option<(NodeId, NodeId)> {
        Some((self.0.next()?, self.0.next()?))
    }
}

fn link(id: u32) -> Option<NodeId> {
    (id != NONE).then_some(NodeId(id))
}
