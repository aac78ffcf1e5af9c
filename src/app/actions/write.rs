//! Editing and adding in place: opening the editor, keeping what it holds, going on.
//!
//! It must not know the keys that move the caret: those are in `text`.

use crate::action::Action;
use crate::app::change::Change;
use crate::app::editor::Editor;
use crate::app::focus::into;
use crate::app::{AbandonedFor, App, Edit, Effect, Mode, OpenBoard, Target, Then};
use crate::document;
use crate::merge;
use crate::model::{Draft, Focus, Head, HeadAt, ItemAt, ListAt, tag};

/// What became of the text in the editor.
pub(super) enum Kept {
    /// It says nothing new: no step.
    Unchanged,
    /// It is on the board; the item, if it is one.
    Changed(Option<ItemAt>),
    /// It was refused, and the message says why; the editor stays.
    Refused,
}

impl Edit {
    /// An editor of `text` for a target whose kept text is `original`.
    pub(crate) fn new(target: Target, original: String, text: &str, caret_at_end: bool) -> Self {
        Self {
            target,
            editor: Editor::new(text, caret_at_end),
            original,
            question: None,
            added: 0,
            last_kept: None,
            next: None,
            is_version: false,
            then: Then::Stay,
            ghost: None,
            columns: (0, 0),
            tags: None,
        }
    }

    /// Whether what is typed differs from what is kept.
    pub fn is_changed(&self) -> bool {
        self.editor.changed_from(&self.original)
    }
}

impl App {
    pub(crate) fn write(&mut self, action: Action) -> bool {
        match action {
            Action::Edit => self.edit_here(true),
            Action::EditStart => self.edit_here(false),
            Action::Add => self.add_at_end(),
            Action::AddBelow => self.add_beside(1),
            Action::AddAbove => self.add_beside(0),
            Action::Details => self.open_form(),
            Action::Mission => self.edit_head(HeadAt::Board(Head::Mission)),
            Action::Conclusion => self.edit_conclusion(),
            _ => return false,
        }
        true
    }

    fn edit_here(&mut self, caret_at_end: bool) {
        let Some(focus) = self.focus() else { return };
        let target = match focus {
            Focus::Head(at) => Target::Head(at),
            Focus::Item(at) if self.focused_item().is_none() => Target::New(at.list, at.index, true),
            Focus::Item(at) | Focus::Objective(at) => Target::Item(at),
        };
        self.open_editor(target, caret_at_end);
    }

    fn edit_head(&mut self, at: HeadAt) {
        if self.may_change() {
            self.go_to(Focus::Head(at));
            self.open_editor(Target::Head(at), true);
        }
    }

    fn edit_conclusion(&mut self) {
        let Some((board, open)) = self.board().zip(self.open()) else { return };
        let kind = board.sheets.get(open.sheet).and_then(|sheet| sheet.kind);
        if kind.is_some_and(|kind| kind.heads().contains(&Head::Conclusion)) {
            self.edit_head(HeadAt::Sheet(open.sheet, Head::Conclusion));
        } else {
            self.message = Some("a conclusion belongs to a SWOT or a plan".to_owned());
        }
    }

    /// Opens the editor on what a target holds now.
    pub(super) fn open_editor(&mut self, target: Target, caret_at_end: bool) {
        if self.may_change() {
            let text = self.text_of(target);
            self.mode = Mode::Edit(Box::new(Edit::new(target, text.clone(), &text, caret_at_end)));
        }
    }

    /// The kept text of a target.
    pub(super) fn text_of(&self, target: Target) -> String {
        let Some(board) = self.board() else { return String::new() };
        match target {
            Target::Item(at) => board.item(at).map_or_else(String::new, |view| view.line()),
            // The line break that ends a block is no line of its own in the editor.
            Target::Head(at) => board.head_at(at).unwrap_or_default().trim_end_matches('\n').to_owned(),
            Target::New(..) => String::new(),
        }
    }

