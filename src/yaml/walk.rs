//! Walking all nodes of a span tree, in the order of the text.

use super::New;
use super::tree::{Kind, NodeId, Tree};

impl Tree<'_> {
    /// All nodes, in the order in which they begin.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// All maps.
    pub fn mappings(&self) -> impl Iterator<Item = NodeId> {
        self.nodes().filter(|node| matches!(self.kind(*node), Kind::Mapping { .. }))
    }
}

impl From<&str> for New {
    fn from(text: &str) -> Self {
        Self::Scalar(text.to_owned())
    }
}
