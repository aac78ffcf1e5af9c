//! From granit-parser's events to the span tree: mends the spans of block scalars, lists and empty values on the way.
//! It must not know what the tree is for. The habits it mends are measured: measurements section 6.

use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span, StrInput, StructureStyle};

use super::anchors::Anchor;
use super::lines::{self, BOM};
use super::syntax::{self, error, scan_error};
use super::tree::{Kind, NONE, Node, NodeId, Style, Tree};
use super::{NESTING_LIMIT, SyntaxError, VALUES_LIMIT, skip};

/// A collection whose end has not come yet.
struct Open {
    node: u32,
    last: u32,
    /// Where the gap before the next child begins.
    from: usize,
    children: u32,
    /// Written with brackets or braces of its own (a pair inside brackets is not).
    bracketed: bool,
}

/// A tree in the making; the parser's events, or who reads the lines themselves, call it in the order of the text.
pub(super) struct Builder<'t> {
    tree: Tree<'t>,
    base: usize,
    /// Where the root node's gap begins: after `---`.
    from: usize,
    open: Vec<Open>,
    documents: usize,
}

/// Reads `part` of `text` into a tree; see [`Tree::parse`] and [`Tree::parse_part`].
pub(super) fn build(text: &str, part: Range<usize>, partial: bool) -> Result<Tree<'_>, SyntaxError> {
    let base = part.start;
    let source = text.get(part.clone()).ok_or_else(|| error(base, "the part does not lie on characters"))?;
    if u32::try_from(text.len()).is_err() {
        return Err(error(0, "the text is longer than 4 GiB"));
    }
    let mut builder = Builder::new(text, part, partial);
    let mut parser: Parser<'_, StrInput<'_>> = Parser::new_from_str_with_options(source, options(partial));
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|e| scan_error(&e, source, base))?;
        builder.event(event, span, base)?;
    }
    builder.finish()
}

/// How the parser is to read.
pub(super) fn options(partial: bool) -> Options {
    let mut options = granit_parser::options! {
        flow_nesting_limit: NESTING_LIMIT,
        block_nesting_limit: NESTING_LIMIT,
        emit_unresolved_aliases: partial,
    };
    options.set_emit_comments(false);
    options
}

impl<'t> Builder<'t> {
    /// A tree without a node, of `part` of `text`.
    pub(super) fn new(text: &'t str, part: Range<usize>, partial: bool) -> Self {
        let tree = Tree {
            text,
            nodes: Vec::with_capacity(part.len() / 24),
            decoded: Vec::new(),
            anchors: Vec::new(),
            aliases: Vec::new(),
            root: None,
            limit: part.end,
            partial,
        };
        Self { tree, base: part.start, from: part.start, open: Vec::new(), documents: 0 }
    }

    /// The texts, lists and maps so far.
    pub(super) fn values(&self) -> usize {
        self.tree.nodes.len()
    }

    /// Plain words in one line.
    pub(super) fn plain(&mut self, range: Range<usize>) {
        let id = self.push(Kind::Scalar(Style::Plain), 0, false);
        let node = &mut self.tree.nodes[id as usize];
        (node.start, node.end) = (range.start as u32, range.end as u32);
        (node.value, node.length) = (node.start, node.end - node.start);
        self.close(id);
    }

    /// An empty value.
    pub(super) fn nothing(&mut self) {
        let id = self.push(Kind::Scalar(Style::Plain), 0, false);
        self.close(id);
    }

