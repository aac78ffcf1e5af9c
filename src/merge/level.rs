//! Items of the three versions that can stand for each other, and what becomes of each. Decides; never edits.

use std::collections::{HashMap, HashSet};

use super::lines;
use super::matching::{self, Trait};
use super::mix::{Content, mix};
use crate::document::{Document, Lifted};
use crate::model::{ItemAt, ListAt};

/// One list in each version.
#[derive(Debug, Clone)]
pub(super) struct Section {
    /// In the base.
    pub(super) base: Option<ListAt>,
    /// In ours, as it stands when the level begins.
    pub(super) ours: ListAt,
    /// In theirs.
    pub(super) theirs: Option<ListAt>,
    /// What it is called in both versions: decides where content must.
    pub(super) key: String,
}

/// An item of one version.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) at: ItemAt,
    pub(super) section: usize,
    pub(super) content: Content,
    /// All that it says, key results and unknown keys too.
    pub(super) said: String,
    /// Its lines, where they can be carried.
    pub(super) lifted: Option<Lifted>,
    /// The same without indentation.
    normal: Option<String>,
    pub(super) has_results: bool,
    pub(super) has_unknown: bool,
    pub(super) name: String,
}

impl Piece {
    /// Whether nobody touched it between two versions, its comments included.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (&self.normal, &other.normal) {
            (Some(mine), Some(others)) => mine == others,
            _ => self.said == other.said,
        }
    }
}

/// One item through the versions, as indexes of the pieces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) base: Option<usize>,
    pub(super) ours: Option<usize>,
    pub(super) theirs: Option<usize>,
}

/// What becomes of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays as ours has it.
    Keep,
    /// It is gone, or goes: both agree, or one did nothing to it.
    Go,
    /// Theirs changed it, ours did not.
    Take,
    /// It is theirs alone.
    Add,
    /// Both touched it.
    Mix,
    /// One deleted what the other changed.
    Stay,
}

/// The items of a set of lists in all versions.
pub(super) struct Level {
    pub(super) sections: Vec<Section>,
    pub(super) base: Vec<Piece>,
    pub(super) ours: Vec<Piece>,
    pub(super) theirs: Vec<Piece>,
    pub(super) nodes: Vec<Node>,
    /// What becomes of each node.
    pub(super) fates: Vec<Fate>,
    has_base: bool,
}

impl Level {
    /// Reads and matches the items of some lists; without a base those of ours and of theirs with each other.
    pub(super) fn of([base, ours, theirs]: [&Document; 3], sections: Vec<Section>, has_base: bool) -> Self {
        let base = pieces(base, sections.iter().map(|section| section.base));
        let ours = pieces(ours, sections.iter().map(|section| Some(section.ours)));
        let theirs = pieces(theirs, sections.iter().map(|section| section.theirs));
        let nodes = nodes(&base, &ours, &theirs, has_base);
        let mut level = Self { sections, base, ours, theirs, nodes, fates: Vec::new(), has_base };
        level.fates = level.nodes.iter().map(|node| level.fate(*node)).collect();
        level
    }

    pub(super) fn of_base(&self, node: Node) -> Option<&Piece> {
        node.base.map(|index| &self.base[index])
    }

    pub(super) fn of_ours(&self, node: Node) -> Option<&Piece> {
        node.ours.map(|index| &self.ours[index])
    }

    pub(super) fn of_theirs(&self, node: Node) -> Option<&Piece> {
        node.theirs.map(|index| &self.theirs[index])
    }

    /// What becomes of an item: the table of measurements, 5.2.
    fn fate(&self, node: Node) -> Fate {
        match (self.of_base(node), self.of_ours(node), self.of_theirs(node)) {
            (Some(base), Some(_), Some(theirs)) if base.is_same(theirs) => Fate::Keep,
            (Some(base), Some(ours), Some(_)) if base.is_same(ours) => Fate::Take,
            (None, Some(ours), Some(theirs)) if ours.is_same(theirs) => Fate::Keep,
            (_, Some(_), Some(_)) => Fate::Mix,
            (None, Some(_), None) => Fate::Keep,
            (None, None, Some(_)) => Fate::Add,
            (Some(base), Some(one), None) | (Some(base), None, Some(one)) if !base.is_same(one) => Fate::Stay,
            _ => Fate::Go,
        }
    }

