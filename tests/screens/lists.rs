//! Lists with a line to type in: the palette, and the boards of a workspace with what the selected one holds.

use std::path::PathBuf;

use insta::assert_snapshot;
use ratatui::style::Modifier;
use stratboard::app::Message;
use stratboard::app::chooser::{Listed, Summary};
use stratboard::config::theme::{Chrome, Theme};

use super::boards::{SEEDS, app, drawn, press, rows, text};

fn after(keys: &str, size: (u16, u16)) -> String {
    let mut app = app(SEEDS, 0, size);
    press(&mut app, keys);
    text(&mut app)
}

#[test]
fn palette() {
    assert_snapshot!("palette_120x36", after(":", (120, 36)));
    assert_snapshot!("palette_80x24", after(":pane", (80, 24)));
    assert_snapshot!("palette_44x20", after(":pane<Down>", (44, 20)));
    assert_snapshot!("palette_20x5", after(":", (20, 5)));
}

/// The list of boards that a workspace of many would give.
fn boards(keys: &str, size: (u16, u16)) -> String {
    let mut app = app(SEEDS, 0, size);
    press(&mut app, "b");
    let listed = |(board, period, path): (&str, Option<&str>, &str)| Listed {
        board: board.to_owned(),
        period: period.map(str::to_owned),
        path: PathBuf::from(path),
    };
    let files = [
        ("xiaomi-sales", Some("2025-Q3"), "boards/xiaomi-sales/2025-Q3.yaml"),
        ("xiaomi-sales", Some("2025-Q2"), "boards/xiaomi-sales/2025-Q2.yaml"),
        ("broken", None, "boards/broken.yaml"),
        ("小米手机的全球市场份额", None, "boards/小米手机的全球市场份额.yaml"),
        ("a-team-with-a-name-that-is-longer-than-any-column", Some("2025"), "boards/a-team/2025.yaml"),
        ("not-read", None, "boards/not-read.yaml"),
    ];
    app.update(Message::BoardsListed { asked: 1, files: files.map(listed).to_vec() });
    let sheets = [("SWOT", 23), ("Plan", 27), ("Retro", 1), ("AI SWOT", 0)];
    let sheets = sheets.map(|(title, items)| (title.to_owned(), items)).to_vec();
    let sales = Summary {
        title: "Xiaomi Sales".to_owned(),
        period: "2025-Q3".to_owned(),
        sheets,
        open_actions: 4,
        problem: None,
    };
    let broken = "no board: line 3: this flow list has no end".to_owned();
    let summaries = vec![
        (0, sales.clone()),
        (1, Summary { period: "2025-Q2".to_owned(), open_actions: 1, ..sales }),
        (2, Summary { problem: Some(broken), ..Summary::default() }),
        (3, Summary { title: "小米手机的全球市场份额".to_owned(), ..Summary::default() }),
        (4, Summary::default()),
    ];
    app.update(Message::BoardsRead { asked: 1, summaries, ended: false });
    press(&mut app, keys);
    text(&mut app)
}

#[test]
fn boards_of_a_workspace() {
    assert_snapshot!("boards_120x36", boards("", (120, 36)));
    assert_snapshot!("boards_80x24", boards("pl", (80, 24)));
    assert_snapshot!("boards_44x20", boards("<Down>", (44, 20)));
    assert_snapshot!("boards_20x5", boards("<Down><Down><Down>", (20, 5)));
    assert!(boards("brok", (80, 24)).contains("! no board: line 3"));
    assert!(boards("not-read", (80, 24)).contains("reading …"));
}

#[test]
fn a_list_that_has_nothing_says_why() {
    let mut app = app(SEEDS, 0, (80, 24));
    press(&mut app, "b");
    assert!(text(&mut app).contains("looking for boards …"));
    app.update(Message::BoardsRead { asked: 1, summaries: Vec::new(), ended: true });
    assert!(text(&mut app).contains("there are no boards here"));
    press(&mut app, "x");
    assert!(text(&mut app).contains("nothing has these letters"));
}

#[test]
fn matched_letters_are_lit_and_the_caret_stands_behind_the_words() {
    let mut app = app(SEEDS, 0, (80, 24));
    press(&mut app, ":vtmr");
    let (buffer, caret) = drawn(&mut app, &Theme::mono());
    let lit = Modifier::BOLD | Modifier::UNDERLINED;
    let letters = buffer.content().iter().filter(|cell| cell.modifier.contains(lit));
    assert_eq!(letters.map(ratatui::buffer::Cell::symbol).collect::<String>(), "vtmr");
    assert_eq!(caret, Some((7, 1)));
    assert!(rows(&buffer)[1].starts_with(" : vtmr ─"));
}

#[test]
fn help_is_searched() {
    assert_snapshot!("help_search_120x36", after("?/pane", (120, 36)));
    assert_snapshot!("help_search_80x24", after("?/pane letter<CR>", (80, 24)));
    assert_snapshot!("help_search_44x20", after("?/vote", (44, 20)));
    let mut app = app(SEEDS, 0, (80, 24));
    press(&mut app, "?/pane letter");
    let (buffer, caret) = drawn(&mut app, &Theme::mono());
    assert_eq!(caret, Some((33, 1)));
    let lit = Modifier::BOLD | Modifier::UNDERLINED;
    let letters = buffer.content().iter().filter(|cell| cell.modifier.contains(lit));
    assert_eq!(letters.map(ratatui::buffer::Cell::symbol).collect::<String>(), "paneletter");
}

#[test]
fn a_list_needs_no_colours_and_no_wide_signs() {
    for size in [(120, 36), (80, 24), (44, 20), (20, 5), (200, 50)] {
        for keys in [
            ":",
            "?/down",
            "?/o<CR>",
            "?/",
            ":o",
            ":zzz",
            ":a very long line of words that has no room on a small screen at all",
        ] {
            let mut app = app(SEEDS, 0, size);
            press(&mut app, keys);
            let (buffer, _) = drawn(&mut app, &Theme::mono().with_chrome(Chrome::Ascii));
            let screen = rows(&buffer)[1..].join("\n");
            let ambiguous = "─━▌┃★▲◆▼✓…↑↓‹›↵←→";
            assert_eq!(screen.chars().find(|sign| ambiguous.contains(*sign)), None, "{screen}");
        }
    }
}

#[test]
fn what_can_follow_a_first_key_stands_in_the_last_lines() {
    let last = |keys: &str, size, rows: usize| {
        let screen = after(keys, size);
        let lines = screen.lines().collect::<Vec<&str>>();
        lines[lines.len() - rows..].join("\n")
    };
    assert!(last("g", (120, 36), 1).contains("g … g first  t next sheet  T previous sheet  m mission"));
    assert_eq!(
        last("g", (44, 20), 3),
        " g … g first  t next sheet\n T previous sheet  m mission  c conclusion\n v by votes  e editor"
    );
    let usual = last("g", (80, 24), 2);
    assert!(usual.contains("m mission  c conclusion\n v by votes  e editor"), "{usual}");
    assert!(last("g", (20, 5), 2).ends_with(" …"), "what has no room is marked: {}", last("g", (20, 5), 2));
    assert!(last("d", (44, 20), 1).contains("d … d delete"), "{}", last("d", (44, 20), 1));
    let scores = last("s", (80, 24), 1);
    assert!(scores.contains("0 1 2 3 4 5 6 7 8 9 0.0…0.9  s 1.0  - none"), "{scores}");
}
