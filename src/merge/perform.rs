//! Brings the items of theirs into our document: changes in place, then every item to its place, then what goes away.
//! What becomes of an item is decided in `level`; here it is done, edit by edit.

use std::collections::HashMap;

use super::level::{Fate, Level, Node, Piece, Section};
use super::order::{Placed, longest_rise, order, order_of_ours};
use super::sheets::Pair;
use super::{Change, Clash, Conflict, Unmerged, Work, lines};
use crate::document::{Edit, Lifted, Refusal};
use crate::model::mark::DELETED;
use crate::model::{Address, ItemAt, ListAt};

/// Merges the items of all sheets that are in both versions.
pub(super) fn all_items(work: &mut Work<'_>, pairs: &[Pair]) -> Result<(), Unmerged> {
    let mut sections = Vec::new();
    for pair in pairs {
        let Some(page) = work.ours.board().sheets.get(pair.ours) else { continue };
        for (pane, key) in page.panes.iter().map(|pane| pane.key.as_str()).enumerate() {
            let there = |sheets: &[crate::model::Sheet], sheet: usize| {
                let pane = sheets.get(sheet)?.pane_with_key(key)?;
                Some(ListAt::pane(sheet, pane))
            };
            let base = pair.base.and_then(|sheet| there(&work.base.board().sheets, sheet));
            let theirs = there(&work.theirs.board().sheets, pair.theirs);
            let key = format!("{}\n{key}", pair.key);
            sections.push(Section { base, ours: ListAt::pane(pair.ours, pane), theirs, key });
        }
    }
    run(work, sections)
}

/// Merges the items of some lists.
fn run(work: &mut Work<'_>, sections: Vec<Section>) -> Result<(), Unmerged> {
    let level = Level::of([work.base, &work.ours, work.theirs], sections, work.has_base);
    let mut current = vec![Vec::new(); level.sections.len()];
    let mut standing =
        level.nodes.iter().enumerate().filter_map(|(id, node)| Some((node.ours?, id))).collect::<Vec<_>>();
    standing.sort_unstable();
    for (piece, id) in standing {
        current[level.ours[piece].section].push(id);
    }
    let mut perform =
        Perform { work, level, current, twins: HashMap::new(), clashes: Vec::new(), objectives: Vec::new() };
    perform.in_place()?;
    perform.set_in_order()?;
    perform.away()?;
    perform.tell();
    let below = perform.results();
    below.into_iter().try_for_each(|section| run(work, vec![section]))
}

/// One level on its way. Items are known by the index of their node; a twin has a number behind those.
pub(super) struct Perform<'w, 'a> {
    pub(super) work: &'w mut Work<'a>,
    pub(super) level: Level,
    /// The items of each list as they stand in our document.
    pub(super) current: Vec<Vec<usize>>,
    /// The second item of a pair, and whether it stands before the first.
    pub(super) twins: HashMap<usize, (usize, bool)>,
    pub(super) clashes: Vec<(usize, usize, Clash)>,
    /// Items whose key results both sides may have changed.
    pub(super) objectives: Vec<usize>,
}

impl Perform<'_, '_> {
    fn node(&self, id: usize) -> Option<Node> {
        self.level.nodes.get(id).copied()
    }

    /// Where an item stands in our document now.
    pub(super) fn place(&self, id: usize) -> Option<(usize, ItemAt)> {
        let hint = self.node(id).and_then(|node| self.level.of_ours(node)).map(|piece| piece.section);
        let sections = hint.into_iter().chain(0..self.current.len());
        sections.into_iter().find_map(|section| {
            let index = self.current[section].iter().position(|other| *other == id)?;
            Some((section, self.level.sections[section].ours.item(index)))
        })
    }

    pub(super) fn take_note(&mut self, change: Change, piece: &Piece) {
        let pane = self.work.ours.board().pane(self.level.sections[piece.section].ours);
        let pane = pane.map(crate::model::Pane::title).unwrap_or_default();
        self.work.report.take(change, piece.name.clone(), pane);
    }

    fn in_place(&mut self) -> Result<(), Unmerged> {
        for id in 0..self.level.nodes.len() {
            let node = self.level.nodes[id];
            let here = self.place_of_changed(id, node);
            match (self.level.fates[id], here) {
                (Fate::Take, Some(at)) => self.take(id, node, at)?,
                (Fate::Mix, Some(at)) => self.mix(id, node, at)?,
                (Fate::Stay, Some(at)) => {
                    self.comment(at, &[DELETED.to_owned()]);
                    self.clashes.push((id, id, Clash::Deleted));
                }
                (Fate::Stay, None) => self.clashes.push((id, id, Clash::Deleted)),
                _ => {}
            }
            if self.level.goal(node).1 {
                self.clashes.push((id, id, Clash::Moved));
            }
        }
        Ok(())
    }

