//! The palette: every action that works here by its name, the last used first.
//!
//! It reads the table of actions; it must not know what an action does.

use crate::action::{Action, Context, Row, TABLE, changes};
use crate::app::chooser::{Chosen, Entry};
use crate::app::{App, Choices, Chooser};
use crate::text::safe_line;

/// Words that people bring along from vim, and what they mean exactly.
const WORDS: [(Action, &[&str]); 5] = [
    (Action::Save, &["w"]),
    (Action::Quit, &["q", "qa"]),
    (Action::SaveAndQuit, &["wq", "x"]),
    (Action::Reload, &["e"]),
    (Action::Help, &["h", "help"]),
];

/// What is done most with an item, in the order in which the list has it.
const WITH_ITEMS: [Action; 17] = [
    Action::Edit,
    Action::Add,
    Action::VoteUp,
    Action::VoteDown,
    Action::Done,
    Action::Who,
    Action::When,
    Action::Follow,
    Action::RankUp,
    Action::RankDown,
    Action::MoveTo,
    Action::Undo,
    Action::Delete,
    Action::Details,
    Action::Copy,
    Action::PasteBelow,
    Action::Mark,
];

impl App {
    /// The palette as the mouse opens it: its rows stand where they always do.
    pub(super) fn open_menu(&mut self) {
        self.list_actions(&[]);
    }

    pub(crate) fn open_palette(&mut self) {
        let recent = self.recent_actions.clone();
        self.list_actions(&recent);
    }

    /// Lists the actions that work here: those first, then what is done most with items.
    fn list_actions(&mut self, first: &[Action]) {
        let context = self.context();
        let mut entries = self.named_actions(context);
        let place = |entry: &Entry| match entry.what {
            Chosen::Action(action) => first.iter().chain(&WITH_ITEMS).position(|other| *other == action),
            Chosen::Board(..) => None,
        };
        entries.sort_by_key(|entry| place(entry).unwrap_or(usize::MAX));
        self.open_chooser(Chooser::new(Choices::Actions(context), entries));
    }

    fn named_actions(&self, context: Context) -> Vec<Entry> {
        let rows = TABLE.iter().filter(|row| row.context == context && self.works(row.action));
        let mut entries = Vec::new();
        for row in rows {
            match row.action {
                Action::Sheet(1) => entries.extend(self.sheet_entries(context)),
                Action::Sheet(_) => {}
                _ => entries.push(self.action_entry(row)),
            }
        }
        entries
    }

    fn action_entry(&self, row: &Row) -> Entry {
        let words =
            WORDS.iter().find(|(action, _)| *action == row.action).map_or(&[][..], |(_, words)| words);
        Entry {
            name: row.name.to_owned(),
            detail: row.help.to_owned(),
            keys: self.keymap.labels_of(row.context, row.action),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            what: Chosen::Action(row.action),
        }
    }

    /// The sheets of this board, also those beyond the keys.
    fn sheet_entries(&self, context: Context) -> Vec<Entry> {
        let sheets = self.board().map_or(&[][..], |board| &board.sheets);
        let entry = |(number, sheet): (u8, &crate::model::Sheet)| Entry {
            name: format!("sheet-{number}"),
            detail: format!("Go to sheet {number}: {}", safe_line(sheet.title())),
            keys: self.keymap.labels_of(context, Action::Sheet(number)),
            words: vec![number.to_string()],
            what: Chosen::Action(Action::Sheet(number)),
        };
        (1..=u8::MAX).zip(sheets).map(entry).collect()
    }

    /// Whether an action can do something now, as far as that does not hang on the selected item.
    fn works(&self, action: Action) -> bool {
        match action {
            // The list is open, and leaving stands in it once.
            Action::Palette | Action::QuitAtOnce => false,
            Action::Undo => !self.undo_order.is_empty() && !self.read_only,
            Action::Redo => !self.redo_order.is_empty() || self.abandoned.is_some(),
            Action::NextPeriod => self.period_beside(1).is_some(),
            Action::PreviousPeriod => self.period_beside(-1).is_some(),
            Action::PasteBelow | Action::PasteAbove => self.clip.is_some() && self.locked().is_none(),
            Action::Reload => self.open().is_some_and(|open| open.path.is_some()),
            // They say themselves what is missing.
            Action::Details | Action::Copy | Action::CopyPane | Action::Resolve => true,
            other => !changes(other) || self.locked().is_none(),
        }
    }
}
