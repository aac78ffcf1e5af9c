//! Every kind of sheet with the texts of the seeds, at the sizes of the drawings (the drawings).

use insta::assert_snapshot;
use stratboard::app::App;

use super::boards::{SEEDS, app, press, select_item, text};

const SWOT: usize = 0;
const PLAN: usize = 1;
const RETRO: usize = 2;
const TOWS: usize = 4;
const BRIEF: usize = 5;

/// The seeds with that item of that pane selected.
fn seeds(sheet: usize, size: (u16, u16), pane: usize, index: usize) -> App {
    let mut app = app(SEEDS, sheet, size);
    select_item(&mut app, pane, index);
    app
}

fn screen(sheet: usize, size: (u16, u16), pane: usize, index: usize) -> String {
    text(&mut seeds(sheet, size, pane, index))
}

#[test]
fn swot() {
    assert_snapshot!("swot_120x36", screen(SWOT, (120, 36), 1, 0));
    assert_snapshot!("swot_80x24", screen(SWOT, (80, 24), 1, 0));
    assert_snapshot!("swot_44x20", screen(SWOT, (44, 20), 1, 0));
    assert_snapshot!("swot_200x50", screen(SWOT, (200, 50), 1, 0));
    assert_snapshot!("swot_20x5", screen(SWOT, (20, 5), 1, 0));
}

#[test]
fn plan() {
    assert_snapshot!("plan_120x36", screen(PLAN, (120, 36), 1, 1));
    assert_snapshot!("plan_80x24", screen(PLAN, (80, 24), 1, 1));
    assert_snapshot!("plan_44x20", screen(PLAN, (44, 20), 1, 1));
    assert_snapshot!("plan_200x50", screen(PLAN, (200, 50), 1, 1));
}

#[test]
fn retro() {
    assert_snapshot!("retro_120x36", screen(RETRO, (120, 36), 1, 2));
    assert_snapshot!("retro_80x24", screen(RETRO, (80, 24), 1, 2));
    assert_snapshot!("retro_44x20", screen(RETRO, (44, 20), 1, 2));
    assert_snapshot!("retro_200x50", screen(RETRO, (200, 50), 1, 2));
}

#[test]
fn tows() {
    assert_snapshot!("tows_120x36", screen(TOWS, (120, 36), 0, 0));
    assert_snapshot!("tows_80x24", screen(TOWS, (80, 24), 0, 0));
    assert_snapshot!("tows_44x20", screen(TOWS, (44, 20), 0, 0));
}

#[test]
fn brief() {
    assert_snapshot!("brief_120x36", screen(BRIEF, (120, 36), 0, 1));
    assert_snapshot!("brief_80x24", screen(BRIEF, (80, 24), 0, 1));
    assert_snapshot!("brief_44x20", screen(BRIEF, (44, 20), 0, 1));
}

#[test]
fn a_retro_with_five_columns_and_a_sheet_of_unknown_kind() {
    let board = "title: T\nsheets:\n- kind: retro\n  went_well: [one]\n  needs_help:\n  - HELP: with the fifth\n- kind: wishes\n  first: [a, b]\n  second: []\n";
    let mut app = app(board, 0, (100, 16));
    assert_snapshot!("five_columns", text(&mut app));
    app.boards[0].sheet = 1;
    select_item(&mut app, 1, 0);
    assert_snapshot!("unknown_kind", text(&mut app));
}

#[test]
fn a_plan_without_objectives_and_a_board_without_sheets_say_what_to_do() {
    let mut empty = app("title: T\nsheets:\n- kind: plan\n", 0, (60, 12));
    assert_snapshot!("no_objectives", text(&mut empty));
    let mut none = app("title: T\nsheets: []\n", 0, (60, 12));
    assert_snapshot!("no_sheets", text(&mut none));
}

#[test]
fn zoom_shows_one_pane_and_density_can_be_chosen() {
    let mut app = seeds(SWOT, (80, 24), 1, 0);
    press(&mut app, "z");
    assert_snapshot!("zoom", text(&mut app));
    press(&mut app, "zZ");
    let chosen = app.density;
    assert!(chosen.is_some());
    press(&mut app, "jjj");
    assert_eq!(app.density, chosen);
}

#[test]
fn moving_within_a_sheet_never_changes_its_density() {
    for (sheet, size) in
        [(SWOT, (80, 24)), (PLAN, (80, 24)), (RETRO, (80, 24)), (BRIEF, (80, 24)), (RETRO, (120, 36))]
    {
        let mut app = seeds(sheet, size, 0, 0);
        let density = stratboard::ui::arrangement(&app).unwrap().density;
        for pane in 0..stratboard::layout::panes(app.board().unwrap(), sheet).len() {
            let list = select_item(&mut app, pane, 0);
            for index in 0..app.board().unwrap().items(list).len() {
                select_item(&mut app, pane, index);
                assert_eq!(
                    stratboard::ui::arrangement(&app).unwrap().density,
                    density,
                    "{sheet} {size:?} {pane} {index}"
                );
            }
        }
    }
}

#[test]
fn a_pane_by_votes_says_so_and_changes_its_order_on_the_screen_only() {
    let mut app = seeds(SWOT, (120, 36), 1, 0);
    press(&mut app, "gv");
    let shown = text(&mut app);
    assert!(shown.contains("by votes 5"));
    let row = |tag: &str| shown.lines().position(|line| line.contains(&format!(" {tag}  "))).unwrap();
    assert!(row("PREMIUM") < row("SERVICES") && row("SERVICES") < row("BRAND") && row("BRAND") < row("USA"));
}

#[test]
fn no_pane_moves_while_the_selection_moves_over_one_line_items() {
    let places = |pane, index| {
        let app = seeds(SWOT, (80, 24), pane, index);
        let plan = stratboard::ui::arrangement(&app).unwrap();
        plan.headings.iter().map(|heading| heading.at).collect::<Vec<_>>()
    };
    let first = places(0, 0);
    let stops = (0..5).flat_map(|pane| (0..4).map(move |index| (pane, index)));
    for (pane, index) in stops {
        assert_eq!(places(pane, index), first, "pane {pane}, item {index}");
    }
}

#[test]
fn the_mission_gives_its_row_away_where_the_focused_pane_is_then_whole() {
    let sample = include_str!("../../boards/xiaomi-sales/2025-Q2.yaml");
    let screen = text(&mut app(sample, SWOT, (80, 24)));
    assert!(!screen.contains("Bring accessible"), "{screen}");
    assert!(!screen.contains("more"), "{screen}");
    let retro = text(&mut app(sample, RETRO, (80, 24)));
    assert!(retro.contains("Bring accessible"), "{retro}");
}
