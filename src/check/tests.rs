use super::*;
use crate::document::{Document, Read};

const TODAY: Date = jiff::civil::date(2025, 7, 1);

fn told(text: &str) -> Vec<String> {
    let Read::Board(document, _) = Document::read(text.to_owned(), None) else { panic!("no board: {text}") };
    let hints = hints(document.board(), Some(TODAY));
    hints.iter().map(|hint| format!("{}:{} {}", hint.line, hint.column, hint.what)).collect()
}

#[test]
fn a_board_that_follows_the_method_gets_no_hint() {
    let text = "title: A\nmission: We bring good tools to people who plan\nsheets:\n- kind: swot\n  \
                conclusion: Grow\n  strengths: [a]\n  priorities: [b]\n- kind: plan\n  objectives:\n  - GROW: more\n    \
                results:\n    - SALES: 10 more\n    - text: more\n      target: 5 shops\n- kind: retro\n  actions:\n  \
                - text: call\n    owner: Flora\n    due: 2025-07-01\n  - text: done without a date\n    done: true\n\
                - kind: brief\n  source: B\n  figures: [c]\n";
    assert_eq!(told(text), [""; 0]);
}

#[test]
fn a_mission_is_there_and_short() {
    let plan = "sheets:\n- kind: plan\n  metrics: [a]\n";
    assert_eq!(told(&format!("# c\ntitle: A\n{plan}")), ["2:1 the board has no mission"]);
    assert_eq!(told(&format!("title: A\nmission:\n{plan}")), ["2:1 the board has no mission"]);
    let long = "word ".repeat(16);
    assert_eq!(told(&format!("title: A\nmission: {long}\n{plan}")), ["2:1 the mission has 16 words"]);
    assert_eq!(
        told("title: A\nsheets:\n- kind: retro\n  went_well: [a]\n"),
        [""; 0],
        "a retro alone needs none"
    );
}

#[test]
fn a_swot_leads_to_a_conclusion_and_few_priorities() {
    let swot =
        |rest: &str| told(&format!("title: A\nmission: m\nsheets:\n- kind: swot\n  strengths: [a]\n{rest}"));
    assert_eq!(swot(""), ["4:3 this SWOT has no conclusion", "4:3 this SWOT leads to no priorities"]);
    let many = "  conclusion: c\n  priorities: [a, b, c, d, e, f, g]\n";
    assert_eq!(swot(many), ["7:3 7 priorities"]);
}

#[test]
fn objectives_are_few_and_have_a_few_key_results_with_numbers() {
    let plan =
        |rest: &str| told(&format!("title: A\nmission: m\nsheets:\n- kind: plan\n  objectives:\n{rest}"));
    assert_eq!(plan("  - GROW: more\n"), ["6:5 the objective 'GROW' has no key results"]);
    assert_eq!(plan("  - GROW: more\n    results: [many]\n"), ["7:15 the key result 'many' has no number"]);
    let results = "  - GROW: more\n    results: [1, 2, 3, 4, 5, 6]\n";
    assert_eq!(plan(results), ["6:5 the objective 'GROW' has 6 key results"]);
    let six = "  - GROW: more\n    results: [1]\n".repeat(6);
    assert_eq!(plan(&six), ["5:3 6 objectives"]);
}

#[test]
fn an_action_has_somebody_and_a_day_that_is_not_past() {
    let retro = "title: A\nsheets:\n- kind: retro\n  actions:\n  - CALL: them\n  - text: a\n    owner: F\n  \
                 - text: b\n    due: 2025-07-02\n  - text: c\n    owner: F\n    due: 2025-06-30\n";
    let expected = [
        "5:5 the action 'CALL' has nobody and no date",
        "6:5 the action 'a' has no date",
        "8:5 the action 'b' has nobody",
        "10:5 the action 'c' was due on 2025-06-30",
    ];
    assert_eq!(told(retro), expected);
    let Read::Board(document, _) = Document::read(retro.to_owned(), None) else { panic!("no board") };
    assert_eq!(hints(document.board(), None), [], "in a past period they are left alone");
}

#[test]
fn a_brief_names_its_source() {
    let brief =
        "title: A\nsheets:\n- kind: brief\n  events: [a]\n  figures:\n  - b\n  - text: c\n    source: S\n";
    assert_eq!(told(brief), ["3:3 2 events or figures of this brief have no source"]);
}

#[test]
fn what_a_merge_left_is_told_where_it_stands() {
    let text = "title: A\n# both changed title; the other: B\nsheets:\n- kind: retro\n  went_well:\n  - a\n  \
                # both changed the item above: keep one of the two, delete the other\n  - b\n  # both changed seats\n";
    let left = "a merge left a comment here that nobody has looked at";
    assert_eq!(told(text), [&format!("2:1 {left}"), "7:3 here stand two versions of one item"]);
}

#[test]
fn an_empty_sheet_is_told_once() {
    assert_eq!(
        told("title: A\nmission: m\nsheets:\n- kind: swot\n  title: \"\\e]x\"\n"),
        ["4:3 nothing stands on the sheet '\u{1b}]x' yet"]
    );
}

#[test]
fn findings_of_reading_and_hints_stand_in_the_order_of_the_text() {
    let text = "title: A\nsheets:\n- kind: retro\n  went_wel: [x]\n  actions:\n  - text: a\n    votes: -1\n";
    let Read::Board(document, found) = Document::read(text.to_owned(), None) else { panic!("no board") };
    let all = merge(found, hints(document.board(), Some(TODAY)));
    assert!(all.len() >= 3 && all.is_sorted_by_key(|finding| (finding.line, finding.column)), "{all:?}");
}
