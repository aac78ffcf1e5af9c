//! Front matter: keys and values before a document, to the heading lines and unknown keys of a board.
//! How YAML is spelled is `yaml`'s.

use super::line::Line;
use crate::exchange::import::names;
use crate::exchange::import::place::Placing;
use crate::exchange::json::Json;
use crate::model::Head;
use crate::yaml::{Kind, NodeId, Tree};

/// Places each key; what is no map is lost, line by line.
pub(super) fn place(line: &Line, placing: &mut Placing, lost: &mut Vec<(usize, String)>) {
    let tree = Tree::parse(&line.text).ok();
    let root = tree.as_ref().and_then(|tree| Some((tree, tree.root()?)));
    let Some((tree, root)) = root.filter(|(tree, root)| matches!(tree.kind(*root), Kind::Mapping { .. }))
    else {
        let lines = line.text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty());
        lost.extend(lines.map(|(at, text)| (line.at + at, text.to_owned())));
        return;
    };
    for (key, value) in tree.entries(root) {
        let (name, value) = (tree.value(key), as_text(tree, value));
        let head = names::head(name);
        let is_said = head == Some(Head::Title) && placing.board.head(Head::Title) == Some(&value);
        let is_head = is_said || head.is_some_and(|head| placing.set_head(head, &value));
        if !is_head && !value.is_empty() {
            let key = format!("x-{}", names::pane_key(name).replace('_', "-"));
            if !placing.board.extra.iter().any(|(there, _)| *there == key) {
                placing.board.extra.push((key, Json::from(value)));
            }
        }
    }
}

/// The title that it gives the document.
pub(super) fn title(line: &Line) -> Option<String> {
    let tree = Tree::parse(&line.text).ok()?;
    let value = tree.get(tree.root()?, Head::Title.key())?;
    Some(as_text(&tree, value)).filter(|title| !title.trim().is_empty())
}

/// A scalar's words; a list's, joined by commas; anything else as it is written.
fn as_text(tree: &Tree, node: NodeId) -> String {
    match tree.kind(node) {
        Kind::Scalar(_) if tree.is_null(node) => String::new(),
        Kind::Scalar(_) => tree.value(node).to_owned(),
        Kind::Sequence { .. } => {
            tree.items(node).map(|item| as_text(tree, item)).collect::<Vec<String>>().join(", ")
        }
        _ => tree.text().get(tree.span(node)).unwrap_or_default().to_owned(),
    }
}
