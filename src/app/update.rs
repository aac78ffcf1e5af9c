//! A message changes the state: keys find their action, pasted text its editor, answers of the store their board.
//!
//! It must not know what an action does: that is in `actions/`.

use super::{App, Effect, Leaving, Message, Mode};
use crate::action::{Action, Context, find};
use crate::config::keymap::Lookup;
use crate::config::keys::{Input, Key, Name};

impl App {
    /// Takes one message; answers with what `run` is to do, in order.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Input(Input::Key(key)) => self.key(key),
            Message::Input(Input::Paste(text)) => self.pasted(&text),
            Message::Pointer(pointer) => self.point(pointer),
            Message::Resize(columns, rows) => self.size = (columns, rows),
            answer => self.answered(answer),
        }
        self.find_again();
        std::mem::take(&mut self.effects)
    }

    /// One key: an action, the beginning of one, a letter of a text, or nothing.
    pub(crate) fn key(&mut self, key: Key) {
        self.hush();
        if self.drop_drag() && key == Key::plain(Name::Esc) {
            return;
        }
        if self.awaits_raw_key() {
            return self.raw_key(key);
        }
        let mut keys = std::mem::take(&mut self.pending);
        let begun = !keys.is_empty();
        keys.push(key);
        match self.keymap.lookup(self.context(), &keys) {
            Lookup::Action(action) => self.perform(action),
            Lookup::Begun(_) => self.pending = keys,
            Lookup::None => self.unbound(key, begun),
        }
    }

    /// Takes away what is said until the next key.
    pub(crate) fn hush(&mut self) {
        self.message = None;
        if let Some(open) = self.boards.get_mut(self.current) {
            open.news = None;
        }
    }

    /// A key without a meaning here. An Alt chord that is not bound is Esc and then the key, as slow links deliver both
    /// as one; a wrong key after a beginning drops both.
    fn unbound(&mut self, key: Key, begun: bool) {
        let alone = self.keymap.lookup(self.context(), &[key]);
        if let (Some(plain), Lookup::None) = (key.without_alt(), alone) {
            if !begun {
                self.key(Key::plain(Name::Esc));
            }
            return self.key(plain);
        }
        if let (false, true, Some(letter)) = (begun, self.context().takes_text(), key.typed()) {
            self.leaving = Leaving::No;
            self.type_text(letter.encode_utf8(&mut [0; 4]));
        }
    }

    /// Whether the next key is an answer and not looked up.
    fn awaits_raw_key(&self) -> bool {
        match &self.mode {
            Mode::MoveTo => true,
            Mode::Edit(edit) => edit.question.is_some(),
            Mode::Prompt(prompt) => prompt.ended,
            _ => false,
        }
    }

    fn raw_key(&mut self, key: Key) {
        if let (Mode::MoveTo, Some(plain)) = (&self.mode, key.without_alt()) {
            self.mode = Mode::Board;
            return self.key(plain);
        }
        match self.mode {
            Mode::MoveTo => self.move_to_letter(key),
            Mode::Prompt(_) => self.counted_on(key),
            _ => self.answer_question(key),
        }
    }

    /// Does what an action asks for, where it is asked.
    pub(crate) fn perform(&mut self, action: Action) {
        if !matches!(action, Action::Quit | Action::QuitAtOnce) {
            self.leaving = Leaving::No;
        }
        let done = self.do_everywhere(action)
            || match self.context() {
                Context::Board => self.do_on_board(action),
                Context::Edit => self.do_in_text(action),
                Context::Form => self.do_in_form(action),
                Context::Help => self.do_in_help(action),
                Context::Choose => self.do_in_list(action),
                Context::Welcome => self.do_on_welcome(action),
                Context::Refused => self.do_on_refused(action),
            };
        debug_assert!(done, "{action:?} is in the table and nobody does it");
    }

    fn do_on_board(&mut self, action: Action) -> bool {
        self.navigate(action)
            || self.look(action)
            || self.do_with_find(action)
            || self.write(action)
            || self.do_with_items(action)
            || self.do_with_merges(action)
            || self.weigh(action)
            || self.do_with_files(action)
    }

    fn do_everywhere(&mut self, action: Action) -> bool {
        match action {
            Action::Redraw => self.effects.push(Effect::Redraw),
            Action::Suspend => self.effects.push(Effect::Suspend),
            Action::Help => self.open_help(),
            Action::Palette => self.open_palette(),
            _ => return false,
        }
        true
    }

    /// The first key of an action on the board, as people read it.
    pub(crate) fn key_for(&self, action: Action) -> String {
        self.key_in(Context::Board, action)
    }

    /// The first key of an action while a file is shown that is no board.
    pub(crate) fn refused_key(&self, action: Action) -> String {
        self.key_in(Context::Refused, action)
    }

    /// The first key of an action while text is edited.
    pub(crate) fn edit_key(&self, action: Action) -> String {
        self.key_in(Context::Edit, action)
    }

    /// An action whose keys a person took away is called by its name.
    fn key_in(&self, context: Context, action: Action) -> String {
        let first = self.keymap.labels_of(context, action).into_iter().next();
        first.or_else(|| find(context, action).map(|row| row.name.to_owned())).unwrap_or_default()
    }
}
