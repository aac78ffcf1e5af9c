//! What holds on every screen, whatever the board and the size.

use proptest::prelude::*;
use ratatui::layout::Rect;
use stratboard::app::{App, Mode};
use stratboard::config::theme::{Chrome, Theme};
use stratboard::layout::{Arrangement, Density, Direction, SMALLEST, grid, heads, letters, panes};
use stratboard::model::{Focus, ItemAt, ListAt};
use stratboard::ui;

use super::boards::{app, drawn, press, select};

/// Words in several scripts, short and long, with characters that take two cells or none.
const WORDS: [&str; 14] = [
    "growth",
    "a",
    "Unternehmensstrategie",
    "小米手机的全球市场份额",
    "👨‍👩‍👧",
    "🇨🇳🇪🇺",
    "e\u{301}te\u{301}",
    "https://example.com/a/very/long/path",
    "ｶﾞ",
    "tier 2/3",
    "—",
    "日本語、テスト",
    "of",
    "\t",
];

fn words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 1..most).prop_map(|words| words.join(" "))
}

fn item() -> impl Strategy<Value = String> {
    let tag = prop::option::of(prop::sample::select(
        &["PREMIUM", "5G", "品牌", "A RATHER LONG TAG OF MANY WORDS"][..],
    ));
    let fields = prop::sample::select(
        &[
            "",
            "    votes: 12\n",
            "    owner: Flora\n    due: 2025-05-15\n",
            "    score: 0.5\n    forecast: red\n",
            "    done: true\n",
            "    votes: many\n",
            "    from: [A, B]\n",
        ][..],
    );
    (tag, words(9), fields).prop_map(|(tag, words, fields)| {
        let words = words.replace('\t', "\\t");
        let key = tag.unwrap_or("text");
        format!("  - \"{key}\": \"{words}\"\n{fields}")
    })
}

fn pane(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(item(), 0..most)
        .prop_map(|items| if items.is_empty() { " []\n".to_owned() } else { format!("\n{}", items.concat()) })
}

/// A sheet of any kind, with extra panes, long ones, and any number of objectives.
fn sheet() -> impl Strategy<Value = String> {
    let kinds = [
        ("swot", &["strengths", "weaknesses", "opportunities", "threats", "priorities", "sixth"][..]),
        ("plan", &["metrics", "values"][..]),
        ("retro", &["went_well", "not_so_well", "learnings", "actions", "five", "six", "seven"][..]),
        ("tows", &["so", "wo", "st", "wt"][..]),
        ("brief", &["events", "figures", "questions", "more"][..]),
        ("other", &["one", "two", "three"][..]),
    ];
    let objectives = prop::collection::vec((words(4), prop::collection::vec(item(), 0..5)), 0..7);
    let parts = (
        prop::sample::select(kinds.to_vec()),
        prop::collection::vec(pane(8), 7),
        objectives,
        prop::bool::ANY,
    );
    parts.prop_map(|((kind, keys), panes, objectives, long)| {
        let mut text = format!("- kind: {kind}\n  title: Sheet\n");
        if kind == "plan" {
            text += "  objectives:\n";
            text.extend(objectives.iter().map(|(name, results)| objective(name, results)));
        }
        text.extend(keys.iter().zip(panes).map(|(key, pane)| format!("  {key}:{pane}")));
        if long {
            text += "  many:\n";
            text.extend((0..100).map(|n| format!("  - item number {n} of a hundred\n")));
        }
        text
    })
}

fn objective(name: &str, results: &[String]) -> String {
    let results = results.concat().replace("\n  ", "\n    ");
    let results = results.trim_end();
    let results = if results.is_empty() { " []".to_owned() } else { format!("\n  {results}") };
    format!("  - \"GOAL\": \"{}\"\n    results:{results}\n", name.replace('\t', "\\t"))
}

pub fn board() -> impl Strategy<Value = String> {
    (words(12), prop::collection::vec(sheet(), 0..13)).prop_map(|(mission, sheets)| {
        let mission = mission.replace('\t', "\\t");
        let sheets = if sheets.is_empty() { " []\n".to_owned() } else { format!("\n{}", sheets.concat()) };
        format!("title: Random\nmission: \"{mission}\"\nsheets:{sheets}")
    })
}

