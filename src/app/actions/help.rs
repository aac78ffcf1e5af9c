//! The help page: opened over any mode, scrolled, searched, closed.
//!
//! It must not know its lines: `ui` writes them from the table of actions and keeps the page from scrolling past its end.

use crate::action::Action;
use crate::app::editor::Editor;
use crate::app::{App, Filter, Mode};

impl App {
    pub(crate) fn open_help(&mut self) {
        let about = self.context();
        let under = std::mem::replace(&mut self.mode, Mode::Board);
        self.mode = Mode::Help { about, top: 0, filter: None, under: Box::new(under) };
    }

    pub(crate) fn do_in_help(&mut self, action: Action) -> bool {
        match (action, &mut self.mode) {
            (Action::Filter, Mode::Help { filter: Some(filter), .. }) => filter.is_typing = true,
            (Action::Filter, Mode::Help { filter, .. }) => {
                *filter = Some(Box::new(Filter { query: Editor::new("", true), is_typing: true }));
            }
            (Action::Cancel, Mode::Help { filter: filter @ Some(_), .. }) => *filter = None,
            (Action::Cancel | Action::QuitAtOnce, _) => self.close_help(),
            _ => return self.scroll_help(action),
        }
        true
    }

    /// The keys while the words are typed that the page is searched for, but for those that change the words.
    pub(super) fn do_in_help_filter(&mut self, action: Action) -> bool {
        let Mode::Help { filter, .. } = &mut self.mode else { return false };
        match (action, filter) {
            (Action::Choose, Some(words)) if !words.query.is_empty() => words.is_typing = false,
            (Action::Choose | Action::Cancel, filter) => *filter = None,
            _ => return self.scroll_help(action),
        }
        true
    }

    /// The lines that a text without places to stand on goes on by: a page for a screen reader, which reads what is new.
    pub(super) fn reading_step(&self) -> usize {
        if self.screen_reader { usize::from(self.size.1.saturating_sub(6)).max(1) } else { 1 }
    }

    fn scroll_help(&mut self, action: Action) -> bool {
        let page = usize::from(self.size.1 / 2).max(1);
        let step = self.reading_step();
        let Mode::Help { top, .. } = &mut self.mode else { return false };
        match action {
            Action::Down => *top = top.saturating_add(step),
            Action::Up => *top = top.saturating_sub(step),
            Action::HalfDown => *top = top.saturating_add(page),
            Action::HalfUp => *top = top.saturating_sub(page),
            Action::First => *top = 0,
            Action::Last => *top = usize::MAX,
            _ => return false,
        }
        true
    }

    /// Back to what the page lies over, if it is open.
    pub(super) fn close_help(&mut self) {
        self.mode = match std::mem::replace(&mut self.mode, Mode::Board) {
            Mode::Help { under, .. } => *under,
            other => other,
        };
    }
}
