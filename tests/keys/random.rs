//! Any keys at all: no panic, a focus that exists, and undoing all gives the first bytes.

use proptest::prelude::*;
use stratboard::action::TABLE;
use stratboard::config::keymap::Keymap;
use stratboard::config::keys::parse_keys;

use crate::harness::{BOARD, Harness};

/// One piece of key text: a default key of any action, a letter, a paste.
fn piece() -> impl Strategy<Value = String> {
    let keys = TABLE.iter().flat_map(|row| row.keys.split(' ')).map(str::to_owned).collect::<Vec<String>>();
    let text = [
        "A",
        "b",
        ": ",
        "TAG: x",
        "#",
        "'",
        "30 jun",
        "7",
        "é",
        "<Paste>a\n- b\n<PasteEnd>",
        "<Paste>x<PasteEnd>",
    ];
    prop_oneof![
        6 => proptest::sample::select(keys),
        2 => proptest::sample::select(text.map(str::to_owned).to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn random_keys_never_panic_and_undo_gives_the_first_bytes(keys in proptest::collection::vec(piece(), 1..60)) {
        let mut harness = Harness::new(BOARD);
        for piece in &keys {
            harness.keys(piece);
            harness.place();
        }
        harness.keys("<C-c><Esc><Esc><Esc>");
        for _ in 0..keys.len() + 5 {
            harness.keys("u");
        }
        prop_assert_eq!(harness.message(), "nothing to undo");
        prop_assert_eq!(harness.text(), BOARD);
    }
}

#[test]
fn every_default_key_does_something_in_its_context() {
    // `perform` asserts that an action of the table is done by someone; here each is asked for on the board.
    for row in TABLE.iter().filter(|row| row.context == stratboard::action::Context::Board) {
        for keys in Keymap::default().keys_of(row.context, row.action) {
            assert!(!parse_keys(&keys).unwrap().is_empty());
            Harness::new(BOARD).keys(&keys);
        }
    }
}