    /// Opens the editor for a new item, prefilled where something is known of it.
    pub(super) fn open_new(&mut self, target: (ListAt, usize, bool), prefill: &str, then: Then) {
        let (list, index, go_on) = target;
        if !self.may_change() {
            return;
        }
        let focus = self.focus();
        let stands_in = |focus: Focus| matches!(focus, Focus::Objective(at) if at.list == list);
        let elsewhere = focus.and_then(Focus::list) != Some(list) && !focus.is_some_and(stands_in);
        if let Some(board) = self.board().filter(|_| elsewhere) {
            let last = board.items(list).len().saturating_sub(1);
            self.go_to(into(board, list, last));
        }
        let mut opened = Edit::new(Target::New(list, index, go_on), prefill.to_owned(), prefill, true);
        opened.then = then;
        self.mode = Mode::Edit(Box::new(opened));
    }

    /// The pane that something is added to.
    pub(super) fn list_to_add_to(&mut self) -> Option<ListAt> {
        let list = self.focus().and_then(Focus::list);
        if list.is_none() {
            self.message = Some("go to a pane to add to it".to_owned());
        }
        list
    }

    fn add_at_end(&mut self) {
        let Some(list) = self.list_to_add_to() else { return };
        let count = self.count_in(list);
        self.open_new((list, count, true), "", Then::Stay);
    }

    fn add_beside(&mut self, after: usize) {
        let target = match self.focus() {
            Some(Focus::Item(at)) if self.focused_item().is_none() => (at.list, 0, false),
            Some(Focus::Objective(at) | Focus::Item(at)) => (at.list, at.index + after, false),
            _ => {
                self.message = Some("go to a pane to add to it".to_owned());
                return;
            }
        };
        self.open_new(target, "", Then::Stay);
    }

    /// Puts what the editor holds on the board.
    pub(super) fn keep(&mut self) -> Kept {
        let Mode::Edit(edit) = &self.mode else { return Kept::Unchanged };
        let (text, target) = (edit.editor.text(), edit.target);
        // Blanks around what is typed mean nothing; those that somebody wrote in the file before it stay.
        let text = if edit.original.starts_with(' ') { text.trim_end() } else { text.trim() };
        if !edit.is_changed() || text == edit.original.trim_end() && !edit.original.is_empty() {
            return Kept::Unchanged;
        }
        match target {
            Target::Item(at) => self.keep_item(at, text),
            Target::New(list, index, _) if edit.is_version => self.keep_version(list.item(index), text),
            Target::New(list, index, _) => self.keep_new(list, index, text),
            Target::Head(at) => {
                if at.head().is_date() && !text.is_empty() && !crate::model::field::is_date(text) {
                    self.message = Some(format!("{} is written as 2025-06-30", at.head().label()));
                    return Kept::Refused;
                }
                if self.set_head(at, text) { Kept::Changed(None) } else { Kept::Refused }
            }
        }
    }

    pub(super) fn keep_item(&mut self, at: ItemAt, text: &str) -> Kept {
        let had_tag = self.board().and_then(|board| board.item(at)).is_some_and(|view| view.tag().is_some());
        let (tag, words) = tag::split(text, had_tag);
        let label = format!("text of {}", crate::app::focus::short(tag.unwrap_or(words)));
        let edit = document::Edit::SetText { at, tag: tag.map(str::to_owned), text: words.to_owned() };
        let kept = self.change(Change::new(vec![edit], label));
        if kept { Kept::Changed(Some(at)) } else { Kept::Refused }
    }

    pub(super) fn keep_new(&mut self, list: ListAt, index: usize, text: &str) -> Kept {
        if text.trim().is_empty() {
            return Kept::Unchanged;
        }
        let draft = Draft::from_line(text);
        let label = format!("new {}", crate::app::focus::short(draft.tag.as_deref().unwrap_or(&draft.text)));
        let at = list.item(index);
        let after = self.place_of(at);
        let edit = document::Edit::Insert { list, index, draft };
        let kept = self.change(Change::new(vec![edit], label).to(after));
        if kept { Kept::Changed(Some(at)) } else { Kept::Refused }
    }

