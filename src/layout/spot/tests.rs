//! Cells to places and bytes, at several sizes.

use std::collections::{BTreeSet, HashMap};

use crate::document::Document;
use crate::layout::{
    Arrangement, Density, Landing, Measured, Request, Role, Spot, Top, Typed, Typing, arrange,
};
use crate::model::{Board, Focus, HeadAt, ItemAt, ListAt, Trends};

const BOARD: &str = "\
title: Acme
mission: One sentence that says what all this is for, long enough to need a second row on every screen that is not wide
sheets:
- kind: swot
  strengths:
  - SPEED: Ships weekly and tells everybody about it in a long text that wraps at every size there is
  - 小米 👨‍👩‍👧 family ｶﾞ and more words of another width that wrap somewhere in the middle of it all
  - plain words
  weaknesses:
  - PREMIUM: Too few
- kind: plan
  objectives:
  - GROW: Twice the reach of the year before
    results:
    - USERS: One million more
  metrics:
  - REACH: 700M
  - SALES: 12B
  values:
  - honest
  - quick
  - QUIET: and calm
";

static NONE_MARKED: BTreeSet<ItemAt> = BTreeSet::new();
const SIZES: [(u16, u16); 6] = [(200, 50), (120, 36), (80, 24), (60, 18), (44, 20), (20, 5)];

fn board() -> Board {
    Document::open(BOARD.to_owned(), None).unwrap().0.board().clone()
}

fn laid(board: &Board, sheet: usize, size: (u16, u16), focus: Focus, typing: Option<Typing>) -> Arrangement {
    let none: (BTreeSet<ListAt>, HashMap<ListAt, Top>, Trends) = Default::default();
    arrange(&Request {
        board,
        version: 0,
        touched: None,
        measured: &Measured::default(),
        sheet,
        size,
        focus: Some(focus),
        zoom: false,
        density: None,
        by_votes: &none.0,
        scroll: &none.1,
        peeking: None,
        typing,
        today: jiff::civil::date(2025, 6, 20),
        trends: &none.2,
        banner: 0,
        conclusion_key: "",
        linear: false,
        marks: &NONE_MARKED,
    })
}

fn item(sheet: usize, pane: usize, index: usize) -> ItemAt {
    ListAt::pane(sheet, pane).item(index)
}

#[test]
fn every_letter_of_an_item_is_found_where_it_is_drawn() {
    let board = board();
    for size in SIZES {
        for (sheet, at) in [(0, item(0, 0, 0)), (0, item(0, 0, 1)), (1, item(1, 1, 1)), (1, item(1, 2, 2))] {
            let plan = laid(&board, sheet, size, Focus::Item(at), None);
            let line = board.item(at).unwrap().line();
            let rows = plan.lines.iter().filter(|row| row.item == Some(at));
            let pieces = rows.flat_map(|row| {
                let own = row.beside.iter().position(|(_, item)| *item == at);
                let from = own.map_or(0, |own| row.beside[own].0);
                let to = own.and_then(|own| row.beside.get(own + 1)).map_or(u16::MAX, |(next, _)| *next);
                let own = row.pieces.iter().filter(move |piece| (from..to).contains(&piece.x));
                own.map(move |piece| (row.y, piece))
            });
            let mut seen = 0;
            for (y, piece) in pieces {
                let Some(bytes) = &piece.bytes else { continue };
                let first = crate::text::graphemes(&piece.text).next().unwrap_or_default();
                let Some(Spot::Item(found, byte)) = plan.spot(&board, "", (piece.x, y)) else {
                    panic!("{size:?}: nothing at {piece:?}")
                };
                assert_eq!((found, byte), (at, bytes.start), "{size:?} {piece:?}");
                assert!(line[byte..].starts_with(first), "{size:?}: {piece:?} shows {:?}", &line[byte..]);
                seen += 1;
            }
            assert!(seen > 0, "{size:?} shows nothing of {line:?}");
        }
    }
}

#[test]
fn a_click_in_the_text_that_is_edited_and_the_caret_are_inverse() {
    let board = board();
    for size in SIZES {
        for what in [Typed::Item(item(0, 0, 1)), Typed::Head(HeadAt::Board(crate::model::Head::Mission))] {
            let (text, focus) = match what {
                Typed::Head(at) => (board.mission().to_owned(), Focus::Head(at)),
                _ => (board.item(item(0, 0, 1)).unwrap().line(), Focus::Item(item(0, 0, 1))),
            };
            let at = |caret| {
                let typing = Typing { what, text: &text, caret, ghost: "" };
                laid(&board, 0, size, focus, Some(typing))
            };
            let mut byte = 0;
            for cluster in crate::text::graphemes(&text) {
                let plan = at(byte);
                let caret = plan.caret.expect("the caret is seen");
                let spot = plan.spot(&board, &text, caret.at);
                // Behind a full row the caret stands one column right of it, where the pane may end.
                let is_edge = plan.lines.iter().any(|line| line.y == caret.at.1 && line.span.1 <= caret.at.0);
                assert!(
                    spot == Some(Spot::Typed(byte)) || is_edge || cluster == " ",
                    "{size:?} {byte} {spot:?}"
                );
                byte += cluster.len();
            }
        }
    }
}

