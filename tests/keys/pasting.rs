//! Pasted text is never keys.

use stratboard::app::{Mode, Question};

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

const PAGE: &str = "<Paste>Acme Sales SWOT Analysis\n\nTo help all people grow\n\nStrengths\n\n  • REACH: Known\n  • Ships weekly, too\n\nWeaknesses\n\n  • COST: High\n\nAcme Sales Retrospective\n\nWhat Went Well\n\n  • SALES: Up\n\nAn odd line\n<PasteEnd>";

/// What the open question about a page would bring in.
fn asked(harness: &Harness) -> Option<String> {
    match &harness.app.mode {
        Mode::Edit(edit) => match &edit.question {
            Some(Question::Page(page)) => Some(page.told()),
            _ => None,
        },
        _ => None,
    }
}

#[test]
fn a_whole_page_asks_once_and_comes_in_as_one_step() {
    let mut harness = Harness::new(BOARD);
    harness.keys(PAGE);
    assert_eq!(harness.text(), BOARD, "nothing comes in before the answer");
    assert_eq!(asked(&harness).as_deref(), Some("4 items in 3 panes"));
    harness.keys("<CR>");
    for line in ["  - REACH: Known\n", "  - COST: High\n", "mission: Tools for all\n", "  - SALES: Up\n"] {
        assert!(harness.text().contains(line), "{line}{}", harness.text());
    }
    assert!(harness.text().starts_with(BOARD.lines().next().unwrap()), "the board keeps its title");
    assert_eq!(
        harness.message(),
        "4 items came in; u takes it back; 2 lines found no place: stratboard import - lists them"
    );
    harness.keys("u");
    assert_eq!((harness.text(), harness.message()), (BOARD, "undone: import of 4 items in 3 panes"));
}

#[test]
fn a_page_can_be_text_after_all() {
    let mut harness = Harness::new(BOARD);
    harness.keys(PAGE).keys("<Esc>");
    assert!(harness.editor().starts_with("Acme Sales SWOT Analysis\nTo help"), "{}", harness.editor());
    harness.keys("<C-c>");
    assert_eq!(harness.text(), BOARD);
    harness.keys("a").keys(PAGE);
    assert_eq!(asked(&harness), None, "in an open editor lines are lines");
}

#[test]
fn a_board_without_panes_takes_a_page_at_once() {
    let empty = "title: New\nsheets: []\n";
    let mut harness = Harness::new(empty);
    harness.keys(PAGE);
    assert!(harness.text().contains("- REACH: Known"), "{}", harness.text());
    harness.keys("u");
    assert_eq!(harness.text(), empty);
}