    /// Keeps another version of the item above: both are marked, for a person to decide.
    fn keep_version(&mut self, at: ItemAt, text: &str) -> Kept {
        let draft = Draft::from_line(text);
        let document = self.open().and_then(OpenBoard::document).filter(|_| !text.trim().is_empty());
        let edit = document.and_then(|document| merge::beside(document, at, &draft));
        let label =
            format!("yours beside {}", crate::app::focus::short(draft.tag.as_deref().unwrap_or(&draft.text)));
        let after = self.place_of(at);
        if edit.is_some_and(|edit| self.change(Change::new(vec![edit], label).to(after))) {
            let keep = self.key_for(Action::Resolve);
            self.message = Some(format!("{keep} keeps one of the two marked ≠"));
            return Kept::Changed(Some(at));
        }
        self.keep_new(at.list, at.index, text)
    }

    /// Where the person stands on an item: an objective is its heading.
    pub(crate) fn place_of(&self, at: ItemAt) -> Focus {
        let pane = self.board().and_then(|board| board.pane(at.list));
        let is_objective =
            at.list.objective.is_none() && pane.is_some_and(crate::model::Pane::holds_objectives);
        if is_objective { Focus::Objective(at) } else { Focus::Item(at) }
    }

    /// What the keys of keeping do while something is edited in place.
    pub(super) fn do_in_editor(&mut self, action: Action) -> bool {
        match action {
            Action::Keep => self.keep_and_go_further(),
            Action::KeepAndLeave => self.keep_and_leave(),
            Action::KeepNextPane => self.keep_and_change_pane(1),
            Action::KeepPreviousPane => self.keep_and_change_pane(-1),
            Action::KeepAndGoOn => self.keep_and_stay(),
            Action::Abandon => self.leave_old_text(),
            Action::MakeTag => self.make_tag(),
            Action::NewLine => self.type_text("\n"),
            Action::CaretUp => self.up_in_editor(),
            Action::CaretDown => self.move_by_rows(1),
            _ => return false,
        }
        true
    }

    /// Enter: keeps; while adding opens the next new item.
    fn keep_and_go_further(&mut self) {
        let kept = self.keep();
        let Mode::Edit(edit) = &self.mode else { return };
        let (target, then) = (edit.target, edit.then);
        let (mut added, mut last_kept) = (edit.added, edit.last_kept);
        let next = match (target, &kept) {
            (_, Kept::Refused) | (Target::New(..), Kept::Unchanged) => return,
            (Target::New(list, index, true), Kept::Changed(at)) => {
                added += 1;
                last_kept = *at;
                Some((list, index + 1))
            }
            _ => edit.next,
        };
        match next {
            None => {
                self.tell_what_followed(then);
                self.leave_editor(then);
            }
            Some((list, index)) => self.go_on_adding(list, index, added, last_kept),
        }
    }

    pub(super) fn go_on_adding(
        &mut self,
        list: ListAt,
        index: usize,
        added: usize,
        last_kept: Option<ItemAt>,
    ) {
        self.open_new((list, index, true), "", Then::Stay);
        if let Mode::Edit(edit) = &mut self.mode {
            (edit.added, edit.last_kept) = (added, last_kept);
        }
    }

    fn keep_and_leave(&mut self) {
        let kept = self.keep();
        let Mode::Edit(edit) = &self.mode else { return };
        let (then, added) = (edit.then, edit.added);
        match kept {
            Kept::Refused => return,
            Kept::Changed(_) => {
                let undo = self.key_for(Action::Undo);
                self.message = Some(format!("kept; {undo} takes it back"));
            }
            Kept::Unchanged if added > 1 => self.message = Some(format!("{added} added")),
            Kept::Unchanged => {}
        }
        self.leave_editor(then.without_asking());
    }