#[test]
fn every_row_of_an_item_and_every_heading_is_a_place() {
    let board = board();
    for (sheet, size) in SIZES.into_iter().flat_map(|size| [(0, size), (1, size)]) {
        let plan = laid(&board, sheet, size, Focus::Item(item(sheet, 0, 0)), None);
        for line in plan.lines.iter().filter(|line| line.beside.is_empty()) {
            let Some(at) = line.item else { continue };
            for x in line.span.0..line.span.1 {
                assert!(
                    matches!(plan.spot(&board, "", (x, line.y)), Some(Spot::Item(found, _)) if found == at)
                );
            }
        }
        for heading in &plan.headings {
            let spot = plan.spot(&board, "", heading.at);
            assert!(
                matches!(spot, Some(Spot::Heading(list, 0)) if list == heading.list),
                "{size:?} {spot:?}"
            );
        }
        assert_eq!(plan.spot(&board, "", (size.0, size.1)), None);
    }
}

#[test]
fn a_landing_is_where_the_row_under_the_mouse_says() {
    let board = board();
    let plan = laid(&board, 0, (120, 36), Focus::Item(item(0, 0, 0)), None);
    let rows = |at: ItemAt| {
        let rows = plan.lines.iter().filter(|line| line.item == Some(at)).map(|line| line.y);
        rows.collect::<Vec<u16>>()
    };
    let (own, other) = (ListAt::pane(0, 0), ListAt::pane(0, 1));
    let last = rows(own.item(2));
    assert_eq!(plan.landing(own.item(0), (3, last[0])), Some(Landing { list: own, index: 2 }));
    assert_eq!(plan.landing(own.item(0), (3, rows(own.item(0))[0])), None, "it is there already");
    assert_eq!(plan.landing(own.item(0), (3, 35)), None, "the last line is no pane");
    let x = plan.panes.iter().find(|(list, _)| *list == other).unwrap().1.x;
    let landing = plan.landing(own.item(0), (x, rows(other.item(0))[0])).unwrap();
    assert_eq!(landing, Landing { list: other, index: 0 });
    let (y, span) = plan.landing_row(own.item(0), landing).unwrap();
    assert_eq!((y, span.0), (rows(other.item(0))[0] - 1, x - 1), "below the heading");
    let (y, _) = plan.landing_row(own.item(0), Landing { list: own, index: 2 }).unwrap();
    assert_eq!(y, *last.last().unwrap(), "below the last");
    let (y, _) = plan.landing_row(own.item(2), Landing { list: own, index: 0 }).unwrap();
    assert_eq!(y, rows(own.item(0))[0] - 1);
    let behind = plan.landing(own.item(0), (x, rows(other.item(0))[0] + 3));
    assert_eq!(behind, Some(Landing { list: other, index: 1 }));
}

#[test]
fn a_pane_that_is_peeked_into_need_not_show_its_selected_item() {
    let items = (0..80).map(|n| format!("  - item {n}\n")).collect::<Vec<String>>().concat();
    let text = format!("title: T\nsheets:\n- kind: retro\n  went_well:\n{items}");
    let board = Document::open(text, None).unwrap().0.board().clone();
    let list = ListAt::pane(0, 0);
    let scroll = HashMap::from([(list, Top { item: 40, row: 0 })]);
    let none: (BTreeSet<ListAt>, Trends) = Default::default();
    let shown = |peeking| {
        let plan = arrange(&Request {
            peeking,
            scroll: &scroll,
            density: Some(Density::Whole),
            by_votes: &none.0,
            trends: &none.1,
            board: &board,
            version: 0,
            touched: None,
            measured: &Measured::default(),
            sheet: 0,
            size: (80, 24),
            focus: Some(Focus::Item(list.item(0))),
            zoom: false,
            typing: None,
            today: jiff::civil::date(2025, 6, 20),
            banner: 0,
            conclusion_key: "",
            linear: false,
            marks: &NONE_MARKED,
        });
        (
            plan.tops[0].1.item,
            plan.lines.iter().any(|line| line.pieces.iter().any(|piece| piece.role == Role::Bar)),
        )
    };
    assert_eq!(shown(Some(list)), (40, false));
    assert_eq!(shown(None), (0, true));
}
