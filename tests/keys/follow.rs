//! What follows from an item.

use crate::harness::{BOARD, Harness, check, check_editor, check_places};

#[test]
fn a_priority_follows_from_a_quadrant_and_an_objective_from_a_priority() {
    check_editor(&[
        ("A", "SPEED: |"),
        ("jjA", "|"),
        ("<S-Tab>A", "PREMIUM: |"),
        ("3A", "SALES: |"),
        ("2A", "DEVICES: |"),
    ]);
    check(&[
        ("ASell it<CR>", "+  - SPEED: Sell it\n", "SPEED is in Key Priorities"),
        ("A<Esc>", "", ""),
        ("A<CR>", "", ""),
        ("ASell it<Esc>", "+  - SPEED: Sell it\n", "kept; u takes it back"),
        ("<S-Tab>ALead<CR>", "+  - PREMIUM: Lead\n", "PREMIUM is in Objectives"),
        (
            "2kA",
            "",
            "nothing follows from it here; it does from quadrants, TOWS moves, priorities, cards, learnings and key results",
        ),
        ("kkA", "", "this is a heading line: something follows from an item"),
    ]);
    check_places(&[
        ("jASell it<CR>", "1 strengths 2"),
        ("jASell it<Esc>", "1 strengths 2"),
        ("jA<C-c>", "1 strengths 2"),
        ("<S-Tab>ALead<CR>", "1 priorities 1"),
    ]);
}

#[test]
fn an_action_asks_who_and_when_and_comes_back() {
    let mut harness = Harness::new(BOARD);
    harness.keys("3lADo it<CR>");
    assert_eq!((harness.place().as_str(), harness.editor().as_str()), ("3 actions 2", "|"));
    harness.keys("Wei<CR>fri<CR>");
    assert_eq!(harness.place(), "3 not_so_well 1");
    let come = "+  - MARGINS: Do it\n+    owner: Wei\n+    due: 2025-05-02\n";
    assert_eq!(harness.changes_since(BOARD), come);
    assert_eq!(harness.keys("uuu").text(), BOARD);
    check(&[
        ("2ADo it<CR><CR><CR>", "+  - DEVICES: Do it\n", "DEVICES is in Action Items"),
        ("2ADo it<CR><Esc>", "+  - DEVICES: Do it\n", "DEVICES is in Action Items"),
    ]);
    check_places(&[
        ("2ADo it<CR><CR><CR>", "2 GROW objectives 1"),
        ("2ADo it<CR>Wei<CR><Esc>", "2 GROW objectives 1"),
    ]);
}

#[test]
fn a_tows_move_leads_to_the_first_swot_and_a_missing_sheet_is_told() {
    let mut harness =
        Harness::new("title: A\nsheets:\n- kind: swot\n- kind: tows\n  so:\n  - CAR: Key\n- kind: swot\n");
    harness.keys("2AGo<CR>");
    assert!(
        harness.text().contains("- kind: swot\n  priorities:\n  - CAR: Go\n- kind: tows"),
        "{}",
        harness.text()
    );
    let mut harness = Harness::new("title: A\nsheets:\n- kind: swot\n  priorities:\n  - one\n");
    harness.keys("<S-Tab>A");
    assert_eq!(harness.message(), "there is no Plan sheet on this board for what follows");
}
