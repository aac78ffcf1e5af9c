//! Undo and redo across sheets and periods.

use crate::harness::{BOARD, Harness, file};

#[test]
fn undo_goes_to_where_it_happened_and_says_what() {
    let mut harness = Harness::new(BOARD);
    harness.keys("j+3<Space>1");
    assert_eq!(harness.place(), "1 strengths 2");
    harness.keys("u");
    assert_eq!((harness.place().as_str(), harness.message()), ("3 went_well 1", "undone: done of SALES"));
    harness.keys("gmu");
    assert_eq!(harness.editor(), "Tools for allu|", "u is a letter while editing");
    harness.keys("<C-c>u");
    assert_eq!((harness.place().as_str(), harness.message()), ("1 strengths 2", "undone: votes of BRAND"));
    assert_eq!(harness.text(), BOARD);
    harness.keys("<C-r>");
    assert_eq!((harness.place().as_str(), harness.message()), ("1 strengths 2", "redone: votes of BRAND"));
    harness.keys("<C-r>");
    assert_eq!((harness.place().as_str(), harness.message()), ("3 went_well 1", "redone: done of SALES"));
    assert_eq!(harness.keys("<C-r>").message(), "nothing to redo");
}

#[test]
fn a_new_change_ends_what_could_be_redone() {
    let mut harness = Harness::new(BOARD);
    harness.keys("+u-G+<C-r>");
    assert_eq!(harness.message(), "nothing to redo");
}

#[test]
fn an_abandoned_text_is_what_redo_brings() {
    let mut harness = Harness::new(BOARD);
    harness.keys("e!<C-c>");
    assert_eq!(harness.text(), BOARD);
    harness.keys("<C-r>");
    assert_eq!(harness.message(), "brought back: SPEED");
    let change = "-  - SPEED: Ships weekly # a comment\n+  - SPEED: Ships weekly! # a comment\n";
    assert_eq!(harness.changes_since(BOARD), change);
    assert_eq!(harness.keys("u").text(), BOARD);
    harness.keys("aNEW: one<C-c><C-r>");
    assert_eq!(harness.changes_since(BOARD), "+  - NEW: one\n");
    harness.keys("ugm!<C-c>j<C-r>");
    assert_eq!(harness.changes_since(BOARD), "-mission: Tools for all\n+mission: Tools for all!\n");
    harness.keys("ujjex<C-c>+<C-r>");
    assert_eq!(harness.message(), "nothing to redo", "a change in between ends it");
}

#[test]
fn a_run_of_one_key_is_one_step_and_another_key_ends_it() {
    for (keys, before) in
        [("+++", ""), ("JJ", ""), ("++-", "++"), ("JJK", "JJ"), ("+jk+gg", ""), ("+G+", "+")]
    {
        let mut harness = Harness::new(BOARD);
        let expected = harness.keys(before).text().to_owned();
        let mut harness = Harness::new(BOARD);
        assert_eq!(harness.keys(keys).keys("u").text(), expected, "one undo after {keys}");
    }
}

#[test]
fn undo_crosses_periods() {
    let mut open = file("acme/2025-Q2.yaml", BOARD);
    open.periods =
        vec![("2025-Q1".into(), "acme/2025-Q1.yaml".into()), ("2025-Q2".into(), "acme/2025-Q2.yaml".into())];
    let mut harness = Harness::of(open);
    harness.keys("+");
    let mut before = file("acme/2025-Q1.yaml", BOARD);
    before.periods = harness.app.open().unwrap().periods.clone();
    harness.keys("{").tell(stratboard::app::Message::Opened(Box::new(before)));
    harness.keys("+");
    assert_eq!(harness.app.current, 1);
    harness.keys("u");
    assert_eq!((harness.app.current, harness.text()), (1, BOARD));
    harness.keys("u");
    assert_eq!((harness.app.current, harness.text()), (0, BOARD));
    harness.keys("<C-r><C-r>");
    assert_eq!(harness.app.current, 1);
    assert_eq!(harness.changes_since(BOARD), "+    votes: 1\n");
}
