//! Copying and pasting.

use stratboard::app::Effect;

use crate::harness::{BOARD, Harness, check, check_places};

#[test]
fn after_a_deletion_pasting_is_a_move_with_every_line() {
    check(&[
        ("jddP", "", ""),
        ("ddlP", "-  - SPEED: Ships weekly # a comment\n+  - SPEED: Ships weekly # a comment\n", ""),
    ]);
    let mut moved = Harness::new(BOARD);
    moved.keys("jddlp");
    let there =
        "  - PREMIUM: Too few dear phones\n  - BRAND: Known in Asia\n    votes: 3\n    owner: Flora\n";
    assert!(moved.text().contains(there), "{}", moved.text());
    let mut harness = Harness::new(BOARD);
    harness.keys("jddp");
    assert_ne!(harness.text(), BOARD, "the one below moved up, so below it is a place lower");
    assert_eq!(harness.keys("uu").text(), BOARD);
}

#[test]
fn a_second_paste_is_a_copy_without_what_was_counted() {
    let mut harness = Harness::new(BOARD);
    harness.keys("jddkpp");
    assert_eq!(harness.changes_since(BOARD), "+  - BRAND: Known in Asia\n+    owner: Flora\n");
    harness.keys("uup");
    assert_eq!(harness.text(), BOARD, "an undone paste is a move again");
}

#[test]
fn a_copy_leaves_votes_done_and_score_behind() {
    check(&[
        ("jyyp", "+  - BRAND: Known in Asia\n+    owner: Flora\n", ""),
        ("yyP", "+  - SPEED: Ships weekly\n", ""),
        ("yylp", "+  - SPEED: Ships weekly\n", ""),
        ("2yyp", "+    - DEVICES: 50 new products\n", ""),
        ("2yylp", "+    - DEVICES: 50 new products\n", ""),
        (
            "2kyyp",
            "+  - GROW: Twice the reach\n+    results:\n+    - DEVICES: 50 new products\n+    - USERS: One million more\n",
            "",
        ),
        ("2kyy3p", "", "an objective is pasted on a plan"),
        ("p", "", "nothing was copied or deleted yet"),
        ("yy", "", "copied SPEED; p pastes it"),
        ("yykkp", "", "go to a pane to paste"),
    ]);
    check_places(&[("yyp", "1 strengths 2"), ("yyP", "1 strengths 1"), ("2kyyp", "2 # GROW")]);
}

#[test]
fn marked_items_are_copied_together() {
    let mut harness = Harness::new(BOARD);
    harness.keys("**yy");
    assert_eq!(harness.message(), "copied 2 items; p pastes them");
    harness.keys("<Esc>lp");
    let come = "+  - SPEED: Ships weekly\n+  - BRAND: Known in Asia\n+    owner: Flora\n";
    assert_eq!(harness.changes_since(BOARD), come);
    assert_eq!(harness.keys("u").text(), BOARD, "as one step");
}

#[test]
fn a_pane_goes_to_the_terminal_as_markdown() {
    let mut harness = Harness::new(BOARD);
    harness.keys("Y");
    let text = "## Strengths\n\n- **SPEED** Ships weekly\n- **BRAND** Known in Asia (owner: Flora, votes: 3)\n- plain words\n";
    assert_eq!(harness.effects, [Effect::CopyToTerminal(text.to_owned())]);
    assert_eq!(harness.message(), "Strengths as Markdown");
    assert_eq!(harness.text(), BOARD);
}

#[test]
fn items_go_to_the_terminal_as_their_words() {
    let mut harness = Harness::new(BOARD);
    harness.keys("yy");
    assert_eq!(harness.effects, [Effect::CopyToTerminal("SPEED: Ships weekly".to_owned())]);
    harness.effects.clear();
    harness.keys("**yy");
    let text = "- SPEED: Ships weekly\n- BRAND: Known in Asia\n";
    assert_eq!(harness.effects, [Effect::CopyToTerminal(text.to_owned())]);
}
