//! What a merge left to be decided: one key keeps the selected one of a pair, or takes a mark away.
//!
//! It must not know how versions are merged.

use crate::action::Action;
use crate::app::App;
use crate::merge::{self, Resolved};
use crate::model::ItemAt;

impl App {
    pub(crate) fn do_with_merges(&mut self, action: Action) -> bool {
        if action != Action::Resolve {
            return false;
        }
        if !self.resolve_here() && !self.act_on_offer() {
            self.message = Some("there is nothing to resolve here".to_owned());
        }
        true
    }

    /// Decides about the focused item. False where there is nothing to decide.
    fn resolve_here(&mut self) -> bool {
        let Some((at, board)) = self.focused_item().zip(self.board()) else { return false };
        let Some(resolved) = merge::resolve(board, at) else { return false };
        if self.may_change() {
            match resolved {
                Ok(resolved) => self.take_decision(at, resolved),
                Err(why) => self.message = Some(why.why()),
            }
        }
        true
    }

    fn take_decision(&mut self, at: ItemAt, resolved: Resolved) {
        let name = self.name_of(at);
        let (label, message) = if resolved.chose {
            (format!("choice of {name}"), format!("kept this {name}, deleted the other"))
        } else {
            (format!("mark of {name}"), format!("the mark of {name} is gone"))
        };
        let after = self.place_of(resolved.at);
        if self.change_text(resolved.text, label, after) {
            let undo = self.key_for(Action::Undo);
            self.message = Some(format!("{message}; {undo} brings it back"));
        }
    }
}
