//! Ranking, moving, marking and deleting items.

use crate::harness::{BOARD, Harness, check, check_places};

#[test]
fn ranking_stops_at_the_ends_and_the_focus_follows() {
    check(&[
        ("J", "-  - SPEED: Ships weekly # a comment\n+  - SPEED: Ships weekly # a comment\n", ""),
        ("K", "", ""),
        ("GJ", "", ""),
        ("JK", "", ""),
        ("kkJ", "", "this is a heading line: items are ranked"),
    ]);
    check_places(&[
        ("J", "1 strengths 2"),
        ("JJJ", "1 strengths 3"),
        ("<S-Down>", "1 strengths 2"),
        ("2kJ", "2 # GROW"),
    ]);
    let mut plan = Harness::new(BOARD);
    plan.keys("2kJ");
    assert!(
        plan.text().find("EARN").unwrap() < plan.text().find("GROW").unwrap(),
        "objectives are ranked by their headings"
    );
    assert_eq!(plan.keys("KK").text(), BOARD);
}

#[test]
fn items_move_to_other_panes_with_all_their_lines() {
    let gone = "-  - SPEED: Ships weekly # a comment\n";
    let come = "+  - SPEED: Ships weekly # a comment\n";
    let there_and_back = format!("{gone}{come}");
    check(&[
        ("L", &there_and_back, "SPEED is in Weaknesses"),
        ("mw", &there_and_back, "SPEED is in Weaknesses"),
        ("H", "", ""),
        ("ms", "", "already in Strengths"),
        ("m1", "", "no pane has that letter: nothing was moved"),
        ("m<Esc>", "", ""),
        ("2kL", "", "an objective is moved with J and K"),
        ("2km", "", "an objective is moved with J and K"),
        (
            "2L",
            "-    - DEVICES: 50 new products\n-      score: 0.4\n+    - DEVICES: 50 new products\n+      score: 0.4\n",
            "DEVICES is in EARN",
        ),
    ]);
    check_places(&[
        ("L", "1 weaknesses 1"),
        ("jL", "1 weaknesses 2"),
        ("mo", "1 opportunities 1"),
        ("2L", "2 EARN objectives 1"),
    ]);
    let mut harness = Harness::new(BOARD);
    assert_eq!(harness.keys("jLH").text(), BOARD, "there and back");
}

#[test]
fn deleting_says_what_and_undo_brings_it_back() {
    let brand = "-  - BRAND: Known in Asia\n-    votes: 3\n-    owner: Flora\n";
    check(&[
        ("jdd", brand, "deleted BRAND; u brings it back"),
        ("j<Del>", brand, "deleted BRAND; u brings it back"),
        ("kkdd", "", "this is a heading line: items are deleted"),
        ("jjjdd", "", "there is no item here: items are deleted"),
        ("jddu", "", "undone: deletion of BRAND"),
        (
            "2kldd",
            "-  - EARN: A profit in services\n-    results:\n-    - SALES: 18 % of revenue\n",
            "deleted EARN and its key results; u brings it back",
        ),
    ]);
    check_places(&[
        ("jdd", "1 strengths 2"),
        ("Gdd", "1 strengths 2"),
        ("2kldd", "2 # GROW"),
        ("2ldd", "2 # EARN"),
        ("jddu", "1 strengths 2"),
    ]);
}

#[test]
fn marked_items_go_together_as_one_step() {
    let mut harness = Harness::new(BOARD);
    harness.keys("**");
    assert_eq!(harness.app.open().unwrap().marks.len(), 2);
    harness.keys("dd");
    assert_eq!(harness.message(), "deleted 2 items; u brings them back");
    assert_eq!(harness.document().board().items(stratboard::model::ListAt::pane(0, 0)).len(), 1);
    assert_eq!(harness.keys("u").text(), BOARD);
    harness.keys("gg**<Esc>");
    assert!(harness.app.open().unwrap().marks.is_empty(), "Esc clears");
    harness.keys("gg**mw");
    assert_eq!(harness.message(), "2 items are in Weaknesses");
    assert_eq!(harness.place(), "1 weaknesses 2");
    assert_eq!(harness.keys("u").text(), BOARD);
    harness.keys("2gg*k*");
    assert!(harness.app.open().unwrap().marks.is_empty(), "marking again takes the mark away");
}

#[test]
fn an_objective_and_its_own_key_result_are_deleted_once() {
    let mut harness = Harness::new(BOARD);
    harness.keys("2k**dd");
    assert_eq!(harness.message(), "deleted GROW and its key results; u brings it back");
    assert!(!harness.text().contains("DEVICES"));
    assert_eq!(harness.keys("u").text(), BOARD);
}
