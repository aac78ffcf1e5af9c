//! Text that is edited where it stands: columns, wrapping, the caret, and what stays in its place.

use stratboard::app::App;
use stratboard::config::theme::Theme;

use super::boards::{SEEDS, app, drawn, press, rows, select_item, text};

/// The screen's rows and the caret after some keys on an item of the seeds.
fn after(
    size: (u16, u16),
    sheet: usize,
    pane: usize,
    index: usize,
    keys: &str,
) -> (Vec<String>, Option<(u16, u16)>) {
    let mut app = seeds(size, sheet, pane, index);
    press(&mut app, keys);
    let (buffer, caret) = drawn(&mut app, &Theme::default16());
    (rows(&buffer), caret)
}

fn seeds(size: (u16, u16), sheet: usize, pane: usize, index: usize) -> App {
    let mut app = app(SEEDS, sheet, size);
    select_item(&mut app, pane, index);
    app
}

#[test]
fn an_item_is_edited_in_its_own_columns_and_grows_in_place() {
    let (before, none) = after((120, 36), 0, 0, 2, "");
    assert_eq!(none, None, "no caret while nothing is edited");
    let (screen, caret) = after((120, 36), 0, 0, 2, "e and more words go on here");
    assert!(screen[9].starts_with("┃3 VALUE: Industry-leading price-to-"), "{}", screen[9]);
    assert!(screen[11].starts_with("┃  and more words go on here"), "{}", screen[11]);
    assert_eq!(caret, Some((28, 11)));
    assert_eq!(&screen[0][..60], &before[0][..60]);
    assert!(screen[0].ends_with("✎ typing"));
    let pane = |row: &str| row.chars().take(42).collect::<String>();
    assert_eq!(pane(&screen[12]), pane(&before[11]), "pushed by one row");
    assert_eq!(screen[18..30], before[18..30], "the panes below keep their place");
}

#[test]
fn a_new_item_opens_at_the_end_of_its_pane_with_its_rank() {
    let (screen, caret) = after((120, 36), 0, 1, 0, "a");
    assert!(screen[15].contains("┃6"), "{}", screen[15]);
    assert_eq!(caret, Some((47, 15)));
    assert!(screen[0].ends_with("✓ saved"), "an empty editor does not count as typing");
    assert!(screen[35].starts_with(" ADDING to Weaknesses "));
}

#[test]
fn opening_an_editor_moves_nothing() {
    for size in [(120, 36), (80, 24), (44, 20), (200, 50)] {
        for sheet in 0..6 {
            for (pane, index) in (0..3).flat_map(|pane| (0..4).map(move |index| (pane, index))) {
                let (quiet, _) = after(size, sheet, pane, index, "");
                let (open, _) = after(size, sheet, pane, index, "e");
                if open.last().is_some_and(|row| row.contains("ADDING")) {
                    continue; // so many items it has not
                }
                let begins = |row: &String| {
                    row.chars()
                        .take(size.0.into())
                        .skip_while(|c| "▌┃ ".contains(*c))
                        .take(9)
                        .collect::<String>()
                };
                let rows =
                    |rows: &[String]| rows[..rows.len() - 1].iter().map(begins).collect::<Vec<String>>();
                let moved =
                    rows(&quiet).iter().zip(rows(&open)).filter(|(before, after)| *before != after).count();
                // Its tag has a colon now.
                assert!(
                    moved <= 1,
                    "sheet {sheet}, {pane} {index} at {size:?}\n{}\n{}",
                    quiet.join("\n"),
                    open.join("\n")
                );
            }
        }
    }
}

#[test]
fn what_stands_below_a_new_item_is_counted_on() {
    let ranks = |keys: &str| {
        let (screen, _) = after((120, 36), 0, 0, 1, keys);
        let number = |row: &String| row.chars().nth(1).filter(char::is_ascii_digit);
        screen[4..18].iter().filter_map(number).collect::<String>()
    };
    assert_eq!(ranks(""), "12345");
    assert_eq!(ranks("onew"), "123456");
    assert_eq!(ranks("Onew"), "123456");
    assert_eq!(ranks("onew<C-c>"), "12345");
}

