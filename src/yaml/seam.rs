//! What a literal or folded block would swallow: blank lines after `|+`, comments that stand as deep as its text.
//! It must not change anything; it answers whether two stretches of text may stand one after the other.

use super::lines;
use super::tree::{Kind, NodeId, Style, Tree};

/// A block scalar at the very end of a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tail {
    /// `|+` or `>+`: blank lines below are part of the text.
    keep: bool,
    /// `|-` or `>-`: the text has no newline at its end.
    strip: bool,
    /// Column of the text.
    indent: usize,
}

impl Tail {
    /// A new block that strips what follows its text.
    pub(super) fn plain(indent: usize) -> Self {
        Self { keep: false, strip: true, indent }
    }

    /// The text would lose its newline if the file ended directly after it.
    pub(super) fn needs_line_end(self) -> bool {
        !self.strip
    }

    pub(super) fn shifted(self, by: isize) -> Self {
        Self { indent: self.indent.saturating_add_signed(by), ..self }
    }

    /// Whether the lines from `from` on would become part of the block if they stood directly below it.
    pub(super) fn swallows(self, text: &str, mut from: usize) -> bool {
        while from < text.len() {
            let line = &text[from..lines::line_end(text, from)];
            let column = lines::indent_of(line);
            if column < line.len() {
                return column >= self.indent;
            }
            if self.keep || column > self.indent {
                return true;
            }
            from = lines::next_line(text, from);
        }
        false
    }
}

impl Tree<'_> {
    /// The block scalar that ends `n`, if one does.
    pub(super) fn tail(&self, n: NodeId) -> Option<Tail> {
        let leaf = self.last_leaf(n);
        let node = self.node(leaf);
        if !matches!(node.kind, Kind::Scalar(Style::Literal | Style::Folded)) {
            return None;
        }
        let header = &self.text[node.start as usize + 1..];
        let signs: &str = header.split(|c: char| !"+-0123456789".contains(c)).next().unwrap_or_default();
        let keep = signs.contains('+');
        Some(Tail { keep, strip: signs.contains('-'), indent: node.indent as usize })
    }

    fn last_leaf(&self, mut n: NodeId) -> NodeId {
        while let Kind::Sequence { flow: false } | Kind::Mapping { flow: false } = self.kind(n) {
            let last = std::iter::successors(self.child(n), |&m| self.next(m)).last();
            let Some(last) = last else { break };
            n = last;
        }
        n
    }

    /// Whether removing the lines `gone` after `before` would let a block at the end of `before` swallow what follows.
    pub(super) fn gap_swallows(&self, before: NodeId, gone: std::ops::Range<usize>) -> bool {
        let Some(tail) = self.tail(before) else { return false };
        let below = lines::next_line(self.text, self.span(before).end);
        let between = self.text.get(below..gone.start).unwrap_or_default();
        between.trim_matches([' ', '\r', '\n']).is_empty() && tail.swallows(self.text, gone.end)
    }
}
