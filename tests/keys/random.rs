//! Any keys at all: no panic, a focus that exists, and undoing all gives the first bytes.

use proptest::prelude::*;
use stratboard::action::TABLE;
use stratboard::app::Message;
use stratboard::config::keymap::Keymap;
use stratboard::config::keys::parse_keys;

use crate::harness::{BOARD, Harness};

/// One piece of key text: a default key of any action, a letter, a paste.
fn piece() -> impl Strategy<Value = String> {
    let keys =
        TABLE.iter().flat_map(|row| row.keys.split_whitespace()).map(str::to_owned).collect::<Vec<String>>();
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

/// What happens: keys, the store's answer, another program's version of the file, another size.
fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        12 => piece().prop_map(Happening::Keys),
        1 => Just(Happening::Saved),
        1 => (0..VERSIONS.len(), any::<bool>()).prop_map(|(version, asked)| Happening::Disk(version, asked)),
        1 => proptest::sample::select(&[(120, 36), (80, 24), (44, 20), (20, 5)][..]).prop_map(Happening::Resize),
    ]
}

#[derive(Debug, Clone)]
enum Happening {
    Keys(String),
    Saved,
    Disk(usize, bool),
    Resize((u16, u16)),
}

/// Versions of the file that another program writes.
const VERSIONS: [&str; 4] = [
    "title: Acme\nsheets: []\n",
    "title: Acme\nsheets:\n- kind: swot\n  weaknesses:\n  - SPEED: Ships weekly\n- kind: plan\n",
    "title: [\n",
    include_str!("../../boards/xiaomi-sales/2025-Q2.yaml"),
];

fn happen(harness: &mut Harness, happening: &Happening) {
    match happening {
        Happening::Keys(keys) => {
            harness.keys(keys);
        }
        Happening::Saved => {
            harness.saved();
        }
        Happening::Disk(version, asked) => {
            let text = VERSIONS[*version].to_owned();
            harness.tell(Message::Disk { board: 0, text: Ok(text), asked: *asked });
        }
        Happening::Resize((columns, rows)) => {
            harness.tell(Message::Resize(*columns, *rows));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_nothing_panics_and_undo_gives_the_first_bytes(
        happenings in proptest::collection::vec(happening(), 1..60),
        sample in any::<bool>(),
    ) {
        let first = if sample { VERSIONS[3] } else { BOARD };
        let mut harness = Harness::new(first);
        for happening in &happenings {
            happen(&mut harness, happening);
            harness.place();
        }
        // Out of help or a question, then out of the editor, which stays where its pane is gone and what it holds is refused.
        harness.keys("<Esc><Esc><C-c><Esc><Esc>");
        for _ in 0..happenings.len() + 5 {
            harness.keys("u");
        }
        prop_assert_eq!(harness.message(), "nothing to undo");
        prop_assert_eq!(harness.text(), first);
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
