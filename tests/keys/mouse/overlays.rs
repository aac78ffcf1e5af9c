//! What lies over the board: lists, help, the form, prompts, and lines that name keys.

use stratboard::app::{Mode, Pointed};

use super::Desk;

#[test]
fn rows_of_the_palette_do_what_they_name() {
    let mut desk = Desk::new((80, 24));
    desk.keys("jj:vote").click("vote-more");
    assert!(matches!(desk.harness.app.mode, Mode::Board));
    assert_eq!(desk.changes(), "-  - plain words\n+  - text: plain words\n+    votes: 1\n");
    desk.keys(":next");
    let row = desk.cell("next-sheet");
    desk.double_at(row);
    assert_eq!(desk.place(), "2 GROW objectives 1", "the second click means nothing");
    desk.keys(":").wheel((10, 10), true).wheel((10, 10), true);
    assert!(matches!(&desk.harness.app.mode, Mode::Choose(chooser) if chooser.selected == 6));
    desk.click_at((40, 1)).click("back");
    assert!(matches!(desk.harness.app.mode, Mode::Board));
}

#[test]
fn the_right_button_lists_what_can_be_done_with_what_is_there() {
    for size in [(120, 36), (44, 20), (30, 10)] {
        let mut desk = Desk::new(size);
        desk.menu("plain");
        let screen = desk.screen();
        let second = screen.lines().nth(2).unwrap_or_default();
        assert!(second.contains("edit"), "{screen}");
        desk.click("vote-more");
        assert_eq!(desk.place(), "1 strengths 3");
        assert!(desk.changes().contains("votes: 1"), "{}", desk.changes());
    }
    let mut desk = Desk::new((120, 36));
    desk.menu("RIVALS").click("delete ");
    assert_eq!(desk.changes(), "-  threats:\n-  - RIVALS: Prices fall\n+  threats: []\n");
    desk.click("brings it back");
    assert_eq!(desk.changes(), "", "what a message offers is done where it says so");
    desk.keys("i").menu("RIVALS").click("move-to").click("Opportunities");
    assert_eq!(desk.place(), "1 opportunities 1");
}

#[test]
fn lines_of_the_help_page_do_what_they_tell() {
    for size in [(120, 36), (80, 24), (44, 20)] {
        let mut desk = Desk::new(size);
        desk.click("? help");
        for _ in 0..100 {
            if desk.screen().contains("One vote more") {
                break;
            }
            desk.wheel((10, 10), true);
        }
        desk.click("One vote more");
        assert!(desk.changes().contains("votes: 1"), "{size:?} {}", desk.changes());
        assert!(matches!(desk.harness.app.mode, Mode::Board));
    }
    let mut desk = Desk::new((120, 36));
    desk.keys("?").click("Walking");
    assert!(matches!(desk.harness.app.mode, Mode::Help { .. }), "a heading tells of nothing");
    desk.keys("<Esc>e?").click("2 Plan");
    let mut desk = Desk::new((80, 24));
    desk.keys("jex<F1>").click("2 Plan");
    assert_eq!(desk.place(), "2 GROW objectives 1");
    assert!(desk.changes().contains("Known in Asiax"), "what was typed is kept: {}", desk.changes());
}

#[test]
fn a_tab_leads_out_of_what_lies_over_the_board() {
    for keys in ["?", ":", "I", "Iex"] {
        let mut desk = Desk::new((80, 24));
        desk.keys(keys).click("2 Plan");
        assert!(matches!(desk.harness.app.mode, Mode::Board), "{keys}");
        assert_eq!(desk.place(), "2 GROW objectives 1", "{keys}");
        assert_eq!(desk.changes().contains("Ships weeklyx"), keys == "Iex");
    }
}

#[test]
fn the_name_of_the_board_lists_the_boards() {
    let mut desk = Desk::new((80, 24));
    desk.click("Acme");
    assert!(matches!(desk.harness.app.mode, Mode::Choose(_)));
}

#[test]
fn hints_of_several_keys_know_which_one_was_meant() {
    let mut desk = Desk::new((120, 36));
    desk.keys("j").click("K rank");
    assert_eq!(desk.place(), "1 strengths 1");
    desk.click("rank");
    assert_eq!(desk.place(), "1 strengths 2");
    for size in [(120, 36), (80, 24), (44, 20)] {
        let mut desk = Desk::new(size);
        desk.keys("2s").click("6");
        assert!(desk.changes().contains("+      score: 0.6"), "{size:?} {}", desk.changes());
        desk.keys("f").click("yellow");
        assert!(desk.changes().contains("+      forecast: yellow"), "{size:?} {}", desk.screen());
        desk.keys("d").click("d delete");
        assert!(!desk.harness.text().contains("DEVICES"), "{size:?}");
        desk.keys("g").click("mission");
        assert_eq!(desk.harness.editor(), "Tools for all|");
    }
}

#[test]
fn in_a_prompt_a_click_sets_the_caret_and_the_hints_work() {
    let mut desk = Desk::new((80, 24));
    desk.keys("jw").click("lora   ");
    assert_eq!(desk.harness.editor(), "F|lora");
    desk.keys("x").click("keep");
    assert!(desk.changes().contains("owner: Fxlora"), "{}", desk.changes());
    desk.keys("w<C-u>Wei").click("ei   ");
    assert_eq!(desk.harness.editor(), "W|ei");
}

#[test]
fn the_question_about_pasted_lines_is_answered_by_its_hints() {
    for (hint, items) in [("items", 3), ("one item", 1)] {
        let mut desk = Desk::new((80, 24));
        desk.keys("a<Paste>one\ntwo\nthree<PasteEnd>").click(hint);
        assert_eq!(desk.changes().matches("+  - ").count(), items, "{}", desk.changes());
    }
    let mut desk = Desk::new((80, 24));
    desk.keys("a<Paste>one\ntwo<PasteEnd>").click("back to");
    assert_eq!(desk.harness.editor(), "one\ntwo|");
}

#[test]
fn what_is_found_stays_lit_for_a_click() {
    let mut desk = Desk::new((80, 24));
    desk.keys("/premium").click("range");
    assert_eq!(desk.place(), "1 priorities 1");
    assert!(desk.harness.app.lit().is_some());
}

#[test]
fn the_line_that_offers_something_acts_on_a_click() {
    let mut desk = Desk::new((120, 36));
    desk.harness.app.offer_typed(0, "", "half a thought");
    desk.click("opens again");
    assert_eq!(desk.harness.editor(), "half a thought|");
    let mut desk = Desk::new((120, 36));
    desk.harness.app.offer_typed(0, "", "half a thought");
    desk.keys("jex").click("opens again");
    assert!(desk.changes().contains("Known in Asiax"), "what is typed is kept first: {}", desk.changes());
    assert_eq!(desk.harness.editor(), "half a thought|");
    let mut desk = Desk::new((120, 36));
    desk.harness.app.tell_banner(0, "the file is gone from the disk; C-s writes the board anew");
    assert!(matches!(desk.pointed((20, 1)), Pointed::Keys(keys) if keys.len() == 1));
}
