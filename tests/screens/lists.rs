//! Lists with a line to type in: the palette, and the boards of a workspace with what the selected one holds.

use insta::assert_snapshot;
use ratatui::style::Modifier;
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
fn a_list_needs_no_colours_and_no_wide_signs() {
    for size in [(120, 36), (80, 24), (44, 20), (20, 5), (200, 50)] {
        for keys in
            [":", ":o", ":zzz", ":a very long line of words that has no room on a small screen at all"]
        {
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
fn what_can_follow_a_first_key_stands_in_the_last_line() {
    let last = |keys: &str, size| after(keys, size).lines().last().unwrap_or_default().to_owned();
    assert!(last("g", (120, 36)).contains("g … g first  t next sheet  T previous sheet  m mission"));
    let small = last("g", (44, 20));
    assert!(small.starts_with(" g … g first  t next sheet  …  v"), "what has no room is marked: {small}");
    let usual = last("g", (80, 24));
    assert!(usual.contains("T previous sheet  m mission  …  v by votes"), "{usual}");
    assert!(last("d", (44, 20)).contains("d … d delete"), "{}", last("d", (44, 20)));
    assert!(last("s", (80, 24)).contains("0…9 0.0…0.9  s 1.0  - none"), "{}", last("s", (80, 24)));
}
