//! The list of boards: found and read behind it, chosen by some letters, left where it was opened.

use std::path::{Path, PathBuf};

use stratboard::app::chooser::{Listed, Summary};
use stratboard::app::{Choices, Effect, Message, Mode};

use crate::harness::{BOARD, Harness, file};

fn listed(names: &[(&str, Option<&str>, &str)]) -> Vec<Listed> {
    let one = |(board, period, path): &(&str, Option<&str>, &str)| Listed {
        board: (*board).to_owned(),
        period: period.map(str::to_owned),
        path: PathBuf::from(path),
    };
    names.iter().map(one).collect()
}

fn summary(title: &str, sheets: &[(&str, usize)]) -> Summary {
    let sheets = sheets.iter().map(|(title, items)| ((*title).to_owned(), *items)).collect();
    Summary { title: title.to_owned(), sheets, ..Summary::default() }
}

/// The list is open and knows three files.
fn opened() -> Harness {
    let mut harness = Harness::new(BOARD);
    harness.keys("b");
    assert_eq!(harness.effects, [Effect::ListBoards { asked: 1 }]);
    harness.effects.clear();
    let files = listed(&[
        ("sales", Some("2025-Q2"), "sales/2025-Q2.yaml"),
        ("acme", Some("2025-Q2"), "acme/2025-Q2.yaml"),
        ("retro", None, "retro.yaml"),
    ]);
    harness.tell(Message::BoardsListed { asked: 1, files });
    harness
}

fn names(harness: &Harness) -> Vec<String> {
    let Mode::Choose(chooser) = &harness.app.mode else { return vec!["(no list)".to_owned()] };
    chooser.hits.iter().map(|hit| chooser.entries[*hit].name.clone()).collect()
}

#[test]
fn boards_are_chosen_by_some_letters() {
    let mut harness = opened();
    assert_eq!(names(&harness), ["sales › 2025-Q2", "acme › 2025-Q2", "retro"]);
    assert_eq!(harness.effects, [Effect::WantBoard(0)], "what is selected is read first");
    harness.keys("ret<CR>");
    let path = PathBuf::from("retro.yaml");
    let chosen = [Effect::WantBoard(2), Effect::StopListing, Effect::OpenBoard { path, sheet: None }];
    assert_eq!(harness.effects[1..], chosen);
    assert!(matches!(harness.app.mode, Mode::Board));
    let mut retro = file("retro.yaml", BOARD);
    retro.sheet = 2;
    harness.tell(Message::OpenedChosen(Box::new(retro)));
    assert_eq!((harness.app.current, harness.place().as_str()), (1, "3 went_well 1"), "where it was left");
    harness.tell(Message::TurnTo { board: 0, sheet: Some(1) });
    assert_eq!((harness.app.current, harness.place().as_str()), (0, "2 GROW objectives 1"));
    assert_eq!(harness.app.visited, [0, 1]);
}

#[test]
fn sheets_are_found_once_their_board_was_read() {
    let mut harness = opened();
    harness.keys("plan");
    assert_eq!(names(&harness), Vec::<String>::new());
    let sheets = [("SWOT", 20), ("Plan", 3)];
    let summaries = vec![(0, summary("Sales of Asia", &sheets)), (2, summary("Plans", &[("Retro", 1)]))];
    harness.tell(Message::BoardsRead { asked: 1, summaries, ended: false });
    assert_eq!(names(&harness), ["sales › 2025-Q2 › Plan", "retro"], "names before titles");
    harness.effects.clear();
    harness.keys("<CR>");
    let path = PathBuf::from("sales/2025-Q2.yaml");
    assert_eq!(harness.effects, [Effect::StopListing, Effect::OpenBoard { path, sheet: Some(1) }]);
}

#[test]
fn esc_puts_everything_back() {
    let mut harness = opened();
    let before = harness.place();
    harness.keys("sal<Down><Esc>");
    assert_eq!((harness.place(), harness.text(), harness.app.current), (before, BOARD, 0));
    assert!(matches!(harness.app.mode, Mode::Board));
    assert_eq!(harness.effects.last(), Some(&Effect::StopListing));
}

#[test]
fn the_board_on_the_screen_stays_there() {
    let mut harness = opened();
    harness.effects.clear();
    harness.keys("acme<CR>");
    let opens = harness.effects.iter().any(|effect| matches!(effect, Effect::OpenBoard { .. }));
    assert!(!opens && matches!(harness.app.mode, Mode::Board), "{:?}", harness.effects);
}

#[test]
fn what_an_earlier_list_asked_for_comes_too_late() {
    let mut harness = opened();
    harness.keys("<Esc>b");
    harness.tell(Message::BoardsListed { asked: 1, files: listed(&[("old", None, "old.yaml")]) });
    let summaries = vec![(0, summary("old", &[]))];
    harness.tell(Message::BoardsRead { asked: 1, summaries: summaries.clone(), ended: true });
    assert_eq!(names(&harness), Vec::<String>::new());
    assert_eq!(harness.keys("<CR>").message(), "still looking for boards");
    harness.keys("<Esc>").tell(Message::BoardsRead { asked: 2, summaries: summaries.clone(), ended: true });
    harness.keys(":").tell(Message::BoardsRead { asked: 2, summaries, ended: true });
    assert!(matches!(&harness.app.mode, Mode::Choose(chooser) if matches!(chooser.of, Choices::Actions(_))));
}

#[test]
fn how_a_board_was_looked_at_is_not_how_the_next_one_is() {
    let mut harness = opened();
    harness.keys("<Esc>zgv").tell(Message::OpenedChosen(Box::new(file("retro.yaml", BOARD))));
    assert!(!harness.app.zoom && harness.app.by_votes.is_empty());
    assert_eq!(harness.app.open().and_then(|open| open.path.as_deref()), Some(Path::new("retro.yaml")));
}

#[test]
fn hostile_names_are_harmless() {
    let mut harness = Harness::new(BOARD);
    harness.keys("b");
    let files = listed(&[("a\u{1b}[31m\u{202e}", Some("q\n"), "a\u{1b}.yaml")]);
    harness.tell(Message::BoardsListed { asked: 1, files });
    let sheets = [("s\u{7}", 1), ("t", 1)];
    harness.tell(Message::BoardsRead {
        asked: 1,
        summaries: vec![(0, summary("x\u{1b}", &sheets))],
        ended: true,
    });
    assert_eq!(names(&harness), ["a␛[31m· › q↵"]);
    assert_eq!(names(harness.keys("s")), ["a␛[31m· › q↵ › s␇"]);
}
