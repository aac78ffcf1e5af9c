//! `ge` and `C-e`: what is asked for, and what becomes of an answer.

use stratboard::app::{Effect, Message, Mode};

use crate::harness::{BOARD, Harness};

fn edited(harness: &mut Harness, text: &str) {
    harness.tell(Message::Edited { text: text.to_owned() });
}

#[test]
fn the_file_is_asked_for_where_there_is_one_to_change() {
    assert_eq!(Harness::new(BOARD).keys("ge").effects, [Effect::EditFile(0)]);
    assert_eq!(Harness::new("title: [\n").keys("ge").effects, [Effect::EditFile(0)]);
    let mut reader = Harness::new(BOARD);
    reader.app.read_only = true;
    assert_eq!(reader.keys("ge").message(), "opened read-only: nothing is changed");
    let mut sample = Harness::new(BOARD);
    sample.app.boards[0].path = None;
    assert_eq!(sample.keys("ge").message(), "the sample is in no file");
    assert!(reader.effects.is_empty() && sample.effects.is_empty());
}

#[test]
fn a_field_comes_back_from_the_editor_as_one_step() {
    let mut harness = Harness::new(BOARD);
    assert_eq!(harness.keys("jIj<C-e>").effects, [Effect::EditText(String::new())]);
    edited(&mut harness, "two\nlines\n");
    assert!(harness.changes_since(BOARD).starts_with("+    note:"), "{}", harness.changes_since(BOARD));
    harness.keys("u");
    assert_eq!(harness.changes_since(BOARD), "");
    edited(&mut harness, "\n");
    assert_eq!(harness.changes_since(BOARD), "", "nothing stays nothing");
}

#[test]
fn what_a_field_cannot_hold_stays_in_its_editor() {
    let mut harness = Harness::new(BOARD);
    harness.keys("jIjjj<C-e>");
    edited(&mut harness, "soon\n");
    assert_eq!(harness.message(), "due must be a date such as 2025-06-30");
    assert_eq!(harness.editor(), "soon|");
    harness.keys("<C-c>");
    assert!(matches!(harness.app.mode, Mode::Form(_)));
    assert_eq!(harness.changes_since(BOARD), "");
}

#[test]
fn an_answer_after_the_form_is_nobodys() {
    let mut harness = Harness::new(BOARD);
    edited(&mut harness, "lost");
    assert_eq!((harness.changes_since(BOARD), harness.editor()), (String::new(), "(no editor)".to_owned()));
}