#[test]
fn the_caret_stays_in_view_where_the_text_is_taller_than_the_pane() {
    let (screen, caret) = after((20, 5), 0, 0, 0, "e and more to come here and there");
    let (x, y) = caret.unwrap();
    assert!(y == 2 || y == 3, "{screen:?}");
    assert!(screen[usize::from(y)].starts_with('┃') && x < 20);
}

#[test]
fn the_conclusion_and_the_mission_are_edited_where_they_stand() {
    let (screen, caret) = after((120, 36), 0, 0, 0, "gcBecause");
    assert!(screen[19].contains("┃  Because"), "{}", screen[19]);
    assert_eq!(caret, Some((98, 19)));
    let (screen, caret) = after((80, 24), 0, 0, 0, "gm");
    assert!(screen[1].starts_with("┃To accelerate") && screen[3].starts_with("┃across 1 billion"));
    assert_eq!(caret, Some((33, 3)));
}

#[test]
fn an_objective_is_edited_on_its_heading() {
    let (screen, caret) = after((80, 24), 1, 1, 0, "ke more");
    assert!(screen[2].contains("┃PREMIUM BREAKTHROUGH: Establish"), "{}", screen[2]);
    assert!(caret.is_some());
}

#[test]
fn the_last_line_says_how_text_will_be_read() {
    let (screen, _) = after((120, 36), 0, 1, 0, "aPREMIUM: and words");
    assert!(screen[35].ends_with("tag PREMIUM"), "{}", screen[35]);
    let (screen, caret) = after((80, 24), 2, 3, 0, "W+1w");
    assert!(screen[23].starts_with(" WHEN "), "{}", screen[23]);
    assert!(screen[23].contains("2025"), "{}", screen[23]);
    assert_eq!(caret.map(|(_, y)| y), Some(23));
}

#[test]
fn a_chord_that_was_begun_shows_what_can_follow() {
    let (screen, _) = after((120, 36), 0, 0, 0, "f");
    assert!(screen[35].contains("g green  y yellow  r red"), "{}", screen[35]);
}

#[test]
fn letters_stand_on_the_headings_while_an_item_moves() {
    let (screen, _) = after((120, 36), 0, 0, 0, "m");
    assert!(
        screen[4].starts_with(" s  Strengths ") && screen[4].contains(" k  Key Priorities"),
        "{}",
        screen[4]
    );
    assert!(screen[35].starts_with(" MOVING "));
}

#[test]
fn marked_items_carry_a_sign() {
    let (screen, _) = after((120, 36), 0, 0, 0, "*j*");
    assert!(screen[5].starts_with("*1 ECOSYSTEM") && screen[9].starts_with("*3 VALUE"));
    assert!(screen[35].starts_with(" 2 MARKED "));
}

#[test]
fn the_tenth_item_is_written_beside_its_two_digits() {
    let items = (1..10).map(|n| format!("  - item {n}\n")).collect::<Vec<_>>().concat();
    let mut app = app(&format!("title: Ten\nsheets:\n- kind: swot\n  strengths:\n{items}"), 0, (80, 24));
    press(&mut app, "aten");
    let screen = text(&mut app);
    assert!(screen.contains("┃10 ten"), "{screen}");
    assert!(screen.contains("  9 item 9"), "{screen}");
}

#[test]
fn no_tab_moves_while_something_is_typed() {
    let mut app = app(SEEDS, 0, (80, 24));
    let before = text(&mut app);
    press(&mut app, "ex");
    let typing = text(&mut app);
    let tabs = |screen: &str| screen.lines().next().map(|line| line.chars().take(66).collect::<String>());
    assert!(typing.contains("✎ typing"), "{typing}");
    assert_eq!(tabs(&before), tabs(&typing));
}

#[test]
fn panes_keep_their_places_while_an_empty_retro_is_filled() {
    let mut app = app("title: New\nsheets:\n- kind: retro\n", 0, (80, 24));
    let places = |app: &App| {
        let plan = stratboard::ui::arrangement(app).unwrap();
        plan.headings.iter().map(|heading| heading.at).collect::<Vec<_>>()
    };
    let before = places(&app);
    for (at, keys) in ["aone", "<CR>two", "<CR>three", "<CR>four", "<CR>five"].iter().enumerate() {
        press(&mut app, keys);
        assert_eq!(places(&app), before, "item {at}");
    }
    assert!(text(&mut app).contains(" one"), "the first is still in sight");
}
