//! Pasted text: never keys. On the board it opens the add editor; several lines into an empty new item ask once, a whole
//! page whether it is brought into the board.
//!
//! It must not know how the question is drawn.

use crate::app::change::Change;
use crate::app::editor::{paste_lines, paste_text};
use crate::app::{App, Leaving, Mode, PastedPage, Question, Target, Then};
use crate::config::keys::{Key, Name};
use crate::document::Edit;
use crate::merge;
use crate::model::{Draft, ListAt};

/// Where people see what a pasted page left behind: the board's message has room for the count alone.
const LISTS_THEM: &str = "stratboard import - lists them";

impl App {
    pub(crate) fn pasted(&mut self, text: &str) {
        self.message = None;
        self.pending.clear();
        self.leaving = Leaving::No;
        if matches!(self.mode, Mode::Help { .. }) && self.editor_mut().is_some() {
            return self.type_text(&paste_lines(text).join(" "));
        }
        self.close_help();
        match &self.mode {
            Mode::Board | Mode::MoveTo => {
                self.mode = Mode::Board;
                let page = PastedPage::of(text);
                let Some(list) = self.board().is_some().then(|| self.list_for_paste()).flatten() else {
                    return self.paste_without_pane(page);
                };
                let count = self.count_in(list);
                self.open_new((list, count, true), "", Then::Stay);
                if matches!(self.mode, Mode::Edit(_)) {
                    self.paste_into_editor(text);
                }
                if let (Mode::Edit(edit), Some(page)) = (&mut self.mode, page) {
                    edit.question = Some(Question::Page(Box::new(page)));
                }
            }
            Mode::Edit(_) => self.paste_into_editor(text),
            Mode::Prompt(_) | Mode::Choose(_) => self.type_text(&paste_lines(text).join(" ")),
            Mode::Form(form) if form.editor.is_some() => self.type_text(&paste_text(text)),
            Mode::Form(_) => self.message = Some("edit a field to paste into it".to_owned()),
            _ => self.message = Some("there is no board yet to paste into".to_owned()),
        }
    }

    /// The pane in which the person stands, else the sheet's first.
    pub(super) fn list_for_paste(&self) -> Option<ListAt> {
        let focused = self.focus().and_then(crate::model::Focus::list);
        focused.or_else(|| crate::layout::panes(self.board()?, self.open()?.sheet).first().copied())
    }

    fn paste_into_editor(&mut self, text: &str) {
        let Mode::Edit(edit) = &mut self.mode else { return };
        edit.question = None;
        let is_empty_new = matches!(edit.target, Target::New(..)) && edit.editor.text().trim().is_empty();
        if !is_empty_new {
            return self.type_text(&paste_text(text));
        }
        let lines = paste_lines(text);
        let asks = lines.len() > 1;
        self.type_text(&lines.join("\n"));
        if let Mode::Edit(edit) = &mut self.mode
            && asks
        {
            edit.question = Some(Question::Lines(lines));
        }
    }

    /// Enter: so many items; `1`: one item; Esc: back to the text, which holds the lines.
    pub(crate) fn answer_question(&mut self, key: Key) {
        let Mode::Edit(edit) = &mut self.mode else { return };
        match key.name {
            Name::Enter => match edit.question.take() {
                Some(Question::Lines(lines)) => self.keep_lines(&lines),
                Some(Question::Page(page)) => {
                    let then = edit.then;
                    if self.bring_in(&page) {
                        self.leave_editor(then);
                    }
                }
                None => {}
            },
            Name::Char('1') if key.typed().is_some() => {
                edit.question = None;
                self.do_in_editor(crate::action::Action::Keep);
            }
            Name::Esc => edit.question = None,
            Name::Char('c') if key.ctrl => {
                edit.question = None;
                self.do_in_editor(crate::action::Action::Abandon);
            }
            _ => {}
        }
    }

    /// Where no pane can take a text, a page still can come in: one undoable step.
    fn paste_without_pane(&mut self, page: Option<PastedPage>) {
        match page.filter(|_| self.board().is_some()) {
            Some(page) if self.may_change() => {
                self.bring_in(&page);
            }
            Some(_) => {}
            None => self.message = Some("there is no pane here to paste into".to_owned()),
        }
    }

    /// Brings a page into the board as one step. False, and said why, where it cannot.
    fn bring_in(&mut self, page: &PastedPage) -> bool {
        let Some(board) = self.board() else { return false };
        let (text, left) = match page.for_board(board) {
            Ok(text) => text,
            Err(error) => {
                self.message = Some(error.to_string());
                return false;
            }
        };
        let before = board.all_items().count();
        let label = format!("import of {}", page.told());
        let done = self.merge_in(|now, stem| merge::without_base(now, &text, stem), label);
        let came = self.board().map_or(0, |board| board.all_items().count()).saturating_sub(before);
        if let Some(message) = self.message.as_mut().filter(|_| done) {
            // Sheets and panes that came whole are one change each; people count items.
            if let Some((_, rest)) = message.split_once(" in").filter(|_| came > 0) {
                *message = format!("{came} {} came in{rest}", if came == 1 { "item" } else { "items" });
            }
            let rest = match page.unplaced + left {
                0 => String::new(),
                1 => format!("; 1 line found no place: {LISTS_THEM}"),
                lines => format!("; {lines} lines found no place: {LISTS_THEM}"),
            };
            message.push_str(&rest);
        }
        done
    }

    /// Each line becomes an item, all as one step.
    fn keep_lines(&mut self, lines: &[String]) {
        let Mode::Edit(edit) = &self.mode else { return };
        let Target::New(list, index, go_on) = edit.target else { return };
        let (added, then) = (edit.added + lines.len(), edit.then);
        let drafts = lines.iter().map(|line| Draft::from_line(line)).enumerate();
        let inserts = drafts.map(|(more, draft)| Edit::Insert { list, index: index + more, draft });
        let last = list.item(index + lines.len() - 1);
        let label = format!("{} new items in {}", lines.len(), self.title_of(list));
        let change = Change::new(inserts.collect(), label).to(self.place_of(last));
        if !self.change(change) {
            // What was pasted is in the editor and stays there.
            return;
        }
        if go_on {
            self.go_on_adding(list, last.index + 1, added, Some(last));
        } else {
            self.leave_editor(then);
        }
    }
}
