//! Reading and editing real texts: what is read, what a refusal says, and that an edit changes its item's lines alone.

use super::*;
use crate::model::{Head, Kind, Level};

mod fields;

const BOARD: &str = "\
# a board kept by hand
title: Xiaomi Sales
mission: >-
  Smart technology within
  everyone's reach
x-mine: {a: 1}
sheets:
- kind: swot
  strengths:
  - ECOSYSTEM: 400+ products   # checked
  # two engines
  - STRATEGY: 'Twin engines: phone and AIoT'
    votes: 3

  - plain words
  weaknesses: []   # none yet
  opportunities:
- kind: plan
  objectives:
  - DOMINANCE: The most connected
    results:
    - DEVICES: 50 products
      score: 0.6
    - PLATFORM: One control
  metrics:
    -   CONNECTIONS: 700M
- kind: retro
  went_well:
  - last item   # end
";

fn open(text: &str) -> (Document, Vec<Finding>) {
    match Document::read(text.to_owned(), Some("2025-Q2")) {
        Read::Board(document, findings) => (*document, findings),
        Read::Refused(findings) => panic!("refused: {findings:?}"),
    }
}

fn refused(text: &str) -> Vec<Finding> {
    match Document::read(text.to_owned(), None) {
        Read::Board(document, _) => panic!("a board: {:?}", document.board()),
        Read::Refused(findings) => findings,
    }
}

fn step() -> Step {
    let here = Focus::Head(HeadAt::Board(Head::Title));
    Step { label: "a change".to_owned(), before: here, after: here, run: None }
}

fn item(sheet: usize, pane: usize, index: usize) -> ItemAt {
    ListAt::pane(sheet, pane).item(index)
}

/// Lines that are only in the first and only in the second text.
fn changed(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let diff = similar::TextDiff::from_lines(before, after);
    let lines = |tag| {
        let changes = diff.iter_all_changes().filter(move |change| change.tag() == tag);
        changes.map(|change| change.value().trim_end_matches('\n').to_owned()).collect()
    };
    (lines(similar::ChangeTag::Delete), lines(similar::ChangeTag::Insert))
}

/// Makes edits, checks that a reading of the whole agrees, that undoing restores every byte, and gives the changed lines.
fn edit(text: &str, edits: &[Edit]) -> (Vec<String>, Vec<String>) {
    let (mut document, _) = open(text);
    document.apply(edits, step()).unwrap();
    let after = document.text().to_owned();
    let (whole, _) = open(&after);
    assert!(
        same(document.board(), whole.board()),
        "the reading differs from one of the whole file:\n{after}"
    );
    document.undo().unwrap();
    assert_eq!(document.text(), text);
    document.redo().unwrap();
    assert_eq!(document.text(), after);
    changed(text, &after)
}

fn same(left: &Board, right: &Board) -> bool {
    let lists =
        |board: &Board| (0..board.sheets.len()).flat_map(|sheet| board.lists(sheet)).collect::<Vec<_>>();
    lists(left) == lists(right)
        && lists(left).into_iter().all(|list| {
            let starts = |board: &Board| board.items(list).iter().map(|item| item.start).collect::<Vec<_>>();
            starts(left) == starts(right)
                && content::of_items(left, list, 0..usize::MAX)
                    == content::of_items(right, list, 0..usize::MAX)
        })
}

