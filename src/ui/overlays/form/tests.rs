//! The form on small and large screens.

use super::super::testing::{HOSTILE, SIZES, is_harmless, screen};
use super::*;
use crate::document::{Document, Read};
use crate::model::{Field, ListAt};

fn row(what: FormCell, label: &str, value: &str, problem: Option<&str>) -> FormRow {
    FormRow { what, label: label.to_owned(), value: value.to_owned(), problem: problem.map(str::to_owned) }
}

fn rows() -> Vec<FormRow> {
    let field = |field: Field, value, problem| row(FormCell::Field(field), field.key(), value, problem);
    vec![
        row(
            FormCell::Line,
            "text",
            "PREMIUM: Limited success penetrating high-margin premium segments",
            None,
        ),
        field(Field::Note, "小米的高端产品", None),
        field(Field::Owner, "", None),
        field(Field::Due, "tomorrow", Some("must be a date such as 2025-06-30")),
        field(Field::Votes, "3", None),
        row(FormCell::Extra, HOSTILE, "[1, 2]", None),
        row(FormCell::Extra, "color", HOSTILE, None),
    ]
}

fn form(size: (u16, u16), row: usize, editor: Option<&Editor>) -> (Vec<String>, Option<(u16, u16)>) {
    let draw = |frame: &mut Frame, area| {
        paint(frame, area, ("PREMIUM", "Weaknesses"), &rows(), Selected { row, editor }, &Theme::default16());
    };
    screen(size, draw)
}

#[test]
fn every_field_stands_beside_its_label() {
    let (rows, caret) = form((44, 20), 4, None);
    let wanted = [
        " PREMIUM ─────────────────────── Weaknesses",
        "  text         PREMIUM: Limited success",
        "               penetrating high-margin",
        "               premium segments",
        "  note         小米的高端产品",
        "  owner",
        "  due          tomorrow",
        "               ! must be a date such as",
        "               2025-06-30",
        " ▌votes        3",
        " ▌             a whole number, 0 or more",
        "",
        "  Unknown keys, kept as they are",
    ];
    for (row, wanted) in rows.iter().zip(wanted) {
        assert_eq!(row, wanted, "{rows:#?}");
    }
    assert_eq!(caret, None);
}

#[test]
fn the_selected_row_is_in_view_at_every_size() {
    for size in SIZES.into_iter().filter(|size| size.0 >= 20) {
        for selected in 0..rows().len() {
            let (screen, _) = form(size, selected, None);
            assert!(screen.iter().any(|row| row.contains('▌')), "{size:?} {selected}: {screen:#?}");
        }
    }
}

#[test]
fn an_edited_value_has_the_caret_in_it() {
    let mut editor = Editor::new("小米x", true);
    let (rows, caret) = form((44, 20), 3, Some(&editor));
    let due = rows.iter().position(|row| row.starts_with(" ┃due")).unwrap_or_default();
    assert!(rows[due].ends_with("小米x"), "{rows:#?}");
    assert!(rows[due + 1].starts_with(" ┃") && rows[due + 1].contains("a date such as"), "{rows:#?}");
    let start = rows[due].find('小').map(|byte| width(&rows[due][..byte])).unwrap_or_default();
    assert_eq!(caret, Some((start as u16 + 5, due as u16)));
    editor.left();
    assert_eq!(form((44, 20), 3, Some(&editor)).1, Some((start as u16 + 4, due as u16)));
}

#[test]
fn the_caret_of_a_full_row_has_a_row_of_its_own() {
    for length in 1..120 {
        let editor = Editor::new(&"x".repeat(length), true);
        for size in SIZES {
            let (_, caret) = form(size, 1, Some(&editor));
            assert!(caret.is_some_and(|(x, y)| x < size.0 && y < size.1), "{length} {size:?} {caret:?}");
        }
    }
}

#[test]
fn text_of_the_file_is_harmless() {
    for size in SIZES {
        for selected in 0..rows().len() {
            let editor = Editor::new(HOSTILE, true);
            assert!(is_harmless(&form(size, selected, None).0));
            assert!(is_harmless(&form(size, selected, Some(&editor)).0));
        }
    }
}

#[test]
fn a_form_says_whose_fields_it_shows() {
    let text = "title: Team\nsheets:\n  - kind: plan\n    objectives:\n      - GROW: More\n        results:\n          - first\n";
    let Read::Board(document, _) = Document::read(text.to_owned(), None) else {
        panic!("a good board");
    };
    let board = document.board();
    let objectives = ListAt::pane(0, 0);
    let pane = board.pane(objectives).map(Pane::heading).unwrap_or_default();
    let of = |of| heading(board, of);
    assert_eq!(of(FormOf::Board), ("The board".to_owned(), "Team".to_owned()));
    assert_eq!(of(FormOf::Item(objectives.item(0))), ("GROW".to_owned(), pane));
    let result = ListAt::results(0, 0, 0).item(0);
    assert_eq!(of(FormOf::Item(result)), ("first".to_owned(), "GROW".to_owned()));
    assert_eq!(of(FormOf::Sheet(0)).0, "The sheet");
}
