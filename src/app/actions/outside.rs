//! Another program changed a file: its text is taken over saved text, or when asked for, as a step that undo takes back.
//!
//! It must not lose what was typed: an open editor follows its item, and where that is gone its text becomes a new one.

use std::sync::Arc;

use super::files::name_of;
use crate::action::Action;
use crate::app::{App, Content, Edit, FileState, Form, FormOf, Mode, OpenBoard, Target};
use crate::document::{Document, NoBoard, Step};
use crate::keep::Recovered;
use crate::merge::conflict;
use crate::model::{Board, Finding, Focus, Head, HeadAt, ItemAt, ListAt};
use crate::store::stem;

/// What stands after the state when a file was read again.
const READ_AGAIN: &str = "⇄ read again";

/// A text of a file as it was read.
type Reading = Result<Box<Document>, NoBoard>;

fn reading(text: String) -> Reading {
    Document::open(text, None).map(|(read, _)| read)
}

/// An item that something is held on to, and how it stood before.
pub(super) struct Held {
    pub(super) at: ItemAt,
    pub(super) line: String,
    pub(super) tag: Option<String>,
    /// How many items its list had.
    pub(super) count: usize,
}

impl Held {
    pub(super) fn new(board: &Board, at: ItemAt) -> Option<Self> {
        let view = board.item(at)?;
        let tag = view.tag().map(str::to_owned);
        Some(Self { at, line: view.line(), tag, count: board.items(at.list).len() })
    }

    /// Where the item is now, with the same words: nearest in its list, else the first that reads so.
    fn unchanged(&self, board: &Board) -> Option<ItemAt> {
        let reads_so = |at: &ItemAt| board.item(*at).is_some_and(|view| view.line() == self.line);
        let anywhere = || board.all_items().map(|(at, _)| at).find(reads_so);
        self.nearest(board, reads_so).or_else(anywhere)
    }

    /// The same, or where it is with other words: nearest in its list with its tag, else where it was, if the list has
    /// as many items as before.
    pub(super) fn found(&self, board: &Board) -> Option<ItemAt> {
        let same_tag = |at: &ItemAt| {
            self.tag.is_some() && board.item(*at).is_some_and(|view| view.tag() == self.tag.as_deref())
        };
        let same_count = board.items(self.at.list).len() == self.count;
        let unchanged = self.unchanged(board);
        unchanged.or_else(|| self.nearest(board, same_tag)).or(Some(self.at).filter(|_| same_count))
    }

    fn nearest(&self, board: &Board, is_it: impl Fn(&ItemAt) -> bool) -> Option<ItemAt> {
        let in_list = (0..board.items(self.at.list).len()).map(|index| self.at.list.item(index));
        in_list.filter(is_it).min_by_key(|at| at.index.abs_diff(self.at.index))
    }
}

impl App {
    /// Another version stands in the file. Over unsaved words it is only told, unless it was asked for.
    pub(super) fn changed_on_disk(&mut self, board: usize, text: String, asked: bool) {
        let Some(open) = self.boards.get_mut(board) else { return };
        let unsaved = open.state != FileState::Saved;
        let Content::Board(document) = &open.content else { return self.mended(board, text) };
        if document.text() == text {
            let revision = document.revision();
            self.was_saved(board, revision);
            if asked {
                let name = self.boards.get(board).map_or_else(String::new, name_of);
                self.message = Some(format!("{name} holds what you see"));
            }
        } else if unsaved && !asked {
            self.tell_changed(board);
        } else {
            let label = self.label_of_reading(board);
            let taken = self.take_from_disk(board, reading(text), READ_AGAIN.to_owned(), label);
            if asked && !taken {
                self.message = Some("not read: the file is no board now".to_owned());
            }
            if taken && asked && unsaved && self.message.is_none() {
                let undo = self.key_for(Action::Undo);
                self.message = Some(format!("read again; {undo} brings back what was here"));
            }
        }
    }

