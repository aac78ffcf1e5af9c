//! Selecting, editing, dragging and scrolling on the sheets.

use stratboard::app::{Mode, Pointed};
use stratboard::config::theme::Theme;
use stratboard::ui;

use super::Desk;

const SIZES: [(u16, u16); 4] = [(120, 36), (200, 50), (80, 24), (60, 16)];

#[test]
fn a_click_selects_items_headings_heading_lines_and_tabs() {
    for size in SIZES {
        let mut desk = Desk::new(size);
        assert_eq!(desk.click("Known in").place(), "1 strengths 2", "{size:?}");
        assert_eq!(desk.click("PREMIUM  Too").place(), "1 weaknesses 1");
        assert_eq!(desk.click("Strengths ─").place(), "1 strengths 1");
        assert_eq!(desk.click("Opportunities").place(), "1 opportunities 1");
        assert_eq!(desk.click("2 Plan").place(), "2 GROW objectives 1");
        assert_eq!(desk.click("EARN").place(), "2 # EARN");
        assert_eq!(desk.click("REACH").place(), "2 metrics 1");
    }
    assert_eq!(Desk::new((120, 36)).click("Tools for").place(), "1 = mission");
}

#[test]
fn on_a_narrow_screen_the_strip_leads_to_the_other_panes() {
    let mut desk = Desk::new((44, 20));
    assert_eq!(desk.click("T 1").place(), "1 threats 1");
    assert_eq!(desk.click("S 3").place(), "1 strengths 1");
    desk.click("[1/3");
    assert_eq!(desk.place(), "2 GROW objectives 1");
}

#[test]
fn a_double_click_edits_with_the_caret_where_it_was_clicked() {
    for size in SIZES {
        let mut desk = Desk::new(size);
        let (x, y) = desk.cell("in Asia");
        assert_eq!(desk.double_at((x, y)).harness.editor(), "BRAND: Known |in Asia", "{size:?}");
        assert!(matches!(desk.harness.app.mode, Mode::Edit(_)));
    }
    let mut desk = Desk::new((120, 36));
    assert_eq!(desk.double("RAND").harness.editor(), "B|RAND: Known in Asia");
    let mut desk = Desk::new((120, 36));
    assert_eq!(desk.double("for all").harness.editor(), "Tools |for all");
    let mut desk = Desk::new((120, 36));
    assert_eq!(desk.click("2 Plan").double("ROW").harness.editor(), "G|ROW: Twice the reach");
    let mut desk = Desk::new((120, 36));
    assert_eq!(desk.double("nothing yet").harness.editor(), "|");
    assert_eq!(desk.place(), "1 opportunities 1");
}

#[test]
fn while_editing_a_click_in_the_text_moves_the_caret_and_one_elsewhere_keeps_first() {
    let mut desk = Desk::new((120, 36));
    desk.keys("jea!").click("in Asia");
    assert_eq!(desk.harness.editor(), "BRAND: Known |in Asiaa!");
    desk.click("plain words");
    assert_eq!(desk.place(), "1 strengths 3");
    assert_eq!(desk.changes(), "-  - BRAND: Known in Asia\n+  - BRAND: Known in Asiaa!\n");
    assert_eq!(desk.keys("u").changes(), "");

    let mut desk = Desk::new((120, 36));
    let at = desk.keys("oNew one").cell("plain words");
    assert_eq!(desk.click_at(at).place(), "1 strengths 4", "the new item above it does not shift the choice");
    assert_eq!(desk.changes(), "+  - New one\n");
}

