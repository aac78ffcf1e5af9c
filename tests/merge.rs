//! Merging: the conflict table row by row, and laws on random edits of both sides with printed seeds.
//! `STRATBOARD_MERGES=100000 cargo test --release --test merge` is the full form.
#![cfg(test)]

#[path = "merge/laws.rs"]
mod laws;
#[path = "laws/random.rs"]
mod random;
#[path = "merge/sheets.rs"]
mod sheets;
#[path = "merge/sides.rs"]
mod sides;
#[path = "merge/table.rs"]
mod table;

use stratboard::document::{Document, Read};
use stratboard::merge::{Merged, merge};
use stratboard::model::{Board, ItemView};

/// Merges three texts that can be merged.
fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    merge(base, ours, theirs, None).unwrap_or_else(|why| panic!("{why:?}\n{ours}\n---\n{theirs}"))
}

fn open(text: &str) -> Document {
    match Document::read(text.to_owned(), None) {
        Read::Board(document, _) => *document,
        Read::Refused(findings) => panic!("refused: {findings:?}\n{text}"),
    }
}

fn told_item(view: ItemView<'_>) -> String {
    let mut fields = view.fields().to_vec();
    fields.sort_by_key(|(field, _)| *field);
    let results = view.results().map(told_item).collect::<Vec<_>>();
    format!(
        "{:?} {:?} {fields:?} {results:?} {:?}",
        view.tag(),
        view.text().trim_end_matches('\n'),
        view.extra()
    )
}

/// What a board says, whatever the order of its keys and fields.
fn told(board: &Board) -> Vec<String> {
    let mut told = Vec::new();
    let heads = |heads: &[(stratboard::model::Head, String)]| {
        let mut heads = heads
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(head, text)| format!("{}={:?}", head.key(), text.trim_end_matches('\n')))
            .collect::<Vec<_>>();
        heads.sort();
        format!("{heads:?}")
    };
    told.push(heads(&board.heads));
    for (index, sheet) in board.sheets.iter().enumerate() {
        told.push(format!("sheet {index} {:?} {}", sheet.kind, heads(&sheet.heads)));
        let mut panes = sheet
            .panes
            .iter()
            .filter(|pane| !pane.items.is_empty())
            .map(|pane| {
                let items = pane.items.iter().map(|item| told_item(ItemView::new(&board.text, item)));
                format!("{}:\n  {}", pane.key, items.collect::<Vec<_>>().join("\n  "))
            })
            .collect::<Vec<_>>();
        panes.sort();
        told.extend(panes);
    }
    told
}