    fn keep_and_change_pane(&mut self, by: isize) {
        let kept = self.keep();
        let Mode::Edit(edit) = &self.mode else { return };
        let is_adding = edit.next.is_some() || matches!(edit.target, Target::New(_, _, true));
        let (mut added, mut last_kept, then) = (edit.added, edit.last_kept, edit.then);
        match kept {
            Kept::Refused => return,
            Kept::Changed(at) => {
                added += 1;
                last_kept = at;
            }
            Kept::Unchanged => {}
        }
        let list = self.focus().and_then(Focus::list).and_then(|list| self.pane_after(list, by));
        if let Some(list) = list.filter(|_| is_adding) {
            let count = self.count_in(list);
            return self.go_on_adding(list, count, added, last_kept);
        }
        self.leave_editor(then.without_asking());
        self.navigate(if by > 0 { Action::NextPane } else { Action::PreviousPane });
    }

    /// C-s: keeps and goes on editing the same text.
    fn keep_and_stay(&mut self) {
        let kept = self.keep();
        if matches!(kept, Kept::Refused) {
            return;
        }
        if let Mode::Edit(edit) = &mut self.mode {
            if let (Target::New(list, index, go_on), Kept::Changed(Some(at))) = (edit.target, &kept) {
                edit.target = Target::Item(*at);
                edit.next = go_on.then_some((list, index + 1));
                edit.last_kept = Some(*at);
                edit.added += 1;
            }
            if matches!(kept, Kept::Changed(_)) {
                edit.original = edit.editor.text();
            }
        }
        let board = self.current;
        self.effects.push(Effect::Save { board, asked: true });
    }

    /// C-c: the old text stays; the abandoned one is what redo brings.
    fn leave_old_text(&mut self) {
        let Mode::Edit(edit) = &self.mode else { return };
        let (target, then, text) = (edit.target, edit.then, edit.editor.text());
        if edit.is_changed() && !text.trim().is_empty() {
            let redo = self.abandon(AbandonedFor::Target(target), &text);
            self.message = Some(format!("left as it was; {redo} brings what was typed"));
        }
        self.leave_editor(then.without_asking());
    }

    /// Up: in an empty new item the one just kept opens again; else a row up.
    fn up_in_editor(&mut self) {
        let Mode::Edit(edit) = &self.mode else { return };
        match (edit.target, edit.last_kept, edit.editor.is_empty()) {
            (Target::New(list, index, go_on), Some(at), true) => {
                let (added, next) = (edit.added, (list, index));
                self.go_to(self.place_of(at));
                self.open_editor(Target::Item(at), true);
                if let Mode::Edit(edit) = &mut self.mode {
                    edit.next = go_on.then_some(next);
                    (edit.added, edit.last_kept) = (added, Some(at));
                }
            }
            _ => self.move_by_rows(-1),
        }
    }

    /// Closes the editor and does what comes after it.
    pub(super) fn leave_editor(&mut self, then: Then) {
        self.mode = self.resting_mode();
        match then {
            Then::Stay => {}
            Then::Back(sheet, focus) => self.go_back(sheet, focus),
            Then::AskWhoThenBack(..) => self.ask(crate::app::Ask::Who, then),
        }
    }

    /// Back to where the person stood before something that followed.
    pub(super) fn go_back(&mut self, sheet: usize, focus: Focus) {
        if let Some(open) = self.boards.get_mut(self.current) {
            open.sheet = sheet;
            open.focus.insert(sheet, focus);
            open.settle_focus();
        }
    }

    /// The mode below all layers.
    pub(super) fn resting_mode(&self) -> Mode {
        if self.boards.is_empty() { Mode::Welcome } else { Mode::Board }
    }
}

impl Then {
    /// The same without the questions: what follows where the person cut it short.
    pub(super) fn without_asking(self) -> Self {
        match self {
            Self::AskWhoThenBack(sheet, focus) => Self::Back(sheet, focus),
            other => other,
        }
    }
}