    /// The place of an item of ours to which something happens; looking it up for all would be quadratic.
    fn place_of_changed(&self, id: usize, node: Node) -> Option<ItemAt> {
        node.ours?;
        let changes = matches!(self.level.fates[id], Fate::Take | Fate::Mix | Fate::Stay);
        if changes { self.place(id).map(|(_, at)| at) } else { None }
    }

    /// Puts their lines in the place of ours, which nobody touched.
    fn take(&mut self, id: usize, node: Node, at: ItemAt) -> Result<(), Unmerged> {
        let (Some(ours), Some(theirs)) = (self.level.of_ours(node), self.level.of_theirs(node)) else {
            return Ok(());
        };
        let (ours, theirs) = (ours.clone(), theirs.clone());
        let carried = theirs.lifted.as_ref().map(|lifted| self.work.replace(at, lifted));
        if !matches!(carried, Some(Ok(()))) {
            return self.mix(id, node, at);
        }
        let reworded = ours.content.line() != theirs.content.line();
        self.take_note(if reworded { Change::Reworded } else { Change::Changed }, &theirs);
        Ok(())
    }

    /// Writes comments above an item; where its list has no lines of its own, it stays without.
    pub(super) fn comment(&mut self, at: ItemAt, comments: &[String]) {
        if let Some(lifted) = lines::lifted(&self.work.ours, at).filter(|_| !comments.is_empty()) {
            let marked = lines::commented(&lifted, comments);
            if marked != lifted {
                // A mark is a courtesy: both texts stand there without it too.
                let _ = self.work.replace(at, &marked);
            }
        }
    }

    /// Writes an item of theirs into a list of ours.
    pub(super) fn lay(
        &mut self,
        piece: &Piece,
        list: ListAt,
        index: usize,
        comments: &[String],
    ) -> Result<(), Refusal> {
        let mut refusal = None;
        if let Some(lifted) = &piece.lifted {
            for lifted in [lines::commented(lifted, comments), lifted.clone()] {
                match self.work.edit(Edit::Lay { list, index, lifted }) {
                    Ok(()) => return Ok(()),
                    Err(cause) => refusal = Some(cause),
                }
            }
        }
        let draft = self.work.theirs.board().item(piece.at).map(|view| view.to_draft());
        match draft {
            Some(draft) if !piece.has_unknown => self.work.edit(Edit::Insert { list, index, draft }),
            _ => Err(refusal.unwrap_or(Refusal {
                reason: format!("{} cannot be carried over from the other version", piece.name),
            })),
        }
    }

    fn set_in_order(&mut self) -> Result<(), Unmerged> {
        for section in 0..self.level.sections.len() {
            let target = self.target(section);
            let mut current = std::mem::take(&mut self.current[section]);
            let done = arrange(&mut current, &target, |id, from, index| self.put(id, section, from, index));
            self.current[section] = current;
            done?;
        }
        Ok(())
    }

    /// The items of a list in the order in which they are to stand, twins beside each other.
    fn target(&self, section: usize) -> Vec<usize> {
        let mine =
            self.level.nodes.iter().enumerate().filter(|(id, node)| {
                self.level.fates[*id] != Fate::Go && self.level.goal(**node).0 == section
            });
        let (ids, placed): (Vec<usize>, Vec<Placed>) = mine
            .map(|(id, node)| {
                let sides = [self.level.of_ours(*node), self.level.of_theirs(*node)];
                let index = |piece: Option<&Piece>| {
                    piece.filter(|piece| piece.section == section).map(|piece| piece.at.index)
                };
                let key = sides.iter().flatten().map(|piece| piece.said.clone()).min().unwrap_or_default();
                (id, Placed { key, base: index(self.level.of_base(*node)), sides: sides.map(index) })
            })
            .unzip();
        let ordered = if self.work.has_base { order(&placed) } else { order_of_ours(&placed) };
        let ordered = ordered.into_iter().map(|index| ids[index]);
        ordered
            .flat_map(|id| match self.twins.get(&id) {
                None => vec![id],
                Some((twin, true)) => vec![*twin, id],
                Some((twin, false)) => vec![id, *twin],
            })
            .collect()
    }

