//! The first and the last line, colours, and screens for terminals without colours or certain widths.

use ratatui::style::{Color, Modifier};
use stratboard::app::FileState;
use stratboard::config::theme::Theme;

use super::boards::{SEEDS, app, drawn, press, select_item, text};

#[test]
fn the_end_of_the_first_line_says_where_the_text_is() {
    let mut app = app(SEEDS, 0, (120, 36));
    let mut end = |state: FileState, news: Option<&str>| {
        app.boards[0].state = state;
        app.boards[0].news = news.map(str::to_owned);
        text(&mut app).lines().next().unwrap_or_default().to_owned()
    };
    assert!(end(FileState::Saved, None).ends_with("✓ saved"));
    assert!(end(FileState::Writing, None).ends_with("… writing"));
    assert!(end(FileState::Saved, Some("⇄ merged 2")).ends_with("✓ saved ⇄ merged 2"));
    let failed = end(FileState::NotSaved("no room on the disk".to_owned()), None);
    assert!(failed.ends_with("! NOT SAVED: no room on the disk"), "{failed}");
    assert!(failed.starts_with(" Xiaomi Sales"), "{failed}");
}

#[test]
fn news_that_come_and_go_do_not_move_the_tabs() {
    let mut app = app(SEEDS, 4, (80, 24));
    let mut first = |news: Option<&str>| {
        app.boards[0].news = news.map(str::to_owned);
        text(&mut app).lines().next().unwrap_or_default().to_owned()
    };
    let tabs = |line: &str| line.split('✓').next().unwrap_or_default().trim_end().to_owned();
    let quiet = first(None);
    for news in ["⇄ read again", "⇄ merged 2", "↺ 3 recovered"] {
        let line = first(Some(news));
        assert_eq!(tabs(&line), tabs(&quiet));
        let sign = news.chars().next().unwrap();
        assert!(line.ends_with(&format!("✓ saved {sign}")), "{line}");
    }
    let who = "⇄ flora@desk 4711 is here too";
    assert!(first(Some(who)).ends_with(who), "what the sign does not tell needs its words");
    press(&mut app, "e more");
    for (state, shown) in [(FileState::Saved, "✎ typing⇄"), (FileState::Writing, "✎ typing⇄")] {
        (app.boards[0].state, app.boards[0].news) = (state, Some("⇄ merged 2".to_owned()));
        let line = text(&mut app).lines().next().unwrap_or_default().to_owned();
        assert!(line.ends_with(shown) && line.starts_with(&tabs(&quiet)), "{line}");
    }
    press(&mut app, "<Esc>");
    (app.boards[0].state, app.boards[0].news) = (FileState::Writing, Some("⇄ merged 2".to_owned()));
    let line = text(&mut app).lines().next().unwrap_or_default().to_owned();
    assert!(line.ends_with("… writing") && line.starts_with(&tabs(&quiet)), "{line}");
}

#[test]
fn what_is_said_of_a_long_text_that_is_asked_for_stands_above_it() {
    let mut app = app(SEEDS, 0, (80, 24));
    press(&mut app, "S<C-u>/home/flora/boards/a-rather-long-folder-name/2025-Q2.yaml");
    app.message = Some("not written: it exists already".to_owned());
    let screen = text(&mut app);
    let rows = screen.lines().collect::<Vec<&str>>();
    assert_eq!(rows[22], " not written: it exists already");
    assert!(rows[23].starts_with(" SAVE AS  /home/flora/") && rows[23].contains("2025-Q2.yaml"), "{screen}");
}

