use std::collections::{BTreeSet, HashMap};

use super::*;
use crate::document::{Document, Read};
use crate::model::Focus;

fn board(text: &str) -> Board {
    match Document::read(text.to_owned(), None) {
        Read::Board(document, _) => document.board().clone(),
        Read::Refused(findings) => panic!("{findings:?}"),
    }
}

const SWOT: &str = "title: T\nmission: M\nsheets:\n- kind: swot\n  motto: Align\n  strengths:\n  - A: one\n    votes: 1\n  - B: two\n    votes: 3\n  - C: three\n    votes: 3\n  weaknesses: []\n  opportunities: []\n  threats: []\n  priorities: []\n";
const PLAN: &str = "title: T\nsheets:\n- kind: plan\n  objectives:\n  - GOAL: aim\n    results:\n    - KEY: result\n      score: 0.6\n    - KEY: other\n      score: 0.65\n      forecast: red\n  - SECOND: aim\n  - THIRD: aim\n";

static NONE_MARKED: BTreeSet<ItemAt> = BTreeSet::new();

fn pane(at: usize) -> ListAt {
    ListAt::pane(0, at)
}

#[test]
fn each_objective_is_a_pane_and_a_plan_without_them_shows_the_empty_one() {
    let results = |at| ListAt::results(0, 0, at);
    assert_eq!(panes(&board(PLAN), 0), [results(0), results(1), results(2), pane(1), pane(2)]);
    let empty = board("title: T\nsheets:\n- kind: plan\n");
    assert_eq!(panes(&empty, 0), [pane(0), pane(1), pane(2)]);
    assert_eq!(panes(&empty, 7), []);
}

#[test]
fn heading_lines_follow_upwards_from_the_one_next_to_the_panes() {
    let sheet = |head| HeadAt::Sheet(0, head);
    let expected =
        [sheet(Head::Title), sheet(Head::Conclusion), sheet(Head::Motto), HeadAt::Board(Head::Mission)];
    assert_eq!(heads(&board(SWOT), 0, (80, 24)), expected);
    let brief = board("title: T\nsheets:\n- kind: brief\n");
    assert_eq!(heads(&brief, 0, (80, 24)), [sheet(Head::Title), sheet(Head::Source), sheet(Head::Summary)]);
}

#[test]
fn by_votes_the_most_come_first_and_equals_keep_their_order() {
    let board = board(SWOT);
    assert_eq!(shown_order(&board, pane(0), true), [1, 2, 0]);
    assert_eq!(shown_order(&board, pane(0), false), [0, 1, 2]);
}

#[test]
fn every_pane_has_a_letter_of_its_own() {
    let given = |board: &Board| letters(board, 0).into_iter().map(|(_, letter)| letter).collect::<String>();
    assert_eq!(given(&board(SWOT)), "swotk");
    assert_eq!(given(&board("title: T\nsheets:\n- kind: x\n  aa: []\n  ab: []\n  a: []\n  b: []\n")), "abcd");
}

#[test]
fn arrows_follow_the_places_on_the_screen() {
    let board = board(SWOT);
    let go = |size, from, towards| {
        grid(&board, 0, size, None).neighbour(pane(from), towards).map(|list| list.pane)
    };
    let wide = (120, 36);
    assert_eq!(go(wide, 0, Direction::Right), Some(1));
    assert_eq!(go(wide, 1, Direction::Right), Some(4), "the priorities stand beside the weaknesses");
    assert_eq!(go(wide, 3, Direction::Right), Some(4), "beside the threats is only the conclusion");
    assert_eq!(go(wide, 0, Direction::Down), Some(2));
    assert_eq!(go(wide, 0, Direction::Up), None);
    let narrow = (80, 24);
    assert_eq!(go(narrow, 3, Direction::Down), Some(4));
    assert_eq!(go(narrow, 4, Direction::Up), Some(2));
    assert_eq!(go((44, 20), 0, Direction::Right), Some(1));
    assert_eq!(go((44, 20), 4, Direction::Right), None);
    let alone = grid(&board, 0, wide, Some(pane(2)));
    assert_eq!(alone.neighbour(pane(2), Direction::Left), Some(pane(1)));
}

