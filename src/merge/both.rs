//! An item that both sides touched: merged field by field, or kept twice, or with one of the two in a comment.
//! Which fields end up how is `mix`'s; here the lines are written.

use super::level::{Node, Piece};
use super::mix::{Content, Mixed, mix};
use super::perform::Perform;
use super::{Change, Clash, Unmerged, lines};
use crate::document::{Document, Edit, Refusal};
use crate::model::mark::{self, PAIR};
use crate::model::{ItemAt, ListAt};

impl Perform<'_, '_> {
    /// Merges an item that is in both versions, and that both touched.
    pub(super) fn mix(&mut self, id: usize, node: Node, at: ItemAt) -> Result<(), Unmerged> {
        let (Some(ours), Some(theirs)) = (self.level.of_ours(node), self.level.of_theirs(node)) else {
            return Ok(());
        };
        let (ours, theirs, base) = (ours.clone(), theirs.clone(), self.level.of_base(node).cloned());
        let first = base.as_ref().map(|base| &base.content);
        let mixed = mix(first, &ours.content, &theirs.content, self.work.agreed);
        let carrier = carrier(base.as_ref(), &ours, &theirs);
        if ours.has_results || theirs.has_results {
            self.objectives.push(id);
            return self.objective(id, at, base.as_ref(), [&ours, &theirs], &mixed, carrier);
        }
        if mixed.is_conflict() || carrier.is_none() {
            return self.pair(id, at, [&ours, &theirs], &mixed);
        }
        let sides = [ours, theirs];
        if carrier == Some(1)
            && let Some(lifted) = &sides[1].lifted
        {
            self.work.replace(at, lifted)?;
        }
        self.shape(at, &mixed.sides[0])?;
        let mine = carrier.unwrap_or_default();
        let comments = new_comments(base.as_ref(), &sides[mine], &sides[1 - mine], &[]);
        self.comment(at, &comments);
        self.note_mixed(&sides, &mixed.sides[0]);
        Ok(())
    }

    fn note_mixed(&mut self, sides: &[Piece; 2], now: &Content) {
        if now.line() != sides[0].content.line() {
            self.take_note(Change::Reworded, &sides[1]);
        } else if *now != sides[0].content {
            self.take_note(Change::Changed, &sides[1]);
        }
    }

    /// Keeps both, one below the other; content says which comes first.
    fn pair(
        &mut self,
        id: usize,
        at: ItemAt,
        [ours, theirs]: [&Piece; 2],
        mixed: &Mixed,
    ) -> Result<(), Unmerged> {
        let order = |side: usize, piece: &Piece| (mixed.sides[side].clone(), piece.said.clone());
        let twin_first = order(1, theirs) < order(0, ours);
        self.shape(at, &mixed.sides[0])?;
        let (twin, below) = (at.index + usize::from(!twin_first), at.list.item(at.index + 1));
        let marks = if twin_first { Vec::new() } else { vec![PAIR.to_owned()] };
        self.lay(theirs, at.list, twin, &marks)?;
        self.shape(at.list.item(twin), &mixed.sides[1])?;
        if twin_first {
            self.comment(below, &[PAIR.to_owned()]);
        }
        let number = self.level.nodes.len() + self.twins.len();
        self.twins.insert(id, (number, twin_first));
        if let Some((section, _)) = self.place(id) {
            self.current[section].insert(twin, number);
        }
        self.clashes.push((id, if twin_first { id } else { number }, Clash::Pair));
        self.take_note(Change::Added, theirs);
        Ok(())
    }

    /// Merges the heading of key results; one of two texts stays, content says which, the other stands above it.
    fn objective(
        &mut self,
        id: usize,
        at: ItemAt,
        base: Option<&Piece>,
        sides: [&Piece; 2],
        mixed: &Mixed,
        carrier: Option<usize>,
    ) -> Result<(), Unmerged> {
        if carrier != Some(0) {
            let why = format!("the other version has other unknown keys in {}", sides[1].name);
            return Err(Unmerged::Refused(why));
        }
        let winner = usize::from(mixed.sides[1] > mixed.sides[0]);
        self.shape(at, &mixed.sides[winner])?;
        let below = result_comments(self.work.theirs, sides[1].at);
        let mut comments = new_comments(base, sides[0], sides[1], &below);
        if mixed.is_conflict() {
            let (kept, lost) = (&mixed.sides[winner], &mixed.sides[1 - winner]);
            if kept.line() != lost.line() {
                comments.extend(lines::as_comments(&mark::lead("this"), &lost.line()));
                self.work.report.told.push(lost.line());
            }
            for field in &mixed.fields {
                let value = lost.fields.get(field).map(|value| value.value().to_text()).unwrap_or_default();
                comments.extend(lines::as_comments(&mark::lead(field.key()), &value));
                self.work.report.told.push(format!("{}={value}", field.key()));
            }
            self.clashes.push((id, id, Clash::Comment));
        }
        self.comment(at, &comments);
        self.note_mixed(&[sides[0].clone(), sides[1].clone()], &mixed.sides[winner]);
        Ok(())
    }

    /// Gives an item of our document these words and fields.
    fn shape(&mut self, at: ItemAt, wanted: &Content) -> Result<(), Refusal> {
        let Some(now) = self.work.ours.board().item(at).map(Content::of) else { return Ok(()) };
        if (&now.tag, &now.words) != (&wanted.tag, &wanted.words) {
            let (tag, text) = (wanted.tag.clone(), wanted.words.clone());
            self.work.edit(Edit::SetText { at, tag, text })?;
        }
        for field in now.fields.keys().chain(wanted.fields.keys()) {
            let value = wanted.fields.get(field);
            let stands = self.work.ours.board().item(at).map(Content::of);
            if stands.is_some_and(|stands| stands.fields.get(field) != value) {
                let value = value.map(super::mix::Written::value);
                self.work.edit(Edit::SetField { at, field: *field, value })?;
            }
        }
        Ok(())
    }
}

/// Whose lines hold the unknown keys as both want them: 0 ours, 1 theirs; nothing where both changed them otherwise.
fn carrier(base: Option<&Piece>, ours: &Piece, theirs: &Piece) -> Option<usize> {
    let unknown = |piece: &Piece| match &piece.lifted {
        Some(lifted) => lines::unknown(lifted, piece.at.list.objective.is_some()),
        None if piece.has_unknown => vec![(String::new(), piece.said.clone())],
        None => Vec::new(),
    };
    let (first, mine, other) = (base.map(unknown).unwrap_or_default(), unknown(ours), unknown(theirs));
    if other == first || other == mine { Some(0) } else { (mine == first).then_some(1) }
}

/// Comments that one side wrote to an item and that its lines as they are carried lack.
fn new_comments(base: Option<&Piece>, carrier: &Piece, other: &Piece, but: &[String]) -> Vec<String> {
    let of = |piece: &Piece| {
        piece.lifted.as_ref().map_or_else(Vec::new, |lifted| lines::comments(&lines::normal(lifted)))
    };
    let known = base.map(of).unwrap_or_default().into_iter().chain(of(carrier)).chain(but.iter().cloned());
    let known = known.collect::<Vec<String>>();
    of(other).into_iter().filter(|comment| !known.contains(comment)).collect()
}

/// The comments of an item's key results: they travel with those.
fn result_comments(document: &Document, at: ItemAt) -> Vec<String> {
    let list = ListAt::results(at.list.sheet, at.list.pane, at.index);
    let items =
        (0..document.board().items(list).len()).filter_map(|index| lines::lifted(document, list.item(index)));
    items.flat_map(|lifted| lines::comments(&lines::normal(&lifted))).collect()
}
