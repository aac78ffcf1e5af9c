//! Acting on what the banner offers: bringing back, bringing in, bringing together. One undoable step each.
//!
//! It must not know where an offer came from.

use super::outside::Held;
use crate::action::Action;
use crate::app::{App, Content, Effect, Offer};
use crate::document::Document;
use crate::merge::conflict::{self, Sides};
use crate::merge::{self, Clash, Merged, Unmerged};
use crate::model::Focus;
use crate::store::stem;

impl App {
    /// Acts on what is offered. False where nothing is.
    pub(super) fn act_on_offer(&mut self) -> bool {
        if let Some(sides) = self.sides() {
            self.merge_sides(&sides);
            return true;
        }
        let Some(offer) = self.offer().cloned() else { return false };
        if self.may_change() {
            let done = match &offer {
                Offer::Restore { before, after, removed, .. } => {
                    let label = format!("return of {removed} items");
                    self.merge_in(|now, stem| merge::merge(after, now, before, stem), label)
                }
                Offer::Sibling { path, text } => {
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    let label = format!("merge of {name}");
                    self.merge_in(|now, stem| merge::without_base(now, text, stem), label)
                }
                Offer::Sides { text } => self.merge_sides_of(text),
                Offer::Typed { place, text } => self.type_again(place, text),
            };
            if let Some(open) = self.boards.get_mut(self.current).filter(|_| done) {
                open.offers.retain(|other| *other != offer);
            }
        }
        true
    }

    /// Merges something into the board as one step; the focus follows its item. False, and said why, where it cannot.
    pub(super) fn merge_in(
        &mut self,
        merge: impl FnOnce(&str, Option<&str>) -> Result<Merged, Unmerged>,
        label: String,
    ) -> bool {
        let Some((open, place)) = self.open().zip(self.focus()) else { return false };
        let Some(document) = open.document() else { return false };
        let held = match place {
            Focus::Item(at) | Focus::Objective(at) => Held::new(document.board(), at),
            Focus::Head(_) => None,
        };
        let merged = match merge(document.text(), open.path.as_deref().and_then(stem)) {
            Ok(merged) => merged,
            Err(why) => {
                self.message = Some(why.why());
                return false;
            }
        };
        if merged.text == document.text() {
            self.message = Some("all of it is here already".to_owned());
            return true;
        }
        let said = self.said_of(&merged);
        if !self.change_text(merged.text, label, place) {
            return false;
        }
        let found = self.board().zip(held).and_then(|(board, held)| held.found(board));
        if let Some(at) = found {
            self.go_to(self.place_of(at));
        }
        let undo = self.key_for(Action::Undo);
        self.message = Some(format!("{said}; {undo} takes it back"));
        true
    }

    /// How much came in, and what is left to be decided.
    fn said_of(&self, merged: &Merged) -> String {
        let changes = merged.taken.len();
        let came = format!("{changes} {} in", if changes == 1 { "change came" } else { "changes came" });
        let pairs = merged.conflicts.iter().filter(|conflict| conflict.clash == Clash::Pair).count();
        let keep = self.key_for(Action::Resolve);
        match pairs {
            0 => came,
            1 => format!("{came}, one item stands twice: {keep} keeps one"),
            pairs => format!("{came}, {pairs} items stand twice: {keep} keeps one"),
        }
    }

    /// Brings the sides together that the file of this board has now; the board is one of them, with what was done since.
    fn merge_sides_of(&mut self, marked: &str) -> bool {
        let Some(sides) = conflict::sides(marked) else { return false };
        let merge = |now: &str, stem: Option<&str>| {
            let both = merge::of_sides(&sides, stem)?;
            // A board that was not this side of the conflict has deleted nothing of it.
            let merged = if holds_all(now, &sides.ours) {
                merge::merge(&sides.ours, now, &both.text, stem)?
            } else {
                merge::without_base(now, &both.text, stem)?
            };
            Ok(Merged { conflicts: [both.conflicts, merged.conflicts].concat(), ..merged })
        };
        let current = self.current;
        self.effects.push(Effect::BuildOn { board: current, text: marked.to_owned() });
        let done = self.merge_in(merge, "merge of both sides".to_owned());
        if done {
            if let Some(open) = self.boards.get_mut(current) {
                open.banner = None;
            }
            self.send_to_disk(current);
        } else {
            self.effects.retain(|effect| !matches!(effect, Effect::BuildOn { .. }));
        }
        done
    }

    /// Brings the sides of a file with conflict markers together: it becomes a board again, and is written.
    fn merge_sides(&mut self, sides: &Sides) {
        let Some(open) = self.open() else { return };
        let Some(stem) = open.path.as_deref().and_then(stem).map(str::to_owned) else { return };
        if self.read_only {
            self.message = Some("opened read-only: nothing is changed".to_owned());
            return;
        }
        let merged = match merge::of_sides(sides, Some(&stem)) {
            Ok(merged) => merged,
            Err(why) => {
                self.message = Some(format!("the sides cannot be brought together: {}", why.why()));
                return;
            }
        };
        let said = self.said_of(&merged);
        let content = Content::of(merged.text, Some(&stem));
        let current = self.current;
        if let Some(open) = self.boards.get_mut(current).filter(|_| matches!(content, Content::Board(_))) {
            let marked = std::mem::replace(&mut open.content, content);
            open.saved_revision = 0;
            open.scrolled = 0;
            open.settle_focus();
            if let Content::Refused { text, .. } = marked {
                self.effects.push(Effect::BuildOn { board: current, text });
            }
            self.send_to_disk(current);
            self.message = Some(format!("a board again: {said}"));
        }
    }
}

/// Whether a board has every item of another.
fn holds_all(now: &str, other: &str) -> bool {
    let read = |text: &str| Document::open(text.to_owned(), None).ok();
    read(now)
        .zip(read(other))
        .is_some_and(|((now, _), (other, _))| merge::losses(other.board(), now.board()).removed == 0)
}
