//! Pasted text: never keys. On the board it opens the add editor; several lines into an empty new item ask once.
//!
//! It must not know how the question is drawn.

use crate::app::change::Change;
use crate::app::editor::{paste_lines, paste_text};
use crate::app::{App, Leaving, Mode, Target, Then};
use crate::config::keys::{Key, Name};
use crate::document::Edit;
use crate::model::{Draft, ListAt};

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
                let Some(list) = self.board().is_some().then(|| self.list_for_paste()).flatten() else {
                    self.message = Some("there is no pane here to paste into".to_owned());
                    return;
                };
                let count = self.count_in(list);
                self.open_new((list, count, true), "", Then::Stay);
                if matches!(self.mode, Mode::Edit(_)) {
                    self.paste_into_editor(text);
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
            edit.question = Some(lines);
        }
    }

    /// Enter: so many items; `1`: one item; Esc: back to the text, which holds the lines.
    pub(crate) fn answer_question(&mut self, key: Key) {
        let Mode::Edit(edit) = &mut self.mode else { return };
        match key.name {
            Name::Enter => {
                if let Some(lines) = edit.question.take() {
                    self.keep_lines(&lines);
                }
            }
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