/// All places of a sheet where a person can stand.
pub fn stops(app: &App, sheet: usize) -> Vec<Focus> {
    let board = app.board().unwrap();
    let mut stops = heads(board, sheet, app.size).into_iter().map(Focus::Head).collect::<Vec<Focus>>();
    for list in panes(board, sheet) {
        stops.extend(list.parent().map(Focus::Objective));
        stops.extend((0..board.items(list).len().max(1)).map(|index| Focus::Item(list.item(index))));
    }
    stops
}

fn is_visible(app: &App, plan: &Arrangement, focus: Focus) -> bool {
    match focus {
        Focus::Item(at) if app.board().unwrap().items(at.list).is_empty() => {
            plan.empty.iter().any(|(list, _)| *list == at.list)
        }
        Focus::Item(at) => plan.lines.iter().any(|line| line.selected && line.item == Some(at)),
        Focus::Objective(at) => {
            plan.headings.iter().any(|heading| heading.selected && heading.list.parent() == Some(at))
        }
        Focus::Head(_) => plan.lines.iter().any(|line| line.selected && line.item.is_none()),
    }
}

/// Whether two rows of different panes take the same cells.
fn overlap(plan: &Arrangement) -> Option<(String, String)> {
    let rows =
        plan.lines.iter().map(|line| (Rect::new(line.span.0, line.y, line.span.1 - line.span.0, 1), line));
    let rows = rows.collect::<Vec<_>>();
    rows.iter().enumerate().find_map(|(at, (rect, line))| {
        let other = rows[at + 1..].iter().find(|(other, _)| other.intersects(*rect));
        other.map(|(_, other)| (format!("{line:?}"), format!("{other:?}")))
    })
}

