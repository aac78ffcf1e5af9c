//! The help page: searched for words, by its own keys again once they are kept.

use stratboard::app::Mode;

use crate::harness::{BOARD, Harness};

/// The words that the page is searched for, and whether they are being typed.
fn filter(harness: &Harness) -> Option<(String, bool)> {
    match &harness.app.mode {
        Mode::Help { filter: Some(filter), .. } => Some((filter.query.text(), filter.is_typing)),
        _ => None,
    }
}

#[test]
fn words_are_typed_kept_and_dropped() {
    let searched = |text: &str, is_typing| Some((text.to_owned(), is_typing));
    for (keys, expected) in [
        ("?", None),
        ("?/", searched("", true)),
        ("?/qj?/", searched("qj?/", true)),
        ("?/one<BS><Left>x", searched("oxn", true)),
        ("?/one<Paste>a\nb<PasteEnd>", searched("onea b", true)),
        ("?/one<CR>", searched("one", false)),
        ("?/one<CR>jkG", searched("one", false)),
        ("?/one<CR>/!", searched("one!", true)),
        ("?/<CR>", None),
        ("?/one<Esc>", None),
        ("?/one<C-c>", None),
        ("?/one<CR><Esc>", None),
    ] {
        let mut harness = Harness::new(BOARD);
        harness.keys(keys);
        assert!(matches!(harness.app.mode, Mode::Help { .. }), "{keys}");
        assert_eq!((filter(&harness), harness.text()), (expected, BOARD), "{keys}");
    }
}

#[test]
fn scrolling_goes_on_and_other_words_begin_at_the_top() {
    let top = |keys: &str| {
        let mut harness = Harness::new(BOARD);
        harness.keys(keys);
        let Mode::Help { top, .. } = harness.app.mode else { return 999 };
        top
    };
    assert_eq!(top("?/<Down><Down><Up>"), 1);
    assert_eq!(top("?/a<PgDn>"), 18);
    assert_eq!(top("?/a<PgDn><Left>"), 18);
    assert_eq!(top("?/a<PgDn>b"), 0);
}

#[test]
fn it_closes_back_to_what_it_lay_over() {
    let mut harness = Harness::new(BOARD);
    harness.keys("e!<F1>/keep<CR>qq");
    assert_eq!(harness.editor(), "SPEED: Ships weekly!|");
    harness.keys("<C-c>?/one<Esc>q");
    assert!(matches!(harness.app.mode, Mode::Board));
}