#[test]
fn a_message_takes_the_rows_that_it_needs() {
    let told = "not saved, only kept; C-s tries again, S writes it to another file that you name then";
    for (size, rows) in [((120, 36), 1), ((80, 24), 2), ((44, 20), 3)] {
        let mut app = app(SEEDS, 0, size);
        app.message = Some(told.to_owned());
        let screen = text(&mut app);
        let lines = screen.lines().collect::<Vec<&str>>();
        let last = &lines[lines.len() - rows..];
        let words = last.iter().flat_map(|line| line.split_whitespace()).collect::<Vec<&str>>().join(" ");
        assert!(words.contains(told), "{size:?}\n{screen}");
        press(&mut app, "j");
        assert!(!text(&mut app).contains("only kept"), "{size:?}");
    }
    let mut app = app(SEEDS, 0, (20, 5));
    app.message = Some(told.to_owned());
    assert!(text(&mut app).contains("not saved"), "{}", text(&mut app));
}

#[test]
fn a_banner_stands_under_the_first_line() {
    let mut app = app(SEEDS, 0, (80, 24));
    app.boards[0].banner = Some("The file changed on the disk: R reads it again".to_owned());
    let screen = text(&mut app);
    assert_eq!(screen.lines().nth(1), Some(" The file changed on the disk: R reads it again"));
}

#[test]
fn a_banner_takes_the_rows_of_the_mission_and_moves_nothing() {
    for sheet in 0..6 {
        for size in [(120, 36), (200, 50)] {
            let mut app = app(SEEDS, sheet, size);
            let quiet = text(&mut app);
            app.offer_typed(0, "", "half a thought");
            let told = text(&mut app);
            assert!(told.lines().nth(1).unwrap().contains("half a thought"), "{told}");
            let changed = quiet.lines().zip(told.lines()).filter(|(before, after)| before != after).count();
            assert!(changed <= 2, "sheet {sheet} at {size:?}\n{told}");
        }
    }
    let mut app = app(SEEDS, 0, (120, 36));
    app.offer_typed(0, "", "half a thought");
    press(&mut app, "gm");
    let screen = text(&mut app);
    assert!(screen.contains("half a thought") && screen.contains("┃To accelerate"), "{screen}");
}

#[test]
fn a_long_banner_takes_two_rows_on_a_narrow_screen() {
    let mut app = app(SEEDS, 0, (44, 20));
    let banner = "another program changed the file; R reads theirs, S writes yours to another file";
    app.boards[0].banner = Some(banner.to_owned());
    let screen = text(&mut app);
    let rows = screen.lines().skip(17).take(2).map(str::trim).collect::<Vec<&str>>();
    assert_eq!(rows.join(" "), banner);
}

#[test]
fn the_hints_name_what_is_wrong_with_an_item_and_what_done_takes_back() {
    let board = "title: T\nsheets:\n- kind: retro\n  actions:\n  - A: one\n    votes: many\n  - B: two\n    done: 2025-04-01\n";
    let last = |index: usize| {
        let mut app = app(board, 0, (80, 24));
        select_item(&mut app, 3, index);
        text(&mut app).lines().last().unwrap_or_default().to_owned()
    };
    assert!(last(0).starts_with(" BOARD  I what is wrong  ↵ edit  a add  Space done"), "{}", last(0));
    assert!(last(1).starts_with(" BOARD  ↵ edit  a add  Space not done"), "{}", last(1));
}

#[test]
fn the_smallest_screen_names_the_mode_beside_the_place() {
    for (keys, line) in [
        ("", "      Strengths 1/5"),
        ("m", " MOVING         1/5"),
        ("**", " 2 MARKED       3/5"),
        ("I", " DETAILS        1/5"),
        ("eX", " EDITING"),
        ("a", " ADDING"),
        ("/e<CR>", " 1 OF 115       1/5"),
        (":", " PALETTE       1/76"),
        ("?", " HELP"),
        ("w", " WHO     ↵ keep"),
    ] {
        let mut app = app(SEEDS, 0, (20, 5));
        press(&mut app, keys);
        let screen = text(&mut app);
        assert_eq!(screen.lines().last().unwrap().trim_end(), line, "{keys}");
    }
}

