//! One short value typed in the last line: votes, who, when, what to find, a file's name, a new board's name.
//!
//! It must not know how the prompt is drawn.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::action::Action;
use crate::app::editor::Editor;
use crate::app::{App, Ask, Effect, Mode, Prompt, Then, dates};
use crate::config::keys::{Key, Name};
use crate::model::{Board, Field, ItemAt, Value};

/// Told when all items of a pane are counted, and to whoever counts on.
const LAST_COUNTED: &str = "that was the last item of this pane";

impl App {
    /// Opens a prompt, prefilled with what is there.
    pub(super) fn ask(&mut self, ask: Ask, then: Then) {
        let of_item = match ask {
            Ask::Votes => Some(("items have votes", None)),
            Ask::Who => Some(("items have an owner", Some(Field::Owner))),
            Ask::When => Some(("items have a date", Some(Field::Due))),
            Ask::Find | Ask::SaveAs | Ask::NewBoard => None,
        };
        let mut text = String::new();
        let field = of_item.and_then(|(_, field)| field);
        if let Some((what, _)) = of_item {
            let Some(at) = self.need_item(what) else { return };
            if !self.may_change() {
                return;
            }
            text = field.and_then(|field| self.field_text(at, field)).unwrap_or_default();
        } else if ask == Ask::SaveAs {
            let path = self.open().and_then(|open| open.path.as_ref());
            text = path.map_or_else(String::new, |path| path.display().to_string());
        }
        let editor = Editor::new(&text, true);
        self.mode = Mode::Prompt(Box::new(Prompt {
            ask,
            editor,
            then,
            ghost: None,
            reading: None,
            untouched: field.is_some() && !text.is_empty(),
            original: text,
            lost: false,
            ended: false,
        }));
        self.read_prompt();
    }

    fn field_text(&self, at: ItemAt, field: Field) -> Option<String> {
        self.board()?.item(at)?.field(field).map(Value::to_text)
    }

    /// Notes that the text is not left as it was found; whether it was until now.
    pub(super) fn touch_prompt(&mut self) -> bool {
        let Mode::Prompt(prompt) = &mut self.mode else { return false };
        std::mem::take(&mut prompt.untouched)
    }

    /// How the text is read, and what is offered behind it.
    pub(super) fn read_prompt(&mut self) {
        let Mode::Prompt(prompt) = &self.mode else { return };
        if prompt.ask == Ask::Find {
            return self.find_typed();
        }
        let text = prompt.editor.text();
        let at_end = prompt.editor.caret() == text.len();
        let reading = match prompt.ask {
            Ask::When => {
                let date = dates::read(&text, self.today).map(dates::shown);
                date.or_else(|| Some(format!("write {}", dates::FORMS)))
            }
            Ask::SaveAs if text.is_empty() => Some("write a path, such as boards/ours.yaml".to_owned()),
            Ask::NewBoard if text.is_empty() => Some("write a name, such as Platform team".to_owned()),
            _ => None,
        };
        let ghost = match prompt.ask {
            Ask::Who if at_end => {
                let known = self.board().and_then(|board| known_owner(board, &text));
                known.and_then(|name| rest_after(name, &text)).map(str::to_owned)
            }
            _ => None,
        };
        if let Mode::Prompt(prompt) = &mut self.mode {
            (prompt.reading, prompt.ghost) = (reading, ghost);
        }
    }

    /// What the keys of keeping do in a prompt.
    pub(super) fn do_in_prompt(&mut self, action: Action) -> bool {
        if matches!(&self.mode, Mode::Prompt(prompt) if prompt.ask == Ask::Find) {
            self.do_in_find(action);
            return true;
        }
        match action {
            Action::Keep | Action::KeepAndGoOn => self.enter_prompt(),
            Action::KeepAndLeave => self.keep_and_leave_prompt(),
            Action::Abandon => self.leave_prompt(),
            // As shells do it: Tab completes.
            Action::KeepNextPane => {
                self.take_ghost();
                self.read_prompt();
            }
            _ => {}
        }
        true
    }

    /// Esc: what was typed is written where it can be, and the prompt is left, also where it would ask on.
    fn keep_and_leave_prompt(&mut self) {
        let Mode::Prompt(prompt) = &self.mode else { return };
        let is_value = matches!(prompt.ask, Ask::Votes | Ask::Who | Ask::When);
        if is_value && prompt.editor.changed_from(&prompt.original) && !prompt.editor.text().trim().is_empty()
        {
            self.enter_prompt();
        }
        let refused = self.message.is_some() && matches!(self.mode, Mode::Prompt(_));
        if !refused {
            self.leave_prompt();
        }
    }

    fn leave_prompt(&mut self) {
        let Mode::Prompt(prompt) = &self.mode else { return };
        let then = prompt.then.without_asking();
        self.tell_what_followed(then);
        self.leave_editor(then);
    }

