//! What is found is lit, cell by cell, and what is not found stays readable.

use insta::assert_snapshot;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use stratboard::config::theme::{Chrome, Theme};

use super::boards::{SEEDS, app, drawn, press, rows};

/// The pieces of each row that are lit.
fn lit(buffer: &Buffer, is_lit: impl Fn(&Cell) -> bool) -> Vec<String> {
    let row = |y| {
        let mut pieces = String::new();
        let mut before = false;
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            if is_lit(cell) {
                pieces += if before { "" } else { "|" };
                pieces += cell.symbol();
            }
            before = is_lit(cell);
        }
        (!pieces.is_empty()).then(|| format!("{y:>2} {pieces}"))
    };
    (0..buffer.area.height).filter_map(row).collect()
}

fn marked(cell: &Cell) -> bool {
    cell.bg == Color::Yellow
}

/// The screen, and below it what is lit in each row.
fn screen(text: &str, sheet: usize, size: (u16, u16), keys: &str) -> String {
    let mut app = app(text, sheet, size);
    press(&mut app, keys);
    let (buffer, _) = drawn(&mut app, &Theme::default16());
    format!("{}\n--- lit ---\n{}", rows(&buffer).join("\n"), lit(&buffer, marked).join("\n"))
}

#[test]
fn typing_lights_what_it_finds() {
    assert_snapshot!("finding_120x36", screen(SEEDS, 0, (120, 36), "/prem"));
    assert_snapshot!("finding_44x20", screen(SEEDS, 0, (44, 20), "/prem"));
    assert_snapshot!("found_120x36", screen(SEEDS, 0, (120, 36), "/prem<CR>nn"));
    assert_snapshot!("found_44x20", screen(SEEDS, 0, (44, 20), "/prem<CR>nn"));
}

const SMALL: &str = "\
title: T
sheets:
- kind: retro
  went_well:
  - 小米: 看小米手机 and cafe\u{301}s
  - LONG: some words that are wrapped at the end of the pane
  actions:
  - text: one thing to do
    owner: Florence
    done: 2025-06-01
  - text: another thing
    owner: Wei
    note: Florence knows more
";

#[test]
fn the_cells_are_those_of_the_letters_whatever_their_width() {
    let lit = |query: &str| {
        let mut app = app(SMALL, 0, (80, 24));
        press(&mut app, &format!("/{query}"));
        lit(&drawn(&mut app, &Theme::default16()).0, marked).join(" ")
    };
    assert_eq!(lit("米"), " 2 |米|米");
    assert_eq!(lit("fe"), " 2 |fe\u{301}");
    assert_eq!(lit("flor").split_whitespace().collect::<Vec<_>>().join(" "), "14 |Flor");
}

#[test]
fn a_note_that_holds_it_is_told_in_the_last_line() {
    let mut app = app(SMALL, 0, (100, 24));
    press(&mut app, "/knows more");
    let last = |app: &mut _| rows(&drawn(app, &Theme::default16()).0).pop().unwrap();
    assert!(last(&mut app).contains("in its note: Florence knows more"), "{}", last(&mut app));
    press(&mut app, "<CR>");
    let told = last(&mut app);
    assert!(told.starts_with(" 1 OF 1  in its note: Florence knows more"), "{told}");
}

#[test]
fn without_colours_what_is_found_is_reversed_and_underlined() {
    let mut app = app(SEEDS, 0, (120, 36));
    press(&mut app, "/prem");
    let (buffer, _) = drawn(&mut app, &Theme::mono().with_chrome(Chrome::Ascii));
    assert!(buffer.content().iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    let both = Modifier::REVERSED | Modifier::UNDERLINED;
    assert_eq!(lit(&buffer, |cell| cell.modifier.contains(both))[0], " 5 |PREM");
}

#[test]
fn what_is_not_found_stands_back_and_text_that_is_typed_does_not() {
    let mut app = app(SEEDS, 0, (120, 36));
    press(&mut app, "/prem<CR>");
    let (buffer, _) = drawn(&mut app, &Theme::default16());
    let faint = lit(&buffer, |cell| cell.modifier.contains(Modifier::DIM)).join("\n");
    assert!(faint.contains("ECOSYSTEM") && !faint.to_uppercase().contains("PREMIUM"), "{faint}");
    let gray = |cell: &Cell| cell.fg == Color::DarkGray && cell.symbol().chars().all(char::is_alphabetic);
    assert_eq!(lit(&buffer, gray), Vec::<String>::new(), "no words are dim grey");
    press(&mut app, "1hggienew words<Esc>");
    press(&mut app, "e with more");
    let (buffer, _) = drawn(&mut app, &Theme::default16());
    let faint = lit(&buffer, |cell| cell.modifier.contains(Modifier::DIM)).join("\n");
    assert!(!faint.contains("with more"), "{faint}");
}

#[test]
fn lit_screens_of_any_size_are_drawn() {
    for (columns, height) in [(20, 5), (29, 7), (44, 20), (80, 24), (200, 50)] {
        for sheet in 0..6 {
            let mut app = app(SEEDS, sheet, (columns, height));
            press(&mut app, "/e<CR>nnN");
            let (buffer, _) = drawn(&mut app, &Theme::default16());
            assert!(!lit(&buffer, marked).is_empty(), "{sheet} at {columns}x{height}");
        }
    }
}
