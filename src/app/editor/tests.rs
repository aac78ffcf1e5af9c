//! Moves, deletes, undo and the limits of the editor; also that the model's calls do what they are used for.

use proptest::prelude::*;

use super::*;
use crate::text::graphemes;

/// One of each that a char-wise editor breaks.
const CLUSTERS: [&str; 10] = ["a", "👨‍👩‍👧", "🇨🇳", "🇩🇪", "e\u{301}", "小", "❤️", "1️⃣", "ｶﾞ", "👍🏽"];

fn typed(text: &str) -> Editor {
    let mut editor = Editor::new("", true);
    for c in text.chars() {
        editor.insert(c.encode_utf8(&mut [0; 4]));
    }
    editor
}

fn undone(editor: &mut Editor) -> usize {
    std::iter::from_fn(|| editor.undo().then_some(())).count()
}

#[test]
fn one_press_moves_over_one_cluster() {
    let text = CLUSTERS.concat();
    let mut editor = Editor::new(&text, false);
    let mut at = 0;
    for cluster in CLUSTERS {
        editor.right();
        at += cluster.len();
        assert_eq!(editor.caret(), at, "{cluster}");
    }
    editor.right();
    assert_eq!(editor.caret(), text.len());
    for cluster in CLUSTERS.iter().rev() {
        editor.left();
        at -= cluster.len();
        assert_eq!(editor.caret(), at, "{cluster}");
    }
    editor.left();
    assert_eq!((editor.caret(), editor.version()), (0, 0));
}

#[test]
fn one_press_deletes_one_cluster_and_undo_restores_exactly() {
    let text = CLUSTERS.concat();
    let mut editor = Editor::new(&text, true);
    for left in (0..CLUSTERS.len()).rev() {
        editor.delete_left();
        assert_eq!(editor.text(), CLUSTERS[..left].concat());
    }
    assert!(editor.is_empty());
    undone(&mut editor);
    assert_eq!((editor.text(), editor.caret()), (text.clone(), text.len()));

    let mut editor = Editor::new(&text, false);
    for gone in 1..=CLUSTERS.len() {
        editor.delete_right();
        assert_eq!(editor.text(), CLUSTERS[gone..].concat());
    }
    undone(&mut editor);
    assert_eq!((editor.text(), editor.caret()), (text, 0));
}

#[test]
fn typed_letters_are_undone_by_words() {
    let mut editor = typed("seventeen letters");
    assert!(editor.undo());
    assert_eq!(editor.text(), "seventeen ");
    assert!(editor.undo());
    assert!(editor.is_empty() && !editor.undo());
    assert!(editor.redo() && editor.redo() && !editor.redo());
    assert_eq!((editor.text().as_str(), editor.caret()), ("seventeen letters", 17));

    assert_eq!(undone(&mut typed(&"長".repeat(100))), 4, "no blanks: some at a time");
    assert_eq!(undone(&mut typed("foo();")), 2);
    let mut moved = typed("ab");
    moved.left();
    moved.right();
    moved.insert("c");
    assert_eq!(undone(&mut moved), 2, "a move ends the run");
}

#[test]
fn more_than_the_models_own_fifty_steps_are_undone() {
    let mut editor = typed(&"word ".repeat(300));
    assert_eq!(undone(&mut editor), 300);
    assert!(editor.is_empty());
}

#[test]
fn a_paste_is_clean_and_one_step() {
    let mut editor = Editor::new("ab", true);
    editor.left();
    let inserted = editor.insert("1\r\n2\r3\u{1b}[0m\u{202e}\u{feff}");
    assert_eq!(editor.text(), "a1\n2\n3[0m\u{202e}b");
    assert_eq!(inserted, Inserted { chars: 9, cut: 0 });
    assert_eq!(editor.caret(), editor.text().len() - 1);
    assert!(editor.undo());
    assert_eq!((editor.text().as_str(), editor.caret()), ("ab", 1));
    assert_eq!(editor.insert("\u{7}"), Inserted { chars: 0, cut: 0 });
    assert!(editor.redo(), "nothing inserted is no step");
}

#[test]
fn lines_break_and_join() {
    let mut editor = typed("ab");
    editor.left();
    editor.newline();
    assert_eq!((editor.text().as_str(), editor.caret()), ("a\nb", 2));
    editor.left();
    assert_eq!(editor.caret(), 1);
    editor.delete_right();
    assert_eq!(editor.text(), "ab");
    editor.undo();
    editor.set_caret(2);
    editor.delete_left();
    assert_eq!((editor.text().as_str(), editor.caret()), ("ab", 1));
    assert_eq!(undone(&mut editor), 3, "letters, line break, join");
    assert_eq!(undone(&mut typed("a\nb")), 3);
}

#[test]
fn home_end_and_words_go_as_in_a_shell() {
    let text = "one, two-three\nfour 🎉 ende";
    let mut editor = Editor::new(text, false);
    let mut stops = |step: fn(&mut Editor)| -> Vec<usize> {
        let mut at = vec![editor.caret()];
        loop {
            step(&mut editor);
            if at.last() == Some(&editor.caret()) {
                return at;
            }
            at.push(editor.caret());
        }
    };
    assert_eq!(stops(Editor::word_right), [0, 3, 8, 14, 19, 24, 29]);
    assert_eq!(stops(Editor::word_left), [29, 25, 20, 15, 9, 5, 0]);
    assert_eq!(stops(Editor::end), [0, 14]);
    editor.set_caret(22);
    assert_eq!(editor.caret(), 20, "never inside a cluster");
    editor.home();
    assert_eq!(editor.caret(), 15);
}