#[test]
fn a_drag_ranks_and_moves_as_one_step_and_shows_where_it_would_land() {
    for size in SIZES {
        let mut desk = Desk::new(size);
        let (from, to) = (desk.cell("SPEED"), desk.cell("plain words"));
        desk.press(from).drag_to((to.0, to.1 - 1)).drag_to(to);
        assert!(desk.harness.message().starts_with("SPEED to place 3; Esc"), "{}", desk.harness.message());
        assert!(desk.screen().contains('▸'), "{size:?}");
        desk.release();
        assert_eq!(desk.place(), "1 strengths 3");
        assert!(desk.changes().contains("+  - SPEED: Ships weekly # a comment\n"));
        desk.keys("u");
        assert_eq!(desk.changes(), "", "one step");

        let (from, to) = (desk.cell("SPEED"), desk.cell("Too few"));
        desk.press(from).drag_to(to).release();
        assert_eq!(
            (desk.place(), desk.harness.message()),
            ("1 weaknesses 1".to_owned(), "SPEED is in Weaknesses")
        );
        desk.keys("u");
        assert_eq!(desk.changes(), "");
    }
}

#[test]
fn a_drag_that_is_left_changes_nothing() {
    let mut desk = Desk::new((120, 36));
    let (from, to) = (desk.cell("SPEED"), desk.cell("Too few"));
    desk.press(from).drag_to(to);
    desk.keys("<Esc>").release();
    assert_eq!(desk.changes(), "");
    desk.press(from).drag_to(to).drag_to((0, 35)).release();
    assert_eq!(desk.changes(), "", "the last line is no pane");
    desk.press(from).drag_to(to).drag_to(from).release();
    assert_eq!(desk.changes(), "", "back where it was");
    desk.press(from).release();
    assert!(desk.harness.effects.is_empty());
    desk.harness.app.read_only = true;
    desk.press(from).drag_to(to).release();
    assert_eq!(desk.harness.message(), "opened read-only: nothing is changed");
    desk.keys("2");
    desk.harness.app.read_only = false;
    let (from, to) = (desk.cell("GROW"), desk.cell("REACH"));
    desk.press(from).drag_to(to).release();
    assert_eq!(desk.changes(), "", "an objective stays among objectives");
}

#[test]
fn an_objective_is_ranked_by_its_heading_with_its_key_results() {
    for size in [(120, 36), (80, 24), (44, 20)] {
        let mut desk = Desk::new(size);
        desk.keys("2K");
        let from = desk.cell("GROW");
        let to = desk.cell("EARN");
        desk.press(from).drag_to((to.0 + 1, to.1));
        assert!(desk.harness.message().starts_with("GROW to place 2"), "{size:?} {}", desk.harness.message());
        desk.release();
        assert_eq!(desk.place(), "2 # GROW");
        let text = desk.harness.text();
        assert!(text.find("- EARN") < text.find("- GROW"), "{text}");
        assert!(text.find("- GROW") < text.find("- DEVICES"), "{text}");
        assert_eq!(desk.keys("u").changes(), "", "one step");
    }
}

#[test]
fn marked_items_are_dragged_together_as_one_step() {
    let order = |desk: &Desk| {
        let text = desk.harness.text();
        let mut names = ["SPEED", "BRAND", "plain", "PREMIUM: Too", "RIVALS"];
        names.sort_by_key(|name| text.find(name));
        names.join(" ")
    };
    let mut desk = Desk::new((120, 36));
    desk.mark("SPEED").mark("plain words").drag("SPEED", "Too few");
    assert!(
        desk.harness.message().starts_with("2 items to Weaknesses, place 1"),
        "{}",
        desk.harness.message()
    );
    desk.release();
    assert_eq!(desk.harness.message(), "2 items are in Weaknesses");
    assert_eq!(order(&desk), "BRAND SPEED plain PREMIUM: Too RIVALS");
    assert_eq!(desk.place(), "1 weaknesses 1");
    assert_eq!(desk.keys("u").changes(), "", "one step");

    desk.mark("SPEED").mark("BRAND");
    let (from, to) = (desk.cell("BRAND"), desk.cell("plain words"));
    desk.press(from).drag_to(to).release();
    assert_eq!(order(&desk), "plain SPEED BRAND PREMIUM: Too RIVALS");
    assert_eq!(desk.place(), "1 strengths 2");
    assert_eq!(desk.keys("u").changes(), "");

    desk.mark("RIVALS").mark("BRAND").drag("RIVALS", "plain words").release();
    assert_eq!(order(&desk), "SPEED BRAND RIVALS plain PREMIUM: Too", "what is marked elsewhere comes too");
    desk.keys("u").mark("SPEED").mark("SPEED").drag("SPEED", "Too few").release();
    assert_eq!(desk.harness.message(), "SPEED is in Weaknesses", "a second click takes the mark away");
}