    /// What others wrote is merged in: the board becomes what the file holds.
    pub(super) fn was_merged(
        &mut self,
        board: usize,
        text: &Arc<str>,
        read: Option<Box<Document>>,
        (taken, conflicts): (usize, usize),
        lost: Option<(usize, usize)>,
    ) {
        let news = if taken == 0 { READ_AGAIN.to_owned() } else { format!("⇄ merged {taken}") };
        let label = self.label_of_reading(board);
        let before = lost.and_then(|_| self.boards.get(board)?.document()).map(|now| Arc::from(now.text()));
        let read = read.map_or_else(|| reading(text.to_string()), Ok);
        if self.take_from_disk(board, read, news, label) {
            self.tell_conflicts(board, conflicts);
            if let (Some((removed, of)), Some(before)) = (lost, before) {
                self.offer_restore(board, before, Arc::clone(text), removed, of);
            }
        }
    }

    /// The edits that a crash left come back as a step, and go on their way to the file.
    pub(super) fn recovered(&mut self, board: usize, recovered: Recovered) {
        let Recovered { text, edits, conflicts, stays, typing } = recovered;
        let news = format!("↺ {edits} recovered");
        let open = self.boards.get(board);
        let saved = open.map_or(0, |open| open.saved_revision);
        let now = open.and_then(OpenBoard::document).map(Document::text);
        let edits = if edits == 1 { "1 edit".to_owned() } else { format!("{edits} edits") };
        let is_new = now != Some(&text);
        if is_new && self.take_from_disk(board, reading(text), news, format!("recovering {edits}")) {
            if let Some(open) = self.boards.get_mut(board) {
                // It came from the journal; the file has yet to get it.
                open.saved_revision = saved;
            }
            self.send_to_disk(board);
            self.tell_conflicts(board, conflicts);
            let undo = self.key_for(Action::Undo);
            let them = if edits == "1 edit" { "it" } else { "them" };
            self.message =
                Some(format!("{edits} recovered that the last run did not save; {undo} takes {them} back"));
        }
        if let Some(typing) = typing {
            self.offer_typed(board, &typing.place, &typing.text);
        }
        if let Some(why) = stays {
            self.tell_banner(board, &format!("edits that a crash left stay in the journal: {why}"));
        }
    }

    fn label_of_reading(&self, board: usize) -> String {
        format!("what another program wrote to {}", self.boards.get(board).map_or_else(String::new, name_of))
    }

    fn tell_conflicts(&mut self, board: usize, conflicts: usize) {
        if conflicts > 0 {
            let items = if conflicts == 1 { "1 item".to_owned() } else { format!("{conflicts} items") };
            let keep = self.key_for(Action::Resolve);
            let told = format!("{keep} keeps one of the two marked ≠: {items} changed on both sides");
            self.tell_banner(board, &told);
        }
    }

    /// Tells that the file holds another program's version, and what can be done about it.
    pub(super) fn tell_changed(&mut self, board: usize) {
        let (reload, save_as) = (self.key_for(Action::Reload), self.key_for(Action::SaveAs));
        if let Some(open) = self.boards.get_mut(board) {
            let ways = format!("{reload} reads theirs, {save_as} writes yours to another file");
            open.banner = Some(format!("another program changed the file; {ways}"));
        }
    }

    /// Takes the file's text as a step; focus and open editor follow their items. False where it is no board.
    fn take_from_disk(&mut self, board: usize, read: Reading, news: String, label: String) -> bool {
        let is_shown = board == self.current;
        let adds_at_end = is_shown && self.adds_at_end();
        let Some(open) = self.boards.get_mut(board) else { return false };
        let place = open.focus.get(&open.sheet).copied();
        let place = place.unwrap_or(Focus::Head(HeadAt::Board(Head::Title)));
        let Content::Board(document) = &mut open.content else { return false };
        let item = |focus| match focus {
            Focus::Item(at) | Focus::Objective(at) => Held::new(document.board(), at),
            Focus::Head(_) => None,
        };
        let held = item(place);
        let about = item_of(&self.mode).and_then(|at| Held::new(document.board(), at));
        let step = Step { label, before: place, after: place, run: None };
        match read {
            Ok(read) => document.take(*read, step),
            Err(NoBoard { text, findings }) => {
                self.broken_on_disk(board, text, findings);
                return false;
            }
        }
        let revision = document.revision();
        let found = held.as_ref().and_then(|held| held.found(document.board()));
        open.marks.clear();
        open.news = Some(news);
        open.settle_focus();
        self.undo_order.push(board);
        self.redo_order.clear();
        self.was_saved(board, revision);
        if !is_shown {
            return true;
        }
        if let Some(at) = found {
            self.go_to(self.place_of(at));
        }
        let mode = std::mem::replace(&mut self.mode, Mode::Board);
        self.mode = self.carried_over(mode, held.is_none() || found.is_some(), about.as_ref());
        if adds_at_end {
            self.stay_at_end();
        }
        true
    }

