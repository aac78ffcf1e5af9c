//! Walking the board.

use crate::harness::{Harness, check_places};

#[test]
fn moving_goes_on_from_pane_to_pane() {
    check_places(&[
        ("", "1 strengths 1"),
        ("j", "1 strengths 2"),
        ("jjj", "1 opportunities 1"),
        ("jjjk", "1 strengths 3"),
        ("l", "1 weaknesses 1"),
        ("jl", "1 weaknesses 1"),
        ("jlh", "1 strengths 1"),
        ("<Tab>", "1 weaknesses 1"),
        ("<S-Tab>", "1 priorities 1"),
        ("G", "1 strengths 3"),
        ("Ggg", "1 strengths 1"),
        ("<C-d>", "1 strengths 3"),
        ("<C-d><C-u>", "1 strengths 1"),
        ("<Down><Down><Up>", "1 strengths 2"),
    ]);
}

#[test]
fn heading_lines_are_stops_above_the_panes() {
    check_places(&[
        ("k", "1 = mission"),
        ("kk", "1 = conclusion"),
        ("kkk", "1 = title"),
        ("kkkk", "1 = title"),
        ("kkj", "1 = mission"),
        ("kj", "1 strengths 1"),
        ("k<Tab>", "1 strengths 1"),
        ("k<S-Tab>", "1 priorities 1"),
        ("2gg", "2 GROW objectives 1"),
        ("2k", "2 # GROW"),
        ("2kk", "2 = mission"),
        ("2kj", "2 GROW objectives 1"),
        ("2kl", "2 # EARN"),
        ("2l", "2 EARN objectives 1"),
    ]);
}

#[test]
fn sheets_by_number_and_in_turn_remember_the_place() {
    check_places(&[
        ("3", "3 went_well 1"),
        ("]", "2 GROW objectives 1"),
        ("[", "3 went_well 1"),
        ("gt", "2 GROW objectives 1"),
        ("gTgT", "2 GROW objectives 1"),
        ("jj]j[", "1 strengths 3"),
        ("9", "1 strengths 1"),
    ]);
    let mut harness = Harness::new(super::harness::BOARD);
    assert_eq!(harness.keys("9").message(), "there are 3 sheets on this board");
}

#[test]
fn a_wrong_second_key_drops_both_and_is_not_done() {
    let mut harness = Harness::new(super::harness::BOARD);
    harness.keys("g");
    assert_eq!(harness.app.pending.len(), 1);
    harness.keys("j");
    assert_eq!((harness.app.pending.len(), harness.place().as_str()), (0, "1 strengths 1"));
    harness.keys("d<Esc>d");
    assert_eq!(harness.text(), super::harness::BOARD, "Esc drops what was begun");
    harness.keys("<Esc><C-c>j");
    assert_eq!(harness.place(), "1 strengths 1", "the key after C-c must be C-c");
}

#[test]
fn an_unbound_alt_chord_is_esc_and_then_the_key() {
    check_places(&[
        ("<A-j>", "1 strengths 2"),
        ("d<A-j>", "1 strengths 2"),
        ("Ga<A-j>", "1 opportunities 1"),
    ]);
    let mut harness = Harness::new(super::harness::BOARD);
    harness.keys("ax<A-b>y");
    assert_eq!(harness.editor(), "y|x", "Alt-b is bound while editing");
}

#[test]
fn by_votes_is_walked_as_it_is_shown_and_the_file_stays() {
    let mut harness = Harness::new(super::harness::BOARD);
    harness.keys("gvgg");
    assert_eq!(harness.place(), "1 strengths 2", "three votes come first");
    assert_eq!(harness.keys("j").place(), "1 strengths 1");
    assert_eq!(harness.keys("J").message(), "shown by votes: gv shows the order that you rank");
    assert_eq!(harness.text(), super::harness::BOARD);
}

#[test]
fn a_board_without_sheets_or_panes_can_be_walked() {
    for text in [
        "title: A\n",
        "title: A\nsheets: []\n",
        "title: A\nsheets:\n- kind: odd\n",
        "title: A\nsheets:\n- kind: plan\n",
    ] {
        let mut harness = Harness::new(text);
        harness.keys("jkhlgggG<Tab><S-Tab><C-d><C-u>]1ddyypPJKHLmx+-<Space>vwW<Esc>AfgssI<Esc>*zZY");
        assert_eq!(harness.text(), text);
    }
}
