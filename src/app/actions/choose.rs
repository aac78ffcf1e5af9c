//! The keys in a list with a line to type in, and what choosing a row does.
//!
//! It must not know what is in a list: the palette and the boards fill their own.

use crate::action::{Action, find};
use crate::app::chooser::Chosen;
use crate::app::{App, Choices, Chooser, Effect, Mode};

impl App {
    pub(super) fn open_chooser(&mut self, chooser: Chooser) {
        self.mode = Mode::Choose(Box::new(chooser));
    }

    pub(super) fn chooser_mut(&mut self) -> Option<&mut Chooser> {
        match &mut self.mode {
            Mode::Choose(chooser) => Some(chooser),
            _ => None,
        }
    }

    pub(crate) fn do_in_list(&mut self, action: Action) -> bool {
        if matches!(self.mode, Mode::Help { .. }) {
            return self.do_in_help_filter(action) || self.edit_query(action);
        }
        let page = isize::try_from(self.size.1 / 2).unwrap_or(1).max(1);
        match action {
            Action::Down => self.go_in_list(1),
            Action::Up => self.go_in_list(-1),
            Action::HalfDown => self.go_in_list(page),
            Action::HalfUp => self.go_in_list(-page),
            Action::First => self.go_in_list(isize::MIN),
            Action::Last => self.go_in_list(isize::MAX),
            Action::Cancel => self.close_chooser(),
            Action::Choose => self.choose(),
            _ => return self.edit_query(action),
        }
        true
    }

    /// The caret and deletions in the typed words; only other words are looked for anew.
    fn edit_query(&mut self, action: Action) -> bool {
        let before = self.editor_mut().map(|query| query.version());
        let done = self.caret_or_deletion(action);
        if before != self.editor_mut().map(|query| query.version()) {
            self.text_changed();
        }
        done
    }

    fn go_in_list(&mut self, by: isize) {
        if let Some(chooser) = self.chooser_mut() {
            chooser.go(by);
        }
        self.want_selected();
    }

    /// Other words are typed: what matches is found anew.
    pub(super) fn query_changed(&mut self) {
        if let Some(chooser) = self.chooser_mut() {
            chooser.rank();
        }
        self.want_selected();
    }

    /// Back to what the list lies over: nothing of it was changed.
    pub(super) fn close_chooser(&mut self) {
        if matches!(&self.mode, Mode::Choose(chooser) if matches!(chooser.of, Choices::Boards(_))) {
            self.effects.push(Effect::StopListing);
        }
        self.mode = self.resting_mode();
    }

    fn choose(&mut self) {
        let Mode::Choose(chooser) = &self.mode else { return };
        let Some(entry) = chooser.chosen() else {
            let told = if chooser.is_filling {
                "still looking for boards"
            } else {
                "nothing here has these letters"
            };
            self.message = Some(told.to_owned());
            return;
        };
        let (what, may, name) = (entry.what, chooser.may_perform(entry.what), entry.name.clone());
        match what {
            Chosen::Action(_) if !may => {
                self.message =
                    Some(format!("{name} takes something away: type its name, at least three letters"));
            }
            Chosen::Action(action) => self.perform_chosen(action),
            Chosen::Board(file, sheet) => self.go_to_file(file, sheet),
        }
    }

    /// The selected action, which was pointed at: that is no slip of a finger that typed too little.
    pub(super) fn choose_pointed(&mut self) {
        let chosen = self.chooser_mut().and_then(|chooser| chooser.chosen()).map(|entry| entry.what);
        if let Some(Chosen::Action(action)) = chosen {
            self.perform_chosen(action);
        }
    }

    fn perform_chosen(&mut self, action: Action) {
        self.close_chooser();
        self.recent_actions.retain(|other| *other != action);
        self.recent_actions.insert(0, action);
        // The file may have become another thing while the list was open.
        if find(self.context(), action).is_some() {
            self.perform(action);
        }
    }
}