    /// Whether the open editor adds at the end of its pane.
    fn adds_at_end(&self) -> bool {
        matches!(&self.mode, Mode::Edit(edit) if matches!(edit.target, Target::New(list, index, _) if index >= self.count_in(list)))
    }

    /// What is added at the end of a pane stays there, however many items came in.
    fn stay_at_end(&mut self) {
        if let Mode::Edit(edit) = &self.mode
            && let Target::New(list, _, go_on) = edit.target
        {
            let end = self.count_in(list);
            if let Mode::Edit(edit) = &mut self.mode {
                edit.target = Target::New(list, end, go_on);
            }
        }
    }

    /// The same mode on the changed board, where keys that are typed already mean the same; the board alone where what
    /// it was about is gone. `about` is the item of an open editor or form.
    fn carried_over(&mut self, mode: Mode, focus_found: bool, about: Option<&Held>) -> Mode {
        match mode {
            Mode::Edit(edit) => self.edit_carried_over(edit, about),
            Mode::Help { about: keys, top, filter, under } => {
                let under = Box::new(self.carried_over(*under, focus_found, about));
                Mode::Help { about: keys, top, filter, under }
            }
            Mode::Form(form) => self.form_carried_over(form, about),
            Mode::Prompt(mut prompt) => {
                prompt.lost |= !focus_found && prompt.ask.is_of_item();
                Mode::Prompt(prompt)
            }
            Mode::MoveTo => self.resting_mode(),
            other => other,
        }
    }

    fn form_carried_over(&mut self, mut form: Box<Form>, about: Option<&Held>) -> Mode {
        if !matches!(form.of, FormOf::Item(_)) {
            return Mode::Form(form);
        }
        if let Some(at) = about.zip(self.board()).and_then(|(held, board)| held.found(board)) {
            form.of = FormOf::Item(at);
            return Mode::Form(form);
        }
        let list = self.list_for_paste();
        let Some((editor, list)) = form.editor.zip(list) else {
            self.message = Some("another program took this item away".to_owned());
            return self.resting_mode();
        };
        let target = Target::New(list, self.count_in(list), false);
        self.message = Some("yours becomes a new item: another program took this one away".to_owned());
        Mode::Edit(Box::new(Edit::new(target, String::new(), &editor.text(), true)))
    }

    /// The editor stays open whatever happened to its item, or the next letters would be keys of the board.
    fn edit_carried_over(&mut self, mut edit: Box<Edit>, about: Option<&Held>) -> Mode {
        let Some(board) = self.board() else { return self.resting_mode() };
        edit.next = edit.next.map(|(list, index)| (list, index.min(board.items(list).len())));
        edit.last_kept = None;
        match (edit.target, about) {
            (Target::Head(at), _) => {
                let now = board.head_at(at).unwrap_or_default().to_owned();
                self.text_carried_over(&mut edit, &now, at.head().label());
            }
            (Target::New(list, index, go_on), _) => self.new_carried_over(&mut edit, list, index, go_on),
            (Target::Item(_), Some(held)) => self.item_carried_over(&mut edit, held),
            (Target::Item(at), None) => self.new_carried_over(&mut edit, at.list, at.index, false),
        }
        Mode::Edit(edit)
    }