    fn enter_prompt(&mut self) {
        let Mode::Prompt(prompt) = &self.mode else { return };
        let (ask, then, text) = (prompt.ask, prompt.then, prompt.editor.text().trim().to_owned());
        if prompt.lost {
            self.leave_editor(then.without_asking());
            self.message = Some("another program took this item away: nothing was written".to_owned());
            return;
        }
        match ask {
            Ask::Find => self.do_in_find(Action::Keep),
            Ask::Votes => self.enter_votes(&text, then),
            Ask::Who => self.enter_who(&text, then),
            Ask::When => self.enter_when(&text, then),
            Ask::SaveAs | Ask::NewBoard if text.is_empty() => {
                self.message = Some("write a name".to_owned());
            }
            Ask::SaveAs => {
                let board = self.current;
                self.effects.push(Effect::SaveAs { board, path: PathBuf::from(text) });
            }
            Ask::NewBoard => {
                self.leave_editor(then);
                self.effects.push(Effect::NewBoard { name: text });
            }
        }
    }

    /// Writes the counted votes and asks for the next item's; nothing typed leaves them as they are.
    fn enter_votes(&mut self, text: &str, then: Then) {
        let Some(at) = self.focused_item() else { return self.leave_editor(then) };
        // Where a pane is shown by votes, the number may move the item: the next one is the one below it now.
        let next = self.focus().and_then(|focus| self.below_in_pane(focus));
        if !text.is_empty() {
            let Ok(votes) = text.parse::<u32>() else {
                self.message = Some("votes are a whole number, 0 or more".to_owned());
                return;
            };
            let value = (votes > 0).then(|| Value::Text(votes.to_string()));
            if !self.set_field(at, Field::Votes, value, "votes") {
                return;
            }
        }
        if let Some(next) = next {
            self.go_to(next);
            return self.ask(Ask::Votes, then);
        }
        if let Mode::Prompt(prompt) = &mut self.mode {
            (prompt.ended, prompt.editor) = (true, Editor::new("", true));
        }
        self.message = Some(LAST_COUNTED.to_owned());
    }

    /// A key after the last count: one number too many is meant for no item and for no sheet; any other key does what
    /// it always does.
    pub(crate) fn counted_on(&mut self, key: Key) {
        if key.typed().is_some_and(|letter| letter.is_ascii_digit()) {
            self.message = Some(LAST_COUNTED.to_owned());
            return;
        }
        self.leave_prompt();
        if key != Key::plain(Name::Enter) && key != Key::plain(Name::Esc) {
            self.key(key);
        }
    }

    fn enter_who(&mut self, text: &str, then: Then) {
        let Some(at) = self.focused_item() else { return self.leave_editor(then) };
        let value = (!text.is_empty()).then(|| Value::from(text));
        if !self.set_unless_same(at, Field::Owner, value, "owner") {
            return;
        }
        match then {
            Then::AskWhoThenBack(sheet, focus) => self.ask(Ask::When, Then::Back(sheet, focus)),
            other => self.leave_editor(other),
        }
    }

    fn enter_when(&mut self, text: &str, then: Then) {
        let Some(at) = self.focused_item() else { return self.leave_editor(then) };
        let date = dates::read(text, self.today);
        if date.is_none() && !text.is_empty() {
            self.message = Some(format!("no date that can be read; write {}", dates::FORMS));
            return;
        }
        let value = date.map(|date| Value::Text(date.to_string()));
        if self.set_unless_same(at, Field::Due, value, "due date") {
            self.tell_what_followed(then);
            self.leave_editor(then);
        }
    }

    /// Sets a field where that says something new; false where it was refused.
    pub(super) fn set_unless_same(
        &mut self,
        at: ItemAt,
        field: Field,
        value: Option<Value>,
        label: &str,
    ) -> bool {
        let old = self.board().and_then(|board| board.item(at)).and_then(|view| view.field(field).cloned());
        old == value || self.set_field(at, field, value, label)
    }
}

/// The most used owner whose longer name begins so, whatever the case.
pub(super) fn known_owner<'b>(board: &'b Board, text: &str) -> Option<&'b str> {
    if text.is_empty() {
        return None;
    }
    let mut names = HashMap::<&str, usize>::new();
    for (_, view) in board.all_items() {
        if let Some(owner) = view.valid(Field::Owner) {
            *names.entry(owner).or_default() += 1;
        }
    }
    let begins = names.into_iter().filter_map(|(name, count)| {
        rest_after(name, text).filter(|rest| !rest.is_empty())?;
        Some((std::cmp::Reverse(count), name))
    });
    begins.min().map(|(_, name)| name)
}

/// What follows in `name` after `beginning`, upper and lower case alike.
fn rest_after<'n>(name: &'n str, beginning: &str) -> Option<&'n str> {
    let mut rest = name.chars();
    for wanted in beginning.chars() {
        let found = rest.next()?;
        if !found.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str())
}
