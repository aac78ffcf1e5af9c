//! Pasted text is never keys.

use crate::harness::{BOARD, Harness, check, check_editor};

const THREE: &str = "<Paste>- TAG: one\n* two\n1. three\n<PasteEnd>";

#[test]
fn a_paste_on_the_board_opens_the_add_editor() {
    check_editor(&[
        ("<Paste>ddq\n<PasteEnd>", "ddq|"),
        ("d<Paste>d<PasteEnd>", "d|"),
        ("kk<Paste>words<PasteEnd>", "words|"),
        ("m<Paste>w<PasteEnd>", "w|"),
        ("e<Paste> and <PasteEnd>more", "SPEED: Ships weekly and more|"),
        ("e<Paste>a\nb\n<PasteEnd>", "SPEED: Ships weeklya\nb|"),
        ("w<Paste>Flora\nWei<PasteEnd>", "Flora Wei|"),
    ]);
    check(&[("<Paste>• one<PasteEnd><Esc>", "+  - one\n", "kept; u takes it back")]);
}

#[test]
fn several_lines_ask_once_whether_they_are_items() {
    let mut harness = Harness::new(BOARD);
    harness.keys(THREE).keys("x");
    assert_eq!(harness.text(), BOARD, "other keys do not answer");
    harness.keys("<CR>");
    assert_eq!(harness.changes_since(BOARD), "+  - TAG: one\n+  - two\n+  - three\n");
    harness.keys("four<CR><Esc>u");
    assert_eq!(harness.message(), "undone: new four");
    harness.keys("u");
    assert_eq!((harness.text(), harness.message()), (BOARD, "undone: 3 new items in Strengths"));
}

#[test]
fn one_item_or_back_to_the_text() {
    let mut harness = Harness::new(BOARD);
    harness.keys(THREE).keys("1<Esc>");
    let items = harness.document().board().items(stratboard::model::ListAt::pane(0, 0)).len();
    assert_eq!(items, 4);
    let mut harness = Harness::new(BOARD);
    harness.keys(THREE).keys("<Esc>");
    assert_eq!(harness.editor(), "TAG: one\ntwo\nthree|", "back to the text");
    harness.keys(" and more");
    assert_eq!(harness.editor(), "TAG: one\ntwo\nthree and more|");
    harness.keys("<C-c>");
    assert_eq!(harness.text(), BOARD);
}