    /// Another text under an open editor: shown where nothing was typed yet, else it is what C-c leaves.
    fn text_carried_over(&mut self, edit: &mut Edit, now: &str, name: &str) {
        if now == edit.original {
            return;
        }
        if edit.is_changed() {
            let (keep, leave) = (self.edit_key(Action::Keep), self.edit_key(Action::Abandon));
            let ways = format!("{keep} writes yours, {leave} leaves theirs");
            self.message = Some(format!("{ways}: another program changed the {name}"));
        } else {
            edit.editor.replace(now, now.len());
        }
        now.clone_into(&mut edit.original);
    }

    /// A new item stays where it was to come, or comes to the pane on the screen where its own is gone.
    fn new_carried_over(&self, edit: &mut Edit, list: ListAt, index: usize, go_on: bool) {
        let Some(board) = self.board() else { return };
        let there = board.pane(list).map(|_| list).or_else(|| self.list_for_paste());
        if let Some(list) = there {
            edit.target = Target::New(list, index.min(board.items(list).len()), go_on);
        }
    }

    /// The editor follows its item. Where that has other words now, what was typed comes beside them: nobody chooses
    /// between two people's words.
    fn item_carried_over(&mut self, edit: &mut Edit, held: &Held) {
        let Some(board) = self.board() else { return };
        let found = held.found(board);
        let is_same = held.unchanged(board).is_some();
        match found {
            Some(at) if is_same || !edit.is_changed() => {
                edit.target = Target::Item(at);
                if !is_same {
                    let now = self.text_of(edit.target);
                    self.text_carried_over(edit, &now, "item");
                }
            }
            _ => {
                let index = found.map_or(held.at.index, |at| at.index + 1);
                let what = if found.is_some() { "changed this one" } else { "took this one away" };
                self.new_carried_over(edit, held.at.list, index, false);
                let ways = if edit.is_changed() {
                    edit.original.clear();
                    edit.is_version = found.is_some();
                    "yours becomes a new item".to_owned()
                } else {
                    format!("{} leaves", self.edit_key(Action::KeepAndLeave))
                };
                self.message = Some(format!("{ways}: another program {what}"));
            }
        }
    }

    /// A file that was no board is one again.
    fn mended(&mut self, board: usize, text: String) {
        let Some(open) = self.boards.get_mut(board) else { return };
        let named = open.path.as_deref().and_then(stem);
        match Content::of(text, named) {
            board @ Content::Board(_) => {
                open.content = board;
                open.saved_revision = 0;
                open.news = Some(READ_AGAIN.to_owned());
                open.settle_focus();
            }
            refused @ Content::Refused { .. } => open.content = refused,
        }
    }

    /// The file is no board now. A board on the screen stays, with all that can be undone.
    pub(super) fn broken_on_disk(&mut self, board: usize, text: String, findings: Vec<Finding>) {
        let Some(open) = self.boards.get_mut(board) else { return };
        match open.content {
            Content::Board(_) if conflict::sides(&text).is_some() => {
                open.banner = None;
                self.offer_sides(board, &text);
            }
            Content::Board(_) => open.banner = Some(no_board_now(&findings)),
            Content::Refused { .. } => open.content = Content::Refused { text, findings },
        }
    }
}

/// The item that is edited, or whose form is open.
fn item_of(mode: &Mode) -> Option<ItemAt> {
    match mode {
        Mode::Edit(edit) => match edit.target {
            Target::Item(at) => Some(at),
            Target::Head(_) | Target::New(..) => None,
        },
        Mode::Form(form) => match form.of {
            FormOf::Item(at) => Some(at),
            FormOf::Sheet(_) | FormOf::Board => None,
        },
        Mode::Help { under, .. } => item_of(under),
        _ => None,
    }
}

/// What is told where a file is no board any more.
fn no_board_now(findings: &[Finding]) -> String {
    let why =
        findings.first().map_or_else(String::new, |first| format!("; line {}: {}", first.line, first.what));
    format!("the file is no board now; it is read again when it is mended{why}")
}
