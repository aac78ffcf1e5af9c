//! The one way in which a key changes a board: edits as one step, then on its way to the disk.
//!
//! It must not know which key it was.

use super::{App, Content, FileState};
use crate::action::Action;
use crate::app::Effect;
use crate::document::{Document, Edit, Step};
use crate::model::{Focus, HeadAt};

/// What a change is, beside its edits.
pub(crate) struct Change {
    edits: Vec<Edit>,
    label: String,
    after: Option<Focus>,
    run: Option<&'static str>,
}

impl Change {
    /// Edits, and what undo calls them (`votes of PREMIUM`).
    pub(crate) fn new(edits: Vec<Edit>, label: impl Into<String>) -> Self {
        Self { edits, label: label.into(), after: None, run: None }
    }

    /// Where the person stands after it.
    pub(crate) fn to(self, focus: Focus) -> Self {
        Self { after: Some(focus), ..self }
    }

    /// The run that it belongs to: with the same key on the same item it is one step.
    pub(crate) fn run(self, run: &'static str) -> Self {
        Self { run: Some(run), ..self }
    }

    /// Whether places of items may change by it.
    fn moves_items(&self) -> bool {
        let stays =
            |edit: &Edit| matches!(edit, Edit::SetText { .. } | Edit::SetField { .. } | Edit::SetHead { .. });
        !self.edits.iter().all(stays)
    }
}

impl App {
    /// Why nothing may be changed, if so.
    pub(crate) fn locked(&self) -> Option<String> {
        let open = self.open()?;
        match (&open.content, &open.path) {
            (Content::Refused { .. }, _) => {
                Some("this file is no board; mend it and it comes back".to_owned())
            }
            _ if self.read_only => Some("opened read-only: nothing is changed".to_owned()),
            (_, None) => {
                let save_as = self.key_for(Action::SaveAs);
                Some(format!(
                    "the sample stays as it is: {save_as} writes it to a file of yours, `stratboard new NAME` makes a board"
                ))
            }
            _ => None,
        }
    }

    /// Whether something may be changed; says so where not.
    pub(crate) fn may_change(&mut self) -> bool {
        match self.locked() {
            Some(why) => {
                self.message = Some(why);
                false
            }
            None => self.board().is_some(),
        }
    }

    /// Makes a change as one step and sends it to the disk. Says why where it is refused, and is then false.
    pub(crate) fn change(&mut self, change: Change) -> bool {
        if !self.may_change() {
            return false;
        }
        let Some(before) = self.focus() else { return false };
        let after = change.after.unwrap_or(before);
        let moves_items = change.moves_items();
        let step = Step { label: change.label, before, after, run: change.run };
        let current = self.current;
        let Some(document) = self.document_mut(current) else { return false };
        let (revision, steps) = (document.revision(), document.steps());
        if let Err(refusal) = document.apply(&change.edits, step) {
            self.message = Some(refusal.reason);
            return false;
        }
        let changed = document.revision() != revision;
        let is_new_step = document.steps() > steps;
        if changed {
            self.redo_order.clear();
            self.abandoned = None;
            if is_new_step {
                self.undo_order.push(current);
            }
            if moves_items && let Some(open) = self.boards.get_mut(current) {
                open.marks.clear();
            }
            self.send_to_disk(current);
        }
        self.go_to(after);
        true
    }

    /// Puts another text in the place of the board's, as one step, and sends it to the disk. False, and said why, where
    /// nothing may be changed or it is no board.
    pub(crate) fn change_text(&mut self, text: String, label: String, after: Focus) -> bool {
        let Some(before) = self.focus().filter(|_| self.may_change()) else { return false };
        let step = Step { label, before, after, run: None };
        let current = self.current;
        let Some(document) = self.document_mut(current) else { return false };
        let steps = document.steps();
        if let Err(findings) = document.take_text(text, step) {
            let why = findings.into_iter().next().map_or_else(String::new, |finding| finding.what);
            self.message = Some(format!("that would be no board: {why}"));
            return false;
        }
        if document.steps() > steps {
            self.undo_order.push(current);
            self.redo_order.clear();
            self.abandoned = None;
            if let Some(open) = self.boards.get_mut(current) {
                open.marks.clear();
            }
            self.send_to_disk(current);
        }
        self.go_to(after);
        true
    }

    /// Notes that a board differs from its file, and asks for it to be written.
    pub(crate) fn send_to_disk(&mut self, board: usize) {
        // What is not saved says so until it is.
        if let Some(open) =
            self.boards.get_mut(board).filter(|open| !matches!(open.state, FileState::NotSaved(_)))
        {
            open.state = FileState::Writing;
        }
        self.effects.push(Effect::Save { board, asked: false });
    }

    /// The document of a board, to change it.
    pub(crate) fn document_mut(&mut self, board: usize) -> Option<&mut Document> {
        match &mut self.boards.get_mut(board)?.content {
            Content::Board(document) => Some(document),
            Content::Refused { .. } => None,
        }
    }

    /// Writes a heading line; an empty text takes it away.
    pub(crate) fn set_head(&mut self, at: HeadAt, text: &str) -> bool {
        let value = (!text.is_empty()).then(|| text.to_owned());
        let edit = Edit::SetHead { at, value };
        self.change(Change::new(vec![edit], at.head().label()))
    }
}
