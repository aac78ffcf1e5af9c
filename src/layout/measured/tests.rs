//! Whatever was kept over edits, the arrangement is the one that measuring anew gives.

use proptest::prelude::*;

use super::super::tests::request;
use super::super::{arrange, panes};
use super::*;
use crate::document::{Document, Edit, Step};
use crate::model::{Draft, Field, Focus, ItemAt, Value};

const BOARD: &str = "title: T\nmission: M\nsheets:\n- kind: swot\n  strengths:\n  - A: one\n    votes: 1\n  \
- B: two\n  - C: some more words that need another row on most screens\n    score: 0.5\n  - plain\n  weaknesses:\n  \
- D: four\n  # both changed the item above: keep one of the two, delete the other\n  - D: four more\n  - E: five\n  \
opportunities: []\n- kind: plan\n  objectives:\n  - GOAL: aim\n    results:\n    - KEY: result\n      score: 0.6\n    \
- OTHER: one\n  - SECOND: aim\n    results:\n    - LAST: one\n  metrics:\n  - M: 10\n  - N: 20\n  values:\n  - x\n  - y\n\
- kind: retro\n  actions:\n  - do it\n  - text: and that\n    owner: ann\n    due: 2025-07-01\n";

/// Which edit, of which list and item, with how many words.
type Change = (u8, usize, usize, usize);

fn edit(document: &Document, (what, list, index, words): Change) -> Edit {
    let board = document.board();
    let lists = (0..board.sheets.len()).flat_map(|sheet| board.lists(sheet)).collect::<Vec<ListAt>>();
    let list = lists[list % lists.len()];
    let count = board.items(list).len();
    let (at, text) = (list.item(index % count.max(1)), "some words ".repeat(words).trim_end().to_owned());
    match what {
        0 => Edit::SetText { at, tag: (words % 2 == 0).then(|| "TAG".to_owned()), text },
        1 => Edit::SetField { at, field: Field::Votes, value: Some(Value::Text(words.pow(3).to_string())) },
        2 => Edit::SetField { at, field: Field::Score, value: (words > 2).then(|| "0.25".into()) },
        3 => Edit::SetField { at, field: Field::Due, value: Some("2025-01-02".into()) },
        4 => {
            Edit::Insert { list, index: index % (count + 1), draft: Draft::from_line(&format!("new {text}")) }
        }
        5 => Edit::Delete { at },
        _ => Edit::Move { from: at, list, index: words % count.max(1) },
    }
}

fn frames(
    document: &Document,
    kept: &[Measured],
    size: (u16, u16),
    place: usize,
) -> Result<(), TestCaseError> {
    let (board, none) = (document.board(), Default::default());
    for (sheet, measured) in kept.iter().enumerate() {
        let lists = panes(board, sheet);
        let list = lists[place % lists.len()];
        let focus = Some(Focus::Item(ItemAt { list, index: place % board.items(list).len().max(1) }));
        let (version, touched) = (document.version(), document.touched());
        let fresh = Request { version, touched, sheet, focus, ..request(board, size, &none) };
        let known = Request { measured, ..fresh };
        prop_assert_eq!(arrange(&known), arrange(&fresh));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_kept_over_edits_changes_no_arrangement(
        edits in prop::collection::vec((0..7u8, 0..12usize, 0..6usize, 1..24usize), 1..12),
        size in prop::sample::select(vec![(120, 36), (80, 24), (44, 20), (80, 12)]),
        place in 0..20usize,
        is_shown in prop::collection::vec(any::<bool>(), 12),
    ) {
        let mut document = Document::open(BOARD.to_owned(), None).unwrap().0;
        // One for each sheet: it forgets one sheet for another.
        let kept = [(); 3].map(|()| Measured::default());
        let here = Focus::Head(crate::model::HeadAt::Board(crate::model::Head::Title));
        frames(&document, &kept, size, place)?;
        for (change, is_shown) in edits.into_iter().zip(is_shown) {
            let step = Step { label: String::new(), before: here, after: here, run: None };
            let edit = edit(&document, change);
            let _ = document.apply(&[edit], step);
            if is_shown {
                frames(&document, &kept, size, place)?;
            }
        }
    }
}
