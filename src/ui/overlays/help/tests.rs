//! The help page at every size, with other keymaps and while it is searched.

use super::super::testing::{SIZES, is_harmless, screen};
use super::*;
use crate::app::editor::Editor;

fn help(size: (u16, u16), about: Context, top: usize, theme: &Theme) -> Vec<String> {
    let page = Page { keymap: &Keymap::default(), about, words: Words::default() };
    screen(size, |frame, area| page.paint(frame, area, None, top, theme)).0
}

fn searched(size: (u16, u16), about: Context, query: &str, theme: &Theme) -> Vec<String> {
    let filter = Filter { query: Editor::new(query, true), is_typing: true };
    let page = Page { keymap: &Keymap::default(), about, words: Words::new(query) };
    screen(size, |frame, area| page.paint(frame, area, Some(&filter), 0, theme)).0
}

/// All lines of a page in one column.
fn whole(keymap: &Keymap, about: Context) -> Vec<String> {
    let page = Page { keymap, about, words: Words::default() };
    page.lines(78, &Theme::mono()).iter().map(|told| told.line.to_string()).collect()
}

#[test]
fn every_action_with_a_key_is_listed_under_its_group() {
    for about in Context::ALL {
        let lines = whole(&Keymap::default(), about);
        let with_key = |row: &&Row| row.context == about && !row.keys.is_empty();
        let rows = TABLE.iter().filter(with_key).filter(|row| number(row.action).is_none());
        for row in rows {
            assert!(lines.contains(&group(row.action).to_owned()), "{} has no group", row.name);
            assert!(lines.iter().any(|line| line.contains(row.help)), "{} is not listed", row.name);
        }
    }
}

#[test]
fn keys_are_named_as_people_read_them() {
    let lines = whole(&Keymap::default(), Context::Board);
    assert!(lines.contains(&"h ←       Go to the pane on the left".to_owned()), "{lines:#?}");
    assert!(lines.contains(&"1 … 9     Go to that sheet".to_owned()), "{lines:#?}");
    assert!(lines.contains(&"s0 … s9   Score so many tenths".to_owned()), "{lines:#?}");
    assert!(lines.contains(&"ss        Score 1.0".to_owned()), "{lines:#?}");
    assert_eq!(lines.iter().filter(|line| line.contains("Go to sheet")).count(), 0);
}

#[test]
fn the_keymap_of_the_person_is_what_is_shown() {
    let (keymap, findings) =
        Keymap::with_user("board:\n  sheet-3: ['<F3>']\n  density: []\n  zoom: ['小']\n");
    assert_eq!(findings, []);
    let lines = whole(&keymap, Context::Board);
    let line = |help: &str| lines.iter().find(|line| line.contains(help)).cloned().unwrap_or_default();
    assert_eq!(line("Go to sheet 3"), "F3        Go to sheet 3");
    assert_eq!(line("Go to sheet 2"), "2         Go to sheet 2", "1 … 9 would be a lie");
    assert_eq!(line("Go to that sheet"), "4 … 9     Go to that sheet");
    assert_eq!(line("Show more or less"), "", "what has no key does not work");
    assert_eq!(line("This pane alone"), "小        This pane alone, or all");
}

#[test]
fn two_columns_stand_side_by_side_on_a_wide_screen() {
    let rows = help((120, 36), Context::Board, 0, &Theme::default16());
    assert!(rows[0].starts_with(" Keys on the board ───"), "{rows:#?}");
    assert!(rows[1].starts_with(" Walking "), "{rows:#?}");
    assert!(rows[1].trim_end().len() > 60, "a group on the right: {rows:#?}");
    let rows = help((80, 24), Context::Board, 0, &Theme::default16());
    assert_eq!(rows[1], " Walking");
    assert!(rows[23].starts_with(" ↓ "), "{rows:#?}");
}

#[test]
fn long_sentences_hang_beside_their_keys() {
    let rows = help((44, 20), Context::Board, 0, &Theme::default16());
    let at = rows.iter().position(|row| row.starts_with(" j ↓")).unwrap_or_default();
    assert_eq!(&rows[at..at + 2], [" j ↓       Go down; at a pane's end on to", "           the pane below"]);
}

#[test]
fn the_page_ends_with_its_last_line_and_scrolls_no_further() {
    let end = help((80, 24), Context::Board, usize::MAX, &Theme::default16());
    assert!(end[23].contains("selects text as the terminal does"), "{end:#?}");
    assert!(end[1].starts_with(" ↑ "), "{end:#?}");
}

#[test]
fn words_leave_the_lines_that_have_them() {
    let rows = searched((80, 24), Context::Board, "pane letter", &Theme::default16());
    let expected = [" Ranking and moving", " m  Move the item to the pane with a letter"].map(str::to_owned);
    assert_eq!(rows[1..3], expected, "{rows:#?}");
    assert!(rows[0].starts_with(" Keys on the board: / pane letter ─") && rows[0].ends_with(" 1"));
    let rows = searched((44, 20), Context::Board, "weighing", &Theme::default16());
    assert!(rows[1] == " Weighing" && rows.iter().any(|row| row.contains("One vote more")), "{rows:#?}");
    let rows = searched((20, 3), Context::Board, "xyz", &Theme::default16());
    assert!(rows[0].starts_with(" / xyz ") && rows[1].starts_with(" no key here"), "{rows:#?}");
}

#[test]
fn ascii_chrome_needs_no_other_sign() {
    for about in Context::ALL {
        let theme = Theme::mono().with_chrome(Chrome::Ascii);
        let page = Page { keymap: &Keymap::default(), about, words: Words::default() };
        let lines = page.lines(118, &theme);
        assert!(lines.iter().all(|told| told.line.to_string().is_ascii()), "{lines:#?}");
        assert!(help((80, 9), about, 3, &theme).iter().all(|row| row.is_ascii()));
    }
}

#[test]
fn every_size_is_drawn() {
    for size in SIZES {
        for about in Context::ALL {
            assert!(is_harmless(&help(size, about, 2, &Theme::default16())));
            for query in ["", "down", "no such", "a line that is longer than a small screen is wide"] {
                assert!(is_harmless(&searched(size, about, query, &Theme::default16())));
            }
        }
    }
}
