//! What anchors and aliases forbid: an edit that would change a second place, or part an alias from its anchor.
//! It must not change anything; it answers with refusals that name the lines.

use std::collections::HashSet;
use std::ops::Range;

use super::lines::line_col;
use super::tree::{NodeId, Tree};
use super::{Refusal, lines};

/// An anchor (`&name`) on a node.
#[derive(Debug)]
pub(super) struct Anchor {
    /// The parser's number; ascending in the text.
    pub(super) id: usize,
    pub(super) node: NodeId,
    pub(super) name: Range<usize>,
    /// The first alias of it.
    pub(super) user: Option<NodeId>,
}

impl Tree<'_> {
    /// Refuses a change of `n` or of anything inside it when an alias repeats `n` or a node around it.
    pub(super) fn not_repeated(&self, n: NodeId) -> Result<(), Refusal> {
        if self.anchors.is_empty() {
            return Ok(());
        }
        for above in std::iter::successors(Some(n), |&m| self.parent(m)) {
            let anchor = self.anchors.iter().find(|anchor| anchor.node == above);
            if let Some(anchor) = anchor.filter(|anchor| self.is_used(anchor)) {
                return Err(self.repeated(anchor));
            }
        }
        Ok(())
    }

    /// Refuses when a node inside `n`, or `n` itself, is repeated by an alias that stands elsewhere.
    pub(super) fn holds_no_used_anchor(&self, n: NodeId) -> Result<(), Refusal> {
        let inside = n.0..self.subtree_end(n);
        for anchor in self.anchors.iter().filter(|anchor| inside.contains(&anchor.node.0)) {
            let outside = |alias: &NodeId| !inside.contains(&alias.0) && self.resolve(*alias) == anchor.node;
            if self.partial || self.aliases.iter().any(outside) {
                return Err(self.repeated(anchor));
            }
        }
        Ok(())
    }

    /// Refuses a move of `n` to `place` that would put an alias inside before its anchor, or between two of one name.
    pub(super) fn aliases_survive(&self, n: NodeId, place: usize) -> Result<(), Refusal> {
        if !self.has_anchors() {
            return Ok(());
        }
        let inside = n.0..self.subtree_end(n);
        let name = |anchor: &Anchor| &self.text[anchor.name.clone()];
        for alias in self.aliases.iter().filter(|alias| inside.contains(&alias.0)) {
            let target = self.resolve(*alias);
            if target != *alias && !inside.contains(&target.0) && place < self.span(target).end {
                let line = line_col(self.text, self.span(target).start).0;
                return Err(Refusal::new(format!("the alias would stand before its anchor in line {line}")));
            }
        }
        let mut names = HashSet::new();
        for anchor in &self.anchors {
            if !names.insert(name(anchor)) {
                let line = line_col(self.text, anchor.name.start).0;
                let text = format!("the anchor &{} is given again in line {line}", short(name(anchor)));
                return Err(Refusal::new(text));
            }
        }
        Ok(())
    }

    fn is_used(&self, anchor: &Anchor) -> bool {
        self.partial || anchor.user.is_some()
    }

    fn repeated(&self, anchor: &Anchor) -> Refusal {
        let line = |at| line_col(self.text, at).0;
        let name = short(&self.text[anchor.name.clone()]);
        let place = line(anchor.name.start);
        Refusal::new(match anchor.user {
            Some(alias) => {
                let user = line(self.span(alias).start);
                format!(
                    "the anchor &{name} in line {place} is used again in line {user}; the edit would change both places"
                )
            }
            None => format!("the anchor &{name} in line {place} may be used again elsewhere in the file"),
        })
    }

    /// Refuses when the block item or entry `n` shares its first or its last line with something else.
    pub(super) fn stands_alone(&self, n: NodeId, from: usize) -> Result<(), Refusal> {
        let end = self.span(n).end;
        if lines::alone_before(self.text, from) && lines::alone_after(self.text, end) {
            return Ok(());
        }
        let line = line_col(self.text, from).0;
        Err(Refusal::new(format!("line {line} holds more than this one item")))
    }
}

fn short(name: &str) -> String {
    name.chars().take(40).collect()
}