#[test]
fn a_board_reads_as_a_person_means_it() {
    let (document, findings) = open(BOARD);
    let board = document.board();
    assert_eq!(board.title(), "Xiaomi Sales");
    assert_eq!(board.mission(), "Smart technology within everyone's reach");
    assert_eq!(board.period().unwrap().to_string(), "2025-Q2");
    assert_eq!(
        board.sheets.iter().map(|sheet| sheet.kind).collect::<Vec<_>>(),
        [Some(Kind::Swot), Some(Kind::Plan), Some(Kind::Retro)]
    );
    let strategy = board.item(item(0, 0, 1)).unwrap();
    assert_eq!(
        (strategy.tag(), strategy.text(), strategy.votes()),
        (Some("STRATEGY"), "Twin engines: phone and AIoT", 3)
    );
    assert_eq!(board.item(item(0, 0, 2)).unwrap().tag(), None);
    assert_eq!(board.items(ListAt::results(1, 0, 0)).len(), 2);
    assert_eq!(board.item(item(1, 1, 0)).unwrap().text(), "700M");
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn texts_are_what_is_written() {
    for (written, read) in [
        ("1.10", "1.10"),
        ("no", "no"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("~", ""),
        ("null", ""),
        ("", ""),
    ] {
        let (document, _) = open(&format!(
            "title: T\nsheets:\n- kind: retro\n  went_well:\n  - {written}\n  - X: {written}\n"
        ));
        assert_eq!(document.board().item(item(0, 0, 0)).unwrap().text(), read);
        assert_eq!(document.board().item(item(0, 0, 1)).unwrap().text(), read);
    }
}

#[test]
fn a_tag_is_what_is_written_and_one_without_a_character_is_none() {
    for (written, tag) in
        [("null: x", Some("null")), ("~: x", Some("~")), (": x", None), ("tag:\n    text: x", None)]
    {
        let (document, _) = open(&format!("title: T\nsheets:\n- kind: retro\n  went_well:\n  - {written}\n"));
        let item = document.board().item(item(0, 0, 0)).unwrap();
        assert_eq!((item.tag(), item.text()), (tag, "x"), "{written}");
    }
}

#[test]
fn an_edit_of_a_block_text_leaves_the_line_break_that_ends_it() {
    for end in ["|", ">"] {
        let text = format!(
            "title: T\nsheets:\n- kind: retro\n  motto: {end}\n    ours\n  went_well:\n  - A: {end}\n      words\n"
        );
        let (document, _) = open(&text);
        assert_eq!(document.board().item(item(0, 0, 0)).unwrap().line(), "A: words");
        let words = Edit::SetText { at: item(0, 0, 0), tag: Some("A".into()), text: "better words".into() };
        let motto = Edit::SetHead { at: HeadAt::Sheet(0, Head::Motto), value: Some("yours".into()) };
        let (gone, come) = edit(&text, &[words, motto]);
        assert_eq!(gone, ["    ours", "      words"], "{end}");
        assert_eq!(come, ["    yours", "      better words"], "{end}");
    }
}

#[test]
fn what_only_repeats_another_place_is_not_edited_and_the_lines_are_told() {
    let (mut document, _) =
        open("title: T\nsheets:\n- kind: swot\n  strengths: &s\n  - &i {A: b}\n  - *i\n  threats: *s\n");
    let vote = |at| Edit::SetField { at, field: Field::Votes, value: Some("1".into()) };
    for (edit, lines) in [
        (vote(item(0, 0, 1)), ["line 6", "line 5"]),
        (vote(item(0, 3, 0)), ["line 7", "line 5"]),
        (Edit::Delete { at: item(0, 3, 0) }, ["line 7", "line 5"]),
    ] {
        let reason = document.apply(&[edit], step()).unwrap_err().reason;
        assert!(lines.iter().all(|line| reason.contains(line)), "{reason}");
    }
}

#[test]
fn a_value_that_is_no_text_stops_a_copy_with_its_reason() {
    let (mut document, _) =
        open("title: T\nsheets:\n- kind: retro\n  went_well:\n  - A: b\n    owner: [c,\n      d]\n");
    let draft = document.board().item(item(0, 0, 0)).unwrap().to_draft();
    let copy = Edit::Insert { list: ListAt::pane(0, 0), index: 1, draft };
    assert!(document.apply(&[copy], step()).unwrap_err().reason.contains("owner:"));
}

#[test]
fn all_findings_of_a_file_come_together_with_places_and_remedies() {
    let text = "sheets:\n- kind: swot\n  weakneses: [a]\n  owner: x\n  strengths:\n  - A: b\n    votes: -3\n    due: tomorrow\n    ownr: F\n- kind: swat\n";
    let (_, findings) = open(text);
    let told = findings.iter().map(|f| (f.level, f.line, f.column, f.remedy.clone())).collect::<Vec<_>>();
    assert_eq!(told[0].0, Level::Problem);
    assert!(findings.iter().any(|f| f.what == "the board has no title"));
    assert!(told.iter().any(|(level, line, column, remedy)| (*level, *line, *column) == (Level::Hint, 3, 3)
        && remedy.contains("weaknesses")));
    assert!(told.iter().any(|(level, line, column, _)| (*level, *line, *column) == (Level::Problem, 7, 12)));
    assert!(told.iter().any(|(level, line, ..)| (*level, *line) == (Level::Problem, 8)));
    assert!(
        told.iter()
            .any(|(level, line, _, remedy)| (*level, *line) == (Level::Hint, 9) && remedy.contains("owner"))
    );
    assert!(
        told.iter().any(
            |(level, line, _, remedy)| (*level, *line) == (Level::Problem, 10) && remedy.contains("swot")
        )
    );
}

#[test]
fn what_is_no_board_is_refused_at_its_place() {
    for (text, line, column, what) in [
        ("", 1, 1, "empty"),
        ("- a\n", 1, 1, "map"),
        ("title: a\ntitle: b\n", 2, 1, "twice"),
        ("title: a\nsheets: no\n", 2, 9, "list"),
        ("title: a\nsheets:\n- x\n", 3, 3, "sheet"),
        ("title: a\nsheets:\n- kind: swot\n  strengths: words\n", 4, 14, "list"),
        ("title: a\nsheets:\n- kind: swot\n  strengths:\n  - [a]\n", 5, 5, "item"),
        ("title: a\nsheets:\n- kind: swot\n  strengths:\n  - A: [b]\n", 5, 8, "one text"),
        ("title: a\nsheets:\n- kind: plan\n  objectives:\n  - A: b\n    results: c\n", 6, 14, "results"),
        ("x: &x {a: b}\ntitle: a\nsheets:\n- kind: retro\n  went_well:\n  - <<: *x\n", 6, 9, "'<<'"),
        ("title: a\n---\ntitle: b\n", 2, 1, ""),
        ("title: a\nx: b\u{feff}c\n", 2, 5, "byte order"),
        ("title: a\n bad: [\n", 2, 5, ""),
    ] {
        let findings = refused(text);
        let refusals = findings.iter().filter(|f| f.level == Level::Refused).collect::<Vec<_>>();
        assert!(refusals.iter().any(|f| f.what.contains(what)), "{text:?}: {findings:?}");
        if !what.is_empty() {
            assert!(refusals.iter().any(|f| (f.line, f.column) == (line, column)), "{text:?}: {findings:?}");
        }
        assert!(refusals.iter().all(|f| !f.remedy.is_empty()));
    }
    assert!(
        matches!(Document::read_bytes(b"title: \xff".to_vec(), None), Read::Refused(f) if (f[0].line, f[0].column) == (1, 8))
    );
    open("\u{feff}title: a\n");
    open("title: \"a\u{feff}b\"\n");
}

#[test]
fn an_edit_of_words_changes_one_line() {
    let words = |at, tag: Option<&str>, text: &str| Edit::SetText {
        at,
        tag: tag.map(str::to_owned),
        text: text.to_owned(),
    };
    for (at, tag, text, gone, come) in [
        (
            item(0, 0, 0),
            Some("ECOSYSTEM"),
            "500+ products",
            "  - ECOSYSTEM: 400+ products   # checked",
            "  - ECOSYSTEM: 500+ products   # checked",
        ),
        (
            item(0, 0, 0),
            Some("SYSTEM"),
            "400+ products",
            "  - ECOSYSTEM: 400+ products   # checked",
            "  - SYSTEM: 400+ products   # checked",
        ),
        (item(0, 0, 0), None, "no tag", "  - ECOSYSTEM: 400+ products   # checked", "  - no tag   # checked"),
        (item(0, 0, 2), Some("TAG"), "plain words", "  - plain words", "  - TAG: plain words"),
        (item(0, 0, 2), None, "other: words", "  - plain words", "  - 'other: words'"),
        (
            item(0, 0, 1),
            None,
            "Twin engines",
            "  - STRATEGY: 'Twin engines: phone and AIoT'",
            "  - text: 'Twin engines'",
        ),
        (item(2, 0, 0), Some("END"), "no", "  - last item   # end", "  - END: 'no'   # end"),
        (
            item(1, 0, 0),
            Some("WIN"),
            "Most connected",
            "  - DOMINANCE: The most connected",
            "  - WIN: Most connected",
        ),
    ] {
        assert_eq!(edit(BOARD, &[words(at, tag, text)]), (vec![gone.to_owned()], vec![come.to_owned()]));
    }
}

#[test]
fn items_are_written_taken_away_and_moved() {
    let insert = |list, index, line: &str| Edit::Insert { list, index, draft: Draft::from_line(line) };
    assert_eq!(edit(BOARD, &[insert(ListAt::pane(0, 0), 3, "NEW: words")]).1, ["  - NEW: words"]);
    assert_eq!(
        edit(BOARD, &[insert(ListAt::pane(0, 1), 0, "first")]).1,
        ["  weaknesses:   # none yet", "  - first"]
    );
    assert_eq!(edit(BOARD, &[insert(ListAt::pane(0, 2), 0, "chance")]).1, ["  - chance"]);
    assert_eq!(edit(BOARD, &[insert(ListAt::pane(0, 3), 0, "risk")]).1, ["  threats:", "  - risk"]);
    assert_eq!(edit(BOARD, &[insert(ListAt::results(1, 0, 0), 2, "THREE: x")]).1, ["    - THREE: x"]);
    assert_eq!(
        edit(BOARD, &[Edit::Delete { at: item(0, 0, 1) }]).0,
        ["  # two engines", "  - STRATEGY: 'Twin engines: phone and AIoT'", "    votes: 3"]
    );
    let (mut document, _) = open(BOARD);
    document
        .apply(&[Edit::Move { from: item(0, 0, 1), list: ListAt::pane(0, 1), index: 0 }], step())
        .unwrap();
    let moved = "  weaknesses:   # none yet\n  # two engines\n  - STRATEGY: 'Twin engines: phone and AIoT'\n    votes: 3\n";
    assert!(document.text().contains(moved), "{}", document.text());
    let ranked = edit(BOARD, &[Edit::Move { from: item(0, 0, 1), list: ListAt::pane(0, 0), index: 0 }]);
    assert_eq!(ranked.0.len(), ranked.1.len());
}

#[test]
fn what_was_cut_is_laid_elsewhere_with_all_its_lines() {
    let (mut document, _) = open(BOARD);
    let lifted = document.lift(item(0, 0, 1)).unwrap();
    let edits =
        [Edit::Delete { at: item(0, 0, 1) }, Edit::Lay { list: ListAt::results(1, 0, 0), index: 0, lifted }];
    document.apply(&edits, step()).unwrap();
    assert!(
        document.text().contains(
            "    # two engines\n    - STRATEGY: 'Twin engines: phone and AIoT'\n      votes: 3\n    - DEVICES"
        ),
        "{}",
        document.text()
    );
    document.undo().unwrap();
    assert_eq!(document.text(), BOARD);
}

#[test]
fn headings_are_written_where_they_belong() {
    let head = |at, value: Option<&str>| Edit::SetHead { at, value: value.map(str::to_owned) };
    assert_eq!(
        edit(BOARD, &[head(HeadAt::Sheet(0, Head::Conclusion), Some("Grow"))]).1,
        ["  conclusion: Grow"]
    );
    assert_eq!(edit(BOARD, &[head(HeadAt::Board(Head::Title), Some("Mi"))]).1, ["title: Mi"]);
    assert_eq!(edit(BOARD, &[head(HeadAt::Board(Head::Period), Some("2025-Q3"))]).1, ["period: 2025-Q3"]);
    assert_eq!(edit(BOARD, &[head(HeadAt::Board(Head::Mission), None)]).0.len(), 3);
}

#[test]
fn a_step_is_all_or_nothing_and_runs_are_one_step() {
    let (mut document, _) = open(BOARD);
    let vote =
        |votes: &str| Edit::SetField { at: item(0, 0, 0), field: Field::Votes, value: Some(votes.into()) };
    let missing = Edit::Delete { at: item(0, 0, 99) };
    assert!(document.apply(&[vote("1"), missing], step()).is_err());
    assert_eq!(document.text(), BOARD);
    for votes in ["1", "2", "3"] {
        document.apply(&[vote(votes)], Step { run: Some("vote"), ..step() }).unwrap();
    }
    document.undo().unwrap();
    assert_eq!(document.text(), BOARD);
    assert!(!document.can_undo() && document.can_redo());
}

#[test]
fn an_outside_change_is_one_more_step() {
    let (mut document, _) = open(BOARD);
    let outside = BOARD.replace("700M", "800M");
    document.take_text(outside.clone(), step()).unwrap();
    assert_eq!(document.board().item(item(1, 1, 0)).unwrap().text(), "800M");
    document.undo().unwrap();
    assert_eq!(document.text(), BOARD);
    document.redo().unwrap();
    assert_eq!(document.text(), outside);
    assert!(document.take_text("sheets: no".to_owned(), step()).is_err());
    assert_eq!(document.text(), outside);
}
