//! Whole sheets: which one of ours is which of theirs, which come, go and move. Works on the text, by `yaml`, since
//! sheets are no items. What stands in sheets of both versions is left to the levels below.

use super::lines::raw;
use super::matching::{self, Trait};
use super::order::{Placed, order, order_of_ours};
use super::perform::arrange;
use super::{Change, Clash, Conflict, Report, Unmerged, keys, lines, proof};
use crate::document::{Document, Lifted};
use crate::model::Kind;
use crate::model::mark::SHEET_DELETED;
use crate::yaml::{self, New, NodeId, Patch, Tree};

/// A sheet that is in both versions, by its index in each.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) base: Option<usize>,
    /// In our text after this step.
    pub(super) ours: usize,
    pub(super) theirs: usize,
    /// Its kind and title: decides where content must.
    pub(super) key: String,
}

/// A sheet of one version.
struct Page {
    kind: Option<Kind>,
    title: String,
    /// As written.
    raw: String,
}

/// A sheet through the versions.
#[derive(Debug, Clone, Copy)]
struct Node {
    base: Option<usize>,
    sides: [Option<usize>; 2],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is in both.
    Both,
    /// One alone has it; the flag says that the other deleted it while it was changed.
    One(bool),
    /// It goes, or is gone.
    Go,
}

/// What is known once all sheets are there.
pub(super) struct Sheets {
    /// Our text with the sheets of both.
    pub(super) text: String,
    /// The sheets to be merged further.
    pub(super) pairs: Vec<Pair>,
    /// What happened.
    pub(super) report: Report,
    /// Whether ours and theirs say the same.
    pub(super) agreed: bool,
}

/// Brings the sheets of both together. Each of the three texts is taken apart once.
pub(super) fn merge([base, ours, theirs]: [&Document; 3], has_base: bool) -> Result<Sheets, Unmerged> {
    let trees = [parse(base.text())?, parse(ours.text())?, parse(theirs.text())?];
    let pages = [pages(base, &trees[0]), pages(ours, &trees[1]), pages(theirs, &trees[2])];
    let nodes = nodes(&pages, has_base);
    let fates = nodes.iter().map(|node| fate(*node, &pages)).collect::<Vec<Fate>>();
    let mut report = Report::default();
    let mut text = ours.text().to_owned();
    let mut current = (0..pages[1].len())
        .filter_map(|sheet| nodes.iter().position(|node| node.sides[0] == Some(sheet)))
        .collect::<Vec<usize>>();
    let target = target(&nodes, &fates, &pages, has_base);
    arrange(&mut current, &target, |id, from, index| {
        put(&mut text, theirs, nodes[id], fates[id], from, index)?;
        let title = nodes[id].sides[1].map(|sheet| pages[2][sheet].title.clone());
        let change = if from.is_some() { Change::Moved } else { Change::Added };
        report.take(change, title.unwrap_or_default(), "");
        Ok(true)
    })?;
    for (id, node) in nodes.iter().enumerate() {
        let place = current.iter().position(|other| *other == id);
        let Some((index, sheet)) = place.zip(node.sides[0].or(node.sides[1])) else { continue };
        let title = pages[if node.sides[0].is_some() { 1 } else { 2 }][sheet].title.clone();
        match fates[id] {
            Fate::Go => {
                change(&mut text, |tree, list| yaml::delete(tree, list, index))?;
                current.remove(index);
                report.take(Change::Removed, title, "");
            }
            Fate::One(true) => {
                if node.sides[0].is_some() {
                    mark(&mut text, index);
                }
                report.conflicts.push(Conflict {
                    clash: Clash::Deleted,
                    at: None,
                    name: title,
                    pane: String::new(),
                });
            }
            _ => {}
        }
    }
    let pairs = pairs(&nodes, &fates, &pages, &current);
    keys::merge(&mut text, [base, ours, theirs], &trees, &pairs)?;
    add_panes(&mut text, theirs, &pairs)?;
    let agreed = proof::are_same(&trees[1], &trees[2]);
    Ok(Sheets { text, pairs, report, agreed })
}

fn pages(document: &Document, tree: &Tree<'_>) -> Vec<Page> {
    let list = sheets_of(tree);
    let nodes = list.into_iter().flat_map(|list| tree.items(list));
    let pages = document.board().sheets.iter().zip(nodes).map(|(sheet, node)| Page {
        kind: sheet.kind,
        title: sheet.title().to_owned(),
        raw: raw(tree, tree.resolve(node)),
    });
    pages.collect()
}

