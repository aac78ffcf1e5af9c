//! Texts that are no board: errors with their place and bounded words, no panic, no blow-up.

use std::fmt::Write;

use stratboard::yaml::{SyntaxError, Tree, line_col};

fn error(text: &str) -> (usize, usize, String) {
    let SyntaxError { offset, message } = Tree::parse(text).expect_err(text);
    assert!(offset <= text.len() && message.chars().count() <= 200 && !message.contains(char::is_control));
    let (line, column) = line_col(text, offset);
    (line, column, message)
}

#[test]
fn an_error_stands_at_the_line_and_column_people_count() {
    for (text, line, column) in [
        ("a:\n  b: 1\n c: 2\n", 3, 2),
        ("a: b: c\n", 1, 5),
        ("a: 1\nb: \"open", 2, 4),
        ("a: 1\nb: \"open\nc: 1\n", 3, 1),
        ("小米: *nope\n", 1, 5),
        ("a: 1\n---\nb: 2\n", 2, 1),
        ("a: 1\n...\nb: 2\n", 3, 1),
    ] {
        let found = error(text);
        assert_eq!((found.0, found.1), (line, column), "{text:?}: {}", found.2);
    }
    assert_eq!(error("a:\n\tb: 1\n").0, 2);
}

#[test]
fn a_byte_order_mark_is_allowed_first_and_inside_quotes_only() {
    for text in ["\u{feff}a: b\n", "a: \"x\u{feff}y\"\nb: 'p\u{feff}q'\n", "\u{feff}", "\u{feff}- a\n- b\n"] {
        assert!(Tree::parse(text).is_ok(), "{text:?}");
    }
    for text in [
        "a: x\u{feff}y\n",
        "# c \u{feff}\na: b\n",
        "# c\n\u{feff}a: b\n",
        "a: |\n  x\u{feff}\n",
        "a: b\n\u{feff}c: d\n",
    ] {
        assert_eq!(text.find('\u{feff}'), Some(Tree::parse(text).unwrap_err().offset), "{text:?}");
    }
}

#[test]
fn an_empty_document_has_no_root() {
    for text in ["", "\n\n", "# only a comment\n", "---\n", "--- # c\n...\n"] {
        assert_eq!(Tree::parse(text).unwrap().root(), None, "{text:?}");
    }
}

#[test]
fn nesting_over_64_levels_is_an_error_and_not_a_crash() {
    let flow = |depth| "[".repeat(depth) + &"]".repeat(depth);
    let block = |depth: usize| (0..depth).fold(String::new(), |text, i| text + &" ".repeat(i) + "a:\n");
    assert!(Tree::parse(&flow(64)).is_ok() && Tree::parse(&block(64)).is_ok());
    for text in [flow(65), block(66), flow(100_000), block(5_000), "- ".repeat(20_000), "? ".repeat(20_000)] {
        assert!(error(&text).2.contains("64 levels"), "{}", error(&text).2);
    }
}

#[test]
fn more_values_than_memory_is_promised_for_are_an_error() {
    let text = format!("[{}]", "a,".repeat(stratboard::yaml::VALUES_LIMIT));
    assert!(error(&text).2.contains("more than 2 million"), "{}", error(&text).2);
}

#[test]
fn an_alias_bomb_is_read_without_expanding_it() {
    let mut bomb = String::from("a0: &a0 [x, x]\n");
    for level in 1..30 {
        let below = level - 1;
        writeln!(bomb, "a{level}: &a{level} [*a{below}, *a{below}, *a{below}]").unwrap();
    }
    let tree = Tree::parse(&bomb).unwrap();
    assert_eq!(tree.entries(tree.root().unwrap()).count(), 30);
}

#[test]
fn torn_texts_are_read_or_refused_at_a_place_inside_them() {
    let text = crate::boards::A
        .replace("plain one", "[a, {b: &x c, *x : d}, \"e\\\n f\"]")
        .replace("votes: 3", "? votes\n    : - 3");
    assert!(Tree::parse(&text).is_ok());
    for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
        for torn in [&text[..end], &text[end..]] {
            if let Err(SyntaxError { offset, .. }) = Tree::parse(torn) {
                assert!(offset <= torn.len());
            }
        }
    }
}

#[test]
fn a_large_board_is_read_in_one_pass() {
    let item = "  - TAG: a text of some words, neither long nor short   # a comment\n    votes: 3\n";
    let text = "sheets:\n- kind: swot\n  strengths:\n".to_owned() + &item.repeat(20_000);
    let tree = Tree::parse(&text).unwrap();
    let list = crate::operations::find(&tree, "sheets/0/strengths").unwrap();
    let bytes: usize = tree.items(list).map(|item| tree.region(item).len()).sum();
    assert_eq!(bytes, item.len() * 20_000);
}