    /// An event of the parser, whose offsets count from `base`.
    pub(super) fn event(&mut self, event: Event<'_>, span: Span, base: usize) -> Result<(), SyntaxError> {
        let range = span.byte_range().unwrap_or(0..0);
        let range = range.start + base..range.end + base;
        if self.tree.nodes.len() >= VALUES_LIMIT {
            return Err(error(range.start, "more than 2 million texts, lists and maps; split the file"));
        }
        match event {
            Event::DocumentStart(explicit, _) => return self.document(explicit, &range),
            Event::Scalar(value, style, anchor, tag) => {
                let node = self.push(Kind::Scalar(style_of(style)), anchor, tag.is_some());
                self.scalar(node, &value, range, span.indent);
                self.close(node);
            }
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::UnresolvedAlias(_) => self.alias(usize::MAX, range),
            Event::SequenceStart(style, anchor, tag) => {
                self.collection(
                    Kind::Sequence { flow: style == StructureStyle::Flow },
                    anchor,
                    tag.is_some(),
                    &range,
                );
            }
            Event::MappingStart(style, anchor, tag) => {
                self.collection(
                    Kind::Mapping { flow: style == StructureStyle::Flow },
                    anchor,
                    tag.is_some(),
                    &range,
                );
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(&range),
            _ => {}
        }
        Ok(())
    }

    fn document(&mut self, explicit: bool, range: &Range<usize>) -> Result<(), SyntaxError> {
        self.documents += 1;
        if self.documents > 1 {
            return Err(error(range.start, "a second document begins here; a board is one document"));
        }
        if explicit {
            self.from = range.end;
        }
        Ok(())
    }

    /// Adds a node below the innermost open collection; its start and end are those of an empty value.
    fn push(&mut self, kind: Kind, anchor: usize, tagged: bool) -> u32 {
        let id = u32::try_from(self.tree.nodes.len()).unwrap_or(NONE);
        let flow = self.in_brackets();
        let (at, is_key) = self.place();
        let mut body = at;
        for _ in 0..usize::from(anchor != 0) + usize::from(tagged) {
            let Some((start, end)) = skip::property(self.tree.text, body, self.tree.limit, flow) else {
                break;
            };
            if anchor != 0 && self.tree.text.as_bytes()[start] == b'&' {
                self.tree.anchors.push(Anchor {
                    id: anchor,
                    node: NodeId(id),
                    name: start + 1..end,
                    user: None,
                });
            }
            body = end;
        }
        let (parent, previous) = self.open.last().map_or((NONE, NONE), |open| (open.node, open.last));
        let place = body as u32;
        self.tree.nodes.push(Node {
            at: at as u32,
            body: place,
            start: place,
            end: place,
            parent,
            previous,
            next: NONE,
            child: NONE,
            value: place,
            length: 0,
            indent: 0,
            kind,
            is_key,
        });
        self.link(id, previous);
        id
    }

    fn link(&mut self, id: u32, previous: u32) {
        let Some(open) = self.open.last_mut() else {
            self.tree.root = Some(NodeId(id));
            return;
        };
        match previous {
            NONE => self.tree.nodes[open.node as usize].child = id,
            before => self.tree.nodes[before as usize].next = id,
        }
        open.last = id;
        open.children += 1;
    }

    /// Where the next node may begin, after its indicator, and whether it is a key.
    fn place(&self) -> (usize, bool) {
        let (text, limit) = (self.tree.text, self.tree.limit);
        let Some(open) = self.open.last() else { return (self.from, false) };
        let flow = self.in_brackets();
        let separated = if open.children > 0 && open.bracketed {
            skip::indicator(text, open.from, limit, b',').unwrap_or(open.from)
        } else {
            open.from
        };
        let explicit = || skip::spaced_indicator(text, separated, limit, b'?');
        match self.tree.nodes[open.node as usize].kind {
            Kind::Sequence { flow: false } => {
                (skip::indicator(text, open.from, limit, b'-').unwrap_or(open.from), false)
            }
            Kind::Mapping { .. } if open.children % 2 == 1 => {
                let colon = if flow {
                    skip::indicator(text, open.from, limit, b':')
                } else {
                    skip::spaced_indicator(text, open.from, limit, b':')
                };
                (colon.unwrap_or(open.from), false)
            }
            Kind::Mapping { .. } => (explicit().unwrap_or(separated), true),
            _ => (separated, false),
        }
    }

    fn in_brackets(&self) -> bool {
        self.open.last().is_some_and(|open| {
            let kind = self.tree.nodes[open.node as usize].kind;
            matches!(kind, Kind::Sequence { flow: true } | Kind::Mapping { flow: true })
        })
    }

    fn scalar(&mut self, id: u32, value: &str, mut range: Range<usize>, indent: Option<usize>) {
        let (text, limit) = (self.tree.text, self.tree.limit);
        let node = &mut self.tree.nodes[id as usize];
        let mut inner = range.clone();
        match node.kind {
            Kind::Scalar(Style::Plain) if range.is_empty() => return, // nothing is written; the parser says `~`
            Kind::Scalar(Style::Single | Style::Double) => inner = range.start + 1..range.end - 1,
            Kind::Scalar(Style::Literal | Style::Folded) => {
                let column = indent.unwrap_or_else(|| lines::column(text, range.start));
                let header = skip::gap(text, node.body as usize, limit);
                range = header..block_end(text, header, &range, column, value);
                node.indent = column as u32;
            }
            _ => {}
        }
        (node.start, node.end) = (range.start as u32, range.end as u32);
        if text.get(inner.clone()) == Some(value) {
            (node.value, node.length) = (inner.start as u32, value.len() as u32);
        } else {
            (node.value, node.length) = (self.tree.decoded.len() as u32, NONE);
            self.tree.decoded.push(value.into());
        }
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) {
        let id = self.push(Kind::Alias, 0, false);
        let found = self.tree.anchors.binary_search_by_key(&anchor, |known| known.id);
        let target = found.map_or(NONE, |index| {
            let known = &mut self.tree.anchors[index];
            known.user.get_or_insert(NodeId(id));
            known.node.0
        });
        self.tree.aliases.push(NodeId(id));
        let node = &mut self.tree.nodes[id as usize];
        (node.start, node.end, node.value) = (range.start as u32, range.end as u32, target);
        self.close(id);
    }

    /// Begins a list or a map; what it is written with stands at `range`.
    pub(super) fn collection(&mut self, kind: Kind, anchor: usize, tagged: bool, range: &Range<usize>) {
        let node = self.push(kind, anchor, tagged);
        let flow = matches!(kind, Kind::Sequence { flow: true } | Kind::Mapping { flow: true });
        let bracketed =
            flow && !range.is_empty() && matches!(self.tree.text.as_bytes()[range.start], b'[' | b'{');
        let entry = &mut self.tree.nodes[node as usize];
        let from = if bracketed {
            entry.start = range.start as u32;
            range.start + 1
        } else {
            entry.body as usize
        };
        self.open.push(Open { node, last: NONE, from, children: 0, bracketed });
    }

    /// Ends the innermost list or map.
    pub(super) fn end(&mut self, range: &Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        let nodes = &mut self.tree.nodes;
        let (first, kind) = (nodes[open.node as usize].child, nodes[open.node as usize].kind);
        if open.bracketed {
            nodes[open.node as usize].end = range.end as u32;
        } else if open.last != NONE {
            let child = nodes[first as usize];
            let dash = kind == Kind::Sequence { flow: false };
            nodes[open.node as usize].start = if dash { child.at.saturating_sub(1) } else { child.start };
            nodes[open.node as usize].end = nodes[open.last as usize].end;
        }
        self.close(open.node);
    }

    /// The next sibling's gap begins where this node ends.
    fn close(&mut self, id: u32) {
        if let Some(open) = self.open.last_mut() {
            open.from = self.tree.nodes[id as usize].end as usize;
        }
    }

    /// The tree.
    pub(super) fn finish(self) -> Result<Tree<'t>, SyntaxError> {
        let mut tree = self.tree;
        let empty = tree.root.map(|root| *tree.node(root));
        if empty.is_some_and(|n| n.kind == Kind::Scalar(Style::Plain) && n.end == n.at) {
            tree.root = None;
        }
        match tree.stray_mark(self.base) {
            Some(at) => Err(error(at, syntax::STRAY_MARK)),
            None => Ok(tree),
        }
    }
}

