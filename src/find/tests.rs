use proptest::prelude::*;

use super::*;
use crate::document::{Document, Read};

fn found(query: &str, text: &str) -> Vec<String> {
    let query = Query::new(query).unwrap();
    query.spans(text).map(|span| text[span].to_owned()).collect()
}

#[test]
fn a_capital_letter_makes_a_query_exact() {
    assert_eq!(found("phone", "Phones, PHONE, telephone"), ["Phone", "PHONE", "phone"]);
    assert_eq!(found("Phone", "Phones, PHONE, telephone"), ["Phone"]);
    assert_eq!(found("É", "été ÉTÉ"), ["É", "É"]);
    assert_eq!(found("é", "été ÉTÉ"), ["é", "é", "É", "É"]);
}

#[test]
fn what_has_no_letter_finds_nothing() {
    assert_eq!(Query::new(""), None);
    assert_eq!(Query::new(" \t"), None);
}

#[test]
fn places_are_those_of_the_text_whatever_its_letters_are() {
    assert_eq!(found("istan", "İstanbul, istanbul, ISTANBUL"), ["İstan", "istan", "ISTAN"]);
    assert_eq!(found("小米", "看小米，小米"), ["小米", "小米"]);
    assert_eq!(found("e\u{301}", "cafe\u{301}s"), ["e\u{301}"]);
    assert_eq!(found("σας", "ΣΑΣ σας"), ["ΣΑΣ", "σας"]);
    assert_eq!(found("k", "5 \u{212a}"), ["\u{212a}"], "the Kelvin sign is a K");
    assert_eq!(found("aa", "aaaa a"), ["aa", "aa"], "without overlap");
}

#[test]
fn a_line_break_reads_as_a_blank() {
    assert_eq!(found("two words", "Two\nwords, two\u{a0}words"), ["Two\nwords", "two\u{a0}words"]);
}

const BOARD: &str = "\
title: T
sheets:
- kind: plan
  objectives:
  - GROW: reach
    results:
    - USERS: a million in reach
  - EARN: profit
    results:
    - SALES: 18 %
      note: the reach of stores
  metrics: [reach, other]
- kind: retro
  actions:
  - HIRE: somebody
    owner: Reacher
";

fn board() -> Board {
    match Document::read(BOARD.to_owned(), None) {
        Read::Board(document, _) => document.board().clone(),
        Read::Refused(findings) => panic!("{findings:?}"),
    }
}

#[test]
fn items_are_found_by_tag_text_note_and_owner_in_reading_order() {
    let board = board();
    let named = |query: &str| {
        let items = Query::new(query).unwrap().items(&board);
        items.iter().map(|at| board.item(*at).unwrap().name()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(named("reach"), "GROW USERS SALES reach HIRE");
    assert_eq!(named("Reach"), "HIRE");
    assert_eq!(named("sales"), "SALES");
    assert_eq!(named("nowhere"), "");
    let parts = |query: &str| {
        let query = Query::new(query).unwrap();
        query.items(&board).iter().filter_map(|at| query.part(board.item(*at).unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(parts("reach"), [Part::Text, Part::Text, Part::Note, Part::Text, Part::Owner]);
}

#[test]
fn reading_order_is_the_order_of_what_is_found() {
    let board = board();
    let items = in_reading_order(&board).map(|(at, _)| at).collect::<Vec<_>>();
    assert_eq!(items.len(), board.all_items().count());
    assert!(items.windows(2).all(|pair| order(pair[0]) < order(pair[1])), "{items:?}");
}

proptest! {
    #[test]
    fn a_longer_query_finds_no_item_more(text in ".{0,40}", query in ".{1,4}", more in ".{0,3}") {
        let (short, long) = (Query::new(&query), Query::new(&format!("{query}{more}")));
        if let (Some(short), Some(long)) = (short, long) {
            prop_assert!(long.narrows(&short));
            prop_assert!(long.first(&text, 0).is_none() || short.first(&text, 0).is_some());
        }
    }

    #[test]
    fn a_part_of_a_text_is_found_in_it(text in "\\PC{1,30}", from in 0usize..30, len in 1usize..6) {
        let part = text.chars().skip(from).take(len).collect::<String>();
        if let Some(query) = Query::new(&part) {
            let spans = query.spans(&text).collect::<Vec<_>>();
            prop_assert!(spans.iter().all(|span| text.get(span.clone()).is_some()));
            prop_assert!(!spans.is_empty(), "{part:?} in {text:?}");
        }
    }

    #[test]
    fn bytes_and_characters_answer_the_same(text in "[a-cA-C \n]{0,30}", query in "[a-cA-C ]{1,3}") {
        if let Some(query) = Query::new(&query) {
            prop_assert_eq!(query.first(&text, 0), query.first_chars(&text));
        }
    }
}
