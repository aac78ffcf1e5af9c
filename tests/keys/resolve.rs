//! What a merge left to be decided, and what the banner offers: one key acts, every other does what it always does.

use std::sync::Arc;

use stratboard::app::{Content, Effect, FileState, Message, Mode};
use stratboard::merge;

use crate::harness::{BOARD, Harness, file};

const MARK: &str = "# both changed the item above: keep one of the two, delete the other";

/// The board after a merge that both changed one item in.
fn pair() -> String {
    let [ours, theirs] =
        ["Africa", "Asia and more"].map(|words| BOARD.replace("Known in Asia", &format!("Known in {words}")));
    merge::merge(BOARD, &ours, &theirs, None).expect("it merges").text
}

#[test]
fn the_selected_one_of_a_pair_stays() {
    let text = pair();
    assert!(text.contains(MARK), "{text}");
    for (keys, gone, left) in [
        ("jr", "Known in Asia and more", "Known in Africa"),
        ("jjr", "Known in Africa", "Known in Asia and more"),
    ] {
        let mut harness = Harness::new(&text);
        harness.keys(keys);
        assert!(harness.text().contains(left) && !harness.text().contains(gone), "{}", harness.text());
        assert!(!harness.text().contains("# both"), "{}", harness.text());
        assert_eq!(harness.changes_since(&text).matches("+ ").count(), 0, "only lines went");
        assert_eq!(harness.place(), "1 strengths 2");
        assert_eq!(harness.message(), "kept this BRAND, deleted the other; u brings it back");
        assert_eq!(harness.effects, [Effect::Save { board: 0, asked: false }]);
        harness.keys("u");
        assert_eq!(harness.text(), text, "one step");
        harness.keys("<C-r>");
        assert!(!harness.text().contains(gone));
    }
}

#[test]
fn a_mark_that_tells_something_is_taken_away_by_the_same_key() {
    let text = BOARD
        .replace("  - plain words\n", "  # one side deleted this, the other changed it\n  - plain words\n");
    let mut harness = Harness::new(&text);
    harness.keys("jjr");
    assert_eq!(harness.text(), BOARD);
    assert_eq!(harness.message(), "the mark of plain words is gone; u brings it back");
}

#[test]
fn without_a_pair_and_an_offer_the_key_says_so() {
    let mut harness = Harness::new(BOARD);
    harness.keys("r");
    assert_eq!(harness.message(), "there is nothing to resolve here");
    assert_eq!(harness.text(), BOARD);
    let mut harness = Harness::new(&pair());
    harness.app.read_only = true;
    harness.keys("jr");
    assert_eq!(harness.message(), "opened read-only: nothing is changed");
    assert_eq!(harness.text(), pair());
}

fn banner(harness: &Harness) -> String {
    harness.app.banner().map(std::borrow::Cow::into_owned).unwrap_or_default()
}

/// A board from which an outside change took the weaknesses and threats, while something else was written.
fn robbed() -> Harness {
    let after = BOARD
        .replace("weaknesses:\n  - PREMIUM: Too few dear phones\n", "weaknesses: []\n")
        .replace("threats:\n  - RIVALS: Prices fall\n", "threats: []\n");
    let mut harness = Harness::new(&after);
    harness.app.offer_restore(0, Arc::from(BOARD), Arc::from(after), 2, 17);
    harness
}

#[test]
fn what_an_outside_change_removed_is_brought_back_among_what_was_written_since() {
    let mut harness = robbed();
    assert_eq!(banner(&harness), "r brings back 2 of 17 items that others removed");
    harness.keys("+").saved();
    assert!(!banner(&harness).is_empty(), "it stays until it is acted on");
    harness.keys("r");
    assert_eq!(harness.changes_since(BOARD), "+    votes: 1\n");
    assert_eq!(harness.message(), "2 changes came in; u takes it back");
    assert_eq!(banner(&harness), "");
    harness.keys("u");
    assert!(!harness.text().contains("RIVALS"), "one step");
}

#[test]
fn an_offer_that_brings_nothing_any_more_is_gone() {
    let mut harness = robbed();
    let text = Message::Disk { board: 0, text: Ok(BOARD.to_owned()), asked: false };
    harness.tell(text);
    assert_eq!(banner(&harness), "");
    harness.keys("r");
    assert_eq!(harness.message(), "there is nothing to resolve here");
}

#[test]
fn what_a_copy_beside_the_file_holds_comes_in_as_one_step() {
    let mut harness = Harness::new(BOARD);
    let copy = BOARD.replace("  - plain words\n", "  - plain words\n  - NEW: from the copy\n");
    harness.app.offer_sibling(0, "acme/2025-Q2.sync-conflict-1.yaml".into(), Arc::from(copy));
    assert_eq!(banner(&harness), "r brings in more from the copy 2025-Q2.sync-conflict-1.yaml");
    harness.keys("jr");
    assert_eq!(harness.changes_since(BOARD), "+  - NEW: from the copy\n");
    assert_eq!((harness.place().as_str(), banner(&harness).as_str()), ("1 strengths 2", ""));
    harness.keys("u");
    assert_eq!(harness.text(), BOARD);
}

