//! The mouse on the screen that people see: what is clicked is found by its words.

use stratboard::app::{Message, Mode, Pointed, Pointer};
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
        self.harness.tell(Message::Pointer(Pointer::Drag(landing)));
        self
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

const SIZES: [(u16, u16); 4] = [(120, 36), (200, 50), (80, 24), (60, 16)];

#[test]
fn a_click_selects_items_headings_heading_lines_and_tabs() {
    for size in SIZES {
        let mut desk = Desk::new(size);
        assert_eq!(desk.click("Known in").place(), "1 strengths 2", "{size:?}");
        assert_eq!(desk.click("PREMIUM  Too").place(), "1 weaknesses 1");
        assert_eq!(desk.click("Strengths ─").place(), "1 strengths 1");
        assert_eq!(desk.click("Opportunities").place(), "1 opportunities 1");
        assert_eq!(desk.click("2 Plan").place(), "2 GROW objectives 1");
        assert_eq!(desk.click("EARN").place(), "2 # EARN");
        assert_eq!(desk.click("REACH").place(), "2 metrics 1");
    }
    assert_eq!(Desk::new((120, 36)).click("Tools for").place(), "1 = mission");
}

#[test]
fn on_a_narrow_screen_the_strip_leads_to_the_other_panes() {
    let mut desk = Desk::new((44, 20));
    assert_eq!(desk.click("T 1").place(), "1 threats 1");
    assert_eq!(desk.click("S 3").place(), "1 strengths 1");
    desk.click("[1/3");
    assert_eq!(desk.place(), "2 GROW objectives 1");
}

#[test]
fn a_double_click_edits_with_the_caret_where_it_was_clicked() {
    for size in SIZES {
        let mut desk = Desk::new(size);
        let (x, y) = desk.cell("in Asia");
        assert_eq!(desk.double_at((x, y)).harness.editor(), "BRAND: Known |in Asia", "{size:?}");
        assert!(matches!(desk.harness.app.mode, Mode::Edit(_)));
    }
    let mut desk = Desk::new((120, 36));
    assert_eq!(desk.double("RAND").harness.editor(), "B|RAND: Known in Asia");
    let mut desk = Desk::new((120, 36));
    assert_eq!(desk.double("for all").harness.editor(), "Tools |for all");
    let mut desk = Desk::new((120, 36));
    assert_eq!(desk.click("2 Plan").double("ROW").harness.editor(), "G|ROW: Twice the reach");
    let mut desk = Desk::new((120, 36));
    assert_eq!(desk.double("nothing yet").harness.editor(), "|");
    assert_eq!(desk.place(), "1 opportunities 1");
}

#[test]
fn while_editing_a_click_in_the_text_moves_the_caret_and_one_elsewhere_keeps_first() {
    let mut desk = Desk::new((120, 36));
    desk.keys("jea!").click("in Asia");
    assert_eq!(desk.harness.editor(), "BRAND: Known |in Asiaa!");
    desk.click("plain words");
    assert_eq!(desk.place(), "1 strengths 3");
    assert_eq!(desk.changes(), "-  - BRAND: Known in Asia\n+  - BRAND: Known in Asiaa!\n");
    assert_eq!(desk.keys("u").changes(), "");

    let mut desk = Desk::new((120, 36));
    let at = desk.keys("oNew one").cell("plain words");
    assert_eq!(desk.click_at(at).place(), "1 strengths 4", "the new item above it does not shift the choice");
    assert_eq!(desk.changes(), "+  - New one\n");
}

#[test]
fn a_drag_ranks_and_moves_as_one_step_and_shows_where_it_would_land() {
    for size in SIZES {
        let mut desk = Desk::new(size);
        let (from, to) = (desk.cell("SPEED"), desk.cell("plain words"));
        desk.press(from).drag_to((to.0, to.1 - 1)).drag_to(to);
        assert!(
            desk.harness.message().starts_with("SPEED to Strengths, place 3"),
            "{}",
            desk.harness.message()
        );
        assert!(desk.screen().contains('▸'), "{size:?}");
        desk.release();
        assert_eq!(desk.place(), "1 strengths 3");
        assert!(desk.changes().contains("+  - SPEED: Ships weekly # a comment\n"));
        desk.keys("u");
        assert_eq!(desk.changes(), "", "one step");

        let (from, to) = (desk.cell("SPEED"), desk.cell("Too few"));
        desk.press(from).drag_to(to).release();
        assert_eq!(
            (desk.place(), desk.harness.message()),
            ("1 weaknesses 1".to_owned(), "SPEED is in Weaknesses")
        );
        desk.keys("u");
        assert_eq!(desk.changes(), "");
    }
}

