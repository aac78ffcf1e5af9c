//! The keys while text is edited, wherever it stands: in place, in a prompt, in a form.
//!
//! It must not know what the text becomes: whoever opened the editor keeps it.

use crate::action::Action;
use crate::app::editor::{Editor, MAX_CHARS};
use crate::app::{App, Mode};
use crate::text;

/// Columns that are taken where the text was not drawn yet.
const UNDRAWN_COLUMNS: u16 = 72;

impl App {
    pub(crate) fn do_in_text(&mut self, action: Action) -> bool {
        let taken = matches!(action, Action::CaretRight | Action::LineEnd) && self.take_ghost();
        if taken || self.caret_or_deletion(action) {
            self.text_changed();
            return true;
        }
        match &self.mode {
            Mode::Edit(_) => self.do_in_editor(action),
            Mode::Prompt(_) => self.do_in_prompt(action),
            _ => self.do_in_form_text(action),
        }
    }

    /// The editor that has the keys.
    pub(crate) fn editor_mut(&mut self) -> Option<&mut Editor> {
        match &mut self.mode {
            Mode::Edit(edit) => Some(&mut edit.editor),
            Mode::Prompt(prompt) => Some(&mut prompt.editor),
            Mode::Form(form) => form.editor.as_mut(),
            Mode::Choose(chooser) => Some(&mut chooser.query),
            Mode::Help { filter: Some(filter), .. } if filter.is_typing => Some(&mut filter.query),
            _ => None,
        }
    }

    /// Inserts text at the caret.
    pub(crate) fn type_text(&mut self, text: &str) {
        let replaces = self.touch_prompt();
        let Some(editor) = self.editor_mut() else { return };
        if replaces {
            editor.end();
            editor.delete_to_line_start();
        }
        let inserted = editor.insert(text);
        self.text_changed();
        if inserted.cut > 0 {
            let cut = inserted.cut;
            self.message = Some(format!("a text holds at most {MAX_CHARS} characters: {cut} did not fit"));
        }
    }

    /// Whatever follows from the text is found anew.
    pub(super) fn text_changed(&mut self) {
        match self.mode {
            Mode::Edit(_) => self.offer_tag(),
            Mode::Prompt(_) => self.read_prompt(),
            Mode::Choose(_) => self.query_changed(),
            Mode::Help { ref mut top, .. } => *top = 0,
            _ => {}
        }
    }

    pub(super) fn caret_or_deletion(&mut self, action: Action) -> bool {
        let is_untouched = self.touch_prompt();
        let Some(editor) = self.editor_mut() else { return false };
        match action {
            Action::DeleteLeft | Action::DeleteRight | Action::DeleteWord if is_untouched => {
                editor.end();
                editor.delete_to_line_start();
            }
            Action::CaretLeft => editor.left(),
            Action::CaretRight => editor.right(),
            Action::WordLeft => editor.word_left(),
            Action::WordRight => editor.word_right(),
            Action::LineStart => editor.home(),
            Action::LineEnd => editor.end(),
            Action::DeleteLeft => editor.delete_left(),
            Action::DeleteRight => editor.delete_right(),
            Action::DeleteWord => editor.delete_word_left(),
            Action::DeleteToStart => editor.delete_to_line_start(),
            Action::DeleteToEnd => editor.delete_to_line_end(),
            Action::TextUndo => {
                editor.undo();
            }
            _ => return false,
        }
        true
    }

    /// Moves the caret up or down by rows as they are drawn; beyond the first and last to the text's ends.
    pub(super) fn move_by_rows(&mut self, by: isize) {
        let Mode::Edit(edit) = &mut self.mode else { return };
        let columns = |drawn: u16| usize::from(if drawn == 0 { UNDRAWN_COLUMNS } else { drawn });
        let (first, rest) = (columns(edit.columns.0), columns(edit.columns.1));
        let words = edit.editor.text();
        let rows = text::wrap(&words, first, rest);
        let (row, column) = text::caret_at(&words, &rows, edit.editor.caret(), first, rest);
        let to = row.checked_add_signed(by).map_or(0, |row| text::byte_at(&words, &rows, row, column));
        edit.editor.set_caret(to);
        self.text_changed();
    }
}