pub(super) fn request<'a>(
    board: &'a Board,
    size: (u16, u16),
    none: &'a (BTreeSet<ListAt>, HashMap<ListAt, Top>),
) -> Request<'a> {
    Request {
        board,
        version: 0,
        touched: None,
        measured: Box::leak(Box::default()),
        sheet: 0,
        size,
        focus: Some(Focus::Item(panes(board, 0)[0].item(0))),
        zoom: false,
        density: None,
        by_votes: &none.0,
        scroll: &none.1,
        peeking: None,
        typing: None,
        today: jiff::civil::date(2025, 6, 20),
        trends: Box::leak(Box::default()),
        banner: 0,
        conclusion_key: "",
        linear: false,
        marks: &NONE_MARKED,
    }
}

#[test]
fn an_objectives_heading_shows_the_mean_score_and_the_worst_forecast() {
    let (board, none) = (board(PLAN), Default::default());
    let plan = arrange(&request(&board, (120, 36), &none));
    let heading = plan.headings.iter().find(|heading| heading.list == ListAt::results(0, 0, 0)).unwrap();
    assert_eq!((heading.title.as_str(), heading.count.as_str()), ("GOAL", "0.63"));
    assert_eq!(heading.gauge.unwrap().worst, Some(Forecast::Red));
}

#[test]
fn a_board_of_any_size_is_laid_out_as_one_that_fills_the_screen() {
    let items = |count| (0..count).map(|n| format!("  - item {n}\n")).collect::<Vec<_>>().concat();
    let board = |count| board(&format!("title: T\nsheets:\n- kind: retro\n  went_well:\n{}", items(count)));
    let (small, large, none) = (board(200), board(5_000), Default::default());
    let (small, large) =
        (arrange(&request(&small, (100, 30), &none)), arrange(&request(&large, (100, 30), &none)));
    assert_eq!(small.lines.len(), large.lines.len());
    assert_eq!(small.density, large.density);
    let below = large.lines.iter().flat_map(|line| &line.pieces).find(|piece| piece.role == Role::More);
    assert!(below.unwrap().text.starts_with("↓ 49"), "{below:?}");
}

#[test]
fn a_gutter_is_saved_where_that_reaches_forty_two_columns() {
    let (board, none) = (board("title: T\nsheets:\n- kind: tows\n"), Default::default());
    let widths = |columns| {
        let plan = arrange(&request(&board, (columns, 30), &none));
        plan.empty.iter().map(|(_, place)| (place.x, place.width)).collect::<Vec<_>>()[..2].to_vec()
    };
    assert_eq!(widths(87), [(1, 42), (44, 42)], "one column between them");
    assert_eq!(widths(88), [(1, 42), (45, 42)], "two");
}

#[test]
fn what_was_measured_before_changes_no_arrangement() {
    let (kept, none) = (Measured::default(), Default::default());
    let items = (0..9).map(|n| format!("  - TAG{n}: {}\n", "some words ".repeat(n)));
    let items = items.collect::<Vec<String>>().concat();
    let many = format!("{SWOT}- kind: retro\n  went_well:\n{items}");
    let boards = [board(SWOT), board(PLAN), board(&many)];
    let densities = [None, Some(Density::Whole), Some(Density::Pane), Some(Density::Item)];
    for (board, version) in boards.iter().zip(1..) {
        let sheets = (0..board.sheets.len()).map(|sheet| (sheet, panes(board, sheet)));
        for ((sheet, list), size) in sheets
            .flat_map(|(sheet, lists)| lists.into_iter().map(move |list| (sheet, list)))
            .flat_map(|at| [(120, 36), (80, 24), (44, 20), (80, 12)].map(|size| (at, size)))
        {
            let items = (0..board.items(list).len().max(1)).map(|index| Focus::Item(list.item(index)));
            let places = items.chain(list.parent().map(Focus::Objective));
            for (focus, density) in places.flat_map(|focus| densities.map(|density| (focus, density))) {
                let fresh =
                    Request { sheet, version, density, focus: Some(focus), ..request(board, size, &none) };
                let known = Request { measured: &kept, ..fresh };
                assert_eq!(arrange(&known), arrange(&fresh), "{size:?} {density:?} {focus:?}");
            }
        }
    }
}
