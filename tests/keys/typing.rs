//! The keys inside a text: caret, deletion, tags.

use crate::harness::{BOARD, Harness, check, check_editor};

#[test]
fn caret_and_deletion() {
    check_editor(&[
        ("aone two<Left><Left>", "one t|wo"),
        ("aone two<Home>", "|one two"),
        ("aone two<C-a><C-e>", "one two|"),
        ("aone two<C-Left>", "one |two"),
        ("aone two<A-b><A-b><A-f>", "one| two"),
        ("aone two<C-w>", "one |"),
        ("aone two<C-h><BS>", "one t|"),
        ("aone two<Home><Del><C-Right><C-k>", "ne|"),
        ("aone two<C-u>", "|"),
        ("aone two<C-w><C-z>", "one two|"),
        ("aone<C-j>two<A-CR>three", "one\ntwo\nthree|"),
        ("aone<C-j>two<Up>", "one|\ntwo"),
        ("aone<C-j>two<Up><Home><Down>", "one\n|two"),
        ("aone<Up>", "|one"),
        ("aone<Home><Down>", "one|"),
    ]);
}

#[test]
fn help_opens_over_the_editor_and_nothing_typed_is_lost() {
    let mut harness = Harness::new(BOARD);
    harness.keys("e!<F1>");
    assert!(matches!(harness.app.mode, stratboard::app::Mode::Help { .. }));
    assert_eq!(harness.keys("j<F1>").editor(), "SPEED: Ships weekly!|");
    assert_eq!(harness.keys("<F1><Paste> and<PasteEnd>").editor(), "SPEED: Ships weekly! and|");
}

#[test]
fn a_known_tag_is_offered_and_taken() {
    check_editor(&[
        ("aP", "P|[REMIUM]"),
        ("aP<Right>", "PREMIUM: |"),
        ("aP<C-e>words", "PREMIUM: words|"),
        ("aP<End>", "PREMIUM: |"),
        ("ap", "p|"),
        ("aPREMIUM", "PREMIUM|"),
        ("aP<Left><Right>", "P|[REMIUM]"),
        ("aS", "S|[ALES]"),
        ("aSP", "SP|[EED]"),
        ("aX: S", "X: S|"),
        ("gm<C-u>P", "P|"),
    ]);
}

#[test]
fn the_words_left_of_the_caret_become_the_tag() {
    check_editor(&[
        ("amy tag<C-t>", "MY TAG: |"),
        ("amy tag words<C-Left><C-t>", "MY TAG: |words"),
        ("a<C-t>", "|"),
        ("aX: words<C-t>", "X: words|"),
    ]);
    check(&[
        ("atag words<C-Left><C-t><Esc>", "+  - TAG: words\n", "kept; u takes it back"),
        ("a<C-t>", "", "write the words of the tag first, then make them the tag"),
        ("aX: words<C-t>", "", "it has a tag already"),
        ("gm<C-t>", "", "a heading has no tag"),
    ]);
}

#[test]
fn the_footer_says_how_the_text_will_be_read() {
    for (keys, reading) in [
        ("aPREMIUM: x", Some("tag PREMIUM")),
        ("aPremium: x", None),
        ("aPREMIUM", None),
        ("e<C-a>x", Some("tag xSPEED")),
        ("gm<C-u>A: b", None),
        ("W", Some("write fri, 30 jun, 30.6., +2w, tomorrow or 2025-06-30")),
        ("Wfri", Some("Fri 2 May 2025")),
        ("Wsoon", Some("write fri, 30 jun, 30.6., +2w, tomorrow or 2025-06-30")),
    ] {
        let mut harness = Harness::new(BOARD);
        harness.keys(keys);
        assert_eq!(harness.app.reading().as_deref(), reading, "{keys}");
    }
}

#[test]
fn an_item_with_a_tag_keeps_one_of_any_case() {
    check(&[
        ("i<Del>x<CR>", "-  - SPEED: Ships weekly # a comment\n+  - xPEED: Ships weekly # a comment\n", ""),
        ("jjiNOW: <CR>", "-  - plain words\n+  - NOW: plain words\n", ""),
        ("jjiNow: <CR>", "-  - plain words\n+  - 'Now: plain words'\n", ""),
    ]);
}

#[test]
fn a_message_is_gone_with_the_next_key() {
    let mut harness = Harness::new(BOARD);
    harness.keys("u");
    assert_eq!(harness.message(), "nothing to undo");
    assert_eq!(harness.keys("j").message(), "");
}
