//! What a merge left to be decided, and each line that offers something.

use std::sync::Arc;

use insta::assert_snapshot;
use stratboard::app::{App, Content, OpenBoard};
use stratboard::config::theme::{Chrome, Theme};
use stratboard::merge;

use super::boards::{SEEDS, app, drawn, press, rows, select_item, text};

const SIZES: [(u16, u16); 2] = [(120, 36), (80, 24)];

/// The seeds after a merge: both changed a strength and a metric.
fn pairs() -> String {
    let changed = |end: &str| {
        SEEDS.replace("Industry-leading price-to-", &format!("{end} price-to-")).replace("'700M'", end)
    };
    let (ours, theirs) = (changed("Best"), changed("Leading"));
    assert!(ours != SEEDS && theirs != SEEDS);
    merge::merge(SEEDS, &ours, &theirs, None).unwrap().text
}

#[test]
fn both_of_a_pair_carry_a_sign_and_one_key_is_offered() {
    for (columns, rows) in SIZES {
        let mut app = app(&pairs(), 0, (columns, rows));
        select_item(&mut app, 0, 2);
        let screen = text(&mut app);
        assert_eq!(screen.matches("≠ VALUE").count(), 2, "{screen}");
        assert!(screen.lines().last().unwrap_or_default().contains("r keep this one"), "{screen}");
        assert_snapshot!(format!("pair_{columns}x{rows}"), screen);
    }
}

#[test]
fn the_sign_has_a_plain_form_and_stays_beside_the_editor() {
    let mut app = app(&pairs(), 0, (120, 36));
    select_item(&mut app, 0, 2);
    let (buffer, _) = drawn(&mut app, &Theme::mono().with_chrome(Chrome::Ascii));
    let screen = rows(&buffer).join("\n");
    assert!(screen.contains("# VALUE") && !screen.contains('≠'), "{screen}");
    press(&mut app, "e");
    assert_eq!(text(&mut app).matches("≠ VALUE").count(), 2);
}

#[test]
fn a_board_without_marks_has_no_sign() {
    for sheet in 0..6 {
        let screen = text(&mut app(SEEDS, sheet, (120, 36)));
        assert!(!screen.contains('≠') && !screen.contains("keep this one"), "{screen}");
    }
}

fn first_lines(app: &mut App) -> String {
    text(app).lines().take(4).collect::<Vec<&str>>().join("\n")
}

#[test]
fn each_offer_is_one_line_that_names_its_key() {
    type Make = fn(&mut App);
    let offers: [(&str, Make); 3] = [
        ("restore", |app| app.offer_restore(0, Arc::from("title: T\n"), Arc::from("title: T\n"), 12, 30)),
        ("sibling", |app| {
            let copy = "boards/2025-Q2.sync-conflict-20250425-101112-ABCDEFG.yaml";
            app.offer_sibling(0, copy.into(), Arc::from("title: T\n"));
        }),
        ("typed", |app| {
            app.offer_typed(0, "", "PREMIUM: halve the number of models in the premium segment");
        }),
    ];
    for (columns, rows) in SIZES {
        for (name, offer) in offers {
            let mut app = app(SEEDS, 0, (columns, rows));
            offer(&mut app);
            assert_snapshot!(format!("offer_{name}_{columns}x{rows}"), first_lines(&mut app));
        }
    }
}

#[test]
fn what_is_wrong_with_the_file_is_told_before_what_is_offered() {
    let mut app = app(SEEDS, 0, (80, 24));
    app.offer_typed(0, "", "words");
    app.boards[0].banner = Some("the file is gone".to_owned());
    assert!(first_lines(&mut app).contains("the file is gone"));
}

#[test]
fn a_file_with_conflict_markers_says_that_its_sides_can_be_merged() {
    let item = "  - VALUE: ";
    let at = SEEDS.find(item).unwrap();
    let marked = format!(
        "{}<<<<<<< HEAD\n  - OURS: a\n=======\n  - THEIRS: b\n>>>>>>> other\n{}",
        &SEEDS[..at],
        &SEEDS[at..]
    );
    for (columns, rows) in SIZES {
        let mut app = app(SEEDS, 0, (columns, rows));
        let scrolled = at_line(&marked);
        app.boards[0] = OpenBoard {
            scrolled,
            ..OpenBoard::new(Some("board.yaml".into()), Content::of(marked.clone(), None))
        };
        assert_snapshot!(format!("sides_{columns}x{rows}"), text(&mut app));
    }
}

/// Where the page is scrolled to.
fn at_line(text: &str) -> usize {
    text.lines().position(|line| line.starts_with("<<<")).unwrap_or_default().saturating_sub(3)
}