#[test]
fn a_message_of_several_rows_covers_no_banner() {
    let mut app = app(SEEDS, 0, (44, 20));
    app.offer_typed(0, "", "half a thought");
    app.message = Some("not saved; C-s tries again, S writes it to another file".to_owned());
    let screen = text(&mut app);
    let rows = screen.lines().skip(16).map(str::trim).collect::<Vec<&str>>();
    assert_eq!(rows[..2].join(" "), "r opens again what you were typing: half a thought", "{screen}");
    assert_eq!(rows[2..].join(" "), "not saved; C-s tries again, S writes it to another file", "{screen}");
}

#[test]
fn a_banner_stands_above_the_last_line_where_no_mission_gives_it_room() {
    // The seeds' mission hides at 80x24 for some sheets; a board without one has no row for it anywhere.
    let untold = SEEDS.replace("mission:", "aim-of-old:");
    for (board, sheet, size) in [SEEDS, &untold]
        .into_iter()
        .flat_map(|board| (0..6).map(move |sheet| (board, sheet)))
        .flat_map(|(board, sheet)| [(120, 36), (80, 24), (44, 20)].map(|size| (board, sheet, size)))
    {
        for keys in ["", "G", "<Tab><Tab><Tab><Tab>G", "gm"] {
            let mut app = app(board, sheet, size);
            press(&mut app, keys);
            let quiet = text(&mut app);
            app.offer_typed(0, "", "half");
            let told = text(&mut app);
            let rows = told.lines().count();
            let at = told.lines().position(|line| line.contains(" opens again")).unwrap();
            assert!(at == 1 || rows - at <= 3, "{told}");
            // Only what is selected there makes room.
            let is_selected = quiet.lines().skip(at).take(rows - 1 - at).any(|line| line.contains('▌'));
            let pairs = quiet.lines().zip(told.lines()).enumerate().filter(|_| at == 1 || !is_selected);
            // What is out of sight below is counted at a heading's end.
            let begins = |row: &str| row.chars().take(20).collect::<String>();
            let changed = pairs.filter(|(_, (one, other))| begins(one) != begins(other));
            let far = changed.map(|(row, _)| row).filter(|row| row.abs_diff(at) > 2).collect::<Vec<usize>>();
            assert_eq!(far, Vec::<usize>::new(), "sheet {sheet} at {size:?} after {keys}\n{quiet}\n{told}");
            assert_eq!(told.contains('▌'), quiet.contains('▌'), "sheet {sheet} at {size:?}\n{told}");
        }
    }
}

#[test]
fn an_empty_sheet_says_what_to_do_first() {
    let empty = "title: T\nsheets:\n- kind: swot\n- kind: plan\n- kind: retro\n- kind: tows\n- kind: brief\n";
    for sheet in 0..5 {
        for size in [(200, 50), (120, 36), (80, 24), (44, 20)] {
            let mut app = app(empty, sheet, size);
            let screen = text(&mut app);
            assert!(
                screen.contains("(or a double click)") && screen.contains("writes the mission"),
                "{screen}"
            );
            press(&mut app, "aOne<Esc>");
            assert!(!text(&mut app).contains("(or a double click)"));
        }
    }
    assert!(text(&mut app(empty, 0, (20, 5))).contains("a adds"));
}

#[test]
fn many_sheets_show_those_around_the_current_one() {
    let sheets = (1..=12).map(|n| format!("- kind: retro\n  title: Week {n}\n")).collect::<Vec<_>>().concat();
    let board = format!("title: Team\nperiod: 2025-Q2\nsheets:\n{sheets}");
    let first = |sheet, columns| {
        text(&mut app(&board, sheet, (columns, 12))).lines().next().unwrap_or_default().to_owned()
    };
    let middle = first(5, 80);
    assert!(middle.contains('‹') && middle.contains("[6 Week 6]") && middle.contains('›'), "{middle}");
    assert!(first(0, 80).contains("[1 Week 1] 2 Week 2") && !first(0, 80).contains('‹'));
    assert!(first(11, 80).contains("[12 Week 12]") && !first(11, 80).contains('›'));
    assert!(first(4, 55).contains("[5/12 Week 5]"), "{}", first(4, 55));
}