fn conflicted() -> String {
    BOARD.replace(
        "  - plain words\n",
        "<<<<<<< HEAD\n  - plain words\n  - OURS: a\n=======\n  - plain words\n  - THEIRS: b\n>>>>>>> other\n",
    )
}

#[test]
fn both_sides_of_a_git_conflict_become_one_board() {
    let mut harness = Harness::new(&conflicted());
    assert!(matches!(harness.app.open().unwrap().content, Content::Refused { .. }));
    harness.keys("r");
    assert_eq!(harness.changes_since(BOARD), "+  - OURS: a\n+  - THEIRS: b\n");
    let built_on = Effect::BuildOn { board: 0, text: conflicted() };
    assert_eq!(harness.effects, [built_on, Effect::Save { board: 0, asked: false }]);
    assert_eq!(harness.app.open().unwrap().state, FileState::Writing);
    assert_eq!(harness.message(), "a board again: 1 change came in");
}

#[test]
fn conflict_markers_that_arrive_under_an_open_board_are_brought_together_with_it() {
    let mut harness = Harness::new(BOARD);
    harness.keys("+");
    harness.effects.clear();
    harness.tell(Message::Disk { board: 0, text: Err((conflicted(), Vec::new())), asked: false });
    let told = "r brings both sides of a git conflict together";
    assert_eq!(banner(&harness), told);
    harness.tell(Message::Disk { board: 0, text: Ok(conflicted()), asked: true });
    assert_eq!(banner(&harness), told, "reading it again takes no offer away");
    assert_eq!(harness.message(), "not read: the file is no board now");
    harness.keys("a");
    assert!(banner(&harness).starts_with("Esc r brings"), "here r is a letter: {}", banner(&harness));
    harness.keys("<Esc>r");
    assert_eq!(harness.changes_since(BOARD), "+    votes: 1\n+  - OURS: a\n+  - THEIRS: b\n");
    let built_on = Effect::BuildOn { board: 0, text: conflicted() };
    assert_eq!(harness.effects[..2], [built_on, Effect::Save { board: 0, asked: false }]);
    assert_eq!(banner(&harness), "");
    let mut mended = Harness::new(BOARD);
    mended.tell(Message::Disk { board: 0, text: Err((conflicted(), Vec::new())), asked: false });
    mended.tell(Message::Disk { board: 0, text: Ok(BOARD.to_owned()), asked: false });
    assert_eq!(banner(&mended), "", "somebody else has brought them together");
}

#[test]
fn sides_that_are_no_boards_and_read_only_change_nothing() {
    let mut harness = Harness::new("<<<<<<< a\ntitle: [\n=======\ntitle: T\n>>>>>>> b\n");
    harness.keys("r");
    assert!(
        harness.message().starts_with("the sides cannot be brought together: this side is no board (line"),
        "{}",
        harness.message()
    );
    let mut harness = Harness::new(&conflicted());
    harness.app.read_only = true;
    harness.keys("r");
    assert_eq!(harness.message(), "opened read-only: nothing is changed");
    assert_eq!(harness.effects, []);
    let mut harness = Harness::new("title: [");
    harness.keys("r");
    assert_eq!(harness.message(), "there is nothing to resolve here");
}

/// The place that is typed at after some keys, on a board opened anew with another text.
fn again(keys: &str, text: &str) -> Harness {
    let mut first = Harness::new(BOARD);
    first.keys(keys);
    let (board, place, typed) = first.app.typing_place().expect("something is typed");
    let mut later = Harness::of(file("acme/2025-Q2.yaml", text));
    assert!(later.app.offer_typed(board, &place, &typed));
    assert!(banner(&later).starts_with("r opens again what you were typing: "));
    later.keys("r");
    assert_eq!(banner(&later), "", "acted on");
    later
}

#[test]
fn text_that_was_being_typed_is_opened_again_where_it_was() {
    let moved = BOARD.replace(
        "  - SPEED: Ships weekly # a comment\n",
        "  - X: new\n  - Y: new\n  - SPEED: Ships weekly # a comment\n",
    );
    for (keys, text, editor, place) in [
        ("e daily", BOARD, "SPEED: Ships weekly daily|", "1 strengths 1"),
        ("e daily", &moved, "SPEED: Ships weekly daily|", "1 strengths 3"),
        (
            "e daily",
            &BOARD.replace("Ships weekly", "Ships often"),
            "SPEED: Ships weekly daily|",
            "1 strengths 1",
        ),
        ("<Tab>aNEW: thing", BOARD, "NEW: thing|", "1 weaknesses 1"),
        ("gm!", BOARD, "Tools for all!|", "1 = mission"),
        ("2e more", BOARD, "DEVICES: 50 new products more|", "2 GROW objectives 1"),
        ("jI<Down><CR>a note", BOARD, "a note|", "1 strengths 2"),
    ] {
        let mut later = again(keys, text);
        assert_eq!(later.editor(), editor, "{keys}");
        assert_eq!(later.place(), place, "{keys}");
        later.keys("<CR>");
        let kept = editor.trim_end_matches('|');
        assert!(later.text().contains(kept), "{keys}: {}", later.text());
    }
}

