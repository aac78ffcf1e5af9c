//! A board in memory that takes key text: no terminal, no disk, a fixed day.

use std::path::PathBuf;

use jiff::civil::date;
use stratboard::app::{App, Content, Effect, Leaving, Message, OpenBoard};
use stratboard::config::keymap::Keymap;
use stratboard::config::keys::parse_keys;
use stratboard::document::{Document, Read};
use stratboard::model::{Focus, HeadAt};

/// One item or more in every kind of pane.
pub const BOARD: &str = "\
title: Acme
mission: Tools for all
sheets:
- kind: swot
  strengths:
  - SPEED: Ships weekly # a comment
  - BRAND: Known in Asia
    votes: 3
    owner: Flora
  - plain words
  weaknesses:
  - PREMIUM: Too few dear phones
  opportunities: []
  threats:
  - RIVALS: Prices fall
  priorities:
  - PREMIUM: Build a premium range
- kind: plan
  objectives:
  - GROW: Twice the reach
    results:
    - DEVICES: 50 new products
      score: 0.4
    - USERS: One million more
  - EARN: A profit in services
    results:
    - SALES: 18 % of revenue
  metrics:
  - REACH: 700M
- kind: retro
  went_well:
  - SALES: A record quarter
  not_so_well:
  - MARGINS: Down to 9.7 %
  learnings: []
  actions:
  - HIRE: A second designer
    owner: Wei
";

/// The program with boards open and what it asked for.
pub struct Harness {
    pub app: App,
    pub effects: Vec<Effect>,
}

/// A file `2025-Q2.yaml` with that text.
pub fn file(name: &str, text: &str) -> OpenBoard {
    let content = match Document::read(text.to_owned(), None) {
        Read::Board(document, _) => Content::Board(document),
        Read::Refused(findings) => Content::Refused { text: text.to_owned(), findings },
    };
    OpenBoard::new(Some(PathBuf::from(name)), content)
}

impl Harness {
    pub fn of(open: OpenBoard) -> Self {
        let mut app = App::new(Keymap::default(), date(2025, 4, 25), false);
        app.size = (120, 36);
        app.show(open);
        Self { app, effects: Vec::new() }
    }

    pub fn new(text: &str) -> Self {
        Self::of(file("acme/2025-Q2.yaml", text))
    }

    /// Feeds key text.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for input in parse_keys(keys).expect("key text") {
            self.tell(Message::Input(input));
        }
        self
    }

    pub fn tell(&mut self, message: Message) -> &mut Self {
        let effects = self.app.update(message);
        self.effects.extend(effects);
        self
    }

    pub fn document(&self) -> &Document {
        self.app.open().and_then(OpenBoard::document).expect("a board is open")
    }

    pub fn text(&self) -> &str {
        self.document().text()
    }

    pub fn message(&self) -> &str {
        self.app.message.as_deref().unwrap_or_default()
    }

    /// Where the person stands, as `1 strengths 2`, `2 # GROW` or `1 = mission`: sheet, pane, item from 1.
    pub fn place(&self) -> String {
        let board = self.document().board();
        let sheet = self.app.open().map_or(0, |open| open.sheet) + 1;
        match self.app.focus().expect("the focus is somewhere") {
            Focus::Head(HeadAt::Board(head) | HeadAt::Sheet(_, head)) => format!("{sheet} = {}", head.key()),
            Focus::Objective(at) => format!("{sheet} # {}", board.item(at).expect("it is there").name()),
            Focus::Item(at) => {
                let pane = &board.pane(at.list).expect("it is there").key;
                let of =
                    at.list.parent().and_then(|at| board.item(at)).map(|view| format!("{} ", view.name()));
                format!("{sheet} {}{pane} {}", of.unwrap_or_default(), at.index + 1)
            }
        }
    }

    /// The text in the open editor or prompt, with `|` where the caret stands and the offer in brackets.
    pub fn editor(&self) -> String {
        use stratboard::app::Mode;
        let (editor, ghost) = match &self.app.mode {
            Mode::Edit(edit) => (Some(&edit.editor), edit.ghost.as_ref()),
            Mode::Prompt(prompt) => (Some(&prompt.editor), prompt.ghost.as_ref()),
            Mode::Form(form) => (form.editor.as_ref(), None),
            Mode::Choose(chooser) => (Some(&chooser.query), None),
            _ => (None, None),
        };
        let Some(editor) = editor else { return "(no editor)".to_owned() };
        let mut text = editor.text();
        text.insert(editor.caret(), '|');
        ghost.map_or(text.clone(), |ghost| format!("{text}[{ghost}]"))
    }

    /// Lines that went (`- …`) and came (`+ …`) since a text, as `diff` tells them.
    pub fn changes_since(&self, before: &str) -> String {
        let diff = similar::TextDiff::from_lines(before, self.text());
        let changes = diff.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal);
        changes.map(|change| change.tag().to_string() + change.value()).collect()
    }

    /// Answers every save as the store does.
    pub fn saved(&mut self) -> &mut Self {
        let current = self.app.current;
        let revision = self.document().revision();
        self.tell(Message::Saved { board: current, revision })
    }

    pub fn is_leaving(&self) -> bool {
        self.app.leaving != Leaving::No
    }
}

/// Rows of keys, the lines that they change in [`BOARD`], and the message. Each row starts anew.
pub fn check(rows: &[(&str, &str, &str)]) {
    for (keys, changes, message) in rows {
        let mut harness = Harness::new(BOARD);
        harness.keys(keys);
        assert_eq!(harness.changes_since(BOARD), *changes, "lines changed by {keys}");
        assert_eq!(harness.message(), *message, "message after {keys}");
    }
}

/// Rows of keys and the place that they lead to on [`BOARD`]. Each row starts anew.
pub fn check_places(rows: &[(&str, &str)]) {
    for (keys, place) in rows {
        let mut harness = Harness::new(BOARD);
        harness.keys(keys);
        assert_eq!(harness.place(), *place, "place after {keys}");
    }
}

/// Rows of keys and the editor after them on [`BOARD`]. Each row starts anew.
pub fn check_editor(rows: &[(&str, &str)]) {
    for (keys, editor) in rows {
        let mut harness = Harness::new(BOARD);
        harness.keys(keys);
        assert_eq!(harness.editor(), *editor, "editor after {keys}");
    }
}
