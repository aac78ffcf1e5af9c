//! What a screen reader is given: one item a line in words, the caret on what is selected, and calm.

use insta::assert_snapshot;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use stratboard::app::App;
use stratboard::config::theme::Theme;
use stratboard::layout::SMALLEST;
use stratboard::ui;

use super::boards::{self, SEEDS, drawn, press, rows, select, select_item};
use super::properties::{board, stops};

/// Signs that are drawn elsewhere, and that a screen reader would read out.
const SIGNS: &str = "─━│▌┃★▲◆▼✓✎•·×‹›⇄↺↵…↑↓←→≠▁▂▃▄▅▆▇█▸";

fn app(text: &str, sheet: usize, size: (u16, u16)) -> App {
    let mut app = boards::app(text, sheet, size);
    app.screen_reader = true;
    app
}

fn spoken(app: &mut App) -> (Buffer, Option<(u16, u16)>) {
    drawn(app, &Theme::default16().spoken())
}

fn text(app: &mut App) -> String {
    rows(&spoken(app).0).join("\n")
}

/// The rest of the row behind the caret.
fn at_caret(app: &mut App) -> String {
    let (buffer, caret) = spoken(app);
    let (x, y) = caret.unwrap();
    rows(&buffer)[usize::from(y)].chars().skip(usize::from(x)).collect()
}

/// Cells that differ.
fn changed(one: &Buffer, other: &Buffer) -> usize {
    one.content.iter().zip(&other.content).filter(|(one, other)| one != other).count()
}

fn signs(text: &str) -> String {
    text.chars().filter(|sign| SIGNS.contains(*sign)).collect()
}

#[test]
fn every_kind_of_sheet_is_lines_of_words() {
    for (sheet, name) in [(0, "swot"), (1, "plan"), (2, "retro"), (4, "tows"), (5, "brief")] {
        let mut app = app(SEEDS, sheet, (80, 24));
        select_item(&mut app, 1, 0);
        let text = text(&mut app);
        assert_eq!(signs(&text), "", "{text}");
        assert_snapshot!(format!("spoken_{name}_80x24"), text);
    }
}

#[test]
fn an_offer_moves_no_line() {
    for sheet in 0..6 {
        let mut app = app(SEEDS, sheet, (80, 24));
        let quiet = text(&mut app);
        app.offer_typed(0, "", "half a thought");
        let told = text(&mut app);
        let changed = quiet.lines().zip(told.lines()).filter(|(one, other)| one != other).count();
        assert!(changed <= 1 && told.contains("half a thought"), "sheet {sheet}\n{told}");
    }
}

#[test]
fn what_is_counted_is_named_beside_the_question() {
    let mut app = app(SEEDS, 0, (80, 24));
    press(&mut app, "v");
    assert!(text(&mut app).contains("\n VOTES of ECOSYSTEM "), "{}", text(&mut app));
}

#[test]
fn lists_form_and_help_are_lines_of_words_too() {
    for (keys, name) in
        [(":vote", "palette"), ("I", "form"), ("?", "help"), ("m", "moving"), ("aHI: th", "adding")]
    {
        let mut app = app(SEEDS, 0, (80, 24));
        press(&mut app, keys);
        let text = text(&mut app);
        assert_eq!(signs(&text), "", "{keys}: {text}");
        assert_snapshot!(format!("spoken_{name}_80x24"), text);
    }
}

#[test]
fn the_caret_stands_on_what_is_selected() {
    let mut app = app(SEEDS, 0, (80, 24));
    let before = at_caret(&mut app);
    assert!(before.starts_with("1 "), "{before}");
    press(&mut app, "j");
    assert!(at_caret(&mut app).starts_with("2 "));
    press(&mut app, "l");
    let item = at_caret(&mut app);
    assert!(item.starts_with("2 ") && !item.starts_with(&before), "the same row of the next pane: {item}");
    press(&mut app, "hggk");
    assert!(at_caret(&mut app).starts_with("Mission: "));
    press(&mut app, "2gg");
    assert!(at_caret(&mut app).starts_with("1 "));
    press(&mut app, "k");
    assert!(at_caret(&mut app).starts_with("Objective 1, "));
    press(&mut app, "I");
    assert!(at_caret(&mut app).starts_with("text "));
    press(&mut app, "j");
    assert!(at_caret(&mut app).starts_with("note"));
    press(&mut app, "<Esc>:<Down>");
    assert!(at_caret(&mut app).starts_with("add, "));
}

#[test]
fn a_step_within_a_page_changes_nothing_but_the_caret() {
    let mut app = app(SEEDS, 0, (80, 24));
    let mut turned = 0;
    let (mut before, mut caret) = spoken(&mut app);
    for step in 0..30 {
        let list = app.focus().unwrap().list();
        press(&mut app, "j");
        let (after, now) = spoken(&mut app);
        let cells = changed(&before, &after);
        let stays = app.focus().unwrap().list() == list;
        if cells > 60 {
            turned += 1;
        } else if stays {
            assert_eq!(cells, 0, "step {step}");
            assert!(now != caret || step > 20, "step {step}");
        }
        (before, caret) = (after, now);
    }
    assert!((1..4).contains(&turned), "a page is turned, not scrolled: {turned}");
}

#[test]
fn finding_and_marking_say_it_in_words() {
    let mut app = app(SEEDS, 0, (80, 24));
    press(&mut app, "*");
    assert!(text(&mut app).contains("\nmarked: 1 "), "{}", text(&mut app));
    press(&mut app, "<Esc>/premium<CR>");
    assert!(text(&mut app).contains("1 OF "), "{}", text(&mut app));
    assert!(at_caret(&mut app).to_lowercase().contains("premium"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn what_is_selected_or_written_is_on_the_page(
        text in board(),
        size in (0u16..250, 0u16..80),
        at in any::<prop::sample::Index>(),
        walk in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
        typed in prop::option::of("[a-z ]{1,300}"),
        zoom in prop::bool::weighted(0.2),
    ) {
        let mut app = app(&text, 0, size);
        let sheets = app.board().unwrap().sheets.len();
        app.boards[0].sheet = if sheets == 0 { 0 } else { at.index(sheets) };
        app.zoom = zoom;
        let stops = stops(&app, app.boards[0].sheet);
        let is_drawn = size.0 >= SMALLEST.0 && size.1 >= SMALLEST.1 && sheets > 0;
        for stop in walk {
            select(&mut app, *stop.get(&stops));
            let (buffer, caret) = spoken(&mut app);
            let plan = ui::arrangement(&app).unwrap();
            prop_assert!(plan.lines.iter().all(|line| line.y > 0 && line.y + 1 < size.1));
            if is_drawn {
                prop_assert_eq!(caret, plan.cursor, "{}", rows(&buffer).join("\n"));
                prop_assert!(caret.is_some());
            }
        }
        if let Some(typed) = typed.filter(|_| is_drawn) {
            press(&mut app, &format!("a<Paste>{typed}<PasteEnd>"));
            let (buffer, caret) = spoken(&mut app);
            let plan = ui::arrangement(&app).unwrap();
            prop_assert!(plan.caret.map(|caret| caret.at) == caret && caret.is_some(), "{}", rows(&buffer).join("\n"));
        }
    }
}
