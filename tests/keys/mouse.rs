//! The mouse on the screen that people see: what is clicked is found by its words.

use stratboard::app::{Message, Pointed, Pointer};
use stratboard::config::theme::Theme;
use stratboard::layout::Arrangement;
use stratboard::terminal::{MemoryScreen, print};
use stratboard::ui;

use crate::harness::{BOARD, Harness};

/// A board with a mouse on it.
struct Desk {
    harness: Harness,
}

type Cell = (u16, u16);

impl Desk {
    fn new(size: (u16, u16)) -> Self {
        Self::of(BOARD, size)
    }

    fn of(board: &str, size: (u16, u16)) -> Self {
        let mut harness = Harness::new(board);
        harness.app.size = size;
        Self { harness }
    }

    fn keys(&mut self, keys: &str) -> &mut Self {
        for input in stratboard::config::keys::parse_keys(keys).expect("key text") {
            ui::settle(&mut self.harness.app);
            self.harness.tell(Message::Input(input));
        }
        self
    }

    fn plan(&mut self) -> Option<Arrangement> {
        ui::settle(&mut self.harness.app)
    }

    fn screen(&mut self) -> String {
        let plan = self.plan();
        let (width, height) = self.harness.app.size;
        let mut screen = MemoryScreen::new(width, height);
        screen.draw(|frame| ui::draw(frame, &self.harness.app, plan.as_ref(), &Theme::default()));
        print::text(screen.buffer())
    }

    /// The cell of the first letter of some words; the screens of these tests hold no wide ones.
    fn cell(&mut self, words: &str) -> Cell {
        let screen = self.screen();
        let found = screen.lines().zip(0..).find_map(|(line, y)| {
            let x = line[..line.find(words)?].chars().count();
            Some((u16::try_from(x).ok()?, y))
        });
        assert!(found.is_some(), "{words:?} is not on the screen:\n{screen}");
        found.unwrap_or_default()
    }

    fn pointed(&mut self, at: Cell) -> Pointed {
        let plan = self.plan();
        ui::pointer::pointed(&self.harness.app, plan.as_ref(), &Theme::default(), at)
    }

    fn press(&mut self, at: Cell) -> &mut Self {
        let on = self.pointed(at);
        self.harness.tell(Message::Pointer(Pointer::Press(on)));
        self
    }

    fn click_at(&mut self, at: Cell) -> &mut Self {
        self.press(at);
        self.harness.tell(Message::Pointer(Pointer::Release));
        self
    }

    fn click(&mut self, words: &str) -> &mut Self {
        let at = self.cell(words);
        self.click_at(at)
    }

    fn double_at(&mut self, at: Cell) -> &mut Self {
        let on = self.pointed(at);
        self.click_at(at);
        self.harness.tell(Message::Pointer(Pointer::Double(on)));
        self.harness.tell(Message::Pointer(Pointer::Release));
        self
    }

    fn double(&mut self, words: &str) -> &mut Self {
        let at = self.cell(words);
        self.double_at(at)
    }

    fn drag_to(&mut self, at: Cell) -> &mut Self {
        let plan = self.plan();
        let landing = ui::pointer::landing(&self.harness.app, plan.as_ref(), at);
        let edge = ui::pointer::edge(&self.harness.app, plan.as_ref(), at);
        self.harness.tell(Message::Pointer(Pointer::Drag { landing, edge }));
        self
    }

    fn menu(&mut self, words: &str) -> &mut Self {
        let at = self.cell(words);
        let on = self.pointed(at);
        self.harness.tell(Message::Pointer(Pointer::Menu(on)));
        self
    }

    fn mark(&mut self, words: &str) -> &mut Self {
        let at = self.cell(words);
        let on = self.pointed(at);
        self.harness.tell(Message::Pointer(Pointer::Mark(on)));
        self
    }

    fn drag(&mut self, from: &str, to: &str) -> &mut Self {
        let (from, to) = (self.cell(from), self.cell(to));
        self.press(from).drag_to(to)
    }

    fn release(&mut self) -> &mut Self {
        self.harness.tell(Message::Pointer(Pointer::Release));
        self
    }

    fn wheel(&mut self, at: Cell, down: bool) -> &mut Self {
        let plan = self.plan();
        let over = ui::pointer::pane(&self.harness.app, plan.as_ref(), at);
        self.harness.tell(Message::Pointer(Pointer::Wheel { over, down }));
        self
    }

    fn place(&self) -> String {
        self.harness.place()
    }

    fn changes(&self) -> String {
        self.harness.changes_since(BOARD)
    }
}

#[path = "mouse/board.rs"]
mod board;
#[path = "mouse/overlays.rs"]
mod overlays;
#[path = "mouse/retro.rs"]
mod retro;
