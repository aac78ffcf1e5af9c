//! Laws of a document: random edits with printed seeds on boards of many habits.
//! `STRATBOARD_EDITS=50000 cargo test --release --test laws` is the full form.
#![cfg(test)]

#[path = "laws/exchange.rs"]
mod exchange;
#[path = "laws/imports.rs"]
mod imports;
#[path = "laws/random.rs"]
mod random;

use random::{Random, boards, random_edit};
use stratboard::document::{Document, Edit, Read, Step};
use stratboard::model::{Board, Focus, Head, HeadAt};

fn open(text: &str) -> Document {
    match Document::read(text.to_owned(), None) {
        Read::Board(document, _) => *document,
        Read::Refused(findings) => panic!("refused: {findings:?}\n{text}"),
    }
}

fn step() -> Step {
    let here = Focus::Head(HeadAt::Board(Head::Title));
    Step { label: String::new(), before: here, after: here, run: None }
}

/// What a board says and where its items begin: equal for a reading of a few lines and one of the whole file.
fn told(board: &Board) -> Vec<String> {
    let items = board.all_items().map(|(at, view)| {
        let results = view.results().len();
        format!(
            "{at:?} {} {:?} {:?} {:?} {results} {:?}",
            view.offset(),
            view.tag(),
            view.text(),
            view.fields(),
            view.extra()
        )
    });
    let heads = board.sheets.iter().map(|sheet| format!("{:?} {:?}", sheet.heads, sheet.extra));
    items.chain(heads).chain([format!("{:?} {:?}", board.heads, board.extra)]).collect()
}

/// A comment of the first text that an edit which takes nothing away has lost.
fn lost_comment(first: &str, before: &str, after: &str, edit: &Edit) -> Option<String> {
    if matches!(edit, Edit::Delete { .. } | Edit::SetField { value: None, .. }) {
        return None;
    }
    let mut comments = first.lines().filter_map(|line| line.find("# ").map(|at| &line[at..]));
    comments.find(|comment| before.contains(*comment) && !after.contains(*comment)).map(str::to_owned)
}

fn edits() -> usize {
    std::env::var("STRATBOARD_EDITS").ok().and_then(|count| count.parse().ok()).unwrap_or(2000)
}

#[test]
fn random_edits_read_back_and_undo_to_the_byte() {
    let mut refused = 0;
    let mut done = 0;
    let boards = boards();
    let runs = edits() / 40;
    for run in 0..runs {
        let seed = 0x5eed_0000 + run as u64;
        let mut random = Random::new(seed);
        let first = &boards[run % boards.len()];
        let mut document = open(first);
        for number in 0..40 {
            let before = document.text().to_owned();
            let Some(edit) = random_edit(&mut random, document.board()) else { continue };
            let place = format!("seed {seed:#x}, edit {number}: {edit:?}");
            if document.apply(std::slice::from_ref(&edit), step()).is_err() {
                refused += 1;
                assert_eq!(document.text(), before, "a refusal changed the text: {place}");
                continue;
            }
            done += 1;
            let whole = open(document.text());
            assert_eq!(told(document.board()), told(whole.board()), "{place}\n{}", document.text());
            let lost = lost_comment(first, &before, document.text(), &edit);
            assert_eq!(lost, None, "a comment is gone: {place}\n{before}\n---\n{}", document.text());
        }
        let last = document.text().to_owned();
        while document.undo().is_some() {}
        assert_eq!(document.text(), first, "undoing all: seed {seed:#x}");
        while document.redo().is_some() {}
        assert_eq!(document.text(), last, "redoing all: seed {seed:#x}");
        assert_eq!(told(document.board()), told(open(&last).board()), "after redoing all: seed {seed:#x}");
    }
    println!("{done} edits made, {refused} refused");
    assert!(refused * 10 < done, "{refused} of {} edits were refused", done + refused);
}