#[test]
fn on_a_narrow_screen_items_are_dropped_on_the_strip() {
    let mut desk = Desk::new((44, 20));
    let (from, to) = (desk.cell("SPEED"), desk.cell("T 1"));
    desk.press(from).drag_to(to).release();
    assert_eq!(desk.place(), "1 threats 2");
    desk.keys("um").click("Opp");
    assert_eq!(desk.place(), "1 opportunities 1", "the letters of the strip are where they stand");
}

#[test]
fn a_drag_at_the_edge_of_a_pane_brings_what_is_beyond_it_into_view() {
    let items = (0..60).map(|n| format!("  - card {n:02}\n")).collect::<Vec<String>>().concat();
    let board = format!("title: T\nsheets:\n- kind: retro\n  went_well:\n{items}");
    let mut desk = Desk::of(&board, (80, 24));
    let (from, below) = (desk.cell("card 00"), desk.cell("more"));
    desk.press(from);
    for step in 0..80 {
        desk.drag_to((below.0 + step % 2, below.1));
    }
    assert!(desk.screen().contains("card 59"));
    let last = desk.cell("card 59");
    desk.drag_to(last).release();
    assert_eq!(desk.place(), "1 went_well 60");

    let (from, above) = (desk.cell("card 00"), desk.cell("more"));
    desk.press(from);
    for step in 0..80 {
        desk.drag_to((above.0 + step % 2, above.1));
    }
    let to = desk.cell("card 02");
    desk.drag_to(to).wheel(to, true).wheel(to, false).drag_to(to).release();
    assert_eq!(desk.place(), "1 went_well 2", "the wheel scrolls while something is dragged");
}

#[test]
fn a_double_click_on_what_stands_beside_an_item_writes_that() {
    let mut desk = Desk::new((120, 36));
    assert_eq!(desk.double("★3").harness.editor(), "|");
    assert_eq!(desk.place(), "1 strengths 2");
    desk.keys("5<CR>");
    assert_eq!(desk.changes(), "-    votes: 3\n+    votes: 5\n");
    let mut desk = Desk::new((120, 36));
    assert_eq!(desk.click("3 ").double("Wei").harness.editor(), "Wei|");
    assert_eq!(desk.click("eave").double("no date").harness.editor(), "|");
    assert!(
        matches!(&desk.harness.app.mode, Mode::Prompt(prompt) if prompt.ask == stratboard::app::Ask::When)
    );
    let mut desk = Desk::new((120, 36));
    let (x, y) = desk.click("2 Plan").cell("  0.4 ");
    desk.double_at((x + 2, y));
    desk.click("7 8");
    assert_eq!(desk.changes(), "-      score: 0.4\n+      score: 0.7\n");
}

#[test]
fn an_empty_pane_takes_what_is_dropped_on_it() {
    let mut desk = Desk::new((80, 24));
    let (from, to) = (desk.cell("BRAND"), desk.cell("nothing yet"));
    desk.press(from).drag_to(to);
    assert!(desk.screen().contains('▸'));
    assert_eq!(desk.release().place(), "1 opportunities 1");
}