#[test]
fn text_of_an_item_that_is_gone_becomes_a_new_one_in_its_pane() {
    let later = again("e daily", &BOARD.replace("  - SPEED: Ships weekly # a comment\n", ""));
    assert_eq!(later.editor(), "SPEED: Ships weekly daily|");
    assert!(matches!(&later.app.mode, Mode::Edit(edit) if edit.is_changed()));
}

#[test]
fn unchanged_text_and_prompts_are_no_text_that_is_typed() {
    for keys in ["", "e", "a", "e x<BS><BS>", "v3", "I<CR>", "/"] {
        let mut harness = Harness::new(BOARD);
        harness.keys(keys);
        assert_eq!(harness.app.typing_place(), None, "{keys}");
    }
    let mut harness = Harness::new(BOARD);
    assert!(!harness.app.offer_typed(0, "item - 0 - 0 strengths\n", " \n"));
    assert!(!harness.app.offer_typed(7, "", "words"));
}

#[test]
fn a_hostile_place_is_harmless() {
    let most = usize::MAX;
    for place in [
        String::new(),
        "\u{1b}[31m \u{0} \n\n".to_owned(),
        format!("item - {most} - {most} strengths\nx"),
        format!("item - 0 {most} {most} strengths\nx"),
        format!("item - 1 {most} 0 objectives\nx"),
        format!("new - 1 {most} {most} objectives\n"),
        format!("new - 0 - {most} strengths\n"),
        "cell votes 0 - 0 strengths\nno such line".to_owned(),
        "cell nonsense 0 - 0 strengths\nx".to_owned(),
        "cell results 0 - 0 strengths\nSPEED: Ships weekly".to_owned(),
        format!("head {most} title"),
        "head - sheets".to_owned(),
        "scalar - \u{202e}".to_owned(),
        "scalar 0 conclusion".to_owned(),
        "head 0 period".to_owned(),
        "item ".repeat(10_000),
    ] {
        let mut harness = Harness::new(BOARD);
        assert!(harness.app.offer_typed(0, &place, "typed\u{1b}[31m words"), "{place}");
        harness.keys("r");
        assert!(harness.editor().contains("typed") && !harness.editor().contains('\u{1b}'), "{place}");
        harness.keys("<CR><Esc><Esc>");
        assert!(matches!(harness.app.mode, Mode::Board), "{place}");
    }
}

#[test]
fn esc_puts_an_offer_away_and_its_key_still_acts() {
    let mut harness = Harness::new(BOARD);
    harness.app.offer_typed(0, "", "half a thought");
    harness.keys("*<Esc>");
    assert!(!banner(&harness).is_empty(), "marks first");
    harness.keys("/br<CR><Esc>");
    assert!(!banner(&harness).is_empty(), "what is lit first");
    harness.keys("<Esc>");
    assert_eq!((banner(&harness).as_str(), harness.message()), ("", "put away; r still does it"));
    harness.keys("<Esc>");
    assert_eq!(harness.message(), "", "once");
    harness.app.offer_typed(0, "", "another one");
    assert!(banner(&harness).contains("another one"), "a new offer is told");
    harness.keys("<Esc>r");
    assert_eq!(harness.editor(), "another one|");
}

#[test]
fn what_takes_a_while_is_asked_for_and_comes_in_when_it_is_done() {
    let many = "  - An item with some words of its own\n".repeat(9000);
    let large = format!("{BOARD}  more:\n{many}");
    let copy = format!("{large}  - FROM: the copy\n");
    let mut harness = Harness::new(&large);
    harness.app.offer_sibling(0, "acme/2025-Q2.sync-conflict-1.yaml".into(), Arc::from(copy.as_str()));
    harness.keys("r");
    assert_eq!(harness.text(), large, "nothing yet");
    let Some(Effect::Bring { board: 0, offer }) = harness.effects.last().cloned() else {
        panic!("{:?}", harness.effects)
    };
    let merged = offer.merged(Some(&large), None).expect("it brings something");
    harness.tell(Message::Brought { board: 0, offer: offer.clone(), merged });
    assert_eq!(harness.text(), copy);
    assert!(harness.message().starts_with("1 change came in"), "{}", harness.message());
    let is_asked = |effect: &Effect| matches!(effect, Effect::Bring { .. });
    let before = harness.effects.iter().filter(|effect| is_asked(effect)).count();
    harness.keys("r");
    assert_eq!(harness.effects.iter().filter(|effect| is_asked(effect)).count(), before, "it is dealt with");
}
