//! Where in the text a hint stands: items know their offset, heading lines and sheets are looked up in the span tree.
//! It must not know what is advised.

use std::cell::OnceCell;

use crate::model::{Board, Finding, Head, Level};
use crate::yaml::{NodeId, Tree, line_col};

/// The most hints of one file: whoever has more needs no longer list.
const MOST: usize = 200;

/// Hints with the places where they stand.
pub(super) struct Places<'b> {
    text: &'b str,
    given: Option<&'b Tree<'b>>,
    /// Made only when none was given and a hint stands on a heading line or a sheet.
    made: OnceCell<Option<Tree<'b>>>,
    found: Vec<(usize, String, String)>,
}

impl<'b> Places<'b> {
    pub(super) fn new(board: &'b Board, given: Option<&'b Tree<'b>>) -> Self {
        Self { text: &board.text, given, made: OnceCell::new(), found: Vec::new() }
    }

    /// A hint at a byte offset.
    pub(super) fn at(&mut self, offset: usize, what: impl Into<String>, remedy: impl Into<String>) {
        if self.found.len() < MOST {
            self.found.push((offset, what.into(), remedy.into()));
        }
    }

    /// A hint on a scalar of the board; at the board's start where the file has none.
    pub(super) fn on_board(&mut self, head: Head, what: impl Into<String>, remedy: impl Into<String>) {
        let offset = self.tree().and_then(|tree| {
            let root = tree.root()?;
            Some(key_offset(tree, root, head.key()).unwrap_or(tree.span(root).start))
        });
        self.at(offset.unwrap_or(0), what, remedy);
    }

    /// A hint on a key of a sheet; at the sheet's start where it has none.
    pub(super) fn on_sheet(
        &mut self,
        sheet: usize,
        key: &str,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        // Looking a sheet up takes as long as it stands far behind: not for hints that nobody will be told.
        if self.found.len() >= MOST {
            return;
        }
        let offset = self.tree().and_then(|tree| {
            let sheets = tree.resolve(tree.get(tree.root()?, "sheets")?);
            let map = tree.resolve(tree.items(sheets).nth(sheet)?);
            Some(key_offset(tree, map, key).unwrap_or(tree.span(map).start))
        });
        self.at(offset.unwrap_or(0), what, remedy);
    }

    fn tree(&self) -> Option<&Tree<'b>> {
        self.given.or_else(|| self.made.get_or_init(|| Tree::parse(self.text).ok()).as_ref())
    }

    /// All hints with lines and columns, in the order of the text.
    pub(super) fn into_findings(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|(offset, ..)| *offset);
        let (mut at, mut line, mut column) = (0, 1, 1);
        let placed = self.found.into_iter().map(|(offset, what, remedy)| {
            // Only the text since the last hint is looked at, so that many hints cost one pass.
            let (lines, columns) = line_col(self.text.get(at..).unwrap_or_default(), offset - at);
            (line, column) =
                if lines == 1 { (line, column + columns - 1) } else { (line + lines - 1, columns) };
            at = offset;
            Finding { level: Level::Hint, line, column, what, remedy }
        });
        placed.collect()
    }
}

/// Where the key of a map begins.
fn key_offset(tree: &Tree<'_>, map: NodeId, key: &str) -> Option<usize> {
    tree.entries(map).find(|(node, _)| tree.value(*node) == key).map(|(node, _)| tree.span(node).start)
}