#[test]
fn the_wheel_scrolls_the_pane_under_it_and_selects_nothing() {
    let items = (0..60).map(|n| format!("  - card {n:02}\n")).collect::<Vec<String>>().concat();
    let board = format!("title: T\nsheets:\n- kind: retro\n  went_well:\n{items}  not_so_well:\n{items}");
    for column in ["Went Well", "Not So Well"] {
        let mut desk = Desk::of(&board, (120, 36));
        let (x, y) = desk.cell(column);
        for _ in 0..5 {
            desk.wheel((x, y + 4), true);
        }
        let screen = desk.screen();
        assert!(screen.contains("↑ 5 more"), "{screen}");
        assert_eq!(desk.place(), "1 went_well 1");
        for _ in 0..100 {
            desk.wheel((x, y + 4), true);
        }
        assert!(desk.screen().contains("card 59"));
        desk.wheel((x, y + 4), false);
        assert!(!desk.screen().contains("card 59"), "it turns back at once");
        if column == "Went Well" {
            desk.keys("j");
            assert!(desk.screen().contains("card 01"), "a key brings the selection back");
        }
    }
    let mut desk = Desk::new((80, 24));
    desk.keys("?");
    desk.wheel((10, 10), true);
    assert!(matches!(desk.harness.app.mode, Mode::Help { top: 3, .. }));
}

#[test]
fn hints_do_what_their_keys_do() {
    let mut desk = Desk::new((120, 36));
    desk.click("edit");
    assert!(matches!(desk.harness.app.mode, Mode::Edit(_)));
    desk.click("old text");
    assert!(matches!(desk.harness.app.mode, Mode::Board));
    desk.click("? help").click("close");
    assert!(matches!(desk.harness.app.mode, Mode::Board));
    desk.keys("2l").click("forecast").click("red");
    assert!(desk.changes().contains("+      forecast: red\n"), "{}", desk.changes());
    desk.keys("3w").click("leave it");
    assert!(matches!(desk.harness.app.mode, Mode::Board));
    assert_eq!(desk.pointed((119, 35)), Pointed::Nothing);
}

#[test]
fn in_the_form_a_click_selects_and_a_double_click_edits() {
    let mut desk = Desk::new((80, 24));
    desk.keys("jI").click("owner");
    assert!(matches!(&desk.harness.app.mode, Mode::Form(form) if form.row == 2));
    assert_eq!(desk.double("ora").harness.editor(), "Fl|ora");
    desk.click("lora");
    assert_eq!(desk.harness.editor(), "F|lora");
    desk.keys("x").click("votes");
    assert!(desk.changes().contains("+    owner: Fxlora"), "{}", desk.changes());
    desk.click_at((40, 22)).click_at((0, 0)).click_at((40, 1));
    assert!(matches!(&desk.harness.app.mode, Mode::Form(form) if form.editor.is_none()), "nothing closes it");
}

#[test]
fn after_m_a_click_on_a_pane_moves_there() {
    let mut desk = Desk::new((120, 36));
    desk.keys("m").click("RIVALS");
    assert_eq!(desk.place(), "1 threats 1");
}

#[test]
fn no_cell_at_any_size_breaks_anything() {
    for size in [(1, 1), (20, 5), (30, 8), (44, 20), (80, 24), (120, 36)] {
        for keys in ["", "2", "3", "e", "a", "I", "?", "m", "v", "z"] {
            let mut desk = Desk::new(size);
            desk.keys(keys);
            let plan = desk.plan();
            for at in (0..=size.0).step_by(3).flat_map(|x| (0..=size.1).map(move |y| (x, y))) {
                ui::pointer::pointed(&desk.harness.app, plan.as_ref(), &Theme::default(), at);
            }
            for at in [(0, 0), (size.0 / 2, size.1 / 2), (size.0, size.1)] {
                desk.double_at(at).press(at).drag_to((size.0 / 3, size.1 / 3)).release();
                desk.wheel(at, true).wheel(at, false);
                desk.screen();
            }
        }
    }
}
