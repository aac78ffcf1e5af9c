//! `chrome: ascii` on every screen: where the board is ASCII, all of the screen is.

use std::collections::BTreeMap;

use stratboard::app::chooser::{Listed, Summary};
use stratboard::app::{App, Content, FileState, Message, Mode};
use stratboard::config::keymap::Keymap;
use stratboard::config::theme::{Chrome, Theme};
use stratboard::merge;

use super::boards::{SEEDS, app, drawn, press, rows};

const SIZES: [(u16, u16); 6] = [(200, 50), (120, 36), (80, 24), (60, 14), (44, 20), (20, 5)];

/// Keys that lead to every screen and to every kind of message.
const WAYS: [&str; 52] = [
    "",
    "j",
    "G",
    "kkk",
    "e",
    "e, and so many more words that they go on in a second row of this pane",
    "i",
    "a",
    "aX<Tab>",
    "o",
    "m",
    "f",
    "g",
    "s",
    "<C-c>",
    "?",
    "?<C-d>",
    "?G",
    "?/pane",
    "?/zzz",
    ":",
    ":pane",
    ":pane<Down>",
    ":zzzz",
    "b",
    "/",
    "/pre",
    "/pre<CR>n",
    "/zzz",
    "/zzz<CR>",
    "I",
    "Ijj",
    "Ie",
    "gm",
    "gc",
    "w",
    "W",
    "Wfri",
    "v",
    "v3",
    "A",
    "S",
    "dd",
    "yy",
    "Yp",
    "z",
    "Z",
    "ZZ",
    "*j*",
    "gv",
    "a<Paste>- one\n- two<PasteEnd>",
    "<Space>x",
];

/// The seeds in ASCII, with two versions of an item that a merge left.
fn seeds() -> String {
    let plain = SEEDS.chars().map(|sign| if sign.is_ascii() { sign } else { '-' }).collect::<String>();
    let changed = |end: &str| plain.replace("Industry-leading price-to-", &format!("{end} price-to-"));
    merge::merge(&plain, &changed("Best"), &changed("Leading"), None).unwrap().text
}

/// What is not ASCII on a screen, by sign, with the row where it stands and how it was reached.
#[derive(Default)]
struct Found(BTreeMap<char, String>);

impl Found {
    fn look(&mut self, app: &mut App, way: &str) {
        let size = app.size;
        let (buffer, _) = drawn(app, &Theme::mono().with_chrome(Chrome::Ascii));
        for row in rows(&buffer) {
            for sign in row.chars().filter(|sign| !sign.is_ascii()) {
                self.0.entry(sign).or_insert_with(|| format!("{way} at {size:?}: {row}"));
            }
        }
    }
}

impl Drop for Found {
    fn drop(&mut self) {
        assert!(std::thread::panicking() || self.0.is_empty(), "{:#?}", self.0);
    }
}

#[test]
fn every_screen_of_a_board() {
    let mut found = Found::default();
    let board = seeds();
    let before = app(&board.replace("700M", "300M").replace("25%", "5%"), 1, (80, 24));
    for sheet in 0..6 {
        for (at, way) in WAYS.iter().enumerate() {
            // Over the sheets each way comes to each size twice.
            for size in [SIZES[(at + sheet) % SIZES.len()], SIZES[(at + sheet + 3) % SIZES.len()]] {
                let mut app = app(&board, sheet, size);
                app.boards[0].trends.add(before.board().unwrap());
                press(&mut app, way);
                found.look(&mut app, &format!("{way:?} on sheet {sheet}"));
            }
        }
    }
}

#[test]
fn whatever_is_told_of_the_file() {
    let mut found = Found::default();
    let board = seeds();
    let states = [
        FileState::Saved,
        FileState::Writing,
        FileState::Kept,
        FileState::NotSaved("the disk is full, and so is this line of the screen".to_owned()),
    ];
    for size in SIZES {
        for state in &states {
            for told in ["⇄ read again", "⇄ merged 2", "↺ 3 recovered", "⇄ flora@desk 4711 is here too"]
            {
                let mut app = app(&board, 1, size);
                app.boards[0].state = state.clone();
                app.boards[0].news = Some(told.to_owned());
                app.boards[0].banner =
                    Some(format!("{told}: r keeps one of the two marked ≠, and this line goes on · …"));
                app.message =
                    Some(format!("{told}, and what is told goes on for longer than the line has room"));
                found.look(&mut app, told);
            }
        }
        let mut app = app(&board, 1, size);
        press(&mut app, "eNew");
        found.look(&mut app, "typing");
    }
}

#[test]
fn what_is_no_board_and_what_is_none_yet() {
    let mut found = Found::default();
    for size in SIZES {
        let mut app = app(&seeds(), 0, size);
        let text = "sheets:\n- kind: swot\n  strengths: [\n\tand so on for a long line of a file that is none of a board's\n".repeat(9);
        app.boards[0].content = Content::of(text, None);
        assert!(matches!(app.boards[0].content, Content::Refused { .. }));
        for way in ["", "j", "G", "?", "b"] {
            press(&mut app, way);
            found.look(&mut app, "refused");
        }
        let mut app = App::new(Keymap::default(), jiff::civil::date(2025, 6, 20), false);
        app.size = size;
        for way in ["", "?", "<Esc>n", "A long name for a new board that is longer than the line"] {
            press(&mut app, way);
            found.look(&mut app, "welcome");
        }
        assert!(!matches!(app.mode, Mode::Board));
        let mut app = super::boards::app("title: Empty\nsheets: []\n", 0, size);
        found.look(&mut app, "no sheets");
        let mut app = super::boards::app("title: Empty\nsheets:\n- kind: plan\n- kind: retro\n", 0, size);
        found.look(&mut app, "empty sheets");
    }
}

#[test]
fn the_boards_and_their_figures() {
    let mut found = Found::default();
    for size in SIZES {
        let mut app = app(&seeds(), 0, size);
        press(&mut app, "b");
        found.look(&mut app, "looking for boards");
        let listed = |(board, period): (&str, Option<&str>)| Listed {
            board: board.to_owned(),
            period: period.map(str::to_owned),
            path: format!("boards/{board}.yaml").into(),
        };
        let files =
            [("xiaomi-sales", Some("2025-Q3")), ("a-team-with-a-name-that-is-longer-than-any-column", None)];
        app.update(Message::BoardsListed { asked: 1, files: files.map(listed).to_vec() });
        found.look(&mut app, "boards being read");
        let sheets = vec![("A sheet with a title that is longer than its column".to_owned(), 23)];
        let summary = Summary { title: "Xiaomi".to_owned(), sheets, ..Summary::default() };
        app.update(Message::BoardsRead { asked: 1, summaries: vec![(0, summary)], ended: true });
        found.look(&mut app, "boards");
        press(&mut app, "team");
        found.look(&mut app, "boards, some letters");
    }
}