impl Tree<'_> {
    /// The first byte order mark from `base` on that is neither the text's first character nor quoted.
    fn stray_mark(&self, base: usize) -> Option<usize> {
        let is_quoted = |n: &&Node| matches!(n.kind, Kind::Scalar(Style::Single | Style::Double));
        let mut quoted = self.nodes.iter().filter(is_quoted).peekable();
        let marks = self.text[base..self.limit].match_indices(BOM).map(|(at, _)| at + base);
        for at in marks.filter(|&at| at > 0) {
            while quoted.next_if(|n| n.end as usize <= at).is_some() {}
            if quoted.peek().is_none_or(|n| n.start as usize > at) {
                return Some(at);
            }
        }
        None
    }
}

/// End of a literal or folded block whose content the parser gave as `content`: its blank lines below count only after
/// a `+` in the header, and the indentation of what follows never does.
fn block_end(text: &str, header: usize, content: &Range<usize>, column: usize, value: &str) -> usize {
    let signs =
        text.as_bytes()[header + 1..].iter().take_while(|b| matches!(b, b'+' | b'-' | b'0'..=b'9')).count();
    let header_end = header + 1 + signs;
    let keep = text[header..header_end].contains('+');
    if content.is_empty() && keep && !value.is_empty() {
        let below = (0..value.len()).fold(header_end, |at, _| lines::next_line(text, at));
        return lines::line_end(text, below);
    }
    let mut end = content.end.max(header_end);
    loop {
        let start = lines::line_start(text, end);
        if start <= header_end || text[start..end].bytes().any(|b| b != b' ') {
            break;
        }
        let blank_line = lines::line_end(text, end) == end;
        if (keep && blank_line && start != end) || (blank_line && end - start > column) {
            break;
        }
        end = lines::before_break(text, start);
        if keep {
            break;
        }
    }
    if content.is_empty() { header_end } else { end }
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::Single,
        ScalarStyle::DoubleQuoted => Style::Double,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}