#[test]
fn a_message_replaces_the_hints_until_it_is_gone() {
    let mut app = app(SEEDS, 0, (80, 24));
    app.message = Some("3 items deleted".to_owned());
    let last = |app: &mut _| text(app).lines().last().unwrap_or_default().to_owned();
    assert!(last(&mut app).contains("3 items deleted") && !last(&mut app).contains("? help"));
    press(&mut app, "j");
    assert!(last(&mut app).contains("? help"));
}

#[test]
fn meaning_has_a_colour_and_a_sign() {
    let mut app = app(SEEDS, 1, (120, 36));
    select_item(&mut app, 1, 1);
    let (buffer, _) = drawn(&mut app, &Theme::default16());
    let find = |sign: &str| buffer.content().iter().find(|cell| cell.symbol() == sign).unwrap();
    assert_eq!(find("▲").fg, Color::Green);
    assert_eq!(find("▼").fg, Color::Red);
    assert_eq!(find("━").fg, Color::Yellow, "the worst forecast colours the gauge");
    let reversed = buffer.content().iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED));
    let reversed = reversed.map(ratatui::buffer::Cell::symbol).collect::<String>();
    assert!(reversed.contains("PREMIUM BREAKTHROUGH"), "the focused heading is reversed: {reversed}");
    let underlined =
        buffer.content().iter().filter(|cell| cell.modifier.contains(Modifier::UNDERLINED)).count();
    assert_eq!(underlined, "EXPERIENCE".len());
}

#[test]
fn a_screen_without_colours_has_none() {
    for sheet in 0..6 {
        let mut app = app(SEEDS, sheet, (120, 36));
        let (buffer, _) = drawn(&mut app, &Theme::mono());
        assert!(buffer.content().iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    }
}

#[test]
fn a_theme_with_a_screen_of_its_own_leaves_no_cell_to_the_terminal() {
    for size in [(120, 36), (80, 24), (44, 20), (20, 5), (19, 4)] {
        for keys in ["", "e", ":", "?", "I", "/pre", "b", "m"] {
            for theme in [Theme::dark(), Theme::light(), Theme::contrast()] {
                let mut app = app(SEEDS, 1, size);
                press(&mut app, keys);
                let (buffer, _) = drawn(&mut app, &theme);
                let is_own =
                    |cell: &ratatui::buffer::Cell| cell.fg != Color::Reset && cell.bg != Color::Reset;
                assert!(buffer.content().iter().all(is_own), "{keys:?} at {size:?} in {:?}", theme.based_on);
            }
        }
    }
}

#[test]
fn a_file_cannot_reach_the_terminal() {
    let hostile = "title: \"A\\e]52;c;x\\a\\u202eB\"\nmission: \"\\u009b31m\\u200b\"\nsheets:\n- kind: retro\n  title: \"T\\e[31m\"\n  went_well:\n  - \"TAG\\u202e\": \"words\\e[31m\\r\\n\\tmore\\u2066\"\n    owner: \"O\\u202e\"\n";
    for size in [(120, 36), (80, 24), (44, 20), (20, 5)] {
        let screen = text(&mut app(hostile, 0, size));
        let harmful =
            |sign: char| sign != '\n' && (sign.is_control() || "\u{202e}\u{2066}\u{200b}".contains(sign));
        assert_eq!(screen.chars().find(|sign| harmful(*sign)), None, "{screen}");
    }
}

#[test]
fn a_screen_too_small_for_a_board_says_how_large_it_must_be() {
    assert_eq!(text(&mut app(SEEDS, 0, (19, 5))), format!("stratboard needs 20{}", "\n".repeat(4)));
    for size in [(0, 0), (1, 1), (0, 10), (10, 0), (250, 1), (1, 80), (250, 4)] {
        text(&mut app(SEEDS, 0, size));
    }
}