fn density() -> impl Strategy<Value = Option<Density>> {
    prop::option::weighted(0.3, prop::sample::select(&[Density::Whole, Density::Pane, Density::Item][..]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn every_screen_is_drawn_and_shows_what_is_selected(
        text in board(),
        size in (0u16..250, 0u16..80),
        at in any::<prop::sample::Index>(),
        stop in any::<prop::sample::Index>(),
        density in density(),
        zoom in prop::bool::weighted(0.2),
        ascii in prop::bool::ANY,
    ) {
        let mut app = app(&text, 0, size);
        let sheets = app.board().unwrap().sheets.len();
        app.boards[0].sheet = if sheets == 0 { 0 } else { at.index(sheets) };
        app.density = density;
        app.zoom = zoom;
        let stops = stops(&app, app.boards[0].sheet);
        let theme = if ascii { Theme::mono().with_chrome(Chrome::Ascii) } else { Theme::default16() };
        for focus in [*stop.get(&stops), stops[0], stops[stops.len() - 1]] {
            select(&mut app, focus);
            drawn(&mut app, &theme);
            let plan = ui::arrangement(&app).unwrap();
            prop_assert_eq!(overlap(&plan), None);
            prop_assert!(plan.lines.iter().all(|line| line.y > 0 && line.y + 1 < size.1), "a row outside of {:?}", size);
            if size.0 >= SMALLEST.0 && size.1 >= SMALLEST.1 && sheets > 0 {
                prop_assert!(is_visible(&app, &plan, focus), "{:?} is not visible at {:?}", focus, size);
            }
        }
    }

    #[test]
    fn the_density_is_the_same_wherever_the_person_stands(
        text in board(),
        size in (20u16..250, 5u16..80),
        at in any::<prop::sample::Index>(),
        stop in any::<prop::sample::Index>(),
    ) {
        let mut app = app(&text, 0, size);
        prop_assume!(!app.board().unwrap().sheets.is_empty());
        app.boards[0].sheet = at.index(app.board().unwrap().sheets.len());
        let stops = stops(&app, app.boards[0].sheet);
        let density = |app: &mut App, focus| {
            select(app, focus);
            ui::arrangement(app).unwrap().density
        };
        let first = density(&mut app, stops[0]);
        prop_assert_eq!(density(&mut app, *stop.get(&stops)), first);
    }

    #[test]
    fn the_caret_is_always_in_sight_beside_its_bar(
        text in board(),
        size in (20u16..250, 5u16..80),
        at in any::<prop::sample::Index>(),
        stop in any::<prop::sample::Index>(),
        adds in prop::bool::ANY,
        typed in words(20),
        zoom in prop::bool::weighted(0.2),
    ) {
        let mut app = app(&text, 0, size);
        prop_assume!(!app.board().unwrap().sheets.is_empty());
        app.boards[0].sheet = at.index(app.board().unwrap().sheets.len());
        app.zoom = zoom;
        let stops = stops(&app, app.boards[0].sheet);
        select(&mut app, *stop.get(&stops));
        press(&mut app, if adds { "a" } else { "e" });
        press(&mut app, &format!("<Paste>{typed}<PasteEnd>"));
        prop_assume!(matches!(app.mode, Mode::Edit(_)));
        let (buffer, caret) = drawn(&mut app, &Theme::default16());
        let (x, y) = caret.unwrap();
        prop_assert!(x < size.0 && y > 0 && y + 1 < size.1, "{:?} at {:?}", (x, y), size);
        let row = (0..x).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        prop_assert!(row.contains('┃'), "{}", row);
    }

    #[test]
    fn every_pane_is_reached_by_arrows_from_the_first(text in board(), size in (20u16..250, 5u16..80), at in any::<prop::sample::Index>()) {
        let app = app(&text, 0, size);
        let board = app.board().unwrap();
        prop_assume!(!board.sheets.is_empty());
        let sheet = at.index(board.sheets.len());
        let all = panes(board, sheet);
        let grid = grid(board, sheet, size, None);
        let mut reached = all.first().copied().into_iter().collect::<Vec<ListAt>>();
        let mut next = 0;
        while next < reached.len() {
            for towards in [Direction::Left, Direction::Right, Direction::Up, Direction::Down] {
                reached.extend(grid.neighbour(reached[next], towards).filter(|list| !reached.contains(list)));
            }
            next += 1;
        }
        reached.sort();
        let mut sorted = all.clone();
        sorted.sort();
        prop_assert_eq!(reached, sorted);
        let letters = letters(board, sheet);
        prop_assert_eq!(letters.len(), all.len().min(26));
    }
}

#[test]
fn scrolling_goes_no_further_than_it_must() {
    let items = (0..100).map(|n| format!("  - item {n}\n")).collect::<Vec<String>>().concat();
    let mut app = app(&format!("title: Long\nsheets:\n- kind: other\n  list:\n{items}"), 0, (60, 20));
    let list = panes(app.board().unwrap(), 0)[0];
    let first = |app: &mut App, index| {
        select(app, Focus::Item(ItemAt { list, index }));
        ui::settle(app);
        app.scroll.get(&list).copied().unwrap().item
    };
    assert_eq!(first(&mut app, 0), 0);
    assert_eq!(first(&mut app, 15), 0, "the fifteenth is in view");
    let scrolled = first(&mut app, 40);
    assert!((20..40).contains(&scrolled));
    assert_eq!(first(&mut app, 38), scrolled, "a move inside the view scrolls nothing");
    assert_eq!(first(&mut app, 0), 0);
    let last = first(&mut app, 99);
    assert_eq!(first(&mut app, 98), last, "the last page is full");
}

#[test]
fn every_heading_line_is_seen_on_low_screens() {
    let item = "  - \"A RATHER LONG TAG OF MANY WORDS\": \"Unternehmensstrategie growth of 日本語、テスト tier 2/3 https://example.com/a/very/long/path\"\n    votes: 12\n";
    for (items, extra) in [(0, 0), (0, 1), (1, 1), (3, 1), (7, 1), (3, 100)] {
        let pane =
            |key: &str| format!("  {key}:{}\n{}", if items == 0 { " []" } else { "" }, item.repeat(items));
        let keys = ["strengths", "weaknesses", "opportunities", "threats", "priorities", "sixth"];
        let many = if extra == 0 {
            String::new()
        } else {
            "  many:\n".to_owned() + &"  - one of many\n".repeat(extra)
        };
        let text = format!(
            "title: T\nmission: of growth\nsheets:\n- kind: swot\n  title: Sheet\n{}{many}",
            keys.map(pane).concat()
        );
        for size in (20..250).step_by(14).chain([188]).flat_map(|x| (5..14).map(move |y| (x, y))) {
            let mut app = app(&text, 0, size);
            for focus in stops(&app, 0).into_iter().filter(|focus| matches!(focus, Focus::Head(_))) {
                select(&mut app, focus);
                let plan = ui::arrangement(&app).unwrap();
                assert!(is_visible(&app, &plan, focus), "{focus:?} at {size:?} with {items} items");
            }
        }
    }
}