pub(super) fn parse(text: &str) -> Result<Tree<'_>, Unmerged> {
    Tree::parse(text).map_err(|error| Unmerged::Refused(error.message))
}

fn sheets_of(tree: &Tree<'_>) -> Option<NodeId> {
    tree.root().and_then(|root| tree.get(root, "sheets")).map(|list| tree.resolve(list))
}

fn matched(old: &[Page], new: &[Page]) -> Vec<Option<usize>> {
    let traits = |page: &Page| (page.kind.map(Kind::key), page.title.clone());
    let (before, after) =
        (old.iter().map(traits).collect::<Vec<_>>(), new.iter().map(traits).collect::<Vec<_>>());
    let mut found = matching::equal(&as_traits(&before), &as_traits(&after));
    // A sheet with another title: the next one of its kind.
    for index in 0..old.len() {
        if found[index].is_none() {
            let free = |other: &usize| !found.contains(&Some(*other)) && new[*other].kind == old[index].kind;
            found[index] = (0..new.len()).find(free);
        }
    }
    found
}

fn as_traits<'a>(pages: &'a [(Option<&'static str>, String)]) -> Vec<Trait<'a>> {
    pages.iter().map(|(tag, text)| Trait { section: 0, tag: *tag, text }).collect()
}

fn nodes(pages: &[Vec<Page>; 3], has_base: bool) -> Vec<Node> {
    if !has_base {
        let pairs = matched(&pages[1], &pages[2]);
        let alone = (0..pages[2].len()).filter(|sheet| !pairs.contains(&Some(*sheet)));
        let alone = alone.map(|sheet| Node { base: None, sides: [None, Some(sheet)] });
        let ours = pairs.iter().enumerate();
        let ours = ours.map(|(sheet, pair)| Node { base: None, sides: [Some(sheet), *pair] });
        return ours.chain(alone).collect();
    }
    let (to_ours, to_theirs) = (matched(&pages[0], &pages[1]), matched(&pages[0], &pages[2]));
    let mut nodes = (0..pages[0].len())
        .map(|index| Node { base: Some(index), sides: [to_ours[index], to_theirs[index]] })
        .collect::<Vec<Node>>();
    let mut others =
        (0..pages[2].len()).filter(|sheet| !to_theirs.contains(&Some(*sheet))).collect::<Vec<usize>>();
    for sheet in (0..pages[1].len()).filter(|sheet| !to_ours.contains(&Some(*sheet))) {
        let key = key_of(&pages[1][sheet]);
        let twin = others.iter().position(|other| key_of(&pages[2][*other]) == key);
        nodes.push(Node { base: None, sides: [Some(sheet), twin.map(|twin| others.remove(twin))] });
    }
    nodes.extend(others.into_iter().map(|sheet| Node { base: None, sides: [None, Some(sheet)] }));
    nodes
}

fn key_of(page: &Page) -> String {
    format!("{}\n{}", page.kind.map_or("", Kind::key), page.title)
}

fn fate(node: Node, pages: &[Vec<Page>; 3]) -> Fate {
    let changed =
        |side: usize, sheet: usize| node.base.map(|base| pages[0][base].raw != pages[side + 1][sheet].raw);
    match node.sides {
        [Some(_), Some(_)] => Fate::Both,
        [None, None] => Fate::Go,
        [Some(sheet), None] => changed(0, sheet).map_or(Fate::One(false), fate_of_one),
        [None, Some(sheet)] => changed(1, sheet).map_or(Fate::One(false), fate_of_one),
    }
}

fn fate_of_one(changed: bool) -> Fate {
    if changed { Fate::One(true) } else { Fate::Go }
}

fn target(nodes: &[Node], fates: &[Fate], pages: &[Vec<Page>; 3], has_base: bool) -> Vec<usize> {
    let ids = (0..nodes.len()).filter(|id| fates[*id] != Fate::Go).collect::<Vec<usize>>();
    let placed = ids.iter().map(|id| {
        let node = nodes[*id];
        let keys = node.sides.iter().enumerate().filter_map(|(side, sheet)| {
            let page = &pages[side + 1][(*sheet)?];
            Some(key_of(page) + &page.raw)
        });
        Placed { key: keys.min().unwrap_or_default(), base: node.base, sides: node.sides }
    });
    let placed = placed.collect::<Vec<Placed>>();
    let ordered = if has_base { order(&placed) } else { order_of_ours(&placed) };
    ordered.into_iter().map(|index| ids[index]).collect()
}

/// Makes one change of the list of sheets.
fn change(
    text: &mut String,
    plan: impl FnOnce(&Tree<'_>, NodeId) -> Result<Vec<Patch>, yaml::Refusal>,
) -> Result<(), Unmerged> {
    let patches = {
        let tree = parse(text)?;
        let list = tree.root().and_then(|root| tree.get(root, "sheets"));
        let list = list.ok_or_else(|| Unmerged::Refused("the board has no list of sheets".to_owned()))?;
        plan(&tree, list)?
    };
    yaml::apply(text, &patches);
    Ok(())
}

/// Moves a sheet, or writes one of theirs.
fn put(
    text: &mut String,
    theirs: &Document,
    node: Node,
    fate: Fate,
    from: Option<usize>,
    index: usize,
) -> Result<(), Unmerged> {
    if let Some(from) = from {
        return change(text, |tree, list| yaml::move_within(tree, list, from, index));
    }
    let other = parse(theirs.text())?;
    let lifted = sheets_of(&other).zip(node.sides[1]).map(|(list, sheet)| yaml::lift(&other, list, sheet));
    let lifted = lifted.unwrap_or_else(|| Ok(Lifted { lines: String::new(), column: 0 }))?;
    let marks = if fate == Fate::One(true) { vec![SHEET_DELETED.to_owned()] } else { Vec::new() };
    let lifted = lines::commented(&lifted, &marks);
    let missing = {
        let tree = parse(text)?;
        let root = tree.root().filter(|_| sheets_of(&tree).is_none());
        root.map(|root| yaml::add_key(&tree, root, "sheets", &New::List(Vec::new()), None)).transpose()?
    };
    if let Some(patches) = missing {
        yaml::apply(text, &patches);
    }
    change(text, |tree, list| yaml::lay(tree, list, index, &lifted))
}

/// Marks a sheet that stays; where its lines cannot be laid anew, it stays without a mark.
fn mark(text: &mut String, index: usize) {
    let mut marked = text.clone();
    let lifted = parse(text).ok().and_then(|tree| yaml::lift(&tree, sheets_of(&tree)?, index).ok());
    if let Some(lifted) = lifted {
        let lifted = lines::commented(&lifted, &[SHEET_DELETED.to_owned()]);
        let laid = change(&mut marked, |tree, list| yaml::lay(tree, list, index, &lifted))
            .and_then(|()| change(&mut marked, |tree, list| yaml::delete(tree, list, index + 1)));
        if laid.is_ok() {
            *text = marked;
        }
    }
}

fn pairs(nodes: &[Node], fates: &[Fate], pages: &[Vec<Page>; 3], current: &[usize]) -> Vec<Pair> {
    let both = nodes.iter().enumerate().filter(|(id, _)| fates[*id] == Fate::Both);
    let pairs = both.filter_map(|(id, node)| {
        let ours = current.iter().position(|other| *other == id)?;
        let theirs = node.sides[1]?;
        let key = key_of(&pages[1][node.sides[0]?]).min(key_of(&pages[2][theirs]));
        Some(Pair { base: node.base, ours, theirs, key })
    });
    pairs.collect()
}

/// The map of a sheet.
pub(super) fn tree_sheet(tree: &Tree<'_>, sheet: usize) -> Option<NodeId> {
    let node = tree.items(sheets_of(tree)?).nth(sheet)?;
    Some(tree.resolve(node))
}

/// Writes the keys of extra panes that theirs added to a sheet.
fn add_panes(text: &mut String, theirs: &Document, pairs: &[Pair]) -> Result<(), Unmerged> {
    for pair in pairs {
        let extra = theirs.board().sheets[pair.theirs].panes.iter();
        for pane in extra.filter(|pane| pane.spec.is_none() && !pane.items.is_empty()) {
            let patches = {
                let tree = parse(text)?;
                let Some(map) = tree_sheet(&tree, pair.ours) else { continue };
                if tree.get(map, &pane.key).is_some() {
                    continue;
                }
                yaml::add_key(&tree, map, &pane.key, &New::List(Vec::new()), None)?
            };
            yaml::apply(text, &patches);
        }
    }
    Ok(())
}
