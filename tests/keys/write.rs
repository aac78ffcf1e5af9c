//! Editing and adding in place.

use stratboard::app::Effect;

use crate::harness::{BOARD, Harness, check, check_editor, check_places};

#[test]
fn enter_keeps_one_line_and_only_that() {
    check(&[
        ("<CR>!<CR>", "-  - SPEED: Ships weekly # a comment\n+  - SPEED: Ships weekly! # a comment\n", ""),
        ("iX <CR>", "-  - SPEED: Ships weekly # a comment\n+  - X SPEED: Ships weekly # a comment\n", ""),
        ("jje, more<Esc>", "-  - plain words\n+  - plain words, more\n", "kept; u takes it back"),
        ("e!<C-c>", "", "left as it was; C-r brings what was typed"),
        ("e<Esc>", "", ""),
        ("ex<BS><CR>", "", ""),
        ("jje<C-u><CR>", "-  - plain words\n+  - ''\n", ""),
    ]);
}

#[test]
fn a_kept_edit_is_one_step_and_asks_for_a_save() {
    let mut harness = Harness::new(BOARD);
    harness.keys("e!<CR>");
    assert_eq!(harness.effects, [Effect::Save { board: 0, asked: false }]);
    harness.keys("e<CR>");
    assert_eq!(harness.effects.len(), 1, "unchanged text writes nothing");
    harness.keys("u");
    assert_eq!(harness.text(), BOARD);
    assert_eq!(harness.keys("u").message(), "nothing to undo", "and adds no step");
}

#[test]
fn adding_goes_on_until_esc() {
    check(&[
        ("aNEW: one<CR>two<CR><CR><Esc>", "+  - NEW: one\n+  - two\n", "2 added"),
        ("aone<Esc>", "+  - one\n", "kept; u takes it back"),
        ("a<Esc>", "", ""),
        ("a  <Esc>", "", ""),
        ("aone<Tab>two<CR><Esc>", "+  - one\n+  - two\n", "2 added"),
        ("oone<CR>", "+  - one\n", ""),
        ("Oone<CR>", "+  - one\n", ""),
        ("jjjaone<Esc>", "-  opportunities: []\n+  opportunities:\n+  - one\n", "kept; u takes it back"),
        ("jjj<CR>one<Esc>", "-  opportunities: []\n+  opportunities:\n+  - one\n", "kept; u takes it back"),
        ("kka<Esc>", "", ""),
    ]);
    check_places(&[
        ("aone<CR><Esc>", "1 strengths 4"),
        ("oone<CR>", "1 strengths 2"),
        ("Oone<CR>", "1 strengths 1"),
    ]);
    check_places(&[("aone<Tab>two<Esc>", "1 weaknesses 2"), ("aone<S-Tab>two<Esc>", "1 priorities 2")]);
}

#[test]
fn up_in_an_empty_new_line_opens_the_one_just_kept() {
    let mut harness = Harness::new(BOARD);
    harness.keys("aone<CR><Up>");
    assert_eq!(harness.editor(), "one|");
    harness.keys("!<CR>two<Esc>");
    assert_eq!(harness.changes_since(BOARD), "+  - one!\n+  - two\n", "and adding goes on after it");
}

#[test]
fn on_an_objective_a_adds_a_key_result_and_o_an_objective() {
    check(&[
        ("2kaNEW: one<Esc>", "+    - NEW: one\n", "kept; u takes it back"),
        ("2koNEXT: two<CR>", "+  - NEXT: two\n", ""),
        ("2kONEXT: two<CR>", "+  - NEXT: two\n", ""),
        ("2ke, at least<CR>", "-  - GROW: Twice the reach\n+  - GROW: Twice the reach, at least\n", ""),
    ]);
    check_places(&[("2koNEXT: two<CR>", "2 # NEXT"), ("2kaNEW: one<CR><Esc>", "2 GROW objectives 3")]);
    let mut empty = Harness::new("title: A\nsheets:\n- kind: plan\n");
    empty.keys("aWIN: all<CR><Esc>");
    assert_eq!(empty.text(), "title: A\nsheets:\n- kind: plan\n  objectives:\n  - WIN: all\n");
    assert_eq!(empty.keys("aFIRST: a key result<Esc>").place(), "1 WIN objectives 1");
}

#[test]
fn heading_lines_are_edited_in_place() {
    check(&[
        ("gm!<CR>", "-mission: Tools for all\n+mission: Tools for all!\n", ""),
        ("gm<C-u><CR>", "-mission: Tools for all\n", ""),
        ("2gcWe grow<Esc>", "+  conclusion: We grow\n", "kept; u takes it back"),
        ("3gc", "", "a conclusion belongs to a SWOT or a plan"),
        ("kkka", "", "go to a pane to add to it"),
        ("kkko", "", "go to a pane to add to it"),
    ]);
}

#[test]
fn keeping_and_going_on_writes_now_and_adds_one_step() {
    let mut harness = Harness::new(BOARD);
    harness.keys("aone<C-s>");
    assert_eq!(harness.effects.last(), Some(&Effect::Save { board: 0, asked: true }));
    assert_eq!(harness.editor(), "one|");
    harness.keys("<CR>two<CR><Esc>");
    assert_eq!(harness.changes_since(BOARD), "+  - one\n+  - two\n", "the run of adding goes on");
}

#[test]
fn tab_keeps_and_goes_to_the_next_pane() {
    check_places(&[("e!<Tab>", "1 weaknesses 1"), ("e<S-Tab>", "1 priorities 1")]);
    check(&[(
        "e!<Tab>",
        "-  - SPEED: Ships weekly # a comment\n+  - SPEED: Ships weekly! # a comment\n",
        "",
    )]);
}

#[test]
fn the_caret_begins_where_the_key_says() {
    check_editor(&[
        ("e", "SPEED: Ships weekly|"),
        ("i", "|SPEED: Ships weekly"),
        ("a", "|"),
        ("gm", "Tools for all|"),
    ]);
}

#[test]
fn nothing_that_is_typed_is_lost_where_an_edit_is_refused() {
    let text = "title: A\nsheets:\n- kind: swot\n  strengths: &a\n  - one\n  weaknesses: *a\n";
    let mut harness = Harness::new(text);
    harness.keys("e!<CR>");
    assert_eq!(harness.editor(), "one!|", "the editor stays open");
    assert!(harness.message().contains("line 4"), "{}", harness.message());
    assert_eq!(harness.text(), text);
}
