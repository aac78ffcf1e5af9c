//! Acting on what the banner offers: bringing back, bringing in, bringing together. One undoable step each.
//!
//! It must not know where an offer came from.

use super::outside::Held;
use crate::action::Action;
use crate::app::{App, Content, Effect, Offer};
use crate::document::Document;
use crate::merge::conflict;
use crate::merge::{Clash, Merged, Unmerged};
use crate::model::Focus;
use crate::store::stem;

/// Where more bytes than that are merged it takes a while, which is told and can be left.
const LONG: usize = 256 << 10;

impl App {
    /// Acts on what is offered. False where nothing is.
    pub(super) fn act_on_offer(&mut self) -> bool {
        let refused = match self.open().map(|open| &open.content) {
            Some(Content::Refused { text, .. }) if conflict::sides(text).is_some() => {
                Some(Offer::Sides { text: text.as_str().into() })
            }
            _ => None,
        };
        let Some(offer) = refused.or_else(|| self.offer().cloned()) else { return false };
        if !self.may_act_on(&offer) {
            return true;
        }
        if let Offer::Typed { place, text } = &offer {
            if self.type_again(place, text) {
                self.is_dealt_with(self.current, &offer);
            }
            return true;
        }
        let Some(open) = self.open() else { return true };
        let (now, stem) = (open.document().map(Document::text), open.path.as_deref().and_then(stem));
        if offer.text().len().max(now.map_or(0, str::len)) > LONG {
            self.effects.push(Effect::Bring { board: self.current, offer });
        } else if let Some(merged) = offer.merged(now, stem) {
            self.brought(self.current, &offer, merged);
        }
        true
    }

    fn may_act_on(&mut self, offer: &Offer) -> bool {
        match self.open().map(|open| &open.content) {
            Some(Content::Refused { .. }) if self.read_only => {
                self.message = Some("opened read-only: nothing is changed".to_owned());
                false
            }
            Some(Content::Refused { .. }) => matches!(offer, Offer::Sides { .. }),
            _ => self.may_change(),
        }
    }

    /// Takes what came of an offer into the board that it was made for.
    pub(super) fn brought(&mut self, board: usize, offer: &Offer, merged: Result<Merged, Unmerged>) {
        if board != self.current {
            return;
        }
        let done = match offer {
            Offer::Typed { .. } => false,
            Offer::Sides { text } if self.board().is_some() => self.take_sides(text, merged),
            Offer::Sides { text } => {
                self.take_sides_for_board(text, merged);
                false
            }
            Offer::Restore { removed, .. } => {
                self.merge_in(|_, _| merged, format!("return of {removed} items"))
            }
            Offer::Sibling { path, .. } => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                self.merge_in(|_, _| merged, format!("merge of {name}"))
            }
        };
        if done {
            self.is_dealt_with(board, offer);
        }
    }

    fn is_dealt_with(&mut self, board: usize, offer: &Offer) {
        if let Some(open) = self.boards.get_mut(board) {
            open.offers.retain(|other| other != offer);
        }
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

    /// The sides that the file of this board has now came together with the board.
    fn take_sides(&mut self, marked: &str, merged: Result<Merged, Unmerged>) -> bool {
        let current = self.current;
        self.effects.push(Effect::BuildOn { board: current, text: marked.to_owned() });
        let done = self.merge_in(|_, _| merged, "merge of both sides".to_owned());
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

    /// The sides of a file with conflict markers came together: it becomes a board again, and is written.
    fn take_sides_for_board(&mut self, marked: &str, merged: Result<Merged, Unmerged>) {
        let Some(stem) = self.open().and_then(|open| open.path.as_deref()).and_then(stem) else { return };
        let stem = stem.to_owned();
        let merged = match merged {
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
            open.content = content;
            open.saved_revision = 0;
            open.scrolled = 0;
            open.settle_focus();
            self.effects.push(Effect::BuildOn { board: current, text: marked.to_owned() });
            self.send_to_disk(current);
            self.message = Some(format!("a board again: {said}"));
        }
    }
}
