use super::*;
use crate::document::{Document, Read};

fn read(text: &str) -> Box<Document> {
    match Document::read(text.to_owned(), None) {
        Read::Board(document, _) => document,
        Read::Refused(findings) => panic!("{findings:?}\n{text}"),
    }
}

/// The text of the same board made anew from its JSON.
fn again(text: &str) -> String {
    BoardDraft::of(read(text).board(), None).unwrap().to_yaml(&[]).unwrap()
}

#[test]
fn a_board_in_the_programs_own_hand_comes_back_byte_for_byte() {
    let text = "\
title: Xiaomi Sales
period: 2025-Q2
updated: 2025-04-25
mission: Within everyone's reach
sheets:
- kind: swot
  title: Sales SWOT
  conclusion: Grow
  strengths:
  - ECOSYSTEM: 400+ products
    votes: 3
  - plain text
  - text: plain with fields
    owner: Flora
  needs_help: []
  x-own:
    deep:
    - 'yes'
- kind: plan
  objectives:
  - WIN: aim
    see: [A, B]
    results:
    - K1: words
      score: 0.5
  - tag: owner
    text: |
      two
      lines
    results: []
x-team: sales
";
    assert_eq!(again(text), text.replace("see: [A, B]", "see:\n    - A\n    - B"));
}

#[test]
fn what_a_reader_sees_is_the_same_whatever_hand_wrote_it() {
    for text in [
        "title: \"\"\nsheets:\n- {kind: retro, went_well: [a, 'TAG: b', {X: y}], actions: [{DO: it, done: true, votes: -3}]}\n",
        "sheets:\n- kind: strange\n  list: [a]\n  empty: []\n  map: {a: &x 1, b: *x}\n- other:\n  - null\n  - ~: tilde\n",
        "title: t\nperiod: never\nsheets:\n- kind: brief\n  events:\n  - 2018-09: \"a\\tb\\x1b\"\n  figures:\n  - text: |+\n\n      x\n\n    note: \"\\n\"\n",
    ] {
        let before = read(text);
        let after = again(text);
        let json = |document: &Document| json::text(document.board(), None);
        assert_eq!(json(&read(&after)), json(&before), "{after}");
    }
}

#[test]
fn remarks_stand_as_comments_that_cannot_be_anything_else() {
    let board = BoardDraft::from_json("{\"title\": \"t\"}").unwrap();
    let remarks = ["12: a\nsheets: []".to_owned(), "\u{1b}[31m".to_owned(), String::new()];
    let text = board.to_yaml(&remarks).unwrap();
    assert!(text.lines().skip(2).all(|line| line.starts_with('#')), "{text}");
    assert_eq!(text.lines().count(), 5, "{text}");
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (json, told) in [
        ("[", "EOF while parsing a list at line 1 column 1"),
        ("[]", "the whole: it is no object"),
        ("{\"a\": 1, \"a\": 2}", "the key \"a\" stands twice at line 1 column 16"),
        ("{\"sheets\": {}}", "sheets: it is no list"),
        ("{\"sheets\": [{}, {\"panes\": [{\"items\": 3}]}]}", "sheets[2].panes[1].items: it is no list"),
        ("{\"sheets\": [{\"panes\": [{}]}]}", "sheets[1].panes[1]: this pane has no key"),
        (
            "{\"sheets\": [{\"panes\": [{\"key\": \"a\", \"items\": [[]]}]}]}",
            "sheets[1].panes[1].items[1]: it is no object",
        ),
    ] {
        assert_eq!(BoardDraft::from_json(json).unwrap_err().cause(), told, "{json}");
    }
}

#[test]
fn json_of_other_programs_keeps_its_keys_and_what_no_board_can_hold_is_refused() {
    let json = r#"{"title": 3, "status": "open", "sheets": [{"kind": "swot", "date": "x",
        "panes": [{"key": "strengths", "items": ["words", {"text": "w", "owner": ["a", "b"], "points": 2}]}]}]}"#;
    let text = BoardDraft::from_json(json).unwrap().to_yaml(&[]).unwrap();
    for line in ["title: '3'", "status: open", "  date: x", "  - words", "    owner: a, b", "    points: '2'"]
    {
        assert!(text.lines().any(|written| written == line), "{line}\n{text}");
    }
    let twice = r#"{"sheets": [{"kind": "swot", "panes": [], "extra": {"strengths": "text"}}]}"#;
    let refused = BoardDraft::from_json(twice).unwrap().to_yaml(&[]).unwrap_err();
    assert_eq!(refused.cause(), "strengths must be a list of items");
}

#[test]
fn numbers_are_those_that_the_board_reads_back() {
    let mut item = ItemDraft::from_line("words");
    for (field, text, number) in [
        (Field::Score, "0.70", "0.7"),
        (Field::Score, ".5", "0.5"),
        (Field::Score, "0.", "0"),
        (Field::Score, "7", "7"),
        (Field::Votes, "007", "7"),
        (Field::Votes, "many", "many"),
        (Field::Owner, "007", "007"),
    ] {
        item.set_field(field, text.into());
        assert_eq!(item.field(field), Some(&Value::from(number)), "{text}");
    }
    let mut sheet = SheetDraft::of_kind(Kind::Retro);
    item.set_field(Field::Score, "0.70".into());
    sheet.pane_mut("went_well").items.push(item);
    let board = BoardDraft { sheets: vec![sheet], ..BoardDraft::default() };
    assert!(board.to_yaml(&[]).unwrap().contains("score: 0.7\n"));
}
