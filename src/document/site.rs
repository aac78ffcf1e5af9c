//! Where a list or an item of the board stands in a span tree of its file, or in one of a few of its lines.

use super::Refusal;
use super::window::Window;
use crate::model::{Board, Field, HeadAt, ItemAt, ListAt};
use crate::yaml::{self, Kind, NodeId, Tree};

/// A span tree and what part of the board it is of.
pub(super) struct Site<'a, 't> {
    pub(super) tree: &'a Tree<'t>,
    pub(super) board: &'a Board,
    /// The run of items that the tree's root holds; nothing for the whole file.
    pub(super) window: Option<&'a Window>,
}

/// A list in the tree, or the map in which it is missing.
pub(super) enum Place {
    /// The list, or the empty value that stands for it.
    List(NodeId),
    /// The map that lacks the key.
    Missing(NodeId),
}

impl Site<'_, '_> {
    fn lost() -> Refusal {
        Refusal::new("this place of the file is not where it was; nothing was changed")
    }

    /// The map of a sheet.
    pub(super) fn sheet(&self, index: usize) -> Result<NodeId, Refusal> {
        let root = self.tree.root().ok_or_else(Self::lost)?;
        let sheets = self.tree.get(root, "sheets").ok_or_else(Self::lost)?;
        let node = self.tree.items(self.tree.resolve(sheets)).nth(index).ok_or_else(Self::lost)?;
        Ok(self.tree.resolve(node))
    }

    /// The map that holds a heading scalar.
    pub(super) fn head_map(&self, at: HeadAt) -> Result<NodeId, Refusal> {
        match at {
            HeadAt::Board(_) => self.tree.root().ok_or_else(Self::lost),
            HeadAt::Sheet(sheet, _) => self.sheet(sheet),
        }
    }

    /// A list, or where it would stand.
    pub(super) fn list(&self, list: ListAt) -> Result<Place, Refusal> {
        if let Some(window) = self.window {
            return match self.tree.root() {
                Some(root) if window.list == list => Ok(Place::List(root)),
                _ => Err(Self::lost()),
            };
        }
        let (map, key) = match list.parent() {
            Some(objective) => (self.tree.resolve(self.item(objective)?), Field::Results.key()),
            None => (self.sheet(list.sheet)?, self.board.pane(list).ok_or_else(Self::lost)?.key.as_str()),
        };
        let Some(node) = self.tree.get(map, key) else { return Ok(Place::Missing(map)) };
        self.stands_here(node)?;
        Ok(Place::List(node))
    }

    /// Refuses a list or map that only repeats one elsewhere: an edit would change both places.
    fn stands_here(&self, node: NodeId) -> Result<(), Refusal> {
        let meant = self.tree.resolve(node);
        if meant == node || matches!(self.tree.kind(meant), Kind::Scalar(_)) {
            return Ok(());
        }
        let line = |node| yaml::line_col(self.tree.text(), self.tree.span(node).start).0;
        let (here, there) = (line(node), line(meant));
        let why = format!(
            "the alias in line {here} repeats what stands in line {there}; the edit would change both places"
        );
        Err(Refusal::new(why))
    }

    /// The node of an item as it stands in its list (an alias of a text stays one; of a map it is refused).
    pub(super) fn item(&self, at: ItemAt) -> Result<NodeId, Refusal> {
        let Place::List(list) = self.list(at.list)? else { return Err(Self::lost()) };
        let index = self.index(at.index)?;
        let item = self.tree.items(self.tree.resolve(list)).nth(index).ok_or_else(Self::lost)?;
        self.stands_here(item)?;
        Ok(item)
    }

    /// An index of the list as one of the tree's list.
    pub(super) fn index(&self, index: usize) -> Result<usize, Refusal> {
        index.checked_sub(self.window.map_or(0, |window| window.items.start)).ok_or_else(Self::lost)
    }
}
