//! What people see first: sheets that hold nothing yet, a board without sheets, and screens of one pane.

use ratatui::style::Modifier;
use stratboard::config::theme::Theme;

use super::boards::{SEEDS, app, drawn, press, select_item, text};

const SIZES: [(u16, u16); 4] = [(200, 50), (120, 36), (80, 24), (44, 20)];

#[test]
fn an_empty_pane_says_what_belongs_into_it() {
    for size in SIZES {
        let mut app = app("title: T\nsheets:\n- kind: retro\n", 0, size);
        assert!(text(&mut app).contains(" What Went Well: What should we keep doing?"), "{}", text(&mut app));
        press(&mut app, "<Tab>");
        assert!(text(&mut app).contains("\n Not So Well: What cost us time, money or"), "{}", text(&mut app));
        press(&mut app, "aOne<Esc><Tab>");
        assert!(!text(&mut app).contains("Learnings: "), "{}", text(&mut app));
    }
}

#[test]
fn only_a_board_of_several_sheets_offers_the_next_one() {
    let footer = |sheets: &str| {
        let mut app = app(&format!("title: T\nsheets:\n{sheets}"), 0, (80, 24));
        text(&mut app).lines().last().unwrap_or_default().to_owned()
    };
    assert!(footer("- kind: retro\n").starts_with(" BOARD  a add  Tab next pane  ? help"));
    assert!(footer("- kind: retro\n- kind: swot\n").contains("] next sheet"));
}

#[test]
fn a_board_without_sheets_names_the_key_and_the_words_at_every_size() {
    for size in SIZES {
        let mut app = app("title: T\nsheets: []\n", 0, size);
        let screen = text(&mut app);
        let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = "This board has no sheets yet. ge opens its file in your editor. \
                      Write there, in place of sheets: [] sheets: - kind: swot kinds: swot, plan, retro, tows, brief";
        assert!(words.contains(wanted), "{screen}");
        assert!(!words.contains("next sheet"), "{screen}");
    }
}

#[test]
fn marks_out_of_sight_are_counted_on_a_narrow_screen_too() {
    let mut app = app(SEEDS, 2, (44, 20));
    press(&mut app, "**l");
    let screen = text(&mut app);
    assert!(!screen.contains("*REVENUE"), "{screen}");
    assert!(screen.lines().last().unwrap_or_default().starts_with(" 2 MARKED  dd delete"), "{screen}");
}

#[test]
fn the_letters_of_panes_take_the_strip_with_its_looks() {
    let mut app = app(SEEDS, 2, (44, 20));
    select_item(&mut app, 2, 0);
    press(&mut app, "m");
    let (buffer, _) = drawn(&mut app, &Theme::default16());
    let reversed = (0..44).filter(|x| buffer[(*x, 1)].modifier.contains(Modifier::REVERSED));
    let reversed = reversed.map(|x| buffer[(x, 1)].symbol()).collect::<String>();
    assert_eq!(reversed, " w  n  l  a ");
}
