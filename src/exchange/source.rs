//! A board's text as maps and lists: what stands below keys that the format does not know, and values as written.
//! Knows nothing of what is written from it.

use std::collections::{BTreeMap, BTreeSet};

use super::Json;
use crate::yaml::{Kind, NodeId, Tree};

/// A map in the file's text.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    tree: &'t Tree<'t>,
    map: NodeId,
}

impl<'t> Source<'t> {
    /// The board's own map.
    pub fn root(tree: &'t Tree<'t>) -> Option<Self> {
        Some(Self { tree, map: tree.root()? })
    }

    /// The map at another node, where there is one.
    pub fn at(self, node: NodeId) -> Option<Self> {
        let map = self.tree.resolve(node);
        matches!(self.tree.kind(map), Kind::Mapping { .. }).then_some(Self { map, ..self })
    }

    /// The nodes of the list below a key.
    pub fn list(self, key: &str) -> Vec<NodeId> {
        self.tree.get(self.map, key).map(|list| self.items(list)).unwrap_or_default()
    }

    /// The nodes of a list.
    pub fn items(self, list: NodeId) -> Vec<NodeId> {
        self.tree.items(self.tree.resolve(list)).collect()
    }

    /// What stands below each key.
    pub fn values(self) -> BTreeMap<&'t str, NodeId> {
        let texts = self.tree.entries(self.map).filter(|(key, _)| self.tree.is_text(*key));
        texts.map(|(key, value)| (self.tree.value(key), value)).collect()
    }

    /// The scalar below a key.
    pub fn scalar(self, key: &str) -> Option<&'t str> {
        let node = self.tree.resolve(self.tree.get(self.map, key)?);
        matches!(self.tree.kind(node), Kind::Scalar(_)).then(|| self.tree.value(node))
    }

    /// What stands below a key, as written.
    pub fn written(self, key: &str) -> Option<&'t str> {
        self.tree.get(self.map, key).map(|node| self.as_written(node))
    }

    fn as_written(self, node: NodeId) -> &'t str {
        self.tree.text().get(self.tree.span(node)).unwrap_or_default()
    }

    /// A key as text; an alias or a collection in its place as written.
    fn key(self, node: NodeId) -> String {
        match self.tree.kind(node) {
            Kind::Scalar(_) => self.tree.value(node).to_owned(),
            _ => self.as_written(node).to_owned(),
        }
    }

    /// A value of any depth (the reader limits it); scalars are texts, and an alias is `*name`, never expanded.
    fn value(self, node: NodeId) -> Json {
        match self.tree.kind(node) {
            Kind::Scalar(_) if self.tree.is_null(node) => "".into(),
            Kind::Scalar(_) => self.tree.value(node).into(),
            Kind::Alias => self.as_written(node).into(),
            Kind::Sequence { .. } => Json::List(self.tree.items(node).map(|item| self.value(item)).collect()),
            Kind::Mapping { .. } => {
                let entries = self.tree.entries(node).map(|(key, value)| (self.key(key), self.value(value)));
                Json::Map(entries.collect())
            }
        }
    }

    /// The keys of that name with what stands below them, in the file's order.
    pub fn unknown(self, names: &[String]) -> Vec<(String, Json)> {
        let names = names.iter().map(String::as_str).collect::<BTreeSet<&str>>();
        let unknown = self.tree.entries(self.map).filter(|(key, _)| names.contains(self.tree.value(*key)));
        unknown.map(|(key, value)| (self.key(key), self.value(value))).collect()
    }
}
