//! What comes back from another form says what the board said, for every sample and for boards after random edits.

use stratboard::document::Document;
use stratboard::exchange::draft::BoardDraft;
use stratboard::exchange::import::{self, Form};
use stratboard::exchange::{csv, json, markdown};
use stratboard::model::Board;

use super::random::{Random, boards, random_edit};
use super::{open, step};

/// A form, and how a board is written in it.
type Export = (Form, fn(&Board) -> String);

/// Every form that boards come back from.
const FORMS: &[Export] = &[
    (Form::Json, |board| json::text(board, None)),
    (Form::Csv, |board| csv::table(&BoardDraft::of(board, None).unwrap()).unwrap()),
    (Form::Markdown, |board| markdown::page(&BoardDraft::of(board, None).unwrap())),
    (Form::Markdown, |board| markdown::minutes(&BoardDraft::of(board, None).unwrap())),
];

/// The board's JSON after a way out and back.
fn there_and_back(document: &Document, (form, export): Export) -> String {
    let exported = export(document.board());
    let imported = import::read(&exported, form).unwrap_or_else(|error| panic!("{error}\n{exported}"));
    assert_eq!(imported.unplaced, [], "{form:?}\n{exported}");
    let yaml = imported.to_yaml().unwrap_or_else(|error| panic!("{error}\n{exported}"));
    assert_eq!(import::recognise(&exported), form, "{exported}");
    json::text(open(&yaml).board(), None)
}

/// The lines that differ.
fn difference(before: &str, after: &str) -> String {
    similar::TextDiff::from_lines(before, after).unified_diff().context_radius(2).to_string()
}

fn check(document: &Document, place: &str) {
    let before = json::text(document.board(), None);
    for form in FORMS.iter().copied() {
        let after = there_and_back(document, form);
        let (form, exported) = (form.0, form.1(document.board()));
        assert!(after == before, "{form:?}, {place}:\n{}\n{exported}", difference(&before, &after));
    }
}

#[test]
fn every_sample_board_comes_back() {
    for (number, text) in boards().iter().enumerate() {
        check(&open(text), &format!("board {number}"));
    }
    check(&open(include_str!("../../boards/xiaomi-sales/2025-Q3.yaml")), "the third quarter");
}

#[test]
fn boards_after_random_edits_come_back() {
    let boards = boards();
    for run in 0..40 {
        let seed = 0xe8c4_0000 + run as u64;
        let mut random = Random::new(seed);
        let mut document = open(&boards[run % boards.len()]);
        for _ in 0..40 {
            if let Some(edit) = random_edit(&mut random, document.board()) {
                // A refused edit changes nothing, which is as good a board as any.
                let _ = document.apply(std::slice::from_ref(&edit), step());
            }
        }
        check(&document, &format!("seed {seed:#x}"));
    }
}

#[test]
fn one_sheet_comes_back_alone() {
    let document = open(&boards()[1]);
    let draft = BoardDraft::of(document.board(), Some(2)).unwrap();
    assert_eq!(draft.sheets.len(), 1);
    assert_eq!(draft.sheets[0].title(), document.board().sheets[2].title());
}