    /// Puts one item at an index of a list: from its place there, from another list, or from theirs.
    fn put(
        &mut self,
        id: usize,
        section: usize,
        from: Option<usize>,
        index: usize,
    ) -> Result<bool, Unmerged> {
        let list = self.level.sections[section].ours;
        let elsewhere = if from.is_none() { self.place(id) } else { None };
        let here = from.map(|from| list.item(from)).or(elsewhere.map(|(_, at)| at));
        let node = self.node(id);
        let theirs = node.and_then(|node| self.level.of_theirs(node)).cloned();
        if let Some(from) = here {
            // A move that cannot be made leaves the item where ours has it: its place is worth less than its words.
            let done = self.work.edit(Edit::Move { from, list, index }).is_ok();
            if let Some((section, at)) = elsewhere.filter(|_| done) {
                self.current[section].remove(at.index);
            }
            if let Some(theirs) = theirs.filter(|_| done) {
                self.take_note(Change::Moved, &theirs);
            }
            return Ok(done);
        }
        let Some(theirs) = theirs else { return Ok(false) };
        let stays = self.level.fates[id] == Fate::Stay;
        let comments = if stays { vec![DELETED.to_owned()] } else { Vec::new() };
        self.lay(&theirs, list, index, &comments)?;
        self.take_note(Change::Added, &theirs);
        Ok(true)
    }

    fn away(&mut self) -> Result<(), Unmerged> {
        for id in 0..self.level.nodes.len() {
            let node = self.level.nodes[id];
            let gone = node.ours.is_some() && self.level.fates[id] == Fate::Go;
            if let Some((section, at)) = Some(id).filter(|_| gone).and_then(|id| self.place(id)) {
                self.work.edit(Edit::Delete { at })?;
                self.current[section].remove(at.index);
                if let Some(piece) = self.level.of_ours(node).cloned() {
                    self.take_note(Change::Removed, &piece);
                }
            }
        }
        Ok(())
    }

    /// Tells the conflicts, each with its place.
    fn tell(&mut self) {
        for (id, shown, clash) in std::mem::take(&mut self.clashes) {
            let Some(node) = self.node(id) else { continue };
            let Some(piece) = self.level.of_ours(node).or(self.level.of_theirs(node)) else { continue };
            let place = self.place(shown);
            let list = place.map_or(self.level.sections[piece.section].ours, |(_, at)| at.list);
            let pane = self.work.ours.board().pane(list).map(crate::model::Pane::title).unwrap_or_default();
            let at = place.map(|(_, at)| Address::Item(at));
            self.work.report.conflicts.push(Conflict { clash, at, name: piece.name.clone(), pane });
        }
    }

    /// The key results that are to be merged next, where they stand now.
    fn results(&self) -> Vec<Section> {
        let below = |at: ItemAt| ListAt::results(at.list.sheet, at.list.pane, at.index);
        let sections = self.objectives.iter().filter_map(|id| {
            let node = self.node(*id)?;
            let (_, at) = self.place(*id)?;
            let of = |piece: Option<&Piece>| piece.map(|piece| below(piece.at));
            let (base, theirs) = (of(self.level.of_base(node)), of(self.level.of_theirs(node)));
            Some(Section { base, ours: below(at), theirs, key: String::new() })
        });
        sections.collect()
    }
}

/// Brings `current` into the order of `target` with few moves. `put` gets an item, its index there if it has one, and the
/// index it is to have; it answers whether that was done. What is not in `target` stays where it is.
pub(super) fn arrange(
    current: &mut Vec<usize>,
    target: &[usize],
    mut put: impl FnMut(usize, Option<usize>, usize) -> Result<bool, Unmerged>,
) -> Result<(), Unmerged> {
    let ranks = target.iter().enumerate().map(|(rank, id)| (*id, rank)).collect::<HashMap<usize, usize>>();
    let standing = current.iter().filter(|id| ranks.contains_key(id)).copied().collect::<Vec<usize>>();
    let stay = longest_rise(&standing.iter().map(|id| ranks[id]).collect::<Vec<usize>>());
    let stays = standing.iter().enumerate().filter(|(at, _)| stay.contains(at)).map(|(_, id)| *id);
    let stays = stays.collect::<std::collections::HashSet<usize>>();
    let mut next = 0;
    for id in target {
        let from = if stays.contains(id) && current.get(next) == Some(id) {
            Some(next)
        } else {
            current.iter().position(|other| other == id)
        };
        if stays.contains(id) {
            next = from.map_or(next, |from| from + 1);
            continue;
        }
        let index = if from.is_some_and(|from| from < next) { next - 1 } else { next };
        if put(*id, from, index)? {
            if let Some(from) = from {
                current.remove(from);
            }
            current.insert(index, *id);
            next = index + 1;
        }
    }
    Ok(())
}

impl Work<'_> {
    /// Puts lines in the place of an item of ours.
    pub(super) fn replace(&mut self, at: ItemAt, lifted: &Lifted) -> Result<(), Refusal> {
        let old = at.list.item(at.index + 1);
        self.edit(Edit::Lay { list: at.list, index: at.index, lifted: lifted.clone() })?;
        self.edit(Edit::Delete { at: old }).inspect_err(|_| {
            // Ours stays as it was.
            self.ours.undo();
        })
    }
}