#[test]
fn a_drag_that_is_left_changes_nothing() {
    let mut desk = Desk::new((120, 36));
    let (from, to) = (desk.cell("SPEED"), desk.cell("Too few"));
    desk.press(from).drag_to(to);
    desk.keys("<Esc>").release();
    assert_eq!(desk.changes(), "");
    desk.press(from).drag_to(to).drag_to((0, 35)).release();
    assert_eq!(desk.changes(), "", "the last line is no pane");
    desk.press(from).drag_to(to).drag_to(from).release();
    assert_eq!(desk.changes(), "", "back where it was");
    desk.press(from).release();
    assert!(desk.harness.effects.is_empty());
    desk.harness.app.read_only = true;
    desk.press(from).drag_to(to).release();
    assert_eq!(desk.harness.message(), "opened read-only: nothing is changed");
    desk.keys("2");
    desk.harness.app.read_only = false;
    let (from, to) = (desk.cell("GROW"), desk.cell("REACH"));
    desk.press(from).drag_to(to).release();
    assert_eq!(desk.changes(), "", "an objective is a pane");
}

#[test]
fn an_empty_pane_takes_what_is_dropped_on_it() {
    let mut desk = Desk::new((80, 24));
    let (from, to) = (desk.cell("BRAND"), desk.cell("nothing yet"));
    desk.press(from).drag_to(to);
    assert!(desk.screen().contains('▸'));
    assert_eq!(desk.release().place(), "1 opportunities 1");
}

#[test]
fn the_wheel_scrolls_the_pane_under_it_and_selects_nothing() {
    let items = (0..60).map(|n| format!("  - card {n:02}\n")).collect::<Vec<String>>().concat();
    let board = format!("title: T\nsheets:\n- kind: retro\n  went_well:\n{items}  not_so_well:\n{items}");
    for column in ["Went Well", "Not So Well"] {
        let mut desk = Desk::of(&board, (120, 36));
        let (x, y) = desk.cell(column);
        for _ in 0..5 {
            desk.wheel((x, y + 4), true);
        }
        let screen = desk.screen();
        assert!(screen.contains("↑ 5 more"), "{screen}");
        assert_eq!(desk.place(), "1 went_well 1");
        for _ in 0..100 {
            desk.wheel((x, y + 4), true);
        }
        assert!(desk.screen().contains("card 59"));
        desk.wheel((x, y + 4), false);
        assert!(!desk.screen().contains("card 59"), "it turns back at once");
        if column == "Went Well" {
            desk.keys("j");
            assert!(desk.screen().contains("card 01"), "a key brings the selection back");
        }
    }
    let mut desk = Desk::new((80, 24));
    desk.keys("?");
    desk.wheel((10, 10), true);
    assert!(matches!(desk.harness.app.mode, Mode::Help { top: 3, .. }));
}

#[test]
fn hints_do_what_their_keys_do() {
    let mut desk = Desk::new((120, 36));
    desk.click("edit");
    assert!(matches!(desk.harness.app.mode, Mode::Edit(_)));
    desk.click("old text");
    assert!(matches!(desk.harness.app.mode, Mode::Board));
    desk.click("? help").click("close");
    assert!(matches!(desk.harness.app.mode, Mode::Board));
    desk.keys("2l").click("forecast").click("red");
    assert!(desk.changes().contains("+      forecast: red\n"), "{}", desk.changes());
    desk.keys("3w").click("leave it");
    assert!(matches!(desk.harness.app.mode, Mode::Board));
    assert_eq!(desk.pointed((119, 35)), Pointed::Nothing);
}

#[test]
fn in_the_form_a_click_selects_and_a_double_click_edits() {
    let mut desk = Desk::new((80, 24));
    desk.keys("jI").click("owner");
    assert!(matches!(&desk.harness.app.mode, Mode::Form(form) if form.row == 2));
    assert_eq!(desk.double("ora").harness.editor(), "Fl|ora");
    desk.click("lora");
    assert_eq!(desk.harness.editor(), "F|lora");
    desk.keys("x").click("votes");
    assert!(desk.changes().contains("+    owner: Fxlora"), "{}", desk.changes());
    desk.click_at((40, 22)).click_at((0, 0)).click_at((40, 1));
    assert!(matches!(&desk.harness.app.mode, Mode::Form(form) if form.editor.is_none()), "nothing closes it");
}

#[test]
fn after_m_a_click_on_a_pane_moves_there() {
    let mut desk = Desk::new((120, 36));
    desk.keys("m").click("RIVALS");
    assert_eq!(desk.place(), "1 threats 1");
}

#[test]
fn no_cell_at_any_size_breaks_anything() {
    for size in [(1, 1), (20, 5), (30, 8), (44, 20), (80, 24), (120, 36)] {
        for keys in ["", "2", "3", "e", "a", "I", "?", "m", "v", "z"] {
            let mut desk = Desk::new(size);
            desk.keys(keys);
            let plan = desk.plan();
            for at in (0..=size.0).step_by(3).flat_map(|x| (0..=size.1).map(move |y| (x, y))) {
                ui::pointer::pointed(&desk.harness.app, plan.as_ref(), &Theme::default(), at);
            }
            for at in [(0, 0), (size.0 / 2, size.1 / 2), (size.0, size.1)] {
                desk.double_at(at).press(at).drag_to((size.0 / 3, size.1 / 3)).release();
                desk.wheel(at, true).wheel(at, false);
                desk.screen();
            }
        }
    }
}
