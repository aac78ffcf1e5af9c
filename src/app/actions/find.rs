//! Finding: as a query is typed the items that hold it are lit, and the person goes to the nearest; then on from one to the next.
//!
//! It must not know what an item is compared with: that is `find`'s.

use crate::action::Action;
use crate::app::focus::short;
use crate::app::{App, Ask, Mode, Then};
use crate::find::Query;

impl App {
    pub(crate) fn do_with_find(&mut self, action: Action) -> bool {
        match action {
            Action::Find => {
                self.remember_origin();
                self.ask(Ask::Find, Then::Stay);
            }
            Action::FindNext => self.go_on_finding(true),
            Action::FindPrevious => self.go_on_finding(false),
            _ => return false,
        }
        true
    }

    /// The keys of the line in which a query is typed.
    pub(super) fn do_in_find(&mut self, action: Action) {
        match action {
            Action::Keep | Action::KeepAndGoOn => self.keep_find(),
            Action::KeepAndLeave | Action::Abandon => {
                self.back_to_origin();
                self.mode = self.resting_mode();
            }
            Action::CaretDown | Action::KeepNextPane => self.go_on_finding(true),
            Action::CaretUp | Action::KeepPreviousPane => self.go_on_finding(false),
            _ => {}
        }
    }

    /// What was typed is looked for from where the person stood; where nothing is found the person stands there.
    pub(super) fn find_typed(&mut self) {
        let Mode::Prompt(prompt) = &self.mode else { return };
        let text = prompt.editor.text();
        if self.lit().map_or("", Query::text) == text {
            return;
        }
        self.look_for(Query::new(&text));
        let Some(origin) = self.view_origin() else { return };
        let first = self.first_found(origin, false);
        self.go_to_found(first);
    }

    /// Ends the typing: what is found stays lit.
    fn keep_find(&mut self) {
        self.found.origin = None;
        self.mode = self.resting_mode();
        let Some(query) = self.lit().map(|query| query.text().to_owned()) else { return };
        if self.found.items.is_empty() {
            self.look_for(None);
            self.message = Some(nothing_holds(&query));
        }
        self.found.last = query;
    }

    /// On to the next item that is found, or back to the one before; around the ends, and told so.
    fn go_on_finding(&mut self, next: bool) {
        if self.lit().is_none() {
            self.look_for(Query::new(&self.found.last));
        }
        let Some(query) = self.lit().map(|query| query.text().to_owned()) else {
            let find = self.key_for(Action::Find);
            self.message = Some(format!("nothing was looked for yet: {find} finds"));
            return;
        };
        let (Some(focus), count) = (self.focus(), self.found.items.len()) else { return };
        let (to, around) = if next {
            let first = self.first_found(focus, true);
            (first, first >= count)
        } else {
            let before = self.first_found(focus, false).checked_sub(1);
            (before.unwrap_or(count.saturating_sub(1)), before.is_none())
        };
        self.go_to_found(to);
        match (count, around) {
            (0, _) => {
                if !matches!(self.mode, Mode::Prompt(_)) {
                    self.look_for(None);
                }
                self.message = Some(nothing_holds(&query));
            }
            (1, true) => self.message = Some(format!("only this one holds “{}”", short(&query))),
            (_, true) if next => self.message = Some("after the last one: the first again".to_owned()),
            (_, true) => self.message = Some("before the first one: the last again".to_owned()),
            _ => {}
        }
    }

    /// Goes to an item that is found; behind the last one to the first.
    fn go_to_found(&mut self, index: usize) {
        let items = self.found_as_shown();
        let at = items.get(index).or_else(|| items.first()).copied();
        if let Some(at) = at {
            self.go_to(self.place_of(at));
        }
    }
}

fn nothing_holds(query: &str) -> String {
    format!("no item holds “{}”", short(query))
}
