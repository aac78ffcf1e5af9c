//! The line of the file that a place of the board stands in, for whoever opens the file there.
//! It must not know who that is.

use crate::document::Document;
use crate::model::{Focus, HeadAt, ItemAt};
use crate::yaml::{NodeId, Tree};

impl Document {
    /// The line of a place, from 1; of what the file does not hold, the line of what it would stand in.
    pub fn line_of(&self, focus: Focus) -> usize {
        let board = self.board();
        let item = |at: ItemAt| board.items(at.list).get(at.index).map(|item| item.start as usize);
        let offset = match focus {
            Focus::Item(at) | Focus::Objective(at) => item(at).or_else(|| at.list.parent().and_then(item)),
            Focus::Head(_) => None,
        };
        board.line_of(offset.or_else(|| self.offset_in_tree(focus)).unwrap_or(0))
    }

    /// Where the key of a pane or of a heading line begins, else the map that lacks it.
    fn offset_in_tree(&self, focus: Focus) -> Option<usize> {
        let board = self.board();
        let (sheet, key) = match focus {
            Focus::Item(at) | Focus::Objective(at) => {
                (Some(at.list.sheet), board.pane(at.list).map_or("", |pane| pane.key.as_str()))
            }
            Focus::Head(HeadAt::Sheet(sheet, head)) => (Some(sheet), head.key()),
            Focus::Head(HeadAt::Board(head)) => (None, head.key()),
        };
        let tree = Tree::parse(self.text()).ok()?;
        let map = match sheet {
            None => tree.root()?,
            Some(sheet) => {
                let sheets = tree.resolve(tree.get(tree.root()?, "sheets")?);
                tree.resolve(tree.items(sheets).nth(sheet)?)
            }
        };
        let is_key = |node: &NodeId| tree.value(*node) == key;
        let node = tree.entries(map).map(|(node, _)| node).find(is_key);
        Some(tree.span(node.unwrap_or(map)).start)
    }
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::model::{Focus, Head, HeadAt, ListAt};

    const BOARD: &str = "\
# our board
title: Acme
mission: >
  Tools
  for all
sheets:
- kind: swot
  title: Markets
  strengths:
  - SPEED: Ships weekly
  - >
    BRAND
  weaknesses: []
- kind: plan
  objectives:
  - GROW: Twice the reach
    results:
    - USERS: One million more
  - EARN: A profit
";

    #[test]
    fn every_place_has_the_line_that_it_stands_in() {
        let (document, _) = Document::open(BOARD.to_owned(), None).unwrap();
        let item = |pane, index| Focus::Item(ListAt::pane(0, pane).item(index));
        let of_sheet = |head| Focus::Head(HeadAt::Sheet(0, head));
        let rows = [
            (item(0, 0), 10),
            (item(0, 1), 11),
            (item(1, 0), 13),
            (item(2, 0), 7),
            (Focus::Item(ListAt::results(1, 0, 0).item(0)), 18),
            (Focus::Objective(ListAt::pane(1, 0).item(1)), 19),
            (Focus::Item(ListAt::results(1, 0, 1).item(0)), 19),
            (of_sheet(Head::Title), 8),
            (of_sheet(Head::Conclusion), 7),
            (Focus::Head(HeadAt::Board(Head::Mission)), 3),
            (Focus::Head(HeadAt::Board(Head::Period)), 2),
        ];
        for (focus, line) in rows {
            assert_eq!(document.line_of(focus), line, "{focus:?}");
        }
    }
}