#[test]
fn words_and_lines_are_deleted_to_the_left_and_right() {
    let mut editor = Editor::new("one two\nthree four", true);
    editor.delete_word_left();
    assert_eq!(editor.text(), "one two\nthree ");
    editor.delete_word_left();
    editor.delete_word_left();
    assert_eq!(editor.text(), "one two", "at the start of a line only the break goes");
    editor.set_caret(4);
    editor.delete_to_line_start();
    assert_eq!((editor.text().as_str(), editor.caret()), ("two", 0));
    editor.delete_to_line_start();
    editor.right();
    editor.delete_to_line_end();
    assert_eq!(editor.text(), "t");
    editor.delete_to_line_end();
    assert_eq!(undone(&mut editor), 5);
    assert_eq!(editor.text(), "one two\nthree four");
}

#[test]
fn a_whole_text_is_replaced_in_one_step() {
    let mut editor = Editor::new("cost is high\nand rising", true);
    editor.replace("COST: is high\nand falling", 5);
    assert_eq!((editor.text().as_str(), editor.caret()), ("COST: is high\nand falling", 5));
    assert!(editor.undo());
    assert_eq!((editor.text().as_str(), editor.caret()), ("cost is high\nand rising", 23));
    assert!(editor.redo() && !editor.redo());
    assert_eq!((editor.text().as_str(), editor.caret()), ("COST: is high\nand falling", 5));
    let version = editor.version();
    editor.replace(&editor.text(), 0);
    assert_eq!((editor.version(), editor.caret()), (version, 0), "the same text is no step");
}

#[test]
fn the_text_grows_no_longer_than_allowed_and_says_so() {
    let mut editor = Editor::new(&"x".repeat(MAX_CHARS - 4), true);
    assert_eq!(editor.insert("a👨‍👩‍👧b"), Inserted { chars: 1, cut: 6 }, "no half clusters");
    assert_eq!(editor.insert("123456"), Inserted { chars: 3, cut: 3 });
    assert_eq!(editor.newline(), Inserted { chars: 0, cut: 1 });
    editor.delete_left();
    assert_eq!(editor.insert("y").cut, 0);
    assert!(editor.text().ends_with("xa12y"));
}

#[test]
fn a_longer_text_is_kept_whole() {
    let long = "x".repeat(70_000);
    let mut editor = Editor::new(&long, true);
    assert!(!editor.changed_from(&long));
    assert_eq!((editor.insert("y").cut, editor.caret()), (1, 70_000));
    editor.delete_left();
    assert_eq!((editor.text().len(), editor.caret()), (69_999, 69_999));
}

#[test]
fn a_mark_typed_behind_a_letter_joins_it() {
    let mut editor = Editor::new("\u{301}x", false);
    editor.insert("e");
    assert_eq!(editor.caret(), 1, "typing goes on where it was");
    editor.right();
    assert_eq!(editor.caret(), 3);
    let mut flags = Editor::new("🇩🇪", false);
    flags.insert("🇨");
    flags.insert("🇳");
    assert_eq!(flags.text(), "🇨🇳🇩🇪");
}

#[test]
fn stored_line_ends_and_controls_are_kept_exactly() {
    let text = "a\r\nb\u{1b}\n";
    let mut editor = Editor::new(text, true);
    assert!(!editor.changed_from(text) && editor.changed_from("a"));
    editor.insert("c");
    assert_eq!(editor.text(), "a\r\nb\u{1b}\nc");
}

/// Any edit or move, by number, with text and a place for those that take them.
fn act(editor: &mut Editor, action: usize, text: &str, at: usize) {
    match action {
        0 => drop(editor.insert(text)),
        1 => editor.delete_left(),
        2 => editor.delete_right(),
        3 => editor.delete_word_left(),
        4 => editor.delete_to_line_end(),
        5 => editor.delete_to_line_start(),
        6 => editor.set_caret(at),
        7 => editor.word_left(),
        8 => editor.word_right(),
        9 => drop(editor.newline()),
        10 => editor.replace(text, at),
        11 => editor.right(),
        _ => editor.left(),
    }
}

proptest! {
    #[test]
    fn every_edit_is_undone_and_redone_exactly(
        start in crate::text::tests::any_text(),
        acts in proptest::collection::vec((0usize..13, crate::text::tests::any_text(), 0usize..40), 0..20),
    ) {
        let mut editor = Editor::new(&start, true);
        for (action, text, at) in &acts {
            let (before, version) = (editor.text(), editor.version());
            act(&mut editor, *action, &clean_paste(text), *at);
            prop_assert_eq!(before != editor.text(), version != editor.version());
            prop_assert!(editor.text().is_char_boundary(editor.caret()));
        }
        let (end, caret) = (editor.text(), editor.caret());
        let steps = undone(&mut editor);
        prop_assert_eq!(editor.text(), start);
        for _ in 0..steps {
            prop_assert!(editor.redo());
        }
        prop_assert_eq!(editor.text(), end);
        prop_assert!(steps == 0 || !editor.redo());
        prop_assert!(caret <= editor.text().len());
    }

    #[test]
    fn moves_stop_at_every_cluster(text in crate::text::tests::any_text()) {
        let mut editor = Editor::new(&text, false);
        let count = graphemes(&text).count();
        for _ in 0..count {
            editor.right();
        }
        prop_assert_eq!(editor.caret(), text.len());
        for _ in 0..count {
            prop_assert!(editor.caret() > 0);
            editor.left();
        }
        prop_assert_eq!(editor.caret(), 0);
    }
}