    /// The list in which an item stands in the end, and whether both moved it to different ones.
    pub(super) fn goal(&self, node: Node) -> (usize, bool) {
        let section = |piece: Option<&Piece>| piece.map(|piece| piece.section);
        let base = section(self.of_base(node));
        match (section(self.of_ours(node)), section(self.of_theirs(node))) {
            (Some(ours), Some(theirs)) if ours == theirs => (ours, false),
            (Some(ours), Some(theirs)) if Some(ours) == base => (theirs, false),
            (Some(ours), Some(theirs)) if Some(theirs) == base => (ours, false),
            (Some(ours), Some(_)) if !self.has_base => (ours, false),
            (Some(ours), Some(theirs)) => {
                let first = self.sections[ours].key <= self.sections[theirs].key;
                (if first { ours } else { theirs }, true)
            }
            (ours, theirs) => (ours.or(theirs).unwrap_or_default(), false),
        }
    }
}

fn pieces(document: &Document, lists: impl Iterator<Item = Option<ListAt>>) -> Vec<Piece> {
    let lists = lists.enumerate().filter_map(|(section, list)| Some((section, list?)));
    let board = document.board();
    let piece = |section, at: ItemAt, view: crate::model::ItemView<'_>| {
        let lifted = lines::lifted(document, at);
        Piece {
            at,
            section,
            content: Content::of(view),
            said: lines::said(view),
            normal: lifted.as_ref().map(lines::normal),
            lifted,
            has_results: view.has_results() && at.list.objective.is_none(),
            has_unknown: !view.extra().is_empty(),
            name: view.name().to_owned(),
        }
    };
    lists
        .flat_map(|(section, list)| {
            let views = board.views(list).enumerate();
            views.map(move |(index, view)| piece(section, list.item(index), view))
        })
        .collect()
}

fn nodes(base: &[Piece], ours: &[Piece], theirs: &[Piece], has_base: bool) -> Vec<Node> {
    let [from, mine, other] = [base, ours, theirs].map(traits);
    let (to_ours, to_theirs) = (matching::matched(&from, &mine), matching::matched(&from, &other));
    let in_base = |index: usize| Node { base: Some(index), ours: to_ours[index], theirs: to_theirs[index] };
    let mut nodes = (0..base.len()).map(in_base).collect::<Vec<Node>>();
    let left = |found: &[Option<usize>], count: usize| {
        let mut free = vec![true; count];
        for index in found.iter().flatten() {
            free[*index] = false;
        }
        (0..count).filter(|index| free[*index]).collect::<Vec<usize>>()
    };
    let (new_ours, new_theirs) = (left(&to_ours, ours.len()), left(&to_theirs, theirs.len()));
    let pairs = if has_base {
        matching::equal(
            &new_ours.iter().map(|index| mine[*index]).collect::<Vec<_>>(),
            &new_theirs.iter().map(|index| other[*index]).collect::<Vec<_>>(),
        )
    } else {
        without_base(ours, theirs)
    };
    let mut paired = vec![false; new_theirs.len()];
    for (ours, pair) in new_ours.into_iter().zip(pairs) {
        if let Some(pair) = pair {
            paired[pair] = true;
        }
        nodes.push(Node { base: None, ours: Some(ours), theirs: pair.map(|pair| new_theirs[pair]) });
    }
    let alone = new_theirs.into_iter().zip(paired).filter(|(_, paired)| !paired);
    nodes.extend(alone.map(|(index, _)| Node { base: None, ours: None, theirs: Some(index) }));
    nodes
}

/// Which item of theirs is which of ours where nobody knows what both began with: first those that say the same in all,
/// then those with the same words whose fields are not at odds, as the two of a pair are.
fn without_base(ours: &[Piece], theirs: &[Piece]) -> Vec<Option<usize>> {
    let mut found = matching::equal(&whole(ours), &whole(theirs));
    let taken = found.iter().flatten().copied().collect::<HashSet<usize>>();
    let key = |piece: &Piece| (piece.section, piece.content.line());
    let mut free: HashMap<(usize, String), Vec<usize>> = HashMap::new();
    for (index, piece) in theirs.iter().enumerate().filter(|(index, _)| !taken.contains(index)) {
        free.entry(key(piece)).or_default().push(index);
    }
    for (piece, partner) in ours.iter().zip(&mut found).filter(|(_, partner)| partner.is_none()) {
        let Some(others) = free.get_mut(&key(piece)) else { continue };
        let fits = |other: &usize| !mix(None, &piece.content, &theirs[*other].content, false).is_conflict();
        *partner = others.iter().position(fits).map(|at| others.remove(at));
    }
    matching::further(&traits(ours), &traits(theirs), found)
}

/// What items are matched by.
fn traits(pieces: &[Piece]) -> Vec<Trait<'_>> {
    pieces
        .iter()
        .map(|piece| Trait {
            section: piece.section,
            tag: piece.content.tag.as_deref(),
            text: &piece.content.words,
        })
        .collect()
}

/// The same by all that an item says.
fn whole(pieces: &[Piece]) -> Vec<Trait<'_>> {
    pieces.iter().map(|piece| Trait { section: piece.section, tag: None, text: &piece.said }).collect()
}
